#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "proto/buffer.h"
#include "proto/fold.h"
#include "proto/name_gram.h"
#include "proto/name_search.h"
#include "proto/utf8.h"
#include "tests/suite.h"

/* The cities of 2018 and the partners of the demonstration, in both languages. */
static const char *const names[][2] = {
	{ "Bandar Seri Begawan", "반다르세리베가완" },
	{ "Battambang", "바탐방" },
	{ "Phnom Penh", "프놈펜" },
	{ "Siem Reap", "시엠립" },
	{ "Banyuwangi", "반유왕이" },
	{ "Jakarta", "자카르타" },
	{ "Makassar", "마카사르" },
	{ "Luang Prabang", "루앙프라방" },
	{ "Vientiane", "비엔티엔" },
	{ "Johor Bahru", "조호르바루" },
	{ "Kota Kinabalu", "코타키나발루" },
	{ "Kuala Lumpur", "쿠알라룸푸르" },
	{ "Kuching", "쿠칭" },
	{ "Mandalay", "만달레이" },
	{ "Nay Pyi Taw", "네피도" },
	{ "Yangon", "양곤" },
	{ "Cebu City", "세부" },
	{ "Davao City", "다바오 시티" },
	{ "Manila", "마닐라" },
	{ "Singapore", "싱가포르" },
	{ "Bangkok", "방콕" },
	{ "Chonburi", "촌부리" },
	{ "Phuket", "푸켓" },
	{ "Da Nang", "다낭" },
	{ "Ha Noi", "하노이" },
	{ "Ho Chi Minh City", "호치민" },
	{ "Mulgyeoldam Water Systems", "물결담 워터시스템 (demo)" },
	{ "Mulgyeoldam Waters", "물결담 워터스 (demo)" },
	{ "Nalsaendol Transit Operations", "날쌘돌 교통운영 (demo)" },
	{ "Byeolgilmaru Signal", "별길마루신호 (demo)" },
	{ "Nunbitnaru Vision", "눈빛나루비전 (demo)" },
	{ "Dasireul Resource Recovery", "다시를 자원순환 (demo)" },
	{ "Bulssidol Waste-to-Energy", "불씨돌에너지 (demo)" },
	{ "Ondolbyeol Housing", "온돌별주택 (demo)" },
	{ "Dolgilbat Road Works", "돌길밭도로 (demo)" },
	{ "Baeumnaru Learning", "배움나루러닝 (demo)" },
	{ "Minwondami Digital", "민원다미 디지털 (demo)" },
	{ "Dolbomdeul Home Care", "돌봄들 홈케어 (demo)" },
	{ "Haetsaldeul Grid", "햇살들그리드 (demo)" },
	{ "Haet-Saldeul Grid", "햇살들 그리드 (demo)" },
	{ "Supgilbit Landscape", "숲길빛조경 (demo)" },
	{ "Narusup Urban Advisory", "나루숲 도시자문 (demo)" },
	{ "Dasarim Infrastructure Finance", "다사림 인프라금융 (demo)" },
	{ "", "한글샘시스템 (demo)" },
	{ "Binteumbat Holdings", "빈틈밭홀딩스 (demo)" },
	{ "Mundadeum Works", "문닫음산업 (demo)" },
	{ "Hanbadaru Everything Works", "한바다루 종합 (demo)" },
	{ "Swieogadeul Mobility", "쉬어가들 모빌리티 (demo)" },
	{ "Geojulmaru Controls", "거줄마루제어 (demo)" },
	{ "Kawanamishi Eco Plant", "가와나미시 에코플랜트 (demo)" },
	{ "Hoshimichi Transit Lab", "호시미치 트랜싯랩 (demo)" },
	{ "Midorisatoya Development Fund", "미도리사토야 개발펀드 (demo)" },
	{ "Merantiq Digital Identity", "메란틱 디지털아이덴티티 (demo)" },
	{ "Straitsparo Capital", "스트레이츠파로 캐피털 (demo)" },
	{ "Wattlebrae Water Consulting", "와틀브레이 수자원자문 (demo)" },
	{ "Coolabindi Education", "쿨라빈디 에듀케이션 (demo)" },
	{ "Southern Lantern Cooperation Office", "서던랜턴 협력사무소 (demo)" },
	{ "Yunqiaofang City Cloud", "윈차오팡 시티클라우드 (demo)" },
	{ "Lantingqu Bus Works", "란팅취 버스제작 (demo)" },
	{ "Nordwiesel Abwassertechnik", "노르트비젤 수처리 (demo)" },
	{ "Valbrumette Mobilités", "발브뤼메트 모빌리테 (demo)" },
	{ "Polderwindje Flood Engineering", "폴더빈트여 홍수공학 (demo)" },
	{ "Fjordlysa Energi", "피오르뤼사 에네르기 (demo)" },
	{ "Monsoon Arc Development Bank", "몬순아크 개발은행 (demo)" },
	{ "Banyan Ring Infrastructure Bank", "반얀링 인프라은행 (demo)" },
	{ "Prairiequill Analytics", "프레리퀼 애널리틱스 (demo)" },
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

static struct arena *mem;
static const char   *folded[NAMES];	/* as the catalogue has them */

static void
setup(void)
{
	mem = arena_new();
	for (size_t i = 0; i < NAMES; i++)
		folded[i] = arena_printf(mem, "%s\n%s\n", fold_name(mem, names[i][0]), fold_name(mem, names[i][1]));
}

static void
teardown(void)
{
	arena_free(mem);
}

static int
likeness(const char *query, size_t name)
{
	struct name_search s;

	name_search_begin(&s, mem, query);
	return name_search_likeness(&s, folded[name]);
}

/* How many names fit better than this one, or as well and come before it; NAMES when it does not fit. */
static size_t
rank_of(const char *query, size_t name)
{
	struct name_search s;
	size_t             before = 0;
	int                own, other;

	name_search_begin(&s, mem, query);
	own = name_search_likeness(&s, folded[name]);
	for (size_t i = 0; i < NAMES; i++) {
		other = name_search_likeness(&s, folded[i]);
		before += other > own || (other == own && i < name);
	}
	return own == 0 ? NAMES : before;
}

static size_t
name_called(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i][0], name) == 0 || strcmp(names[i][1], name) == 0)
			return i;
	ck_abort_msg("no name %s", name);
}

