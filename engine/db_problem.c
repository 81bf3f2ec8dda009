#include "engine/db_problem.h"

#include <string.h>

#include "engine/log.h"

enum care {
	PLAIN,
	HUSH,	/* its message quotes what the client sent: not for the log */
	LEAVE,	/* a new connection may do better */
	FIELD,	/* about a member of the body: the detail is a JSON pointer to it */
	OLDER,	/* the database is older than this release: the log says what to do */
	LOUD,	/* the engine should have refused it itself */
};

/* The first row that a SQLSTATE begins with decides. */
static const struct row {
	const char       *state;
	enum problem_code code;
	enum say          say;
	enum care         care;
} rows[] = {
	/* Raised by our own functions, sql/migrations. */
	{ "TW401", PROBLEM_NO_TOKEN,      SAY_NO_TOKEN,         PLAIN },
	{ "TW403", PROBLEM_FORBIDDEN,     SAY_LIST_TWO_PERSONS, PLAIN },
	{ "TW404", PROBLEM_NOT_FOUND,     SAY_DB_NOT_FOUND,     PLAIN },
	{ "TW409", PROBLEM_CONFLICT,      SAY_DB_STATE,         PLAIN },
	{ "TW412", PROBLEM_STALE,         SAY_DB_STALE,         PLAIN },
	{ "TW417", PROBLEM_CONFLICT,      SAY_LIST_NOT_MOVING,  PLAIN },
	{ "TW418", PROBLEM_CONFLICT,      SAY_STAGE_ORDER,      PLAIN },
	{ "TW419", PROBLEM_CONFLICT,      SAY_STAGE_DAY,        PLAIN },
	{ "TW420", PROBLEM_CONFLICT,      SAY_LIST_REPLACED,    PLAIN },
	{ "TW430", PROBLEM_CONFLICT,      SAY_EMAIL_TAKEN,      PLAIN },
	{ "TW431", PROBLEM_CONFLICT,      SAY_NOT_ONESELF,      PLAIN },
	{ "TW432", PROBLEM_FORBIDDEN,     SAY_TOKEN_NOT_TO_MAKE, PLAIN },
	{ "TW433", PROBLEM_CONFLICT,      SAY_TOKEN_NOT_TO_RENEW, PLAIN },
	{ "TW434", PROBLEM_BAD_FIELD,     SAY_TOKEN_NEEDS_ROLE, PLAIN },
	{ "TW440", PROBLEM_BAD_FIELD,     SAY_NO_SUCH_ID,       FIELD },
	{ "TW441", PROBLEM_BAD_FIELD,     SAY_FACT_STAYS,       FIELD },
	{ "TW442", PROBLEM_BAD_FIELD,     SAY_ALIAS_TAKEN,      FIELD },
	{ "TW443", PROBLEM_BAD_FIELD,     SAY_ID_TAKEN,         FIELD },
	{ "TW422", PROBLEM_KEY_REUSED,    SAY_DB_KEY_REUSED,    PLAIN },
	{ "TW490", PROBLEM_CONFLICT,      SAY_IMPORT_BUSY,      PLAIN },
	{ "TW491", PROBLEM_CONFLICT,      SAY_IMPORT_STORED,    PLAIN },
	{ "TW492", PROBLEM_CONFLICT,      SAY_IMPORT_NOT_STORED, PLAIN },
	{ "TW493", PROBLEM_CONFLICT,      SAY_IMPORT_NOTHING_MAPPED, PLAIN },

	{ "42501", PROBLEM_FORBIDDEN,     SAY_NOT_YOURS,        LOUD },	/* row level security, or a right not granted */
	{ "23505", PROBLEM_CONFLICT,      SAY_DB_TWICE,         PLAIN },
	{ "23503", PROBLEM_BAD_FIELD,     SAY_DB_NO_SUCH_THING, PLAIN },
	{ "22",    PROBLEM_BAD_FIELD,     SAY_DB_BAD_VALUE,     HUSH },

	{ "57014", PROBLEM_SLOW_DATABASE, SAY_DB_STOPPED,       PLAIN },	/* statement_timeout */
	{ "57",    PROBLEM_DATABASE,      SAY_DB_AWAY,          PLAIN },
	{ "55P03", PROBLEM_BUSY,          SAY_DB_BUSY,          PLAIN },	/* lock_timeout */
	{ "40",    PROBLEM_BUSY,          SAY_DB_BUSY,          PLAIN },	/* deadlock, serialisation: asked again it may pass */
	{ "53",    PROBLEM_BUSY,          SAY_DB_FULL,          PLAIN },
	{ "08",    PROBLEM_DATABASE,      SAY_DB_AWAY,          PLAIN },

	/* The primary has moved and this is no longer it. */
	{ "25006", PROBLEM_DATABASE,      SAY_DB_AWAY,          LEAVE },
	/* A prepared statement that is gone, there twice, or older than its tables. */
	{ "26000", PROBLEM_DATABASE,      SAY_DB_AWAY,          LEAVE },
	{ "42P05", PROBLEM_DATABASE,      SAY_DB_AWAY,          LEAVE },
	{ "0A000", PROBLEM_DATABASE,      SAY_DB_AWAY,          LEAVE },

	/* A function, a table or a column that is not there. */
	{ "42883", PROBLEM_INTERNAL,      SAY_DB_INTERNAL,      OLDER },
	{ "42P01", PROBLEM_INTERNAL,      SAY_DB_INTERNAL,      OLDER },
	{ "42703", PROBLEM_INTERNAL,      SAY_DB_INTERNAL,      OLDER },

	{ "",      PROBLEM_INTERNAL,      SAY_DB_INTERNAL,      PLAIN },
};

static const char *
field(const PGresult *r, int code)
{
	const char *text = PQresultErrorField(r, code);

	return text == NULL ? "" : text;
}

static void
write_log(const struct row *row, const PGresult *failed, const char *query)
{
	void (*log)(const char *fmt, ...) = row->care == LOUD || row->code == PROBLEM_INTERNAL ? log_error :
	                                    problem_status(row->code) < 500 ? log_info : log_warn;

	log("database query=%s sqlstate=%s problem=%s table=%s constraint=%s: %s%s", query,
		field(failed, PG_DIAG_SQLSTATE), problem_name(row->code), field(failed, PG_DIAG_TABLE_NAME),
		field(failed, PG_DIAG_CONSTRAINT_NAME),
		row->care == HUSH ? "a value cannot be taken" : field(failed, PG_DIAG_MESSAGE_PRIMARY),
		row->care == OLDER ? "; run \"twinningd migrate\"" : "");
}

bool
db_problem(const PGresult *failed, const char *query, struct problem *p)
{
	const char       *state = field(failed, PG_DIAG_SQLSTATE);
	const struct row *row = rows;

	while (strncmp(state, row->state, strlen(row->state)) != 0)
		row++;
	write_log(row, failed, query);
	if (p != NULL && row->care == FIELD)
		problem_at(p, field(failed, PG_DIAG_MESSAGE_DETAIL), row->say);
	else if (p != NULL)
		problem_set(p, row->code, row->say);
	return row->care == LEAVE;
}
