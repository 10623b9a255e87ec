#include "doctor.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "compose.h"
#include "conf.h"
#include "conf_provider.h"
#include "drawing.h"
#include "fetch.h"
#include "owner.h"
#include "secret.h"
#include "send.h"

enum { CERTIFICATE_DAYS = 21 /* left: fewer are told as a fault to come */, SKEW_SECONDS = 120 };

struct doctor {
	const struct office *office;
	struct buf *out;              /* foreign */
	struct arena *a;              /* own */
	int64_t now;
	int faults, worst;            /* how many; exit code of the worst, 0: none */
};

/* ---- lines ---- */

static void say(struct doctor *d, const char *label, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static void say(struct doctor *d, const char *label, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_printf(d->out, "  %-12s %s\n", label, arena_vprintf(d->a, fmt, ap));
	va_end(ap);
}

/* 69 and 77 are told before 78 and 75: they are what a person can do something about. */
static void fault(struct doctor *d, int exit_code, const char *text)
{
	say(d, "FAULT", "%s", text);
	d->faults++;
	if (d->worst == 0 || (d->worst == 75 && exit_code != 75) || exit_code == 69 || (exit_code == 77 && d->worst != 69))
		d->worst = exit_code ? exit_code : 75;
}

static void advise(struct doctor *d, const struct provider *p)
{
	for (size_t i = 0; i < p->advice.items_count; i++)
		say(d, "try", "%s", p->advice.items[i]);
}

static void say_address(struct doctor *d, const char *what, const struct server *s)
{
	if (s->path)
		buf_printf(d->out, "%s: maildir:%s\n", what, s->path);
	else
		buf_printf(d->out, "%s: %s://%s:%d, user %s\n", what, s->scheme, s->host, s->port, s->user ? s->user : "-");
}

static void say_profile(struct doctor *d, const struct server *s)
{
	const struct provider *p = server_provider(s);
	say(d, "profile", "%s (%s), %s", p->name, p->title,
	    s->provider_name ? "as the configuration says" : strcmp(p->name, "generic") == 0 ? "none is known for this host" : "known by its host");
}

static void say_certificate(struct doctor *d, int64_t end)
{
	char day[DATE_TEXT_SIZE];
	int64_t days = (end - d->now) / DAY_SECONDS;
	if (end == INT64_MIN)
		return;
	say(d, "certificate", "good until %s, %" PRId64 " days", date_text(time_date(end), day), days);
	if (days < CERTIFICATE_DAYS)
		fault(d, 75, "the certificate ends soon: ask whoever runs the server");
}

/* ---- a mailbox ---- */

static void say_offers(struct doctor *d, const struct server *s, const struct fetch_survey *v)
{
	const struct provider *p = server_provider(s);
	say(d, "encryption", "%s", *v->tls ? v->tls : "none: this machine only");
	say_certificate(d, v->certificate_end);
	say(d, "offers", "%s", v->capabilities);
	if (v->idle && v->idles_late)
		say(d, "waiting", "NOOP, ten times a second: a Dovecot on this machine, whose IDLE tells half a second late");
	else if (v->idle)
		say(d, "waiting", "IDLE, renewed after %d s", p->idle_seconds);
	else
		say(d, "waiting", "one connection, a look each %d s%s", p->poll_seconds, p->idle == IDLE_NEVER ? " (IDLE is not used)" : " (no IDLE is offered)");
	if (p->id == ID_REQUIRED)
		say(d, "quirk", "opens no folder before ID: it is sent");
	if (s->auth == AUTH_XOAUTH2)
		say(d, "quirk", "logged in with a token (XOAUTH2)");
	if (v->quota_limit > 0)
		say(d, "quota", "%" PRId64 " of %" PRId64 " MB, %" PRId64 "%%", v->quota_used / 1024, v->quota_limit / 1024, v->quota_used * 100 / v->quota_limit);
	if (v->quota_limit > 0 && v->quota_used * 100 / v->quota_limit >= 95)
		fault(d, 75, "the mailbox is nearly full: soon no list will get in");
}

/* A mail that arrived in the future: one of the two clocks is wrong. (IMAP tells no time; a clock that is slow at the server's does not show.) */
static void check_clock(struct doctor *d, struct child *c, const struct fetch_listing *l)
{
	struct err err;
	char arrived[TIME_TEXT_SIZE], now[TIME_TEXT_SIZE];
	int64_t when = l->uids_count ? fetch_date(c, l->uids[l->uids_count - 1], &err) : 0;
	if (when <= 0)
		return;
	say(d, "newest mail", "arrived %s by the server's clock", time_text(clock_map_time(clock_in_use(), (double)when), arrived));
	if (clock_map_time(clock_in_use(), (double)when) > d->now + SKEW_SECONDS)
		fault(d, 75, arena_printf(d->a, "it arrived after now (%s): this machine's clock is slow, or the server's is fast", time_text(d->now, now)));
}

static bool configured(const struct server *s, const char *folder)
{
	for (size_t i = 0; i < s->folders_count; i++)
		if (strcmp(s->folders[i], folder) == 0)
			return true;
	return false;
}

static void list_folder(struct doctor *d, struct child *c, const struct server *s, size_t i)
{
	struct fetch_listing l;
	struct err err;
	if (fetch_list(c, d->a, s->folders[i], 0, &l, &err) < 0) {
		fault(d, err.exit_code == 66 ? 78 : err.exit_code, err.text);
		if (err.exit_code == 77)
			advise(d, server_provider(s));
		return;
	}
	say(d, "folder", "%s: %u mails, UIDVALIDITY %u%s", s->folders[i], l.exists, l.uidvalidity,
	    l.uidvalidity ? "" : " (none: a number of our own is used, renewed when mails are renumbered)");
	if (i == 0)
		check_clock(d, c, &l);
}

static void list_others(struct doctor *d, struct child *c, const struct server *s)
{
	struct fetch_folders all;
	struct err err;
	struct buf names = {0};
	if (fetch_folders(c, d->a, &all, &err) < 0) {
		fault(d, err.exit_code, err.text);
		return;
	}
	for (size_t i = 0; i < all.items_count; i++) {
		const struct fetch_folder *f = &all.items[i];
		if (configured(s, f->name) || (f->flags & FOLDER_NO_SELECT))
			continue;
		buf_printf(&names, "%s%s", names.size ? ", " : "", f->name);
		if ((f->flags & FOLDER_JUNK) || provider_junk_folder(d->a, f->name))
			say(d, "NOTE", "%s looks like a folder for junk: lists may end there; consider it for folders:", f->name);
	}
	say(d, "not read", "%s", names.size ? names.data : "nothing");
	buf_release(&names);
}

static void look_around(struct doctor *d, struct child *c, const struct server *s)
{
	struct fetch_survey v;
	struct err err;
	if (fetch_survey(c, d->a, &v, &err) < 0) {
		fault(d, err.exit_code, err.text);
		return;
	}
	say(d, "login", "ok");
	say_offers(d, s, &v);
	for (size_t i = 0; i < s->folders_count; i++)
		list_folder(d, c, s, i);
	list_others(d, c, s);
}

static void examine_mailbox(struct doctor *d, const struct server *s)
{
	struct err err;
	say_address(d, arena_printf(d->a, "mailbox %s", s->name), s);
	if (s->path)
		return;
	say_profile(d, s);
	struct child *c = child_new("fetcher");
	if (fetch_log_in(c, s, &err) == 0) {
		look_around(d, c, s);
	} else {
		fault(d, err.exit_code, err.text);
		if (err.exit_code == 77)
			advise(d, server_provider(s));
	}
	fetch_close(c);
	child_free(c);
}

/* ---- the submission ---- */

static const char *limit_text(struct doctor *d, int n, const char *unit)
{
	return n > 0 ? arena_printf(d->a, "%d %s, ", n, unit) : "";
}

static void say_pace(struct doctor *d, const struct provider *p)
{
	static const char *const copies[] = {"", "the server keeps one in its Sent folder", "appended to the Sent folder by us", "none is kept"};
	say(d, "pace", "at most %s%s%s%sa pause of %d s between two", limit_text(d, p->per_minute, "a minute"), limit_text(d, p->per_hour, "an hour"),
	    limit_text(d, p->per_day, "a day"), limit_text(d, p->per_connection, "a session"), p->pause_seconds);
	say(d, "copy", "%s%s%s", copies[p->sent_copy], p->sent_folder ? ": " : "", p->sent_folder ? p->sent_folder : "");
}

/* Line by line, without the codes: the greeting, and what EHLO brought. */
static void say_lines(struct doctor *d, const char *lines)
{
	struct buf offers = {0};
	bool first = true;
	for (const char *at = lines; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		int size = (int)strcspn(at, "\n");
		while (size > 0 && at[size - 1] == ' ')
			size--;
		if (first)
			say(d, "greeting", "%.*s", size, at);
		else if (size > 4 && strncmp(at, "250", 3) == 0)
			buf_printf(&offers, "%s%.*s", offers.size ? "; " : "", size - 4, at + 4);
		first = false;
	}
	if (offers.size)
		say(d, "offers", "%s", offers.data);
	buf_release(&offers);
}

static void knock(struct doctor *d, struct child *c, const struct server *s, const char *password)
{
	struct send_facts f;
	struct err err;
	char theirs[TIME_TEXT_SIZE];
	if (send_probe(c, s, password, d->a, &f, &err) < 0) {
		fault(d, err.exit_code, err.text);
		return;
	}
	say_lines(d, f.lines);
	if (f.certificate_end)
		say(d, "certificate", "good until %s", f.certificate_end);
	if (f.login.outcome == SEND_SENT)
		say(d, "login", "%s", s->user ? "ok" : "none is asked for");
	else
		fault(d, texts_find(&server_provider(s)->login_trouble, f.login.text) || strstr(f.login.text, "the login") ? 77 : 69, f.login.text);
	int64_t when = f.server_time == INT64_MIN ? INT64_MIN : clock_map_time(clock_in_use(), (double)f.server_time);
	if (when == INT64_MIN)
		say(d, "clock", "its greeting tells no time: nothing is known of its clock");
	else
		say(d, "clock", "its greeting says %s, %+" PRId64 " s from here", time_text(when, theirs), when - d->now);
	if (when != INT64_MIN && (when > d->now + SKEW_SECONDS || when < d->now - SKEW_SECONDS))
		fault(d, 75, "the two clocks differ: set this machine's by NTP");
}

/* A letter like all others, by the alarm's template; its token is no letter's of the store. */
static struct letter test_letter(struct doctor *d, const char *to)
{
	static const uint8_t key[] = "doctor";
	struct letter_head head = {.office = d->office, .token_key = {key, sizeof key - 1}, .to_addr = to, .to_name = "", .now = d->now};
	head.id = arena_printf(d->a, "doctor.%" PRId64, d->now);
	struct alarm_in in = {.head = head, .kind = "doctor", .text = arena_printf(d->a, "leadclerk doctor --send %s", to), .since = INT64_MIN, .over = INT64_MIN};
	return compose_alarm(d->a, &in);
}

static void send_test(struct doctor *d, struct child *c, const struct server *s, const char *password, const char *to)
{
	struct letter l = test_letter(d, to);
	struct send_result r;
	struct err err;
	bool handed;
	if (send_letter(c, s, password, d->office->from_addr, to, l.bytes, l.id, d->now, &r, &handed, &err) < 0)
		fault(d, err.exit_code, err.text);
	else if (r.outcome == SEND_SENT)
		say(d, "sent", "a test letter to %s: %s", to, r.text);
	else
		fault(d, 69, arena_printf(d->a, "the test letter to %s was not sent (%s): %s", to, send_outcome_names[r.outcome], r.text));
}

static void examine_submission(struct doctor *d, const char *send_to)
{
	const struct server *s = &d->office->submission;
	struct secret password;
	struct err err;
	say_address(d, "submission", s);
	if (!s->path) {
		say_profile(d, s);
		say_pace(d, server_provider(s));
	}
	if (secret_read(s, &password, &err) < 0) {
		fault(d, err.exit_code, err.text);
		return;
	}
	int before = d->faults;
	struct child *c = child_new("sender");
	if (!s->path)
		knock(d, c, s, password.text);
	if (send_to && d->faults == before)
		send_test(d, c, s, password.text, send_to);
	secret_wipe(&password);
	if (d->faults > before)
		advise(d, server_provider(s));
	send_close(c);
	child_free(c);
}

/* ---- pictures ---- */

static void examine_drawing(struct doctor *d)
{
	const char *label = "9/14";
	int64_t value = 1;
	struct chart_series series = {.values = &value, .values_count = 1};
	const struct chart sample = {.labels = &label, .labels_count = 1, .series = &series, .series_count = 1};
	struct drawing *g = drawing_new();
	struct bytes png;
	struct err err;
	buf_printf(d->out, "charts and printed sheets\n");
	if (drawing_chart(g, d->a, &sample, &png, &err) < 0)
		fault(d, err.exit_code, arena_printf(d->a, "letters go without them: %s", err.text));
	else if (drawing_lacks(g))
		say(d, "NOTE", "%s", drawing_lacks(g));
	else
		say(d, "drawn", "by a process of its own, with Chinese characters");
	drawing_free(g);
}

static void examine_files(struct doctor *d)
{
	char path[4096];
	for (size_t at = 0; owner_finds_readable(d->office->store, &at, path, sizeof path);)
		say(d, "NOTE", "%s can be read by others than its owner, and holds people's data: chmod 600 %s", path, path);
}

int doctor(const struct office *o, const char *send_to, struct buf *out, struct err *err)
{
	struct doctor d = {.office = o, .out = out, .a = arena_new(), .now = clock_now()};
	if (send_to && !(send_to = conf_address(d.a, send_to))) {
		arena_free(d.a);
		return err_set(err, 64, "doctor --send ADDRESS: that is no mail address");
	}
	for (size_t i = 0; i < o->mailboxes_count; i++)
		examine_mailbox(&d, &o->mailboxes[i]);
	examine_submission(&d, send_to);
	examine_drawing(&d);
	examine_files(&d);
	arena_free(d.a);
	if (d.faults == 0)
		return buf_adds(out, "all is well\n"), 0;
	return err_set(err, d.worst, "%d fault%s; what to do stands above", d.faults, d.faults > 1 ? "s" : "");
}
