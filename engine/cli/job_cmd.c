#include "engine/cli/job_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/resource.h"
#include "engine/cli/view.h"
#include "proto/job.h"

enum { BAR = 30 };

const char job_cancel[] = "cancel", job_rerun[] = "rerun";

static const struct column job_list[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &job_kind_vocab },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &job_state_vocab },
	{ "permille", SAY_CLI_COL_PROGRESS, "permille", SHOW_COVERAGE, NULL },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "list", SAY_CLI_COL_LIST, "list", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column job_card[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &job_kind_vocab },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &job_state_vocab },
	{ "phase", SAY_CLI_COL_PHASE, "phase", SHOW_WORD, &job_phase_vocab },
	{ "permille", SAY_CLI_COL_PROGRESS, "permille", SHOW_COVERAGE, NULL },
	{ "problem", SAY_CLI_COL_PROBLEM, "problem/*", SHOW_TEXT, NULL },
	{ "list", SAY_CLI_COL_LIST, "list", SHOW_TEXT, NULL },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "started", SAY_CLI_COL_STARTED, "started", SHOW_TEXT, NULL },
	{ "finished", SAY_CLI_COL_FINISHED, "finished", SHOW_TEXT, NULL },
	{ "attempts", SAY_CLI_COL_ATTEMPTS, "attempts", SHOW_TEXT, NULL },
	{ "worker", SAY_CLI_COL_WORKER, "worker", SHOW_TEXT, NULL },
	{ "again_of", SAY_CLI_COL_AGAIN_OF, "again_of", SHOW_TEXT, NULL },
	{ "snapshot", SAY_CLI_COL_SNAPSHOT, "snapshot", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

const struct resource job_resource = { "/v1/jobs", job_list, job_card, NULL };

/* Shows a job that was just queued, and how to go on. */
static enum leave
print_queued(struct cli *c, const struct answer *answer)
{
	cJSON *job = http_json(c, answer);

	if (job == NULL)
		return LEAVE_FAILED;
	cli_tell(c, SAY_CLI_QUEUED, view_string(c, job, "id"));
	return resource_print(c, &job_resource, answer->body, answer->length);
}

enum leave
job_queue(struct cli *c, const struct buffer *request)
{
	struct answer answer;
	enum leave    leave;

	if (cli_option(c, OPT_DRY_RUN) != NULL)
		return cli_misused(c, SAY_CLI_NO_DRY_BACKGROUND);
	leave = http_ask(c, &(struct ask){ .method = METHOD_POST, .path = "/v1/pairing-lists",
		.prefer = "respond-async", .body = request->at, .length = request->length }, &answer);
	return leave != LEAVE_OK ? leave : print_queued(c, &answer);
}

enum leave
job_post_run(struct cli *c)
{
	const char   *verb = c->command->subject;
	struct answer answer;
	enum leave    leave;

	leave = http_ask(c, &(struct ask){ .method = METHOD_POST,
		.path = arena_printf(c->mem, "/v1/jobs/%s/%s", http_escape(c, c->operand[0]), verb) }, &answer);
	if (leave != LEAVE_OK)
		return leave;
	return verb == job_rerun ? print_queued(c, &answer) :
		resource_print(c, &job_resource, answer.body, answer.length);
}

/* --- watching */

struct watch {
	struct cli *c;
	bool        quiet;	/* nothing of it on stdout */
	cJSON      *job;	/* as the last event told it */
};

/* "[#########.....................]  31%  finding the best list" */
static void
show_progress(struct cli *c, const cJSON *job)
{
	int         phase = vocab_find(&job_phase_vocab, view_string(c, job, "phase"));
	int         state = vocab_find(&job_state_vocab, view_string(c, job, "state"));
	int64_t     permille = view_integer(job, "permille");
	const struct word *word = phase >= 0 ? &job_phase_vocab.words[phase] : state >= 0 ? &job_state_vocab.words[state] : NULL;
	char        bar[BAR + 1];

	for (int i = 0; i < BAR; i++)
		bar[i] = i < permille * BAR / 1000 ? '#' : '.';
	bar[BAR] = '\0';
	cli_progress(c, arena_printf(c->mem, "[%s] %3" PRId64 "%%  %s", bar, permille / 10,
		word == NULL ? "" : c->lang == LANG_KO ? word->ko : word->en));
}

static bool
on_event(void *ctx, const char *json)
{
	struct watch *w = ctx;
	cJSON        *job = cJSON_Parse(json);
	const char   *state;

	if (job == NULL)
		return true;
	w->job = arena_own(w->c->mem, job, (void (*)(void *))cJSON_Delete);
	if (w->c->output == OUTPUT_JSON && !w->quiet) {
		printf("%s\n", json);
		fflush(stdout);
	} else {
		show_progress(w->c, job);
	}
	state = view_string(w->c, job, "state");
	return strcmp(state, "queued") == 0 || strcmp(state, "running") == 0;
}

enum leave
job_await(struct cli *c, const char *id)
{
	struct watch w = { .c = c, .quiet = true };
	enum leave   leave = http_listen(c, arena_printf(c->mem, "/v1/jobs/%s/events", http_escape(c, id)), on_event, &w);
	const char  *why;
	int          state;

	cli_progress(c, NULL);
	if (leave != LEAVE_OK)
		return leave;
	state = vocab_find(&job_state_vocab, view_string(c, w.job, "state"));
	if (state == JOB_DONE)
		return LEAVE_OK;
	why = view_string(c, cJSON_GetObjectItemCaseSensitive(w.job, "problem"), c->lang == LANG_KO ? "ko" : "en");
	cli_tell(c, SAY_CLI_JOB_NOT_DONE, id, state < 0 ? "" : c->lang == LANG_KO ? job_state_vocab.words[state].ko :
		job_state_vocab.words[state].en, why);
	return LEAVE_FAILED;
}

enum leave
job_watch_run(struct cli *c)
{
	struct watch w = { .c = c };
	enum leave   leave = http_listen(c, arena_printf(c->mem, "/v1/jobs/%s/events", http_escape(c, c->operand[0])),
		on_event, &w);
	int          state;

	cli_progress(c, NULL);
	if (leave != LEAVE_OK)
		return leave;
	if (c->output == OUTPUT_CSV) {
		view_csv_head(job_card, stdout);
		view_csv_row(c, job_card, w.job, stdout);
	} else if (c->output == OUTPUT_PEOPLE) {
		view_card(c, job_card, w.job, stdout);
	}
	state = vocab_find(&job_state_vocab, view_string(c, w.job, "state"));
	if (state == JOB_DONE && *view_string(c, w.job, "list") != '\0')
		cli_tell(c, SAY_CLI_JOB_DONE, view_string(c, w.job, "list"));
	return state == JOB_DONE ? LEAVE_OK : LEAVE_FAILED;
}
