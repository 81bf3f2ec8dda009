/*
 * The tables of messages are code, so they are tested: whether the rows of a
 * message, and of the messages within it, make sense.
 */
#ifndef TESTS_MESSAGE_ROWS_H
#define TESTS_MESSAGE_ROWS_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "proto/message.h"

static inline int64_t
count_words(const struct vocab *v)
{
	int64_t n = 0;

	while (v->words[n].id != NULL)
		n++;
	return n;
}

static inline bool
is_sentence(const char *s)
{
	return s != NULL && strlen(s) > 3 && s[strlen(s) - 1] == '.' && !(s[0] >= 'a' && s[0] <= 'z');
}

/* A word list that can be shown: every word has an id and both names. */
static inline const char *
vocab_fault(const struct vocab *v)
{
	if (v->id == NULL || v->en == NULL || v->ko == NULL)
		return "its vocab has no id or no name";
	if (count_words(v) == 0 || count_words(v) > 32)
		return "its vocab has no words, or more than fit a mask";
	for (const struct word *w = v->words; w->id != NULL; w++)
		if (w->en == NULL || w->ko == NULL || *w->en == '\0' || *w->ko == '\0')
			return "its vocab has a word without a name";
	return NULL;
}

static inline bool
preset_fits(const struct field *f)
{
	if (f->required || f->server)
		return true;
	if (f->type == FIELD_INTEGER)
		return (f->min == 0 && f->max == 0) || (f->preset >= f->min && f->preset <= f->max);
	if (f->type == FIELD_CHOICE)
		return f->preset >= -1 && f->preset < count_words(f->vocab);
	return f->type == FIELD_BOOL ? f->preset == 0 || f->preset == 1 : f->preset == 0;
}

static inline const char *
field_fault(const struct message *m, const struct field *f)
{
	bool words = f->type == FIELD_CHOICE || f->type == FIELD_SET;
	bool items = f->type == FIELD_LIST || f->type == FIELD_OBJECT;
	bool text = f->type == FIELD_TEXT || f->type == FIELD_TEXTS;

	if (strspn(f->name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(f->name) || *f->name == '\0')
		return "its name is not snake_case";
	if (strlen(f->name) > MESSAGE_NAME)
		return "its name is too long";
	if (!is_sentence(f->about))
		return "its .about is not a sentence";
	if (f->type >= FIELD_TYPES || f->offset + field_sizes[f->type] > m->size)
		return "it does not lie within the struct";
	if (words ? f->vocab == NULL : f->vocab != NULL && !text)
		return "its .vocab does not fit its type";
	if (f->vocab != NULL && (f->form != FORM_ANY || f->refers != REFERS_NOTHING))
		return "a word has no other form";
	if (items != (f->item != NULL))
		return "its .item does not fit its type";
	if (f->vocab != NULL && vocab_fault(f->vocab) != NULL)
		return vocab_fault(f->vocab);
	if (!text && (f->form != FORM_ANY || f->refers != REFERS_NOTHING))
		return "only texts have a form or refer to something";
	if (f->min > f->max && f->max != 0)
		return "its .min is above its .max";
	if ((f->type == FIELD_TEXT || f->type == FIELD_TEXTS || f->type == FIELD_LIST) && !f->server && f->max <= 0)
		return "it has no limit";
	if (!preset_fits(f))
		return "its .preset could not be sent";
	/* Two rows for one member, and two members of one name. */
	for (const struct field *g = m->fields; g != f; g++) {
		if (strcmp(g->name, f->name) == 0)
			return "its name stands twice";
		if (f->offset < g->offset + field_sizes[g->type] && g->offset < f->offset + field_sizes[f->type])
			return "it shares its place with another row";
	}
	return NULL;
}

static inline bool
message_rows_at_depth_are_sound(const struct message *m, const char **why, int depth)
{
	static char said[300];

	*why = said;
	if (m->name == NULL || m->name[0] < 'A' || m->name[0] > 'Z' || !is_sentence(m->about) || m->size == 0) {
		snprintf(said, sizeof(said), "%s: no name, no sentence about it, or no size", m->name);
		return false;
	}
	if (depth > 8) {
		snprintf(said, sizeof(said), "%s: within itself", m->name);
		return false;
	}
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		const char *fault = f - m->fields < MESSAGE_FIELDS ? field_fault(m, f) : "there are too many rows";

		if (fault != NULL) {
			snprintf(said, sizeof(said), "%s.%s: %s", m->name, f->name, fault);
			return false;
		}
		if (f->item != NULL && !message_rows_at_depth_are_sound(f->item, why, depth + 1))
			return false;
	}
	return true;
}

/* When false, *why says which row and what is wrong with it. */
static inline bool
message_rows_are_sound(const struct message *m, const char **why)
{
	return message_rows_at_depth_are_sound(m, why, 0);
}

#endif
