/*
 * Generations of the catalogue: each made of the one before it and of what changed.
 */
#include "tests/engine_network.h"

#include <malloc.h>

#include <valgrind/memcheck.h>

#include "engine/catalogue_table.h"
#include "engine/view.h"

enum { IDS = 500, TEXT = 4000, CHANGES = 6 };

static const char DAY[] = "2018-08-01";

static struct arena         *text_mem;
static struct catalogue_row *stored;	/* what the database holds, but for callers */
static size_t                stored_count;
static char                  ids[IDS][16];
static char                  documents[IDS][TEXT];	/* of partners of our own; "" = there is none */
static bool                  declines[IDS];		/* whether it has declined the first project */
static char                  declined[IDS][200];
static const char            project[] = "phuket_eagle_eyes_cctv";
static uint32_t              seed;

static uint32_t
any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static struct catalogue_row
row_of(const char *kind, const char *id, const char *document)
{
	return (struct catalogue_row){ .kind = kind, .kind_length = strlen(kind), .id = id, .document = document,
		.length = document == NULL ? 0 : strlen(document) };
}

/* The lines of a snapshot as rows. */
static void
keep_stored(const struct buffer *text)
{
	const char *end;

	stored = arena_alloc(text_mem, text->length / 2 * sizeof(*stored));
	for (const char *line = text->at; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		const char *quote = strchr(line + 2, '"');

		stored[stored_count++] = row_of(arena_strndup(text_mem, line + 2, (size_t)(quote - line - 2)), "",
			arena_strndup(text_mem, quote + 2, (size_t)(end - quote - 3)));
	}
}

static const char *
stored_partner(void)
{
	for (size_t i = 0; i < stored_count; i++)
		if (strcmp(stored[i].kind, "partner") == 0)
			return stored[i].document;
	return NULL;
}

/* A stored profile under another id, with another capacity. */
static void
write_partner(int i)
{
	static const char id[] = "{\"id\":\"", capacity[] = "\"capacity\":";
	const char       *like = stored_partner(), *rest = strchr(like + strlen(id), '"'), *at = strstr(like, capacity);

	ck_assert(strncmp(like, id, strlen(id)) == 0 && at != NULL);
	snprintf(documents[i], TEXT, "%s%s%.*s%s%u%s", id, ids[i], (int)(at - rest), rest, capacity, any(1000),
		at + strlen(capacity) + strspn(at + strlen(capacity), "0123456789"));
}

static struct catalogue_row
partner_row(int i)
{
	return row_of("partner", ids[i], documents[i][0] == '\0' ? NULL : documents[i]);
}

static struct catalogue_row
decline_row(int i)
{
	static char names[IDS][80];

	snprintf(names[i], sizeof(names[i]), "%s/%s", ids[i], project);
	snprintf(declined[i], sizeof(declined[i]), "{\"partner\":\"%s\",\"project\":\"%s\"}", ids[i], project);
	return row_of("decline", names[i], declines[i] ? declined[i] : NULL);
}

/* Something happens to a partner of ours; the rows that tell of it. */
static size_t
happen(int i, struct catalogue_row *rows)
{
	size_t n = 0;

	if (documents[i][0] != '\0' && !declines[i] && any(4) == 0) {
		documents[i][0] = '\0';
		rows[n++] = partner_row(i);
	} else if (documents[i][0] == '\0' || any(3) > 0) {
		write_partner(i);
		rows[n++] = partner_row(i);
	} else {
		declines[i] = !declines[i];
		rows[n++] = decline_row(i);
	}
	return n;
}

/* The next generation; the last is let go. */
static struct catalogue *
follow(struct catalogue *c, const struct catalogue_row *rows, size_t count)
{
	struct catalogue *next = catalogue_make(c, rows, count);

	ck_assert_ptr_nonnull(next);
	view_inherit(next, c);
	catalogue_release(c);
	return next;
}

static struct catalogue *
read_everything(void)
{
	struct catalogue_row *rows = calloc(stored_count + 2 * IDS, sizeof(*rows));
	size_t                n = stored_count;
	struct catalogue     *c;

	memcpy(rows, stored, n * sizeof(*rows));
	for (int i = IDS - 1; i >= 0; i--) {
		if (documents[i][0] != '\0')
			rows[n++] = partner_row(i);
		if (declines[i])
			rows[n++] = decline_row(i);
	}
	c = catalogue_make(NULL, rows, n);
	free(rows);
	ck_assert_ptr_nonnull(c);
	view_fill_cities(c);
	return c;
}

