#include "engine/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <event2/event.h>

#include "proto/arena.h"

struct work {
	void (*run)(void *ctx);
	void (*done)(void *ctx);
	void  *ctx;
};

/* So much nicer a thread gets a tenth of the processor that another gets. */
enum { BEHIND = 10 };

/*
 * Works go around one ring. Those before `ran` have been run and wait for
 * done(); those from `ran` on wait for the thread. The counters only grow.
 */
struct worker {
	pthread_t       thread;
	bool            behind;
	pthread_mutex_t mutex;		/* guards all below but the event */
	pthread_cond_t  news;		/* there is work, or it is time to stop */
	bool            stopping;
	unsigned long   given, ran, told;
	struct work    *ring;
	unsigned long   size;
	int             wake;		/* eventfd: the thread writes, the loop reads */
	struct event   *woken;
};

static struct work *
work_at(struct worker *w, unsigned long n)
{
	return &w->ring[n % w->size];
}

static void *
worker_thread(void *arg)
{
	static const uint64_t one = 1;
	struct worker        *w = arg;

	if (w->behind)	/* on Linux a thread is nice for itself */
		setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + BEHIND);
	pthread_mutex_lock(&w->mutex);
	for (;;) {
		struct work work;

		while (w->ran == w->given && !w->stopping)
			pthread_cond_wait(&w->news, &w->mutex);
		if (w->stopping)
			break;
		work = *work_at(w, w->ran);
		pthread_mutex_unlock(&w->mutex);
		work.run(work.ctx);
		pthread_mutex_lock(&w->mutex);
		w->ran++;
		/* It fails only when the loop has not read the ones before, and then it will wake anyway. */
		if (write(w->wake, &one, sizeof(one)) < 0)
			continue;
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

static void
worker_on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;
	uint64_t       count;

	(void)what;
	if (read(fd, &count, sizeof(count)) < 0)
		return;
	pthread_mutex_lock(&w->mutex);
	while (w->told < w->ran) {
		struct work work = *work_at(w, w->told++);

		/* It may hand over more work. */
		pthread_mutex_unlock(&w->mutex);
		work.done(work.ctx);
		pthread_mutex_lock(&w->mutex);
	}
	pthread_mutex_unlock(&w->mutex);
}

/* Signals belong to the loop: the thread starts with all of them blocked. */
static void
start_thread(struct worker *w)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&w->thread, NULL, worker_thread, w) != 0)
		abort();
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static struct worker *
open_worker(struct event_base *base, int queue_max, bool behind)
{
	struct worker *w = must_have(calloc(1, sizeof(*w)));

	w->ring = must_have(calloc((size_t)queue_max, sizeof(*w->ring)));
	w->behind = behind;
	w->size = (unsigned long)queue_max;
	w->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (w->wake < 0)
		abort();
	w->woken = event_new(base, w->wake, EV_READ | EV_PERSIST, worker_on_wake, w);
	event_add(w->woken, NULL);
	pthread_mutex_init(&w->mutex, NULL);
	pthread_cond_init(&w->news, NULL);
	start_thread(w);
	return w;
}

struct worker *
worker_open(struct event_base *base, int queue_max)
{
	return open_worker(base, queue_max, false);
}

struct worker *
worker_open_behind(struct event_base *base, int queue_max)
{
	return open_worker(base, queue_max, true);
}

void
worker_close(struct worker *w)
{
	pthread_mutex_lock(&w->mutex);
	w->stopping = true;
	pthread_cond_signal(&w->news);
	pthread_mutex_unlock(&w->mutex);
	pthread_join(w->thread, NULL);
	/* What has been run is told; what waits is not. */
	while (w->told < w->ran) {
		struct work work = *work_at(w, w->told++);

		work.done(work.ctx);
	}
	event_free(w->woken);
	close(w->wake);
	pthread_cond_destroy(&w->news);
	pthread_mutex_destroy(&w->mutex);
	free(w->ring);
	free(w);
}

bool
worker_do(struct worker *w, void (*run)(void *ctx), void (*done)(void *ctx), void *ctx)
{
	bool room;

	pthread_mutex_lock(&w->mutex);
	room = !w->stopping && w->given - w->told < w->size;
	if (room) {
		*work_at(w, w->given++) = (struct work){ run, done, ctx };
		pthread_cond_signal(&w->news);
	}
	pthread_mutex_unlock(&w->mutex);
	return room;
}
