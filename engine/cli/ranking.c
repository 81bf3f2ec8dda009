#include "engine/cli/ranking.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine/cli/match_cmd.h"
#include "engine/cli/view.h"

enum { INDENT = 4, NUMBER_WIDTH = 8 };

#define CSV_COMMON									\
	{ "rank", SAY_NOTHING, "rank", SHOW_TEXT, NULL },				\
	{ "city_id", SAY_NOTHING, "city/id", SHOW_TEXT, NULL },				\
	{ "city_name_en", SAY_NOTHING, "city/name_en", SHOW_TEXT, NULL },		\
	{ "city_name_ko", SAY_NOTHING, "city/name_ko", SHOW_TEXT, NULL },		\
	{ "city_country", SAY_NOTHING, "city/country", SHOW_TEXT, NULL },		\
	{ "quadrant", SAY_NOTHING, "city/quadrant", SHOW_TEXT, NULL },			\
	{ "project_id", SAY_NOTHING, "project/id", SHOW_TEXT, NULL },			\
	{ "project_title_en", SAY_NOTHING, "project/title_en", SHOW_TEXT, NULL },	\
	{ "project_title_ko", SAY_NOTHING, "project/title_ko", SHOW_TEXT, NULL },	\
	{ "score", SAY_NOTHING, "score", SHOW_TEXT, NULL },				\
	{ "shown", SAY_NOTHING, "shown", SHOW_TEXT, NULL },				\
	{ "coverage", SAY_NOTHING, "coverage", SHOW_TEXT, NULL },			\
	{ "blocked", SAY_NOTHING, "blocked", SHOW_TEXT, NULL },				\
	{ "gates", SAY_NOTHING, "gates", SHOW_TEXT, NULL },				\
	{ "flags", SAY_NOTHING, "flags", SHOW_TEXT, NULL }

