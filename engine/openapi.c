/*
 * The OpenAPI 3.1 document, printed from the same tables that serve the requests.
 */
#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "engine/routes.h"
#include "proto/document.h"
#include "proto/json.h"
#include "proto/pairing_list.h"

enum { SCHEMAS_MAX = 200 };	/* a slip of our own beyond that */

/* Every message and word list that a route leads to, each once. */
struct schemas {
	const struct message *messages[SCHEMAS_MAX];
	const struct vocab   *vocabs[SCHEMAS_MAX];
	size_t                message_count, vocab_count;
};

static void
add_vocab(struct schemas *s, const struct vocab *v)
{
	for (size_t i = 0; i < s->vocab_count; i++)
		if (s->vocabs[i] == v)
			return;
	assert(s->vocab_count < SCHEMAS_MAX);
	s->vocabs[s->vocab_count++] = v;
}

/* `shown` is false for a query string: its parameters are described in place, and only their words here. */
static void
add_message(struct schemas *s, const struct message *m, bool shown)
{
	if (m == NULL)
		return;
	for (size_t i = 0; shown && i < s->message_count; i++)
		if (s->messages[i] == m)
			return;
	assert(s->message_count < SCHEMAS_MAX);
	if (shown)
		s->messages[s->message_count++] = m;
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		add_message(s, f->item, true);
		if (f->vocab != NULL)
			add_vocab(s, f->vocab);
	}
}

static void
member(struct buffer *b, const char *name, const char *text)
{
	json_print_text(b, name);
	buffer_byte(b, ':');
	json_print_text(b, text);
}

static void
print_parameter(struct buffer *b, const char *in, const char *name, bool required, const char *about)
{
	buffer_byte(b, '{');
	member(b, "name", name);
	buffer_byte(b, ',');
	member(b, "in", in);
	buffer_printf(b, ",\"required\":%s,", required ? "true" : "false");
	member(b, "description", about);
	buffer_text(b, ",\"schema\":");
}

static void
print_header_parameter(struct buffer *b, const char *name, bool required, const char *about)
{
	print_parameter(b, "header", name, required, about);
	buffer_text(b, "{\"type\":\"string\"}},");
}

static bool
has_etag(const struct route *t)
{
	return t->method == METHOD_GET && (t->gives != NULL || t->types != NULL);
}

static bool
may_be_minimal(const struct route *t)
{
	return t->method != METHOD_GET && t->gives != NULL;
}

static bool
may_be_rehearsed(const struct route *t)
{
	for (const struct field *f = t->takes == NULL ? NULL : t->takes->fields; f != NULL && f->name != NULL; f++)
		if (strcmp(f->name, "dry_run") == 0)
			return true;
	return false;
}

static void
print_parameters(struct buffer *b, const struct route *t)
{
	buffer_text(b, "\"parameters\":[");
	if (strstr(t->path, "{id}") != NULL) {
		print_parameter(b, "path", "id", true, "Which one.");
		buffer_text(b, "{\"type\":\"string\"}},");
	}
	if (strstr(t->path, "{number}") != NULL) {
		print_parameter(b, "path", "number", true, "Which line of it.");
		buffer_text(b, "{\"type\":\"integer\",\"minimum\":1}},");
	}
	if (strstr(t->path, "{format}") != NULL) {
		print_parameter(b, "path", "format", true, "In which format.");
		buffer_text(b, "{\"$ref\":\"#/components/schemas/DocumentFormat\"}},");
	}
	if (t->asks != NULL)
		for (const struct field *f = t->asks->fields; f->name != NULL; f++) {
			print_parameter(b, "query", f->name, f->required, f->about);
			message_print_field_schema(b, f);
			buffer_text(b, "},");
		}
	if (t->changes)
		print_header_parameter(b, "If-Match", true, "The ETag that was read, such as \"v3\"; \"*\" for any.");
	if (t->method == METHOD_POST && t->who != WHO_ANYONE && !t->secret)
		print_header_parameter(b, "Idempotency-Key", false,
			"Makes the request safe to repeat: the same key and body give the stored answer.");
	if (t->gives_later != NULL)
		print_header_parameter(b, "Prefer", false,
			"respond-async: queue it as a job and answer 202 at once; Location names the job.");
	else if (may_be_minimal(t))
		print_header_parameter(b, "Prefer", false, "return=minimal: leave the body of the answer out.");
	if (has_etag(t))
		print_header_parameter(b, "If-None-Match", false, "ETags of answers one has; 304 when one of them still holds.");
	if (b->at[b->length - 1] == ',')
		b->at[--b->length] = '\0';
	buffer_text(b, "],");
}

