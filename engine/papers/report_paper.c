#include "engine/papers/report_paper.h"

#include "engine/papers/date.h"
#include "engine/papers/score_paper.h"
#include "proto/buffer.h"

enum { RANK_PLACE, RANK_NAME, RANK_PROJECT, RANK_SCORE, RANK_MAKE_UP };

static const struct column city_columns[] = {
	[RANK_PLACE]   = { "rank", SAY_PAPER_COL_NUMBER, KIND_NUMBER, ON_PAGES, 5 },
	[RANK_NAME]    = { "city", SAY_CLI_COL_CITY, KIND_NAME, ON_PAGES, 28 },
	[RANK_PROJECT] = { "project", SAY_CLI_COL_BEST_PROJECT, KIND_NAME, ON_PAGES, 40 },
	[RANK_SCORE]   = { "score", SAY_CLI_COL_SCORE, KIND_SCORE, ON_PAGES, 8 },
	[RANK_MAKE_UP] = { "points", SAY_PAPER_COL_MAKE_UP, KIND_MAKE_UP, ON(PDF), 26 },
	{ .id = NULL }
};

static const struct column partner_columns[] = {
	[RANK_PLACE]   = { "rank", SAY_PAPER_COL_NUMBER, KIND_NUMBER, ON_PAGES, 5 },
	[RANK_NAME]    = { "partner", SAY_CLI_COL_PARTNER, KIND_NAME, ON_PAGES, 34 },
	[RANK_PROJECT] = { "project", SAY_CLI_COL_BEST_PROJECT, KIND_NAME, ON_PAGES, 36 },
	[RANK_SCORE]   = { "score", SAY_CLI_COL_SCORE, KIND_SCORE, ON_PAGES, 8 },
	[RANK_MAKE_UP] = { "points", SAY_PAPER_COL_MAKE_UP, KIND_MAKE_UP, ON(PDF), 26 },
	{ .id = NULL }
};

/* How much a page is asked to hold: rows of the ranking, matches in words, of these with a table of parts. */
struct amount {
	size_t rows, told, parted;
};

/* From the most to the least. */
static const struct amount amounts[] = {
	{ 8, 3, 1 }, { 6, 3, 1 }, { 5, 3, 1 }, { 4, 3, 1 }, { 4, 2, 1 }, { 3, 2, 1 }, { 4, 3, 0 }, { 3, 3, 0 }, { 3, 2, 0 }, { 2, 1, 0 },
	{ 1, 1, 0 },
};
enum { AMOUNTS = sizeof(amounts) / sizeof(amounts[0]) };

static bool
is_of_partner(const struct report_source *from)
{
	return from->list->partner.at != NULL;
}

static const char *
whose(struct arena *mem, const struct report_source *from)
{
	const struct partner_brief *partner = from->list->partner.at;
	const struct city          *city;

	if (partner != NULL)
		return say_both(mem, partner->name_en != NULL ? partner->name_en : partner->name_ko,
			partner->name_ko != NULL ? partner->name_ko : partner->name_en);
	city = catalogue_at(from->catalogue, RECORD_CITY, (size_t)catalogue_find(from->catalogue, RECORD_CITY, from->list->city));
	return say_both(mem, city->name_en, city->name_ko);
}

static bool
is_invented(const struct report_source *from)
{
	const struct partner_brief *partner = from->list->partner.at;
	const struct match         *match = from->list->matches.items;

	for (size_t i = 0; partner == NULL && i < from->list->matches.count; i++)
		if (((const struct partner_brief *)match[i].partner.at)->demonstration)
			return true;
	return partner != NULL && partner->demonstration;
}

static struct cell
name_of(const struct paper *p, const struct match *m)
{
	const struct partner_brief *partner = m->partner.at;
	const struct city_brief    *city = m->city.at;

	return partner != NULL ? paper_name(p, partner->name_en, partner->name_ko) : paper_name(p, city->name_en, city->name_ko);
}

static struct cell
project_of(const struct paper *p, const struct match *m)
{
	const struct project_brief *project = m->project.at;

	return paper_name(p, project->title_en, project->title_ko);
}

static void
add_ranking(struct paper *p, const struct report_source *from, size_t rows)
{
	const struct match *match = from->list->matches.items;
	struct table       *t;

	paper_legend(p);
	t = paper_table(p, ON_PAGES, is_of_partner(from) ? city_columns : partner_columns, rows);
	for (size_t i = 0; i < rows; i++) {
		const struct gate_line *gate = match[i].gates.items;
		struct cell            *row = paper_row(t);

		row[RANK_PLACE] = NUMBER(match[i].rank);
		row[RANK_NAME] = name_of(p, &match[i]);
		row[RANK_PROJECT] = project_of(p, &match[i]);
		if (match[i].blocked)
			row[RANK_PROJECT].note = paper_word(p, &gate_vocab, gate->gate);
		row[RANK_SCORE] = NUMBER(match[i].score);
		row[RANK_MAKE_UP].parts = &match[i].parts;
	}
}

