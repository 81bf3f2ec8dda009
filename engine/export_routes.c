/*
 * Every partner in one answer, a line each, as of one moment, whatever is written
 * meanwhile: as documents, or as CSV with the columns that an import takes. It is
 * written as the client takes it, so it costs a buffer and not the size of the answer.
 */
#include <string.h>

#include <event2/event.h>

#include "engine/attachment.h"
#include "engine/exchange.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "proto/csv.h"
#include "proto/import.h"
#include "proto/import_cell.h"
#include "proto/import_map.h"

const char *const export_types[] = {
	[EXPORT_NDJSON] = "application/x-ndjson",
	[EXPORT_CSV]    = "text/csv; charset=utf-8",
	NULL
};

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
	int               format;	/* enum export_format */
	enum lang         lang;		/* of the headers */
	bool              begun;	/* they are written */
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

/* The members of a profile that an import can fill, as the template has them. */
static const struct field *
next_column(const struct field *f)
{
	while (f->name != NULL && f->server)
		f++;
	return f->name == NULL ? NULL : f;
}

static void
write_headers(struct buffer *b, enum lang lang)
{
	buffer_text(b, CSV_BOM);
	for (const struct field *f = next_column(partner_message.fields); f != NULL; f = next_column(f + 1)) {
		buffer_text(b, f == next_column(partner_message.fields) ? "" : ",");
		csv_cell(b, import_title(f->name, lang));
	}
	buffer_text(b, "\r\n");
}

static void
write_cells(struct buffer *b, const struct partner *p, struct arena *mem)
{
	struct buffer *cell = buffer_new(mem);

	for (const struct field *f = next_column(partner_message.fields); f != NULL; f = next_column(f + 1)) {
		buffer_text(b, f == next_column(partner_message.fields) ? "" : ",");
		buffer_end(cell, cell->at);
		import_cell_print(cell, f, p);
		csv_cell(b, cell->at);
	}
	buffer_text(b, "\r\n");
}

static void
write_line(struct export *e, size_t partner)
{
	struct partner p = *(const struct partner *)catalogue_at(e->catalogue, RECORD_PARTNER, partner);

	p.contacts = (struct list){ 0 };
	if (e->format == EXPORT_CSV) {
		write_cells(e->piece, &p, e->mem);
	} else {
		message_print(e->piece, &partner_message, &p);
		buffer_byte(e->piece, '\n');
	}
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
	if (e->format == EXPORT_CSV && !e->begun)
		write_headers(e->piece, e->lang);
	e->begun = true;
	while (e->next < count && e->piece->length < PIECE_BYTES)
		write_line(e, e->next++);
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
	const struct export_query *query = r->query;
	const char                *type = r->route->types[query->format];
	struct export             *e;

	if (query->lang >= 0)
		r->lang = (enum lang)query->lang;
	if (query->format == EXPORT_CSV)
		attachment_headers(r, "partners.csv", r->lang == LANG_KO ? "파트너.csv" : "partners.csv");
	if (r->http->method == METHOD_HEAD)
		return req_reply_bytes(r, 200, type, buffer_new(r->mem));
	e = arena_alloc(r->mem, sizeof(*e));
	*e = (struct export){ .exchange = r->exchange, .catalogue = catalogue_hold(r->catalogue),
		.again = evtimer_new(r->service->base, on_turn, e), .format = query->format, .lang = r->lang };
	exchange_on_gone(r->exchange, on_gone, e);
	exchange_on_room(r->exchange, on_room, e);
	if (req_stream(r, type))
		on_turn(-1, 0, e);
	else
		end(e);
	return STEP_DONE;
}

step_fn *const partner_export[] = { texts_of_all, begin, NULL };
