#include "engine/view_wait.h"

#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_network.h"
#include "engine/view_parts.h"
#include "engine/worker.h"

struct view_waiter {
	STAILQ_ENTRY(view_waiter) entry;
	struct catalogue         *c;	/* held: its own */
	void                    (*done)(void *ctx);
	void                     *ctx;
};

/* On the worker. */
static void
make(void *ctx)
{
	struct view_making *m = ctx;

	m->made = view_make(m->c, m->policy, m->as_of);
}

static void
forget(struct view_making *m)
{
	struct view_making **at = &m->c->network->making;

	while (*at != m)
		at = &(*at)->next;
	*at = m->next;
}

/* A waiter may ask for another view while it is told of this one; by then this one is nobody's any more. */
static void
on_made(void *ctx)
{
	struct view_making *m = ctx;
	struct view_waiter *w;

	forget(m);
	view_give(m->c, m->made);
	if (m->heir != NULL)
		view_give(m->heir, m->made);
	STAILQ_FOREACH(w, &m->waiters, entry)
		view_give(w->c, m->made);
	view_release(m->made);
	STAILQ_FOREACH(w, &m->waiters, entry) {
		w->done(w->ctx);
		catalogue_release(w->c);
	}
	catalogue_release(m->heir);
	catalogue_release(m->c);
	arena_free(m->mem);
}

static struct view_making *
find_making(const struct catalogue *c, size_t policy, const char *as_of)
{
	struct view_making *m = c->network->making;

	while (m != NULL && (m->policy != policy || strcmp(m->as_of, as_of) != 0))
		m = m->next;
	return m;
}

/* NULL when the worker does not take it. */
static struct view_making *
begin_making(struct catalogue *c, size_t policy, const char *as_of, struct worker *w)
{
	struct arena       *mem = arena_new();
	struct view_making *m = arena_alloc(mem, sizeof(*m));

	*m = (struct view_making){ .next = c->network->making, .c = c, .policy = policy,
		.as_of = arena_strdup(mem, as_of), .mem = mem };
	STAILQ_INIT(&m->waiters);
	if (!worker_do(w, make, on_made, m)) {
		arena_free(mem);
		return NULL;
	}
	catalogue_hold(c);
	c->network->making = m;
	return m;
}

enum view_wait
view_await(struct catalogue *c, size_t policy, const char *as_of, struct worker *w, void (*done)(void *ctx), void *ctx)
{
	struct view_making *m;
	struct view_waiter *waiter;

	if (view_is_there(c, policy, as_of))
		return VIEW_THERE;
	m = find_making(c, policy, as_of);
	if (m == NULL)
		m = begin_making(c, policy, as_of, w);
	if (m == NULL)
		return VIEW_REFUSED;
	waiter = arena_alloc(m->mem, sizeof(*waiter));
	*waiter = (struct view_waiter){ .c = catalogue_hold(c), .done = done, .ctx = ctx };
	STAILQ_INSERT_TAIL(&m->waiters, waiter, entry);
	return VIEW_AWAITED;
}
