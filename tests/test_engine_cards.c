/*
 * Partners as cards: of documents, kept by the database, and read instead of them.
 */
#include "tests/engine_network.h"

#include "engine/catalogue_fetch.h"
#include "engine/catalogue_partner.h"
#include "engine/catalogue_table.h"
#include "engine/view.h"
#include "proto/json.h"

static const char DAY[] = "2018-08-01";

static struct server    *server;
static atomic_bool       off;
static char             *documents[200];
static struct catalogue *first;		/* whole, of documents */

/* --- one by one */

static struct record *
from_document(const char *document, int64_t seq)
{
	struct catalogue_row row = { .kind = "partner", .kind_length = 7, .id = "", .document = document,
		.length = strlen(document), .kept = true, .seq = seq };
	struct record       *r = record_read(RECORD_PARTNER, &row);

	ck_assert_ptr_nonnull(r);
	return r;
}

/* In memory of its own, so that reading past its end is seen. */
static char *
card_of(struct record *r, size_t *length)
{
	const char *card = partner_card(r, length);
	char       *own = malloc(*length);

	ck_assert_ptr_nonnull(card);
	return memcpy(own, card, *length);
}

static const char *
printed(const struct partner *p)
{
	struct buffer *b = buffer_new(mem);

	message_print(b, &partner_message, p);
	return b->at;
}

START_TEST(a_card_says_what_its_document_says)
{
	for (size_t i = 0; documents[i] != NULL; i++) {
		struct record        *r = from_document(documents[i], 7), *s;
		size_t                length;
		char                 *card = card_of(r, &length);
		struct partner        slim = *partner_whole(r);
		struct arena         *own = arena_new();
		struct grams          grams, again;

		s = partner_from_card(card, length, 7);
		ck_assert_ptr_nonnull(s);
		free(card);
		ck_assert_str_eq(s->id, r->id);
		ck_assert_str_eq(s->names, r->names);
		ck_assert_mem_eq(s->line, r->line, LINES_HASH);
		ck_assert_int_eq(partner_seq(s), 7);
		ck_assert_uint_lt(length, strlen(documents[i]));
		slim.capability_en = slim.capability_ko = NULL;
		ck_assert(!partner_is_whole(s));
		ck_assert_str_eq(printed(partner_known(s)), printed(&slim));
		ck_assert(partner_complete(s, documents[i], strlen(documents[i])));
		ck_assert_str_eq(printed(partner_known(s)), printed(partner_whole(r)));
		grams = partner_text(r, own);
		again = partner_text(s, own);
		ck_assert_uint_eq(grams.count, again.count);
		ck_assert_mem_eq(grams.at, again.at, grams.count * sizeof(*grams.at));
		again = partner_text(s, own);
		ck_assert_mem_eq(grams.at, again.at, grams.count * sizeof(*grams.at));
		arena_free(own);
		record_release(r);
		record_release(s);
	}
}
END_TEST

START_TEST(no_other_document_completes_it)
{
	struct record *r = from_document(documents[0], 7), *s = partner_slim(r);
	char           other[8192];
	char          *digit;

	ck_assert(s != r && !partner_is_whole(s));
	ck_assert(!partner_complete(s, documents[1], strlen(documents[1])));
	ck_assert(!partner_complete(s, "{}", 2));
	snprintf(other, sizeof(other), "%s", documents[0]);
	digit = strstr(other, "\"capacity\":");
	digit += strcspn(digit, "123456789");
	*digit = *digit == '1' ? '2' : '1';
	ck_assert(!partner_complete(s, other, strlen(other)));
	ck_assert(!partner_is_whole(s));
	record_release(r);
	record_release(s);
}
END_TEST

START_TEST(a_partner_without_texts_is_whole_by_its_card)
{
	const char    *document = "{\"id\":\"terse\",\"name_en\":\"Terse\",\"kind\":\"university\",\"state\":\"draft\",\"version\":1}";
	struct record *r = from_document(document, 1), *s = partner_slim(r);
	struct arena  *own = arena_new();

	ck_assert(partner_is_whole(s));
	ck_assert_str_eq(printed(partner_whole(s)), printed(partner_whole(r)));
	ck_assert_uint_eq(partner_text(s, own).count, 0);
	arena_free(own);
	record_release(r);
	record_release(s);
}
END_TEST

