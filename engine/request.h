/*
 * A request, from its last byte in to the first byte of its answer.
 *
 * Handling a request is a flow: a list of steps that run in order on the event
 * loop. A step that asks the database, or hands work to the worker, returns
 * STEP_WAIT, and the next step of the list runs when the answer is there. A
 * step that cannot go on fails the request. So a flow reads from top to
 * bottom, and holds no callbacks.
 */
#ifndef ENGINE_REQUEST_H
#define ENGINE_REQUEST_H

#include "engine/catalogue.h"
#include "engine/db.h"
#include "engine/touch.h"
#include "proto/http.h"

struct retry;
struct secrets;
struct exchange;
struct exchange_header;
struct job_watch;
struct loader;
struct request;
struct worker;

enum step { STEP_NEXT, STEP_WAIT, STEP_DONE };
typedef enum step step_fn(struct request *r);

/* Zero is nobody, so a row that forgets the column is closed, not open. */
enum {
	WHO_STAFF   = 1 << ROLE_STAFF,
	WHO_COMPANY = 1 << ROLE_COMPANY,
	WHO_CITY    = 1 << ROLE_CITY,
	WHO_BATCH   = 1 << ROLE_BATCH,
	WHO_ADMIN   = 1 << ROLE_ADMIN,
	WHO_APPROVER = 1 << ROLE_APPROVER,
	WHO_AUDITOR = 1 << ROLE_AUDITOR,
	WHO_ANYONE  = 1 << ROLES,	/* no token needed */
};
#define WHO_OFFICE (WHO_STAFF | WHO_BATCH | WHO_ADMIN)
#define WHO_LISTS  (WHO_OFFICE | WHO_APPROVER | WHO_AUDITOR)	/* who may read pairing lists and what they stand on */
#define WHO_ALL    (WHO_LISTS | WHO_COMPANY | WHO_CITY)

/*
 * Whose thing {id} is: a company may name only itself, a city only itself and its projects, a user only itself.
 * Of lists each side has its own lines, which only the database knows: those flows ask it, and look again.
 */
enum owner { OWNER_NONE, OWNER_PARTNER, OWNER_CITY, OWNER_PROJECT, OWNER_USER, OWNER_LINE };

/* One line of the API. Adding a route is adding a row to routes.c. */
struct route {
	enum method           method;
	const char           *path;	/* "{id}" matches one segment */
	unsigned              who;	/* checked before the flow starts, and nowhere else */
	enum owner            owner;	/* the same */
	step_fn *const       *flow;	/* ends with NULL */
	const struct message *asks;	/* the query string, or NULL: none is taken */
	const struct message *takes;	/* the body, or NULL */
	const struct message *gives;	/* the answer, or NULL for none of ours */
	const char *const    *types;	/* of an answer that is a file: its media types, up to a NULL; else NULL */
	const struct message *gives_later;	/* that of 202, when Prefer: respond-async is heeded; else NULL */
	int                   status;	/* of success */
	bool                  changes;	/* PUT, PATCH: If-Match is required */
	bool                  reads;	/* changes nothing, whatever its method: GET does not say so */
	bool                  secret;	/* its body holds one: nothing is kept of it, not even for an Idempotency-Key */
	bool                  recalls;	/* the first thing its flow asks is to store, and looks the Idempotency-Key up */
	bool                  body_optional;	/* an absent body stands for {} */
	bool                  upload;	/* the body is a file as it is, and may be larger than others */
	bool                  csv;	/* may also be had as text/csv */
	bool                  stream;	/* the answer is text/event-stream */
	bool                  file;	/* of the console: of a type of its own, and no part of the API's description */
	int                   record;	/* enum record_kind, for the flows that serve any kind; else 0 */
	const char           *about;
};

