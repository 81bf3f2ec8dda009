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
#include "scoring/score.h"

struct ranked {
	uint32_t     what;	/* index of the project or the partner */
	uint32_t     project;	/* that the score stands on */
	struct score score;
	uint32_t     place;	/* in the list, from 0; of a city's projects, the place of the city */
	uint32_t     flags;	/* mask of enum flag */
};

struct ranked_city {
	uint32_t city;
	uint32_t best;		/* index into the ranked projects of this call */
	uint32_t first, count;	/* its projects, best first, in `projects` */
	uint32_t flags;		/* of its best project; FLAG_TIE is the city's own */
};

/*
 * Ranks every city for a partner: `projects` (m->project_count entries) is
 * filled city by city in the order of `cities` (m->city_count entries), so a
 * city's projects stand together. A city's score is that of its best project.
 * Returns the number of cities that have at least one project.
 */
size_t rank_cities(const struct model *m, const struct score_partner *p,
	struct ranked_city *cities, struct ranked *projects);

/*
 * Ranks partners for a project or, each by the one of several that it fits
 * best, for the projects of a city; `out` has `count` entries.
 */
void rank_partners(const struct model *m, const struct score_partner *partners, size_t count,
	const uint32_t *projects, size_t project_count, struct ranked *out);

#endif
