/*
 * How many connections each address has open, so that none can take them all.
 * A host of IPv6 is given a whole /64, so that counts as one address.
 */
#ifndef ENGINE_GUESTS_H
#define ENGINE_GUESTS_H

#include <sys/socket.h>

struct guests;

struct guest {
	struct guest *next;
	long          connections;
	unsigned char address[16];	/* as IPv6 writes it; of a /64 the first half */
};

struct guests *guests_new(void);
void           guests_free(struct guests *g);	/* when every guest has left */

/* One connection more; what is returned lives until guests_leave() was called as often. */
struct guest *guests_enter(struct guests *g, const struct sockaddr_storage *peer);
void          guests_leave(struct guests *g, struct guest *guest);

#endif
