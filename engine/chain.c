#include "engine/chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "proto/json.h"

enum { SALT_MAX = 32, HEX = 2 * CHAIN_HASH };

static bool
from_hex(const char *hex, unsigned char hash[static CHAIN_HASH])
{
	size_t n;

	return hex != NULL && sodium_hex2bin(hash, CHAIN_HASH, hex, strlen(hex), NULL, &n, NULL) == 0 && n == CHAIN_HASH;
}

bool
chain_anchor(struct chain *c, const char *head, struct problem *p)
{
	char *end;

	c->anchor = strtoll(head, &end, 10);
	return (c->anchor > 0 && *end == ':' && from_hex(end + 1, c->anchor_hash)) ||
		problem_set(p, PROBLEM_BAD_REQUEST, SAY_CHAIN_ANCHOR, head);
}

const char *
chain_head(struct arena *mem, const struct chain *c)
{
	char hex[HEX + 1];

	return arena_printf(mem, "%" PRId64 ":%s", c->seq, sodium_bin2hex(hex, sizeof(hex), c->hash, CHAIN_HASH));
}

/* --- what a hash covers */

static void
add_text(crypto_hash_sha256_state *h, const char *text)
{
	crypto_hash_sha256_update(h, (const unsigned char *)text, strlen(text));
}

/* "3:abc," and "-," for what is absent. */
static void
add_part(crypto_hash_sha256_state *h, const char *text)
{
	char length[24];

	if (text == NULL) {
		add_text(h, "-,");
		return;
	}
	snprintf(length, sizeof(length), "%zu:", strlen(text));
	add_text(h, length);
	add_text(h, text);
	add_text(h, ",");
}

static void
hash_entry(const struct chain *c, const struct audit_entry *e, unsigned char hash[static CHAIN_HASH])
{
	const char *const parts[] = { DIGITS(e->seq), DIGITS(e->at_us), e->token, e->user, e->role, e->name, e->from,
		e->kind, e->id, e->action, e->before_digest, e->after_digest };
	crypto_hash_sha256_state h;

	crypto_hash_sha256_init(&h);
	if (c->seq > 0)
		crypto_hash_sha256_update(&h, c->hash, CHAIN_HASH);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		add_part(&h, parts[i]);
	crypto_hash_sha256_final(&h, hash);
}

static bool
begin_salted(crypto_hash_sha256_state *h, const char *salt)
{
	unsigned char bytes[SALT_MAX];
	size_t        n;

	if (salt == NULL || sodium_hex2bin(bytes, sizeof(bytes), salt, strlen(salt), NULL, &n, NULL) != 0)
		return false;
	crypto_hash_sha256_init(h);
	crypto_hash_sha256_update(h, bytes, n);
	return true;
}

static bool
document_fits(const char *salt, const char *document, const char *digest)
{
	unsigned char            is[CHAIN_HASH], should_be[CHAIN_HASH];
	crypto_hash_sha256_state h;

	if (document == NULL || digest == NULL)
		return document == NULL && digest == NULL;
	if (!from_hex(digest, should_be) || !begin_salted(&h, salt))
		return false;
	add_text(&h, document);
	crypto_hash_sha256_final(&h, is);
	return memcmp(is, should_be, CHAIN_HASH) == 0;
}

/* --- erased documents */

static bool
keep_erased(struct chain *c, const struct audit_entry *e)
{
	crypto_hash_sha256_state h;
	struct chain_erased     *kept;

	if (!begin_salted(&h, e->salt))
		return false;
	if (c->count == c->room) {
		c->room = c->room == 0 ? 16 : c->room * 2;
		c->erased = must_have(realloc(c->erased, c->room * sizeof(*c->erased)));
	}
	kept = &c->erased[c->count++];
	*kept = (struct chain_erased){ .seq = e->seq, .by = e->erased.value };
	add_text(&h, e->before == NULL ? "-" : e->before);
	add_text(&h, "\n");
	add_text(&h, e->after == NULL ? "-" : e->after);
	crypto_hash_sha256_final(&h, kept->remains);
	return true;
}

/* Takes what was erased by this entry, and is as it says, off the list. */
static void
settle_erased(struct chain *c, const struct audit_entry *e, struct arena *mem)
{
	struct problem ignored = { .mem = mem };
	const cJSON   *document = json_read(e->after, strlen(e->after), mem, &ignored), *item;
	unsigned char  digest[CHAIN_HASH];

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(document, "entries")) {
		const cJSON *seq = cJSON_GetObjectItemCaseSensitive(item, "seq");
		const char  *hex = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "digest"));

		if (!cJSON_IsNumber(seq) || !from_hex(hex, digest))
			continue;
		for (size_t i = 0; i < c->count; i++)
			if (c->erased[i].by == e->seq && c->erased[i].seq == (int64_t)seq->valuedouble &&
			    memcmp(c->erased[i].remains, digest, CHAIN_HASH) == 0) {
				c->erased[i] = c->erased[--c->count];
				break;
			}
	}
}

/* --- the chain */

static bool
wrong(struct problem *p, enum say say, int64_t seq)
{
	return problem_set(p, PROBLEM_CONFLICT, say, DIGITS(seq));
}

static bool
check_documents(struct chain *c, const struct audit_entry *e, struct problem *p)
{
	if (e->erased.known ? !keep_erased(c, e) :
	    !document_fits(e->salt, e->before, e->before_digest) || !document_fits(e->salt, e->after, e->after_digest))
		return wrong(p, SAY_CHAIN_DOCUMENT, e->seq);
	return true;
}

bool
chain_add(struct chain *c, const struct audit_entry *e, struct arena *mem, struct problem *p)
{
	unsigned char is[CHAIN_HASH], should_be[CHAIN_HASH];

	if (e->seq != c->seq + 1)
		return problem_set(p, PROBLEM_CONFLICT, SAY_CHAIN_GAP, DIGITS(c->seq + 1), DIGITS(e->seq));
	hash_entry(c, e, is);
	if (!from_hex(e->hash, should_be) || memcmp(is, should_be, CHAIN_HASH) != 0)
		return wrong(p, SAY_CHAIN_HASH, e->seq);
	if (!check_documents(c, e, p))
		return false;
	if (strcmp(e->action, "erase") == 0 && e->after != NULL)
		settle_erased(c, e, mem);
	c->seq = e->seq;
	memcpy(c->hash, is, CHAIN_HASH);
	if (c->seq == c->anchor && memcmp(c->hash, c->anchor_hash, CHAIN_HASH) != 0)
		return wrong(p, SAY_CHAIN_REWRITTEN, c->seq);
	return true;
}

bool
chain_end(struct chain *c, struct problem *p)
{
	bool ok = true;

	if (c->seq < c->anchor)
		ok = problem_set(p, PROBLEM_CONFLICT, SAY_CHAIN_CUT, DIGITS(c->seq), DIGITS(c->anchor));
	else if (c->count > 0)
		ok = wrong(p, SAY_CHAIN_DOCUMENT, c->erased[0].seq);
	free(c->erased);
	c->erased = NULL;
	return ok;
}
