/*
 * What a failed statement means: for the client, for the log, and for the
 * connection it failed on.
 */
#ifndef ENGINE_DB_PROBLEM_H
#define ENGINE_DB_PROBLEM_H

#include <libpq-fe.h>

#include "proto/problem.h"

/*
 * Sets the problem that belongs to the SQLSTATE of `failed`, if `p` is not
 * NULL, and logs what PostgreSQL said, without any value that a client sent.
 * True when the connection should not be asked again.
 */
bool db_problem(const PGresult *failed, const char *query, struct problem *p);

#endif
