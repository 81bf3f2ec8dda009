#include "engine/user.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "build/queries.h"
#include "engine/password.h"
#include "engine/setup.h"
#include "engine/uuid.h"
#include "engine/words.h"
#include "proto/access.h"
#include "proto/json.h"
#include "proto/utf8.h"

/* What "user create" is told; the members of a user's document. */
struct wish {
	const char *email, *name, *role, *partner, *city, *language;
};

static const struct word_flag flags[] = {
	{ "--email",    offsetof(struct wish, email) },
	{ "--name",     offsetof(struct wish, name) },
	{ "--role",     offsetof(struct wish, role) },
	{ "--partner",  offsetof(struct wish, partner) },
	{ "--city",     offsetof(struct wish, city) },
	{ "--language", offsetof(struct wish, language) },
	{ NULL, 0 }
};

/* As the API would take it, so that the same rules hold. NULL after filling `p`. */
static const char *
document_of(const struct wish *w, struct problem *p)
{
	struct problem wrong = { .mem = p->mem };
	struct buffer *b = buffer_new(p->mem);
	struct user    user;
	cJSON         *json;

	buffer_byte(b, '{');
	for (const struct word_flag *f = flags; f->flag != NULL; f++) {
		const char *value = *(const char *const *)(const void *)((const char *)w + f->offset);

		if (value == NULL)
			continue;
		buffer_printf(b, "%s\"%s\":", b->length > 1 ? "," : "", f->flag + 2);
		json_print_text(b, value);
	}
	buffer_byte(b, '}');
	json = json_read(b->at, b->length, p->mem, &wrong);
	if (json != NULL && message_parse(&user_message, json, FROM_CLIENT, NULL, p->mem, &user, &wrong)) {
		b = buffer_new(p->mem);
		message_print_client(b, &user_message, &user);
		return b->at;
	}
	for (size_t i = 0; i < wrong.fields && i < PROBLEM_FIELDS; i++)
		problem_at(p, wrong.field[i].at, SAY_USER_WRONG, wrong.field[i].at + 1, say_both(p->mem,
			say_text(p->mem, LANG_EN, &wrong.field[i].why), say_text(p->mem, LANG_KO, &wrong.field[i].why)));
	if (wrong.fields == 0)
		problem_set(p, PROBLEM_BAD_REQUEST, SAY_USER_NEEDS, words_known(p->mem, &role_vocab));
	return NULL;
}

static const char *
read_line(struct problem *p)
{
	char   *line = NULL;
	size_t  size = 0;
	ssize_t n = getline(&line, &size, stdin);

	arena_own(p->mem, line, free);
	if (n <= 0) {
		problem_set(p, PROBLEM_BAD_REQUEST, SAY_NO_PASSWORD_CAME);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

/* Typed unseen, and twice, for nobody can look at it. */
static const char *
read_typed(struct problem *p)
{
	const char *first = arena_strdup(p->mem, getpass(setup_text(p->mem, SAY_ASK_PASSWORD)));
	const char *again = getpass(setup_text(p->mem, SAY_ASK_PASSWORD_AGAIN));

	if (strcmp(first, again) == 0)
		return first;
	problem_set(p, PROBLEM_BAD_REQUEST, SAY_PASSWORDS_DIFFER);
	return NULL;
}

/* The hash of a password that is read now; NULL after filling `p`. */
static const char *
read_hash(struct problem *p)
{
	const char *typed = isatty(STDIN_FILENO) ? read_typed(p) : read_line(p), *text;
	size_t      n;

	if (typed == NULL)
		return NULL;
	text = utf8_valid(typed, strlen(typed)) ? password_text(p->mem, typed) : NULL;
	n = text == NULL ? 0 : utf8_characters(text);
	if (n < PASSWORD_MIN || n > PASSWORD_MAX) {
		problem_set(p, PROBLEM_BAD_REQUEST, SAY_PASSWORD_LENGTH, DIGITS(PASSWORD_MIN), DIGITS(PASSWORD_MAX));
		return NULL;
	}
	return password_hash(p->mem, text);
}

static bool
refused(PGconn *pg, PGresult *result, const struct wish *w, struct problem *p)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (state != NULL && strcmp(state, "TW430") == 0)
		return problem_set(p, PROBLEM_CONFLICT, SAY_EMAIL_TAKEN);
	if (state != NULL && strcmp(state, "23503") == 0)	/* foreign_key_violation */
		return problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_OWNER, w->partner != NULL ? w->partner : w->city);
	return setup_refused(pg, result, "user create", p);
}

