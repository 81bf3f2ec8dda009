#include "engine/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>
#include <event2/event_struct.h>

#include "engine/db_link.h"
#include "engine/db_listen.h"
#include "engine/db_prepared.h"
#include "engine/db_problem.h"
#include "engine/db_question.h"
#include "engine/db_server.h"
#include "engine/log.h"

/*
 * DEPTH bounds how many questions a slow one can hold up or take down with it.
 * AWAY_MS is longer than a restart of one backend, shorter than a client's patience.
 */
enum { DEPTH = 16, AWAY_MS = 300 };

/* What a question sends, in this order; each is answered once, and after an error only echoed. */
enum {
	PREPARES_ENTER = 1 << 0,
	PREPARES       = 1 << 1,
	ENTERS         = 1 << 2,
	ASKS           = 1 << 3,
};

const struct asker db_system = { "system", NULL };
const struct asker db_anyone = { "anyone", NULL };

/* What was sent and is not answered yet. */
struct sent {
	struct question    *questions;	/* by their rows; those that were late are gone, for nobody waits any more */
	int                 rows;	/* how many were asked */
	const struct query *query;
	unsigned            due;	/* which answers are still to come */
	const struct query *failed;	/* the one of its statements that did, or NULL */
};

struct conn {
	struct link     link;
	struct db      *db;
	struct sent     wire[DEPTH];	/* in the order in which they were sent and will be answered */
	long            asked;		/* how many they are */
	PGresult       *result;		/* of the first: its rows, or its first error */
	struct event    silence;		/* runs while asked > 0, anew with every answer */
	bool            leaving;		/* answers what it was asked, is asked nothing more */
	struct prepared prepared;
};

struct db {
	struct event_base *base;
	struct server     *server;
	const struct query *enter;	/* NULL: askers are not named */
	struct hearer   *hearer;	/* NULL: nobody listens */
	struct conn       *conns;
	long               count, connected, asked;
	long               gathering;	/* statements on the wire that were gathered; who comes meanwhile gathers for the next */
	struct waiting     waiting;
	struct event       deal;	/* made active when a question and a connection may fit */
	struct event       alone;	/* runs while no connection is up and nobody has given up yet */
	bool               away;	/* no connection for AWAY_MS: questions fail at once */
	bool               closing;
};

static void
watch_silence(struct conn *c)
{
	struct timeval wait = link_ms(c->db->waiting.wait_ms);

	if (c->asked > 0)
		evtimer_add(&c->silence, &wait);
	else
		evtimer_del(&c->silence);
}

/* Takes the first question off the wire. */
static struct sent
unwire(struct conn *c)
{
	struct sent first = c->wire[0];

	c->db->asked--;
	c->db->gathering -= first.query->gathers;
	memmove(c->wire, c->wire + 1, (size_t)--c->asked * sizeof(*c->wire));
	watch_silence(c);
	return first;
}

static bool
conn_prepare(struct conn *c, const struct query *q)
{
	if (PQsendPrepare(c->link.pg, q->name, q->text, q->params, NULL) != 1)
		return false;
	prepared_set(&c->prepared, q, true);
	return true;
}

static bool
conn_enter(struct conn *c, const struct asker *asker)
{
	const struct query *enter = c->db->enter;

	return PQsendQueryPrepared(c->link.pg, enter->name, enter->params, (const char *const[]){ asker->as, asker->from },
		NULL, NULL, 0) == 1;
}

static unsigned
all_due(struct conn *c, const struct query *q)
{
	const struct query *enter = c->db->enter;

	return ASKS | (prepared_has(&c->prepared, q) ? 0 : PREPARES) |
		(enter == NULL ? 0 : ENTERS | (prepared_has(&c->prepared, enter) ? 0 : PREPARES_ENTER));
}

/*
 * One segment: the Sync makes it a transaction of its own. What must be prepared comes first: a caller
 * who is refused would else take the statement from others, already sent, that rely on it.
 */
static bool
conn_send(struct conn *c, struct question *first)
{
	const struct query *query = first->query, *enter = c->db->enter;
	struct sent        *last = &c->wire[c->asked++];

	*last = (struct sent){ .questions = first, .rows = questions_gather(first), .query = query, .due = all_due(c, query) };
	for (struct question *q = first; q != NULL; q = q->next)
		q->conn = c;
	c->db->asked++;
	c->db->gathering += query->gathers;
	if (c->asked == 1)
		watch_silence(c);
	return (!(last->due & PREPARES_ENTER) || conn_prepare(c, enter)) &&
	       (!(last->due & PREPARES) || conn_prepare(c, query)) &&
	       (!(last->due & ENTERS) || conn_enter(c, &first->asker)) &&
	       questions_execute(first, last->rows, c->link.pg) &&
	       PQpipelineSync(c->link.pg) == 1;
}

static bool
is_failure(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK;
}

