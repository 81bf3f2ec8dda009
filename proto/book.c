#include "proto/book.h"

#include <string.h>

static const struct word kinds[] = {
	[BOOK_XLSX]   = { "xlsx", "Excel workbook", "Excel 통합 문서" },
	[BOOK_CSV]    = { "csv", "CSV or text with tabs", "CSV 또는 탭으로 구분된 텍스트" },
	[BOOK_NDJSON] = { "ndjson", "a JSON object on each line", "줄마다 JSON 객체" },
	{ NULL, NULL, NULL }
};
const struct vocab book_kind_vocab = { "BookKind", "kind of file", "파일 종류", kinds };

static const struct word encodings[] = {
	[BOOK_UTF_8]    = { "utf-8", "UTF-8", "UTF-8" },
	[BOOK_CP949]    = { "cp949", "CP949 (EUC-KR)", "CP949(EUC-KR)" },
	[BOOK_UTF_16LE] = { "utf-16le", "UTF-16, as Excel's \"Unicode text\"", "UTF-16(Excel의 \"유니코드 텍스트\")" },
	[BOOK_UTF_16BE] = { "utf-16be", "UTF-16, big-endian", "UTF-16(빅 엔디언)" },
	{ NULL, NULL, NULL }
};
const struct vocab book_encoding_vocab = { "BookEncoding", "encoding of a file", "파일 인코딩", encodings };

static bool
begins(const char *bytes, size_t length, const char *with, size_t n)
{
	return length >= n && memcmp(bytes, with, n) == 0;
}

bool
book_open(const char *bytes, size_t length, struct arena *mem, struct book *f, struct problem *p)
{
	static const char *const unnamed[] = { "" };

	*f = (struct book){ .kind = BOOK_CSV, .encoding = -1, .bytes = bytes, .length = length };
	if (length == 0)
		return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_EMPTY);
	if (begins(bytes, length, "\xd0\xcf\x11\xe0", 4))
		return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_OLD_EXCEL);
	if (begins(bytes, length, "PK\003\004", 4)) {
		f->kind = BOOK_XLSX;
		f->xlsx = xlsx_open(bytes, length, mem, f, p);
		return f->xlsx != NULL;
	}
	f->names = memcpy(arena_alloc(mem, sizeof(unnamed)), unnamed, sizeof(unnamed));
	f->sheets = 1;
	return text_open(f, p);
}

bool
book_read(struct book *f, size_t sheet, book_row_fn *fn, void *ctx, struct problem *p)
{
	switch (f->kind) {
	case BOOK_XLSX:
		return xlsx_read(f, sheet, fn, ctx, p);
	case BOOK_CSV:
		return csv_rows(f, fn, ctx, p);
	case BOOK_NDJSON:
		return ndjson_rows(f, fn, ctx, p);
	}
	return false;
}
