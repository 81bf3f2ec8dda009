/* What the command table says, as help and as bash completion. */
#include <stdio.h>
#include <string.h>

#include "engine/cli/commands.h"
#include "engine/cli/view.h"

/* "name   about", with the texts of a block one below the other. */
static void
print_entry(const struct cli *c, FILE *out, const char *name, size_t width, const char *about)
{
	fprintf(out, "  %s%*s", name, (int)(width + 2 - view_width(name)), "");
	view_paragraph(c, about, width + 4, out);
}

static const char *
option_name(const struct cli *c, int o)
{
	const struct option_row *row = &option_rows[o];
	const char              *letter = row->letter != 0 ? arena_printf(c->mem, "-%c, ", row->letter) : "    ";

	return row->value == NULL ? arena_printf(c->mem, "%s--%s", letter, row->name)
		: arena_printf(c->mem, "%s--%s %s", letter, row->name, row->value);
}

static void
print_options(const struct cli *c, FILE *out, uint64_t which)
{
	size_t width = 0;

	for (int o = 0; o < OPTIONS; o++)
		if ((which & WITH(o)) != 0 && view_width(option_name(c, o)) > width)
			width = view_width(option_name(c, o));
	for (int o = 0; o < OPTIONS; o++) {
		const struct vocab *words = option_rows[o].words;
		struct buffer      *about = buffer_new(c->mem);

		if ((which & WITH(o)) == 0)
			continue;
		buffer_text(about, cli_text(c, option_rows[o].about));
		for (const struct word *w = words != NULL && o != OPT_LANG ? words->words : NULL; w != NULL && w->id != NULL; w++)
			buffer_printf(about, "%s%s", w == words->words ? " (" : ", ", w->id);
		if (words != NULL && o != OPT_LANG)
			buffer_byte(about, ')');
		print_entry(c, out, option_name(c, o), width, about->at);
	}
}

void
help_overview(const struct cli *c, FILE *out)
{
	size_t width = 0;

	view_paragraph(c, cli_text(c, SAY_CLI_OVERVIEW), 0, out);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_USAGE));
	for (size_t i = 0; i < command_count; i++)
		if (strlen(commands[i].words) > width)
			width = strlen(commands[i].words);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_COMMANDS));
	for (size_t i = 0; i < command_count; i++)
		print_entry(c, out, commands[i].words, width, cli_text(c, commands[i].about));
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_OPTIONS));
	print_options(c, out, WITH_EVERY_COMMAND);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_SIGN_IN));
	fputs("  mkdir -p ~/.config/twinning && (umask 077; cat > ~/.config/twinning/config.ini) <<END\n"
		"  [twinning]\n  url = http://127.0.0.1:8080\n  token = twn_...\n  END\n", out);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_EXIT));
	view_paragraph(c, cli_text(c, SAY_CLI_EXIT_CODES), 0, out);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_NEXT_HELP, "match"));
}

void
help_command(const struct cli *c, const struct command *command, FILE *out)
{
	fprintf(out, "twinning %s%s%s", command->words, command->takes != NULL ? " " : "",
		command->takes != NULL ? command->takes : "");
	fprintf(out, " %s\n\n", cli_text(c, SAY_CLI_OPTIONS_PLACE));
	view_paragraph(c, cli_text(c, command->about), 0, out);
	if (command->more != SAY_NOTHING)
		view_paragraph(c, cli_text(c, command->more), 0, out);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_EXAMPLES));
	for (size_t i = 0; i < EXAMPLES && command->examples[i] != NULL; i++)
		fprintf(out, "  %s\n", command->examples[i]);
	fprintf(out, "\n%s\n", cli_text(c, SAY_CLI_HEAD_OPTIONS));
	if (command->options != 0) {
		print_options(c, out, command->options);
		putc('\n', out);
	}
	print_options(c, out, WITH_EVERY_COMMAND);
}

enum leave
help_run(struct cli *c)
{
	const struct command *command;

	if (c->operands == 0) {
		help_overview(c, stdout);
		return LEAVE_OK;
	}
	command = commands_find(c);
	if (command == NULL)
		return LEAVE_USAGE;
	help_command(c, command, stdout);
	return LEAVE_OK;
}

