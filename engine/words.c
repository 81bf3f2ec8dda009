#include "engine/words.h"

#include <string.h>

/* How many words the flag at argv[0] took, 0 after filling `p`. */
static int
read_flag(const struct word_flag *flags, void *out, const char *command, int argc, char **argv, struct problem *p)
{
	for (const struct word_flag *f = flags; f->flag != NULL; f++) {
		size_t       n = strlen(f->flag);
		const char **member = (const char **)(void *)((char *)out + f->offset);

		if (strncmp(argv[0], f->flag, n) != 0 || (argv[0][n] != '\0' && argv[0][n] != '='))
			continue;
		*member = argv[0][n] == '=' ? argv[0] + n + 1 : argc > 1 ? argv[1] : "";
		if (**member == '\0') {
			problem_set(p, PROBLEM_BAD_REQUEST, SAY_FLAG_NEEDS_VALUE, f->flag);
			return 0;
		}
		return argv[0][n] == '=' ? 1 : 2;
	}
	problem_set(p, PROBLEM_BAD_REQUEST, SAY_WORD_UNKNOWN, argv[0], command);
	return 0;
}

bool
words_read(const struct word_flag *flags, void *out, const char *command, int argc, char **argv, struct problem *p)
{
	for (int i = 0, took; i < argc; i += took) {
		took = read_flag(flags, out, command, argc - i, argv + i, p);
		if (took == 0)
			return false;
	}
	return true;
}

const char *
words_known(struct arena *mem, const struct vocab *v)
{
	struct buffer *b = buffer_new(mem);

	for (const struct word *word = v->words; word->id != NULL; word++)
		buffer_printf(b, "%s%s", word == v->words ? "" : ", ", word->id);
	return b->at;
}
