/*
 * Views that nobody has asked for before, made on the worker.
 *
 * A view takes time that grows with the network: half a second for 100,000 projects.
 * Who asks for one waits, and with it all who ask for the same meanwhile, while the loop
 * goes on answering the others. A catalogue that takes the place of the one it is made
 * of gets it too, so that a stream of changes does not keep a view from ever being there.
 */
#ifndef ENGINE_VIEW_WAIT_H
#define ENGINE_VIEW_WAIT_H

#include "engine/view.h"

struct worker;

enum view_wait {
	VIEW_THERE,	/* view_of() will find it */
	VIEW_AWAITED,	/* done() is called on the loop when it does */
	VIEW_REFUSED,	/* the worker has too much to do */
};

/* `c` is held until done(); `as_of` is copied. Event loop only. */
enum view_wait view_await(struct catalogue *c, size_t policy, const char *as_of, struct worker *w,
	void (*done)(void *ctx), void *ctx);

#endif
