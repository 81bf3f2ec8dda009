#include "engine/explain.h"

#include <stdlib.h>
#include <string.h>

#include "engine/part_lines.h"
#include "engine/tell.h"

static struct sentence
number(struct arena *mem, int64_t n)
{
	return both_languages(arena_strdup(mem, DIGITS(n)));
}

/* A share of PART_MAX as a whole percentage. */
static struct sentence
percent(struct arena *mem, int64_t value)
{
	return number(mem, value * 100 / PART_MAX);
}

static struct sentence
word(const struct vocab *v, unsigned index)
{
	return (struct sentence){ v->words[index].en, v->words[index].ko };
}

static struct sentence
name_category(const struct view *v, uint16_t node)
{
	const struct category *c = catalogue_at(v->catalogue, RECORD_CATEGORY, node);

	return either_name(c->name_en, c->name_ko);
}

static struct sentence
name_sector(const struct view *v, uint16_t node)
{
	const struct sector *s = catalogue_at(v->catalogue, RECORD_SECTOR, node);

	return either_name(s->name_en, s->name_ko);
}

static struct sentence
name_city(const struct view *v, size_t city)
{
	const struct city *c = catalogue_at(v->catalogue, RECORD_CITY, city);

	return either_name(c->name_en, c->name_ko);
}

static struct sentence
name_country_of(const struct view *v, size_t city)
{
	const struct city    *c = catalogue_at(v->catalogue, RECORD_CITY, city);
	const struct country *country = catalogue_at(v->catalogue, RECORD_COUNTRY,
		(size_t)catalogue_find(v->catalogue, RECORD_COUNTRY, c->country));

	return either_name(country->name_en, country->name_ko);
}

/* A reference's place: a member city by its own name, another as the profile spells it. */
static struct sentence
name_reference(const struct pair_view *pair, uint32_t index)
{
	const struct reference *r = (const struct reference *)pair->profile->references.items + index;
	uint16_t                city = pair->partner->references[index].city;

	return city != NOBODY ? name_city(pair->view, city) : both_languages(r->city);
}

static int64_t
strength_of(const struct tags *tags, uint16_t node)
{
	for (size_t i = 0; i < tags->count; i++)
		if (tags->at[i].node == node)
			return tags->at[i].value * 5 / PART_MAX;
	return 0;
}

static struct sentence
tell_reference(struct arena *mem, const struct pair_view *pair, const struct evidence *e)
{
	const struct score_reference *r = &pair->partner->references[e->reference];
	struct sentence               what = name_category(pair->view, r->category);
	struct sentence               where = name_reference(pair, e->reference);

	if (r->year == 0)
		return TELL(mem, SAY_WHY_REFERENCE_UNDATED, what, where, percent(mem, e->value));
	return TELL(mem, SAY_WHY_REFERENCE, what, where, number(mem, r->year), percent(mem, e->value));
}

