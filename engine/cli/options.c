#include "engine/cli/options.h"

#include <getopt.h>
#include <string.h>

#include "engine/cli/cli.h"
#include "engine/cli/commands.h"
#include "proto/access.h"
#include "proto/document.h"
#include "proto/pairing_life.h"

const struct option_row option_rows[OPTIONS] = {
	[OPT_HELP]     = { .name = "help", .letter = 'h', .about = SAY_CLI_OPT_HELP },
	[OPT_VERSION]  = { .name = "version", .letter = 'V', .about = SAY_CLI_OPT_VERSION },
	[OPT_JSON]     = { .name = "json", .about = SAY_CLI_OPT_JSON },
	[OPT_CSV]      = { .name = "csv", .about = SAY_CLI_OPT_CSV },
	[OPT_LANG]     = { .name = "lang", .value = "en|ko", .words = &lang_vocab, .about = SAY_CLI_OPT_LANG },
	[OPT_CONFIG]   = { .name = "config", .value = "FILE", .file = true, .about = SAY_CLI_OPT_CONFIG },
	[OPT_URL]      = { .name = "url", .value = "URL", .about = SAY_CLI_OPT_URL },
	[OPT_RETRIES]  = { .name = "retries", .value = "N", .about = SAY_CLI_OPT_RETRIES },
	[OPT_TIMEOUT]  = { .name = "timeout", .value = "SECONDS", .about = SAY_CLI_OPT_TIMEOUT },

	[OPT_SEARCH]   = { .name = "search", .letter = 'q', .value = "TEXT", .parameter = "q", .about = SAY_CLI_OPT_SEARCH },
	[OPT_COUNTRY]  = { .name = "country", .value = "CODE", .parameter = "country", .about = SAY_CLI_OPT_COUNTRY },
	[OPT_CITY]     = { .name = "city", .value = "CITY", .parameter = "city", .about = SAY_CLI_OPT_CITY },
	[OPT_CATEGORY] = { .name = "category", .value = "ID", .parameter = "category", .about = SAY_CLI_OPT_CATEGORY },
	[OPT_QUADRANT] = { .name = "quadrant", .value = "WORD", .parameter = "quadrant", .words = &quadrant_vocab,
	                   .about = SAY_CLI_OPT_QUADRANT },
	[OPT_STAGE]    = { .name = "stage", .value = "WORD", .parameter = "stage", .words = &project_stage_vocab,
	                   .about = SAY_CLI_OPT_STAGE },
	[OPT_STATE]    = { .name = "state", .value = "WORD", .parameter = "state", .words = &partner_state_vocab,
	                   .about = SAY_CLI_OPT_STATE },
	[OPT_KIND]     = { .name = "kind", .value = "WORD", .parameter = "kind", .words = &partner_kind_vocab,
	                   .about = SAY_CLI_OPT_KIND },
	[OPT_LIMIT]    = { .name = "limit", .letter = 'n', .value = "N", .about = SAY_CLI_OPT_LIMIT },

	[OPT_POLICY]   = { .name = "policy", .value = "ID", .parameter = "policy", .about = SAY_CLI_OPT_POLICY },
	[OPT_AS_OF]    = { .name = "as-of", .value = "YYYY-MM-DD", .parameter = "as_of", .about = SAY_CLI_OPT_AS_OF },
	[OPT_MIN_SCORE] = { .name = "min-score", .value = "SCORE", .about = SAY_CLI_OPT_MIN_SCORE },
	[OPT_NO_BLOCKED] = { .name = "no-blocked", .about = SAY_CLI_OPT_NO_BLOCKED },
	[OPT_NO_EXPLAIN] = { .name = "no-explain", .about = SAY_CLI_OPT_NO_EXPLAIN },
	[OPT_PROFILE]  = { .name = "profile", .value = "FILE", .file = true, .about = SAY_CLI_OPT_PROFILE },
	[OPT_WEIGHTS]  = { .name = "weights", .value = "PART=N,...", .words = &part_vocab, .about = SAY_CLI_OPT_WEIGHTS },

	[OPT_DRY_RUN]  = { .name = "dry-run", .about = SAY_CLI_OPT_DRY_RUN },
	[OPT_REJECTS]  = { .name = "rejects", .value = "FILE", .file = true, .about = SAY_CLI_OPT_REJECTS },
	[OPT_TEMPLATE] = { .name = "template", .about = SAY_CLI_OPT_TEMPLATE },
	[OPT_UPDATE]   = { .name = "update", .about = SAY_CLI_OPT_UPDATE },
	[OPT_ALL_OR_NOTHING] = { .name = "all-or-nothing", .about = SAY_CLI_OPT_ALL_OR_NOTHING },
	[OPT_VALID_TO] = { .name = "valid-to", .value = "YYYY-MM-DD", .about = SAY_CLI_OPT_VALID_TO },

	[OPT_MEETING]  = { .name = "meeting", .value = "ID", .about = SAY_CLI_OPT_MEETING },
	[OPT_PIN]      = { .name = "pin", .value = "PARTNER=PLACE", .about = SAY_CLI_OPT_PIN },
	[OPT_BAN]      = { .name = "ban", .value = "PARTNER=PLACE", .about = SAY_CLI_OPT_BAN },
	[OPT_FLOOR]    = { .name = "floor", .value = "SCORE", .about = SAY_CLI_OPT_FLOOR },
	[OPT_CAPACITY] = { .name = "capacity", .value = "PARTNER=N", .about = SAY_CLI_OPT_CAPACITY },
	[OPT_MAX_PER_CITY] = { .name = "max-per-city", .value = "N", .about = SAY_CLI_OPT_MAX_PER_CITY },
	[OPT_QUOTA]    = { .name = "quota", .value = "GROUP:ID=N", .about = SAY_CLI_OPT_QUOTA },
	[OPT_OUTPUT]   = { .name = "output", .letter = 'o', .value = "FILE", .file = true, .about = SAY_CLI_OPT_OUTPUT },
	[OPT_PDF]      = { .name = "pdf", .about = SAY_CLI_OPT_PDF },
	[OPT_XLSX]     = { .name = "xlsx", .about = SAY_CLI_OPT_XLSX },
	[OPT_DOCX]     = { .name = "docx", .about = SAY_CLI_OPT_DOCX },
	[OPT_REPLACES] = { .name = "replaces", .value = "ID", .about = SAY_CLI_OPT_REPLACES },
	[OPT_CHANGE_PRICE] = { .name = "change-price", .value = "SCORE", .about = SAY_CLI_OPT_CHANGE_PRICE },
	[OPT_NOTE]     = { .name = "note", .value = "TEXT", .about = SAY_CLI_OPT_NOTE },
	[OPT_SIDE]     = { .name = "side", .value = "WORD", .words = &pairing_side_vocab, .about = SAY_CLI_OPT_SIDE },
	[OPT_DATE]     = { .name = "date", .value = "YYYY-MM-DD", .about = SAY_CLI_OPT_DATE },
	[OPT_REASON]   = { .name = "reason", .value = "TEXT", .about = SAY_CLI_OPT_REASON },
	[OPT_SNAPSHOT] = { .name = "snapshot", .value = "FILE", .file = true, .about = SAY_CLI_OPT_SNAPSHOT },
	[OPT_BACKGROUND] = { .name = "background", .about = SAY_CLI_OPT_BACKGROUND },

	[OPT_NAME]     = { .name = "name", .value = "TEXT", .about = SAY_CLI_OPT_NAME },
	[OPT_EMAIL]    = { .name = "email", .value = "ADDRESS", .about = SAY_CLI_OPT_EMAIL },
	[OPT_ROLE]     = { .name = "role", .value = "WORD", .parameter = "role", .words = &role_vocab,
	                   .about = SAY_CLI_OPT_ROLE },
	[OPT_PARTNER]  = { .name = "partner", .value = "ID", .about = SAY_CLI_OPT_PARTNER },
	[OPT_LANGUAGE] = { .name = "language", .value = "en|ko", .words = &user_language_vocab,
	                   .about = SAY_CLI_OPT_LANGUAGE },
	[OPT_USER]     = { .name = "user", .value = "ID", .parameter = "user", .about = SAY_CLI_OPT_USER },
	[OPT_SCOPE]    = { .name = "scope", .value = "WORD", .words = &token_scope_vocab, .about = SAY_CLI_OPT_SCOPE },
	[OPT_DAYS]     = { .name = "days", .value = "N", .about = SAY_CLI_OPT_DAYS },
	[OPT_GRACE]    = { .name = "grace", .value = "MINUTES", .about = SAY_CLI_OPT_GRACE },
};