/* The Sync of the first came back, so its transaction is over, one way or the other. */
static void
conn_answer(struct conn *c)
{
	struct sent      first = unwire(c);
	PGresult        *rows = c->result;
	struct question *only = first.rows == 1 ? first.questions : NULL;
	struct problem   p = { .mem = only == NULL ? NULL : only->mem };

	c->result = NULL;
	if (is_failure(rows)) {
		c->leaving = db_problem(rows, first.failed->name, only == NULL ? NULL : &p) || c->leaving;
		PQclear(rows);
		rows = NULL;
	}
	if (only != NULL)
		question_end(only, rows, &p);
	else if (rows == NULL) {
		questions_part(first.questions);
		event_active(&c->db->deal, EV_TIMEOUT, 0);
	} else
		questions_answer(first.questions, rows);
}

static void
conn_take(struct conn *c, PGresult *r)
{
	struct sent        *first = &c->wire[0];
	unsigned            step = first->due & -first->due;	/* the first that is due; none: the commit failed */
	const struct query *of = step & (PREPARES_ENTER | ENTERS) ? c->db->enter : first->query;

	if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
		PQclear(r);
		conn_answer(c);
		return;
	}
	first->due &= ~step;
	if (is_failure(r) && step & (PREPARES_ENTER | PREPARES))
		prepared_set(&c->prepared, of, false);
	/* What follows an error is its echo; an error may still follow the rows, when the commit fails. */
	if (first->failed != NULL) {
		PQclear(r);
	} else {
		first->failed = is_failure(r) ? of : NULL;
		PQclear(c->result);
		c->result = r;
	}
}

/*
 * Takes what has arrived. False when libpq and we disagree about what is to
 * come: it ends each answer with one NULL.
 */
static bool
conn_take_all(struct conn *c)
{
	bool ended = false;

	while (!PQisBusy(c->link.pg) && c->asked > 0) {
		PGresult *r = PQgetResult(c->link.pg);

		if (r == NULL && ended)
			return false;
		ended = r == NULL;
		if (r != NULL)
			conn_take(c, r);
	}
	return true;
}

/* The question that may be sent now. */
static struct question *
next_question(const struct db *db)
{
	return waiting_first(&db->waiting, db->gathering == 0);
}

/* Moves bytes both ways. Sending comes first: while it goes on an answer may arrive, and no event tells of it. */
static void
conn_turn(void *ctx)
{
	struct conn *c = ctx;

	if (!link_flush(&c->link))
		return;
	if (!conn_take_all(c))
		link_drop(&c->link, "answers out of step");
	else if (c->asked == 0 && c->leaving)
		link_drop(&c->link, "left, for a new one may do better");
	else if (c->asked == 0 && PQtransactionStatus(c->link.pg) != PQTRANS_IDLE)
		link_drop(&c->link, "a statement left a transaction open");
	else if (c->asked < DEPTH && next_question(c->db) != NULL)
		event_active(&c->db->deal, EV_TIMEOUT, 0);
}

static void
conn_on_up(void *ctx)
{
	struct conn *c = ctx;
	struct db   *db = c->db;

	if (PQenterPipelineMode(c->link.pg) != 1)
		abort();	/* it refuses only in the middle of a statement */
	c->leaving = false;
	prepared_clear(&c->prepared);
	if (db->connected++ == 0) {
		log_info("database connected server=%d", PQserverVersion(c->link.pg));
		evtimer_del(&db->alone);
		db->away = false;
	}
	event_active(&db->deal, EV_TIMEOUT, 0);
}

/*
 * Whatever was on the wire may or may not have been carried out, so it fails:
 * asking again could store a thing twice.
 */
static void
conn_on_down(void *ctx)
{
	struct conn   *c = ctx;
	struct db     *db = c->db;
	struct timeval alone = link_ms(AWAY_MS);

	PQclear(c->result);
	c->result = NULL;
	if (--db->connected == 0)
		evtimer_add(&db->alone, &alone);
	while (c->asked > 0) {
		struct sent first = unwire(c);

		if (first.questions != NULL)
			log_warn("database query=%s lost with its connection", first.query->name);
		questions_fail(first.questions, SAY_DB_LOST);
	}
}

/* The server ends a slow statement before this, so it is the server that does not live. */
static void
conn_on_silence(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;

	(void)fd;
	(void)what;
	link_drop(&c->link, "no sign of life");
}

/* Its answer will be thrown away when it comes; the others on the wire need not suffer for it. */
static void
conn_give_up(struct conn *c, struct question *q)
{
	for (long i = 0; i < c->asked; i++)
		for (struct question **at = &c->wire[i].questions; *at != NULL; at = &(*at)->next)
			if (*at == q) {
				*at = q->next;
				question_fail_late(q);
				return;
			}
}

static const struct link_owner conn_owner = { conn_on_up, conn_turn, conn_on_down };

/* The one with the fewest statements on its wire; NULL when all are full or down. */
static struct conn *
least_asked(struct db *db)
{
	struct conn *best = NULL;

	for (long i = 0; i < db->count; i++) {
		struct conn *c = &db->conns[i];

		if (c->link.state == LINK_UP && !c->leaving && c->asked < DEPTH &&
		    (best == NULL || c->asked < best->asked))
			best = c;
	}
	return best;
}

