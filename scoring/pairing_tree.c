#include "scoring/pairing_tree.h"

#include <stdlib.h>
#include <string.h>

static const struct pairing_quota *
quota_at(const struct pairing_terms *t, uint32_t q)
{
	return &t->problem->quotas[t->quota_row[q]];
}

/* The first quota of a group in canonical order, or PAIRING_NONE. `index` is canonical for a city. */
static uint32_t
first_quota_of(const struct pairing_terms *t, enum pairing_group group, uint32_t index)
{
	uint32_t low = 0, high = t->quotas;

	if (index == PAIRING_NONE)
		return PAIRING_NONE;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct pairing_quota *q = quota_at(t, middle);
		uint32_t at = q->group == PAIRING_CITY ? t->city_of_row[q->index] : q->index;

		if (q->group < group || (q->group == group && at < index))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == t->quotas || quota_at(t, low)->group != group)
		return PAIRING_NONE;
	if ((group == PAIRING_CITY ? t->city_of_row[quota_at(t, low)->index] : quota_at(t, low)->index) != index)
		return PAIRING_NONE;
	return low;
}

static bool
same_group(const struct pairing_quota *a, const struct pairing_quota *b)
{
	return a->group == b->group && a->index == b->index;
}

/* A partner whose kind and country both have quotas. */
struct membership {
	uint32_t kind, country;	/* first quotas of both */
};

static int
by_kind_then_country(const void *a, const void *b)
{
	const struct membership *x = a, *y = b;
	int order = (x->kind > y->kind) - (x->kind < y->kind);

	return order != 0 ? order : (x->country > y->country) - (x->country < y->country);
}

/*
 * Which of kind and country lies within the other, for all that share a
 * partner. outer[q] is, for the first quota of a group, the first quota of the
 * group around it. Returns false when two cross.
 */
static bool
nest_partner_quotas(const struct pairing_terms *t, uint32_t *outer, uint32_t crossing[2])
{
	struct membership *both = pairing_alloc(t->partners, sizeof(*both));
	uint32_t *size = pairing_alloc(t->quotas, sizeof(*size));
	size_t    count = 0;
	bool      nested = true;

	for (uint32_t i = 0; i < t->partners; i++) {
		const struct pairing_partner *partner = &t->problem->partners[i];
		uint32_t kind = first_quota_of(t, PAIRING_PARTNER_KIND, partner->kind);
		uint32_t country = first_quota_of(t, PAIRING_PARTNER_COUNTRY, partner->country);

		if (kind != PAIRING_NONE)
			size[kind]++;
		if (country != PAIRING_NONE)
			size[country]++;
		if (kind != PAIRING_NONE && country != PAIRING_NONE)
			both[count++] = (struct membership){ kind, country };
	}
	qsort(both, count, sizeof(*both), by_kind_then_country);
	for (size_t from = 0, to; from < count && nested; from = to) {
		struct membership m = both[from];

		for (to = from + 1; to < count && by_kind_then_country(&both[to], &m) == 0; to++)
			continue;
		if (to - from == size[m.kind]) {
			outer[m.kind] = m.country;
		} else if (to - from == size[m.country]) {
			outer[m.country] = m.kind;
		} else {
			crossing[0] = t->quota_row[m.kind];
			crossing[1] = t->quota_row[m.country];
			nested = false;
		}
	}
	free(both);
	free(size);
	return nested;
}

static void
place_quotas(struct pairing_terms *t, const uint32_t *outer)
{
	for (uint32_t q = 0, first = 0; q < t->quotas; q++) {
		const struct pairing_quota *quota = quota_at(t, q);
		struct pairing_node *n = &t->node[t->first_quota + q];

		n->min = quota->min;
		n->max = quota->max;
		if (q == 0 || !same_group(quota, quota_at(t, q - 1)))
			first = q;
		if (q + 1 < t->quotas && same_group(quota, quota_at(t, q + 1)))
			n->parent = t->first_quota + q + 1;
		else if (outer[first] != PAIRING_NONE)
			n->parent = t->first_quota + outer[first];
	}
}

static uint32_t
node_of_quota(const struct pairing_terms *t, uint32_t quota)
{
	return quota == PAIRING_NONE ? t->root : t->first_quota + quota;
}

/* The way to the root is short, but quotas may have any number: from the node up. */
static bool
has_room(const struct pairing_terms *t, uint32_t v)
{
	for (; v != t->root; v = t->node[v].parent)
		if (t->node[v].max == 0)
			return false;
	return true;
}

/* Every node below the root and without bounds, until it is placed. */
static void
make_nodes(struct pairing_terms *t)
{
	t->first_project = t->partners;
	t->first_city = t->first_project + t->projects;
	t->first_quota = t->first_city + t->cities;
	t->root = t->first_quota + t->quotas;
	t->nodes = t->root + 1;
	t->node = pairing_alloc(t->nodes, sizeof(*t->node));
	for (uint32_t v = 0; v < t->nodes; v++)
		t->node[v] = (struct pairing_node){ .parent = t->root, .max = UINT32_MAX };
}

static void
place_partners(struct pairing_terms *t, const uint32_t *outer)
{
	for (uint32_t i = 0; i < t->partners; i++) {
		const struct pairing_partner *partner = &t->problem->partners[t->partner_row[i]];
		uint32_t kind = first_quota_of(t, PAIRING_PARTNER_KIND, partner->kind);
		uint32_t country = first_quota_of(t, PAIRING_PARTNER_COUNTRY, partner->country);
		bool     by_kind = kind != PAIRING_NONE && (country == PAIRING_NONE || outer[kind] == country);

		t->node[i].parent = node_of_quota(t, by_kind ? kind : country);
		t->node[i].min = partner->min;
		t->node[i].max = partner->max;
	}
}

static void
place_projects(struct pairing_terms *t)
{
	for (uint32_t j = 0; j < t->projects; j++) {
		const struct pairing_project *project = &t->problem->projects[t->project_row[j]];

		t->node[t->first_project + j].parent = t->first_city + t->city_of_row[project->city];
		t->node[t->first_project + j].max = project->slots;
	}
}

static void
place_cities(struct pairing_terms *t)
{
	for (uint32_t c = 0; c < t->cities; c++) {
		uint32_t quota = first_quota_of(t, PAIRING_CITY, c);

		if (quota == PAIRING_NONE)
			quota = first_quota_of(t, PAIRING_CITY_COUNTRY, t->problem->cities[t->city_row[c]].country);
		t->node[t->first_city + c].parent = node_of_quota(t, quota);
		t->node[t->first_city + c].min = 1;
	}
}

bool
pairing_plant_tree(struct pairing_terms *t, uint32_t crossing[2])
{
	uint32_t *outer = pairing_alloc(t->quotas, sizeof(*outer));
	bool      nested;

	make_nodes(t);
	memset(outer, 0xff, t->quotas * sizeof(*outer));
	nested = nest_partner_quotas(t, outer, crossing);
	for (uint32_t q = 0; q < t->quotas; q++)
		if (quota_at(t, q)->group == PAIRING_CITY)
			outer[q] = first_quota_of(t, PAIRING_CITY_COUNTRY, t->problem->cities[quota_at(t, q)->index].country);
	place_quotas(t, outer);
	place_partners(t, outer);
	place_projects(t);
	place_cities(t);
	for (uint32_t v = 0; v < t->nodes; v++) {
		t->node[v].room = has_room(t, v);
		t->node[v].partner_side = v < t->first_project || (v >= t->first_quota && v < t->root &&
			quota_at(t, v - t->first_quota)->group >= PAIRING_PARTNER_KIND);
	}
	free(outer);
	return nested;
}
