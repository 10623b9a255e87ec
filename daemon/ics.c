/* iCalendar (RFC 5545) through libical; the only file that includes it. */
#include <libical/ical.h>
#include <string.h>
#include <strings.h>

#include "base/late.h"
#include "base/text.h"
#include "calendar.h"

#define FUNCTIONS(F) \
	F(icalcomponent_free) F(icalcomponent_get_first_component) F(icalcomponent_get_first_property) F(icalcomponent_get_next_component) \
	F(icalcomponent_get_next_property) F(icalcomponent_get_summary) F(icalcomponent_isa) F(icaldurationtype_as_int) \
	F(icalerror_set_errors_are_fatal) F(icalparser_parse_string) F(icalproperty_get_dtend) F(icalproperty_get_dtstart) \
	F(icalproperty_get_duration) F(icalproperty_get_x) F(icalproperty_get_x_name) F(icaltime_is_null_time) F(icaltime_null_time)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

enum { EVENT_MAX_DAYS = 60 /* a longer "holiday" is a slip of the pen */ };

struct ics {
	struct arena *a;
	const char *file, *data;
	size_t size;
	struct calendar *c;
	struct conf_faults *faults;
	size_t events;      /* seen so far */
	size_t marked;
	bool special;       /* the file uses X-APPLE-SPECIAL-DAY: then the summary says nothing */
};

/* libical forgets lines: the line of the n-th BEGIN:VEVENT. */
static int event_line(const struct ics *x, size_t n)
{
	int line = 1;
	const char *p = x->data, *end = p + x->size;
	for (; p < end; line++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		if ((size_t)(end - p) >= 12 && strncasecmp(p, "BEGIN:VEVENT", 12) == 0 && n-- == 0)
			return line;
		p = nl ? nl + 1 : end;
	}
	return 0;
}

static const char *special_day(icalcomponent *event)
{
	for (icalproperty *p = lib.icalcomponent_get_first_property(event, ICAL_X_PROPERTY); p;
	     p = lib.icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
		const char *name = lib.icalproperty_get_x_name(p);
		if (name && strcasecmp(name, "X-APPLE-SPECIAL-DAY") == 0)
			return lib.icalproperty_get_x(p);
	}
	return NULL;
}

enum mark { MARK_NONE, MARK_OFF, MARK_WORK };

static enum mark mark_of(const struct ics *x, icalcomponent *event)
{
	const char *special = special_day(event), *summary = lib.icalcomponent_get_summary(event);
	if (special && strcasecmp(special, "WORK-HOLIDAY") == 0)
		return MARK_OFF;
	if (special && strcasecmp(special, "ALTERNATE-WORKDAY") == 0)
		return MARK_WORK;
	if (x->special || !summary)
		return MARK_NONE;
	if (strstr(summary, "班"))
		return MARK_WORK; /* "上班(补春节假期)": before 假 */
	return strstr(summary, "休") || strstr(summary, "假") ? MARK_OFF : MARK_NONE;
}

static date day_of(struct icaltimetype t)
{
	return date_make(t.year, t.month, t.day);
}

/* The day after the event's last one: DTEND is exclusive; without it and without a duration the event is one day. */
static date end_of(icalcomponent *event, date start)
{
	icalproperty *end = lib.icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
	icalproperty *duration = lib.icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
	if (end)
		return day_of(lib.icalproperty_get_dtend(end));
	if (duration)
		return start + lib.icaldurationtype_as_int(lib.icalproperty_get_duration(duration)) / DAY_SECONDS;
	return start + 1;
}

static void event_fault(const struct ics *x, size_t event, const char *text)
{
	conf_fault_add(x->a, x->faults, x->file, event_line(x, event), "%s", text);
}

static void mark_days(struct ics *x, icalcomponent *event, size_t number, bool work)
{
	icalproperty *p = lib.icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
	struct icaltimetype t = p ? lib.icalproperty_get_dtstart(p) : lib.icaltime_null_time();
	date from = lib.icaltime_is_null_time(t) ? DATE_NONE : day_of(t);
	if (from == DATE_NONE || !t.is_date) {
		event_fault(x, number, "the event has no whole day: write DTSTART;VALUE=DATE:20261001");
		return;
	}
	if (lib.icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY)) {
		event_fault(x, number, "the event repeats itself (RRULE): write each year's days");
		return;
	}
	date to = end_of(event, from);
	if (to == DATE_NONE || to <= from || to - from > EVENT_MAX_DAYS) {
		event_fault(x, number, "the event does not end after its start, or lasts for months: DTEND is the day after the last");
		return;
	}
	int line = event_line(x, number);
	for (date d = from; d < to; d++)
		calendar_add(x->a, x->c, d, work, line);
	x->marked++;
}

/* Calls each for every event under the component, in the file's order. */
static void walk(struct ics *x, icalcomponent *top, void (*each)(struct ics *, icalcomponent *, size_t))
{
	for (icalcomponent *c = lib.icalcomponent_get_first_component(top, ICAL_ANY_COMPONENT); c;
	     c = lib.icalcomponent_get_next_component(top, ICAL_ANY_COMPONENT)) {
		if (lib.icalcomponent_isa(c) == ICAL_VEVENT_COMPONENT)
			each(x, c, x->events++);
		else if (lib.icalcomponent_isa(c) == ICAL_VCALENDAR_COMPONENT)
			walk(x, c, each);
	}
}

static void look_for_special(struct ics *x, icalcomponent *event, size_t number)
{
	(void)number;
	x->special = x->special || special_day(event);
}

static void take_event(struct ics *x, icalcomponent *event, size_t number)
{
	enum mark m = mark_of(x, event);
	if (m != MARK_NONE)
		mark_days(x, event, number, m == MARK_WORK);
}

void ics_parse(struct arena *a, const char *file, const char *data, size_t size, struct calendar *c, struct conf_faults *f)
{
	struct ics x = {.a = a, .file = file, .data = data, .size = size, .c = c, .faults = f};
	size_t before = f->faults_count;
	struct err err;
	if (late_bind("libical.so.3", names, &lib, sizeof lib, &err) < 0) {
		conf_fault_add(a, f, file, 1, "%s", err.text);
		return;
	}
	lib.icalerror_set_errors_are_fatal(0);
	icalcomponent *root = lib.icalparser_parse_string(text_decode(a, NULL, data, size));
	if (!root) {
		conf_fault_add(a, f, file, 1, "not an iCalendar file");
		return;
	}
	walk(&x, root, look_for_special);
	x.events = 0;
	walk(&x, root, take_event);
	lib.icalcomponent_free(root);
	if (x.marked == 0 && f->faults_count == before)
		conf_fault_add(a, f, file, 1, "no event says off (休, 假) or work (班), nor X-APPLE-SPECIAL-DAY");
}
