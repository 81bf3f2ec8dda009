#include "engine/job_watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/catalogue.h"
#include "engine/exchange.h"
#include "engine/loader.h"
#include "engine/log.h"
#include "proto/json.h"

enum { TICK_SECONDS = 1, QUIET_SECONDS = 15 };

/* One client; lives in its exchange's arena. */
struct stream {
	struct job_watch   *watch;
	struct exchange    *exchange;
	const char         *id;
	const char         *shown;	/* hash of the secret by which the client was let in */
	int                 role;	/* and as what */
	bool                told;	/* the first event is out; what it said last: */
	int                 state, phase;
	int64_t             permille, attempts;
	time_t              spoke;	/* when something was last sent */
	bool                found;	/* in the answer that is being gone through */
	TAILQ_ENTRY(stream) link;
};

struct job_watch {
	struct db                *db;
	const struct loader      *loader;
	struct event             *tick;
	TAILQ_HEAD(, stream)      streams;
	struct arena             *asking;	/* of the question under way, or NULL */
	bool                      again;	/* something happened since it was asked */
	bool                      stopping;
};

static void look(struct job_watch *w);

static time_t
now_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void
forget(struct stream *s)
{
	struct job_watch *w = s->watch;

	TAILQ_REMOVE(&w->streams, s, link);
	if (TAILQ_EMPTY(&w->streams))
		event_del(w->tick);
}

static void
end(struct stream *s)
{
	forget(s);
	exchange_end(s->exchange);
}

static void
on_gone(void *ctx)
{
	end(ctx);
}

static bool
is_news(const struct stream *s, const struct job *job)
{
	return !s->told || s->state != job->state || s->phase != job->phase || s->permille != job->permille ||
		s->attempts != job->attempts;
}

/* The stream may be gone afterwards. */
static void
tell(struct stream *s, const struct job *job, struct arena *mem)
{
	struct buffer *b = buffer_new(mem);

	if (!is_news(s, job))
		return;
	buffer_printf(b, "event: %s\n", !s->told || s->state != job->state ? "state" : "progress");
	if (job_ended(job))
		buffer_text(b, "id: " JOB_WATCH_END "\n");
	buffer_text(b, "data: ");
	message_print(b, &job_entry_message, job);
	buffer_text(b, "\n\n");
	if (!exchange_send(s->exchange, b->at, b->length))
		return;	/* the next tick finds it still news */
	s->told = true;
	s->state = job->state;
	s->phase = job->phase;
	s->permille = job->permille;
	s->attempts = job->attempts;
	s->spoke = now_seconds();
	if (job_ended(job))
		end(s);
}

static bool
read_job(const PGresult *rows, int row, struct arena *mem, struct job *job)
{
	struct problem p = { .mem = mem };
	cJSON         *json = json_read(PQgetvalue(rows, row, 1), (size_t)PQgetlength(rows, row, 1), mem, &p);

	if (json != NULL && message_parse(&job_entry_message, json, FROM_STORE, NULL, mem, job, &p))
		return true;
	log_error("job %s cannot be read: %s", PQgetvalue(rows, row, 0), p.fields > 0 ? p.field[0].at : "");
	return false;
}

static void
tell_all(struct job_watch *w, const PGresult *rows, struct arena *mem)
{
	struct stream *s, *next;

	TAILQ_FOREACH(s, &w->streams, link)
		s->found = false;
	for (int i = 0; i < PQntuples(rows); i++) {
		struct job job;

		if (!read_job(rows, i, mem, &job))
			continue;
		for (s = TAILQ_FIRST(&w->streams); s != NULL; s = next) {
			next = TAILQ_NEXT(s, link);
			if (strcmp(s->id, job.id) != 0)
				continue;
			s->found = true;
			tell(s, &job, mem);
		}
	}
}

