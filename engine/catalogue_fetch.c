#include "engine/catalogue_fetch.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/log.h"

/*
 * So many documents are asked for by name at once, and so much is stored. So many records find room in so many
 * bytes, which are less than what glibc would give back to the system.
 */
enum { DOCUMENTS_AT_ONCE = 200, ROOM_RECORDS = 128, ROOM_BYTES = 100000 };

static const char partner[] = "partner";

static bool
begin(struct errand *e, const struct query *how)
{
	return errand_tell(e, how, NULL, 0) && errand_tell(e, &sql_caller_enter, ARGS("system", NULL));
}

static int64_t
integer_at(const PGresult *rows, int row, int column)
{
	uint64_t n;

	memcpy(&n, PQgetvalue(rows, row, column), sizeof(n));
	return (int64_t)be64toh(n);
}

/* "\x0123": bytes as PostgreSQL reads them. */
static void
print_bytes(struct buffer *b, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	buffer_text(b, "\\x");
	for (size_t i = 0; i < n; i++) {
		buffer_byte(b, digits[bytes[i] >> 4]);
		buffer_byte(b, digits[bytes[i] & 15]);
	}
}

/* --- documents by name */

/* A partner whose document is wanted, as it was at an entry of the audit. */
struct want {
	const char *id;
	int64_t     seq;
};

static bool
send_wants(struct errand *e, const struct want *wants, size_t count)
{
	struct arena  *mem = arena_new();
	struct buffer *ids = buffer_new(mem), *seqs = buffer_new(mem);
	bool           sent;

	for (size_t i = 0; i < count; i++) {
		buffer_printf(ids, "%c%s", i == 0 ? '{' : ',', wants[i].id);
		buffer_printf(seqs, "%c%lld", i == 0 ? '{' : ',', (long long)wants[i].seq);
	}
	buffer_byte(ids, '}');
	buffer_byte(seqs, '}');
	sent = errand_send(e, &sql_partner_documents, ARGS(ids->at, seqs->at));
	arena_free(mem);
	return sent;
}

/* In the order of `wants`; the caller clears it. */
static PGresult *
ask_documents(struct errand *e, const struct want *wants, size_t count)
{
	return send_wants(e, wants, count) ? errand_take(e) : NULL;
}

/* --- everything */

struct fetch {
	struct errand        *e;
	struct arena         *mem;
	struct catalogue_row *row;
	size_t                count, room;
	struct want          *want;	/* partners that there is no card of */
	size_t                wanted, wants_room;
};

static void
add_row(struct fetch *f, struct catalogue_row row)
{
	if (f->count == f->room) {
		f->room = 2 * f->room + 1024;
		f->row = must_have(realloc(f->row, f->room * sizeof(*f->row)));
	}
	f->row[f->count++] = row;
}

/*
 * glibc lets the heap of a thread grow by one page after the other, each with a system call. What is asked for at
 * once it grows by at once, and it keeps that when it is given back: an eighth of the time of a start.
 */
static void
make_room(void)
{
	void *volatile room = malloc(ROOM_BYTES);	/* else the compiler would leave out both */

	free(room);
}

static void
add_record(struct fetch *f, struct record *r)
{
	if (f->count % ROOM_RECORDS == 0)
		make_room();
	add_row(f, (struct catalogue_row){ .kind = partner, .kind_length = sizeof(partner) - 1, .id = r->id, .record = r });
}

/* Its texts stay in the database, as those of a partner that comes by its card. */
static void
add_document(struct fetch *f, const char *id, int64_t seq, const char *document)
{
	struct catalogue_row row = { .kind = partner, .kind_length = sizeof(partner) - 1, .id = id, .document = document,
		.length = strlen(document), .kept = true, .seq = seq, .slim = true };
	struct record       *r = record_read(RECORD_PARTNER, &row);

	if (r != NULL) {
		add_record(f, r);
		return;
	}
	row.document = arena_strdup(f->mem, document);
	add_row(f, row);
}

static void
add_want(struct fetch *f, const char *id, int64_t seq)
{
	if (f->wanted == f->wants_room) {
		f->wants_room = 2 * f->wants_room + 16;
		f->want = must_have(realloc(f->want, f->wants_room * sizeof(*f->want)));
	}
	f->want[f->wanted++] = (struct want){ arena_strdup(f->mem, id), seq };
}

