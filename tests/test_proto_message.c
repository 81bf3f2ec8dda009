#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "proto/message_pack.h"
#include "tests/message_thing.h"
#include "tests/proto_given.h"
#include "tests/suite.h"

/* Hanoi has three names. */
static const char *
find_name(const void *ctx, enum refers what, const char *name)
{
	static const char *const hanoi[] = { "ha_noi", "Hanoi", "하노이" };

	ck_assert_ptr_eq(ctx, &kind_vocab);
	for (size_t i = 0; i < 3; i++)
		if (what == REFERS_CITY && strcmp(name, hanoi[i]) == 0)
			return "ha_noi";
	return what == REFERS_CITY && strcmp(name, "phuket") == 0 ? "phuket" : NULL;
}

/* Of cities alone something is to be said: "Hanoy" is near to one of them, and else there are two. */
static struct guess
guess_name(const void *ctx, enum refers what, const char *name, struct arena *in)
{
	ck_assert_ptr_eq(ctx, &kind_vocab);
	return (struct guess){
		.near = what == REFERS_CITY && strcmp(name, "Hanoy") == 0 ? say_both(in, "Ha Noi", "하노이") : NULL,
		.known = what == REFERS_CITY && strcmp(name, "Nowhere") == 0 ? say_both(in, "Ha Noi, Phuket", "하노이, 푸켓") : NULL,
	};
}
static const struct names names = { find_name, guess_name, &kind_vocab };

static struct thing
parse(const char *text, enum source from)
{
	struct thing t;
	cJSON       *json = json_read(text, strlen(text), mem, &problem);

	ck_assert_msg(json != NULL, "the test's text is not JSON: %s", text);
	memset(&t, 0xa5, sizeof(t));
	message_parse(&thing_message, json, from, &names, mem, &t, &problem);
	return t;
}

static const char *
printed(const struct message *m, const void *in)
{
	struct buffer *b = buffer_new(mem);

	message_print(b, m, in);
	return b->at;
}

static const char whole[] =
	"{\"id\":\"x-1\",\"name\":\"수자원 \\\"A\\\"\",\"note\":\"one\\n\\ttwo\",\"born\":\"2016-02-29\",\"mail\":\"a.b@example.co.kr\","
	"\"language\":\"ko\",\"country\":\"VN\",\"city\":\"ha_noi\",\"size\":5,\"any\":-9007199254740991,\"cost\":0,"
	"\"until\":9007199254740991,\"open\":false,\"exact\":3899.0769230769230769,\"kind\":\"university\",\"state\":\"blue\","
	"\"colours\":[\"red\",\"blue\"],\"cities\":[\"phuket\",\"ha_noi\"],\"words\":[\"ko\",\"en\"],"
	"\"parts\":[{\"name\":\"a\",\"year\":1999},{\"name\":\"b\",\"year\":2018}],\"owner\":{\"name\":\"c\",\"year\":2000},\"version\":7}";

/* The store gives a decimal as text, and it goes out as the digits it came with. */
static const char *
stored(void)
{
	struct buffer *b = buffer_new(mem);
	const char    *digits = strstr(whole, "3899.0769230769230769");

	buffer_add(b, whole, (size_t)(digits - whole));
	buffer_text(b, "\"3899.0769230769230769\"");
	buffer_text(b, digits + strlen("3899.0769230769230769"));
	return b->at;
}

START_TEST(message_survives_a_round_trip)
{
	struct thing t = parse(stored(), FROM_STORE);

	ck_assert_int_eq(problem.code, PROBLEM_NONE);
	ck_assert_str_eq(t.name, "수자원 \"A\"");
	ck_assert_int_eq(t.any, INT64_C(-9007199254740991));
	ck_assert(t.cost.known && t.cost.value == 0);
	ck_assert_int_eq(t.kind, 2);
	ck_assert_uint_eq(t.colours, BIT(0) | BIT(2));
	ck_assert_uint_eq(t.parts.count, 2);
	ck_assert_int_eq(((const struct part_of *)t.parts.items)[0].year, 1999);
	ck_assert_str_eq(((const struct part_of *)t.owner.at)->name, "c");
	ck_assert_int_eq(t.version, 7);
	ck_assert_str_eq(printed(&thing_message, &t), whole);
}
END_TEST

