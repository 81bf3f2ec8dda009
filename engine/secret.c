#include "engine/secret.h"

#include <string.h>

#include <sodium.h>

enum { SECRET_BYTES = 32, SECRET_MAX = 200, SHOWN = 6, VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

/* So that a leaked one is recognised for what it is. */
static const char PREFIX[] = "twn_";

const char *
secret_hash(struct arena *mem, const char *text, size_t length)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char         *hex;

	if (length > SECRET_MAX)
		return NULL;
	hex = arena_alloc(mem, 2 * sizeof(digest) + 1);
	crypto_hash_sha256(digest, (const unsigned char *)text, length);
	return sodium_bin2hex(hex, 2 * sizeof(digest) + 1, digest, sizeof(digest));
}

struct secret
secret_make(struct arena *mem)
{
	unsigned char bytes[SECRET_BYTES];
	char          text[sodium_base64_ENCODED_LEN(SECRET_BYTES, VARIANT)];
	struct secret s;

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(text, sizeof(text), bytes, sizeof(bytes), VARIANT);
	s.text = arena_printf(mem, "%s%s", PREFIX, text);
	s.hash = secret_hash(mem, s.text, strlen(s.text));
	s.prefix = arena_strndup(mem, s.text, strlen(PREFIX) + SHOWN);
	return s;
}
