#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/view_parts.h"
#include "scoring/text.h"

static const uint32_t NO_PROJECT = UINT32_MAX;

/* Ids that name nothing here are left out: they can neither be wanted nor excluded. */
static struct numbers
numbers_of(const struct catalogue *c, struct arena *mem, enum record_kind kind, const struct texts *ids)
{
	uint16_t      *at = arena_alloc(mem, ids->count * sizeof(*at));
	struct numbers set = { .at = at };

	for (size_t i = 0; i < ids->count; i++) {
		uint16_t n = view_index(c, kind, ids->at[i]);

		if (n != NOBODY)
			at[set.count++] = n;
	}
	qsort(at, set.count, sizeof(*at), view_compare_numbers);
	return set;
}

static int
compare_indexes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static struct indexes
projects_of(const struct catalogue *c, struct arena *mem, const struct texts *ids)
{
	uint32_t      *at = arena_alloc(mem, ids->count * sizeof(*at));
	struct indexes set = { .at = at };

	for (size_t i = 0; i < ids->count; i++) {
		long found = catalogue_find(c, RECORD_PROJECT, ids->at[i]);

		if (found >= 0)
			at[set.count++] = (uint32_t)found;
	}
	qsort(at, set.count, sizeof(*at), compare_indexes);
	return set;
}

static struct tags
tags_of_strengths(const struct catalogue *c, enum record_kind kind, const struct list *strengths)
{
	const struct strength *s = strengths->items;
	struct tags            tags = { 0 };

	for (size_t i = 0; i < strengths->count; i++)
		view_add_tag(&tags, view_index(c, kind, s[i].id), s[i].strength * PART_MAX / 5);
	return tags;
}

static struct score_reference
reference_of(const struct view *v, const struct reference *r)
{
	struct score_reference out = {
		.category = view_index(v->catalogue, RECORD_CATEGORY, r->category),
		.city = view_index(v->catalogue, RECORD_CITY, r->city),
		.year = (int32_t)r->year.value,
	};

	/* A namesake in another country is another place. */
	if (out.city != NOBODY && v->model.cities[out.city].country != view_country_number(r->country))
		out.city = NOBODY;
	if (out.city != NOBODY) {
		out.place = v->model.cities[out.city].place;
		memcpy(out.membership, v->model.cities[out.city].membership, sizeof(out.membership));
	}
	return out;
}

uint32_t
view_inferred(const struct view *v, const char *city)
{
	long found = catalogue_find(v->catalogue, RECORD_CITY, city);

	for (size_t i = v->real_projects; found >= 0 && i < v->model.project_count; i++)
		if (v->model.projects[i].city == found)
			return (uint32_t)i;
	return NO_PROJECT;
}

/* Their ids begin with the partner's. */
static struct indexes
declined_by(const struct view *v, struct arena *mem, const char *partner)
{
	const struct table *declined = v->catalogue->table[RECORD_DECLINE];
	const char         *prefix = partner == NULL ? NULL : arena_printf(mem, "%s/", partner);
	size_t              first = prefix == NULL ? declined->count : table_from(declined, prefix), end = first;
	struct indexes      set = { 0 };
	uint32_t           *at;

	while (end < declined->count && strncmp(table_at(declined, end)->id, prefix, strlen(prefix)) == 0)
		end++;
	set.at = at = arena_alloc(mem, (end - first) * sizeof(*at));
	for (size_t i = first; i < end; i++) {
		const struct declined *d = table_at(declined, i)->message;
		long                   found = d->project == NULL ? -1 :
			catalogue_find(v->catalogue, RECORD_PROJECT, d->project);
		uint32_t project = d->project != NULL ? (uint32_t)found :
			d->city != NULL ? view_inferred(v, d->city) : NO_PROJECT;

		if (project != NO_PROJECT)
			at[set.count++] = project;
	}
	qsort(at, set.count, sizeof(*at), compare_indexes);
	return set;
}

static struct score_partner
score_of(const struct view *v, struct arena *mem, const struct partner *p, struct grams text)
{
	const struct catalogue *c = v->catalogue;
	struct score_reference *references = arena_alloc(mem, p->references.count * sizeof(*references));
	struct score_partner    out = {
		.judged = p->id != NULL,
		.verified = p->state == PARTNER_VERIFIED || p->state == PARTNER_EXPIRED,
		.expired = p->state == PARTNER_EXPIRED || (p->valid_to != NULL && strcmp(p->valid_to, v->as_of) < 0),
		.kind = (enum partner_kind)p->kind,
		.country = view_country_number(p->country),
		.categories = tags_of_strengths(c, RECORD_CATEGORY, &p->categories),
		.sectors = tags_of_strengths(c, RECORD_SECTOR, &p->sectors),
		.support = p->support,
		.quadrants = p->quadrants,
		.wanted_countries = view_countries(mem, &p->wanted_countries),
		.wanted_cities = numbers_of(c, mem, RECORD_CITY, &p->wanted_cities),
		.excluded_countries = view_countries(mem, &p->excluded_countries),
		.excluded_cities = numbers_of(c, mem, RECORD_CITY, &p->excluded_cities),
		.conflicts = projects_of(c, mem, &p->conflicts),
		.declined = declined_by(v, mem, p->id),
		.ticket_min = p->ticket_min.value,
		.ticket_max = p->ticket_max.value,
		.references = references,
		.reference_count = (uint32_t)p->references.count,
		.text = text,
	};

	for (size_t i = 0; i < p->references.count; i++)
		references[i] = reference_of(v, (const struct reference *)p->references.items + i);
	return out;
}

struct score_partner
view_profile(const struct view *v, struct arena *mem, const struct partner *p)
{
	return score_of(v, mem, p, record_grams(mem, p->capability_en, p->capability_ko));
}