static const struct {
	const char *claim, *query, *name;
} finds[] = {
	{ "as it is written", "Luang Prabang", "Luang Prabang" },
	{ "with a wrong letter", "Luang Prahang", "Luang Prabang" },
	{ "without the space", "luangprabang", "Luang Prabang" },
	{ "with a letter too few", "Luan Prabng", "Luang Prabang" },
	{ "with letters changed over", "Luagn Prabang", "Luang Prabang" },
	{ "the beginning of it", "luang pr", "Luang Prabang" },
	{ "the other language", "루앙프라방", "Luang Prabang" },
	{ "with spaces in Korean", "루앙 프라 방", "Luang Prabang" },
	{ "a syllable half typed", "루앙프랍", "Luang Prabang" },
	{ "a letter half typed", "루앙프라ㅂ", "Luang Prabang" },
	{ "one wrong letter of a syllable", "루앙프라벙", "Luang Prabang" },
	{ "the words the other way round", "City Davao", "Davao City" },
};

START_TEST(found_first)
{
	size_t rank = rank_of(finds[_i].query, name_called(finds[_i].name));

	ck_assert_msg(rank == 0, "%s: %s is number %zu", finds[_i].claim, finds[_i].query, rank + 1);
}
END_TEST

static const struct {
	const char *query, *name;
} misses[] = {
	{ "Kuala", "Luang Prabang" }, { "xyz", "Luang Prabang" }, { "abang pra luxx", "Luang Prabang" }, { "방콕", "Luang Prabang" },
};

START_TEST(what_is_unlike_is_not_found)
{
	ck_assert_int_eq(likeness(misses[_i].query, name_called(misses[_i].name)), 0);
}
END_TEST

START_TEST(nothing_finds_nothing)
{
	ck_assert_int_eq(likeness("", 0), 0);
	ck_assert_int_eq(likeness(" - .", 0), 0);
}
END_TEST

START_TEST(fewer_mistakes_fit_better)
{
	size_t name = name_called("Luang Prabang");

	ck_assert_int_eq(likeness("Luang Prabang", name), 1000);
	ck_assert_int_lt(likeness("Luang Prahang", name), likeness("Luang Prabang", name));
	ck_assert_int_lt(likeness("Luamg Prahang", name), likeness("Luang Prahang", name));
	ck_assert_int_lt(likeness("Prabang", name), likeness("Luang", name));
	ck_assert_int_lt(likeness("Luang", name), likeness("Luang Prab", name));
}
END_TEST

/* A generator of our own, so that the same mistakes are made on every machine. */
static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

enum mistake { LETTER_LEFT_OUT, LETTER_DOUBLED, LETTER_WRONG, LETTERS_CHANGED_OVER, MISTAKES };

/* A name with one mistake made somewhere in it, by characters. */
static const char *
misspell(const char *name, enum mistake mistake, uint32_t *state)
{
	static const char *const wrong[] = { "e", "n", "한", "리" };
	size_t                   n = utf8_characters(name), at = next_random(state) % (n - 1);
	const char              *left = name + utf8_cut(name, at), *here = name + utf8_cut(name, at + 1);
	const char              *right = name + utf8_cut(name, at + 2);
	int                      a = (int)(here - left), b = (int)(right - here);

	switch (mistake) {
	case LETTER_LEFT_OUT:
		return arena_printf(mem, "%.*s%s", (int)(left - name), name, here);
	case LETTER_DOUBLED:
		return arena_printf(mem, "%.*s%.*s%s", (int)(here - name), name, a, left, here);
	case LETTER_WRONG:
		return arena_printf(mem, "%.*s%s%s", (int)(left - name), name,
			wrong[next_random(state) % 2 + ((unsigned char)*left >= 0xea ? 2 : 0)], here);
	case LETTERS_CHANGED_OVER:
	case MISTAKES:
		break;
	}
	return arena_printf(mem, "%.*s%.*s%.*s%s", (int)(left - name), name, b, here, a, left, right);
}

