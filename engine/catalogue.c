#include "engine/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_network.h"
#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/log.h"

/* What is to become of the records of every kind. */
struct changes {
	struct change *at[STORED_KINDS];
	size_t         count[STORED_KINDS];
};

static int
compare_changes(const void *a, const void *b)
{
	return strcmp(((const struct change *)a)->id, ((const struct change *)b)->id);
}

/* Callers are ordered by hash, and a token that is gone is named by its id. */
static const struct record *
find_token(const struct table *callers, const char *token)
{
	for (size_t i = 0; callers != NULL && i < callers->count; i++) {
		const struct record *r = table_at(callers, i);

		if (strcmp(((const struct caller *)r->message)->token, token) == 0)
			return r;
	}
	return NULL;
}

static void
add_change(struct changes *all, int kind, const char *id, struct record *r)
{
	all->at[kind][all->count[kind]++] = (struct change){ id, r };
}

/* A partner that cannot be read gives place to what says so, and that to the partner once it can be read. */
static void
read_partner(const struct catalogue *old, const struct catalogue_row *row, struct record *r, struct changes *all)
{
	struct record *unread = r != NULL || row->document == NULL ? NULL : record_unread(row);
	const char    *id = r != NULL ? r->id : unread != NULL ? unread->id : row->id;

	add_change(all, RECORD_PARTNER, id, r);
	if (unread != NULL || (old != NULL && table_find(old->table[RECORD_UNREAD], id) >= 0))
		add_change(all, RECORD_UNREAD, id, unread);
}

static bool
read_row(const struct catalogue *old, const struct catalogue_row *row, int kind, struct changes *all)
{
	const struct record *before = kind != RECORD_CALLER || old == NULL ? NULL :
		find_token(old->table[kind], row->id);
	struct record       *r;

	if (kind < 0) {
		log_error("catalogue: there is no kind %.*s", (int)row->kind_length, row->kind);
		return false;
	}
	r = row->record != NULL ? record_hold(row->record) :
		row->document == NULL && row->profile == NULL ? NULL : record_read(kind, row);
	if (kind == RECORD_PARTNER && (r != NULL || row->id != NULL)) {
		read_partner(old, row, r, all);
		return true;
	}
	if (r == NULL && row->document != NULL)
		return false;
	if (before != NULL && (r == NULL || strcmp(before->id, r->id) != 0))
		add_change(all, kind, before->id, NULL);
	if (r != NULL)
		add_change(all, kind, r->id, r);
	else if (kind != RECORD_CALLER)
		add_change(all, kind, row->id, NULL);
	return true;
}

/* What a partner has declined is part of how it scores: it is made new in its chunk, so that no view keeps it. */
static void
touch_decliners(const struct catalogue *old, struct changes *all, struct arena *mem)
{
	const struct table *partners = old == NULL ? NULL : old->table[RECORD_PARTNER];

	for (size_t i = 0; partners != NULL && i < all->count[RECORD_DECLINE]; i++) {
		const char *id = all->at[RECORD_DECLINE][i].id;
		long        found = table_find(partners, arena_strndup(mem, id, strcspn(id, "/")));

		if (found >= 0)
			add_change(all, RECORD_PARTNER, table_at(partners, (size_t)found)->id,
				record_hold(table_at(partners, (size_t)found)));
	}
}

/* Ids grow with time, so what is read in the order in which it was stored mostly is. */
static bool
are_sorted(const struct change *at, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (compare_changes(&at[i - 1], &at[i]) > 0)
			return false;
	return true;
}

/* In order, and each id once: a partner may be touched by several; what was read comes before what stays. */
static bool
sort_changes(const struct catalogue *old, struct changes *all, int kind)
{
	struct change *at = all->at[kind];
	size_t         kept = 0;
	bool           good = true;

	if (!are_sorted(at, all->count[kind]))
		qsort(at, all->count[kind], sizeof(*at), compare_changes);
	for (size_t i = 0; i < all->count[kind]; i++) {
		const struct change *last = kept == 0 ? NULL : &at[kept - 1];
		long                 found = old == NULL ? -1 : table_find(old->table[kind], at[i].id);
		const struct record *stays = found < 0 ? NULL : table_at(old->table[kind], (size_t)found);

		if (last == NULL || strcmp(last->id, at[i].id) != 0) {
			at[kept++] = at[i];
		} else if (at[i].record == stays && stays != NULL) {
			record_release(at[i].record);
		} else if (last->record == stays) {
			if (last->record != NULL)
				record_release(last->record);
			at[kept - 1] = at[i];
		} else {
			log_error("catalogue: there are two of %s %s", record_word(kind), at[i].id);
			if (at[i].record != NULL)
				record_release(at[i].record);
			good = false;
		}
	}
	all->count[kind] = kept;
	return good;
}

