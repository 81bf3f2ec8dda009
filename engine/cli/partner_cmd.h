/*
 * Entering partners, and taking them through review.
 */
#ifndef ENGINE_CLI_PARTNER_CMD_H
#define ENGINE_CLI_PARTNER_CMD_H

#include "engine/cli/cli.h"

/* One step of review: a verb of the API. */
struct partner_step {
	const char *verb;
	bool        has_term;	/* takes --valid-to */
};
extern const struct partner_step partner_submit, partner_verify, partner_suspend, partner_renew;

enum leave partner_add_run(struct cli *c);
enum leave partner_step_run(struct cli *c);	/* c->command->subject: a struct partner_step */

#endif
