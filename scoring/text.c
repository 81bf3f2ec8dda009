#include "scoring/text.h"

#include <uchar.h>

#include "scoring/fixed.h"

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

/*
 * A gram as stored: 28 bits of hash, one bit for its script, so that each
 * language is weighed by itself, and in the lowest three bits how many
 * grams stand for its word, less one. What two texts compare is the rest of it.
 */
enum { WORD_BITS = 3, GRAMS_OF_WORD_MAX = 1 << WORD_BITS, SCRIPTS = 2 };

static uint32_t
bare(uint32_t gram)
{
	return gram >> WORD_BITS;
}

static int
script_bit(uint32_t gram)
{
	return (int)(bare(gram) & 1);
}

static uint32_t
grams_of_word(uint32_t gram)
{
	return (gram & (GRAMS_OF_WORD_MAX - 1)) + 1;
}

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
	{ 0xac00, 0xd7ff, SCRIPT_SYLLABLES }, { 0xf900, 0xfaff, SCRIPT_SYLLABLES },
	{ 0xfb00, 0xfdff, SCRIPT_WORDS },
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

/* Of one gram in several words, the one of the shortest word stays. */
static size_t
sort_once_each(uint32_t *at, size_t n)
{
	size_t kept = 0;

	sort(at, n);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || bare(at[i]) != bare(at[kept - 1]))
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
	uint32_t    grams[4 * GRAMS_OF_WORD_MAX];
	size_t      count;
};

static void
run_pass_on(struct gram_list *list, struct run *run)
{
	size_t parts = run->count < GRAMS_OF_WORD_MAX ? run->count : GRAMS_OF_WORD_MAX;

	for (size_t i = 0; i < run->count; i++)
		list_add(list, run->grams[i] | (uint32_t)(parts - 1));
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
	/* The low bits of this hash are its weakest, and some of them make room. */
	hash ^= hash >> 15;
	if (run->count == sizeof(run->grams) / sizeof(run->grams[0]))
		run_pass_on(list, run);
	run->grams[run->count++] = (hash << 1 | (run->script == SCRIPT_SYLLABLES)) << WORD_BITS;
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
	*run = (struct run){ .script = script };
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

size_t
text_join(struct grams a, struct grams b, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = 0, j = 0; i < a.count || j < b.count; n++) {
		uint32_t gram = j >= b.count || (i < a.count && a.at[i] <= b.at[j]) ? a.at[i] : b.at[j];

		out[n] = gram;
		if (i < a.count && bare(a.at[i]) == bare(gram))
			i++;
		if (j < b.count && bare(b.at[j]) == bare(gram))
			j++;
	}
	return n;
}

/* What a gram weighs that one text alone holds. */
enum { RAREST = 10000 };

/*
 * ln(1 + texts / holders), squared, as a share of the largest possible:
 * squared because a word that every fourth project uses ("system", "관리")
 * should hardly count beside one that names a single project, and with few
 * texts the logarithm alone is too flat.
 */
static uint16_t
weight_of(size_t texts, size_t holders)
{
	int64_t ln = fixed_ln_milli((int64_t)((texts + holders) * 1000 / holders));
	int64_t most = fixed_ln_milli((int64_t)((texts + 1) * 1000));

	return (uint16_t)(ln * ln / (most * most / RAREST));
}

size_t
text_rarity(const struct grams *texts, size_t count, uint32_t *gram, uint16_t *weight)
{
	size_t all = 0, distinct = 0;

	for (size_t i = 0; i < count; i++)
		for (uint32_t j = 0; j < texts[i].count; j++)
			gram[all++] = bare(texts[i].at[j]);
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

/* Each word counts as one, however many grams stand for it: they share its weight. */
static uint16_t
look_up(const struct rarity *r, uint32_t gram)
{
	uint32_t from = 0, to = r->count, looked_for = bare(gram);

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (r->gram[middle] < looked_for)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == r->count || r->gram[from] != looked_for)
		return 0;
	return (uint16_t)(r->weight[from] / grams_of_word(gram));
}

void
text_weigh(const struct rarity *r, struct grams text, uint16_t *weight)
{
	for (uint32_t i = 0; i < text.count; i++)
		weight[i] = look_up(r, text.at[i]);
}

/*
 * Sharing one word with a title of two is not half the story, and a title of
 * fifteen words is met by meeting a few: what a text asks for counts as no
 * less than two rare words, and no more than three.
 */
enum { ASKS_AT_LEAST = 2 * RAREST, ASKS_AT_MOST = 3 * RAREST };

static int64_t
share_of(int64_t shared, int64_t all)
{
	int64_t asked = all < ASKS_AT_LEAST ? ASKS_AT_LEAST : all > ASKS_AT_MOST ? ASKS_AT_MOST : all;

	return shared < asked ? shared * PART_MAX / asked : PART_MAX;
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

		while (j < offered.count && bare(offered.at[j]) < bare(gram))
			j++;
		all[script_bit(gram)] += weight;
		if (j < offered.count && bare(offered.at[j]) == bare(gram))
			shared[script_bit(gram)] += weight;
	}
	for (int script = 0; script < SCRIPTS; script++) {
		int64_t share = share_of(shared[script], all[script]);

		if (share > best)
			best = share;
	}
	return (int32_t)best;
}