static struct sentence
tell_evidence(struct arena *mem, const struct pair_view *pair, const struct evidence *e)
{
	const struct view *v = pair->view;
	size_t             city = v->model.projects[pair->project].city;

	switch (e->kind) {
	case EVIDENCE_CATEGORY:
		if (e->mine == e->theirs)
			return TELL(mem, SAY_WHY_CATEGORY, name_category(v, e->mine),
				number(mem, strength_of(&pair->partner->categories, e->mine)));
		return TELL(mem, SAY_WHY_CATEGORY_NEAR, name_category(v, e->mine),
			number(mem, strength_of(&pair->partner->categories, e->mine)), name_category(v, e->theirs));
	case EVIDENCE_CATEGORY_INFERRED:
		return tell(mem, SAY_WHY_CATEGORY_INFERRED, NULL);
	case EVIDENCE_SECTOR:
		if (e->mine != e->theirs)
			return TELL(mem, SAY_WHY_SECTOR_NEAR, name_sector(v, e->mine), name_sector(v, e->theirs));
		return TELL(mem, e->implied ? SAY_WHY_SECTOR_IMPLIED : SAY_WHY_SECTOR, name_sector(v, e->theirs));
	case EVIDENCE_TARGET:
		return TELL(mem, SAY_WHY_TARGET, word(&quadrant_vocab, e->quadrant), percent(mem, e->value));
	case EVIDENCE_REFERENCE_QUADRANT:
		return TELL(mem, SAY_WHY_REFERENCE_QUADRANT, name_reference(pair, e->reference),
			percent(mem, e->value));
	case EVIDENCE_SUPPORT_MET:
		return TELL(mem, SAY_WHY_SUPPORT_MET, word(&support_vocab, e->support));
	case EVIDENCE_SUPPORT_MISSING:
		return TELL(mem, SAY_WHY_SUPPORT_MISSING, word(&support_vocab, e->support));
	case EVIDENCE_REFERENCE:
		return tell_reference(mem, pair, e);
	case EVIDENCE_TEXT:
		return TELL(mem, SAY_WHY_TEXT, percent(mem, e->value));
	case EVIDENCE_WANTED_COUNTRY:
		return TELL(mem, SAY_WHY_WANTED_COUNTRY, name_country_of(v, city));
	case EVIDENCE_WANTED_CITY:
		return TELL(mem, SAY_WHY_WANTED_CITY, name_city(v, city));
	case EVIDENCE_NOT_WANTED:
		return tell(mem, SAY_WHY_NOT_WANTED, NULL);
	case EVIDENCE_KIND_PREFERRED:
		return TELL(mem, SAY_WHY_KIND_PREFERRED, word(&partner_kind_vocab, pair->partner->kind));
	case EVIDENCE_KIND_NOT_PREFERRED:
		return TELL(mem, SAY_WHY_KIND_NOT_PREFERRED, word(&partner_kind_vocab, pair->partner->kind));
	case EVIDENCE_TICKET:
		return TELL(mem, SAY_WHY_TICKET, percent(mem, e->value));
	case EVIDENCE_UNKNOWN:
		return TELL(mem, SAY_WHY_UNKNOWN, percent(mem, v->policy.neutral[e->part]));
	case EVIDENCE_NOTHING:
		return tell(mem, SAY_WHY_NOTHING, NULL);
	}
	return both_languages("");
}

struct list
explain_parts(struct arena *mem, const struct pair_view *pair, const struct score *score)
{
	struct evidence   found[EVIDENCE_MAX];
	size_t            n = score_explain(&pair->view->model, pair->partner, pair->project, found);
	struct part_line *parts = part_lines_of(mem, &pair->view->policy, score);

	for (int i = 0; i < PARTS; i++) {
		struct sentence *said = arena_alloc(mem, n * sizeof(*said));
		size_t           count = 0;

		for (size_t k = 0; k < n; k++)
			if (found[k].part == (enum part)i)
				said[count++] = tell_evidence(mem, pair, &found[k]);
		parts[i].evidence = (struct list){ .items = said, .count = count };
	}
	return (struct list){ .items = parts, .count = PARTS };
}

struct sentence
explain_reason(struct arena *mem, const struct pair_view *pair, const struct score *score)
{
	enum { REASONS = 3 };
	struct evidence found[EVIDENCE_MAX];
	size_t          n = score_explain(&pair->view->model, pair->partner, pair->project, found);
	uint32_t        told = 0;
	struct sentence out = both_languages("");

	for (int reason = 0; reason < REASONS; reason++) {
		int     best = -1;
		int64_t most = 0;

		for (int i = 0; i < PARTS; i++) {
			int64_t points = (int64_t)pair->view->policy.weight[i] * score->part[i];

			if ((score->known & BIT(i)) && !(told & BIT(i)) && points > most) {
				best = i;
				most = points;
			}
		}
		if (best < 0)
			break;
		told |= BIT(best);
		for (size_t k = 0; k < n; k++)
			if (found[k].part == (enum part)best) {
				struct sentence s = tell_evidence(mem, pair, &found[k]);

				out.en = arena_printf(mem, "%s%s%s", out.en, *out.en == '\0' ? "" : " ", s.en);
				out.ko = arena_printf(mem, "%s%s%s", out.ko, *out.ko == '\0' ? "" : " ", s.ko);
				break;
			}
	}
	return told != 0 ? out : tell(mem, SAY_WHY_NOTHING, NULL);
}

