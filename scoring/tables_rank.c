/*
 * The first cities of a profile, without a look at most rows.
 *
 * Rows about the same stand together, so what they can reach at most is known before one of them is
 * looked at: what the topic is worth, and the most that anything else can add. The topics that promise
 * most come first; by then some cities stand high, and of the others most rows, or whole topics, cannot
 * come among them. A row is passed over only when it certainly stands below the last place asked for, and
 * what stands level with it is not: so the list is that of all rows.
 */
#include <string.h>

#include "scoring/tables_parts.h"

/* Topics that promise so little less than the best one are looked at before all others. */
enum { PROMISING = SCORE_MAX / 16 };

struct scan {
	const struct filling *f;
	const int32_t        *weight;
	int32_t               others;	/* the most that is earned beside category and track record */
	uint32_t             *standing;	/* of each city: by the best of its rows that were looked at */
	uint32_t              first[RANK_PLACES_MOST];	/* the cities that stand first, in order of it */
	size_t                count, room;
	uint32_t              least;	/* a row below it changes nothing */
};

static int16_t
larger(int16_t a, int16_t b)
{
	return a > b ? a : b;
}

/* Beside category and track record, as far as it is the same for all projects that have something in common. */
static int32_t
others_most(const struct filling *f, const int32_t *weight)
{
	const struct tables *t = f->t;
	const int32_t       *neutral = f->m->policy->neutral;
	int32_t              city = 0;
	int16_t              support = 0, scale = 0;

	for (uint32_t c = 0; c < f->m->city_count; c++) {
		int32_t points = weight[PART_SECTOR] * t->cities[c].sector + weight[PART_QUADRANT] * t->cities[c].quadrant;

		city = points > city ? points : city;
	}
	for (uint32_t i = 0; i < t->required_count; i++)
		support = larger(support, t->required[i].support);
	for (uint32_t i = 0; i < t->budget_count; i++)
		scale = larger(scale, t->budgets[i].scale);
	return city + weight[PART_SUPPORT] * support + weight[PART_SCALE] * scale + weight[PART_PREFERENCE] * PART_MAX +
		weight[PART_RELEVANCE] * (f->p->text.count > 0 ? PART_MAX : neutral[PART_RELEVANCE]);
}

/* The city has risen to where it stands now, from `before`. */
static void
rise(struct scan *s, uint32_t city, uint32_t before)
{
	size_t at = s->count;

	if (before >= s->least)
		for (at = 0; at < s->count && s->first[at] != city; at++)
			;
	if (at == s->count) {
		if (s->count < s->room)
			s->count++;
		else if (s->standing[city] <= s->least)
			return;
		else
			at--;
	}
	for (; at > 0 && s->standing[s->first[at - 1]] < s->standing[city]; at--)
		s->first[at] = s->first[at - 1];
	s->first[at] = city;
	if (s->count == s->room)
		s->least = s->standing[s->first[s->room - 1]];
}

static void
look_at_row(struct scan *s, const struct topic *topic, const struct listed *at)
{
	const struct tables      *t = s->f->t;
	const int32_t            *weight = s->weight, *neutral = s->f->m->policy->neutral;
	const struct traits      *traits = &t->traits[at->row];
	const struct city_values *city = &t->cities[at->city];
	const struct required    *required = &t->required[traits->required];
	const struct budget      *budget = &t->budgets[traits->budget];
	const struct terms       *terms = &t->terms[traits->terms];
	int32_t  relevance = relevance_at(s->f, at->row), preference = preference_of(city->wanted, terms->preferred);
	bool     open = (city->gates | terms->gates | budget->gates) == 0;
	uint32_t before = s->standing[at->city], standing;

	standing = (open ? STANDING_OPEN : 0) + (uint32_t)(weight[PART_CATEGORY] * topic->category +
		weight[PART_SECTOR] * city->sector + weight[PART_QUADRANT] * city->quadrant +
		weight[PART_SUPPORT] * required->support + weight[PART_SCALE] * budget->scale +
		weight[PART_RELEVANCE] * (relevance == PART_UNKNOWN ? neutral[PART_RELEVANCE] : relevance) +
		weight[PART_PREFERENCE] * (preference == PART_UNKNOWN ? neutral[PART_PREFERENCE] : preference));
	if (standing + (uint32_t)(weight[PART_TRACK_RECORD] * topic->record_most) < s->least)
		return;
	standing += (uint32_t)(weight[PART_TRACK_RECORD] * filling_track_record(s->f, topic, at->city));
	if (standing <= before)
		return;
	s->standing[at->city] = standing;
	rise(s, at->city, before);
}

/* What a row of the topic can earn at most by what it is about. */
static int32_t
promise_of(const struct scan *s, const struct topic *topic)
{
	return s->weight[PART_CATEGORY] * topic->category + s->weight[PART_TRACK_RECORD] * topic->record_most;
}

static void
look_at_topic(struct scan *s, const struct topic *topic)
{
	/* Open or not is known of rows only; that some may be is enough. */
	if (STANDING_OPEN + (uint32_t)(promise_of(s, topic) + s->others) < s->least)
		return;
	for (uint32_t i = topic[0].first_listed; i < topic[1].first_listed; i++)
		look_at_row(s, topic, &s->f->t->listed[i]);
}

static void
look_at_topics(struct scan *s)
{
	const struct tables *t = s->f->t;
	int32_t              best = 0;

	for (uint32_t i = 0; i < t->topic_count; i++) {
		t->topics[i].record_most = filling_track_record(s->f, &t->topics[i], ANY_CITY);
		if (promise_of(s, &t->topics[i]) > best)
			best = promise_of(s, &t->topics[i]);
	}
	for (int promising = 1; promising >= 0; promising--)
		for (uint32_t i = 0; i < t->topic_count; i++)
			if ((promise_of(s, &t->topics[i]) >= best - PROMISING) == promising)
				look_at_topic(s, &t->topics[i]);
}

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
		if (scan->standing[c] >= scan->least) {
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
	struct scan    scan = { .f = &f, .weight = m->policy->weight, .standing = t->standing, .room = rank_room(m, places) };

	/* Who is shut out project by project is rare, and has all rows filled; so has who asks for most of the list. */
	if (scan.room > RANK_PLACES_MOST || scan.room >= m->listed_cities || p->conflicts.count + p->declined.count > 0 ||
	    !filling_begin(&f, t, p)) {
		tables_fill(t, s, p);
		return rank_cities(m, s, places, cities);
	}
	scan.others = others_most(&f, scan.weight);
	memset(t->standing, 0, m->city_count * sizeof(*t->standing));
	look_at_topics(&scan);
	s->kept = false;
	s->open_cities = count_open_cities(&f);
	return rank_among(m, s, t->among, fill_first(&scan, s), places, cities);
}
