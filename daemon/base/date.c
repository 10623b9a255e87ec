#include "base/date.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"

/* Days from the civil date and back, after Howard Hinnant's chrono algorithms: eras of 400 years that begin on 1 March. */
date date_make(int year, int month, int day)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return DATE_NONE;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (month == 2 && day == 29 && !leap)
		return DATE_NONE;
	int y = month <= 2 ? year - 1 : year, era = y / 400, yoe = y - era * 400;
	int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

void date_split(date d, int *year_r, int *month_r, int *day_r)
{
	int z = d + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	*day_r = doy - (153 * mp + 2) / 5 + 1;
	*month_r = mp < 10 ? mp + 3 : mp - 9;
	*year_r = yoe + era * 400 + (*month_r <= 2);
}

int date_year(date d)
{
	int y, m, day;
	date_split(d, &y, &m, &day);
	return y;
}

int date_weekday(date d)
{
	return ((d + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

date date_monday(date d)
{
	return d - date_weekday(d);
}

static int digits(const char *s, int n, int *v_r)
{
	*v_r = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		*v_r = *v_r * 10 + (s[i] - '0');
	}
	return 0;
}

int date_parse(const char *text, date *d_r)
{
	int y, m, d;
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || digits(text, 4, &y) < 0 || digits(text + 5, 2, &m) < 0 ||
	    digits(text + 8, 2, &d) < 0)
		return -1;
	*d_r = date_make(y, m, d);
	return *d_r == DATE_NONE ? -1 : 0;
}

const char *date_text(date d, char text_r[DATE_TEXT_SIZE])
{
	int y, m, day;
	text_r[0] = '\0';
	if (d != DATE_NONE) {
		date_split(d, &y, &m, &day);
		snprintf(text_r, DATE_TEXT_SIZE, "%04d-%02d-%02d", y % 10000, m, day);
	}
	return text_r;
}

int hhmm_parse(const char *text, int *seconds_r)
{
	int h, m;
	const char *colon = strchr(text, ':');
	if (!colon || (colon != text + 1 && colon != text + 2) || strlen(colon) != 3 || digits(text, (int)(colon - text), &h) < 0 ||
	    digits(colon + 1, 2, &m) < 0 || h > 23 || m > 59)
		return -1;
	*seconds_r = h * 3600 + m * 60;
	return 0;
}

/* glibc reads the zone's rule anew for each moment of our time, several microseconds a call, and duties ask for thousands: days whose
 * offset does not change are remembered. */
enum { DAY_SLOTS = 1024 };
static struct day_zone {
	date day;
	bool known, plain;   /* plain: 24 hours, one offset */
	int offset;          /* seconds east of UTC */
} days[DAY_SLOTS];

int zone_use(const char *name, struct err *err)
{
	char path[PATH_MAX];
	if (name[0] == '/' || name[0] == '\0' || strstr(name, ".."))
		return err_set(err, 78, "time zone '%s': write a name such as Asia/Shanghai", name);
	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	if (strcmp(name, "UTC") != 0 && access(path, R_OK) != 0)
		return err_set(err, 78, "time zone '%s' is not known on this machine: write a name such as Asia/Shanghai (package tzdata)", name);
	snprintf(path, sizeof path, ":%s", name);
	must(setenv("TZ", path, 1) == 0);
	tzset();
	memset(days, 0, sizeof days);
	return 0;
}

static struct tm local(int64_t t)
{
	struct tm tm;
	time_t tt = (time_t)t;
	must(localtime_r(&tt, &tm));
	return tm;
}

static int64_t slow_time_at(date d, int second_of_day)
{
	int y, m, day;
	date_split(d, &y, &m, &day);
	struct tm tm = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = day, .tm_hour = second_of_day / 3600,
	                .tm_min = second_of_day / 60 % 60, .tm_sec = second_of_day % 60, .tm_isdst = -1};
	int64_t t = mktime(&tm);
	/* Where a time occurs twice, glibc may give either: the first is by the offset of the day before. (Asked for summer time, mktime looks through decades
	 * where a zone has none: a million instructions.) */
	int64_t earlier = (int64_t)d * DAY_SECONDS + second_of_day - local(t - DAY_SECONDS).tm_gmtoff;
	struct tm shown = local(earlier);
	if (earlier < t && shown.tm_mday == day && shown.tm_hour * 3600 + shown.tm_min * 60 + shown.tm_sec == second_of_day)
		t = earlier;
	return t;
}

