#include "engine/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "proto/utf8.h"

enum { TEXT_MAX_BYTES = 1999, LINE_ROOM = TEXT_MAX_BYTES + 33, HELD_MAX_BYTES = 8 * LINE_ROOM };

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
		size_t      plain = utf8_plain(from, (size_t)(end - from));
		const char *start;
		int32_t     c;

		memmove(to, from, plain);
		to += plain;
		from += plain;
		if (from == end)
			break;
		start = from;
		c = utf8_next(&from, end);

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

static struct {
	void   (*wake)(void *ctx);	/* NULL: nothing is held */
	void    *ctx;
	pthread_t thread;
	bool     is_terminal;
	size_t   length;
	char     lines[HELD_MAX_BYTES];
} held;

static bool
holds_here(void)
{
	return held.wake != NULL && pthread_equal(held.thread, pthread_self());
}

/* In one piece, so that lines of several processes do not mix. There is nobody to tell that it failed. */
static void
write_out(const char *lines, size_t length)
{
	if (length > 0 && write(STDERR_FILENO, lines, length) < 0)
		return;
}

/* Standard error of a service is a socket or a pipe; a person has no use for the number. */
static bool
is_for_a_person(void)
{
	return holds_here() ? held.is_terminal : isatty(STDERR_FILENO);
}

/* Makes a line of `text` in `line`, which has LINE_ROOM; returns its length. */
static size_t
make_line(char *line, enum log_level level, const char *text, size_t length)
{
	char *end = line;
	bool  cut = length > TEXT_MAX_BYTES;

	length = cut ? TEXT_MAX_BYTES : length;
	while (length > 0 && text[length - 1] == '\n')	/* libpq's messages end so */
		length--;
	if (!is_for_a_person())
		end = stpcpy(end, levels[level].prefix);
	end = stpcpy(end, levels[level].word);
	*end++ = ' ';
	end = copy_clean(end, text, text + length);
	if (cut)
		end = stpcpy(end, " ...");
	*end++ = '\n';
	return (size_t)(end - line);
}

void
log_text(enum log_level level, const char *text, size_t length)
{
	char line[LINE_ROOM];

	if (level > limit)
		return;
	if (!holds_here()) {
		write_out(line, make_line(line, level, text, length));
		return;
	}
	if (held.length > sizeof(held.lines) - LINE_ROOM)
		log_flush();
	if (held.length == 0)
		held.wake(held.ctx);
	held.length += make_line(held.lines + held.length, level, text, length);
	if (level <= LEVEL_WARN)
		log_flush();
}

static void __attribute__((format(printf, 2, 0)))
log_format(enum log_level level, const char *fmt, va_list ap)
{
	char text[TEXT_MAX_BYTES + 2];	/* a byte too many tells that there were more */
	int  n;

	if (level > limit)
		return;
	n = vsnprintf(text, sizeof(text), fmt, ap);
	if (n >= 0)
		log_text(level, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

void
log_flush(void)
{
	write_out(held.lines, held.length);
	held.length = 0;
}

void
log_hold(void (*wake)(void *ctx), void *ctx)
{
	log_flush();
	held.thread = pthread_self();
	held.is_terminal = isatty(STDERR_FILENO);
	held.wake = wake;
	held.ctx = ctx;
}

#define LOG_AT(name, level)		\
	void				\
	name(const char *fmt, ...)	\
	{				\
		va_list ap;		\
					\
		va_start(ap, fmt);	\
		log_format(level, fmt, ap); \
		va_end(ap);		\
	}

LOG_AT(log_error, LEVEL_ERROR)
LOG_AT(log_warn, LEVEL_WARN)
LOG_AT(log_info, LEVEL_INFO)
LOG_AT(log_debug, LEVEL_DEBUG)
