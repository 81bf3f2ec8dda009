#include "engine/cli/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "engine/cli/commands.h"
#include "engine/cli/profile.h"
#include "engine/cli/view.h"

enum {
	RETRIES = 3,
	TIMEOUT_SECONDS = 60,
	CONNECT_SECONDS = 10,
	LONGEST_PAUSE_SECONDS = 30,	/* asked to wait longer, we leave it to whoever called us */
	FIRST_PAUSE_MS = 200,
	RETRIES_MOST = 20,
	TIMEOUT_MOST = 3600,
};

struct http {
	CURL       *curl;
	const char *base;	/* the URL without a slash at its end */
	long        retries, timeout;
	bool        browser;
	const char *cookie;	/* the last that came, as it goes back; NULL: none */
	char        error[CURL_ERROR_SIZE];
};

/* What the callbacks of one request fill. */
struct receiving {
	struct arena  *mem;
	struct buffer *body;
	const char    *retry_after, *cookie;
};

static void
http_close(void *http)
{
	curl_easy_cleanup(((struct http *)http)->curl);
	curl_global_cleanup();
}

static bool
whole_number(const char *text, long most, long *n)
{
	char *end;

	errno = 0;
	*n = strtol(text, &end, 10);
	return end != text && *end == '\0' && errno == 0 && *n >= 0 && *n <= most;
}

static bool
number_option(const struct cli *c, enum opt o, long preset, long most, long *n)
{
	const char *value = cli_option(c, o);

	*n = preset;
	if (value == NULL || whole_number(value, most, n))
		return true;
	cli_misused(c, SAY_CLI_NUMBER_OPTION, option_rows[o].name, "0", DIGITS(most), value);
	return false;
}

struct http *
http_open(struct cli *c)
{
	struct http *h = arena_alloc(c->mem, sizeof(*h));
	size_t       n = strlen(c->profile->url);

	if (!number_option(c, OPT_RETRIES, RETRIES, RETRIES_MOST, &h->retries) ||
	    !number_option(c, OPT_TIMEOUT, TIMEOUT_SECONDS, TIMEOUT_MOST, &h->timeout))
		return NULL;
	while (n > 0 && c->profile->url[n - 1] == '/')
		n--;
	h->base = arena_strndup(c->mem, c->profile->url, n);
	if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (h->curl = curl_easy_init()) == NULL) {
		fputs("twinning: libcurl or libsodium does not start\n", stderr);
		abort();
	}
	return arena_own(c->mem, h, http_close);
}

void
http_be_browser(struct cli *c)
{
	c->http->browser = true;
}

static size_t
on_body(char *bytes, size_t size, size_t n, void *ctx)
{
	struct receiving *r = ctx;

	buffer_add(r->body, bytes, size * n);
	return size * n;
}

/* The value of a header line when it has this name, else NULL. */
static const char *
header_value(const struct receiving *r, const char *name, const char *line, size_t length)
{
	size_t start = strlen(name);

	if (length <= start || strncasecmp(line, name, start) != 0)
		return NULL;
	while (start < length && line[start] == ' ')
		start++;
	while (length > start && (unsigned char)line[length - 1] <= ' ')
		length--;
	return arena_strndup(r->mem, line + start, length - start);
}

static size_t
on_header(char *line, size_t size, size_t n, void *ctx)
{
	struct receiving *r = ctx;
	const char       *after = header_value(r, "retry-after:", line, size * n);
	const char       *cookie = header_value(r, "set-cookie:", line, size * n);

	if (after != NULL)
		r->retry_after = after;
	if (cookie != NULL)
		r->cookie = arena_strndup(r->mem, cookie, strcspn(cookie, ";"));
	return size * n;
}

static void
free_headers(void *headers)
{
	curl_slist_free_all(headers);
}

/* "https://host:port" of the address. */
static const char *
origin_of(struct cli *c)
{
	const char *host = strstr(c->http->base, "://") + 3;

	return arena_strndup(c->mem, c->http->base, (size_t)(host - c->http->base) + strcspn(host, "/"));
}

