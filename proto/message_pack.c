#include "proto/message_pack.h"

#include <stdalign.h>
#include <string.h>

enum { BITS_MAX = (MESSAGE_FIELDS + 7) / 8 };

static size_t
vocab_size(const struct vocab *v)
{
	size_t n = 0;

	while (v->words[n].id != NULL)
		n++;
	return n;
}

static size_t
field_count(const struct message *m)
{
	size_t n = 0;

	while (m->fields[n].name != NULL)
		n++;
	return n;
}

/* --- packing */

static void
pack_number(struct buffer *b, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buffer_byte(b, (char)(n | 0x80));
	buffer_byte(b, (char)n);
}

static void
pack_signed(struct buffer *b, int64_t n)
{
	pack_number(b, n < 0 ? ~((uint64_t)n << 1) : (uint64_t)n << 1);
}

static void
pack_text(struct buffer *b, const char *text)
{
	size_t n = strlen(text);

	pack_number(b, n);
	buffer_add(b, text, n + 1);
}

/* A member as its type has it. */
union value {
	const char   *text;
	int64_t       integer;
	struct maybe  maybe;
	bool          yes;
	int           choice;
	uint32_t      set;
	struct texts  texts;
	struct list   list;
	struct object object;
};

static bool
is_empty(enum field_type type, const union value *v)
{
	switch (type) {
	case FIELD_TEXT:
	case FIELD_DECIMAL:
		return v->text == NULL;
	case FIELD_INTEGER:
		return v->integer == 0;
	case FIELD_MAYBE:
		return !v->maybe.known;
	case FIELD_BOOL:
		return !v->yes;
	case FIELD_CHOICE:
		return v->choice < 0;
	case FIELD_SET:
		return v->set == 0;
	case FIELD_TEXTS:
		return v->texts.count == 0;
	case FIELD_LIST:
		return v->list.count == 0;
	case FIELD_OBJECT:
		return v->object.at == NULL;
	case FIELD_TYPES:
		break;
	}
	return true;
}

static void
pack_value(struct buffer *b, const struct field *f, const union value *v)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_DECIMAL:
		pack_text(b, v->text);
		break;
	case FIELD_INTEGER:
		pack_signed(b, v->integer);
		break;
	case FIELD_MAYBE:
		pack_signed(b, v->maybe.value);
		break;
	case FIELD_CHOICE:
		pack_number(b, (uint64_t)v->choice);
		break;
	case FIELD_SET:
		pack_number(b, v->set);
		break;
	case FIELD_TEXTS:
		pack_number(b, v->texts.count);
		for (size_t i = 0; i < v->texts.count; i++)
			pack_text(b, v->texts.at[i]);
		break;
	case FIELD_LIST:
		pack_number(b, v->list.count);
		for (size_t i = 0; i < v->list.count; i++)
			message_pack(b, f->item, (const char *)v->list.items + i * f->item->size);
		break;
	case FIELD_OBJECT:
		message_pack(b, f->item, v->object.at);
		break;
	case FIELD_BOOL:
	case FIELD_TYPES:
		break;
	}
}

void
message_pack(struct buffer *b, const struct message *m, const void *in)
{
	size_t      count = field_count(m);
	char        bits[BITS_MAX] = { 0 };
	union value v[MESSAGE_FIELDS];

	for (size_t i = 0; i < count; i++) {
		const struct field *f = &m->fields[i];

		memcpy(&v[i], (const char *)in + f->offset, field_sizes[f->type]);
		if (!is_empty(f->type, &v[i]))
			bits[i / 8] = (char)(bits[i / 8] | 1 << i % 8);
	}
	buffer_add(b, bits, (count + 7) / 8);
	for (size_t i = 0; i < count; i++)
		if (bits[i / 8] >> i % 8 & 1)
			pack_value(b, &m->fields[i], &v[i]);
}

/* --- unpacking */

/* What is left of the bytes, and of the room; while `room` is NULL it is only counted. */
struct unpack {
	const unsigned char *at, *end;
	char                *room;
	size_t               used;
	bool                 wrong;
};

static void unpack_members(struct unpack *u, const struct message *m, char *out);

static void *
unpack_room(struct unpack *u, size_t size, size_t align)
{
	void *room;

	u->used = (u->used + align - 1) / align * align;
	room = u->room == NULL ? NULL : u->room + u->used;
	u->used += size;
	return room;
}

/* What is wrong is empty, and ends the bytes, so that nothing more is made of them. */
static void
give_up(struct unpack *u)
{
	u->wrong = true;
	u->at = u->end;
}

