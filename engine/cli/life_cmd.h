/*
 * What becomes of a pairing list, and questions about it.
 */
#ifndef ENGINE_CLI_LIFE_CMD_H
#define ENGINE_CLI_LIFE_CMD_H

#include "engine/cli/cli.h"

/* Subjects of pair_move_run: the last word of the path. */
extern const char pair_propose[], pair_approve[], pair_announce[], pair_withdraw[];

enum leave pair_move_run(struct cli *c);
enum leave pair_stage_run(struct cli *c);
enum leave pair_why_run(struct cli *c);
enum leave pair_diff_run(struct cli *c);

#endif
