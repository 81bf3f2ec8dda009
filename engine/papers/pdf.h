/*
 * The PDF writer from inside: one page at a time, from top to bottom.
 *
 * A paper is written twice: first without a surface, to know how many pages
 * there are and where its sections begin, then for good.
 */
#ifndef ENGINE_PAPERS_PDF_H
#define ENGINE_PAPERS_PDF_H

#include "engine/papers/paper.h"
#include "engine/papers/pdf_text.h"

/* A4 in points. */
#define PAGE_WIDTH  595.276
#define PAGE_HEIGHT 841.89
#define PAGE_LEFT   51.0
#define PAGE_TOP    66.0
#define PAGE_BOTTOM (PAGE_HEIGHT - 60.0)
#define PAGE_SPAN   (PAGE_WIDTH - 2 * PAGE_LEFT)

enum colour {
	COLOUR_TEXT = 0x1e2124, COLOUR_LINE = 0xcdd1d5, COLOUR_TRACK = 0xe6e8ea, COLOUR_SOFT = 0xf4f5f6,
	COLOUR_PRIMARY = 0x083891, COLOUR_BAD = 0xbd2c0f, COLOUR_BAD_SOFT = 0xfdefec,
};

struct pdf {
	const struct paper *paper;
	cairo_surface_t    *surface;	/* NULL: only counting */
	cairo_t            *cr;
	struct pdf_text    *text;
	double              y;		/* where the next thing goes */
	int                 page, pages;	/* this one; all of them, once counted */
	bool                blank;	/* nothing stands on this page yet */
	int                 outline;	/* the section's place in the outline */
};

/* The parts' colours: engine/console has the same. */
extern const uint32_t pdf_part_colours[PARTS];

void pdf_break(struct pdf *d);			/* to a new page */
void pdf_need(struct pdf *d, double height);	/* to a new page unless there is room */

/* Structure for those who listen to the page; must be closed on the page where it was opened. */
void pdf_tag(struct pdf *d, const char *tag);
void pdf_untag(struct pdf *d, const char *tag);

/* Lays, draws and drops a text; returns its height. */
double pdf_put(struct pdf *d, enum style style, const char *s, double x, double y, double width, enum align align);
double pdf_measure(struct pdf *d, enum style style, const char *s, double width);

void pdf_box(struct pdf *d, double x, double y, double width, double height, uint32_t colour);

/* A score as a bar of its parts, the whole width standing for 100. */
void pdf_bar(struct pdf *d, const struct list *parts, double x, double y, double width, double height);

/* pdf_table.c */
void   pdf_table(struct pdf *d, const struct table *t);
double pdf_table_start(struct pdf *d, const struct table *t);	/* height of its heading and first row */

#endif
