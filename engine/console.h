/*
 * The console: the files of engine/console/dist, which are part of the binary.
 *
 * They go through the same door as the API. The page itself is asked for anew
 * each time; everything it names carries its hash in its name and stays with the
 * client for good.
 */
#ifndef ENGINE_CONSOLE_H
#define ENGINE_CONSOLE_H

#include <stddef.h>

struct console_form {
	const char *bytes, *end;
};

struct console_file {
	const char         *name, *type, *tag;	/* tag: SHA-256 of the plain bytes, in hex */
	struct console_form plain, gzip;
};

/* Made by engine/console/embed.sh; ends with a NULL name. */
extern const struct console_file console_files[];

#endif
