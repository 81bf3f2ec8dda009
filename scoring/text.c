#include "scoring/text.h"

#include "scoring/fixed.h"

enum script { SCRIPT_NONE, SCRIPT_LETTERS, SCRIPT_SYLLABLES };

/* Four letters in a row, counting the edges of the word; two syllables. */
enum { LETTERS_IN_GRAM = 4, SYLLABLES_IN_GRAM = 2, WORD_EDGE = ' ' };

/* The lowest bit of a gram tells its script, so that each language is weighed by itself. */
enum { SYLLABLE_BIT = 1, SCRIPTS = 2 };

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

/* Ranges of capitals: the small letter stands `add` further, for every `step`-th character. */
static const struct {
	uint32_t from, to, step, add;
} capitals[] = {
	{ 'A', 'Z', 1, 32 },
	{ 0xc0, 0xd6, 1, 32 }, { 0xd8, 0xde, 1, 32 },
	{ 0x100, 0x12e, 2, 1 }, { 0x132, 0x136, 2, 1 }, { 0x139, 0x147, 2, 1 },
	{ 0x14a, 0x176, 2, 1 }, { 0x179, 0x17d, 2, 1 },
	{ 0x1a0, 0x1a4, 2, 1 }, { 0x1af, 0x1af, 1, 1 },		/* Vietnamese O and U with a horn */
	{ 0x1e00, 0x1e94, 2, 1 }, { 0x1ea0, 0x1efe, 2, 1 },
};

static uint32_t
fold(uint32_t c)
{
	/* Full-width letters, as East Asian keyboards give them, are the letters they look like. */
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	for (size_t i = 0; i < sizeof(capitals) / sizeof(capitals[0]) && c >= capitals[i].from; i++)
		if (c <= capitals[i].to && (c - capitals[i].from) % capitals[i].step == 0)
			return c + capitals[i].add;
	return c;
}

static const struct {
	uint32_t    from, to;
	enum script script;
} scripts[] = {
	{ 'a', 'z', SCRIPT_LETTERS },
	{ 0xaa, 0xaa, SCRIPT_LETTERS }, { 0xb5, 0xb5, SCRIPT_LETTERS }, { 0xba, 0xba, SCRIPT_LETTERS },
	{ 0xc0, 0xd6, SCRIPT_LETTERS }, { 0xd8, 0xf6, SCRIPT_LETTERS }, { 0xf8, 0x10ff, SCRIPT_LETTERS },
	{ 0x1100, 0x11ff, SCRIPT_SYLLABLES },			/* Hangul that was not composed */
	{ 0x1200, 0x1fff, SCRIPT_LETTERS },			/* with Khmer, and Latin for Vietnamese */
	{ 0x2c00, 0x2dff, SCRIPT_LETTERS },
	{ 0x3005, 0x3007, SCRIPT_SYLLABLES }, { 0x3041, 0x30fa, SCRIPT_SYLLABLES }, { 0x30fc, 0x318f, SCRIPT_SYLLABLES },
	{ 0x3400, 0x4dbf, SCRIPT_SYLLABLES }, { 0x4e00, 0x9fff, SCRIPT_SYLLABLES },
	{ 0xa640, 0xabff, SCRIPT_LETTERS },
	{ 0xac00, 0xd7ff, SCRIPT_SYLLABLES }, { 0xf900, 0xfaff, SCRIPT_SYLLABLES },
	{ 0xfb00, 0xfdff, SCRIPT_LETTERS },
	{ 0x20000, 0x3ffff, SCRIPT_SYLLABLES },
};

static enum script
script_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]) && c >= scripts[i].from; i++)
		if (c <= scripts[i].to)
			return scripts[i].script;
	return SCRIPT_NONE;
}

/* Shell sort: in place, without recursion, fast enough for some thousand numbers. */
static void
sort(uint32_t *at, size_t n)
{
	static const size_t gaps[] = { 29524, 9841, 3280, 1093, 364, 121, 40, 13, 4, 1 };

	for (size_t g = 0; g < sizeof(gaps) / sizeof(gaps[0]); g++) {
		for (size_t i = gaps[g]; i < n; i++) {
			uint32_t moved = at[i];
			size_t   j = i;

			for (; j >= gaps[g] && at[j - gaps[g]] > moved; j -= gaps[g])
				at[j] = at[j - gaps[g]];
			at[j] = moved;
		}
	}
}

static size_t
sort_once_each(uint32_t *at, size_t n)
{
	size_t kept = 0;

	sort(at, n);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || at[i] != at[kept - 1])
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

/* The characters of the run that is being read: the last few are enough. */
struct run {
	enum script script;
	size_t      length;
	uint32_t    last[LETTERS_IN_GRAM];
};

