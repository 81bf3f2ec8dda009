/*
 * What a stored list rests on, made again: its data as it was then, its
 * problem, and its proven answer. Questions about a list are answered from
 * this, not from today's data.
 */
#ifndef ENGINE_BASIS_H
#define ENGINE_BASIS_H

#include "engine/pairing.h"
#include "engine/request.h"

struct basis {
	struct pairing_list *list;
	struct pairing_job   job;	/* result.answer is the list's own */
	const char          *text;	/* of the snapshot, while it is read; else NULL */
	size_t               length;
	struct catalogue    *read;	/* the catalogue made of it */
	const void          *answer;	/* what the flow makes of it, of route->gives */
};

/*
 * The first steps of a flow about the list that r->arg names. After basis_hold r->state is its
 * struct basis with the list, and r->basis holds its data; after basis_view these are numbers, and after
 * basis_prepare there is its problem, too. The snapshot that was read last is kept, as several questions
 * are asked about one list.
 */
enum step basis_ask(struct request *r);
enum step basis_read(struct request *r);
enum step basis_hold(struct request *r);
enum step basis_view(struct request *r);
enum step basis_prepare(struct request *r);

#endif
