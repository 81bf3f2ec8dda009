/*
 * The name that is most like another: found as if every one had been compared.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/alike.h"
#include "proto/name_gram.h"
#include "tests/suite.h"

enum { NAMES = 600, QUESTIONS = 400, NAME_MAX_BYTES = 64 };

static uint32_t      seed;
static char          names[NAMES][NAME_MAX_BYTES];
static struct arena *mem;

static uint32_t
any_below(uint32_t n)
{
	seed = seed * 1664525U + 1013904223U;
	return (seed >> 8) % n;
}

/* Few letters, so that many names share runs of them; Korean ones too. */
static void
make_name(char *to)
{
	static const char *const parts[] = { "a", "b", "c", "d", "ba", "tek", "\xea\xb0\x80", "\xeb\x82\x98", "\xed\x95\x9c" };
	uint32_t                 count = 1 + any_below(12);

	*to = '\0';
	for (uint32_t i = 0; i < count; i++)
		strcat(to, parts[any_below(sizeof(parts) / sizeof(*parts))]);
}

/* One that is there, with a letter more, less, or another. */
static void
make_like(char *to)
{
	char     tail[NAME_MAX_BYTES];
	uint32_t at;

	strcpy(to, names[any_below(NAMES)]);
	for (at = any_below((uint32_t)strlen(to) + 1); (to[at] & 0xc0) == 0x80;)
		at--;
	strcpy(tail, to + at);
	to[at] = '\0';
	if (any_below(2) == 0 && strlen(to) + strlen(tail) + 2 < NAME_MAX_BYTES)
		strcat(to, "x");
	else if (*tail > 0)
		memmove(tail, tail + 1, strlen(tail));
	strcat(to, tail);
}

static int
likeness_of(const char *a, const char *b)
{
	uint32_t letters[NAME_LETTERS], one[NAME_LETTERS + 2], two[NAME_LETTERS + 2];
	size_t   n = name_grams(letters, name_letters(a, letters), one);

	return name_likeness(one, n, two, name_grams(letters, name_letters(b, letters), two));
}

static int64_t
find_by_comparing_all(const char *name, int least)
{
	int64_t found = -1;
	int     best = least - 1;

	for (int i = 0; i < NAMES; i++) {
		int likeness = likeness_of(name, names[i]);

		if (likeness > best) {
			best = likeness;
			found = i;
		}
	}
	return found;
}

START_TEST(the_name_is_found_that_comparing_all_finds)
{
	static const int leasts[] = { 400, 750, 900 };
	struct alike    *a;
	int              found = 0, alike = 0;

	mem = arena_new();
	a = alike_new(mem);
	seed = (uint32_t)_i + 1;
	for (int i = 0; i < NAMES; i++) {
		make_name(names[i]);
		alike_add(a, names[i], i);
	}
	alike_ready(a);
	for (int i = 0; i < QUESTIONS; i++) {
		char    name[NAME_MAX_BYTES];
		int     least = leasts[any_below(3)];
		int64_t one;

		(i % 2 == 0 ? make_like : make_name)(name);
		one = find_by_comparing_all(name, least);
		ck_assert_msg(alike_find(a, name, least) == one, "%s from %d", name, least);
		found += one >= 0;
		alike += one >= 0 && likeness_of(name, names[one]) < 1000;
	}
	ck_assert_int_gt(found, QUESTIONS / 10);
	ck_assert_int_gt(alike, QUESTIONS / 20);
	ck_assert_int_lt(found, QUESTIONS);
	arena_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_alike");
	TCase *t = tcase_create("alike");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, the_name_is_found_that_comparing_all_finds, 0, 8);
	suite_add_tcase(s, t);
	return suite_run(s);
}
