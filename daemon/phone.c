#include "phone.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { LONGEST = 17 /* 0086, 0, area code, number */, MOBILE = 11, AREA_MIN = 3, LOCAL_MIN = 7 };

/* What stands before a group of digits, as far as joining it to the group before goes. */
enum gap { GAP_BREAK /* no joining: start of text, words, commas, slashes, ends of lines */, GAP_BLANK, GAP_MARK /* hyphen, dot, bracket */ };

struct group {
	const char *digits; /* foreign: in the normalised text */
	size_t size;
	enum gap before;
	bool plus;          /* + right before it */
	bool spoiled;       /* in one word with a mask, an exponent or an @ */
};

struct groups {
	struct group *group;
	size_t group_count, group_cap;
};

/* A number tried: groups joined, and where they met. */
struct trial {
	char digits[LONGEST + 1];
	size_t size;
	size_t first;  /* size of the first group, after a country code was taken off; == size when nothing was joined */
	size_t groups; /* how many */
	bool country;  /* +86, 0086 or 86 was there */
	bool plus_only;
	bool at_start; /* nothing that could belong to it stands before it */
};

struct found {
	const char *normal;
	bool flagged;
};

/* --- reading --- */

/* ① and (1) before a number are no digits of it; NFKC would make them so. Zero-width and direction marks vanish. */
static char *normal_text(struct arena *a, const char *s)
{
	struct buf out = {0};
	uint32_t c;
	while ((c = text_next(&s))) {
		char one[4];
		if ((c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793))
			c = ',';
		if (text_is_space(c) && c != '\t' && c != '\n' && c != '\r') {
			/* format characters (Cf) have no width; only real blanks part */
			bool blank = c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
			if (!blank)
				continue;
			c = ' ';
		}
		buf_add(&out, one, text_put(one, c));
	}
	char *normal = text_nfkc(a, out.data ? out.data : "");
	buf_release(&out);
	return normal;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_hyphen(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0x30FC || c == 0xAD || c == '~' || c == 0x2E3A || c == 0x2500;
}

static bool is_mark(uint32_t c)
{
	bool bracket = c == '(' || c == ')' || c == '[' || c == ']' || c == 0x3010 || c == 0x3011 || c == 0x3014 || c == 0x3015;
	return bracket || is_hyphen(c) || c == '.' || c == 0xB7 || c == 0x2022 || c == 0x30FB;
}

static bool is_mask(uint32_t c)
{
	return c == '*' || c == 0xD7 || c == 0x25CF || c == 0x25A0 || c == 0x25CB || c == 0x2605 || c == 0x2606;
}

/* Whether the letters at p, after a digit, spoil the word: 1.38E+10, 138xxxx0000. */
static bool is_spoiling(const char *p)
{
	if ((p[0] == 'E' || p[0] == 'e') && (is_digit((uint8_t)p[1]) || ((p[1] == '+' || p[1] == '-') && is_digit((uint8_t)p[2]))))
		return true;
	return (p[0] == 'x' || p[0] == 'X') && (p[1] == 'x' || p[1] == 'X');
}

/* The groups of digits in s. A word, for spoiling, is what stands between blanks, Chinese and separators. */
static struct groups read_groups(struct arena *a, const char *s)
{
	struct groups g = {0};
	size_t word = 0; /* first group of the present word */
	bool spoiled = false, plus = false;
	enum gap gap = GAP_BREAK;
	uint32_t c, last = 0;
	for (const char *p = s, *here = s; (c = text_next(&p)); here = p, last = c) {
		if (is_digit(c)) {
			if (!is_digit(last)) {
				ARENA_PUSH(a, &g, group) = (struct group){here, 0, gap, plus, spoiled};
				gap = GAP_MARK;
				plus = false;
			}
			g.group[g.group_count - 1].size++;
			continue;
		}
		plus = c == '+';
		if (is_mask(c) || c == '@' || (is_digit(last) && is_spoiling(here))) {
			spoiled = true;
			gap = GAP_BREAK;
			for (size_t i = word; i < g.group_count; i++)
				g.group[i].spoiled = true;
		} else if (c == ' ') {
			spoiled = false;
			word = g.group_count;
			if (gap == GAP_MARK && g.group_count)
				gap = GAP_BLANK;
		} else if (!is_mark(c)) {
			gap = GAP_BREAK;
			if (c >= 0x80 || !(isalnum((int)c) || c == '+')) { /* letters go on with a word, all else ends it */
				spoiled = false;
				word = g.group_count;
			}
		}
	}
	return g;
}

/* --- judging --- */

static bool is_mobile(const char *d, size_t n)
{
	return n == MOBILE && d[0] == '1' && d[1] >= '3';
}

/* china.md 5.2: the ranges that were given to somebody. */
static bool mobile_is_assigned(const char *d)
{
	static const char *const thirds[10] = {
		[3] = "0123456789", [4] = "57", [5] = "012356789", [6] = "2567", [7] = "01235678", [8] = "0123456789", [9] = "012356789",
	};
	if (strncmp(d, "1740", 4) == 0 && d[4] <= '5')
		return true;
	if (strncmp(d, "1610", 4) == 0)
		return true;
	return strchr(thirds[d[1] - '0'], d[2]) != NULL;
}

static bool is_local(const char *d, size_t n)
{
	return (n == 7 || n == 8) && d[0] >= '2' && d[0] <= '8';
}

static bool area_exists(const char *d, size_t n)
{
	return (n == 3 && (d[1] == '2' || memcmp(d, "010", 3) == 0)) || (n == 4 && d[1] >= '3');
}

/* Whether the first n of d's digits (with the 0) are an area code, and the others a number. */
static bool splits(const char *d, size_t size, size_t n)
{
	if (n < 3 || n > 4 || size <= n || d[0] != '0' || d[1] == '0' || (d[1] == '1' && (n != 3 || d[2] != '0')))
		return false;
	return is_local(d + n, size - n);
}

/* written: how long the area code was written, 0 if the digits stood together. */
static size_t area_size(const char *d, size_t size, size_t written)
{
	if (written == 3 || written == 4)
		return splits(d, size, written) ? written : 0;
	size_t likely = d[1] == '1' || d[1] == '2' ? 3 : 4;
	if (splits(d, size, likely))
		return likely;
	return splits(d, size, 7 - likely) ? 7 - likely : 0;
}

static bool landline(struct arena *a, const char *d, size_t size, size_t written, struct found *f)
{
	size_t n = d[0] == '0' ? area_size(d, size, written) : 0;
	if (!n)
		return false;
	*f = (struct found){arena_printf(a, "%.*s-%s", (int)n, d, d + n), !area_exists(d, n)};
	return true;
}

/* 76988888888, 769-88888888, 10 88888888. Only a whole word, or one whose first group is an area code; 861380013800 is a cut mobile. */
static bool lost_zero(struct arena *a, const struct trial *t, struct found *f)
{
	char d[LONGEST + 2];
	size_t written = t->first == t->size ? 0 : t->first + 1;
	if (!(t->at_start || t->country) || t->size > MOBILE || t->digits[0] == '0' || (written && written != 3 && written != 4))
		return false;
	if (strncmp(t->digits, "86", 2) == 0 && t->digits[2] == '1')
		return false;
	d[0] = '0';
	memcpy(d + 1, t->digits, t->size + 1);
	if (d[1] != '1' && d[1] != '2' && written == 3)
		return false; /* three digits with the 0 are 010 and 02x; a zero is not restored for what is nowhere an area code */
	if (d[1] == '1' || d[1] == '2' || written)
		return landline(a, d, t->size + 1, written, f);
	return splits(d, t->size + 1, 4) && landline(a, d, t->size + 1, 4, f);
}

static bool local(struct arena *a, const struct trial *t, const char *area_code, struct found *f)
{
	bool written_so = t->groups == 1 || (t->groups == 2 && t->size - t->first == 4);
	if (!area_code || !*area_code || t->country || t->plus_only || !t->at_start || !written_so || !is_local(t->digits, t->size))
		return false;
	*f = (struct found){arena_printf(a, "%s-%s", area_code, t->digits), false};
	return true;
}

static bool usable(struct arena *a, const struct trial *t, const char *area_code, struct found *f)
{
	const char *d = t->digits;
	if (is_mobile(d, t->size)) {
		*f = (struct found){arena_strdup(a, d), t->plus_only || !mobile_is_assigned(d)};
		return true;
	}
	if (t->plus_only)
		return false;
	if (t->size == 10 && (strncmp(d, "400", 3) == 0 || strncmp(d, "800", 3) == 0)) {
		*f = (struct found){arena_strdup(a, d), true};
		return true;
	}
	return landline(a, d, t->size, t->first == t->size ? 0 : t->first, f) || lost_zero(a, t, f) || local(a, t, area_code, f);
}

/* --- trying --- */

static void take_off(struct trial *t, size_t n, size_t first_group)
{
	memmove(t->digits, t->digits + n, t->size - n + 1);
	t->size -= n;
	t->country = true;
	t->plus_only = false;
	t->first = first_group;
}

/* A bare 86 is a country code where it stands apart, or before what is whole without it. */
static void take_country(struct trial *t, const struct group *g)
{
	size_t n = strncmp(t->digits, "0086", 4) == 0 ? 4 : strncmp(t->digits, "86", 2) == 0 ? 2 : 0;
	t->plus_only = g->plus;
	if (!n || g->size < n || t->size <= n)
		return;
	const char *d = t->digits + n;
	bool apart = g->size == n;
	if (n == 2 && !g->plus && !apart && !is_mobile(d, t->size - n) && (d[0] != '0' || t->size - n < AREA_MIN + LOCAL_MIN))
		return; /* 86020610 is a local number */
	size_t next = apart ? (t->groups > 1 ? g[1].size : 0) : g->size - n;
	take_off(t, n, next);
	t->groups -= apart;
}

static bool join(struct trial *t, const struct group *g, size_t count)
{
	*t = (struct trial){.groups = count, .first = g->size, .at_start = g->before == GAP_BREAK};
	for (size_t i = 0; i < count; i++) {
		if (t->size + g[i].size > LONGEST)
			return false;
		memcpy(t->digits + t->size, g[i].digits, g[i].size);
		t->size += g[i].size;
	}
	take_country(t, g);
	return true;
}

/* The shortest run of groups from g on that is a number; how many it takes, 0 if none. */
static size_t number_at(struct arena *a, const struct group *g, size_t left, const char *area_code, struct found *f)
{
	struct trial t;
	for (size_t n = 1; n <= left && !g[n - 1].spoiled && (n == 1 || g[n - 1].before != GAP_BREAK) && join(&t, g, n); n++)
		if (usable(a, &t, area_code, f))
			return n;
	return 0;
}

static bool choose(struct arena *a, const struct groups *g, const char *area_code, struct found *best)
{
	bool any = false;
	for (size_t i = 0; i < g->group_count;) {
		struct found f;
		size_t used = number_at(a, g->group + i, g->group_count - i, area_code, &f);
		if (used && (!any || (best->flagged && !f.flagged)))
			*best = f;
		any = any || used;
		i += used ? used : 1;
	}
	return any;
}

/* --- what is left --- */

static const char *const labels[] = {
	"法人联系电话", "联系人电话", "公司电话", "联系电话", "电话号码", "手机号码", "移动电话", "固定电话", "办公电话", "联系方式", "微信同号",
	"手机同号", "电话同号", "手机号", "微信号", "同微信", "同手机", "电话", "手机", "座机", "固话", "总机", "分机", "传真", "微信", "号码", "转",
};
static const char *const ascii_labels[] = {"tel", "ext", "mobile", "mob", "phone", "fax", "qq", "wechat", "wx", "vx", "e", "x", "xx", "xxx", "xxxx"};

static size_t label_at(const char *p)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strncmp(p, labels[i], strlen(labels[i])) == 0)
			return strlen(labels[i]);
	size_t n = 0;
	while (isalpha((unsigned char)p[n]))
		n++;
	for (size_t i = 0; n && i < sizeof ascii_labels / sizeof *ascii_labels; i++)
		if (strlen(ascii_labels[i]) == n && strncasecmp(p, ascii_labels[i], n) == 0)
			return n;
	return 0;
}

