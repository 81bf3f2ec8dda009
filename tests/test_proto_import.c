/*
 * Cells of a file of partners: what is written of a profile is read back as it was, whatever its texts hold.
 */
#include <stdio.h>
#include <string.h>

#include "proto/csv.h"
#include "proto/import_cell.h"
#include "proto/import_map.h"
#include "proto/import_row.h"
#include "tests/proto_given.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

enum { TEXTS = 400, PIECES_MOST = 8, REFERENCES_MOST = 4 };

/* A text as people write it, and worse. */
static const char *
odd_text(uint64_t *seed)
{
	static const char *const pieces[] = { ";", "|", "\\", "\\\\", "\\;", ":", ",", "\"", "'", "/", "서울", "하노이 시", "é", "a b",
		"n", "(prime)", "\xf0\x9f\x8f\x99", " ", "  " };
	struct buffer           *b = buffer_new(mem);
	uint32_t                 count = draw(seed, PIECES_MOST), letter = draw(seed, count + 1);

	for (uint32_t i = 0; i <= count; i++)
		buffer_text(b, i == letter ? "x" : pieces[draw(seed, sizeof(pieces) / sizeof(pieces[0]))]);
	return b->at;
}

static const struct field *
references_field(void)
{
	return message_field(&partner_message, "references");
}

/* The columns of the files here. */
enum { COLUMNS = 4 };

static const char *const members[COLUMNS] = { "name_en", "kind", "capability_en", "references" };

static const struct partner *
read_row(const struct book_row *row)
{
	struct import_column       columns[COLUMNS];
	const struct import_plan   plan = { .columns = { .items = columns, .count = COLUMNS } };
	struct import_reader      *reader = arena_alloc(mem, sizeof(*reader));
	struct problem             p = { .mem = mem };
	const struct partner      *out;
	cJSON                     *said;

	for (int i = 0; i < COLUMNS; i++)
		columns[i] = (struct import_column){ .number = i + 1, .header = members[i], .member = members[i] };
	import_reader_begin(reader, &plan, BOOK_CSV, NULL);
	out = import_row_read(reader, row, mem, &said, &p);
	ck_assert_msg(out != NULL, "row %d: %s", (int)row->number, p.fields > 0 ? say_text(mem, LANG_EN, &p.field[0].why) : "");
	return out;
}

static const struct partner *
read_references(const char *cell)
{
	const char *cells[COLUMNS] = { "Odd Works", "consulting_firm", "", cell };

	return read_row(&(struct book_row){ .number = 2, .count = COLUMNS, .cells = cells });
}

static const struct reference *
reference_of(const struct partner *p, size_t i)
{
	ck_assert_uint_lt(i, p->references.count);
	return (const struct reference *)p->references.items + i;
}

START_TEST(what_is_written_is_read_back)
{
	uint64_t            seed = 2018 + (uint64_t)_i;
	struct reference    made[REFERENCES_MOST];
	struct partner      p = { .references = { .items = made, .count = 1 + draw(&seed, REFERENCES_MOST) } };
	struct buffer      *cell = buffer_new(mem);
	const struct partner *again;

	for (size_t i = 0; i < p.references.count; i++)
		made[i] = (struct reference){ .city = odd_text(&seed), .country = "KR", .category = "water_system",
			.year = { draw(&seed, 2) == 0, 2014 }, .role = draw(&seed, 3) == 0 ? NULL : odd_text(&seed) };
	import_cell_print(cell, references_field(), &p);
	again = read_references(cell->at);
	ck_assert_uint_eq(again->references.count, p.references.count);
	for (size_t i = 0; i < p.references.count; i++) {
		const struct reference *r = reference_of(again, i);

		ck_assert_str_eq(r->city, made[i].city);
		ck_assert_str_eq(r->category, "water_system");
		ck_assert_int_eq(r->year.known, made[i].year.known);
		ck_assert_pstr_eq(r->role, made[i].role);
	}
}
END_TEST

static const struct {
	const char *cell, *city, *role;
} typed[] = {
	{ "Seoul|KR|water_system|2014|lead", "Seoul", "lead" },
	{ "Seoul\\|Incheon|KR|water_system|2014|lead\\; then advisor", "Seoul|Incheon", "lead; then advisor" },
	{ "Seoul\\\\|KR|water_system", "Seoul\\", NULL },
	{ "C:\\Seoul|KR|water_system||\\", "C:\\Seoul", "\\" },
};

START_TEST(a_backslash_counts_before_a_mark_only)
{
	const struct partner *p = read_references(typed[_i].cell);

	ck_assert_uint_eq(p->references.count, 1);
	ck_assert_str_eq(reference_of(p, 0)->city, typed[_i].city);
	ck_assert_pstr_eq(reference_of(p, 0)->role, typed[_i].role);
}
END_TEST

/* Every text of one to MARKS_MOST of these. */
enum { MARKS_MOST = 4 };

static const char marks[] = "'= \\;|\"\nx";

static const char *
text_of(size_t number)
{
	const size_t base = sizeof(marks) - 1;
	char         text[MARKS_MOST + 1] = "";

	for (size_t i = 0; number > 0; i++, number = (number - 1) / base)
		text[i] = marks[(number - 1) % base];
	return arena_strdup(mem, text);
}

/* As a name: of one line, and not blank. */
static const char *
name_of(size_t number)
{
	char *name = arena_printf(mem, "%s", text_of(number));

	for (char *c = name; *c != '\0'; c++)
		*c = *c == '\n' ? 'n' : *c;
	return name[strspn(name, " ")] == '\0' ? "x" : name;
}

