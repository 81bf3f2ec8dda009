#include "engine/import_work.h"

#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/catalogue_fetch.h"
#include "engine/import_known.h"
#include "engine/uuid.h"
#include "proto/import_row.h"
#include "proto/json.h"
#include "proto/registration.h"
#include "proto/spool.h"

/* BATCH_BYTES bounds what is held; BATCH_ROWS, how long a statement takes. */
enum { BATCH_BYTES = 1 << 20, BATCH_ROWS = 500, NOTES_BYTES = 1 << 20 };

/* Partners on their way to PostgreSQL: the rows they come from, "1,2,3", and their documents, one a line. */
struct batch {
	const struct query *query;
	struct buffer      *numbers, *documents;
	size_t              rows;
};

struct run {
	struct import_work  *w;
	struct errand       *e;
	struct book          book;
	struct import_reader reader;
	struct names         names;
	struct known        *known;
	struct batch         fresh, replaced;
	bool                 sent;		/* a batch is on its way */
	struct spool        *notes;		/* the report, a JSON object a line */
	int64_t              note_count;
	struct import_result result;
	bool                 broken;		/* the errand failed */
};

static bool
is_true(PGresult *rows)
{
	bool yes = rows != NULL && PQntuples(rows) == 1 && strcmp(PQgetvalue(rows, 0, 0), "t") == 0;

	PQclear(rows);
	return yes;
}

/* --- the report */

static void
print_cells(struct buffer *b, const struct book_row *row)
{
	buffer_text(b, "\"cells\":[");
	for (size_t i = 0; i < row->count; i++) {
		if (i > 0)
			buffer_byte(b, ',');
		json_print_text(b, row->cells[i]);
	}
	buffer_text(b, "],");
}

/* Rejected rows are kept whole, to be mended. */
static void
note(struct run *r, const struct book_row *row, enum import_outcome outcome, const char *partner, struct list reasons,
	struct arena *mem)
{
	struct import_note  n = { .row = row->number, .outcome = (int)outcome, .partner = partner, .reasons = reasons };
	struct buffer      *line = buffer_new(mem), *said = buffer_new(mem);

	message_print(said, &import_note_message, &n);
	buffer_printf(line, "{\"number\":%lld,", (long long)++r->note_count);
	if (outcome == OUTCOME_REJECTED)
		print_cells(line, row);
	buffer_text(line, said->at + 1);
	buffer_byte(line, '\n');
	r->broken = !spool_add(r->notes, line->at, line->length, &r->w->problem) || r->broken;
}

static void
note_one(struct run *r, const struct book_row *row, enum import_outcome outcome, const char *partner, const char *member,
	const struct said *why, struct arena *mem)
{
	struct import_reason *reason = arena_alloc(mem, sizeof(*reason));

	*reason = import_reason_of(&r->reader, member, why, mem);
	note(r, row, outcome, partner, (struct list){ .items = reason, .count = 1 }, mem);
}

/* The lines become arrays of about NOTES_BYTES. */
static bool
send_notes(struct run *r)
{
	const char    *at = spool_map(r->notes, &r->w->problem);
	const char    *end = at == NULL ? NULL : at + spool_length(r->notes);
	struct buffer *b = buffer_new(r->w->mem);
	bool           good = at != NULL;

	while (good && at < end) {
		b->length = 0;
		buffer_byte(b, '[');
		while (at < end && b->length < NOTES_BYTES) {
			const char *stop = memchr(at, '\n', (size_t)(end - at));

			if (b->length > 1)
				buffer_byte(b, ',');
			buffer_add(b, at, (size_t)(stop - at));
			at = stop + 1;
		}
		buffer_byte(b, ']');
		good = errand_tell(r->e, &sql_import_notes_add, ARGS(r->w->import->id, b->at));
	}
	return good;
}

/* --- batches */

static bool
await_batch(struct run *r)
{
	bool good = !r->sent || errand_wait(r->e);

	r->sent = false;
	r->broken = r->broken || !good;
	return good;
}

