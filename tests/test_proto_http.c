#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "proto/http.h"
#include "proto/query.h"
#include "tests/suite.h"

/* Small, so that the cases that pass them fit on a line. */
static const struct http_limits limits = {
	.target = 40, .header_line = 60, .headers_total = 160, .header_count = 6, .body = 16,
};

/*
 * What came of some bytes, in one line: of a good request what was understood
 * and, after "~", what was left over; of a bad one its status and the name of the sentence;
 * of an unfinished one where it stands.
 */
static const char *
outcome(struct arena *mem, const struct http_parser *h, const char *rest)
{
	static const char *const states[] = { "idle", "head", "body" };
	const struct http_request *r = http_parser_request(h);
	struct buffer             *b = buffer_new(mem);

	if (http_parser_state(h) == HTTP_FAILED) {
		buffer_printf(b, "%d ", problem_status(http_parser_problem(h)->code));
		say_print_code(b, http_parser_problem(h)->detail.say);
		return b->at;
	}
	if (http_parser_state(h) != HTTP_DONE)
		return states[http_parser_state(h)];
	buffer_printf(b, "%s %s", method_names[r->method], r->path);
	for (size_t i = 0; i < r->segment_count; i++)
		buffer_printf(b, " [%s]", r->segments[i]);
	for (size_t i = 0; i < r->query_count; i++)
		buffer_printf(b, " %s=%s", r->query[i].name, r->query[i].value);
	for (size_t i = 0; i < r->header_count; i++)
		if (strcmp(r->headers[i].name, "host") != 0)
			buffer_printf(b, " %s:%s", r->headers[i].name, r->headers[i].value);
	if (r->http_1_0)
		buffer_text(b, " 1.0");
	if (!r->keep_alive)
		buffer_text(b, " close");
	if (r->expects_continue)
		buffer_text(b, " waits");
	if (r->body != NULL)
		buffer_printf(b, " {%.*s}", (int)r->body_length, r->body);
	if (*rest != '\0')
		buffer_printf(b, " ~%s", rest);
	return b->at;
}

#define S(bytes) bytes, sizeof(bytes) - 1
#define HOST "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\n"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"
#define X10 "xxxxxxxxxx"
#define CL "content-length"
#define TE " transfer-encoding:chunked"

