/*
 * Printing is what the daemon does most, so the end of what is written goes
 * from function to function as `at`, in a register, and the buffer learns its
 * length once.
 */
#include "proto/message.h"

#include <assert.h>
#include <string.h>

#include "proto/json.h"

enum whose { EVERY_MEMBER, CLIENT_MEMBERS };

/* What stands before a value: ,"name": */
struct key {
	size_t length;
	char   text[MESSAGE_NAME + 4];
};

/* The keys of a message, made once and used for every item of a list. */
struct keys {
	const struct message *m;
	enum whose            whose;
	struct key            key[MESSAGE_FIELDS];
};

/* Room that every value has beyond what it asks for: an integer, a word of JSON, a bracket. */
enum { ROOM = 32 };

static char *put_object(struct buffer *b, char *at, const struct keys *keys, const void *in);

/* Names are short plain ASCII: the tests hold the tables to it. */
static void
make_keys(struct keys *keys, const struct message *m, enum whose whose)
{
	struct key *key = keys->key;

	keys->m = m;
	keys->whose = whose;
	for (const struct field *f = m->fields; f->name != NULL; f++, key++) {
		size_t n = strlen(f->name);

		assert(n <= MESSAGE_NAME && f - m->fields < MESSAGE_FIELDS);
		key->text[0] = ',';
		key->text[1] = '"';
		memcpy(key->text + 2, f->name, n);
		key->text[n + 2] = '"';
		key->text[n + 3] = ':';
		key->length = n + 4;
	}
}

static char *
put_null(char *at)
{
	memcpy(at, "null", 4);
	return at + 4;
}

static char *
put_bool(char *at, bool value)
{
	memcpy(at, value ? "true" : "fals", 4);
	at[4] = 'e';
	return at + 5 - value;
}

static char *
put_decimal(struct buffer *b, char *at, const char *digits)
{
	size_t n;

	if (digits == NULL)
		return put_null(at);
	n = strlen(digits);
	at = buffer_more(b, at, n);
	memcpy(at, digits, n);
	return at + n;
}

static char *
put_set(struct buffer *b, char *at, const struct vocab *v, uint32_t mask)
{
	char between = '[';

	for (const struct word *w = v->words; mask != 0; w++, mask >>= 1)
		if ((mask & 1) != 0) {
			*at = between;
			at = buffer_more(b, json_put_text(b, at + 1, w->id), ROOM);
			between = ',';
		}
	if (between == '[')
		*at++ = '[';
	*at++ = ']';
	return at;
}

static char *
put_texts(struct buffer *b, char *at, const struct texts *texts)
{
	*at++ = '[';
	for (size_t i = 0; i < texts->count; i++) {
		if (i > 0)
			*at++ = ',';
		at = buffer_more(b, json_put_text(b, at, texts->at[i]), ROOM);
	}
	*at++ = ']';
	return at;
}

static char *
put_list(struct buffer *b, char *at, const struct message *item, const struct list *list, enum whose whose)
{
	const char *in = list->items;
	struct keys keys;

	*at++ = '[';
	if (list->count > 0)
		make_keys(&keys, item, whose);
	for (size_t i = 0; i < list->count; i++, in += item->size) {
		if (i > 0)
			*at++ = ',';
		at = put_object(b, at, &keys, in);
	}
	*at++ = ']';
	return at;
}

static char *
put_one(struct buffer *b, char *at, const struct message *m, const void *in, enum whose whose)
{
	struct keys keys;

	make_keys(&keys, m, whose);
	return put_object(b, at, &keys, in);
}

/* There is ROOM at `at`, and not necessarily afterwards. */
static char *
put_value(struct buffer *b, char *at, const struct field *f, const void *member, enum whose whose)
{
	const struct maybe *maybe = member;
	const char         *text;
	int                 index;

	switch (f->type) {
	case FIELD_TEXT:
		text = *(const char *const *)member;
		return text != NULL ? json_put_text(b, at, text) : put_null(at);
	case FIELD_INTEGER:
		return buffer_digits(at, *(const int64_t *)member);
	case FIELD_MAYBE:
		return maybe->known ? buffer_digits(at, maybe->value) : put_null(at);
	case FIELD_BOOL:
		return put_bool(at, *(const bool *)member);
	case FIELD_DECIMAL:
		return put_decimal(b, at, ((const struct decimal *)member)->digits);
	case FIELD_CHOICE:
		index = *(const int *)member;
		return index >= 0 ? json_put_text(b, at, f->vocab->words[index].id) : put_null(at);
	case FIELD_SET:
		return put_set(b, at, f->vocab, *(const uint32_t *)member);
	case FIELD_TEXTS:
		return put_texts(b, at, member);
	case FIELD_LIST:
		return put_list(b, at, f->item, member, whose);
	case FIELD_OBJECT:
		member = ((const struct object *)member)->at;
		return member != NULL ? put_one(b, at, f->item, member, whose) : put_null(at);
	case FIELD_TYPES:
		break;
	}
	return at;
}

/* There is ROOM afterwards. */
static char *
put_object(struct buffer *b, char *at, const struct keys *keys, const void *in)
{
	const struct key *key = keys->key;
	char              first = '{';

	for (const struct field *f = keys->m->fields; f->name != NULL; f++, key++) {
		if (f->server && keys->whose == CLIENT_MEMBERS)
			continue;
		/* Copying all the room of the key costs less than copying just its length. */
		at = buffer_more(b, at, sizeof(key->text) + ROOM);
		memcpy(at, key->text, sizeof(key->text));
		if (first != '\0')
			*at = first;	/* where its comma stands */
		first = '\0';
		at = put_value(b, at + key->length, f, (const char *)in + f->offset, keys->whose);
	}
	at = buffer_more(b, at, 2 + ROOM);
	if (first != '\0')
		*at++ = first;
	*at++ = '}';
	return at;
}

void
message_print(struct buffer *b, const struct message *m, const void *in)
{
	buffer_end(b, put_one(b, buffer_room(b, 0), m, in, EVERY_MEMBER));
}

void
message_print_client(struct buffer *b, const struct message *m, const void *in)
{
	buffer_end(b, put_one(b, buffer_room(b, 0), m, in, CLIENT_MEMBERS));
}
