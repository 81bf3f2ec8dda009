#include "proto/nearest.h"

#include <string.h>

/* The work is bounded: nothing longer is compared. */
enum { LONGEST = 40 };

static size_t
least(size_t a, size_t b, size_t c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

/* How many bytes to put in, leave out, change, or swap with the next, to make a from b. */
static size_t
distance(const char *a, size_t m, const char *b, size_t n)
{
	size_t row[3][LONGEST + 1];
	size_t *before = row[0], *last = row[1], *now = row[2];

	for (size_t j = 0; j <= n; j++)
		last[j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= n; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1, now[j]);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[n];
}

void
nearest_offer(struct nearest *n, const char *word)
{
	size_t given = strnlen(n->given, LONGEST + 1), length = strnlen(word, LONGEST + 1), d, enough;

	if (given > LONGEST || length > LONGEST || given < 3)
		return;
	enough = given < 5 ? 1 : given < 9 ? 2 : 3;
	/* Of two lengths so far apart none is a slip of the other. */
	d = given > length + enough || length > given + enough ? LONGEST : distance(n->given, given, word, length);
	/* "company" for "private_company": farther than any slip, but plainly meant. */
	if (d > enough && given >= 4 && strstr(word, n->given) != NULL)
		d = enough;
	if (d <= enough && (n->best == NULL || d < n->distance)) {
		n->best = word;
		n->distance = d;
	}
}
