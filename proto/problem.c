#include "proto/problem.h"

#include <stdarg.h>

#include "proto/json.h"

/* The names are part of the API: clients switch on them. Add, never rename. */
static const struct {
	int         status;
	const char *name;
	const char *title[LANGS];
} codes[PROBLEM_CODES] = {
	[PROBLEM_NONE]              = { 200, "none",              { "No problem", "문제없음" } },
	[PROBLEM_BAD_REQUEST]       = { 400, "bad-request",       { "The request is not proper HTTP", "HTTP 형식에 맞지 않는 요청입니다" } },
	[PROBLEM_BAD_JSON]          = { 400, "bad-json",          { "The body is not JSON we can take", "본문이 받을 수 있는 JSON이 아닙니다" } },
	[PROBLEM_BAD_QUERY]         = { 400, "bad-query",         { "Some parameters cannot be accepted", "받을 수 없는 매개변수가 있습니다" } },
	[PROBLEM_NO_TOKEN]          = { 401, "no-token",          { "A valid token is needed", "유효한 토큰이 필요합니다" } },
	[PROBLEM_WRONG_SIGN_IN]     = { 401, "wrong-sign-in",     { "The address or the password is wrong", "이메일 주소나 비밀번호가 맞지 않습니다" } },
	[PROBLEM_FORBIDDEN]         = { 403, "forbidden",         { "You may not do this", "권한이 없습니다" } },
	[PROBLEM_CROSS_SITE]        = { 403, "cross-site",        { "Another site's page may not do this", "다른 사이트의 페이지에서는 할 수 없습니다" } },
	[PROBLEM_NO_SUCH_PATH]      = { 404, "no-such-path",      { "Nothing lives at this path", "이 경로에는 아무것도 없습니다" } },
	[PROBLEM_NOT_FOUND]         = { 404, "not-found",         { "There is no such thing", "찾는 대상이 없습니다" } },
	[PROBLEM_BAD_METHOD]        = { 405, "bad-method",        { "This path does not take this method", "이 경로에서 쓸 수 없는 메서드입니다" } },
	[PROBLEM_NOT_ACCEPTABLE]    = { 406, "not-acceptable",    { "No form of the answer suits Accept", "Accept에 맞는 응답 형식이 없습니다" } },
	[PROBLEM_TIMEOUT]           = { 408, "timeout",           { "The request did not arrive in time", "요청이 제때 도착하지 않았습니다" } },
	[PROBLEM_CONFLICT]          = { 409, "conflict",          { "This does not fit what is stored", "저장된 내용과 어긋납니다" } },
	[PROBLEM_IN_PROGRESS]       = { 409, "in-progress",       { "The same request is being worked on", "같은 요청을 처리하고 있습니다" } },
	[PROBLEM_LENGTH_REQUIRED]   = { 411, "length-required",   { "The length of the body must be stated", "본문의 길이를 밝혀야 합니다" } },
	[PROBLEM_STALE]             = { 412, "stale",             { "It has changed since you read it", "읽은 뒤에 내용이 바뀌었습니다" } },
	[PROBLEM_BODY_TOO_LARGE]    = { 413, "body-too-large",    { "The body is too large", "본문이 너무 큽니다" } },
	[PROBLEM_TARGET_TOO_LONG]   = { 414, "target-too-long",   { "The address is too long", "주소가 너무 깁니다" } },
	[PROBLEM_MEDIA_TYPE]        = { 415, "media-type",        { "This path does not take this kind of body", "이 경로에서 받지 않는 형식의 본문입니다" } },
	[PROBLEM_EXPECTATION]       = { 417, "expectation",       { "The expectation cannot be met", "Expect에 담긴 요구를 들어줄 수 없습니다" } },
	[PROBLEM_BAD_FIELD]         = { 422, "bad-field",         { "Some members of the body cannot be accepted", "본문에 받을 수 없는 멤버가 있습니다" } },
	[PROBLEM_BAD_FILE]          = { 422, "bad-file",          { "The file cannot be read", "읽을 수 없는 파일입니다" } },
	[PROBLEM_KEY_REUSED]        = { 422, "key-reused",        { "The Idempotency-Key belongs to another body", "다른 본문에 쓰인 Idempotency-Key입니다" } },
	[PROBLEM_NO_MATCH]          = { 428, "no-match",          { "If-Match is required", "If-Match가 필요합니다" } },
	[PROBLEM_TOO_MANY]          = { 429, "too-many",          { "You ask for too much at a time", "한꺼번에 너무 많은 요청을 보냈습니다" } },
	[PROBLEM_HEADERS_TOO_LARGE] = { 431, "headers-too-large", { "The headers are too large", "헤더가 너무 큽니다" } },
	[PROBLEM_CLIENT_GONE]       = { 499, "client-gone",       { "The client left before the answer", "응답하기 전에 클라이언트가 떠났습니다" } },
	[PROBLEM_INTERNAL]          = { 500, "internal",          { "The server made a mistake", "서버에서 오류가 났습니다" } },
	[PROBLEM_DATABASE]          = { 503, "database",          { "The database cannot answer now", "지금은 데이터베이스가 응답하지 못합니다" } },
	[PROBLEM_BUSY]              = { 503, "busy",              { "Too much to do at the moment", "지금은 처리할 일이 너무 많습니다" } },
	[PROBLEM_SLOW_DATABASE]     = { 504, "slow-database",     { "The database did not answer in time", "데이터베이스가 제때 응답하지 않았습니다" } },
	[PROBLEM_LATE]              = { 504, "late",              { "The answer was not ready in time", "응답이 제때 준비되지 않았습니다" } },
	[PROBLEM_HTTP_VERSION]      = { 400, "http-version",      { "Only HTTP/1.0 and HTTP/1.1 are spoken here", "HTTP/1.0과 HTTP/1.1만 쓸 수 있습니다" } },
};

