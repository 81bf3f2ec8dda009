#include "scoring/sheet.h"

size_t
sheet_bytes(const struct model *m)
{
	return columns_bytes(m->project_count) + columns_bytes(m->tile_count);
}

struct sheet
sheet_in(void *memory, const struct model *m)
{
	return (struct sheet){ .rows = columns_in(memory, m->project_count),
		.tiles = columns_in((char *)memory + columns_bytes(m->project_count), 0) };
}

/* Counted when the rows are there, as they are read once more for nothing else. */
static uint32_t
count_open_cities(const struct sheet *s, const struct model *m)
{
	uint32_t count = 0;

	for (uint32_t city = 0; city < m->city_count; city++) {
		uint32_t row = m->city_first[city];

		while (row < m->city_first[city + 1] && *columns_gates(&s->rows, row) != 0)
			row++;
		count += row < m->city_first[city + 1];
	}
	return count;
}

void
sheet_fill(struct sheet *s, const struct model *m, const struct score_partner *p)
{
	for (uint32_t row = 0; row < s->rows.count; row++) {
		struct score one = score_pair(m, p, m->city_projects[row]);

		columns_put(&s->rows, row, &one);
	}
	columns_pad(&s->rows);
	s->open_cities = count_open_cities(s, m);
}

/* A tile takes as much reading as a row; where it stands for a few only, the rows are read at once. */
enum { TILE_WORTH = 4 };

/* The most of each part among the rows that matter: the open ones if there are any. */
static struct score
most_of(const struct columns *rows, uint32_t from, uint32_t end)
{
	struct score most = { .gates = UINT16_MAX };

	for (uint32_t row = from; row < end; row++)
		if (*columns_gates(rows, row) == 0)
			most.gates = 0;
	for (uint32_t row = from; row < end; row++)
		for (int k = 0; k < PARTS && (most.gates != 0 || *columns_gates(rows, row) == 0); k++)
			if (*columns_part(rows, (enum part)k, row) > most.part[k])
				most.part[k] = *columns_part(rows, (enum part)k, row);
	return most;
}

void
sheet_tile(struct sheet *s, const struct model *m)
{
	if (m->tile_count > m->project_count / TILE_WORTH)
		return;
	s->tiles = columns_in((char *)s->rows.band + columns_bytes(m->project_count), m->tile_count);
	for (uint32_t tile = 0; tile < m->tile_count; tile++) {
		struct score most = most_of(&s->rows, m->tile_first[tile], m->tile_first[tile + 1]);

		columns_put(&s->tiles, tile, &most);
	}
	columns_pad(&s->tiles);
}
