#include "engine/papers/pdf_text.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

const char PDF_FONT[] = "Noto Sans CJK KR";

/*
 * Only this: not the machine's or the user's fonts.conf, whose substitutions and
 * hints would make other bytes of the same paper. Pango reads what is current, on a
 * thread of its own, so ours must be that before there is a font map.
 */
static const char fonts_conf[] = "<fontconfig><dir>/usr/share/fonts</dir>"
	"<cachedir>/var/cache/fontconfig</cachedir></fontconfig>";

/* Sizes in points; colours as the console has them. */
static const struct {
	double   size, leading;
	bool     bold;
	uint32_t colour;
} styles[STYLES] = {
	[STYLE_EYEBROW]  = { 9.5, 13, false, 0x0b50d0 },
	[STYLE_TITLE]    = { 24, 31, true, 0x131416 },
	[STYLE_SUBTITLE] = { 13, 19, false, 0x58616a },
	[STYLE_H1]       = { 17, 23, true, 0x083891 },
	[STYLE_H2]       = { 13, 18, true, 0x131416 },
	[STYLE_H3]       = { 10.5, 15, true, 0x131416 },
	[STYLE_SIDE]     = { 9, 18, false, 0x58616a },
	[STYLE_SCORE]    = { 13, 15, true, 0x083891 },
	[STYLE_LEAD]     = { 11, 16.5, false, 0x1e2124 },
	[STYLE_BODY]     = { 9, 13.5, false, 0x1e2124 },
	[STYLE_QUIET]    = { 8.5, 12.5, false, 0x58616a },
	[STYLE_WARNING]  = { 9, 13.5, false, 0x8a240c },
	[STYLE_FIGURE]   = { 21, 27, true, 0x083891 },
	[STYLE_LABEL]    = { 8, 12, false, 0x58616a },
	[STYLE_VALUE]    = { 9, 13.5, false, 0x1e2124 },
	[STYLE_HEAD]     = { 7.5, 11, true, 0x33363d },
	[STYLE_CELL]     = { 8, 11.5, false, 0x1e2124 },
	[STYLE_NAME]     = { 8, 11.5, true, 0x1e2124 },
	[STYLE_OTHER]    = { 7, 10, false, 0x58616a },
	[STYLE_FOOT]     = { 7, 10, false, 0x58616a },
	[STYLE_MARK]     = { 7.5, 10, true, 0xbd2c0f },
};

struct pdf_text {
	PangoContext         *context;
	PangoFontDescription *font[STYLES];
};

static bool
has_font(FcConfig *config)
{
	FcPattern *asked = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, PDF_FONT, (char *)NULL);
	FcResult   result;
	FcPattern *match = FcFontMatch(config, asked, &result);
	FcChar8   *family = NULL;
	bool       has = match != NULL && FcPatternGetString(match, FC_FAMILY, 0, &family) == FcResultMatch &&
		strcmp((const char *)family, PDF_FONT) == 0;

	FcPatternDestroy(asked);
	if (match != NULL)
		FcPatternDestroy(match);
	return has;
}

/* The fonts of this process: they stay, as reading them again for each paper would cost more than the paper. */
static PangoFontMap *font_map;

static PangoFontMap *
fonts(void)
{
	FcConfig *config;

	if (font_map != NULL)
		return font_map;
	config = FcConfigCreate();
	if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)fonts_conf, FcTrue) && FcConfigBuildFonts(config) &&
	    has_font(config)) {
		FcConfigSetCurrent(config);
		font_map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	}
	FcConfigDestroy(config);
	return font_map;
}

void
pdf_text_forget(void)
{
	g_clear_object(&font_map);
	cairo_debug_reset_static_data();
	FcFini();
}