START_TEST(what_is_no_card_of_ours_is_not_believed)
{
	struct record *r = from_document(documents[0], 7);
	size_t         length;
	char          *card = card_of(r, &length), *shorter;

	ck_assert_ptr_null(partner_from_card(card, length, 8));
	for (size_t n = 0; n < length; n++) {
		shorter = malloc(n + 1);
		memcpy(shorter, card, n);
		ck_assert_ptr_null(partner_from_card(shorter, n, 7));
		free(shorter);
	}
	for (size_t bit = 0; bit < 8 * length; bit++) {
		card[bit / 8] = (char)(card[bit / 8] ^ 1 << bit % 8);
		ck_assert_ptr_null(partner_from_card(card, length, 7));
		card[bit / 8] = (char)(card[bit / 8] ^ 1 << bit % 8);
	}
	free(card);
	record_release(r);
}
END_TEST

/* What cannot be had again stays. */
START_TEST(what_the_database_does_not_keep_stays_whole)
{
	struct catalogue_row row = { .kind = "partner", .kind_length = 7, .id = "", .document = documents[0],
		.length = strlen(documents[0]) };
	struct record       *r = record_read(RECORD_PARTNER, &row), *s = partner_slim(r);

	ck_assert_ptr_eq(r, s);
	ck_assert(partner_is_stored(r));	/* as far as it can be */
	record_release(s);
	record_release(r);
}
END_TEST

START_TEST(what_is_unpacked_is_counted)
{
	size_t         before = partners_unpacked();
	struct record *r = from_document(documents[0], 7), *s = partner_slim(r);

	ck_assert_uint_gt(partners_unpacked(), before + strlen(documents[0]) / 2);
	record_release(r);
	ck_assert_uint_eq(partners_unpacked(), before);
	partner_known(s);
	ck_assert_uint_gt(partners_unpacked(), before);
	record_release(s);
	ck_assert_uint_eq(partners_unpacked(), before);
}
END_TEST

START_TEST(grams_come_out_the_same)
{
	for (size_t i = 0; documents[i] != NULL; i++) {
		struct record *r = from_document(documents[i], 7), *s = partner_slim(r);
		struct grams   text = partner_text(r, mem), again;
		struct buffer *b = buffer_new(mem);

		grams_print(b, card_release(), 7, text);
		ck_assert_uint_lt(b->length, text.count * sizeof(*text.at) + 32);
		ck_assert(!partner_is_scorable(s));
		ck_assert(partner_take_grams(s, b->at, b->length));
		ck_assert(partner_is_scorable(s) && !partner_is_whole(s));
		again = partner_text(s, mem);
		ck_assert_uint_eq(again.count, text.count);
		ck_assert_mem_eq(again.at, text.at, text.count * sizeof(*text.at));
		record_release(r);
		record_release(s);
	}
}
END_TEST

START_TEST(what_are_no_grams_of_ours_are_not_believed)
{
	struct record *r = from_document(documents[0], 7), *s = partner_slim(r);
	struct buffer *b = buffer_new(mem), *other = buffer_new(mem);
	char          *own;

	grams_print(other, card_release(), 8, partner_text(r, mem));
	ck_assert(!partner_take_grams(s, other->at, other->length));
	grams_print(b, card_release(), 7, partner_text(r, mem));
	for (size_t n = 0; n < b->length; n++) {
		own = malloc(n + 1);
		memcpy(own, b->at, n);
		ck_assert(!partner_take_grams(s, own, n));
		free(own);
	}
	for (size_t bit = 0; bit < 8 * b->length; bit++) {
		b->at[bit / 8] = (char)(b->at[bit / 8] ^ 1 << bit % 8);
		ck_assert(!partner_take_grams(s, b->at, b->length));
		b->at[bit / 8] = (char)(b->at[bit / 8] ^ 1 << bit % 8);
	}
	ck_assert(!partner_is_scorable(s));
	record_release(r);
	record_release(s);
}
END_TEST

