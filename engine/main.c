/*
 * twinningd: serves the API, and carries the operator's commands around it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "engine/config.h"
#include "engine/load.h"
#include "engine/log.h"
#include "engine/migrate.h"
#include "engine/serve.h"
#include "engine/setup.h"
#include "engine/token.h"

static int print_help(const struct config *c);

static int
check_config(const struct config *c)
{
	(void)c;
	puts("the settings are good");
	return EXIT_SUCCESS;
}

static int
dump_config(const struct config *c)
{
	config_print(c);
	return EXIT_SUCCESS;
}

static int
print_example(const struct config *c)
{
	(void)c;
	config_print_example();
	return EXIT_SUCCESS;
}

/* What twinningd can be told to do; the first is what it does when told nothing. */
static const struct {
	const char *word;
	int       (*run)(const struct config *c);				/* takes no words */
	int       (*run_words)(const char *conninfo, int argc, char **argv);	/* takes words of its own */
	const char *about;
} commands[] = {
	{ "serve", serve_main, NULL, "serve the API until SIGTERM" },
	{ "migrate", NULL, migrate_main, "bring the database's tables to this release" },
	{ "load", NULL, load_main, "put the reference data into the database; --demo: invented partners too" },
	{ "token", NULL, token_main, "create, list and revoke tokens" },
	{ "--check-config", check_config, NULL, "read the settings and say whether they are good" },
	{ "--dump-config", dump_config, NULL, "print the settings in force" },
	{ "--example", print_example, NULL, "print a settings file with every setting explained" },
	{ "--help", print_help, NULL, "print this" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static int
print_help(const struct config *c)
{
	(void)c;
	puts("usage: twinningd [COMMAND] [--SETTING=VALUE ...]\n\nCommands:");
	for (int i = 0; i < COMMANDS; i++)
		printf("  %-15s %s\n", commands[i].word, commands[i].about);
	puts("\nSettings, from a file (--config=FILE), the environment (TWINNING_...) or here:");
	for (const struct field *f = config_message.fields; f->name != NULL; f++)
		printf("  --%-16s %s\n", f->name, f->about);
	return EXIT_SUCCESS;
}

static int
find_command(const char *word)
{
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].word, word) == 0)
			return i;
	return -1;
}

/* "--port=8080" and "--port" are settings; what the table of settings does not know is a command's own word. */
static bool
is_setting(const char *word)
{
	size_t n = strcspn(word, "=");

	if (strncmp(word, "--", 2) != 0 || n < 3)
		return false;
	if (n == 8 && strncmp(word, "--config", n) == 0)
		return true;
	for (const struct field *f = config_message.fields; f->name != NULL; f++)
		if (strlen(f->name) == n - 2 && strncmp(f->name, word + 2, n - 2) == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	struct arena  *mem;
	struct config  config;
	struct problem problem = { 0 };
	char         **words = calloc((size_t)argc + 1, sizeof(*words));
	char         **settings = calloc((size_t)argc + 1, sizeof(*settings));
	int            word_count = 0, setting_count = 0, command = 0, status;

	if (sodium_init() < 0 || words == NULL || settings == NULL)
		abort();
	mem = arena_new();
	problem.mem = mem;
	for (int i = 1; i < argc; i++) {
		if (!is_setting(argv[i])) {
			words[word_count++] = argv[i];
			continue;
		}
		settings[setting_count++] = argv[i];
		if (strchr(argv[i], '=') == NULL && i + 1 < argc)
			settings[setting_count++] = argv[++i];
	}
	if (word_count > 0)
		command = find_command(words[0]);
	if (command < 0 || (word_count > 1 && commands[command].run_words == NULL)) {
		fprintf(stderr, "twinningd: \"%s\" is neither a command nor a setting; see twinningd --help\n",
			words[command < 0 ? 0 : 1]);
		status = EXIT_FAILURE;
	} else if (commands[command].run == print_help || commands[command].run == print_example) {
		status = commands[command].run(&config);	/* whatever the settings are */
	} else if (!config_load(setting_count, settings, mem, &config, &problem)) {
		status = setup_fail(&problem);
	} else if (commands[command].run != NULL) {
		status = commands[command].run(&config);
	} else {
		status = commands[command].run_words(config.database, word_count - 1, words + 1);
	}
	arena_free(mem);
	free(words);
	free(settings);
	return status;
}
