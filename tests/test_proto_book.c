#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "proto/book.h"
#include "proto/buffer.h"
#include "tests/book_files.h"
#include "tests/suite.h"

static struct arena  *mem;
static struct problem problem;
static struct buffer *out;

static void
setup(void)
{
	mem = arena_new();
	problem = (struct problem){ .mem = mem };
	out = buffer_new(mem);
}

static void
teardown(void)
{
	arena_free(mem);
}

/* "2:a|b" for row 2. */
static bool
note(void *ctx, const struct book_row *row)
{
	(void)ctx;
	buffer_printf(out, "%s%lld:", out->length > 0 ? "\n" : "", (long long)row->number);
	for (size_t i = 0; i < row->count; i++)
		buffer_printf(out, "%s%s", i > 0 ? "|" : "", row->cells[i]);
	return true;
}

/* Rows as text, or the name of what is wrong. A copy of just the bytes, so that reading past the end shows. */
static const char *
rows_of(const char *bytes, size_t length)
{
	struct book    book;
	char          *copy = malloc(length > 0 ? length : 1);
	struct buffer *code = buffer_new(mem);

	memcpy(copy, bytes, length);
	if (book_open(copy, length, mem, &book, &problem))
		book_read(&book, 0, note, NULL, &problem);
	free(copy);
	if (problem.code == PROBLEM_NONE)
		return out->at;
	ck_assert_int_eq(problem.code, PROBLEM_BAD_FILE);
	say_print_code(code, problem.detail.say);
	return code->at;
}

