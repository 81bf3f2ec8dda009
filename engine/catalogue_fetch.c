#include "engine/catalogue_fetch.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/log.h"

/* So many documents are asked for by name at once, and so many cards stored. */
enum { DOCUMENTS_AT_ONCE = 200, CARDS_AT_ONCE = 500 };

static const char partner[] = "partner";

static void *
must(void *p)
{
	if (p == NULL)
		abort();
	return p;
}

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

/* In the order of `wants`; the caller clears it. */
static PGresult *
ask_documents(struct errand *e, const struct want *wants, size_t count)
{
	struct arena  *mem = arena_new();
	struct buffer *ids = buffer_new(mem), *seqs = buffer_new(mem);
	PGresult      *rows;

	for (size_t i = 0; i < count; i++) {
		buffer_printf(ids, "%c%s", i == 0 ? '{' : ',', wants[i].id);
		buffer_printf(seqs, "%c%lld", i == 0 ? '{' : ',', (long long)wants[i].seq);
	}
	buffer_byte(ids, '}');
	buffer_byte(seqs, '}');
	rows = errand_ask(e, &sql_partner_documents, ARGS(ids->at, seqs->at));
	arena_free(mem);
	return rows;
}

/* --- everything */

struct fetch {
	struct errand        *e;
	struct arena         *mem;
	size_t                keep;
	struct catalogue_row *row;
	size_t                count, room;
	struct want          *damaged;	/* cards */
	size_t                damaged_count;
};

static void
add_row(struct fetch *f, struct catalogue_row row)
{
	if (f->count == f->room) {
		f->room = 2 * f->room + 1024;
		f->row = must(realloc(f->row, f->room * sizeof(*f->row)));
	}
	f->row[f->count++] = row;
}

static void
add_record(struct fetch *f, struct record *r)
{
	add_row(f, (struct catalogue_row){ .kind = partner, .kind_length = sizeof(partner) - 1, .id = r->id, .record = r });
}

/* What is over the budget is not even made. */
static void
add_document(struct fetch *f, const char *id, int64_t seq, const char *document)
{
	struct catalogue_row row = { .kind = partner, .kind_length = sizeof(partner) - 1, .id = id, .document = document,
		.length = strlen(document), .kept = true, .seq = seq, .slim = partners_unpacked() >= f->keep };
	struct record       *r = record_read(RECORD_PARTNER, &row);

	if (r != NULL) {
		add_record(f, r);
		return;
	}
	row.id = arena_strdup(f->mem, id);	/* it is named in the place of its partner */
	row.document = arena_strdup(f->mem, document);
	add_row(f, row);
}

static void
add_damaged(struct fetch *f, const char *id, int64_t seq)
{
	log_error("catalogue: the card of partner %s is damaged; its document is read instead", id);
	f->damaged = must(realloc(f->damaged, (f->damaged_count + 1) * sizeof(*f->damaged)));
	f->damaged[f->damaged_count++] = (struct want){ arena_strdup(f->mem, id), seq };
}

/* id, seq, card, document */
static bool
take_card(void *ctx, const PGresult *row)
{
	struct fetch  *f = ctx;
	const char    *id = PQgetvalue(row, 0, 0);
	int64_t        seq = integer_at(row, 0, 1);
	struct record *r;

	if (PQgetisnull(row, 0, 2)) {
		add_document(f, id, seq, PQgetvalue(row, 0, 3));
		return true;
	}
	r = partner_from_card(PQgetvalue(row, 0, 2), (size_t)PQgetlength(row, 0, 2), seq);
	if (r != NULL)
		add_record(f, r);
	else
		add_damaged(f, id, seq);
	return true;
}

