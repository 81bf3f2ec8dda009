#include "engine/enter.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/address.h"
#include "engine/cookie.h"
#include "engine/limit.h"
#include "engine/loader.h"
#include "engine/routes.h"
#include "engine/secret.h"
#include "proto/header.h"
#include "proto/json.h"

enum { KEY_MAX = 200 };

/* What stood where a path of the API has a name in braces. */
struct args {
	const char *id, *number, *format;
};

static const struct {
	const char *brace;
	size_t      offset;
} places[] = {
	{ "{id}",     offsetof(struct args, id) },
	{ "{number}", offsetof(struct args, number) },
	{ "{format}", offsetof(struct args, format) },
};

/* `segment` stands for the name in braces that `pattern` begins with; returns what follows it. */
static const char *
take_place(const char *pattern, const char *segment, struct args *args)
{
	size_t n = strcspn(pattern, "/");

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (strncmp(pattern, places[i].brace, n) == 0)
			*(const char **)(void *)((char *)args + places[i].offset) = segment;
	return pattern + n;
}

/* What follows the plain segment that `pattern` begins with; NULL when it is another one. */
static const char *
pass_plain(const char *pattern, const char *segment)
{
	while (*segment != '\0' && *pattern == *segment) {
		pattern++;
		segment++;
	}
	return *segment == '\0' && (*pattern == '/' || *pattern == '\0') ? pattern : NULL;
}

/* Matches "/v1/partners/{id}/matches" against the segments of the path. Most paths end at the first letters. */
static bool
path_matches(const char *pattern, const struct http_request *http, struct args *args)
{
	if (http->segment_count == 0)	/* "/", or the "*" of OPTIONS */
		return strcmp(pattern, http->path) == 0;
	for (size_t i = 0; i < http->segment_count; i++) {
		if (*pattern++ != '/')
			return false;
		pattern = *pattern == '{' ? take_place(pattern, http->segments[i], args) :
			pass_plain(pattern, http->segments[i]);
		if (pattern == NULL)
			return false;
	}
	return *pattern == '\0';
}

/* HEAD is answered by the GET of the same path. */
static enum method
served_as(enum method m)
{
	return m == METHOD_HEAD ? METHOD_GET : m;
}

/*
 * What a route is passed over by: how many segments its path has, and how the second and the
 * fourth of them begin, if it is not a name in braces. Worked out of the table at first.
 */
enum { ROUTES_MAX = 128, SIGNED = 2 };

struct sign {
	size_t   segments;
	bool     any[SIGNED];
	uint64_t begins[SIGNED];
};

/* The first bytes of a segment as one number. */
static uint64_t
beginning(const char *segment)
{
	uint64_t begins = 0;

	memcpy(&begins, segment, strnlen(segment, sizeof(begins)));
	return begins;
}

static struct sign
sign_of(const char *path)
{
	struct sign sign = { .segments = 0 };

	for (const char *s = path + 1; *path == '/' && *s != '\0'; s += *s == '/') {
		size_t n = strcspn(s, "/"), which = sign.segments++ / 2;

		if (sign.segments % 2 == 0 && which < SIGNED) {
			sign.any[which] = *s == '{';
			memcpy(&sign.begins[which], s, n < sizeof(uint64_t) ? n : sizeof(uint64_t));
		}
		s += n;
	}
	return sign;
}

static const struct sign *
route_signs(void)
{
	static struct sign signs[ROUTES_MAX];
	static bool        made;

	for (const struct route *t = routes; !made && t->path != NULL; t++) {
		assert(t - routes < ROUTES_MAX);
		signs[t - routes] = sign_of(t->path);
	}
	made = true;
	return signs;
}

static struct sign
sign_of_request(const struct http_request *http)
{
	struct sign sign = { .segments = http->segment_count };

	for (size_t i = 0; i < SIGNED && 2 * i + 1 < http->segment_count; i++)
		sign.begins[i] = beginning(http->segments[2 * i + 1]);
	return sign;
}

static bool
may_be(const struct sign *route, const struct sign *asked)
{
	bool same = route->segments == asked->segments;

	for (size_t i = 0; i < SIGNED && same; i++)
		same = route->any[i] || route->begins[i] == asked->begins[i];
	return same;
}

