#include "scoring/edit.h"

#include <string.h>

#include "scoring/part.h"

enum { STRENGTH_MAX = 5 };

static int32_t
value_of(int64_t strength)
{
	return (int32_t)strength * (PART_MAX / STRENGTH_MAX);
}

/* How strongly a profile states `node`, 0..5; halves count as the step they are on the way to. */
static int64_t
strength_of(const struct tags *tags, uint16_t node)
{
	for (uint16_t i = 0; i < tags->count; i++)
		if (tags->at[i].node == node)
			return (tags->at[i].value + value_of(1) - 1) / value_of(1);
	return 0;
}

static bool
set_strength(struct tags *tags, uint16_t node, int64_t strength)
{
	uint16_t i = 0;

	while (i < tags->count && tags->at[i].node != node)
		i++;
	if (i == TAGS_MAX)
		return false;
	if (i == tags->count)
		tags->count++;
	tags->at[i] = (struct tag){ .node = node, .value = (uint16_t)value_of(strength) };
	return true;
}

static bool
add_number(struct numbers *set, uint16_t number, struct edited *out)
{
	uint32_t at = 0;

	if (set->count >= sizeof(out->numbers) / sizeof(out->numbers[0]) || numbers_have(*set, number))
		return false;
	while (at < set->count && set->at[at] < number)
		at++;
	for (uint32_t i = 0; i < set->count; i++)
		out->numbers[i < at ? i : i + 1] = set->at[i];
	out->numbers[at] = number;
	*set = (struct numbers){ out->numbers, set->count + 1 };
	return true;
}

static bool
drop_number(struct numbers *set, uint16_t number, struct edited *out)
{
	uint32_t n = 0;

	if (set->count > sizeof(out->numbers) / sizeof(out->numbers[0]) || !numbers_have(*set, number))
		return false;
	for (uint32_t i = 0; i < set->count; i++)
		if (set->at[i] != number)
			out->numbers[n++] = set->at[i];
	*set = (struct numbers){ out->numbers, n };
	return true;
}

/* In a city like this one: the same place on the grid, but not the city itself. */
static bool
add_reference(const struct model *m, uint16_t category, uint16_t city, struct edited *out)
{
	const struct score_city *c = &m->cities[city];
	uint32_t                 n = out->partner.reference_count;
	struct score_reference  *r = &out->references[n];

	if (n >= sizeof(out->references) / sizeof(out->references[0]))
		return false;
	for (uint32_t i = 0; i < n; i++)
		out->references[i] = out->partner.references[i];
	*r = (struct score_reference){ .category = category, .city = NOBODY, .place = c->place,
		.year = m->policy->reference_year };
	memcpy(r->membership, c->membership, sizeof(r->membership));
	out->partner.references = out->references;
	out->partner.reference_count = n + 1;
	return true;
}

static bool
add_bit(uint32_t *mask, uint16_t bit)
{
	bool missing = (*mask & BIT(bit)) == 0;

	*mask |= BIT(bit);
	return missing;
}

bool
edit_apply(const struct model *m, const struct score_partner *p, struct edit e, uint16_t city, struct edited *out)
{
	struct score_partner *q = &out->partner;

	*q = *p;
	switch (e.kind) {
	case EDIT_CATEGORY:
		return set_strength(&q->categories, e.node, e.to);
	case EDIT_SECTOR:
		return set_strength(&q->sectors, e.node, e.to);
	case EDIT_SUPPORT:
		return add_bit(&q->support, e.node);
	case EDIT_QUADRANT:
		return add_bit(&q->quadrants, e.node);
	case EDIT_WANT_COUNTRY:
		return add_number(&q->wanted_countries, e.node, out);
	case EDIT_WANT_CITY:
		return add_number(&q->wanted_cities, e.node, out);
	case EDIT_ALLOW_COUNTRY:
		return drop_number(&q->excluded_countries, e.node, out);
	case EDIT_ALLOW_CITY:
		return drop_number(&q->excluded_cities, e.node, out);
	case EDIT_REFERENCE:
		return add_reference(m, e.node, city, out);
	case EDIT_TICKET:
		q->ticket_min = e.from;
		q->ticket_max = e.to;
		return true;
	case EDIT_NONE:
	case EDIT_KINDS:
		break;
	}
	return false;
}