static bool
take_damaged(struct fetch *f)
{
	bool good = true;

	for (size_t from = 0; good && from < f->damaged_count; from += DOCUMENTS_AT_ONCE) {
		size_t    n = f->damaged_count - from < DOCUMENTS_AT_ONCE ? f->damaged_count - from : DOCUMENTS_AT_ONCE;
		PGresult *rows = ask_documents(f->e, f->damaged + from, n);

		good = rows != NULL;
		for (size_t i = 0; good && i < n; i++)
			add_document(f, f->damaged[from + i].id, f->damaged[from + i].seq, PQgetvalue(rows, (int)i, 1));
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
catalogue_fetch(struct errand *e, size_t keep, struct fetched *out)
{
	struct fetch   f = { .e = e, .mem = arena_new(), .keep = keep };
	struct buffer *release = buffer_new(f.mem);
	PGresult      *rows = NULL;
	const char    *position = NULL;
	bool           good;

	print_bytes(release, card_release(), RELEASE_BYTES);
	*out = (struct fetched){ 0 };
	good = begin(e, &sql_moment_begin) && (rows = errand_ask(e, &sql_catalogue_load, NULL, 0)) != NULL &&
		(position = take_rows(&f, rows)) != NULL &&
		errand_each(e, &sql_catalogue_cards, ARGS(release->at), take_card, &f) && take_damaged(&f) &&
		errand_tell(e, &sql_transaction_commit, NULL, 0);
	if (good)
		out->catalogue = catalogue_make(NULL, f.row, f.count);
	else
		log_error("catalogue: it could not be read%s%s", *e->why == '\0' ? "" : ": ", e->why);
	if (out->catalogue != NULL) {
		out->count = f.count;
		out->position = must(strdup(position));
	}
	for (size_t i = 0; i < f.count; i++)
		if (f.row[i].record != NULL)
			record_release(f.row[i].record);
	free(f.row);
	free(f.damaged);
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

/* Bytes for some partners, as three arrays. */
struct batch {
	struct errand      *e;
	const struct query *store;
	struct arena       *mem;
	struct buffer      *ids, *seqs, *bytes;
	size_t              count;
};

static void
begin_batch(struct batch *b)
{
	arena_free(b->mem);
	b->mem = arena_new();
	b->ids = buffer_new(b->mem);
	b->seqs = buffer_new(b->mem);
	b->bytes = buffer_new(b->mem);
	b->count = 0;
}

static void
add_bytes(struct batch *b, const char *id, int64_t seq, const char *bytes, size_t length)
{
	char between = b->count++ == 0 ? '{' : ',';

	buffer_printf(b->ids, "%c%s", between, id);
	buffer_printf(b->seqs, "%c%lld", between, (long long)seq);
	buffer_byte(b->bytes, between);
	buffer_text(b->bytes, "\"\\");	/* within an array a backslash stands for itself when it is doubled */
	print_bytes(b->bytes, (const unsigned char *)bytes, length);
	buffer_byte(b->bytes, '"');
}

/* What has changed meanwhile is passed over: something else is made of it. */
static bool
store_batch(struct batch *b)
{
	if (b->count == 0)
		return true;
	buffer_byte(b->ids, '}');
	buffer_byte(b->seqs, '}');
	buffer_byte(b->bytes, '}');
	return begin(b->e, &sql_transaction_begin) &&
		errand_tell(b->e, b->store, ARGS(b->ids->at, b->seqs->at, b->bytes->at)) &&
		errand_tell(b->e, &sql_transaction_commit, NULL, 0);
}

bool
catalogue_store_cards(struct errand *e, struct catalogue *c)
{
	const struct table *partners = c->table[RECORD_PARTNER];
	struct batch        batch = { .e = e, .store = &sql_partner_card_store };
	struct record      *of[CARDS_AT_ONCE];
	bool                good = true;

	begin_batch(&batch);
	for (size_t i = 0; good && i < partners->count; i++) {
		struct record *r = table_at(partners, i);
		size_t         length;
		const char    *card = partner_card(r, &length);

		if (card != NULL) {
			of[batch.count] = r;
			add_bytes(&batch, r->id, partner_seq(r), card, length);
		}
		if (batch.count < CARDS_AT_ONCE && i + 1 < partners->count)
			continue;
		good = store_batch(&batch);
		for (size_t k = 0; good && k < batch.count; k++)
			partner_card_is_stored(of[k]);
		begin_batch(&batch);
	}
	arena_free(batch.mem);
	return good;
}

static bool
is_my_turn(struct errand *e)
{
	PGresult *mine = errand_ask(e, &sql_partner_grams_turn, NULL, 0);
	bool      is = mine != NULL && strcmp(PQgetvalue(mine, 0, 0), "t") == 0;

	PQclear(mine);
	return is;
}

/* What cannot be read has no texts that anybody scores. */
static void
add_grams(struct batch *b, const PGresult *rows, int row)
{
	struct arena        *mem = arena_new();
	const char          *id = PQgetvalue(rows, row, 0), *document = PQgetvalue(rows, row, 2);
	int64_t              seq = strtoll(PQgetvalue(rows, row, 1), NULL, 10);
	struct buffer       *bytes = buffer_new(mem);

	grams_print(bytes, card_release(), seq, partner_document_text(document, strlen(document), mem));
	add_bytes(b, id, seq, bytes->at, bytes->length);
	arena_free(mem);
}

bool
catalogue_store_grams(struct errand *e, bool foreign)
{
	struct batch   batch = { .e = e, .store = &sql_partner_grams_store };
	struct arena  *mem = arena_new();
	struct buffer *release = buffer_new(mem), *last = buffer_new(mem);
	bool           good = is_my_turn(e);
	int            n = 1;

	print_bytes(release, card_release(), RELEASE_BYTES);
	while (good && n > 0) {
		PGresult *rows = !begin(e, &sql_moment_begin) ? NULL :
			foreign ? errand_ask(e, &sql_partner_grams_foreign, ARGS(last->at, release->at)) :
			errand_ask(e, &sql_partner_grams_lacking, ARGS(last->at));

		n = rows == NULL ? 0 : PQntuples(rows);
		good = rows != NULL && errand_tell(e, &sql_transaction_commit, NULL, 0);
		begin_batch(&batch);
		for (int i = 0; good && i < n; i++)
			add_grams(&batch, rows, i);
		good = good && store_batch(&batch);
		last->length = 0;
		buffer_text(last, n == 0 ? "" : PQgetvalue(rows, n - 1, 0));
		PQclear(rows);
	}
	arena_free(batch.mem);
	arena_free(mem);
	return good;
}
