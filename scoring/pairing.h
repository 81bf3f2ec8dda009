/*
 * The best pairing list under constraints, exactly, with its proof.
 *
 * Objectives, in this order (DESIGN: "Pairing lists"):
 *	0. pins: as many as possible are kept; all of them, unless they contradict
 *	   a capacity or a quota among themselves;
 *	1. coverage: as many cities as possible get a partner;
 *	2. stated minimums (partners, cities, countries, kinds): least total shortfall;
 *	3. largest total score, less the price of every change from an earlier list;
 *	4. the tie-break: largest total of pairing_tie() over the pairs, a lot that
 *	   is drawn from the ids; and if even that is equal, the list that has the
 *	   first pair (by city id, project id, partner id) in which the lists differ.
 *
 * The result depends on the ids and numbers given, never on the order of rows.
 * Integers only; no clock, no randomness, no locale. Safe to run on any thread:
 * no globals. Indexes in a result are those of the problem's rows.
 */
#ifndef SCORING_PAIRING_H
#define SCORING_PAIRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAIRING_NONE UINT32_MAX

struct pairing_partner {
	const char *id;		/* unique; decides ties */
	uint32_t    min, max;	/* pairings it must, and can, carry */
	uint32_t    kind;	/* group numbers, dense from 0; PAIRING_NONE = in no group */
	uint32_t    country;
};

struct pairing_project {
	const char *id;		/* unique; decides ties */
	uint32_t    city;	/* index into cities */
	uint32_t    slots;	/* how many partners it can take */
};

struct pairing_city {
	const char *id;		/* unique; decides ties */
	uint32_t    country;	/* group number; PAIRING_NONE = in none */
};

enum pairing_group { PAIRING_CITY, PAIRING_CITY_COUNTRY, PAIRING_PARTNER_KIND, PAIRING_PARTNER_COUNTRY };

/* At least `min` and at most `max` pairings within one city, country or kind. */
struct pairing_quota {
	enum pairing_group group;
	uint32_t           index;	/* which city, country or kind */
	uint32_t           min, max;
};

struct pairing_pair {
	uint32_t partner, project;
};

struct pairing_pairs {
	const struct pairing_pair *at;
	size_t                     count;
};

enum { PAIRING_BLOCKED = -1, PAIRING_SCORE_MAX = 10000000 };

/* A price of change is at most this: a hundred times the highest score. */
#define PAIRING_CHANGE_PRICE_MAX INT64_C(1000000000)

struct pairing_problem {
	const struct pairing_partner *partners;
	const struct pairing_project *projects;
	const struct pairing_city    *cities;
	const struct pairing_quota   *quotas;
	uint32_t partner_count, project_count, city_count, quota_count;
	struct pairing_pairs pins, bans;	/* a pin is a must; a pin that is also banned or blocked is reported */
	struct pairing_pairs earlier;		/* the list this one replaces */
	int64_t              change_price;	/* for each pair of `earlier` that is not kept; 0..PAIRING_CHANGE_PRICE_MAX */
	int32_t              floor;		/* pairs that score below are not made (pins are) */

	/* Score 0..10,000,000 of a partner with every project, or PAIRING_BLOCKED. */
	void (*score_row)(void *ctx, uint32_t partner, int32_t *scores);
	void *ctx;

	/* Called now and then with 0..1000; true stops the work. NULL = never. */
	bool (*progress)(void *ctx, int permille);
};

/*
 * An amount of the objective. The first member that is not zero decides its
 * sign: one city outweighs any number of minimums, one minimum any score.
 * As a price it may be negative: a set that is short pays for whoever comes.
 */
struct pairing_amount {
	int64_t pins, cities, minimums, score, tie;
};

enum { PAIRING_TIE_BITS = 18, PAIRING_TIE_MAX = (1 << PAIRING_TIE_BITS) - 1 };

/* The lot of a pair, 1..PAIRING_TIE_MAX: a fixed function of the two ids. See pairing_terms.c. */
uint32_t pairing_tie(const char *partner_id, const char *project_id);

/* A pair of the list. */
struct pairing_made {
	uint32_t partner, project;
	int32_t  score;
	bool     pinned;
	bool     kept;		/* it stood in the earlier list */
};

struct pairing_sum {
	uint32_t cities;	/* with a partner */
	uint64_t shortfall;	/* pairings missing to the stated minimums, added up */
	int64_t  score;		/* of the pairs */
	uint32_t changes;	/* pairs of the earlier list that are not kept */
	int64_t  change_cost;	/* changes x change_price */
};

