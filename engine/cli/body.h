/*
 * Bodies of a few members, and sending them.
 */
#ifndef ENGINE_CLI_BODY_H
#define ENGINE_CLI_BODY_H

#include "engine/cli/http.h"

struct buffer *body_new(struct cli *c);
void           body_text(struct buffer *body, const char *name, const char *value);	/* NULL: left out */
void           body_digits(struct buffer *body, const char *name, const char *digits);	/* NULL: left out */

/* As http_ask(): ends the body and sends it. */
enum leave body_send(struct cli *c, enum method method, const char *path, struct buffer *body, struct answer *answer);

#endif
