#include "proto/partner.h"

#include <stdlib.h>
#include <string.h>

#define USD_MAX INT64_C(1000000000000000)

static const struct field category_strength_fields[] = {
	{ MEMBER(struct strength, id), .name = "id", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_CATEGORY, .about = "A project category or an area." },
	{ MEMBER(struct strength, strength), .name = "strength", .min = 1, .max = 5, .preset = 3,
	  .about = "How strong the partner is in it, 1 (some) to 5 (its main business)." },
	{ .name = NULL }
};

static const struct message category_strength_message = {
	.name = "CategoryStrength", .about = "A category that a partner works in.",
	.size = sizeof(struct strength), .fields = category_strength_fields,
};

static const struct field sector_strength_fields[] = {
	{ MEMBER(struct strength, id), .name = "id", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_SECTOR, .about = "A sector." },
	{ MEMBER(struct strength, strength), .name = "strength", .min = 1, .max = 5, .preset = 3,
	  .about = "How strong the partner is in it, 1 (some) to 5 (its main business)." },
	{ .name = NULL }
};

static const struct message sector_strength_message = {
	.name = "SectorStrength", .about = "A sector that a partner works in.",
	.size = sizeof(struct strength), .fields = sector_strength_fields,
};

static const struct field reference_fields[] = {
	{ MEMBER(struct reference, city), .name = "city", .required = true, .min = 1, .max = 200, .form = FORM_LINE,
	  .about = "Where the work was done, as it is called; a member city is recognised by any of its names." },
	{ MEMBER(struct reference, country), .name = "country", .required = true, .min = 2, .max = 2,
	  .form = FORM_COUNTRY, .about = "ISO 3166-1 alpha-2 code of the country." },
	{ MEMBER(struct reference, category), .name = "category", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_WORK, .about = "What the work was; a sector where no category names it." },
	{ MEMBER(struct reference, year), .name = "year", .min = 1900, .max = 2200,
	  .about = "Year in which it was finished." },
	{ MEMBER(struct reference, role), .name = "role", .max = 200, .form = FORM_LINE,
	  .about = "What the partner did in it." },
	{ .name = NULL }
};

static const struct message reference_message = {
	.name = "Reference", .about = "Work that a partner has done before.",
	.size = sizeof(struct reference), .fields = reference_fields,
};

static const struct field contact_fields[] = {
	{ MEMBER(struct contact, name), .name = "name", .required = true, .min = 1, .max = 200, .form = FORM_LINE,
	  .about = "Who to write to." },
	{ MEMBER(struct contact, email), .name = "email", .min = 3, .max = 254, .form = FORM_EMAIL,
	  .about = "E-mail address." },
	{ MEMBER(struct contact, phone), .name = "phone", .min = 3, .max = 40, .form = FORM_LINE,
	  .about = "Telephone number." },
	{ MEMBER(struct contact, language), .name = "language", .min = 2, .max = 3, .form = FORM_LANGUAGE,
	  .about = "Language to write in." },
	{ .name = NULL }
};

static const struct message contact_message = {
	.name = "Contact", .about = "A person at the partner.",
	.size = sizeof(struct contact), .fields = contact_fields,
};

