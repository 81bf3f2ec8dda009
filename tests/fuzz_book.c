/*
 * For libFuzzer (make fuzz): any bytes are read as a file of rows or refused with a sentence, and
 * what is read keeps what its header promises. The first byte says whether they are the
 * file itself, or a part of a workbook.
 */
#include <stdlib.h>

#include "proto/book.h"
#include "proto/utf8.h"
#include "tests/book_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static bool
must_be_a_row(void *ctx, const struct book_row *row)
{
	int64_t *last = ctx;

	must(row->count > 0 && row->count <= BOOK_COLUMNS);
	for (size_t i = 0; i < row->count; i++)
		must(utf8_valid(row->cells[i], strlen(row->cells[i])));
	*last = row->number;
	return true;
}

static void
read_all(struct arena *mem, const char *bytes, size_t n)
{
	struct problem p = { .mem = mem };
	struct book    book;
	int64_t        last = 0;

	if (!book_open(bytes, n, mem, &book, &p)) {
		must(p.code != PROBLEM_NONE);
		return;
	}
	must(book.sheets > 0 && (book.encoding < 0) == (book.kind == BOOK_XLSX));
	for (size_t i = 0; i < book.sheets; i++)
		must(book_read(&book, i, must_be_a_row, &last, &p) == (p.code == PROBLEM_NONE));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena   *mem = arena_new();
	char           *text = arena_alloc(mem, n + 1);
	struct zip_part parts[] = {
		{ .name = "xl/workbook.xml", .text = book_workbook },
		{ .name = "xl/_rels/workbook.xml.rels", .text = book_relations },
		{ .name = "xl/sharedStrings.xml", .text = "<sst><si><t>a</t></si></sst>" },
		{ .name = "xl/styles.xml", .text = "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
		{ .name = "xl/worksheets/sheet1.xml", .text = "<worksheet><row><c t=\"s\"><v>0</v></c></row></worksheet>" },
		{ .name = NULL },
	};
	size_t length;

	if (n > 1)
		memcpy(text, bytes + 1, n - 1);
	if (n > 0 && bytes[0] % 8 < 5) {
		parts[bytes[0] % 8].text = text;
		parts[bytes[0] % 8].length = n - 1;
		text = book_zip(mem, parts, &length);
		read_all(mem, text, length);
	} else if (n > 0) {
		read_all(mem, text, n - 1);
	}
	arena_free(mem);
	return 0;
}
