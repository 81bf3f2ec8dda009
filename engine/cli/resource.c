#include "engine/cli/resource.h"

#include <stdlib.h>

#include "engine/cli/commands.h"
#include "engine/cli/http.h"

enum { PAGE_ITEMS = 100 };	/* asked for at a time */

/* As many items as --limit says; 0: all. False after telling. */
static bool
read_limit(struct cli *c, long *limit)
{
	const char *value = cli_option(c, OPT_LIMIT);
	char       *end;

	*limit = 0;
	if (value == NULL)
		return true;
	*limit = strtol(value, &end, 10);
	if (end != value && *end == '\0' && *limit > 0 && *limit <= 1000000)
		return true;
	cli_misused(c, SAY_CLI_NUMBER_OPTION, "limit", "1", "1000000", value);
	return false;
}

static void
print_bytes(const struct answer *a)
{
	fwrite(a->body, 1, a->length, stdout);
	if (a->length == 0 || a->body[a->length - 1] != '\n')
		putchar('\n');
}

/*
 * Page after page until the last, or until there are enough. As JSON every
 * page goes out as it came; the table waits for all, because widths do.
 */
enum leave
list_run(struct cli *c)
{
	const struct resource *r = c->command->subject;
	cJSON                 *all = arena_own(c->mem, cJSON_CreateArray(), (void (*)(void *))cJSON_Delete);
	const char            *cursor = "";
	long                   limit, got = 0;

	if (!read_limit(c, &limit))
		return LEAVE_USAGE;
	if (c->output == OUTPUT_CSV)
		view_csv_head(r->list, stdout);
	do {
		struct buffer *path = buffer_new(c->mem);
		long           left = limit > 0 && limit - got < PAGE_ITEMS ? limit - got : PAGE_ITEMS;
		struct answer  answer;
		enum leave     leave;
		cJSON         *page, *items, *item;

		buffer_text(path, r->path);
		http_parameters(c, path);
		http_parameter(c, path, "limit", DIGITS(left));
		if (cursor[0] != '\0')
			http_parameter(c, path, "cursor", cursor);
		leave = http_get(c, path->at, &answer);
		if (leave != LEAVE_OK)
			return leave;
		page = http_json(c, &answer);
		if (page == NULL)
			return LEAVE_FAILED;
		items = cJSON_GetObjectItemCaseSensitive(page, "items");
		got += cJSON_GetArraySize(items);
		if (c->output == OUTPUT_JSON)
			print_bytes(&answer);
		else if (c->output == OUTPUT_CSV)
			view_csv_rows(c, r->list, items, stdout);
		else
			while ((item = cJSON_DetachItemFromArray(items, 0)) != NULL)
				cJSON_AddItemToArray(all, item);
		cursor = view_string(c, page, "next");
	} while (cursor[0] != '\0' && (limit == 0 || got < limit));
	if (c->output != OUTPUT_PEOPLE)
		return LEAVE_OK;
	if (got == 0) {
		cli_tell(c, SAY_CLI_NOTHING_FOUND);
		return LEAVE_OK;
	}
	view_table(c, r->list, all, stdout, 0);
	if (cursor[0] != '\0')
		cli_tell(c, SAY_CLI_MORE);
	return LEAVE_OK;
}

enum leave
resource_print(struct cli *c, const struct resource *r, const char *body, size_t length)
{
	struct answer answer = { .body = body, .length = length };
	cJSON        *thing;

	if (c->output == OUTPUT_JSON) {
		print_bytes(&answer);
		return LEAVE_OK;
	}
	thing = http_json(c, &answer);
	if (thing == NULL)
		return LEAVE_FAILED;
	if (c->output == OUTPUT_CSV) {
		view_csv_head(r->show, stdout);
		view_csv_row(c, r->show, thing, stdout);
		return LEAVE_OK;
	}
	view_card(c, r->show, thing, stdout);
	for (const struct section *s = r->sections; s != NULL && s->path != NULL; s++) {
		const cJSON *items = view_find(c, thing, s->path);

		if (cJSON_GetArraySize(items) == 0)
			continue;
		printf("\n%s\n", cli_text(c, s->head));
		view_table(c, s->columns, items, stdout, 2);
	}
	return LEAVE_OK;
}

enum leave
show_run(struct cli *c)
{
	const struct resource *r = c->command->subject;
	struct answer          answer;
	enum leave             leave;

	leave = http_get(c, arena_printf(c->mem, "%s/%s", r->path, http_escape(c, c->operand[0])), &answer);
	return leave != LEAVE_OK ? leave : resource_print(c, r, answer.body, answer.length);
}
