/*
 * What becomes of a pairing list and of its lines after it was made: who did
 * what, and how far each pairing has come. None of it is part of the digest.
 */
#ifndef PROTO_PAIRING_LIFE_H
#define PROTO_PAIRING_LIFE_H

#include "proto/match.h"

enum list_state { LIST_DRAFT, LIST_PROPOSED, LIST_APPROVED, LIST_ANNOUNCED, LIST_WITHDRAWN };
extern const struct vocab list_state_vocab;

enum pairing_stage {
	STAGE_PROPOSED, STAGE_ACCEPTED, STAGE_DECLINED, STAGE_INTRODUCED, STAGE_LETTER_OF_INTENT, STAGE_MEMORANDUM,
	STAGE_STUDY, STAGE_CONTRACT, STAGE_OPERATING, STAGE_ENDED
};
extern const struct vocab pairing_stage_vocab;

enum pairing_side { SIDE_PARTNER, SIDE_CITY };
extern const struct vocab pairing_side_vocab;

/* Something that was done with a list. */
struct list_event {
	const char *action;		/* "propose", "approve", "announce", "withdraw", "supersede" */
	int         state;		/* list_state_vocab: what it became */
	const char *at, *holder;	/* whose token it was */
	const char *note, *replaced_by;
};
extern const struct message list_event_message;

/* A stage as it stands in a list. */
struct stage_line {
	int64_t     number;		/* the line of the list */
	int         stage, side;
	const char *date, *reason, *note, *holder, *recorded;
};
extern const struct message stage_line_message;

/* POST .../propose, approve, announce, withdraw */
struct list_note {
	const char *note;
};
extern const struct message list_note_message;

/* POST .../pairings/{number}/stages */
struct stage_request {
	int         stage, side;	/* -1: no side */
	const char *date, *reason, *note;
};
extern const struct message stage_request_message;

/* An answer is somebody's, so it has a side. */
bool stage_is_answer(int stage);

/* A pairing with its stages. */
struct staged_pairing {
	const char   *list;
	int64_t       number;
	struct object city, project, partner;	/* briefs */
	struct list   stages;			/* of struct stage_line */
	struct list   alternates;		/* of struct alternate_line: after a decline */
};
extern const struct message staged_pairing_message;

/* A line of a list as those see it whom it is about. */
struct proposal {
	const char   *list;
	int64_t       number;
	int           state;		/* of the list: list_state_vocab */
	const char   *meeting;
	struct object city, project, partner;	/* briefs */
	int64_t       score, coverage;
	const char   *shown, *reason_en, *reason_ko;
	struct list   stages;			/* of struct stage_line */
};
extern const struct message proposal_message, proposal_page_message;

#endif
