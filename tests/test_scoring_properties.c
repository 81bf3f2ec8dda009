#include <check.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

enum { DRAWS = 300, SEED = 20180708 };

static struct network      network;
static const struct model *m;

static void
setup(void)
{
	uint64_t seed = SEED;

	m = network_make(&network, &policy_2018);
	random_budgets(&network, &seed);
}

static void
expect_sound(const struct score *s)
{
	int32_t total = 0, coverage = 0;

	for (int i = 0; i < PARTS; i++) {
		ck_assert_int_ge(s->part[i], 0);
		ck_assert_int_le(s->part[i], PART_MAX);
		total += policy_2018.weight[i] * s->part[i];
		if ((s->known & BIT(i)) != 0)
			coverage += policy_2018.weight[i];
		else
			ck_assert_int_eq(s->part[i], policy_2018.neutral[i]);
	}
	ck_assert_int_eq(s->total, total);
	ck_assert_int_eq(s->coverage, coverage);
	ck_assert_int_le(s->total, SCORE_MAX);
}

START_TEST(parts_sum_to_the_score)
{
	static struct random_profile r;
	uint64_t                     seed = SEED;

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score s = score_pair(m, &r.partner, i);

			expect_sound(&s);
		}
	}
}
END_TEST

static void add_category(struct random_profile *r, uint64_t *seed)
{
	random_skill(&r->partner.categories, CATEGORIES_2018, seed);
}

static void add_sector(struct random_profile *r, uint64_t *seed)
{
	random_skill(&r->partner.sectors, SECTORS_2018, seed);
}

static void add_support(struct random_profile *r, uint64_t *seed)
{
	r->partner.support |= BIT(draw(seed, SUPPORTS));
}

static void add_quadrant(struct random_profile *r, uint64_t *seed)
{
	r->partner.quadrants |= BIT(draw(seed, QUADRANTS));
}

static void add_reference(struct random_profile *r, uint64_t *seed)
{
	if (r->partner.reference_count < REFERENCES_DRAWN)
		random_reference(&network, seed, &r->references[r->partner.reference_count++]);
}

static void add_words(struct random_profile *r, uint64_t *seed)
{
	random_word(r, seed);
}

static void widen_ticket(struct random_profile *r, uint64_t *seed)
{
	if (r->partner.ticket_max == 0)
		return;
	r->partner.ticket_min -= draw(seed, (uint32_t)r->partner.ticket_min / 2 + 1);
	r->partner.ticket_max += draw(seed, 1000000);
}

static void (*const additions[])(struct random_profile *, uint64_t *) = {
	add_category, add_sector, add_support, add_quadrant, add_reference, add_words, widen_ticket,
};

START_TEST(true_addition_never_lowers_a_part)
{
	static struct random_profile r;
	static struct score          before[PROJECTS_MOST];
	uint64_t                     seed = SEED + (uint64_t)_i;
	unsigned                     raised = 0;

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		/* A first target is a choice, not an addition. */
		if (r.partner.quadrants == 0)
			add_quadrant(&r, &seed);
		for (uint32_t i = 0; i < m->project_count; i++)
			before[i] = score_pair(m, &r.partner, i);
		additions[_i](&r, &seed);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score after = score_pair(m, &r.partner, i);

			for (int part = 0; part < PARTS; part++) {
				/* What was not known may turn out to be less than the neutral value. */
				if ((before[i].known & BIT(part)) == 0 && part != PART_TRACK_RECORD)
					continue;
				ck_assert_msg(after.part[part] >= before[i].part[part], "%s falls from %d to %d",
					part_vocab.words[part].id, before[i].part[part], after.part[part]);
				raised += after.part[part] > before[i].part[part];
			}
			/* What is known stays known. */
			ck_assert_uint_eq(before[i].known & ~after.known, 0);
		}
	}
	ck_assert_uint_gt(raised, 100);
}
END_TEST

static void
swap_tags(struct tags *tags)
{
	for (uint16_t i = 0; i < tags->count / 2; i++) {
		struct tag first = tags->at[i];

		tags->at[i] = tags->at[tags->count - 1 - i];
		tags->at[tags->count - 1 - i] = first;
	}
}

static void
swap_references(struct random_profile *r)
{
	for (uint32_t i = 0; i < r->partner.reference_count / 2; i++) {
		struct score_reference first = r->references[i];

		r->references[i] = r->references[r->partner.reference_count - 1 - i];
		r->references[r->partner.reference_count - 1 - i] = first;
	}
}