/* --- all of them */

static struct catalogue *
fetch(void)
{
	struct errand  e;
	struct fetched got;

	ck_assert(errand_open(&e, server, &off));
	ck_assert(catalogue_fetch(&e, &got));
	errand_close(&e);
	free(got.position);
	view_fill_cities(got.catalogue);
	return got.catalogue;
}

static bool
do_errand(bool (*run)(struct errand *e, struct catalogue *c), struct catalogue *c)
{
	struct errand e;
	bool          good = errand_open(&e, server, &off) && run(&e, c);

	errand_close(&e);
	return good;
}

static long
number_of(const char *statement)
{
	return atol(by_hand(statement));
}

static size_t
count_whole(const struct catalogue *c)
{
	size_t n = 0;

	for (size_t i = 0; i < catalogue_count(c, RECORD_PARTNER); i++)
		n += partner_is_whole(table_at(c->table[RECORD_PARTNER], i));
	return n;
}

static void
same_scores(struct catalogue *a, struct catalogue *b)
{
	struct arena      *scratch = arena_new();
	const struct view *v = view_of(a, 0, DAY, scratch), *w = view_of(b, 0, DAY, scratch);

	ck_assert_str_eq(a->snapshot, b->snapshot);
	for (size_t i = 0; i < catalogue_count(a, RECORD_PARTNER); i++) {
		uint32_t     of = (uint32_t)(i * 7 % v->model.project_count);
		struct score one = score_pair(&v->model, view_partner(v, i), of);
		struct score other = score_pair(&w->model, view_partner(w, i), of);

		ck_assert_str_eq(catalogue_folded(a, RECORD_PARTNER, i), catalogue_folded(b, RECORD_PARTNER, i));
		ck_assert_mem_eq(&one, &other, sizeof(one));
	}
	arena_free(scratch);
}

static void
same(struct catalogue *a, struct catalogue *b)
{
	struct arena        *scratch = arena_new();
	const struct buffer *x = catalogue_text(a, scratch), *y = catalogue_text(b, scratch);

	ck_assert_uint_eq(x->length, y->length);
	ck_assert_mem_eq(x->at, y->at, x->length);
	arena_free(scratch);
	same_scores(a, b);
}

/* As it is after the first start of a release. */
static void
store_all(void)
{
	struct catalogue *c;

	by_hand("update partner_stored set card = null, grams = null");
	c = fetch();
	ck_assert_uint_eq(count_whole(c), 0);
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_uint_eq(count_whole(c), 0);
	ck_assert_int_eq(number_of("select count(*) from partner_stored where card is null or grams is null"), 0);
	catalogue_release(c);
}

START_TEST(cards_lead_where_documents_do)
{
	struct catalogue *c;

	store_all();
	c = fetch();
	ck_assert_uint_eq(count_whole(c), 0);
	ck_assert_str_eq(c->snapshot, first->snapshot);
	ck_assert(!catalogue_is_whole(c));
	ck_assert(do_errand(catalogue_fetch_texts, c));
	ck_assert(catalogue_is_whole(c));
	same(c, first);
	catalogue_release(c);
}
END_TEST

/* Of a partner that has its texts here they are not asked for again; nor is anything stored twice. */
START_TEST(what_was_written_is_stored_from_memory)
{
	struct catalogue *c;
	char             *stored;

	store_all();
	stored = strdup(by_hand("select md5(string_agg(card || grams, '' order by id)) from partner_stored"));
	by_hand("update partner_stored set card = null, grams = null");
	c = fetch();
	ck_assert(do_errand(catalogue_fetch_texts, c));
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_str_eq(by_hand("select md5(string_agg(card || grams, '' order by id)) from partner_stored"), stored);
	by_hand("update partner_stored set card = null, grams = null");
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_int_eq(number_of("select count(*) from partner_stored where card is not null"), 0);
	free(stored);
	catalogue_release(c);
}
END_TEST

START_TEST(with_their_grams_partners_are_scored_without_their_texts)
{
	struct catalogue *c;

	store_all();
	c = fetch();
	ck_assert(!catalogue_is_scorable(c));
	ck_assert(do_errand(catalogue_fetch_grams, c));
	ck_assert(catalogue_is_scorable(c));
	ck_assert_uint_eq(count_whole(c), 0);
	same_scores(c, first);
	catalogue_release(c);
}
END_TEST