static void
same_scores(struct catalogue *a, struct catalogue *b)
{
	struct arena      *scratch = arena_new();
	const struct view *x = view_of(a, 0, DAY, scratch), *y = view_of(b, 0, DAY, scratch);

	for (size_t i = 0; i < catalogue_count(a, RECORD_PARTNER); i++) {
		uint32_t     of = any(x->model.project_count);
		struct score one = score_pair(&x->model, view_partner(x, i), of);
		struct score other = score_pair(&y->model, view_partner(y, i), of);

		ck_assert_str_eq(catalogue_id(a, RECORD_PARTNER, i), catalogue_id(b, RECORD_PARTNER, i));
		ck_assert_mem_eq(&one, &other, sizeof(one));
	}
	arena_free(scratch);
}

START_TEST(following_leads_where_reading_everything_does)
{
	struct catalogue *c = read_everything();

	for (int round = 0; round < 400; round++) {
		struct catalogue_row rows[CHANGES];
		size_t               n = 0;
		int                  first = (int)any(IDS - CHANGES), many = 1 + (int)any(CHANGES - 1);

		for (int i = 0; i < many; i++)
			n += happen(first + i, rows + n);
		c = follow(c, rows, n);
		if (round % 20 == 0) {
			struct catalogue *fresh = read_everything();

			ck_assert_str_eq(c->snapshot, fresh->snapshot);
			ck_assert_uint_eq(catalogue_count(c, RECORD_PARTNER), catalogue_count(fresh, RECORD_PARTNER));
			same_scores(c, fresh);
			catalogue_release(fresh);
		}
	}
	for (size_t i = 0; i < catalogue_count(c, RECORD_PARTNER); i++)
		ck_assert_int_eq(catalogue_find(c, RECORD_PARTNER, catalogue_id(c, RECORD_PARTNER, i)), (long)i);
	catalogue_release(c);
}
END_TEST

START_TEST(the_text_has_the_digest)
{
	struct catalogue    *c = read_everything(), *again;
	const struct buffer *text = catalogue_text(c, mem);
	char                 digest[LINES_HEX];

	lines_digest_text(text->at, text->length, digest);
	ck_assert_str_eq(digest, c->snapshot);
	again = catalogue_read(text->at, text->length);
	ck_assert_str_eq(again->snapshot, c->snapshot);
	same_scores(c, again);
	catalogue_release(again);
	catalogue_release(c);
}
END_TEST

static void
fill(void)
{
	for (int i = 0; i < IDS; i++)
		write_partner(i);
}

START_TEST(a_reader_keeps_what_it_holds)
{
	struct catalogue           *c, *held;
	struct arena               *scratch = arena_new();
	const struct view          *v;
	const struct score_partner *as_number;
	const struct partner       *before;
	struct catalogue_row        row;
	int64_t                     capacity;
	long                        at;

	fill();
	c = read_everything();
	held = catalogue_hold(c);
	at = catalogue_find(held, RECORD_PARTNER, ids[7]);
	before = catalogue_at(held, RECORD_PARTNER, (size_t)at);
	capacity = before->capacity;
	v = view_of(held, 0, DAY, scratch);
	as_number = view_partner(v, (size_t)at);
	do {
		write_partner(7);
		row = partner_row(7);
		c = follow(c, &row, 1);
	} while (((const struct partner *)catalogue_at(c, RECORD_PARTNER, (size_t)at))->capacity == capacity);
	documents[7][0] = '\0';
	row = partner_row(7);
	c = follow(c, &row, 1);
	ck_assert_int_eq(catalogue_find(c, RECORD_PARTNER, ids[7]), -1);
	ck_assert_ptr_eq(catalogue_at(held, RECORD_PARTNER, (size_t)at), before);
	ck_assert_int_eq(before->capacity, capacity);
	ck_assert_ptr_eq(view_partner(v, (size_t)at), as_number);
	arena_free(scratch);
	catalogue_release(c);
	catalogue_release(held);
}
END_TEST