START_TEST(absent_members_get_their_preset)
{
	struct thing t = parse("{\"name\":\"A\",\"kind\":\"university\",\"note\":null,\"cost\":null,\"parts\":null}", FROM_CLIENT);

	ck_assert_int_eq(problem.code, PROBLEM_NONE);
	ck_assert_str_eq(printed(&thing_message, &t), "{\"id\":null,\"name\":\"A\",\"note\":null,\"born\":null,\"mail\":null,"
		"\"language\":null,\"country\":null,\"city\":null,\"size\":3,\"any\":0,\"cost\":null,\"until\":null,\"open\":true,"
		"\"exact\":null,\"kind\":\"university\",\"state\":null,\"colours\":[],\"cities\":[],\"words\":[],\"parts\":[],"
		"\"owner\":null,\"version\":0}");
}
END_TEST

START_TEST(client_half_has_no_server_members)
{
	struct thing   t = parse(stored(), FROM_STORE);
	struct buffer *b = buffer_new(mem);

	message_print_client(b, &thing_message, &t);
	ck_assert_ptr_null(strstr(b->at, "\"id\""));
	ck_assert_ptr_null(strstr(b->at, "\"version\""));
	parse(b->at, FROM_CLIENT);
	ck_assert_int_eq(problem.code, PROBLEM_NONE);
}
END_TEST

/* A buffer that begins with so little room has to grow at every place in turn. */
static void
fits(size_t size, void (*print)(struct buffer *b, const struct message *m, const void *in), const void *in,
	const char *expect)
{
	struct buffer b = { .at = malloc(size), .size = size };

	ck_assert_ptr_nonnull(b.at);
	print(&b, &thing_message, in);
	ck_assert_str_eq(b.at, expect);
	ck_assert_uint_eq(b.length, strlen(expect));
	free(b.at);
}

START_TEST(printing_stays_in_its_room)
{
	struct thing   full = parse(stored(), FROM_STORE), bare = { .kind = -1, .state = -1 };
	const char    *expect = printed(&thing_message, &full), *nothing = printed(&thing_message, &bare), *half;
	struct buffer *b = buffer_new(mem);

	message_print_client(b, &thing_message, &full);
	half = b->at;
	ck_assert_uint_lt(strlen(half), strlen(expect));
	for (size_t size = 1; size < 2 * strlen(expect); size++) {
		fits(size, message_print, &full, expect);
		fits(size, message_print, &bare, nothing);
		fits(size, message_print_client, &full, half);
	}
}
END_TEST

START_TEST(what_is_kept_prints_the_same)
{
	struct thing   t = parse(stored(), FROM_STORE);
	struct part_of owner = { .name = "a \"long\" name", .year = 2018 };
	struct kept   *kept;
	const char    *expect;

	t.owner.at = &owner;
	expect = printed(&thing_message, &t);
	kept = message_keep(&part_message, &owner);
	t.owner = (struct object){ kept->message, kept };
	owner = (struct part_of){ .name = NULL };
	for (size_t size = 1; size < 2 * strlen(expect); size++)
		fits(size, message_print, &t, expect);
	ck_assert_str_eq(((const struct part_of *)t.owner.at)->name, "a \"long\" name");
	ck_assert_int_eq(strncmp(kept->bytes, strstr(expect, "{\"name\":\"a \\\"long"), kept->length), 0);
	free(kept);
}
END_TEST

#define WITH(members) "{\"name\":\"A\",\"kind\":\"university\"," members "}"

