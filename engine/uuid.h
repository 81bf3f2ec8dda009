#ifndef ENGINE_UUID_H
#define ENGINE_UUID_H

#include "proto/arena.h"

/* A new UUIDv7 (RFC 9562): 48 bits of the time in milliseconds, 74 random ones. Lives in `mem`. */
const char *uuid_v7(struct arena *mem);

#endif
