/*
 * Answers that are files to keep: with a name in ASCII and in any script
 * (RFC 6266, RFC 8187), and the tag of their own bytes.
 */
#ifndef ENGINE_ATTACHMENT_H
#define ENGINE_ATTACHMENT_H

#include "engine/request.h"

/* `name` is ASCII, `other_name` UTF-8. In the language r->lang. */
void      attachment_headers(struct request *r, const char *name, const char *other_name);
enum step attachment_reply(struct request *r, const char *type, const char *name, const char *other_name,
	const struct buffer *bytes);

#endif