START_TEST(order_within_a_profile_is_not_seen)
{
	static struct random_profile r;
	static struct score          before[PROJECTS_MOST];
	uint64_t                     seed = SEED;

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		while (k % 10 == 0 && r.partner.reference_count < REFERENCES_DRAWN)
			add_reference(&r, &seed);
		for (uint32_t i = 0; i < m->project_count; i++)
			before[i] = score_pair(m, &r.partner, i);
		swap_tags(&r.partner.categories);
		swap_tags(&r.partner.sectors);
		swap_references(&r);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score after = score_pair(m, &r.partner, i);

			ck_assert_mem_eq(&after, &before[i], sizeof(after));
		}
	}
}
END_TEST

START_TEST(order_of_rows_is_not_seen)
{
	static struct network other;
	static struct profile mine, theirs;

	setup();
	network_make(&network, &policy_2018);
	network_make(&other, &policy_2018);
	/* The same projects from the last to the first, with their tags turned round. */
	for (uint32_t i = 0; i < PROJECTS_2018; i++) {
		other.projects[i] = network.projects[PROJECTS_2018 - 1 - i];
		swap_tags(&other.projects[i].categories);
		swap_tags(&other.projects[i].sectors);
	}
	network_texts(&other);
	network_needs(&other);
	ck_assert_uint_eq(other.model.project_count, network.model.project_count);
	for (int k = 0; k < PROFILES; k++) {
		const struct score_partner *a = profile_make(&mine, &network, &profiles[k]);
		const struct score_partner *b = profile_make(&theirs, &other, &profiles[k]);

		for (uint32_t i = 0; i < network.model.project_count; i++) {
			uint32_t     j = i < PROJECTS_2018 ? PROJECTS_2018 - 1 - i : i;
			struct score x = score_pair(&network.model, a, i), y = score_pair(&other.model, b, j);

			ck_assert_mem_eq(&x, &y, sizeof(x));
		}
	}
}
END_TEST

/* What the evidence of each part must add up to. */
static int64_t
weight_in(const struct tags *tags, uint16_t node)
{
	for (uint16_t i = 0; i < tags->count; i++)
		if (tags->at[i].node == node)
			return tags->at[i].value;
	return 0;
}

static int32_t
from_categories(const struct score_project *w, const struct evidence *e, size_t n)
{
	int64_t sum = 0, weights = 0;

	for (uint16_t i = 0; i < w->categories.count; i++)
		weights += w->categories.at[i].value;
	for (size_t i = 0; i < n; i++)
		if (e[i].kind == EVIDENCE_CATEGORY)
			sum += e[i].value * weight_in(&w->categories, e[i].theirs);
		else if (e[i].kind == EVIDENCE_CATEGORY_INFERRED)
			sum += (int64_t)e[i].value * PART_MAX;
	weights = weights < PART_MAX ? PART_MAX : weights;
	return (int32_t)((sum + weights / 2) / weights);
}

static int32_t
from_quadrants(const struct score_partner *p, const struct evidence *e, size_t n)
{
	double base = p->quadrants == 0 ? policy_2018.neutral[PART_QUADRANT] : 0, like = 0;

	for (size_t i = 0; i < n; i++) {
		if (e[i].kind == EVIDENCE_TARGET)
			base += e[i].value;
		if (e[i].kind == EVIDENCE_REFERENCE_QUADRANT)
			like = e[i].value;
	}
	return (int32_t)(base + (PART_MAX - base) * like / PART_MAX * (PART_MAX - policy_2018.target_share) / PART_MAX + 0.5);
}

static int32_t
from_support(const struct evidence *e, size_t n)
{
	double met = 0, required = 0;

	for (size_t i = 0; i < n; i++) {
		required += e[i].value;
		met += e[i].kind == EVIDENCE_SUPPORT_MET ? e[i].value : 0;
	}
	return (int32_t)(met / required * PART_MAX + 0.5);
}

static int32_t
from_references(const struct evidence *e, size_t n)
{
	double missing = PART_MAX - policy_2018.neutral[PART_TRACK_RECORD];

	for (size_t i = 0; i < n; i++)
		missing -= missing * e[i].value / PART_MAX;
	return (int32_t)(PART_MAX - missing + 0.5);
}

