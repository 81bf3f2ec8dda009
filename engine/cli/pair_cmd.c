#include "engine/cli/pair_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/document_cmd.h"
#include "engine/cli/http.h"
#include "engine/cli/job_cmd.h"
#include "engine/cli/match_cmd.h"
#include "engine/cli/view.h"
#include "proto/json.h"
#include "proto/pairing_list.h"

static const struct column list_card[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &list_state_vocab },
	{ "meeting", SAY_CLI_COL_MEETING, "meeting", SHOW_TEXT, NULL },
	{ "policy", SAY_CLI_COL_POLICY, "policy", SHOW_TEXT, NULL },
	{ "as_of", SAY_CLI_COL_AS_OF, "as_of", SHOW_TEXT, NULL },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "snapshot", SAY_CLI_COL_SNAPSHOT, "snapshot", SHOW_TEXT, NULL },
	{ "digest", SAY_CLI_COL_DIGEST, "digest", SHOW_TEXT, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

static void
print_left_over(struct cli *c, enum say head, const cJSON *items)
{
	const cJSON *item;

	if (cJSON_GetArraySize(items) == 0)
		return;
	printf("\n%s\n", cli_text(c, head));
	cJSON_ArrayForEach(item, items) {
		const char *name = view_string(c, item, "city/name_*");

		if (name[0] == '\0')
			name = view_string(c, item, "partner/name_*");
		printf("  %s%s", name, name[0] != '\0' ? ": " : "");
		view_paragraph(c, view_string(c, item, "*"), 4, stdout);
	}
}

static void
print_pairings(struct cli *c, const cJSON *pairings)
{
	static const struct column columns[] = {
		{ "number", SAY_CLI_COL_RANK, "number", SHOW_NUMBER, NULL },
		{ "city", SAY_CLI_COL_CITY, "city/name_*", SHOW_TEXT, NULL },
		{ "project", SAY_CLI_COL_PROJECT, "project/title_*", SHOW_TEXT, NULL },
		{ "partner", SAY_CLI_COL_PARTNER, "partner/name_*", SHOW_TEXT, NULL },
		{ "score", SAY_CLI_COL_SCORE, "shown", SHOW_NUMBER, NULL },
		{ "coverage", SAY_CLI_COL_COVERAGE, "coverage", SHOW_COVERAGE, NULL },
	};
	enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };
	struct table *t = table_new(c, COLUMNS + 1);
	const cJSON  *line;

	for (size_t i = 0; i < COLUMNS; i++)
		table_head(t, i, columns[i].head, columns[i].show == SHOW_NUMBER || columns[i].show == SHOW_COVERAGE);
	table_head(t, COLUMNS, SAY_CLI_COL_NOTES, false);
	cJSON_ArrayForEach(line, pairings) {
		for (size_t i = 0; i < COLUMNS; i++)
			table_add(t, view_cell(c, &columns[i], line, false));
		table_add(t, match_notes(c, line));
	}
	table_print(t, stdout, 0);
	printf("\n%s\n", cli_text(c, SAY_CLI_HEAD_REASONS));
	cJSON_ArrayForEach(line, pairings) {
		printf("%3" PRId64 ". ", view_integer(line, "number"));
		view_paragraph(c, view_string(c, line, "reason_*"), 5, stdout);
	}
}

static enum leave
print_list(struct cli *c, const struct answer *answer)
{
	const cJSON *list, *totals, *pairings;

	if (c->output == OUTPUT_JSON) {
		printf("%s\n", answer->body);
		return LEAVE_OK;
	}
	list = http_json(c, answer);
	if (list == NULL)
		return LEAVE_FAILED;
	view_card(c, list_card, list, stdout);
	totals = cJSON_GetObjectItemCaseSensitive(list, "totals");
	pairings = cJSON_GetObjectItemCaseSensitive(list, "pairings");
	printf("%s\n\n", cli_text(c, SAY_CLI_LIST_REACHES, DIGITS(view_integer(totals, "pairings")),
		DIGITS(view_integer(totals, "cities_covered")), DIGITS(view_integer(totals, "cities")),
		view_score(c, view_integer(totals, "score"))));
	if (cJSON_GetArraySize(pairings) > 0)
		print_pairings(c, pairings);
	print_left_over(c, SAY_CLI_HEAD_PROBLEMS, cJSON_GetObjectItemCaseSensitive(list, "problems"));
	print_left_over(c, SAY_CLI_HEAD_UNCOVERED, cJSON_GetObjectItemCaseSensitive(list, "uncovered"));
	print_left_over(c, SAY_CLI_HEAD_UNPAIRED, cJSON_GetObjectItemCaseSensitive(list, "unpaired"));
	return LEAVE_OK;
}

/* --- what is asked for, from the options */

