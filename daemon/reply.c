#include "reply.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "reply_inside.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
enum { HAN = 3 /* bytes */ };

/* ---- items ---- */

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/* 三, 十二, 二十一: up to 99. */
static const char *han_number(const char *p, int *n_r)
{
	int n = 0, digit = 0;
	const char *q = p, *end = p;
	for (bool more = true; more;) {
		more = false;
		for (int i = 0; i <= 10 && !more; i++)
			if (text_begins(q, digits[i])) {
				n = i == 10 ? (digit ? digit : 1) * 10 : n / 10 * 10 + i;
				digit = i;
				end = q += strlen(digits[i]);
				more = true;
			}
	}
	*n_r = n;
	return end > p && n > 0 && n < 100 ? end : NULL;
}

/* 3, 第3项, 第三条, and 三 where a mark follows (三、同意). */
static const char *number_at(const char *p, int *n_r)
{
	static const char *const units[] = {"项", "条", "号", "笔", "单"};
	const char *ordinal = reply_match(p, "第"), *q = ordinal ? ordinal : p, *end;
	while (*q == ' ')
		q++;
	*n_r = 0;
	if (isdigit((unsigned char)*q)) {
		for (end = q; isdigit((unsigned char)*end) && end - q < 4; end++)
			*n_r = *n_r * 10 + (*end - '0');
		if (isdigit((unsigned char)*end) || (*end == '.' && isdigit((unsigned char)end[1])) || *end == '%')
			return NULL;
	} else {
		end = han_number(q, n_r);
		const char *mark = end;
		if (!end || (!ordinal && (!*end || !reply_is_gap(text_next(&mark)))))
			return NULL;
	}
	if (*n_r < 1 || *n_r > REPLY_MAX_ITEM)
		return NULL;
	const char *unit = reply_match_any(end, units, COUNT(units));
	return unit ? unit : end;
}

struct ranges {
	struct range { int from, to; } items[32];
	size_t count;
};

/* 1, 1-4, 1、3、5-8, 第1至3项. */
static const char *ranges_at(const char *p, struct ranges *r)
{
	static const char *const upto[] = {"-", "~", "至", "到", "—", "–", "--", "——", "−"};
	static const char *const joins[] = {"、", ",", "和", "及", "与", "&", ";", ".", "。", "and"};
	const char *end = NULL;
	r->count = 0;
	for (p = reply_skip(p); r->count < COUNT(r->items);) {
		struct range one;
		const char *q = number_at(p, &one.from), *dash;
		if (!q)
			break;
		one.to = one.from;
		dash = reply_match_any(q, upto, COUNT(upto));
		if (dash && (p = number_at(dash + strspn(dash, " "), &one.to)))
			q = p;
		r->items[r->count++] = one;
		end = q;
		const char *join = reply_match_any(q, joins, COUNT(joins));
		p = (join ? join : q) + strspn(join ? join : q, " ");
	}
	return end;
}

static const char *rest_at(const char *p)
{
	static const char *const words[] = {"其余", "其他", "其它", "剩下", "剩余", "余下", "别的", "其余的", "其他的", "其它的", "剩下的", "其余各项", "其他各项", "others", "therest", "allothers"};
	return reply_match_any(reply_skip(p), words, COUNT(words));
}

/* ---- clauses ---- */

struct clause {
	struct ranges ranges;     /* none: all, or the rest */
	enum reply_verb verb;
	bool named;               /* it says of what: items, or the rest */
	bool left;                /* another number stands behind them, which is none of them: 免除1/3 */
};

/* "3不同意", "其余同意": what it says of what, and where its tail begins; NULL if no such clause begins here. */
static const char *numbered_at(const char *p, struct clause *c_r)
{
	const char *q = ranges_at(p, &c_r->ranges);
	if (!q)
		q = rest_at(p);
	c_r->named = true;
	c_r->left = false;
	return q ? reply_verb_at(q, &c_r->verb) : NULL;
}

static bool number_left(const char *p)
{
	size_t n = strspn(p = reply_skip(p), "0123456789");
	const char *next = p + n;
	return n && !(*next == '.' && isdigit((unsigned char)next[1])) && (!*next || reply_is_gap(text_next(&next)));
}

