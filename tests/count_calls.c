/*
 * Counts what a program asks the allocator and the kernel for, without slowing it much: preloaded into it
 * (LD_PRELOAD), it keeps the counts in the file named by COUNT_CALLS, where bench_cost.py reads them.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* In the order in which bench_cost.py reads them. */
struct counts {
	uint64_t allocations, bytes_live;
	uint64_t transfers;	/* reads and writes */
	uint64_t waits;		/* for whoever is ready, and what is said of whom to wait for */
};

static struct counts  before_main;
static struct counts *counts = &before_main;

static void
add(uint64_t *count, uint64_t n)
{
	__atomic_fetch_add(count, n, __ATOMIC_RELAXED);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *name = getenv("COUNT_CALLS");
	int         fd = name == NULL ? -1 : open(name, O_RDWR | O_CLOEXEC);
	void       *file = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(*counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (fd >= 0)
		close(fd);
	if (file == MAP_FAILED)
		return;
	counts = file;
	*counts = before_main;
}

/* --- the allocator: what glibc calls its own by another name */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t align, size_t size);
void  __libc_free(void *p);

static void *
allocated(void *p)
{
	add(&counts->allocations, 1);
	add(&counts->bytes_live, malloc_usable_size(p));
	return p;
}

void *
malloc(size_t size)
{
	return allocated(__libc_malloc(size));
}

void *
calloc(size_t count, size_t size)
{
	return allocated(__libc_calloc(count, size));
}

void *
realloc(void *p, size_t size)
{
	size_t before = malloc_usable_size(p);
	void  *now = __libc_realloc(p, size);

	if (now == NULL && size > 0)
		return NULL;
	add(&counts->bytes_live, -(uint64_t)before);
	return allocated(now);
}

void *
memalign(size_t align, size_t size)
{
	return allocated(__libc_memalign(align, size));
}

void *
aligned_alloc(size_t align, size_t size)
{
	return memalign(align, size);
}

int
posix_memalign(void **p, size_t align, size_t size)
{
	*p = memalign(align, size);
	return *p == NULL ? ENOMEM : 0;
}

void
free(void *p)
{
	add(&counts->bytes_live, -(uint64_t)malloc_usable_size(p));
	__libc_free(p);
}

/* --- the kernel: what the loop of the daemon and its log call */

#define COUNTED(what, type, name, parameters, arguments) \
	type \
	name parameters \
	{ \
		static type (*real) parameters; \
		if (real == NULL) \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		add(&counts->what, 1); \
		return real arguments; \
	}

COUNTED(transfers, ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))
COUNTED(transfers, ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n))
COUNTED(transfers, ssize_t, writev, (int fd, const struct iovec *from, int n), (fd, from, n))
COUNTED(transfers, ssize_t, recv, (int fd, void *to, size_t n, int flags), (fd, to, n, flags))
COUNTED(transfers, ssize_t, send, (int fd, const void *from, size_t n, int flags), (fd, from, n, flags))
COUNTED(transfers, ssize_t, sendmsg, (int fd, const struct msghdr *m, int flags), (fd, m, flags))
COUNTED(waits, int, epoll_wait, (int fd, struct epoll_event *events, int n, int ms), (fd, events, n, ms))
COUNTED(waits, int, epoll_ctl, (int fd, int what, int of, struct epoll_event *event), (fd, what, of, event))