bool
enter_find_route(struct request *r)
{
	const struct sign *signs = route_signs(), sign = sign_of_request(r->http);
	bool               path_known = false;

	for (const struct route *t = routes; t->path != NULL; t++) {
		struct args args = { 0 };

		if (!may_be(&signs[t - routes], &sign) || !path_matches(t->path, r->http, &args))
			continue;
		path_known = true;
		if (t->method == served_as(r->http->method) || r->http->method == METHOD_OPTIONS) {
			r->route = t;
			r->arg = args.id;
			r->number = args.number;
			r->format = args.format;
			r->next = t->flow;
			return true;
		}
	}
	return path_known ?
		problem_set(&r->problem, PROBLEM_BAD_METHOD, SAY_BAD_METHOD, enter_allowed(r)) :
		problem_set(&r->problem, PROBLEM_NO_SUCH_PATH, SAY_NO_SUCH_PATH, r->http->path);
}

const char *
enter_allowed(const struct request *r)
{
	struct buffer *b = buffer_new(r->mem);
	bool           any = strcmp(r->http->path, "*") == 0;	/* the whole server is asked about */
	unsigned       taken = 1U << METHOD_OPTIONS;

	for (const struct route *t = routes; t->path != NULL; t++) {
		struct args args;

		if (any || path_matches(t->path, r->http, &args))
			taken |= 1U << t->method | (t->method == METHOD_GET ? 1U << METHOD_HEAD : 0);
	}
	for (int m = 0; m < METHOD_OTHER; m++)
		if (taken & 1U << m)
			buffer_printf(b, "%s%s", b->length > 0 ? ", " : "", method_names[m]);
	return b->at;
}

/* What shows who asks, from one of the two places; a token that is stated counts, good or not. */
static const char *
shown_secret(struct request *r, size_t *length)
{
	static const char bearer[] = "Bearer ";
	const char       *given = http_header(r->http, "authorization");

	r->by_cookie = given == NULL;
	if (r->by_cookie)
		return cookie_find(r->http, length);
	if (strncasecmp(given, bearer, strlen(bearer)) != 0)
		return NULL;
	*length = strlen(given) - strlen(bearer);
	return given + strlen(bearer);
}

static const struct caller *
find_caller(struct request *r)
{
	size_t               length;
	const char          *secret = shown_secret(r, &length);
	const struct caller *found;

	r->shown = secret == NULL ? NULL : secrets_hash(r->service->secrets, r->mem, secret, length);
	/* The secret is 256 random bits, so one look-up by its hash tells nothing by its time. */
	found = r->shown == NULL ? NULL : catalogue_caller(r->catalogue, r->shown, time(NULL));
	/* A session is a browser's, a program's token is not: neither serves in the other's place. */
	return found != NULL && r->by_cookie == (found->kind == TOKEN_SESSION) ? found : NULL;
}

/* Who has shown a good token is counted by it, everybody else by where they are. */
static bool
within_limits(struct request *r)
{
	long seconds = r->caller != NULL ? limit_take(r->service->by_token, r->caller->token, r->started) :
		limit_take(r->service->by_address, address_household(r->mem, r->address), r->started);

	r->retry_after = seconds;
	return seconds == 0 || problem_set(&r->problem, PROBLEM_TOO_MANY, SAY_TOO_MANY, DIGITS(seconds));
}

/* While the database is away nobody knows who asks; then nothing is answered, and nobody counted. */
static bool
identify(struct request *r)
{
	if (r->catalogue == NULL)
		return true;
	r->caller = find_caller(r);
	return r->again || within_limits(r);
}