/* Splits "left=right"; false after telling. */
static bool
split(const struct cli *c, enum opt o, const char *value, const char **left, const char **right)
{
	const char *equals = strrchr(value, '=');

	if (equals == NULL || equals == value || equals[1] == '\0') {
		cli_misused(c, SAY_CLI_OPTION_FORM, option_rows[o].name, option_rows[o].value, value);
		return false;
	}
	*left = arena_strndup(c->mem, value, (size_t)(equals - value));
	*right = equals + 1;
	return true;
}

static void
add_text(struct buffer *b, const char *name, const char *value)
{
	if (b->at[b->length - 1] != '{')
		buffer_byte(b, ',');
	json_print_text(b, name);
	buffer_byte(b, ':');
	json_print_text(b, value);
}

/* Is there such a thing? Cities are also found by their other names. */
static enum leave
exists(struct cli *c, const char *path, const char *id, bool *found)
{
	struct answer answer;
	enum leave    leave = http_send(c, &(struct ask){ .method = METHOD_GET,
		.path = arena_printf(c->mem, "%s/%s", path, http_escape(c, id)) }, &answer);

	if (leave != LEAVE_OK)
		return leave;
	*found = answer.status == 200;
	return *found || answer.status == 404 ? LEAVE_OK : http_complain(c, &answer);
}

/* PARTNER=PLACE, where the place is a project or a city: the service knows which. */
static enum leave
add_pair_rules(struct cli *c, struct buffer *body, enum opt o, const char *member)
{
	const struct texts *given = &c->given[o];

	if (given->count == 0)
		return LEAVE_OK;
	buffer_printf(body, ",\"%s\":[", member);
	for (size_t i = 0; i < given->count; i++) {
		const char *partner, *place;
		bool        project = false, city = false;
		enum leave  leave;

		if (!split(c, o, given->at[i], &partner, &place))
			return LEAVE_USAGE;
		leave = exists(c, "/v1/projects", place, &project);
		if (leave == LEAVE_OK && !project)
			leave = exists(c, "/v1/cities", place, &city);
		if (leave != LEAVE_OK)
			return leave;
		if (!project && !city)
			return cli_misused(c, SAY_CLI_NO_PLACE, option_rows[o].name, place);
		buffer_text(body, i > 0 ? ",{" : "{");
		add_text(body, "partner", partner);
		add_text(body, project ? "project" : "city", place);
		buffer_byte(body, '}');
	}
	buffer_byte(body, ']');
	return LEAVE_OK;
}

/* "3" is at most three, "1..3" between one and three, "1.." at least one. */
static bool
add_bounds(const struct cli *c, struct buffer *body, enum opt o, const char *text)
{
	const char *dots = strstr(text, "..");
	size_t      low = dots != NULL ? (size_t)(dots - text) : 0;
	const char *high = dots != NULL ? dots + 2 : text;

	if (low > 9 || strspn(text, "0123456789") < low || strlen(high) > 9 || high[strspn(high, "0123456789")] != '\0' ||
	    (low == 0 && high[0] == '\0')) {
		cli_misused(c, SAY_CLI_OPTION_FORM, option_rows[o].name, "N, N..M", text);
		return false;
	}
	if (low > 0)
		buffer_printf(body, ",\"min\":%ld", strtol(text, NULL, 10));
	if (high[0] != '\0')
		buffer_printf(body, ",\"max\":%ld", strtol(high, NULL, 10));
	return true;
}

static bool
add_capacities(const struct cli *c, struct buffer *body)
{
	const struct texts *given = &c->given[OPT_CAPACITY];

	if (given->count == 0)
		return true;
	buffer_text(body, ",\"capacities\":[");
	for (size_t i = 0; i < given->count; i++) {
		const char *partner, *bounds;

		if (!split(c, OPT_CAPACITY, given->at[i], &partner, &bounds))
			return false;
		buffer_text(body, i > 0 ? ",{" : "{");
		add_text(body, "partner", partner);
		if (!add_bounds(c, body, OPT_CAPACITY, bounds))
			return false;
		buffer_byte(body, '}');
	}
	buffer_byte(body, ']');
	return true;
}

static bool
add_quota(const struct cli *c, struct buffer *rules, enum opt o, const char *group, const char *id, const char *bounds)
{
	buffer_text(rules, rules->length > 0 ? ",{" : "{");
	add_text(rules, "group", group);
	add_text(rules, "id", id);
	if (!add_bounds(c, rules, o, bounds))
		return false;
	buffer_byte(rules, '}');
	return true;
}