static void
drop_changes(struct changes *all)
{
	for (int kind = 0; kind < STORED_KINDS; kind++)
		for (size_t i = 0; i < all->count[kind]; i++)
			if (all->at[kind][i].record != NULL)
				record_release(all->at[kind][i].record);
}

static bool
read_changes(const struct catalogue *old, const struct catalogue_row *rows, size_t count, struct changes *all,
	struct arena *mem)
{
	size_t room[STORED_KINDS] = { 0 };
	int   *kind = arena_alloc(mem, count * sizeof(*kind));
	bool   good = true;

	/* A caller's row may be two changes, as a partner's; a decline's touches a partner too. */
	for (size_t i = 0; i < count; i++) {
		kind[i] = record_kind_of(rows[i].kind, rows[i].kind_length);
		if (kind[i] >= 0)
			room[kind[i]] += kind[i] == RECORD_CALLER ? 2 : 1;
	}
	room[RECORD_UNREAD] += room[RECORD_PARTNER];
	room[RECORD_PARTNER] += room[RECORD_DECLINE];
	for (int k = 0; k < STORED_KINDS; k++)
		all->at[k] = arena_alloc(mem, room[k] * sizeof(struct change));
	for (size_t i = 0; good && i < count; i++)
		good = read_row(old, &rows[i], kind[i], all);
	if (good)
		touch_decliners(old, all, mem);
	for (int k = 0; k < STORED_KINDS; k++)
		good = sort_changes(old, all, k) && good;
	return good;
}

/* The new tables, and the new digest. */
static void
apply_changes(struct catalogue *c, const struct catalogue *old, const struct changes *all, struct arena *mem)
{
	size_t room = 0, gone = 0, come = 0;
	unsigned char (*without)[LINES_HASH], (*with)[LINES_HASH];

	for (int kind = 0; kind < STORED_KINDS; kind++)
		room += all->count[kind];
	without = arena_alloc(mem, room * sizeof(*without));
	with = arena_alloc(mem, room * sizeof(*with));
	for (int kind = 0; kind < STORED_KINDS; kind++) {
		for (size_t i = 0; kind != RECORD_CALLER && i < all->count[kind]; i++) {
			const struct change *one = &all->at[kind][i];
			long                 found = old == NULL ? -1 : table_find(old->table[kind], one->id);

			if (found >= 0)
				memcpy(without[gone++], table_at(old->table[kind], (size_t)found)->line, LINES_HASH);
			if (one->record != NULL)
				memcpy(with[come++], one->record->line, LINES_HASH);
		}
		c->table[kind] = old != NULL && all->count[kind] == 0 ? table_hold(old->table[kind]) :
			table_apply(old == NULL ? NULL : old->table[kind], all->at[kind], all->count[kind]);
	}
	c->lines = lines_apply(old == NULL ? NULL : old->lines, without, gone, with, come);
	lines_digest(c->lines, c->snapshot);
}

/* scoring/ numbers these with 16 bits, of which the last stands for none. */
static bool
is_in_reach(const struct catalogue *c)
{
	static const enum record_kind narrow[] = { RECORD_COUNTRY, RECORD_CITY, RECORD_CATEGORY, RECORD_SECTOR };

	for (size_t i = 0; i < sizeof(narrow) / sizeof(narrow[0]); i++)
		if (c->table[narrow[i]]->count >= NOBODY) {
			log_error("catalogue: there are %zu of %s, too many", c->table[narrow[i]]->count,
				record_word((int)narrow[i]));
			return false;
		}
	if (c->table[RECORD_POLICY]->count == 0)
		log_error("catalogue: there is no policy; run \"twinningd load\"");
	return c->table[RECORD_POLICY]->count > 0;
}

