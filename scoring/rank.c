#include "scoring/rank.h"

#include <stdlib.h>
#include <string.h>

#include "scoring/part.h"

enum { COVERAGE_BITS = 10, INDEX_BITS = 29, COVERAGE_AND_INDEX = COVERAGE_BITS + INDEX_BITS };

_Static_assert(WEIGHT_SUM < 1 << COVERAGE_BITS, "a coverage has room in an order");
_Static_assert(STANDING_OPEN <= 1 << (64 - COVERAGE_AND_INDEX - 1), "a standing has room in an order");

/* The documented order as one number: standing, then coverage, then the smaller index. */
static uint64_t
order_of(uint32_t standing, int32_t coverage, uint32_t index)
{
	return (uint64_t)standing << COVERAGE_AND_INDEX | (uint64_t)coverage << INDEX_BITS |
		((1U << INDEX_BITS) - 1 - index);
}

static bool
tied(uint64_t a, uint64_t b)
{
	return a >> COVERAGE_AND_INDEX == b >> COVERAGE_AND_INDEX;
}

/* Of two structs that begin with their order; no two orders of one list are equal. */
static int
larger_first(const void *a, const void *b)
{
	return *(const uint64_t *)a < *(const uint64_t *)b ? 1 : -1;
}

/* Ties of a list that is in order. */
static void
flag_ties(struct ranked *at, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (tied(at[i - 1].order, at[i].order)) {
			at[i - 1].flags |= BIT(FLAG_TIE);
			at[i].flags |= BIT(FLAG_TIE);
		}
}

/* Up to so many, each is put where it belongs among those before it: less work than a call for each comparison. */
enum { FEW = 32 };

static void
sort_few(struct ranked *at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct ranked moved = at[i];
		size_t        j = i;

		if (at[i].order < at[i - 1].order)
			continue;
		for (; j > 0 && at[j - 1].order < moved.order; j--)
			at[j] = at[j - 1];
		at[j] = moved;
	}
}

static void
put_in_order(struct ranked *at, size_t n)
{
	if (n > FEW)
		qsort(at, n, sizeof(*at), larger_first);
	else
		sort_few(at, n);
	for (size_t i = 0; i < n; i++)
		at[i].place = (uint32_t)i;
	flag_ties(at, n);
}

static uint32_t
flags_of(const struct model *m, uint32_t project, uint32_t known)
{
	const struct score_project *w = &m->projects[project];
	uint32_t                    flags = 0;

	if (m->cities[w->city].label_flips && (known & BIT(PART_QUADRANT)) != 0)
		flags |= BIT(FLAG_THRESHOLD);
	if (w->inferred)
		flags |= BIT(FLAG_INFERRED_NEEDS);
	return flags;
}

/* A sheet that is read from its beginning to its end, with the standings of the band that was read last. */
struct reading {
	const struct columns *rows;
	const int32_t        *weight;
	uint32_t              band;
	uint32_t              standing[BAND];
};

static struct reading
reading_of(const struct model *m, const struct sheet *s)
{
	return (struct reading){ .rows = &s->rows, .weight = m->policy->weight, .band = UINT32_MAX };
}

static uint32_t
standing_at(struct reading *r, uint32_t row)
{
	if (r->band != row / BAND) {
		r->band = row / BAND;
		band_standings(&r->rows->band[r->band], r->weight, r->standing);
	}
	return r->standing[row % BAND];
}

/* By the best project; of equal ones by the one with the smaller id. */
static struct stand
stand_of(const struct model *m, struct reading *r, uint32_t city)
{
	uint32_t best_row = m->city_first[city];
	uint64_t best = 0;

	for (uint32_t row = best_row; row < m->city_first[city + 1]; row++) {
		uint32_t standing = standing_at(r, row);
		uint64_t order;

		if (standing < best >> COVERAGE_AND_INDEX)
			continue;
		order = order_of(standing, columns_coverage(r->rows, r->weight, row), m->city_projects[row]);
		if (order > best) {
			best = order;
			best_row = row;
		}
	}
	if (best == 0)
		return (struct stand){ 0 };
	return (struct stand){ .best = m->city_projects[best_row], .order = order_of((uint32_t)(best >> COVERAGE_AND_INDEX),
		columns_coverage(r->rows, r->weight, best_row), city) };
}

static struct ranked_city
ranked_city_of(const struct model *m, const struct sheet *s, uint32_t city, struct stand stand)
{
	return (struct ranked_city){ .order = stand.order, .city = city, .best = stand.best,
		.standing = (uint32_t)(stand.order >> COVERAGE_AND_INDEX),
		.flags = flags_of(m, stand.best, s->rows.known[m->row[stand.best]]) };
}

static bool
is_kept(const struct model *m, const struct sheet *s)
{
	return s->kept && memcmp(s->weight, m->policy->weight, sizeof(s->weight)) == 0;
}

void
rank_keep(const struct model *m, struct sheet *s)
{
	struct reading r = reading_of(m, s);

	for (uint32_t city = 0; city < m->city_count; city++)
		s->stands[city] = stand_of(m, &r, city);
	memcpy(s->weight, m->policy->weight, sizeof(s->weight));
	s->kept = true;
}

