#include "engine/papers/memory_file.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool
memory_file_open(struct memory_file *m)
{
	m->descriptor = memfd_create("document", MFD_CLOEXEC);
	snprintf(m->path, sizeof(m->path), "/proc/self/fd/%d", m->descriptor);
	return m->descriptor >= 0;
}

bool
memory_file_take(const struct memory_file *m, struct buffer *out)
{
	struct stat st;
	char       *at;
	off_t       n = 0;

	if (fstat(m->descriptor, &st) != 0)
		return false;
	at = buffer_room(out, (size_t)st.st_size);
	while (n < st.st_size) {
		ssize_t got = pread(m->descriptor, at + n, (size_t)(st.st_size - n), n);

		if (got <= 0)
			break;
		n += got;
	}
	buffer_end(out, at + n);
	return n == st.st_size;
}

void
memory_file_close(struct memory_file *m)
{
	close(m->descriptor);
}

bool
memory_file_write(bool (*write)(const struct paper *p, const char *path), const struct paper *p, struct buffer *out)
{
	struct memory_file m;
	bool               ok;

	if (!memory_file_open(&m))
		return false;
	ok = write(p, m.path) && memory_file_take(&m, out);
	memory_file_close(&m);
	return ok;
}
