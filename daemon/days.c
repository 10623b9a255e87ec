#include "days.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { HALF_YEAR = 183, MOST_DAYS = 400, NEAR_DAYS = 31 };
#define COUNT(list) (sizeof(list) / sizeof *(list))

const char *days_skip(const char *p)
{
	for (const char *q = p; *q; p = q) {
		uint32_t c = text_next(&q);
		if (!text_is_space(c) && !text_is_punct(c))
			break;
	}
	return p;
}

static const char *number(const char *p, int *n_r)
{
	int digits = 0;
	for (*n_r = 0; isdigit((unsigned char)*p) && digits < 4; p++, digits++)
		*n_r = *n_r * 10 + (*p - '0');
	return digits && !isdigit((unsigned char)*p) ? p : NULL;
}

/* Behind whichever of these words p begins with, or NULL. */
static const char *unit(const char *p, const char *const *units, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_begins(p, units[i]))
			return p + strlen(units[i]);
	return NULL;
}

/* 8, 18, 28 in Chinese numerals, up to 39. */
static const char *numeral(const char *p, int *n_r)
{
	static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"}, *const ten[] = {"十"};
	int tens = 0, ones = 0;
	const char *q = p, *next;
	for (int i = 0; i < 9; i++)
		if ((next = unit(p, &digits[i], 1))) {
			ones = i + 1;
			q = next;
		}
	if ((next = unit(q, ten, 1)) && ones <= 3) {
		tens = ones ? ones : 1;
		ones = 0;
		q = next;
		for (int i = 0; i < 9; i++)
			if ((next = unit(q, &digits[i], 1)))
				ones = i + 1;
		q += ones ? strlen(*digits) : 0;
	}
	*n_r = tens * 10 + ones;
	return q > p ? q : NULL;
}

static const char *blanks(const char *p)
{
	return p + strspn(p, " ");
}

static const char *const of_month[] = {"日", "号", "號"};

/* 9, and 九 before 月, 日, 号. */
static const char *figure(const char *p, int *n_r)
{
	static const char *const month[] = {"月"};
	const char *q = number(p, n_r);
	if (q)
		return q;
	q = numeral(p, n_r);
	return q && (unit(q, month, 1) || unit(q, of_month, COUNT(of_month))) ? q : NULL;
}

/* At the figure behind what joins a year, a month and a day; NULL: none follows. */
static const char *joined(const char *p)
{
	static const char *const words[] = {"年", "月"}, *const marks[] = {"-", "/", "."};
	const char *next = unit(blanks(p), words, COUNT(words)), *end = next ? blanks(next) : unit(p, marks, COUNT(marks));
	int n;
	return end && figure(end, &n) ? end : NULL;
}

/* The year that brings that day nearest to today. */
static date nearest(int month, int day, date today)
{
	date best = DATE_NONE;
	for (int y = date_year(today) - 1; y <= date_year(today) + 1; y++) {
		date d = date_make(y, month, day);
		if (d != DATE_NONE && d - today <= HALF_YEAR && today - d <= HALF_YEAR)
			best = d;
	}
	return best;
}

/* 18号: of this month, the last or the next one, whichever is nearest. */
static date nearest_number(int day, date today)
{
	int y, m, d;
	date best = DATE_NONE;
	date_split(today, &y, &m, &d);
	for (int i = -1; i <= 1; i++) {
		int month = (m + i + 11) % 12 + 1;
		date one = date_make(m + i < 1 ? y - 1 : m + i > 12 ? y + 1 : y, month, day);
		if (one != DATE_NONE && (best == DATE_NONE || (one > today ? one - today : today - one) <= (best > today ? best - today : today - best)))
			best = one;
	}
	return best;
}

enum { LATE_IN_MONTH = 20, EARLY_IN_MONTH = 10 };

/* 10月30日至2日: the next month's; 10月9日至8日 is a slip of the pen. */
static date next_of_number(date from, int number)
{
	int y, m, d;
	date_split(from, &y, &m, &d);
	date same = date_make(y, m, number);
	if (same != DATE_NONE && same >= from)
		return same;
	return d > LATE_IN_MONTH && number <= EARLY_IN_MONTH ? date_make(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, number) : DATE_NONE;
}

