#include "engine/admin.h"

#include <string.h>

#include "engine/exchange.h"
#include "engine/limit.h"
#include "engine/catalogue_partner.h"
#include "engine/listener.h"
#include "engine/loader.h"
#include "engine/phase.h"
#include "engine/request.h"
#include "engine/tls.h"

/* Upper bounds of the buckets, in microseconds, with how Prometheus writes them in seconds. */
static const struct {
	long        us;
	const char *seconds;
} buckets[] = {
	{ 100, "0.0001" }, { 250, "0.00025" }, { 500, "0.0005" }, { 1000, "0.001" }, { 2500, "0.0025" },
	{ 5000, "0.005" }, { 10000, "0.01" }, { 50000, "0.05" }, { 100000, "0.1" }, { 1000000, "1" },
	{ 10000000, "10" },
};

enum { BUCKETS = sizeof(buckets) / sizeof(buckets[0]), CLASSES = 6 };

/* The event loop is one thread, so plain counters are enough; they live as long as the process. */
static struct {
	uint64_t by_class[CLASSES], by_bucket[BUCKETS], requests, us;
	uint64_t sign_ins[SIGN_IN_ENDS];
} counted;

void
admin_count_request(int status, long us)
{
	counted.by_class[status / 100 < CLASSES ? status / 100 : 0]++;
	counted.requests++;
	counted.us += (uint64_t)us;
	for (int i = 0; i < BUCKETS; i++)
		counted.by_bucket[i] += us <= buckets[i].us;
}

void
admin_count_sign_in(enum sign_in_end end)
{
	counted.sign_ins[end]++;
}

static void
print_requests(struct buffer *b, const char *name, const struct admin *a)
{
	(void)a;
	for (int i = 1; i < CLASSES; i++)
		buffer_printf(b, "%s{class=\"%dxx\"} %llu\n", name, i, (unsigned long long)counted.by_class[i]);
}

static void
print_durations(struct buffer *b, const char *name, const struct admin *a)
{
	(void)a;
	for (int i = 0; i < BUCKETS; i++)
		buffer_printf(b, "%s_bucket{le=\"%s\"} %llu\n", name, buckets[i].seconds,
			(unsigned long long)counted.by_bucket[i]);
	buffer_printf(b, "%s_bucket{le=\"+Inf\"} %llu\n", name, (unsigned long long)counted.requests);
	buffer_printf(b, "%s_sum %llu.%06llu\n", name, (unsigned long long)(counted.us / 1000000),
		(unsigned long long)(counted.us % 1000000));
	buffer_printf(b, "%s_count %llu\n", name, (unsigned long long)counted.requests);
}

static void
print_sign_ins(struct buffer *b, const char *name, const struct admin *a)
{
	static const char *const ends[SIGN_IN_ENDS] = {
		[SIGN_IN_DONE] = "done", [SIGN_IN_WRONG] = "wrong", [SIGN_IN_DELAYED] = "delayed",
	};

	(void)a;
	for (int i = 0; i < SIGN_IN_ENDS; i++)
		buffer_printf(b, "%s{end=\"%s\"} %llu\n", name, ends[i], (unsigned long long)counted.sign_ins[i]);
}

static void
print_limited(struct buffer *b, const char *name, const struct admin *a)
{
	buffer_printf(b, "%s{by=\"token\"} %llu\n%s{by=\"address\"} %llu\n",
		name, (unsigned long long)limit_refused(a->service->by_token),
		name, (unsigned long long)limit_refused(a->service->by_address));
}

static void
print_gauge(struct buffer *b, const char *name, long value)
{
	buffer_printf(b, "%s %ld\n", name, value);
}

static void
print_running(struct buffer *b, const char *name, const struct admin *a)
{
	print_gauge(b, name, a->service->running);
}

static void
print_clients(struct buffer *b, const char *name, const struct admin *a)
{
	print_gauge(b, name, a->api == NULL ? 0 : listener_connections(a->api));
}

static void
print_connected(struct buffer *b, const char *name, const struct admin *a)
{
	print_gauge(b, name, db_state(a->service->db).connected);
}

static void
print_queued(struct buffer *b, const char *name, const struct admin *a)
{
	print_gauge(b, name, db_state(a->service->db).queued);
}

static void
print_current(struct buffer *b, const char *name, const struct admin *a)
{
	print_gauge(b, name, loader_catalogue(a->service->loader) != NULL);
}

static void
print_partners(struct buffer *b, const char *name, const struct admin *a)
{
	const struct catalogue *c = loader_catalogue(a->service->loader);

	if (c != NULL)
		print_gauge(b, name, (long)catalogue_count(c, RECORD_PARTNER));
}

static void
print_unread(struct buffer *b, const char *name, const struct admin *a)
{
	const struct catalogue *c = loader_catalogue(a->service->loader);

	if (c != NULL)
		print_gauge(b, name, (long)catalogue_unread(c));
}

static void
print_unpacked(struct buffer *b, const char *name, const struct admin *a)
{
	(void)a;
	print_gauge(b, name, (long)partners_unpacked());
}

