#include "engine/cookie.h"

#include <string.h>
#include <strings.h>

static const char PLAIN[] = "twinning", SECURE[] = "__Host-twinning";

static const char *
host_of(const struct http_request *http)
{
	const char *host = http_header(http, "host");

	return host == NULL ? "" : host;
}

static bool
begins(const char *s, const char *start)
{
	return strncasecmp(s, start, strlen(start)) == 0;
}

/* "127.0.0.1:8080", but not "127.0.0.1.example.org" */
static bool
is_own_machine(const char *host)
{
	size_t n = strcspn(host, ":");

	if (begins(host, "[::1]"))
		return host[5] == '\0' || host[5] == ':';
	if (n == 9 && begins(host, "localhost"))
		return true;
	return begins(host, "127.") && strspn(host, "0123456789.") == n;
}

const char *
cookie_find(const struct http_request *http, size_t *length)
{
	const char *name = is_own_machine(host_of(http)) ? PLAIN : SECURE;
	const char *s = http_header(http, "cookie"), *found = NULL;
	size_t      n = strlen(name);

	for (; s != NULL && *s != '\0'; s += strcspn(s, ";"), s += strspn(s, "; ")) {
		if (strncmp(s, name, n) != 0 || s[n] != '=')
			continue;
		if (found != NULL)	/* one of them is not ours */
			return NULL;
		found = s + n + 1;
		*length = strcspn(found, "; ");
	}
	return found;
}

const char *
cookie_set(struct arena *mem, const struct http_request *http, const char *secret, long seconds)
{
	bool plain = is_own_machine(host_of(http));

	return arena_printf(mem, "%s=%s; Path=/; Max-Age=%ld; HttpOnly; SameSite=Strict%s", plain ? PLAIN : SECURE,
		secret, seconds, plain ? "" : "; Secure");
}

bool
cookie_same_origin(const struct http_request *http, bool unsaid)
{
	const char *site = http_header(http, "sec-fetch-site"), *origin = http_header(http, "origin");
	const char *host = host_of(http);

	if (site != NULL)
		return strcmp(site, "same-origin") == 0;
	if (origin == NULL)
		return unsaid;
	if (begins(origin, "https://"))
		return strcasecmp(origin + 8, host) == 0;
	return begins(origin, "http://") && is_own_machine(host) && strcasecmp(origin + 7, host) == 0;
}
