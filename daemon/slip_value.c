/* Values of a slip in their normal forms. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "slip_read.h"

/* At a comma behind so many figures: three more follow, as where thousands are told apart. */
static bool parts_thousands(const char *p, size_t figures)
{
	return figures >= 1 && figures <= 3 && strspn(p + 1, "0123456789") == 3;
}

/* Digits with at most one point, thousands' commas left out; how long it is. */
static size_t digits_at(const char *p, int64_t *v_r, int *decimals_r)
{
	size_t n = 0, figures = 0, group = 0;
	*v_r = 0;
	*decimals_r = -1;
	for (; p[n]; n++) {
		if (p[n] == '.' && *decimals_r < 0 && figures) {
			*decimals_r = 0;
		} else if (p[n] >= '0' && p[n] <= '9' && figures < 12) {
			figures++;
			group++;
			*v_r = *v_r * 10 + (p[n] - '0');
			*decimals_r += *decimals_r >= 0;
		} else if (p[n] == ',' && *decimals_r < 0 && parts_thousands(p + n, group)) {
			group = 0;
		} else {
			break;
		}
	}
	*decimals_r = *decimals_r < 0 ? 0 : *decimals_r;
	return figures ? n : 0;
}

static size_t any_of(const char *p, const char *const *words)
{
	for (; *words; words++)
		if (text_begins(p, *words))
			return strlen(*words);
	return 0;
}

/* ---- money ---- */

