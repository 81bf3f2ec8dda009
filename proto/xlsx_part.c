/*
 * The parts of a workbook beside its sheets: which sheets there are, which formats show a
 * number as a day, and the strings that cells share.
 */
#include "proto/xlsx_part.h"

#include <stdlib.h>
#include <string.h>

#include "proto/utf8.h"

enum { XML_DEPTH = 64, FORMATS_MAX = 1 << 16, RELATIONS_MAX = 1000, NAME_MAX_BYTES = 400 };

static bool
damaged(struct problem *p)
{
	return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_DAMAGED);
}

/* --- XML */

struct xml {
	XML_Parser               parser;
	const struct xml_events *events;
	void                    *ctx;
	const bool              *stop;
	int                      depth;
	bool                     good;
};

/* "x:row" is "row": the prefix is the writer's choice. */
static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

const char *
xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2)
		if (strcmp(local_name(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

static void XMLCALL
on_begin(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = ctx;

	if (++x->depth > XML_DEPTH) {
		x->good = false;
		XML_StopParser(x->parser, XML_FALSE);
	} else if (x->events->begin != NULL) {
		x->events->begin(x->ctx, local_name(name), attributes);
	}
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct xml *x = ctx;

	x->depth--;
	if (x->events->end != NULL)
		x->events->end(x->ctx, local_name(name));
}

static void XMLCALL
on_text(void *ctx, const XML_Char *text, int n)
{
	struct xml *x = ctx;

	if (x->events->text != NULL)
		x->events->text(x->ctx, text, n);
}

static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	struct xml *x = ctx;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	x->good = false;
	XML_StopParser(x->parser, XML_FALSE);
}

static bool
on_piece(void *ctx, const char *bytes, size_t n)
{
	struct xml *x = ctx;

	x->good = XML_Parse(x->parser, bytes, (int)n, 0) == XML_STATUS_OK && x->good;
	return x->good && !*x->stop;
}

bool
xml_read(struct zip *z, const char *part, const struct xml_events *events, void *ctx, const bool *stop,
	struct problem *p)
{
	struct xml x = { .parser = must_have(XML_ParserCreate("UTF-8")), .events = events, .ctx = ctx, .stop = stop, .good = true };
	bool       unpacked;

	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, on_begin, on_end);
	XML_SetCharacterDataHandler(x.parser, on_text);
	XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
	unpacked = zip_unpack(z, part, on_piece, &x, p);
	if (unpacked && x.good && !*stop)
		x.good = XML_Parse(x.parser, "", 0, 1) == XML_STATUS_OK;
	XML_ParserFree(x.parser);
	return unpacked && (x.good || *stop || damaged(p));
}

/* --- texts */

static bool
is_escape(const char *s, size_t n)
{
	if (n < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (strchr("0123456789abcdefABCDEF", s[i]) == NULL || s[i] == '\0')
			return false;
	return true;
}

/* Only characters that XML itself cannot hold, or that begin an escape, are written so. */
void
xlsx_add_text(struct buffer *b, const char *utf8, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char hex[5] = "";
		long c;

		if (!is_escape(utf8 + i, n - i)) {
			buffer_byte(b, utf8[i]);
			continue;
		}
		memcpy(hex, utf8 + i + 2, 4);
		c = strtol(hex, NULL, 16);
		if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f)) {
			buffer_byte(b, (char)c);
			i += 6;
		} else if (c == '\r') {
			i += 6;
		} else {
			buffer_byte(b, utf8[i]);
		}
	}
}

/* --- the workbook */

/* What a relation's id stands for. */
struct relation {
	const char *id, *type, *target;
};

