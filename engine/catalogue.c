#include "engine/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "engine/digest.h"
#include "proto/fold.h"
#include "engine/log.h"
#include "proto/json.h"

static const struct field caller_fields[] = {
	{ MEMBER(struct caller, token), .name = "token", .required = true, .max = 80, .about = "Id of the token." },
	{ MEMBER(struct caller, kind), .name = "kind", .required = true, .vocab = &token_kind_vocab, .preset = -1,
	  .about = "Whether it is a program's or a browser's." },
	{ MEMBER(struct caller, scope), .name = "scope", .required = true, .vocab = &token_scope_vocab, .preset = -1,
	  .about = "Whether it may also change things." },
	{ MEMBER(struct caller, user), .name = "user", .max = 80, .about = "Id of the user whose it is." },
	{ MEMBER(struct caller, role), .name = "role", .required = true, .vocab = &role_vocab, .preset = -1,
	  .about = "What its holder may do." },
	{ MEMBER(struct caller, partner), .name = "partner", .max = 80, .about = "The company's partner." },
	{ MEMBER(struct caller, city), .name = "city", .max = 80, .about = "The officer's city." },
	{ MEMBER(struct caller, hash), .name = "hash", .required = true, .max = 64, .about = "SHA-256 of the secret." },
	{ MEMBER(struct caller, expires), .name = "expires", .max = INT64_MAX,
	  .about = "When it ends, in Unix time; 0 for never." },
	{ .name = NULL }
};

static const struct message caller_message = {
	.name = "Caller", .about = "Whom a token stands for.",
	.size = sizeof(struct caller), .fields = caller_fields,
};

static const struct field declined_fields[] = {
	{ MEMBER(struct declined, partner), .name = "partner", .required = true, .max = 80, .about = "The partner." },
	{ MEMBER(struct declined, project), .name = "project", .max = 80, .about = "The project." },
	{ MEMBER(struct declined, city), .name = "city", .max = 80,
	  .about = "The city, where its inferred needs were declined." },
	{ .name = NULL }
};

static const struct message declined_message = {
	.name = "Declined", .about = "A pair that one side has declined.",
	.size = sizeof(struct declined), .fields = declined_fields,
};

/* What each kind is called in catalogue_load.sql, its message, and whether it is found by its names too. */
static const struct {
	const char           *word;
	const struct message *message;
	bool                  named;
} kinds[RECORDS] = {
	[RECORD_COUNTRY]        = { "country", &country_message, true },
	[RECORD_CITY]           = { "city", &city_message, true },
	[RECORD_PROJECT]        = { "project", &project_message, false },
	[RECORD_CATEGORY]       = { "category", &category_message, true },
	[RECORD_SECTOR]         = { "sector", &sector_message, true },
	[RECORD_MEETING]        = { "meeting", &meeting_message, false },
	[RECORD_REPORTING_STEP] = { "reporting_step", &reporting_step_message, false },
	[RECORD_POLICY]         = { "policy", &policy_message, false },
	[RECORD_PARTNER]        = { "partner", &partner_message, false },
};

/* Members by which a record is searched. */
static const char *const name_members[] = { "id", "name_en", "name_ko", "name_iso", "title_en", "title_ko",
	"aliases", "other_names", NULL };

struct alias {
	const char *folded;
	enum record kind;
	size_t      index;
};

const struct message *
record_message(enum record kind)
{
	return kinds[kind].message;
}

const void *
catalogue_at(const struct catalogue *c, enum record kind, size_t index)
{
	return (const char *)c->records[kind].items + index * kinds[kind].message->size;
}

const char *
catalogue_id(const struct catalogue *c, enum record kind, size_t index)
{
	const struct field *id = message_field(kinds[kind].message, "id");

	return *(const char *const *)((const char *)catalogue_at(c, kind, index) + id->offset);
}

static bool
is_kind(const struct catalogue_row *row, const char *word)
{
	size_t n = strlen(word);

	return row->kind_length == n && memcmp(row->kind, word, n) == 0;
}

int64_t
catalogue_number(const struct catalogue *c, enum record kind, size_t index)
{
	const struct field *number = message_field(kinds[kind].message, "number");

	return number == NULL ? 0 :
		*(const int64_t *)(const void *)((const char *)catalogue_at(c, kind, index) + number->offset);
}

/* Insertion sort: what has numbers is short, and what has none is in order. */
static void
order_shown(struct catalogue *c)
{
	for (int k = 0; k < RECORDS; k++) {
		size_t *shown = c->shown[k] = arena_alloc(c->mem, c->records[k].count * sizeof(*shown));

		for (size_t i = 0; i < c->records[k].count; i++) {
			int64_t number = catalogue_number(c, (enum record)k, i);
			size_t  at = i;

			for (; at > 0 && catalogue_number(c, (enum record)k, shown[at - 1]) > number; at--)
				shown[at] = shown[at - 1];
			shown[at] = i;
		}
	}
}

