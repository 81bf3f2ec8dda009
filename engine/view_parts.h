/*
 * What the files that make a view share: view.c keeps views, view_network.c makes the
 * model, view_partner.c the partners, view_wait.c has views made off the loop.
 */
#ifndef ENGINE_VIEW_PARTS_H
#define ENGINE_VIEW_PARTS_H

#include <stdatomic.h>

#include <sys/queue.h>

#include "engine/view.h"
#include "scoring/tables.h"

/*
 * What views of one network under one policy on one day share. Sheets are kept where the numbers
 * of their partners say, and the next one that belongs there takes the place; event loop only.
 */
struct frame {
	long               holds;
	struct arena      *mem;
	struct policy      policy;
	size_t             kept_count;	/* 0: nobody has asked for a sheet yet */
	struct kept_sheet *kept;
	char              *sheets;		/* their memory */
	struct model       model;		/* the views', for the tables */
	struct tables     *tables;		/* to fill sheets; event loop only */
	struct told       *told;		/* what told.h keeps; NULL: nothing yet */
	size_t             brief_count;
	_Atomic(struct kept *) *brief;	/* of each city, then of each project of the model; NULL until somebody asks */
};

struct kept_sheet {
	uint64_t     number;	/* of the partner whose it is; 0: nobody's yet */
	struct sheet sheet;
};

/* A partner as numbers, in one piece of memory with its sets and references. */
struct scored {
	long                 holds;	/* chunks that have it; event loop only */
	uint64_t             number;	/* no other has it, before or after */
	struct score_partner partner;
};

struct view_chunk {
	long                     holds;
	size_t                   count;
	_Atomic(struct scored *) at[];	/* NULL until somebody asks */
};

/* A view that is being made on the worker (view_wait.h). */
struct view_making {
	struct view_making  *next;	/* of the same network */
	struct catalogue    *c;		/* held */
	struct catalogue    *heir;	/* held: the last that took its place, or NULL */
	size_t               policy;
	const char          *as_of;
	struct view         *made;
	struct arena        *mem;	/* all of this lies in it */
	STAILQ_HEAD(, view_waiter) waiters;
};

/* A view that no catalogue keeps yet; on any thread while `c` is held. */
struct view *view_make(const struct catalogue *c, size_t policy, const char *as_of);
void         view_release(void *view);	/* event loop only */

/* Lets `c` have a view of another catalogue of the same network, unless it has it. Event loop only. */
void view_give(struct catalogue *c, const struct view *v);

/* Where a partner as numbers stands, by index. */
_Atomic(struct scored *) *view_place(const struct view *v, size_t index);

/* The model of v->catalogue under the frame's policy on v->as_of, in `mem`. */
void view_build(struct view *v, struct arena *mem);

/* Room for what brief.h keeps with the frame, and its end. */
void brief_begin(struct frame *f, const struct model *m);
void brief_end(struct frame *f);
void told_end(struct frame *f);		/* of told.h */

/* NOBODY for NULL, and for what is not there. */
uint16_t view_index(const struct catalogue *c, enum record_kind kind, const char *id);

struct numbers view_countries(struct arena *mem, const struct texts *ids);
int            view_compare_numbers(const void *a, const void *b);
void           view_add_tag(struct tags *tags, uint16_t node, int64_t value);

#endif
