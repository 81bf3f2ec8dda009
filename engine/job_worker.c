#include "engine/job_worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/loader.h"
#include "engine/log.h"
#include "engine/pairing.h"
#include "engine/uuid.h"
#include "engine/worker.h"
#include "proto/job.h"
#include "proto/json.h"

/*
 * BEAT_MS bounds how long a cancelled job goes on where its hint was lost. POLL_TICKS
 * is for what comes without a hint: a lease that has run out.
 */
enum { BEAT_MS = 250, POLL_TICKS = 4, ATTEMPTS_MAX = 8, NAME_SIZE = 100 };

/*
 *	RESTING -> TAKING -> FETCHING -> COMPUTING -> ENDING -> RESTING
 *	   ^---------'----------------------'	nothing to take; lost
 */
enum worker_state { RESTING, TAKING, FETCHING, COMPUTING, ENDING };

enum ending { END_FINISH, END_FAIL, END_RELEASE, ENDINGS };

/* The job in hand. While the thread computes, it alone uses `mem`. */
struct job_in_hand {
	struct arena           *mem;
	const char             *id, *attempt;
	struct pairing_request  request;
	const char             *digest;		/* of the snapshot */
	const char             *document;	/* its text, when it had to be fetched */
	size_t                  length;
	struct catalogue       *catalogue;	/* held */
	struct pairing_job      pairing;
	struct pairing_progress progress;
	atomic_int              phase;
	bool                    unreadable;	/* the snapshot is not what it should be */
	bool                    lost;		/* cancelled, or somebody else's now */
	enum ending             ending;
	bool                    ending_asked;
	const char             *list;		/* id of the result, the same however often it is sent */
	struct problem          problem;
};

struct job_worker {
	struct db          *db;
	struct loader      *loader;
	struct worker      *thread;
	struct event       *tick;
	enum worker_state   state;
	struct job_in_hand *hand;
	struct arena       *taking;	/* becomes that of the job */
	struct arena       *beating;	/* of the sign of life under way, or NULL */
	unsigned            ticks;
	bool                again;	/* hinted while it asked */
	bool                stopping;
	void              (*on_stopped)(void *ctx);
	void               *on_stopped_ctx;
	char                name[NAME_SIZE], lease[24];
};

static void take(struct job_worker *w);
static void send_ending(struct job_worker *w);

static void
free_result(void *result)
{
	PQclear(result);
}

static const char *
cell(const PGresult *rows, const char *column)
{
	int i = PQfnumber(rows, column);

	return PQgetisnull(rows, 0, i) ? NULL : PQgetvalue(rows, 0, i);
}

static void
note(const struct job_in_hand *hand, const char *what)
{
	log_info("job id=%s attempt=%s %s", hand->id, hand->attempt, what);
}

static void
rest(struct job_worker *w)
{
	void (*on_stopped)(void *ctx) = w->on_stopped;

	w->state = RESTING;
	if (!w->stopping) {
		take(w);
	} else if (on_stopped != NULL) {
		w->on_stopped = NULL;
		on_stopped(w->on_stopped_ctx);
	}
}

/* The job is nobody's business here any more. */
static void
drop(struct job_worker *w, const char *what)
{
	struct job_in_hand *hand = w->hand;

	note(hand, what);
	w->hand = NULL;
	catalogue_release(hand->catalogue);
	arena_free(hand->mem);
	rest(w);
}

/* --- the end of a job */

static void
end(struct job_worker *w, enum ending ending)
{
	w->state = ENDING;
	w->hand->ending = ending;
	send_ending(w);
}

static void
end_failed(struct job_worker *w, enum say say, const char *arg)
{
	problem_set(&w->hand->problem, PROBLEM_INTERNAL, say, arg);
	end(w, END_FAIL);
}

/* Whether asking again may help: it was not the statement that was refused. */
static bool
may_pass(const struct problem *p)
{
	return p->code == PROBLEM_DATABASE || p->code == PROBLEM_BUSY || p->code == PROBLEM_SLOW_DATABASE;
}

