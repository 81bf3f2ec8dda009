/*
 * What makes a write safe to repeat: the last four parameters of each statement
 * that takes an Idempotency-Key. They are the key (or NULL), who sent it, what
 * was asked, and a hash by which a repeated request is told from a reused key.
 */
#ifndef ENGINE_ONCE_H
#define ENGINE_ONCE_H

#include "engine/request.h"

#define ONCE(r) (r)->key, (r)->caller->token, once_route(r), once_hash(r)

const char *once_route(const struct request *r);	/* "POST /v1/partners" */
const char *once_hash(const struct request *r);		/* over If-Match and the body */

#endif