/* Of names with a mistake, so many thousandths come first again, and so many among the first three. */
static const struct {
	int         language;
	int         first, among_three;
} recall[] = { { 0, 960, 980 }, { 1, 900, 930 } };

START_TEST(most_misspelled_names_are_found)
{
	uint32_t state = 2018;
	size_t   tried = 0, first = 0, three = 0;

	for (size_t i = 0; i < NAMES; i++)
		for (int mistake = 0; mistake < MISTAKES; mistake++)
			for (int again = 0; again < 5; again++) {
				const char *name = names[i][recall[_i].language], *query;
				size_t      rank;

				if (utf8_characters(name) < 4)
					continue;
				query = misspell(name, (enum mistake)mistake, &state);
				rank = rank_of(query, i);
				tried++;
				first += rank == 0;
				three += rank < 3;
			}
	printf("%zu misspelled names: %zu found first, %zu among the first three\n", tried, first, three);
	ck_assert_uint_gt(tried, 500);
	ck_assert_uint_ge(first * 1000, tried * (size_t)recall[_i].first);
	ck_assert_uint_ge(three * 1000, tried * (size_t)recall[_i].among_three);
}
END_TEST

static int
alike(const char *a, const char *b)
{
	uint32_t letters[NAME_LETTERS], x[NAME_LETTERS + 2], y[NAME_LETTERS + 2];
	size_t   m = name_grams(letters, name_letters(name_without_form(mem, fold_name(mem, a)), letters), x);
	size_t   n = name_grams(letters, name_letters(name_without_form(mem, fold_name(mem, b)), letters), y);

	return name_likeness(x, m, y, n);
}

START_TEST(a_company_is_the_same_whatever_its_form)
{
	ck_assert_int_eq(alike("주식회사 한결스마트", "한결 스마트(주)"), 1000);
	ck_assert_int_eq(alike("Green Loop Co., Ltd.", "GREEN LOOP"), 1000);
	ck_assert_int_ge(alike("한결스마트", "한결스마드"), 750);
	ck_assert_int_lt(alike("한결스마트", "한별스마일"), 750);
	ck_assert_int_lt(alike("Green Loop", "Greenfield Energy"), 750);
}
END_TEST

START_TEST(a_final_consonant_is_typed_as_an_initial)
{
	uint32_t half[NAME_LETTERS], whole[NAME_LETTERS];
	size_t   n = name_letters(fold_name(mem, "스맡"), half);

	ck_assert_uint_gt(name_letters(fold_name(mem, "스마트"), whole), n);
	ck_assert_mem_eq(half, whole, n * sizeof(*half));
}
END_TEST

/* Whatever stands before what may join it: a letter, an accent, the vowels and consonants of Hangul. */
START_TEST(texts_are_composed_as_unicode_has_it)
{
	static const utf8proc_int32_t after[] = { 'a', 0x301, 0x328, 0x1161, 0x11a8, 0x3099 };

	for (utf8proc_int32_t c = 1; c <= 0xffff; c++) {
		struct arena *own = arena_new();

		for (size_t i = 0; i < sizeof(after) / sizeof(after[0]) && (c < 0xd800 || c > 0xdfff); i++) {
			utf8proc_uint8_t  text[9] = "";
			utf8proc_uint8_t *wanted;

			utf8proc_encode_char(after[i], text + utf8proc_encode_char(c, text));
			wanted = utf8proc_NFC(text);
			ck_assert_msg(strcmp(compose_text(own, (const char *)text), (const char *)wanted) == 0, "U+%04X U+%04X",
				(unsigned)c, (unsigned)after[i]);
			free(wanted);
		}
		arena_free(own);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("name");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, found_first, 0, sizeof(finds) / sizeof(finds[0]));
	tcase_add_loop_test(tc, what_is_unlike_is_not_found, 0, sizeof(misses) / sizeof(misses[0]));
	tcase_add_test(tc, nothing_finds_nothing);
	tcase_add_test(tc, fewer_mistakes_fit_better);
	tcase_add_loop_test(tc, most_misspelled_names_are_found, 0, 2);
	tcase_add_test(tc, a_company_is_the_same_whatever_its_form);
	tcase_add_test(tc, texts_are_composed_as_unicode_has_it);
	tcase_add_test(tc, a_final_consonant_is_typed_as_an_initial);
	suite_add_tcase(s, tc);
	return suite_run(s);
}
