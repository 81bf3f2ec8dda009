/*
 * twinningd user: the people who sign in, before and beside the API.
 *
 *	user create --email ADDRESS --name NAME --role ROLE [--partner ID | --city ID] [--language en|ko]
 *	user list
 *	user password ADDRESS
 *	user disable ADDRESS
 *
 * A password is asked for at the terminal, twice, or read from standard input
 * when that is none; never from the command line.
 */
#ifndef ENGINE_USER_H
#define ENGINE_USER_H

/* `argv` holds the words after "user" that are no settings; returns the exit status. */
int user_main(const char *conninfo, int argc, char **argv);

#endif
