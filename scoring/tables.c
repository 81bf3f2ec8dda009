#include <string.h>

#include "scoring/part.h"
#include "scoring/tables_parts.h"

enum { LINE = 64, BARE_BITS = 32 - WORD_BITS, DIRECTORY_BITS_MOST = 20 };

/* --- memory: measured when there is none yet, handed out when there is, in one and the same order */

struct room {
	char  *memory;
	size_t used;
};

static void *
take(struct room *room, size_t count, size_t size)
{
	void *at = room->memory == NULL ? NULL : room->memory + room->used;

	room->used += (count * size + LINE - 1) / LINE * LINE;
	return at;
}

#define TAKE(room, pointer, count) ((pointer) = take(room, count, sizeof(*(pointer))))

static size_t
grams_of_all(const struct model *m)
{
	size_t count = 0;

	for (uint32_t i = 0; i < m->project_count; i++)
		count += m->projects[i].text.count;
	return count;
}

static size_t
sectors_of_all(const struct model *m)
{
	size_t count = 0;

	for (uint32_t i = 0; i < m->city_count; i++)
		count += m->cities[i].sectors.count;
	return count;
}

/* About as many places as there are grams, so that few share one. */
static uint32_t
directory_bits(const struct model *m)
{
	uint32_t bits = 4;

	while (bits < DIRECTORY_BITS_MOST && UINT32_C(1) << bits < m->rarity.count)
		bits++;
	return bits;
}

static void
take_words(struct room *room, const struct model *m, struct words *w)
{
	size_t rows = m->project_count, grams = grams_of_all(m);

	w->shift = BARE_BITS - directory_bits(m);
	TAKE(room, w->start, ((size_t)1 << directory_bits(m)) + 1);
	TAKE(room, w->first, (size_t)m->rarity.count + 2);
	TAKE(room, w->row, grams);
	TAKE(room, w->weight, grams);
	TAKE(room, w->like, m->rarity.count);
	TAKE(room, w->times, m->rarity.count);
	TAKE(room, w->found, m->rarity.count);
	TAKE(room, w->shared, rows);
	TAKE(room, w->asked, rows);
	TAKE(room, w->has_text, rows);
	TAKE(room, w->relevance, PART_MAX + 1);
	TAKE(room, w->relevant, rows * SCRIPTS);
}

/* Twice the things that are looked up, as a power of two. */
static uint32_t
slots_for(size_t things)
{
	uint32_t slots = 16;

	while (slots < 2 * things)
		slots *= 2;
	return slots;
}

static size_t
things_most(const struct model *m)
{
	size_t things = sectors_of_all(m) > m->project_count ? sectors_of_all(m) : m->project_count;

	return m->rarity.count > things ? m->rarity.count : things;
}

/* `slots`: to find what is there already, while tables are made. */
static struct tables *
lay_out(struct room *room, const struct model *m, struct tables *t, uint32_t **slots)
{
	size_t         rows = m->project_count, cities = (m->city_count + CITIES_AT_ONCE - 1) / CITIES_AT_ONCE * CITIES_AT_ONCE;
	size_t         sectors = sectors_of_all(m);
	struct tables *there = take(room, 1, sizeof(*there));

	*t = (struct tables){ .m = m, .city_room = (uint32_t)cities, .worths_most = (uint32_t)(WORTHS_A_TOPIC * rows) };
	TAKE(room, t->traits, rows);
	TAKE(room, t->topics, rows);
	TAKE(room, t->groups, rows + 1);
	TAKE(room, t->group_of, rows);
	TAKE(room, t->most, rows);
	TAKE(room, t->required, rows);
	TAKE(room, t->budgets, rows);
	TAKE(room, t->terms, rows);
	TAKE(room, t->worths, t->worths_most);
	TAKE(room, t->cities, cities);
	for (int q = 0; q < QUADRANTS; q++)
		TAKE(room, t->membership[q], cities);
	TAKE(room, t->aimed, cities);
	TAKE(room, t->like, cities);
	TAKE(room, t->sector_first, (size_t)m->city_count + 1);
	TAKE(room, t->sector, sectors);
	TAKE(room, t->sector_tags, sectors);
	TAKE(room, t->sector_met, sectors);
	TAKE(room, t->place, PLACES_KEPT);
	TAKE(room, t->nearness, PLACES_KEPT * cities);
	TAKE(room, t->nearest, PLACES_KEPT);
	TAKE(room, t->standing, cities);
	TAKE(room, t->among, cities);
	take_words(room, m, &t->words);
	TAKE(room, *slots, slots_for(things_most(m)));
	return there;
}

