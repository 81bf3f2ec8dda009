#include "proto/message.h"

#include <string.h>

/*
 * A cell that begins like this is run as a formula by spreadsheets, some of
 * which take the full-width forms for the same.
 */
static bool
looks_like_formula(const char *s)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (strncmp(s, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Spaces at the ends would be lost, and a semicolon parts cells where the comma is the decimal sign. */
static bool
needs_quotes(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && (strpbrk(s, ",;\"\r\n") != NULL || s[0] == ' ' || s[n - 1] == ' ');
}

static void
print_cell(struct buffer *b, const char *s)
{
	bool quoted = needs_quotes(s);

	if (quoted)
		buffer_byte(b, '"');
	if (looks_like_formula(s))
		buffer_byte(b, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buffer_byte(b, '"');
		buffer_byte(b, *s);
	}
	if (quoted)
		buffer_byte(b, '"');
}

/* A row being written: knows whether a comma is due, and has room to join words in. */
struct row {
	struct buffer *b, *joined;
	bool           begun;
};

static void
next_cell(struct row *row)
{
	if (row->begun)
		buffer_byte(row->b, ',');
	row->begun = true;
}

static void
end_row(struct row *row)
{
	buffer_add(row->b, "\r\n", 2);
	row->begun = false;
}

static void
join(struct row *row, const char *text)
{
	if (row->joined->length > 0)
		buffer_byte(row->joined, ';');
	buffer_text(row->joined, text);
}

static void
print_joined(struct row *row, const struct field *f, const void *member)
{
	buffer_end(row->joined, row->joined->at);
	if (f->type == FIELD_SET) {
		uint32_t mask = *(const uint32_t *)member;

		for (int i = 0; mask != 0; i++, mask >>= 1)
			if ((mask & 1) != 0)
				join(row, f->vocab->words[i].id);
	} else {
		const struct texts *texts = member;

		for (size_t i = 0; i < texts->count; i++)
			join(row, texts->at[i]);
	}
	print_cell(row->b, row->joined->at);
}

/* Absent values are empty cells. Our own numbers need no care: they cannot be formulas. */
static void
print_value(struct row *row, const struct field *f, const void *member)
{
	struct buffer      *b = row->b;
	const struct maybe *maybe = member;
	const char         *text;

	switch (f->type) {
	case FIELD_TEXT:
		text = *(const char *const *)member;
		if (text != NULL)
			print_cell(b, text);
		return;
	case FIELD_INTEGER:
		buffer_integer(b, *(const int64_t *)member);
		return;
	case FIELD_MAYBE:
		if (maybe->known)
			buffer_integer(b, maybe->value);
		return;
	case FIELD_BOOL:
		buffer_text(b, *(const bool *)member ? "true" : "false");
		return;
	case FIELD_DECIMAL:
		text = ((const struct decimal *)member)->digits;
		if (text != NULL)
			buffer_text(b, text);
		return;
	case FIELD_CHOICE:
		if (*(const int *)member >= 0)
			buffer_text(b, f->vocab->words[*(const int *)member].id);
		return;
	case FIELD_SET:
	case FIELD_TEXTS:
		print_joined(row, f, member);
		return;
	case FIELD_LIST:
	case FIELD_OBJECT:
	case FIELD_TYPES:
		return;
	}
}

/* `prefix` is "" or ends with "_". */
static void
print_names(struct row *row, const struct message *m, struct arena *mem, const char *prefix)
{
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		if (f->type == FIELD_LIST)
			continue;
		if (f->type == FIELD_OBJECT)
			print_names(row, f->item, mem, arena_printf(mem, "%s%s_", prefix, f->name));
		else {
			next_cell(row);
			buffer_text(row->b, prefix);
			buffer_text(row->b, f->name);
		}
	}
}

/* `in` may be NULL, an absent object: then its cells are empty. */
static void
print_cells(struct row *row, const struct message *m, const void *in)
{
	for (const struct field *f = m->fields; f->name != NULL; f++) {
		const void *member = in == NULL ? NULL : (const char *)in + f->offset;

		if (f->type == FIELD_LIST)
			continue;
		if (f->type == FIELD_OBJECT) {
			print_cells(row, f->item, member == NULL ? NULL : ((const struct object *)member)->at);
			continue;
		}
		next_cell(row);
		if (member != NULL)
			print_value(row, f, member);
	}
}

void
message_print_csv(struct buffer *b, const struct message *item, const struct list *rows)
{
	struct arena *mem = arena_new();
	struct row    row = { .b = b, .joined = buffer_new(mem) };
	const char   *at = rows->items;

	buffer_add(b, "\xef\xbb\xbf", 3);
	print_names(&row, item, mem, "");
	end_row(&row);
	for (size_t i = 0; i < rows->count; i++, at += item->size) {
		print_cells(&row, item, at);
		end_row(&row);
	}
	arena_free(mem);
}
