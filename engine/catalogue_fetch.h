/*
 * The catalogue as PostgreSQL has it, over a connection of its own, on a thread
 * that may wait: everything at the start; the texts of all partners, when
 * somebody needs them all; and cards, which go the other way.
 *
 * The questions of the event loop have to be answered within a client's
 * patience. These need not be, and much comes of them, row by row.
 */
#ifndef ENGINE_CATALOGUE_FETCH_H
#define ENGINE_CATALOGUE_FETCH_H

#include "engine/catalogue.h"
#include "engine/errand.h"

struct fetched {
	struct catalogue *catalogue;	/* what follows under a policy is yet to be filled in (view.h) */
	char             *position;	/* that it is of, for catalogue_since.sql; the caller frees it */
	size_t            count;	/* of records */
};

/* All as of one moment; of partners the cards. False: the log says why. */
bool catalogue_fetch(struct errand *e, struct fetched *out);

/* Makes every partner whole, as it is in this catalogue, whatever has become of it. False: some could not be had. */
bool catalogue_fetch_texts(struct errand *e, struct catalogue *c);

/* The same for some of them, by index, within a transaction of the caller's. */
bool catalogue_fetch_texts_of(struct errand *e, const struct catalogue *c, const size_t *index, size_t count);

/* Makes every partner scorable, by the grams that the database has, or by its document. False: as above. */
bool catalogue_fetch_grams(struct errand *e, struct catalogue *c);

/*
 * Gives the database what was made of partners and it does not have yet: cards, and the grams of their texts. When
 * another process is about it this one relies on it; what that does not come to is made by the next start.
 */
bool catalogue_store(struct errand *e, struct catalogue *c);

#endif