static bool
same_network(const struct catalogue *a, const struct catalogue *b)
{
	for (int kind = 0; kind < RECORDS; kind++)
		if (record_is_of_network(kind) && a->table[kind] != b->table[kind])
			return false;
	return true;
}

static struct catalogue *
catalogue_new(void)
{
	struct arena     *mem = arena_new();
	struct catalogue *c = arena_alloc(mem, sizeof(*c));

	c->mem = mem;
	c->holds = 1;
	return c;
}

struct catalogue *
catalogue_make(const struct catalogue *old, const struct catalogue_row *rows, size_t count)
{
	struct arena     *scratch = arena_new();
	struct catalogue *c = catalogue_new();
	struct changes    all = { 0 };

	if (!read_changes(old, rows, count, &all, scratch)) {
		drop_changes(&all);
		arena_free(c->mem);
		arena_free(scratch);
		return NULL;
	}
	apply_changes(c, old, &all, scratch);
	arena_free(scratch);
	if (is_in_reach(c))
		c->network = old != NULL && same_network(c, old) ? network_hold(old->network) : network_make(c);
	/* What was read from documents has its texts. */
	atomic_init(&c->whole, old != NULL && atomic_load_explicit(&old->whole, memory_order_relaxed));
	atomic_init(&c->scorable, old != NULL && atomic_load_explicit(&old->scorable, memory_order_relaxed));
	if (c->network != NULL)
		return c;
	catalogue_release(c);
	return NULL;
}

struct catalogue *
catalogue_slim(const struct catalogue *old)
{
	const struct table *partners = old->table[RECORD_PARTNER];
	struct arena       *scratch = arena_new();
	struct catalogue   *c = catalogue_new();
	struct changes      all = { 0 };

	all.at[RECORD_PARTNER] = arena_alloc(scratch, partners->count * sizeof(struct change));
	for (size_t i = 0; i < partners->count; i++) {
		struct record *r = table_at(partners, i), *slim = partner_slim(r);

		if (slim != r)
			add_change(&all, RECORD_PARTNER, slim->id, slim);
		else
			record_release(slim);
	}
	if (all.count[RECORD_PARTNER] == 0) {
		arena_free(c->mem);
		arena_free(scratch);
		return NULL;
	}
	apply_changes(c, old, &all, scratch);
	c->network = network_hold(old->network);
	c->stored = old->stored;
	arena_free(scratch);
	return c;
}

/* Looked for once: what a catalogue has it keeps. */
static bool
all_are(struct catalogue *c, bool (*is)(struct record *r), atomic_bool *known)
{
	const struct table *partners = c->table[RECORD_PARTNER];

	if (atomic_load_explicit(known, memory_order_acquire))
		return true;
	for (size_t i = 0; i < partners->chunks; i++)
		for (size_t k = 0; k < partners->part[i].chunk->count; k++)
			if (!is(partners->part[i].chunk->at[k]))
				return false;
	atomic_store_explicit(known, true, memory_order_release);
	return true;
}

bool
catalogue_is_whole(struct catalogue *c)
{
	return all_are(c, partner_is_whole, &c->whole);
}

bool
catalogue_is_scorable(struct catalogue *c)
{
	return all_are(c, partner_is_scorable, &c->scorable);
}

size_t
catalogue_unread(const struct catalogue *c)
{
	return c->table[RECORD_UNREAD]->count;
}

/* A line is {"<kind>":<document>}, as record_print_line() has it. */
static bool
split_line(const char *line, size_t length, struct catalogue_row *row)
{
	const char *colon;

	if (length < 7 || memcmp(line, "{\"", 2) != 0 || line[length - 1] != '}')
		return false;
	colon = memchr(line + 2, '"', length - 3);
	if (colon == NULL || colon[1] != ':')
		return false;
	*row = (struct catalogue_row){ .kind = line + 2, .kind_length = (size_t)(colon - line) - 2,
		.document = colon + 2, .length = (size_t)(line + length - 1 - (colon + 2)), .line = line };
	return true;
}

