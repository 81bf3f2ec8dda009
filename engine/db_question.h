/*
 * Questions: those that wait for a connection, and those that are asked together.
 *
 * A query that gathers takes an array for each parameter, and answers a row for each of their elements.
 * Questions of one such query and one asker, that wait at the same time, are asked as one statement.
 */
#ifndef ENGINE_DB_QUESTION_H
#define ENGINE_DB_QUESTION_H

#include <sys/queue.h>

#include <event2/event_struct.h>

#include "engine/db.h"

struct conn;

TAILQ_HEAD(questions, question);

/* Those that wait. */
struct waiting {
	struct questions queue;
	long             count;
	long             wait_ms;	/* how long a question may take, waiting and asked */
};

struct question {
	const struct query   *query;
	const char          **args;
	size_t                bytes;	/* of them */
	struct asker          asker;
	db_answer_fn         *answer;
	void                 *ctx;
	struct arena         *mem;
	struct db            *db;
	struct waiting       *waiting;
	struct conn          *conn;	/* on whose wire it is; NULL: it waits */
	struct question      *next;	/* asked with it, in the same statement */
	int                   row;	/* its row of the answer */
	bool                  alone;	/* is not gathered: with others it has failed */
	struct event          timer;
	TAILQ_ENTRY(question) entry;	/* while it waits */
};

/* Ends a question with an answer; `rows` passes to whoever asked. The question may be gone afterwards. */
void question_end(struct question *q, PGresult *rows, const struct problem *p);
void question_fail(struct question *q, enum problem_code code, enum say say);
void question_fail_late(struct question *q);

void question_wait(struct question *q);
void question_unwait(struct question *q);

/* All that wait. */
void waiting_fail(struct waiting *w, enum say say);

/* The first that waits; but none that gathers, unless those may go now. NULL: there is none. */
struct question *waiting_first(const struct waiting *w, bool gathering);

/* What is asked together is a chain, by its rows. Takes the first of the queue, and those that go with it; how many. */
int questions_gather(struct question *first);

/* Puts the execution of their statement, which is prepared, on a wire; `rows` as gathered. */
bool questions_execute(const struct question *first, int rows, PGconn *pg);

/* Ends each with its row; `rows` is theirs. */
void questions_answer(struct question *first, PGresult *rows);
void questions_fail(struct question *first, enum say say);

/* Nothing of what was asked together was done. Whose fault that is shows when each is asked alone. */
void questions_part(struct question *first);

#endif
