/*
 * Sets of grams: joined, weighed, compared.
 */
#include "scoring/fixed.h"
#include "scoring/gram.h"
#include "scoring/text.h"

/* So few numbers are sorted one by one: 256 counters cost more. */
enum { FEW = 128 };

/* Of a few, or of what is nearly in order. */
static void
insertion_sort(uint32_t *at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint32_t moved = at[i];
		size_t   j = i;

		for (; j > 0 && at[j - 1] > moved; j--)
			at[j] = at[j - 1];
		at[j] = moved;
	}
}

/* Those with the same byte together, the least first; then each such group by the byte below. */
static void
sort_by_byte(uint32_t *at, size_t n, int shift)
{
	size_t next[256], end[256] = { 0 };

	if (n <= FEW) {
		insertion_sort(at, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		end[at[i] >> shift & 255]++;
	for (size_t b = 0, from = 0; b < 256; b++) {
		next[b] = from;
		from = end[b] += from;
	}
	/* What lies in the wrong group changes places with the next of its own that does, until the right one comes. */
	for (size_t b = 0; b < 256; b++)
		while (next[b] < end[b]) {
			uint32_t moved = at[next[b]];
			size_t   to = moved >> shift & 255;

			at[next[b]] = at[next[to]];
			at[next[to]++] = moved;
		}
	for (size_t b = 0, from = 0; shift > 0 && b < 256; from = end[b++])
		sort_by_byte(at + from, end[b] - from, shift - 8);
}

void
gram_sort(uint32_t *at, size_t n)
{
	sort_by_byte(at, n, 24);
}

size_t
text_join(struct grams a, struct grams b, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = 0, j = 0; i < a.count || j < b.count; n++) {
		uint32_t gram = j >= b.count || (i < a.count && a.at[i] <= b.at[j]) ? a.at[i] : b.at[j];

		out[n] = gram;
		if (i < a.count && gram_bare(a.at[i]) == gram_bare(gram))
			i++;
		if (j < b.count && gram_bare(b.at[j]) == gram_bare(gram))
			j++;
	}
	return n;
}

/*
 * ln(1 + texts / holders), squared, as a share of the largest possible:
 * squared because a word that every fourth project uses ("system", "관리")
 * should hardly count beside one that names a single project, and with few
 * texts the logarithm alone is too flat.
 */
static uint16_t
weight_of(size_t texts, size_t holders)
{
	int64_t ln = fixed_ln_milli((int64_t)((texts + holders) * 1000 / holders));
	int64_t most = fixed_ln_milli((int64_t)((texts + 1) * 1000));

	return (uint16_t)(ln * ln / (most * most / RAREST));
}

size_t
text_rarity(const struct grams *texts, size_t count, uint32_t *gram, uint16_t *weight)
{
	size_t all = 0, distinct = 0;

	for (size_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < texts[i].count; j++)
			gram[all++] = gram_bare(texts[i].at[j]);
	gram_sort(gram, all);
	for (size_t i = 0; i < all; distinct++) {
		size_t first = i;

		while (i < all && gram[i] == gram[first])
			i++;
		weight[distinct] = weight_of(count, i - first);
		gram[distinct] = gram[first];
	}
	return distinct;
}

/* Each word counts as one, however many grams stand for it: they share its weight. */
static uint16_t
look_up(const struct rarity *r, uint32_t gram)
{
	uint32_t from = 0, to = r->count, looked_for = gram_bare(gram);

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (r->gram[middle] < looked_for)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == r->count || r->gram[from] != looked_for)
		return 0;
	return (uint16_t)(r->weight[from] / gram_of_word(gram));
}

void
text_weigh(const struct rarity *r, struct grams text, uint16_t *weight)
{
	for (uint32_t i = 0; i < text.count; i++)
		weight[i] = look_up(r, text.at[i]);
}

size_t
text_shared(const struct rarity *r, struct grams text, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = 0, k = 0; i < text.count && k < r->count; i++) {
		while (k < r->count && r->gram[k] < gram_bare(text.at[i]))
			k++;
		if (k < r->count && r->gram[k] == gram_bare(text.at[i]))
			out[n++] = text.at[i];
	}
	if (n == 0 && text.count > 0)
		out[n++] = text.at[0];
	return n;
}

int32_t
text_asked(int64_t all)
{
	return (int32_t)(all < ASKS_AT_LEAST ? ASKS_AT_LEAST : all > ASKS_AT_MOST ? ASKS_AT_MOST : all);
}

int32_t
text_likeness(const struct rarity *r, struct grams offered, struct grams wanted)
{
	int64_t  all[SCRIPTS] = { 0 }, shared[SCRIPTS] = { 0 };
	int32_t  best = 0;
	uint32_t j = 0;

	for (uint32_t i = 0; i < wanted.count; i++) {
		uint32_t gram = wanted.at[i];
		int64_t  weight = wanted.weight != NULL ? wanted.weight[i] : look_up(r, gram);

		while (j < offered.count && gram_bare(offered.at[j]) < gram_bare(gram))
			j++;
		all[gram_script(gram)] += weight;
		if (j < offered.count && gram_bare(offered.at[j]) == gram_bare(gram))
			shared[gram_script(gram)] += weight;
	}
	for (int script = 0; script < SCRIPTS; script++) {
		int32_t share = text_share(shared[script], text_asked(all[script]));

		if (share > best)
			best = share;
	}
	return best;
}
