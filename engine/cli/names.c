/* Names of ids: asked of the service once for each kind, and only when something shows them. */
#include <string.h>

#include "engine/cli/http.h"
#include "engine/cli/view.h"

static const char *const paths[] = {
	[SHOW_COUNTRY]  = "/v1/countries",
	[SHOW_CITY]     = "/v1/cities",
	[SHOW_CATEGORY] = "/v1/categories",
	[SHOW_SECTOR]   = "/v1/sectors",
};
enum { KINDS = SHOW_SECTOR + 1, PAGES_MOST = 50 };

struct known {
	cJSON *page;
	struct known *next;
};

/* A command that cannot learn the names still shows the ids, so failing is silent here. */
static struct known *
load(struct cli *c, enum show what)
{
	struct known *first = NULL;
	const char   *cursor = "";

	for (int n = 0; n < PAGES_MOST; n++) {
		struct buffer *path = buffer_new(c->mem);
		struct answer  answer;
		struct known  *k;

		buffer_text(path, paths[what]);
		if (cursor[0] != '\0')
			http_parameter(c, path, "cursor", cursor);
		if (http_send(c, &(struct ask){ .method = METHOD_GET, .path = path->at }, &answer) != LEAVE_OK ||
		    answer.status != 200)
			break;
		k = arena_alloc(c->mem, sizeof(*k));
		k->page = http_json(c, &answer);
		k->next = first;
		first = k;
		cursor = view_string(c, k->page, "next");
		if (cursor[0] == '\0')
			break;
	}
	return first;
}

const char *
names_find(struct cli *c, enum show what, const char *id)
{
	/* The process is one command with one service, so its memory is the right place to keep them. */
	static struct known *known[KINDS];
	static bool          asked[KINDS];
	const cJSON         *item;

	if (!asked[what]) {
		asked[what] = true;
		known[what] = load(c, what);
	}
	for (const struct known *k = known[what]; k != NULL; k = k->next)
		cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(k->page, "items")) {
			const char *name = view_string(c, item, "name_*");

			if (strcmp(view_string(c, item, "id"), id) == 0 && name[0] != '\0')
				return name;
		}
	return id;
}
