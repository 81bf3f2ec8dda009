/*
 * Pairing lists for a meeting.
 */
#ifndef ENGINE_CLI_PAIR_CMD_H
#define ENGINE_CLI_PAIR_CMD_H

#include "engine/cli/cli.h"

enum leave pair_build_run(struct cli *c);
enum leave pair_show_run(struct cli *c);

#endif
