#include "engine/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>
#include <event2/event_struct.h>

#include "engine/listener.h"
#include "engine/log.h"
#include "engine/notify.h"

/* In its environment a process finds its number, its sockets and where to say that it is ready. */
static const char PLACE[] = "TWINNING_PLACE";

enum { SIGNALS = 5, YOUNG_SECONDS = 5, LONGEST_WAIT_MS = 30000 };

/* A process that serves, or that is about to. */
struct process {
	pid_t        pid;	/* 0: none */
	int          ready;	/* the end that we read; -1 after it spoke */
	struct event said;
	time_t       since;
	struct slot *slot;
};

struct slot {
	struct supervisor *supervisor;
	int                number;
	int                sockets[SUPERVISED_SOCKETS];
	struct process     serving, next;	/* next: takes the place of serving when it is ready */
	bool               was_ready;
	long               wait_ms;		/* before it is started again */
	struct event       again;
};

struct supervisor {
	struct event_base   *base;
	const struct config *config;
	char                 program[PATH_MAX];
	char               **words;
	struct slot         *slots;
	int                  count, running;	/* running: processes, those that drain included */
	int                  renewing;		/* the slot that has a next one; -1: none */
	bool                 stopping, told;
	struct event        *signals[SIGNALS];
	struct event         watchdog;
};

static void renew(struct supervisor *s, int from);
static void start_serving(struct slot *slot);

bool
supervised(struct place_to_serve *place)
{
	const char *text = getenv(PLACE);
	int         n = text == NULL ? 0 : sscanf(text, "%d %d %d %d %d", &place->number, &place->sockets[0],
		&place->sockets[1], &place->sockets[2], &place->ready);

	for (int i = 0; n == 5 && i < SUPERVISED_SOCKETS; i++)
		if (place->sockets[i] >= 0)
			fcntl(place->sockets[i], F_SETFD, FD_CLOEXEC);
	return n == 5;
}

void
supervised_ready(struct place_to_serve *place)
{
	if (place->ready >= 0 && write(place->ready, "r", 1) < 0)
		log_warn("nobody hears that process %d is ready: %s", place->number, strerror(errno));
	if (place->ready >= 0)
		close(place->ready);
	place->ready = -1;
}

/* After fork(): becomes the program, with what it is to inherit. */
static void
become(const struct slot *slot, int ready)
{
	char     place[80];
	sigset_t none;

	snprintf(place, sizeof(place), "%d %d %d %d %d", slot->number, slot->sockets[0], slot->sockets[1],
		slot->sockets[2], ready);
	setenv(PLACE, place, 1);
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	for (int i = 0; i < SUPERVISED_SOCKETS; i++)
		if (slot->sockets[i] >= 0)
			fcntl(slot->sockets[i], F_SETFD, 0);
	fcntl(ready, F_SETFD, 0);
	/* What a process ignores it would go on ignoring. */
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	execv(slot->supervisor->program, slot->supervisor->words);
	_exit(127);
}

static void
drop_ready(struct process *p)
{
	if (p->ready < 0)
		return;
	event_del(&p->said);
	close(p->ready);
	p->ready = -1;
}

static bool
all_were_ready(const struct supervisor *s)
{
	for (int i = 0; i < s->count; i++)
		if (!s->slots[i].was_ready)
			return false;
	return true;
}

/* The one that served stops; the one that is ready serves. */
static void
take_over(struct slot *slot)
{
	drop_ready(&slot->serving);
	if (slot->serving.pid > 0)
		kill(slot->serving.pid, SIGTERM);
	slot->serving = slot->next;
	slot->next = (struct process){ .ready = -1 };
}

static void
on_said(evutil_socket_t fd, short what, void *arg)
{
	struct process    *p = arg;
	struct slot       *slot = p->slot;
	struct supervisor *s = slot->supervisor;
	char               byte;
	bool               ready = read(fd, &byte, 1) == 1;

	(void)what;
	drop_ready(p);
	if (!ready)	/* it is dying; SIGCHLD tells the rest */
		return;
	log_info("process number=%d pid=%ld serves", slot->number, (long)p->pid);
	if (p == &slot->next) {
		take_over(slot);
		renew(s, slot->number + 1);
	}
	slot->was_ready = true;
	if (!s->told && all_were_ready(s)) {
		s->told = true;
		notify("READY=1");
	}
}

