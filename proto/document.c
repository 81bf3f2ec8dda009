#include "proto/document.h"

static const struct word format_words[] = {
	[DOCUMENT_PDF]  = { "pdf", "PDF", "PDF" },
	[DOCUMENT_XLSX] = { "xlsx", "Excel workbook", "엑셀 통합 문서" },
	[DOCUMENT_DOCX] = { "docx", "Word document", "워드 문서" },
	[DOCUMENT_CSV]  = { "csv", "CSV", "CSV" },
	[DOCUMENT_JSON] = { "json", "JSON", "JSON" },
	{ NULL, NULL, NULL }
};
const struct vocab document_format_vocab = { "DocumentFormat", "format of a document", "문서 형식", format_words };

const char *const document_types[DOCUMENT_FORMATS + 1] = {
	[DOCUMENT_PDF]  = "application/pdf",
	[DOCUMENT_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	[DOCUMENT_DOCX] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	[DOCUMENT_CSV]  = "text/csv; charset=utf-8",
	[DOCUMENT_JSON] = "application/json",
};

const char *const report_types[] = { "application/pdf", NULL };

static const struct word lang_words[] = {
	[LANG_EN] = { "en", "English", "영어" },
	[LANG_KO] = { "ko", "Korean", "한국어" },
	{ NULL, NULL, NULL }
};
const struct vocab lang_vocab = { "Language", "language", "언어", lang_words };

#define LANG_FIELD(s)									\
	{ MEMBER(s, lang), .name = "lang", .vocab = &lang_vocab, .preset = -1,		\
	  .about = "The document's language; as Accept-Language says when left out." }

static const struct field document_query_fields[] = {
	LANG_FIELD(struct document_query),
	{ .name = NULL }
};

const struct message document_query_message = {
	.name = "DocumentQuery", .about = "How a document is asked for.",
	.size = sizeof(struct document_query), .fields = document_query_fields,
};

static const struct field report_query_fields[] = {
	LANG_FIELD(struct report_query),
	{ MEMBER(struct report_query, policy), .name = "policy", .min = 1, .max = 80, .refers = REFERS_POLICY,
	  .about = "Policy to score by; the first one when left out." },
	{ MEMBER(struct report_query, as_of), .name = "as_of", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "Day for which to judge terms and validities; today when left out." },
	{ .name = NULL }
};

const struct message report_query_message = {
	.name = "ReportQuery", .about = "How a report is asked for.",
	.size = sizeof(struct report_query), .fields = report_query_fields,
};
