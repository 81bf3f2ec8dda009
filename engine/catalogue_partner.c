#include "engine/catalogue_partner.h"

#include <assert.h>
#include <endian.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "proto/json.h"
#include "proto/message_pack.h"

/*
 * What a card begins with, in the order of its bytes; numbers are little-endian. The id, the names and
 * the packed profile follow; the first two end with a NUL.
 */
struct head {
	unsigned char checksum[SEAL_BYTES];	/* of all that follows */
	unsigned char release[RELEASE_BYTES];
	int64_t       seq;
	unsigned char line[LINES_HASH];
	uint32_t      texts;		/* bytes of the texts that are not here */
	uint16_t      id, names;	/* bytes, without the NUL */
};

static_assert(sizeof(struct head) == 64 && offsetof(struct head, release) == SEAL_BYTES, "a card's head has no gaps");

struct profile {
	struct partner *partner;
	size_t          bytes;	/* that all this takes */
};

/* Grams as the database has them. */
struct coded {
	size_t length;
	char   at[];
};

/* What a record of a partner has beside, in one piece with it and the card. */
struct partner_record {
	struct record             record;
	_Atomic(struct profile *) known;	/* unpacked from the card */
	_Atomic(struct profile *) whole;
	_Atomic(struct coded *)   grams;	/* of its texts */
	atomic_bool               stored;	/* the database has the card */
	uint32_t                  length;
	alignas(struct head) char card[];
};

static atomic_size_t unpacked;

static_assert(offsetof(struct partner_record, record) == 0, "a partner's record begins as any record does");

static struct partner_record *
partner_record(struct record *r)
{
	return (struct partner_record *)(void *)r;
}

static const struct head *
head_of(const struct partner_record *r)
{
	return (const struct head *)(const void *)r->card;
}

/* `card` is one, whole and sound. */
static struct partner_record *
make_record(const char *card, size_t length)
{
	struct partner_record *r = must_have(malloc(sizeof(*r) + length));
	const struct head     *head;

	memcpy(r->card, card, length);
	head = head_of(r);
	r->length = (uint32_t)length;
	r->record = (struct record){ .id = r->card + sizeof(*head), .line = head->line };
	r->record.names = r->record.id + le16toh(head->id) + 1;
	atomic_init(&r->record.holds, 1);
	atomic_init(&r->known, NULL);
	atomic_init(&r->whole, NULL);
	atomic_init(&r->grams, NULL);
	atomic_init(&r->stored, false);
	return r;
}

bool
card_is_ours(const char *bytes, size_t length)
{
	return length >= SEAL_BYTES + RELEASE_BYTES && memcmp(bytes + SEAL_BYTES, card_release(), RELEASE_BYTES) == 0;
}

struct record *
partner_from_card(const char *bytes, size_t length, int64_t seq)
{
	struct partner_record *r;
	struct head            head;
	size_t                 id, names;

	if (length < sizeof(head) || !card_is_ours(bytes, length))
		return NULL;
	memcpy(&head, bytes, sizeof(head));
	if ((int64_t)le64toh((uint64_t)head.seq) != seq)
		return NULL;
	id = le16toh(head.id);
	names = le16toh(head.names);
	if (!seal_holds(bytes, length) || length < sizeof(head) + id + 1 + names + 1 ||
	    bytes[sizeof(head) + id] != '\0' || bytes[sizeof(head) + id + 1 + names] != '\0')
		return NULL;
	r = make_record(bytes, length);
	atomic_init(&r->stored, true);
	return &r->record;
}

/* --- what is unpacked */

