/*
 * The first cities of a profile, without a look at most rows.
 *
 * Rows of a city that have topic and support in common differ in little else, so what such a group may
 * reach is known before its rows are looked at. Those that promise most come first; then the cities asked
 * for stand high, and most other groups cannot come among them. One is passed over only when it certainly
 * stands below the last place asked for, and what may stand level with it is not: so the list is that of
 * all rows.
 */
#include <string.h>

#include "scoring/tables_parts.h"

struct scan {
	const struct filling *f;
	const int32_t        *weight;
	uint32_t              relevance_most;	/* points */
	uint32_t              least;	/* a row below it changes nothing */
	size_t                count, room;
	uint32_t              first[RANK_PLACES_MOST];	/* the cities that stand first, in order of it */
};

static uint32_t
points(const struct scan *s, enum part part, int32_t value)
{
	return (uint32_t)(s->weight[part] * (value == PART_UNKNOWN ? s->f->m->policy->neutral[part] : value));
}

/* --- what a group may reach: what it is about, what it requires, where it is, and what its rows can differ in, at most */

static void
find_most_of_topics(const struct scan *s)
{
	for (uint32_t i = 0; i < s->f->t->topic_count; i++) {
		struct topic *topic = &s->f->t->topics[i];

		topic->record_most = points(s, PART_TRACK_RECORD, filling_track_record(s->f, topic, ANY_CITY));
		topic->most = points(s, PART_CATEGORY, topic->category) + topic->record_most;
	}
}

static void
find_most_of_required(const struct scan *s)
{
	for (uint32_t i = 0; i < s->f->t->required_count; i++)
		s->f->t->required[i].most = points(s, PART_SUPPORT, s->f->t->required[i].support);
}

static uint32_t
most_scale(const struct scan *s)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < s->f->t->budget_count; i++)
		if (points(s, PART_SCALE, s->f->t->budgets[i].scale) > most)
			most = points(s, PART_SCALE, s->f->t->budgets[i].scale);
	return most;
}

static int32_t
most_preferred(const struct scan *s)
{
	for (uint32_t i = 0; i < s->f->t->terms_count; i++)
		if (s->f->t->terms[i].preferred != PART_UNKNOWN)
			return PART_MAX;
	return PART_UNKNOWN;
}

static void
find_most_of_cities(const struct scan *s)
{
	uint32_t scale = most_scale(s);
	int32_t  preferred = most_preferred(s);

	for (uint32_t i = 0; i < s->f->m->city_count; i++) {
		struct city_values *city = &s->f->t->cities[i];

		city->most = (city->gates == 0 ? STANDING_OPEN : 0) + points(s, PART_SECTOR, city->sector) +
			points(s, PART_QUADRANT, city->quadrant) + s->relevance_most + scale +
			points(s, PART_PREFERENCE, preference_of(city->wanted, preferred));
	}
}

static void
find_most(const struct scan *s)
{
	const struct tables *t = s->f->t;

	find_most_of_topics(s);
	find_most_of_required(s);
	find_most_of_cities(s);
	for (uint32_t i = 0; i < t->group_count; i++) {
		const struct group *g = &t->groups[i];

		t->most[i] = t->topics[g->topic].most + t->required[g->required].most + t->cities[g->city].most;
	}
}

/* --- rows */

/* The city has risen to where it stands now, from `before`. */
static void
rise(struct scan *s, uint32_t city, uint32_t before)
{
	const uint32_t *standing = s->f->t->standing;
	size_t          at = s->count;

	if (before >= s->least)
		for (at = 0; at < s->count && s->first[at] != city; at++)
			;
	if (at == s->count && s->count < s->room)
		s->count++;
	else if (at == s->count && standing[city] <= s->least)
		return;
	else if (at == s->count)
		at--;
	for (; at > 0 && standing[s->first[at - 1]] < standing[city]; at--)
		s->first[at] = s->first[at - 1];
	s->first[at] = city;
	if (s->count == s->room)
		s->least = standing[s->first[s->room - 1]];
}

/* Where a row stands, when so much is earned for relevance and for the track record. */
static uint32_t
standing_of_row(const struct scan *s, const struct group *g, uint32_t row, uint32_t relevance, uint32_t record)
{
	const struct tables      *t = s->f->t;
	const struct city_values *city = &t->cities[g->city];
	const struct budget      *budget = &t->budgets[t->traits[row].budget];
	const struct terms       *terms = &t->terms[t->traits[row].terms];

	return ((city->gates | terms->gates | budget->gates) == 0 ? STANDING_OPEN : 0) +
		points(s, PART_CATEGORY, t->topics[g->topic].category) + points(s, PART_SECTOR, city->sector) +
		points(s, PART_QUADRANT, city->quadrant) + points(s, PART_SUPPORT, t->required[g->required].support) +
		points(s, PART_SCALE, budget->scale) + relevance + record +
		points(s, PART_PREFERENCE, preference_of(city->wanted, terms->preferred));
}

