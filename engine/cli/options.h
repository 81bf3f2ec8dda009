/*
 * Every option, once: how it is written, what it takes, and which parameter of
 * the API it becomes. Reading, --help and completion all use this table.
 */
#ifndef ENGINE_CLI_OPTIONS_H
#define ENGINE_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/say.h"
#include "scoring/vocab.h"

enum opt {
	/* of every command */
	OPT_HELP, OPT_VERSION, OPT_JSON, OPT_CSV, OPT_LANG, OPT_CONFIG, OPT_URL, OPT_RETRIES, OPT_TIMEOUT,
	/* what to look for */
	OPT_SEARCH, OPT_COUNTRY, OPT_CITY, OPT_CATEGORY, OPT_QUADRANT, OPT_STAGE, OPT_STATE, OPT_KIND, OPT_LIMIT,
	/* how to match */
	OPT_POLICY, OPT_AS_OF, OPT_MIN_SCORE, OPT_NO_BLOCKED, OPT_NO_EXPLAIN, OPT_PROFILE, OPT_WEIGHTS,
	/* writing */
	OPT_DRY_RUN, OPT_REJECTS, OPT_TEMPLATE, OPT_UPDATE, OPT_ALL_OR_NOTHING, OPT_VALID_TO,
	/* pairing lists */
	OPT_MEETING, OPT_PIN, OPT_BAN, OPT_FLOOR, OPT_CAPACITY, OPT_MAX_PER_CITY, OPT_QUOTA, OPT_OUTPUT,
	OPT_PDF, OPT_XLSX, OPT_DOCX,
	OPT_REPLACES, OPT_CHANGE_PRICE, OPT_NOTE, OPT_SIDE, OPT_DATE, OPT_REASON, OPT_SNAPSHOT,
	OPT_BACKGROUND,
	/* people */
	OPT_NAME, OPT_EMAIL, OPT_ROLE, OPT_PARTNER, OPT_LANGUAGE, OPT_USER, OPT_SCOPE, OPT_DAYS, OPT_GRACE,
	OPTIONS
};

#define WITH(o) (UINT64_C(1) << (o))
#define WITH_EVERY_COMMAND (WITH(OPT_SEARCH) - 1)	/* all that stand before OPT_SEARCH */

struct option_row {
	const char         *name;	/* without the dashes */
	char                letter;	/* 0: none */
	const char         *value;	/* what help calls its value; NULL: it takes none */
	const char         *parameter;	/* of the query string; NULL: the command reads it itself */
	const struct vocab *words;	/* the values it knows */
	bool                file;	/* the value names a file */
	enum say            about;
};
extern const struct option_row option_rows[OPTIONS];

struct cli;

/*
 * Reads argv: what starts with a dash into c->given, the rest into c->operand.
 * False after telling what is wrong.
 */
bool options_read(struct cli *c, int argc, char **argv);

#endif
