#include "engine/cli/match_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"
#include "engine/cli/profile_text.h"
#include "engine/cli/ranking.h"
#include "engine/cli/view.h"
#include "scoring/policy.h"

enum { SCORE_UNIT = SCORE_MAX / 100 };

/* Digit by digit: a score never passes through a floating-point number. */
bool
match_score(const struct cli *c, enum opt o, int64_t *score)
{
	const char *s = cli_option(c, o);
	int64_t     unit = SCORE_UNIT;
	size_t      whole = strspn(s, "0123456789"), part = 0;

	*score = 0;
	if (whole > 0 && whole <= 3) {
		*score = strtol(s, NULL, 10) * unit;
		if (s[whole] == '.') {
			part = strspn(s + whole + 1, "0123456789");
			for (size_t i = 0; i < part && i < 5; i++) {
				unit /= 10;
				*score += (s[whole + 1 + i] - '0') * unit;
			}
			whole += 1;
		}
		if (s[whole + part] == '\0' && *score <= SCORE_MAX)
			return true;
	}
	cli_misused(c, SAY_CLI_NUMBER_OPTION, option_rows[o].name, "0", "100", s);
	return false;
}

const char *
match_notes(struct cli *c, const cJSON *match)
{
	static const struct column flags = { "flags", SAY_CLI_COL_NOTES, "flags", SHOW_WORD, &flag_vocab };
	const char                *words[4] = { view_cell(c, &flags, match, false) };
	struct buffer             *b = buffer_new(c->mem);

	if (cJSON_IsTrue(view_find(c, match, "blocked")))
		words[1] = cli_text(c, SAY_CLI_BLOCKED);
	if (cJSON_IsTrue(view_find(c, match, "pinned")))
		words[2] = cli_text(c, SAY_CLI_PINNED);
	if (cJSON_IsTrue(view_find(c, match, "partner/demonstration")))
		words[3] = cli_text(c, SAY_CLI_DEMONSTRATION);
	buffer_text(b, "");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i] != NULL && words[i][0] != '\0')
			buffer_printf(b, "%s%s", b->length > 0 ? ", " : "", words[i]);
	return b->at;
}

/* The query of a ranking; NULL after telling what is wrong. */
static struct buffer *
ranking_path(struct cli *c, const char *path)
{
	struct buffer *b = buffer_new(c->mem);
	int64_t        score;

	buffer_text(b, path);
	http_parameters(c, b);
	if (cli_option(c, OPT_MIN_SCORE) != NULL) {
		if (!match_score(c, OPT_MIN_SCORE, &score))
			return NULL;
		http_parameter(c, b, "min_score", DIGITS(score));
	}
	if (cli_option(c, OPT_LIMIT) != NULL)
		http_parameter(c, b, "limit", cli_option(c, OPT_LIMIT));
	if (cli_option(c, OPT_NO_BLOCKED) != NULL)
		http_parameter(c, b, "blocked", "false");
	if (cli_option(c, OPT_NO_EXPLAIN) != NULL || c->output == OUTPUT_CSV)
		http_parameter(c, b, "explain", "false");
	return b;
}

static enum leave
print_answer(struct cli *c, enum ranking of, const struct answer *answer)
{
	cJSON *json;

	if (c->output == OUTPUT_JSON) {
		printf("%s\n", answer->body);
		return LEAVE_OK;
	}
	json = http_json(c, answer);
	if (json == NULL)
		return LEAVE_FAILED;
	if (c->output == OUTPUT_CSV)
		ranking_print_csv(c, of, json);
	else
		ranking_print(c, of, json);
	return LEAVE_OK;
}

static enum leave
ask_ranking(struct cli *c, enum ranking of, const struct ask *ask)
{
	struct answer answer;
	enum leave    leave = http_ask(c, ask, &answer);

	return leave != LEAVE_OK ? leave : print_answer(c, of, &answer);
}

enum leave
candidates_run(struct cli *c)
{
	static const char *const things[] = { "project", "city" };
	static const char *const paths[] = { "/v1/projects", "/v1/cities" };
	struct buffer           *path;

	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		if (strcmp(c->operand[0], things[i]) != 0)
			continue;
		path = ranking_path(c, arena_printf(c->mem, "%s/%s/candidates", paths[i], http_escape(c, c->operand[1])));
		return path == NULL ? LEAVE_USAGE
			: ask_ranking(c, RANKING_PARTNERS, &(struct ask){ .method = METHOD_GET, .path = path->at });
	}
	return cli_misused(c, SAY_CLI_CANDIDATES_OF, c->operand[0]);
}

