/*
 * twinningd migrate: brings the tables of a database to this release.
 *
 * Each migration runs once, in a transaction of its own, and is remembered with
 * the SHA-256 of its text. A database that had another form of one, or one this
 * release does not know, is left as it is.
 */
#ifndef ENGINE_MIGRATE_H
#define ENGINE_MIGRATE_H

/* `argv` holds the words after "migrate" that are no settings; returns the exit status. */
int migrate_main(const char *conninfo, int argc, char **argv);

#endif
