#include "engine/texts.h"

#include <string.h>

#include "build/queries.h"
#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/loader.h"
#include "engine/log.h"

static struct record *
partner_at(const struct catalogue *c, size_t index)
{
	return table_at(c->table[RECORD_PARTNER], index);
}

/* Of those that lack them, in the order of `index`. */
static enum step
ask(struct request *r, const struct catalogue *c, const size_t *index, size_t count)
{
	struct buffer *ids, *seqs;
	size_t         first = 0;

	while (first < count && partner_is_whole(partner_at(c, index[first])))
		first++;
	if (first == count)
		return STEP_NEXT;
	ids = buffer_new(r->mem);
	seqs = buffer_new(r->mem);
	for (size_t i = first; i < count; i++) {
		struct record *p = partner_at(c, index[i]);
		char           between = ids->length == 0 ? '{' : ',';

		if (partner_is_whole(p))
			continue;
		buffer_printf(ids, "%c%s", between, p->id);
		buffer_printf(seqs, "%c%lld", between, (long long)partner_seq(p));
	}
	buffer_byte(ids, '}');
	buffer_byte(seqs, '}');
	return req_ask_as_system(r, &sql_partner_documents, ARGS(ids->at, seqs->at));
}

/* Another request may have brought some of them meanwhile. */
static enum step
take(struct request *r, const struct catalogue *c, const size_t *index, size_t count)
{
	bool asked = false;

	for (size_t i = 0; i < count && !asked; i++)
		asked = !partner_is_whole(partner_at(c, index[i]));
	for (int row = 0; asked && row < req_rows(r); row++) {
		const char *document = req_text(r, row, "document");
		long        found = catalogue_find(c, RECORD_PARTNER, req_text(r, row, "id"));

		if (found >= 0 && document != NULL && !partner_is_whole(partner_at(c, (size_t)found)))
			partner_complete(partner_at(c, (size_t)found), document, strlen(document));
	}
	for (size_t i = 0; i < count; i++)
		if (!partner_is_whole(partner_at(c, index[i]))) {
			/* Something was erased from it a moment ago, and the catalogue is to hear of that. */
			log_warn("request id=%llu: the document of partner %s at entry %lld is not to be had",
				(unsigned long long)r->id, partner_at(c, index[i])->id,
				(long long)partner_seq(partner_at(c, index[i])));
			return req_fail(r, PROBLEM_DATABASE, SAY_DATABASE_AWAY);
		}
	loader_tidy(r->service->loader);
	return STEP_NEXT;
}

static const struct catalogue *
subject(const struct request *r)
{
	return r->basis != NULL ? r->basis : r->catalogue;
}

enum step
texts_ask(struct request *r)
{
	long   found = catalogue_find(subject(r), RECORD_PARTNER, r->arg);
	size_t index = (size_t)found;

	return ask(r, subject(r), &index, found >= 0);
}

enum step
texts_take(struct request *r)
{
	long   found = catalogue_find(subject(r), RECORD_PARTNER, r->arg);
	size_t index = (size_t)found;

	return take(r, subject(r), &index, found >= 0);
}

enum step
texts_ask_of(struct request *r, const size_t *index, size_t count)
{
	return ask(r, r->catalogue, index, count);
}

enum step
texts_take_of(struct request *r, const size_t *index, size_t count)
{
	return take(r, r->catalogue, index, count);
}

static enum step
complete(struct request *r, bool is, bool texts)
{
	loader_keeps_whole(r->service->loader);
	if (is)
		return STEP_NEXT;
	return loader_complete(r->service->loader, r->catalogue, texts, req_go_on, r) ? STEP_WAIT :
		req_fail(r, PROBLEM_BUSY, SAY_WORKER_BUSY);
}

enum step
texts_of_all(struct request *r)
{
	return complete(r, catalogue_is_whole(r->catalogue), true);
}

enum step
grams_of_all(struct request *r)
{
	return complete(r, catalogue_is_scorable(r->catalogue), false);
}
