#include "engine/cli/profile_text.h"

#include <stdio.h>

#include "proto/json.h"
#include "proto/partner.h"

static struct buffer *
reprint(struct cli *c, const char *text, size_t length, enum source from, struct problem *p)
{
	struct partner partner;
	struct buffer *b;
	cJSON         *json = json_read(text, length, c->mem, p);

	if (json == NULL || !message_parse(&partner_message, json, from, NULL, c->mem, &partner, p))
		return NULL;
	b = buffer_new(c->mem);
	message_print_client(b, &partner_message, &partner);
	return b;
}

struct buffer *
profile_text(struct cli *c, const char *text, size_t length, struct problem *p)
{
	return reprint(c, text, length, FROM_CLIENT, p);
}

struct buffer *
profile_text_of_stored(struct cli *c, const char *text, size_t length, struct problem *p)
{
	return reprint(c, text, length, FROM_STORE, p);
}

void
profile_complain(const struct cli *c, const char *where, const struct problem *p)
{
	cli_tell(c, SAY_CLI_BAD_PROFILE, where, problem_title(p->code, c->lang));
	for (size_t i = 0; i < p->fields && i < PROBLEM_FIELDS; i++)
		fprintf(stderr, "  %s: %s\n", p->field[i].at[0] != '\0' ? p->field[i].at : "/",
			say_text(c->mem, c->lang, &p->field[i].why));
}
