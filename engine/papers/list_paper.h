/*
 * A pairing list as a paper. All it says is in the stored list; the catalogue, that of
 * the list's own snapshot, only gives names to the ids it holds.
 */
#ifndef ENGINE_PAPERS_LIST_PAPER_H
#define ENGINE_PAPERS_LIST_PAPER_H

#include "engine/catalogue.h"
#include "engine/papers/paper.h"

struct list_source {
	const struct pairing_list *list;
	const struct catalogue    *catalogue;
};

struct paper *list_paper(struct arena *mem, const struct list_source *from, enum lang lang);

/* A paper of nothing but its title. */
struct paper *list_paper_title(struct arena *mem, const struct list_source *from, enum lang lang);

/* What it says of the list itself, where it came from and how to read it: list_about.c. */
void list_paper_cover(struct paper *p, const struct list_source *from);
void list_paper_about(struct paper *p, const struct list_source *from);

#endif