struct request {
	uint64_t                   id;
	struct arena              *mem;		/* the exchange's; owns all below */
	struct service            *service;
	struct exchange           *exchange;
	const struct http_request *http;
	const struct route        *route;
	step_fn *const            *next;	/* the step to run next */
	const char                *arg;		/* what "{id}" stood for */
	const char                *number;	/* what "{number}" stood for, or NULL */
	const char                *format;	/* what "{format}" stood for, or NULL */
	const struct caller       *caller;	/* NULL: nobody we know */
	bool                       by_cookie;	/* how the caller was known */
	const char                *shown;	/* hash of the secret that was shown, or NULL */
	bool                       again;	/* it enters for the second time */
	const char                *address;	/* of the client */
	long                       retry_after;	/* seconds; 0: nothing to say of it */
	struct catalogue          *catalogue;	/* held */
	struct catalogue          *basis;	/* held: other data that the answer rests on, such as a stored list's; or NULL */
	enum lang                  lang;
	void                      *query;	/* a valid route->asks */
	void                      *body;	/* a valid route->takes */
	cJSON                     *json;	/* the body as it came */
	const char                *key;		/* Idempotency-Key, or NULL */
	int64_t                    version;	/* If-Match: "v7"; 0 = any or not given */
	const char                *etag;	/* of the answer, without quotes; NULL: none */
	const char                *location, *link;
	const struct exchange_header *headers;	/* more of the answer, up to a NULL name; or NULL */
	struct question           *question;	/* what we wait for, or NULL */
	struct arena              *asking;	/* the memory of req_ask_in(), or NULL */
	struct retry              *retry;	/* the question, when it carries the key: it may be asked again */
	bool                       keyed;	/* one did: the flow keeps its answer itself */
	const PGresult            *rows;	/* the answer to the last req_ask() */
	void                      *state;	/* the flow's own struct */
	void                     (*work)(struct request *r);	/* runs on the worker */
	int64_t                    started;	/* microseconds, monotonic */
	struct problem             problem;
};

/* For who calls back a request that waits: on with its next step; false: the database is away. */
void req_go_on(void *request, bool ok);

/* A step ends with one of these. */
enum step req_ask(struct request *r, const struct query *q, const char *const *args, int nargs);	/* as the caller */
/* For what the caller may not see but the flow must: whom a password is of. Its flow answers for what it tells. */
enum step req_ask_as_system(struct request *r, const struct query *q, const char *const *args, int nargs);
/* The same with memory for question and answer that ends when the next is asked: for much, piece by piece. */
enum step req_ask_in(struct request *r, struct arena *mem, const struct query *q, const char *const *args, int nargs);
enum step req_work(struct request *r, void (*work)(struct request *r));
/* Goes on when view_of() finds this one of a catalogue that the request holds: made on the worker, if need be. */
enum step req_view(struct request *r, struct catalogue *c, size_t policy, const char *as_of);
enum step req_hash(struct request *r, void (*work)(struct request *r));	/* the same for passwords, on a thread of their own */
enum step req_refresh(struct request *r);	/* waits for a catalogue that holds what was just written */
enum step req_reply(struct request *r, const void *answer);	/* of route->gives, status route->status */
enum step req_reply_status(struct request *r, int status, const void *answer);
enum step req_reply_bytes(struct request *r, int status, const char *type, const struct buffer *bytes);
/* Begins a stream (exchange.h) and ends the request; its memory lasts until exchange_end(). False: the client has left. */
bool      req_stream(struct request *r, const char *type);
enum step req_fail(struct request *r, enum problem_code code, enum say say, ...);
enum step req_missing(struct request *r, enum say word, const char *id);	/* 404: nothing of that word has the id */
enum step req_fail_later(struct request *r, long seconds, enum say say);	/* 429: the sentence takes the seconds */
enum step req_failed(struct request *r);	/* r->problem is set already */

/* Cells of r->rows by column name; NULL cells read as NULL. */
int         req_rows(const struct request *r);
const char *req_text(const struct request *r, int row, const char *column);

/* A document of the database, read by its message. NULL after failing the request: then `r` is gone. */
void *req_document(struct request *r, const struct message *m, const char *text);

/* Whether the client would rather have text/csv than JSON (on a route that can). */
bool req_wants_csv(const struct request *r);

/* Whether Prefer names this (RFC 7240). */
bool req_prefers(const struct request *r, const char *preference);

/* Today (UTC), for what is asked without a day. */
const char *req_today(const struct request *r);

/* The day it was when somebody asked last. */
struct today {
	time_t since;
	char   text[sizeof("2018-08-01")];
};

/* What every request needs; it outlives them all. */
struct service {
	struct event_base *base;
	struct db         *db;
	struct worker     *worker;
	struct worker     *hasher;	/* of passwords: they should not wait for rankings */
	struct limit      *by_token, *by_address;	/* how often a token may ask, and who has none */
	struct secrets    *secrets;	/* what was shown of late */
	const char        *proxies;	/* addresses, or NULL */
	long               session_seconds, session_idle_seconds;
	struct loader     *loader;
	struct job_watch  *jobs;
	struct catalogue  *archive;	/* the stored snapshot that was last read again, or NULL */
	long               running;	/* requests */
	uint64_t           last_id;
	size_t             body_limit, import_limit;	/* bytes of a body, and of an uploaded file */
	struct today       today;
	struct touched     touched;
	struct touched     sessions;	/* seen alive by the database */
};

/* The listener's callbacks. */
void req_on_request(void *service, struct exchange *x);

#endif
