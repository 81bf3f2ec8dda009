/*
 * Numbers of business registers. Korea's has a check digit, so a slip of the hand shows.
 */
#ifndef PROTO_REGISTRATION_H
#define PROTO_REGISTRATION_H

#include "proto/arena.h"
#include "proto/problem.h"
#include "proto/say.h"

/* SAY_NOTHING, SAY_REGISTRATION_FORMAT or SAY_REGISTRATION_CHECK. Of other countries any number will do. */
enum say registration_check(const char *country, const char *number);

/* The same of a profile's number: false after telling of /registration_number. */
bool registration_accept(const char *country, const char *number, struct problem *p);

/*
 * The same for every way of writing a number: "KR:1208147521" for "120-81-47521". NULL when it has neither
 * letter nor digit. `country` may be NULL.
 */
const char *registration_key(struct arena *mem, const char *country, const char *number);

#endif
