#include "proto/access.h"

#include "proto/network.h"

enum { ID_MAX = 80, NAME_LONGEST = 200, EMAIL_MAX = 254, MOMENT_MAX = 40, DAYS_MAX = 36500 };

static const struct word role_words[] = {
	[ROLE_STAFF]    = { "staff", "Centre staff", "센터 직원" },
	[ROLE_COMPANY]  = { "company", "company", "기업" },
	[ROLE_CITY]     = { "city", "city officer", "도시 담당관" },
	[ROLE_BATCH]    = { "batch", "batch job", "배치 작업" },
	[ROLE_ADMIN]    = { "admin", "administrator", "관리자" },
	[ROLE_APPROVER] = { "approver", "approver", "승인자" },
	[ROLE_AUDITOR]  = { "auditor", "auditor", "감사인" },
	{ NULL, NULL, NULL }
};
const struct vocab role_vocab = { "Role", "role", "역할", role_words };

static const struct word user_state_words[] = {
	[USER_ACTIVE]   = { "active", "active", "사용 중" },
	[USER_DISABLED] = { "disabled", "disabled", "중지됨" },
	{ NULL, NULL, NULL }
};
const struct vocab user_state_vocab = { "UserState", "state of a user", "사용자 상태", user_state_words };

static const struct word user_language_words[] = {
	[USER_ENGLISH] = { "en", "English", "영어" },
	[USER_KOREAN]  = { "ko", "Korean", "한국어" },
	{ NULL, NULL, NULL }
};
const struct vocab user_language_vocab = { "UserLanguage", "language", "언어", user_language_words };

static const struct word token_kind_words[] = {
	[TOKEN_PROGRAM] = { "token", "token of a program", "프로그램용 토큰" },
	[TOKEN_SESSION] = { "session", "session of a browser", "브라우저 세션" },
	{ NULL, NULL, NULL }
};
const struct vocab token_kind_vocab = { "TokenKind", "kind of token", "토큰 종류", token_kind_words };

static const struct word token_scope_words[] = {
	[SCOPE_ALL]  = { "all", "all that its role may do", "역할에 허용된 모든 작업" },
	[SCOPE_READ] = { "read", "reading only", "읽기 전용" },
	{ NULL, NULL, NULL }
};
const struct vocab token_scope_vocab = { "TokenScope", "scope of a token", "토큰 범위", token_scope_words };

static const struct word token_state_words[] = {
	[TOKEN_VALID]   = { "valid", "valid", "유효" },
	[TOKEN_EXPIRED] = { "expired", "expired", "만료됨" },
	[TOKEN_REVOKED] = { "revoked", "revoked", "폐기됨" },
	{ NULL, NULL, NULL }
};
const struct vocab token_state_vocab = { "TokenState", "state of a token", "토큰 상태", token_state_words };

/* A company's needs its partner, a city's its city, and nobody else has either. */
static void
check_owner(int role, const char *partner, const char *city, const char *at, struct problem *p)
{
	if (role == ROLE_COMPANY && partner == NULL)
		problem_at(p, arena_printf(p->mem, "%s/partner", at), SAY_ROLE_NEEDS, "company");
	if (role != ROLE_COMPANY && partner != NULL)
		problem_at(p, arena_printf(p->mem, "%s/partner", at), SAY_ROLE_TAKES_NONE, "company");
	if (role == ROLE_CITY && city == NULL)
		problem_at(p, arena_printf(p->mem, "%s/city", at), SAY_ROLE_NEEDS, "city");
	if (role != ROLE_CITY && city != NULL)
		problem_at(p, arena_printf(p->mem, "%s/city", at), SAY_ROLE_TAKES_NONE, "city");
}