static void
on_ended(void *ctx, PGresult *rows, const struct problem *p)
{
	static const char *const words[ENDINGS] = {
		[END_FINISH] = "done", [END_FAIL] = "failed", [END_RELEASE] = "given back",
	};
	struct job_worker  *w = ctx;
	struct job_in_hand *hand = w->hand;
	bool                held = rows != NULL && strcmp(cell(rows, "held"), "t") == 0;

	PQclear(rows);
	hand->ending_asked = false;
	if (held)
		drop(w, words[hand->ending]);
	else if (rows != NULL || hand->lost)
		drop(w, "lost");
	else if (hand->ending == END_RELEASE || w->stopping || (hand->ending == END_FAIL && !may_pass(p)))
		drop(w, "left to its lease");
	else if (hand->ending == END_FINISH && !may_pass(p)) {
		/* It will not be stored the next time either. */
		hand->problem.code = p->code;
		hand->problem.detail = p->detail;
		end(w, END_FAIL);
	}
	/* Else the next tick sends it again: it has the same ids, so it ends the job once. */
}

/* Every wrong rule in one paragraph, or the one thing that is wrong. */
static const char *
problem_text(const struct problem *p, enum lang lang)
{
	struct buffer *b = buffer_new(p->mem);
	size_t         n = p->fields < PROBLEM_FIELDS ? p->fields : PROBLEM_FIELDS;

	if (n == 0)
		say_print(b, lang, &p->detail);
	for (size_t i = 0; i < n; i++) {
		buffer_printf(b, "%s%s: ", i > 0 ? "; " : "", p->field[i].at);
		say_print(b, lang, &p->field[i].why);
	}
	return b->at;
}

static const char *
problem_document(const struct problem *p)
{
	struct buffer     *code = buffer_new(p->mem), *b = buffer_new(p->mem);
	struct job_problem out = { .en = problem_text(p, LANG_EN), .ko = problem_text(p, LANG_KO) };

	say_print_code(code, p->fields > 0 ? p->field[0].why.say : p->detail.say);
	out.code = code->at;
	message_print(b, &job_problem_message, &out);
	return b->at;
}

static void
send_ending(struct job_worker *w)
{
	struct job_in_hand *hand = w->hand;

	hand->ending_asked = true;
	switch (hand->ending) {
	case END_FINISH:
		if (hand->list == NULL)
			hand->list = uuid_v7(hand->mem);
		db_ask(w->db, hand->mem, &db_system, &sql_job_finish, ARGS(hand->id, hand->attempt, hand->list,
			hand->pairing.canonical->at), on_ended, w);
		break;
	case END_FAIL:
		db_ask(w->db, hand->mem, &db_system, &sql_job_fail, ARGS(hand->id, hand->attempt,
			problem_document(&hand->problem)), on_ended, w);
		break;
	case END_RELEASE:
	case ENDINGS:
		db_ask(w->db, hand->mem, &db_system, &sql_job_release, ARGS(hand->id, hand->attempt), on_ended, w);
		break;
	}
}

/* --- the work */

/* On the thread. */
static void
compute(void *ctx)
{
	struct job_in_hand *hand = ((struct job_worker *)ctx)->hand;
	struct pairing_job *pairing = &hand->pairing;

	if (hand->document != NULL) {
		hand->catalogue = catalogue_read(hand->document, hand->length);
		if (hand->catalogue == NULL || strcmp(hand->catalogue->snapshot, hand->digest) != 0) {
			hand->unreadable = true;
			return;
		}
		pairing->view = pairing_view(hand->catalogue, &hand->request, hand->mem);
	}
	if (!pairing_prepare(pairing, &hand->problem))
		return;
	atomic_store(&hand->phase, JOB_SOLVING);
	pairing_compute(pairing);
}

static void
on_computed(void *ctx)
{
	struct job_worker  *w = ctx;
	struct job_in_hand *hand = w->hand;

	if (hand->lost)
		drop(w, "stopped");
	else if (w->stopping)
		end(w, END_RELEASE);
	else if (hand->unreadable)
		end_failed(w, SAY_JOB_SNAPSHOT, hand->digest);
	else if (hand->problem.code != PROBLEM_NONE || !pairing_accepted(&hand->pairing, &hand->problem))
		end(w, END_FAIL);
	else {
		atomic_store(&hand->phase, JOB_STORING);
		end(w, END_FINISH);
	}
}

