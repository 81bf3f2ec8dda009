#include "engine/grid.h"

#include <string.h>

#include <xlsxwriter.h>

#include "engine/papers/memory_file.h"
#include "proto/book.h"
#include "proto/csv.h"
#include "proto/utf8.h"

/* A cell of Excel holds 32,767 characters. */
enum { WIDTH = 22, CELL_MAX = 32767, SHEETS_OF_CSV = 1 };

struct grid {
	struct memory_file file;
	lxw_workbook      *workbook;	/* NULL when it is closed */
	lxw_worksheet     *sheet;
	lxw_format        *head, *text;
	lxw_row_t          row;
	struct buffer     *bytes;	/* of the file; CSV goes there at once */
	bool               csv;
	int                sheets;
};

static void
grid_end(void *grid)
{
	struct grid *g = grid;

	if (g->workbook != NULL)
		lxw_workbook_free(g->workbook);
	if (!g->csv)
		memory_file_close(&g->file);
}

static bool
open_workbook(struct grid *g, struct problem *p)
{
	static char         where[] = "/var/tmp";
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = where };

	if (!memory_file_open(&g->file))
		return problem_set(p, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
	g->workbook = workbook_new_opt(g->file.path, &options);
	if (g->workbook == NULL)
		return problem_set(p, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
	g->head = workbook_add_format(g->workbook);
	format_set_bold(g->head);
	format_set_bg_color(g->head, 0xe3ebfd);
	format_set_text_wrap(g->head);
	format_set_align(g->head, LXW_ALIGN_VERTICAL_TOP);
	/* As text, so that a number in a register keeps its zeros when it is typed. */
	g->text = workbook_add_format(g->workbook);
	format_set_num_format(g->text, "@");
	format_set_align(g->text, LXW_ALIGN_VERTICAL_TOP);
	return true;
}

struct grid *
grid_new(struct arena *mem, enum import_format format, struct problem *p)
{
	struct grid *g = arena_alloc(mem, sizeof(*g));

	g->bytes = buffer_new(mem);
	g->csv = format == FORMAT_CSV;
	if (g->csv) {
		buffer_text(g->bytes, CSV_BOM);
		return g;
	}
	if (!open_workbook(g, p))
		return NULL;
	return arena_own(mem, g, grid_end);
}

void
grid_sheet(struct grid *g, const char *name, const int *widths)
{
	g->sheets++;
	g->row = 0;
	if (g->csv)
		return;
	g->sheet = workbook_add_worksheet(g->workbook, name);
	if (widths == NULL)
		worksheet_set_column(g->sheet, 0, BOOK_COLUMNS, WIDTH, g->text);
	for (lxw_col_t i = 0; widths != NULL && widths[i] > 0; i++)
		worksheet_set_column(g->sheet, i, i, widths[i], g->text);
	worksheet_freeze_panes(g->sheet, 1, 0);
}

static void
put_csv(struct grid *g, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_byte(g->bytes, ',');
		csv_cell(g->bytes, cells[i]);
	}
	buffer_text(g->bytes, "\r\n");
}

/* Texts never become formulas in a workbook; only their length is bounded. */
static void
put_sheet(struct grid *g, const char *const *cells, size_t count)
{
	struct arena *mem = arena_new();

	for (size_t i = 0; i < count; i++) {
		const char *cell = cells[i];

		if (strlen(cell) > CELL_MAX)
			cell = arena_strndup(mem, cell, utf8_cut(cell, CELL_MAX));
		if (*cell != '\0')
			worksheet_write_string(g->sheet, g->row, (lxw_col_t)i, cell, g->row == 0 ? g->head : g->text);
	}
	g->row++;
	arena_free(mem);
}

void
grid_row(struct grid *g, const char *const *cells, size_t count)
{
	if (!g->csv)
		put_sheet(g, cells, count);
	else if (g->sheets <= SHEETS_OF_CSV)
		put_csv(g, cells, count);
}

const struct buffer *
grid_finish(struct grid *g, struct problem *p)
{
	lxw_workbook *workbook = g->workbook;

	if (workbook == NULL)
		return g->bytes;
	g->workbook = NULL;	/* closing it frees it, however it ends */
	if (workbook_close(workbook) == LXW_NO_ERROR && memory_file_take(&g->file, g->bytes))
		return g->bytes;
	problem_set(p, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
	return NULL;
}