/* Each bad body, where the problem must point, and what it must say. */
static const struct {
	const char *body, *at, *en, *ko;
} bad[] = {
	{ "[]", "", "must be an object", "객체여야 합니다" },
	{ "{\"kind\":\"university\"}", "/name", "is required", "꼭 있어야 합니다" },
	{ "{\"name\":null,\"kind\":\"university\"}", "/name", "is required", "꼭 있어야 합니다" },
	{ "{\"name\":7,\"kind\":\"university\"}", "/name", "must be a string", "문자열이어야 합니다" },
	{ "{\"name\":\"\",\"kind\":\"university\"}", "/name", "must have 1 to 10 characters, has 0", "1자 이상 10자 이하여야 하는데 0자입니다" },
	{ "{\"name\":\"가나다라마바사아자차카\",\"kind\":\"university\"}", "/name", "must have 1 to 10 characters, has 11",
	  "1자 이상 10자 이하여야 하는데 11자입니다" },
	{ "{\"name\":\"a\\nb\",\"kind\":\"university\"}", "/name", "must be one line without control characters",
	  "줄바꿈과 제어 문자가 없는 한 줄이어야 합니다" },
	{ "{\"name\":\"a\\u2028b\",\"kind\":\"university\"}", "/name", "must be one line without control characters",
	  "줄바꿈과 제어 문자가 없는 한 줄이어야 합니다" },
	{ WITH("\"note\":\"a\\rb\""), "/note", "must not have control characters", "제어 문자는 쓸 수 없습니다" },
	{ WITH("\"note\":\"a\\u0085b\""), "/note", "must not have control characters", "제어 문자는 쓸 수 없습니다" },
	{ WITH("\"id\":\"x\""), "/id", "is set by the server and cannot be sent", "서버가 정하는 값이므로 보낼 수 없습니다" },
	{ WITH("\"exact\":1"), "/exact", "is set by the server and cannot be sent", "서버가 정하는 값이므로 보낼 수 없습니다" },
	{ WITH("\"nmae\":1"), "/nmae", "is not a member of Thing; did you mean \"name\"?", "Thing에 없는 멤버입니다. 혹시 \"name\"입니까?" },
	{ WITH("\"Name\":1"), "/Name", "is not a member of Thing; did you mean \"name\"?", "Thing에 없는 멤버입니다. 혹시 \"name\"입니까?" },
	{ WITH("\"zzz/~\":1"), "/zzz~1~0", "is not a member of Thing", "Thing에 없는 멤버입니다" },
	{ WITH("\"born\":\"2018-7-1\""), "/born", "must be a date such as 2018-07-31", "2018-07-31과 같은 형식의 날짜여야 합니다" },
	{ WITH("\"born\":\"2018-02-29\""), "/born", "2018-02-29 is not a day of the calendar", "2018-02-29는 달력에 없는 날짜입니다" },
	{ WITH("\"born\":\"1900-02-29\""), "/born", "1900-02-29 is not a day of the calendar", "1900-02-29는 달력에 없는 날짜입니다" },
	{ WITH("\"born\":\"2018-13-01\""), "/born", "2018-13-01 is not a day of the calendar", "2018-13-01은 달력에 없는 날짜입니다" },
	{ WITH("\"born\":\"2018-04-31\""), "/born", "2018-04-31 is not a day of the calendar", "2018-04-31은 달력에 없는 날짜입니다" },
	{ WITH("\"born\":\"0000-01-01\""), "/born", "0000-01-01 is not a day of the calendar", "0000-01-01은 달력에 없는 날짜입니다" },
	{ WITH("\"mail\":\"a@b\""), "/mail", "must be an e-mail address", "전자우편 주소여야 합니다" },
	{ WITH("\"mail\":\"a b@c.de\""), "/mail", "must be an e-mail address", "전자우편 주소여야 합니다" },
	{ WITH("\"mail\":\"a@@c.de\""), "/mail", "must be an e-mail address", "전자우편 주소여야 합니다" },
	{ WITH("\"mail\":\"a@c..de\""), "/mail", "must be an e-mail address", "전자우편 주소여야 합니다" },
	{ WITH("\"mail\":\"a@-c.de\""), "/mail", "must be an e-mail address", "전자우편 주소여야 합니다" },
	{ WITH("\"language\":\"KO\""), "/language", "must be a language code of two or three small letters, such as ko",
	  "ko처럼 소문자 두세 자로 된 언어 코드여야 합니다" },
	{ WITH("\"country\":\"vn\""), "/country", "must be a country code of two capital letters, such as VN",
	  "VN처럼 대문자 두 자로 된 국가 코드여야 합니다" },
	{ WITH("\"city\":\"Atlantis\""), "/city", "\"Atlantis\" names no city", "\"Atlantis\"에 해당하는 도시가 없습니다" },
	{ WITH("\"city\":\"Hanoy\""), "/city", "\"Hanoy\" names no city; did you mean \"Ha Noi\"?",
	  "\"Hanoy\"에 해당하는 도시가 없습니다. 혹시 \"하노이\"입니까?" },
	{ WITH("\"city\":\"Nowhere\""), "/city", "\"Nowhere\" names no city; known: Ha Noi, Phuket",
	  "\"Nowhere\"에 해당하는 도시가 없습니다. 가능한 값: 하노이, 푸켓" },
	{ WITH("\"size\":6"), "/size", "must lie between 1 and 5", "1 이상 5 이하여야 합니다" },
	{ WITH("\"size\":1.5"), "/size", "must be a whole number", "정수여야 합니다" },
	{ WITH("\"size\":\"5\""), "/size", "must be a whole number", "정수여야 합니다" },
	{ WITH("\"any\":9007199254740992"), "/any", "must lie between -9007199254740991 and 9007199254740991",
	  "-9007199254740991 이상 9007199254740991 이하여야 합니다" },
	{ WITH("\"until\":123456789012345678901234567890"), "/until", "must lie between 0 and 9007199254740991",
	  "0 이상 9007199254740991 이하여야 합니다" },
	{ WITH("\"cost\":-1"), "/cost", "must lie between 0 and 1000000", "0 이상 1000000 이하여야 합니다" },
	{ WITH("\"cost\":2,\"until\":1"), "/cost", "must not be above until", "until보다 클 수 없습니다" },
	{ WITH("\"open\":1"), "/open", "must be true or false", "true 또는 false여야 합니다" },
	{ "{\"name\":\"A\",\"kind\":3}", "/kind", "must be a string", "문자열이어야 합니다" },
	{ "{\"name\":\"A\",\"kind\":\"univercity\"}", "/kind", "\"univercity\" is not a known kind; did you mean \"university\"?",
	  "\"univercity\"는 종류 목록에 없습니다. 혹시 \"university\"입니까?" },
	{ "{\"name\":\"A\",\"kind\":\"company\"}", "/kind", "\"company\" is not a known kind; did you mean \"private_company\"?",
	  "\"company\"는 종류 목록에 없습니다. 혹시 \"private_company\"입니까?" },
	{ "{\"name\":\"A\",\"kind\":\"서커스단\"}", "/kind",
	  "\"서커스단\" is not a known kind; known: private_company, consulting_firm, university",
	  "\"서커스단\"은 종류 목록에 없습니다. 가능한 값: private_company, consulting_firm, university" },
	{ WITH("\"colours\":\"red\""), "/colours", "must be an array", "배열이어야 합니다" },
	{ WITH("\"colours\":[\"red\",\"gren\"]"), "/colours/1", "\"gren\" is not a known colour; did you mean \"green\"?",
	  "\"gren\"은 색 목록에 없습니다. 혹시 \"green\"입니까?" },
	{ WITH("\"colours\":[\"red\",\"red\"]"), "/colours/1", "\"red\" stands twice", "\"red\"가 두 번 나옵니다" },
	{ WITH("\"cities\":[\"Hanoi\",\"하노이\"]"), "/cities/1", "\"하노이\" stands twice", "\"하노이\"가 두 번 나옵니다" },
	{ WITH("\"cities\":[\"phuket\",\"x\"]"), "/cities/1", "\"x\" names no city", "\"x\"에 해당하는 도시가 없습니다" },
	{ WITH("\"cities\":[null]"), "/cities/0", "must be a string", "문자열이어야 합니다" },
	{ WITH("\"cities\":[\"\"]"), "/cities/0", "must have 1 to 400 characters, has 0", "1자 이상 400자 이하여야 하는데 0자입니다" },
	{ WITH("\"words\":[\"a\"]"), "/words/0", "must be a language code of two or three small letters, such as ko",
	  "ko처럼 소문자 두세 자로 된 언어 코드여야 합니다" },
	{ WITH("\"words\":[\"ab\",\"cd\",\"ef\",\"gh\"]"), "/words", "must have 0 to 3 items, has 4",
	  "항목이 0개 이상 3개 이하여야 하는데 4개입니다" },
	{ WITH("\"parts\":[{\"name\":\"a\"},{\"year\":1}]"), "/parts/1/year", "must lie between 1900 and 2100",
	  "1900 이상 2100 이하여야 합니다" },
	{ WITH("\"parts\":[7]"), "/parts/0", "must be an object", "객체여야 합니다" },
	{ WITH("\"owner\":{}"), "/owner/name", "is required", "꼭 있어야 합니다" },
	{ WITH("\"owner\":[]"), "/owner", "must be an object", "객체여야 합니다" },
};