static void
print_media(struct buffer *b, const char *type, const char *schema)
{
	buffer_printf(b, "\"%s\":{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}", type, schema);
}

/* Bytes; the media type says the rest. A parameter of the type is not part of the key. */
static void
print_files(struct buffer *b, const char *const *types)
{
	buffer_text(b, ",\"content\":{");
	for (const char *const *type = types; *type != NULL; type++)
		buffer_printf(b, "%s\"%.*s\":{\"schema\":{}}", type > types ? "," : "", (int)strcspn(*type, ";"), *type);
	buffer_byte(b, '}');
}

static void
print_responses(struct buffer *b, const struct route *t)
{
	buffer_printf(b, "\"responses\":{\"%d\":{", t->status);
	member(b, "description", t->about);
	if (t->gives != NULL) {
		buffer_text(b, ",\"content\":{");
		print_media(b, "application/json", t->gives->name);
		if (t->csv)
			buffer_text(b, ",\"text/csv\":{\"schema\":{\"type\":\"string\"}}");
		buffer_byte(b, '}');
	} else if (t->types != NULL) {
		print_files(b, t->types);
	} else if (t->stream) {
		buffer_text(b, ",\"content\":{\"text/event-stream\":{\"schema\":{\"type\":\"string\"}}}");
	}
	if (t->gives_later != NULL) {
		buffer_text(b, "},\"202\":{\"description\":\"Queued.\",\"content\":{");
		print_media(b, "application/json", t->gives_later->name);
		buffer_byte(b, '}');
	}
	if (may_be_rehearsed(t)) {
		buffer_text(b, "},\"200\":{\"description\":\"A dry run: nothing is stored.\",\"content\":{");
		print_media(b, "application/json", t->gives->name);
		buffer_byte(b, '}');
	}
	if (may_be_minimal(t) && t->status == 200)
		buffer_text(b, "},\"204\":{\"description\":\"Done; no body, as Prefer asked.\"");
	if (has_etag(t))
		buffer_text(b, "},\"304\":{\"description\":\"Nothing has changed.\"");
	buffer_text(b, "},\"4XX\":{\"$ref\":\"#/components/responses/Problem\"},"
		"\"default\":{\"$ref\":\"#/components/responses/Problem\"}}");
}

/* "/v1/partners/{id}/matches" by GET is "get_partners_id_matches". */
static void
print_operation_id(struct buffer *b, const struct route *t)
{
	buffer_text(b, "\"operationId\":\"");
	for (const char *s = method_names[t->method]; *s != '\0'; s++)
		buffer_byte(b, (char)tolower((unsigned char)*s));
	for (const char *s = strncmp(t->path, "/v1", 3) == 0 ? t->path + 3 : t->path; *s != '\0'; s++)
		if (isalnum((unsigned char)*s))
			buffer_byte(b, *s);
		else if (*s != '{' && *s != '}')
			buffer_byte(b, '_');
	buffer_text(b, "\",");
}

static void
print_security(struct buffer *b, const struct route *t)
{
	if (t->who & WHO_ANYONE) {
		buffer_text(b, "\"security\":[],");
		return;
	}
	buffer_text(b, "\"x-roles\":[");
	for (int role = 0; role < ROLES; role++)
		if (t->who & (1U << role))
			buffer_printf(b, "\"%s\",", role_vocab.words[role].id);
	b->at[--b->length] = '\0';
	buffer_text(b, "],");
}

