/*
 * A paper as a document for Word: a few XML parts in a ZIP, made to be edited,
 * so every look is a style with a name.
 */
#include <string.h>
#include <zip.h>

#include "engine/papers/memory_file.h"
#include "engine/papers/paper.h"
#include "proto/problem.h"

#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

enum {
	PAGE_TWIPS = 9638,	/* between the margins of A4, in twentieths of a point */
	LABEL_TWIPS = 2200,
	FIRST_DAY = 1 << 21 | 1 << 16,	/* 1980-01-01 as ZIP counts: no clock */
};

static void
print_text(struct buffer *b, const char *s)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&': buffer_text(b, "&amp;"); break;
		case '<': buffer_text(b, "&lt;"); break;
		case '>': buffer_text(b, "&gt;"); break;
		case '"': buffer_text(b, "&quot;"); break;
		case '\n': buffer_text(b, "</w:t><w:br/><w:t xml:space=\"preserve\">"); break;
		case '\t': buffer_text(b, "</w:t><w:tab/><w:t xml:space=\"preserve\">"); break;
		default: buffer_byte(b, *s);
		}
}

static void
print_run(struct buffer *b, const char *s)
{
	buffer_text(b, "<w:r><w:t xml:space=\"preserve\">");
	print_text(b, s);
	buffer_text(b, "</w:t></w:r>");
}