/* Company and city officers are bound to what is theirs. */
static bool
owns(struct request *r)
{
	const struct caller *who = r->caller;
	const char          *mine = who->role == ROLE_COMPANY ? who->partner : who->city;
	long                 found;

	if (r->route->owner == OWNER_USER)
		return who->role == ROLE_ADMIN || (who->user != NULL && strcmp(who->user, r->arg) == 0);
	if (who->role != ROLE_COMPANY && who->role != ROLE_CITY)
		return true;
	switch (r->route->owner) {
	case OWNER_NONE:
	case OWNER_USER:
	case OWNER_LINE:
		return true;
	case OWNER_PARTNER:
		return who->role == ROLE_COMPANY && mine != NULL && strcmp(mine, r->arg) == 0;
	case OWNER_CITY:
		found = catalogue_find(r->catalogue, RECORD_CITY, r->arg);
		return who->role == ROLE_CITY && mine != NULL && found >= 0 &&
			strcmp(mine, catalogue_id(r->catalogue, RECORD_CITY, (size_t)found)) == 0;
	case OWNER_PROJECT:
		found = catalogue_find(r->catalogue, RECORD_PROJECT, r->arg);
		return who->role == ROLE_CITY && mine != NULL && found >= 0 && strcmp(mine,
			((const struct project *)catalogue_at(r->catalogue, RECORD_PROJECT, (size_t)found))->city) == 0;
	}
	return false;
}

static bool
changes(const struct request *r)
{
	return r->http->method != METHOD_GET && r->http->method != METHOD_HEAD;
}

/* A session goes on only if the database says so, and is asked about once a minute; a token is just noted. */
static void
keep_alive(struct request *r)
{
	if (r->caller->kind == TOKEN_PROGRAM)
		touch_token(&r->service->touched, r->service->db, r->caller->token, time(NULL));
	else if (touch_due(&r->service->sessions, r->caller->token, time(NULL)))
		r->next = session_goes_on;
}

static bool
may_enter(struct request *r)
{
	if ((r->route->who & WHO_ANYONE) && r->route->takes == NULL)
		return true;
	if (r->catalogue == NULL)
		return problem_set(&r->problem, PROBLEM_DATABASE,
			loader_is_reading(r->service->loader) ? SAY_STILL_READING : SAY_DATABASE_AWAY);
	if (r->route->who & WHO_ANYONE)
		return true;
	if (r->caller == NULL)
		return problem_set(&r->problem, PROBLEM_NO_TOKEN, SAY_NO_TOKEN);
	if (changes(r) && r->by_cookie && !cookie_same_origin(r->http, false))
		return problem_set(&r->problem, PROBLEM_CROSS_SITE, SAY_CROSS_SITE);
	if (changes(r) && r->caller->scope == SCOPE_READ && !r->route->reads)
		return problem_set(&r->problem, PROBLEM_FORBIDDEN, SAY_READS_ONLY);
	keep_alive(r);
	if (!(r->route->who & (1U << r->caller->role)))
		return problem_set(&r->problem, PROBLEM_FORBIDDEN, SAY_NOT_FOR_ROLE,
			r->lang == LANG_KO ? role_vocab.words[r->caller->role].ko : role_vocab.words[r->caller->role].en);
	/* The same words whether it exists or not: who may not see a thing may not learn of it. */
	if (!owns(r))
		return problem_set(&r->problem, PROBLEM_FORBIDDEN, SAY_NOT_YOURS);
	return true;
}

static bool
read_headers(struct request *r)
{
	const char *match = http_header(r->http, "if-match");

	if (r->route->changes && match == NULL)
		return problem_set(&r->problem, PROBLEM_NO_MATCH, SAY_IF_MATCH_REQUIRED);
	if (match != NULL && (r->version = header_version(match)) < 0)
		return problem_set(&r->problem, PROBLEM_STALE, SAY_STALE);
	r->key = http_header(r->http, "idempotency-key");
	if (r->key != NULL && (*r->key == '\0' || strlen(r->key) > KEY_MAX))
		return problem_set(&r->problem, PROBLEM_BAD_REQUEST, SAY_KEY_LENGTH, DIGITS(KEY_MAX));
	return true;
}

static bool
read_query(struct request *r)
{
	static const struct field   none[] = { { .name = NULL } };
	static const struct message empty = { .name = "Nothing", .size = 1, .fields = none };
	const struct message       *m = r->route->asks == NULL ? &empty : r->route->asks;
	struct names                names;

	if (r->catalogue != NULL)
		names = catalogue_names(r->catalogue);
	r->query = arena_alloc(r->mem, m->size);
	return message_parse_query(m, r->http->query, r->http->query_count,
		r->catalogue == NULL ? NULL : &names, r->mem, r->query, &r->problem);
}

