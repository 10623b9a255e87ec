#include "watch.h"

#include <inttypes.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/log.h"
#include "alarm.h"
#include "answer.h"
#include "compose.h"
#include "failing.h"
#include "mailbox.h"
#include "pace.h"
#include "store_alarms.h"

/* Something that is wrong now. */
struct condition {
	const char *name, *kind, *about, *text;
	int64_t since;                /* INT64_MIN: since this look */
	int wait;                     /* seconds until it is told */
	bool workday;                 /* told on workdays alone */
	bool told_elsewhere;          /* file, log and program were told where it was met */
	bool letter_elsewhere;        /* so was the letter */
};
struct conditions { struct condition *items; size_t items_count, items_cap; };

/* ---- what is wrong */

static const struct alarm_row *find_row(const struct alarm_rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->items_count; i++)
		if (strcmp(rows->items[i].name, name) == 0)
			return &rows->items[i];
	return NULL;
}

/* What the provider's users must have switched on. */
static const char *with_advice(struct clerk *c, const struct mailbox_state *box, const char *text)
{
	const struct texts *advice = &server_provider(box->server)->advice;
	for (size_t i = 0; i < advice->items_count; i++)
		text = arena_printf(c->turn, "%s\n%s", text, advice->items[i]);
	return text;
}

/* One word, whatever a folder is called: names stand in lines of the alarms' file. */
static const char *folder_name(struct clerk *c, const struct server *s, size_t i)
{
	char *name = arena_printf(c->turn, "folder.%s.%s", s->name, s->folders[i]);
	for (char *p = name; *p; p++)
		*p = *p == ' ' ? '_' : *p;
	return name;
}

/* Of a mailbox that was not read to its end nothing new is known: what was missing, is. */
static void look_at_folders(struct clerk *c, const struct mailbox_state *box, const struct alarm_rows *known, struct conditions *w)
{
	for (size_t i = 0; i < box->server->folders_count; i++) {
		const char *name = folder_name(c, box->server, i), *missing = box->missing ? box->missing[i] : NULL;
		const struct alarm_row *was = box->trouble.exit_code ? find_row(known, name) : NULL;
		if (missing || (was && was->over_at == INT64_MIN))
			ARENA_PUSH(c->turn, w, items) = (struct condition){
				.name = name, .kind = "folder", .about = arena_printf(c->turn, "%s/%s", box->server->name, box->server->folders[i]),
				.text = missing ? with_advice(c, box, missing) : was->text, .since = INT64_MIN};
	}
}

static void look_at_mailboxes(struct clerk *c, const struct alarm_rows *known, struct conditions *w)
{
	int minutes = c->office->alarm_minutes;
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		const struct mailbox_state *box = &c->mailboxes[i];
		bool login = box->trouble.exit_code == 77;
		look_at_folders(c, box, known, w);
		if (!box->trouble.exit_code)
			continue;
		/* Of logins the third refusal is the last: until then it is tried again, a quarter of an hour apart. */
		ARENA_PUSH(c->turn, w, items) = (struct condition){
			.name = arena_printf(c->turn, "mailbox.%s", c->office->mailboxes[i].name), .kind = login ? "login" : "mailbox",
			.about = c->office->mailboxes[i].name, .text = with_advice(c, box, box->trouble.text), .since = INT64_MIN, .workday = !login,
			.wait = !login ? minutes * 60 : box->given_up ? 0 : MAILBOX_REFUSALS * MAILBOX_LOGIN_SECONDS};
	}
}

/* What began is over once a letter left: `retry outbox` ends the pause alone. */
static int look_at_submission(struct clerk *c, const struct alarm_row *known, struct conditions *w, struct err *err)
{
	bool away, waits;
	int64_t left;
	const char *words;
	if (pace_troubled(&c->store, &away, err) < 0 || store_post_words(&c->store, c->turn, &waits, &words, err) < 0 || store_last_sent(&c->store, &left, err) < 0)
		return -1;
	if (away || (known && waits && left < known->since))
		ARENA_PUSH(c->turn, w, items) = (struct condition){.name = "submission", .kind = "submission", .about = "", .text = words, .since = INT64_MIN, .workday = true,
		                                                  .wait = c->office->alarm_minutes * 60};
	return 0;
}