START_TEST(problem_points_at_the_member)
{
	parse(bad[_i].body, FROM_CLIENT);
	ck_assert_msg(problem.fields >= 1, "accepted: %s", bad[_i].body);
	ck_assert_int_eq(problem.code, PROBLEM_BAD_FIELD);
	ck_assert_str_eq(problem.field[0].at, bad[_i].at);
	ck_assert_str_eq(say_text(mem, LANG_EN, &problem.field[0].why), bad[_i].en);
	ck_assert_str_eq(say_text(mem, LANG_KO, &problem.field[0].why), bad[_i].ko);
}
END_TEST

START_TEST(problem_lists_every_wrong_member)
{
	parse("{\"name\":\"\",\"size\":9,\"kind\":\"circus\",\"colours\":[\"red\",1,\"pink\"],\"owner\":{\"year\":0},\"x\":1}",
		FROM_CLIENT);
	ck_assert_uint_eq(problem.fields, 8);	/* two within colours, two within owner */
}
END_TEST

START_TEST(rules_between_members_wait_for_the_members)
{
	parse(WITH("\"size\":9,\"cost\":2,\"until\":1"), FROM_CLIENT);
	ck_assert_uint_eq(problem.fields, 1);
	ck_assert_str_eq(problem.field[0].at, "/size");
}
END_TEST

