/*
 * The closed word lists of the programme: kinds of partner, support, quadrants,
 * states, parts of a score, gates.
 *
 * A word has one spelling, used in JSON, in SQL and in the pairing lists, and
 * one name in each language. In memory a single word is its index and several
 * words are a bit mask, so the scoring code compares integers.
 */
#ifndef SCORING_VOCAB_H
#define SCORING_VOCAB_H

#include <stddef.h>
#include <stdint.h>

struct word {
	const char *id;		/* snake_case; the spelling in JSON and SQL */
	const char *en, *ko;	/* what a person reads */
};

struct vocab {
	const char        *id;		/* names the schema in OpenAPI: "PartnerKind" */
	const char        *en, *ko;	/* "partner kind": completes "is not a known ..." */
	const struct word *words;	/* ends with a NULL id; at most 32 */
};

/* What an external partner is. The ids are those of sql/reference/partner_kinds.csv. */
enum partner_kind {
	PARTNER_PRIVATE_COMPANY,
	PARTNER_MANUFACTURER,
	PARTNER_SOLUTION_PROVIDER,
	PARTNER_MULTILATERAL_BANK,
	PARTNER_FINANCIAL_INSTITUTION,
	PARTNER_INVESTOR,
	PARTNER_CONSULTING_FIRM,
	PARTNER_PUBLIC_AGENCY,
	PARTNER_UNIVERSITY,
	PARTNER_CITY,
	PARTNER_DIALOGUE_PARTNER,
};

/* What partners offer and projects require. */
enum support {
	SUPPORT_TECHNOLOGY,
	SUPPORT_CONSTRUCTION,
	SUPPORT_OPERATION,
	SUPPORT_FINANCE,
	SUPPORT_ADVISORY,
	SUPPORT_TRAINING,
	SUPPORTS
};

enum quadrant {
	QUADRANT_DENSE_DEVELOPED,
	QUADRANT_DENSE_EMERGING,
	QUADRANT_LOW_DENSITY_DEVELOPED,
	QUADRANT_LOW_DENSITY_EMERGING,
	QUADRANTS
};

enum partner_state {
	PARTNER_DRAFT,
	PARTNER_SUBMITTED,
	PARTNER_VERIFIED,
	PARTNER_SUSPENDED,
	PARTNER_EXPIRED,
};

enum project_stage {
	PROJECT_PENDING,
	PROJECT_OPEN,
	PROJECT_MATCHED,
	PROJECT_IMPLEMENTING,
	PROJECT_DONE,
	PROJECT_DROPPED,
};

/* The parts of a score, in the order in which they are shown. */
enum part {
	PART_CATEGORY,
	PART_SECTOR,
	PART_QUADRANT,
	PART_SUPPORT,
	PART_TRACK_RECORD,
	PART_RELEVANCE,
	PART_PREFERENCE,
	PART_SCALE,
	PARTS
};

/* Reasons why a pair is shut out before it is scored; a pair may fail several. */
enum gate {
	GATE_PARTNER_NOT_VERIFIED,
	GATE_PARTNER_EXPIRED,
	GATE_PROJECT_NOT_OPEN,
	GATE_PROJECT_OUT_OF_VALIDITY,
	GATE_COUNTRY_EXCLUDED,		/* by the partner */
	GATE_CITY_EXCLUDED,		/* by the partner */
	GATE_PARTNER_COUNTRY_EXCLUDED,	/* by the project */
	GATE_PARTNER_KIND_EXCLUDED,	/* by the project */
	GATE_CONFLICT,			/* declared by either side */
	GATE_DECLINED,			/* this pair was declined before */
	GATE_TICKET_TOO_SMALL,		/* the partner's largest ticket is below the project's least budget */
	GATES
};

/* What an answer warns of: the result hangs on something that is not settled. */
enum flag {
	FLAG_THRESHOLD,		/* the quadrant label flips with another stated source */
	FLAG_TIE,		/* the same score as a neighbour in the list */
	FLAG_INFERRED_NEEDS,	/* no open project: needs taken from the nearest cities */
	FLAGS
};

extern const struct vocab partner_kind_vocab;
extern const struct vocab support_vocab;
extern const struct vocab quadrant_vocab;
extern const struct vocab partner_state_vocab;
extern const struct vocab project_stage_vocab;
extern const struct vocab part_vocab;
extern const struct vocab gate_vocab;	/* en/ko: a short label; the sentence is in proto/say.c */
extern const struct vocab flag_vocab;

/* The index of `word`, or -1 when the list does not have it. */
int vocab_find(const struct vocab *v, const char *word);

#define BIT(index) (UINT32_C(1) << (index))

#endif