/* 周 is a surname, too: 周一鸣. */
static bool is_surname(const char *behind)
{
	static const char *const words[] = {"上午", "下午", "半天", "全天", "早", "晚", "至", "到", "和", "及", "与", "、", "请", "休", "起", "开始", "出差", "一天", "两天", "周", "星期", "礼拜"};
	const char *p = behind;
	return *p && text_is_han(text_next(&p)) && !text_begins_any(behind, words, COUNT(words));
}

/* 周五, 本周五, 下周一, 上星期天: without its week the next one, from today or from `from` on. */
static const char *weekday(const char *p, date today, date from, date *d_r)
{
	static const struct { const char *word; int weeks; } which[] = {{"下下个", 2}, {"下下", 2}, {"下个", 1}, {"下", 1}, {"本", 0}, {"这个", 0}, {"这", 0}, {"這", 0}, {"上个", -1}, {"上", -1}};
	static const char *const names[] = {"周", "星期", "礼拜", "週", "禮拜"}, *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
	int weeks = 0;
	const char *q = NULL;
	for (size_t i = 0; i < COUNT(which) && !q; i++)
		if ((q = unit(p, &which[i].word, 1)))
			weeks = which[i].weeks;
	const char *name = unit(q ? q : p, names, COUNT(names));
	for (size_t i = 0; name && i < COUNT(days); i++) {
		const char *end = unit(name, &days[i], 1);
		int day = i < 6 ? (int)i : 6;
		if (!end || (!q && is_surname(end)))
			continue;
		date base = q || from == DATE_NONE ? today : from;
		*d_r = date_monday(base) + 7 * weeks + day;
		*d_r += !q && *d_r < base ? 7 : 0;
		return end;
	}
	return NULL;
}

const char *days_one(const char *p, date today, date from, date *d_r)
{
	static const struct { const char *word; int days; } near[] = {{"今天", 0}, {"今日", 0}, {"明天", 1}, {"明日", 1}, {"后天", 2}, {"後天", 2}, {"大后天", 3}, {"大後天", 3}, {"昨天", -1}, {"昨日", -1}, {"前天", -2}, {"大前天", -3}};
	int n[3], count = 0;
	for (size_t i = 0; i < COUNT(near); i++)
		if (text_begins(p, near[i].word)) {
			*d_r = today + near[i].days;
			return p + strlen(near[i].word);
		}
	const char *named = weekday(p, today, from, d_r), *first;
	if (named)
		return named;
	for (const char *q = p; count < 3 && (first = figure(q, &n[count])); q = joined(first)) {
		p = first;
		if (++count >= (n[0] > 31 ? 3 : 2) || !joined(first)) /* a third number only behind a year */
			break;
	}
	const char *end = unit(blanks(p), of_month, COUNT(of_month));
	*d_r = DATE_NONE;
	if (count == 3)
		*d_r = date_make(n[0], n[1], n[2]);
	else if (count == 2)
		*d_r = nearest(n[0], n[1], today);
	else if (count == 1 && from != DATE_NONE)
		*d_r = next_of_number(from, n[0]);
	else if (count == 1 && end)
		*d_r = nearest_number(n[0], today);
	return *d_r == DATE_NONE ? NULL : end ? end : p;
}

static const char *const upto[] = {"至", "到", "-", "~", "—", "–"};

/* Behind the day's own weekday: (周五), 周五. */
static const char *past_weekday(const char *p, date day)
{
	date same;
	const char *q = blanks(p), *end = weekday(q + (*q == '('), day, DATE_NONE, &same);
	if (!end || same != day)
		return p;
	end = blanks(end);
	return end + (*end == ')');
}

/* 上午至, 起至: what stands between a day and the word that leads to the last one. */
static const char *upto_at(const char *p)
{
	static const char *const between[] = {"上午", "下午", "全天", "起", "开始"};
	const char *q = unit(blanks(p), between, COUNT(between));
	return unit(blanks(q ? q : p), upto, COUNT(upto));
}