/* What one person owes of one kind. */
static void owing_kind(const struct office *o, struct arena *a, const char *kind, const struct staff *p, const struct credits *c, int64_t horizon, int64_t now,
                       struct standings *s_r)
{
	date today = time_date(now);
	for (date d = duty_date_from(o, kind, today - duty_reach(o, kind)); d != DATE_NONE && d < today + WATCH_OWING_DAYS; d = duty_date_from(o, kind, d + 1)) {
		struct duty duty;
		if (duty_make(o, kind, p, d, c, horizon, &duty) && duty.window_from < now && duty.window_to >= now && duty.delivered < duty.required)
			ARENA_PUSH(a, s_r, items) = (struct standing_owed){p, duty};
	}
}

int watch_owing(const struct office *o, struct store *s, struct arena *a, int64_t horizon, int64_t now, struct standings *s_r, struct err *err)
{
	struct duty_kinds kinds = duty_kinds(a, o);
	struct arena *one = arena_new();
	int64_t from = duty_credits_from(o, time_date(now));
	*s_r = (struct standings){0};
	int failed = db_look(s->db, err);
	for (size_t i = 0; !failed && i < o->staff_count; i++) {
		struct credits c;
		arena_reset(one);
		failed = store_get_credits(s, one, o->staff[i].id, from, &c, err);
		for (size_t k = 0; !failed && k < kinds.names_count; k++)
			owing_kind(o, a, kinds.names[k], &o->staff[i], &c, horizon, now, s_r);
	}
	db_look_end(s->db);
	arena_free(one);
	return failed;
}

int64_t watch_disk_free(const char *store)
{
	struct statvfs v;
	struct arena *a = arena_new();
	const char *slash = strrchr(store, '/');
	int failed = statvfs(slash == store ? "/" : slash ? arena_strndup(a, store, (size_t)(slash - store)) : ".", &v);
	arena_free(a);
	return failed ? -1 : (int64_t)v.f_bavail * (int64_t)v.f_frsize;
}

static void look_at_disk(struct clerk *c, bool was, struct conditions *w)
{
	int64_t free_mb = watch_disk_free(c->office->store) >> 20, limit = c->office->alarm_disk_mb;
	if (!limit || free_mb < 0 || free_mb >= (was ? limit * WATCH_DISK_SLACK / 100 : limit))
		return;
	ARENA_PUSH(c->turn, w, items) = (struct condition){.name = "disk", .kind = "disk", .about = "", .since = INT64_MIN,
	                                                  .text = arena_printf(c->turn, "%s: %" PRId64 " MB < %" PRId64 " MB", c->office->store, free_mb, limit)};
}

static int look_at_addresses(struct clerk *c, struct conditions *w, struct err *err)
{
	struct failings f;
	if (failing_list(&c->store, c->turn, &f, err) < 0)
		return -1;
	for (size_t i = 0; i < f.items_count; i++)
		ARENA_PUSH(c->turn, w, items) = (struct condition){.name = arena_printf(c->turn, "failing.%s", f.items[i].addr), .kind = "failing",
		                                                  .about = f.items[i].staff ? f.items[i].staff : "operator", .since = f.items[i].since,
		                                                  .text = arena_printf(c->turn, "%s\n%s", f.items[i].addr, f.items[i].words)};
	return 0;
}

static int look_at_quarantine(struct clerk *c, struct conditions *w, struct err *err)
{
	int64_t count, since;
	if (store_quarantined(&c->store, &count, &since, err) < 0)
		return -1;
	if (count)
		ARENA_PUSH(c->turn, w, items) = (struct condition){.name = "quarantine", .kind = "quarantine", .about = "", .since = since, .letter_elsewhere = true,
		                                                  .text = arena_printf(c->turn, "%" PRId64 " (leadclerk status)", count)};
	return 0;
}

