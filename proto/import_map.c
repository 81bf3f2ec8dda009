#include "proto/import_map.h"

#include <string.h>

#include "proto/fold.h"
#include "proto/partner.h"
#include "proto/utf8.h"

enum { NAMES = 9, LOOK_SHEETS = 10, LOOK_COLUMNS = 100, LOOK_CELL = 120 };

/* What people call the columns, folded or not; the first two stand in our templates. */
static const struct {
	const char *member, *names[NAMES], *about_ko, *example[LANGS];
} titles[] = {
	{ "name_en", { "Name (English)", "영문 이름", "Company name", "Company", "Organisation", "Organization", "영문명", "name" },
	  "영문 이름. 국문 이름과 영문 이름 가운데 하나는 꼭 있어야 합니다.", { "Seoul Transit Information", "Seoul Transit Information" } },
	{ "name_ko", { "Name (Korean)", "국문 이름", "기업명", "회사명", "업체명", "기관명", "국문명", "상호", "이름" },
	  "국문 이름. 국문 이름과 영문 이름 가운데 하나는 꼭 있어야 합니다.", { "서울교통정보", "서울교통정보" } },
	{ "kind", { "Kind", "기관 유형", "종류", "유형", "기업 유형", "기관 종류", "Type", "구분", "partner kind" },
	  "기관의 유형. 꼭 있어야 합니다.", { "Public agency", "공공기관" } },
	{ "country", { "Country", "국가", "나라", "국가 코드", "country code", "소재국", "seat" },
	  "소재 국가. ISO 3166-1 두 글자 코드나 나라 이름. 여러 나라의 기관이면 비워 둡니다.", { "KR", "대한민국" } },
	{ "registration_number", { "Registration number", "등록번호", "사업자등록번호", "사업자번호", "사업자 등록 번호", "business number", "business registration number", "registration no", "BRN" },
	  "소재 국가의 등록번호. 한국은 사업자등록번호 10자리입니다.", { "120-81-47521", "120-81-47521" } },
	{ "categories", { "Categories", "사업 분야", "분야", "프로젝트 분야", "category", "project categories" },
	  "일하는 사업 분야와 강도. 강도는 1(조금)부터 5(주력)까지입니다.", { "public_transportation:5; smart_city:3", "대중교통:5; 스마트시티:3" } },
	{ "sectors", { "Sectors", "산업", "부문", "산업 부문", "업종", "sector", "industry", "industries" },
	  "사업 분야에서 드러나지 않는 산업과 강도.", { "", "" } },
	{ "support", { "Support offered", "제공하는 지원", "지원", "지원 유형", "support", "제공 지원", "제공 가능한 지원" },
	  "제공할 수 있는 지원.", { "Technology; Advisory; Training", "기술; 자문; 교육훈련" } },
	{ "quadrants", { "Types of city", "희망하는 도시 유형", "도시 유형", "관심 도시 유형", "quadrant", "city types", "대상 도시 유형" },
	  "일하고 싶은 도시의 유형.", { "dense_emerging", "dense_emerging" } },
	{ "wanted_countries", { "Wanted countries", "희망 국가", "관심 국가", "진출 희망 국가", "preferred countries", "target countries" },
	  "일하고 싶은 회원국.", { "PH; VN", "PH; VN" } },
	{ "wanted_cities", { "Wanted cities", "희망 도시", "관심 도시", "진출 희망 도시", "preferred cities", "target cities" },
	  "일하고 싶은 도시. 어느 이름으로 써도 됩니다.", { "Manila; Da Nang", "마닐라; 다낭" } },
	{ "excluded_countries", { "Excluded countries", "제외 국가" },
	  "일하지 않을 회원국.", { "", "" } },
	{ "excluded_cities", { "Excluded cities", "제외 도시" },
	  "일하지 않을 도시.", { "", "" } },
	{ "conflicts", { "Conflicts of interest", "이해 상충 프로젝트", "이해상충", "이해 상충", "conflict" },
	  "이해 상충이 신고된 프로젝트의 식별자.", { "", "" } },
	{ "ticket_min", { "Smallest ticket (USD)", "최소 사업 규모(USD)", "최소 규모", "최소 금액", "minimum ticket", "min ticket" },
	  "맡을 수 있는 가장 작은 계약이나 투자. 미국 달러.", { "200000", "200,000" } },
	{ "ticket_max", { "Largest ticket (USD)", "최대 사업 규모(USD)", "최대 규모", "최대 금액", "maximum ticket", "max ticket" },
	  "맡을 수 있는 가장 큰 계약이나 투자. 미국 달러.", { "5000000", "5,000,000" } },
	{ "references", { "References", "실적", "수행 실적", "레퍼런스", "주요 실적", "reference", "track record" },
	  "수행 실적: 도시|국가|분야|연도|역할.", { "Seoul|KR|public_transportation|2014|operator", "서울|KR|대중교통|2014|운영" } },
	{ "languages", { "Languages", "사용 언어", "언어", "language", "업무 언어", "working languages" },
	  "업무에 쓰는 언어.", { "ko; en", "한국어; 영어" } },
	{ "capability_en", { "Capability (English)", "역량(영문)", "소개(영문)", "영문 소개", "capability", "description", "about" },
	  "할 수 있는 일, 영문.", { "Real-time arrival information for buses and the metro.", "Real-time arrival information for buses and the metro." } },
	{ "capability_ko", { "Capability (Korean)", "역량(국문)", "소개(국문)", "국문 소개", "역량", "소개", "회사 소개", "기업 소개", "주요 역량" },
	  "할 수 있는 일, 국문.", { "버스와 지하철의 실시간 도착 정보를 제공합니다.", "버스와 지하철의 실시간 도착 정보를 제공합니다." } },
	{ "capacity", { "Capacity", "맡을 수 있는 매칭 수", "가능 건수", "수용 건수", "매칭 가능 건수", "최대 매칭 수", "pairings" },
	  "동시에 맡을 수 있는 매칭 건수. 비우면 1입니다.", { "2", "2" } },
	{ "contacts", { "Contacts", "담당자", "연락처", "contact", "contact person", "담당자 연락처" },
	  "담당자: 이름|전자우편|전화|언어. 직원과 그 파트너만 볼 수 있습니다.", { "Kim Minji|minji@example.org||ko", "김민지|minji@example.org||한국어" } },
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

static const char *
of_title(const char *member, const char *(*what)(size_t title, enum lang lang), enum lang lang)
{
	for (size_t i = 0; i < TITLES; i++)
		if (strcmp(titles[i].member, member) == 0)
			return what(i, lang);
	return "";
}

static const char *
about_ko(size_t title, enum lang lang)
{
	(void)lang;
	return titles[title].about_ko;
}

static const char *
example(size_t title, enum lang lang)
{
	return titles[title].example[lang];
}

const char *
import_about_ko(const char *member)
{
	return of_title(member, about_ko, LANG_KO);
}

const char *
import_example(const char *member, enum lang lang)
{
	return of_title(member, example, lang);
}

const char *
import_part_title(const char *part, enum lang lang)
{
	static const struct {
		const char *part, *title[LANGS];
	} parts[] = {
		{ "strength", { "strength", "강도" } },
		{ "city", { "city", "도시" } }, { "country", { "country", "국가" } }, { "category", { "category", "사업 분야" } },
		{ "year", { "year", "연도" } }, { "role", { "role", "역할" } },
		{ "name", { "name", "이름" } }, { "email", { "e-mail", "전자우편" } }, { "phone", { "telephone", "전화" } },
		{ "language", { "language", "언어" } },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].part, part) == 0)
			return parts[i].title[lang];
	return NULL;
}