START_TEST(reference_becomes_the_canonical_id)
{
	struct thing t = parse(WITH("\"city\":\"하노이\",\"cities\":[\"phuket\",\"Hanoi\"]"), FROM_CLIENT);

	ck_assert_int_eq(problem.code, PROBLEM_NONE);
	ck_assert_str_eq(t.city, "ha_noi");
	ck_assert_str_eq(t.cities.at[1], "ha_noi");
}
END_TEST

START_TEST(reference_stands_when_nobody_knows_names)
{
	struct thing t;
	const char  *text = WITH("\"city\":\"anywhere\"");

	ck_assert(message_parse(&thing_message, json_read(text, strlen(text), mem, &problem), FROM_CLIENT, NULL, mem, &t, &problem));
	ck_assert_str_eq(t.city, "anywhere");
}
END_TEST

START_TEST(store_may_hold_members_we_no_longer_know)
{
	struct thing t = parse("{\"id\":\"x\",\"name\":\"A\",\"kind\":\"university\",\"former\":1,\"version\":3}", FROM_STORE);

	ck_assert_int_eq(problem.code, PROBLEM_NONE);
	ck_assert_int_eq(t.version, 3);
}
END_TEST

START_TEST(what_the_server_sets_is_required_of_the_store)
{
	parse("{\"name\":\"A\",\"kind\":\"university\"}", FROM_STORE);
	ck_assert_uint_eq(problem.fields, 1);
	ck_assert_str_eq(problem.field[0].at, "/id");
}
END_TEST

