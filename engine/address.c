#include "engine/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { NET_BYTES = 8 };

static const char SEPARATORS[] = ", \t";

static bool
names(const char *list, const char *address)
{
	size_t n = strlen(address);

	for (const char *s = list; s != NULL && *s != '\0'; s += strcspn(s, SEPARATORS), s += strspn(s, SEPARATORS))
		if (strncmp(s, address, n) == 0 && (s[n] == '\0' || strchr(SEPARATORS, s[n]) != NULL))
			return true;
	return false;
}

static bool
is_address(const char *s)
{
	struct in6_addr any;

	return inet_pton(AF_INET, s, &any) == 1 || inet_pton(AF_INET6, s, &any) == 1;
}

/* The last of several: who adds one adds it at the end, in a line of its own or in the line that is there. */
static const char *
last_forwarded(const struct http_request *http)
{
	const char *chain = NULL, *comma;

	for (size_t i = 0; i < http->header_count; i++)
		if (strcmp(http->headers[i].name, "x-forwarded-for") == 0)
			chain = http->headers[i].value;
	comma = chain == NULL ? NULL : strrchr(chain, ',');
	return comma == NULL ? chain : comma + 1;
}

const char *
address_of_client(struct arena *mem, const struct http_request *http, const char *peer, const char *proxies)
{
	const char *last = names(proxies, peer) ? last_forwarded(http) : NULL;

	if (last == NULL)
		return peer;
	last += strspn(last, SEPARATORS);
	last = arena_strndup(mem, last, strcspn(last, SEPARATORS));
	return is_address(last) ? last : peer;
}

const char *
address_household(struct arena *mem, const char *address)
{
	struct in6_addr a;
	char            text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, address, &a) != 1 || IN6_IS_ADDR_V4MAPPED(&a))
		return address;
	memset(a.s6_addr + NET_BYTES, 0, sizeof(a) - NET_BYTES);
	return arena_strdup(mem, inet_ntop(AF_INET6, &a, text, sizeof(text)));
}
