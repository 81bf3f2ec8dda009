/* Where settings come from: the file, the environment, the flags. */
#include "engine/config.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <ini.h>

#include "engine/db.h"
#include "proto/nearest.h"

#define FILE_IF_ANY "/etc/twinning/twinningd.ini"
#define PREFIX      "TWINNING_"

enum { MOST_SETTINGS = 64, MOST_LETTERS = 64 };

struct loading {
	struct arena   *mem;
	struct config  *config;
	struct problem *p;
	const char     *origin[MOST_SETTINGS];	/* by row: where the value in force was given; NULL: nowhere */
	/* While a file is read: */
	FILE           *file;
	const char     *path;
	int             line;
	bool            too_long;
	bool            seen[MOST_SETTINGS];
};

/* The first `n` bytes of "admin-port=80" or "ADMIN_PORT" as the table writes them: "admin_port". */
static const char *
plain_name(char to[MOST_LETTERS], const char *word, size_t n)
{
	if (n >= MOST_LETTERS)
		n = MOST_LETTERS - 1;	/* no setting is so long: it stays unknown */
	for (size_t i = 0; i < n; i++)
		to[i] = word[i] == '-' ? '_' : (char)tolower((unsigned char)word[i]);
	to[n] = '\0';
	return to;
}

/* What a flag is called; "" when the word is none. */
static const char *
flag_name(char to[MOST_LETTERS], const char *word)
{
	bool flag = strncmp(word, "--", 2) == 0;

	return plain_name(to, flag ? word + 2 : "", flag ? strcspn(word + 2, "=") : 0);
}

static const char *
nearest_setting(const char *name)
{
	struct nearest near = { .given = name };

	for (const struct field *f = config_message.fields; f->name != NULL; f++)
		nearest_offer(&near, f->name);
	return near.best;
}

/* The text of a reason, for a sentence that says where it applies. */
static const char *
reason(struct arena *mem, const struct said *why)
{
	return say_both(mem, say_text(mem, LANG_EN, why), say_text(mem, LANG_KO, why));
}

static void
report_unknown(struct loading *l, const char *name, const char *origin)
{
	const char *meant = nearest_setting(name);

	if (meant != NULL)
		problem_at(l->p, name, SAY_SETTING_UNKNOWN_BUT, origin, name, meant);
	else
		problem_at(l->p, name, SAY_SETTING_UNKNOWN, origin, name);
}

/* Each value is judged where it is given, so one that a flag would override is still said to be wrong. */
static void
take(struct loading *l, const struct field *f, const char *value, const char *origin)
{
	struct config    one;
	struct problem   wrong = { .mem = l->mem };
	struct parameter given = { f->name, value };

	if (message_parse_query(&config_message, &given, 1, NULL, l->mem, &one, &wrong)) {
		config_put(f, l->config, &one);
		l->origin[f - config_message.fields] = origin;
	} else {
		problem_at(l->p, f->name, SAY_SETTING_WRONG, origin, f->name, reason(l->mem, &wrong.field[0].why));
	}
}

/* Counts the lines, which the parser does not tell, and sees those it would cut in two. */
static char *
next_line(char *text, int size, void *stream)
{
	struct loading *l = stream;

	if (fgets(text, size, l->file) == NULL)
		return NULL;
	l->line++;
	if (strchr(text, '\n') == NULL && !feof(l->file)) {
		l->too_long = true;
		return NULL;
	}
	return text;
}

static int
on_setting(void *ctx, const char *section, const char *name, const char *value)
{
	struct loading     *l = ctx;
	const struct field *f = message_field(&config_message, name);
	const char         *origin = arena_printf(l->mem, "%s:%d", l->path, l->line);

	if (section[0] != '\0' && strcmp(section, "twinningd") != 0) {
		problem_at(l->p, name, SAY_SETTING_SECTION, origin, section);
	} else if (f == NULL) {
		report_unknown(l, name, origin);
	} else if (l->seen[f - config_message.fields]) {
		problem_at(l->p, name, SAY_SETTING_TWICE, origin, name);
	} else {
		l->seen[f - config_message.fields] = true;
		take(l, f, value, origin);
	}
	return 1;
}

static void
read_file(struct loading *l, const char *path, bool must)
{
	int wrong;

	l->path = path;
	l->file = fopen(path, "r");
	if (l->file == NULL) {
		if (must || errno != ENOENT)
			problem_at(l->p, "config", SAY_SETTINGS_FILE, path, strerror(errno));
		return;
	}
	wrong = ini_parse_stream(next_line, l, on_setting, l);
	if (ferror(l->file))
		problem_at(l->p, "config", SAY_SETTINGS_FILE, path, strerror(errno));
	else if (l->too_long)
		problem_at(l->p, "config", SAY_SETTINGS_LINE_LONG, path, DIGITS(l->line));
	else if (wrong != 0)
		problem_at(l->p, "config", SAY_SETTINGS_LINE, path, DIGITS(wrong));
	fclose(l->file);
}

