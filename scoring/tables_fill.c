#include <string.h>

#include "scoring/place.h"
#include "scoring/tables_parts.h"

/* A pair with one of the projects that have a trait alike. */
static struct pair
pair_like(const struct filling *f, uint32_t like)
{
	return pair_of(f->m, f->p, like);
}

/* The value of a part for a trait, and whether it is known. */
static inline int16_t
value_of(const struct filling *f, enum part part, int32_t value, uint8_t *known)
{
	if (value == PART_UNKNOWN)
		return (int16_t)f->m->policy->neutral[part];
	*known |= (uint8_t)BIT(part);
	return (int16_t)value;
}

/* --- topics: the category, and what references earn before it is asked where */

/* False when they are more than there is room for. */
static bool
list_worths(const struct filling *f, struct topic *topic, uint32_t *next)
{
	struct pair pair = pair_like(f, topic->like);

	topic->first = *next;
	for (uint32_t i = 0; i < f->p->reference_count; i++) {
		uint16_t theirs = NOBODY;
		int32_t  value = reference_worth(&pair, i, &theirs);

		if (value == 0)
			continue;
		if (*next == f->t->worths_most)
			return false;
		f->t->worths[(*next)++] = (struct worth){ (uint16_t)i, (int16_t)value };
	}
	topic->count = *next - topic->first;
	return true;
}

static bool
fill_topics(const struct filling *f)
{
	uint32_t next = 0;

	for (uint32_t i = 0; i < f->t->topic_count; i++) {
		struct topic *topic = &f->t->topics[i];
		struct pair   pair = pair_like(f, topic->like);

		topic->known = 0;
		topic->category = value_of(f, PART_CATEGORY, part_category(&pair, NULL), &topic->known);
		if (f->p->reference_count > 0 && pair.project->categories.count > 0)
			topic->known |= BIT(PART_TRACK_RECORD);
		if (!list_worths(f, topic, &next))
			return false;
	}
	return true;
}

/* --- support, budgets, terms */

static void
fill_required(const struct filling *f)
{
	for (uint32_t i = 0; i < f->t->required_count; i++) {
		struct required *r = &f->t->required[i];
		struct pair      pair = pair_like(f, r->like);

		r->known = 0;
		r->support = value_of(f, PART_SUPPORT, part_support(&pair, NULL), &r->known);
	}
}

static void
fill_budgets(const struct filling *f)
{
	const struct score_partner *p = f->p;
	bool                        stated = p->ticket_min > 0 || p->ticket_max > 0;
	int32_t                     from = amount_from(p->ticket_min), to = amount_to(p->ticket_max);

	for (uint32_t i = 0; i < f->t->budget_count; i++) {
		struct budget *b = &f->t->budgets[i];

		b->known = 0;
		b->scale = value_of(f, PART_SCALE, stated && b->stated ? scale_of(b->low, b->high, from, to) : PART_UNKNOWN,
			&b->known);
		b->gates = p->ticket_max > 0 && p->ticket_max < f->m->projects[b->like].budget_min ?
			BIT(GATE_TICKET_TOO_SMALL) : 0;
	}
}

/* Gates that hang on what projects of the same terms have alike. */
enum { GATES_OF_TERMS = BIT(GATE_PROJECT_NOT_OPEN) | BIT(GATE_PROJECT_OUT_OF_VALIDITY) |
	BIT(GATE_PARTNER_COUNTRY_EXCLUDED) | BIT(GATE_PARTNER_KIND_EXCLUDED) };

static void
fill_terms(const struct filling *f)
{
	for (uint32_t i = 0; i < f->t->terms_count; i++) {
		struct terms               *terms = &f->t->terms[i];
		const struct score_project *w = &f->m->projects[terms->like];
		struct pair                 pair = pair_like(f, terms->like);

		terms->gates = (uint16_t)(gates_failed(&pair) & GATES_OF_TERMS);
		terms->preferred = w->preferred_kinds == 0 ? PART_UNKNOWN :
			(w->preferred_kinds & BIT(f->p->kind)) != 0 ? PART_MAX : 0;
	}
}

/* --- cities */

static void
meet_sector(const struct filling *f, uint16_t node, int32_t strength)
{
	struct tables *t = f->t;

	for (uint32_t i = 0; i < t->sector_count; i++) {
		int32_t met = sector_met(&f->m->sectors, node, strength, t->sector_tags[i]);

		if (met > t->sector_met[i])
			t->sector_met[i] = (int16_t)met;
	}
}

