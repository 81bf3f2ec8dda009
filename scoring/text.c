#include "scoring/text.h"

#include <uchar.h>

#include "scoring/gram.h"

enum script {
	SCRIPT_NONE,
	SCRIPT_WORDS,		/* letters, in words with spaces between them */
	SCRIPT_UNSPACED,	/* letters in unbroken runs: Thai, Lao, Khmer, Burmese */
	SCRIPT_SYLLABLES,	/* Hangul, Han, kana */
};

/*
 * How many characters make a gram. Of a word the edges count as a character
 * each, and only its first grams are taken: what follows is mostly an ending
 * (-ation, -ment, -ing), which any two texts share.
 */
enum { GRAM_MOST = 4, GRAMS_OF_SPELT_WORD = 4, WORD_EDGE = ' ' };

static const size_t gram_length[] = {
	[SCRIPT_WORDS]     = GRAM_MOST,
	[SCRIPT_UNSPACED]  = GRAM_MOST,
	[SCRIPT_SYLLABLES] = 2,
};

/* Short words that hold a sentence together and are about nothing. */
static const char32_t fillers[][GRAM_MOST] = {
	U"a", U"an", U"and", U"as", U"at", U"by", U"for", U"in", U"is", U"it", U"its", U"of", U"on", U"or", U"our",
	U"the", U"to", U"we",
	U"등", U"등을", U"등의", U"및", U"위한", U"위해", U"통한", U"통해", U"대한",
};

/* Decodes one character of valid UTF-8 and moves on. */
static uint32_t
next_character(const unsigned char **at, const unsigned char *end)
{
	const unsigned char *s = *at;
	int      more = *s < 0xc0 ? 0 : *s < 0xe0 ? 1 : *s < 0xf0 ? 2 : 3;
	uint32_t c = more == 0 ? *s : *s & (0x3fU >> more);

	for (s++; more > 0 && s < end; more--, s++)
		c = c << 6 | (*s & 0x3fU);
	*at = s;
	return c;
}

enum { LAST_CAPITAL = 0x1efe };

/* Ranges of capitals: the small letter stands `add` further, for every `step`-th character. */
static const struct {
	uint32_t from, to, step, add;
} capitals[] = {
	{ 'A', 'Z', 1, 32 },
	{ 0xc0, 0xd6, 1, 32 }, { 0xd8, 0xde, 1, 32 },
	{ 0x100, 0x12e, 2, 1 }, { 0x132, 0x136, 2, 1 }, { 0x139, 0x147, 2, 1 },
	{ 0x14a, 0x176, 2, 1 }, { 0x179, 0x17d, 2, 1 },
	{ 0x1a0, 0x1a4, 2, 1 }, { 0x1af, 0x1af, 1, 1 },		/* Vietnamese O and U with a horn */
	{ 0x1e00, 0x1e94, 2, 1 }, { 0x1ea0, LAST_CAPITAL, 2, 1 },
};

static uint32_t
fold(uint32_t c)
{
	/* Full-width letters, as East Asian keyboards give them, are the letters they look like. */
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c > LAST_CAPITAL)
		return c;
	for (size_t i = 0; i < sizeof(capitals) / sizeof(capitals[0]) && c >= capitals[i].from; i++)
		if (c <= capitals[i].to && (c - capitals[i].from) % capitals[i].step == 0)
			return c + capitals[i].add;
	return c;
}

static const struct {
	uint32_t    from, to;
	enum script script;
} scripts[] = {
	{ 'a', 'z', SCRIPT_WORDS },
	{ 0xaa, 0xaa, SCRIPT_WORDS }, { 0xb5, 0xb5, SCRIPT_WORDS }, { 0xba, 0xba, SCRIPT_WORDS },
	{ 0xc0, 0xd6, SCRIPT_WORDS }, { 0xd8, 0xf6, SCRIPT_WORDS }, { 0xf8, 0xdff, SCRIPT_WORDS },
	{ 0xe00, 0xeff, SCRIPT_UNSPACED },			/* Thai, Lao */
	{ 0xf00, 0xfff, SCRIPT_WORDS },
	{ 0x1000, 0x109f, SCRIPT_UNSPACED },			/* Burmese */
	{ 0x10a0, 0x10ff, SCRIPT_WORDS },
	{ 0x1100, 0x11ff, SCRIPT_SYLLABLES },			/* Hangul that was not composed */
	{ 0x1200, 0x177f, SCRIPT_WORDS },
	{ 0x1780, 0x17ff, SCRIPT_UNSPACED },			/* Khmer */
	{ 0x1800, 0x1fff, SCRIPT_WORDS },			/* with Latin for Vietnamese */
	{ 0x2c00, 0x2dff, SCRIPT_WORDS },
	{ 0x3005, 0x3007, SCRIPT_SYLLABLES }, { 0x3041, 0x30fa, SCRIPT_SYLLABLES }, { 0x30fc, 0x318f, SCRIPT_SYLLABLES },
	{ 0x3400, 0x4dbf, SCRIPT_SYLLABLES }, { 0x4e00, 0x9fff, SCRIPT_SYLLABLES },
	{ 0xa640, 0xabff, SCRIPT_WORDS },
	{ 0xf900, 0xfaff, SCRIPT_SYLLABLES },
	{ 0xfb00, 0xfdff, SCRIPT_WORDS },
	{ 0x20000, 0x3ffff, SCRIPT_SYLLABLES },
};

