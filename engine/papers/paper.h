/*
 * A paper: what a document says, before anything is known of pages or sheets.
 *
 * It is put together once, from what the API answers with (list_paper.c,
 * report_paper.c), and the writers turn it into bytes: pdf.c, docx.c, xlsx.c,
 * csv.c. A table declares its columns once, with the heading in both languages
 * and how a value is shown; each writer takes what its medium shows.
 *
 * Same content, same bytes, on any machine that has the font: nothing here
 * looks at a clock, a locale or a time zone. Everything lives in the paper's
 * arena; texts are borrowed. All of it may run on a worker thread.
 */
#ifndef ENGINE_PAPERS_PAPER_H
#define ENGINE_PAPERS_PAPER_H

#include "proto/match.h"
#include "proto/say.h"

enum medium { MEDIUM_PDF, MEDIUM_DOCX, MEDIUM_XLSX, MEDIUM_CSV };

#define ON(medium) (1U << MEDIUM_##medium)
#define ON_PAGES   (ON(PDF) | ON(DOCX))
#define ON_SHEETS  (ON(XLSX) | ON(CSV))
#define ON_ALL     (ON_PAGES | ON_SHEETS)

enum kind {
	KIND_TEXT,
	KIND_NAME,	/* in both languages: two columns where there is room for them */
	KIND_NUMBER,	/* a whole number */
	KIND_SCORE,	/* 0..10,000,000, shown as 0.00-100.00, cut and not rounded */
	KIND_VALUE,	/* 0..10000, shown as 0.00-100.00 */
	KIND_SHARE,	/* 0..1000, shown as a percentage */
	KIND_YES,
	KIND_PART,	/* a part of a score, with its colour */
	KIND_MAKE_UP,	/* the points of each part of a score: a bar, or a column for each */
};

struct column {
	const char *id;		/* heading in CSV: never changes. NULL ends the columns */
	enum say    head;
	enum kind   kind;
	unsigned    on;		/* the media that show it */
	int         width;	/* in characters; on a page, its share */
};

struct cell {
	const char        *text;	/* KIND_TEXT, KIND_NAME; NULL: empty */
	const char        *other;	/* KIND_NAME: in the other language */
	const char        *note;	/* said beneath it, on paper */
	const char        *id;		/* what CSV says instead of the text */
	int64_t            number;
	bool               absent;	/* a number that is not there */
	const struct list *parts;	/* KIND_MAKE_UP: of struct part_line */
};

#define TEXT(s)   ((struct cell){ .text = (s) })
#define NUMBER(n) ((struct cell){ .number = (n) })

struct table {
	const struct column *columns;
	size_t               width;	/* how many columns */
	size_t               rows, room;
	struct cell         *cells;	/* row by row */
};

enum tone {
	TONE_PLAIN,
	TONE_LEAD,	/* what a reader in a hurry should see */
	TONE_QUIET,
	TONE_WARNING,	/* a draft, or invented data */
};

enum block_kind { BLOCK_HEADING, BLOCK_TEXT, BLOCK_FACTS, BLOCK_FIGURES, BLOCK_TABLE, BLOCK_MAKE_UP, BLOCK_LEGEND };

/* A label with what stands beside it. */
struct labelled {
	const char *label, *text;
};

struct block {
	enum block_kind    kind;
	unsigned           on;
	int                level;	/* of a heading, from 2: a section's name is the first */
	enum tone          tone;
	bool               keeps;	/* never parted from the block after it */
	const char        *text;
	const char        *side;	/* of a heading: what stands at the other end of its line */
	struct labelled   *facts;	/* of BLOCK_FACTS and BLOCK_FIGURES */
	size_t             count, room;
	struct table      *table;
	const struct list *parts;
	struct block      *next;
};

struct section {
	enum say        name;
	unsigned        on;
	bool            cover;		/* the title stands above it */
	bool            about;		/* in a workbook, on the last sheet with the others of its kind */
	bool            new_page;
	struct block   *first, *last;
	struct section *next;
};

struct paper {
	struct arena   *mem;
	enum lang       lang;
	const char     *title, *other_title;	/* in the paper's language, and in the other one */
	const char     *mark;			/* "DRAFT": stands on every page; NULL: nothing does */
	const char     *stands_on;		/* policy, snapshot and digest in short, at the foot of every page */
	const char     *created, *modified;	/* RFC 3339 in UTC */
	struct section *first, *last;
};

struct paper   *paper_new(struct arena *mem, enum lang lang);
struct section *paper_section(struct paper *p, enum say name, unsigned on);

/* These add to the last section. */
struct block *paper_heading(struct paper *p, int level, const char *text);
struct block *paper_text(struct paper *p, enum tone tone, const char *text);
struct block *paper_facts(struct paper *p, size_t room);
struct block *paper_figures(struct paper *p, size_t room);
struct block *paper_make_up(struct paper *p, const struct list *parts);
struct block *paper_legend(struct paper *p);
struct table *paper_table(struct paper *p, unsigned on, const struct column *columns, size_t room);

void         paper_fact(struct block *facts, const char *label, const char *text);	/* none for a NULL text */
struct cell *paper_row(struct table *t);						/* its cells, all empty */

/* A sentence in the paper's language. */
const char *paper_say(const struct paper *p, enum say say, ...);

/* Which of two the paper's language takes; the other one when that is missing. */
const char *paper_pick(const struct paper *p, const char *en, const char *ko);
const char *paper_word(const struct paper *p, const struct vocab *v, int index);
/* The cell of a name; no second line where both languages say the same. */
struct cell paper_name(const struct paper *p, const char *en, const char *ko);

/* For writers: the heading of a column, and what one cell shows to a person ("" for an empty one). */
const char *paper_head(const struct paper *p, const struct column *c);
const char *paper_cell(const struct paper *p, const struct column *c, const struct cell *cell);
/* The heading of a name's second column, and of a part's among the columns of a make-up. */
const char *paper_other_head(const struct paper *p, const struct column *c);
const char *paper_part_head(const struct paper *p, int part);

/* Points that one part adds to a score, 0..10,000,000; 0 when it is not among them. */
int64_t paper_points(const struct list *parts, int part);

/* Hundredths of a kind's number, cut: 7443 for a score of 7,443,300. */
int64_t paper_hundredths(enum kind kind, int64_t number);

/* The writers. They fail only where something of the machine is missing, such as the font. */
struct buffer;
struct problem;
/* Gives back what the writers keep for the next paper. */
void papers_forget(void);
bool paper_write_pdf(const struct paper *p, struct buffer *out, struct problem *problem);
bool paper_fits_a_page(const struct paper *p);
bool paper_write_docx(const struct paper *p, struct buffer *out, struct problem *problem);
bool paper_write_xlsx(const struct paper *p, struct buffer *out, struct problem *problem);
void paper_write_csv(const struct paper *p, struct buffer *out);

#endif
