#include "proto/message_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/form.h"
#include "proto/nearest.h"
#include "proto/utf8.h"

/* Beyond it a JSON number may already have been rounded on its way here. */
#define REACH INT64_C(9007199254740991)

static const struct {
	const char *en, *ko;
} refers_words[REFERS_KINDS] = {
	[REFERS_NOTHING]  = { "thing",    "대상" },
	[REFERS_COUNTRY]  = { "country",  "국가" },
	[REFERS_CITY]     = { "city",     "도시" },
	[REFERS_PROJECT]  = { "project",  "프로젝트" },
	[REFERS_CATEGORY] = { "category", "사업 분야" },
	[REFERS_SECTOR]   = { "sector",   "산업" },
	[REFERS_WORK]     = { "category or sector", "사업 분야나 산업" },
	[REFERS_PARTNER]  = { "partner",  "파트너" },
	[REFERS_POLICY]   = { "policy",   "정책" },
	[REFERS_MEETING]  = { "meeting",  "회의" },
};

static struct place
item_of(const struct place *parent, size_t index)
{
	return (struct place){ .parent = parent, .index = index };
}

static bool
is_within(const struct reading *r, const struct place *here, enum say say, size_t n, int64_t min, int64_t max)
{
	if (n >= (size_t)min && (max == 0 || n <= (size_t)max))
		return true;
	return READ_WRONG(r, here, say, DIGITS(min), DIGITS(max == 0 ? INT32_MAX : max), DIGITS(n));
}

static void
report_unknown_name(const struct reading *r, const struct field *f, const char *name, const struct place *here)
{
	const char  *given, *what;
	struct guess guess;

	if (r->p->fields >= PROBLEM_FIELDS) {
		READ_WRONG(r, here, SAY_MUST_BE_STRING);	/* only counted */
		return;
	}
	given = place_quote(r->mem, name);
	what = say_both(r->mem, refers_words[f->refers].en, refers_words[f->refers].ko);
	guess = r->names->guess(r->names->ctx, f->refers, name, r->mem);
	if (guess.near != NULL)
		READ_WRONG(r, here, SAY_UNKNOWN_NAME_BUT, given, what, guess.near);
	else if (guess.known != NULL)
		READ_WRONG(r, here, SAY_UNKNOWN_NAME_OF, given, what, guess.known);
	else
		READ_WRONG(r, here, SAY_UNKNOWN_NAME, given, what);
}

/* What a reference names: its canonical id, or NULL after reporting. */
static const char *
resolve(const struct reading *r, const struct field *f, const char *text, const struct place *here)
{
	const char *id;

	if (r->names == NULL)
		return text;
	id = r->names->find(r->names->ctx, f->refers, text);
	if (id == NULL)
		report_unknown_name(r, f, text, here);
	return id;
}

static void
report_unknown_word(const struct reading *r, const struct vocab *v, const char *word, const struct place *here)
{
	struct nearest near = { .given = word };
	struct buffer *known;
	const char    *title;

	if (r->p->fields >= PROBLEM_FIELDS) {
		READ_WRONG(r, here, SAY_MUST_BE_STRING);	/* only counted */
		return;
	}
	title = say_both(r->mem, v->en, v->ko);
	known = buffer_new(r->mem);
	for (const struct word *w = v->words; w->id != NULL; w++) {
		nearest_offer(&near, w->id);
		if (w != v->words)
			buffer_text(known, ", ");
		buffer_text(known, w->id);
	}
	if (near.best != NULL)
		READ_WRONG(r, here, SAY_UNKNOWN_WORD_BUT, place_quote(r->mem, word), title, near.best);
	else
		READ_WRONG(r, here, SAY_UNKNOWN_WORD, place_quote(r->mem, word), title, known->at);
}

/* A string of the field's form, copied, a reference resolved; NULL after reporting. */
static const char *
read_string(const struct reading *r, const struct field *f, const cJSON *value, const struct place *here)
{
	const char *text = value->valuestring;
	enum form   form;
	enum say    wrong;

	if (!cJSON_IsString(value)) {
		READ_WRONG(r, here, SAY_MUST_BE_STRING);
		return NULL;
	}
	/* A reference may be written as any name of the thing, so only what it resolves to has the form. */
	form = f->refers == REFERS_NOTHING ? f->form : FORM_LINE;
	/* What is stored was good when it came; one name that has fallen out of favour must not hide all the rest. */
	wrong = r->from == FROM_STORE && !form_is_relied_on(form) ? SAY_NOTHING : form_check(form, text);
	if (wrong != SAY_NOTHING) {
		READ_WRONG(r, here, wrong, place_quote(r->mem, text));
		return NULL;
	}
	if (f->vocab != NULL && r->from == FROM_CLIENT && vocab_find(f->vocab, text) < 0) {
		report_unknown_word(r, f->vocab, text, here);
		return NULL;
	}
	if (f->refers != REFERS_NOTHING)
		text = resolve(r, f, text, here);
	return text == NULL ? NULL : arena_strdup(r->mem, text);
}

static void
read_text(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	/* Its length first: "has 0 characters" tells more than that it has no form. */
	if (cJSON_IsString(value) && !is_within(r, here, SAY_TEXT_LENGTH, utf8_characters(value->valuestring),
	    f->min, f->max))
		return;
	*(const char **)member = read_string(r, f, value, here);
}

static bool
read_whole(const struct reading *r, const struct field *f, const cJSON *value, int64_t *out,
	const struct place *here)
{
	bool    any = f->min == 0 && f->max == 0;
	int64_t min = any || f->min < -REACH ? -REACH : f->min;
	int64_t max = any || f->max > REACH ? REACH : f->max;

	if (!cJSON_IsNumber(value) || value->valuedouble != floor(value->valuedouble))
		return READ_WRONG(r, here, SAY_MUST_BE_INTEGER);
	if (value->valuedouble < (double)min || value->valuedouble > (double)max)
		return READ_WRONG(r, here, SAY_OUT_OF_RANGE, DIGITS(min), DIGITS(max));
	*out = (int64_t)value->valuedouble;
	return true;
}