/* How strongly the profile meets each sector that some city has; false when it states none. */
static bool
meet_sector_tags(const struct filling *f)
{
	const struct score_partner *p = f->p;
	struct tables              *t = f->t;
	bool                        stated = p->sectors.count > 0;

	memset(t->sector_met, 0, t->sector_count * sizeof(*t->sector_met));
	for (uint16_t i = 0; i < p->sectors.count; i++)
		meet_sector(f, p->sectors.at[i].node, p->sectors.at[i].value);
	for (uint16_t i = 0; i < p->categories.count; i++) {
		const struct tags *implies = &f->m->sectors_of_category[p->categories.at[i].node];

		for (uint16_t j = 0; j < implies->count; j++) {
			stated = true;
			meet_sector(f, implies->at[j].node, sector_implied(f->m->policy, p->categories.at[i], implies->at[j]));
		}
	}
	return stated;
}

static void
fill_sectors(const struct filling *f)
{
	struct tables *t = f->t;
	bool           stated = meet_sector_tags(f);

	for (uint32_t c = 0; c < f->m->city_count; c++) {
		int32_t best = 0;

		for (uint32_t i = t->sector_first[c]; i < t->sector_first[c + 1]; i++) {
			int32_t met = t->sector_met[t->sector[i]];

			best = met > best ? met : best;
		}
		if (!stated || t->sector_first[c] == t->sector_first[c + 1])
			best = PART_UNKNOWN;
		t->cities[c].sector = value_of(f, PART_SECTOR, best, &t->cities[c].known);
	}
}

/* Whether an earlier reference is of a place with the same memberships. */
static bool
place_came_before(const struct score_partner *p, uint32_t i)
{
	for (uint32_t j = 0; j < i; j++)
		if (memcmp(p->references[j].membership, p->references[i].membership, sizeof(p->references[i].membership)) == 0)
			return true;
	return false;
}

/* same_quadrants() of one place and every city, some at once; the most that any place has is kept. */
static void
liken_cities(struct tables *t, const int32_t there[QUADRANTS])
{
	for (uint32_t c = 0; c < t->city_room; c += CITIES_AT_ONCE) {
		int16_t shared[CITIES_AT_ONCE] = { 0 };

		for (int q = 0; q < QUADRANTS; q++) {
			const int16_t *here = &t->membership[q][c];
			int16_t        most = (int16_t)there[q];

			for (int i = 0; i < CITIES_AT_ONCE; i++)
				shared[i] = (int16_t)(shared[i] + (here[i] < most ? here[i] : most));
		}
		for (int i = 0; i < CITIES_AT_ONCE; i++)
			t->like[c + (uint32_t)i] = t->like[c + (uint32_t)i] > shared[i] ? t->like[c + (uint32_t)i] : shared[i];
	}
}

static void
fill_quadrants(const struct filling *f)
{
	const struct score_partner *p = f->p;
	struct tables              *t = f->t;

	for (uint32_t c = 0; c < t->city_room; c++) {
		t->aimed[c] = 0;
		t->like[c] = PART_UNKNOWN;
	}
	for (int q = 0; q < QUADRANTS; q++)
		for (uint32_t c = 0; c < t->city_room && (p->quadrants & BIT(q)) != 0; c++)
			t->aimed[c] = (int16_t)(t->aimed[c] + t->membership[q][c]);
	for (uint32_t i = 0; i < p->reference_count; i++) {
		const int32_t *there = p->references[i].membership;

		if ((there[0] | there[1] | there[2] | there[3]) != 0 && !place_came_before(p, i))
			liken_cities(t, there);
	}
	for (uint32_t c = 0; c < f->m->city_count; c++)
		t->cities[c].quadrant = value_of(f, PART_QUADRANT,
			quadrant_of_pair(f->m->policy, p->quadrants, t->aimed[c], t->like[c]), &t->cities[c].known);
}

