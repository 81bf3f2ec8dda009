/*
 * What a list's paper says of the list itself: the title page, and at the end
 * how it was made, under what constraints, and what became of it.
 */
#include <string.h>

#include "engine/papers/date.h"
#include "engine/papers/list_paper.h"
#include "engine/papers/score_paper.h"

enum { RULE_KIND, RULE_WHAT, RULE_LEAST, RULE_MOST };

static const struct column rule_columns[] = {
	[RULE_KIND]  = { "rule", SAY_PAPER_COL_RULE, KIND_TEXT, ON_ALL, 26 },
	[RULE_WHAT]  = { "what", SAY_CLI_COL_WHAT, KIND_TEXT, ON_ALL, 60 },
	[RULE_LEAST] = { "least", SAY_PAPER_COL_LEAST, KIND_NUMBER, ON_ALL, 10 },
	[RULE_MOST]  = { "most", SAY_PAPER_COL_MOST, KIND_NUMBER, ON_ALL, 10 },
	{ .id = NULL }
};

enum { EVENT_AT, EVENT_HOLDER, EVENT_STATE, EVENT_NOTE };

static const struct column event_columns[] = {
	[EVENT_AT]     = { "at", SAY_CLI_COL_AT, KIND_TEXT, ON_ALL, 30 },
	[EVENT_HOLDER] = { "holder", SAY_CLI_COL_HOLDER, KIND_TEXT, ON_ALL, 24 },
	[EVENT_STATE]  = { "state", SAY_CLI_COL_STATE, KIND_TEXT, ON_ALL, 14 },
	[EVENT_NOTE]   = { "note", SAY_CLI_COL_NOTE, KIND_TEXT, ON_ALL, 48 },
	{ .id = NULL }
};

static const void *
find(const struct list_source *from, enum record_kind kind, const char *id)
{
	long found = id == NULL ? -1 : catalogue_find(from->catalogue, kind, id);

	return found < 0 ? NULL : catalogue_at(from->catalogue, kind, (size_t)found);
}

/* --- names of what constraints name by id */

static const char *
name_city(const struct paper *p, const struct list_source *from, const char *id)
{
	const struct city *city = find(from, RECORD_CITY, id);

	return city == NULL ? id : paper_pick(p, city->name_en, city->name_ko);
}

static const char *
name_project(const struct paper *p, const struct list_source *from, const char *id)
{
	const struct project *project = find(from, RECORD_PROJECT, id);

	return project == NULL ? id : arena_printf(p->mem, "%s: %s", name_city(p, from, project->city),
		paper_pick(p, project->title_en, project->title_ko));
}

static const char *
name_partner(const struct paper *p, const struct list_source *from, const char *id)
{
	const struct partner *partner = find(from, RECORD_PARTNER, id);

	return partner == NULL ? id : paper_pick(p, partner->name_en, partner->name_ko);
}

static const char *
name_quota(const struct paper *p, const struct list_source *from, const struct quota_rule *rule)
{
	const struct country *country;
	int                   kind;

	switch ((enum quota_group)rule->group) {
	case QUOTA_CITY:
		return name_city(p, from, rule->id);
	case QUOTA_PARTNER_KIND:
		kind = vocab_find(&partner_kind_vocab, rule->id);
		return kind < 0 ? rule->id : paper_word(p, &partner_kind_vocab, kind);
	case QUOTA_COUNTRY:
	case QUOTA_PARTNER_COUNTRY:
		country = find(from, RECORD_COUNTRY, rule->id);
		return country == NULL ? rule->id : paper_pick(p, country->name_en, country->name_ko);
	}
	return rule->id;
}

/* --- the title page */

static const char *
meeting_days(const struct paper *p, const struct meeting *m)
{
	const char *days = m->date_precision != NULL && strcmp(m->date_precision, "month") == 0 ?
		paper_month(p, m->date_start) : paper_date(p, m->date_start);

	if (m->date_precision != NULL && strcmp(m->date_precision, "days") == 0 && m->date_end != NULL &&
	    strcmp(m->date_start, m->date_end) != 0)
		days = paper_say(p, SAY_PAPER_DATES, days, paper_date(p, m->date_end));
	return m->place == NULL ? days : paper_say(p, SAY_PAPER_MEETING_AT, days, m->place);
}

