/*
 * Text on a PDF page: the one font family, the styles, lines that are broken and drawn.
 *
 * Lines stand at the leading of their style whatever the font says, so that
 * Korean and English pages have the same rhythm. Hangul words are not broken
 * between their syllables unless a word alone is wider than its column.
 *
 * Pango and fontconfig are used by one thread at a time: pdf.c holds a lock.
 */
#ifndef ENGINE_PAPERS_PDF_TEXT_H
#define ENGINE_PAPERS_PDF_TEXT_H

#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stdint.h>

#include "proto/say.h"

extern const char PDF_FONT[];

enum style {
	STYLE_EYEBROW, STYLE_TITLE, STYLE_SUBTITLE,
	STYLE_H1, STYLE_H2, STYLE_H3, STYLE_SIDE, STYLE_SCORE,
	STYLE_LEAD, STYLE_BODY, STYLE_QUIET, STYLE_WARNING,
	STYLE_FIGURE, STYLE_LABEL, STYLE_VALUE,
	STYLE_HEAD, STYLE_CELL, STYLE_NAME, STYLE_OTHER,
	STYLE_FOOT, STYLE_MARK,
	STYLES
};

enum align { ALIGN_LEFT, ALIGN_RIGHT };

/* Text broken into lines of one style. */
struct text {
	PangoLayout *layout;
	enum style   style;
	double       width;
	int          lines;
};

struct pdf_text;

/* NULL when the font is not installed. The fonts are read once per process. */
struct pdf_text *pdf_text_open(enum lang lang);
void             pdf_text_close(struct pdf_text *t);

/* Gives back what was read once; a paper that is written afterwards reads it again. */
void pdf_text_forget(void);

struct text text_lay(struct pdf_text *t, enum style style, const char *s, double width);
void        text_free(struct text *text);
double      text_height(const struct text *text);
double      text_line(enum style style);	/* from one line to the next */
double      text_span(const struct text *text);	/* of its widest line */

/* Draws lines [from, to) with the top of the first at y. */
void text_draw(cairo_t *cr, const struct text *text, int from, int to, double x, double y, enum align align);

void set_colour(cairo_t *cr, uint32_t rgb);

#endif
