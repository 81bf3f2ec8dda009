#include "proto/import_cell.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

static const void *
at(const struct field *f, const void *in)
{
	return (const char *)in + f->offset;
}

/* Whether a text needs apostrophes to keep the blanks at its ends, or looks as if it had them already. */
static bool
needs_apostrophes(const char *text, size_t n)
{
	for (; n >= 2 && text[0] == '\'' && text[n - 1] == '\''; n -= 2)
		text++;
	return n > 0 && (strchr(blanks, text[0]) != NULL || strchr(blanks, text[n - 1]) != NULL);
}

/* What would end a text of several in a cell is no separator behind a backslash. */
static void
print_text(struct buffer *b, const char *text, bool within)
{
	bool apart = needs_apostrophes(text, strlen(text));

	if (apart)
		buffer_byte(b, '\'');
	for (; *text != '\0'; text++) {
		if (within && strchr(IMPORT_CELL_MARKS, *text) != NULL)
			buffer_byte(b, '\\');
		buffer_byte(b, *text);
	}
	if (apart)
		buffer_byte(b, '\'');
}

char *
import_cell_next(char **text, const char *separators)
{
	char *at = *text, *item = at;

	if (at == NULL)
		return NULL;
	while (*at != '\0' && strchr(separators, *at) == NULL)
		at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
	*text = *at == '\0' ? NULL : at + 1;
	*at = '\0';
	return item;
}

char *
import_cell_plain(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0';) {
		if (from[0] == '\\' && from[1] != '\0' && strchr(IMPORT_CELL_MARKS, from[1]) != NULL)
			from++;
		*to++ = *from++;
	}
	*to = '\0';
	return text;
}

char *
import_cell_trim(char *piece)
{
	size_t n;

	piece += strspn(piece, blanks);
	n = strlen(piece);
	while (n > 0 && strchr(blanks, piece[n - 1]) != NULL)
		n--;
	piece[n] = '\0';
	return piece;
}

char *
import_cell_text(char *piece)
{
	size_t n;

	piece = import_cell_trim(piece);
	n = strlen(piece);
	if (n < 2 || piece[0] != '\'' || piece[n - 1] != '\'' || !needs_apostrophes(piece, n))
		return piece;
	piece[n - 1] = '\0';
	return piece + 1;
}

static void
print_scalar(struct buffer *b, const struct field *f, const void *in, bool within)
{
	const char         *text;
	const struct maybe *maybe;
	int                 choice;

	switch (f->type) {
	case FIELD_TEXT:
		text = *(const char *const *)at(f, in);
		if (text != NULL)
			print_text(b, text, within);
		break;
	case FIELD_INTEGER:
		buffer_integer(b, *(const int64_t *)at(f, in));
		break;
	case FIELD_MAYBE:
		maybe = at(f, in);
		if (maybe->known)
			buffer_integer(b, maybe->value);
		break;
	case FIELD_CHOICE:
		choice = *(const int *)at(f, in);
		if (choice >= 0)
			buffer_text(b, f->vocab->words[choice].id);
		break;
	default:	/* a profile has no other */
		break;
	}
}

static void
print_item(struct buffer *b, const struct message *m, const void *item)
{
	size_t members = 0, end = b->length;
	char   separator;

	while (m->fields[members].name != NULL)
		members++;
	separator = members == 2 ? ':' : '|';
	for (size_t i = 0; i < members; i++) {
		size_t before;

		if (i > 0)
			buffer_byte(b, separator);
		before = b->length;
		print_scalar(b, &m->fields[i], item, true);
		if (b->length > before)
			end = b->length;
	}
	buffer_end(b, b->at + end);	/* what is not known at the end needs no separator */
}

static void
print_set(struct buffer *b, const struct vocab *v, uint32_t set)
{
	const char *separator = "";

	for (int i = 0; v->words[i].id != NULL; i++)
		if ((set & UINT32_C(1) << i) != 0) {
			buffer_printf(b, "%s%s", separator, v->words[i].id);
			separator = ";";
		}
}

void
import_cell_print(struct buffer *b, const struct field *f, const void *in)
{
	const struct texts *texts = at(f, in);
	const struct list  *list = at(f, in);

	switch (f->type) {
	case FIELD_SET:
		print_set(b, f->vocab, *(const uint32_t *)at(f, in));
		break;
	case FIELD_TEXTS:
		for (size_t i = 0; i < texts->count; i++)
			buffer_printf(b, "%s%s", i > 0 ? ";" : "", texts->at[i]);
		break;
	case FIELD_LIST:
		for (size_t i = 0; i < list->count; i++) {
			if (i > 0)
				buffer_byte(b, ';');
			print_item(b, f->item, (const char *)list->items + i * f->item->size);
		}
		break;
	default:
		print_scalar(b, f, in, false);
		break;
	}
}
