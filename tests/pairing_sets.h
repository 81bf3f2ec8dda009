/*
 * Pairing problems of any size for benchmarks. A score is computed when it is
 * asked for, so the sets need no memory of their own.
 *
 *	model	like the scoring model: a few shared traits and some noise of the pair
 *	noise	every pair for itself
 *	dup	few distinct profiles: ties everywhere
 *	common	every project ranks the partners alike; a tenth is the pair's own
 */
#ifndef TESTS_PAIRING_SETS_H
#define TESTS_PAIRING_SETS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "scoring/pairing.h"

enum pairing_set_kind { SET_MODEL, SET_NOISE, SET_DUP, SET_COMMON, SET_KINDS };

static const char *const pairing_set_names[] = { "model", "noise", "dup", "common" };

enum { SET_TRAITS = 8, SET_PROFILES = 40 };

struct pairing_set_made {
	enum pairing_set_kind  kind;
	struct pairing_problem problem;
	struct pairing_partner *partner;
	struct pairing_project *project;
	struct pairing_city    *city;
	char   (*id)[12];
	int32_t (*wants)[SET_TRAITS];	/* by project */
	uint32_t *lot;			/* by project */
};

static inline uint32_t
set_mix(uint32_t a, uint32_t b)
{
	uint32_t x = a * 0x9e3779b1u ^ (b + 0x7f4a7c15u) * 0x85ebca6bu;

	x = (x ^ x >> 15) * 0x2c1b3c6du;
	x = (x ^ x >> 12) * 0x297a2d39u;
	return x ^ x >> 15;
}

static inline int32_t
set_trait(uint32_t who, uint32_t trait)
{
	uint32_t x = set_mix(who, trait + 77);

	return x % 3 == 0 ? (int32_t)(x >> 8 & 1023) : 0;
}

static inline void
set_score_row(void *ctx, uint32_t partner, int32_t *scores)
{
	const struct pairing_set_made *s = ctx;
	uint32_t count = s->problem.project_count;
	int32_t  has[SET_TRAITS], quality = (int32_t)(set_mix(partner, 5) % 9000000);

	for (uint32_t t = 0; t < SET_TRAITS; t++)
		has[t] = set_trait(partner, t);
	switch (s->kind) {
	case SET_MODEL:
		for (uint32_t j = 0; j < count; j++) {
			int32_t sum = 0;

			for (uint32_t t = 0; t < SET_TRAITS; t++)
				sum += has[t] * s->wants[j][t];
			scores[j] = sum + (int32_t)(set_mix(partner, s->lot[j]) & 0xfffff);
		}
		break;
	case SET_NOISE:
		for (uint32_t j = 0; j < count; j++)
			scores[j] = (int32_t)(set_mix(partner, s->lot[j]) % 10000000);
		break;
	case SET_DUP:
		for (uint32_t j = 0; j < count; j++)
			scores[j] = (int32_t)(set_mix(set_mix(partner, 9) % SET_PROFILES, s->lot[j] % SET_PROFILES) % 10000000);
		break;
	case SET_COMMON:
		for (uint32_t j = 0; j < count; j++)
			scores[j] = quality + (int32_t)(set_mix(partner, s->lot[j]) % 1000000);
		break;
	case SET_KINDS:
		break;
	}
}

/* Capacities and slots 1..3, a city to every third project; the caller frees it with set_free(). */
static inline struct pairing_set_made *
set_make(enum pairing_set_kind kind, uint32_t partners, uint32_t projects)
{
	struct pairing_set_made *s = calloc(1, sizeof(*s));
	uint32_t cities = (projects + 2) / 3;

	s->kind = kind;
	s->partner = calloc(partners, sizeof(*s->partner));
	s->project = calloc(projects, sizeof(*s->project));
	s->city = calloc(cities, sizeof(*s->city));
	s->id = calloc((size_t)partners + projects + cities, sizeof(*s->id));
	s->wants = calloc(projects, sizeof(*s->wants));
	s->lot = calloc(projects, sizeof(*s->lot));
	for (uint32_t k = 0; k < partners + projects + cities; k++)
		snprintf(s->id[k], sizeof(s->id[k]), "x%08x", k);
	for (uint32_t i = 0; i < partners; i++)
		s->partner[i] = (struct pairing_partner){ s->id[i], 0, 1 + set_mix(i, 1) % 3, i % 7, i % 11 };
	for (uint32_t j = 0; j < projects; j++) {
		s->project[j] = (struct pairing_project){ s->id[partners + j], j / 3, 1 + set_mix(j, 2) % 3 };
		s->lot[j] = set_mix(j, 3);
		for (uint32_t t = 0; t < SET_TRAITS; t++)
			s->wants[j][t] = set_trait(j + 1000003, t);
	}
	for (uint32_t c = 0; c < cities; c++)
		s->city[c] = (struct pairing_city){ s->id[partners + projects + c], c % 10 };
	s->problem = (struct pairing_problem){ .partners = s->partner, .projects = s->project, .cities = s->city,
		.partner_count = partners, .project_count = projects, .city_count = cities,
		.score_row = set_score_row, .ctx = s };
	return s;
}

/* Quotas that bind, pins, bans and a price of change. */
struct set_rules {
	struct pairing_pair  pin[20], ban[300], earlier[400];
	struct pairing_quota quota[20];
};

/* The caller frees what `p` then borrows. */
static inline struct set_rules *
set_rule(struct pairing_problem *p)
{
	struct set_rules *r = calloc(1, sizeof(*r));
	uint32_t fewer = p->partner_count < p->project_count ? p->partner_count : p->project_count;

	for (uint32_t k = 0; k < 400; k++) {
		struct pairing_pair pair = { set_mix(k, 20) % p->partner_count, set_mix(k, 21) % p->project_count };

		r->earlier[k] = pair;
		if (k < 300)
			r->ban[k] = (struct pairing_pair){ pair.partner, (pair.project + k % 3) % p->project_count };
		if (k % 20 == 0)
			r->pin[k / 20] = (struct pairing_pair){ set_mix(k, 22) % p->partner_count, pair.project };
	}
	for (uint32_t q = 0; q < 20; q++) {
		if (q < 7)
			r->quota[q] = (struct pairing_quota){ PAIRING_PARTNER_KIND, q, fewer / 10, q % 2 == 0 ? fewer / 5 : fewer };
		else if (q < 15)
			r->quota[q] = (struct pairing_quota){ PAIRING_CITY_COUNTRY, q - 7, fewer / 20, fewer / 8 + fewer / 50 * q };
		else
			r->quota[q] = (struct pairing_quota){ PAIRING_CITY, q * 5 % p->city_count, 0, 2 };
	}
	p->pins = (struct pairing_pairs){ r->pin, 20 };
	p->bans = (struct pairing_pairs){ r->ban, 300 };
	p->earlier = (struct pairing_pairs){ r->earlier, 400 };
	p->change_price = 300000;
	p->quotas = r->quota;
	p->quota_count = 20;
	return r;
}

static inline void
set_free(struct pairing_set_made *s)
{
	free(s->partner);
	free(s->project);
	free(s->city);
	free(s->id);
	free(s->wants);
	free(s->lot);
	free(s);
}

#endif