static void
db_on_deal(evutil_socket_t fd, short what, void *arg)
{
	struct db       *db = arg;
	struct question *q;
	struct conn     *c;

	(void)fd;
	(void)what;
	while ((q = next_question(db)) != NULL && (c = least_asked(db)) != NULL)
		if (!conn_send(c, q))
			link_drop(&c->link, PQerrorMessage(c->link.pg));
	for (long i = 0; i < db->count; i++)
		if (db->conns[i].asked > 0)
			conn_turn(&db->conns[i]);
}

static void
db_on_alone(evutil_socket_t fd, short what, void *arg)
{
	struct db *db = arg;

	(void)fd;
	(void)what;
	log_error("database away: no connection, requests that need it fail");
	db->away = true;
	waiting_fail(&db->waiting, SAY_DB_AWAY);
}

static void
question_on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct question *q = arg;
	bool             is_up = q->db->connected > 0;

	(void)fd;
	(void)what;
	if (q->conn != NULL) {
		conn_give_up(q->conn, q);
	} else {
		question_unwait(q);
		question_fail(q, is_up ? PROBLEM_BUSY : PROBLEM_DATABASE, is_up ? SAY_DB_BUSY : SAY_DB_AWAY);
	}
}

struct db *
db_open(struct event_base *base, const struct db_settings *settings)
{
	struct db     *db = calloc(1, sizeof(*db));
	struct timeval alone = link_ms(AWAY_MS);

	if (db == NULL || (db->conns = calloc((size_t)settings->connections, sizeof(*db->conns))) == NULL)
		abort();
	db->base = base;
	db->server = server_new(settings->conninfo, settings->role, settings->wait_ms);
	db->enter = settings->enter;
	db->count = settings->connections;
		TAILQ_INIT(&db->waiting.queue);
	db->waiting.wait_ms = settings->wait_ms;
	event_assign(&db->deal, base, -1, 0, db_on_deal, db);
	evtimer_assign(&db->alone, base, db_on_alone, db);
	evtimer_add(&db->alone, &alone);
	for (long i = 0; i < db->count; i++) {
		struct conn *c = &db->conns[i];

		c->db = db;
		evtimer_assign(&c->silence, base, conn_on_silence, c);
		link_open(&c->link, base, db->server, db->waiting.wait_ms, &conn_owner, c);
	}
	return db;
}

void
db_close(struct db *db)
{
	db->closing = true;
	hearer_close(db->hearer);
	for (long i = 0; i < db->count; i++) {
		struct conn *c = &db->conns[i];

		link_close(&c->link);
		PQclear(c->result);
		while (c->asked > 0)
			questions_fail(unwire(c).questions, SAY_DB_CLOSING);
		prepared_clear(&c->prepared);
	}
	/* Whoever asks again on hearing that is answered here too. */
	waiting_fail(&db->waiting, SAY_DB_CLOSING);
	event_del(&db->deal);
	evtimer_del(&db->alone);
	server_free(db->server);
	free(db->conns);
	free(db);
}

struct question *
db_ask(struct db *db, struct arena *mem, const struct asker *asker, const struct query *query,
	const char *const *args, int nargs, db_answer_fn *answer, void *ctx)
{
	struct question *q = arena_alloc(mem, sizeof(*q));
	struct timeval   wait = link_ms(db->away ? 0 : db->waiting.wait_ms);

	assert(nargs == query->params);
	*q = (struct question){ .query = query, .answer = answer, .ctx = ctx, .mem = mem, .db = db,
		.waiting = &db->waiting };
	q->asker.as = arena_strdup(mem, asker->as);
	q->asker.from = asker->from == NULL ? NULL : arena_strdup(mem, asker->from);
	q->args = arena_alloc(mem, (size_t)nargs * sizeof(*q->args));
	for (int i = 0; i < nargs; i++) {
		q->args[i] = args[i] == NULL ? NULL : arena_strdup(mem, args[i]);
		q->bytes += args[i] == NULL ? 0 : strlen(args[i]);
	}
	evtimer_assign(&q->timer, db->base, question_on_timer, q);
	evtimer_add(&q->timer, &wait);
	question_wait(q);
	/* Sending waits for the loop: all that is asked in one turn is dealt out together. */
	if (!db->closing && db->connected > 0)
		event_active(&db->deal, EV_TIMEOUT, 0);
	return q;
}

bool
db_withdraw(struct question *q)
{
	if (q->conn != NULL)
		return false;
	evtimer_del(&q->timer);
	question_unwait(q);
	return true;
}

void
db_listen(struct db *db, const char *channel, void (*on_hint)(void *ctx), void *ctx)
{
	if (db->hearer == NULL)
		db->hearer = hearer_open(db->base, db->server, db->waiting.wait_ms);
	hearer_add(db->hearer, channel, on_hint, ctx);
}

struct db_state
db_state(const struct db *db)
{
	return (struct db_state){
		.connections = db->count,
		.connected = db->connected,
		.queued = db->waiting.count,
		.asked = db->asked,
		.listening = hearer_hears(db->hearer),
		.listens = hearer_listens(db->hearer),
	};
}