static struct curl_slist *
make_headers(struct cli *c, const struct ask *ask)
{
	struct curl_slist *h = NULL;
	const char        *key = ask->key;

	h = curl_slist_append(h, arena_printf(c->mem, "Accept: %s", ask->accept != NULL ? ask->accept : "application/json"));
	h = curl_slist_append(h, c->lang == LANG_KO ? "Accept-Language: ko" : "Accept-Language: en");
	if (ask->prefer != NULL)
		h = curl_slist_append(h, arena_printf(c->mem, "Prefer: %s", ask->prefer));
	h = curl_slist_append(h, "Expect:");	/* bodies are small; do not wait for leave to send them */
	if (ask->match != NULL)
		h = curl_slist_append(h, arena_printf(c->mem, "If-Match: %s", ask->match));
	if (c->http->browser)
		h = curl_slist_append(h, arena_printf(c->mem, "Origin: %s", origin_of(c)));
	if (c->http->cookie != NULL)
		h = curl_slist_append(h, arena_printf(c->mem, "Cookie: %s", c->http->cookie));
	if (!c->http->browser && c->profile->token != NULL)
		h = curl_slist_append(h, arena_printf(c->mem, "Authorization: Bearer %s", c->profile->token));
	if (ask->body != NULL)
		h = curl_slist_append(h, arena_printf(c->mem, "Content-Type: %s", ask->type != NULL ? ask->type : "application/json"));
	if (ask->method == METHOD_POST) {
		if (key == NULL) {
			unsigned char random[16];
			char          hex[2 * sizeof(random) + 1];

			randombytes_buf(random, sizeof(random));
			key = arena_strdup(c->mem, sodium_bin2hex(hex, sizeof(hex), random, sizeof(random)));
		}
		h = curl_slist_append(h, arena_printf(c->mem, "Idempotency-Key: %s", key));
	}
	return arena_own(c->mem, h, free_headers);
}

const char *
http_key_of(struct cli *c, const char *content, size_t length)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char          hex[2 * sizeof(digest) + 1];

	if (sodium_init() < 0)
		abort();
	crypto_hash_sha256(digest, (const unsigned char *)content, length);
	return arena_strdup(c->mem, sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest)));
}

static void
set_up(struct cli *c, const struct ask *ask, struct curl_slist *headers, struct receiving *r)
{
	CURL *curl = c->http->curl;

	curl_easy_reset(curl);	/* keeps the connection */
	curl_easy_setopt(curl, CURLOPT_URL, arena_printf(c->mem, "%s%s", c->http->base, ask->path));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, c->http->timeout);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, c->http->error);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "twinning/" TWINNING_VERSION);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, r);
	if (c->profile->ca != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, c->profile->ca);
	if (ask->method != METHOD_GET) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body != NULL ? ask->body : "");
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(ask->body != NULL ? ask->length : 0));
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method_names[ask->method]);
	}
}

/*
 * Not the gate of proto/json.h: it bounds what strangers send, and an answer
 * that explains a thousand matches is larger than anything one may send.
 */
static cJSON *
parse(struct cli *c, const struct answer *a)
{
	cJSON *json = cJSON_ParseWithLength(a->body, a->length);

	return json != NULL ? arena_own(c->mem, json, (void (*)(void *))cJSON_Delete) : NULL;
}

/* The service works on the same Idempotency-Key already: its answer is a moment away. */
static bool
is_in_progress(struct cli *c, const struct answer *a)
{
	cJSON *json = a->status == 409 ? parse(c, a) : NULL;

	return json != NULL && strcmp(view_string(c, json, "code"), problem_name(PROBLEM_IN_PROGRESS)) == 0;
}

static bool
may_pass(CURLcode code)
{
	return code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT || code == CURLE_GOT_NOTHING ||
		code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_PARTIAL_FILE ||
		code == CURLE_COULDNT_RESOLVE_HOST;
}

