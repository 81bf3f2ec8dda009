/*
 * What went wrong, in the form the client will read it (RFC 9457).
 *
 * A function that can fail takes a struct problem as its last argument and
 * returns false after filling it, so failing is one line:
 *
 *	return problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_RECORD, "partner", id);
 *
 * Callers pass the same problem on; only the first one set is kept, because
 * what follows a failure is usually its echo. Wrong members of a body are
 * collected, so that a client fixes them in one go.
 */
#ifndef PROTO_PROBLEM_H
#define PROTO_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/arena.h"
#include "proto/buffer.h"
#include "proto/say.h"

/* Each row of problem.c: HTTP status, stable name, title in both languages. */
enum problem_code {
	PROBLEM_NONE,
	PROBLEM_BAD_REQUEST,		/* 400 malformed framing or syntax of HTTP */
	PROBLEM_BAD_JSON,		/* 400 */
	PROBLEM_BAD_QUERY,		/* 400 a parameter of the query string */
	PROBLEM_NO_TOKEN,		/* 401 */
	PROBLEM_WRONG_SIGN_IN,		/* 401 */
	PROBLEM_FORBIDDEN,		/* 403 */
	PROBLEM_CROSS_SITE,		/* 403 a cookie that another site's page sent */
	PROBLEM_NO_SUCH_PATH,		/* 404 */
	PROBLEM_NOT_FOUND,		/* 404 */
	PROBLEM_BAD_METHOD,		/* 405 */
	PROBLEM_NOT_ACCEPTABLE,		/* 406 */
	PROBLEM_TIMEOUT,		/* 408 the request did not arrive in time */
	PROBLEM_CONFLICT,		/* 409 */
	PROBLEM_IN_PROGRESS,		/* 409 the same Idempotency-Key is being worked on */
	PROBLEM_LENGTH_REQUIRED,	/* 411 */
	PROBLEM_STALE,			/* 412 If-Match does not name the present version */
	PROBLEM_BODY_TOO_LARGE,		/* 413 */
	PROBLEM_TARGET_TOO_LONG,	/* 414 */
	PROBLEM_MEDIA_TYPE,		/* 415 */
	PROBLEM_EXPECTATION,		/* 417 */
	PROBLEM_BAD_FIELD,		/* 422 members of the body; see errors[] */
	PROBLEM_BAD_FILE,		/* 422 a file of rows that cannot be read */
	PROBLEM_KEY_REUSED,		/* 422 Idempotency-Key with another body */
	PROBLEM_NO_MATCH,		/* 428 If-Match is required */
	PROBLEM_TOO_MANY,		/* 429 with Retry-After */
	PROBLEM_HEADERS_TOO_LARGE,	/* 431 */
	PROBLEM_CLIENT_GONE,		/* 499, only in the log */
	PROBLEM_INTERNAL,		/* 500 */
	PROBLEM_DATABASE,		/* 503 with Retry-After */
	PROBLEM_BUSY,			/* 503 with Retry-After */
	PROBLEM_SLOW_DATABASE,		/* 504 */
	PROBLEM_LATE,			/* 504 no answer in time, whatever the reason */
	PROBLEM_HTTP_VERSION,		/* 400: the mistake is the client's (RFC 9110 section 2.5 leaves the choice) */
	PROBLEM_CODES
};

struct problem_field {
	const char *at;		/* JSON Pointer into the body, e.g. "/sectors/2"; or the parameter's name */
	struct said why;
};

enum { PROBLEM_FIELDS = 32 };	/* a client fixes so many at a time; more are counted, not kept */

struct problem {
	struct arena        *mem;	/* where texts are kept */
	enum problem_code    code;
	struct said          detail;
	size_t               fields;	/* may exceed PROBLEM_FIELDS; only so many are kept */
	struct problem_field field[PROBLEM_FIELDS];
};

/* Always false. Arguments: const char *, as many as the sentence has places. */
bool problem_set(struct problem *p, enum problem_code code, enum say say, ...);

/* Adds one wrong member; the code becomes `p->code` or else PROBLEM_BAD_FIELD. Always false. */
bool problem_at(struct problem *p, const char *at, enum say say, ...);

int         problem_status(enum problem_code code);	/* HTTP status; 200 for PROBLEM_NONE */
const char *problem_name(enum problem_code code);	/* "bad-field"; clients switch on it */
const char *problem_title(enum problem_code code, enum lang lang);

/*
 * application/problem+json: type, title, status, code, detail, errors[{pointer, code, detail}].
 * For PROBLEM_BAD_QUERY "pointer" is "parameter". "more" counts the errors that were not kept.
 */
void problem_print(struct buffer *b, const struct problem *p, enum lang lang);

/* JSON Schema of that. */
void problem_print_schema(struct buffer *b);

#endif
