#include "invite.h"

#include <string.h>

enum { LINE_MAX_BYTES = 75 /* RFC 5545 section 3.1 */ };

/* One content line, folded between characters. */
static void put_line(struct buf *out, const char *line)
{
	size_t width = 0;
	for (const char *p = line; *p;) {
		size_t n = 1;
		while (((unsigned char)p[n] & 0xC0) == 0x80)
			n++;
		if (width + n > LINE_MAX_BYTES) {
			buf_adds(out, "\r\n ");
			width = 1;
		}
		buf_add(out, p, n);
		width += n;
		p += n;
	}
	buf_adds(out, "\r\n");
}

/* Section 3.3.11: what would end a value is escaped. */
static const char *escaped(struct arena *a, const char *text)
{
	struct buf out = {0};
	for (const char *p = letter_one_line(a, text); *p; p++) {
		if (*p == '\\' || *p == ';' || *p == ',')
			buf_addc(&out, '\\');
		buf_addc(&out, *p);
	}
	const char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static const char *utc(struct arena *a, int64_t t)
{
	int year, month, day, second = (int)(t % DAY_SECONDS);
	date_split((date)(t / DAY_SECONDS), &year, &month, &day);
	return arena_printf(a, "%04d%02d%02dT%02d%02d%02dZ", year, month, day, second / 3600, second / 60 % 60, second % 60);
}

struct letter_file invite_file(struct arena *a, const char *id, const char *organizer, const struct report_event *e, int64_t made)
{
	struct buf out = {0};
	const char *domain = strrchr(organizer, '@');
	put_line(&out, "BEGIN:VCALENDAR");
	put_line(&out, "VERSION:2.0");
	put_line(&out, "PRODID:-//leadclerk//leadclerk//ZH");
	put_line(&out, "METHOD:PUBLISH");
	put_line(&out, "BEGIN:VEVENT");
	put_line(&out, arena_printf(a, "UID:%s%s", id, domain ? domain : ""));
	put_line(&out, arena_printf(a, "DTSTAMP:%s", utc(a, made)));
	put_line(&out, arena_printf(a, "ORGANIZER:mailto:%s", organizer));
	put_line(&out, arena_printf(a, "DTSTART:%s", utc(a, e->from)));
	put_line(&out, arena_printf(a, "DTEND:%s", utc(a, e->to)));
	put_line(&out, arena_printf(a, "SUMMARY:%s", escaped(a, e->title)));
	if (e->place)
		put_line(&out, arena_printf(a, "LOCATION:%s", escaped(a, e->place)));
	put_line(&out, "SEQUENCE:0");
	put_line(&out, "STATUS:CONFIRMED");
	put_line(&out, "TRANSP:OPAQUE");
	put_line(&out, "END:VEVENT");
	put_line(&out, "END:VCALENDAR");
	struct letter_file f = {.name = "invite.ics", .type = "text/calendar; method=PUBLISH; charset=UTF-8", .bytes = {arena_memdup(a, out.data, out.size), out.size}};
	buf_release(&out);
	return f;
}
