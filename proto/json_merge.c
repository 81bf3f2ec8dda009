#include "proto/json.h"

#include <string.h>

/*
 * Of the first `count` members only: what this patch has added needs no second
 * look (the gate lets no name stand twice), and looking would be quadratic.
 */
static cJSON *
find(const cJSON *object, size_t count, const char *name)
{
	for (cJSON *c = object->child; c != NULL && count > 0; c = c->next, count--)
		if (strcmp(c->string, name) == 0)
			return c;
	return NULL;
}

static size_t
count_members(const cJSON *object)
{
	size_t n = 0;

	for (const cJSON *c = object->child; c != NULL; c = c->next)
		n++;
	return n;
}

/* What the patch makes of nothing: a copy without the members that are null. As deep as the gate allows. */
static cJSON *
without_nulls(const cJSON *patch)
{
	cJSON *copy;

	if (!cJSON_IsObject(patch))
		return cJSON_Duplicate(patch, true);
	copy = cJSON_CreateObject();
	for (const cJSON *c = patch->child; c != NULL; c = c->next)
		if (!cJSON_IsNull(c))
			cJSON_AddItemToObject(copy, c->string, without_nulls(c));
	return copy;
}

/* Both are objects. */
static void
merge(cJSON *target, const cJSON *patch)
{
	size_t count = count_members(target);

	for (const cJSON *c = patch->child; c != NULL; c = c->next) {
		cJSON *old = find(target, count, c->string);

		if (old != NULL && cJSON_IsObject(old) && cJSON_IsObject(c)) {
			merge(old, c);
			continue;
		}
		if (old != NULL) {
			cJSON_Delete(cJSON_DetachItemViaPointer(target, old));
			count--;
		}
		if (!cJSON_IsNull(c))
			cJSON_AddItemToObject(target, c->string, without_nulls(c));
	}
}

static void
release(void *json)
{
	cJSON_Delete(json);
}

cJSON *
json_merge_patch(cJSON *target, const cJSON *patch, struct arena *mem)
{
	if (!cJSON_IsObject(target) || !cJSON_IsObject(patch))
		return arena_own(mem, without_nulls(patch), release);
	merge(target, patch);
	return target;
}