/*
 * The proof. A price stands beside every partner, project slot, city (its
 * coverage) and quota, in the order of the problem's rows. A pair is worth
 * making if its score (with what keeping it saves, and its lot) exceeds the sum
 * of the prices of all that it uses. With these prices every pair of the list is
 * worth making, no other pair is, and every price is at odds with no slack:
 * that proves the list the best one (pairing_verify.c says it exactly).
 *
 * The prices are canonical: of all prices that prove the list, those that are
 * lowest for the projects' side. So one altered price is a wrong price.
 */
struct pairing_prices {
	struct pairing_amount *partner, *project, *city, *quota;
};

/* A list with its proof: what is stored, printed and verified. */
struct pairing_answer {
	struct pairing_made  *made;	/* by city id, project id, partner id */
	uint32_t              made_count;
	struct pairing_sum    sum;
	struct pairing_prices prices;
	uint64_t              seal;	/* over the constraints, the pairs and the prices: see pairing_seal() */
};

enum pairing_status {
	PAIRING_SOLVED,
	PAIRING_STOPPED,	/* progress() said so; there is no list */
	PAIRING_CROSSED,	/* two quotas neither nest nor stay apart; there is no list */
	PAIRING_TOO_LARGE,	/* the amounts would not fit 128 bits; there is no list */
};

/* Why a pin is not in the list. */
enum pairing_pin_reason {
	PAIRING_PIN_BANNED,		/* it is also in the bans */
	PAIRING_PIN_BLOCKED,		/* score_row() says PAIRING_BLOCKED: a gate */
	PAIRING_PIN_PARTNER,		/* the pins of this partner exceed its capacity */
	PAIRING_PIN_PROJECT,		/* the pins of this project exceed its slots */
	PAIRING_PIN_QUOTA,		/* the pins within this quota exceed its maximum */
};

struct pairing_pin_fault {
	struct pairing_pair     pair;
	enum pairing_pin_reason reason;
	uint32_t                which;		/* the partner, project or quota; PAIRING_NONE for a ban or gate */
	uint32_t                pins, max;	/* how many pins want it, and what it allows */
};

/* What a set of pairings is: a partner's, a project's, a city's, or a quota's. */
enum pairing_set { PAIRING_SET_PARTNER, PAIRING_SET_PROJECT, PAIRING_SET_CITY, PAIRING_SET_QUOTA };

/* A minimum that is not reached. For a city: nobody comes (need 1, got 0). */
struct pairing_short {
	enum pairing_set set;
	uint32_t         which;
	uint32_t         need, got;
	uint32_t         block;		/* index into blocks: what stands in the way */
};

/*
 * What stands in the way of minimums: sets that share their way out. Whoever
 * could serve the ones that need is in it, and is full; whatever fills them is
 * in it too, and needs what it has.
 */
enum pairing_block_reason {
	PAIRING_BLOCK_SHORT,	/* it is short: one of `shorts` */
	PAIRING_BLOCK_NEEDS,	/* it has no more than its minimum (or its one coverage), and needs it */
	PAIRING_BLOCK_FULL,	/* partner, project or quota at its maximum */
	PAIRING_BLOCK_ALONE,	/* a project or partner that may be paired with nobody: gates, bans, floor */
	PAIRING_BLOCK_PINNED,	/* a project or partner that keeps a pinned pair */
};

struct pairing_blocker {
	enum pairing_block_reason reason;
	enum pairing_set          set;
	uint32_t                  which;
	uint32_t                  min, max, got;
};

struct pairing_block {
	uint32_t first, count;		/* in blockers */
};

struct pairing_result {
	enum pairing_status       status;
	uint32_t                  crossing[2];	/* PAIRING_CROSSED: the two quotas */
	struct pairing_answer     answer;
	struct pairing_pin_fault *pin_faults;	/* by city id, project id, partner id of the pin; each reason a row */
	uint32_t                  pin_fault_count;
	struct pairing_short     *shorts;	/* cities by id, then partners by id, then quotas */
	uint32_t                  short_count;
	struct pairing_block     *blocks;
	struct pairing_blocker   *blockers;
	uint32_t                  block_count, blocker_count;
	struct {
		uint32_t scans, edges;		/* how often all pairs were priced; pairs ever looked at closely */
	} work;
};