static void
start(struct job_worker *w)
{
	struct job_in_hand *hand = w->hand;

	hand->pairing.mem = hand->mem;
	hand->pairing.request = &hand->request;
	hand->pairing.progress = &hand->progress;
	w->state = COMPUTING;
	if (!worker_do(w->thread, compute, on_computed, w))
		end(w, END_RELEASE);	/* it is being closed */
}

static void
on_snapshot(void *ctx, PGresult *rows, const struct problem *p)
{
	struct job_worker  *w = ctx;
	struct job_in_hand *hand = w->hand;

	(void)p;
	arena_own(hand->mem, rows, free_result);
	if (hand->lost)
		drop(w, "lost");
	else if (rows == NULL || w->stopping)
		end(w, END_RELEASE);
	else if (PQntuples(rows) == 0)
		end_failed(w, SAY_JOB_SNAPSHOT, hand->digest);
	else {
		hand->document = PQgetvalue(rows, 0, 0);
		hand->length = (size_t)PQgetlength(rows, 0, 0);
		start(w);
	}
}

/* The catalogue's data, when they are the ones named; else those of the snapshot. */
static void
find_data(struct job_worker *w)
{
	struct job_in_hand *hand = w->hand;
	struct catalogue   *newest = loader_catalogue(w->loader);

	if (newest != NULL && strcmp(newest->snapshot, hand->digest) == 0) {
		hand->catalogue = catalogue_hold(newest);
		hand->pairing.view = pairing_view(newest, &hand->request, hand->mem);
		start(w);
		return;
	}
	w->state = FETCHING;
	db_ask(w->db, hand->mem, &db_system, &sql_snapshot_by_digest, ARGS(hand->digest), on_snapshot, w);
}

static bool
read_stored(struct job_in_hand *hand, const struct message *m, const char *text, void *out)
{
	struct problem p = { .mem = hand->mem };
	cJSON         *json = json_read_own(text, strlen(text), hand->mem, &p);

	return json != NULL && message_parse(m, json, FROM_STORE, NULL, hand->mem, out, &p);
}

static void
begin(struct job_worker *w, const PGresult *rows)
{
	struct arena       *mem = w->taking;
	struct job_in_hand *hand = w->hand = arena_alloc(mem, sizeof(*hand));

	w->taking = NULL;
	*hand = (struct job_in_hand){
		.mem = mem, .id = cell(rows, "id"), .attempt = cell(rows, "attempt"), .digest = cell(rows, "snapshot"),
		.problem = { .mem = mem },
	};
	note(hand, "taken");
	w->ticks = 0;
	if (w->stopping)
		end(w, END_RELEASE);
	else if (atoi(hand->attempt) > ATTEMPTS_MAX)
		end_failed(w, SAY_JOB_GAVE_UP, DIGITS(ATTEMPTS_MAX));
	else if (!read_stored(hand, &pairing_request_message, cell(rows, "request"), &hand->request))
		end_failed(w, SAY_JOB_REQUEST, NULL);
	else
		find_data(w);
}

static void
on_taken(void *ctx, PGresult *rows, const struct problem *p)
{
	struct job_worker *w = ctx;

	(void)p;
	if (rows != NULL && PQntuples(rows) > 0) {
		begin(w, arena_own(w->taking, rows, free_result));
		return;
	}
	PQclear(rows);
	arena_free(w->taking);
	w->taking = NULL;
	w->state = RESTING;
	if (w->stopping)
		rest(w);
	else if (w->again)
		take(w);
}

static void
take(struct job_worker *w)
{
	w->again = w->state == TAKING;
	if (w->state != RESTING || w->stopping)
		return;
	w->state = TAKING;
	w->taking = arena_new();
	db_ask(w->db, w->taking, &db_system, &sql_job_take, ARGS(w->name, w->lease), on_taken, w);
}

/* --- signs of life */

/* Which job a sign of life is for: the hand may hold another when the answer comes. */
struct beat {
	struct job_worker *worker;
	const char        *id, *attempt;
};

