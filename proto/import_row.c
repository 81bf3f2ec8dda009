#include "proto/import_row.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "proto/csv.h"
#include "proto/fold.h"
#include "proto/import_cell.h"
#include "proto/import_map.h"
#include "proto/json.h"

void
import_reader_begin(struct import_reader *r, const struct import_plan *plan, enum book_kind kind, const struct names *names)
{
	const struct import_column *column = plan->columns.items;

	*r = (struct import_reader){ .plan = plan, .kind = kind, .names = names };
	for (size_t i = 0; i < plan->columns.count; i++)
		if (column[i].number >= 1 && column[i].number <= BOOK_COLUMNS)
			r->of_column[column[i].number - 1] = import_field(column[i].member);
}

/* --- what people write, as the profile has it */

/* Words for what the profile holds as codes of other people's lists. */
static const struct {
	const char *code, *words[4];
} countries[] = {
	{ "KR", { "korea", "대한민국", "한국", "republicofkorea" } },
	{ "JP", { "japan", "일본" } }, { "CN", { "china", "중국" } }, { "TW", { "taiwan", "대만" } },
	{ "US", { "usa", "미국", "unitedstates" } }, { "GB", { "uk", "영국", "unitedkingdom" } },
	{ "DE", { "germany", "독일" } }, { "FR", { "france", "프랑스" } }, { "NL", { "netherlands", "네덜란드" } },
	{ "AU", { "australia", "호주" } }, { "NZ", { "newzealand", "뉴질랜드" } }, { "CA", { "canada", "캐나다" } },
	{ "IN", { "india", "인도" } }, { "CH", { "switzerland", "스위스" } },
}, languages[] = {
	{ "ko", { "korean", "한국어" } }, { "en", { "english", "영어" } }, { "ja", { "japanese", "일본어" } },
	{ "zh", { "chinese", "중국어" } }, { "vi", { "vietnamese", "베트남어" } }, { "th", { "thai", "태국어" } },
	{ "id", { "indonesian", "인도네시아어" } }, { "ms", { "malay", "말레이어" } }, { "km", { "khmer", "크메르어" } },
	{ "lo", { "lao", "라오어" } }, { "my", { "burmese", "미얀마어" } }, { "fil", { "filipino", "필리핀어" } },
	{ "fr", { "french", "프랑스어" } }, { "de", { "german", "독일어" } },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* Korean keyboards make full-width digits and letters easily. */
static const char *
narrow(struct arena *mem, const char *text)
{
	utf8proc_uint8_t *plain = is_ascii(text) ? NULL : utf8proc_NFKC((const utf8proc_uint8_t *)text);

	return plain == NULL ? text : arena_own(mem, plain, free);
}

static const char *
country_code(const struct import_reader *r, struct arena *mem, const char *text)
{
	const char *folded = fold_name(mem, text), *known;
	char       *code;

	for (size_t i = 0; i < COUNT(countries); i++)
		for (size_t w = 0; w < 4 && countries[i].words[w] != NULL; w++)
			if (strcmp(countries[i].words[w], folded) == 0)
				return countries[i].code;
	known = r->names == NULL ? NULL : r->names->find(r->names->ctx, REFERS_COUNTRY, text);
	if (known != NULL)
		return known;
	code = arena_strdup(mem, text);
	for (char *s = code; strlen(code) == 2 && *s != '\0'; s++)
		*s = *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s;
	return code;
}

static const char *
language_code_of(struct arena *mem, const char *text)
{
	const char *folded = fold_name(mem, text);

	for (size_t i = 0; i < COUNT(languages); i++)
		for (size_t w = 0; w < 4 && languages[i].words[w] != NULL; w++)
			if (strcmp(languages[i].words[w], folded) == 0)
				return languages[i].code;
	return strlen(folded) <= 3 ? folded : text;
}

/* A word by its id or by what people read, in either language. */
static const char *
word_id(struct arena *mem, const struct vocab *v, const char *text)
{
	const char *folded;

	if (vocab_find(v, text) >= 0)
		return text;
	folded = fold_name(mem, text);
	for (const struct word *w = v->words; w->id != NULL; w++)
		if (strcmp(fold_name(mem, w->id), folded) == 0 || strcmp(fold_name(mem, w->en), folded) == 0 ||
		    strcmp(fold_name(mem, w->ko), folded) == 0)
			return w->id;
	return text;
}

/* "1,200,000" and "USD 5000" are numbers; what is none stays as it is, so that the message says what is wrong with it. */
static const char *
digits_of(struct arena *mem, const char *text)
{
	char       *out = arena_alloc(mem, strlen(text) + 1), *to = out;
	const char *s = text;

	if (strncasecmp(s, "USD", 3) == 0)
		s += 3;
	else if (*s == '$')
		s++;
	for (s += strspn(s, " "); *s != '\0'; s++) {
		bool groups = *s == ',' && to > out && strspn(s + 1, "0123456789") == 3;

		if (!groups)
			*to++ = *s;
	}
	*to = '\0';
	if (to > out && strspn(out + (*out == '-'), "0123456789") + (*out == '-') == (size_t)(to - out) && to - out <= 18 &&
	    (*out != '0' || to - out == 1))
		return out;
	return NULL;
}

/* --- cells as JSON */

/* Text that people wrote for people stays as it is; codes and numbers come in one form. */
static void
print_scalar(const struct import_reader *r, struct arena *mem, struct buffer *b, const struct field *f, const char *text)
{
	bool        prose = f->type == FIELD_TEXT && f->refers == REFERS_NOTHING && (f->form == FORM_ANY || f->form == FORM_LINE);
	const char *digits = NULL;

	if (!prose || strcmp(f->name, "registration_number") == 0 || strcmp(f->name, "phone") == 0)
		text = narrow(mem, text);
	if (f->type == FIELD_INTEGER || f->type == FIELD_MAYBE)
		digits = digits_of(mem, text);
	else if (f->vocab != NULL)
		text = word_id(mem, f->vocab, text);
	else if (f->form == FORM_COUNTRY)
		text = country_code(r, mem, text);
	else if (f->form == FORM_LANGUAGE)
		text = language_code_of(mem, text);
	if (digits != NULL)
		buffer_text(b, digits);
	else
		json_print_text(b, text);
}

static void
print_item(const struct import_reader *r, struct arena *mem, struct buffer *b, const struct field *list, char *text,
	const char *at, struct problem *p)
{
	const struct field *f = list->item->fields;
	size_t              members = 0, given = 0;
	const char         *separators;
	char               *part;
	bool                first = true;

	while (f[members].name != NULL)
		members++;
	separators = members == 2 ? ":|" : "|";
	buffer_byte(b, '{');
	while ((part = import_cell_next(&text, separators)) != NULL) {
		part = import_cell_text(import_cell_plain(part));
		if (given >= members) {
			problem_at(p, at, SAY_CELL_PARTS, DIGITS(members));
			break;
		}
		if (part[0] != '\0') {
			buffer_printf(b, "%s\"%s\":", first ? "" : ",", f[given].name);
			print_scalar(r, mem, b, &f[given], part);
			first = false;
		}
		given++;
	}
	buffer_byte(b, '}');
}

/* Items stand on lines of their own or are separated by ";"; plain words also by ",". */
static void
print_list(const struct import_reader *r, struct arena *mem, struct buffer *b, const struct field *f, char *text,
	struct problem *p)
{
	const char *separators = strpbrk(text, ";\n") != NULL || f->type == FIELD_LIST ? ";\n" : ",";
	char       *item;
	size_t      n = 0;

	buffer_byte(b, '[');
	while ((item = import_cell_next(&text, separators)) != NULL) {
		item = import_cell_trim(item);
		if (item[0] == '\0')
			continue;
		if (n > 0)
			buffer_byte(b, ',');
		if (f->type == FIELD_LIST)
			print_item(r, mem, b, f, item, arena_printf(mem, "/%s/%zu", f->name, n), p);
		else
			print_scalar(r, mem, b, f, item);
		n++;
	}
	buffer_byte(b, ']');
}

static struct buffer *
print_row(const struct import_reader *r, const struct book_row *row, struct arena *mem, struct problem *p)
{
	struct buffer *b = buffer_new(mem);
	const char    *separator = "";

	buffer_byte(b, '{');
	for (size_t i = 0; i < row->count; i++) {
		const struct field *f = r->of_column[i];
		char               *cell = f == NULL ? NULL : import_cell_trim(arena_strdup(mem, csv_plain(row->cells[i])));

		if (cell == NULL || *cell == '\0')
			continue;
		buffer_printf(b, "%s\"%s\":", separator, f->name);
		separator = ",";
		if (f->type == FIELD_SET || f->type == FIELD_TEXTS || f->type == FIELD_LIST)
			print_list(r, mem, b, f, cell, p);
		else
			print_scalar(r, mem, b, f, import_cell_text(cell));
	}
	buffer_byte(b, '}');
	return b;
}

const struct partner *
import_row_read(const struct import_reader *r, const struct book_row *row, struct arena *mem, cJSON **said,
	struct problem *p)
{
	struct partner *out = arena_alloc(mem, sizeof(*out));
	const char     *text = row->cells[0];
	size_t          length = strlen(text);

	if (r->kind != BOOK_NDJSON) {
		const struct buffer *b = print_row(r, row, mem, p);

		text = b->at;
		length = b->length;
	}
	*said = json_read(text, length, mem, p);
	return *said != NULL && message_parse(&partner_message, *said, FROM_CLIENT, r->names, mem, out, p) &&
		p->code == PROBLEM_NONE ? out : NULL;
}

/* --- what is wrong with a row */

static const struct import_column *
column_of(const struct import_reader *r, const char *member, size_t n)
{
	const struct import_column *column = r->plan->columns.items;

	for (size_t i = 0; i < r->plan->columns.count; i++)
		if (column[i].member != NULL && strlen(column[i].member) == n && memcmp(column[i].member, member, n) == 0)
			return &column[i];
	return NULL;
}

/* A file has columns, so the other member that a rule names is called as its column is. */
static struct said
with_titles(const struct said *why, struct arena *mem)
{
	struct said said = *why;

	for (int i = 0; (why->say == SAY_ABOVE_MAX || why->say == SAY_ONE_NAME) && i < say_places(why->say); i++)
		said.arg[i] = say_both(mem, import_title(why->arg[i], LANG_EN), import_title(why->arg[i], LANG_KO));
	return said;
}

/* "references/1/year" is the year of the second entry of its cell; a name that is wrong says itself where it stands. */
static struct said
within_cell(const char *member, const struct said *why, struct arena *mem)
{
	const char         *at = strchr(member, '/');
	const struct field *f = at == NULL ? NULL : import_field(arena_strndup(mem, member, (size_t)(at - member)));
	const char         *part, *said;
	char               *end;
	long                number;

	if (f == NULL || f->type != FIELD_LIST)
		return *why;
	number = strtol(at + 1, &end, 10) + 1;
	part = *end == '/' ? end + 1 : "";
	said = say_both(mem, say_text(mem, LANG_EN, why), say_text(mem, LANG_KO, why));
	if (*part == '\0')
		return say_make(mem, SAY_CELL_ENTRY, DIGITS(number), said);
	if (import_part_title(part, LANG_EN) == NULL)
		return *why;
	return say_make(mem, SAY_CELL_ENTRY_PART, DIGITS(number),
		say_both(mem, import_part_title(part, LANG_EN), import_part_title(part, LANG_KO)), said);
}

struct import_reason
import_reason_of(const struct import_reader *r, const char *member, const struct said *why, struct arena *mem)
{
	struct import_reason        reason = { .member = member };
	struct buffer              *code = buffer_new(mem);
	const struct import_column *column = member == NULL ? NULL : column_of(r, member, strcspn(member, "/"));
	struct said                 said = r->kind == BOOK_NDJSON ? *why : with_titles(why, mem);

	say_print_code(code, why->say);
	reason.code = code->at;
	if (column != NULL) {
		said = within_cell(member, &said, mem);
		reason.column = (struct maybe){ true, column->number };
		reason.header = column->header;
	}
	reason.en = say_text(mem, LANG_EN, &said);
	reason.ko = say_text(mem, LANG_KO, &said);
	return reason;
}

struct list
import_row_reasons(const struct import_reader *r, const struct problem *p, struct arena *mem)
{
	size_t                n = p->fields < PROBLEM_FIELDS ? p->fields : PROBLEM_FIELDS;
	struct import_reason *reasons = arena_alloc(mem, (n + 1) * sizeof(*reasons));

	for (size_t i = 0; i < n; i++) {
		const char *at = p->field[i].at[0] == '/' ? p->field[i].at + 1 : p->field[i].at;

		reasons[i] = import_reason_of(r, *at == '\0' ? NULL : at, &p->field[i].why, mem);
	}
	if (n == 0)
		reasons[n++] = import_reason_of(r, NULL, &p->detail, mem);
	return (struct list){ .items = reasons, .count = n };
}