/* From December on the coming year wants a calendar; an alarm that nobody heeded goes on in that year. */
static void look_at_calendar(struct clerk *c, const struct alarm_rows *known, int64_t now, struct conditions *w)
{
	date today = time_date(now);
	bool december = today >= date_make(date_year(today), WATCH_CALENDAR_MONTH, 1);
	int year = date_year(today) + december;
	if (office_year_known(c->office, date_make(year, 1, 1)) || (!december && !find_row(known, arena_printf(c->turn, "calendar.%d", year))))
		return;
	const char *about = arena_printf(c->turn, "%d", year);
	ARENA_PUSH(c->turn, w, items) = (struct condition){.name = arena_printf(c->turn, "calendar.%s", about), .kind = "calendar", .about = about, .text = "", .since = INT64_MIN};
}

static int gather_conditions(struct clerk *c, const struct alarm_rows *known, int64_t now, struct conditions *w, struct err *err)
{
	look_at_mailboxes(c, known, w);
	look_at_disk(c, find_row(known, "disk") != NULL, w);
	look_at_calendar(c, known, now, w);
	if (c->doubt.on)
		ARENA_PUSH(c->turn, w, items) = (struct condition){.name = "clock", .kind = "clock", .about = "", .text = "", .since = c->doubt.since, .told_elsewhere = true};
	return look_at_submission(c, find_row(known, "submission"), w, err) < 0 || look_at_addresses(c, w, err) < 0 ? -1 : look_at_quarantine(c, w, err);
}

/* ---- telling */

static bool personal(const struct alarm_row *r)
{
	return strcmp(r->kind, "failing") == 0;
}

/* As everybody may read it, in the log and beside the store: without an address. */
static const char *public_name(struct clerk *c, const struct alarm_row *r)
{
	return personal(r) ? arena_printf(c->turn, "failing.%s", r->about) : r->name;
}

static const char *letter_id(struct clerk *c, const struct alarm_row *r, const char *end)
{
	return arena_printf(c->turn, "alarm.%s.%" PRId64 "%s", public_name(c, r), r->since, end);
}

static void tell_file(struct clerk *c, const struct alarm_row *r, int64_t now)
{
	char since[TIME_TEXT_SIZE];
	int size = personal(r) ? 0 : (int)strcspn(r->text, "\n");
	alarm_raise(c->office->store, public_name(c, r), now, "since %s%s%.*s", time_text(r->since, since), size ? ": " : "", size, r->text);
}

static int write_letter(struct clerk *c, const struct alarm_row *r, const char *id, const struct alarm_span *meanwhile, size_t meanwhile_count, int64_t now,
                        struct err *err)
{
	bool ahead = meanwhile && r->over_at == INT64_MIN; /* whoever reads it knows that the submission is back */
	struct alarm_in in = {.kind = ahead ? "submission_back" : r->kind, .about = r->about, .text = r->over_at == INT64_MIN ? r->text : "", .since = r->since, .over = r->over_at,
	                      .meanwhile = meanwhile, .meanwhile_count = meanwhile_count};
	return answer_alarm(c, id, &in, now, err);
}

static const struct condition *find(const struct conditions *w, const char *name)
{
	for (size_t i = 0; i < w->items_count; i++)
		if (strcmp(w->items[i].name, name) == 0)
			return &w->items[i];
	return NULL;
}

static bool due(const struct clerk *c, const struct condition *w, int64_t since, int64_t now)
{
	return now - since >= w->wait && (!w->workday || office_workday(c->office, time_date(now)));
}

/* Told in the letter that waits for the submission; known on only because that letter may have to be written anew. */
static bool told_over(const struct alarm_row *r)
{
	return r->over_at != INT64_MIN && r->told_at == INT64_MIN && *r->letter;
}