static const struct {
	const char *claim, *bytes;
	size_t      length;	/* 0: that of the text */
	const char *rows;
} texts[] = {
	{ "plain", "a,b\n1,2\n", 0, "1:a|b\n2:1|2" },
	{ "CRLF and no last line end", "a,b\r\n1,2", 0, "1:a|b\n2:1|2" },
	{ "a blank line is a row of a spreadsheet", "a\r\n\r\nb\n\nc\n", 0, "1:a\n3:b\n5:c" },
	{ "rows of commas are none", "a,b\n,,,\n1,2,,\n", 0, "1:a|b\n3:1|2" },
	{ "quoted commas, line ends and quotation marks", "\"a,\"\"x\"\"\nb\",c\n", 0, "1:a,\"x\"\nb|c" },
	{ "the mark of UTF-8", "\xef\xbb\xbf" "가,나\n", 0, "1:가|나" },
	{ "CP949", "\xb0\xa1,\xb3\xaa\n\x8c\x63,b\n", 0, "1:가|나\n2:똠|b" },
	{ "UTF-16LE with tabs", "\xff\xfe" "a\0\t\0\x00\xac\n\0", 10, "1:a|가" },
	{ "UTF-16BE with tabs", "\xfe\xff" "\0a\0\t\xac\x00\0\n", 10, "1:a|가" },
	{ "semicolons where the comma is the decimal sign", "a;b\n1,5;2\n", 0, "1:a|b\n2:1,5|2" },
	{ "a list within a cell does not decide", "a,b\nx;y;z,2\n", 0, "1:a|b\n2:x;y;z|2" },
	{ "tabs before commas", "a\tb,c\td\n", 0, "1:a|b,c|d" },
	{ "letters apart are composed", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\n", 0, "1:한" },
	{ "NDJSON", "{\"a\":1}\n\n{\"b\":2}", 0, "1:{\"a\":1}\n3:{\"b\":2}" },
	{ "an open quotation mark", "a,b\n\"1,2\n", 0, "sheet-not-csv" },
	{ "a quotation mark in a bare cell", "a,b\n1\"x,2\n", 0, "sheet-not-csv" },
	{ "neither UTF-8 nor CP949", "a,\xff\xff\n", 0, "sheet-not-text" },
	{ "half a character of UTF-16", "\xff\xfe" "a\0\t", 5, "sheet-not-text" },
	{ "a NUL", "a,b\0c\n", 6, "sheet-not-text" },
	{ "nothing", "", 0, "sheet-empty" },
	{ "an old Excel file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "sheet-old-excel" },
	{ "a zip file cut off", "PK\003\004abcdef", 0, "sheet-damaged" },
};

START_TEST(text_is_read_as_it_was_meant)
{
	const char *bytes = texts[_i].bytes;
	const char *rows = rows_of(bytes, texts[_i].length > 0 ? texts[_i].length : strlen(bytes));

	ck_assert_msg(strcmp(rows, texts[_i].rows) == 0, "%s: [%s]", texts[_i].claim, rows);
}
END_TEST

START_TEST(rows_longer_than_a_piece_stay_whole)
{
	struct buffer *text = buffer_new(mem);

	for (int i = 0; i < 60000; i++)
		buffer_printf(text, "가%d,나\n", i);
	ck_assert_ptr_nonnull(strstr(rows_of(text->at, text->length), "\n60000:가59999|나"));
}
END_TEST

START_TEST(a_row_without_end_is_refused)
{
	struct buffer *text = buffer_new(mem);

	buffer_text(text, "a,b\n\"");
	for (int i = 0; i < BOOK_ROW_BYTES / 8 + 8192; i++)
		buffer_text(text, "abcdefgh");
	ck_assert_str_eq(rows_of(text->at, text->length), "sheet-row-long");
}
END_TEST

START_TEST(too_many_columns_are_refused)
{
	struct buffer *text = buffer_new(mem);

	for (int i = 0; i <= BOOK_COLUMNS; i++)
		buffer_text(text, "x,");
	ck_assert_str_eq(rows_of(text->at, text->length), "sheet-columns");
}
END_TEST

static const struct {
	const char *claim, *rows, *strings, *styles, *expect;
} books[] = {
	{ "shared, inline and formula texts",
	  "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>in</t></is></c>"
	  "<c t=\"str\"><f>A1</f><v>out</v></c></row>",
	  "<si><t>a</t></si><si><r><t>가</t></r><r><t xml:space=\"preserve\"> 나</t></r><rPh><t>kana</t></rPh></si>", "",
	  "2:가 나||in|out" },
	{ "numbers as they were typed",
	  "<row><c><v>1208147521</v></c><c><v>0.30000000000000004</v></c><c><v>1.5E3</v></c><c><v>-7</v></c></row>", "", "",
	  "1:1208147521|0.3|1500|-7" },
	{ "days by the format of the cell",
	  "<row><c s=\"1\"><v>43314</v></c><c s=\"2\"><v>43314.5</v></c><c s=\"0\"><v>43314</v></c><c s=\"3\"><v>5</v></c>"
	  "<c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c></row>", "",
	  "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;년&quot; m&quot;월&quot;\"/>"
	  "<numFmt numFmtId=\"165\" formatCode=\"0&quot; days&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
	  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>",
	  "1:2018-08-02|2018-08-02|43314|5|1900-02-28|1900-03-01" },
	{ "truth and errors", "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c></row>", "", "",
	  "1:true|false|#N/A" },
	{ "a number that is none", "<row><c><v>12a</v></c></row>", "", "", "1:12a" },
	{ "a cell that comes twice", "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "", "", "1:1" },
	{ "a letter of a format that is just a letter", "<row><c s=\"1\"><v>5</v></c><c s=\"2\"><v>43314</v></c></row>", "",
	  "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0\\d\"/><numFmt numFmtId=\"165\" formatCode=\"\\dd\"/></numFmts>"
	  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>", "1:5|2018-08-02" },
	{ "characters that XML cannot hold", "<row><c t=\"inlineStr\"><is><t>a_x000D__x000A_b_x005F_c_xZZZZ__x0001_</t></is></c></row>",
	  "", "", "1:a\nb_c_xZZZZ__x0001_" },
	{ "rows and cells without a number count on", "<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>", "", "",
	  "1:1\n3:3" },
	{ "prefixes of a namespace are the writer's choice", "<x:row><x:c><x:v>1</x:v></x:c></x:row>", "", "", "1:1" },
	{ "a shared string that is not there", "<row><c t=\"s\"><v>7</v></c></row>", "<si><t>a</t></si>", "", "sheet-damaged" },
	{ "XML that does not close", "<row><c><v>1</v></c>", "", "", "sheet-damaged" },
	{ "a cell too far to the right", "<row><c r=\"XFD1\"><v>1</v></c></row>", "", "", "sheet-columns" },
};

START_TEST(workbook_is_read_as_it_was_typed)
{
	size_t      length;
	char       *bytes = book_workbook_of(mem, books[_i].rows, books[_i].strings, books[_i].styles, &length);
	const char *rows = rows_of(bytes, length);

	ck_assert_msg(strcmp(rows, books[_i].expect) == 0, "%s: [%s]", books[_i].claim, rows);
}
END_TEST

START_TEST(sheets_go_by_their_names)
{
	size_t      length;
	char       *bytes = book_workbook_of(mem, "<row><c><v>1</v></c></row>", "", "", &length);
	struct book book;

	ck_assert(book_open(bytes, length, mem, &book, &problem));
	ck_assert_uint_eq(book.sheets, 1);
	ck_assert_str_eq(book.names[0], "파트너");
	ck_assert_int_eq(book.encoding, -1);
}
END_TEST

static const char *
rows_of_parts(const char *workbook, const char *sheet)
{
	size_t length;
	char  *bytes = book_zip(mem, (const struct zip_part[]){
		{ .name = "xl/workbook.xml", .text = workbook },
		{ .name = "xl/_rels/workbook.xml.rels", .text = book_relations },
		{ .name = "xl/worksheets/sheet1.xml", .text = sheet },
		{ .name = NULL } }, &length);

	return rows_of(bytes, length);
}

/* With the types come entities, and with those a few bytes that stand for millions. */
START_TEST(a_document_type_is_not_read)
{
	ck_assert_str_eq(rows_of_parts(book_workbook, "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData><row><c><v>&a;</v>"
		"</c></row></sheetData></worksheet>"), "sheet-damaged");
}
END_TEST

START_TEST(what_is_nested_without_end_is_not_read)
{
	struct buffer *deep = buffer_new(mem);

	for (int i = 0; i < 1000; i++)
		buffer_text(deep, "<a>");
	for (int i = 0; i < 1000; i++)
		buffer_text(deep, "</a>");
	ck_assert_str_eq(rows_of_parts(book_workbook, deep->at), "sheet-damaged");
}
END_TEST

/* A day's number is counted from 1904 in the books of old Macintoshes; they have no styles here, so the format comes with it. */
START_TEST(days_may_be_counted_from_1904)
{
	size_t length;
	char  *bytes = book_zip(mem, (const struct zip_part[]){
		{ .name = "xl/workbook.xml", .text = "<workbook xmlns:r=\"x\"><workbookPr date1904=\"true\"/><sheets>"
			"<sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>" },
		{ .name = "xl/_rels/workbook.xml.rels", .text = book_relations },
		{ .name = "xl/styles.xml", .text = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
		{ .name = "xl/sharedStrings.xml", .text = "<sst/>" },
		{ .name = "xl/worksheets/sheet1.xml", .text = "<worksheet><sheetData><row><c s=\"0\"><v>41852</v></c></row></sheetData></worksheet>" },
		{ .name = NULL } }, &length);

	ck_assert_str_eq(rows_of(bytes, length), "1:2018-08-02");
}
END_TEST

/* Two bytes at an offset of each header of a zip file that begins with this mark. */
static void
patch(char *bytes, size_t length, const char *mark, size_t offset, unsigned value)
{
	for (size_t i = 0; i + 4 <= length; i++)
		if (memcmp(bytes + i, mark, 4) == 0) {
			bytes[i + offset] = (char)value;
			bytes[i + offset + 1] = (char)(value >> 8);
		}
}

/* The directory of a zip file says what the parts do not hold. */
START_TEST(a_zip_file_that_lies_is_damaged)
{
	static const struct {
		const char *mark;
		size_t      offset;
		unsigned    value;
	} lies[] = {
		{ "PK\1\2", 24, 1 },		/* the size of what is unpacked */
		{ "PK\1\2", 10, 99 },		/* a method that nobody has */
		{ "PK\5\6", 10, 5000 },		/* the number of parts */
		{ "PK\5\6", 8, 5000 },
		{ "PK\1\2", 42, 0xffff },	/* where a part begins */
	};

	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		size_t length;
		char  *bytes = book_workbook_of(mem, "<row><c><v>1</v></c></row>", "", "", &length);

		patch(bytes, length, lies[i].mark, lies[i].offset, lies[i].value);
		if (lies[i].mark[2] == '\5')	/* both counts, or it is no zip file at all */
			patch(bytes, length, lies[i].mark, 18 - lies[i].offset, lies[i].value);
		problem = (struct problem){ .mem = mem };
		ck_assert_msg(strcmp(rows_of(bytes, length), "sheet-damaged") == 0, "lie %zu", i);
	}
}
END_TEST

/* As CSV, as lines of JSON and as a workbook. */
START_TEST(a_row_of_too_many_bytes_is_refused)
{
	struct buffer *half = buffer_new(mem);
	const char    *lines[3];

	/* Letters that do not pack to nothing, or the workbook would be refused for that. */
	for (uint32_t i = 0, seed = 1; i < BOOK_ROW_BYTES / 2 + 8; i++, seed = seed * 1664525 + 1013904223)
		buffer_byte(half, (char)('a' + seed / 65536 % 26));
	lines[0] = arena_printf(mem, "%s,%s\n", half->at, half->at);
	lines[1] = arena_printf(mem, "{\"a\":\"%s%s\"}\n", half->at, half->at);
	for (int i = 0; i < 2; i++) {
		problem = (struct problem){ .mem = mem };
		ck_assert_str_eq(rows_of(lines[i], strlen(lines[i])), "sheet-row-long");
	}
	problem = (struct problem){ .mem = mem };
	ck_assert_str_eq(rows_of_parts(book_workbook, arena_printf(mem, "<worksheet><sheetData><row><c t=\"str\"><v>%s</v></c>"
		"<c t=\"str\"><v>%s</v></c></row></sheetData></worksheet>", half->at, half->at)), "sheet-row-long");
}
END_TEST

START_TEST(too_many_rows_are_refused)
{
	struct buffer *text = buffer_new(mem);

	for (int i = 0; i <= BOOK_ROWS; i++)
		buffer_text(text, "a\n");
	ck_assert_str_eq(rows_of(text->at, text->length), "sheet-rows");
}
END_TEST

START_TEST(what_unpacks_to_too_much_is_not_unpacked)
{
	size_t zeros = (size_t)64 << 20, length;
	char  *bytes = book_zip(mem, (const struct zip_part[]){
		{ .name = "xl/workbook.xml", .text = book_workbook },
		{ .name = "xl/_rels/workbook.xml.rels", .text = book_relations },
		{ .name = "xl/worksheets/sheet1.xml", .text = arena_alloc(mem, zeros), .length = zeros },
		{ .name = NULL } }, &length);

	ck_assert_uint_lt(length, 1 << 20);
	ck_assert_str_eq(rows_of(bytes, length), "sheet-bomb");
}
END_TEST

/* One text of 32 kB in each of 4,000 cells: the file takes a few kB. */
START_TEST(what_repeats_too_much_is_refused)
{
	struct buffer *rows = buffer_new(mem), *text = buffer_new(mem);
	size_t         length;
	char          *bytes;

	for (int i = 0; i < 4096; i++)
		buffer_text(text, "12345678");
	for (int i = 0; i < 4000; i++)
		buffer_text(rows, "<row><c t=\"s\"><v>0</v></c></row>");
	bytes = book_workbook_of(mem, rows->at, arena_printf(mem, "<si><t>%s</t></si>", text->at), "", &length);
	ck_assert_uint_lt(length, 20000);
	ck_assert_str_eq(rows_of(bytes, length), "sheet-swells");
}
END_TEST

/* Bytes all over a workbook changed in turn: refused, or read, and nothing worse. */
START_TEST(damage_is_survived)
{
	size_t length, tried = 0, refused = 0;
	char  *bytes = book_workbook_of(mem, "<row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>", "<si><t>가</t></si>", "", &length);

	for (size_t i = 0; i < length; i += 5, tried++) {
		struct book book;

		bytes[i] = (char)~bytes[i];
		problem = (struct problem){ .mem = mem };
		if (book_open(bytes, length, mem, &book, &problem))
			book_read(&book, 0, note, NULL, &problem);
		refused += problem.code != PROBLEM_NONE;
		bytes[i] = (char)~bytes[i];
	}
	ck_assert_uint_gt(refused, tried / 2);
}
END_TEST

static bool
stop_at_second(void *ctx, const struct book_row *row)
{
	(void)row;
	return ++*(int *)ctx < 2;
}

START_TEST(whoever_has_enough_is_given_no_more)
{
	static const char text[] = "a\nb\nc\n\"";
	struct book       book;
	int               seen = 0;

	char             *bytes;
	size_t            length;

	ck_assert(book_open(text, sizeof(text) - 1, mem, &book, &problem));
	ck_assert(book_read(&book, 0, stop_at_second, &seen, &problem));
	ck_assert_int_eq(seen, 2);

	bytes = book_workbook_of(mem, "<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c></row>", "", "", &length);
	seen = 0;
	ck_assert(book_open(bytes, length, mem, &book, &problem));
	ck_assert(book_read(&book, 0, stop_at_second, &seen, &problem));
	ck_assert_int_eq(seen, 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("book");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, text_is_read_as_it_was_meant, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(tc, rows_longer_than_a_piece_stay_whole);
	tcase_add_test(tc, a_row_without_end_is_refused);
	tcase_add_test(tc, too_many_columns_are_refused);
	tcase_add_loop_test(tc, workbook_is_read_as_it_was_typed, 0, sizeof(books) / sizeof(books[0]));
	tcase_add_test(tc, sheets_go_by_their_names);
	tcase_add_test(tc, a_document_type_is_not_read);
	tcase_add_test(tc, what_is_nested_without_end_is_not_read);
	tcase_add_test(tc, days_may_be_counted_from_1904);
	tcase_add_test(tc, a_zip_file_that_lies_is_damaged);
	tcase_add_test(tc, a_row_of_too_many_bytes_is_refused);
	tcase_add_test(tc, too_many_rows_are_refused);
	tcase_add_test(tc, what_unpacks_to_too_much_is_not_unpacked);
	tcase_add_test(tc, what_repeats_too_much_is_refused);
	tcase_add_test(tc, damage_is_survived);
	tcase_add_test(tc, whoever_has_enough_is_given_no_more);
	suite_add_tcase(s, tc);
	return suite_run(s);
}
