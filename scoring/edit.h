/*
 * What would change it: the smallest single edit of a profile that lifts a
 * city above the one ranked next above it, or makes it possible at all when
 * only gates of the profile's own making shut it out.
 *
 * "Smallest" is the effort that the table in edit.c gives; of equal effort the
 * smaller gain, then the order of kinds below, then the smaller node. Every
 * edit is tried by scoring the edited profile, as far as the edit can change
 * it: what is returned does what it says.
 */
#ifndef SCORING_EDIT_H
#define SCORING_EDIT_H

#include "scoring/sheet.h"

enum edit_kind {
	EDIT_NONE,		/* nothing single would do */
	EDIT_CATEGORY,		/* add category `node`, or raise it, to strength `to` (1..5); `from` is the strength now, 0 = not stated */
	EDIT_SECTOR,		/* the same for sector `node` */
	EDIT_SUPPORT,		/* offer support `node` too */
	EDIT_QUADRANT,		/* target quadrant `node` too */
	EDIT_WANT_COUNTRY,	/* want country `node` */
	EDIT_WANT_CITY,		/* want city `node` */
	EDIT_TICKET,		/* stretch the ticket to from..to USD; 0 = left open, as stated now */
	EDIT_ALLOW_COUNTRY,	/* stop excluding country `node` */
	EDIT_ALLOW_CITY,	/* stop excluding city `node` */
	EDIT_REFERENCE,		/* one more reference in category `node`, this year, in a city like this one */
	EDIT_KINDS
};

struct edit {
	enum edit_kind kind;
	uint16_t       node;
	int64_t        from, to;
	int32_t        gain;	/* how much this city's score would rise, by whichever of its projects */
};

#define NO_PROJECT_ABOVE UINT32_MAX

/*
 * `project` is what the city stands on, and `above` what the next city above
 * does; the edit lifts the one city over the other by score. NO_PROJECT_ABOVE:
 * only a shut gate leaves something to change. `sheet` is the partner's.
 */
struct edit rank_smallest_edit(const struct model *m, const struct sheet *sheet, const struct score_partner *p,
	uint32_t project, uint32_t above);

/*
 * A profile with one edit made. It points into itself: it is not to be copied.
 * Lists that have no room for one more leave the profile as it is.
 */
struct edited {
	struct score_partner   partner;
	uint16_t               numbers[512];
	struct score_reference references[64];
};

/* Makes `e` on a copy of `p`, for a city like `city`; false when it cannot be made. */
bool edit_apply(const struct model *m, const struct score_partner *p, struct edit e, uint16_t city,
	struct edited *out);

#endif
