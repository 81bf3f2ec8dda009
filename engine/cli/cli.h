/*
 * twinning, the command line: what every command is given.
 *
 * The command line is a client like any other: it knows the messages of
 * proto/ and speaks HTTP, and never touches the database. Data goes to stdout,
 * everything said about it to stderr, so that output can be piped.
 *
 * One arena lives as long as the command; nothing is freed one by one.
 */
#ifndef ENGINE_CLI_CLI_H
#define ENGINE_CLI_CLI_H

#include "engine/cli/options.h"
#include "proto/arena.h"
#include "proto/buffer.h"
#include "proto/message.h"
#include "proto/say.h"

#ifndef TWINNING_VERSION
#define TWINNING_VERSION "0.1"
#endif

/* How the command ends, for scripts. 64 and 75 are EX_USAGE and EX_TEMPFAIL of sysexits(3). */
enum leave {
	LEAVE_OK = 0,
	LEAVE_FAILED = 1,
	LEAVE_REJECTED_ROWS = 3,
	LEAVE_SIGN_IN = 4,
	LEAVE_USAGE = 64,
	LEAVE_TRY_AGAIN = 75,
};

enum output {
	OUTPUT_PEOPLE,	/* tables */
	OUTPUT_JSON,	/* the server's bytes */
	OUTPUT_CSV,
};

struct command;
struct http;
struct profile;

struct cli {
	struct arena         *mem;
	enum lang             lang;
	enum output           output;
	const struct command *command;		/* NULL until it is known */
	const char          **operand;		/* what follows the command's words */
	size_t                operands;
	const char           *about;		/* which of several operands is being worked on; NULL: none */
	struct texts          given[OPTIONS];	/* every value of each option, in order */
	struct profile       *profile;
	struct http          *http;
	bool                  stdout_is_terminal, stderr_is_terminal;
	bool                  colour;
	int                   width;		/* columns of the terminal; 0: no limit */
};

/* The last value of an option, or NULL; "" for one that takes none. */
const char *cli_option(const struct cli *c, enum opt o);

/* A sentence in the language of the command; lives as long as the command. */
const char *cli_text(const struct cli *c, enum say say, ...);

/* "twinning: sentence" on stderr. */
void cli_tell(const struct cli *c, enum say say, ...);

/* The same, after a mistake in how the command was called; always LEAVE_USAGE. */
enum leave cli_misused(const struct cli *c, enum say say, ...);

/* A line on stderr that the next one writes over; only on a terminal. NULL takes it away. */
void cli_progress(const struct cli *c, const char *line);

/* A whole file, or stdin for "-"; NULL after telling why not. Lives as long as the command. */
char *cli_read_file(const struct cli *c, const char *path, size_t *length);

/* Whole or not at all, and for its owner alone, for what we write names people. False after telling why. */
bool cli_write_file(struct cli *c, const char *path, const void *bytes, size_t length);

/* The same where -o says, which is told; else to stdout. */
enum leave cli_put_file(struct cli *c, const void *bytes, size_t length);

/* Of `words`, the one that is most like `word`, or NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *words, size_t count);

#endif
