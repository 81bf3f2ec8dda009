#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/gram.h"
#include "scoring/text.h"
#include "scoring/vocab.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

enum { GRAMS = 256 };

struct text {
	uint32_t at[GRAMS];
	uint32_t count;
};

static struct text
read_text(const char *s)
{
	struct text t = { .count = 0 };

	t.count = (uint32_t)text_grams(s, strlen(s), t.at, GRAMS);
	return t;
}

static struct grams
grams(const struct text *t)
{
	return (struct grams){ .at = t->at, .count = t->count };
}

static void
expect_same(const char *a, const char *b)
{
	struct text x = read_text(a), y = read_text(b);

	ck_assert_msg(x.count == y.count && memcmp(x.at, y.at, x.count * sizeof(x.at[0])) == 0,
		"\"%s\" and \"%s\" differ", a, b);
}

START_TEST(case_and_punctuation_do_not_matter)
{
	expect_same("Smart Grid Project", "SMART-GRID... project!");
	expect_same("Ha N\u1ed8I \u0110\u01af\u1edcNG", "ha n\u1ed9i \u0111\u01b0\u1eddng");
	expect_same("\uff23\uff23\uff34\uff36", "cctv");
	expect_same("Plan 2018 (2020)", "plan");
}
END_TEST

START_TEST(words_that_are_about_nothing_leave_nothing)
{
	expect_same("the management of waste and water", "management waste water");
	expect_same("안전을 위한 시스템 및 장비", "안전을 시스템 장비");
	/* They are whole words only. */
	ck_assert_uint_gt(read_text("android").count, 0);
	ck_assert_uint_gt(read_text("위한테").count, 0);
}
END_TEST

START_TEST(nothing_readable_gives_no_gram)
{
	ck_assert_uint_eq(text_grams(NULL, 0, NULL, 0), 0);
	ck_assert_uint_eq(read_text("").count, 0);
	ck_assert_uint_eq(read_text("  12 -- 3.5% ").count, 0);
}
END_TEST

START_TEST(short_words_are_grams)
{
	ck_assert_uint_eq(read_text("AI").count, 1);
	ck_assert_uint_eq(read_text("5G").count, 1);
	ck_assert_uint_eq(read_text("물").count, 1);
	ck_assert_uint_eq(read_text("폐기물").count, 2);
}
END_TEST

START_TEST(grams_are_sorted_and_stand_once)
{
	struct text t = read_text("waste management, wasted management of wastes; 폐기물 관리와 폐기물 처리");

	for (uint32_t i = 1; i < t.count; i++)
		ck_assert_uint_lt(t.at[i - 1] >> 3, t.at[i] >> 3);
}
END_TEST

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* As many as a text has, and as a thousand have; all alike, few different ones, and spread over all their bits. */
START_TEST(grams_in_any_number_are_sorted)
{
	static const uint32_t kept[] = { 0, 1, 0xff000000, 0x00ff00ff, UINT32_MAX };
	static const size_t   counts[] = { 0, 1, 2, 24, 25, 300, 5000, 200000 };
	static uint32_t       is[200000], wanted[200000];

	uint64_t seed = 7;

	for (size_t k = 0; k < sizeof(kept) / sizeof(kept[0]); k++)
		for (size_t c = 0; c < sizeof(counts) / sizeof(counts[0]); c++) {
			for (size_t i = 0; i < counts[c]; i++)
				is[i] = wanted[i] = (draw(&seed, UINT32_MAX) << 1 ^ draw(&seed, 2)) & kept[k];
			gram_sort(is, counts[c]);
			qsort(wanted, counts[c], sizeof(wanted[0]), compare_numbers);
			ck_assert_mem_eq(is, wanted, counts[c] * sizeof(is[0]));
		}
}
END_TEST

