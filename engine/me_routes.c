/*
 * Who the token stands for: what a client must know before it can offer anything.
 */
#include "engine/routes.h"

struct me {
	int         role;
	const char *partner, *city;
};

static const struct field me_fields[] = {
	{ MEMBER(struct me, role), .name = "role", .required = true, .vocab = &role_vocab, .about = "What it may do." },
	{ MEMBER(struct me, partner), .name = "partner", .max = 80, .form = FORM_ID,
	  .about = "Whose company this is; null for the other roles." },
	{ MEMBER(struct me, city), .name = "city", .max = 80, .form = FORM_ID,
	  .about = "Whose city officer this is; null for the other roles." },
	{ .name = NULL }
};

const struct message me_message = {
	.name = "Me", .about = "Who the token stands for.",
	.size = sizeof(struct me), .fields = me_fields,
};

static enum step
show_me(struct request *r)
{
	const struct me me = { r->caller->role, r->caller->partner, r->caller->city };

	return req_reply(r, &me);
}

step_fn *const me_show[] = { show_me, NULL };
