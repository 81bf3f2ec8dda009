/*
 * Documents that people take away: a pairing list on paper or in a
 * spreadsheet, the report of one partner or city.
 */
#ifndef PROTO_DOCUMENT_H
#define PROTO_DOCUMENT_H

#include "proto/message.h"

enum document_format { DOCUMENT_PDF, DOCUMENT_XLSX, DOCUMENT_DOCX, DOCUMENT_CSV, DOCUMENT_JSON, DOCUMENT_FORMATS };

/* Its ids end the names of the files. */
extern const struct vocab document_format_vocab;

/* The media type of each format; NULL after the last. */
extern const char *const document_types[DOCUMENT_FORMATS + 1];
extern const char *const report_types[];

/* "en" and "ko": by the numbers of enum lang. */
extern const struct vocab lang_vocab;

/* GET /v1/pairing-lists/{id}/documents/{format} */
struct document_query {
	int lang;			/* -1: as Accept-Language says */
};
extern const struct message document_query_message;

/* GET /v1/partners/{id}/report, GET /v1/cities/{id}/report */
struct report_query {
	int         lang;
	const char *policy, *as_of;
};
extern const struct message report_query_message;

#endif
