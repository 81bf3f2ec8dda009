/*
 * A paper as a workbook: a sheet for each section, its table ready to be
 * sorted and filtered, values typed; what is said about the paper on the last.
 */
#include <string.h>
#include <xlsxwriter.h>

#include "engine/papers/date.h"
#include "engine/papers/memory_file.h"
#include "engine/papers/paper.h"
#include "proto/problem.h"

enum look { LOOK_TITLE, LOOK_MARK, LOOK_QUIET, LOOK_H2, LOOK_HEAD, LOOK_TEXT, LOOK_BOLD, LOOK_WHOLE, LOOK_HUNDREDTHS, LOOK_SHARE,
	LOOK_WARNING, LOOKS };

static const struct {
	double   size;
	bool     bold, wrap, head;
	uint32_t colour;
	const char *number;
} looks[LOOKS] = {
	[LOOK_TITLE]      = { 15, true, false, false, 0x131416, NULL },
	[LOOK_MARK]       = { 11, true, false, false, 0xbd2c0f, NULL },
	[LOOK_QUIET]      = { 9, false, false, false, 0x58616a, NULL },
	[LOOK_H2]         = { 12, true, false, false, 0x083891, NULL },
	[LOOK_HEAD]       = { 10, true, true, true, 0xffffff, NULL },
	[LOOK_TEXT]       = { 10, false, true, false, 0x1e2124, NULL },
	[LOOK_BOLD]       = { 10, true, true, false, 0x1e2124, NULL },
	[LOOK_WHOLE]      = { 10, false, false, false, 0x1e2124, "#,##0" },
	[LOOK_HUNDREDTHS] = { 10, false, false, false, 0x1e2124, "0.00" },
	[LOOK_SHARE]      = { 10, false, false, false, 0x1e2124, "0%" },
	[LOOK_WARNING]    = { 10, false, true, false, 0x8a240c, NULL },
};

/* The font of Korean Excel; others take their own for what it lacks. */
static const char font[] = "맑은 고딕";

enum { MARKER_ROWS = 4, TEXT_MAX = 8000, HEADER_MAX = 240, ROW_POINTS = 15 };

/* Columns of the last sheet, where tables of several kinds stand one below the other. */
static const int about_widths[] = { 26, 80, 12, 12 };
enum { ABOUT_COLUMNS = sizeof(about_widths) / sizeof(about_widths[0]), ABOUT_SPAN = 130 };

struct book {
	const struct paper *paper;
	lxw_workbook       *workbook;
	lxw_format         *format[LOOKS];
	lxw_worksheet      *sheet;
	uint32_t            row;
	bool                about;
};

static void
make_formats(struct book *k)
{
	for (int i = 0; i < LOOKS; i++) {
		lxw_format *f = k->format[i] = workbook_add_format(k->workbook);

		format_set_font_name(f, font);
		format_set_font_size(f, looks[i].size);
		format_set_font_color(f, looks[i].colour);
		format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
		if (looks[i].bold)
			format_set_bold(f);
		if (looks[i].wrap)
			format_set_text_wrap(f);
		if (looks[i].number != NULL)
			format_set_num_format(f, looks[i].number);
		if (looks[i].head) {
			format_set_bg_color(f, 0x083891);
			format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
		}
	}
}

/* A cell of a sheet holds only so much; never cut within a character. */
static const char *
fitting(const struct book *k, const char *s)
{
	size_t n = TEXT_MAX;

	if (strlen(s) <= TEXT_MAX)
		return s;
	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return arena_printf(k->paper->mem, "%.*s…", (int)n, s);
}

static void
put(struct book *k, lxw_col_t column, const char *s, enum look look)
{
	if (s != NULL && *s != '\0')
		worksheet_write_string(k->sheet, k->row, column, fitting(k, s), k->format[look]);
}

static lxw_col_t
columns_of(enum kind kind)
{
	return kind == KIND_NAME ? 2 : kind == KIND_MAKE_UP ? PARTS : 1;
}

/* --- tables */

static void
put_head(struct book *k, const struct column *c, lxw_col_t at)
{
	put(k, at, c->kind == KIND_MAKE_UP ? paper_part_head(k->paper, 0) : paper_head(k->paper, c), LOOK_HEAD);
	if (c->kind == KIND_NAME)
		put(k, at + 1, paper_other_head(k->paper, c), LOOK_HEAD);
	for (lxw_col_t i = 1; c->kind == KIND_MAKE_UP && i < PARTS; i++)
		put(k, at + i, paper_part_head(k->paper, i), LOOK_HEAD);
}

static void
put_number(struct book *k, lxw_col_t at, double n, enum look look)
{
	worksheet_write_number(k->sheet, k->row, at, n, k->format[look]);
}

