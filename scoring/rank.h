/*
 * Rankings: the cities of a partner, the partners of a project or a city.
 *
 * The order is documented and does not depend on row order: pairs that may be
 * made before those a gate shuts out; then the higher score; then the higher
 * coverage; then the id, bytewise. The caller numbers cities, projects and
 * partners in the order of their ids, so the smaller index is the smaller id.
 */
#ifndef SCORING_RANK_H
#define SCORING_RANK_H

#include "scoring/score.h"

struct ranked {
	uint32_t     what;	/* index of the project or the partner */
	struct score score;
	uint32_t     flags;	/* mask of enum flag; FLAG_TIE: the same total as a neighbour */
};

struct ranked_city {
	uint32_t city;
	uint32_t best;		/* index into the ranked projects of this call */
	uint32_t first, count;	/* its projects, best first, in `projects` */
	uint32_t flags;
};

/*
 * Ranks every city for a partner: `projects` (m->project_count entries) is
 * filled city by city in the order of `cities` (m->city_count entries), so a
 * city's projects stand together. A city's score is that of its best project.
 * Returns the number of cities that have at least one project.
 */
size_t rank_cities(const struct model *m, const struct score_partner *p,
	struct ranked_city *cities, struct ranked *projects);

/* Ranks partners for one project; `out` has `count` entries. */
void rank_partners(const struct model *m, const struct score_partner *partners, size_t count,
	uint32_t project, struct ranked *out);

/*
 * What would change it: the smallest single edit of the profile that would
 * lift a city above the one ranked next above it (or make it possible at all,
 * if a gate of the profile's own making shuts it out).
 */
enum edit_kind {
	EDIT_NONE,		/* nothing single would do */
	EDIT_CATEGORY,		/* add node, or raise it, to strength `to` (1..5) */
	EDIT_SECTOR,
	EDIT_SUPPORT,		/* offer support `node` too */
	EDIT_QUADRANT,		/* target quadrant `node` too */
	EDIT_WANT_COUNTRY,	/* want country `node` */
	EDIT_WANT_CITY,		/* want city `node` */
	EDIT_TICKET,		/* stretch the ticket to from..to USD */
	EDIT_ALLOW_COUNTRY,	/* stop excluding country `node` */
	EDIT_ALLOW_CITY,
	EDIT_REFERENCE,		/* one more reference in category `node`, in a city like this one */
};

struct edit {
	enum edit_kind kind;
	uint16_t       node;
	int64_t        from, to;
	int32_t        gain;	/* how much this city's score would rise */
};

/* `above` is the project that the next city above stands on; the edit that lifts `project` over it. */
struct edit rank_smallest_edit(const struct model *m, const struct score_partner *p,
	uint32_t project, uint32_t above);

#endif
