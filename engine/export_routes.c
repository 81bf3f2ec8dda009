/*
 * Every partner in one answer: a document a line, as of one moment, whatever is
 * written meanwhile. It is written as the client takes it, so it costs a buffer
 * and not the size of the answer.
 */
#include <string.h>

#include <event2/event.h>

#include "engine/exchange.h"
#include "engine/routes.h"

const char *const export_types[] = { "application/x-ndjson", NULL };

/* A turn of the loop gives so much, then others have theirs. */
enum { TURN_BYTES = 65536, PIECE_BYTES = 8192 };

/* Lives in the exchange's arena, which lasts until exchange_end(). */
struct export {
	struct exchange  *exchange;
	struct catalogue *catalogue;	/* held */
	struct event     *again;
	bool              waits;	/* for the client to take what was sent */
	struct arena     *mem;		/* of the piece that is being sent */
	struct buffer    *piece;	/* NULL: it is all sent */
	size_t            sent;		/* of it */
	size_t            next;		/* partner to be written */
};

static void
end(struct export *e)
{
	event_free(e->again);
	catalogue_release(e->catalogue);
	arena_free(e->mem);
	exchange_end(e->exchange);
}

static void
on_gone(void *ctx)
{
	end(ctx);
}

static void
on_room(void *ctx)
{
	struct export *e = ctx;

	if (e->waits)
		event_active(e->again, 0, 0);
}

/* Some whole lines; a long one may make the piece longer than it should be. */
static void
write_piece(struct export *e)
{
	size_t count = catalogue_count(e->catalogue, RECORD_PARTNER);

	arena_free(e->mem);
	e->mem = arena_new();
	e->piece = buffer_new(e->mem);
	e->sent = 0;
	while (e->next < count && e->piece->length < PIECE_BYTES) {
		struct partner p = *(const struct partner *)catalogue_at(e->catalogue, RECORD_PARTNER, e->next++);

		p.contacts = (struct list){ 0 };
		message_print(e->piece, &partner_message, &p);
		buffer_byte(e->piece, '\n');
	}
}

/* False when the client has no room for more. */
static bool
send_piece(struct export *e)
{
	while (e->sent < e->piece->length) {
		size_t left = e->piece->length - e->sent, n = left < PIECE_BYTES ? left : PIECE_BYTES;

		if (!exchange_send(e->exchange, e->piece->at + e->sent, n))
			return false;
		e->sent += n;
	}
	e->piece = NULL;
	return true;
}

static void
on_turn(evutil_socket_t fd, short what, void *arg)
{
	static const struct timeval at_once = { 0 };
	struct export              *e = arg;
	size_t                      given = 0;

	(void)fd;
	(void)what;
	e->waits = false;
	while (given < TURN_BYTES && !e->waits) {
		if (e->piece == NULL)
			write_piece(e);
		if (e->piece->length == 0) {
			end(e);
			return;
		}
		given += e->piece->length;
		e->waits = !send_piece(e);
	}
	if (!e->waits)
		event_add(e->again, &at_once);
}

static enum step
begin(struct request *r)
{
	struct export *e;

	if (r->http->method == METHOD_HEAD)
		return req_reply_bytes(r, 200, r->route->types[0], buffer_new(r->mem));
	e = arena_alloc(r->mem, sizeof(*e));
	*e = (struct export){ .exchange = r->exchange, .catalogue = catalogue_hold(r->catalogue),
		.again = evtimer_new(r->service->base, on_turn, e) };
	exchange_on_gone(r->exchange, on_gone, e);
	exchange_on_room(r->exchange, on_room, e);
	if (req_stream(r, r->route->types[0]))
		on_turn(-1, 0, e);
	else
		end(e);
	return STEP_DONE;
}

step_fn *const partner_export[] = { req_whole, begin, NULL };