/* Puts one more among the `places` that stand first. Returns how many there are. */
static size_t
place(struct ranked_city *cities, size_t n, size_t places, struct ranked_city one)
{
	size_t at = n;

	if (n == places) {
		if (one.order < cities[n - 1].order)
			return n;
		at = n - 1;
	} else {
		n++;
	}
	for (; at > 0 && cities[at - 1].order < one.order; at--)
		cities[at] = cities[at - 1];
	cities[at] = one;
	return n;
}

/*
 * By standing and coverage, digit by digit; equal ones stay as they came, which is in the order of
 * cities. `spare` has room for as many. An even number of digits, so that all is back in its place.
 */
static void
sort_cities(struct ranked_city *cities, struct ranked_city *spare, size_t n)
{
	enum { DIGIT = 6, DIGITS = 6, VALUES = 1 << DIGIT };

	_Static_assert(DIGIT * DIGITS >= 64 - INDEX_BITS && DIGITS % 2 == 0, "digits cover what is compared");
	for (int digit = 0; digit < DIGITS; digit++) {
		struct ranked_city *from = digit % 2 == 0 ? cities : spare, *to = digit % 2 == 0 ? spare : cities;
		unsigned            shift = INDEX_BITS + (unsigned)(digit * DIGIT);
		size_t              first[VALUES] = { 0 }, next = 0;

		for (size_t i = 0; i < n; i++)
			first[from[i].order >> shift & (VALUES - 1)]++;
		for (int value = VALUES - 1; value >= 0; value--) {	/* the larger stands first */
			size_t count = first[value];

			first[value] = next;
			next += count;
		}
		for (size_t i = 0; i < n; i++)
			to[first[from[i].order >> shift & (VALUES - 1)]++] = from[i];
	}
}

static size_t
rank_all(const struct model *m, const struct sheet *s, struct ranked_city *cities)
{
	struct reading r = reading_of(m, s);
	bool           kept = is_kept(m, s);
	size_t         n = 0;

	for (uint32_t city = 0; city < m->city_count; city++) {
		struct stand stand = kept ? s->stands[city] : stand_of(m, &r, city);

		if (stand.order == 0)
			continue;
		cities[n] = ranked_city_of(m, s, city, stand);
		n = m->listed_cities > FEW ? n + 1 : place(cities, n, FEW, cities[n]);
	}
	if (n > FEW)
		sort_cities(cities, cities + n, n);
	return n;
}

/*
 * Reads rows until one stands high enough for its city to come among the first, and goes on behind
 * that city. Nothing below the last place can change the list; what stands level with it can, by
 * coverage.
 */
static size_t
rank_first(const struct model *m, const struct sheet *s, size_t places, struct ranked_city *cities)
{
	struct reading r = reading_of(m, s);
	uint32_t       least = 0, row = 0;
	size_t         n = 0;

	while ((row = columns_next(&s->rows, m->policy->weight, row, least)) < s->rows.count) {
		uint32_t city = m->projects[m->city_projects[row]].city;

		n = place(cities, n, places, ranked_city_of(m, s, city, stand_of(m, &r, city)));
		if (n == places)
			least = cities[n - 1].standing;
		row = m->city_first[city + 1];
	}
	return n;
}

static size_t
rank_first_kept(const struct model *m, const struct sheet *s, size_t places, struct ranked_city *cities)
{
	uint64_t least = 0;
	size_t   n = 0;

	for (uint32_t city = 0; city < m->city_count; city++) {
		if (s->stands[city].order <= least)
			continue;
		n = place(cities, n, places, ranked_city_of(m, s, city, s->stands[city]));
		if (n == places)
			least = cities[n - 1].order;
	}
	return n;
}

/* Returns how many of them are asked for. */
static size_t
flag_tied_cities(struct ranked_city *cities, size_t n, size_t places)
{
	for (size_t i = 1; i < n; i++)
		if (tied(cities[i - 1].order, cities[i].order)) {
			cities[i - 1].flags |= BIT(FLAG_TIE);
			cities[i].flags |= BIT(FLAG_TIE);
		}
	return n < places ? n : places;
}

/* One more than is asked for, so that the last one's tie with the next is seen. */
size_t
rank_room(const struct model *m, size_t places)
{
	if (m->listed_cities <= FEW)
		return m->listed_cities;
	if (places < RANK_PLACES_MOST && places + 1 < m->listed_cities)
		return places + 1;
	return 2 * (size_t)m->listed_cities;	/* to sort them, there and back */
}

size_t
rank_cities(const struct model *m, const struct sheet *s, size_t places, struct ranked_city *cities)
{
	size_t room = rank_room(m, places);
	size_t n = room >= m->listed_cities ? rank_all(m, s, cities) :
		is_kept(m, s) ? rank_first_kept(m, s, room, cities) : rank_first(m, s, room, cities);

	return flag_tied_cities(cities, n, places);
}

