/*
 * For libFuzzer (make fuzz): any bytes as the body of any message. What the gate lets through
 * is read or refused with a reason; what is read is printed as JSON that passes the gate and
 * gives the same again, as what it is packed into does; no text makes a formula of a cell of CSV. The first line names the
 * message; behind a NUL stands a merge patch for what is before it.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/csv.h"
#include "proto/json.h"
#include "proto/message_pack.h"
#include "tests/fuzz_messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
must_have_reasons(const struct problem *p)
{
	must(p->code != PROBLEM_NONE && p->detail.say != SAY_NOTHING);
	for (int lang = 0; lang < LANGS; lang++) {
		struct buffer *b = buffer_new(p->mem);

		problem_print(b, p, (enum lang)lang);
		must(json_read(b->at, b->length, p->mem, &(struct problem){ .mem = p->mem }) != NULL);
	}
}

/* Whatever a text is, as a cell of CSV it is no formula, and one cell. */
static void
must_be_harmless(struct arena *mem, const cJSON *json)
{
	for (const cJSON *item = json; item != NULL; item = item->next) {
		struct buffer *b = buffer_new(mem);
		size_t         quotes = 0;

		must_be_harmless(mem, item->child);
		if (!cJSON_IsString(item))
			continue;
		csv_cell(b, item->valuestring);
		buffer_byte(b, '\0');
		must(!csv_is_formula(*b->at == '"' ? b->at + 1 : b->at));
		for (const char *s = b->at; *s != '\0'; s++)
			quotes += *s == '"';
		must(quotes % 2 == 0 && (*b->at == '"' || strpbrk(b->at, ",;\r\n\"") == NULL));
	}
}

/* A client has only its half of a message, and is given only that. */
static void
must_come_again(struct arena *mem, const struct message *m, const void *row, enum source from)
{
	void         (*print)(struct buffer *b, const struct message *m, const void *in) =
		from == FROM_CLIENT ? message_print_client : message_print;
	struct problem p = { .mem = mem };
	struct buffer *first = buffer_new(mem), *second = buffer_new(mem);
	void          *again = arena_alloc(mem, m->size);
	cJSON         *json;

	print(first, m, row);
	json = json_read_own(first->at, first->length, mem, &p);
	must(json != NULL);
	/* We store whole documents; of half of one, what lacks is printed as something that could not be read. */
	if (!message_parse(m, json, from, NULL, mem, again, &p)) {
		must(from == FROM_STORE);
		return;
	}
	print(second, m, again);
	must(first->length == second->length && memcmp(first->at, second->at, first->length) == 0);
}

/* What is kept in few bytes says the same as what was read. */
static void
must_pack(struct arena *mem, const struct message *m, const void *row)
{
	struct buffer *packed = buffer_new(mem), *first = buffer_new(mem), *second = buffer_new(mem);
	size_t         room;

	message_pack(packed, m, row);
	room = message_unpack_room(m, packed->at, packed->length);
	must(room > 0);
	message_print(first, m, row);
	message_print(second, m, message_unpack(m, packed->at, packed->length, arena_alloc(mem, room)));
	must(first->length == second->length && memcmp(first->at, second->at, first->length) == 0);
}

static void
try(struct arena *mem, const struct message *m, const cJSON *json, enum source from)
{
	struct problem p = { .mem = mem };
	void          *row = arena_alloc(mem, m->size);

	if (!message_parse(m, json, from, NULL, mem, row, &p)) {
		must_have_reasons(&p);
		return;
	}
	must_come_again(mem, m, row, from);
	must_pack(mem, m, row);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena  *mem = arena_new();
	struct problem p = { .mem = mem }, of_patch = p;
	const char    *text = (const char *)bytes, *end = text + n, *nul;
	cJSON         *json, *patch = NULL;

	if (n > 0) {
		const struct message *m = choose_message(&text, end, "");

		nul = memchr(text, '\0', (size_t)(end - text));
		if (nul != NULL)
			patch = json_read(nul + 1, (size_t)(end - nul - 1), mem, &of_patch);
		json = json_read(text, (size_t)((nul == NULL ? end : nul) - text), mem, &p);
		if (json == NULL)
			must_have_reasons(&p);
		else if (patch != NULL)
			json = json_merge_patch(json, patch, mem);
		must_be_harmless(mem, json);
		for (int from = FROM_CLIENT; json != NULL && from <= FROM_STORE; from++)
			try(mem, m, json, (enum source)from);
	}
	arena_free(mem);
	return 0;
}
