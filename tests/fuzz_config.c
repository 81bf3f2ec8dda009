/*
 * For libFuzzer (make fuzz): any bytes as a settings file, with a variable and a flag taken from
 * them. Settings are in force and within their limits, or each mistake is told with its place.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
must_be_within_limits(const struct config *c)
{
	for (const struct field *f = config_message.fields; f->name != NULL; f++) {
		const void *member = (const char *)c + f->offset;

		if (f->type == FIELD_INTEGER)
			must(*(const int64_t *)member >= f->min && *(const int64_t *)member <= f->max);
		else if (f->type == FIELD_TEXT)
			must(strlen(*(const char *const *)member) <= (size_t)f->max * 4);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static int     file = -1;
	static char    path[40], *flags[2] = { path, NULL };
	struct arena  *mem = arena_new();
	struct problem p = { .mem = mem };
	struct config  c;
	const char    *text = arena_strndup(mem, (const char *)bytes, n), *equals = strchr(text, '=');

	if (file < 0) {
		file = memfd_create("settings", MFD_CLOEXEC);
		must(file >= 0);
		strcpy(path, arena_printf(mem, "--config=/proc/self/fd/%d", file));
	}
	must(ftruncate(file, 0) == 0 && pwrite(file, bytes, n, 0) == (ssize_t)n);
	flags[1] = arena_printf(mem, "--%s", text);
	if (equals != NULL)
		setenv("TWINNING_PORT", equals + 1, 1);
	if (config_load(n % 2 + 1, flags, mem, &c, &p)) {
		must_be_within_limits(&c);
	} else {
		must(p.fields > 0);
		for (size_t i = 0; i < p.fields && i < PROBLEM_FIELDS; i++)
			for (int lang = 0; lang < LANGS; lang++)
				must(*say_text(mem, (enum lang)lang, &p.field[i].why) != '\0');
	}
	unsetenv("TWINNING_PORT");
	arena_free(mem);
	return 0;
}
