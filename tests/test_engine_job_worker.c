/*
 * The job worker in one process. This suite is run a second time under the thread
 * sanitizer: the loop gives signs of life and stops jobs while the thread computes.
 */
#include "tests/engine_network.h"

#include "engine/job_worker.h"
#include "engine/pairing.h"
#include "engine/uuid.h"

#define REQUEST "{\"meeting\":\"asean_summit_33_2018_11\",\"floor\":%d}"

enum { LEASE_MS = 1000, JOB_ID = 60 };

static const struct db_settings settings = { .conninfo = "", .connections = 2, .wait_ms = 20000, .role = "twinning",
	.enter = &sql_caller_enter };

static struct loader     *loader;
static struct job_worker *worker;
static bool               stopped, queued;
static char               id[JOB_ID];

static void
on_stopped(void *ctx)
{
	*(bool *)ctx = true;
}

static void
on_queued(void *ctx, PGresult *rows, const struct problem *p)
{
	ck_assert_msg(rows != NULL, "%s", problem_name(p->code));
	*(bool *)ctx = true;
	PQclear(rows);
}

/* Whether a statement about the job, whose id takes the place of ?, answers so. */
static bool
job_is(const char *statement, const char *job, const char *answer)
{
	char text[400];

	snprintf(text, sizeof(text), "%.*s'%s'%s", (int)strcspn(statement, "?"), statement, job,
		statement + strcspn(statement, "?") + 1);
	return strcmp(by_hand(text), answer) == 0;
}

/* Its id is in `id` when this returns. */
static void
enqueue(int least)
{
	const struct catalogue *c = loader_catalogue(loader);
	char                    request[200];
	const char             *name = uuid_v7(mem);

	snprintf(request, sizeof(request), REQUEST, least);
	queued = false;
	db_ask(db, mem, &db_system, &sql_job_enqueue, ARGS(name, "pairing_list", request, c->snapshot,
		catalogue_text(c, mem)->at, NULL,
		NULL, NULL, NULL, NULL), on_queued, &queued);
	AWAIT(queued);
	snprintf(id, sizeof(id), "%s", name);
}

static void
open_worker(void)
{
	worker = job_worker_open(base, db, &settings, loader, LEASE_MS);
}

static void
job_setup(void)
{
	base = event_base_new();
	mem = arena_new();
	log_limit(LEVEL_ERROR);
	connect_hand();
	by_hand("set twinning.role = 'system'");
	db = db_open(base, &settings);
	loader = loader_open(base, db, &settings, 64 << 20);
	worker = NULL;
	stopped = false;
	network_await(loader);
}

static void
job_teardown(void)
{
	loader_stop(loader);
	job_worker_halt(worker);
	db_close(db);
	job_worker_close(worker);
	loader_close(loader);
	db = NULL;
	PQfinish(hand);
	arena_free(mem);
	event_base_free(base);
}

#define AWAIT_STATE(state) AWAIT(job_is("select state from job where id = ?", id, state))

START_TEST(jobs_are_done_one_after_the_other)
{
	char first[JOB_ID];

	enqueue(1);
	memcpy(first, id, sizeof(first));
	enqueue(2);
	open_worker();
	AWAIT_STATE("done");
	ck_assert(job_is("select state || attempts from job where id = ?", first, "done1"));
	enqueue(3);	/* found by its hint */
	AWAIT_STATE("done");
}
END_TEST

START_TEST(other_data_than_todays_are_read_back)
{
	enqueue(4);
	by_hand("update partner set name_en = name_en || ' and sons' where id = 'demo_nalsaendol_transit'");
	open_worker();
	AWAIT_STATE("done");
	ck_assert(job_is("select (j.snapshot = l.snapshot)::text from job j join pairing_list l on l.id = j.list "
		"where j.id = ?", id, "true"));
}
END_TEST

START_TEST(a_cancelled_job_leaves_nothing_and_the_next_is_taken)
{
	char first[JOB_ID], lists[64];

	snprintf(lists, sizeof(lists), "%s", by_hand("select count(*) from pairing_list"));
	enqueue(5);
	memcpy(first, id, sizeof(first));
	open_worker();
	AWAIT_STATE("running");
	ck_assert(job_is("select status from job_cancel(?, null, null, null, null)", first, "200"));
	enqueue(6);
	AWAIT_STATE("done");
	ck_assert(job_is("select state from job where id = ?", first, "cancelled"));
	ck_assert_int_eq(atoi(by_hand("select count(*) from pairing_list")), atoi(lists) + 1);
}
END_TEST

START_TEST(a_worker_that_stops_gives_back_what_it_has)
{
	enqueue(7);
	open_worker();
	AWAIT_STATE("running");
	job_worker_stop(worker, on_stopped, &stopped);
	AWAIT(stopped);
	AWAIT_STATE("queued");
	by_hand("select job_cancel(id, null, null, null, null) from job where state = 'queued'");
}
END_TEST

START_TEST(a_worker_that_rests_stops_at_once)
{
	enqueue(8);
	open_worker();
	AWAIT_STATE("done");
	job_worker_stop(worker, on_stopped, &stopped);
	AWAIT(stopped);
}
END_TEST

START_TEST(closing_in_the_middle_leaves_the_job_to_its_lease)
{
	enqueue(9);
	open_worker();
	AWAIT_STATE("running");
	job_teardown();
	job_setup();
	ck_assert(job_is("select state from job where id = ?", id, "running"));
	open_worker();
	AWAIT_STATE("done");
	ck_assert(job_is("select attempts from job where id = ?", id, "2"));
}
END_TEST

/* As a job does that is cancelled in the middle of the solver. */
START_TEST(the_solver_stops_when_it_is_told)
{
	struct catalogue       *c = loader_catalogue(loader);
	struct pairing_request  asked = { .meeting = "asean_summit_33_2018_11" };
	struct pairing_progress progress = { .stop = true };
	struct pairing_job      job = { .mem = mem, .request = &asked, .progress = &progress };
	struct problem          p = { .mem = mem };

	job.view = pairing_view(c, &asked, mem);
	ck_assert(pairing_prepare(&job, &p));
	pairing_compute(&job);
	ck_assert_int_eq(job.result->status, PAIRING_STOPPED);
	atomic_store(&progress.stop, false);
	pairing_compute(&job);
	ck_assert_int_eq(job.result->status, PAIRING_SOLVED);
	ck_assert(atomic_load(&progress.telling));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_job_worker");
	TCase *t = tcase_create("job");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_checked_fixture(t, job_setup, job_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, jobs_are_done_one_after_the_other);
	tcase_add_test(t, other_data_than_todays_are_read_back);
	tcase_add_test(t, a_cancelled_job_leaves_nothing_and_the_next_is_taken);
	tcase_add_test(t, a_worker_that_stops_gives_back_what_it_has);
	tcase_add_test(t, a_worker_that_rests_stops_at_once);
	tcase_add_test(t, closing_in_the_middle_leaves_the_job_to_its_lease);
	tcase_add_test(t, the_solver_stops_when_it_is_told);
	suite_add_tcase(s, t);
	return suite_run(s);
}
