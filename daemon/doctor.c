#include "doctor.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "compose.h"
#include "conf.h"
#include "conf_provider.h"
#include "drawing.h"
#include "fetch.h"
#include "owner.h"
#include "secret.h"
#include "send.h"
#include "speak.h"

enum { LABEL_COLUMNS = 12, CERTIFICATE_DAYS = 21 /* left: fewer are told as a fault to come */, SKEW_SECONDS = 120 };

struct doctor {
	const struct office *office;
	struct buf *out;              /* foreign */
	struct arena *a;              /* own */
	int64_t now;
	int faults, worst;            /* how many; exit code of the worst, 0: none */
};

/* ---- lines ---- */

/* label: doctor.label.LABEL of what is spoken (speak.h). */
static void say(struct doctor *d, const char *label, const char *text)
{
	const char *said = SPEAK(d->a, arena_printf(d->a, "doctor.label.%s", label));
	size_t columns = text_columns(said);
	buf_printf(d->out, "  %s%*s %s\n", said, columns < LABEL_COLUMNS ? (int)(LABEL_COLUMNS - columns) : 0, "", text);
}

static const char *number(struct doctor *d, int64_t n)
{
	return arena_printf(d->a, "%" PRId64, n);
}

/* 69 and 77 are told before 78 and 75: they are what a person can do something about. */
static void fault(struct doctor *d, int exit_code, const char *text)
{
	say(d, "fault", text);
	d->faults++;
	if (d->worst == 0 || (d->worst == 75 && exit_code != 75) || exit_code == 69 || (exit_code == 77 && d->worst != 69))
		d->worst = exit_code ? exit_code : 75;
}

/* What a child or a server says, in its own words, with what sort of trouble that is before it where these are not the operator's language. */
static void fault_met(struct doctor *d, int exit_code, const char *text)
{
	const char *sort = exit_code == 69 ? "doctor.met.69" : exit_code == 77 ? "doctor.met.77" : exit_code == 78 ? "doctor.met.78" : "doctor.met.75";
	fault(d, exit_code, SPEAK(d->a, sort, text));
}

static void advise(struct doctor *d, const struct provider *p)
{
	for (size_t i = 0; i < p->advice.items_count; i++)
		say(d, "try", p->advice.items[i]);
}

static void say_address(struct doctor *d, const char *what, const struct server *s)
{
	if (s->path)
		buf_printf(d->out, "%s\n", SPEAK(d->a, "doctor.maildir", what, s->path));
	else
		buf_printf(d->out, "%s\n", SPEAK(d->a, "doctor.server", what, arena_printf(d->a, "%s://%s:%d", s->scheme, s->host, s->port), s->user ? s->user : "-"));
}

static void say_profile(struct doctor *d, const struct server *s)
{
	const struct provider *p = server_provider(s);
	const char *how = s->provider_name ? "doctor.profile.said" : strcmp(p->name, "generic") == 0 ? "doctor.profile.none" : "doctor.profile.known";
	say(d, "profile", SPEAK(d->a, how, p->name, p->title));
}

static void say_certificate(struct doctor *d, int64_t end)
{
	char day[DATE_TEXT_SIZE];
	int64_t days = (end - d->now) / DAY_SECONDS;
	if (end == INT64_MIN)
		return;
	say(d, "certificate", SPEAK(d->a, "doctor.certificate", date_text(time_date(end), day), number(d, days)));
	if (days < CERTIFICATE_DAYS)
		fault(d, 75, SPEAK(d->a, "doctor.certificate_ends"));
}

/* ---- a mailbox ---- */

static const char *how_it_waits(struct doctor *d, const struct provider *p, const struct fetch_survey *v)
{
	if (v->idle && v->idles_late)
		return SPEAK(d->a, "doctor.waiting.noop");
	if (v->idle)
		return SPEAK(d->a, "doctor.waiting.idle", number(d, p->idle_seconds));
	return SPEAK(d->a, p->idle == IDLE_NEVER ? "doctor.waiting.never" : "doctor.waiting.none", number(d, p->poll_seconds));
}

static void say_quota(struct doctor *d, const struct fetch_survey *v)
{
	int64_t percent = v->quota_limit > 0 ? v->quota_used * 100 / v->quota_limit : 0;
	if (v->quota_limit <= 0)
		return;
	say(d, "quota", SPEAK(d->a, "doctor.quota", number(d, v->quota_used / 1024), number(d, v->quota_limit / 1024), number(d, percent)));
	if (percent >= 95)
		fault(d, 75, SPEAK(d->a, "doctor.quota_full"));
}

