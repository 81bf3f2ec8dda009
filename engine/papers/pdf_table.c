/*
 * Tables on PDF pages: columns share the width, rows stay whole unless a page
 * is too short for one, and the heading is repeated on every page.
 */
#include <string.h>

#include "engine/papers/pdf.h"

#define GAP     9.0	/* between columns */
#define PADDING 2.8	/* above and below what a row holds */
#define BAR     7.0

enum { COLUMNS_MAX = 32, TEXTS = 2 };

/* One column of this table on this page. */
struct place {
	const struct column *column;
	size_t               index;	/* of its cells */
	double               x, width;
};

struct grid {
	const struct table *table;
	struct place        places[COLUMNS_MAX];
	size_t              count;
};

/* What a cell holds, broken into lines; `next` is the first that is not drawn yet. */
struct content {
	struct text texts[TEXTS];
	int         count, next;
};

static bool
is_number(enum kind kind)
{
	return kind == KIND_NUMBER || kind == KIND_SCORE || kind == KIND_VALUE || kind == KIND_SHARE;
}

static enum align
align_of(const struct column *c)
{
	return is_number(c->kind) ? ALIGN_RIGHT : ALIGN_LEFT;
}

static struct grid
make_grid(const struct table *t)
{
	struct grid g = { .table = t };
	double      sum = 0, x = PAGE_LEFT, room;

	for (size_t i = 0; i < t->width && g.count < COLUMNS_MAX; i++)
		if (t->columns[i].on & ON(PDF)) {
			g.places[g.count++] = (struct place){ .column = &t->columns[i], .index = i };
			sum += t->columns[i].width;
		}
	room = PAGE_SPAN - GAP * (double)(g.count - 1);
	for (size_t i = 0; i < g.count; i++) {
		g.places[i].x = x;
		g.places[i].width = room * g.places[i].column->width / sum;
		x += g.places[i].width + GAP;
	}
	return g;
}

static double
head_height(struct pdf *d, const struct grid *g)
{
	double most = 0;

	for (size_t i = 0; i < g->count; i++) {
		double h = pdf_measure(d, STYLE_HEAD, paper_head(d->paper, g->places[i].column), g->places[i].width);

		most = h > most ? h : most;
	}
	return most + 2 * PADDING;
}

/* Headings stand on the line beneath them, whatever their number of lines. */
static void
draw_head(struct pdf *d, const struct grid *g)
{
	double height = head_height(d, g);

	pdf_tag(d, "TR");
	for (size_t i = 0; i < g->count; i++) {
		const struct place *place = &g->places[i];
		const char         *head = paper_head(d->paper, place->column);
		double              own = pdf_measure(d, STYLE_HEAD, head, place->width);

		pdf_tag(d, "TH");
		pdf_put(d, STYLE_HEAD, head, place->x, d->y + height - PADDING - own, place->width, align_of(place->column));
		pdf_untag(d, "TH");
	}
	pdf_untag(d, "TR");
	d->y += height;
	pdf_box(d, PAGE_LEFT, d->y - 0.5, PAGE_SPAN, 1, COLOUR_TEXT);
}

/* The second line of a name: the other language, then where it is. */
static const char *
beneath(struct pdf *d, const struct cell *cell)
{
	if (cell->other == NULL || cell->note == NULL)
		return cell->other != NULL ? cell->other : cell->note;
	return arena_printf(d->paper->mem, "%s, %s", cell->other, cell->note);
}

static struct content
lay_cell(struct pdf *d, const struct place *place, const struct cell *cell)
{
	struct content c = { .count = 0 };
	double         width = place->width - (place->column->kind == KIND_PART ? 11 : 0);
	const char    *more = beneath(d, cell);

	if (place->column->kind == KIND_MAKE_UP)
		return c;
	c.texts[c.count++] = text_lay(d->text, place->column->kind == KIND_NAME ? STYLE_NAME : STYLE_CELL,
		paper_cell(d->paper, place->column, cell), width);
	if (more != NULL)
		c.texts[c.count++] = text_lay(d->text, STYLE_OTHER, more, width);
	return c;
}

/* Of what is not drawn yet. */
static double
content_height(const struct content *c)
{
	double h = 0;
	int    line = 0;

	for (int i = 0; i < c->count; line += c->texts[i++].lines) {
		int drawn = c->next - line > 0 ? c->next - line : 0;

		if (drawn < c->texts[i].lines)
			h += (c->texts[i].lines - drawn) * text_line(c->texts[i].style);
	}
	return h;
}

