#include "engine/db_question.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <event2/event.h>

#include "engine/log.h"
#include "proto/utf8.h"

/* What one statement may take. */
enum { GATHERED_MAX = 64, GATHERED_BYTES = 1 << 20, PARAMS_MAX = 16 };

void
question_end(struct question *q, PGresult *rows, const struct problem *p)
{
	evtimer_del(&q->timer);
	q->answer(q->ctx, rows, p);
}

void
question_fail(struct question *q, enum problem_code code, enum say say)
{
	struct problem p = { .mem = q->mem };

	problem_set(&p, code, say, DIGITS(q->waiting->wait_ms));
	question_end(q, NULL, &p);
}

void
question_fail_late(struct question *q)
{
	log_warn("database query=%s problem=%s: no answer in time", q->query->name,
		problem_name(PROBLEM_SLOW_DATABASE));
	question_fail(q, PROBLEM_SLOW_DATABASE, SAY_DB_LATE);
}

/* --- waiting */

void
question_wait(struct question *q)
{
	q->conn = NULL;
	TAILQ_INSERT_TAIL(&q->waiting->queue, q, entry);
	q->waiting->count++;
}

void
question_unwait(struct question *q)
{
	TAILQ_REMOVE(&q->waiting->queue, q, entry);
	q->waiting->count--;
}

void
waiting_fail(struct waiting *w, enum say say)
{
	struct question *q;

	while ((q = TAILQ_FIRST(&w->queue)) != NULL) {
		question_unwait(q);
		question_fail(q, PROBLEM_DATABASE, say);
	}
}

struct question *
waiting_first(const struct waiting *w, bool gathering)
{
	struct question *q;

	TAILQ_FOREACH(q, &w->queue, entry)
		if (gathering || !q->query->gathers)
			break;
	return q;
}

/* --- asked together */

static bool
goes_with(const struct question *first, const struct question *q)
{
	return q->query == first->query && !q->alone && same_text(q->asker.as, first->asker.as) &&
		same_text(q->asker.from, first->asker.from);
}

int
questions_gather(struct question *first)
{
	struct question *last = first, *q, *after = TAILQ_NEXT(first, entry);
	size_t           bytes = first->bytes;
	int              rows = 1;

	question_unwait(first);
	first->row = 0;
	if (!first->query->gathers || first->alone)
		after = NULL;
	while ((q = after) != NULL && rows < GATHERED_MAX) {
		after = TAILQ_NEXT(q, entry);
		if (!goes_with(first, q) || bytes + q->bytes > GATHERED_BYTES)
			continue;
		question_unwait(q);
		bytes += q->bytes;
		q->row = rows++;
		last = last->next = q;
	}
	last->next = NULL;
	return rows;
}

static void
put_word(struct buffer *b, int64_t value)
{
	uint32_t word = htonl((uint32_t)value);

	buffer_add(b, (const char *)&word, sizeof(word));
}

/* One parameter of all, as PostgreSQL takes text[] in binary: array_recv() in its source. */
static const struct buffer *
print_array(struct arena *mem, const struct question *first, int rows, int param)
{
	enum { DIMENSIONS = 1, HAS_NULLS = 1, TEXT_OID = 25, FIRST_INDEX = 1, NO_TEXT = -1 };
	struct buffer *b = buffer_new(mem);

	put_word(b, DIMENSIONS);
	put_word(b, HAS_NULLS);
	put_word(b, TEXT_OID);
	put_word(b, rows);
	put_word(b, FIRST_INDEX);
	for (const struct question *q = first; q != NULL; q = q->next) {
		const char *text = q->args[param];

		put_word(b, text == NULL ? NO_TEXT : (int64_t)strlen(text));
		if (text != NULL)
			buffer_text(b, text);
	}
	return b;
}

bool
questions_execute(const struct question *first, int rows, PGconn *pg)
{
	enum { BINARY = 1 };
	const struct query *query = first->query;
	const char         *values[PARAMS_MAX];
	int                 lengths[PARAMS_MAX], formats[PARAMS_MAX];
	struct arena       *mem;
	bool                sent;

	if (!query->gathers)
		return PQsendQueryPrepared(pg, query->name, query->params, first->args, NULL, NULL, 0) == 1;
	assert(query->params <= PARAMS_MAX);
	mem = arena_new();
	for (int i = 0; i < query->params; i++) {
		const struct buffer *array = print_array(mem, first, rows, i);

		values[i] = array->at;
		lengths[i] = (int)array->length;
		formats[i] = BINARY;
	}
	sent = PQsendQueryPrepared(pg, query->name, query->params, values, lengths, formats, 0) == 1;
	arena_free(mem);
	return sent;
}

static PGresult *
row_of(const PGresult *rows, int row)
{
	PGresult *one = PQcopyResult(rows, PG_COPYRES_ATTRS);
	bool      good = one != NULL;

	for (int i = 0; good && i < PQnfields(rows); i++)
		good = PQsetvalue(one, 0, i, PQgetvalue(rows, row, i),
			PQgetisnull(rows, row, i) ? -1 : PQgetlength(rows, row, i)) == 1;
	if (!good)
		abort();
	return one;
}

void
questions_answer(struct question *first, PGresult *rows)
{
	struct question *next;

	for (struct question *q = first; q != NULL; q = next) {
		struct problem none = { .mem = q->mem };

		next = q->next;
		assert(q->row < PQntuples(rows));
		question_end(q, row_of(rows, q->row), &none);
	}
	PQclear(rows);
}

void
questions_fail(struct question *first, enum say say)
{
	struct question *next;

	for (struct question *q = first; q != NULL; q = next) {
		next = q->next;
		question_fail(q, PROBLEM_DATABASE, say);
	}
}

void
questions_part(struct question *first)
{
	struct question *next;

	for (struct question *q = first; q != NULL; q = next) {
		next = q->next;
		q->alone = true;
		question_wait(q);
	}
}
