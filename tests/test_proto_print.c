#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "proto/csv.h"
#include "proto/job.h"
#include "proto/json.h"
#include "proto/match.h"
#include "proto/pairing_answer.h"
#include "tests/message_rows.h"
#include "tests/message_thing.h"
#include "tests/proto_given.h"
#include "tests/suite.h"

static const char *
schema_of(const struct message *m)
{
	struct buffer *b = buffer_new(mem);

	message_print_schema(b, m);
	ck_assert_msg(json_read(b->at, b->length, mem, &problem) != NULL, "not JSON: %s", b->at);
	return b->at;
}

START_TEST(schema_says_what_the_table_says)
{
	ck_assert_str_eq(schema_of(&part_message), "{\"type\":\"object\",\"description\":\"A part.\",\"additionalProperties\":false,"
		"\"required\":[\"name\"],\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":5,"
		"\"description\":\"Its name.\"},\"year\":{\"type\":\"integer\",\"minimum\":1900,\"maximum\":2100,\"default\":2018,"
		"\"description\":\"Its year.\"}}}");
}
END_TEST

static const char *const in_schema[] = {
	"\"required\":[\"name\",\"kind\"]",
	"\"id\":{\"type\":\"string\",\"maxLength\":80,\"pattern\":\"^[a-z0-9_-]{1,80}$\",\"readOnly\":true,\"description\":\"Its id.\"}",
	"\"born\":{\"type\":[\"string\",\"null\"],\"maxLength\":10,\"format\":\"date\",\"description\":\"A day.\"}",
	"\"city\":{\"type\":[\"string\",\"null\"],\"maxLength\":80,\"x-refers\":\"cities\",\"description\":\"A city.\"}",
	"\"any\":{\"type\":\"integer\",\"default\":0,\"description\":\"Any number.\"}",
	"\"cost\":{\"type\":[\"integer\",\"null\"],\"minimum\":0,\"maximum\":1000000,\"description\":\"What it costs.\"}",
	"\"open\":{\"type\":\"boolean\",\"default\":true,\"description\":\"Whether it is open.\"}",
	"\"kind\":{\"$ref\":\"#/components/schemas/Kind\",\"description\":\"Its kind.\"}",
	"\"state\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/Colour\"},{\"type\":\"null\"}],\"description\":\"Its state.\"}",
	"\"colours\":{\"type\":\"array\",\"uniqueItems\":true,\"items\":{\"$ref\":\"#/components/schemas/Colour\"},",
	"\"items\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":400,\"pattern\":\"^[a-z]{2,3}$\",\"format\":\"language-code\"},\"maxItems\":3,",
	"\"parts\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Part\"},\"maxItems\":3,",
	"\"owner\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/Part\"},{\"type\":\"null\"}],",
};

START_TEST(schema_has_each_type)
{
	const char *schema = schema_of(&thing_message);

	ck_assert_msg(strstr(schema, in_schema[_i]) != NULL, "not found: %s\nin %s", in_schema[_i], schema);
}
END_TEST

START_TEST(vocab_schema_has_ids_and_names)
{
	struct buffer *b = buffer_new(mem);

	message_print_vocab(b, &colour_vocab);
	ck_assert_str_eq(b->at, "{\"type\":\"string\",\"enum\":[\"red\",\"green\",\"blue\"],\"x-names\":{"
		"\"red\":{\"en\":\"red\",\"ko\":\"빨강\"},\"green\":{\"en\":\"green\",\"ko\":\"초록\"},"
		"\"blue\":{\"en\":\"blue\",\"ko\":\"파랑\"}}}");
}
END_TEST

