/*
 * GET /v1/pairing-lists/{id}/difference: what changed from one list to another,
 * city by city, with what either list says of it.
 */
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/pairing.h"
#include "engine/routes.h"
#include "engine/tell.h"
#include "proto/pairing_answer.h"

/* The lines of a list, with those crossed out that the other list has too. */
struct side {
	const struct pairing_list *list;
	const struct pairing_line *line;
	size_t                     count;
	bool                      *settled;
};

static struct side
side_of(struct arena *mem, const struct pairing_list *list)
{
	return (struct side){ list, list->pairings.items, list->pairings.count,
		arena_alloc(mem, list->pairings.count * sizeof(bool)) };
}

static const char *
city_of(const struct pairing_line *line)
{
	return ((const struct city_brief *)line->city.at)->id;
}

static const char *
partner_of(const struct pairing_line *line)
{
	return ((const struct partner_brief *)line->partner.at)->id;
}

static bool
same_project(const struct pairing_line *a, const struct pairing_line *b)
{
	const char *x = ((const struct project_brief *)a->project.at)->id;
	const char *y = ((const struct project_brief *)b->project.at)->id;

	return strcmp(city_of(a), city_of(b)) == 0 && (x == NULL) == (y == NULL) && (x == NULL || strcmp(x, y) == 0);
}

static bool
is_same(const struct pairing_line *a, const struct pairing_line *b)
{
	return same_project(a, b) && strcmp(partner_of(a), partner_of(b)) == 0;
}

static bool
same_city(const struct pairing_line *a, const struct pairing_line *b)
{
	return strcmp(city_of(a), city_of(b)) == 0;
}

static const struct difference_pair *
pair_of(struct arena *mem, const struct pairing_line *line)
{
	struct difference_pair *pair;

	if (line == NULL)
		return NULL;
	pair = arena_alloc(mem, sizeof(*pair));
	*pair = (struct difference_pair){ line->partner, line->project, line->score, line->shown, line->reason_en,
		line->reason_ko };
	return pair;
}

static struct sentence
partner_name(const struct pairing_line *line)
{
	const struct partner_brief *p = line->partner.at;

	return either_name(p->name_en, p->name_ko);
}

/* What a list says of a partner, or a city, that it has no pairing for; empty: nothing. */
static struct sentence
said_of(const struct pairing_list *list, const char *partner, const char *city)
{
	const struct left_over *unpaired = list->unpaired.items, *uncovered = list->uncovered.items;

	for (size_t i = 0; i < list->unpaired.count; i++)
		if (partner != NULL && strcmp(((const struct partner_brief *)unpaired[i].partner.at)->id, partner) == 0)
			return (struct sentence){ unpaired[i].en, unpaired[i].ko };
	for (size_t i = 0; i < list->uncovered.count; i++)
		if (city != NULL && strcmp(((const struct city_brief *)uncovered[i].city.at)->id, city) == 0)
			return (struct sentence){ uncovered[i].en, uncovered[i].ko };
	return both_languages("");
}

static struct sentence
join(struct arena *mem, struct sentence a, struct sentence b)
{
	return *b.en == '\0' ? a : pairing_join(mem, a, " ", b);
}

static struct difference_line
tell_line(struct arena *mem, const struct side *from, const struct side *to, const struct pairing_line *before,
	const struct pairing_line *after)
{
	const struct pairing_line *any = after != NULL ? after : before;
	const struct city_brief   *c = any->city.at;
	struct sentence            city = either_name(c->name_en, c->name_ko), said;
	int                        kind = DIFFERENCE_CHANGED;

	if (before == NULL) {
		kind = DIFFERENCE_ADDED;
		said = TELL(mem, SAY_DIFF_ADDED, city, partner_name(after));
		said = join(mem, said, said_of(from->list, partner_of(after), c->id));
	} else if (after == NULL) {
		kind = DIFFERENCE_REMOVED;
		said = TELL(mem, SAY_DIFF_REMOVED, city, partner_name(before));
		said = join(mem, said, said_of(to->list, partner_of(before), c->id));
	} else if (strcmp(partner_of(before), partner_of(after)) == 0) {
		said = TELL(mem, SAY_DIFF_MOVED, city, partner_name(after));
	} else {
		said = TELL(mem, SAY_DIFF_CHANGED, city, partner_name(before), partner_name(after));
		said = join(mem, said, said_of(to->list, partner_of(before), NULL));
	}
	return (struct difference_line){
		.kind = kind, .city = any->city, .before.at = pair_of(mem, before), .after.at = pair_of(mem, after),
		.en = said.en, .ko = said.ko,
	};
}