/* "同意 1、3", "不同意第2条 太低": a measured thing (100太多, 3 次) is no item. */
static const char *verb_first_at(const char *p, struct clause *c_r)
{
	static const char *const measures[] = {"个", "次", "天", "元", "块", "万", "点", "年", "月", "日", "折", "人", "家", "份", "千", "百", "小时", "分钟", "周", "%",
	                                       "day", "time", "hour", "week", "yuan", "row", "lead", "visit", "percent"};
	const char *tail = reply_verb_at(p, &c_r->verb), *q;
	c_r->ranges.count = 0;
	c_r->named = c_r->left = false;
	if (!tail)
		return NULL;
	q = ranges_at(tail, &c_r->ranges);
	const char *next = q;
	if (!q || (*q && !reply_is_gap(text_next(&next))) || reply_match_any(reply_skip(q), measures, COUNT(measures))) {
		c_r->ranges.count = 0;
		return tail;
	}
	c_r->named = true;
	c_r->left = number_left(q);
	return q;
}

static bool only_notes(enum reply_verb v)
{
	return v == REPLY_RECEIVED || v == REPLY_SEEN;
}

static const char *clause_at(const char *p, struct clause *c_r)
{
	enum reply_verb verb;
	const char *tail = numbered_at(p, c_r), *noted = tail ? NULL : reply_verb_at(p, &verb);
	if (noted && only_notes(verb) && reply_skip(noted) > noted) /* 收到，2免除 */
		tail = numbered_at(noted, c_r);
	return tail ? tail : verb_first_at(p, c_r);
}

/* Where the next clause of a list begins, the line's end if there is none. One that follows at once (1同意3不同意) is one; within words, it is not. */
static const char *next_clause(const char *tail, bool verbs)
{
	struct clause c;
	bool gap = true;
	for (const char *p = tail; *p;) {
		const char *here = p;
		uint32_t ch = text_next(&p);
		bool starts = gap && !reply_is_gap(ch);
		gap = reply_is_gap(ch);
		if (starts && (numbered_at(here, &c) || (verbs && verb_first_at(here, &c) && c.named)))
			return here;
	}
	return tail + strlen(tail);
}

/* A number with a verb that stands close behind other words (太低5同意): nobody knows whose it is. */
static bool runs_together(const char *rest, const char *end)
{
	struct clause c;
	bool gap = true;
	for (const char *p = rest; p < end;) {
		const char *here = p;
		uint32_t ch = text_next(&p);
		if (!gap && isdigit((unsigned char)*here) && !isdigit((unsigned char)here[-1]) && numbered_at(here, &c))
			return true;
		gap = reply_is_gap(ch);
	}
	return false;
}

/* ---- the whole ---- */

struct reading {
	struct arena *a;
	struct reply *r;
	bool listed;              /* it names items */
	bool noted;               /* nothing was said yet but 收到, of nothing in particular */
	bool doubt;
};

static void add_said(struct reading *x, const struct clause *c, const char *reason)
{
	for (size_t i = 0; i < (c->ranges.count ? c->ranges.count : 1); i++) {
		struct said s = {.verb = c->verb, .reason = reason};
		if (c->ranges.count) {
			s.from = c->ranges.items[i].from;
			s.to = c->ranges.items[i].to;
		}
		if (s.from > s.to || x->r->items_count >= REPLY_MAX_ITEMS)
			x->doubt = true;
		else
			ARENA_PUSH(x->a, x->r, items) = s;
	}
}

static const char *as_reason(struct arena *a, const char *p, const char *end)
{
	p = reply_skip(p);
	if (p >= end)
		return "";
	char *text = text_trim(a, arena_strndup(a, p, (size_t)(end - p)));
	size_t n = strlen(text);
	long closes = 0; /* 不同意（太低）: what opened before the reason closes behind it */
	for (const char *q = text; *q; q++)
		closes += (*q == ')') - (*q == '(');
	for (; n && (strchr(",;. ", text[n - 1]) || (text[n - 1] == ')' && closes > 0)); text[--n] = '\0')
		closes -= text[n - 1] == ')';
	return text;
}

/* The clauses of one line; false if it begins with none. */
static bool read_clauses(struct reading *x, const char *line)
{
	struct clause c;
	const char *tail = x->r->items_count ? numbered_at(line, &c) : clause_at(line, &c);
	if (!tail && x->listed && (tail = verb_first_at(line, &c)) && !c.named)
		tail = NULL;
	if (!tail)
		return false;
	while (tail) {
		bool verbs = c.named && c.ranges.count;
		const char *end = c.named ? next_clause(tail, verbs) : tail + strlen(tail), *rest = arena_strndup(x->a, tail, (size_t)(end - tail));
		x->listed = x->listed || c.named;
		x->doubt = x->doubt || c.left || !reply_fits(x->a, c.verb, rest) || (c.named && runs_together(rest, rest + strlen(rest)));
		if (x->noted && c.named)
			x->r->items_count = 0;
		x->noted = !x->r->items_count && !c.named && only_notes(c.verb);
		add_said(x, &c, as_reason(x->a, tail, end));
		tail = *end ? clause_at(end, &c) : NULL;
	}
	return true;
}