static const struct {
	const char *json, *digits;	/* NULL: refused */
} decimals[] = {
	{ "\"12.50\"", "12.50" }, { "\"-0.000000000000000000001\"", "-0.000000000000000000001" }, { "13.75398", "13.75398" },
	{ "0.30000000000000004", "0.30000000000000004" }, { "4179", "4179" }, { "\"NaN\"", NULL }, { "\"1e5\"", NULL },
	{ "\"01\"", NULL }, { "\"\"", NULL }, { "\"1.\"", NULL }, { "true", NULL },
};

START_TEST(decimal_keeps_its_digits)
{
	const char  *text = arena_printf(mem, "{\"id\":\"x\",\"name\":\"A\",\"kind\":\"university\",\"exact\":%s}", decimals[_i].json);
	struct thing t = parse(text, FROM_STORE);

	if (decimals[_i].digits == NULL) {
		ck_assert_uint_eq(problem.fields, 1);
		ck_assert_str_eq(problem.field[0].at, "/exact");
	} else
		ck_assert_str_eq(t.exact.digits, decimals[_i].digits);
}
END_TEST

/* Query strings: name=value pairs, ended by NULL; the wrong parameter and why, or what is printed. */
static const struct {
	struct parameter given[4];
	const char      *at, *en;
} queries[] = {
	{ { { "name", "하노이" }, { "kind", "university" }, { "size", "5" } }, NULL, NULL },
	{ { { "name", "A" }, { "kind", "university" }, { "colours", "red,blue" }, { "cities", "Hanoi,phuket" } }, NULL, NULL },
	{ { { "name", "A" }, { "kind", "university" }, { "open", "false" }, { "cost", "0" } }, NULL, NULL },
	{ { { "name", "A" }, { "kind", "university" }, { "colours", "" } }, NULL, NULL },
	{ { { "name", "A" }, { "kind", "university" }, { "size", "+5" } }, "size", "must be a whole number" },
	{ { { "name", "A" }, { "kind", "university" }, { "size", " 5" } }, "size", "must be a whole number" },
	{ { { "name", "A" }, { "kind", "university" }, { "size", "5.0" } }, "size", "must be a whole number" },
	{ { { "name", "A" }, { "kind", "university" }, { "size", "" } }, "size", "must be a whole number" },
	{ { { "name", "A" }, { "kind", "university" }, { "any", "9007199254740993" } }, "any",
	  "must lie between -9007199254740991 and 9007199254740991" },
	{ { { "name", "A" }, { "kind", "university" }, { "open", "1" } }, "open", "must be true or false" },
	{ { { "name", "A" }, { "kind", "university" }, { "colours", "red,pink" } }, "colours",
	  "\"pink\" is not a known colour; known: red, green, blue" },
	{ { { "name", "A" }, { "kind", "university" }, { "colours", "red,,blue" } }, "colours",
	  "\"\" is not a known colour; known: red, green, blue" },
	{ { { "name", "A" }, { "kind", "university" }, { "size", "1" }, { "size", "1" } }, "size", "is given twice" },
	{ { { "name", "A" }, { "kind", "university" }, { "sise", "1" } }, "sise", "is not a parameter here; did you mean \"size\"?" },
	{ { { "name", "A" }, { "kind", "university" }, { "q/~z", "1" } }, "q/~z", "is not a parameter here" },
	{ { { "name", "A\xff" }, { "kind", "university" } }, "name", "must be UTF-8" },
	{ { { "name", "A" }, { "kind", "university" }, { "b\xff", "" } }, "?", "must be UTF-8" },
	{ { { "name", "A" }, { "kind", "university" }, { "cost", "2" }, { "until", "1" } }, "cost", "must not be above until" },
	{ { { "name", "A" }, { "kind", "university" }, { "parts", "2" } }, "parts", "must be an array" },
};

