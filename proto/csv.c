#include "proto/csv.h"

#include <string.h>

/* Some spreadsheets take the full-width forms for the same; Korean keyboards make them easily. */
bool
csv_is_formula(const char *cell)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (strncmp(cell, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* With apostrophes before it, too, or one that belongs to the text would be taken for ours. */
static bool
looks_like_formula(const char *cell)
{
	return csv_is_formula(cell + strspn(cell, "'"));
}

/* Spaces at the ends would be lost, and a semicolon parts cells where the comma is the decimal sign. */
static bool
needs_quotes(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && (strpbrk(s, ",;\"\r\n") != NULL || s[0] == ' ' || s[n - 1] == ' ');
}

void
csv_cell(struct buffer *b, const char *cell)
{
	bool quoted = needs_quotes(cell);

	if (quoted)
		buffer_byte(b, '"');
	if (looks_like_formula(cell))
		buffer_byte(b, '\'');
	for (; *cell != '\0'; cell++) {
		if (*cell == '"')
			buffer_byte(b, '"');
		buffer_byte(b, *cell);
	}
	if (quoted)
		buffer_byte(b, '"');
}

const char *
csv_plain(const char *cell)
{
	return *cell == '\'' && looks_like_formula(cell) ? cell + 1 : cell;
}