static void
add_line(struct buffer *file, const struct partner *p)
{
	struct buffer *cell = buffer_new(mem);

	for (int i = 0; i < COLUMNS; i++) {
		buffer_text(file, i > 0 ? "," : "");
		buffer_end(cell, cell->at);
		import_cell_print(cell, message_field(&partner_message, members[i]), p);
		csv_cell(file, cell->at);
	}
	buffer_text(file, "\r\n");
}

static bool
on_row(void *ctx, const struct book_row *row)
{
	size_t               *number = ctx;
	const struct partner *again = read_row(row);

	++*number;
	ck_assert_pstr_eq(again->name_en, name_of(*number));
	ck_assert_pstr_eq(again->capability_en, text_of(*number));
	ck_assert_pstr_eq(reference_of(again, 0)->city, name_of(*number));
	ck_assert_pstr_eq(reference_of(again, 0)->role, name_of(*number));
	return true;
}

START_TEST(every_text_comes_back_from_a_file)
{
	struct buffer *file = buffer_new(mem);
	struct book    book;
	struct problem p = { .mem = mem };
	size_t         number = 0, count = 0;

	for (size_t i = 0, power = 1; i < MARKS_MOST; i++)
		count += power *= sizeof(marks) - 1;
	for (size_t i = 1; i <= count; i++) {
		struct reference     made = { .city = name_of(i), .country = "KR", .category = "water_system", .role = name_of(i) };
		const struct partner partner = { .name_en = name_of(i), .capability_en = text_of(i), .references = { &made, 1 } };

		add_line(file, &partner);
	}
	ck_assert(book_open(file->at, file->length, mem, &book, &p));
	ck_assert(book_read(&book, 0, on_row, &number, &p));
	ck_assert_uint_eq(number, count);
}
END_TEST

static const struct {
	const char *header, *member;
} headers[] = {
	{ "Name (English)", "name_en" }, { "회사명", "name_ko" }, { "Company name", "name_en" }, { "Organization", "name_en" },
	{ "회사명(국문)", "name_ko" }, { "회사명(영문)", "name_en" }, { "기업명 (영)", "name_en" }, { "기업명(한)", "name_ko" },
	{ "영문 회사명*", "name_en" }, { "국문 기관명", "name_ko" }, { "기관명_영문", "name_en" }, { "기관명/영문", "name_en" },
	{ "Company name (Korean)", "name_ko" }, { "Company Name (Eng.)", "name_en" }, { "name_ko", "name_ko" },
	{ "회사 소개(영문)", "capability_en" }, { "Description (Korean)", "capability_ko" }, { "역량(영어)", "capability_en" },
	{ "회사명(예: 대한상사)", "name_ko" }, { "Registration No.", "registration_number" },
	{ "국가", "country" }, { "한국", NULL }, { "영", NULL }, { "국가(영문)", NULL }, { "담당자(한글)", NULL }, { "", NULL },
};

START_TEST(a_header_is_known_by_what_people_call_it)
{
	ck_assert_pstr_eq(import_member_of(mem, headers[_i].header, NULL, 0), headers[_i].member);
}
END_TEST

static const struct {
	const char *member, *cell, *en, *ko;
} mistakes[] = {
	{ "references", "Seoul|KR|water_system|2014; Jeju|KR|water_system|3014", "entry 2, year: must lie between 1900 and 2200",
	  "2번째 항목의 연도: 1900 이상 2200 이하여야 합니다" },
	{ "references", "a|KR|water_system|2014|b|c", "entry 1: has more than 5 parts separated by |",
	  "1번째 항목: |로 나눈 부분이 5개를 넘습니다" },
	{ "name_en", "", "one of Name (English) and Name (Korean) is required",
	  "영문 이름과 국문 이름 중 하나는 꼭 있어야 합니다" },
	{ "kind", "consulting_frm", "\"consulting_frm\" is not a known kind of partner; did you mean \"consulting_firm\"?",
	  "\"consulting_frm\"은 파트너 유형 목록에 없습니다. 혹시 \"consulting_firm\"입니까?" },
};

START_TEST(a_mistake_is_told_by_entry_and_part)
{
	const char             *cells[COLUMNS] = { "Odd Works", "consulting_firm", "", "" };
	struct import_column    columns[COLUMNS];
	struct import_plan      plan = { .columns = { .items = columns, .count = COLUMNS } };
	struct import_reader    reader;
	struct problem          p = { .mem = mem };
	const struct import_reason *reason;
	cJSON                  *said;

	for (int i = 0; i < COLUMNS; i++) {
		columns[i] = (struct import_column){ .number = i + 1, .header = "in the file", .member = members[i] };
		if (strcmp(members[i], mistakes[_i].member) == 0)
			cells[i] = mistakes[_i].cell;
	}
	import_reader_begin(&reader, &plan, BOOK_CSV, NULL);
	ck_assert_ptr_null(import_row_read(&reader, &(struct book_row){ .number = 2, .count = COLUMNS, .cells = cells }, mem,
		&said, &p));
	reason = import_row_reasons(&reader, &p, mem).items;
	ck_assert_str_eq(reason->header, "in the file");
	ck_assert_str_eq(reason->en, mistakes[_i].en);
	ck_assert_str_eq(reason->ko, mistakes[_i].ko);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("proto_import");
	TCase *t = tcase_create("cells");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, what_is_written_is_read_back, 0, TEXTS);
	tcase_add_loop_test(t, a_backslash_counts_before_a_mark_only, 0, sizeof(typed) / sizeof(typed[0]));
	tcase_add_test(t, every_text_comes_back_from_a_file);
	tcase_add_loop_test(t, a_mistake_is_told_by_entry_and_part, 0, sizeof(mistakes) / sizeof(mistakes[0]));
	tcase_add_loop_test(t, a_header_is_known_by_what_people_call_it, 0, sizeof(headers) / sizeof(headers[0]));
	suite_add_tcase(s, t);
	return suite_run(s);
}