static const char *const in_full[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", NULL};

/* A figure written in full, 0 to 9; -1: none. *p moves behind it. */
static int figure_at(const char **p)
{
	for (int i = 0; in_full[i]; i++)
		if (text_begins(*p, in_full[i])) {
			*p += strlen(in_full[i]);
			return i;
		}
	return -1;
}

/* What the word at *p is worth, *p moves behind it; `none` where it is none of them. */
static int64_t worth_at(const char **p, const char *const *names, const int64_t *worth, int64_t none)
{
	for (size_t i = 0; names[i]; i++)
		if (text_begins(*p, names[i])) {
			*p += strlen(names[i]);
			return worth[i];
		}
	return none;
}

/* 伍角陆分, where there are any. */
static int64_t written_cents(const char **p)
{
	static const char *const parts[] = {"角", "分", NULL};
	static const int64_t worth[] = {10, 1};
	int64_t fen = 0, last = 100;
	for (const char *at = *p; figure_at(&at) >= 0; at = *p) {
		int figure = figure_at(p);
		int64_t unit = worth_at(p, parts, worth, 0);
		if (unit >= last || (!unit && figure))
			return -1;
		last = unit ? unit : last;
		fen += figure * unit;
	}
	return fen;
}

/* 壹万贰仟叁佰元伍角: as amounts stand on a receipt, so that nobody changes them. *p moves behind it. -1: none. */
static int written_out(const char **p, int64_t *fen_r)
{
	static const char *const small[] = {"拾", "佰", "仟", NULL}, *const big[] = {"万", "亿", NULL}, *const yuan[] = {"元", "圆", NULL};
	static const int64_t small_worth[] = {10, 100, 1000}, big_worth[] = {10000, 100000000}, yuan_worth[] = {1, 1};
	int64_t total = 0, section = 0, last = 10000, cents;
	const char *start = *p;
	while (!worth_at(p, yuan, yuan_worth, 0)) {
		int figure = figure_at(p);
		int64_t unit = figure > 0 ? worth_at(p, small, small_worth, 1) : 0, more = figure < 0 ? worth_at(p, big, big_worth, 0) : 0;
		if ((figure < 0 && !more) || unit >= last || *p - start > 90)
			return -1;
		section += figure > 0 ? figure * unit : 0;
		last = unit ? unit : last;
		total += more * section;
		if (more) {
			section = 0;
			last = 10000;
		}
	}
	if (*p == start + strlen("元") || (cents = written_cents(p)) < 0)
		return -1;
	*fen_r = (total + section) * 100 + cents;
	return 0;
}

static int in_figures(const char **p, int64_t *fen_r)
{
	static const char *const big[] = {"万", NULL};
	int64_t v;
	int decimals;
	size_t n = digits_at(*p, &v, &decimals);
	if (!n)
		return -1;
	*p += n;
	*p += strspn(*p, " ");
	int shift = 2 - decimals;
	if ((n = any_of(*p, big))) {
		*p += n;
		shift += 4;
	}
	for (; shift > 0; shift--)
		v *= 10;
	for (; shift < 0; shift++)
		if (v % 10)
			return -1;
		else
			v /= 10;
	*fen_r = v;
	return 0;
}

/* 3500元/年, 3500(含税); what stands in brackets as an amount must be the same one: 壹仟元整(￥1000). */
static bool ends_well(const char *text, int64_t fen)
{
	int64_t again;
	if (*text == '/')
		return text[1] < '0' || text[1] > '9';
	if (strncmp(text, "每", 3) == 0 || !*text)
		return true;
	if (*text != '(')
		return false;
	return slip_money(text + 1, &again) < 0 || again == fen;
}

int slip_money(const char *text, int64_t *fen_r)
{
	static const char *const before[] = {"¥", "￥", "人民币", "rmb", "RMB", "约", "大写", "小写", " ", ":", NULL},
	                  *const unit[] = {" ", "元", "整", "正", "人民币", "RMB", "rmb", "圆", NULL};
	size_t n;
	*fen_r = 0;
	while ((n = any_of(text, before)))
		text += n;
	if (in_figures(&text, fen_r) < 0 && written_out(&text, fen_r) < 0)
		return -1;
	while ((n = any_of(text, unit)))
		text += n;
	return *text == ')' || ends_well(text, *fen_r) ? 0 : -1;
}

/* The year in which that day lies nearest: "1月5日", written in December, is next year's. */
static date nearest(int month, int day, date around)
{
	date best = DATE_NONE;
	for (int year = date_year(around) - 1; year <= date_year(around) + 1; year++) {
		date d = date_make(year, month, day);
		if (d != DATE_NONE && (best == DATE_NONE || abs(d - around) < abs(best - around)))
			best = d;
	}
	return best;
}

/* 20261008 */
static bool eight_figures(const char *text, date *d_r)
{
	if (strspn(text, "0123456789") != 8 || text[8])
		return false;
	long v = strtol(text, NULL, 10);
	*d_r = date_make((int)(v / 10000), (int)(v / 100 % 100), (int)(v % 100));
	return true;
}

int slip_date(const char *text, date day, date *d_r)
{
	long part[3];
	int count = 0;
	const char *p = text;
	if (eight_figures(text, d_r))
		return *d_r == DATE_NONE ? -1 : 0;
	while (count < 3) {
		char *end;
		p += strspn(p, " ");
		if (*p < '0' || *p > '9')
			break;
		part[count++] = strtol(p, &end, 10);
		p = end + strspn(end, " ");
		size_t sign = *p == '-' || *p == '/' || *p == '.' ? 1 : strncmp(p, "年", 3) == 0 || strncmp(p, "月", 3) == 0 || strncmp(p, "日", 3) == 0 || strncmp(p, "号", 3) == 0 ? 3 : 0;
		if (!sign)
			break;
		p += sign;
	}
	if (count == 3 && part[0] >= 1900 && part[0] < 2200 && part[1] < 13 && part[2] < 32)
		*d_r = date_make((int)part[0], (int)part[1], (int)part[2]);
	else if (count == 2 && part[0] < 13 && part[1] < 32)
		*d_r = nearest((int)part[0], (int)part[1], day);
	else
		return -1;
	return *d_r == DATE_NONE ? -1 : 0;
}

/* 2026年9月, 2026-09, 9月, 9: of the year in which it lies nearest. The first day of it. */
static int slip_month(const char *text, date day, date *d_r)
{
	char *end;
	long year = 0, month = strtol(text, &end, 10);
	size_t sign = *end == '-' || *end == '/' || *end == '.' ? 1 : strncmp(end, "年", 3) == 0 ? 3 : 0;
	if (end == text || *text < '0' || *text > '9')
		return -1;
	if (sign && end[sign] >= '0' && end[sign] <= '9') {
		year = month;
		month = strtol(end + sign, &end, 10);
	}
	end += strncmp(end, "月份", 6) == 0 ? 6 : strncmp(end, "月", 3) == 0 ? 3 : 0;
	if (*end || month < 1 || month > 12 || (year && (year < 1900 || year > 2199)))
		return -1;
	*d_r = year ? date_make((int)year, (int)month, 1) : nearest((int)month, 1, day);
	return *d_r == DATE_NONE ? -1 : 0;
}

/* 95, 4.5, 98.5%, 95分: at most two decimals. */
static const char *figure_of(struct arena *a, const char *text)
{
	static const char *const units[] = {"%", "分", " ", NULL};
	int64_t v;
	int decimals;
	size_t n = digits_at(text, &v, &decimals), unit = 0;
	if (!n || decimals > 2)
		return NULL;
	for (const char *p = text + n; (unit = any_of(p, units)) || *p; p += unit)
		if (!unit)
			return NULL;
	for (; decimals < 2; decimals++)
		v *= 10;
	return v % 100 ? arena_printf(a, "%" PRId64 ".%02" PRId64, v / 100, v % 100) : arena_printf(a, "%" PRId64, v / 100);
}

/* The longest name of the roster that begins at p, whoever is there that day; NULL: none. */
static const char *name_at(const struct office *o, const char *p)
{
	const char *best = NULL;
	for (size_t i = 0; i < o->staff_count; i++) {
		const char *name = o->staff[i].name;
		if (*name && text_begins(p, name) && (!best || strlen(name) > strlen(best)))
			best = name;
	}
	return best;
}

static bool is_latin(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Tom is not in Tomorrow. */
static bool within_word(const char *from, const char *name, const char *behind)
{
	return (name > from && is_latin(name[-1]) && is_latin(*name)) || (is_latin(behind[-1]) && is_latin(*behind));
}

/* 张伟民 is not 张伟, nor is 欧阳伟 阳伟: one more character may belong to the name, but for what people are called by. */
static bool may_go_on(const char *from, const char *name, const char *behind)
{
	static const char *const called[] = {"总", "工", "哥", "姐", NULL};
	size_t before = 0, after = 0;
	const char *p = behind;
	while (text_is_han(text_next(&p)))
		after++;
	for (p = name; p > from;) {
		do
			p--;
		while (p > from && ((unsigned char)*p & 0xc0) == 0x80);
		const char *one = p;
		if (!text_is_han(text_next(&one)))
			break;
		before++;
	}
	return before == 1 || (after == 1 && !any_of(behind, called));
}

/* The one of that name who is there that day; NULL: nobody, or several. */
static const char *present(const struct office *o, const char *name, date day)
{
	size_t count = 0;
	for (size_t i = 0; name && i < o->staff_count; i++)
		count += strcmp(o->staff[i].name, name) == 0 && staff_active(&o->staff[i], day);
	return count == 1 ? name : NULL;
}

/* Somebody of the roster, by name or id, with words around it (陈平娜 业务一部); NULL: nobody, several, or somebody who has left. */
static const char *person_of(const struct office *o, const char *text, date day)
{
	const char *found = NULL;
	for (size_t i = 0; o && i < o->staff_count; i++)
		if (strcmp(o->staff[i].id, text) == 0)
			return o->staff[i].id;
	for (const char *p = text; o && *p;) {
		const char *name = name_at(o, p);
		if (!name || within_word(text, p, p + strlen(name))) {
			text_next(&p);
			continue;
		}
		if ((found && strcmp(found, name) != 0) || may_go_on(text, p, p + strlen(name)))
			return NULL;
		found = name;
		p += strlen(name);
	}
	return present(o, found, day);
}

/* Where the marks between names that stand at p end. */
static const char *between(const char *p)
{
	static const char *const marks[] = {" ", "\t", "\n", ",", ";", "/", "、", "和", "及", "与", "&", NULL};
	for (size_t n; (n = any_of(p, marks));)
		p += n;
	return p;
}

/* Behind that name at p, where nothing of a longer one follows; else NULL. */
static const char *past_name(const char *p, const char *name)
{
	size_t n = strlen(name);
	return n && strncmp(p, name, n) == 0 && (!p[n] || between(p + n) > p + n) ? p + n : NULL;
}

bool slip_names_person(const char *value, const struct staff *x)
{
	for (const char *p = value; *p; p++)
		if ((p == value || between(p) > p) && (past_name(between(p), x->name) || past_name(between(p), x->id)))
			return true;
	return false;
}

/* Several of the roster, and nothing else: 陈平娜、张志远. A name that two have is nobody's. */
static const char *people_of(struct arena *a, const struct office *o, const char *text, date day)
{
	const char *all = "";
	for (const char *p = between(text), *next; *p; p = between(next)) {
		const char *name = next = NULL;
		for (size_t i = 0; o && i < o->staff_count; i++) {
			const struct staff *s = &o->staff[i];
			const char *by_name = staff_active(s, day) ? past_name(p, s->name) : NULL, *by_id = past_name(p, s->id);
			if (by_name && name && strcmp(name, s->name) == 0)
				return NULL;
			if (!name && (by_name || by_id)) {
				name = by_name ? s->name : s->id;
				next = by_name ? by_name : by_id;
			}
		}
		if (!name)
			return NULL;
		all = arena_printf(a, "%s%s%s", all, *all ? "、" : "", name);
	}
	return *all ? all : NULL;
}

/* ---- choices ---- */

/* The only choice that the text names, the longest at each place, as labels are compared; NULL: none, or several. */
static const char *only_choice(struct arena *a, const struct form_texts *choices, const char *text)
{
	const char **labels = arena_alloc(a, (choices->items_count + 1) * sizeof *labels), *found = NULL;
	for (size_t i = 0; i < choices->items_count; i++)
		labels[i] = text_label(a, choices->items[i]);
	for (const char *p = text_label(a, text); *p;) {
		size_t n = 0, best = 0;
		for (size_t i = 0; i < choices->items_count; i++)
			if (strlen(labels[i]) > n && text_begins(p, labels[i]))
				n = strlen(labels[best = i]);
		if (n && found && found != choices->items[best])
			return NULL;
		found = n ? choices->items[best] : found;
		p += n;
		if (!n)
			text_next(&p);
	}
	return found;
}

/* □违反流程 ☑私定价格, or with the boxes behind: what stands beside those that are ticked. NULL: there are no boxes. */
static const char *ticked(struct arena *a, const char *text)
{
	static const char *const ticks[] = {"☑", "☒", "√", "✓", "✔", "■", "●", "◉", NULL}, *const boxes[] = {"□", "☐", "○", "◯", "▢", NULL};
	const char *out = "", *start = text, *last = NULL; /* where the words of the present box began; the box before them */
	bool any = false, before = false;
	for (const char *p = text;; text_next(&p)) {
		size_t tick = any_of(p, ticks), box = tick ? tick : any_of(p, boxes);
		if (*p && !box)
			continue;
		const char *words = arena_strndup(a, start, (size_t)(p - start));
		if (box && !any)
			before = !*text_label(a, words);
		any = any || box;
		if (before ? last && any_of(last, ticks) : tick)
			out = arena_printf(a, "%s %s", out, words);
		if (!*p)
			break;
		last = p;
		start = p + box;
	}
	return any ? out : NULL;
}

/* One that the words name, and no other; where boxes are ticked, of those beside a tick. */
static const char *choice_of(struct arena *a, const struct form_texts *choices, const char *text)
{
	const char *beside = ticked(a, text);
	return only_choice(a, choices, beside ? beside : text);
}

/* In capitals, without blanks, Chinese words at its end left out: "HT-0031号" . */
static const char *number_of(struct arena *a, const char *text)
{
	char *s = text_upper(a, text), *out = s;
	bool digit = false;
	for (const char *p = s; *p;) {
		const char *start = p;
		uint32_t c = text_next(&p);
		if (text_is_space(c))
			continue;
		if (text_is_han(c) && digit)
			break;
		digit |= c >= '0' && c <= '9';
		memmove(out, start, (size_t)(p - start));
		out += p - start;
	}
	*out = '\0';
	return digit ? s : NULL;
}

const char *slip_normal(struct arena *a, const struct office *o, const struct form_field *d, const char *text, date day)
{
	const char *plain = text_trim(a, text_nfkc(a, text));
	char written[DATE_TEXT_SIZE];
	int64_t fen;
	date when;
	switch (d->type) {
	case FORM_MONEY:
		return slip_money(plain, &fen) < 0 ? NULL : arena_printf(a, "%" PRId64 ".%02" PRId64, fen / 100, fen % 100);
	case FORM_DATE:
		return slip_date(plain, day, &when) < 0 ? NULL : arena_strdup(a, date_text(when, written));
	case FORM_MONTH:
		return slip_month(plain, day, &when) < 0 ? NULL : arena_strndup(a, date_text(when, written), strlen("2026-09"));
	case FORM_NUMBER:
		return number_of(a, plain);
	case FORM_FIGURE:
		return figure_of(a, plain);
	case FORM_PERSON:
		return person_of(o, plain, day);
	case FORM_PEOPLE:
		return people_of(a, o, plain, day);
	case FORM_RANGE:
		return slip_range(a, plain).items_count ? text_upper(a, plain) : NULL;
	case FORM_CHOICE:
		return choice_of(a, &d->choices, plain);
	case FORM_TEXT:
	case FORM_COMPANY:
		break;
	}
	return text;
}

/* ---- ranges ---- */

/* "HT-0031": letters and digits, the digits at its end told apart. */
static size_t number_at(const char *p, size_t *head_r)
{
	static const char *const marks[] = {"-", "_", "/", NULL};
	size_t n = 0, digits = 0;
	while (p[n] && ((p[n] >= '0' && p[n] <= '9') || (p[n] >= 'A' && p[n] <= 'Z') || (any_of(p + n, marks) && p[n + 1] && n))) {
		digits = p[n] >= '0' && p[n] <= '9' ? digits + 1 : 0;
		n++;
		if (digits && p[n] == '-' && !(p[n + 1] >= '0' && p[n + 1] <= '9')) /* HT-0001-HT-0050 */
			break;
	}
	*head_r = n - digits;
	return digits ? n : 0;
}

struct run {
	const char *head;         /* of the number read last */
	size_t width;
	long last;
	bool open;                /* 至 stood behind it */
};

static void push_run(struct arena *a, struct form_texts *out, const char *head, size_t width, long from, long to)
{
	for (long i = from; i <= to && out->items_count <= SLIP_MAX_RANGE; i++)
		ARENA_PUSH(a, out, items) = arena_printf(a, "%s%0*ld", head, (int)width, i);
}

/* A number that is read: the end of a run that is open, or one of its own. False: that is no run, or a longer one than SLIP_MAX_RANGE. */
static bool take_number(struct arena *a, struct form_texts *out, struct run *r, const char *head, const char *figures)
{
	long value = strtol(figures, NULL, 10);
	if (r->open && ((*head && strcmp(head, r->head) != 0) || value <= r->last || value - r->last >= SLIP_MAX_RANGE))
		return false;
	if (!r->open) {
		r->head = head;
		r->width = strlen(figures);
		push_run(a, out, head, r->width, value, value);
	} else {
		push_run(a, out, r->head, r->width, r->last + 1, value);
	}
	r->last = value;
	r->open = false;
	return out->items_count <= SLIP_MAX_RANGE;
}

struct form_texts slip_range(struct arena *a, const char *text)
{
	static const char *const until[] = {"至", "到", "~", "-", "—", "–", NULL};
	struct form_texts out = {0};
	struct run r = {.head = ""};
	for (const char *p = text_upper(a, text_nfkc(a, text)); *p;) {
		size_t cut, n = number_at(p, &cut), dash = any_of(p, until);
		if (n && n - cut < 10) {
			if (!take_number(a, &out, &r, arena_strndup(a, p, cut), arena_strndup(a, p + cut, n - cut)))
				return (struct form_texts){0};
			p += n;
		} else if (dash && out.items_count) {
			r.open = true;
			p += dash;
		} else {
			text_next(&p);
		}
	}
	return out;
}
