/*
 * How the catalogue follows what its own process has stored.
 */
#include "tests/engine_network.h"

#include "engine/own_partners.h"
#include "engine/uuid.h"
#include "proto/json.h"

static const struct db_settings settings = { .conninfo = "", .connections = 1, .wait_ms = 20000, .role = "twinning",
	.enter = &sql_caller_enter };

static struct loader *loader;

static void
loader_setup(void)
{
	base = event_base_new();
	mem = arena_new();
	log_limit(LEVEL_ERROR);
	connect_hand();
	by_hand("set twinning.role = 'staff'");
	db = db_open(base, &settings);
	loader = loader_open(base, db, &settings, 64 << 20);
	network_await(loader);
}

static void
loader_teardown(void)
{
	loader_stop(loader);
	db_close(db);
	loader_close(loader);
	db = NULL;
	PQfinish(hand);
	arena_free(mem);
	event_base_free(base);
}

/* A firm of this name, as it is stored. */
static struct partner *
firm(const char *name)
{
	const char     *json = arena_printf(mem, "{\"name_en\":\"%s\",\"kind\":\"private_company\",\"country\":\"KR\","
		"\"categories\":[{\"id\":\"water_system\",\"strength\":5},{\"id\":\"education\"}],\"support\":[\"training\"],"
		"\"wanted_countries\":[\"VN\",\"TH\"],\"capability_en\":\"Leaks are found\"}", name);
	struct problem  p = { .mem = mem };
	struct names    names = catalogue_names(loader_catalogue(loader));
	struct partner *profile = arena_alloc(mem, sizeof(*profile)), *first = arena_alloc(mem, sizeof(*first));

	ck_assert(message_parse(&partner_message, json_read(json, strlen(json), mem, &p), FROM_CLIENT, &names, mem, profile, &p));
	*first = *partner_first(mem, uuid_v7(mem), profile);
	return first;
}

/* Past the loader; the entry of the audit. */
static int64_t
store_by_hand(const struct partner *p)
{
	struct buffer *document = buffer_new(mem);

	message_print(document, &partner_message, p);
	return strtoll(by_hand(arena_printf(mem, "select entry from partner_create(array[$d$%s$d$], array[null], array['t'], "
		"array['r'], array['h'])", document->at)), NULL, 10);
}

static void
on_followed(void *ctx, bool ok)
{
	ck_assert(ok);
	++*(int *)ctx;
}

static void
follow(void)
{
	int told = 0;

	loader_await(loader, on_followed, &told);
	AWAIT(told == 1);
}

static const char *
name_of(const char *id)
{
	const struct catalogue *c = loader_catalogue(loader);
	long                    found = catalogue_find(c, RECORD_PARTNER, id);

	return found < 0 ? "nobody" : ((const struct partner *)catalogue_at(c, RECORD_PARTNER, (size_t)found))->name_en;
}

START_TEST(what_is_stored_here_is_the_same_as_read_back)
{
	struct partner    *p = firm("Here & Sons");
	struct event_base *own_base = base;
	struct db         *own_db = db;
	struct catalogue  *fresh;

	loader_add_own(loader, store_by_hand(p), p);
	follow();
	fresh = network_read();
	base = own_base;
	db = own_db;
	ck_assert_str_eq(loader_catalogue(loader)->snapshot, fresh->snapshot);
	catalogue_release(fresh);
}
END_TEST

/* It is taken from here: the entry is of a document that has another name. */
START_TEST(what_is_stored_here_is_not_read_back)
{
	struct partner *p = firm("Stored");
	int64_t         entry = store_by_hand(p);

	p->name_en = "Known";
	loader_add_own(loader, entry, p);
	follow();
	ck_assert_str_eq(name_of(p->id), "Known");
}
END_TEST

START_TEST(what_changes_before_it_is_asked_for_is_read)
{
	struct partner *p = firm("Stored");

	loader_add_own(loader, store_by_hand(p), p);
	by_hand(arena_printf(mem, "update partner set name_en = 'Changed' where id = '%s'", p->id));
	follow();
	ck_assert_str_eq(name_of(p->id), "Changed");
}
END_TEST

/* As when a server has lost what it said was stored, and has given the number to another. */
START_TEST(an_entry_that_is_anothers_makes_all_be_read)
{
	struct partner *p = firm("Lost"), *other = firm("Other");
	int64_t         entry = store_by_hand(other);

	loader_add_own(loader, entry, p);
	follow();
	ck_assert_str_eq(name_of(p->id), "nobody");
	ck_assert_str_eq(name_of(other->id), "Other");
}
END_TEST

START_TEST(what_finds_no_room_is_read)
{
	struct partner *p[OWN_PARTNERS_MAX + 1];

	for (int i = 0; i <= OWN_PARTNERS_MAX; i++) {
		p[i] = firm("Stored");
		loader_add_own(loader, store_by_hand(p[i]), p[i]);
	}
	follow();
	ck_assert_str_eq(name_of(p[0]->id), "Stored");
	ck_assert_str_eq(name_of(p[OWN_PARTNERS_MAX]->id), "Stored");
}
END_TEST

START_TEST(a_profile_that_is_too_large_is_not_kept)
{
	struct own_partners own = { 0 };
	struct partner     *p = firm("Large");
	char               *text = arena_alloc(mem, 100000);

	memset(text, 'x', 99999);
	p->capability_en = text;
	own_partners_add(&own, 7, p);
	ck_assert_ptr_null(own_partners_find(&own, 7, p->id));
	ck_assert_str_eq(own_partners_entries(&own, mem), "{}");
	p->capability_en = NULL;
	own_partners_add(&own, 8, p);
	own_partners_add(&own, 9, p);
	ck_assert_str_eq(own_partners_find(&own, 8, p->id)->name_en, "Large");
	ck_assert_ptr_null(own_partners_find(&own, 8, "another"));
	ck_assert_str_eq(own_partners_entries(&own, mem), "{8,9}");
	own_partners_free(&own);
}
END_TEST

/* Both ask before the loop goes on, so one question serves both. */
START_TEST(who_asks_at_the_same_time_is_told_by_one_load)
{
	int told = 0;

	loader_await(loader, on_followed, &told);
	loader_await(loader, on_followed, &told);
	AWAIT(told > 0);
	ck_assert_int_eq(told, 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_loader");
	TCase *t = tcase_create("own");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_checked_fixture(t, loader_setup, loader_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, what_is_stored_here_is_the_same_as_read_back);
	tcase_add_test(t, what_is_stored_here_is_not_read_back);
	tcase_add_test(t, what_changes_before_it_is_asked_for_is_read);
	tcase_add_test(t, an_entry_that_is_anothers_makes_all_be_read);
	tcase_add_test(t, what_finds_no_room_is_read);
	tcase_add_test(t, a_profile_that_is_too_large_is_not_kept);
	tcase_add_test(t, who_asks_at_the_same_time_is_told_by_one_load);
	suite_add_tcase(s, t);
	return suite_run(s);
}