/* Draws what fits into `room`; true when nothing is left. */
static bool
draw_content(struct pdf *d, struct content *c, double x, double room, enum align align)
{
	double y = d->y + PADDING;
	int    line = 0;

	for (int i = 0; i < c->count; i++) {
		const struct text *text = &c->texts[i];
		int                from = c->next - line > 0 ? c->next - line : 0, to = from;

		while (to < text->lines && room >= text_line(text->style)) {
			room -= text_line(text->style);
			to++;
		}
		if (to > from && d->cr != NULL)
			text_draw(d->cr, text, from, to, x, y, align);
		y += (to - from) * text_line(text->style);
		line += text->lines;
		if (to > from)
			c->next = line - text->lines + to;
		if (to < text->lines)
			return false;
	}
	return true;
}

static void
draw_symbol(struct pdf *d, const struct place *place, const struct cell *cell)
{
	if (place->column->kind == KIND_MAKE_UP && cell->parts != NULL)
		pdf_bar(d, cell->parts, place->x, d->y + PADDING + 2, place->width, BAR);
	if (place->column->kind == KIND_PART)
		pdf_box(d, place->x, d->y + PADDING + 2.5, 6.5, 6.5, pdf_part_colours[cell->number]);
}

/* One stretch of a row: all of it, but for rows longer than a page. True when nothing is left. */
static bool
draw_stretch(struct pdf *d, const struct grid *g, const struct cell *cells, struct content *contents, double height,
	bool first)
{
	bool done = true;

	pdf_tag(d, "TR");
	for (size_t i = 0; i < g->count; i++) {
		const struct place *place = &g->places[i];
		double              x = place->x + (place->column->kind == KIND_PART ? 11 : 0);

		pdf_tag(d, "TD");
		if (first)
			draw_symbol(d, place, &cells[place->index]);
		done = draw_content(d, &contents[i], x, height - 2 * PADDING + 0.01, align_of(place->column)) && done;
		pdf_untag(d, "TD");
	}
	pdf_untag(d, "TR");
	d->y += height;
	d->blank = false;
	pdf_box(d, PAGE_LEFT, d->y - 0.25, PAGE_SPAN, 0.5, COLOUR_LINE);
	return done;
}

static void
next_page(struct pdf *d, const struct grid *g)
{
	pdf_untag(d, "Table");
	pdf_break(d);
	pdf_tag(d, "Table");
	draw_head(d, g);
}

static void
lay_row(struct pdf *d, const struct grid *g, const struct cell *cells, struct content *contents)
{
	for (size_t i = 0; i < g->count; i++)
		contents[i] = lay_cell(d, &g->places[i], &cells[g->places[i].index]);
}

static double
row_height(const struct content *contents, size_t count)
{
	double height = text_line(STYLE_CELL);

	for (size_t i = 0; i < count; i++) {
		double own = content_height(&contents[i]);

		height = own > height ? own : height;
	}
	return height + 2 * PADDING;
}

static void
free_row(struct content *contents, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < contents[i].count; k++)
			text_free(&contents[i].texts[k]);
}

/* A row that no page can hold begins where there is room for some of it. */
static bool
must_move(const struct pdf *d, double height, double head)
{
	double room = PAGE_BOTTOM - d->y, page = PAGE_BOTTOM - PAGE_TOP - head;

	return height > room && (height <= page || room < page / 4);
}

static void
draw_row(struct pdf *d, const struct grid *g, const struct cell *cells)
{
	struct content contents[COLUMNS_MAX];
	bool           first = true;
	double         height;

	lay_row(d, g, cells, contents);
	height = row_height(contents, g->count);
	if (must_move(d, height, head_height(d, g)))
		next_page(d, g);
	for (;;) {
		double room = PAGE_BOTTOM - d->y;

		if (draw_stretch(d, g, cells, contents, height < room ? height : room, first))
			break;
		next_page(d, g);
		height = row_height(contents, g->count);
		first = false;
	}
	free_row(contents, g->count);
}

double
pdf_table_start(struct pdf *d, const struct table *t)
{
	struct grid    g = make_grid(t);
	struct content contents[COLUMNS_MAX];
	double         height = head_height(d, &g);

	if (t->rows > 0) {
		lay_row(d, &g, t->cells, contents);
		height += row_height(contents, g.count);
		free_row(contents, g.count);
	}
	return height;
}

void
pdf_table(struct pdf *d, const struct table *t)
{
	struct grid g = make_grid(t);

	pdf_tag(d, "Table");
	draw_head(d, &g);
	for (size_t i = 0; i < t->rows; i++)
		draw_row(d, &g, &t->cells[i * t->width]);
	pdf_untag(d, "Table");
	d->y += 6;
}