START_TEST(long_text_is_cut_the_same_way_each_time)
{
	char     text[6000] = "";
	uint32_t a[64], b[64];
	size_t   n;

	for (int i = 0; i < 700; i++) {
		char word[8] = { (char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('k' + i % 7), (char)('a' + i % 3), 'x', ' ', '\0' };

		strcat(text, word);
	}
	n = text_grams(text, strlen(text), a, 64);
	ck_assert_uint_le(n, 64);
	ck_assert_uint_ge(n, 56);
	ck_assert_uint_eq(text_grams(text, strlen(text), b, 64), n);
	ck_assert_mem_eq(a, b, n * sizeof(a[0]));
}
END_TEST

START_TEST(joined_sets_hold_each_gram_once)
{
	struct text a = read_text("bus rapid transit"), b = read_text("rapid buses"), both = read_text("bus rapid transit buses");
	uint32_t    out[2 * GRAMS];

	ck_assert_uint_eq(text_join(grams(&a), grams(&b), out), both.count);
	ck_assert_mem_eq(out, both.at, both.count * sizeof(out[0]));
	ck_assert_uint_eq(text_join(grams(&a), (struct grams){ 0 }, out), a.count);
	ck_assert_mem_eq(out, a.at, a.count * sizeof(out[0]));
}
END_TEST

static const char *const titles[] = {
	"Integrated Solid Waste Management 통합 폐기물 관리 시스템",
	"Improving Efficiency of Public Bus Service 공영 버스 시스템 효율성 개선",
	"Bus Rapid Transit System",
	"City Data Platform 도시 정보 플랫폼",
	"Establish Drainage System 배수시설 설립",
	"Phuket Eagle Eyes (CCTV Coverage)",
	"Smart Grid Project 스마트 그리드 프로젝트",
	"Clean River Management Project 강물 정화 관리 프로젝트",
};
enum { TITLES = sizeof(titles) / sizeof(titles[0]), WASTE = 0, PUBLIC_BUS = 1, BRT = 2, DATA = 3, CCTV = 5 };

static struct text   title[TITLES];
static uint32_t      rare[TITLES * GRAMS];
static uint16_t      rare_weight[TITLES * GRAMS];
static struct rarity rarity;

static void
setup(void)
{
	struct grams sets[TITLES];

	for (int i = 0; i < TITLES; i++) {
		title[i] = read_text(titles[i]);
		sets[i] = grams(&title[i]);
	}
	rarity = (struct rarity){ rare, rare_weight, (uint32_t)text_rarity(sets, TITLES, rare, rare_weight) };
}

static int32_t
likeness(const char *offered, int wanted)
{
	struct text t = read_text(offered);

	return text_likeness(&rarity, grams(&t), grams(&title[wanted]));
}

START_TEST(rarity_falls_with_the_number_of_holders)
{
	struct text system = read_text("시스템"), platform = read_text("플랫폼");
	uint16_t    common[GRAMS], single[GRAMS];

	text_weigh(&rarity, grams(&system), common);
	text_weigh(&rarity, grams(&platform), single);
	ck_assert_uint_eq(platform.count, 2);
	ck_assert_uint_eq(single[0], 10000 / 2);
	ck_assert_uint_lt(common[0], single[0]);
	ck_assert_uint_gt(common[0], 0);
}
END_TEST

START_TEST(rarity_does_not_depend_on_the_order_of_texts)
{
	struct grams    sets[TITLES];
	static uint32_t gram[TITLES * GRAMS];
	static uint16_t weight[TITLES * GRAMS];

	for (int i = 0; i < TITLES; i++)
		sets[i] = grams(&title[TITLES - 1 - i]);
	ck_assert_uint_eq(text_rarity(sets, TITLES, gram, weight), rarity.count);
	ck_assert_mem_eq(gram, rarity.gram, rarity.count * sizeof(gram[0]));
	ck_assert_mem_eq(weight, rarity.weight, rarity.count * sizeof(weight[0]));
}
END_TEST

START_TEST(weights_given_before_change_nothing)
{
	struct text  offered = read_text("collects solid waste, 폐기물 수거");
	uint16_t     weight[GRAMS];
	struct grams wanted = grams(&title[WASTE]);
	int32_t      slow = text_likeness(&rarity, grams(&offered), wanted);

	text_weigh(&rarity, wanted, weight);
	wanted.weight = weight;
	ck_assert_int_gt(slow, 0);
	ck_assert_int_eq(text_likeness(&rarity, grams(&offered), wanted), slow);
}
END_TEST

START_TEST(text_is_wholly_in_itself)
{
	ck_assert_int_eq(likeness(titles[_i], _i), PART_MAX);
}
END_TEST

START_TEST(unlike_texts_share_next_to_nothing)
{
	ck_assert_int_eq(likeness("Home-visit health teams", BRT), 0);
	ck_assert_int_eq(likeness("전기차 충전", WASTE), 0);
}
END_TEST

START_TEST(better_text_is_more_alike)
{
	ck_assert_int_gt(likeness("Solid waste collection", WASTE), likeness("Waste collection", WASTE));
	ck_assert_int_gt(likeness("Waste collection", WASTE), likeness("Management consulting", WASTE));
	ck_assert_int_gt(likeness("CCTV cameras", CCTV), likeness("Cameras", CCTV));
}
END_TEST

START_TEST(endings_of_words_are_forgiven)
{
	ck_assert_int_gt(likeness("buses", BRT), 0);
	ck_assert_int_gt(likeness("managing wastes", WASTE), 0);
	ck_assert_int_gt(likeness("폐기물을 관리하는 회사", WASTE), 2000);
}
END_TEST

START_TEST(one_language_is_enough)
{
	int32_t english = likeness("solid waste management", WASTE), korean = likeness("폐기물 관리", WASTE);

	ck_assert_int_gt(english, 3000);
	ck_assert_int_gt(korean, 2000);
	ck_assert_int_eq(likeness("solid waste management 폐기물 관리", WASTE), english > korean ? english : korean);
}
END_TEST

START_TEST(more_text_is_never_less_alike)
{
	static const char *const longer[] = { "bus", "bus rapid", "bus rapid 버스", "bus rapid 버스 data", "bus rapid 버스 data city waste" };

	for (int t = 0; t < TITLES; t++)
		for (size_t i = 1; i < sizeof(longer) / sizeof(longer[0]); i++)
			ck_assert_int_ge(likeness(longer[i], t), likeness(longer[i - 1], t));
}
END_TEST

START_TEST(what_no_title_has_may_be_left_out)
{
	static const char *const offers[] = { "solid waste management by nobody else", "폐기물 관리 및 불고기", "xylophones only", "" };

	for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
		struct text  all = read_text(offers[i]);
		uint32_t     kept[GRAMS];
		struct grams few = { .at = kept, .count = (uint32_t)text_shared(&rarity, grams(&all), kept) };

		ck_assert_int_eq(few.count == 0, all.count == 0);
		ck_assert_uint_le(few.count, all.count);
		for (int t = 0; t < TITLES; t++)
			ck_assert_int_eq(text_likeness(&rarity, few, grams(&title[t])),
				text_likeness(&rarity, grams(&all), grams(&title[t])));
	}
}
END_TEST