/* What is wrong and was not told: told, by everything but a letter. */
static int take_on(struct clerk *c, struct alarm_row *r, const struct condition *w, int64_t now, struct err *err)
{
	bool again = r->over_at != INT64_MIN;
	if (told_over(r)) { /* that was another time */
		if (store_drop_alarm(&c->store, r->name, err) < 0)
			return -1;
		r->since = now;
		r->letter = "";
	}
	r->over_at = INT64_MIN;
	if (r->told_at == INT64_MIN && due(c, w, r->since, now)) {
		r->told_at = now;
		r->kind = w->kind;
		r->text = w->text;
		if (!w->told_elsewhere)
			tell_file(c, r, now);
		if (w->letter_elsewhere)
			r->letter = "elsewhere";
	} else if (!again) {
		return 0;
	} else if (r->told_at != INT64_MIN && !w->told_elsewhere) {
		tell_file(c, r, now); /* whose line went when it seemed over */
	}
	return store_put_alarm(&c->store, r, err);
}

/* What was wrong and is over. Nobody was told: nothing was. */
static int take_off(struct clerk *c, struct alarm_row *r, int64_t now, struct err *err)
{
	if (r->over_at != INT64_MIN)
		return 0;
	if (r->told_at == INT64_MIN) {
		r->over_at = r->since; /* gone */
		return store_drop_alarm(&c->store, r->name, err);
	}
	r->over_at = now;
	alarm_clear(c->office->store, public_name(c, r));
	return store_put_alarm(&c->store, r, err);
}

/* A letter about each row that wants one. That of an alarm which is over before its letter left is spared. */
static int write_letters(struct clerk *c, struct alarm_rows *rows, int64_t now, struct err *err)
{
	for (size_t i = 0; i < rows->items_count; i++) {
		struct alarm_row *r = &rows->items[i];
		bool is_over = r->over_at != INT64_MIN;
		if (r->told_at == INT64_MIN || (!is_over && *r->letter))
			continue;
		const char *id = letter_id(c, r, is_over ? ".over" : "");
		if ((is_over && *r->letter && store_take_alarm_back(&c->store, r->letter, err) < 0) || write_letter(c, r, id, NULL, 0, now, err) < 0)
			return -1;
		r->letter = id;
		if ((is_over ? store_drop_alarm(&c->store, r->name, err) : store_put_alarm(&c->store, r, err)) < 0)
			return -1;
	}
	return 0;
}

/* What began or ended and stands in no letter that left: those that wait go no more. What stands in the submission's own letter is not looked at. 1: there
 * is some that its letter does not tell. */
static int gather_untold(struct clerk *c, struct alarm_rows *rows, const struct alarm_row *submission, struct err *err)
{
	int any = 0;
	for (size_t i = 0; i < rows->items_count; i++) {
		struct alarm_row *r = &rows->items[i];
		if (r == submission || r->told_at == INT64_MIN)
			continue;
		int back = *r->letter && strcmp(r->letter, submission->letter) != 0 ? store_take_alarm_back(&c->store, r->letter, err) : 0;
		if (back > 0)
			r->letter = "";
		if (back < 0 || (back > 0 && store_put_alarm(&c->store, r, err) < 0))
			return -1;
		any |= !*r->letter || r->over_at != INT64_MIN;
	}
	return any;
}

/* One letter tells of all that no letter told: of the submission, and of what began or ended meanwhile. */
static int write_one(struct clerk *c, struct alarm_rows *rows, struct alarm_row *submission, const char *id, int64_t now, struct err *err)
{
	struct alarm_span *spans = arena_alloc(c->turn, (rows->items_count + 1) * sizeof *spans);
	size_t count = 0;
	for (size_t i = 0; i < rows->items_count; i++) {
		struct alarm_row *r = &rows->items[i];
		bool is_over = r->over_at != INT64_MIN, open = *r->letter && strcmp(r->letter, submission->letter) != 0 && !is_over;
		if (r == submission || open || (r->told_at == INT64_MIN && !told_over(r)))
			continue;
		spans[count++] = (struct alarm_span){r->kind, r->about, r->since, r->over_at};
		r->letter = id;
		r->told_at = is_over ? INT64_MIN : r->told_at;
		if (store_put_alarm(&c->store, r, err) < 0)
			return -1;
	}
	submission->letter = id;
	return write_letter(c, submission, id, spans, count, now, err) < 0 ? -1 : store_put_alarm(&c->store, submission, err);
}

/* It is away. Where no other letter waits that would show its return, the one about it does: true whenever it arrives, and written anew when more is to be
 * told. */
