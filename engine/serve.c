/*
 * The daemon's life: opens the database, the worker and the two listeners,
 * runs the event loop, reads its settings again on SIGHUP, and on SIGTERM or
 * SIGINT finishes what is in flight before it leaves.
 */
#include "engine/serve.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/admin.h"
#include "engine/db.h"
#include "engine/enter.h"
#include "engine/job_watch.h"
#include "engine/job_worker.h"
#include "engine/limit.h"
#include "engine/listener.h"
#include "engine/loader.h"
#include "engine/log.h"
#include "engine/notify.h"
#include "engine/papers/paper.h"
#include "engine/request.h"
#include "engine/secret.h"
#include "engine/supervise.h"
#include "engine/tls.h"
#include "engine/worker.h"

enum { WORK_MAX = 64, HASH_MAX = 16, SIGNALS = 3, ADMIN_CLIENTS = 64, STOP_SECONDS = 30, CATALOGUE_SECONDS = 10,
	OTHER_DESCRIPTORS = 64 };

struct daemon {
	struct event_base *base;
	struct config      config;	/* in force */
	struct arena      *config_mem;	/* of what SIGHUP brought; NULL: nothing yet */
	struct tls        *tls;		/* NULL: none */
	struct service     service;
	struct admin       admin;
	struct listener   *api, *operators;	/* NULL: not opened */
	struct job_worker *jobs;	/* NULL: computes none */
	struct event      *signals[SIGNALS];
	struct event      *watchdog, *patience;
	struct event      *log;		/* what the log holds is due */
	bool               watched;	/* started by supervise.c, with the sockets of `place` */
	struct place_to_serve place;
	time_t             began;
	bool               stopping;
	int                busy;	/* parts that have something to finish before it stops */
};

static void
on_part_over(void *arg)
{
	struct daemon *d = arg;

	if (--d->busy == 0)
		event_base_loopexit(d->base, NULL);
}

static void
on_patience_over(evutil_socket_t fd, short what, void *arg)
{
	struct daemon *d = arg;

	(void)fd;
	(void)what;
	log_warn("leaving with %ld requests unanswered", d->service.running);
	event_base_loopbreak(d->base);
}

/* Takes no new clients, then waits for the running requests; a second signal leaves at once. */
static void
on_stop(evutil_socket_t fd, short what, void *arg)
{
	static const struct timeval patience = { .tv_sec = STOP_SECONDS };
	struct daemon              *d = arg;

	(void)fd;
	(void)what;
	if (d->stopping) {
		event_base_loopbreak(d->base);
		return;
	}
	d->stopping = d->admin.stopping = true;
	notify("STOPPING=1");
	log_info("stopping, %ld requests running", d->service.running);
	event_add(d->patience, &patience);
	d->busy = (d->api != NULL) + (d->jobs != NULL);
	job_watch_stop(d->service.jobs);
	if (d->api != NULL)
		listener_stop_accepting(d->api, on_part_over, d);
	if (d->jobs != NULL)
		job_worker_stop(d->jobs, on_part_over, d);
	if (d->busy == 0)
		event_base_loopexit(d->base, NULL);
}

static struct listener_limits
api_limits(struct daemon *d)
{
	const struct config   *c = &d->config;
	struct listener_limits limits = listener_limits_default;

	limits.connections = (long)c->clients;
	limits.per_address = (long)c->clients_per_address;
	limits.http.body = (size_t)c->body_limit;
	limits.http.body_of = enter_body_limit;
	limits.http.ctx = &d->service;
	d->service.body_limit = (size_t)c->body_limit;
	d->service.import_limit = (size_t)c->import_limit;
	limits.head_ms = (long)c->head_seconds * 1000;
	limits.body_ms = (long)c->body_seconds * 1000;
	limits.answer_ms = (long)c->answer_seconds * 1000;
	limits.idle_ms = (long)c->idle_seconds * 1000;
	limits.write_ms = (long)c->write_seconds * 1000;
	return limits;
}

/* A setting that took effect when something was opened keeps its value till the next start. */
static void
take_live(struct daemon *d, const struct config *fresh)
{
	for (const struct field *f = config_message.fields; f->name != NULL; f++) {
		bool changed = !config_same(f, &d->config, fresh);

		if (config_is_live(f))
			config_put(f, &d->config, fresh);
		if (changed)
			log_info("setting=%s %s", f->name, config_is_live(f) ? "has changed" : "needs a restart to change");
	}
}

/* Even under the same names the files may be others now. A certificate that is no good leaves the old one. */
static void
take_certificate(struct daemon *d, struct arena *mem)
{
	struct problem p = { .mem = mem };

	if ((d->tls != NULL) != (*d->config.tls_certificate != '\0'))
		log_warn("setting=tls_certificate TLS begins and ends with a restart");
	else if (d->tls != NULL && tls_replace(d->tls, d->config.tls_certificate, d->config.tls_key, &p))
		log_info("tls certificate=%s not_after=%lld", d->config.tls_certificate,
			(long long)tls_not_after(d->tls));
	else if (d->tls != NULL)
		log_error("%s; the certificate stays the one it was", say_text(mem, LANG_EN, &p.detail));
}