static uint64_t
unpack_number(struct unpack *u)
{
	uint64_t n = 0;

	for (unsigned shift = 0; u->at < u->end && shift < 64; shift += 7) {
		unsigned char byte = *u->at++;

		if (shift == 63 && byte > 1)
			break;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	give_up(u);
	return 0;
}

/* No more than there are bytes for: each item takes one at least. */
static size_t
unpack_count(struct unpack *u)
{
	uint64_t n = unpack_number(u);

	if (n <= (uint64_t)(u->end - u->at))
		return (size_t)n;
	give_up(u);
	return 0;
}

static int64_t
unpack_signed(struct unpack *u)
{
	uint64_t n = unpack_number(u);

	return (int64_t)(n & 1 ? ~(n >> 1) : n >> 1);
}

static const char *
unpack_text(struct unpack *u)
{
	size_t      n = unpack_count(u);
	const char *text = (const char *)u->at;

	if (u->at == u->end || strnlen(text, (size_t)(u->end - u->at)) != n || u->at + n == u->end) {
		give_up(u);
		return NULL;
	}
	u->at += n + 1;
	return text;
}

static struct texts
unpack_texts(struct unpack *u)
{
	size_t       count = unpack_count(u);
	const char **at = unpack_room(u, count * sizeof(*at), alignof(const char *));

	for (size_t i = 0; i < count; i++) {
		const char *one = unpack_text(u);

		if (at != NULL)
			at[i] = one;
	}
	return (struct texts){ at, count };
}

static void *
unpack_structs(struct unpack *u, const struct message *m, size_t count)
{
	char *out = unpack_room(u, count * m->size, alignof(max_align_t));

	for (size_t i = 0; i < count && !u->wrong; i++)
		unpack_members(u, m, out == NULL ? NULL : out + i * m->size);
	return out;
}

static uint32_t
unpack_set(struct unpack *u, const struct vocab *vocab)
{
	uint64_t set = unpack_number(u);

	if (set >> vocab_size(vocab) == 0)
		return (uint32_t)set;
	give_up(u);
	return 0;
}

static int
unpack_choice(struct unpack *u, const struct vocab *vocab)
{
	uint64_t choice = unpack_number(u);

	if (choice < vocab_size(vocab))
		return (int)choice;
	give_up(u);
	return -1;
}

static union value
unpack_value(struct unpack *u, const struct field *f)
{
	union value v = { 0 };
	size_t      count;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_DECIMAL:
		v.text = unpack_text(u);
		break;
	case FIELD_INTEGER:
		v.integer = unpack_signed(u);
		break;
	case FIELD_MAYBE:
		v.maybe = (struct maybe){ true, unpack_signed(u) };
		break;
	case FIELD_BOOL:
		v.yes = true;
		break;
	case FIELD_CHOICE:
		v.choice = unpack_choice(u, f->vocab);
		break;
	case FIELD_SET:
		v.set = unpack_set(u, f->vocab);
		break;
	case FIELD_TEXTS:
		v.texts = unpack_texts(u);
		break;
	case FIELD_LIST:
		count = unpack_count(u);
		v.list = (struct list){ .items = unpack_structs(u, f->item, count), .count = count };
		break;
	case FIELD_OBJECT:
		v.object = (struct object){ .at = unpack_structs(u, f->item, 1) };
		break;
	case FIELD_TYPES:
		break;
	}
	return v;
}

static void
unpack_members(struct unpack *u, const struct message *m, char *out)
{
	static const union value none = { .choice = -1 };
	size_t                   count = field_count(m), n = (count + 7) / 8;
	const unsigned char     *bits = u->at;

	if ((size_t)(u->end - u->at) < n || (count % 8 != 0 && bits[n - 1] >> count % 8 != 0)) {
		give_up(u);
		return;
	}
	u->at += n;
	if (out != NULL)
		memset(out, 0, m->size);
	for (size_t i = 0; i < count && !u->wrong; i++) {
		const struct field *f = &m->fields[i];
		bool                there = bits[i / 8] >> i % 8 & 1;
		union value         v = there ? unpack_value(u, f) : none;

		/* Of what is empty only a choice is not all zeros. */
		if (out != NULL && (there || f->type == FIELD_CHOICE))
			memcpy(out + f->offset, &v, field_sizes[f->type]);
	}
}

static struct unpack
unpack_all(const struct message *m, const char *bytes, size_t length, void *room)
{
	const unsigned char *at = (const unsigned char *)bytes;
	struct unpack        u = { .at = at, .end = at + length, .room = room };

	unpack_structs(&u, m, 1);
	if (u.at != u.end)
		u.wrong = true;
	return u;
}

size_t
message_unpack_room(const struct message *m, const char *bytes, size_t length)
{
	struct unpack u = unpack_all(m, bytes, length, NULL);

	return u.wrong ? 0 : u.used;
}

const void *
message_unpack(const struct message *m, const char *bytes, size_t length, void *room)
{
	unpack_all(m, bytes, length, room);
	return room;
}

/* --- what the bytes mean */

/* FNV-1a */
static uint64_t
mix(uint64_t hash, const char *text)
{
	do
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	while (*text++ != '\0');
	return hash;
}

static uint64_t
mix_message(uint64_t hash, const struct message *m)
{
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		const char type[] = { (char)('A' + (int)f->type), '\0' };

		hash = mix(mix(hash, f->name), type);
		for (size_t i = 0; f->vocab != NULL && i < vocab_size(f->vocab); i++)
			hash = mix(hash, f->vocab->words[i].id);
		if (f->item != NULL)
			hash = mix_message(hash, f->item);
	}
	return mix(hash, ".");
}

uint64_t
message_fingerprint(const struct message *m)
{
	return mix_message(UINT64_C(14695981039346656037), m);
}
