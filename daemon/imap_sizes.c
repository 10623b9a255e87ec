/* FETCH of dates and sizes (RFC 3501 section 6.4.5), read by hand: a store that has one broken mail answers with INTERNALDATE NIL, "" or words of its own,
 * over which libetpan loses the answers about all other mails, and its place in the conversation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "imap_inside.h"

enum { FIRST_YEAR = 1990 /* there was no IMAP before: 1-Jan-1970 and 1-Jan-1601 are what a broken store makes of no date */ };

/* " 4-Sep-2026 23:59:59 +0800", behind its quotation mark. */
static int64_t read_date(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int day, year, hour, minute, second, zone;
	char month[4], sign;
	if (sscanf(s, " %2d-%3[A-Za-z]-%4d %2d:%2d:%2d %c%4d", &day, month, &year, &hour, &minute, &second, &sign, &zone) != 8 || strlen(month) != 3)
		return INT64_MIN;
	const char *at = strcasestr(months, month);
	date d = at && (at - months) % 3 == 0 ? date_make(year, (int)(at - months) / 3 + 1, day) : DATE_NONE;
	if (d == DATE_NONE || year < FIRST_YEAR || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || !strchr("+-", sign) || zone < 0)
		return INT64_MIN;
	int off = (zone / 100 * 60 + zone % 100) * 60;
	return (int64_t)d * DAY_SECONDS + hour * 3600 + minute * 60 + second - (sign == '-' ? -off : off);
}

/* Behind one value: "...", (...), or what ends at a blank. */
static const char *skip_value(const char *s)
{
	int depth = 0;
	do {
		if (*s == '"')
			for (s++; *s && *s != '"'; s++)
				s += *s == '\\' && s[1];
		depth += (*s == '(') - (*s == ')');
		if (*s && depth >= 0)
			s++;
	} while (*s && depth >= 0 && (depth > 0 || !strchr(" )", *s)));
	return s;
}

static bool is_key(const char *s, size_t size, const char *key)
{
	return size == strlen(key) && strncasecmp(s, key, size) == 0;
}

/* What lies between "* 3 FETCH (" and ")", in any order. */
static struct imap_mail read_attributes(const char *s)
{
	struct imap_mail one = {.internaldate = INT64_MIN};
	while (*(s += strspn(s, " ")) && *s != ')') {
		size_t n = strcspn(s, " )");
		const char *value = s + n + strspn(s + n, " ");
		char *end = NULL;
		unsigned long long number = *value >= '0' && *value <= '9' ? strtoull(value, &end, 10) : 0;
		if (is_key(s, n, "UID") && number <= UINT32_MAX)
			one.uid = (uint32_t)number;
		else if (is_key(s, n, "RFC822.SIZE") && end && number <= UINT32_MAX)
			one.size = (uint32_t)number, one.sized = true;
		else if (is_key(s, n, "INTERNALDATE") && *value == '"')
			one.internaldate = read_date(value + 1);
		s = skip_value(value);
	}
	return one;
}

static int by_number(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = ((const struct imap_mail *)y)->uid;
	return a < b ? -1 : a > b;
}

/* One about mails that nobody asked for, or that says nothing new, goes. */
static void take_line(struct imap *m, struct imap_mail *mails, size_t count, const char *line)
{
	unsigned number;
	int at = 0;
	const char *validity = strcasestr(line, "[UIDVALIDITY ");
	if (strncasecmp(line, "* OK ", 5) == 0 && validity)
		imap_renumbered(m, (uint32_t)strtoul(validity + 13, NULL, 10));
	if (sscanf(line, "* %u %*1[Ff]%*1[Ee]%*1[Tt]%*1[Cc]%*1[Hh] (%n", &number, &at) != 1 || at == 0)
		return;
	struct imap_mail one = read_attributes(line + at);
	struct imap_mail *known = one.uid && one.sized ? bsearch(&one.uid, mails, count, sizeof *mails, by_number) : NULL;
	if (!known || known->sized)
		return;
	known->sized = true;
	known->size = one.size;
	known->internaldate = one.internaldate;
}

int imap_fetch_sizes(struct imap *m, struct imap_mail *mails, size_t count, struct err *err)
{
	struct buf b = {0};
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s%u", i ? "," : "UID FETCH ", mails[i].uid);
	buf_adds(&b, " (UID INTERNALDATE RFC822.SIZE)\r\n");
	wire_begin(imap_wire(m), IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	int sent = imap_send_line(m, true, b.data);
	buf_release(&b);
	const char *line = NULL;
	while (sent == 0 && (line = imap_read_line(m)) && *line == '*')
		take_line(m, mails, count, line);
	return imap_answered(m, line) ? 0 : imap_lost(m, "UID FETCH", err);
}