/* The evidence of the parts that earn most, as far as it is more than "there is no data". */
static const char *
reasons(struct paper *p, const struct match *m)
{
	const struct part_line *part = m->parts.items;
	struct buffer          *b = buffer_new(p->mem);
	bool                    said[PARTS] = { false };

	for (int n = 0; n < 3; n++) {
		const struct part_line *best = NULL;

		for (size_t i = 0; i < m->parts.count; i++)
			if (part[i].known && part[i].points > 0 && !said[part[i].part] && (best == NULL || part[i].points > best->points))
				best = &part[i];
		if (best == NULL)
			break;
		said[best->part] = true;
		buffer_printf(b, "%s%s", b->length > 0 ? " " : "", paper_part_why(p, best));
	}
	return b->at;
}

static void
tell_match(struct paper *p, const struct match *m, bool parted)
{
	const struct gate_line *gate = m->gates.items;
	struct cell             name = name_of(p, m);
	struct block           *head = paper_heading(p, 3, arena_printf(p->mem, "%lld. %s – %s", (long long)m->rank, name.text,
		project_of(p, m).text));

	head->side = paper_score(p, m->score);
	for (size_t i = 0; i < m->gates.count; i++)
		paper_text(p, TONE_WARNING, paper_pick(p, gate[i].en, gate[i].ko));
	if (parted)
		paper_parts(p, &m->parts);
	else if (*reasons(p, m) != '\0')
		paper_text(p, TONE_PLAIN, reasons(p, m));
	if (m->flags != 0)
		paper_text(p, TONE_QUIET, paper_flags(p, m->flags));
}

/* The smallest edits that would lift one of the first above the one before it. */
static void
tell_changes(struct paper *p, const struct report_source *from, size_t rows)
{
	const struct match *match = from->list->matches.items;
	struct buffer      *b = buffer_new(p->mem);

	for (size_t i = 0, told = 0; i < rows && told < 3; i++) {
		const struct change_line *change = match[i].change.at;

		if (change == NULL)
			continue;
		buffer_printf(b, "%s%s", told++ > 0 ? " " : "", paper_pick(p, change->en, change->ko));
	}
	if (b->length > 0)
		paper_text(p, TONE_PLAIN, paper_say(p, SAY_PAPER_WOULD_CHANGE, b->at));
}

static struct paper *
make_paper(struct arena *mem, const struct report_source *from, enum lang lang, const struct amount *amount)
{
	const struct match_list *list = from->list;
	const struct match      *match = list->matches.items;
	size_t                   count = list->matches.count;
	size_t                   rows = amount->rows < count ? amount->rows : count;
	struct paper            *p = paper_new(mem, lang);
	struct said              title = say_make(mem, SAY_PAPER_REPORT, whose(mem, from));
	struct section          *s = paper_section(p, SAY_PAPER_COVER, ON_PAGES);

	s->cover = true;
	p->title = say_text(mem, lang, &title);
	p->other_title = say_text(mem, lang == LANG_KO ? LANG_EN : LANG_KO, &title);
	p->stands_on = paper_say(p, SAY_PAPER_STANDS_ON_DATA, list->policy, arena_strndup(mem, list->snapshot, 12), list->as_of);
	p->created = p->modified = arena_printf(mem, "%sT00:00:00Z", list->as_of);
	if (is_invented(from)) {
		p->mark = say_row(SAY_PAPER_MARK_DEMONSTRATION, lang);
		paper_text(p, TONE_WARNING, say_row(SAY_PAPER_NOTE_DEMONSTRATION, lang));
	}
	paper_text(p, TONE_QUIET, paper_say(p, is_of_partner(from) ? SAY_PAPER_REPORT_CITIES : SAY_PAPER_REPORT_PARTNERS,
		DIGITS(rows), DIGITS(list->total), paper_date(p, list->as_of)));
	if (count == 0)
		return p;
	add_ranking(p, from, rows);
	tell_changes(p, from, rows);
	for (size_t i = 0; i < amount->told && i < count; i++)
		tell_match(p, &match[i], i < amount->parted);
	paper_text(p, TONE_QUIET, say_row(SAY_PAPER_SCORES_TEXT, lang));
	return p;
}

bool
report_write_pdf(struct arena *mem, const struct report_source *from, enum lang lang, struct buffer *out,
	const char **title, struct problem *problem)
{
	struct paper *p = make_paper(mem, from, lang, &amounts[0]);

	for (size_t i = 1; i < AMOUNTS && !paper_fits_a_page(p); i++)
		p = make_paper(mem, from, lang, &amounts[i]);
	*title = p->title;
	return paper_write_pdf(p, out, problem);
}
