/*
 * Many partners from one file: uploaded, tried or stored by the service, and undone; and all of them in one.
 */
#ifndef ENGINE_CLI_IMPORT_CMD_H
#define ENGINE_CLI_IMPORT_CMD_H

#include "engine/cli/resource.h"

extern const struct resource import_resource;

enum leave partner_import_run(struct cli *c);
enum leave partner_export_run(struct cli *c);
enum leave import_undo_run(struct cli *c);

#endif
