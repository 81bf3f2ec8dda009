#include "engine/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 64 << 20 };	/* bytes: more than any list of partners */

static void
close_file(void *file)
{
	fclose(file);
}

char *
cli_read_file(const struct cli *c, const char *path, size_t *length)
{
	FILE          *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	struct buffer *b = buffer_new(c->mem);
	size_t         n;

	if (file == NULL) {
		cli_tell(c, SAY_CLI_CANNOT_READ, path, strerror(errno));
		return NULL;
	}
	if (file != stdin)
		arena_own(c->mem, file, close_file);
	buffer_text(b, "");
	do {
		n = fread(buffer_room(b, BUFSIZ), 1, BUFSIZ, file);
		buffer_end(b, b->at + b->length + n);
	} while (n > 0 && b->length <= FILE_MOST);
	if (ferror(file)) {
		cli_tell(c, SAY_CLI_CANNOT_READ, path, strerror(errno));
		return NULL;
	}
	if (b->length > FILE_MOST) {
		cli_tell(c, SAY_CLI_FILE_TOO_LARGE, path, DIGITS(FILE_MOST >> 20));
		return NULL;
	}
	*length = b->length;
	return b->at;
}

/* Takes `fd`. */
static bool
write_all(int fd, const void *bytes, size_t length)
{
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	bool  good = out != NULL && fwrite(bytes, 1, length, out) == length;

	return out != NULL && fclose(out) == 0 && good;
}

static bool
write_beside(struct cli *c, const char *path, const void *bytes, size_t length)
{
	char *beside = arena_printf(c->mem, "%s.XXXXXX", path);
	int   fd = mkstemp(beside), why;

	if (write_all(fd, bytes, length) && rename(beside, path) == 0)
		return true;
	why = errno;
	if (fd >= 0)
		unlink(beside);
	errno = why;
	return false;
}

bool
cli_write_file(struct cli *c, const char *path, const void *bytes, size_t length)
{
	struct stat is;
	bool        there = stat(path, &is) == 0, good;

	/* A device or a pipe is not to be replaced by a file, nor a link by what it leads to. */
	if (there && !S_ISREG(is.st_mode))
		good = write_all(open(path, O_WRONLY | O_CLOEXEC), bytes, length);
	else
		good = write_beside(c, there ? arena_own(c->mem, realpath(path, NULL), free) : path, bytes, length);
	if (!good)
		cli_tell(c, SAY_CLI_CANNOT_WRITE, path, strerror(errno));
	return good;
}

enum leave
cli_put_file(struct cli *c, const void *bytes, size_t length)
{
	const char *path = cli_option(c, OPT_OUTPUT);

	if (path == NULL || strcmp(path, "-") == 0)
		return fwrite(bytes, 1, length, stdout) == length ? LEAVE_OK : LEAVE_FAILED;
	if (!cli_write_file(c, path, bytes, length))
		return LEAVE_FAILED;
	cli_tell(c, SAY_CLI_WRITTEN, path);
	return LEAVE_OK;
}
