#include "engine/cli/document_cmd.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Whole or not at all: written beside the file, then put in its place. */
static enum leave
write_file(struct cli *c, const char *path, const struct answer *answer)
{
	char *beside = arena_printf(c->mem, "%s.XXXXXX", path);
	int   fd = mkstemp(beside);
	FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool  good = out != NULL && fwrite(answer->body, 1, answer->length, out) == answer->length;

	if (out != NULL)
		good = fclose(out) == 0 && good;
	if (!good || rename(beside, path) != 0) {
		cli_tell(c, SAY_CLI_CANNOT_WRITE, path, strerror(errno));
		if (fd >= 0)
			unlink(beside);
		return LEAVE_FAILED;
	}
	cli_tell(c, SAY_CLI_WRITTEN, path);
	return LEAVE_OK;
}

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
	if (leave != LEAVE_OK)
		return leave;
	if (to_file)
		return write_file(c, file, &answer);
	if (fwrite(answer.body, 1, answer.length, stdout) != answer.length)
		return LEAVE_FAILED;
	return LEAVE_OK;
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
