#include "engine/setup.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"

enum { OLDEST_SERVER = 150000 };

/* The operator's, as the environment says it. */
static enum lang
language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && *value != '\0')
			return strncmp(value, "ko", 2) == 0 ? LANG_KO : LANG_EN;
	}
	return LANG_EN;
}

void
setup_say(struct arena *mem, enum say say, ...)
{
	struct said said;
	va_list     args;

	va_start(args, say);
	said = say_vmake(mem, say, args);
	va_end(args);
	puts(say_text(mem, language(), &said));
}

const char *
setup_text(struct arena *mem, enum say say)
{
	return say_text(mem, language(), &(struct said){ .say = say });
}

int
setup_fail(const struct problem *p)
{
	if (p->fields == 0)
		fprintf(stderr, "twinningd: %s\n", say_text(p->mem, language(), &p->detail));
	for (size_t i = 0; i < p->fields && i < PROBLEM_FIELDS; i++)
		fprintf(stderr, "twinningd: %s\n", say_text(p->mem, language(), &p->field[i].why));
	return EXIT_FAILURE;
}

/* libpq ends its messages with a line end, or begins them with blanks. */
static const char *
trimmed(struct arena *mem, const char *message)
{
	size_t n;

	message += strspn(message, " \n");
	n = strlen(message);
	while (n > 0 && (message[n - 1] == '\n' || message[n - 1] == ' '))
		n--;
	return arena_strndup(mem, message, n);
}

/* "relation already exists, skipping" tells an operator nothing. */
static void
on_notice(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

PGconn *
setup_connect(const char *conninfo, struct problem *p)
{
	PGconn     *pg = PQconnectdb(conninfo);
	const char *encoding;

	if (PQstatus(pg) != CONNECTION_OK) {
		problem_set(p, PROBLEM_DATABASE, SAY_CANNOT_CONNECT, trimmed(p->mem, PQerrorMessage(pg)));
		PQfinish(pg);
		return NULL;
	}
	PQsetNoticeProcessor(pg, on_notice, NULL);
	PQsetClientEncoding(pg, "UTF8");
	encoding = PQparameterStatus(pg, "server_encoding");
	if (PQserverVersion(pg) < OLDEST_SERVER)
		problem_set(p, PROBLEM_DATABASE, SAY_SERVER_TOO_OLD, DIGITS(PQserverVersion(pg) / 10000),
			DIGITS(OLDEST_SERVER / 10000));
	else if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		problem_set(p, PROBLEM_DATABASE, SAY_DATABASE_NOT_UTF8, PQdb(pg));
	else
		return pg;
	PQfinish(pg);
	return NULL;
}

bool
setup_become_owner(PGconn *pg, struct problem *p)
{
	PGresult   *result = PQexec(pg, sql_owner_become.text);
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (state != NULL && strcmp(state, "22023") == 0)	/* there is no such role */
		problem_set(p, PROBLEM_DATABASE, SAY_NOT_MIGRATED);
	else if (state != NULL && strcmp(state, "42501") == 0)
		problem_set(p, PROBLEM_DATABASE, SAY_NOT_THE_OWNER, PQuser(pg));
	else if (PQresultStatus(result) != PGRES_TUPLES_OK)
		setup_refused(pg, result, "twinning_owner", p);
	PQclear(result);
	return p->code == PROBLEM_NONE;
}

PGconn *
setup_connect_owner(const char *conninfo, struct problem *p)
{
	PGconn *pg = setup_connect(conninfo, p);

	if (pg == NULL || setup_become_owner(pg, p))
		return pg;
	PQfinish(pg);
	return NULL;
}

bool
setup_refused(const PGconn *pg, const PGresult *result, const char *doing, struct problem *p)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	/* undefined_table, undefined_function, undefined_object */
	if (state != NULL && (strcmp(state, "42P01") == 0 || strcmp(state, "42883") == 0 ||
	    strcmp(state, "42704") == 0))
		return problem_set(p, PROBLEM_DATABASE, SAY_NOT_MIGRATED);
	return problem_set(p, PROBLEM_DATABASE, SAY_DATABASE_REFUSED, doing,
		trimmed(p->mem, result != NULL ? PQresultErrorMessage(result) : PQerrorMessage(pg)));
}

static bool
is_good(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

PGresult *
setup_ask(PGconn *pg, const struct query *q, const char *const *args, int nargs, const char *doing,
	struct problem *p)
{
	PGresult *result;

	assert(nargs == q->params);
	result = PQexecParams(pg, q->text, nargs, NULL, args, NULL, NULL, 0);
	if (is_good(result))
		return result;
	setup_refused(pg, result, doing, p);
	PQclear(result);
	return NULL;
}

bool
setup_tell(PGconn *pg, const struct query *q, const char *const *args, int nargs, const char *doing,
	struct problem *p)
{
	PGresult *result = setup_ask(pg, q, args, nargs, doing, p);

	PQclear(result);
	return result != NULL;
}

bool
setup_run(PGconn *pg, const char *text, const char *doing, struct problem *p)
{
	PGresult *result = PQexec(pg, text);
	bool      ok = is_good(result) || setup_refused(pg, result, doing, p);

	PQclear(result);
	return ok;
}

bool
setup_list(PGconn *pg, const struct query *q, const char *doing, struct problem *p)
{
	PGresult *result = setup_ask(pg, q, NULL, 0, doing, p);
	int       columns = PQnfields(result);

	if (result == NULL)
		return false;
	for (int c = 0; c < columns; c++)
		printf("%s%c", PQfname(result, c), c + 1 < columns ? '\t' : '\n');
	for (int i = 0; i < PQntuples(result); i++)
		for (int c = 0; c < columns; c++)
			printf("%s%c", PQgetvalue(result, i, c), c + 1 < columns ? '\t' : '\n');
	PQclear(result);
	return true;
}