static void
send_batch(struct run *r, struct batch *b)
{
	if (b->rows == 0 || !await_batch(r))
		return;
	r->sent = errand_send(r->e, b->query, ARGS(r->w->import->id, b->numbers->at, b->documents->at));
	r->broken = r->broken || !r->sent;
	b->numbers->length = b->documents->length = b->rows = 0;
}

static void
add_partner(struct run *r, struct batch *b, int64_t row, const struct partner *p)
{
	if (b->rows++ > 0) {
		buffer_byte(b->numbers, ',');
		buffer_byte(b->documents, '\n');
	}
	buffer_integer(b->numbers, row);
	message_print(b->documents, &partner_message, p);
	if (b->rows >= BATCH_ROWS || b->documents->length >= BATCH_BYTES)
		send_batch(r, b);
}

/* --- one row */

static void
reject(struct run *r, const struct book_row *row, const struct problem *p, struct arena *mem)
{
	r->result.rejected++;
	note(r, row, OUTCOME_REJECTED, NULL, import_row_reasons(&r->reader, p, mem), mem);
}

/* What is stored of a partner is replaced as a whole, so the whole of it must be known. */
static bool
fetch_texts(struct run *r, size_t index)
{
	return (!r->sent || await_batch(r)) && catalogue_fetch_texts_of(r->e, r->w->catalogue, &index, 1);
}

/* What is there, changed by what the row says of it. */
static void
replace(struct run *r, const struct book_row *row, const char *id, const cJSON *said, struct arena *mem)
{
	const struct catalogue *c = r->w->catalogue;
	long                    found = catalogue_find(c, RECORD_PARTNER, id);
	const struct partner   *before;
	struct partner         *after = arena_alloc(mem, sizeof(*after));
	struct buffer          *text = buffer_new(mem);
	struct problem          p = { .mem = mem };
	cJSON                  *json;

	if (found < 0) {	/* it was stored a moment ago, and the catalogue does not have it yet */
		r->broken = true;
		return;
	}
	if (!fetch_texts(r, (size_t)found)) {
		r->broken = true;
		return;
	}
	before = catalogue_at(c, RECORD_PARTNER, (size_t)found);
	message_print_client(text, &partner_message, before);
	json = json_read(text->at, text->length, mem, &p);
	json = json == NULL ? NULL : json_merge_patch(json, said, mem);
	if (json == NULL || !message_parse(&partner_message, json, FROM_CLIENT, &r->names, mem, after, &p)) {
		reject(r, row, &p, mem);
		return;
	}
	after->id = id;
	after->version = before->version;
	r->result.updated++;
	add_partner(r, &r->replaced, row->number, after);
}

static void
create(struct run *r, const struct book_row *row, const struct partner *profile, struct arena *mem)
{
	r->result.created++;
	add_partner(r, &r->fresh, row->number, partner_first(mem, uuid_v7(mem), profile));
}

/* A partner that is there already. */
static void
meet(struct run *r, const struct book_row *row, const struct known_answer *a, const cJSON *said, struct arena *mem)
{
	struct said why = say_make(mem, a->as == KNOWN_BY_NUMBER ? SAY_REGISTRATION_KNOWN : SAY_NAME_KNOWN, a->given, a->partner);

	if (r->w->import->plan.duplicates == DUPLICATES_UPDATE) {
		replace(r, row, a->partner, said, mem);
		return;
	}
	r->result.skipped++;
	note_one(r, row, OUTCOME_SKIPPED, a->partner, a->member, &why, mem);
}

static void
resemble(struct run *r, const struct book_row *row, const struct known_answer *a, const struct partner *profile,
	struct arena *mem)
{
	struct said why = say_make(mem, SAY_NAME_SIMILAR, a->given, a->name, a->partner);
	bool        keep = r->w->import->plan.similar == SIMILAR_KEEP;

	note_one(r, row, keep ? OUTCOME_SIMILAR : OUTCOME_SKIPPED, a->partner, a->member, &why, mem);
	r->result.similar += keep;
	r->result.skipped += !keep;
	if (keep)
		create(r, row, profile, mem);
}

