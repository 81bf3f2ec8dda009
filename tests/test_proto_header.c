/*
 * What headers say, also when they are written badly.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "proto/header.h"
#include "tests/suite.h"

#define COUNT(table) (int)(sizeof(table) / sizeof((table)[0]))

static const struct {
	const char *given;
	enum lang   lang;
} languages[] = {
	{ NULL, LANG_EN }, { "", LANG_EN }, { "ko", LANG_KO }, { "KO", LANG_KO }, { "ko-KR", LANG_KO },
	{ "ko-KR,ko;q=0.9,en;q=0.8", LANG_KO }, { "en;q=0.8, ko", LANG_KO }, { "en, ko", LANG_EN },
	{ "en;q=0.1,ko;q=0.2", LANG_KO }, { "fr, ko;q=0.1", LANG_KO }, { "ko;q=0", LANG_EN },
	{ "ko;q=0.000, en;q=0.001", LANG_EN }, { "kok", LANG_EN }, { "k", LANG_EN }, { "*", LANG_EN },
	{ "ko ; q=0.5 , en;q=0.4", LANG_KO }, { ",,ko", LANG_KO }, { "ko;q=nan", LANG_KO }, { "ko;q=", LANG_KO },
	{ "ko;level=\"q=0\"", LANG_KO }, { "x;a=\"ko,ko\"", LANG_EN },
};

START_TEST(the_language_liked_best_is_taken)
{
	ck_assert_int_eq(header_lang(languages[_i].given), languages[_i].lang);
}
END_TEST

static const struct {
	const char *accept;
	int         json, csv;
} wants[] = {
	{ NULL, 1000, 1000 }, { "", 1000, 1000 }, { ",, ,", 1000, 1000 }, { "*/*", 1000, 1000 },
	{ "application/json", 1000, 0 }, { "APPLICATION/JSON", 1000, 0 }, { "application/*", 1000, 0 },
	{ "text/html", 0, 0 }, { "text/csv, application/json;q=0.1", 100, 1000 },
	{ "*/*;q=0.1, text/csv", 100, 1000 }, { "text/csv, */*;q=0.1", 100, 1000 },
	{ "application/json;q=0, */*", 0, 1000 }, { "*/*, application/json;q=0", 0, 1000 },
	{ "application/*;q=0.2, application/json;q=0.3", 300, 0 }, { "*/*;q=0", 0, 0 },
	{ "text/csv;q=.5", 0, 500 }, { "text/csv;q=1.000", 0, 1000 }, { "text/csv;q=0.1239", 0, 123 },
	{ "text/csv;q=2", 0, 1000 }, { "text/csv;q=1e9", 0, 1000 }, { "text/csv;q=-1", 0, 1000 },
	{ "text/csv;q=0x1", 0, 1000 }, { "text/csv;Q=0.5", 0, 500 }, { "text/csv;q=\"0.5\"", 0, 500 },
	{ "text/csv;seq=0", 0, 1000 }, { "text/csv;a=\"q=0\"", 0, 1000 }, { "text/csv;a=\"\\\";q=0\"", 0, 1000 },
	{ "text/csv;a=\",application/json\"", 0, 1000 }, { "text/csv;a=\"", 0, 1000 }, { "*", 0, 0 }, { ";q=1", 0, 0 },
	{ "\ttext/csv\t;\tq=0.5\t", 0, 500 }, { "application/jsonx, xapplication/json", 0, 0 },
};

START_TEST(accept_is_weighed)
{
	ck_assert_int_eq(header_wants(wants[_i].accept, "application/json"), wants[_i].json);
	ck_assert_int_eq(header_wants(wants[_i].accept, "text/csv"), wants[_i].csv);
}
END_TEST

static const struct {
	const char *given;
	bool        taken;
} codings[] = {
	{ NULL, false }, { "", false }, { "gzip", true }, { "br, GZIP;q=0.5", true }, { "gzip;q=0", false },
	{ "gzip;q=0.001", true }, { "*", true }, { "*;q=0", false }, { "*, gzip;q=0", false }, { "gzip;q=0, *", false },
	{ "x-gzip", false }, { "gzipx", false }, { "identity", false }, { "deflate, gzip ; q=1", true },
};

START_TEST(a_coding_is_taken_when_named)
{
	ck_assert_int_eq(header_takes(codings[_i].given, "gzip"), codings[_i].taken);
}
END_TEST

