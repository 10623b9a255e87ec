/* The amount that somebody says in words: 已收款 5000元, 10月8日到账3.5万, 五千元. Anything beside that may mean another sum is asked about, not guessed. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "slip.h"

static const char digits[] = "0123456789";

/* As they are spoken, and as they stand on a receipt. */
static const struct { const char *spoken, *written; } numerals[] = {
	{"一", "壹"}, {"二", "贰"}, {"两", "贰"}, {"三", "叁"}, {"四", "肆"}, {"五", "伍"}, {"六", "陆"}, {"七", "柒"}, {"八", "捌"}, {"九", "玖"}, {"〇", "零"}, {"十", "拾"},
	{"百", "佰"}, {"千", "仟"}, {"零", "零"}, {"万", "万"}, {"亿", "亿"}, {"半", NULL},
};

struct scan {
	struct arena *a;
	const char *text, *p;     /* all of it; where we are */
	const char *dated;        /* where a date ended */
	const char *found;        /* the amount, NULL: none yet */
};

static const char *one_of(const char *p, const char *const *words)
{
	for (; *words; words++)
		if (text_begins(p, *words))
			return p + strlen(*words);
	return NULL;
}

static bool ends_with(const char *from, const char *to, const char *word)
{
	size_t n = strlen(word);
	return (size_t)(to - from) >= n && strncmp(to - n, word, n) == 0;
}

/* ¥5000, RMB 5000 */
static bool is_currency(const char *from, const char *to)
{
	return ends_with(from, to, "¥") || ends_with(from, to, "rmb") || ends_with(from, to, "RMB") || ends_with(from, to, "cny") || ends_with(from, to, "CNY");
}

static const char *date_behind(const char *p)
{
	static const char *const marks[] = {"年", "月", "日", "号", NULL};
	return one_of(p, marks);
}

static const char *yuan_behind(const char *p)
{
	static const char *const marks[] = {"元", "圆", "块", "rmb", "RMB", "cny", "CNY", NULL};
	return one_of(p + strspn(p, " "), marks);
}

/* HT-0031, 发票No.12345678, 发票号12, 第3, 10/8: what stands before a figure that is no amount. */
static bool is_numbered(const struct scan *s)
{
	const char *at = s->p;
	if (at > s->text && strchr("-./#_", at[-1]))
		return true;
	while (at > s->text && (at[-1] == ' ' || at[-1] == ':'))
		at--;
	if (at == s->text || at == s->dated || is_currency(s->text, at))
		return false;
	return ((at[-1] | 0x20) >= 'a' && (at[-1] | 0x20) <= 'z') || ends_with(s->text, at, "第") || ends_with(s->text, at, "号");
}

/* 50%, 3笔, 5000多, 10:30, 5k: what stands behind a figure that is no amount, or not all of it. */
static bool counts_else(const char *p)
{
	static const char *const words[] = {"千", "仟", "百", "佰", "十", "拾", "亿", "%", "折", "成", "笔", "张", "天", "次", "个", "期", "批", "份", "件", "单", "家", "户", "台", "人",
	                                    "多", "余", "几", "左", "点", "时", "分", "角", "/", "-", "~", ":", NULL};
	p += strspn(p, " ");
	return one_of(p, words) || (!yuan_behind(p) && (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
}

/* 10.8 is a day as well; an account's, or an invoice's, number is long, or begins with 0. */
static bool may_be_else(const char *figures, size_t n)
{
	const char *point = memchr(figures, '.', n);
	size_t whole = point ? (size_t)(point - figures) : n;
	bool day = point && whole <= 2 && n - whole - 1 >= 1 && n - whole - 1 <= 2;
	return day || strspn(figures, digits) >= 8 || (*figures == '0' && whole > 1);
}

/* False: there was one before, or this is none. */
static bool take(struct scan *s, const char *amount)
{
	int64_t fen;
	if (s->found || slip_money(amount, &fen) < 0)
		return false;
	s->found = arena_printf(s->a, "%" PRId64 ".%02" PRId64, fen / 100, fen % 100);
	return true;
}

static bool take_figures(struct scan *s)
{
	size_t n = strspn(s->p, "0123456789.,"), unit;
	while (s->p[n - 1] == '.' || s->p[n - 1] == ',')
		n--;
	const char *behind = s->p + n, *dated = date_behind(behind);
	if (dated) {
		s->p = s->dated = dated;
		return true;
	}
	unit = strspn(behind, " ");
	unit = text_begins(behind + unit, "万") ? unit + strlen("万") : 0;
	bool plain = !unit && !yuan_behind(behind) && !is_currency(s->text, s->p);
	if (is_numbered(s) || counts_else(behind + unit) || (plain && may_be_else(s->p, n)))
		return false;
	const char *amount = arena_strndup(s->a, s->p, n + unit);
	s->p += n + unit;
	return take(s, amount);
}

/* A numeral at p as a receipt writes it, *p moves behind it; NULL: none. */
static const char *numeral_at(const char **p, bool *half_r)
{
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
		const char *word = numerals[i].written && strncmp(*p, numerals[i].written, 3) == 0 ? numerals[i].written : numerals[i].spoken;
		if (strncmp(*p, word, 3) != 0)
			continue;
		*p += 3;
		*half_r = *half_r || !numerals[i].written;
		return numerals[i].written ? numerals[i].written : "";
	}
	return NULL;
}

/* Numerals of a receipt: each is three bytes. 三万五元 may be 35000: a figure that ends behind 万, 千 or 百 is not plain. */
static bool ends_plainly(const char *written)
{
	static const char *const units[] = {"万", "亿", "仟", "佰", NULL};
	size_t n = strlen(written);
	return n < 6 || one_of(written + n - 3, units) || strcmp(written + n - 3, "拾") == 0 || !one_of(written + n - 6, units);
}

/* 五千元; 五千 alone, 一笔, 一半 are not read. */
static bool take_numerals(struct scan *s)
{
	bool half = false;
	const char *written = "", *one;
	while ((one = numeral_at(&s->p, &half)))
		written = arena_printf(s->a, "%s%s", written, one);
	const char *dated = date_behind(s->p), *yuan = yuan_behind(s->p);
	if (dated) {
		s->p = s->dated = dated;
		return true;
	}
	if (half || !yuan || !ends_plainly(written))
		return false;
	if (strncmp(written, "拾", 3) == 0)
		written = arena_printf(s->a, "壹%s", written);
	s->p = yuan;
	return take(s, arena_printf(s->a, "%s元", written));
}

enum slip_sum slip_amount_said(struct arena *a, const char *text, const char **amount_r)
{
	struct scan s = {.a = a, .text = text_nfkc(a, text)};
	bool half = false, clear = true;
	*amount_r = "";
	for (s.p = s.text; *s.p && clear;) {
		const char *numeral = s.p;
		if (strchr(digits, *s.p))
			clear = take_figures(&s);
		else if (numeral_at(&numeral, &half))
			clear = take_numerals(&s);
		else
			text_next(&s.p);
	}
	if (!clear)
		return SUM_UNCLEAR;
	*amount_r = s.found ? s.found : "";
	return s.found ? SUM_SAID : SUM_NONE;
}
