/*
 * twinningd token: the secrets that open the API.
 *
 *	token create --role ROLE --name NAME [--partner ID | --city ID] [--days N]
 *	token list
 *	token revoke ID
 *
 * A secret is 32 random bytes. It is printed once, alone on standard output,
 * and only its SHA-256 is stored.
 */
#ifndef ENGINE_TOKEN_H
#define ENGINE_TOKEN_H

/* `argv` holds the words after "token" that are no settings; returns the exit status. */
int token_main(const char *conninfo, int argc, char **argv);

#endif