static void
print_snapshot(struct buffer *b, const char *name, const struct admin *a)
{
	const struct catalogue *c = loader_catalogue(a->service->loader);

	if (c != NULL)
		buffer_printf(b, "%s{snapshot=\"%s\"} 1\n", name, c->snapshot);
}

static void
print_phases(struct buffer *b, const char *name, const struct admin *a)
{
	(void)a;
	phase_print(b, name);
}

static void
print_not_after(struct buffer *b, const char *name, const struct admin *a)
{
	if (a->tls != NULL)
		print_gauge(b, name, (long)tls_not_after(a->tls));
}

/* Every metric, once. */
static const struct {
	const char *name, *type, *help;
	void      (*print)(struct buffer *b, const char *name, const struct admin *a);
} metrics[] = {
	{ "twinning_http_requests_total", "counter", "Answered requests of the API by class of status.", print_requests },
	{ "twinning_http_request_duration_seconds", "histogram",
	  "Time from the last byte of a request to the first of its answer.", print_durations },
	{ "twinning_http_phase_duration_seconds", "histogram", "Time that a phase of a request takes.", print_phases },
	{ "twinning_http_requests_running", "gauge", "Requests without an answer yet.", print_running },
	{ "twinning_http_limited_total", "counter", "Requests refused because there were too many of them.", print_limited },
	{ "twinning_sign_ins_total", "counter", "Attempts to sign in with a password by how they ended.", print_sign_ins },
	{ "twinning_http_connections", "gauge", "Open connections of clients.", print_clients },
	{ "twinning_tls_certificate_not_after_seconds", "gauge", "When the certificate of TLS expires, since 1970.",
	  print_not_after },
	{ "twinning_database_connections", "gauge", "Connections to PostgreSQL that are up.", print_connected },
	{ "twinning_database_questions_queued", "gauge", "Statements that wait for a connection.", print_queued },
	{ "twinning_catalogue_current", "gauge", "Whether the catalogue is known to follow PostgreSQL.", print_current },
	{ "twinning_catalogue_partners", "gauge", "Partners in the catalogue.", print_partners },
	{ "twinning_catalogue_unreadable_partners", "gauge",
	  "Partners left out because their document cannot be read; the log names them.", print_unread },
	{ "twinning_catalogue_profile_bytes", "gauge", "Memory of profiles that were asked for, with their texts.", print_unpacked },
	{ "twinning_catalogue_info", "gauge", "The digest of what the catalogue holds.", print_snapshot },
};

static void
reply(struct exchange *x, int status, const char *type, const struct buffer *b)
{
	const struct exchange_header headers[] = { { "Content-Type", type } };

	exchange_reply(x, status, headers, 1, b);
}

static void
reply_metrics(const struct admin *a, struct exchange *x)
{
	struct buffer *b = buffer_new(exchange_mem(x));

	for (size_t i = 0; i < sizeof(metrics) / sizeof(metrics[0]); i++) {
		buffer_printf(b, "# HELP %s %s\n# TYPE %s %s\n", metrics[i].name, metrics[i].help,
			metrics[i].name, metrics[i].type);
		metrics[i].print(b, metrics[i].name, a);
	}
	reply(x, 200, "text/plain; version=0.0.4", b);
}

static void
reply_state(struct exchange *x, bool good, const char *text)
{
	struct buffer *b = buffer_new(exchange_mem(x));

	buffer_printf(b, "{\"status\":\"%s\"}\n", text);
	reply(x, good ? 200 : 503, "application/json", b);
}

static void
reply_problem(struct exchange *x, const struct problem *p)
{
	struct buffer *b = buffer_new(exchange_mem(x));

	problem_print(b, p, LANG_EN);
	reply(x, problem_status(p->code), "application/problem+json", b);
}

void
admin_on_request(void *ctx, struct exchange *x)
{
	const struct admin        *a = ctx;
	const struct http_request *http = exchange_request(x);
	struct problem             p = { .mem = exchange_mem(x) };

	if (exchange_problem(x) != NULL) {
		reply_problem(x, exchange_problem(x));
	} else if (http->method != METHOD_GET && http->method != METHOD_HEAD) {
		problem_set(&p, PROBLEM_BAD_METHOD, SAY_BAD_METHOD, "GET, HEAD");
		reply_problem(x, &p);
	} else if (strcmp(http->path, "/live") == 0) {
		reply_state(x, true, "live");
	} else if (strcmp(http->path, "/ready") == 0) {
		if (a->stopping)
			reply_state(x, false, "stopping");
		else if (loader_is_reading(a->service->loader))
			reply_state(x, false, "reading");
		else if (loader_catalogue(a->service->loader) == NULL)
			reply_state(x, false, "database away");
		else
			reply_state(x, true, "ready");
	} else if (strcmp(http->path, "/metrics") == 0) {
		reply_metrics(a, x);
	} else {
		problem_set(&p, PROBLEM_NO_SUCH_PATH, SAY_NO_SUCH_PATH, http->path);
		reply_problem(x, &p);
	}
}