struct workbook {
	struct xlsx       *x;
	struct book *f;
	struct relation   *relations;
	size_t             count;
	bool               stop;
};

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static void
on_relation(void *ctx, const char *name, const char **attributes)
{
	struct workbook *w = ctx;
	struct arena    *mem = w->x->mem;
	const char      *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char      *target = xml_attribute(attributes, "Target");

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL || w->count == RELATIONS_MAX)
		return;
	/* A target is relative to xl/ or begins at the root. */
	target = *target == '/' ? arena_strdup(mem, target + 1) : arena_printf(mem, "xl/%s", target);
	w->relations[w->count++] = (struct relation){ arena_strdup(mem, id), arena_strdup(mem, type), target };
}

static const char *
part_of_type(const struct workbook *w, const char *type)
{
	for (size_t i = 0; i < w->count; i++)
		if (ends_with(w->relations[i].type, type) && zip_has(w->x->zip, w->relations[i].target))
			return w->relations[i].target;
	return NULL;
}

static const char *
part_of_sheet(const struct workbook *w, const char *id)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->relations[i].id, id) == 0 && ends_with(w->relations[i].type, "/worksheet") &&
		    zip_has(w->x->zip, w->relations[i].target))
			return w->relations[i].target;
	return NULL;
}

static bool
is_true(const char *value)
{
	return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void
add_sheet(struct workbook *w, const char *name, const char *part)
{
	struct xlsx *x = w->x;

	w->f->names[x->sheets] = arena_strndup(x->mem, name, utf8_cut(name, 100));
	x->parts[x->sheets++] = part;
}

/* Hidden sheets hold lists for validation and the like, not what a person wrote. */
static void
on_workbook(void *ctx, const char *name, const char **attributes)
{
	struct workbook *w = ctx;
	const char      *state = xml_attribute(attributes, "state"), *part;

	if (strcmp(name, "workbookPr") == 0)
		w->x->from_1904 = is_true(xml_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0 || w->x->sheets == BOOK_SHEETS || xml_attribute(attributes, "id") == NULL ||
	    xml_attribute(attributes, "name") == NULL || (state != NULL && strcmp(state, "visible") != 0))
		return;
	part = part_of_sheet(w, xml_attribute(attributes, "id"));
	if (part != NULL)
		add_sheet(w, xml_attribute(attributes, "name"), part);
}

bool
xlsx_read_workbook(struct xlsx *x, struct book *f, struct problem *p)
{
	static const struct xml_events relation_events = { .begin = on_relation }, workbook_events = { .begin = on_workbook };
	static const char              relations[] = "xl/_rels/workbook.xml.rels", workbook[] = "xl/workbook.xml";
	struct workbook                w = { .x = x, .f = f };

	if (!zip_has(x->zip, workbook) || !zip_has(x->zip, relations))
		return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_NOT_XLSX);
	w.relations = arena_alloc(x->mem, RELATIONS_MAX * sizeof(*w.relations));
	x->parts = arena_alloc(x->mem, BOOK_SHEETS * sizeof(*x->parts));
	f->names = arena_alloc(x->mem, BOOK_SHEETS * sizeof(*f->names));
	if (!xml_read(x->zip, relations, &relation_events, &w, &w.stop, p) ||
	    !xml_read(x->zip, workbook, &workbook_events, &w, &w.stop, p))
		return false;
	f->sheets = x->sheets;
	x->shared_part = part_of_type(&w, "/sharedStrings");
	x->styles_part = part_of_type(&w, "/styles");
	return x->sheets > 0 || problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_EMPTY);
}

/* --- formats that are days */

struct styles {
	struct xlsx *x;
	bool        *custom;	/* by numFmtId */
	bool         in_cells, stop;
};

/* A format that names days or years; what stands in quotes or brackets is text, a colour or a currency. */
static bool
shows_a_day(const char *format)
{
	for (; *format != '\0' && *format != ';'; format++) {
		const char *close = *format == '"' ? strchr(format + 1, '"') : *format == '[' ? strchr(format, ']') : NULL;

		if (close != NULL)
			format = close;
		else if (*format == '\\' && format[1] != '\0')
			format++;
		else if (strchr("yYdD", *format) != NULL)
			return true;
	}
	return false;
}

