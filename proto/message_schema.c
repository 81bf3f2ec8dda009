#include "proto/message.h"

#include "proto/form.h"
#include "proto/json.h"

/* Who is optional may be null: it is read so and printed so. */
static bool
is_nullable(const struct field *f)
{
	return !f->required && (f->type == FIELD_TEXT || f->type == FIELD_MAYBE || f->type == FIELD_DECIMAL ||
		f->type == FIELD_CHOICE || f->type == FIELD_OBJECT);
}

static void
print_type(struct buffer *b, const struct field *f, const char *type)
{
	if (is_nullable(f))
		buffer_printf(b, "\"type\":[\"%s\",\"null\"]", type);
	else
		buffer_printf(b, "\"type\":\"%s\"", type);
}

static void
print_ref(struct buffer *b, const char *name)
{
	buffer_printf(b, "\"$ref\":\"#/components/schemas/%s\"", name);
}

static void
print_maybe_ref(struct buffer *b, const struct field *f, const char *name)
{
	if (!is_nullable(f)) {
		print_ref(b, name);
		return;
	}
	buffer_text(b, "\"anyOf\":[{");
	print_ref(b, name);
	buffer_text(b, "},{\"type\":\"null\"}]");
}

static void
print_limit(struct buffer *b, const char *keyword, int64_t limit)
{
	buffer_printf(b, ",\"%s\":", keyword);
	buffer_integer(b, limit);
}

static void
print_count(struct buffer *b, const struct field *f)
{
	if (f->min > 0)
		print_limit(b, "minItems", f->min);
	if (f->max > 0)
		print_limit(b, "maxItems", f->max);
}

/* The resource that a text names, so that a form can offer what there is. */
static const char *const refers_ids[REFERS_KINDS] = {
	[REFERS_COUNTRY]  = "countries",
	[REFERS_CITY]     = "cities",
	[REFERS_PROJECT]  = "projects",
	[REFERS_CATEGORY] = "categories",
	[REFERS_SECTOR]   = "sectors",
	[REFERS_WORK]     = "categories",
	[REFERS_PARTNER]  = "partners",
	[REFERS_POLICY]   = "policies",
	[REFERS_MEETING]  = "meetings",
};

/* A reference may be written as any name of the thing, so its form says nothing about what is sent. */
static void
print_form(struct buffer *b, const struct field *f)
{
	const char *pattern = f->refers == REFERS_NOTHING ? form_pattern(f->form) : NULL;
	const char *format = f->refers == REFERS_NOTHING ? form_format(f->form) : NULL;

	if (pattern != NULL)
		buffer_printf(b, ",\"pattern\":\"%s\"", pattern);
	if (format != NULL)
		buffer_printf(b, ",\"format\":\"%s\"", format);
	if (f->refers != REFERS_NOTHING)
		buffer_printf(b, ",\"x-refers\":\"%s\"", refers_ids[f->refers]);
}

static void
print_text(struct buffer *b, const struct field *f)
{
	if (f->vocab != NULL) {
		print_maybe_ref(b, f, f->vocab->id);
		return;
	}
	print_type(b, f, "string");
	if (f->min > 0)
		print_limit(b, "minLength", f->min);
	if (f->max > 0)
		print_limit(b, "maxLength", f->max);
	print_form(b, f);
}

static void
print_integer(struct buffer *b, const struct field *f)
{
	print_type(b, f, "integer");
	if (f->min == 0 && f->max == 0)
		return;
	print_limit(b, "minimum", f->min);
	print_limit(b, "maximum", f->max);
}

static void
print_bool(struct buffer *b, const struct field *f)
{
	print_type(b, f, "boolean");
}

static void
print_decimal(struct buffer *b, const struct field *f)
{
	print_type(b, f, "number");
}

static void
print_choice(struct buffer *b, const struct field *f)
{
	print_maybe_ref(b, f, f->vocab->id);
}

static void
print_set(struct buffer *b, const struct field *f)
{
	buffer_text(b, "\"type\":\"array\",\"uniqueItems\":true,\"items\":{");
	print_ref(b, f->vocab->id);
	buffer_byte(b, '}');
	print_count(b, f);
}

