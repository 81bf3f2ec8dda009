#include "engine/cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "proto/nearest.h"

const char *
cli_option(const struct cli *c, enum opt o)
{
	const struct texts *t = &c->given[o];

	return t->count > 0 ? t->at[t->count - 1] : NULL;
}

const char *
cli_text(const struct cli *c, enum say say, ...)
{
	struct said said;
	va_list     args;

	va_start(args, say);
	said = say_vmake(c->mem, say, args);
	va_end(args);
	return say_text(c->mem, c->lang, &said);
}

static void
tell(const struct cli *c, const struct said *said)
{
	cli_progress(c, NULL);
	fprintf(stderr, "twinning: %s\n", say_text(c->mem, c->lang, said));
}

void
cli_tell(const struct cli *c, enum say say, ...)
{
	struct said said;
	va_list     args;

	va_start(args, say);
	said = say_vmake(c->mem, say, args);
	va_end(args);
	tell(c, &said);
}

enum leave
cli_misused(const struct cli *c, enum say say, ...)
{
	struct said said;
	va_list     args;

	va_start(args, say);
	said = say_vmake(c->mem, say, args);
	va_end(args);
	tell(c, &said);
	if (c->command != NULL)
		cli_tell(c, SAY_CLI_NEXT_HELP, c->command->words);
	else
		cli_tell(c, SAY_CLI_NEXT_OVERVIEW);
	return LEAVE_USAGE;
}

void
cli_progress(const struct cli *c, const char *line)
{
	static bool shown;	/* there is one stderr */

	if (!c->stderr_is_terminal || (line == NULL && !shown))
		return;
	fprintf(stderr, "\r\033[K%s", line != NULL ? line : "");
	fflush(stderr);
	shown = line != NULL;
}

const char *
cli_nearest(const char *word, const char *const *words, size_t count)
{
	struct nearest near = { .given = word };

	for (size_t i = 0; i < count; i++)
		nearest_offer(&near, words[i]);
	return near.best;
}