static void
print_operation(struct buffer *b, const struct route *t)
{
	buffer_byte(b, '"');
	for (const char *s = method_names[t->method]; *s != '\0'; s++)
		buffer_byte(b, (char)tolower((unsigned char)*s));
	buffer_text(b, "\":{");
	member(b, "summary", t->about);
	buffer_byte(b, ',');
	print_operation_id(b, t);
	print_security(b, t);
	print_parameters(b, t);
	if (t->upload)
		buffer_text(b, "\"requestBody\":{\"required\":true,\"content\":{\"application/octet-stream\":{\"schema\":{"
			"\"type\":\"string\",\"format\":\"binary\"}}}},");
	if (t->takes != NULL) {
		buffer_printf(b, "\"requestBody\":{\"required\":%s,\"content\":{", t->body_optional ? "false" : "true");
		if (t->method == METHOD_PATCH)
			buffer_text(b, "\"application/merge-patch+json\":{\"schema\":{\"type\":\"object\"}}");
		else
			print_media(b, "application/json", t->takes->name);
		buffer_text(b, "}},");
	}
	print_responses(b, t);
	buffer_byte(b, '}');
}

static void
print_paths(struct buffer *b)
{
	for (const struct route *t = routes; t->path != NULL; t++) {
		bool seen = t->file, more = false;

		for (const struct route *before = routes; before < t; before++)
			seen = seen || strcmp(before->path, t->path) == 0;
		if (seen)
			continue;
		json_print_text(b, t->path);
		buffer_text(b, ":{");
		for (const struct route *same = t; same->path != NULL; same++)
			if (strcmp(same->path, t->path) == 0) {
				buffer_text(b, more ? "," : "");
				print_operation(b, same);
				more = true;
			}
		buffer_text(b, "},");
	}
	b->at[--b->length] = '\0';
}

static void
print_schemas(struct buffer *b)
{
	struct schemas schemas = { .message_count = 0 };

	for (const struct route *t = routes; t->path != NULL; t++) {
		add_message(&schemas, t->takes, true);
		add_message(&schemas, t->gives, true);
		add_message(&schemas, t->gives_later, true);
		add_message(&schemas, t->asks, false);
	}
	add_vocab(&schemas, &document_format_vocab);
	for (size_t i = 0; i < schemas.message_count; i++) {
		json_print_text(b, schemas.messages[i]->name);
		buffer_byte(b, ':');
		message_print_schema(b, schemas.messages[i]);
		buffer_byte(b, ',');
	}
	for (size_t i = 0; i < schemas.vocab_count; i++) {
		json_print_text(b, schemas.vocabs[i]->id);
		buffer_byte(b, ':');
		message_print_vocab(b, schemas.vocabs[i]);
		buffer_byte(b, ',');
	}
	buffer_text(b, "\"Problem\":");
	problem_print_schema(b);
}

static enum step
show(struct request *r)
{
	struct buffer *b = buffer_new(r->mem);

	buffer_text(b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Twinning Programme matchmaking\",\"version\":\"1\","
		"\"description\":\"Which external partners fit which ASEAN smart cities, and why.\"},"
		"\"servers\":[{\"url\":\"/\"}],\"security\":[{\"token\":[]},{\"session\":[]}],\"paths\":{");
	print_paths(b);
	buffer_text(b, "},\"components\":{\"securitySchemes\":{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
		"\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-twinning\"}},"
		"\"responses\":{\"Problem\":{\"description\":\"What went wrong (RFC 9457).\",\"content\":{");
	print_media(b, "application/problem+json", "Problem");
	buffer_text(b, "}}},\"schemas\":{");
	print_schemas(b);
	buffer_text(b, "}}}\n");
	return req_reply_bytes(r, 200, "application/json", b);
}

step_fn *const openapi_show[] = { show, NULL };