/*
 * The effort of an edit: what it takes to begin, and each step of strength.
 * A word in a form (lifting an exclusion, naming a wish, an aim, a wider
 * ticket) is less than claiming more skill; that is less than offering a
 * support one did not offer; and work still to be done comes last. Claiming a
 * new category takes more than being better at a stated one.
 */
static const struct {
	int32_t  begin, step;
	uint32_t parts;		/* that it may change; all others stay as the sheet has them */
} kinds[EDIT_KINDS] = {
	[EDIT_ALLOW_CITY]    = { 1, 0, 0 },
	[EDIT_ALLOW_COUNTRY] = { 2, 0, 0 },
	[EDIT_WANT_COUNTRY]  = { 3, 0, BIT(PART_PREFERENCE) },
	[EDIT_WANT_CITY]     = { 4, 0, BIT(PART_PREFERENCE) },
	[EDIT_QUADRANT]      = { 5, 0, BIT(PART_QUADRANT) },
	[EDIT_TICKET]        = { 8, 0, BIT(PART_SCALE) },
	[EDIT_SECTOR]        = { 0, 10, BIT(PART_SECTOR) },
	[EDIT_CATEGORY]      = { 1, 10, BIT(PART_CATEGORY) | BIT(PART_SECTOR) },	/* a category implies sectors */
	[EDIT_SUPPORT]       = { 25, 0, BIT(PART_SUPPORT) },
	[EDIT_REFERENCE]     = { 80, 0, BIT(PART_TRACK_RECORD) | BIT(PART_QUADRANT) },
};

/* Beginning with a category or sector that the profile does not state yet. */
enum { EFFORT_NEW = 5 };

static int32_t
effort_of(struct edit e)
{
	bool    by_strength = e.kind == EDIT_CATEGORY || e.kind == EDIT_SECTOR;
	int32_t effort = kinds[e.kind].begin;

	if (by_strength)
		effort += kinds[e.kind].step * (int32_t)(e.to - e.from) + (e.from == 0 ? EFFORT_NEW : 0);
	return effort;
}

/* One question: which edit of `p` lifts `project` over `above`? */
struct search {
	const struct model         *m;
	const struct sheet         *sheet;
	const struct score_partner *p;
	uint32_t                    project, above;
	const struct score_project *theirs;
	const struct score_city    *city;
	struct score                now;
	struct edit                 best;
};

static bool
is_smaller(struct edit a, struct edit b)
{
	int32_t ea = effort_of(a), eb = effort_of(b);

	if (b.kind == EDIT_NONE || ea != eb)
		return b.kind == EDIT_NONE || ea < eb;
	if (a.gain != b.gain)
		return a.gain < b.gain;
	if (a.kind != b.kind)
		return a.kind < b.kind;
	return a.node < b.node;
}

static bool
open_then(const struct search *s, const struct score_partner *edited, uint32_t project)
{
	struct pair pair = pair_of(s->m, edited, project);

	return gates_failed(&pair) == 0;
}

/* The total of a project for the edited profile, whatever the gates say. */
static int32_t
total_then(const struct search *s, enum edit_kind kind, const struct score_partner *edited, uint32_t project)
{
	struct pair pair = pair_of(s->m, edited, project);
	int32_t     total = 0;

	for (int i = 0; i < PARTS; i++) {
		int32_t value = *columns_part(&s->sheet->rows, (enum part)i, s->m->row[project]);

		if ((kinds[kind].parts & BIT(i)) != 0) {
			value = part_table[i](&pair, NULL);
			if (value == PART_UNKNOWN)
				value = s->m->policy->neutral[i];
		}
		total += s->m->policy->weight[i] * value;
	}
	return total;
}

/* What the city of `project` then stands on: the best total among its open projects. */
static int32_t
city_then(const struct search *s, enum edit_kind kind, const struct score_partner *edited, uint32_t project)
{
	const struct model *m = s->m;
	uint32_t            city = m->projects[project].city;
	int32_t             best = 0;

	for (uint32_t i = m->city_first[city]; i < m->city_first[city + 1]; i++) {
		uint32_t one = m->city_projects[i];
		int32_t  total = open_then(s, edited, one) ? total_then(s, kind, edited, one) : 0;

		if (total > best)
			best = total;
	}
	return best;
}