/* The user and the password, or neither. */
static bool
create(PGconn *pg, const struct wish *w, const char *document, const char *hash, struct problem *p)
{
	const char *id = uuid_v7(p->mem);
	PGresult   *result;
	bool        ok;

	if (!setup_run(pg, "begin", "user create", p))
		return false;
	result = PQexecParams(pg, sql_user_create.text, sql_user_create.params, NULL,
		(const char *const[]){ id, document, NULL, NULL, NULL, NULL }, NULL, NULL, 0);
	ok = PQresultStatus(result) == PGRES_TUPLES_OK || refused(pg, result, w, p);
	PQclear(result);
	if (!ok || !setup_tell(pg, &sql_user_password_save, ARGS(id, hash), "user create", p) ||
	    !setup_run(pg, "commit", "user create", p))
		return false;
	setup_say(p->mem, SAY_USER_CREATED, w->email);
	return true;
}

/* The id of a user; NULL after filling `p`. */
static const char *
find(PGconn *pg, const char *email, struct problem *p)
{
	PGresult   *result = setup_ask(pg, &sql_user_by_email, ARGS(email), "user", p);
	const char *id = NULL;

	if (result != NULL && PQntuples(result) == 1)
		id = arena_strdup(p->mem, PQgetvalue(result, 0, 0));
	else if (result != NULL)
		problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_USER, email);
	PQclear(result);
	return id;
}

static bool
set_password(PGconn *pg, const char *email, const char *hash, struct problem *p)
{
	const char *id = find(pg, email, p);

	if (id == NULL || !setup_tell(pg, &sql_user_password_save, ARGS(id, hash), "user password", p))
		return false;
	setup_say(p->mem, SAY_USER_PASSWORD_SET, email);
	return true;
}

static bool
disable(PGconn *pg, const char *email, struct problem *p)
{
	const char *id = find(pg, email, p);

	if (id == NULL || !setup_tell(pg, &sql_user_disable, ARGS(id), "user disable", p))
		return false;
	setup_say(p->mem, SAY_USER_DISABLED_NOW, email);
	return true;
}

int
user_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	struct wish    wish = { 0 };
	const char    *verb = argc > 0 ? argv[0] : "", *document = NULL, *hash = NULL;
	bool           creates = strcmp(verb, "create") == 0, gives = strcmp(verb, "password") == 0 && argc == 2;
	bool           disables = strcmp(verb, "disable") == 0 && argc == 2;
	PGconn        *pg = NULL;
	int            status = EXIT_SUCCESS;

	/* What can be refused without the database is, and before anybody types a password. */
	if (sodium_init() < 0)
		problem_set(&p, PROBLEM_INTERNAL, SAY_NO_RANDOMNESS);
	else if (creates && words_read(flags, &wish, "user create", argc - 1, argv + 1, &p))
		document = document_of(&wish, &p);
	else if (!creates && !gives && !disables && !(strcmp(verb, "list") == 0 && argc == 1))
		problem_set(&p, PROBLEM_BAD_REQUEST, SAY_USER_USAGE, words_known(p.mem, &role_vocab));
	if (p.code == PROBLEM_NONE && (creates || gives))
		hash = read_hash(&p);

	if (p.code == PROBLEM_NONE && (pg = setup_connect_owner(conninfo, &p)) != NULL) {
		if (creates)
			create(pg, &wish, document, hash, &p);
		else if (gives)
			set_password(pg, argv[1], hash, &p);
		else if (disables)
			disable(pg, argv[1], &p);
		else
			setup_list(pg, &sql_user_list, "user list", &p);
	}
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
