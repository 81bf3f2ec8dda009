#include "scoring/sheet.h"

/* The stands lie before the rows, as they are the wider. */
static size_t
stands_bytes(const struct model *m)
{
	enum { LINE = 64 };

	return (m->city_count * sizeof(struct stand) + LINE - 1) / LINE * LINE;
}

size_t
sheet_bytes(const struct model *m)
{
	return stands_bytes(m) + columns_bytes(m->project_count);
}

struct sheet
sheet_in(void *memory, const struct model *m)
{
	return (struct sheet){ .stands = memory, .rows = columns_in((char *)memory + stands_bytes(m), m->project_count) };
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
	sheet_finish(s, m);
}

void
sheet_finish(struct sheet *s, const struct model *m)
{
	columns_pad(&s->rows);
	s->kept = false;
	s->open_cities = count_open_cities(s, m);
}