/* `more` is what else the paragraph has among its properties. */
static void
begin_paragraph(struct buffer *b, const char *style, const char *more)
{
	buffer_printf(b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

static void
print_paragraph(struct buffer *b, const char *style, const char *more, const char *s)
{
	begin_paragraph(b, style, more);
	print_run(b, s);
	buffer_text(b, "</w:p>");
}

/* --- tables */

static const char *
justified(enum kind kind)
{
	return kind == KIND_NUMBER || kind == KIND_SCORE || kind == KIND_VALUE || kind == KIND_SHARE ?
		"<w:jc w:val=\"right\"/>" : "";
}

static void
begin_cell(struct buffer *b, int twips, bool head)
{
	buffer_printf(b, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>%s</w:tcPr>", twips,
		head ? "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:color=\"1E2124\"/></w:tcBorders>" : "");
}

static void
begin_table(struct buffer *b)
{
	buffer_printf(b, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>"
		"<w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"CDD1D5\"/>"
		"<w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"CDD1D5\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/>"
		"<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"120\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>",
		PAGE_TWIPS);
}

/* A paragraph parts this table from the next. */
static void
end_table(struct buffer *b)
{
	buffer_text(b, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Quiet\"/></w:pPr></w:p>");
}

static void
print_cell(const struct paper *p, struct buffer *b, const struct column *c, const struct cell *cell)
{
	const char *under = cell->other != NULL && cell->note != NULL ?
		arena_printf(p->mem, "%s, %s", cell->other, cell->note) : cell->other != NULL ? cell->other : cell->note;

	print_paragraph(b, c->kind == KIND_NAME ? "CellName" : "Cell", justified(c->kind), paper_cell(p, c, cell));
	if (under != NULL)
		print_paragraph(b, "CellOther", "", under);
}

static void
print_table(const struct paper *p, struct buffer *b, const struct table *t)
{
	int widths[64] = { 0 }, sum = 0;

	for (size_t i = 0; i < t->width; i++)
		sum += t->columns[i].on & ON(DOCX) ? t->columns[i].width : 0;
	begin_table(b);
	buffer_text(b, "<w:tblGrid>");
	for (size_t i = 0; i < t->width; i++)
		if (t->columns[i].on & ON(DOCX)) {
			widths[i] = PAGE_TWIPS * t->columns[i].width / sum;
			buffer_printf(b, "<w:gridCol w:w=\"%d\"/>", widths[i]);
		}
	buffer_text(b, "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
	for (size_t i = 0; i < t->width; i++)
		if (widths[i] > 0) {
			begin_cell(b, widths[i], true);
			print_paragraph(b, "CellHead", justified(t->columns[i].kind), paper_head(p, &t->columns[i]));
			buffer_text(b, "</w:tc>");
		}
	buffer_text(b, "</w:tr>");
	for (size_t row = 0; row < t->rows; row++) {
		buffer_text(b, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
		for (size_t i = 0; i < t->width; i++)
			if (widths[i] > 0) {
				begin_cell(b, widths[i], false);
				print_cell(p, b, &t->columns[i], &t->cells[row * t->width + i]);
				buffer_text(b, "</w:tc>");
			}
		buffer_text(b, "</w:tr>");
	}
	end_table(b);
}

static void
print_facts(struct buffer *b, const struct block *facts)
{
	if (facts->count == 0)
		return;
	begin_table(b);
	buffer_printf(b, "<w:tblGrid><w:gridCol w:w=\"%d\"/><w:gridCol w:w=\"%d\"/></w:tblGrid>", LABEL_TWIPS,
		PAGE_TWIPS - LABEL_TWIPS);
	for (size_t i = 0; i < facts->count; i++) {
		buffer_text(b, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
		begin_cell(b, LABEL_TWIPS, false);
		print_paragraph(b, "CellOther", "", facts->facts[i].label);
		buffer_text(b, "</w:tc>");
		begin_cell(b, PAGE_TWIPS - LABEL_TWIPS, false);
		print_paragraph(b, "Cell", "", facts->facts[i].text);
		buffer_text(b, "</w:tc></w:tr>");
	}
	end_table(b);
}

/* --- the parts */

static void
print_heading(struct buffer *b, const struct block *heading)
{
	begin_paragraph(b, heading->level == 2 ? "Heading2" : "Heading3", "");
	print_run(b, heading->text);
	if (heading->side != NULL) {
		buffer_text(b, "<w:r><w:tab/></w:r>");
		print_run(b, heading->side);
	}
	buffer_text(b, "</w:p>");
}

static void
print_block(const struct paper *p, struct buffer *b, const struct block *block)
{
	static const char *const tones[] = {
		[TONE_PLAIN] = "Normal", [TONE_LEAD] = "Lead", [TONE_QUIET] = "Quiet", [TONE_WARNING] = "Warning",
	};

	switch (block->kind) {
	case BLOCK_HEADING:
		print_heading(b, block);
		return;
	case BLOCK_TEXT:
		print_paragraph(b, tones[block->tone], block->keeps ? "<w:keepNext/>" : "", block->text);
		return;
	case BLOCK_FACTS:
		print_facts(b, block);
		return;
	case BLOCK_TABLE:
		print_table(p, b, block->table);
		return;
	case BLOCK_FIGURES:
	case BLOCK_MAKE_UP:
	case BLOCK_LEGEND:
		return;
	}
}

static void
print_section(const struct paper *p, struct buffer *b, const struct section *s)
{
	if (s->cover) {
		print_paragraph(b, "Quiet", "", say_row(SAY_PAPER_PROGRAMME, p->lang));
		print_paragraph(b, "Title", "", p->title);
		print_paragraph(b, "Subtitle", "", p->other_title);
	} else {
		print_paragraph(b, "Heading1", s->new_page ? "<w:pageBreakBefore/>" : "", say_row(s->name, p->lang));
	}
	for (const struct block *block = s->first; block != NULL; block = block->next)
		if (block->on & ON(DOCX))
			print_block(p, b, block);
}

static void
print_document(const struct paper *p, struct buffer *b)
{
	buffer_text(b, XML "<w:document xmlns:w=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><w:body>");
	for (const struct section *s = p->first; s != NULL; s = s->next)
		if (s->on & ON(DOCX))
			print_section(p, b, s);
	buffer_text(b, "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>"
		"<w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
		"<w:pgMar w:top=\"1300\" w:right=\"1134\" w:bottom=\"1200\" w:left=\"1134\" w:header=\"620\" w:footer=\"560\" w:gutter=\"0\"/>"
		"</w:sectPr></w:body></w:document>");
}

static void
print_header(const struct paper *p, struct buffer *b)
{
	buffer_text(b, XML "<w:hdr xmlns:w=\"" MAIN "\">");
	begin_paragraph(b, "Header", "");
	print_run(b, p->title);
	if (p->mark != NULL) {
		buffer_text(b, "<w:r><w:tab/></w:r><w:r><w:rPr><w:b/><w:color w:val=\"BD2C0F\"/></w:rPr><w:t xml:space=\"preserve\">");
		print_text(b, p->mark);
		buffer_text(b, "</w:t></w:r>");
	}
	buffer_text(b, "</w:p></w:hdr>");
}

static void
print_footer(const struct paper *p, struct buffer *b)
{
	buffer_text(b, XML "<w:ftr xmlns:w=\"" MAIN "\">");
	begin_paragraph(b, "Footer", "");
	print_run(b, p->stands_on);
	buffer_text(b, "<w:r><w:tab/></w:r><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
	print_run(b, " / ");
	buffer_text(b, "<w:fldSimple w:instr=\"NUMPAGES\"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>");
}

/* A style's name, sizes in half points, spaces in twips. */
static const struct {
	const char *id, *name;
	int         size, before, after;
	bool        bold, keeps, side;	/* side: with a stop at the end of the line */
	const char *colour, *more;
} styles[] = {
	{ "Title", "Title", 48, 60, 0, true, true, false, "131416", "" },
	{ "Subtitle", "Subtitle", 26, 0, 240, false, false, false, "58616A",
	  "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"16\" w:space=\"6\" w:color=\"083891\"/></w:pBdr>" },
	{ "Heading1", "heading 1", 34, 0, 160, true, true, false, "083891", "<w:outlineLvl w:val=\"0\"/>" },
	{ "Heading2", "heading 2", 26, 320, 40, true, true, true, "131416", "<w:outlineLvl w:val=\"1\"/>" },
	{ "Heading3", "heading 3", 21, 220, 20, true, true, true, "131416", "<w:outlineLvl w:val=\"2\"/>" },
	{ "Lead", "Lead", 22, 120, 200, false, false, false, "1E2124", "" },
	{ "Quiet", "Quiet", 17, 20, 60, false, false, false, "58616A", "" },
	{ "Warning", "Warning", 18, 80, 80, false, false, false, "8A240C",
	  "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"BD2C0F\"/></w:pBdr>"
	  "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FDEFEC\"/>" },
	{ "CellHead", "Cell Head", 15, 40, 40, true, true, false, "33363D", "" },
	{ "Cell", "Cell", 16, 40, 30, false, false, false, "1E2124", "" },
	{ "CellName", "Cell Name", 16, 40, 0, true, false, false, "1E2124", "" },
	{ "CellOther", "Cell Other", 14, 0, 40, false, false, false, "58616A", "" },
	{ "Header", "header", 14, 0, 0, false, false, true, "58616A", "" },
	{ "Footer", "footer", 14, 0, 0, false, false, true, "58616A", "" },
};

/* The order of a style's elements is the schema's. */
static void
print_styles(const struct paper *p, struct buffer *b)
{
	static const char *const tags[LANGS] = { [LANG_EN] = "en-GB", [LANG_KO] = "ko-KR" };

	buffer_printf(b, XML "<w:styles xmlns:w=\"" MAIN "\"><w:docDefaults><w:rPrDefault><w:rPr>"
		"<w:rFonts w:ascii=\"Malgun Gothic\" w:hAnsi=\"Malgun Gothic\" w:eastAsia=\"Malgun Gothic\" w:cs=\"Malgun Gothic\"/>"
		"<w:color w:val=\"1E2124\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/><w:lang w:val=\"%s\" w:eastAsia=\"ko-KR\"/>"
		"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"40\" w:after=\"100\"/></w:pPr></w:pPrDefault>"
		"</w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
		tags[p->lang]);
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		bool outline = strncmp(styles[i].more, "<w:outlineLvl", 13) == 0;

		buffer_printf(b, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/>"
			"<w:qFormat/><w:pPr>%s%s", styles[i].id, styles[i].name, styles[i].keeps ? "<w:keepNext/>" : "",
			outline ? "" : styles[i].more);
		if (styles[i].side)
			buffer_printf(b, "<w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/></w:tabs>", PAGE_TWIPS);
		buffer_printf(b, "<w:spacing w:before=\"%d\" w:after=\"%d\"/>%s</w:pPr><w:rPr>%s<w:color w:val=\"%s\"/>"
			"<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>", styles[i].before, styles[i].after,
			outline ? styles[i].more : "", styles[i].bold ? "<w:b/>" : "", styles[i].colour, styles[i].size, styles[i].size);
	}
	buffer_text(b, "</w:styles>");
}

static void
print_core(const struct paper *p, struct buffer *b)
{
	buffer_text(b, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
		"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
	print_text(b, p->title);
	buffer_text(b, "</dc:title><dc:subject>");
	print_text(b, p->stands_on);
	buffer_text(b, "</dc:subject><dc:creator>");
	print_text(b, say_row(SAY_PAPER_PROGRAMME, p->lang));
	buffer_printf(b, "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created>"
		"<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%s</dcterms:modified></cp:coreProperties>", p->created, p->modified);
}

static void
print_types(const struct paper *p, struct buffer *b)
{
	(void)p;
	buffer_text(b, XML "<Types xmlns=\"" PACKAGE "/content-types\">"
		"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
		"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
		"<Override PartName=\"/word/document.xml\" ContentType=\"" WORD ".document.main+xml\"/>"
		"<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD ".styles+xml\"/>"
		"<Override PartName=\"/word/header.xml\" ContentType=\"" WORD ".header+xml\"/>"
		"<Override PartName=\"/word/footer.xml\" ContentType=\"" WORD ".footer+xml\"/>"
		"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
		"</Types>");
}

static void
print_package_links(const struct paper *p, struct buffer *b)
{
	(void)p;
	buffer_text(b, XML "<Relationships xmlns=\"" PACKAGE "/relationships\">"
		"<Relationship Id=\"document\" Type=\"" OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
		"<Relationship Id=\"core\" Type=\"" PACKAGE "/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
		"</Relationships>");
}

static void
print_document_links(const struct paper *p, struct buffer *b)
{
	(void)p;
	buffer_text(b, XML "<Relationships xmlns=\"" PACKAGE "/relationships\">"
		"<Relationship Id=\"styles\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
		"<Relationship Id=\"header\" Type=\"" OFFICE "/header\" Target=\"header.xml\"/>"
		"<Relationship Id=\"footer\" Type=\"" OFFICE "/footer\" Target=\"footer.xml\"/></Relationships>");
}

static const struct {
	const char *name;
	void      (*print)(const struct paper *p, struct buffer *b);
} parts[] = {
	{ "[Content_Types].xml", print_types },
	{ "_rels/.rels", print_package_links },
	{ "docProps/core.xml", print_core },
	{ "word/document.xml", print_document },
	{ "word/styles.xml", print_styles },
	{ "word/header.xml", print_header },
	{ "word/footer.xml", print_footer },
	{ "word/_rels/document.xml.rels", print_document_links },
};

static bool
add_part(zipFile zip, const char *name, const struct buffer *b)
{
	const zip_fileinfo info = { .dosDate = FIRST_DAY };

	return zipOpenNewFileInZip(zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, Z_DEFAULT_COMPRESSION) == ZIP_OK &&
		zipWriteInFileInZip(zip, b->at, (unsigned)b->length) == ZIP_OK && zipCloseFileInZip(zip) == ZIP_OK;
}

static bool
write_package(const struct paper *p, const char *path)
{
	zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
	bool    ok = zip != NULL;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && ok; i++) {
		struct buffer *b = buffer_new(p->mem);

		parts[i].print(p, b);
		ok = add_part(zip, parts[i].name, b);
	}
	return (zip != NULL && zipClose(zip, NULL) == ZIP_OK) && ok;
}

bool
paper_write_docx(const struct paper *p, struct buffer *out, struct problem *problem)
{
	return memory_file_write(write_package, p, out) || problem_set(problem, PROBLEM_INTERNAL, SAY_PAPER_NOT_WRITTEN);
}
