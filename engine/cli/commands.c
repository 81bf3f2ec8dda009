#include "engine/cli/commands.h"

#include <string.h>

#include "engine/cli/document_cmd.h"
#include "engine/cli/edit_cmd.h"
#include "engine/cli/audit_cmd.h"
#include "engine/cli/import_cmd.h"
#include "engine/cli/job_cmd.h"
#include "engine/cli/life_cmd.h"
#include "engine/cli/match_cmd.h"
#include "engine/cli/pair_cmd.h"
#include "engine/cli/partner_cmd.h"
#include "engine/cli/people_cmd.h"
#include "engine/cli/resource.h"
#include "engine/cli/search_cmd.h"
#include "engine/cli/verify_cmd.h"

#define PAGES (WITH(OPT_SEARCH) | WITH(OPT_LIMIT))
#define RANKING (WITH(OPT_COUNTRY) | WITH(OPT_QUADRANT) | WITH(OPT_CATEGORY) | WITH(OPT_POLICY) | WITH(OPT_AS_OF) | \
	WITH(OPT_MIN_SCORE) | WITH(OPT_LIMIT) | WITH(OPT_NO_BLOCKED) | WITH(OPT_NO_EXPLAIN))

#define LIST(name, resource_, options_, about_, ...) \
	{ .words = name, .run = list_run, .subject = &resource_, .options = PAGES | (options_), .about = about_, \
	  .examples = { __VA_ARGS__ } }
#define SHOW(name, resource_, about_, ...) \
	{ .words = name, .takes = "ID", .least = 1, .most = 1, .run = show_run, .subject = &resource_, .about = about_, \
	  .examples = { __VA_ARGS__ } }
#define ADD(name, resource_, about_, ...) \
	{ .words = name, .takes = "FILE|-", .least = 1, .most = 1, .run = record_add_run, .subject = &resource_, .files = true, \
	  .about = about_, .more = SAY_CLI_MORE_ADD, .examples = { __VA_ARGS__ } }
#define CHANGE(name, resource_, about_, ...) \
	{ .words = name, .takes = "ID FILE|-", .least = 2, .most = 2, .run = record_change_run, .subject = &resource_, \
	  .files = true, .about = about_, .more = SAY_CLI_MORE_CHANGE, .examples = { __VA_ARGS__ } }
#define MOVE(name, action_, about_) \
	{ .words = name, .takes = "ID", .least = 1, .most = 1, .run = pair_move_run, .subject = action_, \
	  .options = WITH(OPT_NOTE), .about = about_, .examples = { "twinning " name " ID" } }
#define USER (WITH(OPT_NAME) | WITH(OPT_ROLE) | WITH(OPT_PARTNER) | WITH(OPT_CITY) | WITH(OPT_LANGUAGE))
#define STEP(name, step_, options_, about_, ...) \
	{ .words = name, .takes = "ID...", .least = 1, .most = SIZE_MAX, .run = partner_step_run, .subject = &step_, \
	  .options = options_, .about = about_, .examples = { __VA_ARGS__ } }

