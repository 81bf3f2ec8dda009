/*
 * What the partner is and says, against what the project and its city are and say.
 *
 * Every part is monotone: once it rests on data, a true addition to a profile
 * (one more category, support, reference, target, sentence; a wider ticket)
 * never lowers it. What a partner chooses is no addition: to name a first
 * target or another wanted city is to say that others are aimed at less, and
 * may lower the quadrant or preference part there.
 */
#include "scoring/part.h"

#include "scoring/fixed.h"
#include "scoring/text.h"

/*
 * sum(w x best) / sum(w) over the project's categories of weight w, where
 * best = the largest strength x similarity among the partner's categories.
 * What a project is about is certain once its weights reach PART_MAX: one
 * label of the document. A project whose labels are only inferred is not, and
 * the weight it lacks counts with the neutral value.
 */
int32_t
part_category(const struct pair *pair, struct notes *notes)
{
	const struct tags *mine = &pair->partner->categories, *theirs = &pair->project->categories;
	int64_t            sum = 0, weights = 0;

	if (mine->count == 0)
		return PART_UNKNOWN;
	for (uint16_t i = 0; i < theirs->count; i++) {
		int32_t  best = 0;
		uint16_t with = NOBODY;

		for (uint16_t j = 0; j < mine->count; j++) {
			int32_t met = part_times(mine->at[j].value,
				tree_similarity(&pair->m->categories, mine->at[j].node, theirs->at[i].node));

			if (met > best || (met == best && met > 0 && mine->at[j].node < with)) {
				best = met;
				with = mine->at[j].node;
			}
		}
		if (best > 0)
			note(notes, (struct evidence){ .kind = EVIDENCE_CATEGORY, .mine = with,
				.theirs = theirs->at[i].node, .value = best });
		sum += (int64_t)theirs->at[i].value * best;
		weights += theirs->at[i].value;
	}
	if (weights == 0)
		return PART_UNKNOWN;
	if (weights < PART_MAX) {
		int64_t lacking = (PART_MAX - weights) * pair->policy->neutral[PART_CATEGORY];

		note(notes, (struct evidence){ .kind = EVIDENCE_CATEGORY_INFERRED, .value = (int32_t)(lacking / PART_MAX) });
		sum += lacking;
		weights = PART_MAX;
	}
	return (int32_t)((sum + weights / 2) / weights);
}

/* One sector of the partner against all of the city's; keeps the best meeting. */
static void
meet_sectors(const struct pair *pair, uint16_t node, int32_t strength, bool implied, struct evidence *best)
{
	const struct tags *theirs = &pair->city->sectors;

	for (uint16_t i = 0; i < theirs->count; i++) {
		int32_t met = sector_met(&pair->m->sectors, node, strength, theirs->at[i]);

		if (met < best->value || met == 0)
			continue;
		/* Of equal meetings the stated one is told, then the one of the smaller numbers. */
		if (met > best->value || implied < best->implied
		    || (implied == best->implied && (node < best->mine
			|| (node == best->mine && theirs->at[i].node < best->theirs))))
			*best = (struct evidence){ .kind = EVIDENCE_SECTOR, .mine = node,
				.theirs = theirs->at[i].node, .implied = implied, .value = met };
	}
}

/*
 * The largest strength x similarity x weight between a sector of the partner,
 * stated or implied by a category (then x implied_sector), and one of the
 * city. The best single meeting, and no mean: a city with many sectors must
 * not punish a specialist.
 */
int32_t
part_sector(const struct pair *pair, struct notes *notes)
{
	const struct score_partner *p = pair->partner;
	struct evidence             best = { .kind = EVIDENCE_NOTHING, .mine = NOBODY, .theirs = NOBODY, .implied = true };
	bool                        stated = p->sectors.count > 0;

	for (uint16_t i = 0; i < p->sectors.count; i++)
		meet_sectors(pair, p->sectors.at[i].node, p->sectors.at[i].value, false, &best);
	for (uint16_t i = 0; i < p->categories.count; i++) {
		const struct tags *implies = &pair->m->sectors_of_category[p->categories.at[i].node];

		for (uint16_t j = 0; j < implies->count; j++) {
			int32_t strength = sector_implied(pair->policy, p->categories.at[i], implies->at[j]);

			stated = true;
			meet_sectors(pair, implies->at[j].node, strength, true, &best);
		}
	}
	if (!stated || pair->city->sectors.count == 0)
		return PART_UNKNOWN;
	if (best.value > 0)
		note(notes, best);
	return best.value;
}