/* Copies a piece behind those that are there already; `*end` stays aligned for the next. */
static const void *
append(char **end, const void *piece, size_t size)
{
	void *at = *end;

	*end += size;
	return size == 0 ? NULL : memcpy(at, piece, size);
}

/* Wider items first, so that each stands where it may. */
static struct scored *
pack(const struct score_partner *p)
{
	static _Atomic uint64_t last;

	size_t references = p->reference_count * sizeof(*p->references);
	size_t indexes = (p->conflicts.count + p->declined.count + p->text.count) * sizeof(uint32_t);
	size_t numbers = (p->wanted_countries.count + p->wanted_cities.count + p->excluded_countries.count +
		p->excluded_cities.count) * sizeof(uint16_t);
	struct scored *s = malloc(sizeof(*s) + references + indexes + numbers);
	char          *end = (char *)(s + 1);

	if (s == NULL)
		abort();
	s->holds = 1;
	s->number = atomic_fetch_add(&last, 1) + 1;
	s->partner = *p;
	s->partner.references = append(&end, p->references, references);
	s->partner.conflicts.at = append(&end, p->conflicts.at, p->conflicts.count * sizeof(uint32_t));
	s->partner.declined.at = append(&end, p->declined.at, p->declined.count * sizeof(uint32_t));
	s->partner.text.at = append(&end, p->text.at, p->text.count * sizeof(uint32_t));
	s->partner.wanted_countries.at = append(&end, p->wanted_countries.at,
		p->wanted_countries.count * sizeof(uint16_t));
	s->partner.wanted_cities.at = append(&end, p->wanted_cities.at, p->wanted_cities.count * sizeof(uint16_t));
	s->partner.excluded_countries.at = append(&end, p->excluded_countries.at,
		p->excluded_countries.count * sizeof(uint16_t));
	s->partner.excluded_cities.at = append(&end, p->excluded_cities.at,
		p->excluded_cities.count * sizeof(uint16_t));
	return s;
}

/* It scores by no others. */
static struct grams
shared(const struct view *v, struct arena *mem, struct grams text)
{
	uint32_t *at = arena_alloc(mem, text.count * sizeof(*at));

	return (struct grams){ .at = at, .count = (uint32_t)text_shared(&v->model.rarity, text, at) };
}

_Atomic(struct scored *) *
view_place(const struct view *v, size_t index)
{
	const struct table *partners = v->catalogue->table[RECORD_PARTNER];
	size_t              chunk = table_chunk(partners, index);

	return &v->chunk[chunk]->at[index - partners->part[chunk].first];
}

/* Of two threads that make it at once the later one finds the earlier one's. */
static const struct scored *
scored_at(const struct view *v, size_t index)
{
	_Atomic(struct scored *) *at = view_place(v, index);
	struct scored            *made, *there = atomic_load_explicit(at, memory_order_acquire);
	struct record            *r;
	struct score_partner      partner;
	struct arena             *mem;

	if (there != NULL)
		return there;
	/* Without its texts it would score otherwise: who asks has seen to it (texts.h). */
	r = table_at(v->catalogue->table[RECORD_PARTNER], index);
	assert(partner_is_scorable(r));
	mem = arena_new();
	partner = score_of(v, mem, partner_known(r), shared(v, mem, partner_text(r, mem)));
	made = pack(&partner);
	arena_free(mem);
	if (atomic_compare_exchange_strong_explicit(at, &there, made, memory_order_acq_rel, memory_order_acquire))
		return made;
	free(made);
	return there;
}

const struct score_partner *
view_partner(const struct view *v, size_t index)
{
	return &scored_at(v, index)->partner;
}

uint64_t
view_number(const struct view *v, size_t index)
{
	return scored_at(v, index)->number;
}

/* --- sheets */

enum { SHEETS_BYTES = 8 << 20 };	/* of one frame; pages that nobody has written to cost nothing */

/* Sheets lie one behind the other, each where vectors are read fastest. */
static void
make_room_for_sheets(struct frame *f, const struct model *m)
{
	size_t room = (sheet_bytes(m) + 63) / 64 * 64;

	/* The last one is for profiles that nobody stores. */
	f->kept_count = room < SHEETS_BYTES ? SHEETS_BYTES / room : 1;
	f->kept = calloc(f->kept_count + 1, sizeof(*f->kept));
	f->sheets = aligned_alloc(64, (f->kept_count + 1) * room);
	if (f->kept == NULL || f->sheets == NULL)
		abort();
	for (size_t i = 0; i <= f->kept_count; i++)
		f->kept[i].sheet = sheet_in(f->sheets + i * room, m);
}

static struct kept_sheet *
kept_sheets(const struct view *v)
{
	if (v->frame->kept_count == 0)
		make_room_for_sheets(v->frame, &v->model);
	return v->frame->kept;
}

struct sheet
view_sheet(const struct view *v, size_t index)
{
	const struct scored *scored = scored_at(v, index);
	struct kept_sheet   *all = kept_sheets(v), *kept = &all[scored->number % v->frame->kept_count];

	if (kept->number != scored->number) {
		tables_fill(v->frame->tables, &kept->sheet, &scored->partner);
		rank_keep(&v->model, &kept->sheet);
		kept->number = scored->number;
	}
	return kept->sheet;
}

size_t
view_rank(const struct view *v, const struct score_partner *p, size_t places, struct ranked_city *cities,
	struct sheet *sheet)
{
	*sheet = kept_sheets(v)[v->frame->kept_count].sheet;
	return tables_rank(v->frame->tables, sheet, p, &v->model, places, cities);
}
