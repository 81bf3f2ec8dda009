/*
 * The daemon's settings: INI file < TWINNING_* environment < flags.
 *
 * One table (config.c) names every setting with its unit, default and limits;
 * the file, the environment, the flags, --help, --dump-config and --example
 * all read it. They are read at start; some of them again on SIGHUP.
 *
 * The setting admin_port is "admin_port = 9080" in the file,
 * TWINNING_ADMIN_PORT=9080 in the environment and "--admin-port=9080" or
 * "--admin_port 9080" as a flag.
 */
#ifndef ENGINE_CONFIG_H
#define ENGINE_CONFIG_H

#include "proto/message.h"

enum config_role { SERVES_ALL, SERVES_API, SERVES_JOBS };

struct config {
	int         role;		/* config_role_vocab: an enum config_role */
	int64_t     processes;		/* that serve; more than one are started and watched by another */
	const char *database;		/* libpq connection string; no password in it */
	const char *address;
	int64_t     port;		/* 0: any free one, said in the log */
	const char *admin_address;
	int64_t     admin_port;
	int64_t     connections;	/* to the database */
	int64_t     wait_ms;
	int64_t     profiles_mib;	/* of memory, for profiles that were asked for */
	const char *tls_certificate, *tls_key;	/* files; "": no TLS; the certificate's file */
	const char *tls_address;
	int64_t     tls_port;
	int64_t     clients;		/* HTTP connections at once */
	int64_t     clients_per_address;
	int64_t     body_limit;		/* bytes */
	int64_t     import_limit;	/* the same, of a file of partners */
	int64_t     head_seconds, body_seconds, answer_seconds, idle_seconds, write_seconds;
	bool        reuse_port;
	int64_t     requests_per_caller, requests_per_address;	/* a minute; 0: no limit */
	const char *proxies;		/* addresses; NULL: none */
	int64_t     session_hours, session_idle_minutes;
	int64_t     lease_seconds;	/* how long a worker is believed to live without a sign of life */
	int         log_level;		/* log_level_vocab: an enum log_level */
	/* No settings: the flags that config_load() was given, to read it all again. */
	int         flag_count;
	char      **flags;
};

extern const struct message config_message;
extern const struct config  config_preset;	/* what holds for settings that nobody gives */
extern const struct vocab   config_role_vocab, log_level_vocab;

/*
 * Reads file, environment and flags (argv from the first flag). The file is the
 * one of --config, else /etc/twinning/twinningd.ini if there is one. Strings
 * live in `mem`. Every wrong setting is one of p->field: where it was given,
 * its name and the reason are in .why.
 */
bool config_load(int argc, char **argv, struct arena *mem, struct config *c, struct problem *p);

/* Whether a setting may change while the daemon serves; the others need a restart. */
bool config_is_live(const struct field *f);
bool config_same(const struct field *f, const struct config *a, const struct config *b);
/* Copies one setting; a text stays where it is. */
void config_put(const struct field *f, struct config *to, const struct config *from);

/* The setting a flag such as "--admin-port" or "--port=8080" gives, "config" for the file's, or NULL. */
const char *config_flag(const char *word);

/* The setting that a misspelt flag may have meant, or NULL. */
const char *config_flag_meant(const char *word);

void config_print_example(void);		/* an INI file with every setting explained */
void config_print(const struct config *c);	/* as an INI file: what is in force */

#endif
