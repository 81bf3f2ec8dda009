#include "engine/verify.h"

#include <string.h>

#include "engine/digest.h"
#include "engine/pairing.h"
#include "proto/json.h"

/* Reads a message back from its own print; with `names`, ids that name nothing are wrong. */
static void *
read_as(const struct message *m, const char *text, size_t length, const struct names *names, struct arena *mem,
	struct problem *p)
{
	struct problem found = { .mem = mem };
	void          *out = arena_alloc(mem, m->size);
	cJSON         *json = json_read(text, length, mem, &found);

	if (json != NULL && message_parse(m, json, FROM_STORE, names, mem, out, &found))
		return out;
	problem_set(p, PROBLEM_BAD_REQUEST, SAY_VERIFY_NOT_A_LIST, found.fields > 0 ? found.field[0].at : "",
		say_both(mem, say_text(mem, LANG_EN, found.fields > 0 ? &found.field[0].why : &found.detail),
			say_text(mem, LANG_KO, found.fields > 0 ? &found.field[0].why : &found.detail)));
	return NULL;
}

const struct pairing_list *
verify_read(struct arena *mem, const char *text, size_t length, struct problem *p)
{
	return read_as(&pairing_list_message, text, length, NULL, mem, p);
}

static bool
check_digest(struct arena *mem, const struct pairing_list *list, struct problem *p)
{
	struct buffer *canonical = buffer_new(mem);
	const char    *digest;

	message_print_client(canonical, &pairing_list_message, list);
	digest = digest_of(mem, canonical);
	return (list->digest != NULL && strcmp(digest, list->digest) == 0) ||
		problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_DIGEST, digest);
}

/* The constraints as rules about this data: every id in them is known. */
static struct pairing_request *
read_constraints(struct arena *mem, const struct pairing_list *list, const struct catalogue *c, struct problem *p)
{
	const struct pairing_request *given = list->constraints.at;
	struct names                  names = catalogue_names(c);
	struct buffer                *text = buffer_new(mem);
	struct pairing_request        rules = *given, *request;

	/* Of an earlier list something may be gone; the rest names what there is. */
	rules.earlier = (struct list){ 0 };
	rules.change_price = 0;
	message_print_client(text, &pairing_request_message, &rules);
	request = read_as(&pairing_request_message, text->at, text->length, &names, mem, p);
	if (request == NULL)
		return NULL;
	request->earlier = given->earlier;
	request->change_price = given->change_price;
	/* What stands beside the constraints is what they say. */
	if (request->policy == NULL || strcmp(request->policy, list->policy) != 0 || request->as_of == NULL ||
	    strcmp(request->as_of, list->as_of) != 0 || strcmp(request->meeting, list->meeting) != 0) {
		problem_set(p, PROBLEM_CONFLICT, SAY_FLAW_SUM);
		return NULL;
	}
	return request;
}

/* Names and reason, as the data has them. */
static bool
same_words(const struct pairing_job *job, const struct pairing_line *line, const struct pair_view *pair,
	const struct score *score)
{
	struct sentence reason = explain_reason(job->mem, pair, score);
	uint32_t        city = job->view->model.projects[pair->project].city;

	return strcmp(line->reason_en, reason.en) == 0 && strcmp(line->reason_ko, reason.ko) == 0 &&
		message_same(job->mem, &city_brief_message, line->city.at, brief_city(job->view, city).at) &&
		message_same(job->mem, &project_brief_message, line->project.at,
			brief_project(job->view, pair->project).at) &&
		message_same(job->mem, &partner_brief_message, line->partner.at, brief_partner(job->mem, pair->profile));
}

/* What a line says is what the pair scores, part by part, and why. */
static bool
check_line(const struct pairing_job *job, uint32_t i, const struct pairing_line *line, struct problem *p)
{
	const struct pairing_made *made = &job->result->answer.made[i];
	struct pair_view           pair = pairing_view_of(job, made->partner, made->project);
	struct score               score = score_pair(&job->view->model, pair.partner, made->project);
	struct list                parts = explain_parts(job->mem, &pair, &score);
	bool good = line->number == i + 1 && line->coverage == score.coverage &&
		strcmp(line->shown, shown_score(job->mem, line->score)) == 0 && line->parts.count == parts.count &&
		(line->flags & ~BIT(FLAG_TIE)) == pairing_flags(job, made->project, &score) &&
		same_words(job, line, &pair, &score);

	for (size_t k = 0; k < parts.count && good; k++)
		good = message_same(job->mem, &part_line_message, (const struct part_line *)line->parts.items + k,
			(const struct part_line *)parts.items + k);
	return good || problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_LINE, DIGITS(i + 1));
}

