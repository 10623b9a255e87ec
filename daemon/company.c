#include "company.h"

#include <opencc.h>
#include <string.h>

#include "base/bug.h"
#include "base/buf.h"
#include "base/embed.h"
#include "base/late.h"
#include "base/text.h"

#define FUNCTIONS(F) \
	F(opencc_close) F(opencc_convert_utf8) F(opencc_convert_utf8_free) F(opencc_error) F(opencc_open)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

static opencc_t t2s; /* NULL until a name needs it */
static bool opened;

/* Characters of traditional.txt: a name without any comes out of the conversion as it went in. Most do, and the conversion is what a row would cost
 * most. Beyond the first plane all are asked about. */
struct characters {
	uint8_t bits[0x10000 / 8];
};
static struct characters always; /* that change by themselves */
static struct characters in_words; /* that change in words alone, or others beside them: 沈默, but not 沈阳 */
static const char *word_lines; /* foreign: that part of the file, lines of a character and its words */

static bool tells(const struct characters *of, uint32_t c)
{
	return c > 0xFFFF || of->bits[c / 8] >> c % 8 & 1;
}

static void add_character(struct characters *to, uint32_t c)
{
	to->bits[c / 8] = (uint8_t)(to->bits[c / 8] | 1u << c % 8);
}

static void read_telling(void)
{
	const struct embedded_file *f = embedded_find("daemon/traditional.txt");
	if (!f || !(word_lines = strstr(f->data, "\n\n")))
		bug("daemon/traditional.txt is not embedded");
	word_lines += 2;
	uint32_t c;
	for (const char *s = f->data; s < word_lines;)
		if ((c = text_next(&s)) > ' ')
			add_character(&always, c);
	for (const char *line = word_lines; *line; line += strcspn(line, "\n") + 1) {
		const char *s = line;
		add_character(&in_words, text_next(&s));
	}
}

/* Whether a name, in which is such a character, has one of the words. */
static bool has_word(const char *name)
{
	size_t size = strlen(name), n;
	for (const char *line = word_lines; *line; line += strcspn(line, "\n") + 1) {
		const char *w = line;
		text_next(&w);
		if (!memmem(name, size, line, (size_t)(w - line)))
			continue;
		for (; *w == ' '; w += 1 + n) {
			n = strcspn(w + 1, " \n");
			if (memmem(name, size, w + 1, n))
				return true;
		}
	}
	return false;
}

static char *simplified(struct arena *a, const char *s)
{
	bool may_change = false;
	const char *p = s;
	for (uint32_t c; !may_change && (c = text_next(&p));)
		may_change = tells(&always, c) || tells(&in_words, c);
	if (!may_change)
		return arena_strdup(a, s);
	late_must(company_bind);
	char *out = lib.opencc_convert_utf8(t2s, s, strlen(s));
	if (!out)
		bug("OpenCC refuses valid UTF-8: %s", lib.opencc_error());
	char *copy = arena_strdup(a, out);
	lib.opencc_convert_utf8_free(out);
	return copy;
}

/* Pairs that names are written with, all opening ones first. (NFKC has undone the full-width and small forms.) */
static const uint32_t opening[] = {'(', '[', '{', 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x2985, 0x2772};
static const uint32_t closing[] = {')', ']', '}', 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x2986, 0x2773};

static uint32_t one_bracket(uint32_t c)
{
	for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
		if (c == opening[i])
			return '(';
		if (c == closing[i])
			return ')';
	}
	return c;
}

static bool is_control(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0);
}

/* One form of brackets, and only what tells one name from another. Before the conversion of characters, which looks at whole words: a
 * blank in the middle of one must not matter. */
