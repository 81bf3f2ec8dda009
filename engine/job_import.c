/*
 * Imports as jobs. The thread does it all, its end included, in one transaction of its own.
 */
#include <string.h>

#include "engine/import_work.h"
#include "engine/job_hand.h"
#include "engine/loader.h"
#include "proto/json.h"

struct import_hand {
	struct import      import;
	struct import_work work;
	enum import_end    end;
};

static bool
read_request(struct job_in_hand *hand)
{
	struct import_hand *h = hand->work;
	struct problem      p = { .mem = hand->mem };
	cJSON              *json = json_read_own(hand->request, strlen(hand->request), hand->mem, &p);

	return json != NULL && message_parse(&import_message, json, FROM_STORE, NULL, hand->mem, &h->import, &p);
}

static enum import_action
action_of(int kind)
{
	return kind == JOB_IMPORT_CHECK ? IMPORT_CHECK : kind == JOB_IMPORT_RUN ? IMPORT_RUN : IMPORT_UNDO;
}

/* What was stored before this began is in the catalogue now: what a row updates must be what is there. */
static void
on_catalogue(void *ctx, bool ok)
{
	struct job_in_hand *hand = ctx;
	struct import_hand *h = hand->work;
	struct catalogue   *newest = loader_catalogue(job_worker_loader(hand->worker));

	if (hand->lost) {
		job_end(hand, END_LOST);
		return;
	}
	if (!ok || newest == NULL || job_worker_stops(hand->worker)) {
		job_end(hand, END_RELEASE);
		return;
	}
	hand->catalogue = catalogue_hold(newest);
	h->work = (struct import_work){
		.mem = hand->mem, .server = job_worker_server(hand->worker), .catalogue = hand->catalogue,
		.job = hand->id, .attempt = hand->attempt, .action = action_of(hand->kind_word), .import = &h->import,
		.off = &hand->stop, .problem = { .mem = hand->mem },
	};
	job_compute(hand);
}

static void
begin(struct job_in_hand *hand)
{
	hand->work = arena_alloc(hand->mem, sizeof(struct import_hand));
	if (read_request(hand))
		loader_await(job_worker_loader(hand->worker), on_catalogue, hand);
	else
		job_end_failed(hand, SAY_JOB_REQUEST, NULL);
}

static void
compute(struct job_in_hand *hand)
{
	struct import_hand *h = hand->work;

	atomic_store(&hand->phase, h->work.action == IMPORT_UNDO ? JOB_UNDOING : JOB_ROWS);
	h->end = import_work_do(&h->work);
}

static enum ending
outcome(struct job_in_hand *hand)
{
	struct import_hand *h = hand->work;

	switch (h->end) {
	case IMPORT_END_DONE:
		return END_DONE;
	case IMPORT_END_LOST:
		return END_LOST;
	case IMPORT_END_AGAIN:
		return END_RELEASE;
	case IMPORT_END_FAILED:
		break;
	}
	hand->problem = h->work.problem;
	return END_FAIL;
}

static int
permille_of(struct job_in_hand *hand, enum job_phase *phase)
{
	struct import_hand *h = hand->work;

	(void)phase;
	return h == NULL ? 0 : atomic_load(&h->work.permille) * 95 / 100;
}

const struct job_work job_import_work = { begin, compute, outcome, NULL, permille_of, NULL };
