#include "engine/tell.h"

struct sentence
tell(struct arena *mem, enum say say, const struct sentence *args)
{
	struct said     said = { .say = say };
	int             places = say_places(say);
	struct sentence out;

	for (int i = 0; i < places; i++)
		said.arg[i] = args[i].en;
	out.en = say_text(mem, LANG_EN, &said);
	for (int i = 0; i < places; i++)
		said.arg[i] = args[i].ko;
	out.ko = say_text(mem, LANG_KO, &said);
	return out;
}

struct sentence
both_languages(const char *text)
{
	return (struct sentence){ text, text };
}

struct sentence
either_name(const char *en, const char *ko)
{
	return (struct sentence){ en != NULL ? en : ko, ko != NULL ? ko : en };
}
