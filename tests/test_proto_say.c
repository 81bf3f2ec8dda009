#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "proto/say.h"
#include "proto/say_particle.h"
#include "tests/suite.h"

static struct arena *mem;

static void
setup(void)
{
	mem = arena_new();
}

static void
teardown(void)
{
	arena_free(mem);
}

/* A bit for each place the text has; bit 31 when a brace is not part of a place. */
static unsigned
places_of(const char *s)
{
	unsigned places = 0;

	for (; (s = strpbrk(s, "{}")) != NULL; s++) {
		const char *end = strchr(s, '}'), *bar = strchr(s, '|'), *slash = strchr(s, '/');

		if (*s == '}' || end == NULL)
			return places | UINT32_C(1) << 31;
		if (s[1] >= '0' && s[1] < '0' + SAY_ARGS)
			places |= 1U << (s[1] - '0');
		else if (s[1] != '|')
			return places | UINT32_C(1) << 31;
		if (end != s + 2 && (bar == NULL || bar > end || slash == NULL || slash < bar + 2 || slash + 1 >= end))
			return places | UINT32_C(1) << 31;
		s = end;
	}
	return places;
}

static bool
has_hangul(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0xea && (unsigned char)*s <= 0xed)
			return true;
	return false;
}

/* "{0} / {1}" and "{0} UTC" only arrange what is filled in. */
static bool
has_word(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'a' && *s <= 'z')
			return true;
	return false;
}

static int
times_of(const char *row, int place)
{
	int times = 0;

	for (const char *s = row; (s = strchr(s, '{')) != NULL; s++)
		times += s[1] == '0' + place;
	return times;
}

START_TEST(sentence_has_both_languages_and_the_same_places)
{
	const char *en = say_row((enum say)_i, LANG_EN), *ko = say_row((enum say)_i, LANG_KO);
	unsigned    places = places_of(en);

	ck_assert_ptr_nonnull(en);
	ck_assert_ptr_nonnull(ko);
	ck_assert_msg(*en != '\0' && (unsigned char)*en < 0x80, "no English: %s", en);
	/* "ISO", "#" and "{0}: {1}" are the same in both. */
	ck_assert_msg(has_hangul(ko) || !has_word(ko) || (strcasecmp(en, ko) == 0 && strlen(en) <= 8), "no Korean: %s", ko);
	for (const char *s = en; (s = strchr(s, '{')) != NULL; s++)
		ck_assert_msg(s[1] != '|' && s[2] != '|', "particles are Korean: %s", en);
	ck_assert_msg(places == places_of(ko), "places differ: %s / %s", en, ko);
	/* A particle that follows a quoted place has no place of its own, or the word would be there twice. */
	for (int i = 0; i < SAY_ARGS; i++)
		ck_assert_msg(times_of(en, i) == times_of(ko, i), "{%d} is not as often in both: %s / %s", i, en, ko);
	ck_assert_msg((places & (places + 1)) == 0, "places are not numbered from 0: %s", en);
	ck_assert_int_eq(say_places((enum say)_i), __builtin_popcount(places));
}
END_TEST

/* A verb that ends a sentence ends in 니다, 니까 or 시오: neither 한다 nor 해요. */
START_TEST(korean_sentence_is_polite)
{
	static const char *const plain[] = { "다", "까", "해요", "세요", "에요", "예요", "아요", "어요" };
	const char *ko = say_row((enum say)_i, LANG_KO);

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		for (const char *s = ko; (s = strstr(s, plain[i])) != NULL; s += 3) {
			char after = s[strlen(plain[i])];

			if (after != '\0' && after != '.' && after != '?')
				continue;
			ck_assert_msg(s - ko >= 3 && memcmp(s - 3, "니", 3) == 0, "not 합니다체: %s", ko);
		}
}
END_TEST