int32_t
same_quadrants(const int32_t a[QUADRANTS], const int32_t b[QUADRANTS])
{
	int32_t shared = 0;

	for (int q = 0; q < QUADRANTS; q++)
		shared += a[q] < b[q] ? a[q] : b[q];
	return shared;
}

/*
 * T + (MAX - T) x R x (1 - target_share). T = the city's membership in the
 * targeted quadrants, or the neutral value when none is targeted; R = the
 * likeness of the city's quadrants to those of the most alike reference.
 * Work done in such cities adds to a stated aim and stands in for a missing
 * one; having also worked elsewhere takes nothing away. A reference in a place
 * without known facts says nothing here.
 */
int32_t
quadrant_of_pair(const struct policy *policy, uint32_t quadrants, int32_t aimed, int32_t like)
{
	int32_t base = quadrants == 0 ? policy->neutral[PART_QUADRANT] : aimed;

	if (quadrants == 0 && like == PART_UNKNOWN)
		return PART_UNKNOWN;
	if (like <= 0)
		return base;
	return base + part_times(PART_MAX - base, part_times(like, PART_MAX - policy->target_share));
}

int32_t
part_quadrant(const struct pair *pair, struct notes *notes)
{
	const struct score_partner *p = pair->partner;
	struct evidence             like = { .kind = EVIDENCE_REFERENCE_QUADRANT, .value = PART_UNKNOWN };
	int32_t                     aimed = 0;

	for (uint16_t q = 0; q < QUADRANTS; q++) {
		if ((p->quadrants & BIT(q)) == 0)
			continue;
		aimed += pair->city->membership[q];
		if (pair->city->membership[q] > 0)
			note(notes, (struct evidence){ .kind = EVIDENCE_TARGET, .quadrant = q,
				.value = pair->city->membership[q] });
	}
	for (uint32_t i = 0; i < p->reference_count; i++) {
		const int32_t *there = p->references[i].membership;
		int32_t        shared = same_quadrants(there, pair->city->membership);

		if ((there[0] | there[1] | there[2] | there[3]) != 0 && shared > like.value) {
			like.value = shared;
			like.reference = i;
		}
	}
	if (like.value > 0)
		note(notes, like);
	return quadrant_of_pair(pair->policy, p->quadrants, aimed, like.value);
}

/* The share of the required support, by weight, that the partner offers. */
int32_t
part_support(const struct pair *pair, struct notes *notes)
{
	int64_t met = 0, required = 0;

	if (pair->partner->support == 0)
		return PART_UNKNOWN;
	for (uint16_t i = 0; i < SUPPORTS; i++) {
		int32_t weight = pair->project->support[i];
		bool    offered = (pair->partner->support & BIT(i)) != 0;

		required += weight;
		if (offered)
			met += weight;
		if (weight > 0)
			note(notes, (struct evidence){ .support = i, .value = weight,
				.kind = offered ? EVIDENCE_SUPPORT_MET : EVIDENCE_SUPPORT_MISSING });
	}
	return required > 0 ? part_share(met, required) : PART_UNKNOWN;
}

/*
 * Any two texts share a little by chance; beyond that it saturates: to name
 * one rare word of a title ("CCTV") is already a fair match.
 */
enum { LIKENESS_BY_CHANCE = 1000, LIKENESS_HALF = 1500 };

/* With x = likeness - chance and X the most x can be: x (X + half) / (X (x + half)). */
int32_t
relevance_of(int32_t likeness)
{
	const int64_t most = PART_MAX - LIKENESS_BY_CHANCE;
	int64_t       x = likeness - LIKENESS_BY_CHANCE;

	return x <= 0 ? 0 : part_share(x * (most + LIKENESS_HALF), most * (x + LIKENESS_HALF));
}

