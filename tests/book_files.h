/*
 * Workbooks made for a test: a zip file with the parts that are given.
 */
#ifndef TESTS_BOOK_FILES_H
#define TESTS_BOOK_FILES_H

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <zip.h>

#include "proto/arena.h"

struct zip_part {
	const char *name, *text;
	size_t      length;	/* 0: that of the text */
};

static const char book_relations[] =
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"
	"</Relationships>";

static const char book_workbook[] =
	"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
	"<sheet name=\"파트너\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

/* The zip file with these parts; ends with a NULL name. */
static inline char *
book_zip(struct arena *mem, const struct zip_part *parts, size_t *length)
{
	int     fd = memfd_create("book", MFD_CLOEXEC);
	char   *path = arena_printf(mem, "/proc/self/fd/%d", fd), *bytes;
	zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
	FILE   *file;

	for (; parts->name != NULL; parts++) {
		size_t n = parts->length > 0 ? parts->length : strlen(parts->text);

		zipOpenNewFileInZip64(zip, parts->name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, 0);
		zipWriteInFileInZip(zip, parts->text, (unsigned)n);
		zipCloseFileInZip(zip);
	}
	zipClose(zip, NULL);
	file = fopen(path, "rb");
	fseek(file, 0, SEEK_END);
	*length = (size_t)ftell(file);
	rewind(file);
	bytes = arena_alloc(mem, *length + 1);
	*length = fread(bytes, 1, *length, file);
	fclose(file);
	close(fd);
	return bytes;
}

/* A workbook of one sheet with these rows, shared strings and styles. */
static inline char *
book_workbook_of(struct arena *mem, const char *rows, const char *strings, const char *styles, size_t *length)
{
	return book_zip(mem, (const struct zip_part[]){
		{ .name = "xl/workbook.xml", .text = book_workbook },
		{ .name = "xl/_rels/workbook.xml.rels", .text = book_relations },
		{ .name = "xl/sharedStrings.xml", .text = arena_printf(mem, "<sst>%s</sst>", strings) },
		{ .name = "xl/styles.xml", .text = arena_printf(mem, "<styleSheet>%s</styleSheet>", styles) },
		{ .name = "xl/worksheets/sheet1.xml",
		  .text = arena_printf(mem, "<worksheet><sheetData>%s</sheetData></worksheet>", rows) },
		{ .name = NULL } }, length);
}

#endif