/* id, seq, card. One that another release has made is as good as none. */
static bool
take_card(void *ctx, const PGresult *row)
{
	struct fetch  *f = ctx;
	const char    *id = PQgetvalue(row, 0, 0), *card = PQgetvalue(row, 0, 2);
	size_t         length = (size_t)PQgetlength(row, 0, 2);
	int64_t        seq = integer_at(row, 0, 1);
	struct record *r = partner_from_card(card, length, seq);

	if (r != NULL) {
		add_record(f, r);
		return true;
	}
	if (card_is_ours(card, length))
		log_error("catalogue: the card of partner %s is damaged; its document is read instead", id);
	add_want(f, id, seq);
	return true;
}

/* Of those from `from` on that are asked for at once, the end. */
static size_t
wants_until(const struct fetch *f, size_t from)
{
	return f->wanted - from < DOCUMENTS_AT_ONCE ? f->wanted : from + DOCUMENTS_AT_ONCE;
}

/* The next ones are on their way while these are taken apart. */
static bool
take_documents(struct fetch *f)
{
	size_t end = wants_until(f, 0);
	bool   good = end == 0 || send_wants(f->e, f->want, end);

	for (size_t from = 0; good && from < f->wanted; from = end, end = wants_until(f, from)) {
		PGresult *rows = errand_take(f->e);

		good = rows != NULL && (end == f->wanted || send_wants(f->e, f->want + end, wants_until(f, end) - end));
		for (size_t i = from; good && i < end; i++)
			add_document(f, f->want[i].id, f->want[i].seq, PQgetvalue(rows, (int)(i - from), 1));
		PQclear(rows);
	}
	return good;
}

/* kind, id, document; the position is no record. */
static const char *
take_rows(struct fetch *f, const PGresult *rows)
{
	const char *position = NULL;

	for (int i = 0; rows != NULL && i < PQntuples(rows); i++) {
		struct catalogue_row row = {
			.kind = PQgetvalue(rows, i, 0), .kind_length = (size_t)PQgetlength(rows, i, 0),
			.id = PQgetvalue(rows, i, 1), .document = PQgetvalue(rows, i, 2), .length = (size_t)PQgetlength(rows, i, 2),
		};

		if (strcmp(row.kind, "position") != 0)
			add_row(f, row);
		else if (!PQgetisnull(rows, i, 1))
			position = row.id;
	}
	return position;
}

bool
catalogue_fetch(struct errand *e, struct fetched *out)
{
	struct fetch f = { .e = e, .mem = arena_new() };
	PGresult    *rows = NULL;
	const char  *position = NULL;
	bool         good;

	*out = (struct fetched){ 0 };
	good = begin(e, &sql_moment_begin) && (rows = errand_ask(e, &sql_catalogue_load, NULL, 0)) != NULL &&
		(position = take_rows(&f, rows)) != NULL &&
		errand_each(e, &sql_catalogue_cards, NULL, 0, take_card, &f) && take_documents(&f) &&
		errand_tell(e, &sql_transaction_commit, NULL, 0);
	if (good)
		out->catalogue = catalogue_make(NULL, f.row, f.count);
	else
		log_error("catalogue: it could not be read%s%s", *e->why == '\0' ? "" : ": ", e->why);
	if (out->catalogue != NULL) {
		out->count = f.count;
		out->position = must_have(strdup(position));
	}
	for (size_t i = 0; i < f.count; i++)
		if (f.row[i].record != NULL)
			record_release(f.row[i].record);
	free(f.row);
	free(f.want);
	PQclear(rows);
	arena_free(f.mem);
	return out->catalogue != NULL;
}

/* --- texts */

/* Partners, and what they should be. */
struct taking {
	const struct table *partners;
	bool              (*is)(struct record *r);
};

