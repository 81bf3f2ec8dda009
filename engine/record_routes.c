/*
 * What the API does with any kind of record of the catalogue: list and show.
 */
#include <string.h>

#include "engine/page.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "proto/list_query.h"
#include "proto/name_search.h"

/* The member that a filter looks at: its namesake, or the list of such things. */
static const struct field *
filtered_member(const struct message *m, const struct field *filter)
{
	return strcmp(filter->name, "category") == 0 ? message_field(m, "categories") :
		message_field(m, filter->name);
}

static bool
list_has(const struct list *list, const struct message *item, const char *id)
{
	size_t offset = message_field(item, "id")->offset;

	for (size_t i = 0; i < list->count; i++) {
		const char *one;

		memcpy(&one, (const char *)list->items + i * item->size + offset, sizeof(one));
		if (strcmp(one, id) == 0)
			return true;
	}
	return false;
}

static bool
passes(const struct message *m, const char *record, const struct field *filter, const char *query)
{
	const struct field *f = filtered_member(m, filter);
	const char         *wanted, *text;
	int                 wanted_word, word;
	struct list         list;

	if (f == NULL)	/* q, limit, cursor */
		return true;
	if (filter->type == FIELD_CHOICE) {
		memcpy(&wanted_word, query + filter->offset, sizeof(wanted_word));
		memcpy(&word, record + f->offset, sizeof(word));
		return wanted_word < 0 || wanted_word == word;
	}
	memcpy(&wanted, query + filter->offset, sizeof(wanted));
	if (wanted == NULL)
		return true;
	if (f->type == FIELD_LIST) {
		memcpy(&list, record + f->offset, sizeof(list));
		return list_has(&list, f->item, wanted);
	}
	memcpy(&text, record + f->offset, sizeof(text));
	return text != NULL && strcmp(text, wanted) == 0;
}

/* The snapshot alone: another question has another address. */
static const char *
snapshot_tag(struct arena *mem, const struct catalogue *c)
{
	return arena_printf(mem, "%.24s", c->snapshot);
}

const char *
record_tag(struct arena *mem, const struct catalogue *c, enum record_kind kind, size_t index)
{
	const struct field *version = message_field(record_message(kind), "version");
	const char         *record = catalogue_at(c, kind, index);

	if (version == NULL)
		return snapshot_tag(mem, c);
	return arena_printf(mem, "v%lld-%.12s", (long long)*(const int64_t *)(const void *)(record + version->offset),
		c->snapshot);
}

/*
 * A page on its way. With q every name is laid beside it, and of partners each that is looked at may have to
 * be unpacked: that is work for the worker.
 */
struct listing {
	const char *last;	/* of the page before */
	struct page page;
	size_t     *index;	/* of what stands on it */
};

static void
fill_page(struct request *r)
{
	const struct list_query *query = r->query;
	struct listing          *listing = r->state;
	enum record_kind         kind = (enum record_kind)r->route->record;
	const struct message    *m = record_message(kind);
	size_t                   count = catalogue_count(r->catalogue, kind);
	struct name_search       search;
	const char              *last = listing->last, *shown = NULL;	/* shown: the last of this page */
	struct page             *page = &listing->page;
	size_t                   room = (size_t)query->limit < count ? (size_t)query->limit : count;
	char                    *out = arena_alloc(r->mem, room * m->size);
	size_t                  *index = listing->index = arena_alloc(r->mem, room * sizeof(*index));
	size_t                   place;

	if (query->q != NULL)
		name_search_begin(&search, r->mem, query->q);
	page->items.items = out;
	for (place = last == NULL ? 0 : catalogue_place_after(r->catalogue, kind, last); place < count; place++) {
		size_t      i = catalogue_shown(r->catalogue, kind, place);
		const char *record = catalogue_at(r->catalogue, kind, i);
		bool        passed = true;

		for (const struct field *f = r->route->asks->fields; passed && f->name != NULL; f++)
			passed = passes(m, record, f, r->query);
		if (!passed || (query->q != NULL &&
		    name_search_likeness(&search, catalogue_folded(r->catalogue, kind, i)) == 0))
			continue;
		if ((int64_t)page->items.count == query->limit) {	/* there is one more */
			page->next = cursor_make(r->mem, shown);
			break;
		}
		index[page->items.count] = i;
		memcpy(out + page->items.count++ * m->size, record, m->size);
		shown = catalogue_id(r->catalogue, kind, i);
	}
}

static enum step
begin_page(struct request *r)
{
	const struct list_query *query = r->query;
	struct listing          *listing = r->state = arena_alloc(r->mem, sizeof(*listing));

	if (!page_after(r, query->cursor, &listing->last))
		return req_failed(r);
	if (query->q != NULL || r->route->record == RECORD_PARTNER)
		return req_work(r, fill_page);
	fill_page(r);
	return STEP_NEXT;
}

/* Of partners a page shows all, and so their texts too. */
static enum step
ask_texts(struct request *r)
{
	struct listing *listing = r->state;

	return r->route->record != RECORD_PARTNER ? STEP_NEXT :
		texts_ask_of(r, listing->index, listing->page.items.count);
}

static enum step
take_texts(struct request *r)
{
	struct listing *listing = r->state;
	char           *out = listing->page.items.items;

	if (r->route->record != RECORD_PARTNER)
		return STEP_NEXT;
	if (texts_take_of(r, listing->index, listing->page.items.count) == STEP_DONE)
		return STEP_DONE;
	for (size_t i = 0; i < listing->page.items.count; i++)
		memcpy(out + i * partner_message.size,
			catalogue_at(r->catalogue, RECORD_PARTNER, listing->index[i]), partner_message.size);
	return STEP_NEXT;
}

static enum step
reply_page(struct request *r)
{
	struct listing *listing = r->state;

	page_link(r, listing->page.next);
	r->etag = snapshot_tag(r->mem, r->catalogue);
	return req_reply(r, &listing->page);
}

step_fn *const record_list[] = { begin_page, ask_texts, take_texts, reply_page, NULL };

static enum step
show_record(struct request *r)
{
	enum record_kind kind = (enum record_kind)r->route->record;
	long             found = catalogue_find(r->catalogue, kind, r->arg);

	if (found < 0)
		return req_missing(r, record_message(kind)->word, r->arg);
	r->etag = record_tag(r->mem, r->catalogue, kind, (size_t)found);
	return req_reply(r, catalogue_at(r->catalogue, kind, (size_t)found));
}

step_fn *const record_show[] = { show_record, NULL };
