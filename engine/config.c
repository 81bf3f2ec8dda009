#include "engine/config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/log.h"

static const struct word log_levels[] = {
	[LEVEL_ERROR] = { "error", "errors", "오류" },
	[LEVEL_WARN]  = { "warn",  "warnings", "경고" },
	[LEVEL_INFO]  = { "info",  "information", "정보" },
	[LEVEL_DEBUG] = { "debug", "debugging", "디버그" },
	[LEVELS]      = { NULL, NULL, NULL },
};

const struct vocab log_level_vocab = { "LogLevel", "level of the log", "로그 수준", log_levels };

static const struct word roles[] = {
	[SERVES_ALL]  = { "all", "the API and jobs", "API와 작업" },
	[SERVES_API]  = { "api", "the API", "API" },
	[SERVES_JOBS] = { "worker", "jobs", "작업" },
	{ NULL, NULL, NULL }
};

const struct vocab config_role_vocab = { "ProcessRole", "role of a process", "프로세스 역할", roles };

const struct config config_preset = {
	.role = SERVES_ALL,
	.processes = 1,
	.database = "dbname=twinning",
	.address = "127.0.0.1",
	.port = 8080,
	.admin_address = "127.0.0.1",
	.admin_port = 9080,
	.tls_certificate = "",
	.tls_key = "",
	.tls_address = "::",
	.tls_port = 8443,
	.connections = 8,
	.wait_ms = 3000,
	.profiles_mib = 256,
	.clients = 4000,
	.clients_per_address = 1000,
	.body_limit = 1 << 20,
	.import_limit = 1 << 26,
	.head_seconds = 15,
	.body_seconds = 30,
	.answer_seconds = 30,
	.idle_seconds = 75,
	.write_seconds = 30,
	.reuse_port = false,
	.requests_per_caller = 6000,
	.requests_per_address = 6000,
	.proxies = "",
	.session_hours = 12,
	.session_idle_minutes = 60,
	.lease_seconds = 10,
	.log_level = LEVEL_INFO,
};

static const struct field config_fields[] = {
	{ MEMBER(struct config, role), .name = "role", .vocab = &config_role_vocab,
	  .about = "What this process does: all, api (computes no jobs) or worker (computes jobs, serves no API)." },
	{ MEMBER(struct config, processes), .name = "processes", .min = 1, .max = 256,
	  .about = "How many processes serve; with more than one, each has its own admin port, counted up from admin_port." },
	{ MEMBER(struct config, database), .name = "database", .min = 1, .max = 1000, .form = FORM_LINE,
	  .about = "Connection string of libpq: a socket or an IP address, and no password (use passfile=)." },
	{ MEMBER(struct config, address), .name = "address", .min = 1, .max = 100, .form = FORM_LINE,
	  .about = "IP address on which the API is served; :: takes every one, IPv4 and IPv6." },
	{ MEMBER(struct config, port), .name = "port", .max = 65535,
	  .about = "Port of the API; 0 takes any free one, and the log says which." },
	{ MEMBER(struct config, admin_address), .name = "admin_address", .min = 1, .max = 100, .form = FORM_LINE,
	  .about = "IP address on which health and metrics are served." },
	{ MEMBER(struct config, admin_port), .name = "admin_port", .max = 65535,
	  .about = "Port of health and metrics; 0 takes any free one, and the log says which." },
	{ MEMBER(struct config, tls_certificate), .name = "tls_certificate", .max = 1000, .form = FORM_LINE,
	  .about = "PEM file of the certificate and those it is signed by; with one the API is served under TLS too." },
	{ MEMBER(struct config, tls_key), .name = "tls_key", .max = 1000, .form = FORM_LINE,
	  .about = "PEM file of the certificate's key, without a pass phrase; empty: it is in the certificate's file." },
	{ MEMBER(struct config, tls_address), .name = "tls_address", .min = 1, .max = 100, .form = FORM_LINE,
	  .about = "IP address on which the API is served under TLS." },
	{ MEMBER(struct config, tls_port), .name = "tls_port", .max = 65535,
	  .about = "Port of the API under TLS; 0 takes any free one, and the log says which." },
	{ MEMBER(struct config, connections), .name = "connections", .min = 1, .max = 100,
	  .about = "How many connections to the database each process keeps, besides one that listens." },
	{ MEMBER(struct config, wait_ms), .name = "wait_ms", .min = 500, .max = 60000,
	  .about = "Milliseconds that a request waits for the database before it fails." },
	{ MEMBER(struct config, profiles_mib), .name = "profiles_mib", .max = 1 << 20,
	  .about = "MiB of memory for partners' profiles that were asked for, with their texts; others are read when they are." },
	{ MEMBER(struct config, clients), .name = "clients", .min = 1, .max = 60000,
	  .about = "How many HTTP connections are open at once; more wait." },
	{ MEMBER(struct config, clients_per_address), .name = "clients_per_address", .min = 1, .max = 60000,
	  .about = "How many of them one address may have; more are refused. A proxy needs as many as its clients." },
	{ MEMBER(struct config, body_limit), .name = "body_limit", .min = 1024, .max = 1 << 28,
	  .about = "Bytes that the body of a request may have." },
	{ MEMBER(struct config, import_limit), .name = "import_limit", .min = 1024, .max = 1 << 28,
	  .about = "Bytes that a file of partners may have; it is held in memory while it is uploaded." },
	{ MEMBER(struct config, head_seconds), .name = "head_seconds", .min = 1, .max = 600,
	  .about = "Seconds a client has to send the headers of a request." },
	{ MEMBER(struct config, body_seconds), .name = "body_seconds", .min = 1, .max = 3600,
	  .about = "Seconds a client has to send the body of a request." },
	{ MEMBER(struct config, answer_seconds), .name = "answer_seconds", .min = 1, .max = 3600,
	  .about = "Seconds after which a request that has no answer yet is answered with 504." },
	{ MEMBER(struct config, idle_seconds), .name = "idle_seconds", .min = 1, .max = 3600,
	  .about = "Seconds that a connection without a request stays open." },
	{ MEMBER(struct config, write_seconds), .name = "write_seconds", .min = 1, .max = 3600,
	  .about = "Seconds a client has to take an answer; a long answer gets more." },
	{ MEMBER(struct config, reuse_port), .name = "reuse_port",
	  .about = "Whether several processes may serve the same port of this machine: true or false." },
	{ MEMBER(struct config, requests_per_caller), .name = "requests_per_caller", .max = 100000000,
	  .about = "Requests that a token or session may send a minute, all at once or spread; 0 for no limit." },
	{ MEMBER(struct config, requests_per_address), .name = "requests_per_address", .max = 100000000,
	  .about = "Requests without a valid token that an address may send a minute; 0 for no limit." },
	{ MEMBER(struct config, proxies), .name = "proxies", .max = 1000, .form = FORM_ANY,
	  .about = "IP addresses of proxies, parted by commas, whose X-Forwarded-For is believed." },
	{ MEMBER(struct config, session_hours), .name = "session_hours", .min = 1, .max = 720,
	  .about = "Hours after which a browser's session ends in any case." },
	{ MEMBER(struct config, session_idle_minutes), .name = "session_idle_minutes", .min = 2, .max = 10080,
	  .about = "Minutes after which an unused session ends." },
	{ MEMBER(struct config, lease_seconds), .name = "lease_seconds", .min = 1, .max = 600,
	  .about = "Seconds after which a worker that gives no sign of life loses its job to another." },
	{ MEMBER(struct config, log_level), .name = "log_level", .vocab = &log_level_vocab,
	  .about = "What the log tells: error, warn, info or debug, each with those before it." },
	{ .name = NULL }
};