/* False when the service asks for more patience than a command has. */
static bool
pause_before(struct cli *c, const struct answer *a, long attempt)
{
	long            ms = FIRST_PAUSE_MS << attempt, seconds;
	struct timespec t;

	if (a->retry_after != NULL && whole_number(a->retry_after, LONG_MAX, &seconds)) {
		if (seconds > LONGEST_PAUSE_SECONDS)
			return false;
		ms = seconds * 1000;
	}
	if (ms > LONGEST_PAUSE_SECONDS * 1000)
		ms = LONGEST_PAUSE_SECONDS * 1000;
	cli_progress(c, cli_text(c, SAY_CLI_WAITING, arena_printf(c->mem, "%ld.%ld", ms / 1000, ms % 1000 / 100)));
	t = (struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	nanosleep(&t, NULL);
	cli_progress(c, NULL);
	return true;
}

static enum leave
explain_failure(struct cli *c, CURLcode code)
{
	const char *why = c->http->error[0] != '\0' ? c->http->error : curl_easy_strerror(code);

	cli_tell(c, SAY_CLI_NO_ANSWER, c->http->base, why);
	if (!may_pass(code)) {
		cli_tell(c, SAY_CLI_NEXT_URL, c->profile->path);
		return LEAVE_FAILED;
	}
	cli_tell(c, code == CURLE_OPERATION_TIMEDOUT ? SAY_CLI_NEXT_SLOW : SAY_CLI_NEXT_NOT_RUNNING, c->profile->path);
	return LEAVE_TRY_AGAIN;
}

enum leave
http_send(struct cli *c, const struct ask *ask, struct answer *answer)
{
	struct curl_slist *headers = make_headers(c, ask);	/* one key for every attempt */

	for (long attempt = 0;; attempt++) {
		struct receiving r = { .mem = c->mem, .body = buffer_new(c->mem) };
		CURLcode         code;
		bool             again;

		buffer_text(r.body, "");
		c->http->error[0] = '\0';
		set_up(c, ask, headers, &r);
		code = curl_easy_perform(c->http->curl);
		*answer = (struct answer){ .body = r.body->at, .length = r.body->length, .retry_after = r.retry_after };
		if (code == CURLE_OK)
			curl_easy_getinfo(c->http->curl, CURLINFO_RESPONSE_CODE, &answer->status);
		if (c->http->browser && r.cookie != NULL)
			c->http->cookie = r.cookie;
		again = code != CURLE_OK ? may_pass(code)
			: answer->status == 503 || answer->status == 429 || is_in_progress(c, answer);
		if (!again || attempt >= c->http->retries || !pause_before(c, answer, attempt))
			return code == CURLE_OK ? LEAVE_OK : explain_failure(c, code);
	}
}

/* --- events */

enum { SILENT_SECONDS = 60 };	/* the service says at least every quarter of a minute that it is there */

struct listening {
	struct receiving r;	/* its body: what is not yet a whole line; of a problem, all of it */
	CURL            *curl;
	bool           (*on_data)(void *ctx, const char *json);
	void            *ctx;
	bool             over, heard;
};

static void
hear_line(struct listening *l, char *line)
{
	static const char DATA[] = "data: ";

	if (l->over || strncmp(line, DATA, sizeof(DATA) - 1) != 0)
		return;
	l->heard = true;
	l->over = !l->on_data(l->ctx, line + sizeof(DATA) - 1);
}

static size_t
on_events(char *bytes, size_t size, size_t n, void *ctx)
{
	struct listening *l = ctx;
	struct buffer    *b = l->r.body;
	char             *end;
	long              status = 0;

	curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, &status);
	buffer_add(b, bytes, size * n);
	while (status == 200 && (end = memchr(b->at, '\n', b->length)) != NULL) {
		*end = '\0';
		hear_line(l, b->at);
		b->length -= (size_t)(end + 1 - b->at);
		memmove(b->at, end + 1, b->length + 1);
	}
	return size * n;
}

