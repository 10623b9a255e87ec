#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendar.h"
#include "conf_edit.h"
#include "file_bytes.h"
#include "import.h"
#include "place.h"
#include "speak.h"

enum { NAMES_TRIED = 100 };

static const char *kind_of(const struct marked_day *d)
{
	return d->work ? "work" : "off";
}

void import_tell_days(const struct marked_day *days, size_t count, struct buf *out)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i + 1; k < count && days[k].work == days[i].work && days[k].day == days[k - 1].day + 1; k++)
			;
		buf_printf(out, "  %-4s %s%s%s\n", kind_of(&days[i]), date_text(days[i].day, from), k > i + 1 ? " .. " : "", k > i + 1 ? date_text(days[k - 1].day, to) : "");
	}
}

static int read_days(struct arena *a, const char *path, struct calendar *c, struct err *err)
{
	struct conf_faults faults = {0};
	if (calendar_read(a, path, c, &faults, err) < 0) {
		err->exit_code = 66;
		return -1;
	}
	for (size_t i = 0; i < faults.faults_count; i++)
		fprintf(stderr, "%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
	if (faults.faults_count)
		return err_set(err, 65, "%s", SPEAK(a, "import.bad_calendar", path));
	calendar_finish(c);
	return c->days_count ? 0 : err_set(err, 65, "%s", SPEAK(a, "import.no_days", path));
}

/* How many of them the office's calendars do not say already. */
static size_t news(const struct office *o, const struct calendar *c)
{
	size_t n = 0;
	for (size_t i = 0, k = 0; i < c->days_count; i++) {
		while (k < o->calendar_count && o->calendar[k].day < c->days[i].day)
			k++;
		n += k >= o->calendar_count || o->calendar[k].day != c->days[i].day || o->calendar[k].work != c->days[i].work;
	}
	return n;
}

static void as_csv(const struct calendar *c, struct buf *out)
{
	char day[DATE_TEXT_SIZE];
	buf_adds(out, "date,kind\n");
	for (size_t i = 0; i < c->days_count; i++)
		buf_printf(out, "%s,%s\n", date_text(c->days[i].day, day), kind_of(&c->days[i]));
}

/* Of the year that most of its days are in: a notice may name a day of December before. */
static int year_of(const struct calendar *c)
{
	return date_year(c->days[c->days_count / 2].day);
}

/* calendars/2027.csv, or with a number behind it where there is one already: none is written over. -1: as place_write. */
static int write_csv(struct arena *a, const struct import *i, const struct calendar *c, const char **name_r, const char **path_r, struct err *err)
{
	const char *slash = strrchr(i->configuration, '/');
	const char *folder = slash ? arena_strndup(a, i->configuration, (size_t)(slash - i->configuration) + 1) : "";
	struct place how = {0755, (uid_t)-1, (gid_t)-1};
	struct stat st;
	struct buf csv = {0};
	if (place_folder(arena_printf(a, "%scalendars", folder), &how, err) < 0)
		return -1;
	for (int n = 1; n < NAMES_TRIED; n++) {
		*name_r = n == 1 ? arena_printf(a, "calendars/%d.csv", year_of(c)) : arena_printf(a, "calendars/%d-%d.csv", year_of(c), n);
		*path_r = arena_printf(a, "%s%s", folder, *name_r);
		if (lstat(*path_r, &st) < 0)
			break;
	}
	as_csv(c, &csv);
	how.mode = 0644;
	int failed = place_write(a, *path_r, (struct bytes){(const uint8_t *)csv.data, csv.size}, &how, err) < 0 || place_done(a, *path_r, false, err) < 0 ? -1 : 0;
	buf_release(&csv);
	return failed;
}

static int write_both(struct arena *a, const struct import *i, const struct calendar *c, struct buf *out, struct err *err)
{
	const char *name, *path;
	struct buf old = {0}, text = {0};
	if (write_csv(a, i, c, &name, &path, err) < 0)
		return -1;
	int failed = file_bytes(i->configuration, 64 * 1024 * 1024, &old, err);
	if (!failed)
		failed = conf_edit_calendar(a, old.data ? old.data : "", name, &text, err);
	if (!failed)
		failed = import_replace(a, i, &text, out, err);
	if (failed)
		unlink(path);
	else
		buf_printf(out, "%s\n", SPEAK(a, "import.calendar_written", path));
	buf_release(&old);
	buf_release(&text);
	return failed;
}

static int take(struct arena *a, const struct import *i, struct buf *out, struct err *err)
{
	struct calendar c = {0};
	if (read_days(a, i->file, &c, err) < 0)
		return -1;
	size_t fresh = news(i->office, &c), off = 0;
	for (size_t k = 0; k < c.days_count; k++)
		off += !c.days[k].work;
	import_tell_days(c.days, c.days_count, out);
	buf_printf(out, "%s\n", SPEAK(a, "import.days", arena_printf(a, "%zu", off), arena_printf(a, "%zu", c.days_count - off), arena_printf(a, "%zu", fresh)));
	if (!fresh)
		buf_printf(out, "%s\n", SPEAK(a, "import.nothing"));
	else if (i->write)
		return write_both(a, i, &c, out, err);
	else
		buf_printf(out, "%s\n", SPEAK(a, "import.dry"));
	return 0;
}

int import_calendar(const struct import *i, struct buf *out, struct err *err)
{
	struct arena *a = arena_new();
	int failed = take(a, i, out, err);
	arena_free(a);
	return failed;
}
