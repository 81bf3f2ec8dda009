/*
 * Every command, once: its words, what it takes, what runs it, and what help
 * says of it. Dispatch, --help, completion and "did you mean" read this table.
 */
#ifndef ENGINE_CLI_COMMANDS_H
#define ENGINE_CLI_COMMANDS_H

#include <stdio.h>

#include "engine/cli/cli.h"

enum { EXAMPLES = 4 };

struct command {
	const char  *words;	/* "partner add" */
	const char  *takes;	/* its operands, as help shows them; NULL: none */
	size_t       least, most;	/* how many operands */
	enum leave (*run)(struct cli *c);
	const void  *subject;	/* what a shared runner works on: a struct resource, the name of a step */
	uint64_t     options;	/* WITH(OPT_...), beside WITH_EVERY_COMMAND */
	bool         files;	/* completion: operands are files */
	const char  *choices;	/* completion: words the first operand may be */
	enum say     about;	/* one line */
	enum say     more;	/* a paragraph, or SAY_NOTHING */
	const char  *examples[EXAMPLES];
};

extern const struct command commands[];
extern const size_t command_count;

/*
 * Finds the command that the operands begin with and takes its words off them.
 * NULL after telling what is wrong.
 */
const struct command *commands_find(struct cli *c);

/* False after telling: too few or too many operands, an option the command does not take. */
bool commands_check(struct cli *c);

/* help.c */
void       help_overview(const struct cli *c, FILE *out);
void       help_command(const struct cli *c, const struct command *command, FILE *out);
enum leave help_run(struct cli *c);
enum leave completion_run(struct cli *c);

#endif
