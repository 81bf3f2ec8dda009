/*
 * Rankings: the cities of a partner, the partners of a project or a city.
 *
 * The order is documented and does not depend on row order: pairs that may be
 * made before those a gate shuts out; then the higher score; then the higher
 * coverage; then the id, bytewise. The caller numbers cities, projects and
 * partners in the order of their ids, so the smaller index is the smaller id.
 *
 * FLAG_TIE marks an entry with the same total as a neighbour in its list that
 * is also possible (or also shut out); FLAG_THRESHOLD one whose quadrant part
 * rests on data, in a city whose label depends on the source.
 */
#ifndef SCORING_RANK_H
#define SCORING_RANK_H

#include "scoring/edit.h"
#include "scoring/sheet.h"

struct ranked {
	uint64_t     order;	/* the larger stands first */
	uint32_t     what;	/* index of the project or the partner */
	uint32_t     project;	/* that the score stands on */
	struct score score;
	uint32_t     place;	/* in the list, from 0 */
	uint32_t     flags;	/* mask of enum flag */
};

struct ranked_city {
	uint64_t order;		/* the larger stands first */
	uint32_t city;
	uint32_t best;		/* its best project; its score is the city's */
	uint32_t standing;	/* of that project: standing_of() */
	uint32_t flags;		/* of that project; FLAG_TIE is the city's own */
};

/*
 * Ranks the cities that have a project for the partner whose sheet it is, under the policy of the
 * model. A city's score is that of its best project. Only the first `places` of the list are asked
 * for, and rows that cannot bring a city there are passed over; RANK_ALL asks for every one. `cities` has
 * room for what rank_room() says. Returns how many stand there, in order.
 */
#define RANK_ALL SIZE_MAX
enum { RANK_PLACES_MOST = 128 };	/* beyond so many places all cities are put in order at once */
size_t rank_room(const struct model *m, size_t places);
size_t rank_cities(const struct model *m, const struct sheet *s, size_t places, struct ranked_city *cities);

/* The same list, when it is certain that only these cities, in their order, can be in it: no other's rows are read. */
size_t rank_among(const struct model *m, const struct sheet *s, const uint32_t *among, size_t count, size_t places,
	struct ranked_city *cities);

/*
 * Works out where every city stands under the model's policy, once for many rankings: while the
 * sheet is not filled anew, rank_cities() under the same weights only looks for the largest.
 */
void rank_keep(const struct model *m, struct sheet *s);

/* The projects of one city, best first; `out` has room for them all. Returns how many. */
size_t rank_projects(const struct model *m, const struct sheet *s, uint32_t city, struct ranked *out);

/*
 * Ranks partners for a project or, each by the one of several that it fits
 * best, for the projects of a city. Only the first `places` of the list are
 * asked for, and who cannot come there is scored no further; `out` has room for
 * what rank_partners_room() says. Returns how many stand there, in order;
 * `open_count` says how many of all have a project that no gate shuts.
 */
size_t rank_partners_room(size_t count, size_t places);
size_t rank_partners(const struct model *m, const struct score_partner *const *partners, size_t count,
	const uint32_t *projects, size_t project_count, size_t places, struct ranked *out, size_t *open_count);

#endif
