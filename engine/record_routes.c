/*
 * What the API does with any kind of record of the catalogue: list and show.
 */
#include <string.h>

#include "proto/fold.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "proto/list_query.h"

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

static enum step
list_records(struct request *r)
{
	const struct list_query *query = r->query;
	enum record_kind         kind = (enum record_kind)r->route->record;
	const struct message    *m = record_message(kind);
	size_t                   count = catalogue_count(r->catalogue, kind);
	const char              *q = query->q == NULL ? NULL : fold_name(r->mem, query->q);
	const char              *last = NULL;	/* of the page before */
	const char              *shown = NULL;	/* the last of this page */
	struct page              page = { 0 };
	size_t                   room = (size_t)query->limit < count ? (size_t)query->limit : count;
	char                    *out = arena_alloc(r->mem, room * m->size);
	size_t                   place;

	if (query->cursor != NULL && (last = cursor_read(r->mem, query->cursor)) == NULL) {
		r->problem.code = PROBLEM_BAD_QUERY;
		problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
		return req_failed(r);
	}
	page.items.items = out;
	for (place = last == NULL ? 0 : catalogue_place_after(r->catalogue, kind, last); place < count; place++) {
		size_t      i = catalogue_shown(r->catalogue, kind, place);
		const char *record = catalogue_at(r->catalogue, kind, i);
		bool        passed = true;

		for (const struct field *f = r->route->asks->fields; passed && f->name != NULL; f++)
			passed = passes(m, record, f, r->query);
		if (!passed || (q != NULL && strstr(catalogue_folded(r->catalogue, kind, i), q) == NULL))
			continue;
		if ((int64_t)page.items.count == query->limit) {	/* there is one more */
			page.next = cursor_make(r->mem, shown);
			break;
		}
		memcpy(out + page.items.count++ * m->size, record, m->size);
		shown = catalogue_id(r->catalogue, kind, i);
	}
	page_link(r, page.next);
	r->etag = snapshot_tag(r->mem, r->catalogue);
	return req_reply(r, &page);
}

step_fn *const record_list[] = { list_records, NULL };

static enum step
show_record(struct request *r)
{
	enum record_kind kind = (enum record_kind)r->route->record;
	long             found = catalogue_find(r->catalogue, kind, r->arg);

	if (found < 0)
		return req_fail(r, PROBLEM_NOT_FOUND, SAY_NO_SUCH_RECORD, record_message(kind)->name, r->arg);
	r->etag = record_tag(r->mem, r->catalogue, kind, (size_t)found);
	return req_reply(r, catalogue_at(r->catalogue, kind, (size_t)found));
}

step_fn *const record_show[] = { show_record, NULL };
