#include "engine/touch.h"

#include <stdint.h>
#include <string.h>

#include "build/queries.h"

enum { AGAIN_SECONDS = 3600 };

static void
on_noted(void *ctx, PGresult *rows, const struct problem *p)
{
	(void)p;	/* it is in the log, and the next hour comes */
	PQclear(rows);
	arena_free(ctx);
}

/* FNV-1a */
static uint32_t
hash(const char *s)
{
	uint32_t h = 2166136261;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619;
	return h;
}

bool
touch_due(const struct touched *touched, const char *token, time_t now)
{
	size_t i = hash(token) % TOUCHED_MAX;

	return strcmp(touched->at[i].token, token) != 0 || now >= touched->at[i].again;
}

void
touch_note(struct touched *touched, const char *token, time_t again)
{
	size_t i = hash(token) % TOUCHED_MAX, n = strlen(token);

	if (n >= sizeof(touched->at[i].token))
		return;
	memcpy(touched->at[i].token, token, n + 1);
	touched->at[i].again = again;
}

void
touch_token(struct touched *touched, struct db *db, const char *token, time_t now)
{
	struct arena *mem;

	if (!touch_due(touched, token, now))
		return;
	touch_note(touched, token, now + AGAIN_SECONDS);
	mem = arena_new();
	db_ask(db, mem, &db_system, &sql_token_touch, ARGS(token), on_noted, mem);
}