static bool
start(struct slot *slot, struct process *p)
{
	int   ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	log_flush();
	pid = fork();
	if (pid == 0)
		become(slot, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return false;
	}
	*p = (struct process){ .pid = pid, .ready = ends[0], .since = time(NULL), .slot = slot };
	event_assign(&p->said, slot->supervisor->base, p->ready, EV_READ, on_said, p);
	event_add(&p->said, NULL);
	slot->supervisor->running++;
	return true;
}

/* Each time sooner dead, twice as long a wait; from nothing up. */
static void
start_later(struct slot *slot, bool young)
{
	struct timeval wait = { 0 };

	slot->wait_ms = !young ? 0 : slot->wait_ms == 0 ? 100 : slot->wait_ms * 2;
	if (slot->wait_ms > LONGEST_WAIT_MS)
		slot->wait_ms = LONGEST_WAIT_MS;
	wait.tv_sec = slot->wait_ms / 1000;
	wait.tv_usec = slot->wait_ms % 1000 * 1000;
	evtimer_add(&slot->again, &wait);
}

static void
start_serving(struct slot *slot)
{
	if (start(slot, &slot->serving))
		return;
	log_error("process number=%d cannot be started: %s", slot->number, strerror(errno));
	start_later(slot, true);
}

static void
on_again(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	start_serving(arg);
}

/* Puts a new process in the place of those from this number on. */
static void
renew(struct supervisor *s, int from)
{
	s->renewing = -1;
	for (int i = from; i < s->count && !s->stopping; i++) {
		if (s->slots[i].serving.pid == 0)
			continue;	/* it is about to be new in any case */
		if (start(&s->slots[i], &s->slots[i].next)) {
			s->renewing = i;
			return;
		}
		log_error("process number=%d cannot be renewed: %s", i, strerror(errno));
	}
	log_info("processes renewed");
}

static void
on_renew(evutil_socket_t fd, short what, void *arg)
{
	struct supervisor *s = arg;

	(void)fd;
	(void)what;
	if (s->renewing < 0 && !s->stopping)
		renew(s, 0);
}

static void
tell_all(const struct supervisor *s, int sig)
{
	for (int i = 0; i < s->count; i++) {
		if (s->slots[i].serving.pid > 0)
			kill(s->slots[i].serving.pid, sig);
		if (s->slots[i].next.pid > 0)
			kill(s->slots[i].next.pid, sig);
	}
}

static void
on_hangup(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	tell_all(arg, SIGHUP);
}

static void
on_stop(evutil_socket_t fd, short what, void *arg)
{
	struct supervisor *s = arg;

	(void)fd;
	(void)what;
	if (!s->stopping)
		notify("STOPPING=1");
	s->stopping = true;
	for (int i = 0; i < s->count; i++)
		evtimer_del(&s->slots[i].again);
	tell_all(s, SIGTERM);
	if (s->running == 0)
		event_base_loopexit(s->base, NULL);
}

/* One that served, or was about to; of the one that drains nothing is left to do. */
static void
bury(struct slot *slot, struct process *p, int status)
{
	struct supervisor *s = slot->supervisor;
	bool               young = time(NULL) - p->since < YOUNG_SECONDS;

	drop_ready(p);
	if (!s->stopping)
		log_error("process number=%d pid=%ld %s %d", slot->number, (long)p->pid,
			WIFSIGNALED(status) ? "died of signal" : "left with status",
			WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	*p = (struct process){ .ready = -1 };
	if (s->stopping)
		return;
	if (p == &slot->serving && slot->next.pid > 0) {
		slot->serving = (struct process){ .ready = -1 };
		return;	/* its successor is on its way, and is told below if it fails */
	}
	if (p == &slot->next) {
		log_error("the old processes go on");
		s->renewing = -1;
		if (slot->serving.pid > 0)
			return;
	}
	start_later(slot, young);
}

static void
on_child(evutil_socket_t fd, short what, void *arg)
{
	struct supervisor *s = arg;
	int                status;
	pid_t              pid;

	(void)fd;
	(void)what;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		s->running--;
		for (int i = 0; i < s->count; i++) {
			struct slot *slot = &s->slots[i];

			if (slot->serving.pid == pid)
				bury(slot, &slot->serving, status);
			else if (slot->next.pid == pid)
				bury(slot, &slot->next, status);
		}
	}
	if (s->stopping && s->running == 0)
		event_base_loopexit(s->base, NULL);
}

