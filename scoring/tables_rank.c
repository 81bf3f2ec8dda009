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
find_points_of_topics(const struct scan *s)
{
	for (uint32_t i = 0; i < s->f->t->topic_count; i++) {
		struct topic *topic = &s->f->t->topics[i];

		topic->points = points(s, PART_CATEGORY, topic->category);
		topic->most = topic->points + points(s, PART_TRACK_RECORD, filling_track_record(s->f, topic, ANY_CITY));
	}
}

static void
find_points_of_required(const struct scan *s)
{
	for (uint32_t i = 0; i < s->f->t->required_count; i++)
		s->f->t->required[i].points = points(s, PART_SUPPORT, s->f->t->required[i].support);
}

/* The most that one of them has is returned. */
static uint32_t
find_points_of_budgets(const struct scan *s)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < s->f->t->budget_count; i++) {
		struct budget *budget = &s->f->t->budgets[i];

		budget->points = points(s, PART_SCALE, budget->scale);
		most = budget->points > most ? budget->points : most;
	}
	return most;
}

/* What a row of a city is preferred for at most, if it may prefer this profile's kind. */
static uint32_t
preference_most(const struct scan *s, int32_t wanted)
{
	uint32_t stated = points(s, PART_PREFERENCE, preference_of(wanted, PART_MAX));
	uint32_t not_stated = points(s, PART_PREFERENCE, preference_of(wanted, PART_UNKNOWN));

	return stated > not_stated ? stated : not_stated;
}

static void
find_most_of_cities(const struct scan *s)
{
	uint32_t scale = find_points_of_budgets(s);

	for (uint32_t i = 0; i < s->f->m->city_count; i++) {
		struct city_values *city = &s->f->t->cities[i];
		uint32_t            most;

		city->points = points(s, PART_SECTOR, city->sector) + points(s, PART_QUADRANT, city->quadrant);
		most = (city->gates == 0 ? STANDING_OPEN : 0) + city->points + scale;
		city->most[false] = most + points(s, PART_PREFERENCE, preference_of(city->wanted, PART_UNKNOWN));
		city->most[true] = most + preference_most(s, city->wanted);
	}
}

static uint32_t
most_of_group(const struct tables *t, const struct group *g, uint32_t relevance)
{
	return t->topics[g->topic].most + t->required[g->required].points + t->cities[g->city].most[g->prefers] + relevance;
}

/* Few rows share enough with the profile to earn anything for relevance. */
static void
find_most(const struct scan *s)
{
	const struct tables *t = s->f->t;
	const uint32_t       unknown = points(s, PART_RELEVANCE, PART_UNKNOWN);
	const uint32_t       relevance[] = { [false] = unknown, [true] = s->f->p->text.count > 0 ? 0 : unknown };

	find_points_of_topics(s);
	find_points_of_required(s);
	find_most_of_cities(s);
	for (uint32_t i = 0; i < t->group_count; i++)
		t->most[i] = most_of_group(t, &t->groups[i], relevance[t->groups[i].has_text]);
	for (uint32_t i = 0; i < s->f->relevant_count; i++) {
		uint32_t row = t->words.relevant[i], group = t->group_of[row];
		uint32_t most = most_of_group(t, &t->groups[group], points(s, PART_RELEVANCE, relevance_at(s->f, row)));

		t->most[group] = most > t->most[group] ? most : t->most[group];
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

/* Where a row stands, when all rows of its group have so much. */
static uint32_t
standing_of_row(const struct scan *s, const struct city_values *city, uint32_t row, uint32_t in_common)
{
	const struct tables *t = s->f->t;
	const struct budget *budget = &t->budgets[t->traits[row].budget];
	const struct terms  *terms = &t->terms[t->traits[row].terms];

	return ((city->gates | terms->gates | budget->gates) == 0 ? STANDING_OPEN : 0) + in_common +
		points(s, PART_RELEVANCE, relevance_at(s->f, row)) + budget->points +
		points(s, PART_PREFERENCE, preference_of(city->wanted, terms->preferred));
}

static void
look_at_group(struct scan *s, const struct group *g)
{
	const struct tables      *t = s->f->t;
	const struct city_values *city = &t->cities[g->city];
	const struct topic       *topic = &t->topics[g->topic];
	uint32_t                  in_common = topic->points + t->required[g->required].points + city->points +
		points(s, PART_TRACK_RECORD, filling_track_record(s->f, topic, g->city));
	uint32_t                  before = t->standing[g->city], best = before;

	for (uint32_t row = g[0].first; row < g[1].first; row++) {
		uint32_t standing = standing_of_row(s, city, row, in_common);

		best = standing > best ? standing : best;
	}
	if (best > before) {
		t->standing[g->city] = best;
		rise(s, g->city, before);
	}
}

/* Promises so much alike are one step. */
enum { STEP_BITS = 16, STEPS = 2 * STANDING_OPEN >> STEP_BITS };

/* From which promise on there are more groups than are likely to be needed. */
static uint32_t
promising(const struct scan *s)
{
	const struct tables *t = s->f->t;
	uint32_t             count[STEPS] = { 0 }, step = STEPS - 1;
	size_t               enough = 2 * s->room;

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
			look_at_group(s, &t->groups[i]);
	for (uint32_t i = 0; i < t->group_count; i++)
		if (t->most[i] < from && t->most[i] >= s->least)
			look_at_group(s, &t->groups[i]);
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
	look_at_groups(&scan);
	s->kept = false;
	s->open_cities = count_open_cities(&f);
	return rank_among(m, s, t->among, fill_first(&scan, s), places, cities);
}
