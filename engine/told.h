/*
 * What was told last of scores. What there is to say of a stored partner stays the same as long as
 * nothing changes that it rests on, and to say it costs more than the rest of an answer: so it is kept
 * with the frame of the view, with the bytes that it is printed as.
 *
 * All on the event loop, and there `mem` must end as well: what it was given lasts as long.
 */
#ifndef ENGINE_TOLD_H
#define ENGINE_TOLD_H

#include "engine/view.h"
#include "proto/message.h"

enum telling {
	TELL_NUMBERS,		/* the parts of a score, without evidence: a list */
	TELL_PARTS,		/* with it: a list */
	TELL_CHANGE,		/* what would lift a project above another: an object */
	TELL_PROJECTS,		/* a city's, as they come without explanation: a list */
	TELL_PROJECTS_NUMBERS,	/* with the parts of those below the best one: a list */
	TELL_PROJECTS_PARTS,
	TELLINGS
};

/* What is told, and of what; all under the policy of the frame. */
struct subject {
	enum telling telling;
	uint32_t     what;	/* index of the project, or of the city */
	uint32_t     above;	/* the other project; else 0 */
	uint64_t     number;	/* view_number() of the partner; 0: it is not stored, and nothing is kept */
};

/* False: it is not here. */
bool told_list(struct arena *mem, const struct view *v, const struct subject *of, struct list *list);
bool told_object(struct arena *mem, const struct view *v, const struct subject *of, struct object *object);

/* Keeps it, if it may be kept, and returns it as it is from now on; `at` NULL: there is nothing to say. */
struct list   told_keep_list(struct arena *mem, const struct view *v, const struct subject *of,
	const struct message *item, struct list list);
struct object told_keep_object(struct arena *mem, const struct view *v, const struct subject *of,
	const struct message *m, const void *at);

#endif
