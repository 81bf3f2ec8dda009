#include "engine/rights.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/routes.h"
#include "proto/access.h"

/* The columns, in the order in which rights grow. */
static const struct {
	char      letter;
	enum role role;
} columns[ROLES] = {
	{ 'C', ROLE_COMPANY }, { 'Y', ROLE_CITY }, { 'B', ROLE_BATCH }, { 'U', ROLE_AUDITOR },
	{ 'A', ROLE_APPROVER }, { 'S', ROLE_STAFF }, { 'D', ROLE_ADMIN },
};

static const char head[] =
	".\\\" Made by: twinningd --rights\n"
	".Dd November 25, 2026\n"
	".Dt TWINNING-RIGHTS 7\n"
	".Os\n"
	".Sh NAME\n"
	".Nm twinning-rights\n"
	".Nd who may call which route of the Twinning API\n"
	".Sh DESCRIPTION\n"
	"Each token has a role, and each route says which roles may call it:\n"
	".Pp\n"
	".Bl -tag -width Ds -compact\n";

static const char middle[] =
	".El\n"
	".Pp\n"
	".Sq +\n"
	"may,\n"
	".Sq o\n"
	"may with what is its own,\n"
	".Sq -\n"
	"may not (403),\n"
	".Sq *\n"
	"needs no token.\n"
	"Without a token the others answer 401.\n"
	"Whatever the engine lets pass, the database shows and changes only what is the\n"
	"caller's: see\n"
	".Xr twinningd 8 .\n"
	".Sh ROUTES\n"
	".Bd -literal\n";

static const char foot[] =
	".Ed\n"
	".Pp\n"
	"A company's own are its partner and the lines of lists about it; a city\n"
	"officer's the city, its projects and its lines; everybody's the own user.\n"
	"Of tokens each lists and ends those of its own user, an administrator all.\n"
	".Sh SEE ALSO\n"
	".Xr twinning 1 ,\n"
	".Xr twinningd 8\n";

static char
cell(const struct route *t, enum role role)
{
	bool side = role == ROLE_COMPANY || role == ROLE_CITY;

	if (t->who & WHO_ANYONE)
		return '*';
	if (!(t->who & (1U << role)))
		return '-';
	if (t->owner == OWNER_USER)
		return role == ROLE_ADMIN ? '+' : 'o';
	return side && t->owner != OWNER_NONE ? 'o' : '+';
}

int
rights_main(const struct config *c)
{
	(void)c;
	fputs(head, stdout);
	for (int i = 0; i < ROLES; i++)
		printf(".It %c\n%s\n", columns[i].letter, role_vocab.words[columns[i].role].id);
	fputs(middle, stdout);
	printf("%56s", "");
	for (int i = 0; i < ROLES; i++)
		printf(" %c", columns[i].letter);
	putchar('\n');
	for (const struct route *t = routes; t->path != NULL; t++) {
		if (t->file)
			continue;
		printf("%-6s %-49s", method_names[t->method], t->path);
		for (int i = 0; i < ROLES; i++)
			printf(" %c", cell(t, columns[i].role));
		putchar('\n');
	}
	fputs(foot, stdout);
	return EXIT_SUCCESS;
}