/* How many rows a kind has, so that its array is made once. */
static size_t
count_rows(const struct catalogue_row *rows, size_t count, const char *word)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += is_kind(&rows[i], word);
	return n;
}

static bool
read_row(const struct catalogue_row *row, const struct message *m, struct arena *mem, void *out)
{
	struct problem p = { .mem = mem };
	cJSON         *json = json_read(row->document, row->length, mem, &p);

	if (json != NULL && message_parse(m, json, FROM_STORE, NULL, mem, out, &p))
		return true;
	log_error("catalogue: a %.*s cannot be read: %s %s: %.80s", (int)row->kind_length, row->kind,
		p.fields > 0 ? p.field[0].at : "",
		say_text(mem, LANG_EN, p.fields > 0 ? &p.field[0].why : &p.detail), row->document);
	return false;
}

static bool
read_kind(struct catalogue *c, const struct catalogue_row *rows, size_t count, const char *word,
	const struct message *m, struct list *out)
{
	char *next;

	*out = (struct list){ .count = count_rows(rows, count, word) };
	out->items = next = arena_alloc(c->mem, out->count * m->size);
	for (size_t i = 0; i < count; i++) {
		if (!is_kind(&rows[i], word))
			continue;
		if (!read_row(&rows[i], m, c->mem, next))
			return false;
		next += m->size;
	}
	return true;
}

/* One line a record. People's addresses stay out: a snapshot is kept with a list for as long as the list. */
static void
write_canonical(struct catalogue *c)
{
	c->canonical = buffer_new(c->mem);
	for (int k = 0; k < RECORDS; k++)
		for (size_t i = 0; i < c->records[k].count; i++) {
			const void    *record = catalogue_at(c, (enum record)k, i);
			struct partner anonymous;

			if (k == RECORD_PARTNER) {
				anonymous = *(const struct partner *)record;
				anonymous.contacts = (struct list){ 0 };
				record = &anonymous;
			}
			buffer_printf(c->canonical, "{\"%s\":", kinds[k].word);
			message_print(c->canonical, kinds[k].message, record);
			buffer_text(c->canonical, "}\n");
		}
	for (size_t i = 0; i < c->declined.count; i++) {
		buffer_text(c->canonical, "{\"decline\":");
		message_print(c->canonical, &declined_message, (struct declined *)c->declined.items + i);
		buffer_text(c->canonical, "}\n");
	}
}

static int
compare_aliases(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int                 order = x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : strcmp(x->folded, y->folded);

	/* Of two with one name the one with the smaller id is found. */
	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

static void
add_alias(struct catalogue *c, size_t *room, enum record kind, size_t index, const char *name)
{
	const char *folded = fold_name(c->mem, name);

	if (*folded == '\0')
		return;
	if (c->alias_count == *room) {
		struct alias *wider = arena_alloc(c->mem, 2 * (*room + 64) * sizeof(*wider));

		if (c->alias_count > 0)
			memcpy(wider, c->aliases, c->alias_count * sizeof(*wider));
		c->aliases = wider;
		*room = 2 * (*room + 64);
	}
	c->aliases[c->alias_count++] = (struct alias){ .folded = folded, .kind = kind, .index = index };
}

/* All names of a record, folded and joined by a line end: what ?q= is looked up in. */
static const char *
name_record(struct catalogue *c, size_t *room, enum record kind, size_t index)
{
	const char    *record = catalogue_at(c, kind, index);
	struct buffer *all = buffer_new(c->mem);

	for (int i = 0; name_members[i] != NULL; i++) {
		const struct field *f = message_field(kinds[kind].message, name_members[i]);
		struct texts        names = { 0 };
		const char         *one;

		if (f == NULL)
			continue;
		if (f->type == FIELD_TEXTS) {
			memcpy(&names, record + f->offset, sizeof(names));
		} else {
			memcpy(&one, record + f->offset, sizeof(one));
			names = (struct texts){ .at = &one, .count = one != NULL };
		}
		for (size_t n = 0; n < names.count; n++) {
			buffer_text(all, fold_name(c->mem, names.at[n]));
			buffer_byte(all, '\n');
			if (kinds[kind].named)
				add_alias(c, room, kind, index, names.at[n]);
		}
	}
	return all->at;
}

static void
index_names(struct catalogue *c)
{
	size_t room = 0;

	for (int k = 0; k < RECORDS; k++) {
		const char **texts = arena_alloc(c->mem, c->records[k].count * sizeof(*texts));

		c->search[k] = (struct list){ .items = texts, .count = c->records[k].count };
		for (size_t i = 0; i < c->records[k].count; i++)
			texts[i] = name_record(c, &room, (enum record)k, i);
	}
	if (c->alias_count > 0)
		qsort(c->aliases, c->alias_count, sizeof(*c->aliases), compare_aliases);
}

static int
compare_callers(const void *a, const void *b)
{
	const struct caller *x = a, *y = b;

	return strcmp(x->hash, y->hash);
}

/* `canonical`: the text that the rows are the lines of; NULL: it is yet to be written. */
static struct catalogue *
make(const struct catalogue_row *rows, size_t count, const char *canonical, size_t length)
{
	struct arena     *mem = arena_new();
	struct catalogue *c = arena_alloc(mem, sizeof(*c));
	bool              ok = true;

	c->mem = mem;
	c->holds = 1;
	for (int k = 0; ok && k < RECORDS; k++)
		ok = read_kind(c, rows, count, kinds[k].word, kinds[k].message, &c->records[k]);
	ok = ok && read_kind(c, rows, count, "decline", &declined_message, &c->declined);
	ok = ok && read_kind(c, rows, count, "token", &caller_message, &c->callers);
	if (ok && c->records[RECORD_POLICY].count == 0) {
		log_error("catalogue: there is no policy; run \"twinningd load\"");
		ok = false;
	}
	if (!ok) {
		arena_free(mem);
		return NULL;
	}
	if (c->callers.count > 0)
		qsort(c->callers.items, c->callers.count, sizeof(struct caller), compare_callers);
	if (canonical != NULL) {
		c->canonical = buffer_new(mem);
		buffer_add(c->canonical, canonical, length);
	} else {
		write_canonical(c);
	}
	c->snapshot = digest_of(mem, c->canonical);
	index_names(c);
	order_shown(c);
	return c;
}

struct catalogue *
catalogue_make(const struct catalogue_row *rows, size_t count)
{
	return make(rows, count, NULL, 0);
}

/* A line is {"<kind>":<document>}, as write_canonical() has it. */
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
		.document = colon + 2, .length = (size_t)(line + length - 1 - (colon + 2)) };
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
	rows = calloc(room + 1, sizeof(*rows));
	if (rows == NULL)
		abort();
	for (const char *line = text, *stop; count < room; line = stop + 1) {
		stop = memchr(line, '\n', (size_t)(end - line));
		if (!split_line(line, (size_t)(stop - line), &rows[count]))
			break;
		count++;
	}
	if (count == room && (length == 0 || end[-1] == '\n'))
		c = make(rows, count, text, length);
	free(rows);
	return c;
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
	if (c != NULL && --c->holds == 0)
		arena_free(c->mem);
}

