#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/profile.h"
#include "engine/cli/verify_cmd.h"

/* Before any option is read, so that a wrong option is told in the right language too. */
static enum lang
language_of_environment(void)
{
	static const char *const names[] = { "TWINNING_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return strncmp(value, "ko", 2) == 0 ? LANG_KO : LANG_EN;
	}
	return LANG_EN;
}

static void
look_at_terminal(struct cli *c)
{
	const char    *term = getenv("TERM"), *no_colour = getenv("NO_COLOR");
	struct winsize size;

	c->stdout_is_terminal = isatty(STDOUT_FILENO);
	c->stderr_is_terminal = isatty(STDERR_FILENO);
	c->colour = c->stdout_is_terminal && (no_colour == NULL || no_colour[0] == '\0') &&
		(term == NULL || strcmp(term, "dumb") != 0);
	if (c->stdout_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		c->width = size.ws_col;
}

/* These need neither a profile nor the service; one that may need them sees to it itself. */
static bool
is_local(const struct command *command)
{
	return command->run == help_run || command->run == completion_run || command->run == verify_run;
}

static enum leave
run(struct cli *c, int argc, char **argv)
{
	enum leave leave;

	if (!options_read(c, argc, argv))
		return LEAVE_USAGE;
	if (cli_option(c, OPT_LANG) != NULL)
		c->lang = strcmp(cli_option(c, OPT_LANG), "ko") == 0 ? LANG_KO : LANG_EN;
	if (cli_option(c, OPT_VERSION) != NULL) {
		printf("twinning %s\n", TWINNING_VERSION);
		return LEAVE_OK;
	}
	if (c->operands == 0) {
		bool asked = cli_option(c, OPT_HELP) != NULL;

		help_overview(c, asked ? stdout : stderr);
		return asked ? LEAVE_OK : LEAVE_USAGE;
	}
	c->command = commands_find(c);
	if (c->command == NULL)
		return LEAVE_USAGE;
	if (cli_option(c, OPT_HELP) != NULL) {
		help_command(c, c->command, stdout);
		return LEAVE_OK;
	}
	if (cli_option(c, OPT_JSON) != NULL && cli_option(c, OPT_CSV) != NULL)
		return cli_misused(c, SAY_CLI_JSON_OR_CSV);
	c->output = cli_option(c, OPT_JSON) != NULL ? OUTPUT_JSON
		: cli_option(c, OPT_CSV) != NULL ? OUTPUT_CSV : OUTPUT_PEOPLE;
	if (!commands_check(c))
		return LEAVE_USAGE;
	if (is_local(c->command))
		return c->command->run(c);
	leave = profile_load(c);
	if (leave != LEAVE_OK)
		return leave;
	if (cli_option(c, OPT_LANG) == NULL && c->profile->lang != NULL)
		c->lang = strcmp(c->profile->lang, "ko") == 0 ? LANG_KO : LANG_EN;
	c->http = http_open(c);
	return c->http == NULL ? LEAVE_USAGE : c->command->run(c);
}

int
main(int argc, char **argv)
{
	struct cli c = { .mem = arena_new(), .lang = language_of_environment() };
	enum leave leave;

	signal(SIGPIPE, SIG_DFL);	/* "twinning ... | head" ends quietly */
	look_at_terminal(&c);
	leave = run(&c, argc, argv);
	/* A full disk under ">" must not look like success. */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("twinning");
		leave = LEAVE_FAILED;
	}
	arena_free(c.mem);
	return (int)leave;
}