static void say_offers(struct doctor *d, const struct server *s, const struct fetch_survey *v)
{
	const struct provider *p = server_provider(s);
	say(d, "encryption", *v->tls ? v->tls : SPEAK(d->a, "doctor.clear"));
	say_certificate(d, v->certificate_end);
	say(d, "offers", v->capabilities);
	say(d, "waiting", how_it_waits(d, p, v));
	if (p->id == ID_REQUIRED)
		say(d, "quirk", SPEAK(d->a, "doctor.quirk.id"));
	if (s->auth == AUTH_XOAUTH2)
		say(d, "quirk", SPEAK(d->a, "doctor.quirk.token"));
	say_quota(d, v);
}

/* A mail that arrived in the future: one of the two clocks is wrong. (IMAP tells no time; a clock that is slow at the server's does not show.) */
static void check_clock(struct doctor *d, struct child *c, const struct fetch_listing *l)
{
	struct err err;
	char arrived[TIME_TEXT_SIZE], now[TIME_TEXT_SIZE];
	int64_t when = l->uids_count ? fetch_date(c, l->uids[l->uids_count - 1], &err) : 0;
	if (when <= 0)
		return;
	say(d, "newest_mail", SPEAK(d->a, "doctor.newest", time_text(clock_map_time(clock_in_use(), (double)when), arrived)));
	if (clock_map_time(clock_in_use(), (double)when) > d->now + SKEW_SECONDS)
		fault(d, 75, SPEAK(d->a, "doctor.newest_ahead", time_text(d->now, now)));
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
		fault_met(d, err.exit_code == 66 ? 78 : err.exit_code, err.text);
		if (err.exit_code == 77)
			advise(d, server_provider(s));
		return;
	}
	say(d, "folder", SPEAK(d->a, l.uidvalidity ? "doctor.folder" : "doctor.folder_unnumbered", s->folders[i], number(d, l.exists), number(d, l.uidvalidity)));
	if (i == 0)
		check_clock(d, c, &l);
}

static void list_others(struct doctor *d, struct child *c, const struct server *s)
{
	struct fetch_folders all;
	struct err err;
	struct buf names = {0};
	if (fetch_folders(c, d->a, &all, &err) < 0) {
		fault_met(d, err.exit_code, err.text);
		return;
	}
	for (size_t i = 0; i < all.items_count; i++) {
		const struct fetch_folder *f = &all.items[i];
		if (configured(s, f->name) || (f->flags & FOLDER_NO_SELECT))
			continue;
		buf_printf(&names, "%s%s", names.size ? ", " : "", f->name);
		if ((f->flags & FOLDER_JUNK) || provider_junk_folder(d->a, f->name))
			say(d, "note", SPEAK(d->a, "doctor.junk", f->name));
	}
	say(d, "not_read", names.size ? names.data : SPEAK(d->a, "doctor.nothing"));
	buf_release(&names);
}

static void look_around(struct doctor *d, struct child *c, const struct server *s)
{
	struct fetch_survey v;
	struct err err;
	if (fetch_survey(c, d->a, &v, &err) < 0) {
		fault_met(d, err.exit_code, err.text);
		return;
	}
	say(d, "login", SPEAK(d->a, "doctor.ok"));
	say_offers(d, s, &v);
	for (size_t i = 0; i < s->folders_count; i++)
		list_folder(d, c, s, i);
	list_others(d, c, s);
}

static void examine_mailbox(struct doctor *d, const struct server *s)
{
	struct err err;
	say_address(d, SPEAK(d->a, "doctor.mailbox", s->name), s);
	if (s->path)
		return;
	say_profile(d, s);
	struct child *c = child_new("fetcher");
	if (fetch_log_in(c, s, &err) == 0) {
		look_around(d, c, s);
	} else {
		fault_met(d, err.exit_code, err.text);
		if (err.exit_code == 77)
			advise(d, server_provider(s));
	}
	fetch_close(c);
	child_free(c);
}

/* ---- the submission ---- */

/* Before `rest`, where there is a limit. */
static const char *limited(struct doctor *d, const char *key, int n, const char *rest)
{
	return n > 0 ? SPEAK(d->a, key, number(d, n), rest) : rest;
}

