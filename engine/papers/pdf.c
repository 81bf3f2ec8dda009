#include "engine/papers/pdf.h"

#include <cairo-pdf.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "engine/papers/paper.h"
#include "proto/buffer.h"
#include "proto/problem.h"

const uint32_t pdf_part_colours[PARTS] = {
	[PART_CATEGORY]     = 0x0b50d0,
	[PART_SECTOR]       = 0x3fa654,
	[PART_QUADRANT]     = 0xc78500,
	[PART_SUPPORT]      = 0xab2b36,
	[PART_TRACK_RECORD] = 0x6c4cb0,
	[PART_RELEVANCE]    = 0x118a93,
	[PART_PREFERENCE]   = 0xc7599a,
	[PART_SCALE]        = 0x6d7882,
};

/* --- drawing */

void
pdf_tag(struct pdf *d, const char *tag)
{
	if (d->cr != NULL)
		cairo_tag_begin(d->cr, tag, NULL);
}

void
pdf_untag(struct pdf *d, const char *tag)
{
	if (d->cr != NULL)
		cairo_tag_end(d->cr, tag);
}

double
pdf_put(struct pdf *d, enum style style, const char *s, double x, double y, double width, enum align align)
{
	struct text text = text_lay(d->text, style, s, width);
	double      height = text_height(&text);

	if (d->cr != NULL)
		text_draw(d->cr, &text, 0, text.lines, x, y, align);
	text_free(&text);
	return height;
}

double
pdf_measure(struct pdf *d, enum style style, const char *s, double width)
{
	struct text text = text_lay(d->text, style, s, width);
	double      height = text_height(&text);

	text_free(&text);
	return height;
}

void
pdf_box(struct pdf *d, double x, double y, double width, double height, uint32_t colour)
{
	if (d->cr == NULL)
		return;
	set_colour(d->cr, colour);
	cairo_rectangle(d->cr, x, y, width, height);
	cairo_fill(d->cr);
}

/* A hair of white between the parts keeps them apart in black and white, too. */
void
pdf_bar(struct pdf *d, const struct list *parts, double x, double y, double width, double height)
{
	const struct part_line *part = parts->items;
	double                  at = x;

	pdf_box(d, x, y, width, height, COLOUR_TRACK);
	for (size_t i = 0; i < parts->count; i++) {
		double own = width * (double)part[i].points / SCORE_MAX;

		pdf_box(d, at, y, own > 0.8 ? own - 0.4 : own, height, pdf_part_colours[part[i].part]);
		at += own;
	}
}

/* --- pages */

static void
draw_foot(struct pdf *d)
{
	double y = PAGE_HEIGHT - 40;

	pdf_box(d, PAGE_LEFT, y - 6, PAGE_SPAN, 0.5, COLOUR_LINE);
	pdf_put(d, STYLE_FOOT, d->paper->stands_on, PAGE_LEFT, y, PAGE_SPAN - 60, ALIGN_LEFT);
	pdf_put(d, STYLE_FOOT, paper_say(d->paper, SAY_PAPER_PAGE_OF, DIGITS(d->page), DIGITS(d->pages)),
		PAGE_LEFT + PAGE_SPAN - 60, y, 60, ALIGN_RIGHT);
}

/* The title page says its title itself. */
static void
draw_running_head(struct pdf *d)
{
	double half = PAGE_SPAN / 2;

	if (d->page > 1)
		pdf_put(d, STYLE_FOOT, d->paper->title, PAGE_LEFT, 34, half + 60, ALIGN_LEFT);
	if (d->paper->mark != NULL)
		pdf_put(d, STYLE_MARK, d->paper->mark, PAGE_LEFT + half + 60, 34, half - 60, ALIGN_RIGHT);
	if (d->page > 1)
		pdf_box(d, PAGE_LEFT, 48, PAGE_SPAN, 0.5, COLOUR_LINE);
}

static void
begin_page(struct pdf *d)
{
	d->page++;
	d->y = PAGE_TOP;
	d->blank = true;
	draw_running_head(d);
}

static void
end_page(struct pdf *d)
{
	draw_foot(d);
	if (d->cr != NULL)
		cairo_show_page(d->cr);
}

void
pdf_break(struct pdf *d)
{
	end_page(d);
	begin_page(d);
}

void
pdf_need(struct pdf *d, double height)
{
	if (!d->blank && d->y + height > PAGE_BOTTOM)
		pdf_break(d);
}

/* --- blocks */