/* --max-per-city is a quota for every city there is. */
static enum leave
add_city_quotas(struct cli *c, struct buffer *rules, const char *most)
{
	const char *path = "/v1/cities?limit=100";

	for (;;) {
		struct answer  answer;
		enum leave     leave = http_get(c, path, &answer);
		const cJSON   *page, *city;
		const char    *next;
		struct buffer *b;

		if (leave != LEAVE_OK)
			return leave;
		page = http_json(c, &answer);
		if (page == NULL)
			return LEAVE_FAILED;
		cJSON_ArrayForEach(city, cJSON_GetObjectItemCaseSensitive(page, "items"))
			if (!add_quota(c, rules, OPT_MAX_PER_CITY, "city", view_string(c, city, "id"), most))
				return LEAVE_USAGE;
		next = view_string(c, page, "next");
		if (next[0] == '\0')
			return LEAVE_OK;
		b = buffer_new(c->mem);
		buffer_text(b, "/v1/cities?limit=100");
		http_parameter(c, b, "cursor", next);
		path = b->at;
	}
}

static enum leave
add_quotas(struct cli *c, struct buffer *body)
{
	const struct texts *given = &c->given[OPT_QUOTA];
	const char         *most = cli_option(c, OPT_MAX_PER_CITY);
	struct buffer      *rules = buffer_new(c->mem);
	enum leave          leave = LEAVE_OK;

	if (most != NULL)
		leave = add_city_quotas(c, rules, most);
	for (size_t i = 0; i < given->count && leave == LEAVE_OK; i++) {
		const char *whose, *bounds, *colon;

		if (!split(c, OPT_QUOTA, given->at[i], &whose, &bounds))
			return LEAVE_USAGE;
		colon = strchr(whose, ':');
		if (colon == NULL)
			return cli_misused(c, SAY_CLI_OPTION_FORM, "quota", option_rows[OPT_QUOTA].value, given->at[i]);
		if (!add_quota(c, rules, OPT_QUOTA, arena_strndup(c->mem, whose, (size_t)(colon - whose)), colon + 1, bounds))
			return LEAVE_USAGE;
	}
	if (leave == LEAVE_OK && rules->length > 0)
		buffer_printf(body, ",\"quotas\":[%s]", rules->at);
	return leave;
}

static enum leave
make_request(struct cli *c, struct buffer *body)
{
	enum leave leave;
	int64_t    floor, price;

	buffer_byte(body, '{');
	add_text(body, "meeting", cli_option(c, OPT_MEETING));
	if (cli_option(c, OPT_POLICY) != NULL)
		add_text(body, "policy", cli_option(c, OPT_POLICY));
	if (cli_option(c, OPT_AS_OF) != NULL)
		add_text(body, "as_of", cli_option(c, OPT_AS_OF));
	if (cli_option(c, OPT_FLOOR) != NULL) {
		if (!match_score(c, OPT_FLOOR, &floor))
			return LEAVE_USAGE;
		buffer_printf(body, ",\"floor\":%" PRId64, floor);
	}
	if (cli_option(c, OPT_REPLACES) != NULL)
		add_text(body, "replaces", cli_option(c, OPT_REPLACES));
	if (cli_option(c, OPT_CHANGE_PRICE) != NULL) {
		if (!match_score(c, OPT_CHANGE_PRICE, &price))
			return LEAVE_USAGE;
		buffer_printf(body, ",\"change_price\":%" PRId64, price);
	}
	leave = add_pair_rules(c, body, OPT_PIN, "pins");
	if (leave == LEAVE_OK)
		leave = add_pair_rules(c, body, OPT_BAN, "bans");
	if (leave == LEAVE_OK && !add_capacities(c, body))
		leave = LEAVE_USAGE;
	if (leave == LEAVE_OK)
		leave = add_quotas(c, body);
	if (cli_option(c, OPT_DRY_RUN) != NULL)
		buffer_text(body, ",\"dry_run\":true");
	buffer_byte(body, '}');
	return leave;
}

enum leave
pair_build_run(struct cli *c)
{
	struct buffer *body = buffer_new(c->mem);
	struct answer  answer;
	enum leave     leave;

	if (cli_option(c, OPT_MEETING) == NULL)
		return cli_misused(c, SAY_CLI_NEEDS_MEETING);
	leave = make_request(c, body);
	if (leave != LEAVE_OK)
		return leave;
	if (cli_option(c, OPT_BACKGROUND) != NULL)
		return job_queue(c, body);
	cli_progress(c, cli_text(c, SAY_CLI_BUILDING));
	leave = http_ask(c, &(struct ask){ .method = METHOD_POST, .path = "/v1/pairing-lists",
		.body = body->at, .length = body->length }, &answer);
	cli_progress(c, NULL);
	if (leave != LEAVE_OK)
		return leave;
	if (cli_option(c, OPT_DRY_RUN) != NULL)
		cli_tell(c, SAY_CLI_NOT_STORED);
	return print_list(c, &answer);
}

enum leave
pair_show_run(struct cli *c)
{
	struct answer answer;
	enum leave    leave;

	if (c->output == OUTPUT_CSV)
		return pair_export_run(c);
	leave = http_get(c, arena_printf(c->mem, "/v1/pairing-lists/%s", http_escape(c, c->operand[0])), &answer);
	return leave != LEAVE_OK ? leave : print_list(c, &answer);
}
