/*
 * Names made comparable: case, accents, width, spaces and hyphens do not
 * matter, in any script. "Hà Nội", "ha-noi" and "Ha Noi" fold to the same.
 */
#ifndef PROTO_FOLD_H
#define PROTO_FOLD_H

#include "proto/arena.h"

/* Lives in `mem`; "" when nothing is left. */
const char *fold_name(struct arena *mem, const char *name);

/* Canonically composed (NFC), as macOS does not send it: "한" as one syllable, not as three letters. Lives in `mem`. */
const char *compose_text(struct arena *mem, const char *text);

#endif
