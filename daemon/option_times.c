#include "option_types.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "values/office.h"

const char *const weekday_names[8] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};

static void date_unset(void *field)
{
	*(date *)field = DATE_NONE;
}

static void date_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_scalar(r, o, n);
	date d;
	if (!text)
		return;
	if (date_parse(text, &d) == 0)
		*(date *)field = d;
	else
		reader_fault(r, n, "%s: \"%s\" is no date: write YYYY-MM-DD, such as 2026-09-14", o->name, text);
}

static void date_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	char text[DATE_TEXT_SIZE];
	if (*(const date *)field != DATE_NONE)
		dump_value(d, o, date_text(*(const date *)field, text));
}

const struct option_type type_date = {"date YYYY-MM-DD", date_read, date_unset, date_write};

static int time_of(struct reader *r, const struct option *o, const struct node *n, const char *text)
{
	int t;
	if (hhmm_parse(text, &t) == 0)
		return t;
	if (strcmp(text, "24:00") == 0)
		reader_fault(r, n, "%s: \"24:00\" is no time: write \"23:59\", which includes the whole minute", o->name);
	else
		reader_fault(r, n, "%s: \"%s\" is no time: write HH:MM, such as \"18:00\"", o->name, text);
	return -1;
}

static void time_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_scalar(r, o, n);
	int t = text ? time_of(r, o, n, text) : -1;
	if (t >= 0)
		*(int *)field = t;
}

static const char *hhmm(int t, char text_r[16])
{
	snprintf(text_r, 16, "\"%02d:%02d\"", t / 3600 % 24, t / 60 % 60);
	return text_r;
}

static void time_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	char text[16];
	dump_value(d, o, *(const int *)field < 0 ? "\"off\"" : hhmm(*(const int *)field, text));
}

const struct option_type type_time = {"HH:MM", time_read, NULL, time_write};

static bool is_off(const struct node *n)
{
	return n->kind == NODE_TEXT && (strcmp(n->text, "off") == 0 || strcmp(n->text, "none") == 0);
}

static void time_off_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	if (is_off(n))
		*(int *)field = -1;
	else
		time_read(r, o, n, base, field);
}

const struct option_type type_time_off = {"HH:MM or off", time_off_read, NULL, time_write};

static void time_item(struct reader *r, const struct option *o, const struct node *n, struct option_list *l)
{
	const char *text = option_scalar(r, o, n);
	int t = text ? time_of(r, o, n, text) : -1;
	if (t < 0)
		return;
	l->items = arena_grow(r->a, l->items, l->items_count, &l->items_cap, sizeof t);
	((int *)l->items)[l->items_count++] = t;
}

static int compare_ints(const void *x, const void *y)
{
	int a = *(const int *)x, b = *(const int *)y;
	return a < b ? -1 : a > b;
}

static void times_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	struct option_list l;
	option_items(r, o, n, field, time_item);
	memcpy(&l, field, sizeof l);
	if (l.items_count == 0)
		return;
	int *t = l.items;
	qsort(t, l.items_count, sizeof *t, compare_ints);
	for (size_t i = 1; i < l.items_count; i++)
		if (t[i] == t[i - 1])
			reader_fault(r, n, "%s: %02d:%02d is written twice", o->name, t[i] / 3600, t[i] / 60 % 60);
}

static void times_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	struct option_list l;
	char text[16];
	memcpy(&l, field, sizeof l);
	dump_key(d, o->name);
	buf_adds(d->out, " [");
	for (size_t i = 0; i < l.items_count; i++)
		buf_printf(d->out, "%s%s", i ? ", " : "", hhmm(((const int *)l.items)[i], text));
	buf_adds(d->out, "]\n");
}

const struct option_type type_times = {"list of HH:MM", times_read, NULL, times_write};

static void span_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	int *span = field;
	size_t before = r->faults->faults_count;
	struct option_list l = {0};
	if (is_off(n) || (n->kind == NODE_LIST && n->items_count == 0)) {
		span[0] = span[1] = 0;
		return;
	}
	option_items(r, o, n, &l, time_item);
	if (r->faults->faults_count > before)
		return;
	if (l.items_count != 2)
		reader_fault(r, n, "%s needs two times, such as [\"22:45\", \"07:30\"], or off", o->name);
	else
		memcpy(span, l.items, 2 * sizeof *span);
	if (l.items_count == 2 && span[0] == span[1])
		reader_fault(r, n, "%s: begins when it ends: write two times, or off", o->name);
}

