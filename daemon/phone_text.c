#include "phone_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

const char *phone_text(struct arena *a, const char *s)
{
	if (!s[text_plain(s)] && !strpbrk(s, "\v\f")) /* ASCII and unified ideographs: neither marks nor other blanks, and in normal form */
		return s;
	struct buf out = {0};
	uint32_t c;
	while ((c = text_next(&s))) {
		char one[4];
		if ((c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793))
			c = ',';
		if (text_is_space(c) && c != '\t' && c != '\n' && c != '\r') {
			/* format characters (Cf) have no width; only real blanks part */
			bool blank = c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
				     c == 0x3000;
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
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0x30FC || c == 0xAD || c == '~' ||
	       c == 0x2E3A || c == 0x2500;
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

static bool ends_in(const char *start, const char *end, const char *word)
{
	size_t n = strlen(word);
	return (size_t)(end - start) >= n && strncasecmp(end - n, word, n) == 0;
}

/* QQ：28888888, qq号28888888. start: of the text. */
static bool follows_qq(const char *start, const char *p)
{
	static const char *const between[] = {" ", ":", "-", "=", "号", "码"};
	if (p == start || is_digit((uint8_t)p[-1]) || (p - start > 1 && is_digit((uint8_t)p[-2])))
		return false; /* as most groups: the first one, or one of a number */
	for (size_t i = 0; i < sizeof between / sizeof *between;) {
		bool stands = ends_in(start, p, between[i]);
		p -= stands ? strlen(between[i]) : 0;
		i = stands ? 0 : i + 1;
	}
	return ends_in(start, p, "qq") || ends_in(start, p, "扣扣");
}

struct groups phone_groups(struct arena *a, const char *s)
{
	struct groups g = {0};
	size_t word = 0; /* first group of the present word */
	bool spoiled = false, plus = false;
	enum gap gap = GAP_BREAK;
	uint32_t c, last = 0;
	for (const char *p = s, *here = s; (c = text_next(&p)); here = p, last = c) {
		if (is_digit(c)) {
			if (!is_digit(last)) {
				ARENA_PUSH(a, &g, group) = (struct group){here, 0, gap == GAP_SLASH && last != '/' ? GAP_BREAK : gap, plus, spoiled, follows_qq(s, here)};
				gap = GAP_MARK;
				plus = false;
			}
			g.group[g.group_count - 1].size++;
			continue;
		}
		if (c == '(' && is_digit(last) && strncasecmp(p, "qq", 2) == 0)
			g.group[g.group_count - 1].qq = true;
		plus = c == '+';
		if (is_mask(c) || c == '@' || (is_digit(last) && is_spoiling(here))) {
			spoiled = true;
			gap = GAP_BREAK;
			for (size_t i = word; i < g.group_count; i++)
				g.group[i].spoiled = true;
			word = g.group_count; /* none of them is looked at again */
		} else if (c == ' ') {
			spoiled = false;
			word = g.group_count;
			if (gap == GAP_MARK && g.group_count)
				gap = GAP_BLANK;
		} else if (!is_mark(c)) {
			gap = c == '/' && is_digit(last) ? GAP_SLASH : GAP_BREAK;
			if (c >= 0x80 || !(isalnum((int)c) || c == '+')) { /* letters go on with a word, all else ends it */
				spoiled = false;
				word = g.group_count;
			}
		}
	}
	return g;
}

static const char *const labels[] = {
	/* what is said of a number is nobody's name */
	"微信同步", "同步微信", "空号", "停机", "关机", "打不通", "打通", "无人接听", "无人接", "未接通", "未接", "已接通", "拒接", "暂停服务",
	"法人联系电话", "联系人电话", "公司电话", "联系电话", "电话号码", "手机号码", "移动电话", "固定电话", "办公电话",
	"联系方式",     "微信同号",   "手机同号", "电话同号", "手机号",   "微信号",   "同微信",   "同手机",   "电话",
	"手机",         "座机",       "固话",     "总机",     "分机",     "传真",     "微信",     "号码",     "扣扣",     "转",
};
static const char *const ascii_labels[] = {"tel", "ext", "mobile", "mob", "phone", "fax", "qq",  "wechat",
					   "wx",  "vx",  "e",      "x",   "xx",    "xxx", "xxxx"};

/* What one of `labels` begins with: nearly no character of a name does. */
static bool begins_label(uint32_t c)
{
	switch (c) {
	case U'法': case U'联': case U'公': case U'电': case U'手': case U'移': case U'固': case U'办':
	case U'空': case U'停': case U'关': case U'打': case U'无': case U'未': case U'已': case U'拒': case U'暂':
	case U'微': case U'同': case U'座': case U'扣': case U'总': case U'分': case U'传': case U'号': case U'转':
		return true;
	default:
		return c < 0x80;
	}
}

/* QQ号, but not of QQ号码: that goes by itself. */
static size_t number_sign(const char *p)
{
	return text_begins(p, "号") && !text_begins(p, "号码") ? strlen("号") : 0;
}

static size_t label_at(const char *p)
{
	const char *first = p;
	if (!begins_label(text_next(&first)))
		return 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (text_begins(p, labels[i]))
			return strlen(labels[i]);
	size_t n = 0;
	while (isalpha((unsigned char)p[n]))
		n++;
	for (size_t i = 0; n && i < sizeof ascii_labels / sizeof *ascii_labels; i++)
		if (strlen(ascii_labels[i]) == n && strncasecmp(p, ascii_labels[i], n) == 0)
			return n + number_sign(p + n);
	return 0;
}

bool phone_is_word(const char *s)
{
	uint32_t c;
	while (text_is_unified(c = text_next(&s)) && !begins_label(c))
		continue;
	return c == 0;
}

const char *phone_rest(struct arena *a, const char *s)
{
	struct buf out = {0};
	uint32_t c, last = 0;
	if (phone_is_word(s))
		return s;
	for (const char *p = s; *p; last = c) {
		const char *here = p;
		bool in_word = last && last < 0x80 && isalpha((int)last);
		size_t label = in_word ? 0 : label_at(p);
		c = text_next(&p);
		if (label) {
			p = here + label;
			c = ' ';
		}
		bool inner_dot = (c == 0xB7 || c == 0x2022 || c == 0x30FB) && !is_digit(last); /* 阿卜杜·买买提, not 138·0013·8000 */
		if (label || is_digit(c) || text_is_space(c) || is_mask(c) || c == '+' || c == '=' || c == '|' || c == '~' ||
		    (text_is_punct(c) && !inner_dot)) {
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