static void
on_beat(void *ctx, PGresult *rows, const struct problem *p)
{
	struct beat        *beat = ctx;
	struct job_worker  *w = beat->worker;
	struct job_in_hand *hand = w->hand;

	(void)p;	/* the next one may come through; else the lease runs out */
	if (rows != NULL && hand != NULL && strcmp(hand->id, beat->id) == 0 &&
	    strcmp(hand->attempt, beat->attempt) == 0 && strcmp(cell(rows, "held"), "t") != 0) {
		hand->lost = true;
		atomic_store(&hand->progress.stop, true);
	}
	PQclear(rows);
	arena_free(w->beating);
	w->beating = NULL;
}

/* How far it all is. Most of the time goes into the solver. */
static int
permille_of(struct job_in_hand *hand, enum job_phase *phase)
{
	*phase = (enum job_phase)atomic_load(&hand->phase);
	if (*phase == JOB_SOLVING && atomic_load(&hand->progress.telling))
		*phase = JOB_WRITING;
	switch (*phase) {
	case JOB_READING:
		return 0;
	case JOB_SOLVING:
		return 50 + atomic_load(&hand->progress.permille) * 850 / 1000;
	case JOB_WRITING:
		return 920;
	case JOB_STORING:
		return 980;
	}
	return 0;
}

static void
give_sign(struct job_worker *w)
{
	struct job_in_hand *hand = w->hand;
	enum job_phase      phase;
	int                 permille = permille_of(hand, &phase);
	struct beat        *beat;

	if (w->beating != NULL)
		return;
	w->beating = arena_new();
	beat = arena_alloc(w->beating, sizeof(*beat));
	*beat = (struct beat){ w, arena_strdup(w->beating, hand->id), arena_strdup(w->beating, hand->attempt) };
	db_ask(w->db, w->beating, &db_system, &sql_job_beat, ARGS(hand->id, hand->attempt, job_phase_vocab.words[phase].id,
		DIGITS(permille), w->lease), on_beat, beat);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct job_worker *w = arg;

	(void)fd;
	(void)what;
	if (w->hand == NULL) {
		if (w->ticks++ % POLL_TICKS == 0)
			take(w);
	} else if (w->state == ENDING && !w->hand->ending_asked) {
		if (w->hand->lost)
			drop(w, "lost");
		else
			send_ending(w);
	} else {
		give_sign(w);
	}
}

static void
on_hint(void *ctx)
{
	struct job_worker *w = ctx;

	if (w->hand == NULL)
		take(w);
	else
		give_sign(w);
}

/* --- its life */

struct job_worker *
job_worker_open(struct event_base *base, struct db *db, struct loader *loader, long lease_ms)
{
	struct job_worker *w = calloc(1, sizeof(*w));
	char               host[NAME_SIZE - 24] = "";

	if (w == NULL)
		abort();
	gethostname(host, sizeof(host) - 1);
	snprintf(w->name, sizeof(w->name), "%s:%ld", host, (long)getpid());
	snprintf(w->lease, sizeof(w->lease), "%ld", lease_ms);
	w->db = db;
	w->loader = loader;
	w->thread = worker_open(base, 1);
	w->tick = event_new(base, -1, EV_PERSIST, on_tick, w);
	event_add(w->tick, &(struct timeval){ .tv_usec = BEAT_MS * 1000 });
	db_listen(db, "job", on_hint, w);
	return w;
}

void
job_worker_stop(struct job_worker *w, void (*on_stopped)(void *ctx), void *ctx)
{
	w->stopping = true;
	w->on_stopped = on_stopped;
	w->on_stopped_ctx = ctx;
	if (w->state == RESTING)
		rest(w);
	else if (w->hand != NULL)
		atomic_store(&w->hand->progress.stop, true);
}

void
job_worker_halt(struct job_worker *w)
{
	if (w == NULL)
		return;
	w->stopping = true;
	w->on_stopped = NULL;
	if (w->hand != NULL)
		atomic_store(&w->hand->progress.stop, true);
	worker_close(w->thread);
	w->thread = NULL;
}

void
job_worker_close(struct job_worker *w)
{
	if (w == NULL)
		return;
	if (w->hand != NULL) {
		catalogue_release(w->hand->catalogue);
		arena_free(w->hand->mem);
	}
	event_free(w->tick);
	free(w);
}