/* Another day in a row of them: 、19日, 和19日, 周五 behind 周四. NULL: none. */
static const char *another(const char *p, date today, date last, date *d_r)
{
	static const char *const joins[] = {"、", "和", "及", "与", "&"}, *const comma[] = {","};
	const char *q = unit(blanks(p), joins, COUNT(joins)), *alone = q ? NULL : unit(blanks(p), comma, COUNT(comma)), *first = q ? q : alone;
	const char *end = first ? days_one(blanks(first), today, last, d_r) : weekday(blanks(p), today, last, d_r), *next = end;
	if (!end || (isdigit((unsigned char)end[-1]) && *end && text_is_han(text_next(&next)))) /* 和20位客户 */
		return NULL;
	end = past_weekday(end, *d_r);
	return alone && *days_skip(end) ? NULL : end; /* 9月18日,9月21日回来 */
}

/* 8-10号: the days of a month. 9-18日 may be both that and a day of September where that is near: then it is neither. */
static const char *numbers_alone(const char *p, date today, date *from_r, date *to_r)
{
	static const char *const joins[] = {"-", "~", "至", "到", "—", "–", "、", "和"};
	int first, last;
	const char *q = number(p, &first), *second = q ? unit(blanks(q), joins, COUNT(joins)) : NULL, *end = second ? number(blanks(second), &last) : NULL;
	end = end ? unit(blanks(end), of_month, COUNT(of_month)) : NULL;
	if (!end || first > last)
		return NULL;
	date other = *blanks(q) == '-' ? nearest(first, last, today) : DATE_NONE;
	bool both = other != DATE_NONE && other - today <= NEAR_DAYS && today - other <= NEAR_DAYS, list = unit(blanks(q), &joins[6], 2) != NULL;
	*from_r = nearest_number(first, today);
	*to_r = *from_r == DATE_NONE ? DATE_NONE : *from_r + (last - first);
	return *from_r == DATE_NONE || both || (list && last != first + 1) ? NULL : end;
}

/* 明后天: two days in a word. */
static const char *two_days(const char *p, date today, date *from_r, date *to_r)
{
	static const struct { const char *word; int days; } pairs[] = {{"今明两天", 0}, {"今明", 0}, {"明后两天", 1}, {"明后天", 1}, {"明后", 1}};
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (text_begins(p, pairs[i].word)) {
			*from_r = today + pairs[i].days;
			*to_r = *from_r + 1;
			return p + strlen(pairs[i].word);
		}
	return NULL;
}

const char *days_span(const char *p, date today, date *from_r, date *to_r)
{
	const char *start = days_skip(p), *both = two_days(start, today, from_r, to_r);
	both = both ? both : numbers_alone(start, today, from_r, to_r);
	if (both)
		return both;
	p = days_one(start, today, DATE_NONE, from_r);
	if (!p)
		return NULL;
	*to_r = *from_r;
	p = past_weekday(p, *from_r);
	const char *second = upto_at(p);
	if (second) {
		p = days_one(blanks(second), today, *from_r, to_r);
		return p && *to_r >= *from_r ? past_weekday(p, *to_r) : NULL;
	}
	date next;
	for (const char *q; (q = another(p, today, *to_r, &next)); p = q, *to_r = next)
		if (next != *to_r + 1)
			return NULL;
	return p;
}

const char *days_counted(const char *p, int *n_r)
{
	static const char *const before[] = {"起", "开始", "共", "一共", "总共", "连续", "连休", "请假", "休息", "为期"}, *const days[] = {"天", "日", "个工作日"}, *const two[] = {"两"};
	const char *q;
	p = days_skip(p);
	for (int i = 0; i < 3 && (q = unit(p, before, COUNT(before))); i++)
		p = days_skip(q);
	*n_r = 2;
	if (!(q = unit(p, two, 1)) && !(q = number(p, n_r)))
		q = numeral(p, n_r);
	return q && *n_r ? unit(blanks(q), days, COUNT(days)) : NULL;
}

/* ---- stretches by their names ---- */

enum span { WEEKS, MONTHS, QUARTERS, YEARS };

