/*
 * A ranking as people and spreadsheets read it.
 */
#ifndef ENGINE_CLI_RANKING_H
#define ENGINE_CLI_RANKING_H

#include <cjson/cJSON.h>

#include "engine/cli/cli.h"

enum ranking { RANKING_CITIES, RANKING_PARTNERS };

/* The table; then, where the answer explains, each place with its parts, evidence and what would change it. */
void ranking_print(struct cli *c, enum ranking of, const cJSON *answer);

void ranking_print_csv(struct cli *c, enum ranking of, const cJSON *answer);

#endif
