/*
 * twinningd --rights: who may call which route, as the manual page twinning-rights(7).
 *
 * The page in deploy/man is what this prints; tests/test_rights.sh holds the two together.
 */
#ifndef ENGINE_RIGHTS_H
#define ENGINE_RIGHTS_H

#include "engine/config.h"

int rights_main(const struct config *c);

#endif