static void months_at(int year, int month, int months, date *from_r, date *to_r)
{
	year += (month - 1 < 0 ? month - 12 : month - 1) / 12;
	month = ((month - 1) % 12 + 12) % 12 + 1;
	*from_r = date_make(year, month, 1);
	*to_r = date_make(year + (month + months - 1) / 12, (month + months - 1) % 12 + 1, 1) - 1;
}

/* The one that today lies in, or one of those before it. */
static void span_at(enum span span, int back, date today, date *from_r, date *to_r)
{
	int y, m, d;
	date_split(today, &y, &m, &d);
	*from_r = date_monday(today) - 7 * back;
	*to_r = *from_r + 6;
	if (span == MONTHS)
		months_at(y, m - back, 1, from_r, to_r);
	else if (span == QUARTERS)
		months_at(y, (m - 1) / 3 * 3 + 1 - 3 * back, 3, from_r, to_r);
	else if (span == YEARS)
		months_at(y - back, 1, 12, from_r, to_r);
}

static bool named(const char *p, date today, date *from_r, date *to_r)
{
	static const struct { const char *words; enum span span; int back; } spans[] = {
		{" 本周 这周 这一周 本星期 这星期 这个星期 本礼拜 这个礼拜 ", WEEKS, 0}, {" 上周 上一周 上星期 上个星期 上礼拜 上个礼拜 ", WEEKS, 1}, {" 上上周 上上星期 ", WEEKS, 2},
		{" 本月 这个月 这月 当月 本月份 ", MONTHS, 0}, {" 上月 上个月 上月份 上个月份 ", MONTHS, 1}, {" 上上个月 上上月 ", MONTHS, 2},
		{" 本季度 这个季度 这季度 本季 ", QUARTERS, 0}, {" 上季度 上个季度 上季 ", QUARTERS, 1}, {" 今年 本年 本年度 ", YEARS, 0}, {" 去年 上年 上年度 ", YEARS, 1}};
	size_t n = strlen(p);
	for (size_t i = 0; i < COUNT(spans); i++)
		for (const char *at = spans[i].words; n && (at = strstr(at, p)); at += n)
			if (at[-1] == ' ' && at[n] == ' ') {
				span_at(spans[i].span, spans[i].back, today, from_r, to_r);
				return true;
			}
	return false;
}

/* 9月, 9月份, 九月, 2026年9月: without a year the last one that has begun. */
static bool month(const char *p, date today, date *from_r, date *to_r)
{
	static const char *const han[] = {"十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"};
	static const char *const tails[] = {"月份", "月"};
	int year = date_year(today), n = 0, first;
	const char *q = number(p, &first);
	bool dated = q && strncmp(q, "年", 3) == 0;
	if (dated) {
		year = first;
		p = q + 3;
		q = number(p, &n);
	} else {
		n = q ? first : 0;
	}
	for (size_t i = 0; !q && i < COUNT(han); i++)
		if ((q = unit(p, &han[i], 1)))
			n = 12 - (int)i;
	q = q ? unit(q, tails, COUNT(tails)) : NULL;
	if (!q || *q || n < 1 || n > 12 || date_make(year, n, 1) == DATE_NONE || date_make(year + 1, n, 1) == DATE_NONE)
		return false;
	if (!dated && date_make(year, n, 1) > today)
		year--;
	months_at(year, n, 1, from_r, to_r);
	return true;
}

/* 最近7天: today is the last of them. */
static bool recent(const char *p, date today, date *from_r, date *to_r)
{
	static const char *const heads[] = {"最近", "过去", "近"}, *const tails[] = {"天", "日"};
	int n = 0;
	const char *q = unit(p, heads, COUNT(heads));
	q = q ? number(q, &n) : NULL;
	q = q ? unit(q, tails, COUNT(tails)) : NULL;
	if (!q || *q || n < 1 || n > MOST_DAYS)
		return false;
	*to_r = today;
	*from_r = today - n + 1;
	return true;
}

bool days_stretch(const char *text, date today, date *from_r, date *to_r)
{
	const char *p = days_skip(text);
	if (named(p, today, from_r, to_r) || month(p, today, from_r, to_r) || recent(p, today, from_r, to_r))
		return true;
	p = days_span(p, today, from_r, to_r);
	return p && !*days_skip(p);
}