/* Few texts share a word with the profile's, so most rows fall short by what relevance could have added. */
static void
look_at_group(struct scan *s, uint32_t group)
{
	const struct group *g = &s->f->t->groups[group];
	const struct topic *topic = &s->f->t->topics[g->topic];
	uint32_t            before = s->f->t->standing[g->city], best = before, record = UINT32_MAX;
	uint32_t            most = s->f->t->most[group] - s->relevance_most;

	for (uint32_t row = g[0].first; row < g[1].first; row++) {
		uint32_t relevance = points(s, PART_RELEVANCE, relevance_at(s->f, row)), standing;

		if (most + relevance < s->least)
			continue;
		if (record == UINT32_MAX) {
			record = points(s, PART_TRACK_RECORD, filling_track_record(s->f, topic, g->city));
			most -= topic->record_most - record;
		}
		standing = standing_of_row(s, g, row, relevance, record);
		best = standing > best ? standing : best;
	}
	if (best > before) {
		s->f->t->standing[g->city] = best;
		rise(s, g->city, before);
	}
}

/* Promises so much alike are one step. */
enum { STEP_BITS = 18, STEPS = 2 * STANDING_OPEN >> STEP_BITS };

/* From which promise on there are more groups than are likely to be needed. */
static uint32_t
promising(const struct scan *s)
{
	const struct tables *t = s->f->t;
	uint32_t             count[STEPS] = { 0 }, step = STEPS - 1;
	size_t               enough = 4 * s->room;

	for (uint32_t i = 0; i < t->group_count; i++)
		count[t->most[i] >> STEP_BITS]++;
	for (size_t found = count[step]; step > 0 && found < enough; found += count[step])
		step--;
	return step << STEP_BITS;
}

static void
look_at_groups(struct scan *s)
{
	const struct tables *t = s->f->t;
	uint32_t             from;

	find_most(s);
	from = promising(s);
	memset(t->standing, 0, s->f->m->city_count * sizeof(*t->standing));
	for (uint32_t i = 0; i < t->group_count; i++)
		if (t->most[i] >= from)
			look_at_group(s, i);
	for (uint32_t i = 0; i < t->group_count; i++)
		if (t->most[i] < from && t->most[i] >= s->least)
			look_at_group(s, i);
}

/* --- the list */

static uint32_t
count_open_cities(const struct filling *f)
{
	const struct tables *t = f->t;
	uint32_t             count = 0;

	for (uint32_t c = 0; c < f->m->city_count; c++) {
		uint32_t row = f->m->city_first[c], end = t->cities[c].gates == 0 ? f->m->city_first[c + 1] : row;

		while (row < end && (t->terms[t->traits[row].terms].gates | t->budgets[t->traits[row].budget].gates) != 0)
			row++;
		count += row < end;
	}
	return count;
}

/* Fills the rows of those that may be among the first. Returns how many they are. */
static size_t
fill_first(const struct scan *scan, struct sheet *s)
{
	const struct filling *f = scan->f;
	size_t                count = 0;

	for (uint32_t c = 0; c < f->m->city_count; c++)
		if (f->t->standing[c] >= scan->least && f->m->city_first[c] < f->m->city_first[c + 1]) {
			filling_put_city(f, s, c);
			f->t->among[count++] = c;
		}
	return count;
}

size_t
tables_rank(struct tables *t, struct sheet *s, const struct score_partner *p, const struct model *m, size_t places,
	struct ranked_city *cities)
{
	struct filling f;
	struct scan    scan = { .f = &f, .weight = m->policy->weight, .room = rank_room(m, places) };

	/* Who is shut out project by project is rare, and has all rows filled; so has who asks for most of the list. */
	if (scan.room > RANK_PLACES_MOST || scan.room >= m->listed_cities || p->conflicts.count + p->declined.count > 0 ||
	    !filling_begin(&f, t, p)) {
		tables_fill(t, s, p);
		return rank_cities(m, s, places, cities);
	}
	scan.relevance_most = points(&scan, PART_RELEVANCE, p->text.count > 0 ? PART_MAX : PART_UNKNOWN);
	look_at_groups(&scan);
	s->kept = false;
	s->open_cities = count_open_cities(&f);
	return rank_among(m, s, t->among, fill_first(&scan, s), places, cities);
}
