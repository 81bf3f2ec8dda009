#include "scoring/score.h"

#include "scoring/part.h"

struct pair
pair_of(const struct model *m, const struct score_partner *p, uint32_t project)
{
	const struct score_project *w = &m->projects[project];

	return (struct pair){ .m = m, .policy = m->policy, .partner = p, .project = w,
		.city = &m->cities[w->city], .number = project };
}

bool
numbers_have(struct numbers set, uint16_t number)
{
	uint32_t from = 0, to = set.count;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (set.at[middle] < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < set.count && set.at[from] == number;
}

bool
indexes_have(struct indexes set, uint32_t index)
{
	uint32_t from = 0, to = set.count;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (set.at[middle] < index)
			from = middle + 1;
		else
			to = middle;
	}
	return from < set.count && set.at[from] == index;
}

struct score
score_pair(const struct model *m, const struct score_partner *p, uint32_t project)
{
	struct pair  pair = pair_of(m, p, project);
	struct score s = { .gates = gates_failed(&pair) };

	for (int i = 0; i < PARTS; i++) {
		int32_t value = part_table[i](&pair, NULL);

		if (value == PART_UNKNOWN) {
			value = m->policy->neutral[i];
		} else {
			s.known |= BIT(i);
			s.coverage += m->policy->weight[i];
		}
		s.part[i] = value;
		s.total += m->policy->weight[i] * value;
	}
	return s;
}
