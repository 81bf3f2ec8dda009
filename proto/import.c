#include "proto/import.h"

#include "proto/document.h"
#include "proto/import_map.h"
#include "proto/network.h"
#include "proto/book.h"

static const struct word states[] = {
	[IMPORT_READY]  = { "ready", "uploaded", "올림" },
	[IMPORT_STORED] = { "stored", "stored", "저장됨" },
	[IMPORT_UNDONE] = { "undone", "undone", "되돌림" },
	{ NULL, NULL, NULL }
};
const struct vocab import_state_vocab = { "ImportState", "state of an import", "가져오기 상태", states };

static const struct word duplicates[] = {
	[DUPLICATES_SKIP]   = { "skip", "leave what is there", "기존 내용 유지" },
	[DUPLICATES_UPDATE] = { "update", "replace what is there", "기존 내용 바꾸기" },
	{ NULL, NULL, NULL }
};
const struct vocab import_duplicates_vocab = { "ImportDuplicates", "way with duplicates", "중복 처리 방법", duplicates };

static const struct word similars[] = {
	[SIMILAR_KEEP] = { "keep", "store it and say so", "저장하고 알림" },
	[SIMILAR_SKIP] = { "skip", "leave it out", "건너뛰기" },
	{ NULL, NULL, NULL }
};
const struct vocab import_similar_vocab = { "ImportSimilar", "way with similar names", "비슷한 이름 처리 방법", similars };

static const struct word mistakes[] = {
	[MISTAKES_REFUSE_ALL] = { "refuse_all", "store nothing when a row is wrong", "잘못된 행이 있으면 모두 거절" },
	[MISTAKES_SKIP_ROWS]  = { "skip_rows", "leave wrong rows out", "잘못된 행만 제외" },
	{ NULL, NULL, NULL }
};
const struct vocab import_mistakes_vocab = { "ImportMistakes", "way with mistakes", "오류 처리 방법", mistakes };

static const struct word actions[] = {
	[IMPORT_CHECK] = { "check", "dry run", "시험 실행" },
	[IMPORT_RUN]   = { "run", "import", "가져오기" },
	[IMPORT_UNDO]  = { "undo", "undoing", "되돌리기" },
	{ NULL, NULL, NULL }
};
const struct vocab import_action_vocab = { "ImportAction", "action of an import", "가져오기 작업", actions };

static const struct word outcomes[] = {
	[OUTCOME_REJECTED] = { "rejected", "rejected", "거절됨" },
	[OUTCOME_SKIPPED]  = { "skipped", "left out as a duplicate", "중복으로 건너뜀" },
	[OUTCOME_SIMILAR]  = { "similar", "stored, with a similar name", "비슷한 이름으로 저장됨" },
	[OUTCOME_KEPT]     = { "kept", "not undone", "되돌리지 않음" },
	{ NULL, NULL, NULL }
};
const struct vocab import_outcome_vocab = { "ImportOutcome", "outcome of a row", "행 처리 결과", outcomes };

static const struct word export_formats[] = {
	[EXPORT_NDJSON] = { "ndjson", "a document a line", "한 줄에 문서 하나" },
	[EXPORT_CSV]    = { "csv", "CSV as it can be imported", "가져올 수 있는 CSV" },
	{ NULL, NULL, NULL }
};
static const struct vocab export_format_vocab = { "ExportFormat", "format of an export", "내보내기 형식", export_formats };

static const struct word formats[] = {
	[FORMAT_XLSX] = { "xlsx", "Excel workbook", "Excel 통합 문서" },
	[FORMAT_CSV]  = { "csv", "CSV", "CSV" },
	{ NULL, NULL, NULL }
};
const struct vocab import_format_vocab = { "ImportFormat", "format of a file", "파일 형식", formats };

/* --- the parts */

static const struct field row_fields[] = {
	{ MEMBER(struct import_row, number), .name = "number", .required = true, .min = 1, .max = INT64_MAX,
	  .about = "Number of the row, as a spreadsheet program counts it." },
	{ MEMBER(struct import_row, cells), .name = "cells", .max = BOOK_COLUMNS, .as_is = true,
	  .about = "Its cells as they were read; long ones are cut." },
	{ .name = NULL }
};

