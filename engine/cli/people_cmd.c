#include "engine/cli/people_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/cli/body.h"
#include "engine/cli/commands.h"
#include "engine/cli/profile.h"
#include "engine/cli/resource.h"
#include "proto/access.h"

#define END { NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }

static const struct column user_list[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "email", SAY_CLI_COL_EMAIL, "email", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_WORD, &role_vocab },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &user_state_vocab },
	END
};
static const struct column user_show[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "email", SAY_CLI_COL_EMAIL, "email", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_WORD, &role_vocab },
	{ "partner", SAY_CLI_COL_PARTNER, "partner", SHOW_TEXT, NULL },
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_CITY, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &user_state_vocab },
	{ "language", SAY_CLI_COL_LANGUAGES, "language", SHOW_WORD, &user_language_vocab },
	{ "has_password", SAY_CLI_COL_HAS_PASSWORD, "has_password", SHOW_YES, NULL },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "changed", SAY_CLI_COL_CHANGED, "changed", SHOW_TEXT, NULL },
	{ "version", SAY_CLI_COL_VERSION, "version", SHOW_TEXT, NULL },
	END
};
const struct resource user_resource = { "/v1/users", user_list, user_show, NULL };

static const struct column token_list[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_WORD, &role_vocab },
	{ "user", SAY_CLI_COL_USER, "user/name", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &token_kind_vocab },
	{ "scope", SAY_CLI_COL_SCOPE, "scope", SHOW_WORD, &token_scope_vocab },
	{ "prefix", SAY_CLI_COL_PREFIX, "prefix", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &token_state_vocab },
	{ "last_use", SAY_CLI_COL_LAST_USE, "last_use", SHOW_TEXT, NULL },
	{ "expires", SAY_CLI_COL_EXPIRES, "expires", SHOW_TEXT, NULL },
	END
};
const struct resource token_resource = { "/v1/tokens", token_list, token_list, NULL };

static const struct column me_show[] = {
	{ "name", SAY_CLI_COL_USER, "user/name", SHOW_TEXT, NULL },
	{ "email", SAY_CLI_COL_EMAIL, "user/email", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_WORD, &role_vocab },
	{ "partner", SAY_CLI_COL_PARTNER, "partner", SHOW_TEXT, NULL },
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_CITY, NULL },
	{ "scope", SAY_CLI_COL_SCOPE, "scope", SHOW_WORD, &token_scope_vocab },
	{ "token", SAY_CLI_COL_ID, "token", SHOW_TEXT, NULL },
	{ "expires", SAY_CLI_COL_EXPIRES, "expires", SHOW_TEXT, NULL },
	END
};
static const struct resource me_resource = { "/v1/me", me_show, me_show, NULL };

/* Typed unseen, or a line of standard input; never a word of the command. NULL after telling. */
static const char *
read_password(struct cli *c, enum say prompt)
{
	char   *line = NULL;
	size_t  size = 0;
	ssize_t n;

	if (isatty(STDIN_FILENO))
		return arena_strdup(c->mem, getpass(cli_text(c, prompt)));
	n = getline(&line, &size, stdin);
	arena_own(c->mem, line, free);
	if (n <= 0) {
		cli_tell(c, SAY_NO_PASSWORD_CAME);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

/* --- signing in: a session, just long enough to make a token of one's own */

static enum leave
open_session(struct cli *c, const char *password)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	http_be_browser(c);
	body_text(body, "email", c->operand[0]);
	body_text(body, "password", password);
	return body_send(c, METHOD_POST, "/v1/sessions", body, &answer);
}

/* The secret of a new token, or NULL after telling. */
static const char *
make_own_token(struct cli *c, enum leave *leave)
{
	struct buffer *body = body_new(c);
	char           host[256] = "";
	const char    *secret;
	struct answer  answer;
	cJSON         *token;

	gethostname(host, sizeof(host) - 1);
	body_text(body, "name", cli_option(c, OPT_NAME) != NULL ? cli_option(c, OPT_NAME) :
		arena_printf(c->mem, "twinning@%s", host));
	body_digits(body, "days", cli_option(c, OPT_DAYS) != NULL ? cli_option(c, OPT_DAYS) : "90");
	*leave = body_send(c, METHOD_POST, "/v1/tokens", body, &answer);
	token = *leave == LEAVE_OK ? http_json(c, &answer) : NULL;
	secret = view_string(c, token, "secret");
	if (*leave == LEAVE_OK && secret[0] == '\0')
		*leave = LEAVE_FAILED;
	return *leave == LEAVE_OK ? secret : NULL;
}

enum leave
sign_in_run(struct cli *c)
{
	const char   *password = read_password(c, SAY_ASK_PASSWORD), *secret;
	enum leave    leave;
	struct answer answer;

	if (password == NULL)
		return LEAVE_FAILED;
	leave = open_session(c, password);
	if (leave != LEAVE_OK)
		return leave;
	secret = make_own_token(c, &leave);
	http_send(c, &(struct ask){ .method = METHOD_DELETE, .path = "/v1/sessions/current" }, &answer);
	if (secret == NULL || profile_save(c, secret) != LEAVE_OK)
		return leave != LEAVE_OK ? leave : LEAVE_FAILED;
	cli_tell(c, SAY_CLI_SIGNED_IN, c->operand[0], c->profile->path);
	return LEAVE_OK;
}

enum leave
sign_out_run(struct cli *c)
{
	struct answer answer;
	enum leave    leave = http_get(c, "/v1/me", &answer);
	cJSON        *me = leave == LEAVE_OK ? http_json(c, &answer) : NULL;

	if (me == NULL)
		return leave == LEAVE_OK ? LEAVE_FAILED : leave;
	leave = http_ask(c, &(struct ask){ .method = METHOD_POST,
		.path = arena_printf(c->mem, "/v1/tokens/%s/revoke", http_escape(c, view_string(c, me, "token"))) }, &answer);
	if (leave != LEAVE_OK || (leave = profile_save(c, NULL)) != LEAVE_OK)
		return leave;
	cli_tell(c, SAY_CLI_SIGNED_OUT, c->profile->path);
	return LEAVE_OK;
}

enum leave
me_run(struct cli *c)
{
	struct answer answer;
	enum leave    leave = http_get(c, me_resource.path, &answer);

	return leave != LEAVE_OK ? leave : resource_print(c, &me_resource, answer.body, answer.length);
}

/* --- users */

static const char *
user_path(struct cli *c, const char *rest)
{
	return arena_printf(c->mem, "/v1/users/%s%s", http_escape(c, c->operand[0]), rest);
}

static void
add_user_options(struct cli *c, struct buffer *body)
{
	body_text(body, "name", cli_option(c, OPT_NAME));
	body_text(body, "role", cli_option(c, OPT_ROLE));
	body_text(body, "partner", cli_option(c, OPT_PARTNER));
	body_text(body, "city", cli_option(c, OPT_CITY));
	body_text(body, "language", cli_option(c, OPT_LANGUAGE));
}

static enum leave
print_user(struct cli *c, enum leave leave, const struct answer *answer)
{
	return leave != LEAVE_OK ? leave : resource_print(c, &user_resource, answer->body, answer->length);
}

enum leave
user_add_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	body_text(body, "email", c->operand[0]);
	add_user_options(c, body);
	return print_user(c, body_send(c, METHOD_POST, "/v1/users", body, &answer), &answer);
}