START_TEST(query_is_read_as_a_message)
{
	struct thing t;
	size_t       count = 0;
	bool         good;

	while (count < 4 && queries[_i].given[count].name != NULL)
		count++;
	good = message_parse_query(&thing_message, queries[_i].given, count, &names, mem, &t, &problem);
	ck_assert(good == (queries[_i].at == NULL));
	if (good)
		return;
	ck_assert_int_eq(problem.code, PROBLEM_BAD_QUERY);
	ck_assert_str_eq(problem.field[0].at, queries[_i].at);
	ck_assert_str_eq(say_text(mem, LANG_EN, &problem.field[0].why), queries[_i].en);
}
END_TEST

START_TEST(query_values_arrive)
{
	const struct parameter given[] = { { "name", "A" }, { "kind", "university" }, { "colours", "red,blue" },
		{ "cities", "Hanoi,phuket" }, { "open", "false" }, { "cost", "0" }, { "any", "-12" } };
	struct thing t;

	ck_assert(message_parse_query(&thing_message, given, 7, &names, mem, &t, &problem));
	ck_assert_uint_eq(t.colours, BIT(0) | BIT(2));
	ck_assert_str_eq(t.cities.at[0], "ha_noi");
	ck_assert(!t.open && t.cost.known && t.cost.value == 0 && !t.until.known);
	ck_assert_int_eq(t.any, -12);
	ck_assert_int_eq(t.size, 3);
}
END_TEST

START_TEST(field_is_found_by_name)
{
	ck_assert_ptr_eq(message_field(&thing_message, "id"), &thing_fields[0]);
	ck_assert_ptr_null(message_field(&thing_message, "ID"));
}
END_TEST

/* Truncated and mangled bodies must never end the process, and what is accepted must print as JSON. */
START_TEST(mangled_body_is_refused_or_understood)
{
	unsigned state = 7U;

	for (int round = 0; round < 20000; round++) {
		char         text[1024];
		size_t       n = sizeof(whole) - 1;
		cJSON       *json;
		struct thing t;
		const char  *out;

		memcpy(text, whole, n);
		for (int k = round % 3; k >= 0; k--) {
			state = state * 1664525U + 1013904223U;
			text[(state >> 8) % n] = "\"{}[]:,019.-nxe~ "[(state >> 3) % 17];
		}
		problem = (struct problem){ .mem = mem };
		json = json_read(text, n, mem, &problem);
		if (json != NULL && message_parse(&thing_message, json, FROM_STORE, &names, mem, &t, &problem)) {
			out = printed(&thing_message, &t);
			ck_assert_msg(json_read(out, strlen(out), mem, &problem) != NULL, "not JSON: %s", out);
		} else
			ck_assert_uint_gt(problem.fields, 0);
		if (round % 500 == 499) {
			arena_free(mem);
			mem = arena_new();
		}
	}
}
END_TEST

static const struct buffer *
packed(const struct thing *t)
{
	struct buffer *b = buffer_new(mem);

	message_pack(b, &thing_message, t);
	return b;
}

/* From bytes with nothing behind them, so that whoever reads on is found out. */
static const struct thing *
unpacked(const char *bytes, size_t n)
{
	char  *own = arena_alloc(mem, n);
	size_t room;

	memcpy(own, bytes, n);
	room = message_unpack_room(&thing_message, own, n);
	return room == 0 ? NULL : message_unpack(&thing_message, own, n, arena_alloc(mem, room));
}

START_TEST(what_is_packed_comes_out_the_same)
{
	static const char *const half = "{\"id\":\"x\",\"name\":\"A\",\"kind\":\"university\",\"version\":1}";
	const struct thing       all = parse(stored(), FROM_STORE), few = parse(half, FROM_STORE);
	struct thing             far = all;
	const struct buffer     *b = packed(&all);

	ck_assert_uint_lt(b->length, strlen(whole) / 2);
	ck_assert_str_eq(printed(&thing_message, unpacked(b->at, b->length)), whole);
	b = packed(&few);
	ck_assert_uint_lt(b->length, 16);
	ck_assert_str_eq(printed(&thing_message, unpacked(b->at, b->length)), printed(&thing_message, &few));
	far.any = INT64_MIN;
	far.until.value = INT64_MAX;
	b = packed(&far);
	ck_assert_int_eq(unpacked(b->at, b->length)->any, INT64_MIN);
	ck_assert_int_eq(unpacked(b->at, b->length)->until.value, INT64_MAX);
}
END_TEST