const struct command commands[] = {
	{ .words = "match", .takes = "[PARTNER]", .most = 1, .run = match_run,
	  .options = RANKING | WITH(OPT_PROFILE) | WITH(OPT_WEIGHTS), .about = SAY_CLI_ABOUT_MATCH, .more = SAY_CLI_MORE_MATCH,
	  .examples = { "twinning match PARTNER", "twinning match PARTNER --country VN --limit 3 --lang ko",
	                "twinning match --profile profile.json --weights category=290,track_record=70" } },
	{ .words = "candidates", .takes = "project|city ID", .least = 2, .most = 2, .run = candidates_run, .choices = "project city",
	  .options = (RANKING & ~WITH(OPT_QUADRANT)) | WITH(OPT_KIND), .about = SAY_CLI_ABOUT_CANDIDATES, .more = SAY_CLI_MORE_CANDIDATES,
	  .examples = { "twinning candidates city manila --limit 5",
	                "twinning candidates project ha_noi_intelligent_transportation --no-explain" } },
	{ .words = "report", .takes = "partner|city ID", .least = 2, .most = 2, .run = report_run, .choices = "partner city",
	  .options = WITH(OPT_POLICY) | WITH(OPT_AS_OF) | WITH(OPT_OUTPUT), .about = SAY_CLI_ABOUT_REPORT, .more = SAY_CLI_MORE_REPORT,
	  .examples = { "twinning report partner PARTNER -o report.pdf", "twinning report city manila --lang ko -o manila.pdf" } },
	{ .words = "pair build", .run = pair_build_run,
	  .options = WITH(OPT_MEETING) | WITH(OPT_POLICY) | WITH(OPT_AS_OF) | WITH(OPT_PIN) | WITH(OPT_BAN) | WITH(OPT_FLOOR) |
	             WITH(OPT_CAPACITY) | WITH(OPT_MAX_PER_CITY) | WITH(OPT_QUOTA) | WITH(OPT_DRY_RUN) | WITH(OPT_BACKGROUND) |
	             WITH(OPT_REPLACES) | WITH(OPT_CHANGE_PRICE),
	  .about = SAY_CLI_ABOUT_PAIR_BUILD, .more = SAY_CLI_MORE_PAIR_BUILD,
	  .examples = { "twinning pair build --meeting MEETING --dry-run",
	                "twinning pair build --meeting MEETING --floor 40 --max-per-city 2",
	                "twinning pair build --meeting MEETING --pin PARTNER=manila --ban PARTNER=phuket --capacity PARTNER=3" } },
	{ .words = "pair list", .run = list_run, .subject = &list_resource, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_PAIR_LIST, .examples = { "twinning pair list" } },
	{ .words = "pair show", .takes = "ID", .least = 1, .most = 1, .run = pair_show_run, .about = SAY_CLI_ABOUT_PAIR_SHOW,
	  .examples = { "twinning pair show ID --lang ko" } },
	{ .words = "pair export", .takes = "ID", .least = 1, .most = 1, .run = pair_export_run,
	  .options = WITH(OPT_PDF) | WITH(OPT_XLSX) | WITH(OPT_DOCX) | WITH(OPT_OUTPUT),
	  .about = SAY_CLI_ABOUT_PAIR_EXPORT, .more = SAY_CLI_MORE_PAIR_EXPORT,
	  .examples = { "twinning pair export ID -o pairings.pdf --lang ko", "twinning pair export ID -o pairings.xlsx",
	                "twinning pair export ID --csv > pairings.csv", "twinning pair export ID --json | jq .digest" } },
	MOVE("pair propose", pair_propose, SAY_CLI_ABOUT_PAIR_PROPOSE),
	MOVE("pair approve", pair_approve, SAY_CLI_ABOUT_PAIR_APPROVE),
	MOVE("pair announce", pair_announce, SAY_CLI_ABOUT_PAIR_ANNOUNCE),
	MOVE("pair withdraw", pair_withdraw, SAY_CLI_ABOUT_PAIR_WITHDRAW),
	{ .words = "pair stage", .takes = "ID NUMBER STAGE", .least = 3, .most = 3, .run = pair_stage_run,
	  .options = WITH(OPT_SIDE) | WITH(OPT_DATE) | WITH(OPT_REASON) | WITH(OPT_NOTE),
	  .about = SAY_CLI_ABOUT_PAIR_STAGE, .more = SAY_CLI_MORE_PAIR_STAGE,
	  .examples = { "twinning pair stage ID 3 proposed", "twinning pair stage ID 3 declined --side city --reason 'too far'" } },
	{ .words = "audit list", .run = list_run, .subject = &audit_resource, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_AUDIT_LIST, .examples = { "twinning audit list --limit 20", "twinning audit list --json | jq .items[0].after" } },
	{ .words = "audit head", .run = audit_head_run, .about = SAY_CLI_ABOUT_AUDIT_HEAD, .examples = { "twinning audit head" } },
	{ .words = "audit verify", .takes = "[HEAD]", .most = 1, .run = audit_verify_run, .about = SAY_CLI_ABOUT_AUDIT_VERIFY,
	  .more = SAY_CLI_MORE_AUDIT_VERIFY, .examples = { "twinning audit verify", "twinning audit verify 1234:9f86d081..." } },
	{ .words = "proposals", .run = list_run, .subject = &proposal_resource, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_PROPOSALS, .examples = { "twinning proposals" } },
	{ .words = "pair why-not", .takes = "ID PARTNER PLACE", .least = 3, .most = 3, .run = pair_why_run,
	  .about = SAY_CLI_ABOUT_PAIR_WHY, .more = SAY_CLI_MORE_PAIR_WHY,
	  .examples = { "twinning pair why-not ID PARTNER manila" } },
	{ .words = "pair diff", .takes = "ID FROM", .least = 2, .most = 2, .run = pair_diff_run,
	  .about = SAY_CLI_ABOUT_PAIR_DIFF, .examples = { "twinning pair diff NEW-ID OLD-ID" } },
	{ .words = "verify", .takes = "FILE|-", .least = 1, .most = 1, .run = verify_run, .files = true,
	  .options = WITH(OPT_SNAPSHOT), .about = SAY_CLI_ABOUT_VERIFY_LIST, .more = SAY_CLI_MORE_VERIFY_LIST,
	  .examples = { "twinning verify list.json", "twinning verify list.json --snapshot snapshot.ndjson" } },

	LIST("job list", job_resource, 0, SAY_CLI_ABOUT_JOB_LIST, "twinning job list --limit 5"),
	SHOW("job show", job_resource, SAY_CLI_ABOUT_JOB_SHOW, "twinning job show ID"),
	{ .words = "job watch", .takes = "ID", .least = 1, .most = 1, .run = job_watch_run, .about = SAY_CLI_ABOUT_JOB_WATCH,
	  .more = SAY_CLI_MORE_JOB_WATCH, .examples = { "twinning job watch ID", "twinning job watch ID --json | jq .permille" } },
	{ .words = "job cancel", .takes = "ID", .least = 1, .most = 1, .run = job_post_run, .subject = job_cancel,
	  .about = SAY_CLI_ABOUT_JOB_CANCEL, .examples = { "twinning job cancel ID" } },
	{ .words = "job rerun", .takes = "ID", .least = 1, .most = 1, .run = job_post_run, .subject = job_rerun,
	  .about = SAY_CLI_ABOUT_JOB_RERUN, .examples = { "twinning job rerun ID" } },

	{ .words = "partner add", .takes = "FILE|-", .least = 1, .most = 1, .run = partner_add_run, .files = true,
	  .options = WITH(OPT_DRY_RUN), .about = SAY_CLI_ABOUT_PARTNER_ADD, .more = SAY_CLI_MORE_PARTNER_ADD,
	  .examples = { "twinning partner add profile.json",
	                "echo '{\"name_en\":\"Green Loop\",\"kind\":\"private_company\"}' | twinning partner add -" } },
	{ .words = "partner import", .takes = "FILE|-", .most = 1, .run = partner_import_run, .files = true,
	  .options = WITH(OPT_DRY_RUN) | WITH(OPT_REJECTS) | WITH(OPT_TEMPLATE) | WITH(OPT_OUTPUT) | WITH(OPT_UPDATE) |
	             WITH(OPT_ALL_OR_NOTHING),
	  .about = SAY_CLI_ABOUT_PARTNER_IMPORT, .more = SAY_CLI_MORE_PARTNER_IMPORT,
	  .examples = { "twinning partner import --template -o partners.xlsx", "twinning partner import partners.xlsx --dry-run",
	                "twinning partner import partners.csv --rejects mend.csv" } },
	{ .words = "partner export", .run = partner_export_run, .options = WITH(OPT_OUTPUT), .about = SAY_CLI_ABOUT_PARTNER_EXPORT,
	  .more = SAY_CLI_MORE_PARTNER_EXPORT,
	  .examples = { "twinning partner export -o partners.csv", "twinning partner export --json | jq -c .name_en" } },
	{ .words = "import list", .run = list_run, .subject = &import_resource, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_IMPORT_LIST, .examples = { "twinning import list" } },
	SHOW("import show", import_resource, SAY_CLI_ABOUT_IMPORT_SHOW, "twinning import show ID"),
	{ .words = "import undo", .takes = "ID", .least = 1, .most = 1, .run = import_undo_run,
	  .about = SAY_CLI_ABOUT_IMPORT_UNDO, .more = SAY_CLI_MORE_IMPORT_UNDO, .examples = { "twinning import undo ID" } },
	{ .words = "search", .takes = "WORD...", .least = 1, .most = SIZE_MAX, .run = search_run, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_SEARCH, .more = SAY_CLI_MORE_SEARCH,
	  .examples = { "twinning search luang prahang", "twinning search 한 결 스마트 --limit 5" } },
	SHOW("partner show", partner_resource, SAY_CLI_ABOUT_PARTNER_SHOW, "twinning partner show ID", "twinning partner show ID --json"),
	LIST("partner list", partner_resource, WITH(OPT_STATE) | WITH(OPT_KIND) | WITH(OPT_COUNTRY) | WITH(OPT_CATEGORY),
	     SAY_CLI_ABOUT_PARTNER_LIST, "twinning partner list --search 물결", "twinning partner list --state submitted --csv"),
	STEP("partner submit", partner_submit, 0, SAY_CLI_ABOUT_SUBMIT, "twinning partner submit ID"),
	STEP("partner verify", partner_verify, WITH(OPT_VALID_TO), SAY_CLI_ABOUT_VERIFY,
	     "twinning partner verify ID --valid-to 2028-12-31"),
	STEP("partner suspend", partner_suspend, 0, SAY_CLI_ABOUT_SUSPEND, "twinning partner suspend ID"),
	STEP("partner renew", partner_renew, WITH(OPT_VALID_TO), SAY_CLI_ABOUT_RENEW,
	     "twinning partner renew ID --valid-to 2028-12-31"),

	LIST("city list", city_resource, WITH(OPT_COUNTRY) | WITH(OPT_QUADRANT) | WITH(OPT_CATEGORY), SAY_CLI_ABOUT_CITY_LIST,
	     "twinning city list --country VN", "twinning city list --quadrant dense_emerging --lang ko"),
	SHOW("city show", city_resource, SAY_CLI_ABOUT_CITY_SHOW, "twinning city show Hanoi"),
	CHANGE("city change", city_resource, SAY_CLI_ABOUT_CITY_CHANGE,
	       "echo '{\"aliases\":[\"Ujung Pandang\"]}' | twinning city change makassar -"),
	LIST("project list", project_resource, WITH(OPT_CITY) | WITH(OPT_CATEGORY) | WITH(OPT_STAGE),
	     SAY_CLI_ABOUT_PROJECT_LIST, "twinning project list --city phuket", "twinning project list --category water_system --csv"),
	SHOW("project show", project_resource, SAY_CLI_ABOUT_PROJECT_SHOW, "twinning project show battambang_solid_liquid_waste"),
	ADD("project add", project_resource, SAY_CLI_ABOUT_PROJECT_ADD, "twinning project add project.json"),
	CHANGE("project change", project_resource, SAY_CLI_ABOUT_PROJECT_CHANGE,
	       "echo '{\"stage\":\"matched\"}' | twinning project change ID -"),
	LIST("country list", country_resource, 0, SAY_CLI_ABOUT_COUNTRY_LIST, "twinning country list"),
	SHOW("country show", country_resource, SAY_CLI_ABOUT_COUNTRY_SHOW, "twinning country show VN"),
	LIST("category list", category_resource, 0, SAY_CLI_ABOUT_CATEGORY_LIST, "twinning category list --lang ko"),
	SHOW("category show", category_resource, SAY_CLI_ABOUT_CATEGORY_SHOW, "twinning category show water_system"),
	LIST("sector list", sector_resource, 0, SAY_CLI_ABOUT_SECTOR_LIST, "twinning sector list"),
	SHOW("sector show", sector_resource, SAY_CLI_ABOUT_SECTOR_SHOW, "twinning sector show industry_water"),
	LIST("meeting list", meeting_resource, 0, SAY_CLI_ABOUT_MEETING_LIST, "twinning meeting list"),
	SHOW("meeting show", meeting_resource, SAY_CLI_ABOUT_MEETING_SHOW, "twinning meeting show ID"),
	ADD("meeting add", meeting_resource, SAY_CLI_ABOUT_MEETING_ADD, "twinning meeting add meeting.json"),
	CHANGE("meeting change", meeting_resource, SAY_CLI_ABOUT_MEETING_CHANGE,
	       "echo '{\"place\":\"Singapore\"}' | twinning meeting change ID -"),
	LIST("meeting chain", reporting_resource, 0, SAY_CLI_ABOUT_MEETING_CHAIN, "twinning meeting chain"),
	{ .words = "source list", .run = list_run, .subject = &source_resource, .options = WITH(OPT_LIMIT),
	  .about = SAY_CLI_ABOUT_SOURCE_LIST, .examples = { "twinning source list" } },
	ADD("source add", source_resource, SAY_CLI_ABOUT_SOURCE_ADD,
	    "echo '{\"id\":\"census_2030\",\"name_en\":\"Census 2030\",\"name_ko\":\"2030년 인구 조사\"}' | twinning source add -"),
	LIST("policy list", policy_resource, 0, SAY_CLI_ABOUT_POLICY_LIST, "twinning policy list"),
	SHOW("policy show", policy_resource, SAY_CLI_ABOUT_POLICY_SHOW, "twinning policy show 2018-1"),
	ADD("policy add", policy_resource, SAY_CLI_ABOUT_POLICY_ADD,
	    "twinning policy show 2018-1 --json > policy.json", "twinning policy add policy.json"),

	{ .words = "sign-in", .takes = "ADDRESS", .least = 1, .most = 1, .run = sign_in_run,
	  .options = WITH(OPT_NAME) | WITH(OPT_DAYS), .about = SAY_CLI_ABOUT_SIGN_IN, .more = SAY_CLI_MORE_SIGN_IN,
	  .examples = { "twinning sign-in hana@example.org --url https://twinning.example.org" } },
	{ .words = "sign-out", .run = sign_out_run, .about = SAY_CLI_ABOUT_SIGN_OUT, .examples = { "twinning sign-out" } },
	{ .words = "whoami", .run = me_run, .about = SAY_CLI_ABOUT_ME, .examples = { "twinning whoami --json" } },
	LIST("user list", user_resource, WITH(OPT_ROLE), SAY_CLI_ABOUT_USER_LIST, "twinning user list --role approver"),
	SHOW("user show", user_resource, SAY_CLI_ABOUT_USER_SHOW, "twinning user show ID"),
	{ .words = "user add", .takes = "ADDRESS", .least = 1, .most = 1, .run = user_add_run, .options = USER,
	  .about = SAY_CLI_ABOUT_USER_ADD, .more = SAY_CLI_MORE_USER_ADD,
	  .examples = { "twinning user add hana@example.org --name '김하나' --role staff --language ko",
	                "twinning user add mayor@example.org --name Mayor --role city --city manila" } },
	{ .words = "user change", .takes = "ID", .least = 1, .most = 1, .run = user_change_run,
	  .options = USER | WITH(OPT_EMAIL), .about = SAY_CLI_ABOUT_USER_CHANGE,
	  .examples = { "twinning user change ID --role approver" } },
	{ .words = "user password", .takes = "ID", .least = 1, .most = 1, .run = user_password_run,
	  .about = SAY_CLI_ABOUT_USER_PASSWORD, .examples = { "twinning user password ID" } },
	{ .words = "user disable", .takes = "ID", .least = 1, .most = 1, .run = user_state_run, .subject = user_disable,
	  .about = SAY_CLI_ABOUT_USER_DISABLE, .examples = { "twinning user disable ID" } },
	{ .words = "user enable", .takes = "ID", .least = 1, .most = 1, .run = user_state_run, .subject = user_enable,
	  .about = SAY_CLI_ABOUT_USER_ENABLE, .examples = { "twinning user enable ID" } },
	{ .words = "token list", .run = list_run, .subject = &token_resource, .options = WITH(OPT_LIMIT) | WITH(OPT_USER),
	  .about = SAY_CLI_ABOUT_TOKEN_LIST, .examples = { "twinning token list" } },
	{ .words = "token create", .takes = "NAME", .least = 1, .most = 1, .run = token_create_run,
	  .options = WITH(OPT_USER) | WITH(OPT_ROLE) | WITH(OPT_PARTNER) | WITH(OPT_CITY) | WITH(OPT_SCOPE) | WITH(OPT_DAYS),
	  .about = SAY_CLI_ABOUT_TOKEN_CREATE, .more = SAY_CLI_MORE_TOKEN_CREATE,
	  .examples = { "twinning token create 'night job' --role batch --days 365",
	                "twinning token create dashboard --role staff --scope read > token" } },
	{ .words = "token revoke", .takes = "ID", .least = 1, .most = 1, .run = token_revoke_run,
	  .about = SAY_CLI_ABOUT_TOKEN_REVOKE, .examples = { "twinning token revoke ID" } },
	{ .words = "token rotate", .takes = "ID", .least = 1, .most = 1, .run = token_rotate_run, .options = WITH(OPT_GRACE),
	  .about = SAY_CLI_ABOUT_TOKEN_ROTATE, .examples = { "twinning token rotate ID --grace 60" } },

	{ .words = "completion", .takes = "bash", .least = 1, .most = 1, .run = completion_run, .choices = "bash",
	  .about = SAY_CLI_ABOUT_COMPLETION, .examples = { ". <(twinning completion bash)" } },
	{ .words = "help", .takes = "[COMMAND]", .most = 2, .run = help_run, .about = SAY_CLI_ABOUT_HELP,
	  .examples = { "twinning help match", "twinning partner import --help" } },
};
const size_t command_count = sizeof(commands) / sizeof(commands[0]);

