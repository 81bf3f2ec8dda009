/*
 * Files to keep: a pairing list as a document, the report of a partner or a city.
 */
#ifndef ENGINE_CLI_DOCUMENT_CMD_H
#define ENGINE_CLI_DOCUMENT_CMD_H

#include "engine/cli/cli.h"

enum leave pair_export_run(struct cli *c);
enum leave report_run(struct cli *c);

#endif