static struct sentence
tell_gate(struct arena *mem, const struct pair_view *pair, enum gate gate)
{
	const struct view *v = pair->view;
	size_t             city = v->model.projects[pair->project].city;

	switch (gate) {
	case GATE_PARTNER_NOT_VERIFIED:
		return tell(mem, SAY_SHUT_NOT_VERIFIED, NULL);
	case GATE_PARTNER_EXPIRED:
		return tell(mem, SAY_SHUT_EXPIRED, NULL);
	case GATE_PROJECT_NOT_OPEN:
		return tell(mem, SAY_SHUT_NOT_OPEN, NULL);
	case GATE_PROJECT_OUT_OF_VALIDITY:
		return tell(mem, SAY_SHUT_OUT_OF_VALIDITY, NULL);
	case GATE_COUNTRY_EXCLUDED:
		return TELL(mem, SAY_SHUT_COUNTRY_EXCLUDED, name_country_of(v, city));
	case GATE_CITY_EXCLUDED:
		return TELL(mem, SAY_SHUT_CITY_EXCLUDED, name_city(v, city));
	case GATE_PARTNER_COUNTRY_EXCLUDED:
		return TELL(mem, SAY_SHUT_PARTNER_COUNTRY, both_languages(pair->profile->country));
	case GATE_PARTNER_KIND_EXCLUDED:
		return TELL(mem, SAY_SHUT_PARTNER_KIND, word(&partner_kind_vocab, pair->partner->kind));
	case GATE_CONFLICT:
		return tell(mem, SAY_SHUT_CONFLICT, NULL);
	case GATE_DECLINED:
		return tell(mem, SAY_SHUT_DECLINED, NULL);
	case GATE_TICKET_TOO_SMALL:
		return tell(mem, SAY_SHUT_TICKET, NULL);
	case GATES:
		break;
	}
	return both_languages("");
}

struct list
explain_gates(struct arena *mem, const struct pair_view *pair, uint32_t gates)
{
	struct gate_line *lines;
	struct list       out = { 0 };

	if (gates == 0)
		return out;
	out.items = lines = arena_alloc(mem, GATES * sizeof(*lines));
	for (int g = 0; g < GATES; g++)
		if (gates & BIT(g)) {
			struct sentence s = tell_gate(mem, pair, (enum gate)g);

			lines[out.count++] = (struct gate_line){ .gate = g, .en = s.en, .ko = s.ko };
		}
	return out;
}

/* Each sort of edit: its name in the API, the member it would change, its sentence. */
static const struct {
	const char *kind, *pointer;
	enum say    say;
} edits[] = {
	[EDIT_NONE]          = { NULL, NULL, SAY_NOTHING },
	[EDIT_CATEGORY]      = { "category", "/categories", SAY_CHANGE_CATEGORY },
	[EDIT_SECTOR]        = { "sector", "/sectors", SAY_CHANGE_SECTOR },
	[EDIT_SUPPORT]       = { "support", "/support", SAY_CHANGE_SUPPORT },
	[EDIT_QUADRANT]      = { "quadrant", "/quadrants", SAY_CHANGE_QUADRANT },
	[EDIT_WANT_COUNTRY]  = { "want_country", "/wanted_countries", SAY_CHANGE_WANT },
	[EDIT_WANT_CITY]     = { "want_city", "/wanted_cities", SAY_CHANGE_WANT },
	[EDIT_TICKET]        = { "ticket", "/ticket_min", SAY_CHANGE_TICKET },
	[EDIT_ALLOW_COUNTRY] = { "allow_country", "/excluded_countries", SAY_CHANGE_ALLOW },
	[EDIT_ALLOW_CITY]    = { "allow_city", "/excluded_cities", SAY_CHANGE_ALLOW },
	[EDIT_REFERENCE]     = { "reference", "/references", SAY_CHANGE_REFERENCE },
};