struct pdf_text *
pdf_text_open(enum lang lang)
{
	PangoFontMap         *map = fonts();
	struct pdf_text      *t;
	cairo_font_options_t *options;

	if (map == NULL)
		return NULL;
	t = must_have(calloc(1, sizeof(*t)));
	t->context = pango_font_map_create_context(map);
	pango_context_set_language(t->context, pango_language_from_string(lang == LANG_KO ? "ko" : "en"));
	pango_context_set_base_dir(t->context, PANGO_DIRECTION_LTR);
	pango_context_set_round_glyph_positions(t->context, FALSE);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(t->context, options);
	cairo_font_options_destroy(options);
	for (int i = 0; i < STYLES; i++) {
		t->font[i] = pango_font_description_new();
		pango_font_description_set_family_static(t->font[i], PDF_FONT);
		pango_font_description_set_weight(t->font[i], styles[i].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
		pango_font_description_set_absolute_size(t->font[i], styles[i].size * PANGO_SCALE);
	}
	return t;
}

void
pdf_text_close(struct pdf_text *t)
{
	for (int i = 0; i < STYLES; i++)
		pango_font_description_free(t->font[i]);
	g_object_unref(t->context);
	free(t);
}

static bool
is_hangul(gunichar c)
{
	return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff) || (c >= 0x3130 && c <= 0x318f);
}

/* Every word that has Hangul is kept whole. NULL: there is none. */
static PangoAttrList *
keep_words(const char *s)
{
	PangoAttrList *list = NULL;
	const char    *begin = s, *p = s;
	bool           hangul = false;

	for (;; p = g_utf8_next_char(p)) {
		gunichar c = *p == '\0' ? 0 : g_utf8_get_char(p);

		if (c == 0 || c == ' ' || c == '\n' || c == '\t') {
			if (hangul) {
				PangoAttribute *attr = pango_attr_allow_breaks_new(FALSE);

				attr->start_index = (guint)(begin - s);
				attr->end_index = (guint)(p - s);
				list = list == NULL ? pango_attr_list_new() : list;
				pango_attr_list_insert(list, attr);
			}
			if (c == 0)
				return list;
			begin = p + 1;
			hangul = false;
		} else {
			hangul = hangul || is_hangul(c);
		}
	}
}

static double
line_span(const struct text *text, int line)
{
	PangoRectangle logical;

	pango_layout_line_get_extents(pango_layout_get_line_readonly(text->layout, line), NULL, &logical);
	return (double)logical.width / PANGO_SCALE;
}

double
text_span(const struct text *text)
{
	double widest = 0;

	for (int i = 0; i < text->lines; i++) {
		double span = line_span(text, i);

		widest = span > widest ? span : widest;
	}
	return widest;
}

struct text
text_lay(struct pdf_text *t, enum style style, const char *s, double width)
{
	struct text    text = { .layout = pango_layout_new(t->context), .style = style, .width = width };
	PangoAttrList *whole = keep_words(s);

	pango_layout_set_font_description(text.layout, t->font[style]);
	pango_layout_set_width(text.layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(text.layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(text.layout, s, -1);
	if (whole != NULL) {
		pango_layout_set_attributes(text.layout, whole);
		pango_attr_list_unref(whole);
	}
	text.lines = pango_layout_get_line_count(text.layout);
	if (whole != NULL && text_span(&text) > width) {
		pango_layout_set_attributes(text.layout, NULL);
		text.lines = pango_layout_get_line_count(text.layout);
	}
	return text;
}

void
text_free(struct text *text)
{
	g_object_unref(text->layout);
}

double
text_line(enum style style)
{
	return styles[style].leading;
}

double
text_height(const struct text *text)
{
	return text->lines * styles[text->style].leading;
}

void
set_colour(cairo_t *cr, uint32_t rgb)
{
	cairo_set_source_rgb(cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

/* The middle of a capital stands in the middle of its line. */
static double
baseline(enum style style)
{
	return styles[style].leading / 2 + styles[style].size * 0.36;
}

void
text_draw(cairo_t *cr, const struct text *text, int from, int to, double x, double y, enum align align)
{
	set_colour(cr, styles[text->style].colour);
	for (int i = from; i < to; i++) {
		double shift = align == ALIGN_RIGHT ? text->width - line_span(text, i) : 0;

		cairo_move_to(cr, x + shift, y + (i - from) * styles[text->style].leading + baseline(text->style));
		pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(text->layout, i));
	}
	cairo_new_path(cr);	/* the current point would begin the next line that is drawn */
}