enum { LONG_ONLY = 256 };	/* what getopt_long returns for option i is LONG_ONLY + i */

static void
add_value(struct cli *c, enum opt o, const char *value)
{
	struct texts *t = &c->given[o];
	const char  **at = arena_alloc(c->mem, (t->count + 1) * sizeof(*at));

	if (t->count > 0)
		memcpy(at, t->at, t->count * sizeof(*at));
	at[t->count++] = value != NULL ? value : "";
	t->at = at;
}

static bool
refuse_option(const struct cli *c, const char *word)
{
	const char *names[OPTIONS], *near;
	char       *name = arena_strdup(c->mem, word + strspn(word, "-"));

	name[strcspn(name, "=")] = '\0';
	if (strcmp(name, "token") == 0) {
		cli_misused(c, SAY_CLI_TOKEN_IN_ARGV);
		return false;
	}
	for (int i = 0; i < OPTIONS; i++)
		names[i] = option_rows[i].name;
	near = cli_nearest(name, names, OPTIONS);
	if (near != NULL)
		cli_misused(c, SAY_CLI_UNKNOWN_OPTION_BUT, word, near);
	else
		cli_misused(c, SAY_CLI_UNKNOWN_OPTION, word);
	return false;
}

/* A misspelt word would otherwise come back from the server as an unknown parameter. */
static bool
check_word(const struct cli *c, enum opt o, const char *value)
{
	const struct vocab *v = option_rows[o].words;
	struct buffer      *known;
	const char         *words[32], *near;
	size_t              count = 0;

	if (v == NULL || o == OPT_WEIGHTS || vocab_find(v, value) >= 0)
		return true;
	known = buffer_new(c->mem);
	for (const struct word *w = v->words; w->id != NULL; w++) {
		words[count++] = w->id;
		buffer_printf(known, "%s%s", known->length > 0 ? ", " : "", w->id);
	}
	near = cli_nearest(value, words, count);
	if (near != NULL)
		cli_misused(c, SAY_CLI_UNKNOWN_WORD_BUT, option_rows[o].name, value, near);
	else
		cli_misused(c, SAY_CLI_UNKNOWN_WORD, option_rows[o].name, value, known->at);
	return false;
}

