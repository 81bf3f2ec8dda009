/*
 * The table of a paper that is meant for programs and spreadsheets, as CSV:
 * UTF-8 with its mark, CRLF, one heading row of names that never change. A name
 * has a column for each language, a make-up one for each part.
 */
#include "engine/papers/paper.h"
#include "proto/csv.h"

static void
next_cell(struct buffer *b, bool *begun)
{
	if (*begun)
		buffer_byte(b, ',');
	*begun = true;
}

static void
print_head(struct buffer *b, const struct column *c, bool *begun)
{
	next_cell(b, begun);
	if (c->kind == KIND_NAME) {
		buffer_printf(b, "%s_en,%s_ko", c->id, c->id);
	} else if (c->kind == KIND_MAKE_UP) {
		for (int i = 0; i < PARTS; i++)
			buffer_printf(b, "%s%s_%s", i > 0 ? "," : "", c->id, part_vocab.words[i].id);
	} else {
		buffer_text(b, c->id);
	}
}

static void
print_name(const struct paper *p, struct buffer *b, const struct cell *cell)
{
	const char *text = cell->text == NULL ? "" : cell->text, *other = cell->other == NULL ? text : cell->other;

	csv_cell(b, p->lang == LANG_KO ? other : text);
	buffer_byte(b, ',');
	csv_cell(b, p->lang == LANG_KO ? text : other);
}

static void
print_make_up(const struct paper *p, struct buffer *b, const struct list *parts)
{
	static const struct column points = { .id = "", .kind = KIND_SCORE };

	for (int i = 0; i < PARTS; i++) {
		buffer_text(b, i > 0 ? "," : "");
		if (parts != NULL)
			buffer_text(b, paper_cell(p, &points, &NUMBER(paper_points(parts, i))));
	}
}

static void
print_cell(const struct paper *p, struct buffer *b, const struct column *c, const struct cell *cell)
{
	switch (c->kind) {
	case KIND_NAME:
		print_name(p, b, cell);
		return;
	case KIND_MAKE_UP:
		print_make_up(p, b, cell->parts);
		return;
	case KIND_SHARE:	/* as the API gives it */
		buffer_integer(b, cell->number);
		return;
	case KIND_YES:
		buffer_text(b, cell->number != 0 ? "true" : "false");
		return;
	case KIND_TEXT:
	case KIND_NUMBER:
	case KIND_SCORE:
	case KIND_VALUE:
	case KIND_PART:
		csv_cell(b, cell->id != NULL ? cell->id : paper_cell(p, c, cell));
		return;
	}
}

static void
print_table(const struct paper *p, struct buffer *b, const struct table *t)
{
	bool begun = false;

	for (size_t i = 0; i < t->width; i++)
		if (t->columns[i].on & ON(CSV))
			print_head(b, &t->columns[i], &begun);
	buffer_text(b, "\r\n");
	for (size_t row = 0; row < t->rows; row++) {
		begun = false;
		for (size_t i = 0; i < t->width; i++)
			if (t->columns[i].on & ON(CSV)) {
				next_cell(b, &begun);
				print_cell(p, b, &t->columns[i], &t->cells[row * t->width + i]);
			}
		buffer_text(b, "\r\n");
	}
}

void
paper_write_csv(const struct paper *p, struct buffer *out)
{
	buffer_text(out, CSV_BOM);
	for (const struct section *s = p->first; s != NULL; s = s->next)
		for (const struct block *b = s->first; b != NULL; b = b->next)
			if ((s->on & ON(CSV)) && b->kind == BLOCK_TABLE && (b->on & ON(CSV)))
				print_table(p, out, b->table);
}
