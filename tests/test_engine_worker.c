/*
 * The worker thread. This suite is run a second time under the thread
 * sanitizer, so what the works write is plain memory: only the worker's own
 * locking makes it safe to read in done().
 */
#include <check.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <event2/event.h>

#include "engine/worker.h"
#include "tests/suite.h"

enum { MANY = 2000, QUEUE = 4, PATIENCE_SECONDS = 30 };

struct work {
	sem_t     *begun, *gate;	/* NULL: does not wait */
	pthread_t  thread;
	long       sum;			/* what run() leaves for done() */
	int        run, done;
	struct work *next;		/* handed over by done() */
};

static struct event_base *base;
static struct worker     *worker;
static int                told[MANY], told_count;
static struct work        works[MANY];

static void
on_run(void *ctx)
{
	struct work *w = ctx;

	if (w->begun != NULL)
		sem_post(w->begun);
	if (w->gate != NULL)
		sem_wait(w->gate);
	w->thread = pthread_self();
	for (int i = 1; i <= 100; i++)
		w->sum += i;
	w->run++;
}

static void
on_done(void *ctx)
{
	struct work *w = ctx;

	ck_assert_int_eq(w->run, 1);
	w->done++;
	told[told_count++] = (int)(w - works);
	if (w->next != NULL)
		ck_assert(worker_do(worker, on_run, on_done, w->next));
}

static void
on_patience(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	ck_abort_msg("waited %d s, %d of %d works were done", PATIENCE_SECONDS, told_count, *(int *)arg);
}

static void
await(int count)
{
	struct timeval most = { .tv_sec = PATIENCE_SECONDS };
	struct event  *patience = evtimer_new(base, on_patience, &count);

	evtimer_add(patience, &most);
	while (told_count < count)
		event_base_loop(base, EVLOOP_ONCE);
	event_free(patience);
}

static void
setup(void)
{
	told_count = 0;
	for (int i = 0; i < MANY; i++)
		works[i] = (struct work){ 0 };
	base = event_base_new();
	worker = worker_open(base, QUEUE);
}

static void
teardown(void)
{
	if (worker != NULL)
		worker_close(worker);
	event_base_free(base);
}

START_TEST(work_runs_beside_the_loop_and_is_told_on_it)
{
	ck_assert(worker_do(worker, on_run, on_done, &works[0]));
	ck_assert_int_eq(told_count, 0);
	await(1);
	ck_assert_int_eq(works[0].sum, 5050);
	ck_assert(!pthread_equal(works[0].thread, pthread_self()));
}
END_TEST

START_TEST(works_are_told_in_the_order_they_were_given)
{
	int given = 0;

	while (given < MANY) {
		if (worker_do(worker, on_run, on_done, &works[given]))
			given++;
		else
			await(told_count + 1);
	}
	await(MANY);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(told[i], i);
		ck_assert_int_eq(works[i].sum, 5050);
		ck_assert_int_eq(works[i].run, 1);
	}
}
END_TEST

START_TEST(a_full_queue_refuses)
{
	sem_t gate, begun;

	sem_init(&gate, 0, 0);
	sem_init(&begun, 0, 0);
	works[0].gate = &gate;
	works[0].begun = &begun;
	for (int i = 0; i < QUEUE; i++)
		ck_assert(worker_do(worker, on_run, on_done, &works[i]));
	sem_wait(&begun);
	/* The one that runs has its place until it is told. */
	ck_assert(!worker_do(worker, on_run, on_done, &works[QUEUE]));
	sem_post(&gate);
	await(QUEUE);
	ck_assert_int_eq(works[QUEUE].run, 0);
	ck_assert(worker_do(worker, on_run, on_done, &works[QUEUE]));
	await(QUEUE + 1);
	sem_destroy(&gate);
	sem_destroy(&begun);
}
END_TEST

START_TEST(done_may_hand_over_more)
{
	for (int i = 0; i < 100; i++)
		works[i].next = &works[i + 1];
	ck_assert(worker_do(worker, on_run, on_done, &works[0]));
	await(101);
	ck_assert_int_eq(works[100].done, 1);
}
END_TEST

START_TEST(closing_tells_what_was_run_and_nothing_else)
{
	sem_t begun;

	sem_init(&begun, 0, 0);
	works[0].begun = &begun;
	for (int i = 0; i < QUEUE; i++)
		ck_assert(worker_do(worker, on_run, on_done, &works[i]));
	sem_wait(&begun);
	worker_close(worker);
	worker = NULL;
	ck_assert_int_eq(works[0].done, 1);
	for (int i = 0; i < QUEUE; i++)
		ck_assert_int_eq(works[i].done, works[i].run);
	sem_destroy(&begun);
}
END_TEST

static sigset_t blocked;

static void
look_at_signals(void *ctx)
{
	pthread_sigmask(SIG_BLOCK, NULL, &blocked);
	((struct work *)ctx)->run++;
}

START_TEST(signals_are_left_to_the_loop)
{
	sigset_t mine;

	ck_assert(worker_do(worker, look_at_signals, on_done, &works[0]));
	await(1);
	ck_assert(sigismember(&blocked, SIGTERM));
	ck_assert(sigismember(&blocked, SIGHUP));
	pthread_sigmask(SIG_BLOCK, NULL, &mine);
	ck_assert(!sigismember(&mine, SIGTERM));
}
END_TEST

static void
look_at_priority(void *ctx)
{
	((struct work *)ctx)->sum = getpriority(PRIO_PROCESS, (id_t)gettid());
}

START_TEST(who_is_behind_gives_way_and_the_loop_does_not)
{
	enum { NICEST = 19 };
	int            before = getpriority(PRIO_PROCESS, 0);
	struct worker *behind = worker_open_behind(base, 1);

	works[0].run = works[1].run = 1;	/* they only look */
	ck_assert(worker_do(worker, look_at_priority, on_done, &works[0]));
	ck_assert(worker_do(behind, look_at_priority, on_done, &works[1]));
	await(2);
	ck_assert_int_eq(works[0].sum, before);
	ck_assert(works[1].sum > before || before == NICEST);
	ck_assert_int_eq(getpriority(PRIO_PROCESS, 0), before);
	worker_close(behind);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_worker");
	TCase *t = tcase_create("worker");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, work_runs_beside_the_loop_and_is_told_on_it);
	tcase_add_test(t, works_are_told_in_the_order_they_were_given);
	tcase_add_test(t, a_full_queue_refuses);
	tcase_add_test(t, done_may_hand_over_more);
	tcase_add_test(t, closing_tells_what_was_run_and_nothing_else);
	tcase_add_test(t, signals_are_left_to_the_loop);
	tcase_add_test(t, who_is_behind_gives_way_and_the_loop_does_not);
	suite_add_tcase(s, t);
	return suite_run(s);
}
