/*
 * The shapes of texts: one row each, with the check, the sentence for who
 * fails it, and what OpenAPI says about it.
 */
#ifndef PROTO_FORM_H
#define PROTO_FORM_H

#include "proto/message.h"

/* SAY_NOTHING when the text has the form; else what is wrong. The text is valid UTF-8. */
enum say form_check(enum form form, const char *text);

const char *form_pattern(enum form form);	/* a regular expression, or NULL */
const char *form_format(enum form form);	/* JSON Schema's "format", or NULL */

/* Whether our own code counts on it; the other forms only keep what people write readable. */
bool form_is_relied_on(enum form form);

#endif