static struct sentence
tell_edit(struct arena *mem, const struct pair_view *pair, const struct edit *e, uint32_t above)
{
	const struct view *v = pair->view;
	size_t             index = v->model.projects[pair->project].city;
	struct sentence    city = name_city(v, index), other = both_languages("");
	enum say           say = edits[e->kind].say;
	bool               shut = above == NO_PROJECT_ABOVE;

	if (!shut)
		other = name_city(v, v->model.projects[above].city);

	switch (e->kind) {
	case EDIT_NONE:
	case EDIT_KINDS:
		break;
	case EDIT_CATEGORY:
		return TELL(mem, say, name_category(v, e->node), number(mem, e->to), city, other);
	case EDIT_SECTOR:
		return TELL(mem, say, name_sector(v, e->node), number(mem, e->to), city, other);
	case EDIT_SUPPORT:
		return TELL(mem, say, word(&support_vocab, e->node), city, other);
	case EDIT_QUADRANT:
		return TELL(mem, say, word(&quadrant_vocab, e->node), city, other);
	case EDIT_WANT_COUNTRY:
	case EDIT_ALLOW_COUNTRY:
		return TELL(mem, say, name_country_of(v, index), city, other);
	case EDIT_WANT_CITY:
	case EDIT_ALLOW_CITY:
		return TELL(mem, say, city, city, other);
	case EDIT_TICKET:
		if (e->to == 0)
			return TELL(mem, shut ? SAY_CHANGE_TICKET_FROM_ALLOW : SAY_CHANGE_TICKET_FROM,
				number(mem, e->from), city, other);
		return TELL(mem, shut ? SAY_CHANGE_TICKET_ALLOW : say,
			number(mem, e->from), number(mem, e->to), city, other);
	case EDIT_REFERENCE:
		return TELL(mem, say, name_category(v, e->node), city, other);
	}
	return both_languages("");
}

const struct change_line *
explain_change(struct arena *mem, const struct pair_view *pair, const struct edit *e, uint32_t above)
{
	struct change_line *line;
	struct sentence     s;

	if (e->kind == EDIT_NONE)
		return NULL;
	s = tell_edit(mem, pair, e, above);
	line = arena_alloc(mem, sizeof(*line));
	*line = (struct change_line){
		.kind = edits[e->kind].kind, .pointer = edits[e->kind].pointer,
		.gain = e->gain, .en = s.en, .ko = s.ko,
	};
	return line;
}

struct list
explain_neighbours(struct arena *mem, const struct view *v, uint32_t project)
{
	struct list            out = { 0 };
	struct neighbour_line *lines;
	size_t                 inferred = project - v->real_projects;

	if (project < v->real_projects)
		return out;
	out.count = v->from_count[inferred];
	out.items = lines = arena_alloc(mem, out.count * sizeof(*lines));
	for (size_t i = 0; i < out.count; i++) {
		const struct neighbour *n = &v->from[inferred][i];
		const struct city      *c = catalogue_at(v->catalogue, RECORD_CITY, n->city);

		lines[i] = (struct neighbour_line){
			.city = c->id, .name_en = c->name_en, .name_ko = c->name_ko, .share = n->share };
	}
	return out;
}

const char *
shown_score(struct arena *mem, int64_t score)
{
	enum { ROOM = 32 };
	int64_t cents = score / (SCORE_MAX / 10000);
	char   *text = arena_alloc(mem, ROOM), *at = buffer_digits(text, cents / 100);

	*at++ = '.';
	*at++ = (char)('0' + cents / 10 % 10);
	*at++ = (char)('0' + cents % 10);
	*at = '\0';
	return text;
}
