#include "engine/once.h"

#include "engine/digest.h"

const char *
once_route(const struct request *r)
{
	return arena_printf(r->mem, "%s %s", method_names[r->http->method], r->http->path);
}

const char *
once_hash(const struct request *r)
{
	struct buffer *b = buffer_new(r->mem);

	buffer_integer(b, r->version);
	buffer_byte(b, '\n');
	if (r->http->body != NULL)
		buffer_add(b, r->http->body, r->http->body_length);
	return digest_of(r->mem, b);
}
