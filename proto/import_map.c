#include "proto/import_map.h"

#include <string.h>

#include "proto/fold.h"
#include "proto/partner.h"
#include "proto/utf8.h"

enum { NAMES = 9, LOOK_SHEETS = 10, LOOK_COLUMNS = 100, LOOK_CELL = 120 };

/* What people call the columns, folded or not; the first two stand in our templates. */
static const struct {
	const char *member, *names[NAMES];
} titles[] = {
	{ "name_en", { "Name (English)", "영문 이름", "Company name", "Organisation", "영문명", "영문 회사명", "영문 기업명", "name", "기관명(영문)" } },
	{ "name_ko", { "Name (Korean)", "국문 이름", "기업명", "회사명", "업체명", "기관명", "국문명", "상호", "이름" } },
	{ "kind", { "Kind", "기관 종류", "종류", "유형", "기업 유형", "기관 유형", "Type", "구분", "partner kind" } },
	{ "country", { "Country", "국가", "나라", "국가 코드", "country code", "소재국", "seat" } },
	{ "registration_number", { "Registration number", "등록번호", "사업자등록번호", "사업자번호", "사업자 등록 번호", "business number", "business registration number", "BRN" } },
	{ "categories", { "Categories", "프로젝트 분야", "분야", "사업 분야", "category", "project categories" } },
	{ "sectors", { "Sectors", "산업 부문", "부문", "산업", "업종", "sector", "industry", "industries" } },
	{ "support", { "Support offered", "제공 가능한 지원", "지원", "지원 유형", "support", "제공 지원" } },
	{ "quadrants", { "Types of city", "도시 유형", "관심 도시 유형", "quadrant", "city types", "대상 도시 유형" } },
	{ "wanted_countries", { "Wanted countries", "희망 국가", "관심 국가", "진출 희망 국가", "preferred countries", "target countries" } },
	{ "wanted_cities", { "Wanted cities", "희망 도시", "관심 도시", "진출 희망 도시", "preferred cities", "target cities" } },
	{ "excluded_countries", { "Excluded countries", "제외 국가" } },
	{ "excluded_cities", { "Excluded cities", "제외 도시" } },
	{ "conflicts", { "Conflicts of interest", "이해 상충 프로젝트", "이해상충", "이해 상충", "conflict" } },
	{ "ticket_min", { "Smallest ticket (USD)", "최소 사업 규모(USD)", "최소 규모", "최소 금액", "minimum ticket", "min ticket" } },
	{ "ticket_max", { "Largest ticket (USD)", "최대 사업 규모(USD)", "최대 규모", "최대 금액", "maximum ticket", "max ticket" } },
	{ "references", { "References", "실적", "수행 실적", "레퍼런스", "주요 실적", "reference", "track record" } },
	{ "languages", { "Languages", "사용 언어", "언어", "language", "업무 언어", "working languages" } },
	{ "capability_en", { "Capability (English)", "역량(영문)", "소개(영문)", "영문 소개", "capability", "description", "about" } },
	{ "capability_ko", { "Capability (Korean)", "역량(국문)", "소개(국문)", "국문 소개", "역량", "소개", "회사 소개", "기업 소개", "주요 역량" } },
	{ "capacity", { "Capacity", "가능 건수", "수용 건수", "매칭 가능 건수", "최대 매칭 수", "pairings" } },
	{ "contacts", { "Contacts", "담당자", "연락처", "contact", "contact person", "담당자 연락처" } },
};

enum { TITLES = sizeof(titles) / sizeof(titles[0]) };

const struct field *
import_field(const char *member)
{
	const struct field *f = member == NULL ? NULL : message_field(&partner_message, member);

	return f == NULL || f->server ? NULL : f;
}

const char *
import_title(const char *member, enum lang lang)
{
	for (size_t i = 0; i < TITLES; i++)
		if (strcmp(titles[i].member, member) == 0)
			return titles[i].names[lang == LANG_KO];
	return member;
}