static const struct {
	const char *text, *cell;
} cells[] = {
	{ "plain", "plain" }, { "a,b", "\"a,b\"" }, { "say \"x\"", "\"say \"\"x\"\"\"" }, { "two\nlines", "\"two\nlines\"" },
	{ " padded ", "\" padded \"" }, { "a;b", "\"a;b\"" }, { "=1+1", "'=1+1" }, { "+82-2", "'+82-2" }, { "-1", "'-1" },
	{ "@cmd", "'@cmd" }, { "\tx", "'\tx" }, { "\rx", "\"'\rx\"" }, { "＝1", "'＝1" }, { "＋1", "'＋1" }, { "－1", "'－1" },
	{ "＠a", "'＠a" }, { "=a,\"b\"", "\"'=a,\"\"b\"\"\"" }, { "한국 = 서울", "한국 = 서울" },
};

START_TEST(csv_cell_is_no_formula)
{
	struct buffer *b = buffer_new(mem);

	csv_cell(b, cells[_i].text);
	ck_assert_str_eq(b->at, cells[_i].cell);
}
END_TEST

/* Every message that a route takes or gives; those within them are reached from here. */
static const struct message *const all_messages[] = {
	&thing_message, &country_page, &city_page, &project_page, &category_page, &sector_page, &partner_page, &term_message,
	&match_list_message, &match_query_message, &candidate_query_message, &match_request_message, &pairing_request_message, &pairing_list_page,
	&pairing_list_message, &list_note_message, &stage_request_message, &staged_pairing_message, &why_query_message,
	&why_not_message, &difference_query_message, &difference_message, &job_message, &job_page_message, &job_query_message,
};

START_TEST(message_rows_make_sense)
{
	const char *why = "";

	ck_assert_msg(message_rows_are_sound(all_messages[_i], &why), "%s", why);
	schema_of(all_messages[_i]);
}
END_TEST

/* Unsound tables, to see that the check above sees. */
static const struct field no_limit[] = { { .name = "a", .type = FIELD_TEXT, .about = "A text." }, { .name = NULL } };
static const struct field no_vocab[] = { { .name = "a", .type = FIELD_SET, .about = "A set." }, { .name = NULL } };
static const struct field no_about[] = { { .name = "a", .type = FIELD_BOOL, .about = "a flag" }, { .name = NULL } };
static const struct field outside[] = { { .name = "a", .type = FIELD_BOOL, .offset = 64, .about = "A flag." }, { .name = NULL } };
static const struct field twice[] = { { .name = "a", .type = FIELD_BOOL, .about = "A flag." },
	{ .name = "a", .type = FIELD_BOOL, .offset = 1, .about = "A flag." }, { .name = NULL } };
static const struct field shared[] = { { .name = "a", .type = FIELD_INTEGER, .about = "A number." },
	{ .name = "b", .type = FIELD_BOOL, .offset = 7, .about = "A flag." }, { .name = NULL } };
static const struct field beyond[] = { { .name = "a", .type = FIELD_INTEGER, .min = 1, .max = 5, .about = "A number." }, { .name = NULL } };
static const struct field *const unsound[] = { no_limit, no_vocab, no_about, outside, twice, shared, beyond };

START_TEST(unsound_rows_are_noticed)
{
	const struct message m = { .name = "Unsound", .about = "It is wrong.", .size = 64, .fields = unsound[_i] };
	const char          *why;

	ck_assert(!message_rows_are_sound(&m, &why));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("print");
	TCase *t = tcase_create("messages");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, schema_says_what_the_table_says);
	tcase_add_loop_test(t, schema_has_each_type, 0, sizeof(in_schema) / sizeof(in_schema[0]));
	tcase_add_test(t, vocab_schema_has_ids_and_names);
	tcase_add_loop_test(t, csv_cell_is_no_formula, 0, sizeof(cells) / sizeof(cells[0]));
	tcase_add_loop_test(t, message_rows_make_sense, 0, sizeof(all_messages) / sizeof(all_messages[0]));
	tcase_add_loop_test(t, unsound_rows_are_noticed, 0, sizeof(unsound) / sizeof(unsound[0]));
	suite_add_tcase(s, t);
	return suite_run(s);
}