static const struct {
	enum style style;
	double     before, after;
} tones[] = {
	[TONE_PLAIN]   = { STYLE_BODY, 2, 5 },
	[TONE_LEAD]    = { STYLE_LEAD, 4, 12 },
	[TONE_QUIET]   = { STYLE_QUIET, 1, 4 },
	[TONE_WARNING] = { STYLE_WARNING, 4, 6 },
};

enum { WARNING_INSET = 12, SCORE_ROOM = 60, FACT_LABEL = 112, LEGEND_COLUMNS = 4 };

#define BAR_HEIGHT 9.0

/* A paragraph goes on over pages, line by line. */
static void
draw_paragraph(struct pdf *d, const struct block *b)
{
	enum style  style = tones[b->tone].style;
	bool        warning = b->tone == TONE_WARNING;
	double      inset = warning ? WARNING_INSET : 0, pad = warning ? 6 : 0;
	struct text text = text_lay(d->text, style, b->text, PAGE_SPAN - 2 * inset);
	int         from = 0;

	d->y += d->blank ? 0 : tones[b->tone].before;
	while (from < text.lines) {
		int    room = (int)((PAGE_BOTTOM - d->y - 2 * pad) / text_line(style));
		int    to = from + room < text.lines ? from + room : text.lines;
		double height = (to - from) * text_line(style) + 2 * pad;

		if (to <= from) {
			pdf_break(d);
			continue;
		}
		if (warning) {
			pdf_box(d, PAGE_LEFT, d->y, PAGE_SPAN, height, COLOUR_BAD_SOFT);
			pdf_box(d, PAGE_LEFT, d->y, 3, height, COLOUR_BAD);
		}
		pdf_tag(d, "P");
		if (d->cr != NULL)
			text_draw(d->cr, &text, from, to, PAGE_LEFT + inset, d->y + pad, ALIGN_LEFT);
		pdf_untag(d, "P");
		d->y += height;
		d->blank = false;
		from = to;
	}
	d->y += tones[b->tone].after;
	text_free(&text);
}

static const struct {
	enum style  style, side;
	const char *tag;
	double      before, after;
} headings[] = {
	[2] = { STYLE_H2, STYLE_SIDE, "H2", 18, 1 },
	[3] = { STYLE_H3, STYLE_SCORE, "H3", 12, 1 },
};

static double
heading_width(const struct block *b)
{
	return b->side == NULL ? PAGE_SPAN : b->level == 3 ? PAGE_SPAN - SCORE_ROOM : PAGE_SPAN * 2 / 3;
}

static void
draw_heading(struct pdf *d, const struct block *b)
{
	double width = heading_width(b);

	d->y += d->blank ? 0 : headings[b->level].before;
	if (b->level == 2 && b->side != NULL) {
		pdf_box(d, PAGE_LEFT, d->y - 5, PAGE_SPAN, 1, COLOUR_PRIMARY);
		d->y += d->blank ? 3 : 0;
	}
	pdf_tag(d, headings[b->level].tag);
	if (b->side != NULL)
		pdf_put(d, headings[b->level].side, b->side, PAGE_LEFT + width, d->y, PAGE_SPAN - width, ALIGN_RIGHT);
	d->y += pdf_put(d, headings[b->level].style, b->text, PAGE_LEFT, d->y, width, ALIGN_LEFT) + headings[b->level].after;
	pdf_untag(d, headings[b->level].tag);
	d->blank = false;
	if (d->surface != NULL && b->level == 2)
		cairo_pdf_surface_add_outline(d->surface, d->outline, b->text,
			arena_printf(d->paper->mem, "page=%d pos=[%d %d]", d->page, (int)PAGE_LEFT, (int)d->y - 30), 0);
}

static void
draw_facts(struct pdf *d, const struct block *b)
{
	for (size_t i = 0; i < b->count; i++) {
		double height = pdf_measure(d, STYLE_VALUE, b->facts[i].text, PAGE_SPAN - FACT_LABEL) + 5;

		pdf_need(d, height);
		pdf_tag(d, "P");
		pdf_put(d, STYLE_QUIET, b->facts[i].label, PAGE_LEFT, d->y + 2.5, FACT_LABEL - 10, ALIGN_LEFT);
		pdf_put(d, STYLE_VALUE, b->facts[i].text, PAGE_LEFT + FACT_LABEL, d->y + 2.5, PAGE_SPAN - FACT_LABEL, ALIGN_LEFT);
		pdf_untag(d, "P");
		d->y += height;
		d->blank = false;
		pdf_box(d, PAGE_LEFT, d->y - 0.25, PAGE_SPAN, 0.5, COLOUR_LINE);
	}
	d->y += 8;
}