/* What is compressed would have to be bounded by what comes out of it; nobody needs it. */
static bool
is_encoded(const struct request *r)
{
	const char *coding = http_header(r->http, "content-encoding");

	return coding != NULL && *coding != '\0' && strcasecmp(coding, "identity") != 0;
}

static bool
is_json(const struct request *r)
{
	const char *type = http_header(r->http, "content-type");

	return header_is_type(type, "application/json") ||
		(r->http->method == METHOD_PATCH && header_is_type(type, "application/merge-patch+json"));
}

static bool
read_body(struct request *r)
{
	const struct message *m = r->route->takes;
	struct names          names;

	if (r->route->upload)
		return true;
	if (m == NULL)
		return r->http->body_length == 0 ||
			problem_set(&r->problem, PROBLEM_BAD_REQUEST, SAY_NO_BODY_WANTED);
	if (is_encoded(r))
		return problem_set(&r->problem, PROBLEM_MEDIA_TYPE, SAY_BODY_ENCODED);
	if (!is_json(r) && !(r->http->body_length == 0 && r->route->body_optional))
		return problem_set(&r->problem, PROBLEM_MEDIA_TYPE, SAY_MEDIA_TYPE);
	r->body = arena_alloc(r->mem, m->size);
	r->json = r->http->body_length == 0 && r->route->body_optional ?
		json_read("{}", 2, r->mem, &r->problem) :
		json_read(r->http->body == NULL ? "" : r->http->body, r->http->body_length, r->mem, &r->problem);
	if (r->json == NULL)
		return false;
	if (r->http->method == METHOD_PATCH)	/* only a change: its flow reads the whole that comes of it */
		return true;
	names = catalogue_names(r->catalogue);
	return message_parse(m, r->json, FROM_CLIENT, &names, r->mem, r->body, &r->problem);
}

static bool
accepts(struct request *r)
{
	const char *accept = http_header(r->http, "accept");

	if (r->route->file || r->route->types != NULL || header_wants(accept, "application/json") > 0 ||
	    (r->route->csv && header_wants(accept, "text/csv") > 0) ||
	    (r->route->stream && header_wants(accept, "text/event-stream") > 0))
		return true;
	return problem_set(&r->problem, PROBLEM_NOT_ACCEPTABLE, SAY_NOT_ACCEPTABLE,
		r->route->csv ? "application/json, text/csv" : "application/json");
}

/* A larger body is only for who may send one: anybody could fill our memory otherwise. */
size_t
enter_body_limit(void *service, const struct http_request *http)
{
	struct service *s = service;
	struct request  r = { .service = s, .http = http, .catalogue = loader_catalogue(s->loader) };
	size_t          limit = s->body_limit;
	struct arena   *mem;

	if (r.catalogue == NULL || http->method != METHOD_POST)
		return limit;
	r.mem = r.problem.mem = mem = arena_new();
	if (enter_find_route(&r) && r.route->upload) {
		const struct caller *caller = find_caller(&r);

		if (caller != NULL && caller->scope != SCOPE_READ && (r.route->who & (1U << caller->role)) &&
		    s->import_limit > limit)
			limit = s->import_limit;
	}
	arena_free(mem);
	return limit;
}

bool
enter(struct request *r)
{
	struct catalogue *newest = loader_catalogue(r->service->loader);

	if (newest != NULL)
		r->catalogue = catalogue_hold(newest);
	if (identify(r) && enter_find_route(r) && may_enter(r) && accepts(r) && read_headers(r) && read_query(r) &&
	    read_body(r))
		return true;
	/* Another process may have made the token a moment ago, and its word of that be on the way. */
	if (r->problem.code != PROBLEM_NO_TOKEN || r->shown == NULL || r->again)
		return false;
	r->problem = (struct problem){ .mem = r->mem };
	r->next = newcomer_enters;
	return true;
}
