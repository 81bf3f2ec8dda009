#include "proto/message_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "proto/nearest.h"
#include "proto/utf8.h"

const size_t field_sizes[FIELD_TYPES] = {
	[FIELD_TEXT]    = sizeof(const char *),
	[FIELD_INTEGER] = sizeof(int64_t),
	[FIELD_MAYBE]   = sizeof(struct maybe),
	[FIELD_BOOL]    = sizeof(bool),
	[FIELD_DECIMAL] = sizeof(struct decimal),
	[FIELD_CHOICE]  = sizeof(int),
	[FIELD_SET]     = sizeof(uint32_t),
	[FIELD_TEXTS]   = sizeof(struct texts),
	[FIELD_LIST]    = sizeof(struct list),
	[FIELD_OBJECT]  = sizeof(struct object),
};

const struct field *
message_field(const struct message *m, const char *name)
{
	for (const struct field *f = m->fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* The member a client may have meant, or NULL. */
static const char *
suggest(const struct message *m, const char *name)
{
	struct nearest near = { .given = name };

	for (const struct field *f = m->fields; f->name != NULL; f++)
		if (!f->server)
			nearest_offer(&near, f->name);
	return near.best;
}

static void
report_unknown(const struct reading *r, const struct message *m, const char *name, const struct place *here)
{
	const char *meant = r->p->fields < PROBLEM_FIELDS ? suggest(m, name) : NULL;
	bool        query = r->p->code == PROBLEM_BAD_QUERY;

	if (meant != NULL && query)
		READ_WRONG(r, here, SAY_NOT_A_PARAMETER_BUT, meant);
	else if (meant != NULL)
		READ_WRONG(r, here, SAY_NOT_A_MEMBER_BUT, m->name, meant);
	else if (query)
		READ_WRONG(r, here, SAY_NOT_A_PARAMETER);
	else
		READ_WRONG(r, here, SAY_NOT_A_MEMBER, m->name);
}

static void
set_preset(const struct field *f, void *member)
{
	if (f->type == FIELD_INTEGER)
		*(int64_t *)member = f->preset;
	else if (f->type == FIELD_BOOL)
		*(bool *)member = f->preset != 0;
	else if (f->type == FIELD_CHOICE)
		*(int *)member = (int)f->preset;
}

/* Members mostly come in the order of the table, so the search begins where the last one ended. */
static const struct field *
find_from(const struct message *m, const struct field *from, const char *name)
{
	for (const struct field *f = from; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	for (const struct field *f = m->fields; f != from; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* Returns which rows had a member, one bit each: hence at most MESSAGE_FIELDS of them. */
static uint64_t
read_present(const struct reading *r, const struct message *m, const cJSON *json, void *out,
	const struct place *here)
{
	const struct field *from = m->fields;
	uint64_t            present = 0;
	const cJSON        *value;

	cJSON_ArrayForEach(value, json) {
		struct place        there = { .parent = here, .name = value->string };
		const struct field *f = find_from(m, from, value->string);

		if (f == NULL) {
			/* A misspelt optional member would otherwise be lost in silence. */
			if (r->from == FROM_CLIENT)
				report_unknown(r, m, value->string, &there);
			continue;
		}
		from = f + 1;
		if (f->server && r->from == FROM_CLIENT)
			READ_WRONG(r, &there, SAY_SET_BY_SERVER);
		else if (!cJSON_IsNull(value)) {
			present |= UINT64_C(1) << (f - m->fields);
			message_readers[f->type](r, f, value, (char *)out + f->offset, &there);
		}
	}
	return present;
}

void
message_read(const struct reading *r, const struct message *m, const cJSON *json, void *out,
	const struct place *here)
{
	size_t   wrong = r->p->fields;
	uint64_t present;

	memset(out, 0, m->size);
	if (!cJSON_IsObject(json)) {
		READ_WRONG(r, here, SAY_MUST_BE_OBJECT);
		return;
	}
	present = read_present(r, m, json, out, here);
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		struct place there = { .parent = here, .name = f->name };

		assert(f - m->fields < MESSAGE_FIELDS);
		if ((present >> (f - m->fields) & 1) != 0)
			continue;
		set_preset(f, (char *)out + f->offset);
		if (f->required && !(f->server && r->from == FROM_CLIENT))
			READ_WRONG(r, &there, SAY_REQUIRED);
	}
	if (m->check != NULL && r->p->fields == wrong)
		m->check(out, place_pointer(r->mem, here), r->p);
}

bool
message_parse(const struct message *m, const cJSON *json, enum source from, const struct names *names,
	struct arena *mem, void *out, struct problem *p)
{
	const struct reading r = { .from = from, .names = names, .mem = mem, .p = p };
	const struct place   root = { .parent = NULL };

	message_read(&r, m, json, out, &root);
	return p->code == PROBLEM_NONE;
}

/* A whole number as people write it in an address: "-5", not "+5", "5.0" or " 5". */
static bool
is_whole(const char *s)
{
	size_t digits;

	s += *s == '-';
	digits = strspn(s, "0123456789");
	return digits > 0 && digits <= 19 && s[digits] == '\0';
}

/* Nodes that cJSON did not make: in `mem`, with what they point to. For reading they are as good. */
static cJSON *
node(struct arena *mem, int type, const char *text)
{
	cJSON *json = arena_alloc(mem, sizeof(*json));

	json->type = type;
	json->valuestring = (char *)(uintptr_t)text;
	return json;
}

/* "water,energy" */
static cJSON *
split(struct arena *mem, const char *value)
{
	cJSON *array = node(mem, cJSON_Array, NULL), **next = &array->child;

	while (*value != '\0') {
		size_t n = strcspn(value, ",");

		*next = node(mem, cJSON_String, arena_strndup(mem, value, n));
		next = &(*next)->next;
		value += n + (value[n] == ',');
	}
	return array;
}

/* What the text of a parameter would be in a body; what does not fit stays a string, to be reported. */
static cJSON *
value_of(struct arena *mem, const struct field *f, const char *text)
{
	cJSON *number;

	switch (f == NULL ? FIELD_TEXT : f->type) {
	case FIELD_INTEGER:
	case FIELD_MAYBE:
		if (!is_whole(text))
			break;
		number = node(mem, cJSON_Number, NULL);
		number->valuedouble = strtod(text, NULL);
		return number;
	case FIELD_BOOL:
		if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
			return node(mem, *text == 't' ? cJSON_True : cJSON_False, NULL);
		break;
	case FIELD_SET:
	case FIELD_TEXTS:
		return split(mem, text);
	default:
		break;
	}
	return node(mem, cJSON_String, text);
}

/* The parameters as an object, as far as they can be: each once, and in UTF-8. */
static const cJSON *
gather(const struct reading *r, const struct message *m, const struct parameter *given, size_t count)
{
	const struct place root = { .parent = NULL };
	cJSON             *object = node(r->mem, cJSON_Object, NULL), **next = &object->child;

	for (size_t i = 0; i < count; i++) {
		struct place there = { .parent = &root, .name = given[i].name };
		bool         utf8 = utf8_valid(given[i].name, strlen(given[i].name));

		if (!utf8)
			there.name = "?";
		if (!utf8 || !utf8_valid(given[i].value, strlen(given[i].value)))
			READ_WRONG(r, &there, SAY_MUST_BE_UTF8);
		else if (cJSON_GetObjectItemCaseSensitive(object, given[i].name) != NULL)
			READ_WRONG(r, &there, SAY_GIVEN_TWICE);
		else {
			*next = value_of(r->mem, message_field(m, given[i].name), given[i].value);
			(*next)->string = (char *)(uintptr_t)given[i].name;
			next = &(*next)->next;
		}
	}
	return object;
}

/* The parameter that a pointer leads into: "/sectors/1" is about "sectors". */
static const char *
parameter_of(struct arena *mem, const char *pointer)
{
	char *name = arena_strndup(mem, pointer + 1, strcspn(pointer + 1, "/")), *to = name;

	for (const char *from = name; *from != '\0'; from++) {
		char c = *from;

		if (c == '~')
			c = *++from == '1' ? '/' : '~';
		*to++ = c;
	}
	*to = '\0';
	return name;
}

bool
message_parse_query(const struct message *m, const struct parameter *given, size_t count,
	const struct names *names, struct arena *mem, void *out, struct problem *p)
{
	struct problem       wrong = { .mem = p->mem, .code = PROBLEM_BAD_QUERY };
	const struct reading r = { .from = FROM_CLIENT, .names = names, .mem = mem, .p = &wrong };
	const struct place   root = { .parent = NULL };

	message_read(&r, m, gather(&r, m, given, count), out, &root);
	for (size_t i = 0; i < wrong.fields && i < PROBLEM_FIELDS; i++)
		if (wrong.field[i].at[0] == '/')
			wrong.field[i].at = parameter_of(mem, wrong.field[i].at);
	if (wrong.fields > 0 && p->code == PROBLEM_NONE)
		*p = wrong;
	return p->code == PROBLEM_NONE;
}
