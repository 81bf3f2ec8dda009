/*
 * The order of rows: what is asked for together lies together.
 */
#include "scoring/score.h"

enum { SUPPORT_SETS = 1 << SUPPORTS };

/* Where each city, or else each category or set of supports, begins; one more stands for the end. */
static uint32_t
starts_count(const struct model *m)
{
	uint32_t keys = m->city_count > m->categories.count + 1U ? m->city_count : m->categories.count + 1U;

	return (keys > SUPPORT_SETS ? keys : SUPPORT_SETS) + 1;
}

size_t
model_index_bytes(const struct model *m)
{
	return sizeof(uint32_t) * (starts_count(m) + 2 * (size_t)m->project_count);
}

/* What a project is about, for the order alone: its first category; none stands last. */
static uint32_t
topic_of(const struct model *m, uint32_t project)
{
	const struct tags *about = &m->projects[project].categories;

	return about->count == 0 ? m->categories.count : about->at[0].node;
}

/* What it requires, for the order alone. */
static uint32_t
supports_of(const struct model *m, uint32_t project)
{
	uint32_t set = 0;

	for (int s = 0; s < SUPPORTS; s++)
		set |= m->projects[project].support[s] > 0 ? BIT(s) : 0;
	return set;
}

static uint32_t
city_of(const struct model *m, uint32_t project)
{
	return m->projects[project].city;
}

/*
 * Sorts projects (NULL: all, as they come) into `to` by a key below `keys`; equal ones stay in their
 * order. Leaves in `first` where each key begins.
 */
static void
sort_by(const struct model *m, uint32_t (*key)(const struct model *, uint32_t), uint32_t keys, const uint32_t *from,
	uint32_t *to, uint32_t *first)
{
	for (uint32_t k = 0; k <= keys; k++)
		first[k] = 0;
	for (uint32_t i = 0; i < m->project_count; i++)
		first[key(m, i) + 1]++;
	for (uint32_t k = 0; k < keys; k++)
		first[k + 1] += first[k];
	/* Each key's place moves on as it fills, to where the next one began ... */
	for (uint32_t i = 0; i < m->project_count; i++) {
		uint32_t project = from == NULL ? i : from[i];

		to[first[key(m, project)]++] = project;
	}
	/* ... so that all of them stand one too far. */
	for (uint32_t k = keys; k > 0; k--)
		first[k] = first[k - 1];
	first[0] = 0;
}

void
model_index(struct model *m, uint32_t *memory)
{
	uint32_t *first = memory, *projects = first + starts_count(m), *row = projects + m->project_count;

	sort_by(m, supports_of, SUPPORT_SETS, NULL, projects, first);
	sort_by(m, topic_of, m->categories.count + 1U, projects, row, first);
	sort_by(m, city_of, m->city_count, row, projects, first);
	for (uint32_t i = 0; i < m->project_count; i++)
		row[projects[i]] = i;
	m->city_first = first;
	m->city_projects = projects;
	m->row = row;
	m->listed_cities = 0;
	for (uint32_t city = 0; city < m->city_count; city++)
		m->listed_cities += first[city] < first[city + 1];
}
