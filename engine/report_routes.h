/*
 * The steps around a ranking that answer with it as a report: a page to take home.
 */
#ifndef ENGINE_REPORT_ROUTES_H
#define ENGINE_REPORT_ROUTES_H

#include "engine/request.h"

enum step report_query(struct request *r);	/* asks for the best ones, explained */
enum step report_write(struct request *r);	/* r->state: the struct match_list */
enum step report_reply(struct request *r);

#endif
