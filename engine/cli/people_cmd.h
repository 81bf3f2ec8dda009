/*
 * Signing in and out, users, and tokens.
 */
#ifndef ENGINE_CLI_PEOPLE_CMD_H
#define ENGINE_CLI_PEOPLE_CMD_H

#include "engine/cli/cli.h"

struct resource;
extern const struct resource user_resource, token_resource;

/* What user_state_run() makes of a user: c->command->subject. */
extern const char user_disable[], user_enable[];

enum leave sign_in_run(struct cli *c);
enum leave sign_out_run(struct cli *c);
enum leave me_run(struct cli *c);

enum leave user_add_run(struct cli *c);
enum leave user_change_run(struct cli *c);
enum leave user_state_run(struct cli *c);
enum leave user_password_run(struct cli *c);

enum leave token_create_run(struct cli *c);
enum leave token_revoke_run(struct cli *c);
enum leave token_rotate_run(struct cli *c);

#endif