/*
 * Other variables may begin like ours (those of the command line do), so one
 * that names no setting is refused only when it looks like a slip.
 */
static void
read_environment(struct loading *l)
{
	for (char **e = environ; *e != NULL; e++) {
		const char         *equals = strchr(*e, '=');
		const char         *name, *origin;
		char                letters[MOST_LETTERS];
		const struct field *f;

		if (equals == NULL || strncmp(*e, PREFIX, strlen(PREFIX)) != 0)
			continue;
		origin = arena_strndup(l->mem, *e, (size_t)(equals - *e));
		name = plain_name(letters, origin + strlen(PREFIX), strlen(origin + strlen(PREFIX)));
		f = message_field(&config_message, name);
		if (f != NULL)
			take(l, f, equals + 1, origin);
		else if (nearest_setting(name) != NULL)
			report_unknown(l, name, origin);
	}
}

/* The value of the flag at *i: behind its "=", or the next word; NULL: there is none. */
static const char *
flag_value(int argc, char **argv, int *i)
{
	const char *equals = strchr(argv[*i], '=');

	if (equals != NULL)
		return equals + 1;
	return *i + 1 < argc ? argv[++*i] : NULL;
}

/* Which file --config names; NULL: none. */
static const char *
file_of_flags(int argc, char **argv)
{
	const char *path = NULL;
	char        letters[MOST_LETTERS];

	for (int i = 0; i < argc; i++)
		if (strcmp(flag_name(letters, argv[i]), "config") == 0)
			path = flag_value(argc, argv, &i);
	return path;
}

static void
read_flags(struct loading *l, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		char                letters[MOST_LETTERS];
		const char         *name = flag_name(letters, argv[i]), *value;
		const char         *origin = arena_strndup(l->mem, argv[i], strcspn(argv[i], "="));
		const struct field *f = message_field(&config_message, name);

		if (name[0] == '\0') {
			problem_at(l->p, argv[i], SAY_SETTING_NO_FLAG, argv[i]);
			continue;
		}
		if (f == NULL && strcmp(name, "config") != 0) {
			report_unknown(l, name, origin);
			continue;
		}
		value = flag_value(argc, argv, &i);
		if (value == NULL)
			problem_at(l->p, name, SAY_FLAG_NEEDS_VALUE, origin);
		else if (f != NULL)
			take(l, f, value, origin);
	}
}

static bool
is_numeric(const char *address)
{
	unsigned char bytes[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, address, bytes) == 1 || inet_pton(AF_INET6, address, bytes) == 1;
}

/* A rule beyond a row of the table, for the value in force. */
static void
judge(struct loading *l, const char *name, const struct problem *wrong)
{
	const char *origin = l->origin[message_field(&config_message, name) - config_message.fields];

	if (wrong->code != PROBLEM_NONE)
		problem_at(l->p, name, SAY_SETTING_WRONG, origin == NULL ? "twinningd" : origin, name,
			reason(l->mem, &wrong->detail));
}

static void
check_together(struct loading *l)
{
	struct problem database = { .mem = l->mem }, address = database, admin = database, tls = database;
	struct problem key = database;

	db_check(l->config->database, &database);
	judge(l, "database", &database);
	if (!is_numeric(l->config->address))
		problem_set(&address, PROBLEM_BAD_FIELD, SAY_SETTING_ADDRESS);
	judge(l, "address", &address);
	if (!is_numeric(l->config->admin_address))
		problem_set(&admin, PROBLEM_BAD_FIELD, SAY_SETTING_ADDRESS);
	judge(l, "admin_address", &admin);
	if (!is_numeric(l->config->tls_address))
		problem_set(&tls, PROBLEM_BAD_FIELD, SAY_SETTING_ADDRESS);
	judge(l, "tls_address", &tls);
	if (*l->config->tls_key != '\0' && *l->config->tls_certificate == '\0')
		problem_set(&key, PROBLEM_BAD_FIELD, SAY_SETTING_KEY_ALONE);
	judge(l, "tls_key", &key);
}

bool
config_load(int argc, char **argv, struct arena *mem, struct config *c, struct problem *p)
{
	struct loading l = { .mem = mem, .config = c, .p = p };
	const char    *path = file_of_flags(argc, argv);

	*c = config_preset;
	c->flag_count = argc;
	c->flags = argv;
	read_file(&l, path == NULL ? FILE_IF_ANY : path, path != NULL);
	read_environment(&l);
	read_flags(&l, argc, argv);
	check_together(&l);
	if (p->code != PROBLEM_NONE)
		p->detail = say_make(mem, SAY_SETTINGS_WRONG);
	return p->code == PROBLEM_NONE;
}

const char *
config_flag(const char *word)
{
	char                letters[MOST_LETTERS];
	const char         *name = flag_name(letters, word);
	const struct field *f = message_field(&config_message, name);

	if (strcmp(name, "config") == 0)
		return "config";
	return f == NULL ? NULL : f->name;
}

const char *
config_flag_meant(const char *word)
{
	char letters[MOST_LETTERS];

	return nearest_setting(flag_name(letters, word));
}
