#include "scoring/columns.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

_Static_assert(GATES <= 16 && PARTS == 8, "gates fit a uint16_t, known parts a uint8_t");
_Static_assert((int)SCORE_MAX < (int)STANDING_OPEN, "a score leaves room for what stands on top of it");
_Static_assert(WEIGHT_SUM <= INT16_MAX, "a weight is multiplied as one of sixteen bits");

static size_t
bands(uint32_t count)
{
	return ((size_t)count + BAND - 1) / BAND;
}

size_t
columns_bytes(uint32_t count)
{
	return bands(count) * (sizeof(struct band) + BAND * sizeof(uint8_t));
}

struct columns
columns_in(void *memory, uint32_t count)
{
	struct band *band = memory;

	return (struct columns){ .count = count, .band = band, .known = (uint8_t *)(band + bands(count)) };
}

void
columns_pad(struct columns *c)
{
	static const struct score shut = { .gates = UINT16_MAX };

	for (uint32_t row = c->count; row % BAND != 0; row++)
		columns_put(c, row, &shut);
}

void
columns_put(struct columns *c, uint32_t row, const struct score *s)
{
	for (int k = 0; k < PARTS; k++)
		*columns_part(c, (enum part)k, row) = (int16_t)s->part[k];
	*columns_gates(c, row) = (uint16_t)s->gates;
	c->known[row] = (uint8_t)s->known;
}

struct score
columns_score(const struct columns *c, const int32_t weight[PARTS], uint32_t row)
{
	struct score out = { .known = c->known[row], .gates = *columns_gates(c, row) };

	for (int k = 0; k < PARTS; k++) {
		out.part[k] = *columns_part(c, (enum part)k, row);
		out.total += weight[k] * out.part[k];
	}
	out.coverage = columns_coverage(c, weight, row);
	return out;
}

int32_t
columns_coverage(const struct columns *c, const int32_t weight[PARTS], uint32_t row)
{
	int32_t coverage = 0;

	for (int k = 0; k < PARTS; k++)
		coverage += weight[k] * (c->known[row] >> k & 1);
	return coverage;
}

/* --- portable: loops of a known length over numbers of sixteen bits, which compilers make vectors of */

void
band_standings_portable(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND])
{
	int32_t total[BAND] = { 0 };

	for (int k = 0; k < PARTS; k++) {
		int16_t w = (int16_t)weight[k];

		for (int i = 0; i < BAND; i++)
			total[i] += w * b->part[k][i];
	}
	for (int i = 0; i < BAND; i++)
		standing[i] = (uint32_t)total[i] + (b->gates[i] == 0 ? STANDING_OPEN : 0);
}

uint32_t
columns_next_portable(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least)
{
	for (uint32_t row = from; row < c->count; row = (row / BAND + 1) * BAND) {
		uint32_t standing[BAND];

		band_standings_portable(&c->band[row / BAND], weight, standing);
		for (uint32_t i = row % BAND; i < BAND; i++)
			if (standing[i] >= least) {
				row = row / BAND * BAND + i;
				return row < c->count ? row : c->count;
			}
	}
	return c->count;
}

#ifdef __x86_64__

/* --- vectors */

#define AVX2 __attribute__((target("avx2"))) static inline

/* Rows 0-3 and 8-11 in `low`, 4-7 and 12-15 in `high`. */
struct standings {
	__m256i low, high;
};

struct weights {
	__m256i two[PARTS / 2];	/* those of two columns, in turns */
};

AVX2 struct weights
weights_of(const int32_t weight[PARTS])
{
	struct weights w;

	for (int k = 0; k < PARTS; k += 2)
		w.two[k / 2] = _mm256_set1_epi32(weight[k + 1] << 16 | weight[k]);
	return w;
}

AVX2 __m256i
load(const void *at)
{
	return _mm256_loadu_si256(at);
}

/*
 * Two columns are interleaved, so that one instruction multiplies both with their weights and adds
 * the pairs; interleaving works within halves of a register, hence the order of what comes out.
 */
AVX2 struct standings
standings_avx2(const struct band *b, struct weights w)
{
	const __m256i    top = _mm256_set1_epi32(STANDING_OPEN);
	__m256i          open = _mm256_cmpeq_epi16(load(b->gates), _mm256_setzero_si256());
	struct standings s;

	/* All ones where no gate is failed, and then only the bit that stands on top. */
	s.low = _mm256_and_si256(_mm256_unpacklo_epi16(open, open), top);
	s.high = _mm256_and_si256(_mm256_unpackhi_epi16(open, open), top);
	for (int k = 0; k < PARTS; k += 2) {
		__m256i one = load(b->part[k]), other = load(b->part[k + 1]);

		s.low = _mm256_add_epi32(s.low, _mm256_madd_epi16(_mm256_unpacklo_epi16(one, other), w.two[k / 2]));
		s.high = _mm256_add_epi32(s.high, _mm256_madd_epi16(_mm256_unpackhi_epi16(one, other), w.two[k / 2]));
	}
	return s;
}

__attribute__((target("avx2"))) static void
band_avx2(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND])
{
	struct standings s = standings_avx2(b, weights_of(weight));

	_mm256_storeu_si256((__m256i *)(void *)standing, _mm256_permute2x128_si256(s.low, s.high, 0x20));
	_mm256_storeu_si256((__m256i *)(void *)(standing + BAND / 2), _mm256_permute2x128_si256(s.low, s.high, 0x31));
}

/* Two bits a row, in the order of the rows: set where it stands above `below`. */
AVX2 uint32_t
found_avx2(struct standings s, __m256i below)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_packs_epi32(
		_mm256_cmpgt_epi32(s.low, below), _mm256_cmpgt_epi32(s.high, below)));
}

__attribute__((target("avx2"))) static uint32_t
next_avx2(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least)
{
	const __m256i  below = _mm256_set1_epi32((int32_t)least - 1);
	struct weights w = weights_of(weight);
	size_t         count = bands(c->count), i = from / BAND;
	uint32_t       found;

	if (i >= count)
		return c->count;
	/* Of the first band only the rows from `from` on. */
	found = found_avx2(standings_avx2(&c->band[i], w), below) & UINT32_MAX << from % BAND * 2;
	while (found == 0 && ++i < count)
		found = found_avx2(standings_avx2(&c->band[i], w), below);
	if (found != 0) {
		uint32_t row = (uint32_t)i * BAND + (uint32_t)__builtin_ctz(found) / 2;

		return row < c->count ? row : c->count;
	}
	return c->count;
}

static bool
has_vectors(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

#define band_avx2 band_standings_portable
#define next_avx2 columns_next_portable

static bool
has_vectors(void)
{
	return false;
}

#endif

void
band_standings(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND])
{
	if (has_vectors())
		band_avx2(b, weight, standing);
	else
		band_standings_portable(b, weight, standing);
}

uint32_t
columns_next(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least)
{
	return has_vectors() ? next_avx2(c, weight, from, least) : columns_next_portable(c, weight, from, least);
}
