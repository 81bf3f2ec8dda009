/*
 * The service reads the file, so what it says here is what it says in the console. Rows that
 * are refused do not hold up the others, unless that is asked for; they are told with their place, and
 * kept for mending.
 */
#include "engine/cli/import_cmd.h"

#include <stdio.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/job_cmd.h"
#include "engine/cli/partner_cmd.h"
#include "proto/book.h"
#include "proto/import.h"
#include "proto/json.h"

static const struct column import_list[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &import_state_vocab },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "rows", SAY_CLI_COL_ROWS, "result/rows", SHOW_NUMBER, NULL },
	{ "made", SAY_CLI_COL_MADE, "result/created", SHOW_NUMBER, NULL },
	{ "updated", SAY_CLI_COL_UPDATED, "result/updated", SHOW_NUMBER, NULL },
	{ "rejected", SAY_CLI_COL_REJECTED, "result/rejected", SHOW_NUMBER, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column import_card[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &book_kind_vocab },
	{ "encoding", SAY_CLI_COL_ENCODING, "encoding", SHOW_WORD, &book_encoding_vocab },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &import_state_vocab },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "job", SAY_CLI_COL_JOB, "job", SHOW_TEXT, NULL },
	{ "rows", SAY_CLI_COL_ROWS, "result/rows", SHOW_TEXT, NULL },
	{ "made", SAY_CLI_COL_MADE, "result/created", SHOW_TEXT, NULL },
	{ "updated", SAY_CLI_COL_UPDATED, "result/updated", SHOW_TEXT, NULL },
	{ "skipped", SAY_CLI_COL_SKIPPED, "result/skipped", SHOW_TEXT, NULL },
	{ "similar", SAY_CLI_COL_SIMILAR, "result/similar", SHOW_TEXT, NULL },
	{ "rejected", SAY_CLI_COL_REJECTED, "result/rejected", SHOW_TEXT, NULL },
	{ "undone", SAY_CLI_COL_UNDONE, "result/undone", SHOW_TEXT, NULL },
	{ "kept", SAY_CLI_COL_KEPT, "result/kept", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

const struct resource import_resource = { "/v1/imports", import_list, import_card, NULL };

static const char *
path_of(struct cli *c, const char *id, const char *rest)
{
	return arena_printf(c->mem, "/v1/imports/%s%s", http_escape(c, id), rest);
}

/* Sends, and reads the answer as JSON. */
static enum leave
ask_json(struct cli *c, const struct ask *ask, cJSON **json)
{
	struct answer answer;
	enum leave    leave = http_ask(c, ask, &answer);

	if (leave != LEAVE_OK)
		return leave;
	*json = http_json(c, &answer);
	return *json == NULL ? LEAVE_FAILED : LEAVE_OK;
}

/* --- files */

static const char *
format_of(const char *path)
{
	size_t n = path == NULL ? 0 : strlen(path);

	return n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0 ? "xlsx" : "csv";
}

/* A file that the service writes. */
static enum leave
get_file(struct cli *c, const char *at, const char *format, struct answer *answer)
{
	return http_ask(c, &(struct ask){ .method = METHOD_GET, .accept = "*/*",
		.path = arena_printf(c->mem, "%s?format=%s&lang=%s", at, format, c->lang == LANG_KO ? "ko" : "en") }, answer);
}

static enum leave
put_file(struct cli *c, const char *at, const char *format)
{
	struct answer answer;
	enum leave    leave = get_file(c, at, format, &answer);

	return leave != LEAVE_OK ? leave : cli_put_file(c, answer.body, answer.length);
}

enum leave
partner_export_run(struct cli *c)
{
	if (strcmp(format_of(cli_option(c, OPT_OUTPUT)), "xlsx") == 0)
		return cli_misused(c, SAY_CLI_NO_XLSX);
	return put_file(c, "/v1/exports/partners", cli_option(c, OPT_JSON) != NULL ? "ndjson" : "csv");
}

static enum leave
keep_rejects(struct cli *c, const char *id)
{
	const char   *path = cli_option(c, OPT_REJECTS);
	struct answer answer;
	enum leave    leave = get_file(c, path_of(c, id, "/rejected"), format_of(path), &answer);

	if (leave != LEAVE_OK)
		return leave;
	if (!cli_write_file(c, path, answer.body, answer.length))
		return LEAVE_FAILED;
	cli_tell(c, SAY_CLI_REJECTS_KEPT, path);
	return LEAVE_OK;
}

/* --- the import */

static enum leave
upload(struct cli *c, const char *path, cJSON **import)
{
	const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	size_t      length;
	char       *bytes = cli_read_file(c, path, &length);

	if (bytes == NULL)
		return LEAVE_FAILED;
	return ask_json(c, &(struct ask){ .method = METHOD_POST, .type = "application/octet-stream", .body = bytes,
		.length = length, .path = arena_printf(c->mem, "/v1/imports?name=%s", http_escape(c, name)) }, import);
}

/* A column that is not read would be lost in silence. */
static void
tell_columns(const struct cli *c, const cJSON *import)
{
	const cJSON *column;
	const char  *encoding = view_string(c, import, "encoding");

	if (strcmp(encoding, book_encoding_vocab.words[BOOK_CP949].id) == 0)
		cli_tell(c, SAY_CLI_READ_AS_CP949, view_string(c, import, "name"));
	cJSON_ArrayForEach(column, cJSON_GetObjectItemCaseSensitive(import, "columns"))
		if (cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(column, "member")) && *view_string(c, column, "header") != '\0')
			cli_tell(c, SAY_CLI_COLUMN_NOT_READ, view_string(c, column, "header"));
}