bool
problem_set(struct problem *p, enum problem_code code, enum say say, ...)
{
	va_list args;

	if (p->code != PROBLEM_NONE)
		return false;
	p->code = code;
	va_start(args, say);
	p->detail = say_vmake(p->mem, say, args);
	va_end(args);
	return false;
}

bool
problem_at(struct problem *p, const char *at, enum say say, ...)
{
	va_list args;

	if (p->code == PROBLEM_NONE)
		p->code = PROBLEM_BAD_FIELD;
	if (p->detail.say == SAY_NOTHING)
		p->detail = say_make(p->mem, SAY_SEE_ERRORS);
	if (p->fields++ >= PROBLEM_FIELDS)
		return false;
	va_start(args, say);
	p->field[p->fields - 1] = (struct problem_field){
		.at = arena_strdup(p->mem, at),
		.why = say_vmake(p->mem, say, args),
	};
	va_end(args);
	return false;
}

int
problem_status(enum problem_code code)
{
	return codes[code].status;
}

const char *
problem_name(enum problem_code code)
{
	return codes[code].name;
}

const char *
problem_title(enum problem_code code, enum lang lang)
{
	return codes[code].title[lang];
}

static void
print_field(struct buffer *b, const struct problem *p, const struct problem_field *f, enum lang lang)
{
	buffer_text(b, p->code == PROBLEM_BAD_QUERY ? "{\"parameter\":" : "{\"pointer\":");
	json_print_text(b, f->at);
	buffer_text(b, ",\"code\":\"");
	say_print_code(b, f->why.say);
	buffer_text(b, "\",\"detail\":");
	json_print_text(b, say_text(p->mem, lang, &f->why));
	buffer_byte(b, '}');
}

void
problem_print(struct buffer *b, const struct problem *p, enum lang lang)
{
	size_t kept = p->fields < PROBLEM_FIELDS ? p->fields : PROBLEM_FIELDS;

	buffer_printf(b, "{\"type\":\"urn:twinning:problem:%s\",\"title\":", codes[p->code].name);
	json_print_text(b, codes[p->code].title[lang]);
	buffer_printf(b, ",\"status\":%d,\"code\":\"%s\"", codes[p->code].status, codes[p->code].name);
	if (p->detail.say != SAY_NOTHING) {
		buffer_text(b, ",\"detail\":");
		json_print_text(b, say_text(p->mem, lang, &p->detail));
	}
	if (kept > 0) {
		buffer_text(b, ",\"errors\":[");
		for (size_t i = 0; i < kept; i++) {
			if (i > 0)
				buffer_byte(b, ',');
			print_field(b, p, &p->field[i], lang);
		}
		buffer_byte(b, ']');
	}
	if (p->fields > kept)
		buffer_printf(b, ",\"more\":%zu", p->fields - kept);
	buffer_byte(b, '}');
}

void
problem_print_schema(struct buffer *b)
{
	buffer_text(b, "{\"type\":\"object\",\"description\":\"What went wrong (RFC 9457), in the language asked for.\","
		"\"required\":[\"type\",\"title\",\"status\",\"code\"],\"properties\":{"
		"\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
		"\"code\":{\"type\":\"string\",\"enum\":[");
	for (int i = PROBLEM_NONE + 1; i < PROBLEM_CODES; i++)
		buffer_printf(b, "%s\"%s\"", i > PROBLEM_NONE + 1 ? "," : "", codes[i].name);
	buffer_text(b, "]},\"detail\":{\"type\":\"string\"},\"more\":{\"type\":\"integer\"},"
		"\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"code\",\"detail\"],"
		"\"properties\":{\"pointer\":{\"type\":\"string\"},\"parameter\":{\"type\":\"string\"},"
		"\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}");
}
