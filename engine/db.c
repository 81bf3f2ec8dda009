#include "engine/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <event2/event.h>
#include <event2/event_struct.h>

#include "engine/db_flush.h"
#include "engine/db_link.h"
#include "engine/db_listen.h"
#include "engine/db_prepared.h"
#include "engine/db_problem.h"
#include "engine/db_server.h"
#include "engine/log.h"

/*
 * DEPTH bounds how many questions a slow one can hold up or take down with it.
 * AWAY_MS is longer than a restart of one backend, shorter than a client's patience.
 */
enum { DEPTH = 16, AWAY_MS = 300 };

/*
 * A good part of what a write that shares its flush does, it does while no other may: on more connections
 * than this they only wait for each other, and stand in the way of those who read.
 */
enum { SHARING_MAX = 4 };

/* What a question sends, in this order; each is answered once, and after an error only echoed. */
enum {
	PREPARES_ENTER = 1 << 0,
	PREPARES       = 1 << 1,
	ENTERS         = 1 << 2,
	ASKS           = 1 << 3,
};

const struct asker db_system = { "system", NULL };
const struct asker db_anyone = { "anyone", NULL };

struct question {
	const struct query   *query;
	const char          **args;
	struct asker          asker;
	db_answer_fn         *answer;
	void                 *ctx;
	struct arena         *mem;
	struct db            *db;
	enum { QUEUED, SENT, FLUSHING } place;
	struct conn          *conn;	/* SENT: on whose wire it is */
	PGresult             *rows;	/* FLUSHING: its answer, which is none before they are on disk */
	struct flush_wait     flush;
	struct event          timer;
	TAILQ_ENTRY(question) entry;
};

TAILQ_HEAD(questions, question);

/* What was sent and is not answered yet. */
struct sent {
	struct question    *question;	/* NULL: it was late, nobody waits any more */
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
	const struct query *enter, *enter_sharing;	/* NULL: askers are not named */
	struct hearer   *hearer;	/* NULL: nobody listens */
	struct flusher  *flusher;	/* NULL: nothing shares a flush */
	struct conn       *conns;
	long               count, connected, queued, asked, wait_ms;
	struct questions   queue;
	struct event       deal;	/* made active when a question and a connection may fit */
	struct event       alone;	/* runs while no connection is up and nobody has given up yet */
	bool               away;	/* no connection for AWAY_MS: questions fail at once */
	bool               closing;
};

/* Ends a question with an answer; `rows` passes to whoever asked. The question may be gone afterwards. */
static void
question_end(struct question *q, PGresult *rows, const struct problem *p)
{
	evtimer_del(&q->timer);
	q->answer(q->ctx, rows, p);
}

static void
question_fail(struct question *q, enum problem_code code, enum say say)
{
	struct problem p = { .mem = q->mem };

	problem_set(&p, code, say, DIGITS(q->db->wait_ms));
	question_end(q, NULL, &p);
}

static void
question_fail_late(struct question *q)
{
	log_warn("database query=%s problem=%s: no answer in time", q->query->name,
		problem_name(PROBLEM_SLOW_DATABASE));
	question_fail(q, PROBLEM_SLOW_DATABASE, SAY_DB_LATE);
}

static void
unqueue(struct question *q)
{
	TAILQ_REMOVE(&q->db->queue, q, entry);
	q->db->queued--;
}

static void
watch_silence(struct conn *c)
{
	struct timeval wait = link_ms(c->db->wait_ms);

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
	memmove(c->wire, c->wire + 1, (size_t)--c->asked * sizeof(*c->wire));
	watch_silence(c);
	return first;
}

