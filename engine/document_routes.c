/*
 * GET /v1/pairing-lists/{id}/documents/{format}: a stored list as a file.
 *
 * The same list is always the same bytes: names come from the snapshot that the
 * list rests on, and the only dates are the list's own. Writing is work for
 * the worker thread.
 */
#include "engine/document_routes.h"

#include <string.h>

#include "engine/attachment.h"
#include "engine/basis.h"
#include "engine/digest.h"
#include "engine/papers/list_paper.h"
#include "engine/routes.h"
#include "proto/document.h"

static int
format_of(const struct request *r)
{
	return r->format == NULL ? DOCUMENT_CSV : vocab_find(&document_format_vocab, r->format);
}

static enum step
find_format(struct request *r)
{
	const struct document_query *query = r->query;
	const char                  *known = "";

	if (query->lang >= 0)
		r->lang = (enum lang)query->lang;
	if (format_of(r) >= 0)
		return STEP_NEXT;
	for (int i = 0; i < DOCUMENT_FORMATS; i++)
		known = arena_printf(r->mem, "%s%s%s", known, i > 0 ? ", " : "", document_format_vocab.words[i].id);
	return req_fail(r, PROBLEM_NO_SUCH_PATH, SAY_PAPER_NO_FORMAT, r->format, known);
}

/* On the worker. A failure is left in r->problem. */
static void
write_document(struct request *r)
{
	struct basis            *basis = r->state;
	struct buffer           *out = buffer_new(r->mem);
	const struct list_source from = { basis->list, r->basis };
	const struct paper      *paper;

	basis->answer = out;
	if (format_of(r) == DOCUMENT_JSON) {
		message_print(out, &pairing_list_message, basis->list);
		r->etag = digest_of(r->mem, out);
		return;
	}
	paper = list_paper(r->mem, &from, r->lang);
	switch ((enum document_format)format_of(r)) {
	case DOCUMENT_PDF:
		paper_write_pdf(paper, out, &r->problem);
		break;
	case DOCUMENT_XLSX:
		paper_write_xlsx(paper, out, &r->problem);
		break;
	case DOCUMENT_DOCX:
		paper_write_docx(paper, out, &r->problem);
		break;
	case DOCUMENT_CSV:
	case DOCUMENT_JSON:
	case DOCUMENT_FORMATS:
		paper_write_csv(paper, out);
		break;
	}
	r->etag = digest_of(r->mem, out);
}

enum step
document_write(struct request *r)
{
	return req_work(r, write_document);
}

enum step
document_reply(struct request *r)
{
	const struct basis        *basis = r->state;
	const struct pairing_list *list = basis->list;
	const struct word         *state = &list_state_vocab.words[list->state];
	const char                *end = document_format_vocab.words[format_of(r)].id;
	const struct paper        *paper;

	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	paper = list_paper_title(r->mem, &(struct list_source){ list, r->basis }, r->lang);
	return attachment_reply(r, document_types[format_of(r)],
		arena_printf(r->mem, "pairing-list-%s-%s-%.8s-%s.%s", list->meeting, state->id, list->digest,
			lang_vocab.words[r->lang].id, end),
		arena_printf(r->mem, "%s (%s).%s", paper->title, r->lang == LANG_KO ? state->ko : state->en, end), basis->answer);
}

step_fn *const list_document[] = { find_format, basis_ask, basis_read, basis_hold, document_write, document_reply, NULL };
