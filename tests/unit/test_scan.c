/* The scanner against expat: whatever it does not leave to expat, it reads as expat does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parsers/xml.h"

/* What a handler is told, as text; pieces of text joined. */
struct told {
	struct buf log;
	bool in_text;
};

static void on_start(void *arg, const char *name, const char *const *attributes)
{
	struct told *t = arg;
	t->in_text = false;
	buf_printf(&t->log, "\n<%s", name);
	for (; *attributes; attributes += 2)
		buf_printf(&t->log, " %s=[%s]", attributes[0], attributes[1]);
}

static void on_end(void *arg, const char *name)
{
	struct told *t = arg;
	t->in_text = false;
	buf_printf(&t->log, "\n>%s", name);
}

static void on_text(void *arg, const char *s, size_t size)
{
	struct told *t = arg;
	if (!t->in_text)
		buf_adds(&t->log, "\n\"");
	t->in_text = true;
	buf_add(&t->log, s, size);
}

enum reading { BY_SCANNER, BY_EXPAT, ODD };

/* In pieces of that size; what was told in log_r. */
static enum reading run(bool fast, const void *data, size_t size, size_t piece, enum table_status *status_r, struct buf *log_r)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	struct told t = {0};
	const char *detail = "";
	struct xml *x = fast ? xml_new_fast(&handler, NULL, &t) : xml_new(&handler, &t);
	for (size_t at = 0; at < size; at += piece)
		if (!xml_feed(x, (const char *)data + at, size - at < piece ? size - at : piece))
			break;
	bool odd = xml_is_odd(x);
	*status_r = xml_free(x, &detail);
	buf_add(&t.log, "", 0);
	*log_r = t.log;
	return odd ? ODD : fast ? BY_SCANNER : BY_EXPAT;
}

/* True when the scanner took it. */
static bool same(const void *data, size_t size, size_t piece)
{
	struct buf scanned, parsed;
	enum table_status scan_status, parse_status;
	enum reading reading = run(true, data, size, piece, &scan_status, &scanned);
	run(false, data, size, size ? size : 1, &parse_status, &parsed);
	if (reading != ODD && (scan_status != parse_status || strcmp(scanned.data, parsed.data) != 0))
		fail_msg("%.*s\nscanner: %s\nexpat (%s): %s", (int)size, (const char *)data, scanned.data, table_status_names[parse_status], parsed.data);
	buf_release(&scanned);
	buf_release(&parsed);
	return reading != ODD;
}

#define DECLARED "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char *const ours[] = {
	DECLARED "<sst><si><t>张伟</t></si></sst>",
	"\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\r\n<a/>\n",
	"<a b='1' c=\"2\">x</a >",
	"<x:a  b = '\"'\n d=\n'>'><x:c/></x:a>",
	"<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x4E1C;&#128514;</a>",
	"<a b='&lt;&#10;\xE4\xB8\x9C'/>",
	"<a>1\r\n2\r3\n\t4</a>",
	"<!-->--><a><!-- a - b --><b/><![CDATA[<x>&amp;]] >]]></a>",
	"<a>it's \"so\" > that</a>",
	"<worksheet xmlns:r='u'><sheetData><row r=\"1\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c><c r='B1'/></row></sheetData></worksheet>",
	"<a>\xF0\xA0\xAE\xB7\xEF\xBC\x8C\xC2\xA0</a>\n<!-- end -->",
};
/* Not well-formed, or not ours. */
static const char *const others[] = {
	"", " ", "x", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a/>x", "<a", "<a b>", "<a b=1/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a b='<'/>", "<a>&unknown;</a>",
	"<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#;</a>", "<a>& b</a>", "<a>]]></a>", "<a>\x01</a>", "<a>\xC0\x80</a>", "<a>\xED\xA0\x80</a>",
	"<a>\xEF\xBF\xBF</a>", "<a>\xE4\xB8</a>", "<a>\xF4\x90\x80\x80</a>", "<!DOCTYPE a><a/>", "<a><?pi x?></a>", "<?xml version='1.0' encoding='GB18030'?><a/>",
	"<?xml version=\"1.1\"?><a/>", "<a><!-- -- --></a>", "<a><![CDATA[x</a>", "<\xE4\xB8\x9C/>", "<a:b:c/>", "<:a/>", "<a:/>", "<1/>", "<a / >", "<a><b></a></b>",
	"<![CDATA[x]]><a/>", "<a b='\x01'/>", "\xFE\xFF\0<\0a", " <?xml version='1.0'?><a/>",
};

