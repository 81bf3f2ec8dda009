#include "proto/message_plan.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	PLANS = 1024,		/* a power of two, well beyond twice the messages there are */
	NUMBER_ROOM = 20,	/* the longest integer */
	NULL_LENGTH = 4
};

static _Atomic(struct plan *) plans[PLANS];

static void *
must_calloc(size_t count, size_t size)
{
	void *p = calloc(count, size);

	if (p == NULL)
		abort();
	return p;
}

static struct plan_word
quoted(const char *id)
{
	struct plan_word word;
	size_t           n = strlen(id);

	/* The ids of the vocabs are plain ASCII, as the names of members are: the tests hold them to it. */
	assert(n + 2 <= sizeof(word.text));
	word.text[0] = word.text[n + 1] = '"';
	memcpy(word.text + 1, id, n);
	word.length = (uint8_t)(n + 2);
	return word;
}

static const struct plan_word *
words_of(const struct vocab *v, bool with_null)
{
	size_t            count = 0, first = with_null;
	struct plan_word *words;

	while (v->words[count].id != NULL)
		count++;
	words = must_calloc(count + first, sizeof(*words));
	if (with_null)
		words[0] = (struct plan_word){ .text = "null", .length = NULL_LENGTH };
	for (size_t i = 0; i < count; i++)
		words[first + i] = quoted(v->words[i].id);
	return words;
}

/* The room of a value that asks for none itself. 0: it asks, when it is known how long it is. */
static uint32_t
room_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_INTEGER:
	case FIELD_MAYBE:
	case FIELD_BOOL:
		return NUMBER_ROOM;
	case FIELD_CHOICE:
		return WORD_ROOM;
	default:
		return 0;
	}
}

static void
make_step(struct step *s, const struct field *f, bool first)
{
	size_t n = strlen(f->name);

	assert(n <= MESSAGE_NAME && f->offset <= UINT16_MAX);
	s->key[0] = first ? '{' : ',';
	s->key[1] = s->key[n + 2] = '"';
	memcpy(s->key + 2, f->name, n);
	s->key[n + 3] = ':';
	s->key_length = (uint8_t)(n + 4);
	s->type = (uint8_t)f->type;
	s->offset = (uint16_t)f->offset;
	if (f->type == FIELD_CHOICE || f->type == FIELD_SET)
		s->words = words_of(f->vocab, f->type == FIELD_CHOICE);
	else
		s->item = f->item;
}

static struct plan *
make_plan(const struct message *m, enum whose whose)
{
	struct plan *plan = must_calloc(1, sizeof(*plan) + MESSAGE_FIELDS * sizeof(plan->steps[0]));
	struct step *s = plan->steps;
	uint32_t     rest = PLAN_SLACK;	/* and the brace */
	uint32_t     room[MESSAGE_FIELDS];

	plan->m = m;
	plan->whose = whose;
	for (const struct field *f = m->fields; f->name != NULL; f++)
		if (!f->server || whose == EVERY_MEMBER) {
			assert(s < plan->steps + MESSAGE_FIELDS);
			room[s - plan->steps] = room_of(f);
			make_step(s, f, s == plan->steps);
			s++;
		}
	plan->end = s;
	while (s-- > plan->steps) {
		s->rest = rest;
		rest = room[s - plan->steps] == 0 ? PLAN_SLACK : rest + room[s - plan->steps];
		rest += s->key_length;
	}
	plan->room = rest;
	return plan;
}

static void
free_plan(struct plan *plan)
{
	for (const struct step *s = plan->steps; s < plan->end; s++)
		if (s->type == FIELD_CHOICE || s->type == FIELD_SET)
			free((void *)(uintptr_t)s->words);
	free(plan);
}

const struct plan *
plan_of(const struct message *m, enum whose whose)
{
	size_t i = ((uintptr_t)m / sizeof(*m) * WHOSE + whose) % PLANS;

	for (size_t seen = 0; seen < PLANS; seen++, i = (i + 1) % PLANS) {
		struct plan *plan = atomic_load_explicit(&plans[i], memory_order_acquire);

		if (plan == NULL) {
			struct plan *made = make_plan(m, whose);

			if (atomic_compare_exchange_strong(&plans[i], &plan, made))
				return made;
			free_plan(made);	/* another thread was first in this place */
		}
		if (plan->m == m && plan->whose == whose)
			return plan;
	}
	abort();	/* the messages are all known when we are compiled: their number is no surprise */
}