static void
put_hundredths(struct book *k, lxw_col_t at, enum kind kind, int64_t number)
{
	put_number(k, at, (double)paper_hundredths(kind, number) / 100, LOOK_HUNDREDTHS);
}

static void
put_cell(struct book *k, const struct column *c, const struct cell *cell, lxw_col_t at)
{
	if (cell->absent)
		return;
	switch (c->kind) {
	case KIND_NAME:
		put(k, at, cell->text, LOOK_BOLD);
		put(k, at + 1, cell->other != NULL ? cell->other : cell->text, LOOK_TEXT);
		return;
	case KIND_NUMBER:
		put_number(k, at, (double)cell->number, LOOK_WHOLE);
		return;
	case KIND_SCORE:
	case KIND_VALUE:
		put_hundredths(k, at, c->kind, cell->number);
		return;
	case KIND_SHARE:
		put_number(k, at, (double)cell->number / WEIGHT_SUM, LOOK_SHARE);
		return;
	case KIND_MAKE_UP:
		for (lxw_col_t i = 0; i < PARTS && cell->parts != NULL; i++)
			put_hundredths(k, at + i, KIND_MAKE_UP, paper_points(cell->parts, i));
		return;
	case KIND_TEXT:
	case KIND_YES:
	case KIND_PART:
		put(k, at, paper_cell(k->paper, c, cell), LOOK_TEXT);
		return;
	}
}

/* A score as a bar behind its number, on the scale of 0 to 100. */
static void
add_bars(struct book *k, lxw_col_t at, uint32_t first)
{
	lxw_conditional_format bars = {
		.type = LXW_CONDITIONAL_DATA_BAR, .data_bar_2010 = LXW_TRUE, .bar_solid = LXW_TRUE, .bar_color = 0xb1cefb,
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER, .min_value = 0,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER, .max_value = 100,
	};

	worksheet_conditional_format_range(k->sheet, first, at, k->row - 1, at, &bars);
}

/* The one table of a sheet: its heading stays in sight and on every printed page. */
static void
make_filterable(struct book *k, uint32_t head, lxw_col_t width)
{
	worksheet_freeze_panes(k->sheet, head + 1, 0);
	worksheet_repeat_rows(k->sheet, head, head);
	worksheet_autofilter(k->sheet, head, 0, k->row - 1, (lxw_col_t)(width - 1));
}

static void
put_table(struct book *k, const struct table *t)
{
	lxw_col_t at = 0;
	uint32_t  head = k->row;

	worksheet_set_row(k->sheet, head, 30, NULL);
	for (size_t i = 0; i < t->width; i++) {
		const struct column *c = &t->columns[i];

		if (!(c->on & ON(XLSX)))
			continue;
		put_head(k, c, at);
		if (!k->about)
			worksheet_set_column(k->sheet, at, (lxw_col_t)(at + columns_of(c->kind) - 1),
				c->kind == KIND_MAKE_UP ? 11 : c->width, NULL);
		at += columns_of(c->kind);
	}
	k->row++;
	for (size_t row = 0; row < t->rows; row++, k->row++) {
		lxw_col_t to = 0;

		for (size_t i = 0; i < t->width; i++)
			if (t->columns[i].on & ON(XLSX)) {
				put_cell(k, &t->columns[i], &t->cells[row * t->width + i], to);
				to += columns_of(t->columns[i].kind);
			}
	}
	at = 0;
	for (size_t i = 0; i < t->width && t->rows > 0; i++)
		if (t->columns[i].on & ON(XLSX)) {
			if (t->columns[i].kind == KIND_SCORE)
				add_bars(k, at, head + 1);
			if (t->columns[i].kind == KIND_MAKE_UP)	/* what comes from here on is to look up, not to print */
				worksheet_print_area(k->sheet, 0, 0, k->row - 1, (lxw_col_t)(at - 1));
			at += columns_of(t->columns[i].kind);
		}
	if (!k->about)
		make_filterable(k, head, at);
	k->row++;
}

/* --- the rest of a sheet */

/* About how many cells wide a text is: what is not ASCII is mostly Hangul. */
static size_t
width_of(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		if (((unsigned char)*s & 0xc0) != 0x80)
			n += (unsigned char)*s < 0x80 ? 1 : 2;
	return n;
}

/* A paragraph over all columns; merged cells do not find their height themselves. */
static void
put_paragraph(struct book *k, const char *s, enum look look)
{
	if (k->about) {
		size_t lines = width_of(s) / (ABOUT_SPAN - 10) + 1;

		worksheet_merge_range(k->sheet, k->row, 0, k->row, ABOUT_COLUMNS - 1, fitting(k, s), k->format[look]);
		worksheet_set_row(k->sheet, k->row, (double)lines * ROW_POINTS + 2, NULL);
	} else {
		put(k, 0, s, LOOK_QUIET);
	}
	k->row++;
}