static const struct {
	const char *bytes;
	size_t      length;
	const char *expect;
} cases[] = {
	/* The request line. */
	{ S(GET HOST "\r\n"), "GET /" },
	{ S("GET /v1/cities/ha_noi HTTP/1.1\r\n" HOST "\r\n"), "GET /v1/cities/ha_noi [v1] [cities] [ha_noi]" },
	{ S("HEAD /v1 HTTP/1.1\r\n" HOST "\r\n"), "HEAD /v1 [v1]" },
	{ S("PUT / HTTP/1.1\r\n" HOST "\r\n"), "PUT /" },
	{ S("PATCH / HTTP/1.1\r\n" HOST "\r\n"), "PATCH /" },
	{ S("DELETE / HTTP/1.1\r\n" HOST "\r\n"), "DELETE /" },
	{ S("BREW /pot HTTP/1.1\r\n" HOST "\r\n"), "other /pot [pot]" },
	{ S("get / HTTP/1.1\r\n" HOST "\r\n"), "other /" },
	{ S("GETS / HTTP/1.1\r\n" HOST "\r\n"), "other /" },
	{ S("GE / HTTP/1.1\r\n" HOST "\r\n"), "other /" },
	{ S("\r\n\r\n" GET HOST "\r\n"), "GET /" },
	{ S("\r\n\r\n\r\n\r\n\r\n" GET HOST "\r\n"), "400 http-blank-lines" },
	{ S("\r\n"), "idle" },
	{ S("\r"), "idle" },
	{ S(""), "idle" },
	{ S("G"), "head" },
	{ S("GET / HTTP/1.1\r"), "head" },
	{ S("\r\nG"), "head" },
	{ S("GET  / HTTP/1.1\r\n"), "400 http-request-line" },
	{ S("GET / HTTP/1.1 \r\n"), "400 http-request-line" },
	{ S("GET /  HTTP/1.1\r\n"), "400 http-request-line" },
	{ S("GET /a b HTTP/1.1\r\n"), "400 http-request-line" },
	{ S(" GET / HTTP/1.1\r\n"), "400 http-method" },
	{ S("GET\t/ HTTP/1.1\r\n"), "400 http-method" },
	{ S("GET /\tHTTP/1.1\r\n"), "400 http-request-line" },
	{ S("G@T / HTTP/1.1\r\n"), "400 http-method" },
	{ S("G\xc3\x89T / HTTP/1.1\r\n"), "400 http-method" },
	{ S(X10 X10 X10 "xxx / HTTP/1.1\r\n"), "400 http-method" },
	{ S(X10 X10 X10 X10 X10 X10 X10 X10 X10), "400 http-method" },
	{ S("GET /\r\n"), "400 http-request-line" },
	{ S("GET\r\n"), "400 http-request-line" },
	{ S("GET / HTTP/1.1\n"), "400 http-line" },
	{ S("GET / HTTP/1.1\r\r\n"), "400 http-line" },
	{ S("GET /\r HTTP/1.1\r\n"), "400 http-line" },
	{ S("\n" GET), "400 http-line" },
	{ S("GET /\0 HTTP/1.1\r\n"), "400 http-line" },
	{ S("\x16\x03\x01\x02"), "400 http-line" },
	{ S("GET / HTTP/1.1\x7f\r\n"), "400 http-line" },
	/* Versions. */
	{ S("GET / HTTP/1.0\r\n\r\n"), "GET / 1.0 close" },
	{ S("GET / HTTP/1.0\r\n" HOST "\r\n"), "GET / 1.0 close" },
	{ S("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "GET / connection:keep-alive 1.0" },
	{ S("GET / HTTP/1.2\r\n"), "400 http-version" },
	{ S("GET / HTTP/1.9\r\n"), "400 http-version" },
	{ S("GET / HTTP/0.9\r\n"), "400 http-version" },
	{ S("PRI * HTTP/2.0\r\n"), "400 http-version" },
	{ S("GET / HTTP/1.11\r\n"), "400 http-request-line" },
	{ S("GET / HTTP/1\r\n"), "400 http-request-line" },
	{ S("GET / http/1.1\r\n"), "400 http-request-line" },
	{ S("GET / ICAP/1.1\r\n"), "400 http-request-line" },
	{ S("GET / HTTP/1,1\r\n"), "400 http-request-line" },
	/* Targets. */
	{ S("GET /a%2Fb/c HTTP/1.1\r\n" HOST "\r\n"), "GET /a%2Fb/c [a/b] [c]" },
	{ S("GET /%ed%95%9c%ea%b5%ad HTTP/1.1\r\n" HOST "\r\n"), "GET /%ed%95%9c%ea%b5%ad [한국]" },
	{ S("GET //a/ HTTP/1.1\r\n" HOST "\r\n"), "GET //a/ [] [a] []" },
	{ S("GET /a%252Fb HTTP/1.1\r\n" HOST "\r\n"), "GET /a%252Fb [a%2Fb]" },
	{ S("GET /.a/..b/... HTTP/1.1\r\n" HOST "\r\n"), "GET /.a/..b/... [.a] [..b] [...]" },
	{ S("GET /?a=1&b=%26&a=2 HTTP/1.1\r\n" HOST "\r\n"), "GET / a=1 b=& a=2" },
	{ S("GET /?a+b=c%20d&e&f= HTTP/1.1\r\n" HOST "\r\n"), "GET / a+b=c d e= f=" },
	{ S("GET /?&&a==b&?/ HTTP/1.1\r\n" HOST "\r\n"), "GET / a==b ?/=" },
	{ S("GET /? HTTP/1.1\r\n" HOST "\r\n"), "GET /" },
	{ S("OPTIONS * HTTP/1.1\r\n" HOST "\r\n"), "OPTIONS *" },
	{ S("GET http://A/b?c=d HTTP/1.1\r\n" HOST "\r\n"), "GET /b [b] c=d" },
	{ S("GET https://a HTTP/1.1\r\n" HOST "\r\n"), "GET /" },
	{ S("GET http://a?x HTTP/1.1\r\n" HOST "\r\n"), "GET / x=" },
	{ S("GET http://b/ HTTP/1.1\r\n" HOST "\r\n"), "400 http-host-other" },
	{ S("GET http://u@a/ HTTP/1.1\r\n" HOST "\r\n"), "400 http-host-other" },
	{ S("GET http://a/ HTTP/1.0\r\n\r\n"), "400 http-host-other" },
	{ S("GET ftp://a/ HTTP/1.1\r\n" HOST "\r\n"), "400 http-target" },
	{ S("GET * HTTP/1.1\r\n" HOST "\r\n"), "400 http-target" },
	{ S("CONNECT a:443 HTTP/1.1\r\n" HOST "\r\n"), "400 http-target" },
	{ S("GET v1 HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET ?a HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET /a#b HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET /\xec\x84\x9c HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET /a\\b HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET /<a> HTTP/1.1\r\n"), "400 http-target" },
	{ S("GET /a%00b HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /a%2 HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /a% HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /a%2/b HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /a%zz HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /?a=%0 HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /?%00 HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /?a=%2&b HTTP/1.1\r\n"), "400 http-escape" },
	{ S("GET /%ff HTTP/1.1\r\n"), "400 http-utf8" },
	{ S("GET /%c0%af HTTP/1.1\r\n"), "400 http-utf8" },
	{ S("GET /%ed%a0%80 HTTP/1.1\r\n"), "400 http-utf8" },
	{ S("GET /?a=%e2%82 HTTP/1.1\r\n"), "400 http-utf8" },
	{ S("GET /a/../b HTTP/1.1\r\n"), "400 http-dots" },
	{ S("GET /. HTTP/1.1\r\n"), "400 http-dots" },
	{ S("GET /a/%2e%2E HTTP/1.1\r\n"), "400 http-dots" },
	{ S("GET /" X10 X10 X10 "xxxxxxxxx HTTP/1.1\r\n" HOST "\r\n"),
		"GET /" X10 X10 X10 "xxxxxxxxx [" X10 X10 X10 "xxxxxxxxx]" },
	{ S("GET /" X10 X10 X10 X10 " HTTP/1.1\r\n"), "414 http-target-long" },
	{ S("GET /" X10 X10 X10 X10 X10 X10 X10 X10), "414 http-target-long" },
	/* Headers. */
	{ S(GET HOST "X-A: \t b c\t \r\n\r\n"), "GET / x-a:b c" },
	{ S(GET HOST "X-A:\r\n\r\n"), "GET / x-a:" },
	{ S(GET HOST "X-A:b\r\nX-A:c\r\n\r\n"), "GET / x-a:b x-a:c" },
	{ S(GET HOST "A: \xed\x95\x9c\r\n\r\n"), "GET / a:한" },
	{ S(GET "A : b\r\n"), "400 http-header" },
	{ S(GET " A: b\r\n"), "400 http-header" },
	{ S(GET "A: b\r\n c\r\n"), "400 http-header" },
	{ S(GET "A: b\r\n\tc: d\r\n"), "400 http-header" },
	{ S(GET ": b\r\n"), "400 http-header" },
	{ S(GET "A\r\n"), "400 http-header" },
	{ S(GET "A(: b\r\n"), "400 http-header" },
	{ S(GET "\xc3\x89: b\r\n"), "400 http-header" },
	{ S(GET "A: b\0c\r\n"), "400 http-line" },
	{ S(GET "A: b\x1f\r\n"), "400 http-line" },
	{ S(GET "A: b\x7f\r\n"), "400 http-line" },
	{ S(GET "A: b\n"), "400 http-line" },
	{ S(GET "A: b\rC: d\r\n"), "400 http-line" },
	{ S(GET HOST "\n"), "400 http-line" },
	{ S(GET HOST "\rX"), "400 http-line" },
	{ S(GET HOST "\r"), "head" },
	{ S(GET HOST "A: " X10 X10 X10 X10 X10 "xxxxxxx\r\n\r\n"), "GET / a:" X10 X10 X10 X10 X10 "xxxxxxx" },
	{ S(GET HOST "A: " X10 X10 X10 X10 X10 "xxxxxxxx"), "431 http-header-long" },
	{ S(GET "A: " X10 X10 X10 X10 "\r\nB: " X10 X10 X10 X10 "\r\nC: " X10 X10 X10 X10 "\r\nD: " X10 X10 X10),
		"431 http-header-long" },
	{ S(GET HOST "a:\r\na:\r\na:\r\na:\r\na:\r\n\r\n"), "GET / a: a: a: a: a:" },
	{ S(GET HOST "a:\r\na:\r\na:\r\na:\r\na:\r\na:\r\n"), "431 http-headers-many" },
	{ S(GET HOST "Content-Type: a\r\nContent-Type: a\r\n"), "400 http-header-twice" },
	{ S(GET HOST "Authorization: a\r\nAUTHORIZATION: b\r\n"), "400 http-header-twice" },
	{ S(GET HOST "If-Match: a\r\nif-match: b\r\n"), "400 http-header-twice" },
	{ S(GET HOST "Idempotency-Key: a\r\nIdempotency-Key: a\r\n"), "400 http-header-twice" },
	/* Host. */
	{ S(GET "Host: a.example:8080\r\n\r\n"), "GET /" },
	{ S(GET "Host: [::1]:80\r\n\r\n"), "GET /" },
	{ S(GET "Host: 127.0.0.1\r\n\r\n"), "GET /" },
	{ S(GET "\r\n"), "400 http-host-missing" },
	{ S(GET HOST HOST), "400 http-header-twice" },
	{ S("GET / HTTP/1.0\r\n" HOST HOST), "400 http-header-twice" },
	{ S(GET "Host:\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: a b\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: a/b\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: u@a\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: a:b\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: a:123456\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: :80\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: [::1\r\n\r\n"), "400 http-host" },
	{ S(GET "Host: []\r\n\r\n"), "400 http-host" },
	/* Connection. */
	{ S(GET HOST "Connection: close\r\n\r\n"), "GET / connection:close close" },
	{ S(GET HOST "Connection: TE, Close\r\n\r\n"), "GET / connection:TE, Close close" },
	{ S(GET HOST "Connection: close\r\nConnection: keep-alive\r\n\r\n"),
		"GET / connection:close connection:keep-alive close" },
	{ S(GET HOST "Connection: , closed ,\r\n\r\n"), "GET / connection:, closed ," },
	{ S(GET HOST "Connection: a b\r\n"), "400 http-connection" },
	/* Bodies by length. */
	{ S(POST "Content-Length: 3\r\n\r\nabc"), "POST / " CL ":3 {abc}" },
	{ S(POST "Content-Length: 3\r\n\r\nabcGET"), "POST / " CL ":3 {abc} ~GET" },
	{ S(POST "Content-Length: 0\r\n\r\nGET"), "POST / " CL ":0 ~GET" },
	{ S(POST "Content-Length: 0003\r\n\r\nabc"), "POST / " CL ":0003 {abc}" },
	{ S(POST "\r\nabc"), "POST / ~abc" },
	{ S("GET / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na"), "GET / " CL ":1 {a}" },
	{ S("HEAD / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na"), "HEAD / " CL ":1 {a}" },
	{ S("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\na"), "POST / " CL ":1 1.0 close {a}" },
	{ S(POST "Content-Length: 3\r\n\r\nab"), "body" },
	{ S(POST "Content-Length: 16\r\n\r\n0123456789abcdef"), "POST / " CL ":16 {0123456789abcdef}" },
	{ S(POST "Content-Length: 17\r\n\r\n"), "413 http-body-long" },
	{ S(POST "Content-Length: 99999999999999999999999999\r\n\r\n"), "413 http-body-long" },
	{ S(POST "Content-Length: 3\r\nContent-Length: 3\r\n"), "400 http-header-twice" },
	{ S(POST "Content-Length: 3\r\nContent-Length: 4\r\n"), "400 http-header-twice" },
	{ S(POST "Content-Length: 3, 3\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length: +3\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length: -3\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length: 0x3\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length: 3 3\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length:\r\n\r\n"), "400 http-length" },
	{ S(POST "Content-Length : 3\r\n"), "400 http-header" },
	{ S(POST "Content-Length: 5\0 99\r\n"), "400 http-line" },
	/* Bodies in chunks. */
	{ S(CHUNKED "3\r\nabc\r\n0\r\n\r\n"), "POST /" TE " {abc}" },
	{ S(CHUNKED "3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\nGET"), "POST /" TE " {abc0123456789} ~GET" },
	{ S(CHUNKED "0\r\n\r\n"), "POST /" TE },
	{ S(CHUNKED "1;a=b\r\na\r\n2 ;c=\"d e\"\r\nbc\r\n0;x\r\n\r\n"), "POST /" TE " {abc}" },
	{ S(CHUNKED "1\r\na\r\n0\r\nT: x\r\nHost: b\r\n\r\n"), "POST /" TE " {a}" },
	{ S(CHUNKED "0000000000000001\r\na\r\n0\r\n\r\n"), "POST /" TE " {a}" },
	{ S(CHUNKED "00000000000000001\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "3\r\nabc"), "body" },
	{ S(CHUNKED "0\r\n"), "body" },
	{ S(CHUNKED "0\r\nT: x\r\n"), "body" },
	{ S(CHUNKED "0x5\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "+5\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "-1\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED " 5\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "5 \r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "5 5\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "g\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED ";a\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "3\n"), "400 http-line" },
	{ S(CHUNKED "3\r\nabcd\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "3\r\nabc0\r\n"), "400 http-chunk-size" },
	{ S(CHUNKED "3\r\nabc\n0"), "400 http-line" },
	{ S(CHUNKED "3\r\nab\r\n0\r\n"), "400 http-line" },
	{ S(CHUNKED "3;a\0\r\n"), "400 http-line" },
	{ S(CHUNKED "11\r\n"), "413 http-body-long" },
	{ S(CHUNKED "ffffffffffffffff\r\n"), "413 http-body-long" },
	{ S(CHUNKED "fffffffffffffff0\r\n"), "413 http-body-long" },
	{ S(CHUNKED "10\r\n0123456789abcdef\r\n1\r\n"), "413 http-body-long" },
	{ S(CHUNKED "0\r\nBad\r\n"), "400 http-header" },
	{ S(CHUNKED "0\r\n T: x\r\n"), "400 http-header" },
	{ S(CHUNKED "0\r\nT: " X10 X10 X10 X10 X10 X10), "431 http-header-long" },
	{ S(CHUNKED "0\r\na:\r\na:\r\na:\r\na:\r\na:\r\n"), "431 http-headers-many" },
	{ S(POST "Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"), "POST / transfer-encoding:Chunked" },
	{ S(POST "Transfer-Encoding: chunked, chunked\r\n\r\n"), "400 http-coding" },
	{ S(POST "Transfer-Encoding: gzip, chunked\r\n\r\n"), "400 http-coding" },
	{ S(POST "Transfer-Encoding: identity\r\n\r\n"), "400 http-coding" },
	{ S(POST "Transfer-Encoding: xchunked\r\n\r\n"), "400 http-coding" },
	{ S(POST "Transfer-Encoding:\r\n\r\n"), "400 http-coding" },
	{ S(POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "400 http-header-twice" },
	{ S(POST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"), "400 http-two-lengths" },
	{ S("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), "400 http-coding-1-0" },
	/* Expect. */
	{ S(POST "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\na"),
		"POST / expect:100-Continue " CL ":1 waits {a}" },
	{ S("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na"),
		"POST / expect:100-continue " CL ":1 1.0 close {a}" },
	{ S(POST "Expect: cake\r\n\r\n"), "417 http-expect" },
	{ S(POST "Expect: 100-continue\r\nExpect: 100-continue\r\n"), "400 http-header-twice" },
	{ S(POST "Expect: 100-continue\r\nContent-Length: 17\r\n\r\n"), "413 http-body-long" },
};

enum { CASES = sizeof(cases) / sizeof(cases[0]) };

/*
 * Feeds the bytes in pieces of `step`. Each piece is a malloc of its own, so
 * that the sanitizer sees a read past its end.
 */
static const char *
feed(struct arena *mem, const char *bytes, size_t n, size_t step)
{
	struct http_parser *h = http_parser_new(mem, &limits);
	size_t              used = 0;

	while (used < n && http_parser_state(h) != HTTP_DONE && http_parser_state(h) != HTTP_FAILED) {
		size_t take = n - used < step ? n - used : step, taken;
		char  *piece = malloc(take);

		ck_assert_ptr_nonnull(piece);
		memcpy(piece, bytes + used, take);
		taken = http_parser_feed(h, piece, take);
		free(piece);
		ck_assert(taken <= take);
		ck_assert(taken == take || http_parser_state(h) == HTTP_DONE ||
			http_parser_state(h) == HTTP_FAILED);
		used += taken;
	}
	return arena_printf(mem, "%s @%zu", outcome(mem, h, arena_strndup(mem, bytes + used, n - used)), used);
}

START_TEST(a_request_is_understood_or_refused)
{
	struct arena *mem = arena_new();
	const char   *whole = feed(mem, cases[_i].bytes, cases[_i].length, cases[_i].length + 1);
	const char   *expect = cases[_i].expect;

	ck_assert_msg(strncmp(whole, expect, strlen(expect)) == 0 &&
		strncmp(whole + strlen(expect), " @", 2) == 0,
		"%s\ngives  %s\nexpect %s", cases[_i].bytes, whole, expect);
	for (size_t step = 1; step < cases[_i].length; step++) {
		const char *pieces = feed(mem, cases[_i].bytes, cases[_i].length, step);

		ck_assert_msg(strcmp(whole, pieces) == 0, "%s\nwhole            %s\nin pieces of %zu: %s",
			cases[_i].bytes, whole, step, pieces);
	}
	arena_free(mem);
}
END_TEST

/* Whatever a request begins with, its beginning alone is never taken for the whole. */
START_TEST(a_beginning_is_not_a_request)
{
	struct arena *mem = arena_new();
	const char   *whole = feed(mem, cases[_i].bytes, cases[_i].length, cases[_i].length + 1);
	size_t        needs = (size_t)atoi(strrchr(whole, '@') + 1);

	for (size_t n = 0; n < needs; n++) {
		struct http_parser *h = http_parser_new(mem, &limits);

		ck_assert_uint_eq(http_parser_feed(h, cases[_i].bytes, n), n);
		ck_assert_int_ne(http_parser_state(h), HTTP_DONE);
		ck_assert_int_ne(http_parser_state(h), HTTP_FAILED);
		ck_assert_ptr_null(http_parser_problem(h));
	}
	arena_free(mem);
}
END_TEST

START_TEST(continue_is_wanted_once_and_only_before_the_body)
{
	static const char   head[] = POST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
	struct arena       *mem = arena_new();
	struct http_parser *h = http_parser_new(mem, &limits);

	http_parser_feed(h, head, sizeof(head) - 2);
	ck_assert(!http_parser_wants_continue(h));
	http_parser_feed(h, "\n", 1);
	ck_assert(http_parser_wants_continue(h));
	ck_assert(!http_parser_wants_continue(h));

	h = http_parser_new(mem, &limits);
	http_parser_feed(h, head, sizeof(head) - 1);
	http_parser_feed(h, "a", 1);
	ck_assert(!http_parser_wants_continue(h));
	http_parser_feed(h, "b", 1);
	ck_assert_int_eq(http_parser_state(h), HTTP_DONE);
	ck_assert(!http_parser_wants_continue(h));
	arena_free(mem);
}
END_TEST

START_TEST(a_late_request_is_a_timeout)
{
	struct arena       *mem = arena_new();
	struct http_parser *h = http_parser_new(mem, &limits);

	http_parser_feed(h, "GET", 3);
	http_parser_late(h, 15000);
	ck_assert_str_eq(outcome(mem, h, ""), "408 http-slow-head");

	h = http_parser_new(mem, &limits);
	http_parser_feed(h, S(CHUNKED "1"));
	http_parser_late(h, 15000);
	ck_assert_str_eq(outcome(mem, h, ""), "408 http-slow-body");
	arena_free(mem);
}
END_TEST

START_TEST(what_ends_early_was_cut_short)
{
	struct arena       *mem = arena_new();
	struct http_parser *h = http_parser_new(mem, &limits);

	http_parser_feed(h, S(GET "Ho"));
	http_parser_cut_short(h);
	ck_assert_str_eq(outcome(mem, h, ""), "400 http-cut-short");
	arena_free(mem);
}
END_TEST

/* So that the answer is in the language of the request, and has no body where it must not. */
START_TEST(a_refusal_stands_for_the_request_that_it_answers)
{
	struct arena       *mem = arena_new();
	struct http_parser *asked = http_parser_new(mem, &limits), *h = http_parser_new(mem, &limits);

	http_parser_feed(asked, S("HEAD / HTTP/1.0\r\nAccept-Language: ko\r\n\r\n"));
	http_parser_refuse(h, http_parser_request(asked), PROBLEM_LATE, SAY_HTTP_LATE, 30000);
	ck_assert_str_eq(outcome(mem, h, ""), "504 http-late");
	ck_assert_int_eq(http_parser_request(h)->method, METHOD_HEAD);
	ck_assert(http_parser_request(h)->http_1_0);
	ck_assert_str_eq(http_header(http_parser_request(h), "accept-language"), "ko");

	h = http_parser_new(mem, &limits);
	http_parser_refuse(h, NULL, PROBLEM_TOO_MANY, SAY_HTTP_CROWDED, 1000);
	ck_assert_str_eq(outcome(mem, h, ""), "429 http-crowded");
	ck_assert_uint_eq(http_parser_request(h)->header_count, 0);
	arena_free(mem);
}
END_TEST

static size_t
more_for_imports(void *ctx, const struct http_request *r)
{
	return strcmp(r->path, ctx) == 0 ? 1 << 20 : 100;
}

START_TEST(a_body_larger_than_most_is_known_beforehand)
{
	struct http_limits  own = limits;
	struct arena       *mem = arena_new();
	struct http_parser *h;

	own.body = 100;
	own.body_of = more_for_imports;
	own.ctx = (char[]){ "/v1/imports" };
	h = http_parser_new(mem, &own);
	http_parser_feed(h, S("POST /v1/imports HTTP/1.1\r\n" HOST "Content-Length: 5000\r\n\r\n"));
	ck_assert_int_eq(http_parser_state(h), HTTP_BODY);
	ck_assert_uint_eq(http_parser_large(h), 5000);

	h = http_parser_new(mem, &own);
	http_parser_feed(h, S(POST "Content-Length: 100\r\n\r\n"));
	ck_assert_int_eq(http_parser_state(h), HTTP_BODY);
	ck_assert_uint_eq(http_parser_large(h), 0);
	arena_free(mem);
}
END_TEST

START_TEST(a_header_is_found_by_its_name)
{
	struct arena       *mem = arena_new();
	struct http_parser *h = http_parser_new(mem, &limits);

	http_parser_feed(h, S(GET HOST "If-MATCH: \"7\"\r\n\r\n"));
	ck_assert_str_eq(http_header(http_parser_request(h), "if-match"), "\"7\"");
	ck_assert_ptr_null(http_header(http_parser_request(h), "match"));
	arena_free(mem);
}
END_TEST

START_TEST(many_parameters_are_refused)
{
	struct arena     *mem = arena_new();
	struct parameter *parameters;
	size_t            count;
	char              query[QUERY_PARAMETERS * 2 + 1];

	for (size_t i = 0; i < QUERY_PARAMETERS; i++)
		memcpy(query + i * 2, "a&", 2);
	ck_assert_int_eq(query_split(mem, query, sizeof(query) - 2, &parameters, &count), SAY_NOTHING);
	ck_assert_uint_eq(count, QUERY_PARAMETERS);
	query[sizeof(query) - 1] = 'a';
	ck_assert_int_eq(query_split(mem, query, sizeof(query), &parameters, &count), SAY_HTTP_PARAMETERS);
	arena_free(mem);
}
END_TEST

/* Extensions are not kept, so only a bound of their own stops an endless stream of them. */
START_TEST(chunk_extensions_are_bounded)
{
	static const struct http_limits roomy = HTTP_LIMITS_DEFAULT;
	struct arena       *mem = arena_new();
	struct http_parser *h = http_parser_new(mem, &roomy);
	char                chunk[] = "1;" X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 "\r\na\r\n";
	int                 chunks = 0;

	http_parser_feed(h, S(CHUNKED));
	for (; http_parser_state(h) == HTTP_BODY && chunks < 1000; chunks++)
		http_parser_feed(h, S(chunk));
	ck_assert_str_eq(outcome(mem, h, ""), "400 http-chunk-extensions");
	ck_assert_int_lt(chunks, 50);

	h = http_parser_new(mem, &roomy);
	http_parser_feed(h, S(CHUNKED "1;"));
	for (chunks = 0; http_parser_state(h) == HTTP_BODY && chunks < 1000; chunks++)
		http_parser_feed(h, S(X10));
	ck_assert_str_eq(outcome(mem, h, ""), "400 http-chunk-size");
	ck_assert_int_lt(chunks, 30);
	arena_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http");
	TCase *t = tcase_create("requests");

	tcase_add_loop_test(t, a_request_is_understood_or_refused, 0, CASES);
	tcase_add_loop_test(t, a_beginning_is_not_a_request, 0, CASES);
	tcase_add_test(t, continue_is_wanted_once_and_only_before_the_body);
	tcase_add_test(t, a_late_request_is_a_timeout);
	tcase_add_test(t, what_ends_early_was_cut_short);
	tcase_add_test(t, a_refusal_stands_for_the_request_that_it_answers);
	tcase_add_test(t, a_body_larger_than_most_is_known_beforehand);
	tcase_add_test(t, a_header_is_found_by_its_name);
	tcase_add_test(t, many_parameters_are_refused);
	tcase_add_test(t, chunk_extensions_are_bounded);
	suite_add_tcase(s, t);
	return suite_run(s);
}
