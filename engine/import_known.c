#include "engine/import_known.h"

#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/alike.h"
#include "engine/marks.h"
#include "proto/fold.h"
#include "proto/name_gram.h"
#include "proto/registration.h"

/* In thousandths: from here on a person who reads two names side by side asks whether they are one. */
enum { SIMILAR_FROM = 750 };

struct entry {
	const char *id, *name[2];	/* English, Korean; as stored */
	bool        numbered;		/* it has a registration number */
};

struct known {
	PGresult     *rows;		/* what the entries point into */
	struct entry *entries;
	struct marks *numbers, *names;	/* of the entries: their index */
	struct marks *row_numbers, *row_names;	/* of the file: the row; negative when it has a number as well */
	struct alike *alike;
};

static void
free_result(void *result)
{
	PQclear(result);
}

static const char *
cell(const PGresult *rows, int row, int column)
{
	return PQgetisnull(rows, row, column) ? NULL : PQgetvalue(rows, row, column);
}

static const char *
plain_name(struct arena *mem, const char *name)
{
	return name_without_form(mem, fold_name(mem, name));
}

static void
add_entry(struct known *k, int i)
{
	struct arena *mem = arena_new();
	struct entry *e = &k->entries[i];
	const char   *country = cell(k->rows, i, 1), *number = cell(k->rows, i, 2);

	*e = (struct entry){ cell(k->rows, i, 0), { cell(k->rows, i, 3), cell(k->rows, i, 4) }, number != NULL };
	number = number == NULL ? NULL : registration_key(mem, country, number);
	if (number != NULL)
		marks_put(k->numbers, number, i);
	for (int n = 0; n < 2; n++) {
		const char *plain = e->name[n] == NULL ? "" : plain_name(mem, e->name[n]);

		if (*plain == '\0')
			continue;
		marks_put(k->names, plain, i);
		alike_add(k->alike, plain, 2 * (int64_t)i + n);
	}
	arena_free(mem);
}

struct known *
known_load(struct errand *e, struct arena *mem)
{
	struct known *k = arena_alloc(mem, sizeof(*k));
	int           count;

	k->rows = arena_own(mem, errand_ask(e, &sql_import_known, NULL, 0), free_result);
	if (k->rows == NULL)
		return NULL;
	count = PQntuples(k->rows);
	k->entries = arena_alloc(mem, (size_t)count * sizeof(*k->entries));
	k->numbers = marks_new(mem);
	k->names = marks_new(mem);
	k->row_numbers = marks_new(mem);
	k->row_names = marks_new(mem);
	k->alike = alike_new(mem);
	for (int i = 0; i < count; i++)
		add_entry(k, i);
	alike_ready(k->alike);
	return k;
}

/* What is asked of one row. */
struct asking {
	struct known         *k;
	const struct partner *profile;
	const char           *number;	/* its key, or NULL */
	const char           *said[2], *plain[2];
};

static const char *const members[] = { "name_en", "name_ko" };

static bool
ask_number(const struct asking *a, struct known_answer *answer)
{
	const int64_t *found;

	if (a->number == NULL)
		return false;
	answer->given = a->profile->registration_number;
	answer->member = "registration_number";
	found = marks_find(a->k->numbers, a->number);
	if (found != NULL) {
		answer->as = KNOWN_BY_NUMBER;
		answer->partner = a->k->entries[*found].id;
		return true;
	}
	found = marks_find(a->k->row_numbers, a->number);
	if (found != NULL) {
		answer->as = KNOWN_NUMBER_TWICE;
		answer->row = *found;
	}
	return found != NULL;
}

/* Two that both have a number, and not the same, are two. */
static bool
ask_name(const struct asking *a, int n, struct known_answer *answer)
{
	const int64_t *found = marks_find(a->k->names, a->plain[n]);

	answer->given = a->said[n];
	answer->member = members[n];
	if (found != NULL && !(a->number != NULL && a->k->entries[*found].numbered)) {
		answer->as = KNOWN_BY_NAME;
		answer->partner = a->k->entries[*found].id;
		return true;
	}
	found = marks_find(a->k->row_names, a->plain[n]);
	if (found != NULL && !(a->number != NULL && *found < 0)) {
		answer->as = KNOWN_NAME_TWICE;
		answer->row = *found < 0 ? -*found : *found;
		return true;
	}
	return false;
}

static bool
ask_alike(const struct asking *a, int n, struct known_answer *answer)
{
	int64_t found = alike_find(a->k->alike, a->plain[n], SIMILAR_FROM);

	if (found < 0)
		return false;
	answer->as = KNOWN_SIMILAR;
	answer->given = a->said[n];
	answer->member = members[n];
	answer->partner = a->k->entries[found / 2].id;
	answer->name = a->k->entries[found / 2].name[found % 2];
	return true;
}

static struct known_answer
answer_of(const struct asking *a)
{
	struct known_answer answer = { .as = KNOWN_NOT };

	if (ask_number(a, &answer))
		return answer;
	for (int n = 0; n < 2; n++)
		if (*a->plain[n] != '\0' && ask_name(a, n, &answer))
			return answer;
	for (int n = 0; n < 2; n++)
		if (*a->plain[n] != '\0' && ask_alike(a, n, &answer))
			return answer;
	return answer;
}

struct known_answer
known_ask(struct known *k, const struct partner *profile, int64_t row)
{
	struct arena       *mem = arena_new();
	struct asking       a = { .k = k, .profile = profile, .said = { profile->name_en, profile->name_ko } };
	struct known_answer answer;

	a.number = profile->registration_number == NULL ? NULL :
		registration_key(mem, profile->country, profile->registration_number);
	for (int n = 0; n < 2; n++)
		a.plain[n] = a.said[n] == NULL ? "" : plain_name(mem, a.said[n]);
	answer = answer_of(&a);
	/* A row that is refused for its double does not count as one. */
	if (answer.as != KNOWN_NUMBER_TWICE && answer.as != KNOWN_NAME_TWICE) {
		if (a.number != NULL)
			marks_put(k->row_numbers, a.number, row);
		for (int n = 0; n < 2; n++)
			if (*a.plain[n] != '\0')
				marks_put(k->row_names, a.plain[n], a.number != NULL ? -row : row);
	}
	arena_free(mem);
	return answer;
}