static size_t
aligned(size_t n)
{
	return (n + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

/* With so many bytes for the partner. */
static struct profile *
profile_new(size_t partner)
{
	size_t          head = aligned(sizeof(struct profile)), bytes = head + partner;
	char           *room = malloc(bytes);
	struct profile *p = (struct profile *)(void *)room;

	if (p == NULL)
		abort();
	*p = (struct profile){ .partner = (struct partner *)(void *)(room + head), .bytes = bytes };
	atomic_fetch_add_explicit(&unpacked, bytes, memory_order_relaxed);
	return p;
}

static void
profile_free(struct profile *p)
{
	if (p == NULL)
		return;
	atomic_fetch_sub_explicit(&unpacked, p->bytes, memory_order_relaxed);
	free(p);
}

/* Of two threads that make one at once the later one finds the earlier one's. */
static struct profile *
keep(_Atomic(struct profile *) *at, struct profile *made)
{
	struct profile *there = NULL;

	if (atomic_compare_exchange_strong_explicit(at, &there, made, memory_order_acq_rel, memory_order_acquire))
		return made;
	profile_free(made);
	return there;
}

/* The texts stay in the card, and so does the id, which is not packed once more. */
static struct profile *
unpack(const struct partner_record *r)
{
	const char     *packed = r->record.names + le16toh(head_of(r)->names) + 1;
	size_t          length = (size_t)(r->card + r->length - packed);
	size_t          room = message_unpack_room(&partner_message, packed, length);
	struct profile *p;

	/* Its checksum is that of a card this release has made, and it makes none that it cannot read. */
	if (room == 0)
		abort();
	p = profile_new(room);
	message_unpack(&partner_message, packed, length, p->partner);
	p->partner->id = r->record.id;
	return p;
}

static const struct partner *
known(struct partner_record *r)
{
	struct profile *there = atomic_load_explicit(&r->known, memory_order_acquire);

	return (there != NULL ? there : keep(&r->known, unpack(r)))->partner;
}

const struct partner *
partner_whole(struct record *record)
{
	struct partner_record *r = partner_record(record);
	const struct profile  *there = atomic_load_explicit(&r->whole, memory_order_acquire);

	return there != NULL ? there->partner : head_of(r)->texts == 0 ? known(r) : NULL;
}

bool
partner_is_whole(struct record *record)
{
	struct partner_record *r = partner_record(record);

	return head_of(r)->texts == 0 || atomic_load_explicit(&r->whole, memory_order_acquire) != NULL;
}

bool
partner_is_scorable(struct record *record)
{
	return partner_is_whole(record) ||
		atomic_load_explicit(&partner_record(record)->grams, memory_order_acquire) != NULL;
}

static void
coded_free(struct coded *c)
{
	if (c == NULL)
		return;
	atomic_fetch_sub_explicit(&unpacked, sizeof(*c) + c->length, memory_order_relaxed);
	free(c);
}

bool
partner_take_grams(struct record *record, const char *bytes, size_t length)
{
	struct coded *c, *there = NULL;

	if (!grams_are_of(bytes, length, card_release(), partner_seq(record)))
		return false;
	c = must_have(malloc(sizeof(*c) + length));
	c->length = length;
	memcpy(c->at, bytes, length);
	atomic_fetch_add_explicit(&unpacked, sizeof(*c) + length, memory_order_relaxed);
	if (!atomic_compare_exchange_strong_explicit(&partner_record(record)->grams, &there, c, memory_order_acq_rel,
	    memory_order_acquire))
		coded_free(c);
	return true;
}

struct grams
partner_text(struct record *record, struct arena *mem)
{
	struct partner_record *r = partner_record(record);
	const struct coded    *coded = atomic_load_explicit(&r->grams, memory_order_acquire);
	const struct profile  *whole = atomic_load_explicit(&r->whole, memory_order_acquire);
	struct grams           text = { 0 };
	struct buffer         *b;

	if (coded != NULL)
		return grams_read(coded->at, coded->length, mem);
	if (whole != NULL && head_of(r)->texts > 0) {
		b = buffer_new(mem);
		text = record_grams(mem, whole->partner->capability_en, whole->partner->capability_ko);
		grams_print(b, card_release(), partner_seq(record), text);
		partner_take_grams(record, b->at, b->length);
	}
	return text;
}

const struct partner *
partner_known(struct record *record)
{
	const struct partner *whole = partner_whole(record);

	return whole != NULL ? whole : known(partner_record(record));
}

static void
make_whole(struct partner_record *r, const struct partner *partner)
{
	struct profile *p = profile_new(message_room(&partner_message, partner));

	message_copy(&partner_message, partner, p->partner);
	keep(&r->whole, p);
}

static bool
read_document(struct partner *out, const char *document, size_t length, struct arena *mem)
{
	struct problem p = { .mem = mem };
	cJSON         *json = json_read(document, length, mem, &p);

	return json != NULL && message_parse(&partner_message, json, FROM_STORE, NULL, mem, out, &p);
}

struct grams
partner_document_text(const char *document, size_t length, struct arena *mem)
{
	struct partner partner;

	return read_document(&partner, document, length, mem) ?
		record_grams(mem, partner.capability_en, partner.capability_ko) : (struct grams){ 0 };
}

bool
partner_complete(struct record *record, const char *document, size_t length)
{
	struct arena  *mem = arena_new();
	struct partner partner;
	unsigned char  line[LINES_HASH];
	bool           same = read_document(&partner, document, length, mem);

	if (same) {
		record_hash_line(line, RECORD_PARTNER, &partner, NULL, mem);
		same = memcmp(line, record->line, sizeof(line)) == 0;
	}
	if (same)
		make_whole(partner_record(record), &partner);
	arena_free(mem);
	return same;
}

/* --- making cards */

static uint32_t
text_bytes(const struct partner *p)
{
	return (uint32_t)((p->capability_en == NULL ? 0 : strlen(p->capability_en) + 1) +
		(p->capability_ko == NULL ? 0 : strlen(p->capability_ko) + 1));
}

static const struct buffer *
card_of(const struct partner *p, const char *line, int64_t seq, const unsigned char release[RELEASE_BYTES], struct arena *mem)
{
	const char    *names = record_fold_names(RECORD_PARTNER, p, mem);
	struct buffer *card = buffer_new(mem);
	struct partner slim = *p;
	struct head    head = {
		.seq = (int64_t)htole64((uint64_t)seq), .texts = htole32(text_bytes(p)),
		.id = htole16((uint16_t)strlen(p->id)), .names = htole16((uint16_t)strlen(names)),
	};

	memcpy(head.release, release, RELEASE_BYTES);
	record_hash_line(head.line, RECORD_PARTNER, p, line, mem);
	buffer_add(card, (const char *)&head, sizeof(head));
	buffer_add(card, p->id, strlen(p->id) + 1);
	buffer_add(card, names, strlen(names) + 1);
	slim.id = slim.capability_en = slim.capability_ko = NULL;
	message_pack(card, &partner_message, &slim);
	seal(card->at, card->length);
	return card;
}

struct record *
partner_slim_from_profile(const struct partner *p, int64_t seq, struct arena *mem)
{
	const struct buffer *card = card_of(p, NULL, seq, card_release(), mem);

	return &make_record(card->at, card->length)->record;
}

struct record *
partner_from_profile(const struct partner *p, const char *line, int64_t seq, struct arena *mem)
{
	const struct buffer   *card = card_of(p, line, seq, card_release(), mem);
	struct partner_record *r = make_record(card->at, card->length);

	make_whole(r, p);
	return &r->record;
}

/* Every member has something in it, so that whatever a release does otherwise is seen in the card it makes of this. */
static const char sample[] = "{\"id\":\"sample\",\"name_en\":\"Sämple & SONS (A)\",\"name_ko\":\"본보기 ㈜\",\"kind\":\"university\","
	"\"country\":\"KR\",\"registration_number\":\"1-2\",\"categories\":[{\"id\":\"a\",\"strength\":4}],"
	"\"sectors\":[{\"id\":\"b\",\"strength\":5}],\"support\":[\"technology\",\"training\"],\"quadrants\":[\"dense_emerging\"],"
	"\"wanted_countries\":[\"VN\"],\"wanted_cities\":[\"c\"],\"excluded_countries\":[\"TH\"],\"excluded_cities\":[\"d\"],"
	"\"conflicts\":[\"e\"],\"ticket_min\":1,\"ticket_max\":2,\"references\":[{\"city\":\"f\",\"country\":\"JP\",\"category\":\"g\","
	"\"year\":2018,\"role\":\"h\"}],\"languages\":[\"ko\"],\"capability_en\":\"Water and WASTE, 5G; tiếng Việt; รถไฟ\",\"capability_ko\":\"상수도 및 교통 관제\",\"capacity\":3,"
	"\"contacts\":[{\"name\":\"j\",\"email\":\"k@l.kr\",\"phone\":\"123\",\"language\":\"ko\"}],\"state\":\"verified\","
	"\"valid_to\":\"2030-12-31\",\"demonstration\":true,\"version\":7}";

static unsigned char release[RELEASE_BYTES];

static void
find_release(void)
{
	static const unsigned char none[RELEASE_BYTES];

	struct arena        *mem = arena_new();
	struct problem       p = { .mem = mem };
	cJSON               *json = json_read(sample, sizeof(sample) - 1, mem, &p);
	struct partner       partner;
	const struct buffer *card;
	struct buffer       *all = buffer_new(mem);

	if (json == NULL || !message_parse(&partner_message, json, FROM_STORE, NULL, mem, &partner, &p))
		abort();
	card = card_of(&partner, NULL, 0, none, mem);
	buffer_printf(all, "checksum%016llx", (unsigned long long)message_fingerprint(&partner_message));
	buffer_add(all, card->at, card->length);
	grams_print(all, none, 0, record_grams(mem, partner.capability_en, partner.capability_ko));
	seal(all->at, all->length);
	memcpy(release, all->at, sizeof(release));
	arena_free(mem);
}

const unsigned char *
card_release(void)
{
	static once_flag once = ONCE_FLAG_INIT;

	call_once(&once, find_release);
	return release;
}

/* --- the record's own life */

struct record *
partner_slim(struct record *record)
{
	struct partner_record *r = partner_record(record), *slim;

	if (partner_seq(record) < 0 || (atomic_load_explicit(&r->known, memory_order_acquire) == NULL &&
	    atomic_load_explicit(&r->whole, memory_order_acquire) == NULL &&
	    atomic_load_explicit(&r->grams, memory_order_acquire) == NULL))
		return record_hold(record);
	slim = make_record(r->card, r->length);
	atomic_init(&slim->stored, atomic_load_explicit(&r->stored, memory_order_relaxed));
	return &slim->record;
}

int64_t
partner_seq(struct record *r)
{
	return (int64_t)le64toh((uint64_t)head_of(partner_record(r))->seq);
}

const char *
partner_card(struct record *record, size_t *length)
{
	struct partner_record *r = partner_record(record);

	*length = r->length;
	return r->card;
}

bool
partner_is_stored(struct record *record)
{
	return atomic_load_explicit(&partner_record(record)->stored, memory_order_relaxed) || partner_seq(record) < 0;
}

void
partner_set_stored(struct record *r)
{
	atomic_store_explicit(&partner_record(r)->stored, true, memory_order_relaxed);
}

size_t
partners_unpacked(void)
{
	return atomic_load_explicit(&unpacked, memory_order_relaxed);
}

void
partner_forget(struct record *record)
{
	struct partner_record *r = partner_record(record);

	profile_free(atomic_load_explicit(&r->known, memory_order_relaxed));
	profile_free(atomic_load_explicit(&r->whole, memory_order_relaxed));
	coded_free(atomic_load_explicit(&r->grams, memory_order_relaxed));
	free(r);
}
