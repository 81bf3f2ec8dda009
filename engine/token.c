#include "engine/token.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "build/queries.h"
#include "engine/secret.h"
#include "engine/setup.h"
#include "engine/words.h"
#include "proto/access.h"

enum { DAYS_MAX = 36500 };

/* What "token create" is told. */
struct wish {
	const char *role, *name, *partner, *city, *days;
};

static const struct word_flag flags[] = {
	{ "--role",    offsetof(struct wish, role) },
	{ "--name",    offsetof(struct wish, name) },
	{ "--partner", offsetof(struct wish, partner) },
	{ "--city",    offsetof(struct wish, city) },
	{ "--days",    offsetof(struct wish, days) },
	{ NULL, 0 }
};

static bool
check_days(const char *days, struct problem *p)
{
	char *end;
	long  n;

	errno = 0;
	n = strtol(days, &end, 10);
	if (errno != 0 || *end != '\0' || n < 1 || n > DAYS_MAX)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_DAYS_OUT_OF_RANGE, DIGITS(DAYS_MAX));
	return true;
}

static bool
read_wish(struct wish *w, int argc, char **argv, struct problem *p)
{
	int role;

	if (!words_read(flags, w, "token create", argc, argv, p))
		return false;
	if (w->role == NULL || w->name == NULL)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_TOKEN_NEEDS, words_known(p->mem, &role_vocab));
	role = vocab_find(&role_vocab, w->role);
	if (role < 0)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_ROLE_UNKNOWN, w->role, words_known(p->mem, &role_vocab));
	if ((role == ROLE_COMPANY) != (w->partner != NULL) || (role == ROLE_CITY) != (w->city != NULL))
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_TOKEN_OWNER);
	return w->days == NULL || check_days(w->days, p);
}

static bool
create(PGconn *pg, const struct wish *w, struct problem *p)
{
	struct secret secret = secret_make(p->mem);
	PGresult     *result;
	bool          ok;

	result = PQexecParams(pg, sql_token_create.text, sql_token_create.params, NULL,
		(const char *const[]){ w->name, w->role, w->partner, w->city, secret.hash, w->days, secret.prefix }, NULL, NULL, 0);
	ok = PQresultStatus(result) == PGRES_TUPLES_OK;
	if (!ok) {
		const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

		if (state != NULL && strcmp(state, "23503") == 0)	/* foreign_key_violation */
			problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_OWNER, w->partner != NULL ? w->partner : w->city);
		else
			setup_refused(pg, result, "token create", p);
	} else {
		puts(secret.text);
	}
	PQclear(result);
	return ok;
}

static bool
revoke(PGconn *pg, const char *id, struct problem *p)
{
	PGresult *result = setup_ask(pg, &sql_token_revoke, ARGS(id), "token revoke", p);
	bool      ok;

	if (result == NULL)
		return false;
	ok = PQntuples(result) == 1 || problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_TOKEN, id);
	PQclear(result);
	if (ok)
		setup_say(p->mem, SAY_TOKEN_REVOKED, id);
	return ok;
}

int
token_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	struct wish    wish = { 0 };
	const char    *verb = argc > 0 ? argv[0] : "";
	PGconn        *pg = NULL;
	int            status = EXIT_SUCCESS;

	/* What can be refused without the database is. */
	if (sodium_init() < 0)
		problem_set(&p, PROBLEM_INTERNAL, SAY_NO_RANDOMNESS);
	else if (strcmp(verb, "create") == 0)
		read_wish(&wish, argc - 1, argv + 1, &p);
	else if (!(strcmp(verb, "list") == 0 && argc == 1) && !(strcmp(verb, "revoke") == 0 && argc == 2))
		problem_set(&p, PROBLEM_BAD_REQUEST, SAY_TOKEN_USAGE, words_known(p.mem, &role_vocab));

	if (p.code == PROBLEM_NONE && (pg = setup_connect_owner(conninfo, &p)) != NULL) {
		if (*verb == 'c')
			create(pg, &wish, &p);
		else if (*verb == 'l')
			setup_list(pg, &sql_token_list, "token list", &p);
		else
			revoke(pg, argv[1], &p);
	}
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