static const struct message row_message = {
	.name = "ImportRow", .about = "One of the first rows of a sheet.",
	.size = sizeof(struct import_row), .fields = row_fields,
};

static const struct field sheet_fields[] = {
	{ MEMBER(struct import_sheet, number), .name = "number", .required = true, .min = 1, .max = BOOK_SHEETS,
	  .about = "Number of the sheet, from 1." },
	{ MEMBER(struct import_sheet, name), .name = "name", .max = 100, .about = "Name of the sheet; empty for text." },
	{ MEMBER(struct import_sheet, header_row), .name = "header_row", .min = 1, .max = INT64_MAX,
	  .about = "The row that was recognised as its header; null when none was." },
	{ MEMBER(struct import_sheet, rows), .name = "rows", .item = &row_message, .max = 2 * IMPORT_LOOK,
	  .about = "Its first rows that hold something." },
	{ .name = NULL }
};

const struct message import_sheet_message = {
	.name = "ImportSheet", .about = "A sheet of the file.",
	.size = sizeof(struct import_sheet), .fields = sheet_fields,
};

static const struct field column_fields[] = {
	{ MEMBER(struct import_column, number), .name = "number", .required = true, .min = 1, .max = BOOK_COLUMNS,
	  .about = "Number of the column, from 1." },
	{ MEMBER(struct import_column, header), .name = "header", .max = 400,
	  .about = "What its header says; taken from the file, whatever is sent." },
	{ MEMBER(struct import_column, member), .name = "member", .max = MESSAGE_NAME,
	  .about = "The member of the partner's profile that it holds; null: it is not read." },
	{ .name = NULL }
};

const struct message import_column_message = {
	.name = "ImportColumn", .about = "A column of the file, and what it holds.",
	.size = sizeof(struct import_column), .fields = column_fields,
};

static const struct field result_fields[] = {
	{ MEMBER(struct import_result, action), .name = "action", .required = true, .vocab = &import_action_vocab,
	  .preset = -1, .about = "What was done." },
	{ MEMBER(struct import_result, stored), .name = "stored", .about = "Whether anything was changed by it." },
	{ MEMBER(struct import_result, rows), .name = "rows", .max = BOOK_ROWS, .about = "Rows that hold something." },
	{ MEMBER(struct import_result, created), .name = "created", .max = BOOK_ROWS, .about = "Partners made." },
	{ MEMBER(struct import_result, updated), .name = "updated", .max = BOOK_ROWS,
	  .about = "Partners replaced, or found to be the same already." },
	{ MEMBER(struct import_result, skipped), .name = "skipped", .max = BOOK_ROWS,
	  .about = "Rows left out because such a partner is there already." },
	{ MEMBER(struct import_result, similar), .name = "similar", .max = BOOK_ROWS,
	  .about = "Rows stored though a partner has a similar name." },
	{ MEMBER(struct import_result, rejected), .name = "rejected", .max = BOOK_ROWS, .about = "Rows with mistakes." },
	{ MEMBER(struct import_result, undone), .name = "undone", .max = BOOK_ROWS,
	  .about = "Partners taken back or restored." },
	{ MEMBER(struct import_result, kept), .name = "kept", .max = BOOK_ROWS,
	  .about = "Partners that stay, because something else has changed or uses them." },
	{ .name = NULL }
};

const struct message import_result_message = {
	.name = "ImportResult", .about = "What the last job of an import has done, or would have done.",
	.size = sizeof(struct import_result), .fields = result_fields,
};

/* --- the import */