/* FNV-1a over the last `n` characters. */
static void
add_gram(struct gram_list *list, const struct run *run, size_t n)
{
	uint32_t hash = 2166136261;

	for (size_t i = LETTERS_IN_GRAM - n; i < LETTERS_IN_GRAM; i++)
		for (int shift = 0; shift < 24; shift += 8)
			hash = (hash ^ (run->last[i] >> shift & 0xff)) * 16777619;
	/* The low bits of this hash are its weakest, and one of them is about to go. */
	hash ^= hash >> 15;
	list_add(list, (hash & ~(uint32_t)SYLLABLE_BIT) | (run->script == SCRIPT_SYLLABLES ? SYLLABLE_BIT : 0));
}

static void
run_take(struct gram_list *list, struct run *run, uint32_t c)
{
	size_t n = run->script == SCRIPT_SYLLABLES ? SYLLABLES_IN_GRAM : LETTERS_IN_GRAM;

	for (size_t i = 1; i < LETTERS_IN_GRAM; i++)
		run->last[i - 1] = run->last[i];
	run->last[LETTERS_IN_GRAM - 1] = c;
	if (++run->length >= n)
		add_gram(list, run, n);
}

/* A run that is too short for a gram is one itself: "AI", one syllable. */
static void
run_end(struct gram_list *list, struct run *run)
{
	if (run->script == SCRIPT_LETTERS)
		run_take(list, run, WORD_EDGE);
	if ((run->script == SCRIPT_LETTERS && run->length < LETTERS_IN_GRAM)
	    || (run->script == SCRIPT_SYLLABLES && run->length < SYLLABLES_IN_GRAM))
		add_gram(list, run, run->length);
	run->script = SCRIPT_NONE;
}

static void
run_begin(struct gram_list *list, struct run *run, enum script script)
{
	*run = (struct run){ .script = script };
	if (script == SCRIPT_LETTERS)
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

size_t
text_join(struct grams a, struct grams b, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = 0, j = 0; i < a.count || j < b.count; n++) {
		uint32_t gram = j >= b.count || (i < a.count && a.at[i] <= b.at[j]) ? a.at[i] : b.at[j];

		out[n] = gram;
		if (i < a.count && a.at[i] == gram)
			i++;
		if (j < b.count && b.at[j] == gram)
			j++;
	}
	return n;
}

/*
 * ln(1 + texts / holders), squared, x 256: squared because a word that every
 * fourth project uses ("system", "관리") should hardly count beside one that
 * names a single project, and with few texts the logarithm alone is too flat.
 */
static uint16_t
weight_of(size_t texts, size_t holders)
{
	int64_t ln = fixed_ln_milli((int64_t)((texts + holders) * 1000 / holders));
	int64_t weight = ln * ln >> 24;

	return (uint16_t)(weight < UINT16_MAX ? weight : UINT16_MAX);
}

size_t
text_rarity(const struct grams *texts, size_t count, uint32_t *gram, uint16_t *weight)
{
	size_t all = 0, distinct = 0;

	for (size_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < texts[i].count; j++)
			gram[all++] = texts[i].at[j];
	sort(gram, all);
	for (size_t i = 0; i < all; distinct++) {
		size_t first = i;

		while (i < all && gram[i] == gram[first])
			i++;
		weight[distinct] = weight_of(count, i - first);
		gram[distinct] = gram[first];
	}
	return distinct;
}

static uint16_t
look_up(const struct rarity *r, uint32_t gram)
{
	uint32_t from = 0, to = r->count;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (r->gram[middle] < gram)
			from = middle + 1;
		else
			to = middle;
	}
	return from < r->count && r->gram[from] == gram ? r->weight[from] : 0;
}

void
text_weigh(const struct rarity *r, struct grams text, uint16_t *weight)
{
	for (uint32_t i = 0; i < text.count; i++)
		weight[i] = look_up(r, text.at[i]);
}

int32_t
text_likeness(const struct rarity *r, struct grams offered, struct grams wanted)
{
	int64_t  all[SCRIPTS] = { 0 }, shared[SCRIPTS] = { 0 };
	int64_t  best = 0;
	uint32_t j = 0;

	for (uint32_t i = 0; i < wanted.count; i++) {
		uint32_t gram = wanted.at[i];
		int64_t  weight = wanted.weight != NULL ? wanted.weight[i] : look_up(r, gram);

		while (j < offered.count && offered.at[j] < gram)
			j++;
		all[gram & SYLLABLE_BIT] += weight;
		if (j < offered.count && offered.at[j] == gram)
			shared[gram & SYLLABLE_BIT] += weight;
	}
	for (int script = 0; script < SCRIPTS; script++) {
		int64_t likeness = all[script] > 0 ? shared[script] * PART_MAX / all[script] : 0;

		if (likeness > best)
			best = likeness;
	}
	return (int32_t)best;
}