/* Each is the word before, as it is written, and the particle that fits. */
static const struct {
	const char *word, *neun, *ro;
} particles[] = {
	/* Hangul: vowel, ㄹ, other consonants */
	{ "하노이", "는", "로" }, { "서울", "은", "로" }, { "방콕", "은", "으로" }, { "마닐라", "는", "로" },
	{ "교통", "은", "으로" }, { "물", "은", "로" },
	/* digits are read as Korean numbers */
	{ "0", "은", "으로" }, { "1", "은", "로" }, { "2", "는", "로" }, { "3", "은", "으로" }, { "4", "는", "로" },
	{ "5", "는", "로" }, { "6", "은", "으로" }, { "7", "은", "로" }, { "8", "은", "로" }, { "9", "는", "로" },
	{ "10", "은", "으로" }, { "100", "은", "으로" }, { "10000", "은", "으로" }, { "2018", "은", "로" },
	{ "100000000", "은", "으로" }, { "1000000000000", "는", "로" }, { "10,000,000,000,000", "는", "로" },
	{ "10000000000000000", "은", "으로" }, { "0.5", "는", "로" }, { "7.30", "은", "으로" },
	/* Latin words, abbreviations, single letters */
	{ "Seoul", "은", "로" }, { "Hanoi", "는", "로" }, { "Phuket", "은", "으로" }, { "Yangon", "은", "으로" },
	{ "Da Nang", "은", "으로" }, { "Phnom Penh", "은", "으로" }, { "Singapore", "는", "로" },
	{ "Vientiane", "은", "으로" }, { "project", "는", "로" }, { "mobile", "은", "로" },
	{ "Kuala Lumpur", "는", "로" }, { "ha_noi", "는", "로" },
	{ "CCTV", "는", "로" }, { "TOPIS", "는", "로" }, { "IoT", "는", "로" }, { "ASEAN", "은", "으로" },
	{ "URL", "은", "로" }, { "LNG", "는", "로" }, { "GDP", "는", "로" },
	/* what closes a word does not sound */
	{ "\"서울\"", "은", "로" }, { "‘하노이’", "는", "로" }, { "「방콕」", "은", "으로" },
	{ "서울(Seoul)", "은", "로" }, { "하노이(10)", "는", "로" }, { "(방콕)", "은", "으로" }, { "[물]", "은", "로" },
	{ "5%", "는", "로" },
	/* nobody knows: both */
	{ "กรุงเทพ", "은(는)", "(으)로" }, { "河内", "은(는)", "(으)로" }, { "…", "은(는)", "(으)로" }, { "", "은(는)", "(으)로" },
	/* bytes that are no UTF-8, and would be a digit if one did not look */
	{ "5\xb9", "은(는)", "(으)로" }, { "\xc0\xb5", "은(는)", "(으)로" }, { "\xe0\x80\xb5", "은(는)", "(으)로" },
	{ "\xb5", "은(는)", "(으)로" },
};

START_TEST(particle_fits_the_word_before_it)
{
	struct buffer *b = buffer_new(mem);
	const char    *word = particles[_i].word;

	buffer_text(b, word);
	say_particle(b, 0, "은", strlen("은"), "는", strlen("는"));
	ck_assert_str_eq(b->at + strlen(word), particles[_i].neun);

	b = buffer_new(mem);
	buffer_text(b, word);
	say_particle(b, 0, "으로", strlen("으로"), "로", strlen("로"));
	ck_assert_str_eq(b->at + strlen(word), particles[_i].ro);
}
END_TEST

START_TEST(place_is_filled_in_each_language)
{
	struct said said = say_make(mem, SAY_STANDS_TWICE, "서울");

	ck_assert_str_eq(say_text(mem, LANG_EN, &said), "\"서울\" stands twice");
	ck_assert_str_eq(say_text(mem, LANG_KO, &said), "\"서울\"이 두 번 나옵니다");
	said = say_make(mem, SAY_STANDS_TWICE, "하노이");
	ck_assert_str_eq(say_text(mem, LANG_KO, &said), "\"하노이\"가 두 번 나옵니다");
}
END_TEST

START_TEST(argument_may_differ_by_language)
{
	struct said said = say_make(mem, SAY_UNKNOWN_NAME, "Atlantis", say_both(mem, "city", "도시"));

	ck_assert_str_eq(say_text(mem, LANG_EN, &said), "\"Atlantis\" names no city");
	ck_assert_str_eq(say_text(mem, LANG_KO, &said), "\"Atlantis\"에 해당하는 도시가 없습니다");
	said = say_make(mem, SAY_UNKNOWN_NAME, "x", say_both(mem, "sector", "산업"));
	ck_assert_str_eq(say_text(mem, LANG_KO, &said), "\"x\"에 해당하는 산업이 없습니다");
}
END_TEST

/* What a client sent is never read as a sentence of ours. */
START_TEST(argument_with_braces_stays_as_it_is)
{
	struct said said = say_make(mem, SAY_STANDS_TWICE, "{0} {1|은/는} {");

	ck_assert_str_eq(say_text(mem, LANG_EN, &said), "\"{0} {1|은/는} {\" stands twice");
}
END_TEST

START_TEST(said_keeps_its_own_copies)
{
	char        word[] = "before";
	struct said said = say_make(mem, SAY_STANDS_TWICE, word);

	word[0] = 'X';
	ck_assert_str_eq(said.arg[0], "before");
}
END_TEST

START_TEST(code_is_the_name_in_kebab_case)
{
	struct buffer *b = buffer_new(mem);

	say_print_code(b, SAY_NOT_A_MEMBER);
	ck_assert_str_eq(b->at, "not-a-member");
}
END_TEST

static const struct {
	int64_t     n;
	const char *text;
} integers[] = {
	{ 0, "0" }, { 7, "7" }, { 10, "10" }, { 99, "99" }, { 100, "100" }, { -1, "-1" }, { 1234567, "1234567" },
	{ INT64_MAX, "9223372036854775807" }, { INT64_MIN, "-9223372036854775808" },
};

START_TEST(integer_is_written_in_digits)
{
	ck_assert_str_eq(DIGITS(integers[_i].n), integers[_i].text);
}
END_TEST