static bool
check_totals(const struct pairing_job *job, const struct pairing_list *list, struct problem *p)
{
	const struct pairing_totals *totals = list->totals.at;

	for (uint32_t i = 0; i < list->pairings.count; i++)
		if (!check_line(job, i, (const struct pairing_line *)list->pairings.items + i, p))
			return false;
	return (totals->cities == job->view->model.city_count &&
		totals->pairings == (int64_t)list->pairings.count &&
		totals->cities - totals->cities_covered == (int64_t)list->uncovered.count) ||
		problem_set(p, PROBLEM_CONFLICT, SAY_FLAW_SUM);
}

/* The pair, or the set, that the verdict is about. */
static const char *
name_fault(const struct pairing_job *job, const struct pairing_verdict *v)
{
	const struct pairing_problem *p = &job->problem;
	struct sentence               name;

	if (v->partner < p->partner_count && v->project < p->project_count)
		name = pairing_name_pair(job, v->partner, v->project);
	else if (v->which != PAIRING_NONE)
		name = pairing_name_set(job, v->set, v->which);
	else
		return "-";
	return say_both(job->mem, name.en, name.ko);
}

static bool
check_proof(const struct pairing_job *job, struct problem *p)
{
	static const enum say said[] = {
		[PAIRING_FLAW_QUOTAS] = SAY_FLAW_QUOTAS, [PAIRING_FLAW_PAIR] = SAY_FLAW_PAIR,
		[PAIRING_FLAW_NOT_ALLOWED] = SAY_FLAW_NOT_ALLOWED, [PAIRING_FLAW_SCORE] = SAY_FLAW_SCORE,
		[PAIRING_FLAW_FULL] = SAY_FLAW_FULL, [PAIRING_FLAW_SUM] = SAY_FLAW_SUM,
		[PAIRING_FLAW_BETTER_PAIR] = SAY_FLAW_BETTER_PAIR, [PAIRING_FLAW_PRICE] = SAY_FLAW_PRICE,
		[PAIRING_FLAW_TIE] = SAY_FLAW_TIE, [PAIRING_FLAW_SEAL] = SAY_FLAW_SEAL,
		[PAIRING_FLAW_STOPPED] = SAY_FLAW_STOPPED,
	};
	struct pairing_verdict v = pairing_verify(&job->problem, &job->result->answer);

	if (v.flaw == PAIRING_PROVEN)
		return true;
	return say_places(said[v.flaw]) == 0 ? problem_set(p, PROBLEM_CONFLICT, said[v.flaw]) :
		problem_set(p, PROBLEM_CONFLICT, said[v.flaw], name_fault(job, &v));
}

static bool
prove(struct arena *mem, const struct pairing_list *list, struct catalogue *c, struct problem *p)
{
	struct pairing_job job = { .mem = mem, .request = read_constraints(mem, list, c, p) };

	if (job.request == NULL)
		return false;
	job.view = pairing_view(c, job.request, mem);
	return pairing_prepare(&job, p) && pairing_recall(&job, list, p) && check_proof(&job, p) &&
		check_totals(&job, list, p);
}

bool
verify_list(struct arena *mem, const struct pairing_list *list, const char *snapshot, size_t length, struct problem *p)
{
	char              digest[LINES_HEX];
	struct catalogue *c;
	bool              good;

	lines_digest_text(snapshot, length, digest);
	if (strcmp(digest, list->snapshot) != 0)
		return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_SNAPSHOT, digest);
	c = catalogue_read(snapshot, length);
	if (c == NULL || strcmp(c->snapshot, digest) != 0) {
		catalogue_release(c);
		return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_SNAPSHOT_BROKEN);
	}
	/* The proof first: it says what is wrong, where the digest only says that something is. */
	good = prove(mem, list, c, p) && check_digest(mem, list, p);
	catalogue_release(c);
	return good;
}
