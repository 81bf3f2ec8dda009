/*
 * What fits whom, how well, and why.
 */
#ifndef ENGINE_CLI_MATCH_CMD_H
#define ENGINE_CLI_MATCH_CMD_H

#include <cjson/cJSON.h>

#include "engine/cli/cli.h"

enum leave match_run(struct cli *c);
enum leave candidates_run(struct cli *c);

/* "60" or "60.5", of 100, as the API counts: 0..10,000,000. False after telling. */
bool match_score(const struct cli *c, enum opt o, int64_t *score);

/* Flags, blocked and demonstration of a match or a pairing, as words. */
const char *match_notes(struct cli *c, const cJSON *match);

#endif
