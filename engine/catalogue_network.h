/*
 * What follows from the records of the network together, and from no partner:
 * names that lead to records, the order in which lists show them, the rarity of
 * the words of projects, the cities with what a policy says of them.
 *
 * Immutable once its catalogue is seen, and counted: catalogues between which
 * only partners, declines and callers changed share it.
 */
#ifndef ENGINE_CATALOGUE_NETWORK_H
#define ENGINE_CATALOGUE_NETWORK_H

#include <stdatomic.h>

#include "engine/catalogue.h"
#include "scoring/score.h"

struct alias {
	const char *folded;
	int         kind;
	size_t      index;
};

struct network {
	atomic_long    holds;
	struct arena  *mem;
	struct city   *cities;		/* by index: those of the table, with what view_fill_cities() adds */
	struct alias  *aliases;		/* folded names of countries, cities, categories and sectors, sorted */
	size_t         alias_count;
	size_t        *shown[RECORDS];	/* NULL: in the order of the ids */
	struct rarity  rarity;
	struct grams  *texts;		/* of the projects, weighed; a pending project has none */
	struct view_making *making;	/* views that are being made (view_wait.h); event loop only */
};

/*
 * Of the catalogue's tables, whose records it may point to: it is held no longer than they are.
 * NULL when a project's city or a city's country is not there; the log says which.
 */
struct network *network_make(const struct catalogue *c);
struct network *network_hold(struct network *n);
void            network_release(struct network *n);	/* NULL is fine */

/* The record that a name leads to; -1: none. */
long network_find(const struct network *n, int kind, const char *name);

/* The record whose name is nearest to one that leads to none; -1: none is near. */
long network_nearest(const struct network *n, int kind, const char *name);

#endif