static const struct field partner_fields[] = {
	{ MEMBER(struct partner, id), .name = "id", .server = true, .required = true, .min = 1, .max = 80,
	  .form = FORM_ID, .about = "Id of the partner." },
	{ MEMBER(struct partner, name_en), .name = "name_en", .min = 1, .max = 200, .form = FORM_LINE,
	  .about = "Name in English; one of the two names is required." },
	{ MEMBER(struct partner, name_ko), .name = "name_ko", .min = 1, .max = 200, .form = FORM_LINE,
	  .about = "Name in Korean; one of the two names is required." },
	{ MEMBER(struct partner, kind), .name = "kind", .required = true, .vocab = &partner_kind_vocab,
	  .preset = -1, .about = "What sort of organisation it is." },
	{ MEMBER(struct partner, country), .name = "country", .min = 2, .max = 2, .form = FORM_COUNTRY,
	  .about = "ISO 3166-1 alpha-2 code of its seat; null for an organisation of several countries." },
	{ MEMBER(struct partner, registration_number), .name = "registration_number", .min = 1, .max = 60,
	  .form = FORM_LINE, .about = "Number in its country's business register." },
	{ MEMBER(struct partner, categories), .name = "categories", .item = &category_strength_message,
	  .max = 24, .about = "Project categories it works in." },
	{ MEMBER(struct partner, sectors), .name = "sectors", .item = &sector_strength_message,
	  .max = 24, .about = "Sectors it works in, beyond those its categories imply." },
	{ MEMBER(struct partner, support), .name = "support", .vocab = &support_vocab,
	  .about = "Support it offers." },
	{ MEMBER(struct partner, quadrants), .name = "quadrants", .vocab = &quadrant_vocab,
	  .about = "Kinds of city it wants to work in." },
	{ MEMBER(struct partner, wanted_countries), .name = "wanted_countries", .max = 50,
	  .refers = REFERS_COUNTRY, .about = "Member states it wants to work in." },
	{ MEMBER(struct partner, wanted_cities), .name = "wanted_cities", .max = 100,
	  .refers = REFERS_CITY, .about = "Cities it wants to work in; any name of a city will do." },
	{ MEMBER(struct partner, excluded_countries), .name = "excluded_countries", .max = 50,
	  .refers = REFERS_COUNTRY, .about = "Member states it will not work in." },
	{ MEMBER(struct partner, excluded_cities), .name = "excluded_cities", .max = 100,
	  .refers = REFERS_CITY, .about = "Cities it will not work in." },
	{ MEMBER(struct partner, conflicts), .name = "conflicts", .max = 100, .refers = REFERS_PROJECT,
	  .about = "Projects for which a conflict of interest is declared." },
	{ MEMBER(struct partner, ticket_min), .name = "ticket_min", .min = 0, .max = USD_MAX,
	  .about = "Smallest contract or investment it takes on, in USD." },
	{ MEMBER(struct partner, ticket_max), .name = "ticket_max", .min = 0, .max = USD_MAX,
	  .about = "Largest contract or investment it takes on, in USD." },
	{ MEMBER(struct partner, references), .name = "references", .item = &reference_message, .max = 50,
	  .about = "Work it has done before." },
	{ MEMBER(struct partner, languages), .name = "languages", .max = 30, .form = FORM_LANGUAGE,
	  .about = "Languages it works in." },
	{ MEMBER(struct partner, capability_en), .name = "capability_en", .max = 8000,
	  .about = "What it can do, in English." },
	{ MEMBER(struct partner, capability_ko), .name = "capability_ko", .max = 8000,
	  .about = "What it can do, in Korean." },
	{ MEMBER(struct partner, capacity), .name = "capacity", .min = 0, .max = INT32_MAX, .preset = 1,
	  .about = "How many pairings it can carry at once." },
	{ MEMBER(struct partner, contacts), .name = "contacts", .item = &contact_message, .max = 20,
	  .about = "People to write to; shown to staff and to the partner itself." },
	{ MEMBER(struct partner, state), .name = "state", .server = true, .required = true,
	  .vocab = &partner_state_vocab, .about = "State of review." },
	{ MEMBER(struct partner, valid_to), .name = "valid_to", .server = true, .max = 10, .form = FORM_DATE,
	  .about = "Last day of its term; null without end." },
	{ MEMBER(struct partner, demonstration), .name = "demonstration", .server = true,
	  .about = "Whether it is invented, for demonstration." },
	{ MEMBER(struct partner, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX,
	  .about = "Counts the changes; the ETag is \"v\" and this number." },
	{ .name = NULL }
};

/* A number twice in a list of strengths would count twice. */
static void
check_strengths(const struct list *list, const char *at, const char *member, struct problem *p)
{
	const struct strength *s = list->items;

	for (size_t i = 1; i < list->count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(s[i].id, s[j].id) == 0) {
				problem_at(p, arena_printf(p->mem, "%s/%s/%zu/id", at, member, i),
					SAY_STANDS_TWICE, s[i].id);
				break;
			}
}

static void
check_partner(const void *in, const char *at, struct problem *p)
{
	const struct partner *partner = in;

	if (partner->name_en == NULL && partner->name_ko == NULL)
		problem_at(p, arena_printf(p->mem, "%s/name_en", at), SAY_ONE_NAME, "name_en", "name_ko");
	if (partner->ticket_min.known && partner->ticket_max.known &&
	    partner->ticket_min.value > partner->ticket_max.value)
		problem_at(p, arena_printf(p->mem, "%s/ticket_min", at), SAY_ABOVE_MAX, "ticket_max");
	check_strengths(&partner->categories, at, "categories", p);
	check_strengths(&partner->sectors, at, "sectors", p);
}

const struct message partner_message = {
	.name = "Partner", .word = SAY_WORD_PARTNER,
	.about = "An external partner: company, development bank, consultancy, financier, agency.",
	.size = sizeof(struct partner), .fields = partner_fields, .check = check_partner,
};

static int
compare_strengths(const void *a, const void *b)
{
	return strcmp(((const struct strength *)a)->id, ((const struct strength *)b)->id);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A copy of `count` items, in order. */
static void *
in_order(struct arena *mem, const void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b))
{
	void *copy = arena_alloc(mem, count * size);

	if (count > 0) {
		memcpy(copy, items, count * size);
		qsort(copy, count, size, compare);
	}
	return copy;
}

static struct partner *
with_sets_in_order(struct arena *mem, const struct partner *profile)
{
	struct partner *p = arena_alloc(mem, sizeof(*p));
	struct list    *strengths[] = { &p->categories, &p->sectors };
	struct texts   *texts[] = { &p->wanted_countries, &p->wanted_cities, &p->excluded_countries, &p->excluded_cities, &p->conflicts };

	*p = *profile;
	for (size_t i = 0; i < sizeof(strengths) / sizeof(strengths[0]); i++)
		strengths[i]->items = in_order(mem, strengths[i]->items, strengths[i]->count, sizeof(struct strength),
			compare_strengths);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		texts[i]->at = in_order(mem, texts[i]->at, texts[i]->count, sizeof(*texts[i]->at), compare_texts);
	return p;
}

const struct partner *
partner_first(struct arena *mem, const char *id, const struct partner *profile)
{
	struct partner *p = with_sets_in_order(mem, profile);

	p->id = id;
	p->state = PARTNER_DRAFT;
	p->valid_to = NULL;
	p->demonstration = false;
	p->version = 1;
	return p;
}

const struct buffer *
partner_print_profile(struct arena *mem, const struct partner *profile)
{
	struct buffer *b = buffer_new(mem);

	message_print_client(b, &partner_message, with_sets_in_order(mem, profile));
	return b;
}

static const struct field partner_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &partner_message,
	  .max = INT32_MAX, .about = "One page, in the order of the ids." },
	{ MEMBER(struct page, next), .name = "next", .max = 400,
	  .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message partner_page = {
	.name = "PartnerPage", .about = "A page of a list.",
	.size = sizeof(struct page), .fields = partner_page_fields,
};

static const struct field partner_brief_fields[] = {
	{ MEMBER(struct partner_brief, id), .name = "id", .required = true, .min = 1, .max = 80, .form = FORM_ID,
	  .about = "Id of the partner." },
	{ MEMBER(struct partner_brief, name_en), .name = "name_en", .max = 200, .about = "Name in English." },
	{ MEMBER(struct partner_brief, name_ko), .name = "name_ko", .max = 200, .about = "Name in Korean." },
	{ MEMBER(struct partner_brief, kind), .name = "kind", .required = true, .vocab = &partner_kind_vocab,
	  .preset = -1, .about = "What sort of organisation it is." },
	{ MEMBER(struct partner_brief, country), .name = "country", .max = 2, .form = FORM_COUNTRY,
	  .about = "Country of its seat." },
	{ MEMBER(struct partner_brief, demonstration), .name = "demonstration",
	  .about = "Whether it is invented, for demonstration." },
	{ .name = NULL }
};

const struct message partner_brief_message = {
	.name = "PartnerBrief", .about = "A partner, in short.",
	.size = sizeof(struct partner_brief), .fields = partner_brief_fields,
};

static const struct field term_fields[] = {
	{ MEMBER(struct term, valid_to), .name = "valid_to", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "Last day of the term; left out: without end." },
	{ .name = NULL }
};

const struct message term_message = {
	.name = "Term", .about = "How long a partner's verification lasts.",
	.size = sizeof(struct term), .fields = term_fields,
};
