#include "engine/report_routes.h"

#include "engine/attachment.h"
#include "engine/digest.h"
#include "engine/papers/report_paper.h"
#include "proto/document.h"

struct report {
	struct report_source from;
	const char          *title, *id;
	struct buffer       *bytes;
};

enum step
report_query(struct request *r)
{
	const struct report_query *asked = r->query;
	struct match_query        *query = arena_alloc(r->mem, sizeof(*query));

	if (asked->lang >= 0)
		r->lang = (enum lang)asked->lang;
	*query = (struct match_query){ .policy = asked->policy, .as_of = asked->as_of, .quadrant = -1, .kind = -1,
		.limit = REPORT_MATCHES, .explain = true, .evidence = true, .blocked = true };
	r->query = query;
	return STEP_NEXT;
}

static void
write_report(struct request *r)
{
	struct report *report = r->state;

	if (report_write_pdf(r->mem, &report->from, r->lang, report->bytes, &report->title, &r->problem))
		r->etag = digest_of(r->mem, report->bytes);
}

enum step
report_write(struct request *r)
{
	struct report           *report = arena_alloc(r->mem, sizeof(*report));
	const struct match_list *list = r->state;
	const struct partner_brief *partner = list->partner.at;

	report->from = (struct report_source){ list, r->catalogue };
	report->id = partner != NULL ? partner->id : list->city;
	report->bytes = buffer_new(r->mem);
	r->state = report;
	return req_work(r, write_report);
}

enum step
report_reply(struct request *r)
{
	const struct report *report = r->state;

	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	return attachment_reply(r, report_types[0],
		arena_printf(r->mem, "match-report-%s-%s-%s.pdf", report->id, report->from.list->as_of, lang_vocab.words[r->lang].id),
		arena_printf(r->mem, "%s (%s).pdf", report->title, report->from.list->as_of), report->bytes);
}