size_t
tables_bytes(const struct model *m)
{
	struct room   room = { 0 };
	struct tables t;
	uint32_t     *slots;

	lay_out(&room, m, &t, &slots);
	return room.used;
}

/* --- traits */

static uint64_t
mix(uint64_t hash, uint64_t number)
{
	hash = (hash ^ number) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t
mix_topic(const struct score_project *w)
{
	uint64_t hash = w->categories.count;

	for (uint16_t i = 0; i < w->categories.count; i++)
		hash = mix(hash, (uint64_t)w->categories.at[i].node << 16 | w->categories.at[i].value);
	return hash;
}

static bool
same_topic(const struct score_project *a, const struct score_project *b)
{
	return a->categories.count == b->categories.count &&
		memcmp(a->categories.at, b->categories.at, a->categories.count * sizeof(a->categories.at[0])) == 0;
}

static uint64_t
mix_required(const struct score_project *w)
{
	uint64_t hash = 0;

	for (int s = 0; s < SUPPORTS; s++)
		hash = mix(hash, (uint64_t)w->support[s]);
	return hash;
}

static bool
same_required(const struct score_project *a, const struct score_project *b)
{
	return memcmp(a->support, b->support, sizeof(a->support)) == 0;
}

static uint64_t
mix_budget(const struct score_project *w)
{
	return mix((uint64_t)w->budget_min, (uint64_t)w->budget_max);
}

static bool
same_budget(const struct score_project *a, const struct score_project *b)
{
	return a->budget_min == b->budget_min && a->budget_max == b->budget_max;
}

static uint64_t
mix_terms(const struct score_project *w)
{
	uint64_t hash = mix(mix(w->preferred_kinds, w->excluded_kinds), (uint64_t)(w->open * 2 + w->valid));

	for (uint32_t i = 0; i < w->excluded_countries.count; i++)
		hash = mix(hash, w->excluded_countries.at[i]);
	return hash;
}

static bool
same_terms(const struct score_project *a, const struct score_project *b)
{
	const struct numbers *x = &a->excluded_countries, *y = &b->excluded_countries;

	return a->preferred_kinds == b->preferred_kinds && a->excluded_kinds == b->excluded_kinds &&
		a->open == b->open && a->valid == b->valid && x->count == y->count &&
		(x->count == 0 || memcmp(x->at, y->at, x->count * sizeof(x->at[0])) == 0);
}

/* A trait: what projects have alike, and where a group of them says which project it is like. */
struct trait {
	uint64_t (*mix)(const struct score_project *w);
	bool     (*same)(const struct score_project *a, const struct score_project *b);
	void    *groups;	/* each begins with its `like` */
	size_t   size;
	size_t   at;		/* of its number in struct traits */
};

static uint32_t
group_rows(struct tables *t, const struct trait *trait, uint32_t *slots)
{
	const struct model *m = t->m;
	uint32_t            mask = slots_for(things_most(m)) - 1, count = 0;

	memset(slots, 0xff, ((size_t)mask + 1) * sizeof(*slots));
	for (uint32_t row = 0; row < m->project_count; row++) {
		const struct score_project *w = &m->projects[m->city_projects[row]];
		uint32_t                    slot = (uint32_t)(trait->mix(w) >> 16) & mask;
		uint32_t                   *like;

		for (; slots[slot] != UINT32_MAX; slot = (slot + 1) & mask) {
			like = (uint32_t *)(void *)((char *)trait->groups + slots[slot] * trait->size);
			if (trait->same(&m->projects[*like], w))
				break;
		}
		if (slots[slot] == UINT32_MAX) {
			slots[slot] = count;
			like = (uint32_t *)(void *)((char *)trait->groups + count++ * trait->size);
			*like = m->city_projects[row];
		}
		memcpy((char *)&t->traits[row] + trait->at, &slots[slot], sizeof(uint32_t));
	}
	return count;
}

/* Rows of a city that have topic and support in common stand together. */
static bool
goes_on(const struct group *g, const struct score_project *w, const struct traits *traits)
{
	return g->city == w->city && g->topic == traits->topic && g->required == traits->required;
}

static void
run_groups(struct tables *t)
{
	const struct model *m = t->m;
	struct group       *g = NULL;

	for (uint32_t row = 0; row < m->project_count; row++) {
		const struct score_project *w = &m->projects[m->city_projects[row]];
		const struct traits        *traits = &t->traits[row];

		if (g == NULL || !goes_on(g, w, traits)) {
			g = &t->groups[t->group_count++];
			*g = (struct group){ .first = row, .city = w->city, .topic = traits->topic,
				.required = traits->required, .has_text = true };
		}
		g->has_text = g->has_text && w->text.count > 0;
		g->prefers = g->prefers || w->preferred_kinds != 0;
		t->group_of[row] = t->group_count - 1;
	}
	t->groups[t->group_count].first = m->project_count;
}

static void
group_projects(struct tables *t, uint32_t *slots)
{
	t->topic_count = group_rows(t, &(struct trait){ mix_topic, same_topic, t->topics, sizeof(*t->topics),
		offsetof(struct traits, topic) }, slots);
	t->required_count = group_rows(t, &(struct trait){ mix_required, same_required, t->required, sizeof(*t->required),
		offsetof(struct traits, required) }, slots);
	t->budget_count = group_rows(t, &(struct trait){ mix_budget, same_budget, t->budgets, sizeof(*t->budgets),
		offsetof(struct traits, budget) }, slots);
	t->terms_count = group_rows(t, &(struct trait){ mix_terms, same_terms, t->terms, sizeof(*t->terms),
		offsetof(struct traits, terms) }, slots);
	run_groups(t);
	for (uint32_t i = 0; i < t->budget_count; i++) {
		struct budget              *b = &t->budgets[i];
		const struct score_project *w = &t->m->projects[b->like];

		b->stated = w->budget_min > 0 || w->budget_max > 0;
		b->low = amount_from(w->budget_min);
		b->high = amount_to(w->budget_max);
	}
}

/* --- cities */

static uint32_t
sector_number(struct tables *t, struct tag tag, uint32_t *slots, uint32_t mask)
{
	uint32_t slot = (uint32_t)(mix(tag.node, tag.value) >> 16) & mask;

	for (; slots[slot] != UINT32_MAX; slot = (slot + 1) & mask)
		if (t->sector_tags[slots[slot]].node == tag.node && t->sector_tags[slots[slot]].value == tag.value)
			return slots[slot];
	t->sector_tags[t->sector_count] = tag;
	return slots[slot] = t->sector_count++;
}

static void
describe_cities(struct tables *t, uint32_t *slots)
{
	const struct model *m = t->m;
	uint32_t            mask = slots_for(things_most(m)) - 1, next = 0;

	memset(slots, 0xff, ((size_t)mask + 1) * sizeof(*slots));
	for (uint32_t c = 0; c < m->city_count; c++) {
		const struct score_city *city = &m->cities[c];

		t->sector_first[c] = next;
		for (uint16_t i = 0; i < city->sectors.count; i++)
			t->sector[next++] = sector_number(t, city->sectors.at[i], slots, mask);
	}
	t->sector_first[m->city_count] = next;
	for (uint32_t c = 0; c < t->city_room; c++)
		for (int q = 0; q < QUADRANTS; q++)
			t->membership[q][c] = (int16_t)(c < m->city_count ? m->cities[c].membership[q] : 0);
}

/* --- words */

static void
make_directory(struct words *w, const struct rarity *r)
{
	uint32_t places = UINT32_C(1) << (BARE_BITS - w->shift), at = 0;

	for (uint32_t i = 0; i <= places; i++) {
		while (at < r->count && r->gram[at] >> w->shift < i)
			at++;
		w->start[i] = at;
	}
}

/* As text_likeness() weighs it. */
static uint16_t
weight_in(const struct rarity *r, struct grams text, uint32_t i, uint32_t found)
{
	if (text.weight != NULL)
		return text.weight[i];
	return (uint16_t)(r->weight[found] / gram_of_word(text.at[i]));
}

/*
 * Counted, then listed, by rows: those of each gram are in the order of the rows. What stands
 * in first[g + 1] moves on while gram g fills, to where the next one begins.
 */
static void
list_rows(struct tables *t)
{
	const struct model *m = t->m;
	struct words       *w = &t->words;

	memset(w->first, 0, ((size_t)m->rarity.count + 2) * sizeof(*w->first));
	for (uint32_t i = 0; i < m->project_count; i++)
		for (uint32_t j = 0; j < m->projects[i].text.count; j++) {
			uint32_t found = words_find(w, &m->rarity, gram_bare(m->projects[i].text.at[j]));

			if (found != UINT32_MAX)
				w->first[found + 2]++;
		}
	for (uint32_t g = 1; g < m->rarity.count + 2; g++)
		w->first[g] += w->first[g - 1];
	for (uint32_t row = 0; row < m->project_count; row++) {
		struct grams text = m->projects[m->city_projects[row]].text;
		int64_t      all[SCRIPTS] = { 0 };

		for (uint32_t j = 0; j < text.count; j++) {
			uint32_t found = words_find(w, &m->rarity, gram_bare(text.at[j])), at;

			if (found == UINT32_MAX)
				continue;
			at = w->first[found + 1]++;
			w->row[at] = row;
			w->weight[at] = weight_in(&m->rarity, text, j, found);
			all[gram_script(text.at[j])] += w->weight[at];
		}
		for (int script = 0; script < SCRIPTS; script++)
			w->asked[row][script] = (uint16_t)text_asked(all[script]);
		w->has_text[row] = text.count > 0;
	}
}

/* Whether whoever has one of two grams has the other as well, with the same weight. */
static bool
same_rows(const struct words *w, const struct rarity *r, uint32_t a, uint32_t b)
{
	uint32_t count = w->first[a + 1] - w->first[a];

	return count == w->first[b + 1] - w->first[b] && bare_script(r->gram[a]) == bare_script(r->gram[b]) &&
		memcmp(w->row + w->first[a], w->row + w->first[b], count * sizeof(*w->row)) == 0 &&
		memcmp(w->weight + w->first[a], w->weight + w->first[b], count * sizeof(*w->weight)) == 0;
}

static void
liken_grams(struct words *w, const struct rarity *r, uint32_t *slots, uint32_t mask)
{
	memset(slots, 0xff, ((size_t)mask + 1) * sizeof(*slots));
	memset(w->times, 0, r->count * sizeof(*w->times));
	for (uint32_t gram = 0; gram < r->count; gram++) {
		uint64_t hash = 0;
		uint32_t slot;

		for (uint32_t k = w->first[gram]; k < w->first[gram + 1]; k++)
			hash = mix(hash, w->row[k]);
		slot = (uint32_t)(hash >> 16) & mask;
		while (slots[slot] != UINT32_MAX && !same_rows(w, r, slots[slot], gram))
			slot = (slot + 1) & mask;
		if (slots[slot] == UINT32_MAX)
			slots[slot] = gram;
		w->like[gram] = slots[slot];
	}
}

static void
list_relevance(struct words *w)
{
	for (int32_t likeness = 0; likeness <= PART_MAX; likeness++)
		w->relevance[likeness] = (int16_t)relevance_of(likeness);
	w->by_chance = 0;
	while (w->relevance[text_share(w->by_chance + 1, ASKS_AT_LEAST)] == 0)
		w->by_chance++;
}

struct tables *
tables_in(void *memory, const struct model *m)
{
	struct room    room = { .memory = memory };
	struct tables  t;
	uint32_t      *slots;
	struct tables *there = lay_out(&room, m, &t, &slots);

	*there = t;
	group_projects(there, slots);
	describe_cities(there, slots);
	for (int i = 0; i < PLACES_KEPT; i++)
		there->place[i].known = false;
	make_directory(&there->words, &m->rarity);
	list_rows(there);
	liken_grams(&there->words, &m->rarity, slots, slots_for(things_most(m)) - 1);
	list_relevance(&there->words);
	return there;
}
