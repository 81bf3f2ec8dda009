#include "engine/cli/edit_cmd.h"

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/resource.h"

static enum leave
send_file(struct cli *c, const char *file, struct ask *ask)
{
	const struct resource *r = c->command->subject;
	struct answer          answer;
	enum leave             leave;

	ask->body = cli_read_file(c, file, &ask->length);
	if (ask->body == NULL)
		return LEAVE_FAILED;
	if (ask->method == METHOD_POST)
		ask->key = http_key_of(c, ask->body, ask->length);
	leave = http_ask(c, ask, &answer);
	return leave != LEAVE_OK ? leave : resource_print(c, r, answer.body, answer.length);
}

enum leave
record_add_run(struct cli *c)
{
	const struct resource *r = c->command->subject;

	return send_file(c, c->operand[0], &(struct ask){ .method = METHOD_POST, .path = r->path });
}

/* A patch says only what changes, so it may go onto whatever version there is. */
enum leave
record_change_run(struct cli *c)
{
	const struct resource *r = c->command->subject;

	return send_file(c, c->operand[1], &(struct ask){ .method = METHOD_PATCH, .match = "*",
		.path = arena_printf(c->mem, "%s/%s", r->path, http_escape(c, c->operand[0])) });
}
