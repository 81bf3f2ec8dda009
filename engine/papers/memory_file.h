/*
 * A file that is nowhere but in memory, for libraries that write only to a path.
 */
#ifndef ENGINE_PAPERS_MEMORY_FILE_H
#define ENGINE_PAPERS_MEMORY_FILE_H

#include <stdbool.h>

#include "proto/buffer.h"

struct memory_file {
	int  descriptor;
	char path[32];	/* may be opened as often as is needed, until it is closed */
};

bool memory_file_open(struct memory_file *m);

/* Adds what was written to `out`. False when it cannot be read. */
bool memory_file_take(const struct memory_file *m, struct buffer *out);
void memory_file_close(struct memory_file *m);

/* All of it: adds to `out` what `write` makes of a paper. False when that fails, too. */
struct paper;
bool memory_file_write(bool (*write)(const struct paper *p, const char *path), const struct paper *p, struct buffer *out);

#endif