int32_t
part_relevance(const struct pair *pair, struct notes *notes)
{
	int32_t likeness;

	if (pair->partner->text.count == 0 || pair->project->text.count == 0)
		return PART_UNKNOWN;
	likeness = text_likeness(&pair->m->rarity, pair->partner->text, pair->project->text);
	if (likeness > LIKENESS_BY_CHANCE)
		note(notes, (struct evidence){ .kind = EVIDENCE_TEXT, .value = likeness });
	return relevance_of(likeness);
}

/*
 * The mean over the sides that state a preference. The partner's: the city is
 * wanted (MAX), or its country is: MAX when no city was named at all, else
 * similar_parent, as a country is the parent of its cities; else 0. The
 * project's: the partner's kind is preferred (MAX) or not (0).
 */
int32_t
part_preference(const struct pair *pair, struct notes *notes)
{
	const struct score_partner *p = pair->partner;
	int32_t                     sum = 0, sides = 0;

	if (p->wanted_cities.count > 0 || p->wanted_countries.count > 0) {
		struct evidence e = { .kind = EVIDENCE_NOT_WANTED };

		if (numbers_have(p->wanted_cities, pair->project->city)) {
			e.kind = EVIDENCE_WANTED_CITY;
			e.value = PART_MAX;
		} else if (numbers_have(p->wanted_countries, pair->city->country)) {
			e.kind = EVIDENCE_WANTED_COUNTRY;
			e.value = p->wanted_cities.count > 0 ? pair->policy->similar_parent : PART_MAX;
		}
		note(notes, e);
		sum += e.value;
		sides++;
	}
	if (pair->project->preferred_kinds != 0) {
		bool preferred = (pair->project->preferred_kinds & BIT(p->kind)) != 0;

		note(notes, (struct evidence){ .value = preferred ? PART_MAX : 0,
			.kind = preferred ? EVIDENCE_KIND_PREFERRED : EVIDENCE_KIND_NOT_PREFERRED });
		sum += preferred ? PART_MAX : 0;
		sides++;
	}
	return sides > 0 ? sum / sides : PART_UNKNOWN;
}

int32_t
amount_from(int64_t usd)
{
	return fixed_ln_milli(usd > 0 ? usd : 1);
}

int32_t
amount_to(int64_t usd)
{
	return fixed_ln_milli(usd > 0 ? usd : INT64_MAX);
}

/*
 * 0 when ticket and budget do not meet; half of MAX when they touch, and the
 * other half by the share of the budget's range, on a log scale, that the
 * ticket covers (a budget of one amount is covered when it is met). Not the
 * share of the smaller range: a partner would lose by stating a wider ticket.
 */
int32_t
scale_of(int32_t low, int32_t high, int32_t from, int32_t to)
{
	from = from > low ? from : low;
	to = to < high ? to : high;
	if (from > to)
		return 0;
	return PART_MAX / 2 + (high > low ? part_share(to - from, high - low) / 2 : PART_MAX / 2);
}

int32_t
part_scale(const struct pair *pair, struct notes *notes)
{
	const struct score_partner *p = pair->partner;
	const struct score_project *w = pair->project;
	int32_t                     value;

	if ((p->ticket_min <= 0 && p->ticket_max <= 0) || (w->budget_min <= 0 && w->budget_max <= 0))
		return PART_UNKNOWN;
	value = scale_of(amount_from(w->budget_min), amount_to(w->budget_max), amount_from(p->ticket_min),
		amount_to(p->ticket_max));
	if (value > 0)
		note(notes, (struct evidence){ .kind = EVIDENCE_TICKET, .value = value });
	return value;
}

part_fn *const part_table[PARTS] = {
	[PART_CATEGORY]     = part_category,
	[PART_SECTOR]       = part_sector,
	[PART_QUADRANT]     = part_quadrant,
	[PART_SUPPORT]      = part_support,
	[PART_TRACK_RECORD] = part_track_record,
	[PART_RELEVANCE]    = part_relevance,
	[PART_PREFERENCE]   = part_preference,
	[PART_SCALE]        = part_scale,
};