static void
fail_queue(struct db *db, enum say say)
{
	struct question *q;

	while ((q = TAILQ_FIRST(&db->queue)) != NULL) {
		unqueue(q);
		question_fail(q, PROBLEM_DATABASE, say);
	}
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
conn_execute(struct conn *c, const struct query *q, const char *const *args)
{
	return PQsendQueryPrepared(c->link.pg, q->name, q->params, args, NULL, NULL, 0) == 1;
}

static bool
shares(const struct db *db, const struct query *q)
{
	return db->flusher != NULL && q->shares;
}

static const struct query *
enter_of(const struct db *db, const struct query *q)
{
	return shares(db, q) ? db->enter_sharing : db->enter;
}

static unsigned
all_due(struct conn *c, const struct query *q)
{
	const struct query *enter = enter_of(c->db, q);

	return ASKS | (prepared_has(&c->prepared, q) ? 0 : PREPARES) |
		(enter == NULL ? 0 : ENTERS | (prepared_has(&c->prepared, enter) ? 0 : PREPARES_ENTER));
}

/*
 * One segment: the Sync makes it a transaction of its own. What must be prepared comes first: a caller
 * who is refused would else take the statement from others, already sent, that rely on it.
 */
static bool
conn_send(struct conn *c, struct question *q)
{
	const struct query *query = q->query, *enter = enter_of(c->db, query);
	const char *const   named[] = { q->asker.as, q->asker.from };
	struct sent        *last = &c->wire[c->asked++];

	unqueue(q);
	q->place = SENT;
	q->conn = c;
	c->db->asked++;
	*last = (struct sent){ .question = q, .query = query, .due = all_due(c, query) };
	if (c->asked == 1)
		watch_silence(c);
	return (!(last->due & PREPARES_ENTER) || conn_prepare(c, enter)) &&
	       (!(last->due & PREPARES) || conn_prepare(c, query)) &&
	       (!(last->due & ENTERS) || conn_execute(c, enter, named)) &&
	       conn_execute(c, query, q->args) && PQpipelineSync(c->link.pg) == 1;
}

static bool
is_failure(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK;
}

static void
question_on_flushed(void *ctx, bool flushed)
{
	struct question *q = ctx;
	struct problem   p = { .mem = q->mem };

	if (flushed) {
		question_end(q, q->rows, &p);
		return;
	}
	PQclear(q->rows);
	log_warn("database query=%s lost before it was flushed", q->query->name);
	question_fail(q, PROBLEM_DATABASE, q->db->closing ? SAY_DB_CLOSING : SAY_DB_LOST);
}

/* Who is told of no row is told of nothing that could be lost. */
static void
question_answer(struct question *q, PGresult *rows, const struct problem *p)
{
	struct db *db = q->db;

	if (rows == NULL || !shares(db, q->query) || PQntuples(rows) == 0) {
		question_end(q, rows, p);
		return;
	}
	q->place = FLUSHING;
	q->conn = NULL;
	q->rows = rows;
	q->flush = (struct flush_wait){ .fn = question_on_flushed, .ctx = q };
	flusher_await(db->flusher, &q->flush);
}

/* The Sync of the first question came back, so its transaction is over, one way or the other. */
static void
conn_answer(struct conn *c)
{
	struct sent     first = unwire(c);
	PGresult       *rows = c->result;
	struct problem  p = { .mem = first.question == NULL ? NULL : first.question->mem };

	c->result = NULL;
	if (is_failure(rows)) {
		c->leaving = db_problem(rows, first.failed->name, p.mem == NULL ? NULL : &p) || c->leaving;
		PQclear(rows);
		rows = NULL;
	}
	if (first.question != NULL)
		question_answer(first.question, rows, &p);
	else
		PQclear(rows);
}

static void
conn_take(struct conn *c, PGresult *r)
{
	struct sent        *first = &c->wire[0];
	unsigned            step = first->due & -first->due;	/* the first that is due; none: the commit failed */
	const struct query *of = step & (PREPARES_ENTER | ENTERS) ? enter_of(c->db, first->query) : first->query;

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
	else if (c->db->queued > 0 && c->asked < DEPTH)
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

		if (first.question != NULL) {
			log_warn("database query=%s lost with its connection", first.query->name);
			question_fail(first.question, PROBLEM_DATABASE, SAY_DB_LOST);
		}
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
	struct sent *s = c->wire;

	while (s->question != q)
		s++;
	s->question = NULL;
	question_fail_late(q);
}

static const struct link_owner conn_owner = { conn_on_up, conn_turn, conn_on_down };

/* Of the first so many connections the one with the fewest questions on its wire; NULL when all are full or down. */
static struct conn *
least_asked_of(struct db *db, long count)
{
	struct conn *best = NULL;

	for (long i = 0; i < count; i++) {
		struct conn *c = &db->conns[i];

		if (c->link.state == LINK_UP && !c->leaving && c->asked < DEPTH &&
		    (best == NULL || c->asked < best->asked))
			best = c;
	}
	return best;
}

static struct conn *
least_asked(struct db *db, const struct question *q)
{
	struct conn *best = NULL;

	if (shares(db, q->query) && db->count > SHARING_MAX)
		best = least_asked_of(db, SHARING_MAX);
	return best != NULL ? best : least_asked_of(db, db->count);
}

static void
db_on_deal(evutil_socket_t fd, short what, void *arg)
{
	struct db       *db = arg;
	struct question *q;
	struct conn     *c;

	(void)fd;
	(void)what;
	while ((q = TAILQ_FIRST(&db->queue)) != NULL && (c = least_asked(db, q)) != NULL)
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
	fail_queue(db, SAY_DB_AWAY);
}

static void
question_on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct question *q = arg;
	bool             is_up = q->db->connected > 0;

	(void)fd;
	(void)what;
	if (q->place == SENT) {
		conn_give_up(q->conn, q);
	} else if (q->place == FLUSHING) {
		flusher_forget(q->db->flusher, &q->flush);
		PQclear(q->rows);
		question_fail_late(q);
	} else {
		unqueue(q);
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
	db->enter_sharing = settings->enter_sharing;
	db->flusher = flusher_open(base, db->server, settings->wait_ms, settings->flush);
	db->count = settings->connections;
	db->wait_ms = settings->wait_ms;
	TAILQ_INIT(&db->queue);
	event_assign(&db->deal, base, -1, 0, db_on_deal, db);
	evtimer_assign(&db->alone, base, db_on_alone, db);
	evtimer_add(&db->alone, &alone);
	for (long i = 0; i < db->count; i++) {
		struct conn *c = &db->conns[i];

		c->db = db;
		evtimer_assign(&c->silence, base, conn_on_silence, c);
		link_open(&c->link, base, db->server, db->wait_ms, &conn_owner, c);
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
		while (c->asked > 0) {
			struct question *q = unwire(c).question;

			if (q != NULL)
				question_fail(q, PROBLEM_DATABASE, SAY_DB_CLOSING);
		}
		prepared_clear(&c->prepared);
	}
	flusher_close(db->flusher);
	/* Whoever asks again on hearing that is answered here too. */
	fail_queue(db, SAY_DB_CLOSING);
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
	struct timeval   wait = link_ms(db->away ? 0 : db->wait_ms);

	assert(nargs == query->params);
	*q = (struct question){ .query = query, .answer = answer, .ctx = ctx, .mem = mem, .db = db };
	q->asker.as = arena_strdup(mem, asker->as);
	q->asker.from = asker->from == NULL ? NULL : arena_strdup(mem, asker->from);
	q->args = arena_alloc(mem, (size_t)nargs * sizeof(*q->args));
	for (int i = 0; i < nargs; i++)
		q->args[i] = args[i] == NULL ? NULL : arena_strdup(mem, args[i]);
	evtimer_assign(&q->timer, db->base, question_on_timer, q);
	evtimer_add(&q->timer, &wait);
	TAILQ_INSERT_TAIL(&db->queue, q, entry);
	db->queued++;
	/* Sending waits for the loop: all that is asked in one turn is dealt out together. */
	if (!db->closing && db->connected > 0)
		event_active(&db->deal, EV_TIMEOUT, 0);
	return q;
}

bool
db_withdraw(struct question *q)
{
	if (q->place != QUEUED)
		return false;
	evtimer_del(&q->timer);
	unqueue(q);
	return true;
}

void
db_listen(struct db *db, const char *channel, void (*on_hint)(void *ctx), void *ctx)
{
	if (db->hearer == NULL)
		db->hearer = hearer_open(db->base, db->server, db->wait_ms);
	hearer_add(db->hearer, channel, on_hint, ctx);
}

struct db_state
db_state(const struct db *db)
{
	return (struct db_state){
		.connections = db->count,
		.connected = db->connected,
		.queued = db->queued,
		.asked = db->asked,
		.listening = hearer_hears(db->hearer),
		.listens = hearer_listens(db->hearer),
	};
}
