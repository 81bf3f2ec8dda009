/* Tables and paragraphs in cells of a terminal: the half of view.h that knows widths. */
#include <string.h>
#include <utf8proc.h>

#include "engine/cli/view.h"

enum { GAP = 2, NARROWEST = 8 };

struct table {
	struct cli  *c;
	size_t       columns, count, size;
	const char **head;
	bool        *right, *whole;
	const char **cells;	/* columns x rows, row by row */
	size_t      *width;
};

/* One character: its width, its bytes; a control character or broken byte is never passed on. */
static size_t
read_character(const char *s, size_t *bytes, bool *clean)
{
	utf8proc_int32_t  point;
	utf8proc_ssize_t  n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &point);
	utf8proc_category_t kind;

	*clean = false;
	*bytes = 1;
	if (n <= 0)
		return 1;
	*bytes = (size_t)n;
	kind = utf8proc_category(point);
	/* Overrides of direction could make a line read as something it is not. */
	if (kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP ||
	    (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069))
		return 1;
	*clean = true;
	return (size_t)utf8proc_charwidth(point);
}

size_t
view_width(const char *s)
{
	size_t width = 0, bytes;
	bool   clean;

	for (; *s != '\0'; s += bytes)
		width += read_character(s, &bytes, &clean);
	return width;
}

/* Writes at most `room` cells of `s`, with "…" where it is cut; returns how many it took. */
static size_t
put_text(const char *s, size_t room, FILE *out)
{
	bool   cut = view_width(s) > room;
	size_t used = 0, bytes, width;
	bool   clean;

	for (; *s != '\0'; s += bytes, used += width) {
		width = read_character(s, &bytes, &clean);
		if (cut && used + width > room - 1)
			break;
		if (clean)
			fwrite(s, 1, bytes, out);
		else
			putc(' ', out);
	}
	if (!cut)
		return used;
	fputs("…", out);
	return used + 1;
}

struct table *
table_new(struct cli *c, size_t columns)
{
	struct table *t = arena_alloc(c->mem, sizeof(*t));

	t->c = c;
	t->columns = columns;
	t->head = arena_alloc(c->mem, columns * sizeof(*t->head));
	t->right = arena_alloc(c->mem, columns * sizeof(*t->right));
	t->whole = arena_alloc(c->mem, columns * sizeof(*t->whole));
	t->width = arena_alloc(c->mem, columns * sizeof(*t->width));
	for (size_t i = 0; i < columns; i++)
		t->head[i] = "";
	return t;
}

void
table_head(struct table *t, size_t column, enum say head, bool right)
{
	t->head[column] = cli_text(t->c, head);
	t->right[column] = right;
	t->width[column] = view_width(t->head[column]);
}

void
table_keep_whole(struct table *t, size_t column)
{
	t->whole[column] = true;
}

void
table_add(struct table *t, const char *cell)
{
	size_t column = t->count % t->columns, width = view_width(cell);

	if (t->count == t->size) {
		size_t       size = t->size > 0 ? 2 * t->size : 16 * t->columns;
		const char **cells = arena_alloc(t->c->mem, size * sizeof(*cells));

		if (t->count > 0)
			memcpy(cells, t->cells, t->count * sizeof(*cells));
		t->cells = cells;
		t->size = size;
	}
	t->cells[t->count++] = cell;
	if (width > t->width[column])
		t->width[column] = width;
}

/* Takes cells from the widest column until the table fits, or every column is narrow. */
static void
fit(struct table *t, size_t indent)
{
	size_t room = (size_t)t->c->width, total = indent;

	for (size_t i = 0; i < t->columns; i++)
		total += t->width[i] + (i > 0 ? GAP : 0);
	while (room > 0 && total > room) {
		size_t widest = t->columns;

		for (size_t i = 0; i < t->columns; i++)
			if (!t->whole[i] && (widest == t->columns || t->width[i] > t->width[widest]))
				widest = i;
		if (widest == t->columns || t->width[widest] <= NARROWEST)
			return;
		t->width[widest]--;
		total--;
	}
}

static void
print_row(const struct table *t, const char *const *cells, FILE *out, size_t indent)
{
	size_t last = t->columns;

	while (last > 0 && cells[last - 1][0] == '\0')
		last--;
	fprintf(out, "%*s", (int)indent, "");
	for (size_t i = 0; i < last; i++) {
		size_t width = view_width(cells[i]);
		int    blank = width < t->width[i] ? (int)(t->width[i] - width) : 0;

		if (i > 0)
			fprintf(out, "%*s", GAP, "");
		if (t->right[i])
			fprintf(out, "%*s", blank, "");
		width = put_text(cells[i], t->width[i], out);
		if (!t->right[i] && i + 1 < last)
			fprintf(out, "%*s", (int)(t->width[i] - width), "");
	}
	putc('\n', out);
}

void
table_print(struct table *t, FILE *out, size_t indent)
{
	fit(t, indent);
	if (t->c->colour)
		fputs("\033[1m", out);
	print_row(t, t->head, out, indent);
	if (t->c->colour)
		fputs("\033[0m", out);
	for (size_t i = 0; i + t->columns <= t->count; i += t->columns)
		print_row(t, t->cells + i, out, indent);
}

/* Bytes of `s` up to where a line of `room` cells may end: after a space, or after any character if there is none. */
static size_t
line_length(const char *s, size_t room)
{
	size_t used = 0, at = 0, space = 0, bytes;
	bool   clean;

	while (s[at] != '\0' && s[at] != '\n') {
		size_t width = read_character(s + at, &bytes, &clean);

		if (used + width > room)
			return space > 0 ? space : at > 0 ? at : bytes;
		used += width;
		at += bytes;
		if (s[at - 1] == ' ')
			space = at;
	}
	return at;
}

void
view_paragraph(const struct cli *c, const char *text, size_t indent, FILE *out)
{
	size_t room = c->width > 0 && (size_t)c->width > indent + NARROWEST ? (size_t)c->width - indent : SIZE_MAX;

	for (bool first = true; first || *text != '\0'; first = false) {
		size_t length = line_length(text, room), shown = length;
		char  *line;

		while (shown > 0 && text[shown - 1] == ' ')
			shown--;
		line = arena_strndup(c->mem, text, shown);
		if (!first)
			fprintf(out, "%*s", (int)indent, "");
		put_text(line, SIZE_MAX, out);
		putc('\n', out);
		text += length + (text[length] == '\n');
	}
}