static int write_ahead(struct clerk *c, struct alarm_rows *rows, struct alarm_row *submission, int64_t now, struct err *err)
{
	bool waits;
	const char *words;
	if (submission->told_at == INT64_MIN)
		return 0;
	int news = gather_untold(c, rows, submission, err);
	if (news < 0 || (*submission->letter && !news))
		return news;
	const char *id = letter_id(c, submission, arena_printf(c->turn, ".%" PRId64, now));
	if (strcmp(id, submission->letter) == 0)
		return 0; /* written in this very second: at the next look */
	int back = *submission->letter ? store_take_alarm_back(&c->store, submission->letter, err) : 0;
	if (back < 0 || store_post_words(&c->store, c->turn, &waits, &words, err) < 0)
		return -1;
	if (*submission->letter ? !back : waits)
		return 0;
	return write_one(c, rows, submission, id, now, err);
}

/* It is back, and a letter says so: the one that waited, if it left meanwhile. */
static int write_back(struct clerk *c, struct alarm_rows *rows, struct alarm_row *submission, int64_t now, struct err *err)
{
	int back = *submission->letter ? store_take_alarm_back(&c->store, submission->letter, err) : 1;
	if (back < 0 || (back && (gather_untold(c, rows, submission, err) < 0 ||
	                          write_one(c, rows, submission, letter_id(c, submission, ".over"), now, err) < 0)))
		return -1;
	for (size_t i = 0; i < rows->items_count; i++)
		if ((&rows->items[i] == submission || told_over(&rows->items[i])) && store_drop_alarm(&c->store, rows->items[i].name, err) < 0)
			return -1;
	submission->told_at = INT64_MIN;
	return write_letters(c, rows, now, err);
}

static int tell(struct clerk *c, struct alarm_rows *rows, int64_t now, struct err *err)
{
	struct alarm_row *submission = NULL;
	for (size_t i = 0; i < rows->items_count; i++)
		if (strcmp(rows->items[i].kind, "submission") == 0 && rows->items[i].over_at != rows->items[i].since)
			submission = &rows->items[i];
	if (!submission)
		return write_letters(c, rows, now, err);
	return submission->over_at == INT64_MIN ? write_ahead(c, rows, submission, now, err) : write_back(c, rows, submission, now, err);
}

/* ---- the look */

static int look(struct clerk *c, int64_t now, struct err *err)
{
	struct alarm_rows rows;
	struct conditions wrong = {0};
	if (store_alarms(&c->store, c->turn, &rows, err) < 0 || gather_conditions(c, &rows, now, &wrong, err) < 0)
		return -1;
	for (size_t i = 0; i < rows.items_count; i++) {
		const struct condition *w = find(&wrong, rows.items[i].name);
		if ((w ? take_on(c, &rows.items[i], w, now, err) : take_off(c, &rows.items[i], now, err)) < 0)
			return -1;
	}
	for (size_t i = 0; i < wrong.items_count; i++) {
		const struct condition *w = &wrong.items[i];
		if (find_row(&rows, w->name))
			continue;
		struct alarm_row fresh = {w->name, w->kind, w->about, w->text, w->since == INT64_MIN ? now : w->since, INT64_MIN, INT64_MIN, ""};
		ARENA_PUSH(c->turn, &rows, items) = fresh;
		if (store_put_alarm(&c->store, &fresh, err) < 0 || take_on(c, &rows.items[rows.items_count - 1], w, now, err) < 0)
			return -1;
	}
	return tell(c, &rows, now, err);
}

int watch_look(struct clerk *c, int64_t now, struct err *err)
{
	if (c->recording_only || c->supposing)
		return 0;
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, look(c, now, err) < 0, err);
}

int watch_store_again(struct clerk *c, int64_t since, const char *text, int64_t now, struct err *err)
{
	struct alarm_row row = {"store", "store", "", text, since, since, now, ""};
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	struct alarm_in in = {.kind = row.kind, .about = "", .text = text, .since = since, .over = now};
	return store_end(&c->store, answer_alarm(c, letter_id(c, &row, ".over"), &in, now, err) < 0, err);
}
