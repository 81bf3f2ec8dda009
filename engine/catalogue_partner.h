/*
 * A partner's record: a card, and what somebody has asked for beside it.
 *
 * Of a hundred thousand profiles most are never looked at. A card is a profile
 * packed into few bytes (proto/message_pack.h), without its two long texts,
 * together with what else the catalogue wants to know of a partner: the names it
 * is found by, and the hash of its line in a snapshot. It is all that a record
 * begins with; the database keeps it beside the document it was made of, so that
 * a start has nothing to parse, fold or hash.
 *
 * The profile is unpacked when it is first asked for. Its texts come from the
 * document: a record that has been given it is whole, and stays so. To be scored it
 * need only have the grams of its texts (catalogue_grams.h), which the database
 * keeps as well. Who needs the one or the other sees to that first (texts.h). A
 * slim copy of a record has nothing but the card again.
 *
 * Cards are for one release only: another one may fold, print or pack otherwise.
 */
#ifndef ENGINE_CATALOGUE_PARTNER_H
#define ENGINE_CATALOGUE_PARTNER_H

#include "engine/catalogue_grams.h"
#include "engine/catalogue_record.h"

/* How a card of this release begins, after its checksum; RELEASE_BYTES. Whether bytes begin so. */
const unsigned char *card_release(void);
bool                 card_is_ours(const char *bytes, size_t length);

/*
 * From bytes of the database. NULL when they are not a card that this release made of entry `seq` of the
 * audit, or are damaged. On any thread, as everything here.
 */
struct record *partner_from_card(const char *bytes, size_t length, int64_t seq);

/*
 * From a profile that was read, with its texts. `seq` is the entry of the audit that its document came
 * with, -1 when that is not known: then it cannot be had again, and the record remains whole.
 */
struct record *partner_from_profile(const struct partner *p, const char *line, int64_t seq, struct arena *mem);

/* The same, but slim. */
struct record *partner_slim_from_profile(const struct partner *p, int64_t seq, struct arena *mem);

/* As far as it is known: without texts if the record is not whole. Lasts as long as the record. */
const struct partner *partner_known(struct record *r);

/* All of it; NULL when the record is not whole. */
const struct partner *partner_whole(struct record *r);
bool                  partner_is_whole(struct record *r);

/* Whether it can be scored; and then its grams, not weighed, in `mem`: made when they are first asked for. */
bool         partner_is_scorable(struct record *r);
struct grams partner_text(struct record *r, struct arena *mem);

/* Gives a record the grams of its texts, as the database has them. False when they are not those. */
bool partner_take_grams(struct record *r, const char *bytes, size_t length);

/* The grams of the texts of a document; none when it cannot be read. */
struct grams partner_document_text(const char *document, size_t length, struct arena *mem);

/*
 * Makes a record whole by the document it was made of. False when this is another one, which a line
 * printed from it tells.
 */
bool partner_complete(struct record *r, const char *document, size_t length);

/* Nothing but the card; the record itself, held, where there is nothing to be saved. */
struct record *partner_slim(struct record *r);

int64_t partner_seq(struct record *r);

/* Its card, for the database; and whether the database has all that it can have of it. */
const char *partner_card(struct record *r, size_t *length);
bool        partner_is_stored(struct record *r);
void        partner_set_stored(struct record *r);

/* Bytes of texts and unpacked profiles in this process. */
size_t partners_unpacked(void);

/* For record_release() alone. */
void partner_forget(struct record *r);

#endif
