#include "engine/catalogue_grams.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static_assert(SEAL_BYTES == sizeof(XXH64_canonical_t), "a checksum is an XXH3 of 64 bits");

enum { HEAD = SEAL_BYTES + RELEASE_BYTES + sizeof(uint64_t) };

static XXH64_canonical_t
sum(const char *bytes, size_t length)
{
	XXH64_canonical_t out;

	XXH64_canonicalFromHash(&out, XXH3_64bits(bytes + sizeof(out), length - sizeof(out)));
	return out;
}

void
seal(char *bytes, size_t length)
{
	XXH64_canonical_t is = sum(bytes, length);

	memcpy(bytes, &is, sizeof(is));
}

bool
seal_holds(const char *bytes, size_t length)
{
	XXH64_canonical_t wanted;

	if (length < sizeof(wanted))
		return false;
	wanted = sum(bytes, length);
	return memcmp(bytes, &wanted, sizeof(wanted)) == 0;
}

void
grams_print(struct buffer *b, const unsigned char release[RELEASE_BYTES], int64_t seq, struct grams text)
{
	size_t   begun = b->length;
	uint64_t entry = htobe64((uint64_t)seq);
	uint32_t last = 0;

	buffer_add(b, "\0\0\0\0\0\0\0", SEAL_BYTES);
	buffer_add(b, (const char *)release, RELEASE_BYTES);
	buffer_add(b, (const char *)&entry, sizeof(entry));
	for (uint32_t i = 0; i < text.count; i++) {
		uint32_t step = text.at[i] - last;

		for (; step >= 0x80; step >>= 7)
			buffer_byte(b, (char)(step | 0x80));
		buffer_byte(b, (char)step);
		last = text.at[i];
	}
	seal(b->at + begun, b->length - begun);
}

bool
grams_are_of(const char *bytes, size_t length, const unsigned char release[RELEASE_BYTES], int64_t seq)
{
	uint64_t entry = htobe64((uint64_t)seq);

	return length >= HEAD && memcmp(bytes + SEAL_BYTES, release, RELEASE_BYTES) == 0 &&
		memcmp(bytes + SEAL_BYTES + RELEASE_BYTES, &entry, sizeof(entry)) == 0 && seal_holds(bytes, length);
}

struct grams
grams_read(const char *bytes, size_t length, struct arena *mem)
{
	uint32_t    *at = arena_alloc(mem, (length - HEAD) * sizeof(*at));	/* each took a byte at least */
	struct grams text = { .at = at };
	uint32_t     last = 0, step = 0;
	unsigned     shift = 0;

	for (size_t i = HEAD; i < length; i++) {
		step |= ((uint32_t)bytes[i] & 0x7f) << (shift & 31);
		shift += 7;
		if (((unsigned char)bytes[i] & 0x80) != 0)
			continue;
		at[text.count++] = last += step;
		step = shift = 0;
	}
	return text;
}
