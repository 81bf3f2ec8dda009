#include "engine/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/chain.h"
#include "engine/setup.h"

static const char *
cell(const PGresult *row, const char *column)
{
	int i = PQfnumber(row, column);

	return PQgetisnull(row, 0, i) ? NULL : PQgetvalue(row, 0, i);
}

static int64_t
number(const PGresult *row, const char *column)
{
	return strtoll(cell(row, column), NULL, 10);
}

static struct audit_entry
entry_of(const PGresult *row)
{
	bool erased = cell(row, "erased") != NULL;

	return (struct audit_entry){
		.seq = number(row, "seq"), .at_us = number(row, "at_us"), .token = cell(row, "token"),
		.user = cell(row, "user"), .role = cell(row, "role"), .name = cell(row, "name"), .from = cell(row, "from"),
		.kind = cell(row, "kind"), .id = cell(row, "id"), .action = cell(row, "action"),
		.before = cell(row, "before"), .after = cell(row, "after"), .salt = cell(row, "salt"),
		.before_digest = cell(row, "before_digest"), .after_digest = cell(row, "after_digest"),
		.hash = cell(row, "hash"), .erased = { erased, erased ? number(row, "erased") : 0 },
	};
}

/* The whole chain, row by row: it may be longer than memory. */
static bool
read_chain(PGconn *pg, struct chain *c, struct problem *p)
{
	PGresult *row;
	bool      ok = true;

	if (PQsendQuery(pg, sql_audit_chain.text) != 1 || PQsetSingleRowMode(pg) != 1)
		return setup_refused(pg, NULL, "audit", p);
	while ((row = PQgetResult(pg)) != NULL) {
		if (PQresultStatus(row) == PGRES_SINGLE_TUPLE) {
			struct arena      *mem = arena_new();
			struct audit_entry entry = entry_of(row);

			ok = ok && chain_add(c, &entry, mem, p);
			arena_free(mem);
		} else if (PQresultStatus(row) != PGRES_TUPLES_OK) {
			ok = ok && setup_refused(pg, row, "audit", p);
		}
		PQclear(row);
	}
	return ok;
}

static bool
verify(PGconn *pg, struct chain *c, struct problem *p)
{
	bool ok = read_chain(pg, c, p);

	ok = chain_end(c, p) && ok;
	if (ok)
		setup_say(p->mem, SAY_CHAIN_WHOLE, DIGITS(c->seq), chain_head(p->mem, c));
	return ok;
}

static bool
show_head(PGconn *pg, struct problem *p)
{
	PGresult *head = setup_ask(pg, &sql_audit_head, NULL, 0, "audit", p);

	if (head != NULL && PQntuples(head) > 0)
		printf("%s:%s\n", cell(head, "seq"), cell(head, "hash"));
	PQclear(head);
	return head != NULL;
}

int
audit_main(const char *conninfo, int argc, char **argv)
{
	struct problem p = { .mem = arena_new() };
	struct chain   c = { .seq = 0 };
	const char    *verb = argc > 0 ? argv[0] : "";
	bool           verifies = strcmp(verb, "verify") == 0;
	PGconn        *pg = NULL;
	int            status = EXIT_SUCCESS;

	if (verifies && argc == 3 && strcmp(argv[1], "--head") == 0)
		chain_anchor(&c, argv[2], &p);
	else if (verifies && argc == 2 && strncmp(argv[1], "--head=", 7) == 0)
		chain_anchor(&c, argv[1] + 7, &p);
	else if (argc != 1 || !(verifies || strcmp(verb, "head") == 0))
		problem_set(&p, PROBLEM_BAD_REQUEST, SAY_AUDIT_USAGE);
	if (p.code == PROBLEM_NONE && (pg = setup_connect_owner(conninfo, &p)) != NULL) {
		if (verifies)
			verify(pg, &c, &p);
		else
			show_head(pg, &p);
	}
	if (p.code != PROBLEM_NONE)
		status = setup_fail(&p);
	PQfinish(pg);
	arena_free(p.mem);
	return status;
}
