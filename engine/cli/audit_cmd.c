#include "engine/cli/audit_cmd.h"

#include <stdio.h>

#include "engine/chain.h"
#include "engine/cli/http.h"
#include "engine/cli/view.h"
#include "proto/network.h"

enum { PAGE_ENTRIES = 1000 };

static enum leave
ask_head(struct cli *c, cJSON **head)
{
	struct answer answer;
	enum leave    leave = http_get(c, "/v1/audit/head", &answer);

	if (leave == LEAVE_OK && (*head = http_json(c, &answer)) == NULL)
		leave = LEAVE_FAILED;
	return leave;
}

enum leave
audit_head_run(struct cli *c)
{
	cJSON     *head;
	enum leave leave = ask_head(c, &head);

	if (leave == LEAVE_OK)
		printf("%s:%s\n", DIGITS(view_integer(head, "seq")), view_string(c, head, "hash"));
	return leave;
}

static enum leave
refuse(struct cli *c, const struct problem *p)
{
	cli_tell(c, SAY_CLI_NOT_VERIFIED, say_text(p->mem, c->lang, p->fields > 0 ? &p->field[0].why : &p->detail));
	return LEAVE_FAILED;
}

/* A page of the entries after the last good one; `whole` when it was the last page. */
static enum leave
check_page(struct cli *c, struct chain *chain, bool *whole, struct problem *p)
{
	struct answer answer;
	struct page   page;
	enum leave    leave;
	cJSON        *json;

	leave = http_get(c, arena_printf(c->mem, "/v1/audit?limit=%d&since=%s", PAGE_ENTRIES, DIGITS(chain->seq)), &answer);
	if (leave != LEAVE_OK)
		return leave;
	json = http_json(c, &answer);
	if (json == NULL || !message_parse(&audit_page_message, json, FROM_STORE, NULL, c->mem, &page, p))
		return json == NULL ? LEAVE_FAILED : refuse(c, p);
	for (size_t i = 0; i < page.items.count; i++)
		if (!chain_add(chain, (const struct audit_entry *)page.items.items + i, c->mem, p))
			return refuse(c, p);
	*whole = page.next == NULL;
	return LEAVE_OK;
}

/* Page by page, each with a memory of its own: all of it may be more than there is. */
static enum leave
check_chain(struct cli *c, struct chain *chain)
{
	enum leave leave = LEAVE_OK;
	bool       whole = false;

	while (leave == LEAVE_OK && !whole) {
		struct cli     one = *c;
		struct problem p = { .mem = arena_new() };

		one.mem = p.mem;
		leave = check_page(&one, chain, &whole, &p);
		cli_progress(c, DIGITS(chain->seq));
		arena_free(p.mem);
	}
	cli_progress(c, NULL);
	return leave;
}

enum leave
audit_verify_run(struct cli *c)
{
	struct problem p = { .mem = c->mem };
	struct chain   chain = { .seq = 0 };
	cJSON         *head;
	enum leave     leave;

	if (c->operands > 0 && !chain_anchor(&chain, c->operand[0], &p))
		return cli_misused(c, SAY_CHAIN_ANCHOR, c->operand[0]);
	leave = ask_head(c, &head);
	if (leave == LEAVE_OK)
		leave = check_chain(c, &chain);
	if (!chain_end(&chain, &p) && leave == LEAVE_OK)
		leave = refuse(c, &p);
	if (leave == LEAVE_OK)
		printf("%s\n", cli_text(c, SAY_CHAIN_WHOLE, DIGITS(chain.seq), chain_head(c->mem, &chain)));
	return leave;
}
