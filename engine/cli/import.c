/*
 * Many partners from one file.
 *
 * Every row is checked here, then sent under a key made from its content: a
 * file that is imported twice changes nothing the second time, and an import
 * that was cut off is simply run again. A row that is refused does not hold up
 * the others; it is told with its line, and kept for mending.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/cli/http.h"
#include "engine/cli/partner_cmd.h"
#include "engine/cli/profile_text.h"
#include "engine/cli/resource.h"
#include "engine/cli/rows.h"

struct reject {
	const struct row *row;
	const char       *why;	/* every mistake: "/kind: ...; /capacity: ..." */
};

struct import {
	struct cli    *c;
	struct rows    rows;
	struct reject *rejects;
	size_t         rejected, accepted;
	cJSON         *done;	/* rows of the table: line, id, name */
};

static const struct column done_columns[] = {
	{ "line", SAY_CLI_COL_LINE, "line", SHOW_NUMBER, NULL },
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &partner_state_vocab },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

/* One mistake of a row: told at once, and kept for the file of rejects. */
static void
note(struct import *in, const struct row *row, struct buffer *all, const char *at, const char *why)
{
	at = at[0] != '\0' ? at : "/";
	cli_progress(in->c, NULL);
	fprintf(stderr, "%s: %s: %s\n", cli_text(in->c, SAY_CLI_LINE, DIGITS(row->line)), at, why);
	buffer_printf(all, "%s%s: %s", all->length > 0 ? "; " : "", at, why);
}

static void
reject(struct import *in, const struct row *row, const struct buffer *why)
{
	in->rejects[in->rejected++] = (struct reject){ row, why->at };
}

static void
reject_here(struct import *in, const struct row *row, const struct problem *p)
{
	struct buffer *why = buffer_new(in->c->mem);

	for (size_t i = 0; i < p->fields && i < PROBLEM_FIELDS; i++)
		note(in, row, why, p->field[i].at, say_text(in->c->mem, in->c->lang, &p->field[i].why));
	if (p->fields == 0)
		note(in, row, why, "", problem_title(p->code, in->c->lang));
	reject(in, row, why);
}

static void
reject_there(struct import *in, const struct row *row, const struct answer *answer)
{
	cJSON         *json = http_json(in->c, answer);
	struct buffer *why = buffer_new(in->c->mem);
	const cJSON   *error;

	cJSON_ArrayForEach(error, cJSON_GetObjectItemCaseSensitive(json, "errors"))
		note(in, row, why, view_string(in->c, error, "pointer"), view_string(in->c, error, "detail"));
	if (why->length == 0)
		note(in, row, why, "", arena_printf(in->c->mem, "%s %s (%ld)", view_string(in->c, json, "title"),
			view_string(in->c, json, "detail"), answer->status));
	reject(in, row, why);
}

static void
accept(struct import *in, const struct row *row, const struct answer *answer)
{
	cJSON *partner;

	in->accepted++;
	if (in->c->output == OUTPUT_JSON) {
		printf("%s\n", answer->body);
		return;
	}
	partner = cJSON_Parse(answer->body);
	cJSON_AddNumberToObject(partner, "line", (double)row->line);
	cJSON_AddItemToArray(in->done, partner);
}

/* The faults of a row; anything else is ours or the service's, and ends the import. */
static bool
is_about_the_row(long status)
{
	return status == 400 || status == 409 || status == 413 || status == 422;
}

static enum leave
send_row(struct import *in, const struct row *row, const struct buffer *profile)
{
	struct answer answer;
	enum leave    leave = http_send(in->c, &(struct ask){ .method = METHOD_POST, .path = "/v1/partners",
		.body = profile->at, .length = profile->length,
		.key = http_key_of(in->c, profile->at, profile->length) }, &answer);

	if (leave != LEAVE_OK)
		return leave;
	if (answer.status >= 200 && answer.status <= 299)
		accept(in, row, &answer);
	else if (is_about_the_row(answer.status))
		reject_there(in, row, &answer);
	else
		return http_complain(in->c, &answer);
	return LEAVE_OK;
}