static const struct day_zone *zone_of(date d)
{
	struct day_zone *z = &days[(uint32_t)d % DAY_SLOTS];
	if (z->known && z->day == d)
		return z;
	int64_t start = slow_time_at(d, 0), end = slow_time_at(d + 1, 0);
	int offset = (int)local(start).tm_gmtoff;
	bool plain = end - start == DAY_SECONDS && start == (int64_t)d * DAY_SECONDS - offset && local(end - 1).tm_gmtoff == offset &&
	             local(start + DAY_SECONDS / 2).tm_gmtoff == offset;
	*z = (struct day_zone){.day = d, .known = true, .plain = plain, .offset = offset};
	return z;
}

/* The day and second that the office's clocks show. */
static date civil(int64_t t, int *second_r)
{
	int64_t near = t / DAY_SECONDS - (t % DAY_SECONDS < 0);
	if (near > -100000 && near < 1000000) {
		int64_t shown = t + zone_of((date)near)->offset, d = shown / DAY_SECONDS - (shown % DAY_SECONDS < 0);
		const struct day_zone *z = zone_of((date)d);
		if (z->plain && t - ((int64_t)d * DAY_SECONDS - z->offset) >= 0 && t - ((int64_t)d * DAY_SECONDS - z->offset) < DAY_SECONDS) {
			*second_r = (int)(t + z->offset - (int64_t)d * DAY_SECONDS);
			return (date)d;
		}
	}
	struct tm tm = local(t);
	*second_r = tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
	return date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

date time_date(int64_t t)
{
	int second;
	return civil(t, &second);
}

int time_second_of_day(int64_t t)
{
	int second;
	civil(t, &second);
	return second;
}

int64_t time_at(date d, int second_of_day)
{
	const struct day_zone *z = zone_of(d);
	return z->plain ? (int64_t)d * DAY_SECONDS + second_of_day - z->offset : slow_time_at(d, second_of_day);
}

int time_parse(const char *text, int64_t *t_r)
{
	int y, mo, d, h, mi, s, oh = 0, om = 0;
	if (strlen(text) < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ' && text[10] != 't') || text[13] != ':' ||
	    text[16] != ':' || digits(text, 4, &y) < 0 || digits(text + 5, 2, &mo) < 0 || digits(text + 8, 2, &d) < 0 ||
	    digits(text + 11, 2, &h) < 0 || digits(text + 14, 2, &mi) < 0 || digits(text + 17, 2, &s) < 0 || h > 23 || mi > 59 || s > 60)
		return -1;
	date day = date_make(y, mo, d);
	if (day == DATE_NONE)
		return -1;
	const char *p = text + 19;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9'; p++)
			;
	int sign = 0;
	if (*p == '+' || *p == '-') {
		sign = *p == '+' ? 1 : -1;
		if (strlen(p) != 6 || p[3] != ':' || digits(p + 1, 2, &oh) < 0 || digits(p + 4, 2, &om) < 0 || oh > 23 || om > 59)
			return -1;
	} else if ((*p != 'Z' && *p != 'z') || p[1] != '\0') {
		return -1;
	}
	*t_r = (int64_t)day * DAY_SECONDS + h * 3600 + mi * 60 + s - sign * (oh * 3600 + om * 60);
	return 0;
}

static char *offset_text(const struct tm *tm, const char *between, char text_r[16])
{
	long off = tm->tm_gmtoff, abs = off < 0 ? -off : off;
	snprintf(text_r, 16, "%c%02ld%s%02ld", off < 0 ? '-' : '+', abs / 3600 % 100, between, abs / 60 % 60);
	return text_r;
}

const char *time_text(int64_t t, char text_r[TIME_TEXT_SIZE])
{
	struct tm tm = local(t);
	char off[16];
	size_t n = strftime(text_r, TIME_TEXT_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text_r + n, TIME_TEXT_SIZE - n, "%s", offset_text(&tm, ":", off));
	return text_r;
}

const char *time_rfc5322(int64_t t, char text_r[TIME_TEXT_SIZE])
{
	static const char *const day[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tm tm = local(t);
	char off[16];
	snprintf(text_r, TIME_TEXT_SIZE, "%s, %02d %s %04d %02d:%02d:%02d %s", day[tm.tm_wday], tm.tm_mday, month[tm.tm_mon],
	         (tm.tm_year + 1900) % 10000, tm.tm_hour, tm.tm_min, tm.tm_sec, offset_text(&tm, "", off));
	return text_r;
}
