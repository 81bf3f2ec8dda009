/*
 * For libFuzzer (make fuzz): any bytes as the target of a request, its query read by any message that
 * is one, cursors among them. What is decoded is UTF-8 without NUL and hides no
 * separator. The first line names the message.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "proto/message.h"
#include "proto/query.h"
#include "proto/utf8.h"

#include "tests/fuzz_messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
must_be_text(const char *s)
{
	must(utf8_valid(s, strlen(s)));
}

static void
read_path(struct arena *mem, const char *text, size_t n)
{
	const char **segments;
	size_t       count = 0;

	if (query_split_path(mem, text, n, &segments, &count) != SAY_NOTHING)
		return;
	must(count <= n);
	for (size_t i = 0; i < count; i++) {
		must_be_text(segments[i]);
		must(strcmp(segments[i], "..") != 0 && strcmp(segments[i], ".") != 0);
	}
}

static void
read_query(struct arena *mem, const struct message *m, const char *text, size_t n)
{
	struct problem    p = { .mem = mem };
	struct buffer    *b = buffer_new(mem);
	struct parameter *given;
	size_t            count = 0;
	void             *out = arena_alloc(mem, m->size);

	if (query_split(mem, text, n, &given, &count) != SAY_NOTHING)
		return;
	must(count <= QUERY_PARAMETERS);
	for (size_t i = 0; i < count; i++) {
		must_be_text(given[i].name);
		must_be_text(given[i].value);
	}
	if (message_parse_query(m, given, count, NULL, mem, out, &p)) {
		message_print(b, m, out);
		must(json_read(b->at, b->length, mem, &p) != NULL);
	} else {
		must(p.code == PROBLEM_BAD_QUERY && p.fields > 0);
		problem_print(b, &p, LANG_KO);
		must(json_read(b->at, b->length, mem, &(struct problem){ .mem = mem }) != NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *mem = arena_new();
	const char   *text = (const char *)bytes, *end = text + n, *mark;

	if (n > 0) {
		const struct message *m = choose_message(&text, end, "_query_");

		mark = memchr(text, '?', (size_t)(end - text));
		if (text < end && *text == '/')
			read_path(mem, text, (size_t)((mark == NULL ? end : mark) - text));
		if (mark != NULL)
			read_query(mem, m, mark + 1, (size_t)(end - mark - 1));
	}
	arena_free(mem);
	return 0;
}