bool
options_read(struct cli *c, int argc, char **argv)
{
	char           letters[2 + 2 * OPTIONS] = ":";
	struct option *longs = arena_alloc(c->mem, (OPTIONS + 1) * sizeof(*longs));
	size_t         n = 1;
	int            got;

	for (int i = 0; i < OPTIONS; i++) {
		const struct option_row *row = &option_rows[i];

		longs[i].name = row->name;
		longs[i].has_arg = row->value != NULL ? required_argument : no_argument;
		longs[i].val = LONG_ONLY + i;
		if (row->letter != 0) {
			letters[n++] = row->letter;
			if (row->value != NULL)
				letters[n++] = ':';
		}
	}
	opterr = 0;
	while ((got = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		int o = got >= LONG_ONLY ? got - LONG_ONLY : -1;

		if (got == ':') {
			cli_misused(c, SAY_CLI_OPTION_NEEDS_VALUE, argv[optind - 1]);
			return false;
		}
		if (got == '?')
			return refuse_option(c, optopt != 0 && optopt < LONG_ONLY
				? arena_printf(c->mem, "-%c", optopt) : argv[optind - 1]);
		for (int i = 0; o < 0 && i < OPTIONS; i++)
			if (option_rows[i].letter == got)
				o = i;
		if (optarg != NULL && !check_word(c, (enum opt)o, optarg))
			return false;
		add_value(c, (enum opt)o, optarg);
	}
	c->operands = (size_t)(argc - optind);
	c->operand = arena_alloc(c->mem, (c->operands + 1) * sizeof(*c->operand));
	for (size_t i = 0; i < c->operands; i++)
		c->operand[i] = argv[optind + (int)i];
	return true;
}
