/*
 * Partners' records read by several threads at once, as the event loop, the worker and the loader do: whoever
 * comes first unpacks, completes or scores, and all see the same. Run under the thread sanitizer too.
 */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_partner.h"
#include "engine/log.h"
#include "tests/suite.h"

enum { THREADS = 4, RECORDS_MANY = 200, TEXT = 2000 };

static char              documents[RECORDS_MANY][TEXT];
static struct record    *records[RECORDS_MANY];
static pthread_barrier_t together;

struct seen {
	const struct partner *known, *after, *whole;
	uint32_t              grams;
	bool                  completed;
};

struct reader {
	pthread_t   thread;
	int         number;
	struct seen seen[RECORDS_MANY];
};

static struct record *
slim_record(int i)
{
	struct catalogue_row row = { .kind = "partner", .kind_length = 7, .id = "", .document = documents[i], .kept = true,
		.seq = i, .slim = true };
	struct record       *r;

	snprintf(documents[i], TEXT, "{\"id\":\"p%d\",\"name_en\":\"Partner %d\",\"kind\":\"university\",\"state\":\"draft\","
		"\"version\":1,\"categories\":[{\"id\":\"water_system\",\"strength\":%d}],\"capability_en\":\"pumps, meters and "
		"pipes of size %d\",\"capability_ko\":\"상수도 %d\"}", i, i, 1 + i % 5, i, i);
	row.length = strlen(documents[i]);
	r = record_read(RECORD_PARTNER, &row);
	ck_assert_ptr_nonnull(r);
	return r;
}

/* Each begins with another record, and every second one completes before it looks. */
static void *
read_all(void *arg)
{
	struct reader *me = arg;
	struct arena  *mem = arena_new();

	pthread_barrier_wait(&together);
	for (int k = 0; k < RECORDS_MANY; k++) {
		int            i = (k + me->number / 2) % RECORDS_MANY;
		struct seen   *seen = &me->seen[i];
		struct record *r = record_hold(records[i]);

		if (me->number % 2 == 0)
			seen->known = partner_known(r);
		seen->completed = partner_complete(r, documents[i], strlen(documents[i]));
		seen->whole = partner_whole(r);
		seen->after = partner_known(r);
		seen->grams = partner_text(r, mem).count;
		record_release(r);
	}
	arena_free(mem);
	return NULL;
}

START_TEST(all_see_the_same)
{
	static struct reader reader[THREADS];

	log_limit(LEVEL_ERROR);
	for (int i = 0; i < RECORDS_MANY; i++)
		records[i] = slim_record(i);
	ck_assert_int_eq(pthread_barrier_init(&together, NULL, THREADS), 0);
	for (int n = 0; n < THREADS; n++) {
		reader[n].number = n;
		ck_assert_int_eq(pthread_create(&reader[n].thread, NULL, read_all, &reader[n]), 0);
	}
	for (int n = 0; n < THREADS; n++)
		pthread_join(reader[n].thread, NULL);
	for (int i = 0; i < RECORDS_MANY; i++)
		for (int n = 0; n < THREADS; n++) {
			const struct seen *seen = &reader[n].seen[i];

			ck_assert(seen->completed);
			ck_assert_ptr_nonnull(seen->whole);
			ck_assert_ptr_eq(seen->whole, reader[0].seen[i].whole);
			ck_assert_ptr_eq(seen->after, seen->whole);
			ck_assert_uint_eq(seen->grams, reader[0].seen[i].grams);
			ck_assert_uint_gt(seen->grams, 0);
			/* What was known before is still there, and says what it said. */
			if (seen->known != NULL)
				ck_assert_str_eq(seen->known->name_en, seen->after->name_en);
		}
	for (int i = 0; i < RECORDS_MANY; i++)
		record_release(records[i]);
	ck_assert_uint_eq(partners_unpacked(), 0);
	pthread_barrier_destroy(&together);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_card_thread");
	TCase *t = tcase_create("threads");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, all_see_the_same);
	suite_add_tcase(s, t);
	return suite_run(s);
}
