#include "engine/chores.h"

#include <stdlib.h>
#include <sys/queue.h>

#include "engine/catalogue.h"
#include "engine/worker.h"

enum { AWAITED_MAX = 64 };

struct chore {
	struct chores     *all;
	struct catalogue  *catalogue;	/* held */
	chore_fn          *run;
	bool               ok;
	void             (*fn)(void *ctx, bool ok);	/* NULL: nobody waits for it */
	void              *ctx;
	TAILQ_ENTRY(chore) entry;
};

struct chores {
	const struct server *server;
	const atomic_bool   *off;
	void               (*ended)(void *ctx);
	void                *ctx;
	struct worker       *helper;	/* does what somebody waits for */
	struct worker       *keeper;	/* and what nobody does */
	TAILQ_HEAD(, chore)  list;
};

static void
end(struct chore *c)
{
	TAILQ_REMOVE(&c->all->list, c, entry);
	catalogue_release(c->catalogue);
	c->all->ended(c->all->ctx);
	if (c->fn != NULL)
		c->fn(c->ctx, c->ok);
	free(c);
}

static void
run(void *ctx)
{
	struct chore *c = ctx;
	struct errand e;

	c->ok = errand_open(&e, c->all->server, c->all->off) && c->run(&e, c->catalogue);
	errand_close(&e);
}

static void
done(void *ctx)
{
	end(ctx);
}

static bool
begin(struct worker *who, struct chore chore)
{
	struct chore *c = must_have(malloc(sizeof(*c)));

	*c = chore;
	if (!worker_do(who, run, done, c)) {
		free(c);
		return false;
	}
	catalogue_hold(c->catalogue);
	TAILQ_INSERT_TAIL(&c->all->list, c, entry);
	return true;
}

struct chores *
chores_open(struct event_base *base, const struct server *server, const atomic_bool *off, void (*ended)(void *ctx), void *ctx)
{
	struct chores *c = must_have(malloc(sizeof(*c)));

	*c = (struct chores){ .server = server, .off = off, .ended = ended, .ctx = ctx,
		.helper = worker_open(base, AWAITED_MAX), .keeper = worker_open_behind(base, 1) };
	TAILQ_INIT(&c->list);
	return c;
}

void
chores_close(struct chores *c)
{
	struct chore *left;

	worker_close(c->helper);
	worker_close(c->keeper);
	while ((left = TAILQ_FIRST(&c->list)) != NULL)
		end(left);
	free(c);
}

bool
chores_await(struct chores *c, struct catalogue *catalogue, chore_fn *what, void (*fn)(void *ctx, bool ok), void *ctx)
{
	return begin(c->helper, (struct chore){ .all = c, .catalogue = catalogue, .run = what, .fn = fn, .ctx = ctx });
}

bool
chores_leave(struct chores *c, struct catalogue *catalogue, chore_fn *what)
{
	return begin(c->keeper, (struct chore){ .all = c, .catalogue = catalogue, .run = what });
}
