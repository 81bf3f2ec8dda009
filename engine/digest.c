#include "engine/digest.h"

#include <openssl/sha.h>
#include <sodium.h>

void
digest(unsigned char hash[DIGEST_BYTES], const void *bytes, size_t length)
{
	SHA256(bytes, length, hash);
}

const char *
digest_of(struct arena *mem, const struct buffer *bytes)
{
	unsigned char hash[DIGEST_BYTES];
	char         *hex = arena_alloc(mem, 2 * sizeof(hash) + 1);

	digest(hash, bytes->at, bytes->length);
	return sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}
