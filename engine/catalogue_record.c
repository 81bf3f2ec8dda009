#include "engine/catalogue_partner.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "engine/log.h"
#include "proto/fold.h"
#include "proto/json.h"
#include "scoring/text.h"

enum { GRAMS_MAX = 4096 };

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

static const struct field unread_fields[] = {
	{ MEMBER(struct unread, id), .name = "id", .required = true, .max = 80, .about = "The partner." },
	{ MEMBER(struct unread, digest), .name = "digest", .required = true, .max = 64,
	  .about = "SHA-256 of its document as it is stored." },
	{ .name = NULL }
};

static const struct message unread_message = {
	.name = "Unread", .about = "A partner whose document cannot be read.",
	.size = sizeof(struct unread), .fields = unread_fields,
};

static const struct {
	const char           *word;
	const struct message *message;
	bool                  named, of_network;
} kinds[STORED_KINDS] = {
	[RECORD_COUNTRY]        = { "country", &country_message, true, true },
	[RECORD_CITY]           = { "city", &city_message, true, true },
	[RECORD_PROJECT]        = { "project", &project_message, false, true },
	[RECORD_CATEGORY]       = { "category", &category_message, true, true },
	[RECORD_SECTOR]         = { "sector", &sector_message, true, true },
	[RECORD_MEETING]        = { "meeting", &meeting_message, false, true },
	[RECORD_REPORTING_STEP] = { "reporting_step", &reporting_step_message, false, true },
	[RECORD_POLICY]         = { "policy", &policy_message, false, true },
	[RECORD_PARTNER]        = { "partner", &partner_message, false, false },
	[RECORD_DECLINE]        = { "decline", &declined_message, false, false },
	[RECORD_UNREAD]         = { "unreadable", &unread_message, false, false },
	[RECORD_CALLER]         = { "token", &caller_message, false, false },
};

/* Members by which a record is searched. */
static const char *const name_members[] = { "id", "name_en", "name_ko", "name_iso", "title_en", "title_ko",
	"aliases", "other_names", NULL };

const struct message *
record_message(enum record_kind kind)
{
	return kinds[kind].message;
}

const char *
record_word(int kind)
{
	return kinds[kind].word;
}

int
record_kind_of(const char *word, size_t length)
{
	for (int k = 0; k < STORED_KINDS; k++)
		if (strlen(kinds[k].word) == length && memcmp(kinds[k].word, word, length) == 0)
			return k;
	return -1;
}

bool
record_is_named(int kind)
{
	return kinds[kind].named;
}

bool
record_is_of_network(int kind)
{
	return kinds[kind].of_network;
}

struct texts
record_names(int kind, const void *message, struct arena *mem)
{
	const struct field *members[sizeof(name_members) / sizeof(name_members[0])];
	const char        **out;
	size_t              room = 0, count = 0;

	for (int i = 0; name_members[i] != NULL; i++) {
		const struct field *f = members[i] = message_field(kinds[kind].message, name_members[i]);

		room += f == NULL ? 0 : f->type != FIELD_TEXTS ? 1 :
			((const struct texts *)(const void *)((const char *)message + f->offset))->count;
	}
	out = arena_alloc(mem, room * sizeof(*out));
	for (int i = 0; name_members[i] != NULL; i++) {
		const char        *at = members[i] == NULL ? NULL : (const char *)message + members[i]->offset;
		const char *const *one = (const void *)at;
		struct texts       all = { 0 };

		if (at != NULL && members[i]->type == FIELD_TEXTS)
			memcpy(&all, at, sizeof(all));
		else if (at != NULL && *one != NULL)
			out[count++] = *one;
		for (size_t n = 0; n < all.count; n++)
			out[count++] = all.at[n];
	}
	return (struct texts){ out, count };
}

const char *
record_fold_names(int kind, const void *message, struct arena *mem)
{
	struct texts   names = kind < RECORDS ? record_names(kind, message, mem) : (struct texts){ 0 };
	struct buffer *all = buffer_new(mem);

	for (size_t i = 0; i < names.count; i++) {
		buffer_text(all, fold_name(mem, names.at[i]));
		buffer_byte(all, '\n');
	}
	return all->at;
}

struct grams
record_grams(struct arena *mem, const char *en, const char *ko)
{
	const char  *texts[2] = { en, ko };
	struct grams sets[2] = { { 0 } }, both = { 0 };
	uint32_t    *joined;

	for (int i = 0; i < 2; i++) {
		uint32_t    grams[GRAMS_MAX], *kept;
		const char *text;

		if (texts[i] == NULL)
			continue;
		text = compose_text(mem, texts[i]);
		sets[i].count = (uint32_t)text_grams(text, strlen(text), grams, GRAMS_MAX);
		sets[i].at = kept = arena_alloc(mem, sets[i].count * sizeof(*kept));
		memcpy(kept, grams, sets[i].count * sizeof(*kept));
	}
	both.at = joined = arena_alloc(mem, (sets[0].count + sets[1].count) * sizeof(*joined));
	both.count = (uint32_t)text_join(sets[0], sets[1], joined);
	return both;
}

