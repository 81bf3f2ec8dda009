/*
 * For libFuzzer (make fuzz): any bytes, whole and cut into pieces, give the same outcome,
 * and what is taken for a request keeps what its header promises. The first
 * byte says how the rest is cut.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/http.h"
#include "proto/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct http_limits limits = {
	.target = 64, .header_line = 96, .headers_total = 256, .header_count = 8, .body = 64,
};

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static size_t
feed(struct http_parser *h, const char *bytes, size_t n, size_t step)
{
	size_t used = 0;

	while (used < n && http_parser_state(h) != HTTP_DONE && http_parser_state(h) != HTTP_FAILED) {
		size_t take = n - used < step ? n - used : step;
		char  *piece = malloc(take);

		must(piece != NULL);
		memcpy(piece, bytes + used, take);
		used += http_parser_feed(h, piece, take);
		free(piece);
	}
	return used;
}

static void
must_keep_promises(const struct http_request *r)
{
	must(r->method < METHODS && r->path != NULL && strlen(r->path) <= limits.target);
	must(*r->path == '/' || (strcmp(r->path, "*") == 0 && r->method == METHOD_OPTIONS));
	must(r->header_count <= limits.header_count && r->body_length <= limits.body);
	must((r->body == NULL) == (r->body_length == 0));
	must(r->http_1_0 || http_header(r, "host") != NULL);
	for (size_t i = 0; i < r->segment_count; i++) {
		must(utf8_valid(r->segments[i], strlen(r->segments[i])));
		must(strcmp(r->segments[i], "..") != 0 && strcmp(r->segments[i], ".") != 0);
	}
	for (size_t i = 0; i < r->query_count; i++)
		must(utf8_valid(r->query[i].name, strlen(r->query[i].name)) &&
			utf8_valid(r->query[i].value, strlen(r->query[i].value)));
	for (size_t i = 0; i < r->header_count; i++)
		must(strpbrk(r->headers[i].value, "\r\n\x7f") == NULL && *r->headers[i].name != '\0');
}

static void
must_be_same(const struct http_request *a, const struct http_request *b)
{
	must(a->method == b->method && a->http_1_0 == b->http_1_0 && a->keep_alive == b->keep_alive);
	must(a->expects_continue == b->expects_continue && same_text(a->path, b->path));
	must(a->segment_count == b->segment_count && a->query_count == b->query_count);
	must(a->header_count == b->header_count && a->body_length == b->body_length);
	for (size_t i = 0; i < a->segment_count; i++)
		must(same_text(a->segments[i], b->segments[i]));
	for (size_t i = 0; i < a->query_count; i++)
		must(same_text(a->query[i].name, b->query[i].name) &&
			same_text(a->query[i].value, b->query[i].value));
	for (size_t i = 0; i < a->header_count; i++)
		must(same_text(a->headers[i].name, b->headers[i].name) &&
			same_text(a->headers[i].value, b->headers[i].value));
	must(a->body_length == 0 || memcmp(a->body, b->body, a->body_length) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena       *mem = arena_new();
	struct http_parser *whole = http_parser_new(mem, &limits), *pieces = http_parser_new(mem, &limits);
	const char         *text = (const char *)bytes + 1;
	size_t              step = n == 0 ? 1 : bytes[0] % 16 + 1;

	if (n > 1) {
		must(feed(whole, text, n - 1, n) == feed(pieces, text, n - 1, step));
		must(http_parser_state(whole) == http_parser_state(pieces));
		if (http_parser_state(whole) == HTTP_FAILED) {
			must(http_parser_problem(whole)->code == http_parser_problem(pieces)->code);
			must(http_parser_problem(whole)->detail.say == http_parser_problem(pieces)->detail.say);
		} else if (http_parser_state(whole) == HTTP_DONE) {
			must_keep_promises(http_parser_request(whole));
			must_be_same(http_parser_request(whole), http_parser_request(pieces));
		}
	}
	arena_free(mem);
	return 0;
}