/* Lines that hold together by `together` and are not settled yet; told, unless they are the same. */
static void
settle(struct arena *mem, struct side *from, struct side *to, struct difference *out,
	bool (*together)(const struct pairing_line *, const struct pairing_line *))
{
	struct difference_line *lines = out->lines.items;

	size_t                  first = 0;

	for (size_t i = 0; i < from->count; i++) {
		/* Both stand by city. */
		while (first < to->count && strcmp(city_of(&to->line[first]), city_of(&from->line[i])) < 0)
			first++;
		for (size_t k = first; k < to->count && !from->settled[i] && same_city(&from->line[i], &to->line[k]); k++) {
			if (to->settled[k] || !together(&from->line[i], &to->line[k]))
				continue;
			from->settled[i] = to->settled[k] = true;
			if (together == is_same)
				out->kept++;
			else
				lines[out->lines.count++] = tell_line(mem, from, to, &from->line[i], &to->line[k]);
		}
	}
}

static int
compare_lines(const void *a, const void *b)
{
	const struct difference_line *x = a, *y = b;
	int order = strcmp(((const struct city_brief *)x->city.at)->id, ((const struct city_brief *)y->city.at)->id);

	return order != 0 ? order : x->kind - y->kind;
}

static struct difference *
compare(struct arena *mem, const struct pairing_list *before, const struct pairing_list *after)
{
	struct side        from = side_of(mem, before), to = side_of(mem, after);
	struct difference *out = arena_alloc(mem, sizeof(*out));

	*out = (struct difference){
		.from = before->id, .to = after->id,
		.same_snapshot = strcmp(before->snapshot, after->snapshot) == 0,
		.same_policy = strcmp(before->policy, after->policy) == 0,
		.same_constraints = message_same(mem, &pairing_request_message, before->constraints.at,
			after->constraints.at),
		.before = before->totals, .after = after->totals,
		.lines.items = arena_alloc(mem, (from.count + to.count) * sizeof(struct difference_line)),
	};
	/* The same pair; else the same project with another partner; else the same city. */
	settle(mem, &from, &to, out, is_same);
	settle(mem, &from, &to, out, same_project);
	settle(mem, &from, &to, out, same_city);
	for (size_t i = 0; i < from.count; i++)
		if (!from.settled[i])
			((struct difference_line *)out->lines.items)[out->lines.count++] =
				tell_line(mem, &from, &to, &from.line[i], NULL);
	for (size_t i = 0; i < to.count; i++)
		if (!to.settled[i])
			((struct difference_line *)out->lines.items)[out->lines.count++] =
				tell_line(mem, &from, &to, NULL, &to.line[i]);
	qsort(out->lines.items, out->lines.count, sizeof(struct difference_line), compare_lines);
	return out;
}

static enum step
ask_both(struct request *r)
{
	return req_ask(r, &sql_pairing_list_pair, ARGS(r->arg, ((const struct difference_query *)r->query)->from));
}

struct lists {
	const struct pairing_list *from, *to;
	struct difference         *difference;
};

static void
compare_lists(struct request *r)
{
	struct lists *lists = r->state;

	lists->difference = compare(r->mem, lists->from, lists->to);
}

static enum step
read_both(struct request *r)
{
	const char   *from = ((const struct difference_query *)r->query)->from;
	struct lists *lists;
	const void   *older, *newer;
	int           n = req_rows(r);

	/* A list does not differ from itself. */
	if (n == 0 || strcmp(req_text(r, 0, "id"), r->arg) != 0)
		return req_missing(r, pairing_list_message.word, r->arg);
	if (n == 1 && strcmp(from, r->arg) != 0)
		return req_missing(r, pairing_list_message.word, from);
	newer = req_document(r, &pairing_list_message, req_text(r, 0, "document"));
	older = newer == NULL || n == 1 ? newer : req_document(r, &pairing_list_message, req_text(r, 1, "document"));
	if (older == NULL)
		return STEP_DONE;
	lists = r->state = arena_alloc(r->mem, sizeof(*lists));
	lists->to = newer;
	lists->from = older;
	return req_work(r, compare_lists);
}

static enum step
reply(struct request *r)
{
	return req_reply(r, ((const struct lists *)r->state)->difference);
}

step_fn *const list_difference[] = { ask_both, read_both, reply, NULL };