static void
reject_double(struct run *r, const struct book_row *row, const struct known_answer *a, struct arena *mem)
{
	struct said why = say_make(mem, a->as == KNOWN_NUMBER_TWICE ? SAY_REGISTRATION_TWICE : SAY_NAME_TWICE, a->given,
		DIGITS(a->row));

	r->result.rejected++;
	note_one(r, row, OUTCOME_REJECTED, NULL, a->member, &why, mem);
}

static void
take(struct run *r, const struct book_row *row, const struct partner *profile, const cJSON *said, struct arena *mem)
{
	struct known_answer a = known_ask(r->known, profile, row->number);

	switch (a.as) {
	case KNOWN_NOT:
		create(r, row, profile, mem);
		break;
	case KNOWN_BY_NUMBER:
	case KNOWN_BY_NAME:
		meet(r, row, &a, said, mem);
		break;
	case KNOWN_SIMILAR:
		resemble(r, row, &a, profile, mem);
		break;
	case KNOWN_NUMBER_TWICE:
	case KNOWN_NAME_TWICE:
		reject_double(r, row, &a, mem);
		break;
	}
}

static bool
on_row(void *ctx, const struct book_row *row)
{
	struct run           *r = ctx;
	struct import_work   *w = r->w;
	struct arena         *mem;
	struct problem        p = { 0 };
	const struct partner *profile;
	cJSON                *said;

	if (r->book.kind != BOOK_NDJSON && row->number <= w->import->plan.header_row.value)
		return true;
	p.mem = mem = arena_new();
	r->result.rows++;
	profile = import_row_read(&r->reader, row, mem, &said, &p);
	if (profile != NULL)
		registration_accept(profile->country, profile->registration_number, &p);
	if (p.code != PROBLEM_NONE)
		reject(r, row, &p, mem);
	else
		take(r, row, profile, said, mem);
	arena_free(mem);
	if (r->book.whole > 0)
		atomic_store(&w->permille, (int)(r->book.done * 1000 / r->book.whole));
	return !r->broken && !atomic_load(w->off);
}

/* --- all rows */

/* The file comes in the pieces in which it was uploaded. */
static struct spool *
fetch_file(struct import_work *w, struct errand *e)
{
	struct spool *file = spool_new(w->mem, &w->problem);
	bool          more = file != NULL;

	for (int number = 0; more; number++) {
		PGresult *rows = errand_ask_bytes(e, &sql_import_piece_read, ARGS(w->import->id, DIGITS(number)));

		if (rows == NULL)
			return NULL;
		more = !PQgetisnull(rows, 0, 0);
		if (more && !spool_add(file, PQgetvalue(rows, 0, 0), (size_t)PQgetlength(rows, 0, 0), &w->problem))
			file = NULL;
		more = more && file != NULL;
		PQclear(rows);
	}
	if (file != NULL && spool_length(file) == 0) {
		problem_set(&w->problem, PROBLEM_NOT_FOUND, SAY_IMPORT_FILE_GONE);
		return NULL;
	}
	return file;
}

static bool
prepare(struct run *r)
{
	struct import_work *w = r->w;
	struct spool       *file = fetch_file(w, r->e);
	const char         *bytes = file == NULL ? NULL : spool_map(file, &w->problem);

	if (bytes == NULL || !book_open(bytes, spool_length(file), w->mem, &r->book, &w->problem))
		return false;
	if (w->import->plan.sheet < 1 || (size_t)w->import->plan.sheet > r->book.sheets)
		return problem_set(&w->problem, PROBLEM_BAD_FILE, SAY_SHEET_EMPTY);
	r->names = catalogue_names(w->catalogue);
	import_reader_begin(&r->reader, &w->import->plan, r->book.kind, &r->names);
	r->fresh = (struct batch){ &sql_import_store, buffer_new(w->mem), buffer_new(w->mem), 0 };
	r->replaced = (struct batch){ &sql_import_replace, buffer_new(w->mem), buffer_new(w->mem), 0 };
	r->notes = spool_new(w->mem, &w->problem);
	r->known = known_load(r->e, w->mem);
	return r->known != NULL && r->notes != NULL && errand_tell(r->e, &sql_import_mark, NULL, 0);
}

