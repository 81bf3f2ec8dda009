/*
 * Checking a pairing list without trusting who made it.
 */
#ifndef ENGINE_CLI_VERIFY_CMD_H
#define ENGINE_CLI_VERIFY_CMD_H

#include "engine/cli/cli.h"

enum leave verify_run(struct cli *c);

#endif