/* "Name (English)" and "Name(Korean)" differ by what stands in brackets, so only notes that name neither go. */
static bool
tells_languages_apart(const char *s)
{
	static const char *const words[] = { "english", "korean", "en", "ko", "영문", "국문", "영어", "한국어", "한글" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

const char *
import_fold_header(struct arena *mem, const char *header)
{
	const char *open = strchr(header, '('), *close = open == NULL ? NULL : strchr(open, ')');
	const char *note = close == NULL ? NULL : fold_name(mem, arena_strndup(mem, open + 1, (size_t)(close - open - 1)));
	char       *folded, *to;

	if (note != NULL && open > header && !tells_languages_apart(note))
		header = arena_printf(mem, "%.*s%s", (int)(open - header), header, close + 1);
	folded = to = arena_strdup(mem, fold_name(mem, header));
	for (const char *s = folded; *s != '\0'; s++)
		if (strchr("*:[]/", *s) == NULL)
			*to++ = *s;
	*to = '\0';
	return folded;
}

static bool
is_called(struct arena *mem, size_t title, const char *folded)
{
	if (strcmp(import_fold_header(mem, titles[title].member), folded) == 0)
		return true;
	for (size_t i = 0; i < NAMES && titles[title].names[i] != NULL; i++)
		if (strcmp(import_fold_header(mem, titles[title].names[i]), folded) == 0)
			return true;
	return false;
}

const char *
import_member_of(struct arena *mem, const char *header, const struct import_memory *memory, size_t count)
{
	const char *folded = import_fold_header(mem, header);

	if (*folded == '\0')
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strcmp(memory[i].header, folded) == 0)
			return import_field(memory[i].member) != NULL ? memory[i].member : NULL;
	for (size_t i = 0; i < TITLES; i++)
		if (is_called(mem, i, folded))
			return titles[i].member;
	return NULL;
}

static size_t
count_members(const struct list *columns)
{
	const struct import_column *column = columns->items;
	size_t                      n = 0;

	for (size_t i = 0; i < columns->count; i++)
		n += column[i].member != NULL;
	return n;
}

struct list
import_map(struct arena *mem, const struct import_row *header, const struct import_memory *memory, size_t count)
{
	struct import_column *columns = arena_alloc(mem, header->cells.count * sizeof(*columns));
	bool                  taken[TITLES] = { false };

	for (size_t i = 0; i < header->cells.count; i++) {
		const char *member = import_member_of(mem, header->cells.at[i], memory, count);

		for (size_t t = 0; t < TITLES && member != NULL; t++)
			if (strcmp(titles[t].member, member) == 0) {
				member = taken[t] ? NULL : titles[t].member;
				taken[t] = true;
			}
		columns[i] = (struct import_column){ .number = (int64_t)i + 1, .header = header->cells.at[i], .member = member };
	}
	return (struct list){ columns, header->cells.count };
}

/* One word may stand in any row by chance; two beside each other are a header. */
const struct import_row *
import_find_header(struct arena *mem, const struct list *rows, const struct import_memory *memory, size_t count)
{
	const struct import_row *row = rows->items, *best = NULL;
	size_t                   most = 0;

	for (size_t i = 0; i < rows->count && i < IMPORT_LOOK; i++) {
		struct list columns = import_map(mem, &row[i], memory, count);
		size_t      n = count_members(&columns);

		if (n > most && (n > 1 || columns.count == 1)) {
			best = &row[i];
			most = n;
		}
	}
	return best;
}

/* --- the first rows */

struct looking {
	struct arena      *mem;
	struct import_row *rows;
	size_t             count, most;
};

static bool
note_row(void *ctx, const struct book_row *row)
{
	struct looking    *l = ctx;
	struct import_row *r = &l->rows[l->count++];
	size_t             n = row->count < LOOK_COLUMNS ? row->count : LOOK_COLUMNS;

	r->number = row->number;
	r->cells.at = arena_alloc(l->mem, n * sizeof(*r->cells.at));
	r->cells.count = n;
	for (size_t i = 0; i < n; i++)
		r->cells.at[i] = arena_strndup(l->mem, row->cells[i], utf8_cut(row->cells[i], LOOK_CELL));
	return l->count < l->most;
}

bool
import_look(struct book *f, struct arena *mem, struct list *sheets, struct problem *p)
{
	size_t               n = f->sheets < LOOK_SHEETS ? f->sheets : LOOK_SHEETS;
	struct import_sheet *sheet = arena_alloc(mem, n * sizeof(*sheet));

	for (size_t i = 0; i < n; i++) {
		struct looking l = { .mem = mem, .most = i == 0 ? IMPORT_LOOK + 5 : IMPORT_LOOK };

		l.rows = arena_alloc(mem, l.most * sizeof(*l.rows));
		if (!book_read(f, i, note_row, &l, p))
			return false;
		sheet[i] = (struct import_sheet){ .number = (int64_t)i + 1, .name = f->names[i], .rows = { l.rows, l.count } };
	}
	*sheets = (struct list){ sheet, n };
	return true;
}
