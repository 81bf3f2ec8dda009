/*
 * Finding partners, cities and projects by their names.
 */
#ifndef ENGINE_CLI_SEARCH_CMD_H
#define ENGINE_CLI_SEARCH_CMD_H

#include "engine/cli/cli.h"

enum leave search_run(struct cli *c);

#endif