/* How many operands the words of a command take up; 0: it is another command. */
static size_t
words_match(const struct cli *c, const char *words)
{
	const char *space = strchr(words, ' ');
	size_t      first = space != NULL ? (size_t)(space - words) : strlen(words);

	if (strncmp(words, c->operand[0], first) != 0 || c->operand[0][first] != '\0')
		return 0;
	if (space == NULL)
		return 1;
	return c->operands > 1 && strcmp(c->operand[1], space + 1) == 0 ? 2 : 0;
}

static const struct command *
refuse(const struct cli *c)
{
	const char    *names[sizeof(commands) / sizeof(commands[0])], *near;
	struct buffer *verbs = buffer_new(c->mem);
	const char    *given = c->operand[0];
	size_t         n = strlen(given);

	/* "twinning city lst": the group is right, so its verbs are the answer. */
	for (size_t i = 0; i < command_count; i++) {
		names[i] = commands[i].words;
		if (strncmp(commands[i].words, given, n) == 0 && commands[i].words[n] == ' ')
			buffer_printf(verbs, "%s%s", verbs->length > 0 ? ", " : "", commands[i].words);
	}
	if (c->operands > 1)
		given = arena_printf(c->mem, "%s %s", given, c->operand[1]);
	near = verbs->length > 0 && c->operands == 1 ? NULL : cli_nearest(given, names, command_count);
	if (near == NULL && verbs->length == 0)
		near = cli_nearest(c->operand[0], names, command_count);
	if (near != NULL)
		cli_misused(c, SAY_CLI_UNKNOWN_COMMAND_BUT, given, near);
	else if (verbs->length > 0)
		cli_misused(c, SAY_CLI_GROUP_HAS, given, verbs->at);
	else
		cli_misused(c, SAY_CLI_UNKNOWN_COMMAND, given);
	return NULL;
}

const struct command *
commands_find(struct cli *c)
{
	for (size_t i = 0; i < command_count; i++) {
		size_t words = words_match(c, commands[i].words);

		if (words > 0) {
			c->operand += words;
			c->operands -= words;
			return &commands[i];
		}
	}
	return refuse(c);
}

bool
commands_check(struct cli *c)
{
	const struct command *command = c->command;

	for (int o = OPT_SEARCH; o < OPTIONS; o++)
		if (c->given[o].count > 0 && (command->options & WITH(o)) == 0) {
			cli_misused(c, SAY_CLI_OPTION_NOT_HERE, command->words, option_rows[o].name);
			return false;
		}
	if (c->operands < command->least) {
		cli_misused(c, SAY_CLI_NEEDS_OPERAND, command->takes);
		return false;
	}
	if (c->operands > command->most) {
		cli_misused(c, SAY_CLI_TOO_MANY, command->words, c->operand[command->most]);
		return false;
	}
	return true;
}