size_t
rank_among(const struct model *m, const struct sheet *s, const uint32_t *among, size_t count, size_t places,
	struct ranked_city *cities)
{
	struct reading r = reading_of(m, s);
	size_t         room = rank_room(m, places), n = 0;

	for (size_t i = 0; i < count; i++)
		n = place(cities, n, room, ranked_city_of(m, s, among[i], stand_of(m, &r, among[i])));
	return flag_tied_cities(cities, n, places);
}

size_t
rank_projects(const struct model *m, const struct sheet *s, uint32_t city, struct ranked *out)
{
	size_t n = 0;

	for (uint32_t row = m->city_first[city]; row < m->city_first[city + 1]; row++, n++) {
		uint32_t one = m->city_projects[row];

		out[n] = (struct ranked){ .what = one, .project = one,
			.score = columns_score(&s->rows, m->policy->weight, row),
			.flags = flags_of(m, one, s->rows.known[row]) };
		out[n].order = order_of(standing_of(&out[n].score), out[n].score.coverage, one);
	}
	put_in_order(out, n);
	return n;
}

/*
 * Parts in the order in which they are worked out for a candidate: those that cost little and weigh
 * much first, so that who cannot stand high enough is soon let go.
 */
static const enum part cheapest_first[PARTS] = {
	PART_CATEGORY, PART_SUPPORT, PART_PREFERENCE, PART_QUADRANT, PART_SECTOR, PART_SCALE, PART_TRACK_RECORD,
	PART_RELEVANCE,
};

/* The score of a pair that stands at `least` or higher; false as soon as it is certain that it does not. */
static bool
score_from(const struct pair *pair, uint32_t gates, uint32_t least, struct score *s)
{
	const struct policy *policy = pair->policy;
	uint32_t             most = SCORE_MAX + (gates == 0 ? STANDING_OPEN : 0);

	*s = (struct score){ .gates = gates };
	for (int i = 0; i < PARTS && most >= least; i++) {
		enum part part = cheapest_first[i];
		int32_t   value = part_table[part](pair, NULL);

		if (value == PART_UNKNOWN) {
			value = policy->neutral[part];
		} else {
			s->known |= BIT(part);
			s->coverage += policy->weight[part];
		}
		s->part[part] = value;
		s->total += policy->weight[part] * value;
		most -= (uint32_t)(policy->weight[part] * (PART_MAX - value));
	}
	return most >= least;
}

/*
 * A partner by the project it fits best; of equals, by the one with the smaller id. Order 0: it stands
 * below `least` with all of them. Tells whether it is open with any.
 */
static struct ranked
best_project(const struct model *m, const struct score_partner *partner, const uint32_t *projects, size_t count,
	uint32_t least, bool *open)
{
	struct ranked best = { 0 };

	*open = false;
	for (size_t i = 0; i < count; i++) {
		struct pair  pair = pair_of(m, partner, projects[i]);
		uint32_t     gates = gates_failed(&pair);
		struct score s;
		uint64_t     order;

		*open = *open || gates == 0;
		if (!score_from(&pair, gates, least, &s))
			continue;
		order = order_of(standing_of(&s), s.coverage, projects[i]);
		if (order < best.order)
			continue;
		best = (struct ranked){ .order = order, .project = projects[i], .score = s,
			.flags = flags_of(m, projects[i], s.known) };
		least = standing_of(&s);
	}
	return best;
}

/* Puts one more among the `places` that stand first. Returns how many there are. */
static size_t
place_partner(struct ranked *at, size_t n, size_t places, const struct ranked *one)
{
	size_t i = n;

	if (n == places) {
		if (one->order < at[n - 1].order)
			return n;
		i = n - 1;
	} else {
		n++;
	}
	for (; i > 0 && at[i - 1].order < one->order; i--)
		at[i] = at[i - 1];
	at[i] = *one;
	return n;
}

size_t
rank_partners_room(size_t count, size_t places)
{
	return places < RANK_PLACES_MOST && places < count ? places + 1 : count;
}

size_t
rank_partners(const struct model *m, const struct score_partner *const *partners, size_t count,
	const uint32_t *projects, size_t project_count, size_t places, struct ranked *out, size_t *open_count)
{
	size_t   room = rank_partners_room(count, places), n = 0;
	uint32_t least = 0;

	*open_count = 0;
	for (size_t i = 0; i < count; i++) {
		bool          open;
		struct ranked one = best_project(m, partners[i], projects, project_count, least, &open);

		*open_count += open;
		if (one.order == 0 && least > 0)
			continue;
		one.what = (uint32_t)i;
		one.order = order_of(standing_of(&one.score), one.score.coverage, one.what);
		if (room == count)
			out[n++] = one;
		else
			n = place_partner(out, n, room, &one);
		if (room < count && n == room)
			least = standing_of(&out[n - 1].score);
	}
	if (room == count)
		put_in_order(out, n);
	for (size_t i = 0; i < n; i++)
		out[i].place = (uint32_t)i;
	if (room < count)
		flag_ties(out, n);
	return n < places ? n : places;
}
