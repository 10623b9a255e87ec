#include "parsers/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

enum {
	SERIAL_OF_1970 = 25569,   /* 1970-01-01 in the 1900 system */
	SERIAL_SHIFT_1904 = 1462, /* days between the two systems */
	SERIAL_FAKE_LEAP = 60,    /* 1900-02-29: Lotus believed in it, and Excel keeps it */
	SERIAL_END = 2958466,     /* the day after 9999-12-31 */
	DIGITS = 15,
};

/* What the letters of a format code add up to. */
struct letters {
	bool year_or_day, month, hour_or_second, elapsed, percent, digit;
	int zeros;
};

/* The position after an escaped, quoted or bracketed part at p; p itself when it is none. [h], [m] and [s] are elapsed time. */
static const char *skip_literal(const char *p, struct letters *l)
{
	if (*p == '\\' || *p == '_' || *p == '*')
		return p[1] ? p + 2 : p + 1;
	if (*p == '"') {
		const char *end = strchr(p + 1, '"');
		return end ? end + 1 : p + strlen(p);
	}
	if (*p == '[') {
		const char *end = strchr(p, ']');
		if (strchr("hHsSmM", p[1]) && p[1] && end && strspn(p + 1, "hHsSmM") == (size_t)(end - p - 1))
			l->hour_or_second = l->elapsed = true;
		return end ? end + 1 : p + strlen(p);
	}
	if (strncasecmp(p, "am/pm", 5) == 0 || strncasecmp(p, "a/p", 3) == 0) {
		l->hour_or_second = true;
		return p + (p[1] == '/' ? 3 : 5);
	}
	if (strncasecmp(p, "general", 7) == 0)
		return p + 7;
	if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-')) /* 0.00E+00 */
		return p + 2;
	return p;
}

static void read_letter(char c, struct letters *l)
{
	switch (c) {
	case 'y': case 'Y': case 'd': case 'D': case 'e': case 'a': case 'A': l->year_or_day = true; break; /* e: year, aaa: weekday */
	case 'm': case 'M': l->month = true; break;
	case 'h': case 'H': case 's': case 'S': l->hour_or_second = true; break;
	case '%': l->percent = true; break;
	case '0': l->digit = true; l->zeros++; break;
	case '#': case '?': l->digit = true; break;
	default: break;
	}
}

struct number_format number_format_of_code(const char *code)
{
	struct letters l = {0};
	struct number_format format = {NUMBER_PLAIN, 0};
	const char *p = code;
	while (*p && *p != ';') {
		const char *next = skip_literal(p, &l);
		if (next == p)
			read_letter(*next++, &l);
		p = next;
	}
	if (l.digit && !l.hour_or_second) {
		if ((size_t)l.zeros == strlen(code) && l.zeros <= DIGITS)
			format.zeros = l.zeros;
		format.kind = l.percent ? NUMBER_PERCENT : NUMBER_PLAIN;
	} else if (l.year_or_day || (l.month && !l.hour_or_second))
		format.kind = l.hour_or_second ? NUMBER_DATETIME : NUMBER_DATE;
	else if (l.hour_or_second)
		format.kind = l.elapsed ? NUMBER_ELAPSED : NUMBER_TIME;
	return format;
}

struct number_format number_format_of_id(unsigned id)
{
	static const struct {
		unsigned from, to;
		enum number_kind kind;
	} builtin[] = {
		{9, 10, NUMBER_PERCENT}, {14, 17, NUMBER_DATE}, {18, 21, NUMBER_TIME}, {22, 22, NUMBER_DATETIME}, {27, 31, NUMBER_DATE},
		{32, 35, NUMBER_TIME},   {36, 36, NUMBER_DATE}, {45, 45, NUMBER_TIME}, {46, 46, NUMBER_ELAPSED}, {47, 47, NUMBER_TIME}, {50, 54, NUMBER_DATE},     {55, 56, NUMBER_TIME},
		{57, 58, NUMBER_DATE},
	};
	struct number_format format = {NUMBER_PLAIN, 0};
	for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
		if (id >= builtin[i].from && id <= builtin[i].to)
			format.kind = builtin[i].kind;
	return format;
}

