/*
 * A view: the catalogue as scoring/ takes it, under one policy and on one day.
 *
 * It is where ids become indexes and dates become "open" and "expired". A
 * catalogue keeps the views asked for last, so that one is not made anew for
 * every question; the one that takes its place inherits them, but for the partners
 * that have changed. Views are counted: who was given one keeps it meanwhile.
 */
#ifndef ENGINE_VIEW_H
#define ENGINE_VIEW_H

#include "engine/catalogue.h"
#include "scoring/needs.h"
#include "scoring/rank.h"

struct frame;
struct view_chunk;

struct view {
	long                          holds;
	struct frame                 *frame;		/* owns what `model` points to */
	const struct catalogue       *catalogue;
	const struct policy_document *document;
	const char                   *as_of;
	struct policy                 policy;
	struct model                  model;
	/* model.projects: those of the catalogue, by index; then one for each city without an open project. */
	size_t                        real_projects;
	size_t                        inferred;			/* how many of these */
	struct neighbour            (*from)[NEIGHBOURS_MAX];	/* per inferred project: whose needs stand in */
	size_t                       *from_count;
	struct view_chunk           **chunk;		/* partners as numbers, beside the chunks of their table */
};

/*
 * `policy` is an index; `as_of` a valid day. Lasts as long as `mem`, and may be read as long as the
 * catalogue is held. Called, and `mem` freed, on the event loop only.
 */
const struct view *view_of(struct catalogue *c, size_t policy, const char *as_of, struct arena *mem);

/* Whether view_of() has nothing to make. Event loop only. */
bool view_is_there(const struct catalogue *c, size_t policy, const char *as_of);

/* A view that nobody shares: may be made on any thread while the catalogue is held. `mem` is freed on the event loop. */
const struct view *view_of_own(const struct catalogue *c, size_t policy, const char *as_of, struct arena *mem);

/* A partner as numbers, by index. Made when it is first asked for; on any thread. Lasts as long as the view. */
const struct score_partner *view_partner(const struct view *v, size_t index);

/* What stands for all that the view knows of a partner: another number, and it may be something else. Never 0. */
uint64_t view_number(const struct view *v, size_t index);

/*
 * A partner's sheet, by index. A number of them are kept as long as nothing changes that they rest
 * on. Event loop only; it may be another partner's after the next call.
 */
struct sheet view_sheet(const struct view *v, size_t index);

/*
 * Ranks the cities for a profile that is not stored, as rank_cities() does; `sheet` has the rows of those in
 * the list alone. Event loop only, and until the next call.
 */
size_t view_rank(const struct view *v, const struct score_partner *p, size_t places, struct ranked_city *cities,
	struct sheet *sheet);

/* The same view with other weights, for one question. */
const struct view *view_with_weights(struct arena *mem, const struct view *v, const struct part_numbers *weights);

/* The number that stands for a country of the world in score_city and score_partner; NOBODY for NULL. */
uint16_t view_country_number(const char *iso2);

/* The inferred needs of a city, as a project of the model; UINT32_MAX when it has an open project. */
uint32_t view_inferred(const struct view *v, const char *city);

/* A profile that is not stored. */
struct score_partner view_profile(const struct view *v, struct arena *mem, const struct partner *profile);

/*
 * For a catalogue nobody has seen yet. view_fill_cities(): what a city shows under the first policy:
 * quadrant, membership, projects. view_inherit(): the views of the catalogue it takes the place of, with
 * which it shares its network. view_prepare(): those of them asked for last, made anew, for a new
 * network; on any thread, with what view_wanted() said of the old catalogue on the loop.
 */
void        view_fill_cities(struct catalogue *c);
void        view_inherit(struct catalogue *c, const struct catalogue *old);
struct list view_wanted(const struct catalogue *old, struct arena *mem);
void        view_prepare(struct catalogue *c, const struct list *wanted);

#endif