static void
print_texts(struct buffer *b, const struct field *f)
{
	if (f->vocab != NULL) {
		print_set(b, f);
		return;
	}
	buffer_printf(b, "\"type\":\"array\",%s\"items\":{\"type\":\"string\"%s", f->as_is ? "" : "\"uniqueItems\":true,",
		f->as_is ? "" : ",\"minLength\":1");
	print_limit(b, "maxLength", TEXTS_ITEM_MAX);
	print_form(b, f);
	buffer_byte(b, '}');
	print_count(b, f);
}

static void
print_list(struct buffer *b, const struct field *f)
{
	buffer_text(b, "\"type\":\"array\",\"items\":{");
	print_ref(b, f->item->name);
	buffer_byte(b, '}');
	print_count(b, f);
}

static void
print_object(struct buffer *b, const struct field *f)
{
	print_maybe_ref(b, f, f->item->name);
}

static void (*const printers[FIELD_TYPES])(struct buffer *b, const struct field *f) = {
	[FIELD_TEXT]    = print_text,
	[FIELD_INTEGER] = print_integer,
	[FIELD_MAYBE]   = print_integer,
	[FIELD_BOOL]    = print_bool,
	[FIELD_DECIMAL] = print_decimal,
	[FIELD_CHOICE]  = print_choice,
	[FIELD_SET]     = print_set,
	[FIELD_TEXTS]   = print_texts,
	[FIELD_LIST]    = print_list,
	[FIELD_OBJECT]  = print_object,
};

static void
print_preset(struct buffer *b, const struct field *f)
{
	if (f->required || f->server)
		return;
	if (f->type == FIELD_BOOL)
		buffer_text(b, f->preset != 0 ? ",\"default\":true" : ",\"default\":false");
	else if (f->type == FIELD_INTEGER)
		print_limit(b, "default", f->preset);
	else if (f->type == FIELD_CHOICE && f->preset >= 0)
		buffer_printf(b, ",\"default\":\"%s\"", f->vocab->words[f->preset].id);
}

void
message_print_field_schema(struct buffer *b, const struct field *f)
{
	buffer_byte(b, '{');
	printers[f->type](b, f);
	print_preset(b, f);
	if (f->server)
		buffer_text(b, ",\"readOnly\":true");
	buffer_text(b, ",\"description\":");
	json_print_text(b, f->about);
	buffer_byte(b, '}');
}

/* What the server sets is not required: the schema also describes what a client sends. */
static void
print_required(struct buffer *b, const struct message *m)
{
	const char *between = ",\"required\":[";

	for (const struct field *f = m->fields; f->name != NULL; f++)
		if (f->required && !f->server) {
			buffer_printf(b, "%s\"%s\"", between, f->name);
			between = ",";
		}
	if (between[1] == '\0')
		buffer_byte(b, ']');
}

void
message_print_schema(struct buffer *b, const struct message *m)
{
	buffer_text(b, "{\"type\":\"object\",\"description\":");
	json_print_text(b, m->about);
	buffer_text(b, ",\"additionalProperties\":false");
	print_required(b, m);
	buffer_text(b, ",\"properties\":{");
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		buffer_printf(b, "%s\"%s\":", f == m->fields ? "" : ",", f->name);
		message_print_field_schema(b, f);
	}
	buffer_text(b, "}}");
}

void
message_print_vocab(struct buffer *b, const struct vocab *v)
{
	buffer_printf(b, "{\"type\":\"string\",\"enum\":[");
	for (const struct word *w = v->words; w->id != NULL; w++)
		buffer_printf(b, "%s\"%s\"", w == v->words ? "" : ",", w->id);
	buffer_text(b, "],\"x-names\":{");
	for (const struct word *w = v->words; w->id != NULL; w++) {
		buffer_printf(b, "%s\"%s\":{\"en\":", w == v->words ? "" : ",", w->id);
		json_print_text(b, w->en);
		buffer_text(b, ",\"ko\":");
		json_print_text(b, w->ko);
		buffer_byte(b, '}');
	}
	buffer_text(b, "}}");
}
