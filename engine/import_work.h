/*
 * The work of an import's job, on the job worker's thread: one transaction that reads the
 * file, stores its rows and ends the job, so it is done once or not at all.
 *
 * Rows go through in batches of bounded size; while PostgreSQL stores one, the
 * next is read. A check does the same and takes it back, but for the report.
 */
#ifndef ENGINE_IMPORT_WORK_H
#define ENGINE_IMPORT_WORK_H

#include <stdatomic.h>

#include "engine/catalogue.h"
#include "proto/import.h"

struct server;

enum import_end {
	IMPORT_END_DONE,	/* and committed */
	IMPORT_END_LOST,	/* it is another worker's, or was called off */
	IMPORT_END_AGAIN,	/* the database was away or busy: it may pass */
	IMPORT_END_FAILED,	/* `problem` says why */
};

struct import_work {
	struct arena           *mem;
	const struct server    *server;
	const struct catalogue *catalogue;	/* held by the caller */
	const char             *job, *attempt;
	enum import_action      action;
	const struct import    *import;		/* as it was when it was queued */
	const atomic_bool      *off;
	atomic_int              permille;
	struct problem          problem;
};

enum import_end import_work_do(struct import_work *w);

#endif