static const char *rest_of(struct arena *a, const char *s)
{
	struct buf out = {0};
	uint32_t c, last = 0;
	for (const char *p = s; *p; last = c) {
		const char *here = p;
		bool in_word = last && last < 0x80 && isalpha((int)last);
		size_t label = in_word ? 0 : label_at(p);
		c = text_next(&p);
		if (label) {
			p = here + label;
			c = ' ';
		}
		bool inner_dot = c == 0xB7 || c == 0x2022 || c == 0x30FB; /* 阿卜杜·买买提 */
		if (label || is_digit(c) || text_is_space(c) || is_mask(c) || c == '+' || c == '=' || c == '|' || c == '~' || (text_is_punct(c) && !inner_dot)) {
			if (out.size && out.data[out.size - 1] != ' ')
				buf_addc(&out, ' ');
		} else {
			buf_add(&out, here, (size_t)(p - here));
		}
	}
	const char *rest = text_trim(a, out.data ? out.data : "");
	buf_release(&out);
	return rest;
}

bool phone_find(struct arena *a, const char *text, const char *area_code, const char **normal_r, bool *flagged_r, const char **rest_r)
{
	const char *s = normal_text(a, text);
	struct groups g = read_groups(a, s);
	struct found best = {"", false};
	bool any = choose(a, &g, area_code, &best);
	if (normal_r)
		*normal_r = best.normal;
	if (flagged_r)
		*flagged_r = best.flagged;
	if (rest_r)
		*rest_r = rest_of(a, s);
	return any;
}