/* Of another release, damaged, or none: three documents are read. */
START_TEST(where_there_are_no_grams_of_ours_the_document_is_read)
{
	struct catalogue *c;

	store_all();
	by_hand("update partner_stored set grams = set_byte(grams, 8, get_byte(grams, 8) # 1) where id = (select min(id) from partner_stored)");
	by_hand("update partner_stored set grams = set_byte(grams, 40, get_byte(grams, 40) # 1) where id = (select max(id) from partner_stored)");
	by_hand("update partner_stored set grams = null where id = (select id from partner_stored order by id offset 1 limit 1)");
	c = fetch();
	ck_assert(do_errand(catalogue_fetch_grams, c));
	ck_assert_uint_eq(count_whole(c), 3);
	same_scores(c, first);
	catalogue_release(c);
}
END_TEST

/* The second relies on the first. */
START_TEST(two_do_not_make_the_same_at_once)
{
	struct catalogue *c;

	store_all();
	by_hand("select pg_advisory_lock(hashtextextended('twinning made ' || substr(card, 9, 8)::text, 0)) from partner_stored limit 1");
	by_hand("update partner_stored set card = null, grams = null");
	c = fetch();
	ck_assert(do_errand(catalogue_store, c));
	by_hand("select pg_advisory_unlock_all()");
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_int_eq(number_of("select count(*) from partner_stored where card is not null"), 0);
	catalogue_release(c);
	store_all();
}
END_TEST

START_TEST(a_card_of_another_release_is_passed_over)
{
	struct catalogue *c;

	store_all();
	by_hand("update partner_stored set card = set_byte(card, 8, get_byte(card, 8) # 1) where id = (select min(id) from partner_stored)");
	c = fetch();
	ck_assert(do_errand(catalogue_fetch_texts, c));
	same(c, first);
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_int_eq(number_of("select count(distinct substr(card, 9, 8)) from partner_stored"), 1);
	catalogue_release(c);
}
END_TEST

START_TEST(for_a_damaged_card_the_document_is_read)
{
	struct catalogue *c;
	char             *sound;

	store_all();
	sound = strdup(by_hand("select md5(string_agg(card, '' order by id)) from partner_stored"));
	by_hand("update partner_stored set card = case id when (select min(id) from partner_stored) then substr(card, 1, 40)"
		" else set_byte(card, 90, get_byte(card, 90) # 4) end where id < (select id from partner_stored order by id offset 3 limit 1)");
	log_limit(LEVEL_ERROR - 1);
	c = fetch();
	log_limit(LEVEL_ERROR);
	ck_assert(do_errand(catalogue_fetch_texts, c));
	same(c, first);
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_str_eq(by_hand("select md5(string_agg(card, '' order by id)) from partner_stored"), sound);
	free(sound);
	catalogue_release(c);
}
END_TEST

/* A reader keeps the snapshot it began with, and so the texts of that time. */
START_TEST(texts_are_those_of_their_time)
{
	struct catalogue *c, *later, *last;

	store_all();
	c = fetch();
	by_hand("update partner set capability_en = capability_en || ' and more', capacity = 11 where id in (select min(id) from partner)");
	later = fetch();
	ck_assert_str_ne(later->snapshot, c->snapshot);
	by_hand("update partner set capability_en = left(capability_en, -9), capacity = 12 where id in (select min(id) from partner)");
	last = fetch();
	ck_assert_str_ne(later->snapshot, last->snapshot);
	ck_assert(do_errand(catalogue_fetch_texts, c));
	ck_assert(do_errand(catalogue_fetch_texts, later));
	same(c, first);
	ck_assert_ptr_nonnull(strstr(((const struct partner *)catalogue_at(later, RECORD_PARTNER, 0))->capability_en, " and more"));
	catalogue_release(c);
	catalogue_release(later);
	catalogue_release(last);
}
END_TEST

