/* An office for a test, read from YAML as the daemon reads it, and dates and moments written as text. */
#ifndef TESTS_UNIT_OFFICE_YAML_H
#define TESTS_UNIT_OFFICE_YAML_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "conf.h"
#include "duty.h"

/* 2026-09-14 is a Monday. Mid-autumn and the week of the national day are off; a Sunday and a Saturday are worked for it (调休). 2027-02-08 is the Monday of a week
 * without any workday. */
static const char holidays_csv[] = "date,kind\n2026-09-20,work\n2026-09-25,off\n2026-10-01,off\n2026-10-02,off\n2026-10-05,off\n2026-10-06,off\n"
                                   "2026-10-07,off\n2026-10-10,work\n2027-01-01,off\n2027-02-08,off\n2027-02-09,off\n2027-02-10,off\n2027-02-11,off\n2027-02-12,off\n";

static inline void put_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	if (!f || fputs(text, f) == EOF || fclose(f) != 0)
		fail_msg("%s cannot be written", path);
}

/* text: the office's own lines of YAML; roster and servers are added. Its zone is the process's from then on. */
static inline const struct office *office_of_zone(struct arena *a, const char *zone, const char *text)
{
	char dir[] = "/tmp/test_office.XXXXXX";
	struct conf_faults faults = {0};
	struct office *o = arena_alloc(a, sizeof *o);
	assert_non_null(mkdtemp(dir));
	const char *path = arena_printf(a, "%s/leadclerk.yaml", dir), *days = arena_printf(a, "%s/holidays.csv", dir);
	put_file(days, holidays_csv);
	put_file(path, arena_printf(a,
	                            "office: {since: 2026-09-14, timezone: %s, calendars: [holidays.csv]}\n"
	                            "mailboxes: [{name: clerk, url: 'maildir:in'}]\n"
	                            "submission: {url: 'maildir:out', from: clerk@corp.test}\n"
	                            "staff:\n"
	                            "  - {id: d, role: director, mail: d@corp.test}\n"
	                            "  - {id: g, role: general_manager, mail: g@corp.test}\n"
	                            "  - {id: r, role: rep, mail: r@corp.test}\n"
	                            "  - {id: other, role: rep, mail: o@corp.test}\n"
	                            "  - {id: newcomer, role: rep, mail: n@corp.test, since: 2026-09-16}\n"
	                            "  - {id: leaver, role: rep, mail: l@corp.test, until: 2026-09-16}\n"
	                            "leave: [{staff: r, from: 2026-11-03, to: 2026-11-04}, {staff: r, from: 2026-11-16, to: 2026-11-20}]\n"
	                            "%s",
	                            zone, text));
	int failed = conf_read(a, path, o, &faults);
	for (size_t i = 0; i < faults.faults_count; i++)
		print_message("%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
	unlink(path);
	unlink(days);
	rmdir(dir);
	assert_int_equal(failed, 0);
	return o;
}

static inline const struct office *office_of(struct arena *a, const char *text)
{
	return office_of_zone(a, "Asia/Shanghai", text);
}

static inline date day_of(const char *text)
{
	date d;
	if (date_parse(text, &d) < 0)
		fail_msg("no date: %s", text);
	return d;
}

/* "2026-09-14 23:59:59" in the office's zone; "open": INT64_MIN. */
static inline int64_t moment_of(const char *text)
{
	int h, m, s;
	char day[11];
	if (strcmp(text, "open") == 0)
		return INT64_MIN;
	if (sscanf(text, "%10s %d:%d:%d", day, &h, &m, &s) != 4)
		fail_msg("no moment: %s", text);
	return time_at(day_of(day), h * 3600 + m * 60 + s);
}

/* "lead 2026-09-13 20:00:00 87; prospect ...", ascending. */
static inline struct credits credits_of(struct arena *a, const char *text)
{
	struct credits c = {0};
	char what[32], day[11], hour[9];
	int n, used;
	while (*text && sscanf(text, " %31s %10s %8s %d%n", what, day, hour, &n, &used) == 4) {
		int64_t at = moment_of(arena_printf(a, "%s %s", day, hour));
		assert_true(c.items_count == 0 || c.items[c.items_count - 1].at <= at);
		ARENA_PUSH(a, &c, items) = (struct credit){arena_strdup(a, what), at, n, 1};
		text += used;
		text += *text == ';';
	}
	if (text[strspn(text, " ")])
		fail_msg("no credit: %s", text);
	return c;
}

#endif
