/*
 * Files as spreadsheets write them, as UTF-8 in Unicode's composed form.
 */
#ifndef ENGINE_CLI_DECODE_H
#define ENGINE_CLI_DECODE_H

#include "engine/cli/cli.h"

/*
 * UTF-8 (with or without a byte order mark), UTF-16 with one (Excel's "Unicode
 * text"), else CP949, which Korean Excel writes. NULL after telling why not.
 */
char *decode_text(struct cli *c, const char *path, char *bytes, size_t *length);

#endif
