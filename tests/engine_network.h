/*
 * What the tests of the catalogue share: a database with the network of 2018 and the demonstration partners.
 */
#ifndef TESTS_ENGINE_NETWORK_H
#define TESTS_ENGINE_NETWORK_H

#include "tests/engine_db.h"

#include "build/queries.h"
#include "engine/catalogue.h"
#include "engine/load.h"
#include "engine/loader.h"
#include "engine/migrate.h"

/* Puts it there. */
static inline bool
network_stored(void)
{
	char demo[] = "--demo", *words[] = { demo };

	return migrate_main("", 0, NULL) == EXIT_SUCCESS && load_main("", 1, words) == EXIT_SUCCESS;
}

static inline void
network_on_whole(void *ctx, bool ok)
{
	ck_assert(ok);
	*(bool *)ctx = true;
}

/* Until the loader has a catalogue, with all texts. */
static inline void
network_await(struct loader *l)
{
	bool whole = false;

	AWAIT(loader_catalogue(l) != NULL);
	ck_assert(loader_complete(l, loader_catalogue(l), true, network_on_whole, &whole));
	AWAIT(whole);
}

/* What the database holds, as the daemon reads it, with all texts; held. */
static inline struct catalogue *
network_read(void)
{
	const struct db_settings settings = { .conninfo = "", .connections = 1, .wait_ms = 20000, .role = "twinning",
		.enter = &sql_caller_enter };
	struct catalogue        *c;
	struct loader           *loader;

	base = event_base_new();
	log_limit(LEVEL_ERROR);
	db = db_open(base, &settings);
	loader = loader_open(base, db, &settings, 64 << 20);
	network_await(loader);
	c = catalogue_hold(loader_catalogue(loader));
	loader_stop(loader);
	db_close(db);
	loader_close(loader);
	db = NULL;
	event_base_free(base);
	return c;
}

#endif
