#include "scrub_inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/embed.h"
#include "base/surname.h"
#include "base/text.h"

enum { WORD_MAX = 40, HAN_WORD_MAX = 10 /* characters */, MIXED_MIN = 8 /* letters and digits that change often: a token, not words */ };

/* ---- words that stay ---- */

static int compare_words(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Single characters are no words: they are surnames, too. A word of the headers is a label of a column; "FIELD!:" before them is no text of ASCII's. */
static void add_words(struct arena *a, struct scrub *s, const char *text)
{
	static const char blanks[] = " \t\r\n";
	while (*text) {
		text += strspn(text, blanks);
		size_t n = *text == '#' ? strcspn(text, "\n") : strcspn(text, blanks), chars = 0;
		char *word = arena_strndup(a, text, n);
		for (const char *p = word; text_next(&p);)
			chars++;
		if (*text != '#' && chars >= 2 && n <= WORD_MAX && !strpbrk(word, ":/")) {
			for (char *p = word; *p; p++)
				*p = (char)tolower((unsigned char)*p);
			ARENA_PUSH(a, s, words) = word;
		}
		text += n;
	}
}

struct scrub *scrub_new(struct arena *a, const uint8_t key[SCRUB_KEY_SIZE])
{
	struct scrub *s = arena_alloc(a, sizeof *s);
	static const char *const files[] = {"daemon/scrub.txt", "parsers/headers.txt"};
	memcpy(s->key, key, SCRUB_KEY_SIZE);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		must(embedded_find(files[i]));
		add_words(a, s, embedded_find(files[i])->data);
	}
	qsort(s->words, s->words_count, sizeof *s->words, compare_words);
	return s;
}

bool scrub_knows(const struct scrub *s, const char *word, size_t size)
{
	char lower[WORD_MAX + 1];
	const char *key = lower;
	if (size > WORD_MAX)
		return false;
	for (size_t i = 0; i < size; i++)
		lower[i] = (char)tolower((unsigned char)word[i]);
	lower[size] = '\0';
	return bsearch(&key, s->words, s->words_count, sizeof *s->words, compare_words) != NULL;
}

/* ---- what stands instead ---- */

struct noise scrub_noise(const struct scrub *s, char kind, const char *token, size_t size)
{
	return (struct noise){.s = s, .kind = kind, .token = token, .token_size = size, .used = DIGEST_SIZE};
}

static void next_block(struct noise *n)
{
	struct digest_state state;
	digest_start(&state);
	digest_add(&state, n->s->key, SCRUB_KEY_SIZE);
	digest_add(&state, &n->kind, 1);
	digest_add(&state, &n->block, sizeof n->block);
	digest_add(&state, n->token, n->token_size);
	struct digest d = digest_end(&state);
	memcpy(n->bytes, d.b, DIGEST_SIZE);
	n->block++;
	n->used = 0;
}

unsigned scrub_noise_below(struct noise *n, unsigned limit)
{
	if (n->used == DIGEST_SIZE)
		next_block(n);
	return n->bytes[n->used++] % limit;
}

/* Characters that GB2312 and Big5 both have, so that a text can be written in its charset again. */
static const char surnames[] = "李王林江金石方文", others[] = "明安平和信德昌隆泰康祥瑞玉山水木春秋冬夏西南北天地日月星光雨河湖海松竹梅芳清高大成立永定正元本仁忠孝友直古今白朱田土火";

static void put_other_han(struct noise *n, bool surname, const char *was, size_t was_size, struct buf *out)
{
	enum { HAN = 3 };
	const char *pool = surname ? surnames : others;
	size_t size = surname ? sizeof surnames - 1 : sizeof others - 1, at = scrub_noise_below(n, (unsigned)(size / HAN)) * HAN;
	if (was_size == HAN && memcmp(pool + at, was, HAN) == 0)
		at = (at + HAN) % size;
	buf_add(out, pool + at, HAN);
}

static void put_han_token(struct scan *in, const char *p, const char *end)
{
	struct noise n = scrub_noise(in->s, 'h', p, (size_t)(end - p));
	bool surname = surname_begins(p, end);
	while (p < end) {
		const char *next = p;
		text_next(&next);
		put_other_han(&n, surname, p, (size_t)(next - p), in->out);
		p = next;
		surname = false;
	}
}

static bool is_han(uint32_t c)
{
	return text_is_han(c) || c == 0x3005 || c == 0x3007 || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF);
}

static uint32_t character(const char *p, const char *end, const char **next_r)
{
	uint32_t c = p < end ? text_next(&p) : 0;
	*next_r = p;
	return c;
}

/* The longest word that begins at p; p: none does. */
static const char *han_word(const struct scrub *s, const char *p, const char *end)
{
	const char *stops[HAN_WORD_MAX + 1] = {p}, *next;
	size_t n = 0;
	while (n < HAN_WORD_MAX && is_han(character(stops[n], end, &next)))
		stops[++n] = next;
	while (n >= 2 && !scrub_knows(s, p, (size_t)(stops[n] - p)))
		n--;
	return n >= 2 ? stops[n] : p;
}

static const char *end_of_han(const char *p, const char *end)
{
	const char *next;
	while (is_han(character(p, end, &next)))
		p = next;
	return p;
}

static bool is_one_of(const char *set, const char *p, const char *end)
{
	for (; *set; set += 3)
		if (end - p == 3 && memcmp(set, p, 3) == 0)
			return true;
	return false;
}

