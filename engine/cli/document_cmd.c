#include "engine/cli/document_cmd.h"

#include <stdio.h>
#include <string.h>

#include "engine/cli/http.h"
#include "proto/document.h"

/* Which option asks for which format. */
static const struct {
	enum opt             option;
	enum document_format format;
	bool                 text;	/* a terminal can show it */
} formats[] = {
	{ OPT_PDF, DOCUMENT_PDF, false },
	{ OPT_XLSX, DOCUMENT_XLSX, false },
	{ OPT_DOCX, DOCUMENT_DOCX, false },
	{ OPT_CSV, DOCUMENT_CSV, true },
	{ OPT_JSON, DOCUMENT_JSON, true },
};
enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

/* Asks for a document and puts it where -o says, or on stdout. */
static enum leave
fetch(struct cli *c, const char *path, enum document_format format, bool text)
{
	const char   *file = cli_option(c, OPT_OUTPUT);
	bool          to_file = file != NULL && strcmp(file, "-") != 0;
	struct answer answer;
	enum leave    leave;

	if (!text && !to_file && c->stdout_is_terminal)
		return cli_misused(c, SAY_CLI_NEEDS_FILE, document_format_vocab.words[format].id);
	leave = http_ask(c, &(struct ask){ .method = METHOD_GET, .path = path, .accept = document_types[format] }, &answer);
	return leave != LEAVE_OK ? leave : cli_put_file(c, answer.body, answer.length);
}

/* "pairings.pdf" says how by its name. */
static int
format_of_file(const char *file)
{
	const char *end = file == NULL ? NULL : strrchr(file, '.');

	for (int i = 0; end != NULL && i < FORMATS; i++)
		if (strcasecmp(end + 1, document_format_vocab.words[formats[i].format].id) == 0)
			return i;
	return -1;
}

enum leave
pair_export_run(struct cli *c)
{
	int found = -1;

	for (int i = 0; i < FORMATS; i++) {
		if (cli_option(c, formats[i].option) == NULL)
			continue;
		if (found >= 0)
			return cli_misused(c, SAY_CLI_ONE_FORMAT);
		found = i;
	}
	if (found < 0)
		found = format_of_file(cli_option(c, OPT_OUTPUT));
	if (found < 0)
		return cli_misused(c, SAY_CLI_NEEDS_FORMAT);
	return fetch(c, arena_printf(c->mem, "/v1/pairing-lists/%s/documents/%s", http_escape(c, c->operand[0]),
		document_format_vocab.words[formats[found].format].id), formats[found].format, formats[found].text);
}

enum leave
report_run(struct cli *c)
{
	static const char *const things[] = { "partner", "city" };
	static const char *const paths[] = { "/v1/partners", "/v1/cities" };

	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		struct buffer *path;

		if (strcmp(c->operand[0], things[i]) != 0)
			continue;
		path = buffer_new(c->mem);
		buffer_printf(path, "%s/%s/report", paths[i], http_escape(c, c->operand[1]));
		http_parameters(c, path);
		return fetch(c, path->at, DOCUMENT_PDF, false);
	}
	return cli_misused(c, SAY_CLI_REPORT_OF, c->operand[0]);
}
