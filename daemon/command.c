#include "command.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { FIRST_LINES = 3, NAME_CHARS = 12, HALF_YEAR = 183, LONGEST_LEAVE = 400 };
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
	const char *word;
	enum command_kind kind;
} words[] = {{"请假", COMMAND_LEAVE}, {"休假", COMMAND_LEAVE}, {"處罰", COMMAND_FINE}, {"处罚", COMMAND_FINE}, {"免除", COMMAND_WAIVE}};

static const char *skip(const char *p)
{
	for (const char *q = p; *q; p = q) {
		uint32_t c = text_next(&q);
		if (!text_is_space(c) && !text_is_punct(c))
			break;
	}
	return p;
}

/* ---- days */

static const char *number(const char *p, int *n_r)
{
	int digits = 0;
	for (*n_r = 0; isdigit((unsigned char)*p) && digits < 4; p++, digits++)
		*n_r = *n_r * 10 + (*p - '0');
	return digits && !isdigit((unsigned char)*p) ? p : NULL;
}

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

/* 10月8日, 10-8, 2026年10月8日, 2026-10-08, 今天, 明天; behind `from` a day alone (9日) is one of its month. */
static const char *day_at(const char *p, date today, date from, date *d_r)
{
	static const char *const near[] = {"今天", "明天", "后天"}, *const between[] = {"年", "月", "-", "/", "."}, *const behind[] = {"日", "号"};
	int n[3], count = 0, y, m, d;
	for (size_t i = 0; i < COUNT(near); i++)
		if (strncmp(p, near[i], strlen(near[i])) == 0) {
			*d_r = today + (date)i;
			return p + strlen(near[i]);
		}
	for (const char *q; count < 3 && (q = number(p, &n[count])); count++) {
		const char *next = unit(q, between, COUNT(between));
		p = next && isdigit((unsigned char)*next) && count < 2 ? next : q;
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
	else if (count == 1 && from != DATE_NONE) {
		date_split(from, &y, &m, &d);
		*d_r = date_make(y, m, n[0]);
	}
	return *d_r == DATE_NONE ? NULL : end ? end : p;
}

static bool read_days(const char *p, date today, struct command *c)
{
	static const char *const upto[] = {"至", "到", "-", "~", "—", "–"};
	p = day_at(skip(p), today, DATE_NONE, &c->from);
	if (!p)
		return false;
	c->to = c->from;
	while (*p == ' ')
		p++;
	const char *second = unit(p, upto, COUNT(upto));
	if (!second)
		return true;
	while (*second == ' ')
		second++;
	return day_at(second, today, c->from, &c->to) && c->to >= c->from && c->to - c->from <= LONGEST_LEAVE;
}

/* ---- words */

/* Up to a blank or a mark, or a digit. */
static const char *token(struct arena *a, const char **p, bool digits)
{
	const char *start = skip(*p), *q = start;
	for (const char *next = q; *next; q = next) {
		uint32_t c = text_next(&next);
		if (text_is_space(c) || (text_is_punct(c) && c != '.' && c != '-' && c != '_') || (!digits && c < 0x80 && isdigit((int)c)))
			break;
	}
	*p = q;
	return arena_strndup(a, start, (size_t)(q - start));
}

static bool read_line(struct arena *a, const char *line, date today, struct command *c)
{
	const char *p = skip(line), *after;
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t n = strlen(words[i].word);
		const char *leave = words[i].kind == COMMAND_LEAVE ? strstr(p, words[i].word) : NULL;
		*c = (struct command){.kind = words[i].kind, .who = "", .what = "", .reason = "", .from = DATE_NONE, .to = DATE_NONE};
		if (strncmp(p, words[i].word, n) == 0) {
			after = p + n;
			if (c->kind != COMMAND_WAIVE)
				c->who = token(a, &after, false);
		} else if (leave && text_count(arena_strndup(a, p, (size_t)(leave - p))) <= NAME_CHARS) { /* 张伟请假 10月8日 */
			c->who = text_trim(a, arena_strndup(a, p, (size_t)(leave - p)));
			after = leave + n;
		} else {
			continue;
		}
		if (c->kind == COMMAND_LEAVE)
			return *c->who && read_days(after, today, c);
		c->what = token(a, &after, true);
		c->reason = text_trim(a, skip(after));
		return *c->what && (c->kind == COMMAND_WAIVE ? strchr(c->what, '.') != NULL : *c->who != '\0');
	}
	return false;
}

bool command_read(struct arena *a, const char *text, date today, struct command *c_r)
{
	const char *p = text_nfkc(a, text);
	for (int lines = 0; *p && lines < FIRST_LINES;) {
		size_t n = strcspn(p, "\n");
		const char *line = text_trim(a, arena_strndup(a, p, n));
		p += n + (p[n] == '\n');
		if (!*line || *line == '>')
			continue;
		if (!strchr(line, '?') && read_line(a, line, today, c_r))
			return true;
		lines++;
	}
	return false;
}
