/*
 * The texts of partners, for flows that score or show them: they come from the
 * database if the catalogue does not have them (catalogue_partner.h).
 */
#ifndef ENGINE_TEXTS_H
#define ENGINE_TEXTS_H

#include "engine/request.h"

/*
 * Two steps, one after the other: from there on the partner {id} has its texts, in r->basis if there is one,
 * else in r->catalogue. If there is no such partner nothing happens.
 */
enum step texts_ask(struct request *r);
enum step texts_take(struct request *r);

/* The same in halves for partners of r->catalogue by index, a page of them at most. */
enum step texts_ask_of(struct request *r, const size_t *index, size_t count);
enum step texts_take_of(struct request *r, const size_t *index, size_t count);

/* A step: from there on every partner of r->catalogue has its texts; or can be scored, at least. */
enum step texts_of_all(struct request *r);
enum step grams_of_all(struct request *r);

#endif