#define PLAN(s, at)											\
	{ MEMBER(s, at sheet), .name = "sheet", .min = 1, .max = BOOK_SHEETS, .preset = 1,		\
	  .about = "The sheet to read." },								\
	{ MEMBER(s, at header_row), .name = "header_row", .min = 1, .max = INT64_MAX,			\
	  .about = "The row that names the columns; the rows after it are read." },			\
	{ MEMBER(s, at columns), .name = "columns", .item = &import_column_message, .max = BOOK_COLUMNS, \
	  .about = "What each column holds; when another sheet or header is chosen without them, they are found anew." }, \
	{ MEMBER(s, at duplicates), .name = "duplicates", .vocab = &import_duplicates_vocab,		\
	  .about = "What to do with a row whose partner is there already, by registration number or name." }, \
	{ MEMBER(s, at similar), .name = "similar", .vocab = &import_similar_vocab,			\
	  .about = "What to do with a row whose name is much like that of another partner." },		\
	{ MEMBER(s, at mistakes), .name = "mistakes", .vocab = &import_mistakes_vocab,			\
	  .about = "What to do when rows have mistakes." }

static const struct field plan_fields[] = {
	PLAN(struct import_plan, ),
	{ .name = NULL }
};

const struct message import_plan_message = {
	.name = "ImportPlan", .about = "How a file is to be read and stored.",
	.size = sizeof(struct import_plan), .fields = plan_fields,
};

#define ENTRY											\
	{ MEMBER(struct import, id), .name = "id", .server = true, .required = true, .max = 80,	\
	  .about = "Id of the import." },							\
	{ MEMBER(struct import, name), .name = "name", .server = true, .required = true, .max = 255, \
	  .about = "Name of the file." },							\
	{ MEMBER(struct import, kind), .name = "kind", .server = true, .required = true,	\
	  .vocab = &book_kind_vocab, .preset = -1, .about = "Kind of file." },			\
	{ MEMBER(struct import, encoding), .name = "encoding", .server = true,			\
	  .vocab = &book_encoding_vocab, .preset = -1, .about = "Encoding that was found; null for a workbook." }, \
	{ MEMBER(struct import, bytes), .name = "bytes", .server = true, .max = INT64_MAX,	\
	  .about = "Size of the file." },							\
	{ MEMBER(struct import, state), .name = "state", .server = true, .required = true,	\
	  .vocab = &import_state_vocab, .preset = -1, .about = "What has become of it." },	\
	{ MEMBER(struct import, version), .name = "version", .server = true, .max = INT64_MAX,	\
	  .about = "Counts the changes; the ETag is \"v\" and this number." },			\
	{ MEMBER(struct import, created), .name = "created", .server = true, .max = 40,		\
	  .about = "When it was uploaded (UTC)." },						\
	{ MEMBER(struct import, token), .name = "token", .server = true, .max = 80,		\
	  .about = "Id of the token that uploaded it." },					\
	{ MEMBER(struct import, job), .name = "job", .server = true, .max = 80,			\
	  .about = "Its last job." },								\
	{ MEMBER(struct import, result), .name = "result", .server = true, .item = &import_result_message, \
	  .about = "What that job has done; null until one has ended well." }

static const struct field entry_fields[] = {
	ENTRY,
	{ .name = NULL }
};

const struct message import_entry_message = {
	.name = "ImportEntry", .about = "An import, in short.",
	.size = sizeof(struct import), .fields = entry_fields,
};

static const struct field import_fields[] = {
	ENTRY,
	PLAN(struct import, plan.),
	{ MEMBER(struct import, sheets), .name = "sheets", .server = true, .item = &import_sheet_message,
	  .max = BOOK_SHEETS, .about = "The sheets of the file with their first rows." },
	{ .name = NULL }
};

const struct message import_message = {
	.name = "Import", .word = SAY_WORD_IMPORT, .about = "A file of partners on its way into the database.",
	.size = sizeof(struct import), .fields = import_fields,
};

static const struct field page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &import_entry_message,
	  .max = 1000, .about = "The imports, newest first." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page." },
	{ .name = NULL }
};

const struct message import_page_message = {
	.name = "ImportPage", .about = "Some of the imports.",
	.size = sizeof(struct page), .fields = page_fields,
};

/* --- the report */

