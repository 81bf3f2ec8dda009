/*
 * twinningd load: puts the reference data of this release into the database.
 *
 * One transaction, and only rows that differ are touched, so loading again
 * changes nothing. A city, project or meeting that people have edited is left alone, with
 * all that hangs on it. With --demo it adds the invented partners that are not there
 * yet; one that has been edited stays as it is.
 */
#ifndef ENGINE_LOAD_H
#define ENGINE_LOAD_H

/* `argv` holds the words after "load" that are no settings; returns the exit status. */
int load_main(const char *conninfo, int argc, char **argv);

#endif
