/*
 * Printing is what the daemon does most, so the end of what is written goes
 * from function to function as `at`, in a register, and the buffer learns its
 * length once.
 */
#include "proto/message.h"

#include <string.h>

#include "proto/json.h"
#include "proto/message_plan.h"

/*
 * There is always room for PLAN_SLACK, whatever is written next; a value that may be longer asks for
 * its own, and then for the rest of its object as well.
 */
static char *put_object(struct buffer *b, char *at, const struct plan *plan, const void *in);

static inline char *
put_null(char *at)
{
	memcpy(at, "null", 4);
	return at + 4;
}

static inline char *
put_bool(char *at, bool value)
{
	memcpy(at, value ? "true" : "fals", 4);
	at[4] = 'e';
	return at + 5 - value;
}

static inline char *
put_word(char *at, const struct plan_word *word)
{
	memcpy(at, word->text, sizeof(word->text));
	return at + word->length;
}

static char *
put_text(struct buffer *b, char *at, const char *text, uint32_t rest)
{
	return text == NULL ? buffer_more(b, put_null(at), rest) : json_put_text(b, at, text, rest);
}

static char *
put_decimal(struct buffer *b, char *at, const char *digits, uint32_t rest)
{
	size_t n;

	if (digits == NULL)
		return buffer_more(b, put_null(at), rest);
	n = strlen(digits);
	at = buffer_more(b, at, n + rest);
	memcpy(at, digits, n);
	return at + n;
}

static char *
put_set(struct buffer *b, char *at, const struct plan_word *words, uint32_t mask, uint32_t rest)
{
	*at++ = '[';
	for (char *first = at; mask != 0; mask &= mask - 1) {
		at = buffer_more(b, at, sizeof(struct plan_word) + PLAN_SLACK);
		if (first == NULL)
			*at++ = ',';
		at = put_word(at, &words[__builtin_ctz(mask)]);
		first = NULL;
	}
	*at++ = ']';
	return buffer_more(b, at, rest);
}

static char *
put_texts(struct buffer *b, char *at, const struct texts *texts, uint32_t rest)
{
	*at++ = '[';
	for (size_t i = 0; i < texts->count; i++) {
		if (i > 0)
			*at++ = ',';
		at = json_put_text(b, at, texts->at[i], 1 + PLAN_SLACK);
	}
	*at++ = ']';
	return buffer_more(b, at, rest);
}

static char *
put_kept(struct buffer *b, char *at, const struct kept *kept, uint32_t rest)
{
	at = buffer_more(b, at, kept->length + rest);
	memcpy(at, kept->bytes, kept->length);
	return at + kept->length;
}

static char *
put_items(struct buffer *b, char *at, const struct message *item, const struct list *list, enum whose whose,
	uint32_t rest)
{
	const char        *in = list->items;
	const struct plan *plan = plan_of(item, whose);

	*at++ = '[';
	for (size_t i = 0; i < list->count; i++, in += item->size) {
		at = put_object(b, at, plan, in);
		*at++ = ',';
	}
	at[-1] = ']';
	return buffer_more(b, at, rest);
}

static inline char *
put_list(struct buffer *b, char *at, const struct message *item, const struct list *list, enum whose whose,
	uint32_t rest)
{
	if (list->kept != NULL && whose == EVERY_MEMBER)
		return put_kept(b, at, list->kept, rest);
	if (list->count > 0)
		return put_items(b, at, item, list, whose, rest);
	memcpy(at, "[]", 2);
	return buffer_more(b, at + 2, rest);
}

static char *
put_member_object(struct buffer *b, char *at, const struct step *s, const struct object *object, enum whose whose)
{
	if (object->at == NULL)
		return buffer_more(b, put_null(at), s->rest);
	if (object->kept != NULL && whose == EVERY_MEMBER)
		return put_kept(b, at, object->kept, s->rest);
	at = put_object(b, at, plan_of(s->item, whose), object->at);
	return buffer_more(b, at, s->rest);
}

static char *
put_object(struct buffer *b, char *at, const struct plan *plan, const void *in)
{
	at = buffer_more(b, at, plan->room);
	if (plan->steps == plan->end)
		*at++ = '{';
	for (const struct step *s = plan->steps; s < plan->end; s++) {
		const void *member = (const char *)in + s->offset;

		memcpy(at, s->key, sizeof(s->key));
		at += s->key_length;
		switch ((enum field_type)s->type) {
		case FIELD_TEXT:
			at = put_text(b, at, *(const char *const *)member, s->rest);
			break;
		case FIELD_INTEGER:
			at = buffer_digits(at, *(const int64_t *)member);
			break;
		case FIELD_MAYBE:
			at = ((const struct maybe *)member)->known ?
				buffer_digits(at, ((const struct maybe *)member)->value) : put_null(at);
			break;
		case FIELD_BOOL:
			at = put_bool(at, *(const bool *)member);
			break;
		case FIELD_DECIMAL:
			at = put_decimal(b, at, ((const struct decimal *)member)->digits, s->rest);
			break;
		case FIELD_CHOICE:
			at = put_word(at, &s->words[*(const int *)member + 1]);
			break;
		case FIELD_SET:
			at = put_set(b, at, s->words, *(const uint32_t *)member, s->rest);
			break;
		case FIELD_TEXTS:
			at = put_texts(b, at, member, s->rest);
			break;
		case FIELD_LIST:
			at = put_list(b, at, s->item, member, plan->whose, s->rest);
			break;
		case FIELD_OBJECT:
			at = put_member_object(b, at, s, member, plan->whose);
			break;
		case FIELD_TYPES:
			break;
		}
	}
	*at++ = '}';
	return buffer_more(b, at, PLAN_SLACK);
}

static void
print(struct buffer *b, const struct message *m, const void *in, enum whose whose)
{
	buffer_end(b, put_object(b, buffer_room(b, PLAN_SLACK), plan_of(m, whose), in));
}

void
message_print(struct buffer *b, const struct message *m, const void *in)
{
	print(b, m, in, EVERY_MEMBER);
}

bool
message_same(struct arena *mem, const struct message *m, const void *a, const void *b)
{
	struct buffer *x = buffer_new(mem), *y = buffer_new(mem);

	message_print(x, m, a);
	message_print(y, m, b);
	return x->length == y->length && memcmp(x->at, y->at, x->length) == 0;
}

void
message_print_list(struct buffer *b, const struct message *item, const struct list *list)
{
	buffer_end(b, put_list(b, buffer_room(b, PLAN_SLACK), item, list, EVERY_MEMBER, PLAN_SLACK));
}

void
message_print_client(struct buffer *b, const struct message *m, const void *in)
{
	print(b, m, in, CLIENT_MEMBERS);
}