START_TEST(scripts_without_spaces_are_read)
{
	struct text thai = read_text("\u0e23\u0e30\u0e1a\u0e1a\u0e02\u0e19\u0e2a\u0e48\u0e07\u0e2a\u0e32\u0e18\u0e32\u0e23\u0e13\u0e30");

	ck_assert_uint_ge(thai.count, 10);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_text");
	TCase *t = tcase_create("grams and likeness");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, case_and_punctuation_do_not_matter);
	tcase_add_test(t, words_that_are_about_nothing_leave_nothing);
	tcase_add_test(t, nothing_readable_gives_no_gram);
	tcase_add_test(t, short_words_are_grams);
	tcase_add_test(t, grams_are_sorted_and_stand_once);
	tcase_add_test(t, grams_in_any_number_are_sorted);
	tcase_add_test(t, long_text_is_cut_the_same_way_each_time);
	tcase_add_test(t, joined_sets_hold_each_gram_once);
	tcase_add_test(t, rarity_falls_with_the_number_of_holders);
	tcase_add_test(t, rarity_does_not_depend_on_the_order_of_texts);
	tcase_add_test(t, weights_given_before_change_nothing);
	tcase_add_loop_test(t, text_is_wholly_in_itself, 0, TITLES);
	tcase_add_test(t, unlike_texts_share_next_to_nothing);
	tcase_add_test(t, better_text_is_more_alike);
	tcase_add_test(t, endings_of_words_are_forgiven);
	tcase_add_test(t, one_language_is_enough);
	tcase_add_test(t, more_text_is_never_less_alike);
	tcase_add_test(t, what_no_title_has_may_be_left_out);
	tcase_add_test(t, scripts_without_spaces_are_read);
	suite_add_tcase(s, t);
	return suite_run(s);
}
