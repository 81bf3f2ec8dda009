#include "scoring/rank.h"

/* Everything but the id: what may be made first, then score, then coverage. Above 0 = a stands before b. */
static int
compare(const struct score *a, const struct score *b)
{
	if ((a->gates == 0) != (b->gates == 0))
		return a->gates == 0 ? 1 : -1;
	if (a->total != b->total)
		return a->total > b->total ? 1 : -1;
	if (a->coverage != b->coverage)
		return a->coverage > b->coverage ? 1 : -1;
	return 0;
}

/* The documented order, within places: first the place (all 0 until it is known), last the id. */
static bool
stands_before(const struct ranked *a, const struct ranked *b)
{
	int order = compare(&a->score, &b->score);

	if (a->place != b->place)
		return a->place < b->place;
	return order != 0 ? order > 0 : a->what < b->what;
}

static void
sift_down(struct ranked *at, size_t root, size_t n)
{
	struct ranked moved = at[root];

	for (size_t child; (child = 2 * root + 1) < n; root = child) {
		if (child + 1 < n && stands_before(&at[child], &at[child + 1]))
			child++;
		if (!stands_before(&moved, &at[child]))
			break;
		at[root] = at[child];
	}
	at[root] = moved;
}

/* Heap sort: in place, no memory, n log n whatever the order was; no two entries are equal. */
static void
sort(struct ranked *at, size_t n)
{
	for (size_t i = n / 2; i > 0; i--)
		sift_down(at, i - 1, n);
	for (size_t last = n; last-- > 1;) {
		struct ranked first = at[0];

		at[0] = at[last];
		at[last] = first;
		sift_down(at, 0, last);
	}
}

static bool
tied(const struct score *a, const struct score *b)
{
	return (a->gates == 0) == (b->gates == 0) && a->total == b->total;
}

static void
flag_ties(struct ranked *at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (tied(&at[i - 1].score, &at[i].score)) {
			at[i - 1].flags |= BIT(FLAG_TIE);
			at[i].flags |= BIT(FLAG_TIE);
		}
	}
}

static uint32_t
flags_of(const struct model *m, uint32_t project, const struct score *s)
{
	const struct score_project *w = &m->projects[project];
	uint32_t                    flags = 0;

	if (m->cities[w->city].label_flips && (s->known & BIT(PART_QUADRANT)) != 0)
		flags |= BIT(FLAG_THRESHOLD);
	if (w->inferred)
		flags |= BIT(FLAG_INFERRED_NEEDS);
	return flags;
}

/* Walks projects that stand city by city; `cities` gets one entry a city, in that order. */
static size_t
group(const struct model *m, const struct ranked *projects, struct ranked_city *cities)
{
	size_t n = 0;

	for (uint32_t i = 0; i < m->project_count; i++) {
		uint32_t city = m->projects[projects[i].what].city;

		if (n > 0 && cities[n - 1].city == city) {
			cities[n - 1].count++;
			continue;
		}
		cities[n++] = (struct ranked_city){ .city = city, .best = i, .first = i, .count = 1,
			.flags = projects[i].flags };
	}
	return n;
}

/* Insertion sort: a network has some dozens of cities. */
static void
sort_cities(struct ranked_city *cities, size_t n, const struct ranked *projects)
{
	for (size_t i = 1; i < n; i++) {
		struct ranked_city moved = cities[i];
		size_t             j = i;

		for (; j > 0; j--) {
			int order = compare(&projects[cities[j - 1].best].score, &projects[moved.best].score);

			if (order > 0 || (order == 0 && cities[j - 1].city < moved.city))
				break;
			cities[j] = cities[j - 1];
		}
		cities[j] = moved;
	}
}

size_t
rank_cities(const struct model *m, const struct score_partner *p,
	struct ranked_city *cities, struct ranked *projects)
{
	size_t n;

	for (uint32_t i = 0; i < m->project_count; i++) {
		struct score s = score_pair(m, p, i);

		projects[i] = (struct ranked){ .what = i, .project = i, .score = s, .place = m->projects[i].city,
			.flags = flags_of(m, i, &s) };
	}
	/* By number of city first; only then is each city's best project, and so its place, known. */
	sort(projects, m->project_count);
	n = group(m, projects, cities);
	sort_cities(cities, n, projects);
	for (size_t c = 0; c < n; c++)
		for (uint32_t i = 0; i < cities[c].count; i++)
			projects[cities[c].first + i].place = (uint32_t)c;
	sort(projects, m->project_count);
	group(m, projects, cities);

	for (size_t c = 1; c < n; c++) {
		if (tied(&projects[cities[c - 1].best].score, &projects[cities[c].best].score)) {
			cities[c - 1].flags |= BIT(FLAG_TIE);
			cities[c].flags |= BIT(FLAG_TIE);
		}
	}
	for (size_t c = 0; c < n; c++)
		flag_ties(&projects[cities[c].first], cities[c].count);
	return n;
}

/* A partner by the project it fits best; of equals, by the one with the smaller id. */
static struct ranked
best_project(const struct model *m, const struct score_partner *partner, const uint32_t *projects, size_t count)
{
	struct ranked best = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct score s = score_pair(m, partner, projects[i]);
		int          order = i == 0 ? 1 : compare(&s, &best.score);

		if (order > 0 || (order == 0 && projects[i] < best.project))
			best = (struct ranked){ .project = projects[i], .score = s,
				.flags = flags_of(m, projects[i], &s) };
	}
	return best;
}

void
rank_partners(const struct model *m, const struct score_partner *partners, size_t count,
	const uint32_t *projects, size_t project_count, struct ranked *out)
{
	for (size_t i = 0; i < count; i++) {
		out[i] = best_project(m, &partners[i], projects, project_count);
		out[i].what = (uint32_t)i;
	}
	sort(out, count);
	for (size_t i = 0; i < count; i++)
		out[i].place = (uint32_t)i;
	flag_ties(out, count);
}
