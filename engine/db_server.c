#include "engine/db_server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/db.h"
#include "engine/log.h"

enum { REPEAT_SECONDS = 60, OWN_KEYWORDS = 3 };

struct server {
	struct arena *mem;
	const char  **keywords, **values;	/* end with NULL */
	size_t        hosts;
	char          complained[256];	/* the last reason; "" since all was well */
	time_t        repeat;
};

static const char *
value_of(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword != NULL; options++)
		if (strcmp(options->keyword, keyword) == 0)
			return options->val;
	return NULL;
}

/* What the string says, else what the environment (PGHOST, ...) says; NULL: neither. */
static const char *
value_or_default(struct arena *mem, const PQconninfoOption *options, const char *keyword)
{
	PQconninfoOption *defaults = PQconndefaults();
	const char       *value = value_of(options, keyword);

	if (value == NULL && defaults != NULL)
		value = value_of(defaults, keyword);
	if (value != NULL)
		value = arena_strdup(mem, value);
	PQconninfoFree(defaults);
	return value;
}

static size_t
items(const char *list)
{
	size_t n = 1;

	for (; *list != '\0'; list++)
		n += *list == ',';
	return n;
}

/* "a,b,c" with first = 1 becomes "b,c,a". */
static const char *
rotate(struct arena *mem, const char *list, size_t first)
{
	const char *from = list;

	while (first-- > 0)
		from = strchr(from, ',') + 1;
	if (from == list)
		return list;
	return arena_printf(mem, "%s,%.*s", from, (int)(from - list - 1), list);
}

static bool
is_address(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	return host[0] == '\0' || host[0] == '/' || host[0] == '@' ||
	       inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1;
}

static bool
are_addresses(struct arena *mem, const char *hosts, struct problem *p)
{
	while (hosts != NULL) {
		size_t      n = strcspn(hosts, ",");
		const char *host = arena_strndup(mem, hosts, n);

		if (!is_address(host))
			return problem_set(p, PROBLEM_BAD_FIELD, SAY_DB_HOST_NAME, host);
		hosts = hosts[n] == ',' ? hosts + n + 1 : NULL;
	}
	return true;
}

bool
db_check(const char *conninfo, struct problem *p)
{
	char             *why = NULL;
	PQconninfoOption *options = PQconninfoParse(conninfo, &why);
	bool              ok;

	if (options == NULL) {
		why[strcspn(why, "\n")] = '\0';
		problem_set(p, PROBLEM_BAD_FIELD, SAY_DB_CONNINFO, why);
		PQfreemem(why);
		return false;
	}
	if (value_of(options, "password") != NULL)
		ok = problem_set(p, PROBLEM_BAD_FIELD, SAY_DB_PASSWORD);
	else
		ok = value_or_default(p->mem, options, "hostaddr") != NULL ||
		     are_addresses(p->mem, value_or_default(p->mem, options, "host"), p);
	PQconninfoFree(options);
	return ok;
}

struct server *
server_new(const char *conninfo, const char *role, long wait_ms)
{
	struct arena     *mem = arena_new();
	struct server    *s = arena_alloc(mem, sizeof(*s));
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	const char       *given, *hosts;
	size_t            n = 0;

	assert(options != NULL);
	s->mem = mem;
	for (PQconninfoOption *o = options; o->keyword != NULL; o++)
		n += o->val != NULL;
	s->keywords = arena_alloc(mem, (n + OWN_KEYWORDS + 1) * sizeof(*s->keywords));
	s->values = arena_alloc(mem, (n + OWN_KEYWORDS + 1) * sizeof(*s->values));
	n = 0;
	for (PQconninfoOption *o = options; o->keyword != NULL; o++)
		if (o->val != NULL) {
			s->keywords[n] = arena_strdup(mem, o->keyword);
			s->values[n++] = arena_strdup(mem, o->val);
		}
	/* Of a keyword given twice the last counts. */
	given = value_or_default(mem, options, "options");
	/* No statement takes so long that to compile it would pay, and some are made to look dear, so that indexes are used. */
	s->keywords[n] = "options";
	s->values[n++] = arena_printf(mem, "%s -c statement_timeout=%ld -c TimeZone=UTC -c DateStyle=ISO -c jit=off%s%s",
		given == NULL ? "" : given, wait_ms - wait_ms / 10, role == NULL ? "" : " -c role=",
		role == NULL ? "" : role);
	s->keywords[n] = "client_encoding";
	s->values[n++] = "UTF8";
	s->keywords[n] = "fallback_application_name";
	s->values[n++] = "twinningd";
	hosts = value_of(options, "hostaddr");
	if (hosts == NULL)
		hosts = value_of(options, "host");
	s->hosts = hosts == NULL ? 1 : items(hosts);
	PQconninfoFree(options);
	return s;
}

void
server_free(struct server *s)
{
	arena_free(s->mem);
}

size_t
server_hosts(const struct server *s)
{
	return s->hosts;
}

PGconn *
server_connect(const struct server *s, size_t first)
{
	static const char *const lists[] = { "host", "hostaddr", "port" };
	struct arena            *mem = arena_new();
	const char             **values;
	PGconn                  *pg;
	size_t                   n = 0;

	while (s->keywords[n] != NULL)
		n++;
	values = arena_alloc(mem, (n + 1) * sizeof(*values));
	for (size_t i = 0; i < n; i++) {
		values[i] = s->values[i];
		for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++)
			if (strcmp(s->keywords[i], lists[k]) == 0 && items(values[i]) == s->hosts)
				values[i] = rotate(mem, values[i], first % s->hosts);
	}
	pg = PQconnectStartParams(s->keywords, values, 0);
	if (pg == NULL)
		abort();
	arena_free(mem);
	return pg;
}

static time_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

void
server_complain(struct server *s, const char *why)
{
	if (strncmp(s->complained, why, sizeof(s->complained) - 1) == 0 && now() < s->repeat)
		return;
	strncpy(s->complained, why, sizeof(s->complained) - 1);
	s->repeat = now() + REPEAT_SECONDS;
	log_warn("database cannot connect: %s", why);
}

void
server_is_well(struct server *s)
{
	s->complained[0] = '\0';
}
