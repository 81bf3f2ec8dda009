#include "engine/cli/body.h"

#include "proto/json.h"

struct buffer *
body_new(struct cli *c)
{
	struct buffer *body = buffer_new(c->mem);

	buffer_byte(body, '{');
	return body;
}

static void
begin_member(struct buffer *body, const char *name)
{
	buffer_text(body, body->length > 1 ? "," : "");
	json_print_text(body, name);
	buffer_byte(body, ':');
}

void
body_text(struct buffer *body, const char *name, const char *value)
{
	if (value == NULL)
		return;
	begin_member(body, name);
	json_print_text(body, value);
}

/* What is no number is left for the service to refuse, by the member's name. */
void
body_digits(struct buffer *body, const char *name, const char *digits)
{
	size_t n = 0;

	while (digits != NULL && digits[n] >= '0' && digits[n] <= '9' && n < 15)
		n++;
	if (digits == NULL || n == 0 || digits[n] != '\0' || (digits[0] == '0' && n > 1)) {
		body_text(body, name, digits);
		return;
	}
	begin_member(body, name);
	buffer_text(body, digits);
}

enum leave
body_send(struct cli *c, enum method method, const char *path, struct buffer *body, struct answer *answer)
{
	buffer_byte(body, '}');
	return http_ask(c, &(struct ask){ .method = method, .path = path, .body = body->at, .length = body->length,
		.match = method == METHOD_PATCH ? "*" : NULL }, answer);
}
