/*
 * Imports: a file of partners on its way into the database, as clients see it.
 */
#ifndef PROTO_IMPORT_H
#define PROTO_IMPORT_H

#include "proto/message.h"

enum import_state { IMPORT_READY, IMPORT_STORED, IMPORT_UNDONE };
enum import_duplicates { DUPLICATES_SKIP, DUPLICATES_UPDATE };
enum import_similar { SIMILAR_KEEP, SIMILAR_SKIP };
enum import_mistakes { MISTAKES_REFUSE_ALL, MISTAKES_SKIP_ROWS };
enum import_action { IMPORT_CHECK, IMPORT_RUN, IMPORT_UNDO };
enum import_outcome { OUTCOME_REJECTED, OUTCOME_SKIPPED, OUTCOME_SIMILAR, OUTCOME_KEPT };

extern const struct vocab import_state_vocab, import_duplicates_vocab, import_similar_vocab, import_mistakes_vocab,
	import_action_vocab, import_outcome_vocab;

/* The first rows of a sheet, as they were read. */
struct import_row {
	int64_t      number;
	struct texts cells;
};

struct import_sheet {
	int64_t      number;	/* from 1 */
	const char  *name;
	struct maybe header_row;	/* where the header was found */
	struct list  rows;	/* of struct import_row */
};

struct import_column {
	int64_t     number;	/* from 1 */
	const char *header, *member;	/* NULL: not read */
};

/* What a person decides. */
struct import_plan {
	int64_t      sheet;
	struct maybe header_row;
	struct list  columns;	/* of struct import_column */
	int          duplicates, similar, mistakes;
};

/* What a job has done, or for a check would have done. */
struct import_result {
	int     action;
	bool    stored;
	int64_t rows, created, updated, skipped, similar, rejected, undone, kept;
};

struct import {
	struct import_plan plan;	/* the members that a client may change come first, as in the table */
	const char        *id, *name;
	int                kind, encoding, state;
	int64_t            bytes, version;
	const char        *created, *token, *job;
	struct list        sheets;	/* of struct import_sheet */
	struct object      result;	/* of struct import_result */
};

/* Why a row was not taken as it stands, or what is to be known of it. */
struct import_reason {
	struct maybe column;
	const char  *header, *member, *code, *en, *ko;
};

struct import_note {
	int64_t     row;
	int         outcome;
	const char *partner;
	struct list reasons;	/* of struct import_reason */
};

/* The query strings. */
struct import_upload {
	const char *name;
};

struct import_report_query {
	int         outcome;	/* -1: any */
	const char *cursor;
	int64_t     limit;
};

enum import_format { FORMAT_XLSX, FORMAT_CSV };
extern const struct vocab import_format_vocab;

struct import_file_query {
	int format, lang;	/* lang -1: as Accept-Language has it */
};

enum export_format { EXPORT_NDJSON, EXPORT_CSV };

struct export_query {
	int format, lang;
};

extern const struct message import_message, import_entry_message, import_page_message, import_plan_message,
	import_result_message, import_note_message, import_report_message, import_upload_message,
	import_report_query_message, import_file_query_message, import_column_message, import_sheet_message,
	import_reason_message, export_query_message;

#endif