/* Those that Excel has without writing them down; 27 to 36 and 50 to 58 are those of East Asia. */
static bool
is_day_by_birth(long id)
{
	return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
		id == 57 || id == 58;
}

static void
on_style(void *ctx, const char *name, const char **attributes)
{
	struct styles *s = ctx;
	const char    *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
	long           number = id != NULL ? strtol(id, NULL, 10) : 0;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	else if (strcmp(name, "numFmt") == 0 && code != NULL && number >= 0 && number < FORMATS_MAX)
		s->custom[number] = shows_a_day(code);
	else if (strcmp(name, "xf") == 0 && s->in_cells && s->x->formats < FORMATS_MAX)
		s->x->is_date[s->x->formats++] = is_day_by_birth(number) ||
			(number >= 0 && number < FORMATS_MAX && s->custom[number]);
}

static void
on_style_end(void *ctx, const char *name)
{
	if (strcmp(name, "cellXfs") == 0)
		((struct styles *)ctx)->in_cells = false;
}

bool
xlsx_read_styles(struct xlsx *x, struct problem *p)
{
	static const struct xml_events events = { .begin = on_style, .end = on_style_end };
	struct styles                  s = { .x = x };

	if (x->styles_part == NULL)
		return true;
	s.custom = arena_alloc(x->mem, FORMATS_MAX * sizeof(*s.custom));
	x->is_date = arena_alloc(x->mem, FORMATS_MAX * sizeof(*x->is_date));
	return xml_read(x->zip, x->styles_part, &events, &s, &s.stop, p);
}

/* --- shared strings */

struct strings {
	struct xlsx    *x;
	struct buffer  *raw, *text;
	struct problem *p;
	int             phonetic;	/* within a reading aid, which is not part of the text */
	bool            in_text, stop, failed;
};

static void
on_string(void *ctx, const char *name, const char **attributes)
{
	struct strings *s = ctx;

	(void)attributes;
	if (strcmp(name, "si") == 0)
		s->raw->length = 0;
	s->phonetic += strcmp(name, "rPh") == 0;
	s->in_text = strcmp(name, "t") == 0 && s->phonetic == 0;
}

static void
on_string_text(void *ctx, const char *utf8, int n)
{
	struct strings *s = ctx;

	if (s->in_text && s->raw->length + (size_t)n <= BOOK_ROW_BYTES)
		buffer_add(s->raw, utf8, (size_t)n);
}

static void
on_string_end(void *ctx, const char *name)
{
	struct strings *s = ctx;
	uint64_t        offset = spool_length(s->x->strings);

	s->in_text = false;
	s->phonetic -= strcmp(name, "rPh") == 0;
	if (strcmp(name, "si") != 0)
		return;
	s->text->length = 0;
	xlsx_add_text(s->text, s->raw->at, s->raw->length);
	buffer_byte(s->text, '\0');
	s->failed = !spool_add(s->x->offsets, &offset, sizeof(offset), s->p) ||
		!spool_add(s->x->strings, s->text->at, s->text->length, s->p);
	s->stop = s->failed;
	s->x->string_count++;
}

bool
xlsx_read_strings(struct xlsx *x, struct problem *p)
{
	static const struct xml_events events = { .begin = on_string, .end = on_string_end, .text = on_string_text };
	struct strings                 s = { .x = x, .p = p };
	const char                    *offsets;

	if (x->shared_part == NULL || x->strings != NULL)
		return true;
	x->strings = spool_new(x->mem, p);
	x->offsets = spool_new(x->mem, p);
	s.raw = buffer_new(x->mem);
	s.text = buffer_new(x->mem);
	if (x->strings == NULL || x->offsets == NULL ||
	    !xml_read(x->zip, x->shared_part, &events, &s, &s.stop, p) || s.failed)
		return false;
	x->string_at = spool_map(x->strings, p);
	offsets = spool_map(x->offsets, p);
	x->offset_at = (const uint64_t *)(const void *)offsets;
	return x->string_at != NULL && offsets != NULL;
}