/* A line behind the first that is no clause of a list: more of the reason, a name, or something that takes it back. */
static void read_further(struct reading *x, const struct reply_line *line, bool gap)
{
	static const char *const turns[] = {"但", "不过", "除了", "可是", "除非", "前提"};
	struct said *last = &x->r->items[x->r->items_count - 1];
	enum reply_verb verb;
	const char *tail;
	if (reply_is_signed(line->text, false))
		return;
	if (last->verb == REPLY_APPEAL && !x->listed) {
		last->reason = *last->reason ? arena_printf(x->a, "%s %s", last->reason, line->text) : line->text;
		return;
	}
	tail = reply_verb_at(line->text, &verb);
	if ((tail && verb != last->verb && reply_fits(x->a, verb, tail)) || reply_match_any(reply_skip(line->text), turns, COUNT(turns)))
		x->doubt = true;
	if (gap)
		return;
	x->doubt = x->doubt || !reply_harmless(x->a, last->verb, line->text);
	if (reply_takes_reason(last->verb))
		last->reason = *last->reason ? arena_printf(x->a, "%s %s", last->reason, line->text) : line->text;
}

static bool contradicts(const struct reply *r)
{
	for (size_t i = 0; i < r->items_count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct said *s = &r->items[i], *t = &r->items[k];
			if (s->verb != t->verb && s->from <= t->to && t->from <= s->to)
				return true;
		}
	return false;
}

struct reply reply_read(struct arena *a, const char *text)
{
	struct reply r = {.state = REPLY_UNKNOWN};
	struct reading x = {.a = a, .r = &r};
	struct reply_lines l = reply_lines(a, text);
	bool gap = false;
	for (size_t i = 0; i < l.lines_count; i++) {
		gap = gap || l.lines[i].gap;
		if (read_clauses(&x, l.lines[i].text))
			continue;
		if (!r.items_count) {
			for (size_t k = i; k < l.lines_count && (k == i || !l.lines[k].gap); k++)
				if (reply_mentions(a, l.lines[k].text))
					r.state = REPLY_AMBIGUOUS;
			return r;
		}
		read_further(&x, &l.lines[i], gap);
	}
	if (r.items_count || x.doubt)
		r.state = x.doubt || contradicts(&r) ? REPLY_AMBIGUOUS : REPLY_CLEAR;
	if (r.state != REPLY_CLEAR)
		r.items_count = 0;
	return r;
}

/* Behind the words themselves, in their line: a sum, or nothing. */
static bool is_sum(const char *rest)
{
	while (*rest) {
		bool unit = strncmp(rest, "元", HAN) == 0 || strncmp(rest, "万", HAN) == 0;
		uint32_t c = text_next(&rest);
		if (c == '?' || (text_is_han(c) && !unit))
			return false;
	}
	return true;
}

bool reply_says(struct arena *a, const char *text, const char *what, const char **line_r)
{
	struct reply_lines l = reply_lines(a, text);
	const char *label = text_label(a, what), *first = l.lines_count ? text_label(a, l.lines[0].text) : "";
	size_t n = strlen(label);
	*line_r = l.lines_count ? l.lines[0].text : "";
	if (!n || strncmp(first, label, n) != 0 || !is_sum(first + n) || strchr(l.lines[0].text, '?'))
		return false;
	struct buf b = {0}; /* the lines behind it, as those behind a word that everybody knows: 已办 */
	buf_adds(&b, "已办");
	for (size_t i = 1; i < l.lines_count; i++)
		buf_printf(&b, "%s%s", l.lines[i].gap ? "\n\n" : "\n", l.lines[i].text);
	bool clear = reply_read(a, b.data).state == REPLY_CLEAR;
	buf_release(&b);
	return clear;
}

const struct said *reply_of(const struct reply *r, int item)
{
	const struct said *rest = NULL;
	for (size_t i = 0; i < r->items_count; i++) {
		if (!r->items[i].from)
			rest = &r->items[i];
		else if (item >= r->items[i].from && item <= r->items[i].to)
			return &r->items[i];
	}
	return rest;
}

int reply_last(const struct reply *r)
{
	int last = 0;
	for (size_t i = 0; i < r->items_count; i++)
		if (r->items[i].to > last)
			last = r->items[i].to;
	return last;
}
