#include "engine/cli/verify_cmd.h"

#include <stdio.h>

#include "engine/cli/http.h"
#include "engine/cli/profile.h"
#include "engine/verify.h"
#include "proto/json.h"

/* The snapshot that the list names: from a file, or from the service, which is asked for nothing else. */
static enum leave
get_snapshot(struct cli *c, const char *digest, const char **text, size_t *length)
{
	const char   *path = cli_option(c, OPT_SNAPSHOT);
	struct answer answer;
	enum leave    leave;

	if (path != NULL) {
		*text = cli_read_file(c, path, length);
		return *text == NULL ? LEAVE_FAILED : LEAVE_OK;
	}
	leave = profile_load(c);
	if (leave != LEAVE_OK)
		return leave;
	c->http = http_open(c);
	if (c->http == NULL)
		return LEAVE_USAGE;
	leave = http_get(c, arena_printf(c->mem, "/v1/snapshots/%s", http_escape(c, digest)), &answer);
	if (leave != LEAVE_OK)
		return leave;
	*text = answer.body;
	*length = answer.length;
	return LEAVE_OK;
}

static enum leave
refuse(struct cli *c, const struct problem *p)
{
	struct buffer *b = buffer_new(c->mem);

	cli_tell(c, SAY_CLI_NOT_VERIFIED, say_text(c->mem, c->lang, &p->detail));
	if (c->output != OUTPUT_JSON)
		return LEAVE_FAILED;
	buffer_text(b, "{\"verified\":false,\"code\":\"");
	say_print_code(b, p->detail.say);
	buffer_text(b, "\",\"detail\":");
	json_print_text(b, say_text(c->mem, c->lang, &p->detail));
	printf("%s}\n", b->at);
	return LEAVE_FAILED;
}

static void
report(struct cli *c, const struct pairing_list *list)
{
	const struct pairing_totals *totals = list->totals.at;

	if (c->output == OUTPUT_JSON) {
		printf("{\"verified\":true,\"digest\":\"%s\",\"snapshot\":\"%s\"}\n", list->digest, list->snapshot);
		return;
	}
	printf("%s\n", cli_text(c, SAY_CLI_VERIFIED, DIGITS(totals->pairings), DIGITS(totals->cities_covered),
		DIGITS(totals->cities)));
	printf("%s\n", cli_text(c, SAY_CLI_VERIFIED_ON, list->digest, list->snapshot));
}

enum leave
verify_run(struct cli *c)
{
	struct problem             p = { .mem = c->mem };
	const struct pairing_list *list;
	const char                *snapshot;
	size_t                     length;
	enum leave                 leave;
	char                      *text = cli_read_file(c, c->operand[0], &length);

	if (text == NULL)
		return LEAVE_FAILED;
	list = verify_read(c->mem, text, length, &p);
	if (list == NULL)
		return refuse(c, &p);
	leave = get_snapshot(c, list->snapshot, &snapshot, &length);
	if (leave != LEAVE_OK)
		return leave;
	if (!verify_list(c->mem, list, snapshot, length, &p))
		return refuse(c, &p);
	report(c, list);
	return LEAVE_OK;
}