/* --- bash: one case for each command, one for each option that has known values */

static void
print_case(const struct command *command)
{
	printf("\t'%s')\n\t\topts='", command->words);
	for (int o = 0; o < OPTIONS; o++)
		if (((command->options | WITH_EVERY_COMMAND) & WITH(o)) != 0)
			printf(" --%s", option_rows[o].name);
	printf("'\n");
	if (command->choices != NULL)
		printf("\t\twords='%s'\n", command->choices);
	if (command->files)
		printf("\t\tfiles=1\n");
	printf("\t\t;;\n");
}

static void
print_option_cases(void)
{
	for (int o = 0; o < OPTIONS; o++) {
		const struct option_row *row = &option_rows[o];

		if (row->value == NULL)
			continue;
		printf("\t--%s", row->name);
		if (row->letter != 0)
			printf(" | -%c", row->letter);
		printf(")\n");
		if (row->words != NULL && o != OPT_WEIGHTS) {
			printf("\t\tmapfile -t COMPREPLY < <(compgen -W '");
			for (const struct word *w = row->words->words; w->id != NULL; w++)
				printf(" %s", w->id);
			printf("' -- \"$cur\")\n");
		} else if (row->file)
			printf("\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n");
		printf("\t\treturn\n\t\t;;\n");
	}
}

/* The first words of all commands; or, after one of them, its second words. */
static void
print_words(const char *group)
{
	const char *last = "";

	for (size_t i = 0; i < command_count; i++) {
		const char *words = commands[i].words;
		size_t      n = strcspn(words, " ");

		if (group == NULL && (strncmp(last, words, n) != 0 || last[strcspn(last, " ")] != last[n]))
			printf(" %.*s", (int)n, words);
		if (group != NULL && words[n] == ' ' && strncmp(words, group, n) == 0 && strcspn(group, " ") == n)
			printf(" %s", words + n + 1);
		last = words;
	}
}

enum leave
completion_run(struct cli *c)
{
	const char *last = "";

	if (strcmp(c->operand[0], "bash") != 0)
		return cli_misused(c, SAY_CLI_COMPLETION_OF, c->operand[0]);
	printf("# bash completion for twinning; made by: twinning completion bash\n"
		"_twinning() {\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		"\tlocal first='' second='' opts='' words='' files='' i\n"
		"\tCOMPREPLY=()\n"
		"\tcase $prev in\n");
	print_option_cases();
	printf("\tesac\n"
		"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		"\t\tcase ${COMP_WORDS[i]} in\n"
		"\t\t-*) ;;\n"
		"\t\t*) if [[ -z $first ]]; then first=${COMP_WORDS[i]}; elif [[ -z $second ]]; then second=${COMP_WORDS[i]}; fi ;;\n"
		"\t\tesac\n"
		"\tdone\n"
		"\tif [[ -z $first ]]; then\n"
		"\t\twords='");
	print_words(NULL);
	printf("'\n\telif [[ -z $second ]]; then\n\t\tcase $first in\n");
	for (size_t i = 0; i < command_count; i++) {
		const char *words = commands[i].words;
		size_t      n = strcspn(words, " ");

		if (words[n] == ' ' && (strncmp(last, words, n) != 0 || last[n] != ' ')) {
			printf("\t\t%.*s) words='", (int)n, words);
			print_words(words);
			printf("' ;;\n");
		}
		last = words;
	}
	printf("\t\tesac\n\tfi\n\tcase \"$first${second:+ $second}\" in\n");
	for (size_t i = 0; i < command_count; i++)
		print_case(&commands[i]);
	printf("\tesac\n"
		"\tcase $first in\n");
	for (size_t i = 0; i < command_count; i++)
		if (strchr(commands[i].words, ' ') == NULL)
			printf("\t%s) opts=${opts:-'--help'} ;;\n", commands[i].words);
	printf("\tesac\n"
		"\tif [[ $cur == -* ]]; then\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -W \"$opts\" -- \"$cur\")\n"
		"\telif [[ -n $files ]]; then\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
		"\telse\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
		"\tfi\n"
		"}\n"
		"complete -o filenames -F _twinning twinning\n");
	return LEAVE_OK;
}
