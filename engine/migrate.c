#include "engine/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "build/queries.h"
#include "engine/setup.h"

enum { HEX_SIZE = 2 * crypto_hash_sha256_BYTES + 1 };

static const char *
sha256(char hex[static HEX_SIZE], const char *text)
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
	return sodium_bin2hex(hex, HEX_SIZE, hash, sizeof(hash));
}

static bool
is_known(const char *name)
{
	for (const struct embedded *m = migrations; m->name != NULL; m++)
		if (strcmp(m->name, name) == 0)
			return true;
	return false;
}

/*
 * What the database has had must be how this release begins. Sets `next` to the
 * first migration it has not had.
 */
static bool
compare(const PGresult *applied, const struct embedded **next, struct problem *p)
{
	char hex[HEX_SIZE];

	*next = migrations;
	for (int i = 0; i < PQntuples(applied); i++, (*next)++) {
		const char *name = PQgetvalue(applied, i, 0);

		if (!is_known(name))
			return problem_set(p, PROBLEM_CONFLICT, SAY_DATABASE_NEWER, name);
		if (strcmp((*next)->name, name) != 0)
			return problem_set(p, PROBLEM_CONFLICT, SAY_MIGRATION_MISSING, (*next)->name, name);
		if (strcmp(sha256(hex, (*next)->text), PQgetvalue(applied, i, 1)) != 0)
			return problem_set(p, PROBLEM_CONFLICT, SAY_MIGRATION_EDITED, name);
	}
	return true;
}

static bool
apply(PGconn *pg, const struct embedded *m, struct problem *p)
{
	char hex[HEX_SIZE];

	return setup_run(pg, "begin", m->name, p) && setup_run(pg, m->text, m->name, p) &&
		setup_tell(pg, &sql_migration_insert, ARGS(m->name, sha256(hex, m->text)), m->name, p) &&
		setup_run(pg, "commit", m->name, p);
}

/* As this release has them; to put in place what is there already changes nothing. */
static bool
put_functions(PGconn *pg, struct problem *p)
{
	bool ok = setup_run(pg, "begin", "functions", p);

	for (const struct embedded *f = functions; ok && f->name != NULL; f++)
		ok = setup_run(pg, f->text, f->name, p);
	return ok && setup_run(pg, "commit", "functions", p);
}

/* The roles, which belong to the server and not to the database, and then the owner's. */
static bool
prepare_owner(PGconn *pg, struct problem *p)
{
	PGresult   *result = PQexec(pg, sql_owner_prepare.text);
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool        ok = PQresultStatus(result) == PGRES_COMMAND_OK;

	if (state != NULL && strcmp(state, "42501") == 0)
		problem_set(p, PROBLEM_DATABASE, SAY_CANNOT_PREPARE, PQuser(pg), PQdb(pg));
	else if (!ok)
		setup_refused(pg, result, "migrate", p);
	PQclear(result);
	return ok && setup_become_owner(pg, p);
}

static bool
migrate(PGconn *pg, struct problem *p)
{
	const struct embedded *next;
	PGresult              *applied;
	bool                   ok;
	int                    had, made = 0;

	/* Ends with the connection. */
	if (!setup_tell(pg, &sql_migration_lock, NULL, 0, "migrate", p) || !prepare_owner(pg, p) ||
	    !setup_tell(pg, &sql_migration_table, NULL, 0, "migrate", p))
		return false;
	applied = setup_ask(pg, &sql_migration_all, NULL, 0, "migrate", p);
	if (applied == NULL)
		return false;
	had = PQntuples(applied);
	ok = compare(applied, &next, p);
	PQclear(applied);
	for (; ok && next->name != NULL; next++, made++) {
		ok = apply(pg, next, p);
		if (ok)
			setup_say(p->mem, SAY_MIGRATION_APPLIED, next->name);
	}
	ok = ok && put_functions(pg, p);
	if (ok && made == 0)
		setup_say(p->mem, SAY_MIGRATED_ALREADY, DIGITS(had));
	return ok;
}

int
migrate_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	PGconn        *pg = NULL;
	int            status = EXIT_SUCCESS;

	if (sodium_init() < 0)
		problem_set(&p, PROBLEM_INTERNAL, SAY_NO_RANDOMNESS);
	else if (argc > 0)
		problem_set(&p, PROBLEM_BAD_REQUEST, SAY_WORD_UNKNOWN, argv[0], "migrate");
	else if ((pg = setup_connect(conninfo, &p)) != NULL)
		migrate(pg, &p);
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
