/*
 * What every request passes before its flow starts, in this order: the route,
 * the caller and the right to call, the headers, the query string, the body.
 * It is all here and nowhere else.
 */
#ifndef ENGINE_ENTER_H
#define ENGINE_ENTER_H

#include "engine/request.h"

/* False after setting r->problem. */
/* How long the body of a request may be, as http_limits asks; `service` is a struct service. */
size_t enter_body_limit(void *service, const struct http_request *http);

bool enter(struct request *r);

/* Only the route, whatever the method; false after setting r->problem. */
bool enter_find_route(struct request *r);

/* "GET, HEAD, POST": what the path takes. */
const char *enter_allowed(const struct request *r);

#endif