struct catalogue *
catalogue_read(const char *text, size_t length)
{
	const char           *end = text + length;
	size_t                room = 0, count = 0;
	struct catalogue_row *rows;
	struct catalogue     *c = NULL;

	for (const char *s = text; s < end && (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		room++;
	rows = must_have(calloc(room + 1, sizeof(*rows)));
	for (const char *line = text, *stop; count < room; line = stop + 1) {
		stop = memchr(line, '\n', (size_t)(end - line));
		if (!split_line(line, (size_t)(stop - line), &rows[count]))
			break;
		count++;
	}
	if (count == room && (length == 0 || end[-1] == '\n'))
		c = catalogue_make(NULL, rows, count);
	free(rows);
	return c;
}

struct buffer *
catalogue_text(const struct catalogue *c, struct arena *mem)
{
	struct buffer *b = buffer_new(mem);

	for (int kind = 0; kind < RECORD_CALLER; kind++)
		for (size_t i = 0; i < c->table[kind]->count; i++) {
			struct record *r = table_at(c->table[kind], i);

			record_print_line(b, kind, kind == RECORD_PARTNER ? partner_whole(r) : r->message);
		}
	return b;
}

struct catalogue *
catalogue_hold(struct catalogue *c)
{
	c->holds++;
	return c;
}

void
catalogue_release(struct catalogue *c)
{
	struct catalogue last;

	if (c == NULL || --c->holds > 0)
		return;
	last = *c;	/* it lies in its own memory, which takes its views with it */
	arena_free(last.mem);
	network_release(last.network);
	lines_release(last.lines);
	for (int kind = 0; kind < STORED_KINDS; kind++)
		table_release(last.table[kind]);
}

size_t
catalogue_count(const struct catalogue *c, enum record_kind kind)
{
	return c->table[kind]->count;
}

const void *
catalogue_at(const struct catalogue *c, enum record_kind kind, size_t index)
{
	if (kind == RECORD_PARTNER)
		return partner_known(table_at(c->table[kind], index));
	/* The network makes its cities of what is in the table, before there is a network. */
	return kind == RECORD_CITY && c->network != NULL ? &c->network->cities[index] :
		table_at(c->table[kind], index)->message;
}

const char *
catalogue_id(const struct catalogue *c, enum record_kind kind, size_t index)
{
	return table_at(c->table[kind], index)->id;
}

int64_t
catalogue_number(const struct catalogue *c, enum record_kind kind, size_t index)
{
	const struct field *number = message_field(record_message(kind), "number");

	return number == NULL ? 0 :
		*(const int64_t *)(const void *)((const char *)catalogue_at(c, kind, index) + number->offset);
}

size_t
catalogue_shown(const struct catalogue *c, enum record_kind kind, size_t place)
{
	return c->network->shown[kind] == NULL ? place : c->network->shown[kind][place];
}

size_t
catalogue_place_after(const struct catalogue *c, enum record_kind kind, const char *id)
{
	size_t from = table_from(c->table[kind], id), place = 0;
	bool   there = from < c->table[kind]->count && strcmp(catalogue_id(c, kind, from), id) == 0;

	if (c->network->shown[kind] == NULL)
		return from + there;
	/* Of what has numbers, one that has gone leaves no number behind: then the list begins anew. */
	while (there && c->network->shown[kind][place] != from)
		place++;
	return place + there;
}

const char *
catalogue_folded(const struct catalogue *c, enum record_kind kind, size_t index)
{
	return table_at(c->table[kind], index)->names;
}

long
catalogue_find(const struct catalogue *c, enum record_kind kind, const char *name)
{
	long found = table_find(c->table[kind], name);

	return found >= 0 || !record_is_named((int)kind) ? found : network_find(c->network, (int)kind, name);
}

const struct caller *
catalogue_caller(const struct catalogue *c, const char *hash, time_t now)
{
	long                 found = table_find(c->table[RECORD_CALLER], hash);
	const struct caller *caller = found < 0 ? NULL : table_at(c->table[RECORD_CALLER], (size_t)found)->message;

	return caller != NULL && (caller->expires == 0 || caller->expires > now) ? caller : NULL;
}