/* Small fractions without exponent: 0.00001234 */
static const char *small_text(struct arena *a, double value)
{
	char *s = arena_printf(a, "%.*f", DIGITS - 1 - (int)floor(log10(fabs(value))), value);
	size_t n = strlen(s);
	while (n > 1 && s[n - 1] == '0')
		s[--n] = '\0';
	return s;
}

const char *number_text(struct arena *a, double value)
{
	char s[40];
	if (value == 0 || !isfinite(value))
		return isfinite(value) ? "0" : "#NUM!";
	if (fabs(value) < 1e-4 && fabs(value) >= 1e-9)
		return small_text(a, value);
	snprintf(s, sizeof s, "%.*G", DIGITS, value);
	return arena_strdup(a, s);
}

/* 2026-03-05; NULL when the serial names no day. */
static const char *day_text(struct arena *a, int64_t serial, bool date1904)
{
	char text[DATE_TEXT_SIZE];
	if (date1904)
		serial += SERIAL_SHIFT_1904;
	if (serial < 1 || serial >= SERIAL_END)
		return NULL;
	if (serial == SERIAL_FAKE_LEAP)
		return "1900-02-29";
	if (serial < SERIAL_FAKE_LEAP)
		serial++;
	return arena_strdup(a, date_text((date)(serial - SERIAL_OF_1970), text));
}

static const char *moment_text(struct arena *a, double value, enum number_kind kind, bool date1904)
{
	int64_t seconds = llround(value * DAY_SECONDS), rest = seconds % DAY_SECONDS;
	if (kind == NUMBER_ELAPSED || (seconds < DAY_SECONDS && (kind == NUMBER_TIME || !date1904)))
		return arena_printf(a, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
	/* A date without hours is the day it falls on, however late on it. */
	const char *day = day_text(a, kind == NUMBER_DATE ? (int64_t)value : seconds / DAY_SECONDS, date1904);
	if (!day || kind == NUMBER_DATE || rest == 0)
		return day;
	return arena_printf(a, "%s %02d:%02d:%02d", day, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

const char *number_text_as(struct arena *a, double value, struct number_format format, bool date1904)
{
	const char *text = NULL;
	if (format.kind >= NUMBER_DATE && value >= 0 && value < SERIAL_END)
		text = moment_text(a, value, format.kind, date1904);
	else if (format.kind == NUMBER_PERCENT && fabs(value) < 1e12)
		text = arena_printf(a, "%s%%", number_text(a, value * 100));
	else if (format.zeros && value >= 0 && value < 1e15 && value == floor(value))
		text = arena_printf(a, "%0*.0f", format.zeros, value);
	return text ? text : number_text(a, value);
}

bool number_is_shown(const char *digits, size_t size, struct number_format format)
{
	if (size == 0 || size > DIGITS || format.kind != NUMBER_PLAIN || format.zeros || (digits[0] == '0' && size > 1))
		return false;
	for (size_t i = 0; i < size; i++)
		if (digits[i] < '0' || digits[i] > '9')
			return false;
	return true;
}

const char *number_of_text(struct arena *a, const char *text, struct number_format format, bool date1904)
{
	char *end;
	double value = strtod(text, &end);
	if (end == text || *end || strspn(text, "+-.0123456789eE") != (size_t)(end - text))
		return text;
	return number_text_as(a, value, format, date1904);
}

const char *number_of_iso(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text), *t = strchr(s, 'T');
	s[strcspn(s, ".,Z")] = '\0';
	if (t && (strcmp(t, "T00:00:00") == 0 || strcmp(t, "T00:00") == 0))
		*t = '\0';
	else if (t)
		*t = ' ';
	return s;
}
