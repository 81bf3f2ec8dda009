/*
 * twinningd: serves the API, and carries the operator's commands around it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "engine/audit.h"
#include "engine/config.h"
#include "engine/load.h"
#include "engine/log.h"
#include "engine/migrate.h"
#include "engine/rights.h"
#include "engine/serve.h"
#include "engine/setup.h"
#include "engine/tls.h"
#include "engine/token.h"
#include "engine/user.h"

static int
check_config(const struct config *c)
{
	struct arena  *mem = arena_new();
	struct problem p = { .mem = mem };
	struct tls    *tls = *c->tls_certificate == '\0' ? NULL : tls_open(c->tls_certificate, c->tls_key, &p);
	int            status = p.code == PROBLEM_NONE ? EXIT_SUCCESS : setup_fail(&p);

	if (status == EXIT_SUCCESS)
		puts("the settings are good");
	tls_close(tls);
	arena_free(mem);
	return status;
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
	const char *own;	/* a setting's name that is a word of the command's own */
} commands[] = {
	{ .word = "serve", .run = serve_main, .about = "serve the API until SIGTERM" },
	{ .word = "migrate", .run_words = migrate_main, .about = "bring the database's tables to this release" },
	{ .word = "load", .run_words = load_main,
	  .about = "put the reference data into the database; --demo: invented partners too" },
	{ .word = "token", .run_words = token_main, .about = "create, list and revoke tokens", .own = "role" },
	{ .word = "user", .run_words = user_main, .about = "store and list users, give passwords, disable", .own = "role" },
	{ .word = "audit", .run_words = audit_main, .about = "check that the record of changes is whole, or print its head" },
	{ .word = "--check-config", .run = check_config, .about = "read the settings and say whether they are good" },
	{ .word = "--dump-config", .run = dump_config, .about = "print the settings in force" },
	{ .word = "--example", .run = print_example, .about = "print a settings file with every setting explained" },
	{ .word = "--rights", .run = rights_main, .about = "print who may call which route, as a manual page" },
	{ .word = "--help", .about = "print this" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* Wherever it stands, as in "twinningd migrate --help". */
static bool
asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int
print_help(void)
{
	int widest = 0;

	puts("usage: twinningd [COMMAND] [--SETTING=VALUE ...]\n\nCommands:");
	for (int i = 0; i < COMMANDS; i++)
		printf("  %-15s %s\n", commands[i].word, commands[i].about);
	puts("\nSettings, from a file (--config=FILE), the environment (TWINNING_...) or here:");
	for (const struct field *f = config_message.fields; f->name != NULL; f++)
		widest = (int)strlen(f->name) > widest ? (int)strlen(f->name) : widest;
	for (const struct field *f = config_message.fields; f->name != NULL; f++)
		printf("  --%-*s  %s\n", widest, f->name, f->about);
	return EXIT_SUCCESS;
}

static int
refuse(const char *word)
{
	const char *meant = config_flag_meant(word);

	fprintf(stderr, "twinningd: \"%s\" is neither a command nor a setting", word);
	if (meant != NULL)
		fprintf(stderr, "; did you mean --%s?\n", meant);
	else
		fputs("; see twinningd --help\n", stderr);
	return EXIT_FAILURE;
}

static int
find_command(const char *word)
{
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].word, word) == 0)
			return i;
	return -1;
}

/* Whether a word is the flag of a setting, for what the daemon is told to do. */
static bool
is_setting(const char *word, const char *command)
{
	const char *setting = config_flag(word);
	int         i = command == NULL ? -1 : find_command(command);

	return setting != NULL && (i < 0 || commands[i].own == NULL || strcmp(setting, commands[i].own) != 0);
}

static int
carry_out(int argc, char **argv)
{
	struct arena  *mem;
	struct config  config;
	struct problem problem = { 0 };
	char         **words = must_have(calloc((size_t)argc + 1, sizeof(*words)));
	char         **settings = must_have(calloc((size_t)argc + 1, sizeof(*settings)));
	int            word_count = 0, setting_count = 0, command = 0, status;

	if (sodium_init() < 0)
		abort();
	mem = arena_new();
	problem.mem = mem;
	for (int i = 1; i < argc; i++) {
		if (!is_setting(argv[i], word_count > 0 ? words[0] : NULL)) {
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
		status = refuse(words[command < 0 ? 0 : 1]);
	} else if (commands[command].run == print_example || commands[command].run == rights_main) {
		status = commands[command].run(&config);	/* whatever the settings are */
	} else if (!config_load(setting_count, settings, mem, &config, &problem)) {
		status = setup_fail(&problem);
	} else if (commands[command].run != NULL) {
		log_limit((enum log_level)config.log_level);
		status = commands[command].run(&config);
	} else {
		status = commands[command].run_words(config.database, word_count - 1, words + 1);
	}
	arena_free(mem);
	free(words);
	free(settings);
	return status;
}

int
main(int argc, char **argv)
{
	return asks_for_help(argc, argv) ? print_help() : carry_out(argc, argv);
}
