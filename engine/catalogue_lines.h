/*
 * The digest of a snapshot, kept so that one changed record costs little.
 *
 * A snapshot is a text, one record a line. Its digest is made of the SHA-256
 * of each line, the line end included:
 *
 *	the hashes are put in groups by their first byte, 256 of them;
 *	a group's digest is the SHA-256 of its hashes, sorted bytewise and put
 *	one after the other (of no bytes at all, if it has none);
 *	the snapshot's digest is the SHA-256 of the 256 group digests in order.
 *
 * Any tool that can sort and hash can follow; snapshot_digest() in sql/ does.
 * The depth is fixed and a line begins with "{", so that no hash of one level
 * can be taken for one of another.
 *
 * The groups are immutable and counted: those that did not change are shared.
 */
#ifndef ENGINE_CATALOGUE_LINES_H
#define ENGINE_CATALOGUE_LINES_H

#include "engine/digest.h"

enum { LINES_HASH = DIGEST_BYTES, LINES_HEX = 2 * LINES_HASH + 1 };

struct lines;

/* `old` without the hashes in `gone` and with those in `come`; both are sorted here. NULL: no lines. */
struct lines *lines_apply(const struct lines *old, unsigned char (*gone)[LINES_HASH], size_t gone_count,
	unsigned char (*come)[LINES_HASH], size_t come_count);
void          lines_release(struct lines *l);	/* NULL is fine */

/* In hex, with a NUL. */
void lines_digest(const struct lines *l, char hex[LINES_HEX]);

/* The same of a whole text. A last line without its end counts as it stands. */
void lines_digest_text(const char *text, size_t length, char hex[LINES_HEX]);

#endif
