/*
 * Passwords, as argon2id hashes (libsodium). Each call takes tens of
 * milliseconds, so the daemon makes it on a worker thread.
 */
#ifndef ENGINE_PASSWORD_H
#define ENGINE_PASSWORD_H

#include <stdbool.h>

#include "proto/arena.h"

/* One text, however the keyboard composes its letters: Hangul comes in two forms. NULL: it cannot be taken. */
const char *password_text(struct arena *mem, const char *typed);

/* Of a password_text(); lives in `mem`. */
const char *password_hash(struct arena *mem, const char *text);

/* Takes as long for a user who does not exist (hash NULL), and is false then. */
bool password_fits(const char *hash, const char *text);

/* Whether it was hashed with less work than we ask for now. */
bool password_is_old(const char *hash);

#endif