/* How much and how long is put up with. */
static void
set_patience(struct daemon *d)
{
	limit_set(d->service.by_token, d->config.requests_per_caller);
	limit_set(d->service.by_address, d->config.requests_per_address);
	d->service.session_seconds = (long)d->config.session_hours * 3600;
	d->service.session_idle_seconds = (long)d->config.session_idle_minutes * 60;
}

static void
on_hangup(evutil_socket_t fd, short what, void *arg)
{
	struct daemon *d = arg;
	struct arena  *mem = arena_new();
	struct problem p = { .mem = mem };
	struct config  fresh;

	(void)fd;
	(void)what;
	if (!config_load(d->config.flag_count, d->config.flags, mem, &fresh, &p)) {
		for (size_t i = 0; i < p.fields && i < PROBLEM_FIELDS; i++)
			log_error("%s", say_text(mem, LANG_EN, &p.field[i].why));
		log_error("the settings stay as they were");
		arena_free(mem);
		return;
	}
	take_live(d, &fresh);
	set_patience(d);
	if (d->config_mem != NULL)
		arena_free(d->config_mem);
	d->config_mem = mem;
	log_limit((enum log_level)d->config.log_level);
	if (d->api != NULL) {
		struct listener_limits limits = api_limits(d);

		listener_set_limits(d->api, &limits);
		take_certificate(d, mem);
	}
	log_info("settings read again");
}

static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	notify("WATCHDOG=1");
}

static void
on_log_due(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	log_flush();
}

/* Behind the events that are due already: one write for the requests of this turn of the loop. */
static void
wake_log(void *ctx)
{
	event_active(((struct daemon *)ctx)->log, 0, 0);
}

/* True without one; false after filling `p`. */
static bool
open_certificate(struct daemon *d, struct problem *p)
{
	const char *certificate = d->config.tls_certificate;

	if (d->config.role == SERVES_JOBS || *certificate == '\0')
		return true;
	d->tls = tls_open(certificate, d->config.tls_key, p);
	if (d->tls == NULL)
		return false;
	/* Better than nothing: who speaks to us in the clear does not care. */
	if (tls_not_after(d->tls) <= time(NULL))
		log_error("tls certificate=%s has expired; clients will refuse it", certificate);
	return true;
}

static bool
open_api(struct daemon *d, struct problem *p)
{
	const struct config     *c = &d->config;
	struct listener_settings api = {
		.address = c->address, .port = (int)c->port, .reuse_port = c->reuse_port, .tls = d->tls,
		.tls_address = c->tls_address, .tls_port = (int)c->tls_port,
		.sockets = d->watched ? d->place.sockets : NULL,
		.limits = api_limits(d), .on_request = req_on_request, .ctx = &d->service,
	};

	if (c->role == SERVES_JOBS)
		return true;
	d->api = listener_open(d->base, &api, p);
	d->admin.api = d->api;
	return d->api != NULL;
}

static bool
open_operators(struct daemon *d, struct problem *p)
{
	const int                sockets[] = { d->place.sockets[2], -1 };
	struct listener_settings operators = {
		.address = d->config.admin_address, .port = (int)d->config.admin_port,
		.sockets = d->watched ? sockets : NULL,
		.limits = listener_limits_default, .on_request = admin_on_request, .ctx = &d->admin,
	};

	operators.limits.connections = ADMIN_CLIENTS;
	d->admin = (struct admin){ .service = &d->service, .tls = d->tls };
	d->operators = listener_open(d->base, &operators, p);
	return d->operators != NULL;
}

static void
say_open(struct daemon *d)
{
	const struct config *c = &d->config;

	if (d->tls != NULL)
		log_info("listening tls_address=%s tls_port=%d", c->tls_address, listener_tls_port(d->api));
	if (d->api != NULL)
		log_info("listening address=%s port=%d admin_address=%s admin_port=%d", c->address,
			listener_port(d->api), c->admin_address, listener_port(d->operators));
	else
		log_info("listening admin_address=%s admin_port=%d", c->admin_address, listener_port(d->operators));
	notify("READY=1");
}

static void on_catalogue(void *ctx, bool there);

static void
on_look_again(evutil_socket_t fd, short what, void *arg)
{
	struct daemon *d = arg;

	(void)fd;
	(void)what;
	if (!d->stopping)
		loader_await(d->service.loader, on_catalogue, d);
}

/*
 * The one before it goes on accepting clients until this one says that it does; so it waits until it
 * can answer them, or long enough to know that the database is away for everybody.
 */
static void
on_catalogue(void *ctx, bool there)
{
	static const struct timeval soon = { .tv_usec = 20000 };
	struct daemon              *d = ctx;
	struct problem              p = { 0 };

	if (d->stopping)
		return;
	(void)there;
	if (loader_catalogue(d->service.loader) == NULL && time(NULL) < d->began + CATALOGUE_SECONDS) {
		event_base_once(d->base, -1, EV_TIMEOUT, on_look_again, d, &soon);
		return;
	}
	p.mem = arena_new();
	if (open_api(d, &p)) {
		say_open(d);
		supervised_ready(&d->place);
	} else {
		log_error("%s", say_text(p.mem, LANG_EN, &p.detail));
		event_base_loopbreak(d->base);
	}
	arena_free(p.mem);
}