static void span_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	const int *span = field;
	char from[16], to[16], text[40];
	snprintf(text, sizeof text, "[%s, %s]", hhmm(span[0], from), hhmm(span[1], to));
	dump_value(d, o, span[0] == span[1] ? "\"off\"" : text);
}

const struct option_type type_span = {"[HH:MM, HH:MM] or off", span_read, NULL, span_write};

/* "two_days", "sunday", "alternate 2026-01-10". The usual one is not written out, so that policies that never heard of it keep their version. */
static void weekend_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	enum { SATURDAY = 5 };
	static const char alternate[] = "alternate ";
	struct weekend *w = field;
	const char *text = option_line(r, o, n);
	date worked;
	(void)base;
	if (!text)
		return;
	if (strcmp(text, "two_days") == 0 || strcmp(text, "sunday") == 0)
		*w = (struct weekend){.kind = *text == 's' ? WEEKEND_SUNDAY : WEEKEND_TWO_DAYS};
	else if (strncmp(text, alternate, sizeof alternate - 1) == 0 && date_parse(text + sizeof alternate - 1, &worked) == 0 && date_weekday(worked) == SATURDAY)
		*w = (struct weekend){WEEKEND_ALTERNATE, worked};
	else
		reader_fault(r, n, "weekend: \"%s\": write two_days, sunday, or alternate and a Saturday that is worked, such as \"alternate 2026-01-10\"", text);
}

static void weekend_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	const struct weekend *w = field;
	char text[40] = "sunday", day[DATE_TEXT_SIZE];
	(void)base;
	if (w->kind == WEEKEND_ALTERNATE)
		snprintf(text, sizeof text, "alternate %s", date_text(w->worked, day));
	if (w->kind != WEEKEND_TWO_DAYS)
		dump_value(d, o, text);
}

const struct option_type type_weekend = {"two_days, sunday, or alternate YYYY-MM-DD", weekend_read, NULL, weekend_write};

static int weekday_of(const char *text, size_t n)
{
	for (int i = 0; i < 7; i++)
		if (n == 3 && strncmp(weekday_names[i], text, n) == 0)
			return i;
	return -1;
}

static void due_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	struct due_rule *rule = field;
	const char *text = option_line(r, o, n), *blank = text ? strchr(text, ' ') : NULL;
	if (!text)
		return;
	int day = blank ? weekday_of(text, (size_t)(blank - text)) : -1, t;
	if (blank && day < 0 && !isdigit((unsigned char)*text)) {
		reader_fault(r, n, "%s: \"%s\": write a weekday (mon tue wed thu fri sat sun) and a time, such as \"fri 12:00\"", o->name,
			     text);
		return;
	}
	if (day >= 0 && rule->every != EVERY_WEEK) {
		reader_fault(r, n, "%s: a weekday is for what is due weekly: write the time alone, such as \"18:00\"", o->name);
		return;
	}
	while (blank && *blank == ' ')
		blank++;
	t = time_of(r, o, n, day >= 0 ? blank : text);
	if (t < 0)
		return;
	rule->at = t;
	if (day >= 0)
		rule->day = day;
}

static void due_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	time_write(o, base, &((const struct due_rule *)field)->at, d);
}

const struct option_type type_due = {"HH:MM, or weekday and HH:MM", due_read, NULL, due_write};

static void due_day_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	int day = n->kind == NODE_TEXT ? weekday_of(n->text, strlen(n->text)) : -1;
	if (day >= 0)
		*(int *)field = day;
	else
		type_count.read(r, o, n, base, field);
}

static void due_day_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	type_count.write(o, base, field, d);
}

const struct option_type type_due_day = {"number or weekday", due_day_read, NULL, due_day_write};

/* ---- what is due again and again */

const char *const due_everys[] = {"workday", "day", "week", "month", "quarter", "half_year", NULL};
const char *const due_fallbacks[] = {"none", "last_workday", "next_workday", NULL};

void due_check(struct reader *r, const struct node *n, const struct due_rule *when)
{
	static const struct {
		int min, max;
		const char *words;
	} ranges[] = {{-7, 7, "days after the workday, -7 to 7"}, {-7, 7, "days after the day, -7 to 7"}, {0, 6, "a weekday, mon to sun"}, {1, 31, "a day of the month, 1 to 31"},
	              {1, 92, "a day of the quarter, 1 to 92"}, {1, 184, "a day of the half-year, 1 to 184"}};
	const struct node *day = node_get(n, "due_day");
	if (when->day < ranges[when->every].min || when->day > ranges[when->every].max)
		reader_fault(r, day ? day : n, "due_day: write %s", ranges[when->every].words);
}
