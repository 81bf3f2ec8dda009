/*
 * The settings: what counts for more, and what an operator is told.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/config.h"
#include "engine/log.h"
#include "tests/suite.h"

#define COUNT(table) (int)(sizeof(table) / sizeof(*table))

enum { MOST_WORDS = 8 };

static struct arena  *mem;
static struct config  config;
static struct problem problem;
static char           path[] = "/tmp/twinningd-ini.XXXXXX";

static void
setup(void)
{
	int fd;

	strcpy(path + strlen(path) - 6, "XXXXXX");
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	mem = arena_new();
	problem = (struct problem){ .mem = mem };
	unsetenv("PGHOST");	/* of the server this suite does not need */
	for (const struct field *f = config_message.fields; f->name != NULL; f++) {
		char name[64] = "TWINNING_";

		for (size_t i = 0, n = strlen(name); i <= strlen(f->name); i++)
			name[n + i] = (char)(f->name[i] >= 'a' ? f->name[i] - 'a' + 'A' : f->name[i]);
		unsetenv(name);
	}
}

static void
teardown(void)
{
	unlink(path);
	arena_free(mem);
}

static void
write_file(const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

/* `words` are parted by blanks; --config is added. */
static bool
load(const char *words)
{
	char *argv[MOST_WORDS];
	int   argc = 0;

	argv[argc++] = arena_printf(mem, "--config=%s", path);
	for (char *w = strtok(arena_strdup(mem, words), " "); w != NULL; w = strtok(NULL, " ")) {
		ck_assert_int_lt(argc, MOST_WORDS);
		argv[argc++] = w;
	}
	return config_load(argc, argv, mem, &config, &problem);
}

static const char *
why(size_t i)
{
	return say_text(mem, LANG_EN, &problem.field[i].why);
}

START_TEST(without_any_setting_the_preset_holds)
{
	ck_assert(load(""));
	ck_assert_str_eq(config.database, config_preset.database);
	ck_assert_int_eq(config.port, config_preset.port);
	ck_assert_int_eq(config.log_level, LEVEL_INFO);
	ck_assert(!config.reuse_port);
}
END_TEST

START_TEST(the_file_is_read_with_and_without_its_section)
{
	write_file("; ours\nport = 81\n[twinningd]\nclients=7\nreuse_port = true\nlog_level = warn\n"
		"database = host=/run/postgresql dbname=a user=b\n");
	ck_assert(load(""));
	ck_assert_int_eq(config.port, 81);
	ck_assert_int_eq(config.clients, 7);
	ck_assert(config.reuse_port);
	ck_assert_int_eq(config.log_level, LEVEL_WARN);
	ck_assert_str_eq(config.database, "host=/run/postgresql dbname=a user=b");
}
END_TEST

START_TEST(a_flag_counts_for_more_than_the_environment_and_that_for_more_than_the_file)
{
	write_file("port = 1\nadmin_port = 1\nclients = 1\n");
	setenv("TWINNING_ADMIN_PORT", "2", 1);
	setenv("TWINNING_CLIENTS", "2", 1);
	ck_assert(load("--clients=3"));
	ck_assert_int_eq(config.port, 1);
	ck_assert_int_eq(config.admin_port, 2);
	ck_assert_int_eq(config.clients, 3);
}
END_TEST

START_TEST(a_flag_has_its_value_behind_an_equals_sign_or_in_the_next_word)
{
	ck_assert(load("--port 81 --admin-port=82 --wait_ms 5000"));
	ck_assert_int_eq(config.port, 81);
	ck_assert_int_eq(config.admin_port, 82);
	ck_assert_int_eq(config.wait_ms, 5000);
}
END_TEST

START_TEST(of_a_flag_given_twice_the_last_counts)
{
	ck_assert(load("--port=81 --port=82"));
	ck_assert_int_eq(config.port, 82);
}
END_TEST

START_TEST(variables_of_others_are_passed_over)
{
	setenv("TWINNING_TOKEN", "secret", 1);
	setenv("TWINNING_URL", "http://127.0.0.1", 1);
	setenv("TWINNING_CONFIG", "/nowhere", 1);
	setenv("TWINNING_LANG", "ko", 1);
	ck_assert(load(""));
	unsetenv("TWINNING_TOKEN");
	unsetenv("TWINNING_URL");
	unsetenv("TWINNING_CONFIG");
	unsetenv("TWINNING_LANG");
}
END_TEST

/* @ stands for the path of the file. */
static const struct {
	const char *file, *variable, *value, *words;
	const char *field, *why;
} wrong[] = {
	{ "\nprot = 80\n", NULL, NULL, "", "prot", "@:2: prot is not a setting; did you mean port?" },
	{ "nonsense = 80\n", NULL, NULL, "", "nonsense", "@:1: nonsense is not a setting; --help shows all" },
	{ "port = 65536\n", NULL, NULL, "", "port", "@:1: port must lie between 0 and 65535" },
	{ "port = 65536\n", NULL, NULL, "--port=80", "port", "@:1: port must lie between 0 and 65535" },
	{ "port = 0x50\n", NULL, NULL, "", "port", "@:1: port must be a whole number" },
	{ "port = 80\nport = 81\n", NULL, NULL, "", "port", "@:2: port is given twice in this file" },
	{ "port = 80\nhello\n", NULL, NULL, "", "config", "@:2: is not of the form \"name = value\"" },
	{ "[postgres]\nport = 80\n", NULL, NULL, "", "port",
	  "@:2: the section [postgres] is not for this program; "
	  "settings stand before any section or under [twinningd]" },
	{ "reuse_port = yes\n", NULL, NULL, "", "reuse_port", "@:1: reuse_port must be true or false" },
	{ "log_level = wran\n", NULL, NULL, "", "log_level",
	  "@:1: log_level \"wran\" is not a known level of the log; did you mean \"warn\"?" },
	{ "database = \xff\n", NULL, NULL, "", "database", "@:1: database must be UTF-8" },
	{ "address = localhost\n", NULL, NULL, "", "address",
	  "@:1: address must be an IP address such as 127.0.0.1 or ::" },
	{ "database = host=10.0.0.1 password=secret\n", NULL, NULL, "", "database",
	  "@:1: database must not hold a password, which would show in logs and backups; "
	  "name a file with passfile=/path" },
	{ "", "TWINNING_PORT", "", "", "port", "TWINNING_PORT: port must be a whole number" },
	{ "", "TWINNING_WAIT_MS", "10", "", "wait_ms", "TWINNING_WAIT_MS: wait_ms must lie between 500 and 60000" },
	{ "", "TWINNING_DATABSE", "x", "", "databse",
	  "TWINNING_DATABSE: databse is not a setting; did you mean database?" },
	{ "", NULL, NULL, "--admin-prot=80", "admin_prot",
	  "--admin-prot: admin_prot is not a setting; did you mean admin_port?" },
	{ "", NULL, NULL, "--port", "port", "--port needs a value." },
	{ "", NULL, NULL, "--port=", "port", "--port: port must be a whole number" },
	{ "", NULL, NULL, "port", "port", "port: is not a flag; flags begin with --" },
	{ "", NULL, NULL, "--config=/nowhere/at/all", "config",
	  "/nowhere/at/all: cannot be read: No such file or directory" },
	{ "", NULL, NULL, "--config=/tmp", "config", "/tmp: cannot be read: Is a directory" },
};

START_TEST(a_wrong_setting_is_named_with_its_place_and_reason)
{
	const char *expected = wrong[_i].why;

	write_file(wrong[_i].file);
	if (wrong[_i].variable != NULL)
		setenv(wrong[_i].variable, wrong[_i].value, 1);
	ck_assert(!load(wrong[_i].words));
	if (wrong[_i].variable != NULL)
		unsetenv(wrong[_i].variable);
	if (expected[0] == '@')
		expected = arena_printf(mem, "%s%s", path, expected + 1);
	ck_assert_int_eq((int)problem.fields, 1);
	ck_assert_str_eq(problem.field[0].at, wrong[_i].field);
	ck_assert_str_eq(why(0), expected);
	ck_assert(problem.detail.say == SAY_SETTINGS_WRONG);
}
END_TEST

START_TEST(every_wrong_setting_is_named)
{
	write_file("port = x\nclientz = 5\n");
	setenv("TWINNING_ADMIN_PORT", "-1", 1);
	ck_assert(!load("--wait-ms=forever"));
	ck_assert_int_eq((int)problem.fields, 4);
}
END_TEST

START_TEST(a_line_that_the_parser_would_cut_is_refused)
{
	char line[400];

	memset(line, 'a', sizeof(line));
	memcpy(line, "database = ", 11);
	line[sizeof(line) - 2] = '\n';
	line[sizeof(line) - 1] = '\0';
	write_file(arena_printf(mem, "port = 80\n%s", line));
	ck_assert(!load(""));
	ck_assert_int_eq((int)problem.fields, 1);
	ck_assert_str_eq(why(0), arena_printf(mem,
		"%s:2: the line is too long; put it into the environment or a flag", path));
}
END_TEST

/* What a function prints, in the file. */
static void
print_to_file(void (*print)(void))
{
	int out;

	fflush(stdout);
	out = dup(STDOUT_FILENO);
	ck_assert_ptr_nonnull(freopen(path, "w", stdout));
	print();
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
}

static void
print_config(void)
{
	config_print(&config);
}

static void
ck_same(const struct config *a, const struct config *b)
{
	ck_assert_str_eq(a->database, b->database);
	ck_assert_str_eq(a->address, b->address);
	ck_assert_str_eq(a->admin_address, b->admin_address);
	ck_assert_int_eq(a->port, b->port);
	ck_assert_int_eq(a->admin_port, b->admin_port);
	ck_assert_int_eq(a->connections, b->connections);
	ck_assert_int_eq(a->wait_ms, b->wait_ms);
	ck_assert_int_eq(a->clients, b->clients);
	ck_assert_int_eq(a->body_limit, b->body_limit);
	ck_assert_int_eq(a->head_seconds, b->head_seconds);
	ck_assert_int_eq(a->body_seconds, b->body_seconds);
	ck_assert_int_eq(a->idle_seconds, b->idle_seconds);
	ck_assert_int_eq(a->write_seconds, b->write_seconds);
	ck_assert_int_eq(a->reuse_port, b->reuse_port);
	ck_assert_int_eq(a->log_level, b->log_level);
}

START_TEST(what_is_printed_is_read_as_the_same)
{
	struct config before;

	ck_assert(load("--port=1 --admin-port=2 --reuse-port=true --log-level=debug --clients=3 --address=::1"));
	before = config;
	print_to_file(print_config);
	ck_assert(load(""));
	ck_same(&before, &config);
}
END_TEST

START_TEST(the_example_changes_nothing_and_names_every_setting)
{
	char  text[8192], *line;
	FILE *f;

	print_to_file(config_print_example);
	ck_assert(load(""));
	ck_same(&config, &config_preset);

	f = fopen(path, "r");
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	for (const struct field *row = config_message.fields; row->name != NULL; row++) {
		line = strstr(text, arena_printf(mem, "\n;%s = ", row->name));
		ck_assert_msg(line != NULL, "%s is not in the example", row->name);
		line[1] = '\n';
	}
	write_file(text);
	/* Uncommented they say what held anyway. */
	ck_assert_msg(load(""), "%s", problem.fields > 0 ? why(0) : "");
	ck_same(&config, &config_preset);
}
END_TEST

START_TEST(a_flag_is_known_by_its_name)
{
	ck_assert_str_eq(config_flag("--port=80"), "port");
	ck_assert_str_eq(config_flag("--admin-port"), "admin_port");
	ck_assert_str_eq(config_flag("--config"), "config");
	ck_assert_ptr_null(config_flag("--partner"));
	ck_assert_ptr_null(config_flag("port"));
	ck_assert_ptr_null(config_flag("--"));
	ck_assert_ptr_null(config_flag(""));
	ck_assert_str_eq(config_flag_meant("--admin-prot=5"), "admin_port");
	ck_assert_ptr_null(config_flag_meant("--partner"));
}
END_TEST

START_TEST(every_row_says_what_it_is_and_its_preset_is_allowed)
{
	struct config printed;

	for (const struct field *f = config_message.fields; f->name != NULL; f++) {
		ck_assert_msg(f->about != NULL && strlen(f->about) > 10, "%s has no sentence", f->name);
		if (f->type == FIELD_INTEGER) {
			int64_t preset = *(const int64_t *)(const void *)((const char *)&config_preset + f->offset);

			ck_assert_msg(preset >= f->min && preset <= f->max, "%s", f->name);
		}
	}
	ck_assert(load(""));
	printed = config;
	ck_same(&printed, &config_preset);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_config");
	TCase *t = tcase_create("config");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, without_any_setting_the_preset_holds);
	tcase_add_test(t, the_file_is_read_with_and_without_its_section);
	tcase_add_test(t, a_flag_counts_for_more_than_the_environment_and_that_for_more_than_the_file);
	tcase_add_test(t, a_flag_has_its_value_behind_an_equals_sign_or_in_the_next_word);
	tcase_add_test(t, of_a_flag_given_twice_the_last_counts);
	tcase_add_test(t, variables_of_others_are_passed_over);
	tcase_add_loop_test(t, a_wrong_setting_is_named_with_its_place_and_reason, 0, COUNT(wrong));
	tcase_add_test(t, every_wrong_setting_is_named);
	tcase_add_test(t, a_line_that_the_parser_would_cut_is_refused);
	tcase_add_test(t, what_is_printed_is_read_as_the_same);
	tcase_add_test(t, the_example_changes_nothing_and_names_every_setting);
	tcase_add_test(t, a_flag_is_known_by_its_name);
	tcase_add_test(t, every_row_says_what_it_is_and_its_preset_is_allowed);
	suite_add_tcase(s, t);
	return suite_run(s);
}
