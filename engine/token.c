#include "engine/token.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "build/queries.h"
#include "engine/catalogue.h"
#include "engine/setup.h"

enum { SECRET_BYTES = 32, DAYS_MAX = 36500 };

/* So that a leaked one is recognised for what it is. */
static const char PREFIX[] = "twn_";

/* What "token create" is told. */
struct wish {
	const char *role, *name, *partner, *city, *days;
};

static const struct {
	const char *flag;
	size_t      offset;
} flags[] = {
	{ "--role",    offsetof(struct wish, role) },
	{ "--name",    offsetof(struct wish, name) },
	{ "--partner", offsetof(struct wish, partner) },
	{ "--city",    offsetof(struct wish, city) },
	{ "--days",    offsetof(struct wish, days) },
};

/* "--role staff" or "--role=staff": how many words it took, 0 after filling `p`. */
static int
read_flag(struct wish *w, int argc, char **argv, struct problem *p)
{
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		size_t       n = strlen(flags[i].flag);
		const char **member = (const char **)(void *)((char *)w + flags[i].offset);

		if (strncmp(argv[0], flags[i].flag, n) != 0 || (argv[0][n] != '\0' && argv[0][n] != '='))
			continue;
		*member = argv[0][n] == '=' ? argv[0] + n + 1 : argc > 1 ? argv[1] : "";
		if (**member == '\0') {
			problem_set(p, PROBLEM_BAD_REQUEST, SAY_FLAG_NEEDS_VALUE, flags[i].flag);
			return 0;
		}
		return argv[0][n] == '=' ? 1 : 2;
	}
	problem_set(p, PROBLEM_BAD_REQUEST, SAY_WORD_UNKNOWN, argv[0], "token create");
	return 0;
}

static bool
check_days(const char *days, struct problem *p)
{
	char *end;
	long  n;

	errno = 0;
	n = strtol(days, &end, 10);
	if (errno != 0 || *end != '\0' || n < 1 || n > DAYS_MAX)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_DAYS_OUT_OF_RANGE, DIGITS(DAYS_MAX));
	return true;
}

static const char *
known_roles(struct arena *mem)
{
	struct buffer *b = buffer_new(mem);

	for (const struct word *word = role_vocab.words; word->id != NULL; word++)
		buffer_printf(b, "%s%s", word == role_vocab.words ? "" : ", ", word->id);
	return b->at;
}

static bool
read_wish(struct wish *w, int argc, char **argv, struct problem *p)
{
	int role;

	for (int i = 0, took; i < argc; i += took) {
		took = read_flag(w, argc - i, argv + i, p);
		if (took == 0)
			return false;
	}
	if (w->role == NULL || w->name == NULL)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_TOKEN_NEEDS, known_roles(p->mem));
	role = vocab_find(&role_vocab, w->role);
	if (role < 0)
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_ROLE_UNKNOWN, w->role, known_roles(p->mem));
	if ((role == ROLE_COMPANY) != (w->partner != NULL) || (role == ROLE_CITY) != (w->city != NULL))
		return problem_set(p, PROBLEM_BAD_REQUEST, SAY_TOKEN_OWNER);
	return w->days == NULL || check_days(w->days, p);
}

/* `secret` in the alphabet that needs no quoting anywhere, and the hash of exactly that text. */
static void
make_secret(struct arena *mem, const char **secret, const char **hash)
{
	unsigned char bytes[SECRET_BYTES], digest[crypto_hash_sha256_BYTES];
	char          text[sodium_base64_ENCODED_LEN(SECRET_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
	char         *hex = arena_alloc(mem, 2 * sizeof(digest) + 1);

	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(text, sizeof(text), bytes, sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	*secret = arena_printf(mem, "%s%s", PREFIX, text);
	crypto_hash_sha256(digest, (const unsigned char *)*secret, strlen(*secret));
	*hash = sodium_bin2hex(hex, 2 * sizeof(digest) + 1, digest, sizeof(digest));
}

static bool
create(PGconn *pg, const struct wish *w, struct problem *p)
{
	const char *secret, *hash;
	PGresult   *result;
	bool        ok;

	make_secret(p->mem, &secret, &hash);
	result = PQexecParams(pg, sql_token_create.text, sql_token_create.params, NULL,
		(const char *const[]){ w->name, w->role, w->partner, w->city, hash, w->days }, NULL, NULL, 0);
	ok = PQresultStatus(result) == PGRES_TUPLES_OK;
	if (!ok) {
		const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

		if (state != NULL && strcmp(state, "23503") == 0)	/* foreign_key_violation */
			problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_OWNER, w->partner != NULL ? w->partner : w->city);
		else
			setup_refused(pg, result, "token create", p);
	} else {
		puts(secret);
	}
	PQclear(result);
	return ok;
}

/* Columns as the statement names them, parted by tabs. */
static bool
list(PGconn *pg, struct problem *p)
{
	PGresult *result = setup_ask(pg, &sql_token_list, NULL, 0, "token list", p);
	int       columns = PQnfields(result);

	if (result == NULL)
		return false;
	for (int c = 0; c < columns; c++)
		printf("%s%c", PQfname(result, c), c + 1 < columns ? '\t' : '\n');
	for (int i = 0; i < PQntuples(result); i++)
		for (int c = 0; c < columns; c++)
			printf("%s%c", PQgetvalue(result, i, c), c + 1 < columns ? '\t' : '\n');
	PQclear(result);
	return true;
}

static bool
revoke(PGconn *pg, const char *id, struct problem *p)
{
	PGresult *result = setup_ask(pg, &sql_token_revoke, ARGS(id), "token revoke", p);
	bool      ok;

	if (result == NULL)
		return false;
	ok = PQntuples(result) == 1 || problem_set(p, PROBLEM_NOT_FOUND, SAY_NO_SUCH_TOKEN, id);
	PQclear(result);
	if (ok)
		setup_say(p->mem, SAY_TOKEN_REVOKED, id);
	return ok;
}

int
token_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	struct wish    wish = { 0 };
	const char    *verb = argc > 0 ? argv[0] : "";
	PGconn        *pg = NULL;
	int            status = EXIT_SUCCESS;

	/* What can be refused without the database is. */
	if (sodium_init() < 0)
		problem_set(&p, PROBLEM_INTERNAL, SAY_NO_RANDOMNESS);
	else if (strcmp(verb, "create") == 0)
		read_wish(&wish, argc - 1, argv + 1, &p);
	else if (!(strcmp(verb, "list") == 0 && argc == 1) && !(strcmp(verb, "revoke") == 0 && argc == 2))
		problem_set(&p, PROBLEM_BAD_REQUEST, SAY_TOKEN_USAGE, known_roles(p.mem));

	if (p.code == PROBLEM_NONE && (pg = setup_connect_owner(conninfo, &p)) != NULL) {
		if (*verb == 'c')
			create(pg, &wish, &p);
		else if (*verb == 'l')
			list(pg, &p);
		else
			revoke(pg, argv[1], &p);
	}
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
