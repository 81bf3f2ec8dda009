/*
 * Where the service is and who asks: config file < environment < --url.
 *
 * The token comes from a file that only its owner can read, or from
 * TWINNING_TOKEN; never from the command line, where every user of the machine
 * could see it.
 */
#ifndef ENGINE_CLI_PROFILE_H
#define ENGINE_CLI_PROFILE_H

#include "engine/cli/cli.h"

struct profile {
	const char *url;
	const char *token;	/* NULL: none */
	const char *ca;		/* file of certificates to trust; NULL: the system's */
	const char *lang;	/* NULL: not stated */
	const char *path;	/* the file that was, or would be, read */
};

/* LEAVE_OK, or how to leave after telling what is wrong. */
enum leave profile_load(struct cli *c);

/*
 * Puts the address and a token into the file, readable by its owner alone, or takes the token
 * out of it (NULL); what else it says stays. LEAVE_OK, or LEAVE_FAILED after telling.
 */
enum leave profile_save(struct cli *c, const char *token);

#endif