static char *bare(struct arena *a, const char *s)
{
	struct buf out = {0};
	uint32_t c;
	while ((c = text_next(&s))) {
		char one[4];
		c = one_bracket(c);
		if (c != '(' && c != ')' && (text_is_space(c) || text_is_punct(c) || is_control(c) || text_is_variation(c)))
			continue;
		buf_add(&out, one, text_put(one, c));
	}
	char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static char *keyed_slowly(struct arena *a, const char *name)
{
	return text_upper(a, simplified(a, bare(a, text_nfkc(a, name))));
}

/* --- at first sight --- */

/* What becomes of each ASCII character: itself, its capital, a bracket; '\0': it is left out. */
static char in_keys[0x80];

static void read_ascii(void)
{
	struct arena *a = arena_new();
	for (int c = 1; c < 0x7F; c++)
		in_keys[c] = *keyed_slowly(a, (const char[]){(char)c, '\0'});
	arena_free(a);
}

/* Of most names each character can be told by itself: ASCII, unified ideographs that don't change, and the two full-width brackets. None of them
 * composes with its neighbours; what changes in words alone is looked for at the end, in what the conversion would be given. NULL: it is no such name. */
static char *keyed_at_sight(struct arena *a, const char *name)
{
	char *key = arena_alloc(a, strlen(name) + 1), *to = key;
	bool may_have_word = false;
	for (const char *p = name; *p;) {
		const char *here = p;
		uint32_t c = text_next(&p);
		may_have_word = may_have_word || tells(&in_words, c);
		if (text_is_unified(c) && !tells(&always, c))
			to = (char *)memcpy(to, here, 3) + 3;
		else if (c < 0x7F)
			to += (*to = in_keys[c]) != '\0';
		else if (c == U'（' || c == U'）')
			*to++ = c == U'（' ? '(' : ')';
		else
			return NULL;
	}
	*to = '\0';
	return may_have_word && has_word(key) ? NULL : key;
}

void company_open(void)
{
	if (!opened) {
		read_telling();
		read_ascii();
	}
	opened = true;
}

int company_bind(struct err *err)
{
	if (t2s)
		return 0;
	if (late_bind("libopencc.so.1.1", names, &lib, sizeof lib, err) < 0)
		return -1;
	opencc_t loaded = lib.opencc_open("t2s.json");
	if (loaded == (opencc_t)-1)
		return err_set(err, 78, "cannot load OpenCC's t2s.json (%s): install the package libopencc-data", lib.opencc_error());
	t2s = loaded;
	return 0;
}

void company_close(void)
{
	if (t2s)
		lib.opencc_close(t2s);
	t2s = NULL;
}

/* --- keys --- */

static bool is_status(const char *s)
{
	static const char *const words[] = {
		"存续", "在业", "在营", "在册", "开业", "正常",   "注销", "吊销",
		"迁出", "停业", "清算", "撤销", "歇业", "曾用名", "原名", "个体工商户",
	};
	static const char *const before[] = {"已", "被", "状态", "经营状态", "登记状态"}; /* (已注销), (状态:存续) */
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (text_begins(s, before[i]))
			s += strlen(before[i]);
	return text_begins_any(s, words, sizeof words / sizeof *words);
}

/* Where the bracket opens that the last character closes, or NULL. (存续(在营)) is one bracket. */
static char *last_bracket(char *s, size_t size)
{
	size_t depth = 0;
	if (size == 0 || s[size - 1] != ')')
		return NULL;
	for (size_t i = size; i-- > 0;) {
		depth += s[i] == ')';
		if (s[i] == '(' && --depth == 0)
			return s + i;
	}
	return NULL;
}

char *company_key(struct arena *a, const char *name)
{
	must(opened);
	char *key = keyed_at_sight(a, name), *bracket;
	if (!key)
		key = keyed_slowly(a, name);
	while ((bracket = last_bracket(key, strlen(key))) && is_status(bracket + 1))
		*bracket = '\0';
	return key;
}

static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* no I O S V Z */

bool uscc_valid(const char *code)
{
	unsigned sum = 0, weight = 1; /* 3^i mod 31 */
	if (strlen(code) != USCC_LENGTH || strspn(code, uscc_alphabet) != USCC_LENGTH)
		return false;
	for (int i = 0; i < USCC_LENGTH - 1; i++) {
		sum += weight * (unsigned)(strchr(uscc_alphabet, code[i]) - uscc_alphabet);
		weight = weight * 3 % 31;
	}
	return code[USCC_LENGTH - 1] == uscc_alphabet[(31 - sum % 31) % 31];
}

/* As nearly all are written: letters and digits that need no normal form. */
static bool is_code_at_sight(const char *text)
{
	size_t n = 0;
	while ((text[n] >= '0' && text[n] <= '9') || ((text[n] | 0x20) >= 'a' && (text[n] | 0x20) <= 'z'))
		n++;
	return text[n] == '\0' && n == USCC_LENGTH;
}

char *uscc_normal(struct arena *a, const char *text)
{
	if (!*text)
		return arena_strdup(a, "");
	const char *plain = is_code_at_sight(text) ? text : bare(a, text_nfkc(a, text));
	char *s = text_upper(a, plain);
	return uscc_valid(s) ? s : arena_strdup(a, "");
}