/* Never NULL; the caller frees it with pairing_free(). */
struct pairing_result *pairing_solve(const struct pairing_problem *p);
void pairing_free(struct pairing_result *r);

/*
 * Does not call the solver and shares no code with it but the terms (what a
 * pair is worth, pairing_terms.h). Proves that the answer is allowed and is the
 * best one for the problem.
 */
enum pairing_flaw {
	PAIRING_PROVEN,
	PAIRING_FLAW_QUOTAS,		/* two quotas cross: nothing can be proven */
	PAIRING_FLAW_PAIR,		/* an index out of range, a pair twice, out of order, or wrongly marked */
	PAIRING_FLAW_NOT_ALLOWED,	/* a pair that a ban, a gate or the floor forbids */
	PAIRING_FLAW_SCORE,		/* another score than the pair has */
	PAIRING_FLAW_FULL,		/* a partner, project or quota carries more than its maximum */
	PAIRING_FLAW_SUM,		/* a total is wrong */
	PAIRING_FLAW_BETTER_PAIR,	/* the prices say that this pair should be in the list, or out of it */
	PAIRING_FLAW_PRICE,		/* a price is at odds with how full its set is, or is not the canonical one */
	PAIRING_FLAW_TIE,		/* an equal list precedes it */
	PAIRING_FLAW_SEAL,		/* the constraints, pairs or prices are not those that were sealed */
	PAIRING_FLAW_STOPPED,		/* progress() said so */
};

struct pairing_verdict {
	enum pairing_flaw flaw;
	uint32_t          partner, project;	/* the pair at fault, or PAIRING_NONE */
	enum pairing_set  set;			/* the set at fault, if `which` is not PAIRING_NONE */
	uint32_t          which;
};

struct pairing_verdict pairing_verify(const struct pairing_problem *p, const struct pairing_answer *a);

/* A number over everything that the answer rests on but the scores. Against accident; the list's digest is against intent. */
uint64_t pairing_seal(const struct pairing_problem *p, const struct pairing_answer *a);

/* Why is this pair not in the list, and what would bring it there? */
enum pairing_why_reason {
	PAIRING_WHY_PAIRED,		/* it is in the list */
	PAIRING_WHY_BANNED,
	PAIRING_WHY_BLOCKED,		/* a gate */
	PAIRING_WHY_FLOOR,		/* it scores below the floor */
	PAIRING_WHY_NO_ROOM,		/* the partner, the project or a quota of theirs allows none at all */
	PAIRING_WHY_OUTBID,		/* others are worth more */
};

enum { PAIRING_CHAIN_MAX = 8 };

struct pairing_why {
	enum pairing_why_reason reason;
	uint32_t              partner, project;
	int32_t               score;		/* PAIRING_BLOCKED where a gate shuts it out */
	struct pairing_amount partner_price;	/* all that the partner's side costs: its own and its quotas' prices */
	struct pairing_amount project_price;	/* all that the project's side costs: slot, city and quotas */
	struct pairing_amount gap;		/* what the prices ask beyond the pair's worth */
	struct pairing_amount loss;		/* what the list would lose exactly, were the pair made a must */
	int64_t               rise;		/* the smallest rise of the score that pairs them; -1 = none would */
	struct pairing_pair   dropped[PAIRING_CHAIN_MAX], added[PAIRING_CHAIN_MAX];	/* what else would change */
	uint32_t              dropped_count, added_count;	/* true counts; only the first ones are kept */
};

/* Exact; prices the rows of the partners that it meets. The answer must be a proven one. */
struct pairing_why pairing_why_not(const struct pairing_problem *p, const struct pairing_answer *a,
	uint32_t partner, uint32_t project);

/* The same for the project of the city that is nearest to being paired (least gap). False: the city has no project. */
bool pairing_why_not_city(const struct pairing_problem *p, const struct pairing_answer *a,
	uint32_t partner, uint32_t city, struct pairing_why *why);

/* The next best partners of every city: least gap first, then id. */
struct pairing_alternate {
	uint32_t              partner, project;	/* its nearest project there */
	int32_t               score;
	struct pairing_amount gap;
};

/*
 * Fills out[city * each ...] and counts[city]; out has city_count * each rows.
 * Partners that the city already has are left out. False: progress() stopped it.
 */
bool pairing_alternates(const struct pairing_problem *p, const struct pairing_answer *a,
	uint32_t each, struct pairing_alternate *out, uint32_t *counts);

#endif
