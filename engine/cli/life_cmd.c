#include "engine/cli/life_cmd.h"

#include <stdio.h>
#include <string.h>

#include "engine/cli/body.h"
#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/view.h"
#include "proto/json.h"
#include "proto/pairing_answer.h"

const char pair_propose[] = "propose", pair_approve[] = "approve", pair_announce[] = "announce",
	pair_withdraw[] = "withdraw";

static const struct column event_columns[] = {
	{ "at", SAY_CLI_COL_AT, "at", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &list_state_vocab },
	{ "holder", SAY_CLI_COL_HOLDER, "holder", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTES, "note", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column stage_columns[] = {
	{ "date", SAY_CLI_COL_DATE, "date", SHOW_TEXT, NULL },
	{ "stage", SAY_CLI_COL_STAGE, "stage", SHOW_WORD, &pairing_stage_vocab },
	{ "side", SAY_CLI_COL_SIDE, "side", SHOW_WORD, &pairing_side_vocab },
	{ "reason", SAY_CLI_COL_REASON, "reason", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTES, "note", SHOW_TEXT, NULL },
	{ "holder", SAY_CLI_COL_HOLDER, "holder", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column alternate_columns[] = {
	{ "partner", SAY_CLI_COL_PARTNER, "partner/name_*", SHOW_TEXT, NULL },
	{ "project", SAY_CLI_COL_PROJECT, "project/title_*", SHOW_TEXT, NULL },
	{ "score", SAY_CLI_COL_SCORE, "score", SHOW_SCORE, NULL },
	{ "loss", SAY_CLI_COL_LOSS, "loss", SHOW_SCORE, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column difference_columns[] = {
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &difference_kind_vocab },
	{ "city", SAY_CLI_COL_CITY, "city/name_*", SHOW_TEXT, NULL },
	{ "before", SAY_CLI_COL_BEFORE, "before/partner/name_*", SHOW_TEXT, NULL },
	{ "after", SAY_CLI_COL_AFTER, "after/partner/name_*", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

/* The answer as JSON, unless it was asked for as it came: then it is printed, and NULL. */
static const cJSON *
read_answer(struct cli *c, const struct answer *answer, enum leave *leave)
{
	const cJSON *json;

	*leave = LEAVE_OK;
	if (c->output == OUTPUT_JSON) {
		printf("%s\n", answer->body);
		return NULL;
	}
	json = http_json(c, answer);
	if (json == NULL)
		*leave = LEAVE_FAILED;
	return json;
}

static const char *
list_path(struct cli *c, const char *rest)
{
	return arena_printf(c->mem, "/v1/pairing-lists/%s/%s", http_escape(c, c->operand[0]), rest);
}

enum leave
pair_move_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;
	const cJSON   *list;
	enum leave     leave;

	body_text(body, "note", cli_option(c, OPT_NOTE));
	leave = body_send(c, METHOD_POST, list_path(c, c->command->subject), body, &answer);
	if (leave != LEAVE_OK)
		return leave;
	list = read_answer(c, &answer, &leave);
	if (list != NULL)
		view_table(c, event_columns, cJSON_GetObjectItemCaseSensitive(list, "events"), stdout, 0);
	return leave;
}

enum leave
pair_stage_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;
	const cJSON   *pairing, *alternates;
	enum leave     leave;

	body_text(body, "stage", c->operand[2]);
	body_text(body, "side", cli_option(c, OPT_SIDE));
	body_text(body, "date", cli_option(c, OPT_DATE));
	body_text(body, "reason", cli_option(c, OPT_REASON));
	body_text(body, "note", cli_option(c, OPT_NOTE));
	leave = body_send(c, METHOD_POST, list_path(c, arena_printf(c->mem, "pairings/%s/stages", http_escape(c, c->operand[1]))), body,
		&answer);
	if (leave != LEAVE_OK)
		return leave;
	pairing = read_answer(c, &answer, &leave);
	if (pairing == NULL)
		return leave;
	view_table(c, stage_columns, cJSON_GetObjectItemCaseSensitive(pairing, "stages"), stdout, 0);
	alternates = cJSON_GetObjectItemCaseSensitive(pairing, "alternates");
	if (cJSON_GetArraySize(alternates) > 0) {
		printf("\n%s\n", cli_text(c, SAY_CLI_HEAD_ALTERNATES));
		view_table(c, alternate_columns, alternates, stdout, 2);
	}
	return LEAVE_OK;
}

/* A place is a project or a city; the service knows which. */
static enum leave
find_place(struct cli *c, const char *place, const char **member)
{
	static const char *const kinds[][2] = { { "/v1/projects", "project" }, { "/v1/cities", "city" } };

	for (size_t i = 0; i < 2; i++) {
		struct answer answer;
		enum leave    leave = http_send(c, &(struct ask){ .method = METHOD_GET,
			.path = arena_printf(c->mem, "%s/%s", kinds[i][0], http_escape(c, place)) }, &answer);

		if (leave != LEAVE_OK)
			return leave;
		*member = kinds[i][1];
		if (answer.status == 200)
			return LEAVE_OK;
		if (answer.status != 404)
			return http_complain(c, &answer);
	}
	return cli_misused(c, SAY_CLI_NOWHERE, place);
}

enum leave
pair_why_run(struct cli *c)
{
	struct buffer *path = buffer_new(c->mem);
	struct answer  answer;
	const cJSON   *why;
	const char    *member = NULL;
	enum leave     leave = find_place(c, c->operand[2], &member);

	if (leave != LEAVE_OK)
		return leave;
	buffer_text(path, list_path(c, "why-not"));
	http_parameter(c, path, "partner", c->operand[1]);
	http_parameter(c, path, member, c->operand[2]);
	leave = http_get(c, path->at, &answer);
	if (leave != LEAVE_OK)
		return leave;
	why = read_answer(c, &answer, &leave);
	if (why == NULL)
		return leave;
	view_paragraph(c, view_string(c, why, c->lang == LANG_KO ? "ko" : "en"), 0, stdout);
	view_paragraph(c, view_string(c, why, "change_*"), 0, stdout);
	return LEAVE_OK;
}

enum leave
pair_diff_run(struct cli *c)
{
	struct buffer *path = buffer_new(c->mem);
	struct answer  answer;
	const cJSON   *difference, *lines, *line;
	enum leave     leave;

	buffer_text(path, list_path(c, "difference"));
	http_parameter(c, path, "from", c->operand[1]);
	leave = http_get(c, path->at, &answer);
	if (leave != LEAVE_OK)
		return leave;
	difference = read_answer(c, &answer, &leave);
	if (difference == NULL)
		return leave;
	lines = cJSON_GetObjectItemCaseSensitive(difference, "lines");
	printf("%s\n", cli_text(c, SAY_CLI_DIFFERENCE, DIGITS(view_integer(difference, "kept")),
		DIGITS(cJSON_GetArraySize(lines))));
	if (cJSON_GetArraySize(lines) == 0)
		return LEAVE_OK;
	view_table(c, difference_columns, lines, stdout, 0);
	printf("\n%s\n", cli_text(c, SAY_CLI_HEAD_REASONS));
	cJSON_ArrayForEach(line, lines) {
		printf("  ");
		view_paragraph(c, view_string(c, line, c->lang == LANG_KO ? "ko" : "en"), 4, stdout);
	}
	return LEAVE_OK;
}
