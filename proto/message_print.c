#include "proto/message.h"

#include <string.h>

#include "proto/json.h"

enum whose { EVERY_MEMBER, CLIENT_MEMBERS };

static void print_object(struct buffer *b, const struct message *m, const void *in, enum whose whose);

static void
print_word(struct buffer *b, const struct vocab *v, int index)
{
	if (index < 0)
		buffer_add(b, "null", 4);
	else
		json_print_text(b, v->words[index].id);
}

static void
print_set(struct buffer *b, const struct vocab *v, uint32_t mask)
{
	char between = '[';

	for (int i = 0; mask != 0; i++, mask >>= 1)
		if ((mask & 1) != 0) {
			buffer_byte(b, between);
			json_print_text(b, v->words[i].id);
			between = ',';
		}
	if (between == '[')
		buffer_byte(b, '[');
	buffer_byte(b, ']');
}

static void
print_texts(struct buffer *b, const struct texts *texts)
{
	buffer_byte(b, '[');
	for (size_t i = 0; i < texts->count; i++) {
		if (i > 0)
			buffer_byte(b, ',');
		json_print_text(b, texts->at[i]);
	}
	buffer_byte(b, ']');
}

static void
print_list(struct buffer *b, const struct message *item, const struct list *list, enum whose whose)
{
	const char *at = list->items;

	buffer_byte(b, '[');
	for (size_t i = 0; i < list->count; i++, at += item->size) {
		if (i > 0)
			buffer_byte(b, ',');
		print_object(b, item, at, whose);
	}
	buffer_byte(b, ']');
}

static void
print_value(struct buffer *b, const struct field *f, const void *member, enum whose whose)
{
	const char *text;

	switch (f->type) {
	case FIELD_TEXT:
		text = *(const char *const *)member;
		if (text != NULL)
			json_print_text(b, text);
		else
			buffer_add(b, "null", 4);
		return;
	case FIELD_INTEGER:
		buffer_integer(b, *(const int64_t *)member);
		return;
	case FIELD_MAYBE:
		if (((const struct maybe *)member)->known)
			buffer_integer(b, ((const struct maybe *)member)->value);
		else
			buffer_add(b, "null", 4);
		return;
	case FIELD_BOOL:
		if (*(const bool *)member)
			buffer_add(b, "true", 4);
		else
			buffer_add(b, "false", 5);
		return;
	case FIELD_DECIMAL:
		text = ((const struct decimal *)member)->digits;
		buffer_text(b, text != NULL ? text : "null");
		return;
	case FIELD_CHOICE:
		print_word(b, f->vocab, *(const int *)member);
		return;
	case FIELD_SET:
		print_set(b, f->vocab, *(const uint32_t *)member);
		return;
	case FIELD_TEXTS:
		print_texts(b, member);
		return;
	case FIELD_LIST:
		print_list(b, f->item, member, whose);
		return;
	case FIELD_OBJECT:
		if (((const struct object *)member)->at != NULL)
			print_object(b, f->item, ((const struct object *)member)->at, whose);
		else
			buffer_add(b, "null", 4);
		return;
	case FIELD_TYPES:
		return;
	}
}

/* Names are plain ASCII, which the tests hold the tables to. */
static void
print_object(struct buffer *b, const struct message *m, const void *in, enum whose whose)
{
	char between = '{';

	for (const struct field *f = m->fields; f->name != NULL; f++) {
		size_t n;
		char  *at;

		if (f->server && whose == CLIENT_MEMBERS)
			continue;
		n = strlen(f->name);
		at = buffer_room(b, n + 4);
		*at++ = between;
		*at++ = '"';
		memcpy(at, f->name, n);
		at += n;
		*at++ = '"';
		*at++ = ':';
		buffer_end(b, at);
		print_value(b, f, (const char *)in + f->offset, whose);
		between = ',';
	}
	if (between == '{')
		buffer_byte(b, '{');
	buffer_byte(b, '}');
}

void
message_print(struct buffer *b, const struct message *m, const void *in)
{
	print_object(b, m, in, EVERY_MEMBER);
}

void
message_print_client(struct buffer *b, const struct message *m, const void *in)
{
	print_object(b, m, in, CLIENT_MEMBERS);
}