const enum say import_rules[IMPORT_RULES] = { SAY_IMPORT_RULE_LISTS, SAY_IMPORT_RULE_PARTS, SAY_IMPORT_RULE_MARKS,
	SAY_IMPORT_RULE_BLANKS, SAY_IMPORT_RULE_WORDS, SAY_IMPORT_RULE_COLUMNS };

/* What tells "Company name (English)" from "회사명(국문)", folded; of two that may end one header, the longer first. */
static const struct {
	const char *word;
	enum lang   lang;
} languages[] = {
	{ "english", LANG_EN }, { "korean", LANG_KO }, { "영문", LANG_EN }, { "국문", LANG_KO }, { "영어", LANG_EN },
	{ "한국어", LANG_KO }, { "한글", LANG_KO }, { "eng", LANG_EN }, { "kor", LANG_KO }, { "en", LANG_EN }, { "ko", LANG_KO },
	{ "영", LANG_EN }, { "국", LANG_KO }, { "한", LANG_KO },
};

enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* Only notes that name neither language go. */
static bool
tells_languages_apart(const char *s)
{
	for (size_t i = 0; i < LANGUAGES; i++)
		if (strcmp(s, languages[i].word) == 0)
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

static const char *
titled(struct arena *mem, const char *folded)
{
	for (size_t i = 0; i < TITLES; i++)
		if (is_called(mem, i, folded))
			return titles[i].member;
	return NULL;
}

/* What is left of a header without a word at its end or its beginning; NULL when it is at neither. */
static const char *
without(struct arena *mem, const char *folded, const char *word)
{
	size_t n = strlen(folded), w = strlen(word);

	if (n <= w)
		return NULL;
	if (strcmp(folded + n - w, word) == 0)
		return arena_strndup(mem, folded, n - w);
	return strncmp(folded, word, w) == 0 ? folded + w : NULL;
}

/* "회사명(영문)" and "영문 회사명" are one column and "회사명(국문)" is another, though "회사명" alone is the Korean one. */
static const char *
titled_by_language(struct arena *mem, const char *folded)
{
	for (size_t i = 0; i < LANGUAGES; i++) {
		const char *rest = without(mem, folded, languages[i].word);
		const char *member = rest == NULL ? NULL : titled(mem, rest);
		size_t      n = member == NULL ? 0 : strlen(member);

		if (n > 3 && (strcmp(member + n - 3, "_en") == 0 || strcmp(member + n - 3, "_ko") == 0))
			return arena_printf(mem, "%.*s%s", (int)n - 3, member, languages[i].lang == LANG_KO ? "_ko" : "_en");
	}
	return NULL;
}

const char *
import_member_of(struct arena *mem, const char *header, const struct import_memory *memory, size_t count)
{
	const char *folded = import_fold_header(mem, header), *member;

	if (*folded == '\0')
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strcmp(memory[i].header, folded) == 0)
			return import_field(memory[i].member) != NULL ? memory[i].member : NULL;
	member = titled(mem, folded);
	return member != NULL ? member : titled_by_language(mem, folded);
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
	return (struct list){ .items = columns, .count = header->cells.count };
}

static bool
has_name(const struct list *columns)
{
	const struct import_column *column = columns->items;

	for (size_t i = 0; i < columns->count; i++)
		if (column[i].member != NULL && strncmp(column[i].member, "name_", 5) == 0)
			return true;
	return false;
}

/* One word may stand in any row by chance; two beside each other are a header, and so is a name, which every file has. */
const struct import_row *
import_find_header(struct arena *mem, const struct list *rows, const struct import_memory *memory, size_t count)
{
	const struct import_row *row = rows->items, *best = NULL;
	size_t                   most = 0;

	for (size_t i = 0; i < rows->count && i < IMPORT_LOOK; i++) {
		struct list columns = import_map(mem, &row[i], memory, count);
		size_t      n = count_members(&columns);

		if (n > most && (n > 1 || has_name(&columns))) {
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
		sheet[i] = (struct import_sheet){ .number = (int64_t)i + 1, .name = f->names[i], .rows = { .items = l.rows, .count = l.count } };
	}
	*sheets = (struct list){ .items = sheet, .count = n };
	return true;
}