static void takes_what_is_ours(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		for (size_t piece = 1; piece <= strlen(ours[i]); piece++)
			if (!same(ours[i], strlen(ours[i]), piece))
				fail_msg("left to expat: %s", ours[i]);
}

static void leaves_the_rest(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (same(others[i], strlen(others[i]), 4096))
			fail_msg("taken: %s", others[i]);
}

/* Documents longer than the window, of rows of every length, so that its edge falls everywhere. */
static void edges_of_the_window(void **state)
{
	(void)state;
	for (int width = 1; width < 60; width += 7) {
		struct buf b = {0};
		buf_adds(&b, DECLARED "<sheetData>");
		for (int i = 0; b.size < 700000; i++)
			buf_printf(&b, "<row r='%d' x='%0*d'><c r=\"A%d\" t=\"s\"><v>%d</v></c><c><is><t>东莞&amp;%0*d</t></is></c><c/></row>\r\n", i, width, i, i, i, width, i);
		buf_adds(&b, "</sheetData>");
		assert_true(same(b.data, b.size, 65536));
		assert_true(same(b.data, b.size, 99991));
		buf_release(&b);
	}
}

/* A text or a tag without end is for expat, and costs no more than the window. */
static void nothing_is_cut(void **state)
{
	struct buf b = {0};
	(void)state;
	buf_adds(&b, "<a><b>");
	for (int i = 0; i < 100000; i++)
		buf_adds(&b, "公司");
	buf_adds(&b, "</b></a>");
	assert_false(same(b.data, b.size, 65536));
	buf_clear(&b);
	buf_adds(&b, "<a><b c='");
	for (int i = 0; i < 100000; i++)
		buf_adds(&b, "A1 ");
	buf_adds(&b, "'/></a>");
	assert_false(same(b.data, b.size, 65536));
	buf_release(&b);
}

static void depth(void **state)
{
	(void)state;
	for (int levels = TABLE_MAX_DEPTH - 1; levels <= TABLE_MAX_DEPTH + 1; levels++) {
		struct buf b = {0};
		for (int i = 0; i < levels; i++)
			buf_adds(&b, "<a>");
		for (int i = 0; i < levels; i++)
			buf_adds(&b, "</a>");
		assert_int_equal(same(b.data, b.size, b.size), levels <= TABLE_MAX_DEPTH);
		buf_release(&b);
	}
}

/* Damage of every sort, the same in each run. */
static void damaged(void **state)
{
	enum { ROUNDS = 40000 };
	static const char *const bits[] = {"<", ">", "/", "&", ";", "'", "\"", "=", " ", "\r", "\n", "]]>", "<a>", "</a>", "<!--", "-->", "&#x41;", "\xE4", "\xB8", "\x80", "\x00", "x:", "?>"};
	unsigned seed = 12345, taken = 0;
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		char doc[512];
		const char *from = ours[i % (int)(sizeof ours / sizeof *ours)];
		size_t size = strlen(from);
		memcpy(doc, from, size);
		seed = seed * 1103515245 + 12345;
		for (unsigned n = (seed >> 16) % 3; n > 0; n--) {
			const char *bit = bits[(seed = seed * 1103515245 + 12345, seed >> 16) % (sizeof bits / sizeof *bits)];
			size_t at = (seed = seed * 1103515245 + 12345, seed >> 16) % size, long_bit = *bit ? strlen(bit) : 1;
			if (seed & 64) { /* over what was there, or between */
				memmove(doc + at + long_bit, doc + at, size - at);
				size += long_bit;
			} else if (at + long_bit > size)
				continue;
			memcpy(doc + at, bit, long_bit);
		}
		taken += same(doc, size, 1 + (seed >> 8) % size);
	}
	assert_true(taken > ROUNDS / 4 && taken < ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_what_is_ours), cmocka_unit_test(leaves_the_rest), cmocka_unit_test(edges_of_the_window),
		cmocka_unit_test(nothing_is_cut),     cmocka_unit_test(depth),           cmocka_unit_test(damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