static enum script
script_of(uint32_t c)
{
	if (c >= 0xac00 && c <= 0xd7ff)		/* Hangul: most of what is not ASCII, and so not looked for */
		return SCRIPT_SYLLABLES;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]) && c >= scripts[i].from; i++)
		if (c <= scripts[i].to)
			return scripts[i].script;
	return SCRIPT_NONE;
}

/* Of one gram in several words, the one of the shortest word stays. */
static size_t
sort_once_each(uint32_t *at, size_t n)
{
	size_t kept = 0;

	gram_sort(at, n);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || gram_bare(at[i]) != gram_bare(at[kept - 1]))
			at[kept++] = at[i];
	return kept;
}

struct gram_list {
	uint32_t *at;
	size_t    count, max;
	bool      full;
};

static void
list_add(struct gram_list *list, uint32_t gram)
{
	/* Repeated grams make room; when they hardly do, the text is too rich and its end is left out. */
	if (list->count == list->max && !list->full) {
		list->count = sort_once_each(list->at, list->count);
		list->full = list->count > list->max - list->max / 8;
	}
	if (list->count < list->max && !list->full)
		list->at[list->count++] = gram;
}

/*
 * A word, or a run of characters without a space, that is being read. Runs can
 * be long; they are passed on in pieces.
 */
struct run {
	enum script script;
	size_t      length;
	uint32_t    last[GRAM_MOST];
	uint32_t    hashes[4 * GRAMS_OF_WORD_MAX];
	size_t      count;
};

static void
run_pass_on(struct gram_list *list, struct run *run)
{
	size_t parts = run->count < GRAMS_OF_WORD_MAX ? run->count : GRAMS_OF_WORD_MAX;

	for (size_t i = 0; i < run->count; i++)
		list_add(list, gram_make(run->hashes[i], run->script == SCRIPT_SYLLABLES, parts));
	run->count = 0;
}

/* FNV-1a over the last `n` characters. */
static void
run_gram(struct gram_list *list, struct run *run, size_t n)
{
	uint32_t hash = 2166136261;

	for (size_t i = GRAM_MOST - n; i < GRAM_MOST; i++)
		for (int shift = 0; shift < 24; shift += 8)
			hash = (hash ^ (run->last[i] >> shift & 0xff)) * 16777619;
	/* Its high bits make room in the gram; the low ones, its weakest, take some of them in. */
	hash ^= hash >> 15;
	if (run->count == sizeof(run->hashes) / sizeof(run->hashes[0]))
		run_pass_on(list, run);
	run->hashes[run->count++] = hash;
}

static void
run_take(struct gram_list *list, struct run *run, uint32_t c)
{
	for (size_t i = 1; i < GRAM_MOST; i++)
		run->last[i - 1] = run->last[i];
	run->last[GRAM_MOST - 1] = c;
	run->length++;
	if (run->length >= gram_length[run->script]
	    && (run->script != SCRIPT_WORDS || run->count < GRAMS_OF_SPELT_WORD))
		run_gram(list, run, gram_length[run->script]);
}

/* Asked at the end of a run, before its edge is taken. */
static bool
run_is_filler(const struct run *run)
{
	size_t letters = run->script == SCRIPT_WORDS ? run->length - 1 : run->length;

	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]) && letters < GRAM_MOST; i++) {
		size_t same = 0;

		while (same < letters && run->last[GRAM_MOST - letters + same] == fillers[i][same])
			same++;
		if (same == letters && fillers[i][letters] == 0)
			return true;
	}
	return false;
}

static void
run_end(struct gram_list *list, struct run *run)
{
	if (run->script == SCRIPT_NONE)
		return;
	if (run_is_filler(run)) {
		run->count = 0;
	} else {
		if (run->script == SCRIPT_WORDS)
			run_take(list, run, WORD_EDGE);
		/* What is too short for a gram is one itself: the letter that "5G" leaves, a lone syllable. */
		if (run->length < gram_length[run->script])
			run_gram(list, run, run->length);
		run_pass_on(list, run);
	}
	run->script = SCRIPT_NONE;
}

static void
run_begin(struct gram_list *list, struct run *run, enum script script)
{
	run->script = script;
	run->length = run->count = 0;
	if (script == SCRIPT_WORDS)
		run_take(list, run, WORD_EDGE);
}

size_t
text_grams(const char *text, size_t n, uint32_t *out, size_t max)
{
	const unsigned char *at = (const unsigned char *)text, *end;
	struct gram_list     list = { .at = out, .max = max };
	struct run           run = { .script = SCRIPT_NONE };

	if (text == NULL)
		return 0;
	for (end = at + n; at < end;) {
		uint32_t    c = fold(next_character(&at, end));
		enum script script = script_of(c);

		if (script != run.script) {
			run_end(&list, &run);
			run_begin(&list, &run, script);
		}
		if (script != SCRIPT_NONE)
			run_take(&list, &run, c);
	}
	run_end(&list, &run);
	return sort_once_each(out, list.count);
}
