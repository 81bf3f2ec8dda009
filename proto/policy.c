/*
 * A policy as a document, and as the numbers that scoring takes.
 */
#include "proto/network.h"

#define PART_FIELDS(what)										\
	{ MEMBER(struct part_numbers, at[PART_CATEGORY]), .name = "category", .required = true,	\
	  .max = PART_MAX, .about = what " of the category part." },					\
	{ MEMBER(struct part_numbers, at[PART_SECTOR]), .name = "sector", .required = true,		\
	  .max = PART_MAX, .about = what " of the sector part." },					\
	{ MEMBER(struct part_numbers, at[PART_QUADRANT]), .name = "quadrant", .required = true,	\
	  .max = PART_MAX, .about = what " of the quadrant part." },					\
	{ MEMBER(struct part_numbers, at[PART_SUPPORT]), .name = "support", .required = true,		\
	  .max = PART_MAX, .about = what " of the support part." },					\
	{ MEMBER(struct part_numbers, at[PART_TRACK_RECORD]), .name = "track_record", .required = true, \
	  .max = PART_MAX, .about = what " of the track record part." },				\
	{ MEMBER(struct part_numbers, at[PART_RELEVANCE]), .name = "relevance", .required = true,	\
	  .max = PART_MAX, .about = what " of the relevance part." },					\
	{ MEMBER(struct part_numbers, at[PART_PREFERENCE]), .name = "preference", .required = true,	\
	  .max = PART_MAX, .about = what " of the preference part." },					\
	{ MEMBER(struct part_numbers, at[PART_SCALE]), .name = "scale", .required = true,		\
	  .max = PART_MAX, .about = what " of the scale part." },					\
	{ .name = NULL }

static const struct field weight_fields[] = { PART_FIELDS("Weight") };
static const struct field neutral_fields[] = { PART_FIELDS("Value without data") };

static void
check_weights(const void *in, const char *at, struct problem *p)
{
	const struct part_numbers *w = in;
	int64_t                    sum = 0;

	for (int i = 0; i < PARTS; i++)
		sum += w->at[i];
	if (sum != WEIGHT_SUM)
		problem_at(p, at, SAY_WEIGHTS_SUM, DIGITS(WEIGHT_SUM), DIGITS(sum));
}

const struct message part_weights_message = {
	.name = "PartWeights", .about = "An integer weight for each part; they sum to 1000.",
	.size = sizeof(struct part_numbers), .fields = weight_fields, .check = check_weights,
};

static const struct message part_neutral_message = {
	.name = "PartNeutrals", .about = "The value, 0..10000, that each part takes without data.",
	.size = sizeof(struct part_numbers), .fields = neutral_fields,
};

