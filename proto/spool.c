#include "proto/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFER_BYTES = 1 << 18 };

struct spool {
	int    fd;
	size_t length;		/* of all; the last `held` of it are in the buffer */
	size_t held, mapped;
	void  *map;
	char   buffer[BUFFER_BYTES];
};

static void
unmap(struct spool *s)
{
	if (s->map != NULL)
		munmap(s->map, s->mapped);
	s->map = NULL;
}

static void
spool_free(void *spool)
{
	struct spool *s = spool;

	unmap(s);
	close(s->fd);
	free(s);
}

static bool
cannot(struct problem *p)
{
	return problem_set(p, PROBLEM_INTERNAL, SAY_SPOOL, strerror(errno));
}

struct spool *
spool_new(struct arena *mem, struct problem *p)
{
	const char   *where = getenv("TMPDIR");
	int           fd = open(where != NULL && *where == '/' ? where : "/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	struct spool *s;

	if (fd < 0) {
		cannot(p);
		return NULL;
	}
	s = must_have(calloc(1, sizeof(*s)));
	s->fd = fd;
	return arena_own(mem, s, spool_free);
}

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(fd, bytes, n);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		bytes += wrote;
		n -= (size_t)wrote;
	}
	return true;
}

static bool
flush(struct spool *s, struct problem *p)
{
	if (!write_all(s->fd, s->buffer, s->held))
		return cannot(p);
	s->held = 0;
	return true;
}

bool
spool_add(struct spool *s, const void *bytes, size_t n, struct problem *p)
{
	unmap(s);
	if (n > sizeof(s->buffer) - s->held && !flush(s, p))
		return false;
	if (n > sizeof(s->buffer)) {
		if (!write_all(s->fd, bytes, n))
			return cannot(p);
	} else {
		memcpy(s->buffer + s->held, bytes, n);
		s->held += n;
	}
	s->length += n;
	return true;
}

size_t
spool_length(const struct spool *s)
{
	return s->length;
}

const char *
spool_map(struct spool *s, struct problem *p)
{
	void *map;

	if (!flush(s, p))
		return NULL;
	if (s->length == 0)
		return "";
	if (s->map == NULL) {
		map = mmap(NULL, s->length, PROT_READ, MAP_SHARED, s->fd, 0);
		if (map == MAP_FAILED) {
			cannot(p);
			return NULL;
		}
		s->map = map;
		s->mapped = s->length;
	}
	return s->map;
}
