#include "proto/message.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Where the next piece goes. While `at` is NULL pieces are only counted. */
struct pack {
	char  *at;
	size_t used;
};

static void pack_members(struct pack *p, const struct message *m, const void *in, void *out);

static void *
pack_room(struct pack *p, size_t size, size_t align)
{
	void *room;

	if (size == 0)
		return NULL;
	p->used = (p->used + align - 1) / align * align;
	room = p->at == NULL ? NULL : p->at + p->used;
	p->used += size;
	return room;
}

static const char *
pack_text(struct pack *p, const char *text)
{
	size_t n = text == NULL ? 0 : strlen(text) + 1;
	char  *copy = pack_room(p, n, 1);

	return copy == NULL ? NULL : memcpy(copy, text, n);
}

static struct texts
pack_texts(struct pack *p, struct texts in)
{
	const char **at = pack_room(p, in.count * sizeof(*at), alignof(const char *));

	for (size_t i = 0; i < in.count; i++) {
		const char *one = pack_text(p, in.at[i]);

		if (at != NULL)
			at[i] = one;
	}
	return (struct texts){ at, in.count };
}

/* `count` structs in a row, and all that they point to. */
static void *
pack_structs(struct pack *p, const struct message *m, const char *in, size_t count)
{
	char *out = pack_room(p, count * m->size, alignof(max_align_t));

	for (size_t i = 0; i < count; i++)
		pack_members(p, m, in + i * m->size, out == NULL ? NULL : out + i * m->size);
	return out;
}

static void
pack_members(struct pack *p, const struct message *m, const void *in, void *out)
{
	if (out != NULL)
		memcpy(out, in, m->size);
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		const char   *from = (const char *)in + f->offset;
		struct texts  texts;
		struct list   list;
		struct object object;
		const char   *text;
		const void   *made = NULL;
		size_t        size = 0;

		switch (f->type) {
		case FIELD_TEXT:
		case FIELD_DECIMAL:	/* its digits are all there is to it */
			text = pack_text(p, *(const char *const *)(const void *)from);
			made = &text;
			size = sizeof(text);
			break;
		case FIELD_TEXTS:
			texts = pack_texts(p, *(const struct texts *)(const void *)from);
			made = &texts;
			size = sizeof(texts);
			break;
		case FIELD_LIST:
			list = *(const struct list *)(const void *)from;
			list = (struct list){ pack_structs(p, f->item, list.items, list.count), list.count, NULL };
			made = &list;
			size = sizeof(list);
			break;
		case FIELD_OBJECT:
			object = *(const struct object *)(const void *)from;
			object = (struct object){ object.at == NULL ? NULL : pack_structs(p, f->item, object.at, 1), NULL };
			made = &object;
			size = sizeof(object);
			break;
		case FIELD_INTEGER:
		case FIELD_MAYBE:
		case FIELD_BOOL:
		case FIELD_CHOICE:
		case FIELD_SET:
		case FIELD_TYPES:
			break;
		}
		if (out != NULL && size > 0)
			memcpy((char *)out + f->offset, made, size);
	}
}

size_t
message_room(const struct message *m, const void *in)
{
	struct pack p = { 0 };

	pack_structs(&p, m, in, 1);
	return p.used;
}

const void *
message_copy(const struct message *m, const void *in, void *room)
{
	struct pack p = { .at = room };

	return pack_structs(&p, m, in, 1);
}

/* One piece of memory: what is known of it, the copies and the bytes. */
static struct kept *
keep(const struct message *m, const void *in, size_t count, const struct buffer *bytes)
{
	struct pack counted = { 0 }, copied = { 0 };
	size_t      size;
	struct {
		struct kept          kept;
		alignas(max_align_t) char room[];
	} *made;

	pack_structs(&counted, m, in, count);
	size = sizeof(*made) + counted.used + bytes->length;
	made = calloc(1, size);
	if (made == NULL)
		abort();
	copied.at = made->room;
	made->kept = (struct kept){ .message = pack_structs(&copied, m, in, count),
		.bytes = memcpy(made->room + counted.used, bytes->at, bytes->length), .length = bytes->length, .size = size };
	return &made->kept;
}

struct kept *
message_keep(const struct message *m, const void *in)
{
	struct arena  *mem = arena_new();
	struct buffer *b = buffer_new(mem);
	struct kept   *kept;

	message_print(b, m, in);
	kept = keep(m, in, 1, b);
	arena_free(mem);
	return kept;
}

struct kept *
message_keep_list(const struct message *item, const struct list *list)
{
	struct arena  *mem = arena_new();
	struct buffer *b = buffer_new(mem);
	struct kept   *kept;

	message_print_list(b, item, list);
	kept = keep(item, list->items, list->count, b);
	arena_free(mem);
	return kept;
}
