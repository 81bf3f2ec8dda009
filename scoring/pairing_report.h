/*
 * What a solved flow says: the list with its prices, pins that were not kept,
 * minimums that were not reached and what stands in their way.
 */
#ifndef SCORING_PAIRING_REPORT_H
#define SCORING_PAIRING_REPORT_H

#include "scoring/pairing_flow.h"

void pairing_report_answer(const struct pairing_flow *f, struct pairing_answer *a);
void pairing_report_pins(const struct pairing_flow *f, struct pairing_result *r);

/* False: progress() stopped it. */
bool pairing_report_shorts(const struct pairing_flow *f, struct pairing_result *r,
	const struct pairing_watch *watch);

/* What a node is, in the caller's words: a set and a row. */
enum pairing_set pairing_set_of(const struct pairing_terms *t, uint32_t node, uint32_t *row);

#endif
