/*
 * Storing and changing a record of the network from a JSON file.
 */
#ifndef ENGINE_CLI_EDIT_CMD_H
#define ENGINE_CLI_EDIT_CMD_H

#include "engine/cli/cli.h"

/* c->command->subject is the struct resource. */
enum leave record_add_run(struct cli *c);	/* FILE: the whole of it */
enum leave record_change_run(struct cli *c);	/* ID FILE: a merge patch (RFC 7396), of what is to change */

#endif