static const struct field reason_fields[] = {
	{ MEMBER(struct import_reason, column), .name = "column", .min = 1, .max = BOOK_COLUMNS,
	  .about = "Number of the column; null when it is about the whole row." },
	{ MEMBER(struct import_reason, header), .name = "header", .max = 400, .about = "What its header says." },
	{ MEMBER(struct import_reason, member), .name = "member", .max = 200,
	  .about = "The member of the profile, or a place within it." },
	{ MEMBER(struct import_reason, code), .name = "code", .required = true, .max = 80,
	  .about = "Name of the sentence, for programs." },
	{ MEMBER(struct import_reason, en), .name = "en", .required = true, .max = 8000, .about = "In English." },
	{ MEMBER(struct import_reason, ko), .name = "ko", .required = true, .max = 8000, .about = "In Korean." },
	{ .name = NULL }
};

const struct message import_reason_message = {
	.name = "ImportReason", .about = "What is to be said of a row or a cell.",
	.size = sizeof(struct import_reason), .fields = reason_fields,
};

static const struct field note_fields[] = {
	{ MEMBER(struct import_note, row), .name = "row", .required = true, .min = 1, .max = INT64_MAX,
	  .about = "Number of the row." },
	{ MEMBER(struct import_note, outcome), .name = "outcome", .required = true, .vocab = &import_outcome_vocab,
	  .preset = -1, .about = "What was done with it." },
	{ MEMBER(struct import_note, partner), .name = "partner", .max = 80,
	  .about = "The partner that is there already, or that stays." },
	{ MEMBER(struct import_note, reasons), .name = "reasons", .item = &import_reason_message, .max = 200,
	  .about = "Why." },
	{ .name = NULL }
};

const struct message import_note_message = {
	.name = "ImportNote", .about = "A row that was not simply stored.",
	.size = sizeof(struct import_note), .fields = note_fields,
};

static const struct field report_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &import_note_message,
	  .max = 1000, .about = "In the order of the rows." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page." },
	{ .name = NULL }
};

const struct message import_report_message = {
	.name = "ImportReport", .about = "What the last job had to say, row by row.",
	.size = sizeof(struct page), .fields = report_fields,
};

/* --- query strings */

static const struct field upload_fields[] = {
	{ MEMBER(struct import_upload, name), .name = "name", .required = true, .min = 1, .max = 255, .form = FORM_LINE,
	  .about = "Name of the file." },
	{ .name = NULL }
};

const struct message import_upload_message = {
	.name = "ImportUpload", .about = "What is said of an uploaded file.",
	.size = sizeof(struct import_upload), .fields = upload_fields,
};

static const struct field report_query_fields[] = {
	{ MEMBER(struct import_report_query, outcome), .name = "outcome", .vocab = &import_outcome_vocab, .preset = -1,
	  .about = "Only rows with this outcome." },
	{ MEMBER(struct import_report_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 100,
	  .about = "How many at most." },
	{ MEMBER(struct import_report_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR,
	  .about = "Where an earlier page ended." },
	{ .name = NULL }
};

const struct message import_report_query_message = {
	.name = "ImportReportQuery", .about = "Filters of a report.",
	.size = sizeof(struct import_report_query), .fields = report_query_fields,
};

static const struct field file_query_fields[] = {
	{ MEMBER(struct import_file_query, format), .name = "format", .vocab = &import_format_vocab,
	  .about = "Format of the file." },
	{ MEMBER(struct import_file_query, lang), .name = "lang", .vocab = &lang_vocab, .preset = -1,
	  .about = "Language of the headers and reasons; left out: as Accept-Language has it." },
	{ .name = NULL }
};

static const struct field export_query_fields[] = {
	{ MEMBER(struct export_query, format), .name = "format", .vocab = &export_format_vocab,
	  .about = "Format of the answer; CSV has the columns of the template for imports." },
	{ MEMBER(struct export_query, lang), .name = "lang", .vocab = &lang_vocab, .preset = -1,
	  .about = "Language of the headers of CSV; left out: as Accept-Language has it." },
	{ .name = NULL }
};

const struct message export_query_message = {
	.name = "ExportQuery", .about = "How an export is to be written.",
	.size = sizeof(struct export_query), .fields = export_query_fields,
};

const struct message import_file_query_message = {
	.name = "ImportFileQuery", .about = "How a file is to be written.",
	.size = sizeof(struct import_file_query), .fields = file_query_fields,
};
