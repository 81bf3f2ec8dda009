#include "proto/name_search.h"

#include <stdbool.h>
#include <string.h>

#include "proto/fold.h"
#include "proto/name_gram.h"

/* In thousandths, of a full score: how far the letters fit, how much of the name they are, and that they begin it. */
enum { FOR_LETTERS = 850, FOR_LENGTH = 100, FOR_BEGINNING = 50, FOR_OTHER_ORDER = 50 };

/* So many letters for each mistake: fewer, and short words would find everything. A syllable of Hangul is two or three. */
enum { LETTERS_A_MISTAKE = 5, JAMO_A_MISTAKE = 4, MISTAKES_MAX = 6 };

static size_t
slot_of(uint32_t letter)
{
	return (letter ^ letter >> 7) % SEARCH_PLACES;
}

/* Three quarters of the slots stay free, so the walk is short. */
static uint64_t
places_of(const struct search_part *part, uint32_t letter)
{
	size_t i = slot_of(letter);

	while (part->place[i].places != 0 && part->place[i].letter != letter)
		i = (i + 1) % SEARCH_PLACES;
	return part->place[i].places;
}

static bool
is_jamo(uint32_t letter)
{
	return letter >= 0x1100 && letter <= 0x11ff;
}

static void
make_part(struct search_part *part, const char *folded)
{
	uint32_t letters[NAME_LETTERS];
	size_t   n = name_letters(folded, letters);

	*part = (struct search_part){ .letters = n < SEARCH_LETTERS ? n : SEARCH_LETTERS };
	part->mistakes = part->letters / (n > 0 && is_jamo(letters[0]) ? JAMO_A_MISTAKE : LETTERS_A_MISTAKE);
	if (part->mistakes > MISTAKES_MAX)
		part->mistakes = MISTAKES_MAX;
	for (size_t n_th = 0; n_th < part->letters; n_th++) {
		size_t i = slot_of(letters[n_th]);

		while (part->place[i].places != 0 && part->place[i].letter != letters[n_th])
			i = (i + 1) % SEARCH_PLACES;
		part->place[i].letter = letters[n_th];
		part->place[i].places |= UINT64_C(1) << n_th;
	}
}

void
name_search_begin(struct name_search *s, struct arena *mem, const char *query)
{
	char *words = arena_strdup(mem, query), *word;

	*s = (struct name_search){ .words = 0 };
	make_part(&s->whole, fold_name(mem, query));
	while ((word = strsep(&words, " ")) != NULL && s->words < SEARCH_WORDS) {
		const char *folded = fold_name(mem, word);

		if (*folded != '\0')
			make_part(&s->word[s->words++], folded);
	}
	/* What does not fit is looked for as a whole only. */
	if (s->words < 2 || word != NULL)
		s->words = 0;
}

/* Where a part fits best within a name: its mistakes, and how many letters of the name come before its end. */
struct fit {
	size_t mistakes, end;
};

/*
 * The letters of the part are the bits of a word; going along the name, VP and VN say where the number
 * of mistakes grows and falls from one letter of the part to the next (Myers 1999; letters changed
 * over by Hyyro 2003). The part may begin anywhere in the name.
 */
static struct fit
fit_part(const struct search_part *part, const uint32_t *name, size_t n)
{
	uint64_t   last = UINT64_C(1) << (part->letters - 1);
	uint64_t   vp = ~UINT64_C(0), vn = 0, d0 = 0, before = 0;
	size_t     mistakes = part->letters;
	struct fit best = { part->letters, 0 };

	for (size_t i = 0; i < n; i++) {
		uint64_t here = places_of(part, name[i]);
		uint64_t turned = ((~d0 & here) << 1) & before, hp, hn;

		d0 = (((here & vp) + vp) ^ vp) | here | vn | turned;
		hp = vn | ~(d0 | vp);
		hn = d0 & vp;
		mistakes += (hp & last) != 0;
		mistakes -= (hn & last) != 0;
		hp <<= 1;
		hn <<= 1;
		vp = hn | ~(d0 | hp);
		vn = hp & d0;
		before = here;
		if (mistakes < best.mistakes)
			best = (struct fit){ mistakes, i + 1 };
	}
	return best;
}

static int
likeness_of(const struct search_part *part, const uint32_t *name, size_t n)
{
	struct fit fit = fit_part(part, name, n);
	size_t     shorter = n < part->letters ? n : part->letters, longer = n > part->letters ? n : part->letters;

	if (fit.mistakes > part->mistakes)
		return 0;
	return (int)(FOR_LETTERS * (part->letters - fit.mistakes) / part->letters + FOR_LENGTH * shorter / longer +
		(fit.end <= part->letters ? FOR_BEGINNING : 0));
}

/* Every word must be there; of equals the one in the order of the query stands first. */
static int
words_likeness(const struct name_search *s, const uint32_t *name, size_t n)
{
	size_t letters = 0;
	int    sum = 0;

	for (size_t i = 0; i < s->words; i++) {
		int one = likeness_of(&s->word[i], name, n);

		if (one == 0)
			return 0;
		sum += one * (int)s->word[i].letters;
		letters += s->word[i].letters;
	}
	sum = letters == 0 ? 0 : sum / (int)letters - FOR_OTHER_ORDER;
	return sum > 0 ? sum : 0;
}

int
name_search_likeness(const struct name_search *s, const char *folded)
{
	uint32_t letters[NAME_LETTERS];
	int      best = 0;

	if (s->whole.letters == 0)
		return 0;
	while (*folded != '\0') {
		size_t length = strcspn(folded, "\n"), n = name_letters_of(folded, length, letters);
		int    one = likeness_of(&s->whole, letters, n);

		if (one == 0 && s->words > 0)
			one = words_likeness(s, letters, n);
		if (one > best)
			best = one;
		folded += length + (folded[length] == '\n');
	}
	return best;
}
