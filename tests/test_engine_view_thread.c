/*
 * Views made on the worker while the loop goes on. What the worker does is held up by a gate, so
 * that nothing here depends on which of two is the faster. Run under the thread sanitizer, too.
 */
#include "tests/engine_network.h"

#include <semaphore.h>

#include "engine/view_wait.h"
#include "engine/worker.h"
#include "scoring/rank.h"

enum { QUEUE = 3, WAITERS = 3 };

static const char TODAY[] = "2018-08-01", TOMORROW[] = "2018-08-02", LATER[] = "2018-08-03";

static struct worker    *worker;
static struct arena     *text_mem;
static struct buffer    *text;		/* of what the database holds */
static struct catalogue *c;
static sem_t             gate;
static int               done_count;

static void
stand_at_the_gate(void *ctx)
{
	(void)ctx;
	sem_wait(&gate);
}

static void
pass(void *ctx)
{
	(void)ctx;
}

static void
on_done(void *ctx)
{
	(*(int *)ctx)++;
	done_count++;
}

/* The same network with one partner changed. */
static struct catalogue *
change_one(struct catalogue *old)
{
	static const char id[] = "demo_nalsaendol_transit";
	struct catalogue_row row = { .kind = "partner", .kind_length = strlen("partner"), .id = id };
	struct catalogue    *made = catalogue_make(old, &row, 1);

	ck_assert_ptr_nonnull(made);
	ck_assert_ptr_eq(made->network, old->network);
	view_inherit(made, old);
	return made;
}

/* The cities of any partner, in order: enough to tell a view that works. */
static size_t
rank_under(struct catalogue *of, const char *day, struct ranked_city *cities)
{
	struct arena      *scratch = arena_new();
	const struct view *v = view_of(of, 0, day, scratch);
	struct score_partner nobody = { .country = NOBODY };
	struct sheet         sheet;
	size_t               n = view_rank(v, &nobody, RANK_ALL, cities, &sheet);

	arena_free(scratch);
	return n;
}

START_TEST(others_are_answered_while_a_view_is_made)
{
	struct ranked_city cities[64];
	int                told = 0;

	ck_assert_uint_gt(rank_under(c, TODAY, cities), 0);
	ck_assert(worker_do(worker, stand_at_the_gate, pass, NULL));
	ck_assert_int_eq(view_await(c, 0, TODAY, worker, on_done, &told), VIEW_THERE);
	ck_assert_int_eq(view_await(c, 0, TOMORROW, worker, on_done, &told), VIEW_AWAITED);
	/* It cannot be there: the worker does not get to it before the gate is opened, and nobody else makes it. */
	ck_assert(!view_is_there(c, 0, TOMORROW));
	for (int i = 0; i < 100; i++) {
		ck_assert_uint_gt(rank_under(c, TODAY, cities), 0);
		event_base_loop(base, EVLOOP_NONBLOCK);
	}
	ck_assert_int_eq(told, 0);
	ck_assert(!view_is_there(c, 0, TOMORROW));
	sem_post(&gate);
	AWAIT(told == 1);
	ck_assert(view_is_there(c, 0, TOMORROW));
	ck_assert(view_is_there(c, 0, TODAY));
	ck_assert_int_eq(view_await(c, 0, TOMORROW, worker, on_done, &told), VIEW_THERE);
	ck_assert_int_eq(told, 1);
	ck_assert_uint_gt(rank_under(c, TOMORROW, cities), 0);
}
END_TEST