static void
read_integer(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	read_whole(r, f, value, member, here);
}

static void
read_maybe(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	struct maybe *m = member;

	m->known = read_whole(r, f, value, &m->value, here);
}

static void
read_bool(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	(void)f;
	if (!cJSON_IsBool(value))
		READ_WRONG(r, here, SAY_MUST_BE_BOOLEAN);
	else
		*(bool *)member = cJSON_IsTrue(value);
}

/* As JSON writes numbers: what we are given is what we will print. */
static bool
is_decimal(const char *s)
{
	size_t digits;

	s += *s == '-';
	digits = strspn(s, "0123456789");
	if (digits == 0 || (digits > 1 && *s == '0'))
		return false;
	s += digits;
	if (*s == '.') {
		digits = strspn(s + 1, "0123456789");
		if (digits == 0)
			return false;
		s += 1 + digits;
	}
	return *s == '\0';
}

/*
 * Its digits come as a string. A JSON number was a double on its way here; the
 * shortest digits that mean the same double are then the best there are.
 */
static void
read_decimal(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	char text[32];

	(void)f;
	if (cJSON_IsString(value) && is_decimal(value->valuestring)) {
		((struct decimal *)member)->digits = arena_strdup(r->mem, value->valuestring);
		return;
	}
	if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble)) {
		READ_WRONG(r, here, SAY_MUST_BE_NUMBER);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, value->valuedouble);
		if (strtod(text, NULL) == value->valuedouble)
			break;
	}
	((struct decimal *)member)->digits = arena_strdup(r->mem, text);
}

/* Shared by CHOICE and SET: the index of a word, or -1 after reporting. */
static int
read_word(const struct reading *r, const struct field *f, const cJSON *value, const struct place *here)
{
	int i;

	if (!cJSON_IsString(value)) {
		READ_WRONG(r, here, SAY_MUST_BE_STRING);
		return -1;
	}
	i = vocab_find(f->vocab, value->valuestring);
	if (i < 0)
		report_unknown_word(r, f->vocab, value->valuestring, here);
	return i;
}

static void
read_choice(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	*(int *)member = read_word(r, f, value, here);
}

/* An array of as many items as the row allows. */
static bool
is_array(const struct reading *r, const struct field *f, const cJSON *value, const struct place *here)
{
	if (!cJSON_IsArray(value))
		return READ_WRONG(r, here, SAY_MUST_BE_ARRAY);
	return is_within(r, here, SAY_LIST_LENGTH, (size_t)cJSON_GetArraySize(value), f->min, f->max);
}

static void
read_set(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	uint32_t     mask = 0;
	size_t       index = 0;
	const cJSON *word;

	if (!is_array(r, f, value, here))
		return;
	cJSON_ArrayForEach(word, value) {
		struct place there = item_of(here, index++);
		int          i = read_word(r, f, word, &there);

		if (i >= 0 && (mask & BIT(i)) != 0)
			READ_WRONG(r, &there, SAY_STANDS_TWICE, word->valuestring);
		else if (i >= 0)
			mask |= BIT(i);
	}
	*(uint32_t *)member = mask;
}

static bool
has_text(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(texts->at[i], text) == 0)
			return true;
	return false;
}

static void
read_texts(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	struct texts *texts = member;
	size_t        index = 0;
	const cJSON  *item;

	if (!is_array(r, f, value, here))
		return;
	texts->at = arena_alloc(r->mem, (size_t)cJSON_GetArraySize(value) * sizeof(*texts->at));
	cJSON_ArrayForEach(item, value) {
		struct place there = item_of(here, index++);
		const char  *text;

		if (cJSON_IsString(item) && !is_within(r, &there, SAY_TEXT_LENGTH,
		    utf8_characters(item->valuestring), f->as_is ? 0 : 1, TEXTS_ITEM_MAX))
			continue;
		text = read_string(r, f, item, &there);
		/* "Hanoi" and "ha_noi" are the same city: compared as resolved, quoted as sent. */
		if (text != NULL && !f->as_is && has_text(texts, text))
			READ_WRONG(r, &there, SAY_STANDS_TWICE, place_quote(r->mem, item->valuestring));
		else if (text != NULL)
			texts->at[texts->count++] = text;
	}
}

static void
read_list(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	struct list *list = member;
	size_t       index = 0;
	const cJSON *item;

	if (!is_array(r, f, value, here))
		return;
	list->count = (size_t)cJSON_GetArraySize(value);
	list->items = arena_alloc(r->mem, list->count * f->item->size);
	cJSON_ArrayForEach(item, value) {
		struct place there = item_of(here, index);

		message_read(r, f->item, item, (char *)list->items + index * f->item->size, &there);
		index++;
	}
}

static void
read_object(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here)
{
	void *object = arena_alloc(r->mem, f->item->size);

	message_read(r, f->item, value, object, here);
	((struct object *)member)->at = object;
}

read_value *const message_readers[FIELD_TYPES] = {
	[FIELD_TEXT]    = read_text,
	[FIELD_INTEGER] = read_integer,
	[FIELD_MAYBE]   = read_maybe,
	[FIELD_BOOL]    = read_bool,
	[FIELD_DECIMAL] = read_decimal,
	[FIELD_CHOICE]  = read_choice,
	[FIELD_SET]     = read_set,
	[FIELD_TEXTS]   = read_texts,
	[FIELD_LIST]    = read_list,
	[FIELD_OBJECT]  = read_object,
};