static void
put_block(struct book *k, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		k->row++;
		put(k, 0, b->text, LOOK_H2);
		k->row++;
		return;
	case BLOCK_TEXT:
		put_paragraph(k, b->text, b->tone == TONE_WARNING ? LOOK_WARNING : LOOK_TEXT);
		return;
	case BLOCK_FACTS:
		for (size_t i = 0; i < b->count; i++, k->row++) {
			put(k, 0, b->facts[i].label, LOOK_BOLD);
			put(k, 1, b->facts[i].text, LOOK_TEXT);
		}
		return;
	case BLOCK_TABLE:
		put_table(k, b->table);
		return;
	case BLOCK_FIGURES:
	case BLOCK_MAKE_UP:
	case BLOCK_LEGEND:
		return;
	}
}

static void
put_blocks(struct book *k, const struct section *s)
{
	for (const struct block *b = s->first; b != NULL; b = b->next)
		if (b->on & ON(XLSX))
			put_block(k, b);
}

/* In headers and footers an ampersand begins a code. */
static const char *
without_codes(const struct paper *p, const char *s)
{
	struct buffer *b = buffer_new(p->mem);

	for (; *s != '\0'; s++) {
		buffer_byte(b, *s);
		if (*s == '&')
			buffer_byte(b, '&');
	}
	return b->at;
}

static void
set_up_print(const struct book *k)
{
	const struct paper *p = k->paper;
	const char         *mark = p->mark == NULL ? "" : p->mark;
	const char         *head = arena_printf(p->mem, "&L%s&R%s", without_codes(p, p->title), without_codes(p, mark));

	worksheet_set_paper(k->sheet, 9);	/* A4 */
	worksheet_set_landscape(k->sheet);
	worksheet_fit_to_pages(k->sheet, 1, 0);
	worksheet_set_margins(k->sheet, 0.5, 0.5, 0.8, 0.7);
	worksheet_set_header(k->sheet, strlen(head) < HEADER_MAX ? head : arena_printf(p->mem, "&R%s", without_codes(p, mark)));
	worksheet_set_footer(k->sheet, arena_printf(p->mem, "&L%s&R&P / &N", without_codes(p, p->stands_on)));
	worksheet_gridlines(k->sheet, LXW_HIDE_ALL_GRIDLINES);
}

/* Every sheet says what it belongs to, for who sees only that one. */
static void
begin_sheet(struct book *k, enum say name)
{
	k->sheet = workbook_add_worksheet(k->workbook, say_row(name, k->paper->lang));
	k->row = 0;
	set_up_print(k);
	put(k, 0, k->paper->title, LOOK_TITLE);
	k->row++;
	put(k, 0, k->paper->mark, LOOK_MARK);
	k->row++;
	put(k, 0, k->paper->stands_on, LOOK_QUIET);
	k->row = MARKER_ROWS;
}

static void
add_about_sheet(struct book *k)
{
	const struct section *last = NULL;

	for (const struct section *s = k->paper->first; s != NULL; s = s->next)
		if ((s->on & ON(XLSX)) && s->about)
			last = s;
	if (last == NULL)
		return;
	begin_sheet(k, last->name);
	k->about = true;
	for (lxw_col_t i = 0; i < ABOUT_COLUMNS; i++)
		worksheet_set_column(k->sheet, i, i, about_widths[i], NULL);
	for (const struct section *s = k->paper->first; s != NULL; s = s->next)
		if ((s->on & ON(XLSX)) && s->about)
			put_blocks(k, s);
}

static void
describe(const struct book *k)
{
	const struct paper *p = k->paper;
	lxw_doc_properties  about = {
		.title = arena_strdup(p->mem, p->title), .subject = arena_strdup(p->mem, p->stands_on),
		.author = arena_strdup(p->mem, say_row(SAY_PAPER_PROGRAMME, p->lang)),
		.created = (time_t)paper_seconds(p->created),	/* the clock's time would be written otherwise */
	};

	workbook_set_properties(k->workbook, &about);
}

static bool
write_book(const struct paper *p, const char *path)
{
	struct book k = { .paper = p, .workbook = workbook_new(path) };

	if (k.workbook == NULL)
		return false;
	make_formats(&k);
	describe(&k);
	for (const struct section *s = p->first; s != NULL; s = s->next)
		if ((s->on & ON(XLSX)) && !s->about) {
			begin_sheet(&k, s->name);
			put_blocks(&k, s);
		}
	add_about_sheet(&k);
	return workbook_close(k.workbook) == LXW_NO_ERROR;
}

bool
paper_write_xlsx(const struct paper *p, struct buffer *out, struct problem *problem)
{
	return memory_file_write(write_book, p, out) || problem_set(problem, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
}
