#ifndef ENGINE_DIGEST_H
#define ENGINE_DIGEST_H

#include "proto/buffer.h"

/* SHA-256 of bytes, in hex; lives in `mem`. */
const char *digest_of(struct arena *mem, const struct buffer *bytes);

#endif