START_TEST(who_asks_for_the_same_waits_for_the_same)
{
	int told[WAITERS] = { 0 }, other = 0;

	ck_assert(worker_do(worker, stand_at_the_gate, pass, NULL));
	for (int i = 0; i < WAITERS; i++)
		ck_assert_int_eq(view_await(c, 0, TOMORROW, worker, on_done, &told[i]), VIEW_AWAITED);
	/* The gate and one view wait; a second view fills the queue, and a third finds no room. */
	ck_assert_int_eq(view_await(c, 0, LATER, worker, on_done, &other), VIEW_AWAITED);
	ck_assert_int_eq(view_await(c, 0, "2018-08-04", worker, on_done, &other), VIEW_REFUSED);
	sem_post(&gate);
	AWAIT(done_count == WAITERS + 1);
	for (int i = 0; i < WAITERS; i++)
		ck_assert_int_eq(told[i], 1);
	ck_assert_int_eq(other, 1);
	/* What was refused is not there, and may be asked for again. */
	ck_assert(!view_is_there(c, 0, "2018-08-04"));
	ck_assert_int_eq(view_await(c, 0, "2018-08-04", worker, on_done, &other), VIEW_AWAITED);
	AWAIT(other == 2);
}
END_TEST

/* The catalogue changes while a view is made: those that came later have it, too, without making it again. */
START_TEST(view_is_for_the_catalogues_that_follow)
{
	struct ranked_city one[64], another[64];
	struct catalogue  *second, *third;
	int                told = 0;
	size_t             n;

	ck_assert(worker_do(worker, stand_at_the_gate, pass, NULL));
	ck_assert_int_eq(view_await(c, 0, TOMORROW, worker, on_done, &told), VIEW_AWAITED);
	second = change_one(c);
	ck_assert_int_eq(view_await(second, 0, TOMORROW, worker, on_done, &told), VIEW_AWAITED);
	third = change_one(second);
	ck_assert(!view_is_there(third, 0, TOMORROW));
	sem_post(&gate);
	AWAIT(told == 2);
	ck_assert(view_is_there(c, 0, TOMORROW));
	ck_assert(view_is_there(second, 0, TOMORROW));
	ck_assert(view_is_there(third, 0, TOMORROW));
	n = rank_under(c, TOMORROW, one);
	ck_assert_uint_eq(rank_under(third, TOMORROW, another), n);
	for (size_t i = 0; i < n; i++)
		ck_assert_uint_eq(one[i].order, another[i].order);
	catalogue_release(second);
	catalogue_release(third);
}
END_TEST

/* Whoever asked may let its catalogue go meanwhile: the view is made to its end, and everything freed. */
START_TEST(a_view_that_nobody_holds_any_more_is_freed)
{
	struct catalogue *last;
	int               told = 0;

	ck_assert(worker_do(worker, stand_at_the_gate, pass, NULL));
	ck_assert_int_eq(view_await(c, 0, TOMORROW, worker, on_done, &told), VIEW_AWAITED);
	last = change_one(c);
	catalogue_release(c);
	c = last;
	sem_post(&gate);
	AWAIT(told == 1);
	ck_assert(view_is_there(c, 0, TOMORROW));
}
END_TEST

/* What the database holds, as a text: each test reads it again. */
static void
read_text(void)
{
	struct catalogue *stored = network_read();

	text_mem = arena_new();
	text = catalogue_text(stored, text_mem);
	catalogue_release(stored);
}

static void
forget_text(void)
{
	arena_free(text_mem);
}

static void
begin(void)
{
	base = event_base_new();
	worker = worker_open(base, QUEUE);
	sem_init(&gate, 0, 0);
	done_count = 0;
	c = catalogue_read(text->at, text->length);
	ck_assert_ptr_nonnull(c);
}

static void
end(void)
{
	worker_close(worker);
	catalogue_release(c);
	sem_destroy(&gate);
	event_base_free(base);
}

int
main(void)
{
	Suite *s = suite_create("engine_view_thread");
	TCase *t = tcase_create("views made off the loop");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_unchecked_fixture(t, read_text, forget_text);
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, others_are_answered_while_a_view_is_made);
	tcase_add_test(t, who_asks_for_the_same_waits_for_the_same);
	tcase_add_test(t, view_is_for_the_catalogues_that_follow);
	tcase_add_test(t, a_view_that_nobody_holds_any_more_is_freed);
	suite_add_tcase(s, t);
	return suite_run(s);
}
