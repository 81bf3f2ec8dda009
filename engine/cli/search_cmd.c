#include "engine/cli/search_cmd.h"

#include <stdio.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/view.h"
#include "proto/search.h"

static const struct column columns[] = {
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &search_kind_vocab },
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_CITY, NULL },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_COUNTRY, NULL },
	{ "likeness", SAY_CLI_COL_LIKENESS, "likeness", SHOW_COVERAGE, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static void
print_found(struct cli *c, const cJSON *items)
{
	if (c->output == OUTPUT_CSV) {
		view_csv_head(columns, stdout);
		view_csv_rows(c, columns, items, stdout);
	} else if (cJSON_GetArraySize(items) > 0) {
		view_table(c, columns, items, stdout, 0);
	} else {
		cli_tell(c, SAY_CLI_FOUND_NOTHING);
	}
}

/* The words of a command line are one query. */
enum leave
search_run(struct cli *c)
{
	struct buffer *words = buffer_new(c->mem), *path = buffer_new(c->mem);
	struct answer  answer;
	cJSON         *json;
	enum leave     leave;

	for (size_t i = 0; i < c->operands; i++)
		buffer_printf(words, "%s%s", i > 0 ? " " : "", c->operand[i]);
	buffer_text(path, "/v1/search");
	http_parameter(c, path, "q", words->at);
	if (cli_option(c, OPT_LIMIT) != NULL)
		http_parameter(c, path, "limit", cli_option(c, OPT_LIMIT));
	leave = http_get(c, path->at, &answer);
	if (leave != LEAVE_OK)
		return leave;
	if (c->output == OUTPUT_JSON) {
		fwrite(answer.body, 1, answer.length, stdout);
		putchar('\n');
		return LEAVE_OK;
	}
	json = http_json(c, &answer);
	if (json == NULL)
		return LEAVE_FAILED;
	print_found(c, cJSON_GetObjectItemCaseSensitive(json, "items"));
	return LEAVE_OK;
}
