#include "proto/zip_part.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unzip.h>

enum { PIECE_BYTES = 1 << 16, NAME_BYTES = 256 };

struct zip {
	unzFile     file;
	const char *bytes;
	uint64_t    length, at;
	size_t     *done, *whole;	/* NULL: nobody watches */
};

/* --- the bytes in memory as a file, for minizip */

static voidpf
mem_open(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	((struct zip *)opaque)->at = 0;
	return opaque;
}

static uLong
mem_read(voidpf opaque, voidpf stream, void *to, uLong n)
{
	struct zip *z = opaque;
	uint64_t    left = z->length - z->at;

	(void)stream;
	if (n > left)
		n = (uLong)left;
	memcpy(to, z->bytes + z->at, n);
	z->at += n;
	return n;
}

static ZPOS64_T
mem_tell(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct zip *)opaque)->at;
}

static long
mem_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct zip *z = opaque;
	uint64_t    from = origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at :
		origin == ZLIB_FILEFUNC_SEEK_END ? z->length : 0;

	(void)stream;
	if (offset > z->length - from)
		return -1;
	z->at = from + offset;
	return 0;
}

static int
mem_close(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

static void
close_zip(void *file)
{
	unzClose(file);
}

static bool
damaged(struct problem *p)
{
	return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_DAMAGED);
}

struct zip *
zip_open(const char *bytes, size_t length, struct arena *mem, struct problem *p)
{
	struct zip            *z = arena_alloc(mem, sizeof(*z));
	zlib_filefunc64_def    functions = { .zopen64_file = mem_open, .zread_file = mem_read, .ztell64_file = mem_tell,
		.zseek64_file = mem_seek, .zclose_file = mem_close, .zerror_file = mem_close, .opaque = z };
	unz_global_info64      info;

	z->bytes = bytes;
	z->length = length;
	z->file = unzOpen2_64("", &functions);
	if (z->file == NULL) {
		damaged(p);
		return NULL;
	}
	arena_own(mem, z->file, close_zip);
	if (unzGetGlobalInfo64(z->file, &info) != UNZ_OK || info.number_entry > ZIP_PARTS) {
		damaged(p);
		return NULL;
	}
	return z;
}

void
zip_watch(struct zip *z, size_t *done, size_t *whole)
{
	z->done = done;
	z->whole = whole;
}

bool
zip_has(struct zip *z, const char *name)
{
	return strlen(name) < NAME_BYTES && unzLocateFile(z->file, name, 1) == UNZ_OK;
}

static bool
is_too_large(const unz_file_info64 *info)
{
	return info->uncompressed_size > ZIP_PART_BYTES || (info->uncompressed_size > ZIP_RATIO_FROM &&
		info->uncompressed_size / ZIP_RATIO > info->compressed_size);
}

static bool
unpack_open(struct zip *z, uint64_t claimed, zip_piece_fn *fn, void *ctx, struct problem *p)
{
	char    *piece = must_have(malloc(PIECE_BYTES));
	uint64_t total = 0;
	int      n;
	bool     wanted = true;

	while (wanted && (n = unzReadCurrentFile(z->file, piece, PIECE_BYTES)) > 0) {
		total += (uint64_t)n;
		if (total > claimed)
			break;
		if (z->done != NULL)
			*z->done = total;
		wanted = fn(ctx, piece, (size_t)n);
	}
	free(piece);
	/* Closing also compares the checksum of what was read to its end. */
	n = unzCloseCurrentFile(z->file);
	return !wanted || (total == claimed && n == UNZ_OK) || damaged(p);
}

bool
zip_unpack(struct zip *z, const char *name, zip_piece_fn *fn, void *ctx, struct problem *p)
{
	unz_file_info64 info;

	if (!zip_has(z, name) || unzGetCurrentFileInfo64(z->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
		return damaged(p);
	if (is_too_large(&info))
		return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_BOMB, name, DIGITS(info.uncompressed_size),
			DIGITS(info.compressed_size));
	if (unzOpenCurrentFile(z->file) != UNZ_OK)
		return damaged(p);
	if (z->whole != NULL)
		*z->whole = info.uncompressed_size;
	return unpack_open(z, info.uncompressed_size, fn, ctx, p);
}
