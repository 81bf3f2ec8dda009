/*
 * The words that the reference data brings as well are the same there; but Korean ones stand there as a document prints
 * them, where one does.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "proto/book.h"
#include "proto/network.h"
#include "tests/suite.h"

enum { FILE_MAX = 65536 };

/* The tests run from the top of the tree. */
static const struct list_of_words {
	const char         *file;
	const struct vocab *vocab;
	size_t              english;	/* the column of the English name; the Korean one follows */
	bool                printed;	/* which a document prints */
} lists[] = {
	{ "sql/reference/02_focus_area.csv", &focus_area_vocab, 2, false },
	{ "sql/reference/03_quadrant.csv", &quadrant_vocab, 1, true },
	{ "sql/reference/06_partner_kind.csv", &partner_kind_vocab, 2, true },
};

struct reading {
	const struct list_of_words *of;
	int                         count;
};

static bool
on_row(void *ctx, const struct book_row *row)
{
	struct reading    *r = ctx;
	const struct word *word;
	int                found;

	if (row->number == 1)
		return true;
	found = vocab_find(r->of->vocab, row->cells[0]);
	ck_assert_msg(found >= 0, "%s", row->cells[0]);
	word = &r->of->vocab->words[found];
	ck_assert_str_eq(row->cells[r->of->english], word->en);
	if (!r->of->printed)
		ck_assert_str_eq(row->cells[r->of->english + 1], word->ko);
	r->count++;
	return true;
}

START_TEST(words_are_the_same_in_the_reference_data)
{
	static char    text[FILE_MAX];
	struct reading reading = { &lists[_i], 0 };
	FILE          *in = fopen(lists[_i].file, "r");
	struct arena  *mem = arena_new();
	struct problem p = { .mem = mem };
	struct book    book;
	size_t         length;

	ck_assert_ptr_nonnull(in);
	length = fread(text, 1, sizeof(text), in);
	fclose(in);
	ck_assert(book_open(text, length, mem, &book, &p));
	ck_assert(book_read(&book, 0, on_row, &reading, &p));
	ck_assert_int_gt(reading.count, 0);	/* and each once, for an id is a key there */
	ck_assert_ptr_null(lists[_i].vocab->words[reading.count].id);
	arena_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("proto_words");
	TCase *t = tcase_create("words");

	tcase_add_loop_test(t, words_are_the_same_in_the_reference_data, 0, (int)(sizeof(lists) / sizeof(lists[0])));
	suite_add_tcase(s, t);
	return suite_run(s);
}