/* id, seq, document */
static bool
take_texts(void *ctx, const PGresult *row)
{
	const struct taking *taking = ctx;
	long                 found = table_find(taking->partners, PQgetvalue(row, 0, 0));
	struct record       *r = found < 0 ? NULL : table_at(taking->partners, (size_t)found);

	/* What is another by now is asked for by its entry. */
	if (r != NULL && !taking->is(r) && partner_seq(r) == integer_at(row, 0, 1))
		partner_complete(r, PQgetvalue(row, 0, 2), (size_t)PQgetlength(row, 0, 2));
	return true;
}

/* At most DOCUMENTS_AT_ONCE. */
static bool
fetch_some(struct errand *e, const struct catalogue *c, const size_t *index, size_t count)
{
	struct record *of[DOCUMENTS_AT_ONCE];
	struct want    wants[DOCUMENTS_AT_ONCE] = { { 0 } };
	PGresult      *rows;
	bool           good;

	for (size_t i = 0; i < count; i++) {
		of[i] = table_at(c->table[RECORD_PARTNER], index[i]);
		wants[i] = (struct want){ of[i]->id, partner_seq(of[i]) };
	}
	rows = ask_documents(e, wants, count);
	good = rows != NULL;
	for (size_t i = 0; good && i < count; i++) {
		good = !PQgetisnull(rows, (int)i, 1) &&
			partner_complete(of[i], PQgetvalue(rows, (int)i, 1), (size_t)PQgetlength(rows, (int)i, 1));
		if (!good)
			log_warn("catalogue: the document of partner %s at entry %lld is not to be had", wants[i].id,
				(long long)wants[i].seq);
	}
	PQclear(rows);
	return good;
}

/* Those that are not what they should be, from `*next` on. */
static size_t
find_lacking(const struct catalogue *c, bool (*is)(struct record *r), size_t *next, size_t index[DOCUMENTS_AT_ONCE])
{
	size_t n = 0, count = catalogue_count(c, RECORD_PARTNER);

	for (; n < DOCUMENTS_AT_ONCE && *next < count; ++*next)
		if (!is(table_at(c->table[RECORD_PARTNER], *next)))
			index[n++] = *next;
	return n;
}

bool
catalogue_fetch_texts_of(struct errand *e, const struct catalogue *c, const size_t *index, size_t count)
{
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = partner_is_whole(table_at(c->table[RECORD_PARTNER], index[i])) || fetch_some(e, c, &index[i], 1);
	return good;
}

/* By their documents, all partners become what they should be. */
static bool
fetch_lacking(struct errand *e, const struct catalogue *c, bool (*is)(struct record *r))
{
	size_t index[DOCUMENTS_AT_ONCE], next = 0, n = find_lacking(c, is, &next, index);
	struct taking taking = { c->table[RECORD_PARTNER], is };
	bool   good = true;

	/* Of many most are as they are now. */
	if (n == DOCUMENTS_AT_ONCE) {
		good = errand_each(e, &sql_catalogue_documents, NULL, 0, take_texts, &taking);
		next = 0;
		n = find_lacking(c, is, &next, index);
	}
	for (; good && n > 0; n = find_lacking(c, is, &next, index))
		good = fetch_some(e, c, index, n);
	return good;
}

bool
catalogue_fetch_texts(struct errand *e, struct catalogue *c)
{
	return begin(e, &sql_moment_begin) && fetch_lacking(e, c, partner_is_whole) && catalogue_is_whole(c);
}

/* id, seq, grams */
static bool
take_grams(void *ctx, const PGresult *row)
{
	const struct table *partners = ctx;
	long                found = table_find(partners, PQgetvalue(row, 0, 0));
	struct record      *r = found < 0 ? NULL : table_at(partners, (size_t)found);

	if (r != NULL && !partner_is_scorable(r) && partner_seq(r) == integer_at(row, 0, 1))
		partner_take_grams(r, PQgetvalue(row, 0, 2), (size_t)PQgetlength(row, 0, 2));
	return true;
}

bool
catalogue_fetch_grams(struct errand *e, struct catalogue *c)
{
	return begin(e, &sql_moment_begin) &&
		errand_each(e, &sql_catalogue_grams, NULL, 0, take_grams, c->table[RECORD_PARTNER]) &&
		fetch_lacking(e, c, partner_is_scorable) && catalogue_is_scorable(c);
}

/* --- what the database keeps of ours */

