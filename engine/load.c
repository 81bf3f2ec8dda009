#include "engine/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/setup.h"

static const char DEMO[] = "demo_";

static bool
is_demo(const struct embedded *file)
{
	return strncmp(file->name, DEMO, strlen(DEMO)) == 0;
}

static bool
is_csv(const struct embedded *file)
{
	return strcmp(strrchr(file->name, '.'), ".csv") == 0;
}

/* "11_city.csv" and "11_city.sql" belong together. */
static bool
same_stem(const struct embedded *a, const struct embedded *b)
{
	size_t n = (size_t)(strrchr(a->name, '.') - a->name);

	return b->name != NULL && strncmp(a->name, b->name, n + 1) == 0;
}

/* The table that "11_city.csv" is named after. */
static const char *
table_of(struct arena *mem, const struct embedded *file)
{
	const char *table = strchr(file->name, '_') + 1;

	return arena_strndup(mem, table, (size_t)(strrchr(table, '.') - table));
}

/* Copies the rows of a file into the table "staged". */
static bool
stage(PGconn *pg, const struct embedded *file, struct problem *p)
{
	const char *header = arena_strndup(p->mem, file->text, strcspn(file->text, "\n"));
	PGresult   *result;
	bool        ok;

	if (!setup_tell(pg, &sql_reference_stage, ARGS(header), file->name, p))
		return false;
	result = PQexec(pg, "copy staged from stdin (format csv, header match)");
	ok = PQresultStatus(result) == PGRES_COPY_IN || setup_refused(pg, result, file->name, p);
	PQclear(result);
	if (!ok)
		return false;
	if (PQputCopyData(pg, file->text, (int)strlen(file->text)) != 1 || PQputCopyEnd(pg, NULL) != 1)
		return setup_refused(pg, NULL, file->name, p);
	while ((result = PQgetResult(pg)) != NULL) {
		ok = ok && (PQresultStatus(result) == PGRES_COMMAND_OK || setup_refused(pg, result, file->name, p));
		PQclear(result);
	}
	return ok;
}

static bool
sync_table(PGconn *pg, const struct embedded *file, long *changed, struct problem *p)
{
	PGresult *result = setup_ask(pg, &sql_reference_sync, ARGS(table_of(p->mem, file)), file->name, p);

	if (result == NULL)
		return false;
	*changed += atol(PQgetvalue(result, 0, 0));
	PQclear(result);
	return true;
}

/* A CSV file goes into its table, or through the script of the same stem; a script without a CSV just runs. */
static bool
load_files(PGconn *pg, bool demo, long *changed, struct problem *p)
{
	for (const struct embedded *file = reference; file->name != NULL; file++) {
		if (is_demo(file) && !demo)
			continue;
		if (!is_csv(file)) {
			if (!setup_run(pg, file->text, file->name, p))
				return false;
		} else if (!stage(pg, file, p) ||
		    (!same_stem(file, file + 1) && !sync_table(pg, file, changed, p))) {
			return false;
		}
	}
	return true;
}

/* What people have edited is theirs; the files say nothing of it any more. */
static bool
tell_kept(PGconn *pg, struct problem *p)
{
	PGresult *kept = setup_ask(pg, &sql_reference_kept, NULL, 0, "load", p);

	if (kept == NULL)
		return false;
	if (*PQgetvalue(kept, 0, 0) != '0')
		setup_say(p->mem, SAY_LOADED_KEPT, PQgetvalue(kept, 0, 1), PQgetvalue(kept, 0, 2), PQgetvalue(kept, 0, 3));
	PQclear(kept);
	return true;
}

static bool
load(PGconn *pg, bool demo, struct problem *p)
{
	long changed = 0;

	if (!setup_tell(pg, &sql_migration_lock, NULL, 0, "load", p) ||
	    !setup_run(pg, "begin", "load", p) || !load_files(pg, demo, &changed, p) ||
	    !setup_run(pg, "commit", "load", p))
		return false;
	setup_say(p->mem, demo ? SAY_LOADED_DEMO : SAY_LOADED, DIGITS(changed));
	return tell_kept(pg, p);
}

int
load_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	PGconn        *pg = NULL;
	bool           demo = false;
	int            status = EXIT_SUCCESS;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--demo") == 0)
			demo = true;
		else
			problem_set(&p, PROBLEM_BAD_REQUEST, SAY_WORD_UNKNOWN, argv[i], "load [--demo]");
	}
	if (p.code == PROBLEM_NONE && (pg = setup_connect_owner(conninfo, &p)) != NULL)
		load(pg, demo, &p);
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
