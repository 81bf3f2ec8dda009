/* A message with a member of every type, for the tests of reading and of printing. */
#ifndef TESTS_MESSAGE_THING_H
#define TESTS_MESSAGE_THING_H

#include "proto/message.h"

struct part_of {
	const char *name;
	int64_t     year;
};

struct thing {
	const char    *name, *note, *born, *mail, *language, *country, *city;
	int64_t        size, any;
	struct maybe   cost, until;
	bool           open;
	struct decimal exact;
	int            kind, state;
	uint32_t       colours;
	struct texts   cities, words;
	struct list    parts;
	struct object  owner;
	const char    *id;
	int64_t        version;
};

static const struct word kind_words[] = {
	{ "private_company", "private company", "민간 기업" }, { "consulting_firm", "consulting firm", "컨설팅사" },
	{ "university", "university", "대학" }, { NULL, NULL, NULL },
};
static const struct vocab kind_vocab = { "Kind", "kind", "종류", kind_words };

static const struct word colour_words[] = {
	{ "red", "red", "빨강" }, { "green", "green", "초록" }, { "blue", "blue", "파랑" }, { NULL, NULL, NULL },
};
static const struct vocab colour_vocab = { "Colour", "colour", "색", colour_words };

static const struct field part_fields[] = {
	{ MEMBER(struct part_of, name), .name = "name", .required = true, .min = 1, .max = 5, .about = "Its name." },
	{ MEMBER(struct part_of, year), .name = "year", .min = 1900, .max = 2100, .preset = 2018, .about = "Its year." },
	{ .name = NULL }
};
static const struct message part_message = { .name = "Part", .about = "A part.", .size = sizeof(struct part_of),
	.fields = part_fields };

static void
check_thing(const void *in, const char *at, struct problem *p)
{
	const struct thing *t = in;

	if (t->cost.known && t->until.known && t->cost.value > t->until.value)
		problem_at(p, arena_printf(p->mem, "%s/cost", at), SAY_ABOVE_MAX, "until");
}

static const struct field thing_fields[] = {
	{ MEMBER(struct thing, id), .name = "id", .server = true, .required = true, .max = 80, .form = FORM_ID, .about = "Its id." },
	{ MEMBER(struct thing, name), .name = "name", .required = true, .min = 1, .max = 10, .form = FORM_LINE, .about = "Its name." },
	{ MEMBER(struct thing, note), .name = "note", .max = 40, .about = "A note." },
	{ MEMBER(struct thing, born), .name = "born", .max = 10, .form = FORM_DATE, .about = "A day." },
	{ MEMBER(struct thing, mail), .name = "mail", .max = 254, .form = FORM_EMAIL, .about = "An address." },
	{ MEMBER(struct thing, language), .name = "language", .max = 3, .form = FORM_LANGUAGE, .about = "A language." },
	{ MEMBER(struct thing, country), .name = "country", .max = 2, .form = FORM_COUNTRY, .about = "A country." },
	{ MEMBER(struct thing, city), .name = "city", .max = 80, .form = FORM_ID, .refers = REFERS_CITY, .about = "A city." },
	{ MEMBER(struct thing, size), .name = "size", .min = 1, .max = 5, .preset = 3, .about = "Its size." },
	{ MEMBER(struct thing, any), .name = "any", .about = "Any number." },
	{ MEMBER(struct thing, cost), .name = "cost", .min = 0, .max = 1000000, .about = "What it costs." },
	{ MEMBER(struct thing, until), .name = "until", .min = 0, .max = INT64_MAX, .about = "Until when." },
	{ MEMBER(struct thing, open), .name = "open", .preset = 1, .about = "Whether it is open." },
	{ MEMBER(struct thing, exact), .name = "exact", .server = true, .about = "As the database has it." },
	{ MEMBER(struct thing, kind), .name = "kind", .required = true, .vocab = &kind_vocab, .about = "Its kind." },
	{ MEMBER(struct thing, state), .name = "state", .vocab = &colour_vocab, .preset = -1, .about = "Its state." },
	{ MEMBER(struct thing, colours), .name = "colours", .vocab = &colour_vocab, .about = "Its colours." },
	{ MEMBER(struct thing, cities), .name = "cities", .max = 3, .refers = REFERS_CITY, .about = "Cities." },
	{ MEMBER(struct thing, words), .name = "words", .max = 3, .form = FORM_LANGUAGE, .about = "Words." },
	{ MEMBER(struct thing, parts), .name = "parts", .max = 3, .item = &part_message, .about = "Its parts." },
	{ MEMBER(struct thing, owner), .name = "owner", .item = &part_message, .about = "Its owner." },
	{ MEMBER(struct thing, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX, .about = "Its version." },
	{ .name = NULL }
};
static const struct message thing_message = { .name = "Thing", .about = "A thing.", .size = sizeof(struct thing),
	.fields = thing_fields, .check = check_thing };

#endif
