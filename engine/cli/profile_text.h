/*
 * A partner's profile as it is sent: checked here first, so that most mistakes
 * are found before anything leaves the machine.
 */
#ifndef ENGINE_CLI_PROFILE_TEXT_H
#define ENGINE_CLI_PROFILE_TEXT_H

#include "engine/cli/cli.h"

/*
 * Checks one JSON text against the message and prints it in the message's own
 * order, so that equal profiles are equal bytes. What only the service knows
 * (whether a category exists) is left to it. NULL after filling `p`.
 */
struct buffer *profile_text(struct cli *c, const char *text, size_t length, struct problem *p);

/* The same for what the service sent: a stored partner without what the server set. */
struct buffer *profile_text_of_stored(struct cli *c, const char *text, size_t length, struct problem *p);

/* Tells every mistake in `p`, under `where` (a file, a row). */
void profile_complain(const struct cli *c, const char *where, const struct problem *p);

#endif