static void
draw_figures(struct pdf *d, const struct block *b)
{
	double gap = 10, width = (PAGE_SPAN - gap * (double)(b->count - 1)) / (double)b->count, height = 58;

	pdf_need(d, height + 12);
	d->y += 6;
	for (size_t i = 0; i < b->count; i++) {
		double x = PAGE_LEFT + (width + gap) * (double)i;

		pdf_box(d, x, d->y, width, height, COLOUR_SOFT);
		pdf_tag(d, "P");
		pdf_put(d, STYLE_FIGURE, b->facts[i].text, x + 10, d->y + 9, width - 20, ALIGN_LEFT);
		pdf_put(d, STYLE_LABEL, b->facts[i].label, x + 10, d->y + 37, width - 20, ALIGN_LEFT);
		pdf_untag(d, "P");
	}
	d->y += height + 12;
	d->blank = false;
}

static void
draw_legend(struct pdf *d)
{
	double width = PAGE_SPAN / LEGEND_COLUMNS;

	for (int i = 0; i < PARTS; i++) {
		double x = PAGE_LEFT + width * (i % LEGEND_COLUMNS);

		pdf_box(d, x, d->y + 2.5, 7, 7, pdf_part_colours[i]);
		pdf_tag(d, "P");
		pdf_put(d, STYLE_LABEL, paper_part_head(d->paper, i), x + 12, d->y, width - 16, ALIGN_LEFT);
		pdf_untag(d, "P");
		if (i % LEGEND_COLUMNS == LEGEND_COLUMNS - 1 || i == PARTS - 1)
			d->y += 13;
	}
	d->y += 8;
	d->blank = false;
}

static void
draw_make_up(struct pdf *d, const struct block *b)
{
	d->y += 3;
	pdf_bar(d, b->parts, PAGE_LEFT, d->y, PAGE_SPAN, BAR_HEIGHT);
	d->y += BAR_HEIGHT + 4;
	d->blank = false;
}

static bool
is_shown(const struct block *b)
{
	return (b->on & ON(PDF)) != 0;
}

static const struct block *
next_shown(const struct block *b)
{
	do
		b = b->next;
	while (b != NULL && !is_shown(b));
	return b;
}

/* The height that must stand together at the start of a block. */
static double
start_height(struct pdf *d, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		return headings[b->level].before + headings[b->level].after +
			pdf_measure(d, headings[b->level].style, b->text, heading_width(b));
	case BLOCK_TEXT:
		return tones[b->tone].before + tones[b->tone].after + (b->keeps ?
			pdf_measure(d, tones[b->tone].style, b->text, PAGE_SPAN) : 3 * text_line(tones[b->tone].style));
	case BLOCK_TABLE:
		return pdf_table_start(d, b->table);
	case BLOCK_MAKE_UP:
		return BAR_HEIGHT + 7;
	case BLOCK_LEGEND:
		return 13 * 2 + 8;
	case BLOCK_FACTS:
	case BLOCK_FIGURES:
		break;
	}
	return 60;
}

/* A heading is never the last thing on a page, nor is what belongs beneath it parted from it. */
static void
keep_together(struct pdf *d, const struct block *b)
{
	double height = start_height(d, b);

	while (b->keeps && next_shown(b) != NULL) {
		b = next_shown(b);
		height += start_height(d, b);
	}
	if (height < (PAGE_BOTTOM - PAGE_TOP) / 2)
		pdf_need(d, height);
}

static void
draw_block(struct pdf *d, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		draw_heading(d, b);
		break;
	case BLOCK_TEXT:
		draw_paragraph(d, b);
		break;
	case BLOCK_FACTS:
		draw_facts(d, b);
		break;
	case BLOCK_FIGURES:
		draw_figures(d, b);
		break;
	case BLOCK_TABLE:
		pdf_table(d, b->table);
		break;
	case BLOCK_MAKE_UP:
		draw_make_up(d, b);
		break;
	case BLOCK_LEGEND:
		draw_legend(d);
		break;
	}
}

/* --- the paper */

static void
draw_title(struct pdf *d)
{
	d->y = PAGE_TOP - 12;
	pdf_tag(d, "P");
	d->y += pdf_put(d, STYLE_EYEBROW, say_row(SAY_PAPER_PROGRAMME, d->paper->lang), PAGE_LEFT, d->y, PAGE_SPAN, ALIGN_LEFT);
	pdf_untag(d, "P");
	d->y += 4;
	pdf_tag(d, "H1");
	d->y += pdf_put(d, STYLE_TITLE, d->paper->title, PAGE_LEFT, d->y, PAGE_SPAN, ALIGN_LEFT);
	pdf_untag(d, "H1");
	pdf_tag(d, "P");
	d->y += pdf_put(d, STYLE_SUBTITLE, d->paper->other_title, PAGE_LEFT, d->y + 2, PAGE_SPAN, ALIGN_LEFT) + 10;
	pdf_untag(d, "P");
	pdf_box(d, PAGE_LEFT, d->y, PAGE_SPAN, 2, COLOUR_PRIMARY);
	d->y += 14;
	d->blank = false;
}

