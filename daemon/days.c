#include "days.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { HALF_YEAR = 183, MOST_DAYS = 400 };
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
		if (strncmp(p, units[i], strlen(units[i])) == 0)
			return p + strlen(units[i]);
	return NULL;
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

const char *days_one(const char *p, date today, date from, date *d_r)
{
	static const char *const between[] = {"年", "月", "-", "/", "."}, *const behind[] = {"日", "号"};
	static const struct { const char *word; int days; } near[] = {{"今天", 0}, {"今日", 0}, {"明天", 1}, {"后天", 2}, {"昨天", -1}, {"昨日", -1}, {"前天", -2}};
	int n[3], count = 0;
	for (size_t i = 0; i < COUNT(near); i++)
		if (strncmp(p, near[i].word, strlen(near[i].word)) == 0) {
			*d_r = today + near[i].days;
			return p + strlen(near[i].word);
		}
	for (const char *q; count < 3 && (q = number(p, &n[count])); count++) {
		const char *next = unit(q, between, COUNT(between));
		p = next && isdigit((unsigned char)*next) && count < (n[0] > 31 ? 2 : 1) ? next : q; /* a third number only behind a year */
		if (p == q) {
			count++;
			break;
		}
	}
	const char *end = unit(p, behind, COUNT(behind));
	*d_r = DATE_NONE;
	if (count == 3)
		*d_r = date_make(n[0], n[1], n[2]);
	else if (count == 2)
		*d_r = nearest(n[0], n[1], today);
	else if (count == 1 && from != DATE_NONE)
		*d_r = next_of_number(from, n[0]);
	return *d_r == DATE_NONE ? NULL : end ? end : p;
}

const char *days_span(const char *p, date today, date *from_r, date *to_r)
{
	static const char *const upto[] = {"至", "到", "-", "~", "—", "–"};
	p = days_one(days_skip(p), today, DATE_NONE, from_r);
	if (!p)
		return NULL;
	*to_r = *from_r;
	while (*p == ' ')
		p++;
	const char *second = unit(p, upto, COUNT(upto));
	if (!second)
		return p;
	while (*second == ' ')
		second++;
	p = days_one(second, today, *from_r, to_r);
	return p && *to_r >= *from_r ? p : NULL;
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
