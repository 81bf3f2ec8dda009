/*
 * A twinningd whose every door is open: the routes as they are, but each for
 * every role and whosever thing it is about. What still refuses is PostgreSQL.
 * Used by tests/test_rights.sh.
 */
#include "engine/routes.h"

/* What the rows of the table say about who may. */
#define WHO_STAFF    WHO_EVERY
#define WHO_COMPANY  WHO_EVERY
#define WHO_CITY     WHO_EVERY
#define WHO_BATCH    WHO_EVERY
#define WHO_ADMIN    WHO_EVERY
#define WHO_APPROVER WHO_EVERY
#define WHO_AUDITOR  WHO_EVERY
#define WHO_EVERY    ((1U << ROLES) - 1)
#define OWNER_PARTNER OWNER_NONE
#define OWNER_CITY    OWNER_NONE
#define OWNER_PROJECT OWNER_NONE
#define OWNER_USER    OWNER_NONE

#include "engine/routes.c"