/* What was made of some partners, as four arrays. */
struct made {
	struct buffer *ids, *seqs, *cards, *grams;
};

/* Within an array a backslash stands for itself when it is doubled. */
static void
add_bytes(struct buffer *b, char between, const char *bytes, size_t length)
{
	buffer_byte(b, between);
	buffer_text(b, "\"\\");
	print_bytes(b, (const unsigned char *)bytes, length);
	buffer_byte(b, '"');
}

/* The document is asked for where the texts are not here. */
static void
add_made(struct made *m, struct record *r, const char *document, struct arena *mem)
{
	struct buffer *grams = buffer_new(mem);
	char           between = m->ids->length == 0 ? '{' : ',';
	size_t         length;
	const char    *card = partner_card(r, &length);

	grams_print(grams, card_release(), partner_seq(r),
		document == NULL ? partner_text(r, mem) : partner_document_text(document, strlen(document), mem));
	buffer_printf(m->ids, "%c%s", between, r->id);
	buffer_printf(m->seqs, "%c%lld", between, (long long)partner_seq(r));
	add_bytes(m->cards, between, card, length);
	add_bytes(m->grams, between, grams->at, grams->length);
}

static bool
store(struct errand *e, struct made *m)
{
	if (m->ids->length == 0)
		return true;
	buffer_byte(m->ids, '}');
	buffer_byte(m->seqs, '}');
	buffer_byte(m->cards, '}');
	buffer_byte(m->grams, '}');
	return errand_tell(e, &sql_partner_made_store, ARGS(m->ids->at, m->seqs->at, m->cards->at, m->grams->at));
}

/* At most DOCUMENTS_AT_ONCE. What is not to be had any more is another by now, of which something else is made. */
static bool
store_some(struct errand *e, struct record *const *of, size_t count)
{
	struct arena *mem = arena_new();
	struct made   made = { buffer_new(mem), buffer_new(mem), buffer_new(mem), buffer_new(mem) };
	struct want   wants[DOCUMENTS_AT_ONCE] = { { 0 } };
	size_t        lacking = 0;
	PGresult     *rows = NULL;
	bool          good = begin(e, &sql_transaction_begin);

	for (size_t i = 0; i < count; i++)
		if (!partner_is_scorable(of[i]))
			wants[lacking++] = (struct want){ of[i]->id, partner_seq(of[i]) };
	if (good && lacking > 0)
		good = (rows = ask_documents(e, wants, lacking)) != NULL;
	for (size_t i = 0, next = 0; good && i < count; i++) {
		bool asked = next < lacking && wants[next].id == of[i]->id;
		int  row = asked ? (int)next++ : -1;

		if (!asked || !PQgetisnull(rows, row, 1))
			add_made(&made, of[i], asked ? PQgetvalue(rows, row, 1) : NULL, mem);
	}
	PQclear(rows);
	good = good && store(e, &made) && errand_tell(e, &sql_transaction_commit, NULL, 0);
	arena_free(mem);
	return good;
}

/* Another process of this release makes the same of the same. */
static bool
is_my_turn(struct errand *e)
{
	struct arena  *mem = arena_new();
	struct buffer *release = buffer_new(mem);
	PGresult      *mine;
	bool           is;

	print_bytes(release, card_release(), RELEASE_BYTES);
	mine = errand_ask(e, &sql_partner_made_turn, ARGS(release->at));
	is = mine != NULL && strcmp(PQgetvalue(mine, 0, 0), "t") == 0;
	PQclear(mine);
	arena_free(mem);
	return is;
}

bool
catalogue_store(struct errand *e, struct catalogue *c)
{
	size_t index[DOCUMENTS_AT_ONCE], next = 0, n;
	bool   mine = is_my_turn(e), good = true;

	while (good && (n = find_lacking(c, partner_is_stored, &next, index)) > 0) {
		struct record *of[DOCUMENTS_AT_ONCE];

		for (size_t i = 0; i < n; i++)
			of[i] = table_at(c->table[RECORD_PARTNER], index[i]);
		good = !mine || store_some(e, of, n);
		for (size_t i = 0; good && i < n; i++)
			partner_set_stored(of[i]);
	}
	return good;
}