static bool
has_demonstration(const struct pairing_list *list)
{
	const struct pairing_line *line = list->pairings.items;
	const struct left_over    *left = list->unpaired.items;

	for (size_t i = 0; i < list->pairings.count; i++)
		if (((const struct partner_brief *)line[i].partner.at)->demonstration)
			return true;
	for (size_t i = 0; i < list->unpaired.count; i++)
		if (left[i].partner.at != NULL && ((const struct partner_brief *)left[i].partner.at)->demonstration)
			return true;
	return false;
}

static const struct {
	enum say mark, note;
} state_marks[] = {
	[LIST_DRAFT]     = { SAY_PAPER_MARK_DRAFT, SAY_PAPER_NOTE_DRAFT },
	[LIST_PROPOSED]  = { SAY_PAPER_MARK_PROPOSED, SAY_PAPER_NOTE_PROPOSED },
	[LIST_APPROVED]  = { SAY_NOTHING, SAY_NOTHING },
	[LIST_ANNOUNCED] = { SAY_NOTHING, SAY_NOTHING },
	[LIST_WITHDRAWN] = { SAY_PAPER_MARK_WITHDRAWN, SAY_PAPER_NOTE_WITHDRAWN },
};

/* What a reader must not overlook: said here at length, and in short on every page. */
static void
add_marks(struct paper *p, const struct pairing_list *list)
{
	const char *state = say_row(state_marks[list->state].mark, p->lang);
	const char *demonstration = say_row(SAY_PAPER_MARK_DEMONSTRATION, p->lang);
	bool        invented = has_demonstration(list);

	if (*state != '\0')
		paper_text(p, TONE_WARNING, say_row(state_marks[list->state].note, p->lang));
	if (invented)
		paper_text(p, TONE_WARNING, say_row(SAY_PAPER_NOTE_DEMONSTRATION, p->lang));
	if (*state != '\0' && invented)
		p->mark = paper_say(p, SAY_PAPER_MARKS, state, demonstration);
	else if (*state != '\0' || invented)
		p->mark = *state != '\0' ? state : demonstration;
}

static void
add_figures(struct paper *p, const struct pairing_totals *totals)
{
	struct block *figures = paper_figures(p, 4);
	int64_t       mean = totals->pairings == 0 ? 0 : totals->score / totals->pairings;

	figures->on = ON(PDF);
	paper_fact(figures, say_row(SAY_PAPER_CITIES_COVERED, p->lang),
		paper_say(p, SAY_PAPER_FIGURE_OF, DIGITS(totals->cities_covered), DIGITS(totals->cities)));
	paper_fact(figures, say_row(SAY_PAPER_PAIRING_COUNT, p->lang), arena_printf(p->mem, "%lld", (long long)totals->pairings));
	paper_fact(figures, say_row(SAY_PAPER_MEAN_SCORE, p->lang), paper_score(p, mean));
	paper_fact(figures, say_row(SAY_PAPER_SCORE_SUM, p->lang), paper_score(p, totals->score));
}

static void
add_facts(struct paper *p, const struct list_source *from, const struct meeting *meeting)
{
	const struct pairing_list    *list = from->list;
	const struct pairing_request *asked = list->constraints.at;
	const struct policy_document *policy = find(from, RECORD_POLICY, list->policy);
	struct block                 *facts = paper_facts(p, 12);

#define FACT(say, text) paper_fact(facts, say_row(say, p->lang), text)
	FACT(SAY_CLI_COL_MEETING, meeting == NULL ? list->meeting : paper_pick(p, meeting->name_en, meeting->name_ko));
	FACT(SAY_PAPER_COL_MEETING_DAY, meeting == NULL ? NULL : meeting_days(p, meeting));
	FACT(SAY_CLI_COL_STATE, paper_word(p, &list_state_vocab, list->state));
	FACT(SAY_CLI_COL_POLICY, policy == NULL ? list->policy :
		arena_printf(p->mem, "%s  %s", list->policy, paper_pick(p, policy->name_en, policy->name_ko)));
	FACT(SAY_CLI_COL_AS_OF, paper_date(p, list->as_of));
	FACT(SAY_CLI_COL_CREATED, paper_moment(p, list->created));
	FACT(SAY_PAPER_COL_LIST, list->id);
	FACT(SAY_PAPER_COL_REPLACES, asked->replaces);
	FACT(SAY_CLI_COL_SNAPSHOT, list->snapshot);
	FACT(SAY_CLI_COL_DIGEST, list->digest);
#undef FACT
}

