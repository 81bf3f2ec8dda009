/*
 * The operator's port: /live, /ready, /metrics. A listener of its own, so that
 * a proxy in front of the API never shows it.
 */
#ifndef ENGINE_ADMIN_H
#define ENGINE_ADMIN_H

#include <stdbool.h>

struct exchange;

/* Counts an attempt to sign in. */
enum sign_in_end { SIGN_IN_DONE, SIGN_IN_WRONG, SIGN_IN_DELAYED, SIGN_IN_ENDS };
void admin_count_sign_in(enum sign_in_end end);

/* Counts an answered request of the API. */
void admin_count_request(int status, long us);

/* The admin listener's on_request; `ctx` is a struct admin. */
struct admin {
	const struct service  *service;
	const struct listener *api;	/* NULL: it serves none */
	const struct tls      *tls;	/* NULL: it speaks none */
	bool                   stopping;
};
void admin_on_request(void *admin, struct exchange *x);

#endif