START_TEST(a_change_copies_one_chunk)
{
	struct catalogue    *c, *next;
	struct catalogue_row row;
	const struct table  *a, *b;
	size_t               shared = 0;

	fill();
	c = read_everything();
	write_partner(IDS / 2);
	row = partner_row(IDS / 2);
	next = catalogue_make(c, &row, 1);
	a = c->table[RECORD_PARTNER];
	b = next->table[RECORD_PARTNER];
	ck_assert_uint_eq(a->chunks, b->chunks);
	ck_assert_uint_gt(a->chunks, 3);
	for (size_t i = 0; i < a->chunks; i++)
		shared += a->part[i].chunk == b->part[i].chunk;
	ck_assert_uint_eq(shared, a->chunks - 1);
	ck_assert_ptr_eq(c->network, next->network);
	ck_assert_ptr_eq(c->table[RECORD_PROJECT], next->table[RECORD_PROJECT]);
	catalogue_release(c);
	catalogue_release(next);
}
END_TEST

/* Else a change would make its neighbours' sheets anew, and all that was told of them. */
START_TEST(who_did_not_change_keeps_what_is_known_of_it)
{
	struct arena        *scratch = arena_new();
	struct catalogue    *c, *next, *last;
	struct catalogue_row row;
	const struct view   *v, *w;
	size_t               changed;

	fill();
	c = read_everything();
	v = view_of(c, 0, DAY, scratch);
	for (size_t i = 0; i < catalogue_count(c, RECORD_PARTNER); i++)
		view_partner(v, i);
	write_partner(IDS / 2);
	row = partner_row(IDS / 2);
	next = follow(catalogue_hold(c), &row, 1);
	w = view_of(next, 0, DAY, scratch);
	changed = (size_t)catalogue_find(next, RECORD_PARTNER, ids[IDS / 2]);
	for (size_t i = 0; i < catalogue_count(next, RECORD_PARTNER); i++)
		ck_assert_int_eq(view_number(w, i) == view_number(v, i), i != changed);
	declines[IDS / 3] = true;
	row = decline_row(IDS / 3);
	last = follow(catalogue_hold(next), &row, 1);
	changed = (size_t)catalogue_find(last, RECORD_PARTNER, ids[IDS / 3]);
	ck_assert_uint_ne(view_number(view_of(last, 0, DAY, scratch), changed), view_number(w, changed));
	arena_free(scratch);
	catalogue_release(c);
	catalogue_release(next);
	catalogue_release(last);
}
END_TEST

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

/* Of whoever gives the memory: a sanitizer, valgrind or glibc. */
static size_t
bytes_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return __sanitizer_get_current_allocated_bytes();
#else
	size_t lost = 0, maybe_lost = 0, reached = 0, suppressed = 0;

	if (!RUNNING_ON_VALGRIND)
		return mallinfo2().uordblks;
	VALGRIND_DO_QUICK_LEAK_CHECK;
	VALGRIND_COUNT_LEAKS(lost, maybe_lost, reached, suppressed);
	return lost + maybe_lost + reached + suppressed;
#endif
}

static struct catalogue *
change_many(struct catalogue *c, int times)
{
	for (int i = 0; i < times; i++) {
		struct arena        *scratch = arena_new();
		int                  which = (int)any(IDS);
		struct catalogue_row row;
		const struct view   *v;

		write_partner(which);
		row = partner_row(which);
		c = follow(c, &row, 1);
		v = view_of(c, 0, DAY, scratch);
		for (size_t k = 0; k < catalogue_count(c, RECORD_PARTNER); k += 16)
			view_partner(v, k);
		arena_free(scratch);
	}
	return c;
}

START_TEST(a_stream_of_changes_takes_no_more_memory)
{
	struct catalogue *c;
	size_t            before, after;

	fill();
	c = change_many(read_everything(), 100);
	before = bytes_in_use();
	c = change_many(c, 2000);
	after = bytes_in_use();
	ck_assert_msg(after < before + before / 20, "%zu bytes have become %zu", before, after);
	catalogue_release(c);
}
END_TEST

