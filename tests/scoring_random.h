/*
 * Profiles drawn at random, the same ones on every run, for tests that state
 * what holds for any profile.
 */
#ifndef TESTS_SCORING_RANDOM_H
#define TESTS_SCORING_RANDOM_H

#include "tests/scoring_network.h"

enum { REFERENCES_DRAWN = 24, WORDS_DRAWN = 12 };

/* xorshift: small, and the same everywhere. */
static inline uint32_t
draw(uint64_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 33) % below;
}

static const char *const some_words[] = {
	"bus", "transport", "traffic control", "waste", "solid waste", "river", "drainage", "water", "smart grid", "energy",
	"CCTV", "data platform", "housing", "education", "university", "payment", "tax", "tourism", "operations center",
	"대중교통", "폐기물 관리", "교통관제", "배수시설", "스마트 그리드", "주거", "전자결제", "데이터", "통합", "시스템",
};

struct random_profile {
	struct score_partner   partner;
	struct score_reference references[REFERENCES_DRAWN];
	uint16_t               wanted[4];
	char                   text[512];
	uint32_t               grams[GRAMS_OF_TEXT];
};

static inline void
random_reference(const struct network *n, uint64_t *seed, struct score_reference *r)
{
	uint16_t c = (uint16_t)draw(seed, 2 * CITIES_2018);

	*r = (struct score_reference){ .category = (uint16_t)draw(seed, CATEGORIES_2018), .city = NOBODY,
		.year = draw(seed, 4) == 0 ? 0 : 1995 + (int32_t)draw(seed, 26) };
	/* Half of all references are in places without facts. */
	if (c < CITIES_2018) {
		r->city = c;
		r->place = n->cities[c].place;
		memcpy(r->membership, n->cities[c].membership, sizeof(r->membership));
	}
}

static inline void
random_word(struct random_profile *out, uint64_t *seed)
{
	const char *word = some_words[draw(seed, COUNT(some_words))];

	if (strlen(out->text) + strlen(word) + 2 > sizeof(out->text))
		return;
	strcat(out->text, " ");
	strcat(out->text, word);
	out->partner.text = grams_of(out->text, NULL, out->grams);
}

static inline void
random_skill(struct tags *tags, uint16_t nodes, uint64_t *seed)
{
	uint16_t node = (uint16_t)draw(seed, nodes);
	int32_t  value = (1 + (int32_t)draw(seed, 5)) * PART_MAX / 5;

	for (uint16_t i = 0; i < tags->count; i++) {
		if (tags->at[i].node != node)
			continue;
		/* Stated already: never lowered. */
		if (tags->at[i].value < value)
			tags->at[i].value = (uint16_t)value;
		return;
	}
	tag(tags, node, value);
}

/* Every member is left out now and then. It points into itself: not to be copied. */
static inline void
random_profile(struct random_profile *out, const struct network *n, uint64_t *seed)
{
	struct score_partner *p = &out->partner;

	*out = (struct random_profile){ .partner = { .country = NOBODY } };
	p->kind = (enum partner_kind)draw(seed, PARTNER_DIALOGUE_PARTNER + 1);
	p->references = out->references;
	for (uint32_t i = draw(seed, 5); i > 0; i--)
		random_skill(&p->categories, CATEGORIES_2018, seed);
	for (uint32_t i = draw(seed, 3); i > 0; i--)
		random_skill(&p->sectors, SECTORS_2018, seed);
	p->support = draw(seed, BIT(SUPPORTS));
	p->quadrants = draw(seed, BIT(QUADRANTS));
	for (uint32_t i = draw(seed, 6); i > 0; i--)
		random_reference(n, seed, &out->references[p->reference_count++]);
	for (uint32_t i = draw(seed, 6); i > 0; i--)
		random_word(out, seed);
	if (draw(seed, 2) == 0) {
		p->ticket_min = 1000 + (int64_t)draw(seed, 1000000);
		p->ticket_max = p->ticket_min * (1 + draw(seed, 100));
	}
	if (draw(seed, 2) == 0) {
		out->wanted[0] = (uint16_t)draw(seed, COUNTRIES_2018);
		p->wanted_countries = (struct numbers){ out->wanted, 1 };
	}
}

/* Budgets that the data of 2018 does not have, so that the scale part has something to do. */
static inline void
random_budgets(struct network *n, uint64_t *seed)
{
	for (uint32_t i = 0; i < n->model.project_count; i++) {
		n->projects[i].budget_min = 1000 + (int64_t)draw(seed, 10000000);
		n->projects[i].budget_max = n->projects[i].budget_min * (1 + draw(seed, 40));
	}
}

#endif