static const struct column city_csv[] = { CSV_COMMON, { NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL } };
static const struct column partner_csv[] = {
	CSV_COMMON,
	{ "partner_id", SAY_NOTHING, "partner/id", SHOW_TEXT, NULL },
	{ "partner_name_en", SAY_NOTHING, "partner/name_en", SHOW_TEXT, NULL },
	{ "partner_name_ko", SAY_NOTHING, "partner/name_ko", SHOW_TEXT, NULL },
	{ "partner_kind", SAY_NOTHING, "partner/kind", SHOW_TEXT, NULL },
	{ "partner_country", SAY_NOTHING, "partner/country", SHOW_TEXT, NULL },
	{ "demonstration", SAY_NOTHING, "partner/demonstration", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static const struct column city_table[] = {
	{ "rank", SAY_CLI_COL_RANK, "rank", SHOW_NUMBER, NULL },
	{ "city", SAY_CLI_COL_CITY, "city/name_*", SHOW_TEXT, NULL },
	{ "country", SAY_CLI_COL_COUNTRY, "city/country", SHOW_TEXT, NULL },
	{ "score", SAY_CLI_COL_SCORE, "shown", SHOW_NUMBER, NULL },
	{ "coverage", SAY_CLI_COL_COVERAGE, "coverage", SHOW_COVERAGE, NULL },
	{ "project", SAY_CLI_COL_BEST_PROJECT, "project/title_*", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};
static const struct column partner_table[] = {
	{ "rank", SAY_CLI_COL_RANK, "rank", SHOW_NUMBER, NULL },
	{ "partner", SAY_CLI_COL_PARTNER, "partner/name_*", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "partner/kind", SHOW_WORD, &partner_kind_vocab },
	{ "country", SAY_CLI_COL_COUNTRY, "partner/country", SHOW_TEXT, NULL },
	{ "score", SAY_CLI_COL_SCORE, "shown", SHOW_NUMBER, NULL },
	{ "coverage", SAY_CLI_COL_COVERAGE, "coverage", SHOW_COVERAGE, NULL },
	{ "project", SAY_CLI_COL_BEST_PROJECT, "project/title_*", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

/* The table's columns, and one more for what they cannot say. */
static void
print_table(struct cli *c, const struct column *columns, const cJSON *matches)
{
	struct table *t;
	const cJSON  *match;
	size_t        n = 0;

	while (columns[n].id != NULL)
		n++;
	t = table_new(c, n + 1);
	for (size_t i = 0; i < n; i++)
		table_head(t, i, columns[i].head, columns[i].show == SHOW_NUMBER || columns[i].show == SHOW_COVERAGE);
	table_head(t, n, SAY_CLI_COL_NOTES, false);
	cJSON_ArrayForEach(match, matches) {
		for (size_t i = 0; i < n; i++)
			table_add(t, view_cell(c, &columns[i], match, false));
		table_add(t, match_notes(c, match));
	}
	table_print(t, stdout, 0);
}

static void
pad(const char *text, size_t width, bool right)
{
	size_t has = view_width(text);
	int    blank = has < width ? (int)(width - has) : 0;

	if (right)
		printf("%*s%s", blank, "", text);
	else
		printf("%s%*s", text, blank, "");
}

static const char *
part_name(const struct cli *c, const char *id)
{
	int i = vocab_find(&part_vocab, id);

	return i < 0 ? id : c->lang == LANG_KO ? part_vocab.words[i].ko : part_vocab.words[i].en;
}

/* All the evidence of a part, one sentence after the other. */
static const char *
part_why(struct cli *c, const cJSON *part)
{
	struct buffer *b = buffer_new(c->mem);
	const cJSON   *sentence;

	buffer_text(b, "");
	cJSON_ArrayForEach(sentence, cJSON_GetObjectItemCaseSensitive(part, "evidence"))
		buffer_printf(b, "%s%s", b->length > 0 ? " " : "", view_string(c, sentence, "*"));
	if (b->length == 0 && cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(part, "known")))
		buffer_text(b, cli_text(c, SAY_CLI_UNKNOWN_PART));
	return b->at;
}

static void
print_parts(struct cli *c, const cJSON *parts)
{
	const char  *head = cli_text(c, SAY_CLI_COL_PART);
	size_t       widest = view_width(head);
	const cJSON *part;

	if (cJSON_GetArraySize(parts) == 0)
		return;
	cJSON_ArrayForEach(part, parts) {
		size_t width = view_width(part_name(c, view_string(c, part, "part")));

		widest = width > widest ? width : widest;
	}
	printf("%*s", INDENT, "");
	pad(head, widest, false);
	pad(cli_text(c, SAY_CLI_COL_WEIGHT), NUMBER_WIDTH, true);
	pad(cli_text(c, SAY_CLI_COL_VALUE), NUMBER_WIDTH, true);
	pad(cli_text(c, SAY_CLI_COL_POINTS), NUMBER_WIDTH, true);
	printf("  %s\n", cli_text(c, SAY_CLI_COL_WHY));
	cJSON_ArrayForEach(part, parts) {
		int64_t value = view_integer(part, "value");

		printf("%*s", INDENT, "");
		pad(part_name(c, view_string(c, part, "part")), widest, false);
		pad(DIGITS(view_integer(part, "weight")), NUMBER_WIDTH, true);
		pad(arena_printf(c->mem, "%" PRId64 ".%02" PRId64, value / 100, value % 100), NUMBER_WIDTH, true);
		pad(view_score(c, view_integer(part, "points")), NUMBER_WIDTH, true);
		fputs("  ", stdout);
		view_paragraph(c, part_why(c, part), INDENT + widest + 3 * NUMBER_WIDTH + 2, stdout);
	}
}

/* "Label: text" below a place, wrapped under the text. */
static void
print_line(struct cli *c, enum say label, const char *text)
{
	const char *head = cli_text(c, label);

	printf("%*s%s ", INDENT, "", head);
	view_paragraph(c, text, INDENT + view_width(head) + 1, stdout);
}

static void
print_neighbours(struct cli *c, const cJSON *neighbours)
{
	struct buffer *b = buffer_new(c->mem);
	const cJSON   *n;

	cJSON_ArrayForEach(n, neighbours) {
		int64_t share = view_integer(n, "share");

		buffer_printf(b, "%s%s %" PRId64 ".%02" PRId64 "%%", b->length > 0 ? ", " : "",
			view_string(c, n, "name_*"), share / 100, share % 100);
	}
	if (b->length > 0)
		print_line(c, SAY_CLI_LABEL_INFERRED, b->at);
}

/* The city's projects after the best one, which the score stands on. */
static void
print_other_projects(struct cli *c, const cJSON *projects)
{
	struct buffer *b = buffer_new(c->mem);

	for (int i = 1; i < cJSON_GetArraySize(projects); i++) {
		const cJSON *p = cJSON_GetArrayItem(projects, i);

		buffer_printf(b, "%s%s %s", b->length > 0 ? "; " : "", view_string(c, p, "project/title_*"),
			view_score(c, view_integer(p, "score")));
		if (cJSON_IsTrue(view_find(c, p, "blocked")))
			buffer_printf(b, " (%s)", cli_text(c, SAY_CLI_BLOCKED));
	}
	if (b->length > 0)
		print_line(c, SAY_CLI_LABEL_OTHERS, b->at);
}

static void
print_place(struct cli *c, enum ranking of, const cJSON *match)
{
	const char  *name = view_string(c, match, of == RANKING_CITIES ? "city/name_*" : "partner/name_*");
	const char  *notes = match_notes(c, match);
	const cJSON *gate, *change = view_find(c, match, "change");

	printf("\n%s%" PRId64 ". %s  %s%s", c->colour ? "\033[1m" : "", view_integer(match, "rank"), name,
		view_string(c, match, "shown"), c->colour ? "\033[0m" : "");
	printf("%s%s\n", notes[0] != '\0' ? "  " : "", notes);
	print_line(c, SAY_CLI_LABEL_PROJECT, view_string(c, match, "project/title_*"));
	cJSON_ArrayForEach(gate, cJSON_GetObjectItemCaseSensitive(match, "gates"))
		print_line(c, SAY_CLI_LABEL_BLOCKED, view_string(c, gate, "*"));
	print_parts(c, cJSON_GetObjectItemCaseSensitive(match, "parts"));
	print_neighbours(c, cJSON_GetObjectItemCaseSensitive(match, "inferred_from"));
	print_other_projects(c, cJSON_GetObjectItemCaseSensitive(match, "projects"));
	if (change != NULL)
		print_line(c, SAY_CLI_LABEL_CHANGE, arena_printf(c->mem, "%s (+%s)", view_string(c, change, "*"),
			view_score(c, view_integer(change, "gain"))));
}

void
ranking_print(struct cli *c, enum ranking of, const cJSON *answer)
{
	const cJSON *matches = cJSON_GetObjectItemCaseSensitive(answer, "matches"), *match;
	int          shown = cJSON_GetArraySize(matches);
	const char  *whose = view_string(c, answer, "partner/name_*"), *city = view_string(c, answer, "city");
	const char  *project = view_string(c, answer, "project");
	const char  *snapshot = view_string(c, answer, "snapshot");

	if (whose[0] != '\0')
		printf("%s\n", cli_text(c, SAY_CLI_MATCHES_OF, whose));
	else if (of == RANKING_PARTNERS)
		printf("%s\n", cli_text(c, SAY_CLI_PARTNERS_FOR, project[0] != '\0' ? project : names_find(c, SHOW_CITY, city)));
	printf("%s\n\n", cli_text(c, SAY_CLI_STANDS_ON, view_string(c, answer, "policy"), view_string(c, answer, "as_of"),
		arena_strndup(c->mem, snapshot, 12)));
	if (shown == 0) {
		cli_tell(c, SAY_CLI_NOTHING_FITS);
		return;
	}
	print_table(c, of == RANKING_CITIES ? city_table : partner_table, matches);
	cJSON_ArrayForEach(match, matches)
		if (cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(match, "parts")) > 0)
			print_place(c, of, match);
	if (view_integer(answer, "total") > shown)
		cli_tell(c, SAY_CLI_SHOWN_OF, DIGITS(shown), DIGITS(view_integer(answer, "total")));
}

void
ranking_print_csv(struct cli *c, enum ranking of, const cJSON *answer)
{
	const struct column *columns = of == RANKING_CITIES ? city_csv : partner_csv;

	view_csv_head(columns, stdout);
	view_csv_rows(c, columns, cJSON_GetObjectItemCaseSensitive(answer, "matches"), stdout);
}