static enum leave
plan(struct cli *c, const char *id, cJSON **import)
{
	const char *body = arena_printf(c->mem, "{\"mistakes\":\"%s\",\"duplicates\":\"%s\"}",
		import_mistakes_vocab.words[cli_option(c, OPT_ALL_OR_NOTHING) != NULL ? MISTAKES_REFUSE_ALL : MISTAKES_SKIP_ROWS].id,
		import_duplicates_vocab.words[cli_option(c, OPT_UPDATE) != NULL ? DUPLICATES_UPDATE : DUPLICATES_SKIP].id);

	return ask_json(c, &(struct ask){ .method = METHOD_PATCH, .path = path_of(c, id, ""), .match = "*", .body = body,
		.length = strlen(body) }, import);
}

/* Queues a job of the import, waits for it, and reads what became of the import. */
static enum leave
carry_out(struct cli *c, const char *id, enum import_action action, cJSON **import)
{
	cJSON     *job;
	enum leave leave = ask_json(c, &(struct ask){ .method = METHOD_POST,
		.path = path_of(c, id, arena_printf(c->mem, "/%s", import_action_vocab.words[action].id)) }, &job);

	if (leave == LEAVE_OK)
		leave = job_await(c, view_string(c, job, "id"));
	return leave != LEAVE_OK ? leave : ask_json(c, &(struct ask){ .method = METHOD_GET, .path = path_of(c, id, "") }, import);
}

/* "row 4: Kind: \"firm\" is not a known ..." */
static void
tell_note(const struct cli *c, const cJSON *note)
{
	const cJSON *reason;
	const char  *row = cli_text(c, SAY_CLI_ROW, DIGITS(view_integer(note, "row")));
	int          outcome = vocab_find(&import_outcome_vocab, view_string(c, note, "outcome"));
	const struct word *word = outcome < 0 ? NULL : &import_outcome_vocab.words[outcome];

	cJSON_ArrayForEach(reason, cJSON_GetObjectItemCaseSensitive(note, "reasons")) {
		const char *where = view_string(c, reason, "header");

		where = *where != '\0' ? where : view_string(c, reason, "member");
		fprintf(stderr, "%s: %s%s%s", row, where, *where != '\0' ? ": " : "", view_string(c, reason, c->lang == LANG_KO ? "ko" : "en"));
		fprintf(stderr, outcome == OUTCOME_REJECTED || word == NULL ? "\n" : " (%s)\n", c->lang == LANG_KO ? word->ko : word->en);
	}
}

static enum leave
tell_report(struct cli *c, const char *id)
{
	const char *cursor = "";

	while (cursor != NULL) {
		cJSON       *page;
		const cJSON *note, *next;
		enum leave   leave = ask_json(c, &(struct ask){ .method = METHOD_GET,
			.path = path_of(c, id, arena_printf(c->mem, "/report?limit=1000%s%s", *cursor != '\0' ? "&cursor=" : "", cursor)) },
			&page);

		if (leave != LEAVE_OK)
			return leave;
		cJSON_ArrayForEach(note, cJSON_GetObjectItemCaseSensitive(page, "items"))
			tell_note(c, note);
		next = cJSON_GetObjectItemCaseSensitive(page, "next");
		cursor = cJSON_IsString(next) ? next->valuestring : NULL;
	}
	return LEAVE_OK;
}

static enum leave
print_import(struct cli *c, const cJSON *import)
{
	char *text = arena_own(c->mem, cJSON_PrintUnformatted(import), cJSON_free);

	return resource_print(c, &import_resource, text, strlen(text));
}

static enum leave
finish(struct cli *c, const char *id, const cJSON *import, bool dry)
{
	const cJSON *result = cJSON_GetObjectItemCaseSensitive(import, "result");
	int64_t      rejected = view_integer(result, "rejected");
	enum leave   leave = tell_report(c, id);

	if (leave == LEAVE_OK && rejected > 0 && cli_option(c, OPT_REJECTS) != NULL)
		leave = keep_rejects(c, id);
	if (leave == LEAVE_OK)
		leave = print_import(c, import);
	cli_tell(c, dry ? SAY_CLI_WOULD_IMPORT : cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(result, "stored")) ?
		SAY_CLI_IMPORTED : SAY_CLI_IMPORTED_NOTHING, DIGITS(view_integer(result, "created") + view_integer(result, "updated")),
		DIGITS(rejected), DIGITS(view_integer(result, "skipped")));
	return leave != LEAVE_OK ? leave : rejected > 0 ? LEAVE_REJECTED_ROWS : LEAVE_OK;
}

enum leave
partner_import_run(struct cli *c)
{
	bool        dry = cli_option(c, OPT_DRY_RUN) != NULL;
	cJSON      *import;
	const char *id;
	enum leave  leave;

	if (cli_option(c, OPT_TEMPLATE) != NULL)
		return put_file(c, "/v1/imports/template", format_of(cli_option(c, OPT_OUTPUT)));
	if (c->operands == 0)
		return cli_misused(c, SAY_CLI_NEEDS_OPERAND, "FILE");
	leave = upload(c, c->operand[0], &import);
	if (leave != LEAVE_OK)
		return leave;
	id = view_string(c, import, "id");
	tell_columns(c, import);
	leave = plan(c, id, &import);
	if (leave == LEAVE_OK)
		leave = carry_out(c, id, dry ? IMPORT_CHECK : IMPORT_RUN, &import);
	return leave == LEAVE_OK ? finish(c, id, import, dry) : leave;
}

enum leave
import_undo_run(struct cli *c)
{
	const char *id = c->operand[0];
	cJSON      *import;
	enum leave  leave = carry_out(c, id, IMPORT_UNDO, &import);

	if (leave == LEAVE_OK)
		leave = tell_report(c, id);
	return leave == LEAVE_OK ? print_import(c, import) : leave;
}
