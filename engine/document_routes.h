/*
 * The last steps of a flow that answers with a pairing list as a document: after
 * basis_ask, basis_read and basis_hold.
 */
#ifndef ENGINE_DOCUMENT_ROUTES_H
#define ENGINE_DOCUMENT_ROUTES_H

#include "engine/request.h"

/* r->format names the format; without one it is CSV. */
enum step document_write(struct request *r);
enum step document_reply(struct request *r);

#endif