static void
draw_section_name(struct pdf *d, const struct section *s)
{
	const char *name = say_row(s->name, d->paper->lang);

	pdf_tag(d, "H1");
	d->y += pdf_put(d, STYLE_H1, name, PAGE_LEFT, d->y, PAGE_SPAN, ALIGN_LEFT) + 8;
	pdf_untag(d, "H1");
	d->blank = false;
	if (d->surface != NULL)
		d->outline = cairo_pdf_surface_add_outline(d->surface, CAIRO_PDF_OUTLINE_ROOT, name,
			arena_printf(d->paper->mem, "page=%d pos=[%d %d]", d->page, (int)PAGE_LEFT, (int)PAGE_TOP),
			CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static void
draw_section(struct pdf *d, const struct section *s)
{
	if (s->new_page && !d->blank)
		pdf_break(d);
	if (s->cover)
		draw_title(d);
	else
		draw_section_name(d, s);
	for (const struct block *b = s->first; b != NULL; b = b->next)
		if (is_shown(b)) {
			keep_together(d, b);
			draw_block(d, b);
		}
}

static void
draw_paper(struct pdf *d)
{
	d->page = 0;
	d->outline = CAIRO_PDF_OUTLINE_ROOT;
	if (d->cr != NULL)
		cairo_tag_begin(d->cr, "Document", d->paper->lang == LANG_KO ? "lang='ko-KR'" : "lang='en-GB'");
	begin_page(d);
	for (const struct section *s = d->paper->first; s != NULL; s = s->next)
		if (s->on & ON(PDF))
			draw_section(d, s);
	end_page(d);
	if (d->cr != NULL)
		cairo_tag_end(d->cr, "Document");
	d->pages = d->page;
}

static cairo_status_t
on_bytes(void *out, const unsigned char *bytes, unsigned n)
{
	buffer_add(out, (const char *)bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void
describe(struct pdf *d)
{
	const struct paper *p = d->paper;

	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE, p->title);
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_SUBJECT, p->stands_on);
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_AUTHOR, say_row(SAY_PAPER_PROGRAMME, p->lang));
	/* The clock's time would be written otherwise. */
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, p->created);
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_MOD_DATE, p->modified);
}

static bool
write_pages(struct pdf *d, struct buffer *out)
{
	cairo_status_t status;

	d->surface = cairo_pdf_surface_create_for_stream(on_bytes, out, PAGE_WIDTH, PAGE_HEIGHT);
	d->cr = cairo_create(d->surface);
	describe(d);
	draw_paper(d);
	status = cairo_status(d->cr);
	cairo_destroy(d->cr);
	cairo_surface_finish(d->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(d->surface);
	cairo_surface_destroy(d->surface);
	return status == CAIRO_STATUS_SUCCESS;
}

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

void
papers_forget(void)
{
	pthread_mutex_lock(&one_at_a_time);
	pdf_text_forget();
	pthread_mutex_unlock(&one_at_a_time);
}

/* Lays the paper out without writing it. False when there is no font. */
static bool
count_pages(struct pdf *d)
{
	d->text = pdf_text_open(d->paper->lang);
	if (d->text == NULL)
		return false;
	draw_paper(d);
	return true;
}

bool
paper_fits_a_page(const struct paper *p)
{
	struct pdf d = { .paper = p };

	pthread_mutex_lock(&one_at_a_time);
	if (count_pages(&d))
		pdf_text_close(d.text);
	pthread_mutex_unlock(&one_at_a_time);
	return d.pages <= 1;
}

bool
paper_write_pdf(const struct paper *p, struct buffer *out, struct problem *problem)
{
	struct pdf d = { .paper = p };
	bool       ok;

	pthread_mutex_lock(&one_at_a_time);
	if (!count_pages(&d)) {
		pthread_mutex_unlock(&one_at_a_time);
		return problem_set(problem, PROBLEM_INTERNAL, SAY_PAPER_NO_FONT, PDF_FONT);
	}
	ok = write_pages(&d, out);
	pdf_text_close(d.text);
	pthread_mutex_unlock(&one_at_a_time);
	return ok || problem_set(problem, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
}