START_TEST(what_does_not_hang_together_is_refused)
{
	struct catalogue    *c = read_everything();
	struct catalogue_row nowhere = row_of("project", "",
		"{\"id\":\"lost\",\"city\":\"atlantis\",\"title_en\":\"x\",\"title_ko\":\"x\",\"stage\":\"open\",\"slots\":1}");
	struct catalogue_row twice[] = { partner_row(1), partner_row(1) };

	write_partner(1);
	twice[0] = twice[1] = partner_row(1);
	ck_assert_ptr_null(catalogue_make(c, &nowhere, 1));
	ck_assert_ptr_null(catalogue_make(c, twice, 2));
	catalogue_release(c);
}
END_TEST

static void
break_partner(int i)
{
	strcpy(strstr(documents[i], "\"capacity\":"), "\"capacity\":-1}");
}

START_TEST(what_cannot_be_read_is_left_out_and_named)
{
	struct catalogue    *c, *fresh;
	struct catalogue_row row;
	char                 whole[LINES_HEX], broken[LINES_HEX], digest[LINES_HEX];
	const struct buffer *text;
	size_t               count;

	fill();
	c = read_everything();
	count = catalogue_count(c, RECORD_PARTNER);
	strcpy(whole, c->snapshot);
	break_partner(3);
	row = partner_row(3);
	c = follow(c, &row, 1);
	ck_assert_uint_eq(catalogue_unread(c), 1);
	ck_assert_uint_eq(catalogue_count(c, RECORD_PARTNER), count - 1);
	ck_assert_int_eq(catalogue_find(c, RECORD_PARTNER, ids[3]), -1);
	strcpy(broken, c->snapshot);
	ck_assert_str_ne(broken, whole);
	fresh = read_everything();
	ck_assert_str_eq(fresh->snapshot, broken);
	catalogue_release(fresh);

	/* Its text says so, and leads to the same again. */
	text = catalogue_text(c, mem);
	lines_digest_text(text->at, text->length, digest);
	ck_assert_str_eq(digest, broken);
	ck_assert_ptr_nonnull(strstr(text->at, arena_printf(mem, "{\"unreadable\":{\"id\":\"%s\",", ids[3])));
	fresh = catalogue_read(text->at, text->length);
	ck_assert_str_eq(fresh->snapshot, broken);
	ck_assert_uint_eq(catalogue_unread(fresh), 1);
	catalogue_release(fresh);

	/* Otherwise wrong is another snapshot; gone, or mended, it is as if it had never been wrong. */
	strcpy(strrchr(documents[3], '-'), "-2}");
	c = follow(c, &row, 1);
	ck_assert_str_ne(c->snapshot, broken);
	documents[3][0] = '\0';
	row = partner_row(3);
	c = follow(c, &row, 1);
	ck_assert_uint_eq(catalogue_unread(c), 0);
	seed = 2018;
	fill();
	row = partner_row(3);
	c = follow(c, &row, 1);
	ck_assert_str_eq(c->snapshot, whole);
	catalogue_release(c);
}
END_TEST

/* What is stored is read once, by the loader, as the daemon reads it. */
static void
read_stored(void)
{
	struct catalogue *c = network_read();

	text_mem = arena_new();
	keep_stored(catalogue_text(c, text_mem));
	catalogue_release(c);
}

static void
forget_stored(void)
{
	arena_free(text_mem);
}

static void
begin(void)
{
	mem = arena_new();
	seed = 2018;
	for (int i = 0; i < IDS; i++) {
		/* So that neighbours in the list are not neighbours in time. */
		snprintf(ids[i], sizeof(ids[i]), "p%03d", i * 7 % IDS);
		documents[i][0] = '\0';
		declines[i] = false;
	}
}

static void
end(void)
{
	arena_free(mem);
}

int
main(void)
{
	Suite *s = suite_create("engine_catalogue");
	TCase *t = tcase_create("generation");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_unchecked_fixture(t, read_stored, forget_stored);
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 300);
	tcase_add_test(t, following_leads_where_reading_everything_does);
	tcase_add_test(t, the_text_has_the_digest);
	tcase_add_test(t, a_reader_keeps_what_it_holds);
	tcase_add_test(t, a_change_copies_one_chunk);
	tcase_add_test(t, who_did_not_change_keeps_what_is_known_of_it);
	tcase_add_test(t, a_stream_of_changes_takes_no_more_memory);
	tcase_add_test(t, what_cannot_be_read_is_left_out_and_named);
	tcase_add_test(t, what_does_not_hang_together_is_refused);
	suite_add_tcase(s, t);
	return suite_run(s);
}