START_TEST(what_is_packed_is_whole_or_refused)
{
	const struct thing   t = parse(stored(), FROM_STORE);
	const struct buffer *b = packed(&t);
	char                *longer = arena_alloc(mem, b->length + 1);

	for (size_t n = 0; n < b->length; n++)
		ck_assert_ptr_null(unpacked(b->at, n));
	memcpy(longer, b->at, b->length);
	ck_assert_ptr_null(unpacked(longer, b->length + 1));
}
END_TEST

/* Of any two bytes changed it is refused, or is another message that can be shown. */
START_TEST(what_was_damaged_is_read_within_its_bounds)
{
	const struct thing   t = parse(stored(), FROM_STORE);
	const struct buffer *b = packed(&t);
	char                *bytes = arena_alloc(mem, b->length);
	unsigned             state = 11U;
	int                  refused = 0;

	for (int round = 0; round < 20000; round++) {
		const struct thing *got;

		memcpy(bytes, b->at, b->length);
		for (int k = 0; k < 2; k++) {
			state = state * 1664525U + 1013904223U;
			bytes[(state >> 8) % b->length] = (char)(state >> 24);
		}
		got = unpacked(bytes, b->length);
		refused += got == NULL;
		if (got != NULL)
			ck_assert_uint_gt(strlen(printed(&thing_message, got)), 0);
	}
	ck_assert_int_gt(refused, 1000);
}
END_TEST

START_TEST(another_table_has_another_fingerprint)
{
	struct field   fields[sizeof(thing_fields) / sizeof(thing_fields[0])];
	struct message other = thing_message;

	memcpy(fields, thing_fields, sizeof(fields));
	other.fields = fields;
	ck_assert_uint_eq(message_fingerprint(&thing_message), message_fingerprint(&other));
	fields[2].name = "notes";
	ck_assert_uint_ne(message_fingerprint(&thing_message), message_fingerprint(&other));
	fields[2] = thing_fields[3];
	fields[3] = thing_fields[2];
	ck_assert_uint_ne(message_fingerprint(&thing_message), message_fingerprint(&other));
	memcpy(fields, thing_fields, sizeof(fields));
	fields[14].vocab = &colour_vocab;
	ck_assert_uint_ne(message_fingerprint(&thing_message), message_fingerprint(&other));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("message");
	TCase *t = tcase_create("messages");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, message_survives_a_round_trip);
	tcase_add_test(t, absent_members_get_their_preset);
	tcase_add_test(t, client_half_has_no_server_members);
	tcase_add_test(t, printing_stays_in_its_room);
	tcase_add_test(t, what_is_kept_prints_the_same);
	tcase_add_loop_test(t, problem_points_at_the_member, 0, sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(t, problem_lists_every_wrong_member);
	tcase_add_test(t, rules_between_members_wait_for_the_members);
	tcase_add_test(t, reference_becomes_the_canonical_id);
	tcase_add_test(t, reference_stands_when_nobody_knows_names);
	tcase_add_test(t, store_may_hold_members_we_no_longer_know);
	tcase_add_test(t, what_the_server_sets_is_required_of_the_store);
	tcase_add_loop_test(t, decimal_keeps_its_digits, 0, sizeof(decimals) / sizeof(decimals[0]));
	tcase_add_loop_test(t, query_is_read_as_a_message, 0, sizeof(queries) / sizeof(queries[0]));
	tcase_add_test(t, query_values_arrive);
	tcase_add_test(t, field_is_found_by_name);
	tcase_add_test(t, mangled_body_is_refused_or_understood);
	tcase_add_test(t, what_is_packed_comes_out_the_same);
	tcase_add_test(t, what_is_packed_is_whole_or_refused);
	tcase_add_test(t, what_was_damaged_is_read_within_its_bounds);
	tcase_add_test(t, another_table_has_another_fingerprint);
	suite_add_tcase(s, t);
	return suite_run(s);
}
