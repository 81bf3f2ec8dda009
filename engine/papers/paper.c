#include "engine/papers/paper.h"

#include <string.h>

struct paper *
paper_new(struct arena *mem, enum lang lang)
{
	struct paper *p = arena_alloc(mem, sizeof(*p));

	p->mem = mem;
	p->lang = lang;
	return p;
}

struct section *
paper_section(struct paper *p, enum say name, unsigned on)
{
	struct section *s = arena_alloc(p->mem, sizeof(*s));

	s->name = name;
	s->on = on;
	if (p->last == NULL)
		p->first = s;
	else
		p->last->next = s;
	p->last = s;
	return s;
}

static struct block *
add_block(struct paper *p, enum block_kind kind)
{
	struct block *b = arena_alloc(p->mem, sizeof(*b));

	b->kind = kind;
	b->on = ON_ALL;
	if (p->last->last == NULL)
		p->last->first = b;
	else
		p->last->last->next = b;
	p->last->last = b;
	return b;
}

struct block *
paper_heading(struct paper *p, int level, const char *text)
{
	struct block *b = add_block(p, BLOCK_HEADING);

	b->level = level;
	b->text = text;
	b->keeps = true;
	return b;
}

struct block *
paper_text(struct paper *p, enum tone tone, const char *text)
{
	struct block *b = add_block(p, BLOCK_TEXT);

	b->tone = tone;
	b->text = text;
	return b;
}

static struct block *
add_facts(struct paper *p, enum block_kind kind, size_t room)
{
	struct block *b = add_block(p, kind);

	b->room = room;
	b->facts = arena_alloc(p->mem, room * sizeof(*b->facts));
	return b;
}

struct block *
paper_facts(struct paper *p, size_t room)
{
	return add_facts(p, BLOCK_FACTS, room);
}

struct block *
paper_figures(struct paper *p, size_t room)
{
	return add_facts(p, BLOCK_FIGURES, room);
}

void
paper_fact(struct block *facts, const char *label, const char *text)
{
	if (text != NULL && facts->count < facts->room)
		facts->facts[facts->count++] = (struct labelled){ label, text };
}

struct block *
paper_make_up(struct paper *p, const struct list *parts)
{
	struct block *b = add_block(p, BLOCK_MAKE_UP);

	b->parts = parts;
	b->on = ON(PDF);
	b->keeps = true;
	return b;
}

struct block *
paper_legend(struct paper *p)
{
	struct block *b = add_block(p, BLOCK_LEGEND);

	b->on = ON(PDF);
	b->keeps = true;
	return b;
}

struct table *
paper_table(struct paper *p, unsigned on, const struct column *columns, size_t room)
{
	struct block *b = add_block(p, BLOCK_TABLE);
	struct table *t = b->table = arena_alloc(p->mem, sizeof(*t));

	b->on = on;
	t->columns = columns;
	while (columns[t->width].id != NULL)
		t->width++;
	t->room = room;
	t->cells = arena_alloc(p->mem, room * t->width * sizeof(*t->cells));
	return t;
}

struct cell *
paper_row(struct table *t)
{
	return &t->cells[t->rows++ * t->width];
}

const char *
paper_say(const struct paper *p, enum say say, ...)
{
	va_list     args;
	struct said said;

	va_start(args, say);
	said = say_vmake(p->mem, say, args);
	va_end(args);
	return say_text(p->mem, p->lang, &said);
}

const char *
paper_pick(const struct paper *p, const char *en, const char *ko)
{
	if (p->lang == LANG_KO)
		return ko != NULL ? ko : en;
	return en != NULL ? en : ko;
}

const char *
paper_word(const struct paper *p, const struct vocab *v, int index)
{
	return index < 0 ? NULL : paper_pick(p, v->words[index].en, v->words[index].ko);
}

struct cell
paper_name(const struct paper *p, const char *en, const char *ko)
{
	struct cell cell = { .text = paper_pick(p, en, ko), .other = p->lang == LANG_KO ? en : ko };

	if (cell.other != NULL && strcmp(cell.text, cell.other) == 0)
		cell.other = NULL;
	return cell;
}

const char *
paper_head(const struct paper *p, const struct column *c)
{
	return say_row(c->head, p->lang);
}

const char *
paper_other_head(const struct paper *p, const struct column *c)
{
	return paper_say(p, SAY_PAPER_IN_OTHER, paper_head(p, c));
}

const char *
paper_part_head(const struct paper *p, int part)
{
	return paper_word(p, &part_vocab, part);
}

int64_t
paper_points(const struct list *parts, int part)
{
	const struct part_line *line = parts->items;

	for (size_t i = 0; i < parts->count; i++)
		if (line[i].part == part)
			return line[i].points;
	return 0;
}

int64_t
paper_hundredths(enum kind kind, int64_t number)
{
	switch (kind) {
	case KIND_SCORE:
	case KIND_MAKE_UP:
		return number / (SCORE_MAX / 10000);
	case KIND_VALUE:
		return number / (PART_MAX / 10000);
	default:
		return number * 100;
	}
}

static const char *
print_hundredths(const struct paper *p, int64_t n)
{
	return arena_printf(p->mem, "%lld.%02lld", (long long)(n / 100), (long long)(n % 100));
}

const char *
paper_cell(const struct paper *p, const struct column *c, const struct cell *cell)
{
	if (cell->absent)
		return "";
	switch (c->kind) {
	case KIND_TEXT:
	case KIND_NAME:
		return cell->text == NULL ? "" : cell->text;
	case KIND_NUMBER:
		return arena_printf(p->mem, "%lld", (long long)cell->number);
	case KIND_SCORE:
	case KIND_VALUE:
		return print_hundredths(p, paper_hundredths(c->kind, cell->number));
	case KIND_SHARE:
		return arena_printf(p->mem, "%lld%%", (long long)(cell->number / (WEIGHT_SUM / 100)));
	case KIND_YES:
		return cell->number != 0 ? say_row(SAY_CLI_YES, p->lang) : "";
	case KIND_PART:
		return paper_part_head(p, (int)cell->number);
	case KIND_MAKE_UP:
		break;
	}
	return "";
}