static long
find_id(const struct catalogue *c, enum record kind, const char *id)
{
	size_t low = 0, high = c->records[kind].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int    order = strcmp(id, catalogue_id(c, kind, middle));

		if (order == 0)
			return (long)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static long
find_alias(const struct catalogue *c, enum record kind, const char *name)
{
	struct arena *mem = arena_new();
	const char   *folded = fold_name(mem, name);
	size_t        low = 0, high = c->alias_count;
	long          found;

	while (low < high) {	/* the first that is not smaller */
		size_t              middle = low + (high - low) / 2;
		const struct alias *a = &c->aliases[middle];

		if (a->kind < kind || (a->kind == kind && strcmp(a->folded, folded) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	found = low < c->alias_count && c->aliases[low].kind == kind && *folded != '\0' &&
		strcmp(c->aliases[low].folded, folded) == 0 ? (long)c->aliases[low].index : -1;
	arena_free(mem);
	return found;
}

long
catalogue_find(const struct catalogue *c, enum record kind, const char *name)
{
	long found = find_id(c, kind, name);

	return found >= 0 || !kinds[kind].named ? found : find_alias(c, kind, name);
}

static const char *
find_name(const void *ctx, enum refers what, const char *name)
{
	static const enum record record_of[REFERS_KINDS] = {
		[REFERS_COUNTRY] = RECORD_COUNTRY, [REFERS_CITY] = RECORD_CITY, [REFERS_PROJECT] = RECORD_PROJECT,
		[REFERS_CATEGORY] = RECORD_CATEGORY, [REFERS_SECTOR] = RECORD_SECTOR,
		[REFERS_PARTNER] = RECORD_PARTNER, [REFERS_POLICY] = RECORD_POLICY, [REFERS_MEETING] = RECORD_MEETING,
	};
	const struct catalogue *c = ctx;
	long                    found = catalogue_find(c, record_of[what], name);

	return found < 0 ? NULL : catalogue_id(c, record_of[what], (size_t)found);
}

struct names
catalogue_names(const struct catalogue *c)
{
	return (struct names){ .find = find_name, .ctx = c };
}

const struct caller *
catalogue_caller(const struct catalogue *c, const char *hash, time_t now)
{
	const struct caller  wanted = { .hash = hash };
	const struct caller *found = c->callers.count == 0 ? NULL :
		bsearch(&wanted, c->callers.items, c->callers.count, sizeof(wanted), compare_callers);

	return found != NULL && (found->expires == 0 || found->expires > now) ? found : NULL;
}