enum leave
http_listen(struct cli *c, const char *path, bool (*on_data)(void *ctx, const char *json), void *ctx)
{
	const struct ask   ask = { .method = METHOD_GET, .path = path, .accept = "text/event-stream" };
	struct curl_slist *headers = make_headers(c, &ask);

	for (long attempt = 0;; attempt++) {
		struct listening l = {
			.r = { .mem = c->mem, .body = buffer_new(c->mem) }, .curl = c->http->curl, .on_data = on_data,
			.ctx = ctx,
		};
		struct answer    answer = { .status = 0 };
		CURLcode         code;

		buffer_text(l.r.body, "");
		c->http->error[0] = '\0';
		set_up(c, &ask, headers, &l.r);
		curl_easy_setopt(c->http->curl, CURLOPT_TIMEOUT, 0L);
		curl_easy_setopt(c->http->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
		curl_easy_setopt(c->http->curl, CURLOPT_LOW_SPEED_TIME, (long)SILENT_SECONDS);
		curl_easy_setopt(c->http->curl, CURLOPT_WRITEFUNCTION, on_events);
		curl_easy_setopt(c->http->curl, CURLOPT_WRITEDATA, &l);
		code = curl_easy_perform(c->http->curl);
		if (l.over)
			return LEAVE_OK;
		if (l.heard)
			attempt = 0;
		answer.body = l.r.body->at;
		answer.length = l.r.body->length;
		answer.retry_after = l.r.retry_after;
		if (code == CURLE_OK)
			curl_easy_getinfo(c->http->curl, CURLINFO_RESPONSE_CODE, &answer.status);
		if (code == CURLE_OK && answer.status != 200 && answer.status != 503)
			return http_complain(c, &answer);
		if ((code != CURLE_OK && !may_pass(code)) || attempt >= c->http->retries || !pause_before(c, &answer, attempt))
			return code != CURLE_OK ? explain_failure(c, code) : LEAVE_TRY_AGAIN;
	}
}

cJSON *
http_json(struct cli *c, const struct answer *answer)
{
	cJSON *json = parse(c, answer);

	if (json == NULL)
		cli_tell(c, SAY_CLI_NOT_JSON, c->http->base, DIGITS(answer->status));
	return json;
}

/* What to do next, by the stable name of the problem. */
static const struct {
	enum problem_code problem;
	enum say          next;
} hints[] = {
	{ PROBLEM_NO_TOKEN,    SAY_CLI_NEXT_SIGN_IN },
	{ PROBLEM_TOO_MANY,    SAY_CLI_NEXT_LATER },
	{ PROBLEM_FORBIDDEN,   SAY_CLI_NEXT_FORBIDDEN },
	{ PROBLEM_NOT_FOUND,   SAY_CLI_NEXT_NOT_FOUND },
	{ PROBLEM_BAD_QUERY,   SAY_CLI_NEXT_HELP },
	{ PROBLEM_NO_SUCH_PATH, SAY_CLI_NEXT_URL },
	{ PROBLEM_DATABASE,    SAY_CLI_NEXT_LATER },
	{ PROBLEM_BUSY,        SAY_CLI_NEXT_LATER },
	{ PROBLEM_SLOW_DATABASE, SAY_CLI_NEXT_LATER },
	{ PROBLEM_KEY_REUSED,  SAY_CLI_NEXT_KEY },
	{ PROBLEM_STALE,       SAY_CLI_NEXT_STALE },
};

static void
tell_next(struct cli *c, const char *code)
{
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strcmp(problem_name(hints[i].problem), code) == 0)
			cli_tell(c, hints[i].next, say_places(hints[i].next) == 0 ? NULL
				: hints[i].problem == PROBLEM_BAD_QUERY || hints[i].problem == PROBLEM_NOT_FOUND
				? c->command->words : c->profile->path);
}

enum leave
http_complain(struct cli *c, const struct answer *answer)
{
	cJSON       *json = parse(c, answer);
	const char  *title = view_string(c, json, "title"), *detail = view_string(c, json, "detail");
	const cJSON *error;

	if (title[0] == '\0')
		cli_tell(c, SAY_CLI_NOT_JSON, c->http->base, DIGITS(answer->status));
	else
		fprintf(stderr, "twinning: %s%s%s: %s%s%s (%ld %s)\n", c->command->words,
			c->about != NULL ? " " : "", c->about != NULL ? c->about : "", title,
			detail[0] != '\0' ? ". " : "", detail, answer->status, view_string(c, json, "code"));
	cJSON_ArrayForEach(error, cJSON_GetObjectItemCaseSensitive(json, "errors")) {
		const char *at = view_string(c, error, "pointer");

		fprintf(stderr, "  %s: %s\n", at[0] != '\0' ? at : view_string(c, error, "parameter"),
			view_string(c, error, "detail"));
	}
	tell_next(c, view_string(c, json, "code"));
	switch (answer->status) {
	case 401: case 403:
		return LEAVE_SIGN_IN;
	case 429: case 503: case 504:
		return LEAVE_TRY_AGAIN;
	default:
		return LEAVE_FAILED;
	}
}

enum leave
http_ask(struct cli *c, const struct ask *ask, struct answer *answer)
{
	enum leave leave = http_send(c, ask, answer);

	if (leave == LEAVE_OK && (answer->status < 200 || answer->status > 299))
		leave = http_complain(c, answer);
	return leave;
}

enum leave
http_get(struct cli *c, const char *path, struct answer *answer)
{
	return http_ask(c, &(struct ask){ .method = METHOD_GET, .path = path }, answer);
}

const char *
http_escape(struct cli *c, const char *s)
{
	return arena_own(c->mem, curl_easy_escape(c->http->curl, s, 0), curl_free);
}

void
http_parameter(struct cli *c, struct buffer *path, const char *name, const char *value)
{
	buffer_printf(path, "%c%s=%s", memchr(path->at, '?', path->length) != NULL ? '&' : '?', name, http_escape(c, value));
}

void
http_parameters(struct cli *c, struct buffer *path)
{
	for (int o = 0; o < OPTIONS; o++)
		if (option_rows[o].parameter != NULL && c->given[o].count > 0)
			http_parameter(c, path, option_rows[o].parameter, cli_option(c, (enum opt)o));
}