static void
add_problems(struct paper *p, const struct list *problems)
{
	const struct sentence *one = problems->items;

	if (problems->count == 0)
		return;
	paper_heading(p, 2, say_row(SAY_PAPER_PROBLEMS, p->lang));
	for (size_t i = 0; i < problems->count; i++)
		paper_text(p, TONE_PLAIN, paper_pick(p, one[i].en, one[i].ko));
}

/* The later of what happened to the list and to its pairings. */
static const char *
last_change(const struct pairing_list *list)
{
	const struct list_event *event = list->events.items;
	const struct stage_line *stage = list->stages.items;
	const char              *last = list->created;

	for (size_t i = 0; i < list->events.count; i++)
		last = strcmp(event[i].at, last) > 0 ? event[i].at : last;
	for (size_t i = 0; i < list->stages.count; i++)
		last = strcmp(stage[i].recorded, last) > 0 ? stage[i].recorded : last;
	return last;
}

struct paper *
list_paper_title(struct arena *mem, const struct list_source *from, enum lang lang)
{
	struct paper         *p = paper_new(mem, lang);
	const struct meeting *meeting = find(from, RECORD_MEETING, from->list->meeting);
	struct said           title = say_make(mem, SAY_PAPER_LIST_TITLE, meeting == NULL ? from->list->meeting :
		say_both(mem, meeting->name_en, meeting->name_ko));

	p->title = say_text(mem, lang, &title);
	p->other_title = say_text(mem, lang == LANG_KO ? LANG_EN : LANG_KO, &title);
	return p;
}

void
list_paper_cover(struct paper *p, const struct list_source *from)
{
	const struct pairing_list   *list = from->list;
	const struct pairing_totals *totals = list->totals.at;
	const struct meeting        *meeting = find(from, RECORD_MEETING, list->meeting);
	struct section              *s = paper_section(p, SAY_PAPER_COVER, ON_PAGES | ON(XLSX));

	s->cover = s->about = true;
	p->stands_on = paper_say(p, SAY_PAPER_STANDS_ON, list->policy, arena_strndup(p->mem, list->snapshot, 12),
		arena_strndup(p->mem, list->digest, 12));
	p->created = list->created;
	p->modified = last_change(list);
	add_marks(p, list);
	add_figures(p, totals);
	paper_text(p, TONE_LEAD, paper_say(p, SAY_PAPER_REACHES, DIGITS(totals->pairings), DIGITS(totals->cities_covered),
		DIGITS(totals->cities), paper_score(p, totals->score)));
	add_facts(p, from, meeting);
	add_problems(p, &list->problems);
}

/* --- the end */

static void
add_rule(struct table *t, const char *kind, const char *what, struct maybe least, struct maybe most)
{
	struct cell *row = paper_row(t);

	row[RULE_KIND] = TEXT(kind);
	row[RULE_WHAT] = TEXT(what);
	row[RULE_LEAST] = (struct cell){ .number = least.value, .absent = !least.known };
	row[RULE_MOST] = (struct cell){ .number = most.value, .absent = !most.known };
}