/* Around every power of ten, and much that is short. */
START_TEST(every_length_of_integer_is_written)
{
	char expect[24];

	for (int64_t power = 1, more = 19; more > 0; power *= --more > 0 ? 10 : 1)
		for (int64_t n = power - 2; n < power + 2; n++) {
			snprintf(expect, sizeof(expect), "%lld", (long long)n);
			ck_assert_str_eq(DIGITS(n), expect);
			snprintf(expect, sizeof(expect), "%lld", (long long)-n);
			ck_assert_str_eq(DIGITS(-n), expect);
		}
	for (int64_t n = 0; n < 100000; n++) {
		snprintf(expect, sizeof(expect), "%lld", (long long)(n * 997));
		ck_assert_str_eq(DIGITS(n * 997), expect);
	}
}
END_TEST

START_TEST(buffer_grows_and_ends_with_nul)
{
	struct buffer *b = buffer_new(mem);

	ck_assert_str_eq(b->at, "");
	for (int i = 0; i < 3000; i++)
		buffer_printf(b, "%03d,", i % 1000);
	ck_assert_uint_eq(b->length, 12000);
	ck_assert_uint_eq(strlen(b->at), 12000);
	ck_assert_str_eq(b->at + 11992, "998,999,");
}
END_TEST

static int released;

static void
release(void *thing)
{
	/* Newest first: each finds its number. */
	ck_assert_int_eq(*(int *)thing, --released);
}

START_TEST(arena_releases_newest_first_and_aligns)
{
	struct arena *a = arena_new();

	for (released = 0; released < 500; released++) {
		int *n = arena_alloc(a, (size_t)released * 7 % 5000 + sizeof(int));

		ck_assert_uint_eq((uintptr_t)n % _Alignof(max_align_t), 0);
		ck_assert_int_eq(*n, 0);
		*n = released;
		arena_own(a, n, release);
	}
	ck_assert_ptr_null(arena_own(a, NULL, release));
	ck_assert_str_eq(arena_strndup(a, "abcdef", 3), "abc");
	ck_assert_str_eq(arena_printf(a, "%s-%d", "x", 5), "x-5");
	arena_free(a);
	ck_assert_int_eq(released, 0);
	arena_free(NULL);
}
END_TEST

static bool
is_zero(const char *bytes, size_t n)
{
	while (n > 0 && bytes[n - 1] == 0)
		n--;
	return n == 0;
}

/* Whatever it held before, many times over and of several sizes. */
START_TEST(arena_that_is_cleared_is_as_new)
{
	struct arena *a = arena_new();

	for (size_t round = 1; round <= 20; round++) {
		for (released = 0; released < 10 * (int)(round % 7); released++) {
			size_t size = round * (size_t)released * 131 % 30000;
			int   *n = arena_alloc(a, sizeof(*n));
			char  *more = arena_alloc(a, size);

			ck_assert_int_eq(*n, 0);
			ck_assert(is_zero(more, size));
			memset(more, 'x', size);
			*n = released;
			arena_own(a, n, release);
		}
		arena_clear(a);
		ck_assert_int_eq(released, 0);
	}
	arena_free(a);
}
END_TEST

START_TEST(room_that_is_left_behind_is_used_again)
{
	struct arena      *other = arena_new();
	struct buffer     *b = buffer_new(mem);
	struct buffer_room room;

	buffer_printf(b, "%01000d", 7);
	room = buffer_leave(b);
	ck_assert_uint_ge(room.size, 1001);
	b = buffer_in(other, room);
	ck_assert_ptr_eq(b->at, room.at);
	ck_assert_str_eq(b->at, "");
	buffer_printf(b, "%02000d", 7);
	ck_assert_uint_eq(b->length, 2000);
	arena_free(other);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("say");
	TCase *t = tcase_create("sentences");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, sentence_has_both_languages_and_the_same_places, 1, SAYS);
	tcase_add_loop_test(t, korean_sentence_is_polite, 1, SAYS);
	tcase_add_loop_test(t, particle_fits_the_word_before_it, 0, sizeof(particles) / sizeof(particles[0]));
	tcase_add_test(t, place_is_filled_in_each_language);
	tcase_add_test(t, argument_may_differ_by_language);
	tcase_add_test(t, argument_with_braces_stays_as_it_is);
	tcase_add_test(t, said_keeps_its_own_copies);
	tcase_add_test(t, code_is_the_name_in_kebab_case);
	tcase_add_loop_test(t, integer_is_written_in_digits, 0, sizeof(integers) / sizeof(integers[0]));
	tcase_add_test(t, every_length_of_integer_is_written);
	tcase_add_test(t, buffer_grows_and_ends_with_nul);
	tcase_add_test(t, arena_releases_newest_first_and_aligns);
	tcase_add_test(t, arena_that_is_cleared_is_as_new);
	tcase_add_test(t, room_that_is_left_behind_is_used_again);
	suite_add_tcase(s, t);
	return suite_run(s);
}
