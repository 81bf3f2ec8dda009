/*
 * What the API does with imports: takes a file, shows how it will be read, changes that, and
 * queues what is to be done with it.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/digest.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "engine/uuid.h"
#include "proto/book.h"
#include "proto/fold.h"
#include "proto/import.h"
#include "proto/import_map.h"
#include "proto/job.h"
#include "proto/json.h"
#include "proto/list_query.h"

enum { PIECE_BYTES = 1 << 20 };

static enum step
reply_import(struct request *r, const char *document)
{
	const struct import *i = document == NULL ? NULL : req_document(r, &import_message, document);

	if (i == NULL)
		return STEP_DONE;
	r->etag = arena_printf(r->mem, "v%lld", (long long)i->version);
	if (r->route->status == 201)
		r->location = arena_printf(r->mem, "/v1/imports/%s", i->id);
	return req_reply(r, i);
}

/* --- POST /v1/imports */

/* A file on its way in. */
struct upload {
	struct import         import;
	struct import_memory *memory;	/* what was said of headers before */
	size_t                memories;
	const char           *hash;	/* of the body, for Idempotency-Key */
	size_t                sent;	/* bytes that are stored */
	long                  pieces;
};

static enum step
ask_headers(struct request *r)
{
	return req_ask(r, &sql_import_headers, NULL, 0);
}

/* On the worker, where time may be taken: the file is gone through to find its encoding. */
static void
look_at_file(struct request *r)
{
	struct upload       *u = r->state;
	struct import       *i = &u->import;
	const struct buffer  body = { .at = (char *)(uintptr_t)r->http->body, .length = r->http->body_length };
	struct book          book;
	struct import_sheet *sheet;

	u->hash = digest_of(r->mem, &body);
	if (!book_open(body.at, body.length, r->mem, &book, &r->problem) ||
	    !import_look(&book, r->mem, &i->sheets, &r->problem))
		return;
	i->kind = (int)book.kind;
	i->encoding = book.encoding;
	i->plan.sheet = 1;
	sheet = i->sheets.items;
	for (size_t n = 0; n < i->sheets.count && book.kind != BOOK_NDJSON; n++) {
		const struct import_row *header = import_find_header(r->mem, &sheet[n].rows, u->memory, u->memories);

		if (header == NULL)
			continue;
		sheet[n].header_row = (struct maybe){ true, header->number };
		if (i->plan.columns.count == 0) {	/* the first sheet that has one */
			i->plan.sheet = sheet[n].number;
			i->plan.header_row = sheet[n].header_row;
			i->plan.columns = import_map(r->mem, header, u->memory, u->memories);
		}
	}
}

static enum step
look(struct request *r)
{
	const struct import_upload *query = r->query;
	struct upload              *u = r->state = arena_alloc(r->mem, sizeof(*u));

	if (r->http->body_length == 0)
		return req_fail(r, PROBLEM_BAD_FILE, SAY_SHEET_EMPTY);
	u->memories = (size_t)req_rows(r);
	u->memory = arena_alloc(r->mem, (u->memories + 1) * sizeof(*u->memory));
	for (size_t i = 0; i < u->memories; i++)
		u->memory[i] = (struct import_memory){ req_text(r, (int)i, "header"), req_text(r, (int)i, "member") };
	u->import.id = uuid_v7(r->mem);
	u->import.name = compose_text(r->mem, query->name);
	u->import.bytes = (int64_t)r->http->body_length;
	u->import.plan.mistakes = MISTAKES_REFUSE_ALL;
	return req_work(r, look_at_file);
}

static const char *
hex_of(struct arena *mem, const char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char             *text = arena_alloc(mem, 2 * n + 3), *at = text;

	*at++ = '\\';
	*at++ = 'x';
	for (size_t i = 0; i < n; i++) {
		*at++ = digits[(unsigned char)bytes[i] >> 4];
		*at++ = digits[(unsigned char)bytes[i] & 15];
	}
	return text;
}

/* Comes back here until all is stored. A piece's memory is its own, so that they do not add up. */
static enum step
store_pieces(struct request *r)
{
	struct upload *u = r->state;
	size_t         left = r->http->body_length - u->sent, n = left < PIECE_BYTES ? left : PIECE_BYTES;
	struct arena  *mem;

	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	if (n == 0)
		return STEP_NEXT;
	mem = arena_new();
	r->next--;
	u->sent += n;
	return req_ask_in(r, mem, &sql_import_piece_add, ARGS(u->import.id, DIGITS(u->pieces++),
		hex_of(mem, r->http->body + u->sent - n, n)));
}

static enum step
create(struct request *r)
{
	struct upload *u = r->state;
	struct buffer *b = buffer_new(r->mem);

	u->import.created = u->import.token = NULL;
	message_print(b, &import_message, &u->import);
	return req_ask(r, &sql_import_create, ARGS(u->import.id, b->at, r->key, r->caller->token, once_route(r), u->hash));
}

