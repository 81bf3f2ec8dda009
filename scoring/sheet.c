#include "scoring/sheet.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

_Static_assert(GATES <= 16 && PARTS == 8, "gates fit a uint16_t, known parts a uint8_t");
_Static_assert((int)SCORE_MAX < (int)STANDING_OPEN, "a score leaves room for what stands on top of it");

static size_t
padded(uint32_t count)
{
	return ((size_t)count + SHEET_BLOCK - 1) / SHEET_BLOCK * SHEET_BLOCK;
}

size_t
sheet_bytes(uint32_t count)
{
	return padded(count) * (PARTS * sizeof(int16_t) + sizeof(uint16_t) + sizeof(uint8_t));
}

struct sheet
sheet_in(void *memory, uint32_t count)
{
	struct sheet s = { .count = count };
	int16_t     *column = memory;

	for (int i = 0; i < PARTS; i++, column += padded(count))
		s.part[i] = column;
	s.gates = (uint16_t *)column;
	s.known = (uint8_t *)(s.gates + padded(count));
	return s;
}

void
sheet_fill(struct sheet *s, const struct model *m, const struct score_partner *p)
{
	size_t rows = padded(s->count);

	for (uint32_t i = 0; i < s->count; i++) {
		struct score one = score_pair(m, p, i);

		for (int k = 0; k < PARTS; k++)
			s->part[k][i] = (int16_t)one.part[k];
		s->gates[i] = (uint16_t)one.gates;
		s->known[i] = (uint8_t)one.known;
	}
	for (size_t i = s->count; i < rows; i++) {
		for (int k = 0; k < PARTS; k++)
			s->part[k][i] = 0;
		s->gates[i] = UINT16_MAX;
		s->known[i] = 0;
	}
}

struct score
sheet_score(const struct sheet *s, const int32_t weight[PARTS], uint32_t project)
{
	struct score out = { .known = s->known[project], .gates = s->gates[project] };

	for (int k = 0; k < PARTS; k++) {
		out.part[k] = s->part[k][project];
		out.total += weight[k] * out.part[k];
		if ((out.known & BIT(k)) != 0)
			out.coverage += weight[k];
	}
	return out;
}

void
sheet_standings_portable(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing)
{
	for (uint32_t i = 0; i < s->count; i++) {
		int32_t total = 0;

		for (int k = 0; k < PARTS; k++)
			total += weight[k] * s->part[k][i];
		standing[i] = (uint32_t)total + (s->gates[i] == 0 ? STANDING_OPEN : 0);
	}
}

#ifdef __x86_64__

/*
 * A block at a time. Two columns are interleaved, so that one instruction multiplies both with
 * their weights and adds the pairs; interleaving works within halves of a register, hence the
 * order of what comes out.
 */
__attribute__((target("avx2"))) static void
standings_avx2(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing)
{
	const __m256i open = _mm256_set1_epi32(STANDING_OPEN), zero = _mm256_setzero_si256();
	__m256i       two_weights[PARTS / 2];

	for (int k = 0; k < PARTS; k += 2)
		two_weights[k / 2] = _mm256_set1_epi32(weight[k + 1] << 16 | weight[k]);
	for (size_t i = 0; i < s->count; i += SHEET_BLOCK) {
		__m256i shut = _mm256_loadu_si256((const __m256i *)(const void *)&s->gates[i]);
		__m256i low = zero, high = zero, low_open, high_open;

		for (int k = 0; k < PARTS; k += 2) {
			__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)&s->part[k][i]);
			__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)&s->part[k + 1][i]);

			low = _mm256_add_epi32(low,
				_mm256_madd_epi16(_mm256_unpacklo_epi16(a, b), two_weights[k / 2]));
			high = _mm256_add_epi32(high,
				_mm256_madd_epi16(_mm256_unpackhi_epi16(a, b), two_weights[k / 2]));
		}
		/* All ones where no gate is failed, and then only the bit that stands on top. */
		shut = _mm256_cmpeq_epi16(shut, zero);
		low_open = _mm256_and_si256(_mm256_unpacklo_epi16(shut, shut), open);
		high_open = _mm256_and_si256(_mm256_unpackhi_epi16(shut, shut), open);
		low = _mm256_or_si256(low, low_open);
		high = _mm256_or_si256(high, high_open);
		_mm256_storeu_si256((__m256i *)(void *)&standing[i], _mm256_permute2x128_si256(low, high, 0x20));
		_mm256_storeu_si256((__m256i *)(void *)&standing[i + 8], _mm256_permute2x128_si256(low, high, 0x31));
	}
}

void
sheet_standings(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing)
{
	if (__builtin_cpu_supports("avx2"))
		standings_avx2(s, weight, standing);
	else
		sheet_standings_portable(s, weight, standing);
}

#else

void
sheet_standings(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing)
{
	sheet_standings_portable(s, weight, standing);
}

#endif
