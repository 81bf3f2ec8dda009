#include "engine/papers/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* How many of year, month, day, hour, minute, second there are; 0 when it is no day. */
static int
read_moment(const char *text, struct tm *t)
{
	int n;

	*t = (struct tm){ 0 };
	n = sscanf(text, "%4d-%2d-%2d%*1[T ]%2d:%2d:%2d", &t->tm_year, &t->tm_mon, &t->tm_mday, &t->tm_hour,
		&t->tm_min, &t->tm_sec);
	return t->tm_mon < 1 || t->tm_mon > 12 ? 0 : n;
}

static const char *
month_name(const struct paper *p, int month)
{
	const char *s = say_row(SAY_PAPER_MONTHS, p->lang);

	while (--month > 0)
		s = strchr(s, ' ') + 1;
	return arena_strndup(p->mem, s, strcspn(s, " "));
}

const char *
paper_date(const struct paper *p, const char *day)
{
	struct tm t;

	if (day == NULL || read_moment(day, &t) < 3)
		return day;
	return paper_say(p, SAY_PAPER_DATE, DIGITS(t.tm_mday), month_name(p, t.tm_mon), DIGITS(t.tm_year));
}

const char *
paper_month(const struct paper *p, const char *day)
{
	struct tm t;

	if (day == NULL || read_moment(day, &t) < 3)
		return day;
	return paper_say(p, SAY_PAPER_MONTH_OF, month_name(p, t.tm_mon), DIGITS(t.tm_year));
}

const char *
paper_moment(const struct paper *p, const char *moment)
{
	struct tm t;

	if (moment == NULL || read_moment(moment, &t) < 6)
		return moment;
	return paper_say(p, SAY_PAPER_MOMENT, paper_date(p, moment),
		arena_printf(p->mem, "%02d:%02d", t.tm_hour, t.tm_min));
}

int64_t
paper_seconds(const char *moment)
{
	struct tm t;

	if (moment == NULL || read_moment(moment, &t) < 6)
		return 0;
	t.tm_year -= 1900;
	t.tm_mon--;
	return timegm(&t);
}
