#include "engine/password.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <utf8proc.h>

/* What OWASP recommends: two passes over 19 MiB. */
enum { PASSES = 2, MEMORY_BYTES = 19 * 1024 * 1024 };

const char *
password_text(struct arena *mem, const char *typed)
{
	utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)typed);

	return composed == NULL ? NULL : arena_own(mem, (char *)composed, free);
}

const char *
password_hash(struct arena *mem, const char *text)
{
	char hash[crypto_pwhash_STRBYTES];

	if (crypto_pwhash_str(hash, text, strlen(text), PASSES, MEMORY_BYTES) != 0)
		abort();	/* out of memory, as everywhere */
	return arena_strdup(mem, hash);
}

bool
password_fits(const char *hash, const char *text)
{
	unsigned char out[32];
	const unsigned char salt[crypto_pwhash_SALTBYTES] = { 0 };

	if (hash != NULL)
		return crypto_pwhash_str_verify(hash, text, strlen(text)) == 0;
	/* The same work for nobody, so that time does not tell who exists. */
	if (crypto_pwhash(out, sizeof(out), text, strlen(text), salt, PASSES, MEMORY_BYTES,
	    crypto_pwhash_ALG_ARGON2ID13) != 0)
		abort();
	return false;
}

bool
password_is_old(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY_BYTES) != 0;
}
