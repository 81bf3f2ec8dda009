#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "tests/proto_given.h"
#include "tests/suite.h"

static const char *const good[] = {
	"{}", "[]", " {} \r\n\t", "null", "true", "false", "\"\"", "0", "-0", "-1", "10", "1.5", "1e2", "1E+2", "1.25e-2",
	"[1,2,3]", "{\"a\":{\"b\":[{}]}}", "\"a\\\\u0000b\"", "\"\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
	"\"한국어 ไทย ខ្មែរ 😀\"", "\"\x7f\"", "{\"\":1}", "{\"a\":1,\"A\":2}", "[\"a\",\"a\"]",
	"{\"a\":{\"x\":1},\"b\":{\"x\":1}}", "9007199254740993", "0.30000000000000004", "3.899907692307692e+20", "1e20", "500e-2", "0.0", "0e7",
	"9007199254740991.0", "123456789012345678901234567890",
	"[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
};

START_TEST(json_is_accepted)
{
	ck_assert_msg(json_read(good[_i], strlen(good[_i]), mem, &problem) != NULL, "refused: %s", good[_i]);
	ck_assert_int_eq(problem.code, PROBLEM_NONE);
}
END_TEST

/* Each text, where the problem must point, and what it must say. */
static const struct {
	const char *text, *at, *en, *ko;
} bad[] = {
	{ "", "", "there is no JSON value", "JSON 값이 없습니다" },
	{ " \n", "", "there is no JSON value", "JSON 값이 없습니다" },
	{ "\xef\xbb\xbf{}", "", "starts with a byte order mark; send plain UTF-8",
	  "바이트 순서 표시(BOM)로 시작합니다. BOM 없는 UTF-8로 보내 주십시오" },
	{ "{} {}", "", "something follows the value at byte 4", "값이 끝난 뒤 4번째 바이트에 다른 내용이 있습니다" },
	{ "nullx", "", "something follows the value at byte 5", "값이 끝난 뒤 5번째 바이트에 다른 내용이 있습니다" },
	{ "{\"a\":1", "/a", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "{\"a\"", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "[1,", "/1", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "\"abc", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "\"\\", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "\"\\u12", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "tru", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "-", "", "ends in the middle of a value", "값이 끝나기 전에 끊겼습니다" },
	{ "[1 2]", "/0", "is not JSON at byte 4", "4번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "[1,]", "/1", "is not JSON at byte 4", "4번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{\"a\":1,}", "", "is not JSON at byte 8", "8번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{a:1}", "", "is not JSON at byte 2", "2번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{\"a\" 1}", "", "is not JSON at byte 6", "6번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{\"a\":1]", "/a", "is not JSON at byte 7", "7번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{\"a\":nul}", "/a", "is not JSON at byte 6", "6번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "{\"a\":NaN}", "/a", "is not JSON at byte 6", "6번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "['a']", "/0", "is not JSON at byte 2", "2번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "[1]\xc2\xa0", "", "something follows the value at byte 4", "값이 끝난 뒤 4번째 바이트에 다른 내용이 있습니다" },
	{ "{\"n\":01}", "/n", "is not a number as JSON writes them, at byte 6", "6번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[1.]", "/0", "is not a number as JSON writes them, at byte 2", "2번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[1e]", "/0", "is not a number as JSON writes them, at byte 2", "2번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[-x]", "/0", "is not a number as JSON writes them, at byte 2", "2번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[1-2]", "/0", "is not a number as JSON writes them, at byte 2", "2번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[+1]", "/0", "is not JSON at byte 2", "2번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "[.5]", "/0", "is not JSON at byte 2", "2번째 바이트에서 JSON 문법에 어긋납니다" },
	{ "[1e999]", "/0", "a number with a fraction or an exponent would be rounded; write at most 15 digits",
	  "소수나 지수로 표기한 숫자가 반올림됩니다. 유효 숫자 15자리까지만 써 주십시오" },
	{ "[1e-999]", "/0", "a number with a fraction or an exponent would be rounded; write at most 15 digits",
	  "소수나 지수로 표기한 숫자가 반올림됩니다. 유효 숫자 15자리까지만 써 주십시오" },
	{ "{\"n\":1.00000000000000000001}", "/n",
	  "a number with a fraction or an exponent would be rounded; write at most 15 digits",
	  "소수나 지수로 표기한 숫자가 반올림됩니다. 유효 숫자 15자리까지만 써 주십시오" },
	{ "{\"n\":9007199254740991.4}", "/n",
	  "a number with a fraction or an exponent would be rounded; write at most 15 digits",
	  "소수나 지수로 표기한 숫자가 반올림됩니다. 유효 숫자 15자리까지만 써 주십시오" },
	{ "[1111111111111111111111111111111111111111111111111111111111111111]", "/0",
	  "a number may have at most 63 characters", "숫자는 63자를 넘을 수 없습니다" },
	{ "[\"\xed\x95\"]", "/0", "is not UTF-8 at byte 3", "3번째 바이트가 올바른 UTF-8이 아닙니다" },
	{ "\"\xc0\xaf\"", "", "is not UTF-8 at byte 2", "2번째 바이트가 올바른 UTF-8이 아닙니다" },	/* overlong "/" */
	{ "\"\xe0\x80\xaf\"", "", "is not UTF-8 at byte 2", "2번째 바이트가 올바른 UTF-8이 아닙니다" },
	{ "\"\xed\xa0\x80\"", "", "is not UTF-8 at byte 2", "2번째 바이트가 올바른 UTF-8이 아닙니다" },	/* surrogate */
	{ "\"\xf4\x90\x80\x80\"", "", "is not UTF-8 at byte 2", "2번째 바이트가 올바른 UTF-8이 아닙니다" },
	{ "{\"a\xff\":1}", "", "is not UTF-8 at byte 4", "4번째 바이트가 올바른 UTF-8이 아닙니다" },
	{ "{\"a\":\"x\ny\"}", "/a", "has a control character at byte 8; write it as an escape",
	  "8번째 바이트에 제어 문자가 있습니다. 이스케이프로 표기해 주십시오" },
	{ "\"\\x41\"", "", "has an unknown escape at byte 2", "2번째 바이트에 알 수 없는 이스케이프가 있습니다" },
	{ "\"\\u12g4\"", "", "has an unknown escape at byte 2", "2번째 바이트에 알 수 없는 이스케이프가 있습니다" },
	{ "\"\\ud83d\"", "", "has half of a surrogate pair at byte 2", "2번째 바이트에 짝이 없는 서로게이트가 있습니다" },
	{ "\"\\ude00\"", "", "has half of a surrogate pair at byte 2", "2번째 바이트에 짝이 없는 서로게이트가 있습니다" },
	{ "\"\\ud83d\\u0041\"", "", "has half of a surrogate pair at byte 2", "2번째 바이트에 짝이 없는 서로게이트가 있습니다" },
	{ "{\"a\":[\"a\\u0000b\"]}", "/a/0", "has U+0000 at byte 9, which cannot be stored",
	  "9번째 바이트에 저장할 수 없는 U+0000이 있습니다" },
	{ "{\"a\":1,\"a\":2}", "/a", "the member \"a\" stands twice", "\"a\" 멤버가 두 번 나옵니다" },
	{ "{\"a\":1,\"\\u0061\":2}", "/a", "the member \"a\" stands twice", "\"a\" 멤버가 두 번 나옵니다" },
	{ "{\"x\":[{\"/\":1,\"b\":0,\"\\/\":2}]}", "/x/0/~1", "the member \"/\" stands twice", "\"/\" 멤버가 두 번 나옵니다" },
	{ "{\"😀\":1,\"\\ud83d\\ude00\":2}", "/😀", "the member \"😀\" stands twice", "\"😀\" 멤버가 두 번 나옵니다" },
	{ "{\"~\":01}", "/~0", "is not a number as JSON writes them, at byte 6", "6번째 바이트의 숫자 표기가 JSON 형식이 아닙니다" },
	{ "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0", "is nested deeper than 16 levels",
	  "중첩이 16단계를 넘습니다" },
};

START_TEST(json_is_refused_with_place_and_reason)
{
	ck_assert_ptr_null(json_read(bad[_i].text, strlen(bad[_i].text), mem, &problem));
	ck_assert_int_eq(problem.code, PROBLEM_BAD_JSON);
	ck_assert_uint_eq(problem.fields, 1);
	ck_assert_str_eq(problem.field[0].at, bad[_i].at);
	ck_assert_str_eq(say_text(mem, LANG_EN, &problem.field[0].why), bad[_i].en);
	ck_assert_str_eq(say_text(mem, LANG_KO, &problem.field[0].why), bad[_i].ko);
}
END_TEST

START_TEST(raw_nul_is_refused)
{
	ck_assert_ptr_null(json_read("\"a\0b\"", 5, mem, &problem));
	problem = (struct problem){ .mem = mem };
	ck_assert_ptr_null(json_read("1\0", 2, mem, &problem));
	problem = (struct problem){ .mem = mem };
	ck_assert_ptr_null(json_read("[\"\\\0\"]", 6, mem, &problem));
}
END_TEST

/* {"0":0,"1":0,...} of so many members; the last may repeat the first. */
static struct buffer *
many_members(int count, bool twice)
{
	struct buffer *b = buffer_new(mem);

	buffer_byte(b, '{');
	for (int i = 0; i < count; i++)
		buffer_printf(b, "%s\"member_%d\":0", i > 0 ? "," : "", twice && i == count - 1 ? 0 : i);
	buffer_byte(b, '}');
	return b;
}

START_TEST(members_are_counted)
{
	struct buffer *b = many_members(JSON_MEMBERS, false);

	ck_assert_ptr_nonnull(json_read(b->at, b->length, mem, &problem));
	b = many_members(JSON_MEMBERS + 1, false);
	ck_assert_ptr_nonnull(json_read_own(b->at, b->length, mem, &problem));
	ck_assert_ptr_null(json_read(b->at, b->length, mem, &problem));
	ck_assert_int_eq(problem.field[0].why.say, SAY_JSON_TOO_MANY);
}
END_TEST

START_TEST(duplicate_is_found_among_many)
{
	struct buffer *b = many_members(JSON_MEMBERS, true);

	ck_assert_ptr_null(json_read(b->at, b->length, mem, &problem));
	ck_assert_str_eq(problem.field[0].at, "/member_0");
	ck_assert_int_eq(problem.field[0].why.say, SAY_JSON_DUPLICATE);
}
END_TEST

START_TEST(long_name_is_cut_in_the_answer)
{
	struct buffer *b = buffer_new(mem);

	buffer_text(b, "{\"");
	for (int i = 0; i < 100000; i++)
		buffer_text(b, "한");
	buffer_text(b, "\":01}");
	ck_assert_ptr_null(json_read(b->at, b->length, mem, &problem));
	ck_assert_uint_lt(strlen(problem.field[0].at), 700);
}
END_TEST

/*
 * A second opinion, written apart from the gate: recursive, one value at a
 * time, names compared pair by pair. Returns the end of the value or NULL.
 */
struct opinion {
	const char *end;
};

static const char *opinion_value(const struct opinion *o, const char *s);

static const char *
opinion_space(const struct opinion *o, const char *s)
{
	while (s < o->end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r'))
		s++;
	return s;
}

/* Appends what the string means to `out`, if there is one. */
static const char *
opinion_string(const struct opinion *o, const char *s, struct buffer *out)
{
	if (s >= o->end || *s++ != '"')
		return NULL;
	while (s < o->end && *s != '"') {
		unsigned c = (unsigned char)*s;
		int      follow = c < 0x80 ? 0 : c >= 0xc2 && c <= 0xdf ? 1 : (c & 0xf0) == 0xe0 ? 2 : c >= 0xf0 && c <= 0xf4 ? 3 : -1;

		if (c < 0x20 || follow < 0 || o->end - s <= follow)
			return NULL;
		if (c == '\\') {
			char     hex[5] = { 0 };
			unsigned unit;

			if (o->end - s < 2)
				return NULL;
			if (strchr("\"\\/bfnrt", s[1]) != NULL && s[1] != '\0') {
				if (s[1] == '/' || s[1] == '"' || s[1] == '\\')
					buffer_byte(out, s[1]);
				else
					buffer_byte(out, s[1] == 'b' ? '\b' : s[1] == 'f' ? '\f' : s[1] == 'n' ? '\n' : s[1] == 'r' ? '\r' : '\t');
				s += 2;
				continue;
			}
			if (s[1] != 'u' || o->end - s < 6)
				return NULL;
			memcpy(hex, s + 2, 4);
			if (strspn(hex, "0123456789abcdefABCDEF") != 4)
				return NULL;
			unit = (unsigned)strtoul(hex, NULL, 16);
			s += 6;
			if (unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
				return NULL;
			if (unit >= 0xd800 && unit < 0xdc00) {
				unsigned low;

				if (o->end - s < 6 || s[0] != '\\' || s[1] != 'u')
					return NULL;
				memcpy(hex, s + 2, 4);
				low = strspn(hex, "0123456789abcdefABCDEF") == 4 ? (unsigned)strtoul(hex, NULL, 16) : 0;
				if (low < 0xdc00 || low > 0xdfff)
					return NULL;
				s += 6;
				unit = 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00);
				buffer_printf(out, "%c%c", (int)(0xf0 | unit >> 18), (int)(0x80 | (unit >> 12 & 63)));
				buffer_printf(out, "%c%c", (int)(0x80 | (unit >> 6 & 63)), (int)(0x80 | (unit & 63)));
			} else if (unit >= 0x800)
				buffer_printf(out, "%c%c%c", (int)(0xe0 | unit >> 12), (int)(0x80 | (unit >> 6 & 63)), (int)(0x80 | (unit & 63)));
			else if (unit >= 0x80)
				buffer_printf(out, "%c%c", (int)(0xc0 | unit >> 6), (int)(0x80 | (unit & 63)));
			else
				buffer_byte(out, (char)unit);
			continue;
		}
		for (int i = 1; i <= follow; i++)
			if (((unsigned char)s[i] & 0xc0) != 0x80)
				return NULL;
		if ((c == 0xe0 && (unsigned char)s[1] < 0xa0) || (c == 0xed && (unsigned char)s[1] > 0x9f) ||
		    (c == 0xf0 && (unsigned char)s[1] < 0x90) || (c == 0xf4 && (unsigned char)s[1] > 0x8f))
			return NULL;
		buffer_add(out, s, (size_t)follow + 1);
		s += follow + 1;
	}
	return s < o->end ? s + 1 : NULL;
}

static const char *
opinion_number(const struct opinion *o, const char *s)
{
	char        number[64] = { 0 };
	const char *n = number;
	size_t      length = 0;

	while (s + length < o->end && length < sizeof(number) - 1 && strchr("0123456789+-.eE", s[length]) != NULL &&
	    s[length] != '\0')
		length++;
	memcpy(number, s, length);
	n += *n == '-';
	if (*n == '0')
		n++;
	else if (strspn(n, "0123456789") > 0)
		n += strspn(n, "0123456789");
	else
		return NULL;
	if (*n == '.') {
		if (strspn(n + 1, "0123456789") == 0)
			return NULL;
		n += 1 + strspn(n + 1, "0123456789");
	}
	if (*n == 'e' || *n == 'E') {
		n += n[1] == '+' || n[1] == '-' ? 2 : 1;
		if (strspn(n, "0123456789") == 0)
			return NULL;
		n += strspn(n, "0123456789");
	}
	return *n == '\0' ? s + length : NULL;
}

static const char *
opinion_object(const struct opinion *o, const char *s)
{
	struct buffer *names[64];
	int            count = 0;

	for (s = opinion_space(o, s); s < o->end && *s != '}';) {
		struct buffer *name = buffer_new(mem);

		s = opinion_string(o, opinion_space(o, s), name);
		if (s == NULL || count == 64)
			return NULL;
		for (int i = 0; i < count; i++)
			if (strcmp(names[i]->at, name->at) == 0)
				return NULL;
		names[count++] = name;
		s = opinion_space(o, s);
		if (s >= o->end || *s != ':')
			return NULL;
		s = opinion_value(o, s + 1);
		if (s == NULL)
			return NULL;
		s = opinion_space(o, s);
		if (s < o->end && *s == ',') {
			s = opinion_space(o, s + 1);
			if (s < o->end && *s == '}')
				return NULL;
		} else if (s < o->end && *s != '}')
			return NULL;
	}
	return s < o->end ? s + 1 : NULL;
}

static const char *
opinion_array(const struct opinion *o, const char *s)
{
	for (s = opinion_space(o, s); s < o->end && *s != ']';) {
		s = opinion_value(o, s);
		if (s == NULL)
			return NULL;
		s = opinion_space(o, s);
		if (s < o->end && *s == ',') {
			s = opinion_space(o, s + 1);
			if (s < o->end && *s == ']')
				return NULL;
		} else if (s < o->end && *s != ']')
			return NULL;
	}
	return s < o->end ? s + 1 : NULL;
}

static const char *
opinion_value(const struct opinion *o, const char *s)
{
	static const char *const words[] = { "true", "false", "null" };

	s = opinion_space(o, s);
	if (s >= o->end)
		return NULL;
	if (*s == '{')
		return opinion_object(o, s + 1);
	if (*s == '[')
		return opinion_array(o, s + 1);
	if (*s == '"')
		return opinion_string(o, s, buffer_new(mem));
	for (size_t i = 0; i < 3; i++)
		if ((size_t)(o->end - s) >= strlen(words[i]) && memcmp(s, words[i], strlen(words[i])) == 0)
			return s + strlen(words[i]);
	return opinion_number(o, s);
}

static bool
second_opinion(const char *text, size_t n)
{
	struct opinion o = { text + n };
	const char    *end = opinion_value(&o, text);

	return end != NULL && opinion_space(&o, end) == o.end;
}

/* Without room behind it, so that the sanitizer sees a look beyond the end. */
static void
compare_opinions(const char *text, size_t n)
{
	char *exact = malloc(n > 0 ? n : 1);
	bool  ours;

	memcpy(exact, text, n);
	problem = (struct problem){ .mem = mem };
	ours = json_read(exact, n, mem, &problem) != NULL;
	ck_assert_msg(ours == second_opinion(exact, n), "the gate says %s to: %.*s", ours ? "yes" : "no", (int)n, exact);
	ck_assert_msg(ours || problem.fields == 1, "no place given for: %.*s", (int)n, exact);
	free(exact);
}

static const char *const seeds[] = {
	"{\"name_en\":\"Green Loop\",\"name_ko\":\"그린루프\",\"n\":[0,-1,2.5,1e3,1.25E-2],\"a\\u00e9\\ud83d\\ude00\":null,"
	"\"nested\":{\"x\":[{},[],true,false,{\"a\":1,\"b\":2}],\"y\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}}",
	" [ 1 , \"\\u0041\" , { \"a\" : { \"b\" : { \"c\" : \"ไทย ខ្មែរ 😀\" } } } , -0.5e+10 ] \n",
};

static unsigned
next_random(unsigned *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

START_TEST(truncated_text_never_passes)
{
	for (size_t n = 0; n <= strlen(seeds[_i]); n++)
		compare_opinions(seeds[_i], n);
}
END_TEST

/* Bytes that matter to JSON come up more often than by chance. */
START_TEST(mangled_text_passes_only_if_it_is_json)
{
	static const char telling[] = "{}[]\",:\\u0e1-+.ftn \x01\x80\xc3\xed\xff";
	unsigned          state = 20180701U + (unsigned)_i;

	for (int round = 0; round < 6000; round++) {
		char   text[512];
		size_t n = strlen(seeds[_i]);

		memcpy(text, seeds[_i], n);
		for (unsigned k = next_random(&state) % 3 + 1; k > 0; k--) {
			size_t at = next_random(&state) % n;

			switch (next_random(&state) % 4) {
			case 0:
				text[at] = (char)(text[at] ^ 1 << next_random(&state) % 8);
				break;
			case 1:
				text[at] = telling[next_random(&state) % (sizeof(telling) - 1)];
				break;
			case 2:
				memmove(text + at, text + at + 1, n - at - 1);
				n--;
				break;
			default:
				memmove(text + at + 1, text + at, n - at);
				n++;
			}
		}
		compare_opinions(text, n);
		if (round % 500 == 499) {	/* keeps the arena small */
			arena_free(mem);
			mem = arena_new();
		}
	}
}
END_TEST

/* RFC 7396, appendix A. */
static const struct {
	const char *target, *patch, *result;
} merges[] = {
	{ "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
	{ "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
	{ "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
	{ "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
	{ "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
	{ "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
	{ "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
	{ "{\"a\":\"foo\"}", "null", "null" },
	{ "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
	{ "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
	{ "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
	{ "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
	/* members differ by case; names are literal */
	{ "{\"a\":1,\"A\":2}", "{\"A\":null,\"b\":{\"x\":[null]}}", "{\"a\":1,\"b\":{\"x\":[null]}}" },
};

START_TEST(merge_patch_follows_the_rfc)
{
	cJSON *target = json_read(merges[_i].target, strlen(merges[_i].target), mem, &problem);
	cJSON *patch = json_read(merges[_i].patch, strlen(merges[_i].patch), mem, &problem);
	char  *text = cJSON_PrintUnformatted(json_merge_patch(target, patch, mem));

	ck_assert_str_eq(text, merges[_i].result);
	free(text);
}
END_TEST

START_TEST(text_is_escaped_and_read_back)
{
	static const char all[] = "a\x01\x02\b\t\n\f\r\x1f\"\\/\x7f 한국어 😀";
	struct buffer    *b = buffer_new(mem);
	cJSON            *json;

	json_print_text(b, all);
	ck_assert_str_eq(b->at, "\"a\\u0001\\u0002\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\x7f 한국어 😀\"");
	json = json_read(b->at, b->length, mem, &problem);
	ck_assert_ptr_nonnull(json);
	ck_assert_str_eq(json->valuestring, all);
}
END_TEST

/* Wherever the one character stands that needs an escape. */
START_TEST(text_of_any_length_is_escaped)
{
	static const char special[] = "\"\\\x01\x1f\n";

	for (size_t n = 0; n < 50; n++)
		for (size_t at = 0; at <= n; at++) {
			char           text[64], c = special[(n + at) % 5];
			struct buffer *b = buffer_new(mem);

			memset(text, 'a', n);
			text[n] = '\0';
			if (at < n)
				text[at] = c;
			json_print_text(b, text);
			ck_assert_uint_eq(b->length, n + 2 + (at == n ? 0 : c == '\x01' || c == '\x1f' ? 5 : 1));
			ck_assert_str_eq(json_read(b->at, b->length, mem, &problem)->valuestring, text);
		}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("gate");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, json_is_accepted, 0, sizeof(good) / sizeof(good[0]));
	tcase_add_loop_test(t, json_is_refused_with_place_and_reason, 0, sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(t, raw_nul_is_refused);
	tcase_add_test(t, members_are_counted);
	tcase_add_test(t, duplicate_is_found_among_many);
	tcase_add_test(t, long_name_is_cut_in_the_answer);
	tcase_add_loop_test(t, truncated_text_never_passes, 0, sizeof(seeds) / sizeof(seeds[0]));
	tcase_add_loop_test(t, mangled_text_passes_only_if_it_is_json, 0, sizeof(seeds) / sizeof(seeds[0]));
	tcase_add_loop_test(t, merge_patch_follows_the_rfc, 0, sizeof(merges) / sizeof(merges[0]));
	tcase_add_test(t, text_is_escaped_and_read_back);
	tcase_add_test(t, text_of_any_length_is_escaped);
	suite_add_tcase(s, t);
	return suite_run(s);
}