static void
add_pair_rules(struct paper *p, const struct list_source *from, struct table *t, enum say kind, const struct list *rules)
{
	const struct pair_rule *rule = rules->items;

	for (size_t i = 0; i < rules->count; i++)
		add_rule(t, say_row(kind, p->lang), paper_say(p, SAY_PAPER_RULE_PAIR, name_partner(p, from, rule[i].partner),
			rule[i].project != NULL ? name_project(p, from, rule[i].project) : name_city(p, from, rule[i].city)),
			(struct maybe){ 0 }, (struct maybe){ 0 });
}

static void
add_constraints(struct paper *p, const struct list_source *from)
{
	const struct pairing_request *asked = from->list->constraints.at;
	const struct capacity_rule   *capacity = asked->capacities.items;
	const struct quota_rule      *quota = asked->quotas.items;
	size_t                        count = asked->pins.count + asked->bans.count + asked->capacities.count +
		asked->quotas.count + (asked->floor > 0) + (asked->change_price > 0);
	const struct maybe            none = { 0 };
	struct table                 *t;

	paper_heading(p, 2, say_row(SAY_PAPER_CONSTRAINTS, p->lang));
	if (count == 0) {
		paper_text(p, TONE_PLAIN, say_row(SAY_PAPER_NO_CONSTRAINTS, p->lang));
		return;
	}
	t = paper_table(p, ON_PAGES | ON(XLSX), rule_columns, count);
	if (asked->floor > 0)
		add_rule(t, say_row(SAY_PAPER_RULE_FLOOR, p->lang), paper_score(p, asked->floor), none, none);
	if (asked->change_price > 0)
		add_rule(t, say_row(SAY_PAPER_RULE_CHANGE, p->lang), paper_score(p, asked->change_price), none, none);
	add_pair_rules(p, from, t, SAY_PAPER_RULE_PIN, &asked->pins);
	add_pair_rules(p, from, t, SAY_PAPER_RULE_BAN, &asked->bans);
	for (size_t i = 0; i < asked->capacities.count; i++)
		add_rule(t, say_row(SAY_PAPER_RULE_CAPACITY, p->lang), name_partner(p, from, capacity[i].partner),
			capacity[i].min, capacity[i].max);
	for (size_t i = 0; i < asked->quotas.count; i++)
		add_rule(t, paper_say(p, SAY_PAPER_RULE_QUOTA, paper_word(p, &quota_group_vocab, quota[i].group)),
			name_quota(p, from, &quota[i]), quota[i].min, quota[i].max);
}

static void
add_history(struct paper *p, const struct list *events)
{
	const struct list_event *event = events->items;
	struct table            *t;

	if (events->count == 0)
		return;
	paper_heading(p, 2, say_row(SAY_PAPER_HISTORY, p->lang));
	t = paper_table(p, ON_PAGES | ON(XLSX), event_columns, events->count);
	for (size_t i = 0; i < events->count; i++) {
		struct cell *row = paper_row(t);

		row[EVENT_AT] = TEXT(paper_moment(p, event[i].at));
		row[EVENT_STATE] = TEXT(paper_word(p, &list_state_vocab, event[i].state));
		row[EVENT_HOLDER] = TEXT(event[i].holder);
		row[EVENT_NOTE] = TEXT(event[i].note != NULL ? event[i].note : event[i].replaced_by);
	}
}

void
list_paper_about(struct paper *p, const struct list_source *from)
{
	const struct policy_document *policy = find(from, RECORD_POLICY, from->list->policy);
	struct section               *s = paper_section(p, SAY_PAPER_ABOUT, ON_PAGES | ON(XLSX));

	s->about = s->new_page = true;
	paper_heading(p, 2, say_row(SAY_PAPER_METHOD, p->lang));
	paper_text(p, TONE_PLAIN, say_row(SAY_PAPER_METHOD_TEXT, p->lang));
	paper_heading(p, 2, say_row(SAY_PAPER_CERTIFICATE, p->lang));
	paper_text(p, TONE_PLAIN, say_row(SAY_PAPER_CERTIFICATE_TEXT, p->lang));
	add_constraints(p, from);
	if (policy != NULL)
		paper_how_scores_are_made(p, policy);
	add_history(p, &from->list->events);
}
