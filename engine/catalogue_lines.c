#include "engine/catalogue_lines.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

enum { GROUPS = 256, BEGINNINGS = 65536, MANY = 4096 };

typedef unsigned char line_hash[LINES_HASH];

struct group {
	atomic_long holds;
	line_hash   digest;
	size_t      count;
	line_hash   at[];
};

struct lines {
	struct group *group[GROUPS];
};

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, LINES_HASH);
}

static size_t
begins_with(const unsigned char *hash)
{
	return (size_t)hash[0] << 8 | hash[1];
}

/* Many are first put beside those that begin alike: hashes are spread evenly, so few do. */
static void
sort(line_hash *at, size_t count)
{
	size_t    *end, from = 0;
	line_hash *sorted;

	if (count < 2)
		return;
	if (count < MANY) {
		qsort(at, count, LINES_HASH, compare);
		return;
	}
	end = must_have(calloc(BEGINNINGS + 1, sizeof(*end)));
	sorted = must_have(malloc(count * sizeof(*sorted)));
	for (size_t i = 0; i < count; i++)
		end[begins_with(at[i]) + 1]++;
	for (size_t k = 0; k < BEGINNINGS; k++)
		end[k + 1] += end[k];
	for (size_t i = 0; i < count; i++)
		memcpy(sorted[end[begins_with(at[i])]++], at[i], LINES_HASH);
	for (size_t k = 0; k < BEGINNINGS; from = end[k++])
		if (end[k] - from > 1)
			qsort(sorted[from], end[k] - from, LINES_HASH, compare);
	memcpy(at, sorted, count * sizeof(*sorted));
	free(sorted);
	free(end);
}

/* Of a sorted list, how many stand before the first hash of a later group. */
static size_t
stretch(line_hash *at, size_t count, size_t group)
{
	size_t n = 0;

	while (n < count && at[n][0] == group)
		n++;
	return n;
}

/* What is in `gone` and not in the group is passed over. */
static struct group *
group_apply(const struct group *old, line_hash *gone, size_t gone_count, line_hash *come, size_t come_count)
{
	size_t        held = old == NULL ? 0 : old->count, i = 0, c = 0, g = 0;
	struct group *out = must_have(malloc(sizeof(*out) + (held + come_count) * sizeof(line_hash)));

	atomic_init(&out->holds, 1);
	out->count = 0;
	while (i < held || c < come_count) {
		if (c < come_count && (i == held || compare(come[c], old->at[i]) < 0)) {
			memcpy(out->at[out->count++], come[c++], LINES_HASH);
			continue;
		}
		while (g < gone_count && compare(gone[g], old->at[i]) < 0)
			g++;
		if (g < gone_count && compare(gone[g], old->at[i]) == 0)
			g++;
		else
			memcpy(out->at[out->count++], old->at[i], LINES_HASH);
		i++;
	}
	digest(out->digest, out->at, out->count * LINES_HASH);
	return out;
}

struct lines *
lines_apply(const struct lines *old, line_hash *gone, size_t gone_count, line_hash *come, size_t come_count)
{
	struct lines *l = must_have(malloc(sizeof(*l)));

	sort(gone, gone_count);
	sort(come, come_count);
	for (size_t k = 0; k < GROUPS; k++) {
		size_t g = stretch(gone, gone_count, k), c = stretch(come, come_count, k);

		if (old != NULL && g == 0 && c == 0) {
			l->group[k] = old->group[k];
			atomic_fetch_add_explicit(&l->group[k]->holds, 1, memory_order_relaxed);
		} else {
			l->group[k] = group_apply(old == NULL ? NULL : old->group[k], gone, g, come, c);
		}
		gone += g;
		gone_count -= g;
		come += c;
		come_count -= c;
	}
	return l;
}

void
lines_release(struct lines *l)
{
	if (l == NULL)
		return;
	for (size_t k = 0; k < GROUPS; k++)
		if (atomic_fetch_sub_explicit(&l->group[k]->holds, 1, memory_order_acq_rel) == 1)
			free(l->group[k]);
	free(l);
}

void
lines_digest(const struct lines *l, char hex[LINES_HEX])
{
	line_hash all[GROUPS], hash;

	for (size_t k = 0; k < GROUPS; k++)
		memcpy(all[k], l->group[k]->digest, LINES_HASH);
	digest(hash, all, sizeof(all));
	sodium_bin2hex(hex, LINES_HEX, hash, sizeof(hash));
}

void
lines_digest_text(const char *text, size_t length, char hex[LINES_HEX])
{
	size_t        count = 0, room = 1;
	line_hash    *at;
	struct lines *l;

	for (size_t i = 0; i < length; i++)
		room += text[i] == '\n';
	at = must_have(malloc(room * sizeof(*at)));
	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		size_t      n = end == NULL ? length : (size_t)(end - text) + 1;

		digest(at[count++], text, n);
		text += n;
		length -= n;
	}
	l = lines_apply(NULL, NULL, 0, at, count);
	lines_digest(l, hex);
	lines_release(l);
	free(at);
}
