#include "engine/papers/score_paper.h"

enum { PART_NAME, PART_WEIGHT, PART_VALUE, PART_POINTS, PART_WHY };

static const struct column part_columns[] = {
	[PART_NAME]   = { "part", SAY_CLI_COL_PART, KIND_PART, ON_PAGES, 27 },
	[PART_WEIGHT] = { "weight", SAY_CLI_COL_WEIGHT, KIND_NUMBER, ON_PAGES, 8 },
	[PART_VALUE]  = { "value", SAY_PAPER_COL_VALUE, KIND_VALUE, ON_PAGES, 11 },
	[PART_POINTS] = { "points", SAY_CLI_COL_POINTS, KIND_SCORE, ON_PAGES, 10 },
	[PART_WHY]    = { "why", SAY_PAPER_COL_REASON, KIND_TEXT, ON_PAGES, 80 },
	{ .id = NULL }
};

enum { HOW_PART, HOW_MEASURES, HOW_WEIGHT };

static const struct column how_columns[] = {
	[HOW_PART]     = { "part", SAY_CLI_COL_PART, KIND_PART, ON_ALL, 22 },
	[HOW_MEASURES] = { "measures", SAY_PAPER_COL_MEASURES, KIND_TEXT, ON_ALL, 80 },
	[HOW_WEIGHT]   = { "weight", SAY_CLI_COL_WEIGHT, KIND_NUMBER, ON_ALL, 8 },
	{ .id = NULL }
};

static const enum say measures[PARTS] = {
	[PART_CATEGORY]     = SAY_PAPER_MEASURES_CATEGORY,
	[PART_SECTOR]       = SAY_PAPER_MEASURES_SECTOR,
	[PART_QUADRANT]     = SAY_PAPER_MEASURES_QUADRANT,
	[PART_SUPPORT]      = SAY_PAPER_MEASURES_SUPPORT,
	[PART_TRACK_RECORD] = SAY_PAPER_MEASURES_TRACK_RECORD,
	[PART_RELEVANCE]    = SAY_PAPER_MEASURES_RELEVANCE,
	[PART_PREFERENCE]   = SAY_PAPER_MEASURES_PREFERENCE,
	[PART_SCALE]        = SAY_PAPER_MEASURES_SCALE,
};

const char *
paper_score(const struct paper *p, int64_t score)
{
	static const struct column column = { .id = "", .kind = KIND_SCORE };

	return paper_cell(p, &column, &NUMBER(score));
}

/* "a, b" in words, "a;b" by id. */
static const char *
join_flags(const struct paper *p, uint32_t flags, bool ids)
{
	const char *out = "";

	for (int i = 0; i < FLAGS; i++)
		if (flags & BIT(i))
			out = arena_printf(p->mem, "%s%s%s", out, *out == '\0' ? "" : ids ? ";" : ", ",
				ids ? flag_vocab.words[i].id : paper_word(p, &flag_vocab, i));
	return out;
}

const char *
paper_flags(const struct paper *p, uint32_t flags)
{
	return join_flags(p, flags, false);
}

const char *
paper_flag_ids(const struct paper *p, uint32_t flags)
{
	return join_flags(p, flags, true);
}

const char *
paper_part_why(const struct paper *p, const struct part_line *part)
{
	const struct sentence *evidence = part->evidence.items;
	struct buffer         *b = buffer_new(p->mem);

	for (size_t i = 0; i < part->evidence.count; i++) {
		buffer_text(b, i > 0 ? " " : "");
		buffer_text(b, paper_pick(p, evidence[i].en, evidence[i].ko));
	}
	return b->at;
}

void
paper_parts(struct paper *p, const struct list *parts)
{
	const struct part_line *part = parts->items;
	struct table           *t = paper_table(p, ON_PAGES, part_columns, parts->count);

	for (size_t i = 0; i < parts->count; i++) {
		struct cell *row = paper_row(t);

		row[PART_NAME] = NUMBER(part[i].part);
		row[PART_WEIGHT] = NUMBER(part[i].weight);
		row[PART_VALUE] = NUMBER(part[i].value);
		row[PART_POINTS] = NUMBER(part[i].points);
		row[PART_WHY] = TEXT(paper_part_why(p, &part[i]));
	}
}

void
paper_how_scores_are_made(struct paper *p, const struct policy_document *policy)
{
	const struct part_numbers *weights = policy->weights.at;
	struct table              *t;

	paper_heading(p, 2, say_row(SAY_PAPER_SCORES, p->lang));
	paper_text(p, TONE_PLAIN, say_row(SAY_PAPER_SCORES_TEXT, p->lang));
	t = paper_table(p, ON_PAGES | ON(XLSX), how_columns, PARTS);
	for (int i = 0; i < PARTS; i++) {
		struct cell *row = paper_row(t);

		row[HOW_PART] = NUMBER(i);
		row[HOW_WEIGHT] = NUMBER(weights->at[i]);
		row[HOW_MEASURES] = TEXT(say_row(measures[i], p->lang));
	}
}
