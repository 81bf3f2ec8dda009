#include "engine/digest.h"

#include <sodium.h>

const char *
digest_of(struct arena *mem, const struct buffer *bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char         *hex = arena_alloc(mem, 2 * sizeof(hash) + 1);

	crypto_hash_sha256(hash, (const unsigned char *)bytes->at, bytes->length);
	return sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}