static void say_pace(struct doctor *d, const struct provider *p)
{
	static const char *const copies[] = {NULL, "doctor.copy.server", "doctor.copy.us", "doctor.copy.none"};
	const char *pause = SPEAK(d->a, "doctor.pause", number(d, p->pause_seconds)), *pace = limited(d, "doctor.per_connection", p->per_connection, pause);
	pace = limited(d, "doctor.per_day", p->per_day, pace);
	pace = limited(d, "doctor.per_hour", p->per_hour, pace);
	pace = limited(d, "doctor.per_minute", p->per_minute, pace);
	say(d, "pace", pace == pause ? pause : SPEAK(d->a, "doctor.at_most", pace));
	const char *copy = copies[p->sent_copy] ? SPEAK(d->a, copies[p->sent_copy]) : "";
	say(d, "copy", p->sent_folder ? SPEAK(d->a, "doctor.copy.folder", copy, p->sent_folder) : copy);
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
			say(d, "greeting", arena_strndup(d->a, at, (size_t)size));
		else if (size > 4 && strncmp(at, "250", 3) == 0)
			buf_printf(&offers, "%s%.*s", offers.size ? "; " : "", size - 4, at + 4);
		first = false;
	}
	if (offers.size)
		say(d, "offers", offers.data);
	buf_release(&offers);
}

static void knock(struct doctor *d, struct child *c, const struct server *s, const char *password)
{
	struct send_facts f;
	struct err err;
	char theirs[TIME_TEXT_SIZE];
	if (send_probe(c, s, password, d->a, &f, &err) < 0) {
		fault_met(d, err.exit_code, err.text);
		return;
	}
	say_lines(d, f.lines);
	if (f.certificate_end)
		say(d, "certificate", SPEAK(d->a, "doctor.good_until", f.certificate_end));
	if (f.login.outcome == SEND_SENT)
		say(d, "login", SPEAK(d->a, s->user ? "doctor.ok" : "doctor.no_login"));
	else
		fault_met(d, texts_find(&server_provider(s)->login_trouble, f.login.text) || strstr(f.login.text, "the login") ? 77 : 69, f.login.text);
	int64_t when = f.server_time == INT64_MIN ? INT64_MIN : clock_map_time(clock_in_use(), (double)f.server_time);
	if (when == INT64_MIN)
		say(d, "clock", SPEAK(d->a, "doctor.clock_unknown"));
	else
		say(d, "clock", SPEAK(d->a, "doctor.clock", time_text(when, theirs), arena_printf(d->a, "%+" PRId64, when - d->now)));
	if (when != INT64_MIN && (when > d->now + SKEW_SECONDS || when < d->now - SKEW_SECONDS))
		fault(d, 75, SPEAK(d->a, "doctor.clocks_differ"));
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
		fault_met(d, err.exit_code, err.text);
	else if (r.outcome == SEND_SENT)
		say(d, "sent", SPEAK(d->a, "doctor.sent", to, r.text));
	else
		fault(d, 69, SPEAK(d->a, "doctor.unsent", to, send_outcome_names[r.outcome], r.text));
}

static void examine_submission(struct doctor *d, const char *send_to)
{
	const struct server *s = &d->office->submission;
	struct secret password;
	struct err err;
	say_address(d, SPEAK(d->a, "doctor.submission"), s);
	if (!s->path) {
		say_profile(d, s);
		say_pace(d, server_provider(s));
	}
	if (secret_read(s, &password, &err) < 0) {
		fault_met(d, err.exit_code, err.text);
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
	buf_printf(d->out, "%s\n", SPEAK(d->a, "doctor.drawing"));
	if (drawing_chart(g, d->a, &sample, &png, &err) < 0)
		fault(d, err.exit_code, SPEAK(d->a, "doctor.undrawn", err.text));
	else if (drawing_lacks(g))
		say(d, "note", drawing_lacks(g));
	else
		say(d, "drawn", SPEAK(d->a, "doctor.drawn"));
	drawing_free(g);
}

static void examine_files(struct doctor *d)
{
	char path[4096];
	for (size_t at = 0; owner_finds_readable(d->office->store, &at, path, sizeof path);)
		say(d, "note", SPEAK(d->a, "doctor.readable", path));
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
	int failed = d.faults ? err_set(err, d.worst, "%s", SPEAK(d.a, d.faults > 1 ? "doctor.faults" : "doctor.one_fault", number(&d, d.faults))) : 0;
	if (!failed)
		buf_printf(out, "%s\n", SPEAK(d.a, "doctor.well"));
	arena_free(d.a);
	return failed;
}
