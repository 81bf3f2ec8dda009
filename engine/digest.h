#ifndef ENGINE_DIGEST_H
#define ENGINE_DIGEST_H

#include "proto/buffer.h"

enum { DIGEST_BYTES = 32 };

/* SHA-256. It is OpenSSL's, which takes a quarter of libsodium's time where the processor has instructions for it. */
void digest(unsigned char hash[DIGEST_BYTES], const void *bytes, size_t length);

/* The same in hex; lives in `mem`. */
const char *digest_of(struct arena *mem, const struct buffer *bytes);

#endif
