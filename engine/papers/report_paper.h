/*
 * A ranking as one page to take home: for a company the cities that fit it best,
 * for a city officer the partners, each with its score, why, and what would change it.
 */
#ifndef ENGINE_PAPERS_REPORT_PAPER_H
#define ENGINE_PAPERS_REPORT_PAPER_H

#include "engine/catalogue.h"
#include "engine/papers/paper.h"

enum { REPORT_MATCHES = 8 };	/* how many it shows at most */

/* The matches of a partner, or the candidates of a city, explained; with the catalogue they come from. */
struct report_source {
	const struct match_list *list;
	const struct catalogue  *catalogue;
};

/* Says as much as one page holds. `title` becomes that of the paper. */
bool report_write_pdf(struct arena *mem, const struct report_source *from, enum lang lang, struct buffer *out,
	const char **title, struct problem *problem);

#endif