/* Streams added since the question was asked are not in its answer; they are asked for again. */
static void
drop_unknown(struct job_watch *w)
{
	struct stream *s, *next;

	for (s = TAILQ_FIRST(&w->streams); s != NULL; s = next) {
		next = TAILQ_NEXT(s, link);
		if (!s->found)
			end(s);
	}
}

static void
on_rows(void *ctx, PGresult *rows, const struct problem *p)
{
	struct job_watch *w = ctx;
	struct arena     *mem = w->asking;

	(void)p;	/* the tick asks again */
	w->asking = NULL;
	if (rows != NULL) {
		tell_all(w, rows, mem);
		if (!w->again)
			drop_unknown(w);
	}
	PQclear(rows);
	arena_free(mem);
	if (w->again)
		look(w);
}

static void
look(struct job_watch *w)
{
	struct buffer *ids;
	struct stream *s;

	w->again = w->asking != NULL;
	if (w->asking != NULL || TAILQ_EMPTY(&w->streams) || w->stopping)
		return;
	w->asking = arena_new();
	ids = buffer_new(w->asking);
	TAILQ_FOREACH(s, &w->streams, link)
		buffer_printf(ids, "%s\"%s\"", ids->length > 0 ? "," : "{", s->id);
	buffer_byte(ids, '}');
	db_ask(w->db, w->asking, &db_system, &sql_job_watch, ARGS(ids->at), on_rows, w);
}

static void
on_hint(void *ctx)
{
	look(ctx);
}

/* While the database is away nobody knows; then nobody is told anything either. */
static void
drop_unwelcome(struct job_watch *w)
{
	const struct catalogue *c = loader_catalogue(w->loader);
	struct stream          *s, *next;

	for (s = TAILQ_FIRST(&w->streams); s != NULL && c != NULL; s = next) {
		const struct caller *who = catalogue_caller(c, s->shown, time(NULL));

		next = TAILQ_NEXT(s, link);
		if (who == NULL || who->role != s->role)
			end(s);
	}
}

/* Proxies close what is silent, and a client that left without a word shows only when written to. */
static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	static const char comment[] = ": still here\n\n";
	struct job_watch *w = arg;
	time_t            now = now_seconds();
	struct stream    *s;

	(void)fd;
	(void)what;
	drop_unwelcome(w);
	TAILQ_FOREACH(s, &w->streams, link)
		if (now - s->spoke >= QUIET_SECONDS && exchange_send(s->exchange, comment, sizeof(comment) - 1))
			s->spoke = now;
	look(w);
}

struct job_watch *
job_watch_open(struct event_base *base, struct db *db, const struct loader *loader)
{
	struct job_watch *w = must_have(calloc(1, sizeof(*w)));

	w->db = db;
	w->loader = loader;
	w->tick = event_new(base, -1, EV_PERSIST, on_tick, w);
	TAILQ_INIT(&w->streams);
	db_listen(db, "job_progress", on_hint, w);
	return w;
}

void
job_watch_add(struct job_watch *w, struct exchange *x, const struct job *job, const char *shown, int role, bool left)
{
	struct arena  *mem = exchange_mem(x);
	struct stream *s = arena_alloc(mem, sizeof(*s));

	if (left || w->stopping) {
		exchange_end(x);
		return;
	}
	*s = (struct stream){ .watch = w, .exchange = x, .id = job->id, .spoke = now_seconds(),
		.shown = shown, .role = role };
	if (TAILQ_EMPTY(&w->streams))
		event_add(w->tick, &(struct timeval){ .tv_sec = TICK_SECONDS });
	TAILQ_INSERT_TAIL(&w->streams, s, link);
	exchange_on_gone(x, on_gone, s);
	tell(s, job, mem);
	/* What happened since the job was read has been hinted already. */
	look(w);
}

void
job_watch_stop(struct job_watch *w)
{
	struct stream *s;

	w->stopping = true;
	while ((s = TAILQ_FIRST(&w->streams)) != NULL)
		end(s);
}

void
job_watch_close(struct job_watch *w)
{
	job_watch_stop(w);
	event_free(w->tick);
	free(w);
}