static void
fill_wishes(const struct filling *f)
{
	const struct score_partner *p = f->p;
	struct city_values         *cities = f->t->cities;
	bool                        wants = p->wanted_cities.count > 0 || p->wanted_countries.count > 0;
	int32_t                     country = p->wanted_cities.count > 0 ? f->m->policy->similar_parent : PART_MAX;

	for (uint32_t c = 0; c < f->m->city_count; c++) {
		cities[c].wanted = wants ? 0 : PART_UNKNOWN;
		cities[c].gates = f->gates;
	}
	for (uint32_t c = 0; c < f->m->city_count && p->wanted_countries.count > 0; c++)
		if (numbers_have(p->wanted_countries, f->m->cities[c].country))
			cities[c].wanted = (int16_t)country;
	for (uint32_t c = 0; c < f->m->city_count && p->excluded_countries.count > 0; c++)
		if (numbers_have(p->excluded_countries, f->m->cities[c].country))
			cities[c].gates |= BIT(GATE_COUNTRY_EXCLUDED);
	for (uint32_t i = 0; i < p->wanted_cities.count; i++)
		if (p->wanted_cities.at[i] < f->m->city_count)
			cities[p->wanted_cities.at[i]].wanted = PART_MAX;
	for (uint32_t i = 0; i < p->excluded_cities.count; i++)
		if (p->excluded_cities.at[i] < f->m->city_count)
			cities[p->excluded_cities.at[i]].gates |= BIT(GATE_CITY_EXCLUDED);
}

/* Where it is kept how near every city is to a place; those of the places asked for last are. */
static uint32_t
slot_of(struct filling *f, struct place place)
{
	struct tables *t = f->t;
	uint32_t       slot = 0;
	int16_t       *near;

	while (slot < PLACES_KEPT && !(t->place[slot].known && t->place[slot].ln_gdp == place.ln_gdp &&
	    t->place[slot].ln_density == place.ln_density))
		slot++;
	if (slot < PLACES_KEPT) {
		f->in_use |= UINT64_C(1) << slot;
		return slot;
	}
	do
		slot = t->next_place++ % PLACES_KEPT;
	while ((f->in_use >> slot & 1) != 0);
	f->in_use |= UINT64_C(1) << slot;
	near = t->nearness + (size_t)slot * t->city_room;
	t->place[slot] = place;
	t->nearest[slot] = 0;
	for (uint32_t c = 0; c < f->m->city_count; c++) {
		near[c] = (int16_t)place_likeness(f->m->policy, place, f->m->cities[c].place);
		t->nearest[slot] = near[c] > t->nearest[slot] ? near[c] : t->nearest[slot];
	}
	return slot;
}

static void
find_places(struct filling *f)
{
	for (uint32_t i = 0; i < f->p->reference_count; i++) {
		const struct score_reference *r = &f->p->references[i];
		uint32_t                      slot = r->place.known ? slot_of(f, r->place) : 0;

		f->near[i] = r->place.known ? f->t->nearness + (size_t)slot * f->t->city_room : NULL;
		f->nearest[i] = r->city != NOBODY ? PART_MAX : r->place.known ? f->t->nearest[slot] :
			(int16_t)f->m->policy->place_unknown;
	}
}

/* --- words */

/* Finds the profile's words: each of w->found stands for w->times grams. Returns how many there are. */
static uint32_t
find_words(const struct filling *f)
{
	const struct words *w = &f->t->words;
	uint32_t            count = 0;

	for (uint32_t i = 0; i < f->p->text.count; i++) {
		uint32_t gram = words_find(w, &f->m->rarity, gram_bare(f->p->text.at[i]));

		if (gram != UINT32_MAX && w->times[w->like[gram]]++ == 0)
			w->found[count++] = w->like[gram];
	}
	return count;
}

static void
count_words(struct filling *f)
{
	const struct words   *w = &f->t->words;
	const uint32_t *const row = w->row;
	const uint16_t *const weight = w->weight;
	uint32_t (*const      shared)[SCRIPTS] = w->shared;
	const uint32_t        by_chance = w->by_chance;
	uint32_t              count = find_words(f), relevant = 0;

	memset(shared, 0, f->m->project_count * sizeof(*shared));
	for (uint32_t i = 0; i < count; i++) {
		uint32_t gram = w->found[i], times = w->times[gram];
		int      script = bare_script(f->m->rarity.gram[gram]);

		w->times[gram] = 0;
		for (uint32_t k = w->first[gram], end = w->first[gram + 1]; k < end; k++) {
			uint32_t before = shared[row[k]][script], sum = before + times * weight[k];

			shared[row[k]][script] = sum;
			if (sum > by_chance && before <= by_chance)
				w->relevant[relevant++] = row[k];
		}
	}
	f->relevant_count = relevant;
}

/* --- rows */

/* The strongest values, strongest first. */
static size_t
keep_value(int32_t kept[REFERENCES_COUNTED], size_t n, int32_t value)
{
	size_t at = n;

	if (n == REFERENCES_COUNTED) {
		if (value <= kept[n - 1])
			return n;
		at = n - 1;
	} else {
		n++;
	}
	for (; at > 0 && kept[at - 1] < value; at--)
		kept[at] = kept[at - 1];
	kept[at] = value;
	return n;
}