static const struct {
	const char *given;
	bool        json;
} types[] = {
	{ NULL, false }, { "", false }, { "application/json", true }, { "Application/JSON", true },
	{ "application/json;charset=utf-8", true }, { "application/json ; charset = \"UTF-8\"", true },
	{ "application/json;charset=latin1", false }, { "application/json; charset=utf-16", false },
	{ "application/json; charset", false }, { "application/json;;", true }, { "application/json; a=b", true },
	{ "application/jsonx", false }, { "application/json, text/plain", false }, { "text/json", false },
	{ "application/json charset=utf-8", false }, { ";application/json", false },
};

START_TEST(a_type_is_itself_and_utf_8)
{
	ck_assert_int_eq(header_is_type(types[_i].given, "application/json"), types[_i].json);
}
END_TEST

static const struct {
	const char *given;
	bool        named;
} tags[] = {
	{ NULL, false }, { "", false }, { "*", true }, { "\"abc\"", true }, { "W/\"abc\"", true }, { "abc", false },
	{ "\"x\", \"abc\"", true }, { "\"x\",W/\"abc\" ", true }, { "\"x,\"abc\"", false }, { "\"abc", false },
	{ "w/\"abc\"", false }, { "\"ABC\"", false }, { "\"abcd\"", false }, { "\"\"", false }, { "\"a,bc\"", false },
};

START_TEST(a_tag_is_found_among_others)
{
	ck_assert_int_eq(header_names_tag(tags[_i].given, "abc"), tags[_i].named);
}
END_TEST

static const struct {
	const char *given;
	int64_t     version;
} versions[] = {
	{ NULL, -1 }, { "", -1 }, { "*", 0 }, { "\"v7\"", 7 }, { "W/\"v7\"", -1 }, { "v7", -1 }, { "\"v0\"", -1 },
	{ "\"v07\"", -1 }, { "\"v-7\"", -1 }, { "\"v+7\"", -1 }, { "\"v 7\"", -1 }, { "\"v7\"x", -1 }, { "\"v7", -1 },
	{ "\"v7x\"", -1 }, { "\"\"", -1 }, { "\"v\"", -1 }, { "\"v6\", \"v7\"", 7 }, { "\"v7\",\"v6\"", 7 },
	{ "\"abc\", \"v7\"", 7 }, { "W/\"v9\", \"v7\"", 7 }, { "*, \"v7\"", 7 }, { "\"v9223372036854775806\"", INT64_MAX - 1 },
	{ "\"v9223372036854775807\"", -1 }, { "\"v99999999999999999999\"", -1 }, { "\"v7,\"", -1 },
};

START_TEST(if_match_names_a_version)
{
	ck_assert_int_eq(header_version(versions[_i].given), versions[_i].version);
}
END_TEST

static const struct {
	const char *given;
	bool        minimal, async;
} preferences[] = {
	{ NULL, false, false }, { "", false, false }, { "return=minimal", true, false }, { "respond-async", false, true },
	{ "Respond-Async, Return=Minimal", true, true }, { "return=\"minimal\"", true, false },
	{ "return = minimal;foo=bar, wait=10", true, false }, { "return=minimally", false, false },
	{ "xreturn=minimal", false, false }, { "return=representation", false, false }, { "return", false, false },
	{ "foo=\"return=minimal\"", false, false }, { "foo;return=minimal", false, false },
	{ "respond-async=1", false, false }, { ";;,respond-async;x", false, true }, { "respond-async=", false, true },
};

START_TEST(a_preference_is_found_whole)
{
	ck_assert_int_eq(header_prefers(preferences[_i].given, "return=minimal"), preferences[_i].minimal);
	ck_assert_int_eq(header_prefers(preferences[_i].given, "respond-async"), preferences[_i].async);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("header");
	TCase *t = tcase_create("headers");

	tcase_add_loop_test(t, the_language_liked_best_is_taken, 0, COUNT(languages));
	tcase_add_loop_test(t, accept_is_weighed, 0, COUNT(wants));
	tcase_add_loop_test(t, a_coding_is_taken_when_named, 0, COUNT(codings));
	tcase_add_loop_test(t, a_type_is_itself_and_utf_8, 0, COUNT(types));
	tcase_add_loop_test(t, a_tag_is_found_among_others, 0, COUNT(tags));
	tcase_add_loop_test(t, if_match_names_a_version, 0, COUNT(versions));
	tcase_add_loop_test(t, a_preference_is_found_whole, 0, COUNT(preferences));
	suite_add_tcase(suite, t);
	return suite_run(suite);
}