static int32_t
mean_of(const struct evidence *e, size_t n)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += e[i].value;
	return sum / (int32_t)n;
}

static int32_t
recompute(const struct score_partner *p, const struct score_project *w, enum part part, const struct evidence *e, size_t n)
{
	switch (part) {
	case PART_CATEGORY:
		return from_categories(w, e, n);
	case PART_QUADRANT:
		return from_quadrants(p, e, n);
	case PART_SUPPORT:
		return from_support(e, n);
	case PART_TRACK_RECORD:
		return from_references(e, n);
	default:
		return mean_of(e, n);
	}
}

START_TEST(evidence_accounts_for_every_part)
{
	static struct random_profile r;
	struct evidence              e[EVIDENCE_MAX];
	uint64_t                     seed = SEED;

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score s = score_pair(m, &r.partner, i);
			size_t       n = score_explain(m, &r.partner, i, e), at = 0;

			for (int part = 0; part < PARTS; part++) {
				size_t first = at;

				while (at < n && e[at].part == (enum part)part) {
					if (at > first && (e[at - 1].kind == EVIDENCE_SUPPORT_MISSING) == (e[at].kind == EVIDENCE_SUPPORT_MISSING))
						ck_assert_int_ge(e[at - 1].value, e[at].value);
					else if (at > first)
						ck_assert_int_eq(e[at].kind, EVIDENCE_SUPPORT_MISSING);
					at++;
				}
				ck_assert_uint_gt(at, first);
				if ((s.known & BIT(part)) == 0) {
					ck_assert_int_eq(e[first].kind, EVIDENCE_UNKNOWN);
					ck_assert_int_eq(e[first].value, s.part[part]);
				} else if (part == PART_RELEVANCE) {
					/* What the texts share saturates; it is told as it is. */
					ck_assert((e[first].kind == EVIDENCE_TEXT) == (s.part[part] > 0));
					ck_assert(s.part[part] == 0 || e[first].value
						== text_likeness(&m->rarity, r.partner.text, m->projects[i].text));
				} else if (e[first].kind == EVIDENCE_NOTHING) {
					ck_assert_int_eq(s.part[part], part == PART_TRACK_RECORD ? policy_2018.neutral[part] : 0);
				} else {
					int32_t told = recompute(&r.partner, &m->projects[i], (enum part)part, e + first, at - first);

					ck_assert_msg(abs(told - s.part[part]) <= 1, "%s is %d, the evidence says %d",
						part_vocab.words[part].id, s.part[part], told);
				}
			}
			ck_assert_uint_eq(at, n);
		}
	}
}
END_TEST

START_TEST(evidence_of_the_longest_profile_has_room)
{
	static struct random_profile r;
	struct evidence              e[EVIDENCE_MAX];
	uint64_t                     seed = SEED;
	static const uint16_t        here[] = { 0 };

	random_profile(&r, &network, &seed);
	r.partner.support = BIT(SUPPORTS) - 1;
	r.partner.quadrants = BIT(QUADRANTS) - 1;
	r.partner.wanted_countries = (struct numbers){ here, 1 };
	for (uint16_t c = 0; c < CATEGORIES_2018; c++)
		random_skill(&r.partner.categories, CATEGORIES_2018, &seed);
	while (r.partner.reference_count < REFERENCES_DRAWN)
		add_reference(&r, &seed);
	/* A project of every category: each can be met, and each reference counts for one of them. */
	network.projects[0].categories.count = 0;
	for (uint16_t c = 0; c < CATEGORIES_2018; c++)
		tag(&network.projects[0].categories, c, PART_MAX);
	for (int s = 0; s < SUPPORTS; s++)
		network.projects[0].support[s] = PART_MAX;
	network.projects[0].preferred_kinds = BIT(PARTNER_CITY);
	ck_assert_uint_lt(score_explain(m, &r.partner, 0, e), EVIDENCE_MAX);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_properties");
	TCase *t = tcase_create("what holds for any profile");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, parts_sum_to_the_score);
	tcase_add_loop_test(t, true_addition_never_lowers_a_part, 0, COUNT(additions));
	tcase_add_test(t, order_within_a_profile_is_not_seen);
	tcase_add_test(t, order_of_rows_is_not_seen);
	tcase_add_test(t, evidence_accounts_for_every_part);
	tcase_add_test(t, evidence_of_the_longest_profile_has_room);
	suite_add_tcase(s, t);
	return suite_run(s);
}