/* The weights to start from: those of the policy asked for, or of the first one, as the service does. */
static enum leave
policy_weights(struct cli *c, int64_t weights[PARTS])
{
	const char   *id = cli_option(c, OPT_POLICY);
	struct answer answer;
	const cJSON  *policy;
	enum leave    leave = http_get(c, id != NULL ? arena_printf(c->mem, "/v1/policies/%s", http_escape(c, id))
		: "/v1/policies?limit=1", &answer);

	if (leave != LEAVE_OK)
		return leave;
	policy = http_json(c, &answer);
	if (id == NULL)
		policy = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(policy, "items"), 0);
	policy = cJSON_GetObjectItemCaseSensitive(policy, "weights");
	if (policy == NULL)
		return LEAVE_FAILED;
	for (int i = 0; i < PARTS; i++)
		weights[i] = view_integer(policy, part_vocab.words[i].id);
	return LEAVE_OK;
}

/* "category=300,scale=0": the parts that are named; the others keep the policy's weight. */
static enum leave
change_weights(struct cli *c, char *text, int64_t weights[PARTS])
{
	int64_t sum = 0;
	char   *item;

	while ((item = strsep(&text, ",")) != NULL) {
		char *value = strchr(item, '='), *end;
		long  n;
		int   part;

		if (value == NULL)
			return cli_misused(c, SAY_CLI_WEIGHT_FORM, item);
		*value++ = '\0';
		part = vocab_find(&part_vocab, item);
		n = strtol(value, &end, 10);
		if (part < 0 || end == value || *end != '\0' || n < 0 || n > WEIGHT_SUM)
			return cli_misused(c, SAY_CLI_WEIGHT_FORM, arena_printf(c->mem, "%s=%s", item, value));
		weights[part] = n;
	}
	for (int i = 0; i < PARTS; i++)
		sum += weights[i];
	return sum == WEIGHT_SUM ? LEAVE_OK : cli_misused(c, SAY_CLI_WEIGHT_SUM, DIGITS(sum));
}

/* The profile of a file, or of a stored partner that is to be tried with other weights. */
static enum leave
read_profile(struct cli *c, struct buffer **profile)
{
	const char    *file = cli_option(c, OPT_PROFILE);
	struct problem p = { .mem = c->mem };
	struct answer  answer;
	enum leave     leave;
	size_t         length;
	char          *text;

	if (file == NULL) {
		leave = http_get(c, arena_printf(c->mem, "/v1/partners/%s", http_escape(c, c->operand[0])), &answer);
		if (leave != LEAVE_OK)
			return leave;
		*profile = profile_text_of_stored(c, answer.body, answer.length, &p);
		file = c->operand[0];
	} else {
		text = cli_read_file(c, file, &length);
		if (text == NULL)
			return LEAVE_FAILED;
		*profile = profile_text(c, text, length, &p);
	}
	if (*profile != NULL)
		return LEAVE_OK;
	profile_complain(c, file, &p);
	return LEAVE_FAILED;
}

static enum leave
match_ad_hoc(struct cli *c, const struct buffer *path)
{
	struct buffer *profile, *body = buffer_new(c->mem);
	int64_t        weights[PARTS];
	enum leave     leave = read_profile(c, &profile);

	if (leave != LEAVE_OK)
		return leave;
	buffer_printf(body, "{\"profile\":%s", profile->at);
	if (cli_option(c, OPT_WEIGHTS) != NULL) {
		leave = policy_weights(c, weights);
		if (leave == LEAVE_OK)
			leave = change_weights(c, arena_strdup(c->mem, cli_option(c, OPT_WEIGHTS)), weights);
		if (leave != LEAVE_OK)
			return leave;
		buffer_text(body, ",\"weights\":{");
		for (int i = 0; i < PARTS; i++)
			buffer_printf(body, "%s\"%s\":%" PRId64, i > 0 ? "," : "", part_vocab.words[i].id, weights[i]);
		buffer_byte(body, '}');
	}
	buffer_byte(body, '}');
	return ask_ranking(c, RANKING_CITIES, &(struct ask){ .method = METHOD_POST, .path = path->at,
		.body = body->at, .length = body->length });
}

enum leave
match_run(struct cli *c)
{
	bool           ad_hoc = cli_option(c, OPT_PROFILE) != NULL || cli_option(c, OPT_WEIGHTS) != NULL;
	struct buffer *path;

	if ((c->operands == 0) == (cli_option(c, OPT_PROFILE) == NULL))
		return cli_misused(c, SAY_CLI_PARTNER_OR_PROFILE);
	path = ranking_path(c, ad_hoc ? "/v1/matches"
		: arena_printf(c->mem, "/v1/partners/%s/matches", http_escape(c, c->operand[0])));
	if (path == NULL)
		return LEAVE_USAGE;
	return ad_hoc ? match_ad_hoc(c, path)
		: ask_ranking(c, RANKING_CITIES, &(struct ask){ .method = METHOD_GET, .path = path->at });
}