static enum leave
import_row(struct import *in, const struct row *row)
{
	struct problem p = { .mem = in->c->mem };
	struct buffer *json = rows_json(in->c, &in->rows, row, &p), *profile = NULL;

	if (json != NULL)	/* what the cells cannot say, and what the message refuses, are told together */
		profile = profile_text(in->c, json->at, json->length, &p);
	if (profile == NULL || p.code != PROBLEM_NONE) {
		reject_here(in, row, &p);
		return LEAVE_OK;
	}
	if (cli_option(in->c, OPT_DRY_RUN) == NULL)
		return send_row(in, row, profile);
	in->accepted++;
	if (in->c->output == OUTPUT_JSON)
		printf("%s\n", profile->at);
	return LEAVE_OK;
}

static void
write_rejects(const struct import *in, FILE *out)
{
	const struct row *head = &in->rows.head;

	for (size_t i = 0; in->rows.csv && i < head->count; i++)
		if (strncmp(head->cells[i], "rejected_", 9) != 0)
			fprintf(out, "%s,", head->cells[i]);
	if (in->rows.csv)
		fprintf(out, "%s,%s\n", ROWS_COLUMN_LINE, ROWS_COLUMN_WHY);
	for (size_t i = 0; i < in->rejected; i++) {
		const struct row *row = in->rejects[i].row;

		if (!in->rows.csv) {
			fprintf(out, "%s\n", row->json);
			continue;
		}
		for (size_t j = 0; j < head->count; j++)
			if (strncmp(head->cells[j], "rejected_", 9) != 0) {
				view_csv_quote(j < row->count ? row->cells[j] : "", out);
				putc(',', out);
			}
		fprintf(out, "%ld,", row->line);
		view_csv_quote(in->rejects[i].why, out);
		putc('\n', out);
	}
}

/* Profiles name people, so the file is for its owner alone. */
static enum leave
keep_rejects(const struct import *in)
{
	const char *path = cli_option(in->c, OPT_REJECTS);
	int         fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE       *out = fd >= 0 ? fdopen(fd, "w") : NULL;

	if (out != NULL)
		write_rejects(in, out);
	if (out == NULL || fclose(out) != 0) {
		cli_tell(in->c, SAY_CLI_CANNOT_WRITE, path, strerror(errno));
		return LEAVE_FAILED;
	}
	cli_tell(in->c, SAY_CLI_REJECTS_KEPT, path);
	return LEAVE_OK;
}

static void
print_done(struct import *in)
{
	if (in->c->output == OUTPUT_CSV) {
		view_csv_head(done_columns, stdout);
		view_csv_rows(in->c, done_columns, in->done, stdout);
	} else if (cJSON_GetArraySize(in->done) > 0)
		view_table(in->c, done_columns, in->done, stdout, 0);
}

enum leave
partner_import_run(struct cli *c)
{
	struct import in = { .c = c };
	bool          dry = cli_option(c, OPT_DRY_RUN) != NULL;
	enum leave    leave = LEAVE_OK;

	if (cli_option(c, OPT_TEMPLATE) != NULL) {
		rows_print_template();
		return LEAVE_OK;
	}
	if (c->operands == 0)
		return cli_misused(c, SAY_CLI_NEEDS_OPERAND, "FILE");
	if (!rows_read(c, c->operand[0], &in.rows))
		return LEAVE_FAILED;
	in.rejects = arena_alloc(c->mem, (in.rows.count + 1) * sizeof(*in.rejects));
	in.done = arena_own(c->mem, cJSON_CreateArray(), (void (*)(void *))cJSON_Delete);
	for (size_t i = 0; i < in.rows.count && leave == LEAVE_OK; i++) {
		cli_progress(c, cli_text(c, SAY_CLI_ROW_OF, DIGITS(i + 1), DIGITS(in.rows.count)));
		leave = import_row(&in, &in.rows.at[i]);
	}
	cli_progress(c, NULL);
	print_done(&in);
	cli_tell(c, dry ? SAY_CLI_WOULD_IMPORT : SAY_CLI_IMPORTED, DIGITS(in.accepted), DIGITS(in.rejected),
		DIGITS(in.rows.count - in.accepted - in.rejected));
	if (leave != LEAVE_OK)
		cli_tell(c, SAY_CLI_NEXT_IMPORT);
	if (in.rejected > 0 && cli_option(c, OPT_REJECTS) != NULL && keep_rejects(&in) != LEAVE_OK && leave == LEAVE_OK)
		leave = LEAVE_FAILED;
	return leave != LEAVE_OK ? leave : in.rejected > 0 ? LEAVE_REJECTED_ROWS : LEAVE_OK;
}