/* False after filling `p`. */
static bool
open_doors(struct daemon *d, struct problem *p)
{
	if (!open_certificate(d, p) || !open_operators(d, p))
		return false;
	if (d->watched) {
		loader_await(d->service.loader, on_catalogue, d);
		return true;
	}
	if (!open_api(d, p))
		return false;
	say_open(d);
	return true;
}

static void
open_signals(struct daemon *d)
{
	int64_t        us = notify_watchdog_us() / 2;
	struct timeval often = { .tv_sec = us / 1000000, .tv_usec = us % 1000000 };

	signal(SIGPIPE, SIG_IGN);
	/* Whoever asks again after the loop has ended finds a daemon that is leaving already. */
	signal(SIGTERM, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	d->signals[0] = evsignal_new(d->base, SIGTERM, on_stop, d);
	d->signals[1] = evsignal_new(d->base, SIGINT, on_stop, d);
	d->signals[2] = evsignal_new(d->base, SIGHUP, on_hangup, d);
	for (int i = 0; i < SIGNALS; i++)
		evsignal_add(d->signals[i], NULL);
	d->patience = evtimer_new(d->base, on_patience_over, d);
	d->watchdog = event_new(d->base, -1, EV_PERSIST, on_watchdog, d);
	d->log = event_new(d->base, -1, 0, on_log_due, NULL);
	if (us > 0)
		event_add(d->watchdog, &often);
}

/* In the order of what needs what; requests still waiting for the database are answered by db_close(). */
static void
close_all(struct daemon *d)
{
	loader_stop(d->service.loader);
	worker_close(d->service.worker);
	worker_close(d->service.hasher);
	papers_forget();
	job_worker_halt(d->jobs);
	db_close(d->service.db);
	job_worker_close(d->jobs);
	job_watch_close(d->service.jobs);
	loader_close(d->service.loader);
	catalogue_release(d->service.archive);
	secrets_close(d->service.secrets);
	limit_close(d->service.by_token);
	limit_close(d->service.by_address);
	if (d->api != NULL)
		listener_free(d->api);
	if (d->operators != NULL)
		listener_free(d->operators);
	tls_close(d->tls);
	if (d->config_mem != NULL)
		arena_free(d->config_mem);
	for (int i = 0; i < SIGNALS; i++)
		event_free(d->signals[i]);
	event_free(d->patience);
	event_free(d->watchdog);
	event_free(d->log);
	event_base_free(d->base);
}

/* As many descriptors as the clients may need, whatever the shell that started us was content with. */
static void
allow_descriptors(const struct config *c)
{
	rlim_t        wanted = (rlim_t)(c->clients + ADMIN_CLIENTS + c->connections + OTHER_DESCRIPTORS);
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
		log_warn("setting=clients only %llu descriptors may be open, and %llu would be needed",
			(unsigned long long)limit.rlim_cur, (unsigned long long)wanted);
}

static int
serve(const struct config *c, bool watched, const struct place_to_serve *place)
{
	struct daemon      d = { .base = event_base_new(), .config = *c, .watched = watched, .place = *place,
		.began = time(NULL) };
	struct arena      *mem = arena_new();
	struct problem     p = { .mem = mem };
	struct db_settings settings = {
		.conninfo = c->database, .connections = (long)c->connections, .wait_ms = (long)c->wait_ms,
		.role = "twinning", .enter = &sql_caller_enter,
	};
	bool               ok;

	allow_descriptors(c);
	open_signals(&d);
	d.service.base = d.base;
	d.service.db = db_open(d.base, &settings);
	d.service.worker = worker_open(d.base, WORK_MAX);
	d.service.hasher = worker_open(d.base, HASH_MAX);
	d.service.secrets = secrets_open();
	d.service.by_token = limit_open();
	d.service.by_address = limit_open();
	d.service.proxies = c->proxies;
	set_patience(&d);
	d.service.loader = loader_open(d.base, d.service.db, &settings, (size_t)d.config.profiles_mib << 20);
	d.service.jobs = job_watch_open(d.base, d.service.db, d.service.loader);
	if (c->role != SERVES_API)
		d.jobs = job_worker_open(d.base, d.service.db, &settings, d.service.loader,
			(long)c->lease_seconds * 1000);
	ok = open_doors(&d, &p);
	if (ok) {
		log_hold(wake_log, &d);
		event_base_dispatch(d.base);
		log_hold(NULL, NULL);
		log_info("stopped");
	} else {
		log_error("%s", say_text(mem, LANG_EN, &p.detail));
	}
	d.stopping = true;
	close_all(&d);
	arena_free(mem);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
serve_main(const struct config *c)
{
	struct place_to_serve place = { .ready = -1 };
	bool                  watched = supervised(&place);

	return watched || c->processes == 1 ? serve(c, watched, &place) : supervise_main(c);
}
