/*
 * The daemon's settings: INI file < TWINNING_* environment < flags.
 *
 * One table (config.c) names every setting with its unit, default and limits;
 * the file, the environment, the flags, --help, --dump-config and --example
 * all read it. Settings are read once at start.
 */
#ifndef ENGINE_CONFIG_H
#define ENGINE_CONFIG_H

#include "proto/message.h"

struct config {
	const char *database;		/* libpq connection string; no password in it */
	const char *address;
	int64_t     port;		/* 0: any free one, said in the log */
	const char *admin_address;
	int64_t     admin_port;
	int64_t     connections;	/* to the database */
	int64_t     wait_ms;
	int64_t     clients;		/* HTTP connections at once */
	int64_t     body_limit;		/* bytes */
	int64_t     head_seconds, body_seconds, idle_seconds, write_seconds;
	bool        reuse_port;
	int         log_level;		/* log_level_vocab: error, warn, info, debug */
};

extern const struct message config_message;

/*
 * Reads file, environment and flags (argv from `first`; "--port=8080" or "--port 8080").
 * Strings live in `mem`. Every wrong setting is reported by name.
 */
bool config_load(int argc, char **argv, struct arena *mem, struct config *c, struct problem *p);

void config_print_example(void);		/* an INI file with every setting explained */
void config_print(const struct config *c);	/* as an INI file: what is in force */

#endif
