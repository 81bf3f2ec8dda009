/*
 * twinningd audit: looks at the chain of the audit in the database itself.
 *
 *	audit verify [--head NUMBER:HASH]
 *	audit head
 */
#ifndef ENGINE_AUDIT_H
#define ENGINE_AUDIT_H

/* `argv` holds the words after "audit" that are no settings; returns the exit status. */
int audit_main(const char *conninfo, int argc, char **argv);

#endif