/* A character alone that says nothing about anybody; more of them behind a number. */
static bool is_unit(const struct scan *in, const char *p, const char *end)
{
	bool behind_number = p > in->start && isdigit((unsigned char)p[-1]);
	return is_one_of("年月日号点分元条个份页列无有是否中低下第", p, end) || (behind_number && is_one_of("万亿秒时天人周岁行", p, end));
}

static const char *scrub_han(struct scan *in, const char *p)
{
	const char *end = end_of_han(p, in->end), *token = p;
	if (end > p && is_unit(in, p, end)) {
		buf_add(in->out, p, (size_t)(end - p));
		return end;
	}
	while (p < end) {
		const char *word = han_word(in->s, p, end);
		if (word > p) {
			put_han_token(in, token, p);
			buf_add(in->out, p, (size_t)(word - p));
			p = token = word;
		} else {
			text_next(&p);
		}
	}
	put_han_token(in, token, p);
	return end;
}

/* ---- letters ---- */

static void put_letter(struct noise *n, char was, struct buf *out)
{
	char base = was >= 'a' ? 'a' : 'A';
	if (isdigit((unsigned char)was))
		buf_addc(out, (char)('0' + (was - '0' + 1 + (int)scrub_noise_below(n, 9)) % 10));
	else if (isalpha((unsigned char)was))
		buf_addc(out, (char)(base + (was - base + 1 + (int)scrub_noise_below(n, 25)) % 26));
	else
		buf_addc(out, was);
}

static void put_token(struct scan *in, const char *p, size_t size)
{
	char lower[WORD_MAX];
	size_t n = size < sizeof lower ? size : sizeof lower;
	for (size_t i = 0; i < n; i++)
		lower[i] = (char)tolower((unsigned char)p[i]); /* Zhang is zhang */
	struct noise noise = scrub_noise(in->s, 'l', size <= sizeof lower ? lower : p, size);
	for (size_t i = 0; i < size; i++)
		put_letter(&noise, p[i], in->out);
}

static bool is_month_of_date(struct scan *in, const char *p, size_t size)
{
	return size == 3 && memcmp(p, "Jun", 3) == 0 && p - in->start > 1 && p[-1] == ' ' && isdigit((unsigned char)p[-2]) && in->end - p > 5 && memcmp(p + 3, " 20", 3) == 0;
}

static size_t mixed_length(const char *p, const char *end)
{
	size_t n = 0, changes = 0;
	for (; p + n < end && isalnum((unsigned char)p[n]); n++)
		changes += n > 0 && !isdigit((unsigned char)p[n]) != !isdigit((unsigned char)p[n - 1]);
	return n >= MIXED_MIN && changes >= 2 ? n : 0;
}

static const char *scrub_letters(struct scan *in, const char *p)
{
	size_t n = mixed_length(p, in->end);
	if (n) {
		put_token(in, p, n);
		return p + n;
	}
	while (p + n < in->end && isalpha((unsigned char)p[n]))
		n++;
	if (n == 1 || (n && (scrub_knows(in->s, p, n) || is_month_of_date(in, p, n))))
		buf_add(in->out, p, n);
	else
		put_token(in, p, n);
	return p + n;
}

/* ---- what else people write with ---- */

static bool is_plain_sign(uint32_t c)
{
	return text_is_punct(c) || text_is_space(c) || (c >= 0xA0 && c <= 0xBF) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) ||
	       (c >= 0x3000 && c <= 0x303F) || (c >= 0x3200 && c <= 0x33FF) || (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFFFD ||
	       (c >= 0xFF00 && !(c >= 0xFF21 && c <= 0xFF3A) && !(c >= 0xFF41 && c <= 0xFFDC));
}

/* One letter of another script, or a full-width one: of its own kind again, as long in UTF-8. */
static const char *scrub_foreign(struct scan *in, const char *p)
{
	char put[4];
	const char *next;
	uint32_t c = character(p, in->end, &next), instead;
	struct noise n = scrub_noise(in->s, 'f', p, (size_t)(next - p));
	if (is_plain_sign(c))
		instead = c;
	else if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A))
		instead = (c & 0xFFE0) + 1 + (c % 32 + scrub_noise_below(&n, 25)) % 26;
	else if (c < 0x800)
		instead = 0x430 + scrub_noise_below(&n, 32);
	else
		instead = 0x3042 + 2 * scrub_noise_below(&n, 10);
	buf_add(in->out, put, text_put(put, instead));
	return next;
}

/* ---- a text ---- */

static const char *scrub_one(struct scan *in, const char *p)
{
	const char *next, *after;
	size_t n;
	uint32_t c = character(p, in->end, &next);
	if (in->markup && c == '<' && (after = scrub_tag(in, p)) > p)
		return after;
	if (scrub_digit(p, in->end, &n) >= 0) {
		n = c < 0x80 ? mixed_length(p, in->end) : 0;
		if (!n)
			return scrub_number(in, p);
		put_token(in, p, n);
		return p + n;
	}
	if (is_han(c))
		return scrub_han(in, p);
	if (c >= 0x80)
		return scrub_foreign(in, p);
	if (isalpha((int)c))
		return scrub_letters(in, p);
	buf_addc(in->out, *p);
	return p + 1;
}

void scrub_pieces(struct scrub *s, const char *p, const char *end, bool markup, struct buf *out)
{
	struct scan in = {.s = s, .start = p, .end = end, .markup = markup, .out = out};
	while (p < end)
		p = scrub_one(&in, p);
}
