/*
 * For libFuzzer (make fuzz): any bytes as a packed message. What is not refused can be printed,
 * and packed anew it comes out the same. The first line names the message.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/message_pack.h"
#include "tests/fuzz_messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

/* In memory of its own, so that reading past its end is seen. */
static const void *
unpack(struct arena *mem, const struct message *m, const char *bytes, size_t n)
{
	char  *own = arena_alloc(mem, n);
	size_t room;

	if (n > 0)
		memcpy(own, bytes, n);
	room = message_unpack_room(m, own, n);
	return room == 0 ? NULL : message_unpack(m, own, n, arena_alloc(mem, room));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const char *text = (const char *)bytes, *end = text + n;

	if (n > 0) {
		struct arena         *mem = arena_new();
		const struct message *m = choose_message(&text, end, "");
		const void           *first = unpack(mem, m, text, (size_t)(end - text)), *second;
		struct buffer        *a = buffer_new(mem), *b = buffer_new(mem), *packed = buffer_new(mem);

		if (first != NULL) {
			message_print(a, m, first);
			message_pack(packed, m, first);
			second = unpack(mem, m, packed->at, packed->length);
			must(second != NULL);
			message_print(b, m, second);
			must(a->length == b->length && memcmp(a->at, b->at, a->length) == 0);
		}
		arena_free(mem);
	}
	return 0;
}
