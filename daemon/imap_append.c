/* APPEND (RFC 3501 section 6.3.11): a copy of a letter of ours into the clerk's own Sent folder. The only thing ever changed on a server. */
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "imap_inside.h"
#include "mutf7.h"

static void add_date(struct buf *b, int64_t when)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t t = (time_t)when;
	struct tm tm;
	must(gmtime_r(&t, &tm));
	buf_printf(b, "\"%2d-%s-%04d %02d:%02d:%02d +0000\"", tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

int imap_append(struct imap *m, const char *folder, struct bytes letter, int64_t when, double seconds, struct err *err)
{
	struct buf b = {0};
	struct arena *a = arena_new();
	must(!memchr(letter.data, 0, letter.size));
	buf_adds(&b, "APPEND ");
	imap_add_quoted(&b, mutf7_encode(a, folder));
	buf_adds(&b, " (\\Seen) ");
	add_date(&b, when);
	buf_printf(&b, " {%zu}\r\n", letter.size);
	int said = imap_say(m, true, b.data, IMAP_COMMAND_SECONDS, "APPEND", err);
	if (said == IMAP_CONTINUE) {
		buf_clear(&b);
		buf_add(&b, letter.data, letter.size);
		buf_adds(&b, "\r\n");
		said = imap_say(m, false, b.data, seconds, "APPEND", err);
	}
	buf_release(&b);
	arena_free(a);
	if (said < 0)
		return -1;
	return said == IMAP_TAGGED && imap_answered_ok(m) ? 0 : err_set(err, 66, "APPEND into %s: the server answered: %s", folder, imap_last_line(m));
}
