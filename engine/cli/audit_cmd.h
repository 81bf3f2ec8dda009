/*
 * twinning audit: the record of changes, its head, and whether it is whole.
 */
#ifndef ENGINE_CLI_AUDIT_CMD_H
#define ENGINE_CLI_AUDIT_CMD_H

#include "engine/cli/cli.h"

enum leave audit_head_run(struct cli *c);
enum leave audit_verify_run(struct cli *c);	/* its operand: a head that was kept, or none */

#endif