START_TEST(a_card_is_not_kept_for_what_it_was_not_made_of)
{
	struct catalogue *c;

	by_hand("update partner_stored set card = null, grams = null");
	c = fetch();
	by_hand("update partner set capacity = 13 where id in (select min(id) from partner)");
	ck_assert(do_errand(catalogue_store, c));
	ck_assert_int_eq(number_of("select count(*) from partner_stored where card is null and grams is null"), 1);
	ck_assert_int_eq(number_of("select count(*) from partner_stored where card is null or grams is null"), 1);
	catalogue_release(c);
}
END_TEST

START_TEST(slim_is_the_same_with_less)
{
	struct catalogue     *c = fetch(), *slim;
	struct arena         *scratch = arena_new();
	const struct partner *kept;
	size_t                before;

	ck_assert(do_errand(catalogue_fetch_texts, c));
	view_of(c, 0, DAY, scratch);
	kept = catalogue_at(c, RECORD_PARTNER, 3);
	slim = catalogue_slim(c);
	ck_assert_ptr_nonnull(slim);
	view_inherit(slim, c);
	ck_assert_uint_eq(slim->view_count, 1);
	ck_assert_str_eq(slim->snapshot, c->snapshot);
	ck_assert_uint_eq(count_whole(slim), 0);
	ck_assert_ptr_null(catalogue_slim(slim));
	ck_assert_str_eq(kept->id, catalogue_id(slim, RECORD_PARTNER, 3));
	ck_assert(do_errand(catalogue_fetch_texts, slim));
	same(slim, c);
	before = partners_unpacked();
	arena_free(scratch);
	catalogue_release(c);
	ck_assert_uint_lt(partners_unpacked(), before);
	catalogue_release(slim);
}
END_TEST

static void
open_all(void)
{
	log_limit(LEVEL_ERROR);
	mem = arena_new();
	server = server_new("", "twinning", 60000);
	atomic_init(&off, false);
	hand = PQconnectdb("");
	by_hand("select set_config('twinning.role', 'operator', false)");
	by_hand("update partner set capability_en = coalesce(capability_en, 'water works'), version = version + 1");
	first = fetch();
	ck_assert(do_errand(catalogue_fetch_texts, first));
	for (size_t i = 0; i < catalogue_count(first, RECORD_PARTNER); i++)
		documents[i] = strdup(printed(catalogue_at(first, RECORD_PARTNER, i)));
}

static void
close_all(void)
{
	for (size_t i = 0; documents[i] != NULL; i++)
		free(documents[i]);
	catalogue_release(first);
	PQfinish(hand);
	server_free(server);
	arena_free(mem);
}

int
main(void)
{
	Suite *s = suite_create("engine_cards");
	TCase *t = tcase_create("cards");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_unchecked_fixture(t, open_all, close_all);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_card_says_what_its_document_says);
	tcase_add_test(t, no_other_document_completes_it);
	tcase_add_test(t, a_partner_without_texts_is_whole_by_its_card);
	tcase_add_test(t, what_is_no_card_of_ours_is_not_believed);
	tcase_add_test(t, what_the_database_does_not_keep_stays_whole);
	tcase_add_test(t, what_is_unpacked_is_counted);
	tcase_add_test(t, grams_come_out_the_same);
	tcase_add_test(t, what_are_no_grams_of_ours_are_not_believed);
	tcase_add_test(t, cards_lead_where_documents_do);
	tcase_add_test(t, with_their_grams_partners_are_scored_without_their_texts);
	tcase_add_test(t, where_there_are_no_grams_of_ours_the_document_is_read);
	tcase_add_test(t, two_do_not_make_the_same_at_once);
	tcase_add_test(t, what_was_written_is_stored_from_memory);
	tcase_add_test(t, a_card_of_another_release_is_passed_over);
	tcase_add_test(t, for_a_damaged_card_the_document_is_read);
	tcase_add_test(t, slim_is_the_same_with_less);
	/* These change what is stored, so they come last. */
	tcase_add_test(t, texts_are_those_of_their_time);
	tcase_add_test(t, a_card_is_not_kept_for_what_it_was_not_made_of);
	suite_add_tcase(s, t);
	return suite_run(s);
}
