#include "engine/basis.h"

#include <string.h>

#include "build/queries.h"
#include "engine/log.h"

/* The data of today, if they have all texts, and those that were read last need not come again. */
enum step
basis_ask(struct request *r)
{
	const struct catalogue *kept = r->service->archive;
	const char             *today = catalogue_is_whole(r->catalogue) ? r->catalogue->snapshot : "";

	return req_ask(r, &sql_pairing_list_basis, ARGS(r->arg, arena_printf(r->mem, "{\"%s\",\"%s\"}",
		today, kept != NULL ? kept->snapshot : today)));
}

static void
read_snapshot(struct request *r)
{
	struct basis *b = r->state;

	b->read = catalogue_read(b->text, b->length);
}

enum step
basis_read(struct request *r)
{
	struct basis        *b = r->state = arena_alloc(r->mem, sizeof(*b));
	struct pairing_list *list;

	if (req_rows(r) == 0)
		return req_missing(r, pairing_list_message.word, r->arg);
	list = req_document(r, &pairing_list_message, req_text(r, 0, "document"));
	if (list == NULL)
		return STEP_DONE;
	b->list = list;
	b->text = req_text(r, 0, "canonical");
	if (b->text != NULL) {
		b->length = strlen(b->text);
		return req_work(r, read_snapshot);
	}
	/* The archive may have been replaced while we waited: then it is asked for once more. */
	if (strcmp(b->list->snapshot, r->catalogue->snapshot) == 0 && catalogue_is_whole(r->catalogue)) {
		r->basis = catalogue_hold(r->catalogue);
	} else if (r->service->archive != NULL &&
	    strcmp(b->list->snapshot, r->service->archive->snapshot) == 0) {
		r->basis = catalogue_hold(r->service->archive);
	} else {
		r->next -= 2;
		return STEP_NEXT;
	}
	return STEP_NEXT;
}

static bool
take_read(struct request *r, struct basis *b)
{
	if (b->read == NULL || strcmp(b->read->snapshot, b->list->snapshot) != 0) {
		log_error("the snapshot of list %s cannot be read", b->list->id);
		catalogue_release(b->read);
		return false;
	}
	catalogue_release(r->service->archive);
	r->service->archive = b->read;
	r->basis = catalogue_hold(b->read);
	return true;
}

enum step
basis_hold(struct request *r)
{
	struct basis *b = r->state;

	return b->text == NULL || take_read(r, b) ? STEP_NEXT : req_fail(r, PROBLEM_INTERNAL, SAY_NO_ANSWER);
}

enum step
basis_view(struct request *r)
{
	const struct basis           *b = r->state;
	const struct pairing_request *asked = b->list->constraints.at;

	return req_view(r, r->basis, pairing_policy(r->basis, asked), pairing_day(r->basis, asked));
}

enum step
basis_prepare(struct request *r)
{
	struct basis *b = r->state;

	b->job = (struct pairing_job){ .mem = r->mem, .request = b->list->constraints.at };
	b->job.view = pairing_view(r->basis, b->job.request, r->mem);
	if (!pairing_prepare(&b->job, &r->problem) || !pairing_recall(&b->job, b->list, &r->problem)) {
		r->problem = (struct problem){ .mem = r->mem };
		return req_fail(r, PROBLEM_INTERNAL, SAY_BASIS_NOT_PROVEN);
	}
	return STEP_NEXT;
}