/*
 * A city is not lifted by an edit that only pushes the other one down, or out,
 * nor by one that lifts another project of the other city even higher.
 */
static bool
lifts(const struct search *s, enum edit_kind kind, const struct score_partner *edited)
{
	int32_t total;

	if (!open_then(s, edited, s->project))
		return false;
	if (s->now.gates != 0)
		return true;
	total = total_then(s, kind, edited, s->project);
	return total > s->now.total && total > total_then(s, kind, edited, s->above) &&
		total > city_then(s, kind, edited, s->above);
}

/* Tries one edit by scoring it; true when it does the work. */
static bool
attempt(struct search *s, struct edit e)
{
	struct edited edited;

	/* An edit that takes more effort than the best so far need not be scored. */
	if (s->best.kind != EDIT_NONE && effort_of(e) > effort_of(s->best))
		return false;
	if (!edit_apply(s->m, s->p, e, s->theirs->city, &edited) || !lifts(s, e.kind, &edited.partner))
		return false;
	e.gain = city_then(s, e.kind, &edited.partner, s->project) - s->now.total;
	if (is_smaller(e, s->best))
		s->best = e;
	return true;
}

static void
attempt_strengths(struct search *s, enum edit_kind kind, const struct tags *mine, const struct tags *theirs)
{
	for (uint16_t i = 0; i < theirs->count; i++) {
		struct edit e = { .kind = kind, .node = theirs->at[i].node };

		e.from = strength_of(mine, e.node);
		e.to = e.from + 1;
		while (e.to <= STRENGTH_MAX && !attempt(s, e))
			e.to++;
	}
}

static void
attempt_ticket(struct search *s)
{
	const struct score_partner *p = s->p;
	const struct score_project *w = s->theirs;
	struct edit                 e = { .kind = EDIT_TICKET, .from = p->ticket_min, .to = p->ticket_max };

	if (w->budget_min <= 0 && w->budget_max <= 0)
		return;
	if (p->ticket_min <= 0 && p->ticket_max <= 0) {
		e.from = w->budget_min;
		e.to = w->budget_max;
	} else {
		/* An end that is left open already reaches as far as it can. */
		if (p->ticket_min > w->budget_min)
			e.from = w->budget_min;
		if (p->ticket_max > 0 && (w->budget_max > p->ticket_max || w->budget_max <= 0))
			e.to = w->budget_max;
	}
	if (e.from != p->ticket_min || e.to != p->ticket_max)
		attempt(s, e);
}

struct edit
rank_smallest_edit(const struct model *m, const struct sheet *sheet, const struct score_partner *p,
	uint32_t project, uint32_t above)
{
	const struct score_project *w = &m->projects[project];
	struct search s = { .m = m, .sheet = sheet, .p = p, .project = project, .above = above, .theirs = w,
		.city = &m->cities[w->city], .now = columns_score(&sheet->rows, m->policy->weight, m->row[project]) };

	if (s.now.gates == 0 && (above == NO_PROJECT_ABOVE ||
	    s.now.total > columns_score(&sheet->rows, m->policy->weight, m->row[above]).total))
		return s.best;
	attempt(&s, (struct edit){ .kind = EDIT_ALLOW_CITY, .node = w->city });
	attempt(&s, (struct edit){ .kind = EDIT_ALLOW_COUNTRY, .node = s.city->country });
	attempt(&s, (struct edit){ .kind = EDIT_WANT_COUNTRY, .node = s.city->country });
	attempt(&s, (struct edit){ .kind = EDIT_WANT_CITY, .node = w->city });
	for (uint16_t q = 0; q < QUADRANTS; q++)
		attempt(&s, (struct edit){ .kind = EDIT_QUADRANT, .node = q });
	attempt_ticket(&s);
	attempt_strengths(&s, EDIT_SECTOR, &p->sectors, &s.city->sectors);
	attempt_strengths(&s, EDIT_CATEGORY, &p->categories, &w->categories);
	for (uint16_t i = 0; i < SUPPORTS; i++)
		if (w->support[i] > 0)
			attempt(&s, (struct edit){ .kind = EDIT_SUPPORT, .node = i });
	for (uint16_t i = 0; i < w->categories.count; i++)
		attempt(&s, (struct edit){ .kind = EDIT_REFERENCE, .node = w->categories.at[i].node });
	return s.best;
}
