/*
 * Looking at what the service holds: any resource, as a list or one by one.
 */
#ifndef ENGINE_CLI_RESOURCE_H
#define ENGINE_CLI_RESOURCE_H

#include "engine/cli/cli.h"
#include "engine/cli/view.h"

/* A list within a resource, shown below it. */
struct section {
	enum say             head;
	const char          *path;	/* "facts" */
	const struct column *columns;
};

struct resource {
	const char           *path;	/* "/v1/cities" */
	const struct column  *list;	/* of the list, and of CSV */
	const struct column  *show;	/* of one */
	const struct section *sections;	/* ends with a NULL path; may be NULL */
};

extern const struct resource city_resource, country_resource, project_resource, category_resource,
	sector_resource, meeting_resource, reporting_resource, policy_resource, source_resource, partner_resource, list_resource, job_resource,
	proposal_resource, audit_resource;

enum leave list_run(struct cli *c);	/* c->command->subject: a struct resource */
enum leave show_run(struct cli *c);

/* Prints one, as the command was asked to. `body` is what the server sent. */
enum leave resource_print(struct cli *c, const struct resource *r, const char *body, size_t length);

#endif