static enum step
reply_written(struct request *r)
{
	return reply_import(r, req_text(r, 0, "answer"));
}

step_fn *const import_create[] = { ask_headers, look, store_pieces, create, reply_written, NULL };

/* --- GET /v1/imports, GET /v1/imports/{id} */

static enum step
ask_imports(struct request *r)
{
	const struct list_query *query = r->query;
	const char              *after;

	if (!page_after(r, query->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_import_all, ARGS(after, DIGITS(query->limit + 1)));
}

static enum step
reply_imports(struct request *r)
{
	return page_reply(r, &import_entry_message, ((const struct list_query *)r->query)->limit);
}

step_fn *const import_list[] = { ask_imports, reply_imports, NULL };

static enum step
ask_import(struct request *r)
{
	return req_ask(r, &sql_import_by_id, ARGS(r->arg));
}

static enum step
reply_found(struct request *r)
{
	if (req_rows(r) == 0)
		return req_missing(r, import_message.word, r->arg);
	return reply_import(r, req_text(r, 0, "document"));
}

step_fn *const import_show[] = { ask_import, reply_found, NULL };

/* --- PATCH /v1/imports/{id} */

static const struct import_row *
row_of(const struct import *i, int64_t sheet, struct maybe number)
{
	const struct import_sheet *sheets = i->sheets.items;

	for (size_t s = 0; s < i->sheets.count; s++)
		for (size_t n = 0; sheets[s].number == sheet && n < sheets[s].rows.count; n++) {
			const struct import_row *row = (const struct import_row *)sheets[s].rows.items + n;

			if (number.known && row->number == number.value)
				return row;
		}
	return NULL;
}

static bool
has_sheet(const struct import *i, int64_t sheet)
{
	return sheet >= 1 && (size_t)sheet <= i->sheets.count;
}

/* Of a sheet without a header: as many as its widest row has. */
static struct list
nameless_columns(struct arena *mem, const struct import *i, int64_t sheet)
{
	const struct import_sheet *s = (const struct import_sheet *)i->sheets.items + sheet - 1;
	const struct import_row   *row = s->rows.items;
	struct import_column      *columns;
	size_t                     count = 0;

	for (size_t n = 0; n < s->rows.count; n++)
		count = row[n].cells.count > count ? row[n].cells.count : count;
	columns = arena_alloc(mem, count * sizeof(*columns));
	for (size_t n = 0; n < count; n++)
		columns[n] = (struct import_column){ .number = (int64_t)n + 1, .header = "" };
	return (struct list){ .items = columns, .count = count };
}

/* Another sheet, or another header, has other columns; those of the file are what its header row says. */
static void
fill_columns(struct request *r, const struct import *before, struct import_plan *plan, bool mapped)
{
	const struct import_row    *header = row_of(before, plan->sheet, plan->header_row);
	struct list                 found = header == NULL ? nameless_columns(r->mem, before, plan->sheet) :
		import_map(r->mem, header, NULL, 0);
	struct import_column       *column = found.items;
	const struct import_column *said = plan->columns.items;

	for (size_t i = 0; mapped && i < found.count; i++) {
		column[i].member = NULL;
		for (size_t n = 0; n < plan->columns.count; n++)
			if (said[n].number == column[i].number)
				column[i].member = said[n].member;
	}
	for (size_t n = 0; mapped && n < plan->columns.count; n++)
		if (said[n].number > (int64_t)found.count)
			problem_at(&r->problem, arena_printf(r->mem, "/columns/%zu/number", n), SAY_IMPORT_NO_COLUMN,
				DIGITS(said[n].number));
	plan->columns = found;
}

static void
check_columns(struct request *r, const struct import_plan *plan)
{
	const struct import_column *column = plan->columns.items;

	for (size_t i = 0; i < plan->columns.count; i++) {
		const char *at = arena_printf(r->mem, "/columns/%zu", i);

		for (size_t j = 0; j < i; j++) {
			if (column[j].number == column[i].number)
				problem_at(&r->problem, at, SAY_IMPORT_COLUMN_TWICE, DIGITS(column[i].number));
			else if (column[i].member != NULL && column[j].member != NULL &&
			    strcmp(column[j].member, column[i].member) == 0)
				problem_at(&r->problem, at, SAY_IMPORT_MEMBER_TWICE, column[i].member);
		}
		if (column[i].member != NULL && import_field(column[i].member) == NULL)
			problem_at(&r->problem, arena_printf(r->mem, "%s/member", at), SAY_IMPORT_NO_MEMBER, column[i].member);
	}
}

static bool
check_plan(struct request *r, const struct import *before, struct import_plan *plan)
{
	bool moved = plan->sheet != before->plan.sheet || plan->header_row.known != before->plan.header_row.known ||
		plan->header_row.value != before->plan.header_row.value;
	bool mapped = cJSON_GetObjectItemCaseSensitive(r->json, "columns") != NULL;

	if (!has_sheet(before, plan->sheet))
		return problem_at(&r->problem, "/sheet", SAY_IMPORT_NO_SHEET, DIGITS(before->sheets.count));
	if (plan->header_row.known && row_of(before, plan->sheet, plan->header_row) == NULL)
		return problem_at(&r->problem, "/header_row", SAY_IMPORT_NO_HEADER, DIGITS(IMPORT_LOOK));
	check_columns(r, plan);
	if (r->problem.code == PROBLEM_NONE && (moved || mapped))
		fill_columns(r, before, plan, mapped);
	return r->problem.code == PROBLEM_NONE;
}

/* What was said of the headers, to be proposed the next time; a column that was not spoken of is forgotten. */
static const char *
memory_text(struct request *r, const struct import_plan *plan, const struct list *said)
{
	const struct import_column *column = said->items, *filled = plan->columns.items;
	struct buffer              *b = buffer_new(r->mem);

	buffer_byte(b, '[');
	for (size_t i = 0; i < said->count; i++) {
		const char *header = import_fold_header(r->mem, filled[column[i].number - 1].header);

		if (*header == '\0')
			continue;
		buffer_text(b, b->length > 1 ? ",{\"header\":" : "{\"header\":");
		json_print_text(b, header);
		if (column[i].member != NULL)
			buffer_printf(b, ",\"member\":\"%s\"", column[i].member);
		buffer_byte(b, '}');
	}
	buffer_byte(b, ']');
	return b->at;
}

static enum step
patch(struct request *r)
{
	const struct import *before;
	struct import_plan  *plan = arena_alloc(r->mem, sizeof(*plan));
	struct buffer       *b = buffer_new(r->mem);
	bool                 mapped = cJSON_GetObjectItemCaseSensitive(r->json, "columns") != NULL;
	struct list          said;
	cJSON               *json;

	if (req_rows(r) == 0)
		return req_missing(r, import_message.word, r->arg);
	before = req_document(r, &import_message, req_text(r, 0, "document"));
	if (before == NULL)
		return STEP_DONE;
	if (r->version != 0 && r->version != before->version)
		return req_fail(r, PROBLEM_STALE, SAY_STALE);
	message_print(b, &import_plan_message, &before->plan);
	json = json_read(b->at, b->length, r->mem, &r->problem);
	json = json == NULL ? NULL : json_merge_patch(json, r->json, r->mem);
	if (json == NULL || !message_parse(&import_plan_message, json, FROM_CLIENT, NULL, r->mem, plan, &r->problem))
		return req_failed(r);
	said = plan->columns;
	if (!check_plan(r, before, plan))
		return req_failed(r);
	b = buffer_new(r->mem);
	message_print(b, &import_plan_message, plan);
	return req_ask(r, &sql_import_change_plan, ARGS(r->arg, DIGITS(before->version), b->at,
		mapped ? memory_text(r, plan, &said) : "[]"));
}

static enum step
reply_patched(struct request *r)
{
	return reply_import(r, req_text(r, 0, "document"));
}

step_fn *const import_patch[] = { ask_import, patch, reply_patched, NULL };

/* --- POST /v1/imports/{id}/check, run, undo */

static enum step
queue(struct request *r, enum import_action action)
{
	return req_ask(r, &sql_import_queue, ARGS(r->arg, import_action_vocab.words[action].id, uuid_v7(r->mem), ONCE(r)));
}

static enum step
queue_check(struct request *r)
{
	return queue(r, IMPORT_CHECK);
}

static enum step
queue_run(struct request *r)
{
	return queue(r, IMPORT_RUN);
}

static enum step
queue_undo(struct request *r)
{
	return queue(r, IMPORT_UNDO);
}

static enum step
reply_queued(struct request *r)
{
	const struct job *job = req_document(r, &job_message, req_text(r, 0, "answer"));

	if (job == NULL)
		return STEP_DONE;
	r->location = arena_printf(r->mem, "/v1/jobs/%s", job->id);
	return req_reply(r, job);
}

step_fn *const import_check[] = { queue_check, reply_queued, NULL };
step_fn *const import_run[] = { queue_run, reply_queued, NULL };
step_fn *const import_undo[] = { queue_undo, reply_queued, NULL };

/* --- GET /v1/imports/{id}/report */

static enum step
ask_report(struct request *r)
{
	const struct import_report_query *query = r->query;
	const char                       *after;

	if (req_rows(r) == 0)
		return req_missing(r, import_message.word, r->arg);
	if (!page_after(r, query->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_import_report, ARGS(r->arg,
		query->outcome < 0 ? NULL : import_outcome_vocab.words[query->outcome].id, after, DIGITS(query->limit + 1)));
}

static enum step
reply_report(struct request *r)
{
	return page_reply(r, &import_note_message, ((const struct import_report_query *)r->query)->limit);
}

step_fn *const import_report[] = { ask_import, ask_report, reply_report, NULL };
