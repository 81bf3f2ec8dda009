/*
 * Verifying a pairing list from two files: the list and the snapshot it names.
 * Neither the solver, nor the database, nor a service is asked. The command
 * line links this too.
 */
#ifndef ENGINE_VERIFY_H
#define ENGINE_VERIFY_H

#include "proto/pairing_list.h"

/* The list of a file, whatever whitespace and members from around it the file has. NULL: `p` says why. */
const struct pairing_list *verify_read(struct arena *mem, const char *text, size_t length, struct problem *p);

/*
 * True: the list is what its digest says, its pairs score what it says on that
 * data, and no list under its constraints is better. Else `p` says what is wrong.
 */
bool verify_list(struct arena *mem, const struct pairing_list *list, const char *snapshot, size_t length,
	struct problem *p);

#endif
