/*
 * Jobs: work that takes longer than a request, as clients see it.
 */
#ifndef PROTO_JOB_H
#define PROTO_JOB_H

#include "proto/message.h"

enum job_kind { JOB_PAIRING_LIST, JOB_IMPORT_CHECK, JOB_IMPORT_RUN, JOB_IMPORT_UNDO };

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED };

enum job_phase { JOB_READING, JOB_SOLVING, JOB_WRITING, JOB_STORING, JOB_ROWS, JOB_UNDOING };

extern const struct vocab job_kind_vocab, job_state_vocab, job_phase_vocab;

/* Why there is no result. */
struct job_problem {
	const char *code;	/* of the sentence, for programs */
	const char *en, *ko;
};

struct job {
	const char   *id;
	int           kind;		/* job_kind_vocab */
	int           state;		/* job_state_vocab */
	int           phase;		/* job_phase_vocab; -1 before the first */
	int64_t       permille;
	int64_t       attempts;
	const char   *worker;		/* who has it, or had it last */
	const char   *token;		/* who asked */
	const char   *snapshot;
	const char   *again_of;
	const char   *list;		/* id of the result */
	const char   *import;		/* what an import's job is about */
	struct object problem;		/* of struct job_problem */
	const char   *created, *started, *finished;
	struct object request;		/* of struct pairing_request; left out in lists and events, and of other kinds */
};

/* Whether nothing more will happen to it. */
bool job_ended(const struct job *job);

extern const struct message job_message;	/* the whole */
extern const struct message job_entry_message;	/* the same struct, without the request */
extern const struct message job_page_message, job_query_message, job_problem_message;

#endif
