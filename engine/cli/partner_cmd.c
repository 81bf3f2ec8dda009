#include "engine/cli/partner_cmd.h"

#include <stdio.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/profile_text.h"
#include "engine/cli/resource.h"

enum leave
partner_add_run(struct cli *c)
{
	struct problem p = { .mem = c->mem };
	struct answer  answer;
	struct buffer *profile;
	enum leave     leave;
	size_t         length;
	char          *text = cli_read_file(c, c->operand[0], &length);

	if (text == NULL)
		return LEAVE_FAILED;
	profile = profile_text(c, text, length, &p);
	if (profile == NULL) {
		profile_complain(c, c->operand[0], &p);
		cli_tell(c, SAY_CLI_NEXT_PROFILE);
		return LEAVE_FAILED;
	}
	if (cli_option(c, OPT_DRY_RUN) != NULL) {
		cli_tell(c, SAY_CLI_WOULD_SEND, "POST /v1/partners");
		printf("%s\n", profile->at);
		return LEAVE_OK;
	}
	leave = http_ask(c, &(struct ask){ .method = METHOD_POST, .path = "/v1/partners", .body = profile->at,
		.length = profile->length, .key = http_key_of(c, profile->at, profile->length) }, &answer);
	return leave != LEAVE_OK ? leave : resource_print(c, &partner_resource, answer.body, answer.length);
}

const struct partner_step partner_submit = { "submit", false };
const struct partner_step partner_verify = { "verify", true };
const struct partner_step partner_suspend = { "suspend", false };
const struct partner_step partner_renew = { "renew", true };

/* What verify and renew take; NULL for a step that takes nothing. */
static const char *
step_body(const struct cli *c, const struct partner_step *step)
{
	const char *day = cli_option(c, OPT_VALID_TO);

	if (!step->has_term)
		return NULL;
	return day != NULL ? arena_printf(c->mem, "{\"valid_to\":\"%.*s\"}", (int)strcspn(day, "\"\\"), day) : "{}";
}

/* One partner after the other: one that fails does not keep the rest waiting. */
enum leave
partner_step_run(struct cli *c)
{
	const struct partner_step *step = c->command->subject;
	const char                *body = step_body(c, step);
	cJSON                     *done = arena_own(c->mem, cJSON_CreateArray(), (void (*)(void *))cJSON_Delete);
	enum leave                 leave = LEAVE_OK;

	for (size_t i = 0; i < c->operands; i++) {
		const char   *path = arena_printf(c->mem, "/v1/partners/%s/%s", http_escape(c, c->operand[i]), step->verb);
		struct answer answer;
		enum leave    one;

		c->about = c->operands > 1 ? c->operand[i] : NULL;
		one = http_ask(c, &(struct ask){ .method = METHOD_POST, .path = path, .body = body,
			.length = body != NULL ? strlen(body) : 0 }, &answer);

		if (one != LEAVE_OK) {
			leave = one;
			if (one != LEAVE_FAILED)
				break;
			continue;
		}
		if (c->output == OUTPUT_JSON)
			printf("%s\n", answer.body);
		else
			cJSON_AddItemToArray(done, cJSON_Parse(answer.body));
	}
	if (c->output == OUTPUT_CSV) {
		view_csv_head(partner_resource.list, stdout);
		view_csv_rows(c, partner_resource.list, done, stdout);
	} else if (cJSON_GetArraySize(done) > 0)
		view_table(c, partner_resource.list, done, stdout, 0);
	return leave;
}
