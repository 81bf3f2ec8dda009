/*
 * Pairing lists as jobs: computed from the snapshot they name. When that is not what the
 * catalogue holds, it is read back from the database.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/job_hand.h"
#include "engine/loader.h"
#include "engine/pairing.h"
#include "engine/uuid.h"
#include "proto/json.h"

struct pairing_work {
	struct pairing_request  request;
	struct pairing_job      pairing;
	struct pairing_progress progress;
	const char             *document;	/* of the snapshot, when it had to be fetched */
	size_t                  length;
	bool                    unreadable;	/* the snapshot is not what it should be */
	const char             *list;		/* id of the result, the same however often it is sent */
};

static void
free_result(void *result)
{
	PQclear(result);
}

static void
start(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work;

	work->pairing.mem = hand->mem;
	work->pairing.request = &work->request;
	work->pairing.progress = &work->progress;
	job_compute(hand);
}

static void
on_snapshot(void *ctx, PGresult *rows, const struct problem *p)
{
	struct job_in_hand  *hand = ctx;
	struct pairing_work *work = hand->work;

	(void)p;
	arena_own(hand->mem, rows, free_result);
	if (hand->lost)
		job_end(hand, END_LOST);
	else if (rows == NULL || job_worker_stops(hand->worker))
		job_end(hand, END_RELEASE);
	else if (PQntuples(rows) == 0)
		job_end_failed(hand, SAY_JOB_SNAPSHOT, hand->digest);
	else {
		work->document = PQgetvalue(rows, 0, 0);
		work->length = (size_t)PQgetlength(rows, 0, 0);
		start(hand);
	}
}

static bool
read_request(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work;
	struct problem       p = { .mem = hand->mem };
	cJSON               *json = json_read_own(hand->request, strlen(hand->request), hand->mem, &p);

	return json != NULL && message_parse(&pairing_request_message, json, FROM_STORE, NULL, hand->mem, &work->request, &p);
}

/* The catalogue's data, when they are the ones named and have all texts; else those of the snapshot. */
static void
begin(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work = arena_alloc(hand->mem, sizeof(*work));
	struct catalogue    *newest = loader_catalogue(job_worker_loader(hand->worker));

	if (!read_request(hand)) {
		job_end_failed(hand, SAY_JOB_REQUEST, NULL);
	} else if (newest != NULL && strcmp(newest->snapshot, hand->digest) == 0 && catalogue_is_whole(newest)) {
		hand->catalogue = catalogue_hold(newest);
		if (view_is_there(newest, pairing_policy(newest, &work->request), pairing_day(newest, &work->request)))
			work->pairing.view = pairing_view(newest, &work->request, hand->mem);
		start(hand);
	} else {
		db_ask(job_worker_db(hand->worker), hand->mem, &db_system, &sql_snapshot_by_digest, ARGS(hand->digest),
			on_snapshot, hand);
	}
}

static void
compute(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work;
	struct pairing_job  *pairing = &work->pairing;

	if (work->document != NULL) {
		hand->catalogue = catalogue_read(work->document, work->length);
		if (hand->catalogue == NULL || strcmp(hand->catalogue->snapshot, hand->digest) != 0) {
			work->unreadable = true;
			return;
		}
	}
	if (pairing->view == NULL)
		pairing->view = view_of_own(hand->catalogue, pairing_policy(hand->catalogue, &work->request),
			pairing_day(hand->catalogue, &work->request), hand->mem);
	if (!pairing_prepare(pairing, &hand->problem))
		return;
	atomic_store(&hand->phase, JOB_SOLVING);
	pairing_compute(pairing);
}

static enum ending
outcome(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work;

	if (work->unreadable)
		problem_set(&hand->problem, PROBLEM_INTERNAL, SAY_JOB_SNAPSHOT, hand->digest);
	if (hand->problem.code != PROBLEM_NONE || !pairing_accepted(&work->pairing, &hand->problem))
		return END_FAIL;
	atomic_store(&hand->phase, JOB_STORING);
	return END_FINISH;
}

static void
finish(struct job_in_hand *hand, db_answer_fn *answer, void *ctx)
{
	struct pairing_work *work = hand->work;

	if (work->list == NULL)
		work->list = uuid_v7(hand->mem);
	db_ask(job_worker_db(hand->worker), hand->mem, &db_system, &sql_job_finish, ARGS(hand->id, hand->attempt, work->list,
		work->pairing.canonical->at), answer, ctx);
}

/* Most of the time goes into the solver. */
static int
permille_of(struct job_in_hand *hand, enum job_phase *phase)
{
	struct pairing_work *work = hand->work;

	if (*phase == JOB_SOLVING && atomic_load(&work->progress.telling))
		*phase = JOB_WRITING;
	return *phase == JOB_SOLVING ? 50 + atomic_load(&work->progress.permille) * 850 / 1000 :
		*phase == JOB_WRITING ? 920 : *phase == JOB_STORING ? 980 : 0;
}

static void
call_off(struct job_in_hand *hand)
{
	struct pairing_work *work = hand->work;

	atomic_store(&work->progress.stop, true);
}

const struct job_work job_pairing_work = { begin, compute, outcome, finish, permille_of, call_off };
