#include "engine/job_worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/db_server.h"
#include "engine/job_hand.h"
#include "engine/log.h"
#include "engine/worker.h"

/*
 * BEAT_MS bounds how long a cancelled job goes on where its hint was lost. POLL_TICKS
 * is for what comes without a hint: a lease that has run out.
 */
enum { BEAT_MS = 250, POLL_TICKS = 4, ATTEMPTS_MAX = 8, NAME_SIZE = 100, ERRAND_MS = 600000 };

static const struct job_work *const job_kinds[] = {
	[JOB_PAIRING_LIST] = &job_pairing_work,
	[JOB_IMPORT_CHECK] = &job_import_work,
	[JOB_IMPORT_RUN]   = &job_import_work,
	[JOB_IMPORT_UNDO]  = &job_import_work,
};

/*
 *	RESTING -> TAKING -> BEGINNING -> COMPUTING -> ENDING -> RESTING
 *	   ^---------'-----------------------'	nothing to take; lost
 */
enum worker_state { RESTING, TAKING, BEGINNING, COMPUTING, ENDING };

struct job_worker {
	struct db          *db;
	struct loader      *loader;
	struct server      *server;	/* for what the thread asks itself */
	struct worker      *thread;
	struct event       *tick;
	enum worker_state   state;
	struct job_in_hand *hand;
	struct arena       *taking;	/* becomes that of the job */
	struct arena       *beating;	/* of the sign of life under way, or NULL */
	unsigned            ticks;
	bool                again;	/* hinted while it asked */
	bool                pausing;	/* it gave one back: another may do better, and this one only after a while */
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
call_off(struct job_in_hand *hand)
{
	atomic_store(&hand->stop, true);
	if (hand->kind != NULL && hand->kind->call_off != NULL && hand->work != NULL)
		hand->kind->call_off(hand);
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

void
job_end(struct job_in_hand *hand, enum ending ending)
{
	struct job_worker *w = hand->worker;

	if (ending == END_DONE || ending == END_LOST) {
		drop(w, ending == END_DONE ? "done" : "lost");
		return;
	}
	w->state = ENDING;
	hand->ending = ending;
	send_ending(w);
}

void
job_end_failed(struct job_in_hand *hand, enum say say, const char *arg)
{
	problem_set(&hand->problem, PROBLEM_INTERNAL, say, arg);
	job_end(hand, END_FAIL);
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
	if (hand->ending == END_RELEASE) {
		w->pausing = true;
		w->ticks = 1;
	}
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
		job_end(hand, END_FAIL);
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
	if (hand->ending == END_FINISH)
		hand->kind->finish(hand, on_ended, w);
	else if (hand->ending == END_FAIL)
		db_ask(w->db, hand->mem, &db_system, &sql_job_fail, ARGS(hand->id, hand->attempt,
			problem_document(&hand->problem)), on_ended, w);
	else
		db_ask(w->db, hand->mem, &db_system, &sql_job_release, ARGS(hand->id, hand->attempt), on_ended, w);
}

/* --- the work */

/* On the thread. */
static void
compute(void *ctx)
{
	struct job_in_hand *hand = ((struct job_worker *)ctx)->hand;

	hand->kind->compute(hand);
}

static void
on_computed(void *ctx)
{
	struct job_worker  *w = ctx;
	struct job_in_hand *hand = w->hand;
	enum ending         ending = hand->kind->outcome(hand);

	/* What is stored already is done, whatever was asked meanwhile. */
	if (ending == END_DONE)
		job_end(hand, END_DONE);
	else if (hand->lost)
		drop(w, "stopped");
	else
		job_end(hand, w->stopping ? END_RELEASE : ending);
}

void
job_compute(struct job_in_hand *hand)
{
	struct job_worker *w = hand->worker;

	w->state = COMPUTING;
	if (!worker_do(w->thread, compute, on_computed, w))
		job_end(hand, END_RELEASE);	/* it is being closed */
}

static void
begin(struct job_worker *w, const PGresult *rows)
{
	struct arena       *mem = w->taking;
	struct job_in_hand *hand = w->hand = arena_alloc(mem, sizeof(*hand));

	w->taking = NULL;
	*hand = (struct job_in_hand){
		.mem = mem, .worker = w, .id = cell(rows, "id"), .attempt = cell(rows, "attempt"),
		.kind_word = vocab_find(&job_kind_vocab, cell(rows, "kind")), .request = cell(rows, "request"),
		.digest = cell(rows, "snapshot"), .problem = { .mem = mem },
	};
	note(hand, "taken");
	w->ticks = 0;
	w->state = BEGINNING;
	if (w->stopping) {
		job_end(hand, END_RELEASE);
	} else if (atoi(hand->attempt) > ATTEMPTS_MAX) {
		job_end_failed(hand, SAY_JOB_GAVE_UP, DIGITS(ATTEMPTS_MAX));
	} else if (hand->kind_word < 0) {
		job_end_failed(hand, SAY_JOB_REQUEST, NULL);
	} else {
		hand->kind = job_kinds[hand->kind_word];
		hand->kind->begin(hand);
	}
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
	if (w->state != RESTING || w->stopping || w->pausing)
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
		call_off(hand);
	}
	PQclear(rows);
	arena_free(w->beating);
	w->beating = NULL;
}

static void
give_sign(struct job_worker *w)
{
	struct job_in_hand *hand = w->hand;
	enum job_phase      phase = (enum job_phase)atomic_load(&hand->phase);
	int                 permille = hand->kind == NULL ? 0 : hand->kind->permille(hand, &phase);
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
		if (w->ticks++ % POLL_TICKS == 0) {
			w->pausing = false;
			take(w);
		}
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

struct db *
job_worker_db(const struct job_worker *w)
{
	return w->db;
}

struct loader *
job_worker_loader(const struct job_worker *w)
{
	return w->loader;
}

const struct server *
job_worker_server(const struct job_worker *w)
{
	return w->server;
}

bool
job_worker_stops(const struct job_worker *w)
{
	return w->stopping;
}

struct job_worker *
job_worker_open(struct event_base *base, struct db *db, const struct db_settings *settings, struct loader *loader,
	long lease_ms)
{
	struct job_worker *w = must_have(calloc(1, sizeof(*w)));
	char               host[NAME_SIZE - 24] = "";

	gethostname(host, sizeof(host) - 1);
	snprintf(w->name, sizeof(w->name), "%s:%ld", host, (long)getpid());
	snprintf(w->lease, sizeof(w->lease), "%ld", lease_ms);
	w->db = db;
	w->loader = loader;
	w->server = server_new(settings->conninfo, settings->role, ERRAND_MS);
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
		call_off(w->hand);
}

void
job_worker_halt(struct job_worker *w)
{
	if (w == NULL)
		return;
	w->stopping = true;
	w->on_stopped = NULL;
	if (w->hand != NULL)
		call_off(w->hand);
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
	server_free(w->server);
	free(w);
}
