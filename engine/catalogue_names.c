#include "engine/catalogue.h"

#include "engine/catalogue_network.h"
#include "engine/catalogue_record.h"

/* So many can be told at once. */
enum { FEW = 20 };

static const enum record_kind record_of[REFERS_KINDS] = {
	[REFERS_COUNTRY] = RECORD_COUNTRY, [REFERS_CITY] = RECORD_CITY, [REFERS_PROJECT] = RECORD_PROJECT,
	[REFERS_CATEGORY] = RECORD_CATEGORY, [REFERS_SECTOR] = RECORD_SECTOR,
	[REFERS_WORK] = RECORD_CATEGORY,
	[REFERS_PARTNER] = RECORD_PARTNER, [REFERS_POLICY] = RECORD_POLICY, [REFERS_MEETING] = RECORD_MEETING,
};

static const char *
find_name(const void *ctx, enum refers what, const char *name)
{
	const struct catalogue *c = ctx;
	long                    found = catalogue_find(c, record_of[what], name);

	if (what == REFERS_WORK && found < 0)
		return find_name(ctx, REFERS_SECTOR, name);
	return found < 0 ? NULL : catalogue_id(c, record_of[what], (size_t)found);
}

/* What a record is to be called by who refers to it: its name, or its id where only that leads to it. */
static const char *
name_of(const struct catalogue *c, enum record_kind kind, size_t index, enum lang lang)
{
	const struct field *f = message_field(record_message(kind),
		!record_is_named((int)kind) ? "id" : lang == LANG_KO ? "name_ko" : "name_en");

	return *(const char *const *)(const void *)((const char *)catalogue_at(c, kind, index) + f->offset);
}

static const char *
list_names(const struct catalogue *c, enum record_kind kind, enum lang lang, struct arena *mem)
{
	struct buffer *b = buffer_new(mem);

	for (size_t i = 0; i < catalogue_count(c, kind); i++)
		buffer_printf(b, "%s%s", i > 0 ? ", " : "", name_of(c, kind, catalogue_shown(c, kind, i), lang));
	return b->at;
}

/* Of what everybody may see only: that a name is near to a partner's would tell that there is one. */
static struct guess
guess_name(const void *ctx, enum refers what, const char *name, struct arena *mem)
{
	const struct catalogue *c = ctx;
	enum record_kind        kind = record_of[what];
	struct guess            guess = { 0 };
	long                    near = record_is_named((int)kind) ? network_nearest(c->network, (int)kind, name) : -1;

	if (near >= 0)
		guess.near = say_both(mem, name_of(c, kind, (size_t)near, LANG_EN), name_of(c, kind, (size_t)near, LANG_KO));
	else if (what == REFERS_WORK)
		return guess_name(ctx, REFERS_SECTOR, name, mem);
	else if (record_is_of_network((int)kind) && catalogue_count(c, kind) <= FEW)
		guess.known = say_both(mem, list_names(c, kind, LANG_EN, mem), list_names(c, kind, LANG_KO, mem));
	return guess;
}

struct names
catalogue_names(const struct catalogue *c)
{
	return (struct names){ .find = find_name, .guess = guess_name, .ctx = c };
}
