/*
 * Who may come in: users, their sessions, and tokens.
 *
 * A token opens the API to a program; a session is a token too, but it lives in
 * a cookie of a browser and ends by itself. Either may belong to a user, and
 * then it may do what that user may.
 */
#ifndef PROTO_ACCESS_H
#define PROTO_ACCESS_H

#include "proto/message.h"

enum role { ROLE_STAFF, ROLE_COMPANY, ROLE_CITY, ROLE_BATCH, ROLE_ADMIN, ROLE_APPROVER, ROLE_AUDITOR, ROLES };

enum user_state { USER_ACTIVE, USER_DISABLED };

enum user_language { USER_ENGLISH, USER_KOREAN };

enum token_kind { TOKEN_PROGRAM, TOKEN_SESSION };

enum token_scope { SCOPE_ALL, SCOPE_READ };

enum token_state { TOKEN_VALID, TOKEN_EXPIRED, TOKEN_REVOKED };

extern const struct vocab role_vocab, user_state_vocab, user_language_vocab, token_kind_vocab, token_scope_vocab,
	token_state_vocab;

/* Characters of a password: long enough to resist guessing at the speed that we hash. */
enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 };

struct user {
	const char *name, *email;
	int         role;		/* role_vocab */
	const char *partner, *city;	/* whose company, whose officer */
	int         state;		/* user_state_vocab */
	int         language;		/* user_language_vocab */
	/* Set by the server. */
	const char *id;
	bool        has_password;
	const char *created, *changed;
	int64_t     version;
};

struct user_brief {
	const char *id, *name, *email;
	int         language;
};

struct token {
	const char   *id;
	int           kind;		/* token_kind_vocab */
	const char   *name;
	int           role;		/* role_vocab */
	const char   *partner, *city;
	struct object user;		/* of struct user_brief; absent for a program of nobody's */
	int           scope;		/* token_scope_vocab */
	const char   *prefix;		/* how its secret begins */
	int           state;		/* token_state_vocab */
	const char   *created, *expires, *last_use, *revoked;
	const char   *replaces;		/* the token it took over from */
	const char   *secret;		/* only in the answer that makes it */
};

/* What one asks for a new token. */
struct token_request {
	const char  *name;
	const char  *user;
	int          role;		/* -1: the user's */
	const char  *partner, *city;
	int          scope;
	struct maybe days;		/* it lasts; else without end */
};

struct rotation {
	int64_t grace_minutes;		/* for which the old secret still opens */
};

struct sign_in {
	const char *email, *password;
};

struct new_password {
	const char *password, *current;
};

/* Who asks. */
struct me {
	const char   *token;		/* id */
	int           kind;
	int           scope;
	const char   *expires;
	int           role;
	const char   *partner, *city;
	struct object user;		/* of struct user_brief */
};

/* Filters of the lists of users and tokens. */
struct access_query {
	const char *q, *user;
	int         role, state, kind;	/* -1: any */
	int64_t     limit;
	const char *cursor;
};

extern const struct message user_message, user_page, user_query_message;
extern const struct message token_message, token_page, token_query_message, token_request_message, rotation_message;
extern const struct message sign_in_message, new_password_message, me_message;

#endif