enum leave
user_change_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	body_text(body, "email", cli_option(c, OPT_EMAIL));
	add_user_options(c, body);
	return print_user(c, body_send(c, METHOD_PATCH, user_path(c, ""), body, &answer), &answer);
}

const char user_disable[] = "disabled", user_enable[] = "active";

enum leave
user_state_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	body_text(body, "state", c->command->subject);
	return print_user(c, body_send(c, METHOD_PATCH, user_path(c, ""), body, &answer), &answer);
}

enum leave
user_password_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	const char    *password = read_password(c, SAY_ASK_PASSWORD);
	struct answer  answer;

	if (password == NULL)
		return LEAVE_FAILED;
	if (isatty(STDIN_FILENO) && strcmp(password, read_password(c, SAY_ASK_PASSWORD_AGAIN)) != 0) {
		cli_tell(c, SAY_PASSWORDS_DIFFER);
		return LEAVE_FAILED;
	}
	body_text(body, "password", password);
	return print_user(c, body_send(c, METHOD_POST, user_path(c, "/password"), body, &answer), &answer);
}

/* --- tokens */

/* The secret alone goes to standard output, for a file or a pipe; what it is, to people. */
static enum leave
print_secret(struct cli *c, enum leave leave, const struct answer *answer)
{
	cJSON *token = leave == LEAVE_OK && c->output != OUTPUT_JSON ? http_json(c, answer) : NULL;

	if (leave != LEAVE_OK)
		return leave;
	if (c->output == OUTPUT_JSON) {
		printf("%s\n", answer->body);
		return LEAVE_OK;
	}
	if (token == NULL)
		return LEAVE_FAILED;
	cli_tell(c, SAY_CLI_TOKEN_MADE, view_string(c, token, "id"));
	printf("%s\n", view_string(c, token, "secret"));
	return LEAVE_OK;
}

enum leave
token_create_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	body_text(body, "name", c->operand[0]);
	body_text(body, "user", cli_option(c, OPT_USER));
	body_text(body, "role", cli_option(c, OPT_ROLE));
	body_text(body, "partner", cli_option(c, OPT_PARTNER));
	body_text(body, "city", cli_option(c, OPT_CITY));
	body_text(body, "scope", cli_option(c, OPT_SCOPE));
	body_digits(body, "days", cli_option(c, OPT_DAYS));
	return print_secret(c, body_send(c, METHOD_POST, token_resource.path, body, &answer), &answer);
}

static const char *
token_path(struct cli *c, const char *verb)
{
	return arena_printf(c->mem, "/v1/tokens/%s/%s", http_escape(c, c->operand[0]), verb);
}

enum leave
token_revoke_run(struct cli *c)
{
	struct answer answer;
	enum leave    leave = http_ask(c, &(struct ask){ .method = METHOD_POST, .path = token_path(c, "revoke") }, &answer);

	return leave != LEAVE_OK ? leave : resource_print(c, &token_resource, answer.body, answer.length);
}

enum leave
token_rotate_run(struct cli *c)
{
	struct buffer *body = body_new(c);
	struct answer  answer;

	body_digits(body, "grace_minutes", cli_option(c, OPT_GRACE));
	return print_secret(c, body_send(c, METHOD_POST, token_path(c, "rotate"), body, &answer), &answer);
}