/* What is wrong makes it a trial as well, where nothing is to be stored then. */
static bool
is_trial(const struct run *r)
{
	return r->w->action == IMPORT_CHECK ||
		(r->w->import->plan.mistakes == MISTAKES_REFUSE_ALL && r->result.rejected > 0);
}

static bool
go_through_rows(struct run *r)
{
	struct import_work *w = r->w;

	if (!prepare(r) || !book_read(&r->book, (size_t)w->import->plan.sheet - 1, on_row, r, &w->problem))
		return false;
	send_batch(r, &r->fresh);
	send_batch(r, &r->replaced);
	if (!await_batch(r) || r->broken || atomic_load(w->off))
		return false;
	r->result.stored = !is_trial(r);
	if (!r->result.stored && !errand_tell(r->e, &sql_import_take_back, NULL, 0))
		return false;
	return send_notes(r);
}

/* --- undoing */

static const char *
reason_text(struct import_work *w, enum say say)
{
	struct said          why = say_make(w->mem, say);
	struct import_reader none = { .plan = &w->import->plan };
	struct import_reason reason = import_reason_of(&none, NULL, &why, w->mem);
	struct buffer       *b = buffer_new(w->mem);

	message_print(b, &import_reason_message, &reason);
	return b->at;
}

static bool
undo(struct run *r)
{
	struct import_work *w = r->w;
	PGresult           *rows = errand_ask(r->e, &sql_import_undo, ARGS(w->import->id,
		reason_text(w, SAY_IMPORT_KEPT_CHANGED), reason_text(w, SAY_IMPORT_KEPT_USED)));

	if (rows == NULL)
		return false;
	r->result.undone = strtoll(PQgetvalue(rows, 0, 0), NULL, 10);
	r->result.kept = strtoll(PQgetvalue(rows, 0, 1), NULL, 10);
	r->result.stored = true;
	PQclear(rows);
	return true;
}

/* --- the transaction */

static bool
begin(struct import_work *w, struct errand *e)
{
	return errand_tell(e, &sql_transaction_begin, NULL, 0) &&
		errand_tell(e, &sql_caller_enter, ARGS("system", NULL)) &&
		is_true(errand_ask(e, &sql_import_begin, ARGS(w->job, w->attempt)));
}

static bool
finish(struct run *r)
{
	struct buffer *b = buffer_new(r->w->mem);

	message_print(b, &import_result_message, &r->result);
	return is_true(errand_ask(r->e, &sql_import_finish, ARGS(r->w->job, r->w->attempt, b->at)));
}

/* What it came to, when it was not done. */
static enum import_end
why_not(struct import_work *w, const struct errand *e)
{
	if (atomic_load(w->off))
		return IMPORT_END_LOST;
	if (e->refused)
		problem_set(&w->problem, PROBLEM_CONFLICT, SAY_IMPORT_MOVED, e->why);
	return w->problem.code != PROBLEM_NONE ? IMPORT_END_FAILED : IMPORT_END_AGAIN;
}

enum import_end
import_work_do(struct import_work *w)
{
	struct errand   e;
	struct run     *r = arena_alloc(w->mem, sizeof(*r));
	enum import_end end = IMPORT_END_AGAIN;

	r->w = w;
	r->e = &e;
	r->result.action = (int)w->action;
	if (!errand_open(&e, w->server, w->off))
		end = why_not(w, &e);
	else if (!begin(w, &e))
		end = e.refused ? why_not(w, &e) : IMPORT_END_LOST;
	else if (!(w->action == IMPORT_UNDO ? undo(r) : go_through_rows(r)))
		end = why_not(w, &e);
	else if (!finish(r))
		end = e.refused ? why_not(w, &e) : IMPORT_END_LOST;
	else if (errand_tell(&e, &sql_transaction_commit, NULL, 0))
		end = IMPORT_END_DONE;
	errand_close(&e);
	return end;
}