static const struct field user_fields[] = {
	{ MEMBER(struct user, id), .name = "id", .server = true, .required = true, .min = 1, .max = ID_MAX,
	  .form = FORM_ID, .about = "Id of the user." },
	{ MEMBER(struct user, name), .name = "name", .required = true, .min = 1, .max = NAME_LONGEST, .form = FORM_LINE,
	  .about = "Name of the person." },
	{ MEMBER(struct user, email), .name = "email", .required = true, .min = 3, .max = EMAIL_MAX, .form = FORM_EMAIL,
	  .about = "E-mail address, which is the name to sign in with; capitals make no difference." },
	{ MEMBER(struct user, role), .name = "role", .required = true, .vocab = &role_vocab, .preset = -1,
	  .about = "What the user may do." },
	{ MEMBER(struct user, partner), .name = "partner", .min = 1, .max = ID_MAX, .refers = REFERS_PARTNER,
	  .about = "Whose company this is; for the role company, and only for it." },
	{ MEMBER(struct user, city), .name = "city", .min = 1, .max = ID_MAX, .refers = REFERS_CITY,
	  .about = "Whose city officer this is; for the role city, and only for it." },
	{ MEMBER(struct user, state), .name = "state", .vocab = &user_state_vocab, .preset = USER_ACTIVE,
	  .about = "Nothing of a disabled user opens the API." },
	{ MEMBER(struct user, language), .name = "language", .vocab = &user_language_vocab, .preset = USER_ENGLISH,
	  .about = "Language to speak to the user in." },
	{ MEMBER(struct user, has_password), .name = "has_password", .server = true,
	  .about = "Whether the user can sign in with a password." },
	{ MEMBER(struct user, created), .name = "created", .server = true, .max = MOMENT_MAX,
	  .about = "When the user was stored (UTC)." },
	{ MEMBER(struct user, changed), .name = "changed", .server = true, .max = MOMENT_MAX,
	  .about = "When the user last changed (UTC)." },
	{ MEMBER(struct user, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX,
	  .about = "Counts the changes; the ETag is \"v\" and this number." },
	{ .name = NULL }
};

static void
check_user(const void *in, const char *at, struct problem *p)
{
	const struct user *u = in;

	check_owner(u->role, u->partner, u->city, at, p);
}

const struct message user_message = {
	.name = "User", .word = SAY_WORD_USER, .about = "A person who may sign in.",
	.size = sizeof(struct user), .fields = user_fields, .check = check_user,
};

static const struct field user_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &user_message, .max = 1000,
	  .about = "The users, in the order in which they were stored." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message user_page = {
	.name = "UserPage", .about = "Some of the users.", .size = sizeof(struct page), .fields = user_page_fields,
};

static const struct field user_brief_fields[] = {
	{ MEMBER(struct user_brief, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Id of the user." },
	{ MEMBER(struct user_brief, name), .name = "name", .required = true, .max = NAME_LONGEST,
	  .about = "Name of the person." },
	{ MEMBER(struct user_brief, email), .name = "email", .max = EMAIL_MAX, .about = "Name to sign in with." },
	{ MEMBER(struct user_brief, language), .name = "language", .vocab = &user_language_vocab,
	  .preset = USER_ENGLISH, .about = "Language to speak to the user in." },
	{ .name = NULL }
};

static const struct message user_brief_message = {
	.name = "UserBrief", .about = "A user, in short.",
	.size = sizeof(struct user_brief), .fields = user_brief_fields,
};

static const struct field token_fields[] = {
	{ MEMBER(struct token, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Id of the token; not its secret." },
	{ MEMBER(struct token, kind), .name = "kind", .required = true, .vocab = &token_kind_vocab, .preset = -1,
	  .about = "A program's token, or the session of a browser." },
	{ MEMBER(struct token, name), .name = "name", .required = true, .max = NAME_LONGEST,
	  .about = "What it is called in lists and records." },
	{ MEMBER(struct token, role), .name = "role", .required = true, .vocab = &role_vocab, .preset = -1,
	  .about = "What it may do." },
	{ MEMBER(struct token, partner), .name = "partner", .max = ID_MAX, .about = "Whose company it speaks for." },
	{ MEMBER(struct token, city), .name = "city", .max = ID_MAX, .about = "Which city it speaks for." },
	{ MEMBER(struct token, user), .name = "user", .item = &user_brief_message,
	  .about = "Whose it is; null for a program that is nobody's." },
	{ MEMBER(struct token, scope), .name = "scope", .required = true, .vocab = &token_scope_vocab, .preset = -1,
	  .about = "Whether it may also change things." },
	{ MEMBER(struct token, prefix), .name = "prefix", .max = 20,
	  .about = "How the secret begins, so that a token that is found somewhere can be told." },
	{ MEMBER(struct token, state), .name = "state", .required = true, .vocab = &token_state_vocab, .preset = -1,
	  .about = "Whether it still opens the API." },
	{ MEMBER(struct token, created), .name = "created", .max = MOMENT_MAX, .about = "When it was made (UTC)." },
	{ MEMBER(struct token, expires), .name = "expires", .max = MOMENT_MAX,
	  .about = "When it ends by itself; null for never." },
	{ MEMBER(struct token, last_use), .name = "last_use", .max = MOMENT_MAX,
	  .about = "When it was last used, to the hour or so." },
	{ MEMBER(struct token, revoked), .name = "revoked", .max = MOMENT_MAX, .about = "When it was revoked." },
	{ MEMBER(struct token, replaces), .name = "replaces", .max = ID_MAX,
	  .about = "The token that it took over from." },
	{ MEMBER(struct token, secret), .name = "secret", .max = NAME_LONGEST,
	  .about = "What opens the API: shown once, when it is made, and never stored." },
	{ .name = NULL }
};

const struct message token_message = {
	.name = "Token", .about = "What opens the API: a program's token, or a session.",
	.size = sizeof(struct token), .fields = token_fields,
};

static const struct field token_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &token_message, .max = 1000,
	  .about = "The tokens, newest first." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message token_page = {
	.name = "TokenPage", .about = "Some of the tokens.", .size = sizeof(struct page), .fields = token_page_fields,
};

static const struct field token_request_fields[] = {
	{ MEMBER(struct token_request, name), .name = "name", .required = true, .min = 1, .max = NAME_LONGEST,
	  .form = FORM_LINE, .about = "What to call it in lists and records." },
	{ MEMBER(struct token_request, user), .name = "user", .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Whose it is; left out: the caller's own, unless a role is named." },
	{ MEMBER(struct token_request, role), .name = "role", .vocab = &role_vocab, .preset = -1,
	  .about = "What it may do, for a program that is nobody's; a user's token may do what the user may." },
	{ MEMBER(struct token_request, partner), .name = "partner", .min = 1, .max = ID_MAX, .refers = REFERS_PARTNER,
	  .about = "Whose company it speaks for, with the role company." },
	{ MEMBER(struct token_request, city), .name = "city", .min = 1, .max = ID_MAX, .refers = REFERS_CITY,
	  .about = "Which city it speaks for, with the role city." },
	{ MEMBER(struct token_request, scope), .name = "scope", .vocab = &token_scope_vocab, .preset = SCOPE_ALL,
	  .about = "read: it may only read." },
	{ MEMBER(struct token_request, days), .name = "days", .min = 1, .max = DAYS_MAX,
	  .about = "How many days it lasts; left out: without end." },
	{ .name = NULL }
};

static void
check_token_request(const void *in, const char *at, struct problem *p)
{
	const struct token_request *t = in;

	if (t->user != NULL && t->role >= 0)
		problem_at(p, arena_printf(p->mem, "%s/role", at), SAY_ROLE_IS_USERS);
	check_owner(t->role, t->partner, t->city, at, p);
}

const struct message token_request_message = {
	.name = "TokenRequest", .about = "What a new token is to be.",
	.size = sizeof(struct token_request), .fields = token_request_fields, .check = check_token_request,
};

static const struct field rotation_fields[] = {
	{ MEMBER(struct rotation, grace_minutes), .name = "grace_minutes", .max = 10080,
	  .about = "For how long the old secret still opens; 0: it stops at once." },
	{ .name = NULL }
};

const struct message rotation_message = {
	.name = "Rotation", .about = "How a token hands over to its successor.",
	.size = sizeof(struct rotation), .fields = rotation_fields,
};

static const struct field sign_in_fields[] = {
	{ MEMBER(struct sign_in, email), .name = "email", .required = true, .min = 1, .max = EMAIL_MAX, .form = FORM_LINE,
	  .about = "E-mail address of the user." },
	{ MEMBER(struct sign_in, password), .name = "password", .required = true, .min = 1, .max = PASSWORD_MAX,
	  .about = "The user's password." },
	{ .name = NULL }
};

const struct message sign_in_message = {
	.name = "SignIn", .about = "Who wants to sign in.",
	.size = sizeof(struct sign_in), .fields = sign_in_fields,
};

static const struct field new_password_fields[] = {
	{ MEMBER(struct new_password, password), .name = "password", .required = true, .min = PASSWORD_MIN,
	  .max = PASSWORD_MAX, .about = "The new password." },
	{ MEMBER(struct new_password, current), .name = "current", .min = 1, .max = PASSWORD_MAX,
	  .about = "The password so far; needed for one's own." },
	{ .name = NULL }
};

const struct message new_password_message = {
	.name = "NewPassword", .about = "A password to sign in with from now on.",
	.size = sizeof(struct new_password), .fields = new_password_fields,
};

static const struct field me_fields[] = {
	{ MEMBER(struct me, role), .name = "role", .required = true, .vocab = &role_vocab, .preset = -1,
	  .about = "What it may do." },
	{ MEMBER(struct me, partner), .name = "partner", .max = ID_MAX, .form = FORM_ID,
	  .about = "Whose company this is; null for the other roles." },
	{ MEMBER(struct me, city), .name = "city", .max = ID_MAX, .form = FORM_ID,
	  .about = "Whose city officer this is; null for the other roles." },
	{ MEMBER(struct me, user), .name = "user", .item = &user_brief_message,
	  .about = "The user; null for a program that is nobody's." },
	{ MEMBER(struct me, token), .name = "token", .required = true, .max = ID_MAX,
	  .about = "Id of the token or session." },
	{ MEMBER(struct me, kind), .name = "kind", .required = true, .vocab = &token_kind_vocab, .preset = -1,
	  .about = "Whether a program asks, or a browser." },
	{ MEMBER(struct me, scope), .name = "scope", .required = true, .vocab = &token_scope_vocab, .preset = -1,
	  .about = "Whether it may also change things." },
	{ MEMBER(struct me, expires), .name = "expires", .max = MOMENT_MAX,
	  .about = "When the token or session ends in any case; null for never." },
	{ .name = NULL }
};

const struct message me_message = {
	.name = "Me", .about = "Who the token or the session stands for.",
	.size = sizeof(struct me), .fields = me_fields,
};

#define PAGE_OF_IT									\
	{ MEMBER(struct access_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 100,	\
	  .about = "How many at most." },						\
	{ MEMBER(struct access_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR, \
	  .about = "Where an earlier page ended." }

static const struct field user_query_fields[] = {
	{ MEMBER(struct access_query, q), .name = "q", .min = 1, .max = NAME_LONGEST,
	  .about = "Only users whose name or address holds this text." },
	{ MEMBER(struct access_query, role), .name = "role", .vocab = &role_vocab, .preset = -1,
	  .about = "Only users with this role." },
	{ MEMBER(struct access_query, state), .name = "state", .vocab = &user_state_vocab, .preset = -1,
	  .about = "Only users in this state." },
	PAGE_OF_IT,
	{ .name = NULL }
};

const struct message user_query_message = {
	.name = "UserQuery", .about = "Filters of the users.",
	.size = sizeof(struct access_query), .fields = user_query_fields,
};

static const struct field token_query_fields[] = {
	{ MEMBER(struct access_query, user), .name = "user", .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Only tokens of this user." },
	{ MEMBER(struct access_query, kind), .name = "kind", .vocab = &token_kind_vocab, .preset = -1,
	  .about = "Only tokens of this kind." },
	{ MEMBER(struct access_query, state), .name = "state", .vocab = &token_state_vocab, .preset = -1,
	  .about = "Only tokens in this state." },
	PAGE_OF_IT,
	{ .name = NULL }
};

const struct message token_query_message = {
	.name = "TokenQuery", .about = "Filters of the tokens.",
	.size = sizeof(struct access_query), .fields = token_query_fields,
};