int16_t
filling_track_record(const struct filling *f, const struct topic *topic, uint32_t city)
{
	const struct policy *policy = f->m->policy;
	int32_t              kept[REFERENCES_COUNTED];
	size_t               n = 0;

	if (topic->count == 0)
		return (int16_t)policy->neutral[PART_TRACK_RECORD];
	for (uint32_t i = topic->first; i < topic->first + topic->count; i++) {
		const struct worth *worth = &f->t->worths[i];
		const int16_t      *near = f->near[worth->reference];
		int32_t             value = worth->value;

		if (city == ANY_CITY)
			value = part_times(value, f->nearest[worth->reference]);
		else if (f->p->references[worth->reference].city != city)
			value = part_times(value, near == NULL ? policy->place_unknown : near[city]);
		if (value > 0)
			n = keep_value(kept, n, value);
	}
	return (int16_t)track_record_of(policy, kept, n);
}

/*
 * The rows of a city. Those that are about the same stand together, and have their track record in
 * common.
 */
void
filling_put_city(const struct filling *f, struct sheet *s, uint32_t city)
{
	const struct tables    *t = f->t;
	const struct columns    rows = s->rows;
	const struct city_values c = t->cities[city];
	const uint32_t          end = f->m->city_first[city + 1];
	uint32_t                last = UINT32_MAX;
	int16_t                 track_record = 0;

	for (uint32_t row = f->m->city_first[city]; row < end; row++) {
		const struct traits    traits = t->traits[row];
		const struct topic    *topic = &t->topics[traits.topic];
		const struct required *required = &t->required[traits.required];
		const struct budget   *budget = &t->budgets[traits.budget];
		const struct terms    *terms = &t->terms[traits.terms];
		struct band           *band = &rows.band[row / BAND];
		uint32_t               at = row % BAND;
		uint8_t                known = (uint8_t)(c.known | topic->known | required->known | budget->known);

		if (traits.topic != last)
			track_record = filling_track_record(f, topic, city);
		last = traits.topic;
		band->part[PART_CATEGORY][at] = topic->category;
		band->part[PART_SECTOR][at] = c.sector;
		band->part[PART_QUADRANT][at] = c.quadrant;
		band->part[PART_SUPPORT][at] = required->support;
		band->part[PART_TRACK_RECORD][at] = track_record;
		band->part[PART_RELEVANCE][at] = value_of(f, PART_RELEVANCE, relevance_at(f, row), &known);
		band->part[PART_PREFERENCE][at] = value_of(f, PART_PREFERENCE, preference_of(c.wanted, terms->preferred), &known);
		band->part[PART_SCALE][at] = budget->scale;
		band->gates[at] = (uint16_t)(c.gates | terms->gates | budget->gates);
		rows.known[row] = known;
	}
}

/* A pair that somebody said no to. */
static void
shut(const struct filling *f, struct sheet *s, struct indexes projects, enum gate gate)
{
	for (uint32_t i = 0; i < projects.count; i++)
		if (projects.at[i] < f->m->project_count)
			*columns_gates(&s->rows, f->m->row[projects.at[i]]) |= (uint16_t)BIT(gate);
}

bool
filling_begin(struct filling *f, struct tables *t, const struct score_partner *p)
{
	*f = (struct filling){ .t = t, .m = t->m, .p = p };
	if (p->reference_count > REFERENCES_MOST || !fill_topics(f))
		return false;
	if (p->judged)
		f->gates = (uint16_t)((p->verified ? 0 : BIT(GATE_PARTNER_NOT_VERIFIED)) |
			(p->expired ? BIT(GATE_PARTNER_EXPIRED) : 0));
	fill_required(f);
	fill_budgets(f);
	fill_terms(f);
	for (uint32_t c = 0; c < t->m->city_count; c++)
		t->cities[c].known = 0;
	fill_sectors(f);
	fill_quadrants(f);
	fill_wishes(f);
	find_places(f);
	count_words(f);
	return true;
}

void
tables_fill(struct tables *t, struct sheet *s, const struct score_partner *p)
{
	struct filling f;

	if (!filling_begin(&f, t, p)) {
		sheet_fill(s, t->m, p);
		return;
	}
	for (uint32_t c = 0; c < t->m->city_count; c++)
		filling_put_city(&f, s, c);
	shut(&f, s, p->conflicts, GATE_CONFLICT);
	shut(&f, s, p->declined, GATE_DECLINED);
	sheet_finish(s, t->m);
}