static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	notify("WATCHDOG=1");
}

/* The first set says which ports were free; the others share them. */
static bool
open_sockets(struct supervisor *s, struct problem *p)
{
	const struct config *c = s->config;
	int                  port = (int)c->port, tls_port = (int)c->tls_port;

	for (int i = 0; i < s->count; i++) {
		int *sockets = s->slots[i].sockets;

		sockets[0] = sockets[1] = -1;
		if (c->role != SERVES_JOBS) {
			if ((sockets[0] = listener_socket(c->address, port, true, p)) < 0)
				return false;
			port = listener_socket_port(sockets[0]);
		}
		if (c->role != SERVES_JOBS && *c->tls_certificate != '\0') {
			if ((sockets[1] = listener_socket(c->tls_address, tls_port, true, p)) < 0)
				return false;
			tls_port = listener_socket_port(sockets[1]);
		}
		sockets[2] = listener_socket(c->admin_address, c->admin_port == 0 ? 0 : (int)c->admin_port + i, false, p);
		if (sockets[2] < 0)
			return false;
	}
	return true;
}

static void
open_signals(struct supervisor *s)
{
	static const struct {
		int  number;
		void (*call)(evutil_socket_t fd, short what, void *arg);
	} calls[SIGNALS] = {
		{ SIGTERM, on_stop }, { SIGINT, on_stop }, { SIGHUP, on_hangup }, { SIGUSR2, on_renew },
		{ SIGCHLD, on_child },
	};
	int64_t        us = notify_watchdog_us() / 2;
	struct timeval often = { .tv_sec = us / 1000000, .tv_usec = us % 1000000 };

	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < SIGNALS; i++) {
		s->signals[i] = evsignal_new(s->base, calls[i].number, calls[i].call, s);
		evsignal_add(s->signals[i], NULL);
	}
	event_assign(&s->watchdog, s->base, -1, EV_PERSIST, on_watchdog, s);
	if (us > 0)
		event_add(&s->watchdog, &often);
}

/* The path, not what is there now: a new release is to be found under it. */
static bool
find_program(struct supervisor *s, struct problem *p)
{
	static char serve[] = "serve";
	ssize_t     n = readlink("/proc/self/exe", s->program, sizeof(s->program) - 1);

	s->words = must_have(calloc((size_t)s->config->flag_count + 3, sizeof(*s->words)));
	if (n < 0 || (size_t)n == sizeof(s->program) - 1)
		return problem_set(p, PROBLEM_INTERNAL, SAY_NO_PROGRAM, "/proc/self/exe", strerror(n < 0 ? errno : ENAMETOOLONG));
	s->program[n] = '\0';
	s->words[0] = s->program;
	s->words[1] = serve;
	memcpy(s->words + 2, s->config->flags, (size_t)s->config->flag_count * sizeof(*s->words));
	return true;
}

int
supervise_main(const struct config *c)
{
	struct supervisor s = { .config = c, .count = (int)c->processes, .renewing = -1 };
	struct problem    p = { .mem = arena_new() };
	bool              ok;

	s.base = must_have(event_base_new());
	s.slots = must_have(calloc((size_t)s.count, sizeof(*s.slots)));
	for (int i = 0; i < s.count; i++) {
		s.slots[i] = (struct slot){ .supervisor = &s, .number = i, .serving.ready = -1, .next.ready = -1,
			.sockets = { -1, -1, -1 } };
		evtimer_assign(&s.slots[i].again, s.base, on_again, &s.slots[i]);
	}
	ok = find_program(&s, &p) && open_sockets(&s, &p);
	if (ok) {
		open_signals(&s);
		for (int i = 0; i < s.count; i++)
			start_serving(&s.slots[i]);
		event_base_dispatch(s.base);
		for (int i = 0; i < SIGNALS; i++)
			event_free(s.signals[i]);
		event_del(&s.watchdog);
		log_info("every process has stopped");
	} else {
		log_error("%s", say_text(p.mem, LANG_EN, &p.detail));
	}
	for (int i = 0; i < s.count; i++)
		for (int k = 0; k < SUPERVISED_SOCKETS; k++)
			if (s.slots[i].sockets[k] >= 0)
				close(s.slots[i].sockets[k]);
	event_base_free(s.base);
	free(s.words);
	free(s.slots);
	arena_free(p.mem);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
