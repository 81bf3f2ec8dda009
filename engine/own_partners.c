#include "engine/own_partners.h"

#include <string.h>

#include "proto/buffer.h"

/* A profile that takes more is not worth it. */
enum { BYTES_MAX = 64 * 1024 };

void
own_partners_add(struct own_partners *own, int64_t entry, const struct partner *p)
{
	size_t room = message_room(&partner_message, p);

	if (own->count == OWN_PARTNERS_MAX || room > BYTES_MAX)
		return;
	if (own->mem == NULL)
		own->mem = arena_new();
	own->at[own->count++] = (struct own_partner){ entry, message_copy(&partner_message, p, arena_alloc(own->mem, room)) };
}

const struct partner *
own_partners_find(const struct own_partners *own, int64_t entry, const char *id)
{
	for (size_t i = 0; i < own->count; i++)
		if (own->at[i].entry == entry)
			return strcmp(own->at[i].partner->id, id) == 0 ? own->at[i].partner : NULL;
	return NULL;
}

const char *
own_partners_entries(const struct own_partners *own, struct arena *mem)
{
	struct buffer *b = buffer_new(mem);

	buffer_byte(b, '{');
	for (size_t i = 0; i < own->count; i++)
		buffer_printf(b, "%s%lld", i == 0 ? "" : ",", (long long)own->at[i].entry);
	buffer_byte(b, '}');
	return b->at;
}

struct own_partners
own_partners_take(struct own_partners *own)
{
	struct own_partners taken = *own;

	*own = (struct own_partners){ 0 };
	return taken;
}

void
own_partners_free(struct own_partners *own)
{
	arena_free(own->mem);
}
