/*
 * Notes in the database that a token is in use, so that those that nobody uses
 * can be found. About once an hour a token and process, however often it comes.
 */
#ifndef ENGINE_TOUCH_H
#define ENGINE_TOUCH_H

#include <stdbool.h>
#include <time.h>

struct db;

enum { TOUCHED_MAX = 256 };

/* The tokens noted of late. Of two that fall on one place the later one stays; the other is noted again. */
struct touched {
	struct {
		char   token[81];
		time_t again;	/* not before */
	} at[TOUCHED_MAX];
};

bool touch_due(const struct touched *touched, const char *token, time_t now);
void touch_note(struct touched *touched, const char *token, time_t again);

/* Asks the database and forgets about it: nothing waits for the answer. */
void touch_token(struct touched *touched, struct db *db, const char *token, time_t now);

#endif