const struct message config_message = {
	.name = "Config",
	.about = "Settings of twinningd.",
	.size = sizeof(struct config),
	.fields = config_fields,
};

/* What SIGHUP changes. The others only matter when something is opened. */
static const char *const live[] = {
	"tls_certificate", "tls_key", "clients", "clients_per_address", "body_limit", "import_limit",
	"head_seconds", "body_seconds",
	"answer_seconds", "idle_seconds", "write_seconds", "requests_per_caller", "requests_per_address", "session_hours",
	"session_idle_minutes", "log_level",
};

bool
config_is_live(const struct field *f)
{
	for (size_t i = 0; i < sizeof(live) / sizeof(live[0]); i++)
		if (strcmp(f->name, live[i]) == 0)
			return true;
	return false;
}

bool
config_same(const struct field *f, const struct config *a, const struct config *b)
{
	const void *x = (const char *)a + f->offset, *y = (const char *)b + f->offset;

	switch (f->type) {
	case FIELD_TEXT:
		return strcmp(*(const char *const *)x, *(const char *const *)y) == 0;
	case FIELD_INTEGER:
		return *(const int64_t *)x == *(const int64_t *)y;
	case FIELD_BOOL:
		return *(const bool *)x == *(const bool *)y;
	case FIELD_CHOICE:
		return *(const int *)x == *(const int *)y;
	default:
		abort();	/* a setting is a text, a number, a boolean or a word */
	}
}

void
config_put(const struct field *f, struct config *to, const struct config *from)
{
	void       *member = (char *)to + f->offset;
	const void *value = (const char *)from + f->offset;

	switch (f->type) {
	case FIELD_TEXT:
		*(const char **)member = *(const char *const *)value;
		break;
	case FIELD_INTEGER:
		*(int64_t *)member = *(const int64_t *)value;
		break;
	case FIELD_BOOL:
		*(bool *)member = *(const bool *)value;
		break;
	case FIELD_CHOICE:
		*(int *)member = *(const int *)value;
		break;
	default:
		abort();
	}
}

static void
print_value(const struct config *c, const struct field *f)
{
	const void *member = (const char *)c + f->offset;

	switch (f->type) {
	case FIELD_TEXT:
		printf("%s", *(const char *const *)member);
		break;
	case FIELD_INTEGER:
		printf("%" PRId64, *(const int64_t *)member);
		break;
	case FIELD_BOOL:
		printf("%s", *(const bool *)member ? "true" : "false");
		break;
	case FIELD_CHOICE:
		printf("%s", f->vocab->words[*(const int *)member].id);
		break;
	default:
		abort();	/* a setting is a text, a number, a boolean or a word */
	}
}

void
config_print(const struct config *c)
{
	for (const struct field *f = config_fields; f->name != NULL; f++) {
		printf("%s = ", f->name);
		print_value(c, f);
		putchar('\n');
	}
}

void
config_print_example(void)
{
	puts("; Settings of twinningd. Those that begin with ; have the value shown unless you change it.");
	for (const struct field *f = config_fields; f->name != NULL; f++) {
		printf("\n; %s\n", f->about);
		if (f->type == FIELD_INTEGER)
			printf("; From %" PRId64 " to %" PRId64 ".\n", f->min, f->max);
		if (config_is_live(f))
			puts("; May be changed while the daemon serves (SIGHUP).");
		printf(";%s = ", f->name);
		print_value(&config_preset, f);
		putchar('\n');
	}
}
