#include "engine/secret.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

enum { SECRET_BYTES = 32, SECRET_MAX = 200, SHOWN = 6, VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

/* So that a leaked one is recognised for what it is. */
static const char PREFIX[] = "twn_";

enum { MARK_BYTES = crypto_shorthash_siphashx24_BYTES, HASH_DIGITS = 2 * crypto_hash_sha256_BYTES, PLACES = 256 };

struct secrets {
	unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];
	struct {
		unsigned char mark[MARK_BYTES];
		char          hash[HASH_DIGITS];	/* "": nothing is here yet */
	} at[PLACES];
};

const char *
secret_hash(struct arena *mem, const char *text, size_t length)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char         *hex;

	if (length > SECRET_MAX)
		return NULL;
	hex = arena_alloc(mem, HASH_DIGITS + 1);
	crypto_hash_sha256(digest, (const unsigned char *)text, length);
	return sodium_bin2hex(hex, HASH_DIGITS + 1, digest, sizeof(digest));
}

struct secrets *
secrets_open(void)
{
	struct secrets *s = must_have(calloc(1, sizeof(*s)));

	randombytes_buf(s->key, sizeof(s->key));
	return s;
}

void
secrets_close(struct secrets *s)
{
	free(s);
}

const char *
secrets_hash(struct secrets *s, struct arena *mem, const char *text, size_t length)
{
	unsigned char mark[MARK_BYTES];
	const char   *hash;
	size_t        place;

	if (length > SECRET_MAX)
		return NULL;
	crypto_shorthash_siphashx24(mark, (const unsigned char *)text, length, s->key);
	place = mark[0] % PLACES;
	if (s->at[place].hash[0] != '\0' && sodium_memcmp(s->at[place].mark, mark, sizeof(mark)) == 0)
		return arena_strndup(mem, s->at[place].hash, HASH_DIGITS);
	hash = secret_hash(mem, text, length);
	memcpy(s->at[place].mark, mark, sizeof(mark));
	memcpy(s->at[place].hash, hash, HASH_DIGITS);
	return hash;
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