static struct grams
grams_of(int kind, const void *message, struct arena *mem)
{
	const struct project *project = message;

	return kind == RECORD_PROJECT ? record_grams(mem, project->title_en, project->title_ko) : (struct grams){ 0 };
}

static const char *
id_of(int kind, const void *message, struct arena *mem)
{
	const struct declined *d = message;
	const struct field    *id;

	if (kind == RECORD_CALLER)
		return ((const struct caller *)message)->hash;
	if (kind == RECORD_DECLINE)
		return d->project != NULL ? arena_printf(mem, "%s/%s", d->partner, d->project) :
			arena_printf(mem, "%s/@%s", d->partner, d->city == NULL ? "" : d->city);
	id = message_field(kinds[kind].message, "id");
	return *(const char *const *)(const void *)((const char *)message + id->offset);
}

void
record_print_line(struct buffer *b, int kind, const void *message)
{
	struct partner anonymous;

	if (kind == RECORD_PARTNER) {
		anonymous = *(const struct partner *)message;
		anonymous.contacts = (struct list){ 0 };
		message = &anonymous;
	}
	buffer_printf(b, "{\"%s\":", kinds[kind].word);
	message_print(b, kinds[kind].message, message);
	buffer_text(b, "}\n");
}

void
record_hash_line(unsigned char hash[LINES_HASH], int kind, const void *message, const char *stored, struct arena *mem)
{
	struct buffer *line;

	if (stored != NULL) {
		digest(hash, stored, strcspn(stored, "\n") + 1);
		return;
	}
	line = buffer_new(mem);
	record_print_line(line, kind, message);
	digest(hash, line->at, line->length);
}

static size_t
aligned(size_t n)
{
	return (n + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

/* All that was read and derived, from `mem` into one piece of its own. */
static struct record *
pack(int kind, const void *message, const char *line, struct arena *mem)
{
	const struct message *m = kinds[kind].message;
	const char           *names = record_fold_names(kind, message, mem), *id = id_of(kind, message, mem);
	struct grams          text = grams_of(kind, message, mem);
	size_t                head = aligned(sizeof(struct record)), body = aligned(message_room(m, message));
	size_t                grams = text.count * sizeof(*text.at), named = strlen(names) + 1;
	char                 *at = must_have(malloc(head + body + grams + LINES_HASH + named + strlen(id) + 1));
	struct record        *r = (struct record *)(void *)at;
	unsigned char        *hash;

	*r = (struct record){ .message = message_copy(m, message, at + head), .text.count = text.count };
	atomic_init(&r->holds, 1);
	at += head + body;
	if (grams > 0)
		r->text.at = memcpy(at, text.at, grams);
	r->line = hash = (unsigned char *)at + grams;
	at += grams + LINES_HASH;
	r->names = memcpy(at, names, named);
	r->id = strcpy(at + named, id);
	if (kind != RECORD_CALLER)
		record_hash_line(hash, kind, message, line, mem);
	return r;
}

/* What its document says; NULL when it cannot be read, and the log says why. */
static const void *
parse(int kind, const struct catalogue_row *row, struct arena *mem)
{
	const struct message *m = kinds[kind].message;
	void                 *message = arena_alloc(mem, m->size);
	struct problem        p = { .mem = mem };
	cJSON                *json = json_read(row->document, row->length, mem, &p);

	if (json != NULL && message_parse(m, json, FROM_STORE, NULL, mem, message, &p))
		return message;
	log_error("catalogue: %s %s cannot be read: %s %s", kinds[kind].word, row->id == NULL ? "" : row->id,
		p.fields > 0 ? p.field[0].at : "", say_text(mem, LANG_EN, p.fields > 0 ? &p.field[0].why : &p.detail));
	return NULL;
}

struct record *
record_read(int kind, const struct catalogue_row *row)
{
	struct arena  *mem = arena_new();
	const void    *message = row->profile != NULL ? row->profile : parse(kind, row, mem);
	struct record *r = NULL;

	if (message != NULL && kind == RECORD_PARTNER && row->slim)
		r = partner_slim_from_profile(message, row->seq, mem);
	else if (message != NULL && kind == RECORD_PARTNER)
		r = partner_from_profile(message, row->line, row->kept ? row->seq : -1, mem);
	else if (message != NULL)
		r = pack(kind, message, row->line, mem);
	arena_free(mem);
	return r;
}

struct record *
record_unread(const struct catalogue_row *row)
{
	struct arena  *mem = arena_new();
	struct buffer *document = buffer_new(mem);
	struct unread  unread = { .id = row->id };
	struct record *r;

	buffer_add(document, row->document, row->length);
	unread.digest = digest_of(mem, document);
	r = pack(RECORD_UNREAD, &unread, NULL, mem);
	arena_free(mem);
	return r;
}

struct record *
record_hold(struct record *r)
{
	atomic_fetch_add_explicit(&r->holds, 1, memory_order_relaxed);
	return r;
}

void
record_release(struct record *r)
{
	if (atomic_fetch_sub_explicit(&r->holds, 1, memory_order_acq_rel) != 1)
		return;
	if (r->message == NULL)
		partner_forget(r);
	else
		free(r);
}
