#include "engine/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "proto/utf8.h"

enum { LINE_MAX_BYTES = 2000 };

/* The number is the syslog level; systemd takes "<4>" at the start of a line for it. */
static const struct {
	const char *prefix, *word;
} levels[LEVELS] = {
	[LEVEL_ERROR] = { "<3>", "error" },
	[LEVEL_WARN]  = { "<4>", "warn" },
	[LEVEL_INFO]  = { "<6>", "info" },
	[LEVEL_DEBUG] = { "<7>", "debug" },
};

static enum log_level limit = LEVEL_INFO;

void
log_limit(enum log_level most)
{
	limit = most;
}

/* What ends a line or steers a terminal: C0, DEL, C1, and the separators of Unicode. */
static bool
is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
}

/* Copies what may be shown; returns the end of the copy, which is never longer. */
static char *
copy_clean(char *to, const char *from, const char *end)
{
	while (from < end) {
		const char *start = from;
		int32_t     c = utf8_next(&from, end);

		if (c < 0) {
			*to++ = '?';
			from++;
		} else if (is_control(c)) {
			*to++ = ' ';
		} else {
			memmove(to, start, (size_t)(from - start));
			to += from - start;
		}
	}
	return to;
}

static void __attribute__((format(printf, 2, 0)))
write_line(enum log_level level, const char *fmt, va_list ap)
{
	char   text[LINE_MAX_BYTES], line[LINE_MAX_BYTES + 32], *end = line;
	size_t length;
	int    n;

	if (level > limit)
		return;
	n = vsnprintf(text, sizeof(text), fmt, ap);
	if (n < 0)
		return;
	length = strlen(text);
	while (length > 0 && text[length - 1] == '\n')	/* libpq's messages end so */
		length--;
	/* Standard error of a service is a socket or a pipe; a person has no use for the number. */
	if (!isatty(STDERR_FILENO))
		end = stpcpy(end, levels[level].prefix);
	end = stpcpy(end, levels[level].word);
	*end++ = ' ';
	end = copy_clean(end, text, text + length);
	if ((size_t)n >= sizeof(text))
		end = stpcpy(end, " ...");
	*end++ = '\n';
	/* In one piece, so that lines of several processes do not mix. There is nobody to tell that it failed. */
	if (write(STDERR_FILENO, line, (size_t)(end - line)) < 0)
		return;
}

#define LOG_AT(name, level)		\
	void				\
	name(const char *fmt, ...)	\
	{				\
		va_list ap;		\
					\
		va_start(ap, fmt);	\
		write_line(level, fmt, ap); \
		va_end(ap);		\
	}

LOG_AT(log_error, LEVEL_ERROR)
LOG_AT(log_warn, LEVEL_WARN)
LOG_AT(log_info, LEVEL_INFO)
LOG_AT(log_debug, LEVEL_DEBUG)
