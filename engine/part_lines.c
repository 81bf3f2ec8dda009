#include "engine/part_lines.h"

#include <string.h>

/* Of each part so many lines at a time, by their value: a prime, as most values are round. An answer fills so many bytes. */
enum { LINES = 31, PRINTED_BYTES = 6000 };

struct printed_line {
	uint32_t from;		/* in the buffer */
	uint16_t length;	/* 0: there is none yet */
	int16_t  value;
	bool     known;
};

struct part_line *
part_lines_of(struct arena *mem, const struct policy *policy, const struct score *score)
{
	struct part_line *parts = arena_alloc(mem, PARTS * sizeof(*parts));

	for (int i = 0; i < PARTS; i++)
		parts[i] = (struct part_line){
			.part = i,
			.weight = policy->weight[i],
			.value = score->part[i],
			.points = (int64_t)policy->weight[i] * score->part[i],
			.known = (score->known & BIT(i)) != 0,
		};
	return parts;
}

static struct printed_line
print_line(struct part_lines *l, const struct part_line *line)
{
	size_t from = l->printed->length;

	message_print(l->printed, &part_line_message, line);
	return (struct printed_line){ .from = (uint32_t)from, .length = (uint16_t)(l->printed->length - from),
		.value = (int16_t)line->value, .known = line->known };
}

/* Under one policy a line hangs on no more than its part, its value and whether that is known. */
static const struct printed_line *
printed_of(struct part_lines *l, const struct part_line *line)
{
	struct printed_line *at = &l->lines[line->part * LINES + line->value % LINES];

	if (at->length == 0 || at->value != line->value || at->known != line->known)
		*at = print_line(l, line);
	return at;
}

static const struct kept *
print(struct part_lines *l, const struct part_line *parts)
{
	const struct printed_line *lines[PARTS];
	struct kept               *kept = arena_alloc(l->mem, sizeof(*kept));
	size_t                     length = 1;
	char                      *bytes, *at;

	for (int i = 0; i < PARTS; i++) {
		lines[i] = printed_of(l, &parts[i]);
		length += lines[i]->length + 1U;
	}
	at = bytes = arena_alloc(l->mem, length);
	*at++ = '[';
	for (int i = 0; i < PARTS; i++) {
		at = (char *)memcpy(at, l->printed->at + lines[i]->from, lines[i]->length) + lines[i]->length;
		*at++ = i < PARTS - 1 ? ',' : ']';
	}
	*kept = (struct kept){ .message = parts, .bytes = bytes, .length = length };
	return kept;
}

struct list
part_lines_tell(struct part_lines *l, const struct score *score)
{
	struct part_line *parts = part_lines_of(l->mem, l->policy, score);

	if (l->lines == NULL) {
		l->lines = arena_alloc(l->mem, PARTS * LINES * sizeof(*l->lines));
		l->printed = buffer_new(l->mem);
		buffer_room(l->printed, PRINTED_BYTES);
	}
	return (struct list){ .items = parts, .count = PARTS, .kept = print(l, parts) };
}