static const struct field policy_fields[] = {
	{ MEMBER(struct policy_document, id), .name = "id", .required = true, .min = 1, .max = 80, .form = FORM_ID,
	  .about = "Name and number of the policy; a policy never changes." },
	{ MEMBER(struct policy_document, name_en), .name = "name_en", .required = true, .min = 1, .max = 200,
	  .about = "Name in English." },
	{ MEMBER(struct policy_document, name_ko), .name = "name_ko", .required = true, .min = 1, .max = 200,
	  .about = "Name in Korean." },
	{ MEMBER(struct policy_document, about_en), .name = "about_en", .max = 4000,
	  .about = "What it is for, in English." },
	{ MEMBER(struct policy_document, about_ko), .name = "about_ko", .max = 4000,
	  .about = "What it is for, in Korean." },
	{ MEMBER(struct policy_document, density_sources), .name = "density_sources", .required = true,
	  .min = 1, .max = 20, .form = FORM_ID,
	  .about = "Sources of facts, most trusted first; the first that has a value counts." },
	{ MEMBER(struct policy_document, weights), .name = "weights", .required = true,
	  .item = &part_weights_message, .about = "Weight of each part." },
	{ MEMBER(struct policy_document, neutral), .name = "neutral", .required = true,
	  .item = &part_neutral_message, .about = "Value of each part that has no data." },
	{ MEMBER(struct policy_document, gdp_threshold_milli), .name = "gdp_threshold_milli", .required = true,
	  .min = 1, .max = INT64_C(1000000000000),
	  .about = "GDP per capita above which an economy is developed, in thousandths of a USD." },
	{ MEMBER(struct policy_document, density_threshold_milli), .name = "density_threshold_milli",
	  .required = true, .min = 1, .max = INT64_C(1000000000000),
	  .about = "Density above which a city is dense, in thousandths of a person per km2." },
	{ MEMBER(struct policy_document, softness_milli), .name = "softness_milli", .required = true,
	  .min = 0, .max = 100000,
	  .about = "Softness s of the membership 1/(1+exp(-ln(value/threshold)/s)), in thousandths; 0 = hard." },
	{ MEMBER(struct policy_document, target_share), .name = "target_share", .required = true,
	  .max = PART_MAX, .about = "How much stated target quadrants count beside those of references." },
	{ MEMBER(struct policy_document, similar_parent), .name = "similar_parent", .required = true,
	  .max = PART_MAX, .about = "Similarity of a node and its parent." },
	{ MEMBER(struct policy_document, similar_sibling), .name = "similar_sibling", .required = true,
	  .max = PART_MAX, .about = "Similarity of two children of one parent." },
	{ MEMBER(struct policy_document, stated_sector), .name = "stated_sector", .required = true,
	  .max = PART_MAX, .about = "Weight of a sector that a city states." },
	{ MEMBER(struct policy_document, implied_sector), .name = "implied_sector", .required = true,
	  .max = PART_MAX, .about = "Weight of a sector that only its projects imply." },
	{ MEMBER(struct policy_document, place_scale_milli), .name = "place_scale_milli", .required = true,
	  .min = 1, .max = 100000,
	  .about = "Distance in (ln GDP, ln density), in thousandths, at which likeness of places falls to 1/e." },
	{ MEMBER(struct policy_document, place_unknown), .name = "place_unknown", .required = true,
	  .max = PART_MAX, .about = "Likeness of a place whose facts are not known." },
	{ MEMBER(struct policy_document, reference_year), .name = "reference_year", .required = true,
	  .min = 1900, .max = 2200, .about = "Year that recency counts back from." },
	{ MEMBER(struct policy_document, recency_half_years), .name = "recency_half_years", .required = true,
	  .min = 1, .max = 200, .about = "A reference this many years old counts half." },
	{ MEMBER(struct policy_document, neighbours), .name = "neighbours", .required = true,
	  .min = 1, .max = 8, .about = "How many nearest cities lend their needs to one without an open project." },
	{ .name = NULL }
};

const struct message policy_message = {
	.name = "Policy", .word = SAY_WORD_POLICY, .about = "A named, numbered, immutable set of thresholds, weights and rules.",
	.size = sizeof(struct policy_document), .fields = policy_fields,
};

struct policy
policy_of(const struct policy_document *d)
{
	const struct part_numbers *weights = d->weights.at, *neutral = d->neutral.at;
	struct policy              p = {
		.gdp_threshold_milli = d->gdp_threshold_milli,
		.density_threshold_milli = d->density_threshold_milli,
		.softness_milli = (int32_t)d->softness_milli,
		.target_share = (int32_t)d->target_share,
		.similar_parent = (int32_t)d->similar_parent,
		.similar_sibling = (int32_t)d->similar_sibling,
		.stated_sector = (int32_t)d->stated_sector,
		.implied_sector = (int32_t)d->implied_sector,
		.place_scale_milli = (int32_t)d->place_scale_milli,
		.place_unknown = (int32_t)d->place_unknown,
		.reference_year = (int32_t)d->reference_year,
		.recency_half_years = (int32_t)d->recency_half_years,
		.neighbours = (int32_t)d->neighbours,
	};

	for (int i = 0; i < PARTS; i++) {
		p.weight[i] = (int32_t)weights->at[i];
		p.neutral[i] = (int32_t)neutral->at[i];
	}
	return p;
}
