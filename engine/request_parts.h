/*
 * What the parts of a request share, and no flow: its steps (request.c), its answer (request_reply.c), and
 * the answers that are kept (request_kept.c).
 */
#ifndef ENGINE_REQUEST_PARTS_H
#define ENGINE_REQUEST_PARTS_H

#include "engine/request.h"

/* Goes on with the next step. */
void req_run(struct request *r);

/* The request's memory is the exchange's, so nothing of `r` may be touched after these. */
void req_send(struct request *r, int status, const char *type, const struct buffer *body);	/* NULL: no body */
void req_send_problem(struct request *r);

int64_t req_now_us(void);
void    req_free_rows(void *rows);	/* for arena_own() */

/* Whether an answer is to be kept; keeping it, which answers; looking for one before the flow begins. */
bool      kept_may(const struct request *r);
enum step kept_store(struct request *r, int status, const struct buffer *bytes);
void      kept_look(struct request *r);

#endif
