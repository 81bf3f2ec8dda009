/*
 * The solvers that bench_pairing.c measures itself against: the same problem
 * with every pair as an arc. Partners' and projects' capacities and the cities'
 * coverage; no quotas, pins, bans or tie-break. Never linked into the product.
 */
#ifndef TESTS_PAIRING_PEER_H
#define TESTS_PAIRING_PEER_H

#include "scoring/pairing.h"

/* False: no optimum found. */
bool lemon_solve(const struct pairing_problem *p, int64_t *cities, int64_t *score);

/* Only problems in which every city can have a partner. */
bool glpk_solve(const struct pairing_problem *p, int64_t *cities, int64_t *score);

#endif
