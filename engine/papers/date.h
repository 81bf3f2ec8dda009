/*
 * Days and moments as people read them on paper. What is no day is shown as it stands.
 */
#ifndef ENGINE_PAPERS_DATE_H
#define ENGINE_PAPERS_DATE_H

#include <stdint.h>

#include "engine/papers/paper.h"

const char *paper_date(const struct paper *p, const char *day);		/* "2018-08-02": 2 August 2018 */
const char *paper_month(const struct paper *p, const char *day);	/* August 2018 */
const char *paper_moment(const struct paper *p, const char *moment);	/* "2018-08-02T09:30:00Z": with the hour, UTC */

/* Seconds since 1970 of a moment in UTC; 0 when it is none. */
int64_t paper_seconds(const char *moment);

#endif
