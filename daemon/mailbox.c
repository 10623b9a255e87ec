#include "mailbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "fetch.h"
#include "secret.h"

/* ---- when the next try is ---- */

double mailbox_backoff(int failures, double luck)
{
	double seconds = MAILBOX_RETRY_SECONDS;
	for (int i = 1; i < failures && seconds < MAILBOX_RETRY_MAX; i++)
		seconds *= 2;
	if (seconds > MAILBOX_RETRY_MAX)
		seconds = MAILBOX_RETRY_MAX;
	return seconds * (0.75 + luck / 2);
}

int64_t mailbox_login_rest(int refusals)
{
	int64_t seconds = MAILBOX_LOGIN_SECONDS;
	for (int i = MAILBOX_REFUSALS; i < refusals && seconds < DAY_SECONDS; i++)
		seconds *= 2;
	return seconds < DAY_SECONDS ? seconds : DAY_SECONDS;
}

static double luck(void)
{
	return arc4random_uniform(1001) / 1000.0;
}

/* ---- logins that were refused: "COUNT LAST STAMP" in the store ---- */

struct refusals {
	int count;
	int64_t last;
	char stamp[200];              /* of what was refused: another password is another matter */
};

static char *refusals_name(struct clerk *c, const struct mailbox_state *box)
{
	return arena_printf(c->turn, "login_refused %s", box->server->name);
}

/* Nothing of the password itself: when and where its file was written, and whose it is. */
static void make_stamp(const struct server *s, char *stamp, size_t size)
{
	struct stat st;
	char path[4096];
	if (secret_path(s, path, sizeof path) && stat(path, &st) == 0)
		snprintf(stamp, size, "%lld.%09ld/%llu/%s@%s", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (unsigned long long)st.st_ino,
		         s->user ? s->user : "", s->host);
	else
		snprintf(stamp, size, "%s@%s", s->user ? s->user : "", s->host);
	for (char *p = stamp; *p; p++)
		*p = *p == ' ' ? '_' : *p;
}

/* count 0 where nothing of that kind is known, or it was about another password. */
static int get_refusals(struct clerk *c, const struct mailbox_state *box, struct refusals *r_r, struct err *err)
{
	const char *text;
	char stamp[sizeof r_r->stamp];
	*r_r = (struct refusals){0};
	make_stamp(box->server, stamp, sizeof stamp);
	if (store_get_meta(&c->store, c->turn, refusals_name(c, box), &text, err) < 0)
		return -1;
	if (!text || sscanf(text, "%d %" SCNd64 " %199s", &r_r->count, &r_r->last, r_r->stamp) != 3 || strcmp(r_r->stamp, stamp) != 0)
		*r_r = (struct refusals){0};
	snprintf(r_r->stamp, sizeof r_r->stamp, "%s", stamp);
	return 0;
}

static int put_refusals(struct clerk *c, const struct mailbox_state *box, const struct refusals *r, struct err *err)
{
	return store_set_meta(&c->store, refusals_name(c, box), arena_printf(c->turn, "%d %" PRId64 " %s", r->count, r->last, r->stamp), err);
}

/* 1: the login rests; box->trouble says why. */
static int login_rests(struct clerk *c, struct mailbox_state *box, struct err *err)
{
	struct refusals r;
	char text[TIME_TEXT_SIZE];
	if (get_refusals(c, box, &r, err) < 0)
		return -1;
	int64_t again = r.last + mailbox_login_rest(r.count);
	if (r.count == 0 || (!box->given_up && (clock_now() >= again || clock_now() < r.last)))
		return box->given_up = false, 0;
	if (box->trouble.exit_code)
		return 1;
	err_set(&box->trouble, 77, "mailbox %s: its login was refused %d times; not tried again before %s, or when its password file changes",
	        box->server->name, r.count, time_text(again, text));
	return 1;
}

static int refused(struct clerk *c, struct mailbox_state *box, struct err *err)
{
	struct refusals r;
	if (get_refusals(c, box, &r, err) < 0)
		return -1;
	r.count++;
	r.last = clock_now();
	if (put_refusals(c, box, &r, err) < 0)
		return -1;
	box->retry_at = clock_monotonic() + clock_real_seconds(MAILBOX_LOGIN_SECONDS) * (1 + luck() / 10);
	if (r.count < MAILBOX_REFUSALS)
		return log_error(NULL, "mailbox %s: login refused for the %d. time: %s", box->server->name, r.count, box->trouble.text), 0;
	box->given_up = true;
	box->retry_at = 0; /* a look at the file costs nothing */
	log_error(NULL, "mailbox %s: its login was refused %d times: not tried again until its password file changes or leadclerk starts anew",
	          box->server->name, r.count);
	return 0; /* watch.c tells the operator */
}

/* ---- connection ---- */

int mailbox_open(struct clerk *c, struct mailbox_state *box, struct err *err)
{
	struct err why;
	if (clock_monotonic() < box->retry_at)
		return 1;
	int rests = box->open ? 0 : login_rests(c, box, err);
	if (rests)
		return rests;
	if (fetch_log_in(box->fetcher, box->server, &why) < 0)
		return mailbox_failed(c, box, &why, err) < 0 ? -1 : 1;
	if (!box->open)
		box->opened_at = clock_monotonic();
	box->open = true;
	box->unread = false;
	return 0;
}

int mailbox_failed(struct clerk *c, struct mailbox_state *box, const struct err *why, struct err *err)
{
	double now = clock_monotonic();
	bool first = box->trouble.exit_code == 0;
	if (box->open && now - box->opened_at >= MAILBOX_STEADY_SECONDS)
		box->failures = 0;
	box->failures++;
	box->open = false;
	box->trouble = *why;
	fetch_close(box->fetcher);
	if (first && why->exit_code != 77)
		log_error(NULL, "mailbox %s: %s", box->server->name, why->text);
	if (why->exit_code == 77)
		return refused(c, box, err);
	box->retry_at = now + clock_real_seconds(1) * mailbox_backoff(box->failures, luck());
	return 0; /* how long it may last until the operator is told, watch.c knows */
}

int mailbox_well(struct clerk *c, struct mailbox_state *box, struct err *err)
{
	struct refusals r;
	double now = clock_monotonic();
	if (box->trouble.exit_code)
		log_info(NULL, "mailbox %s: works again", box->server->name);
	box->trouble = (struct err){0};
	box->look_at = now + clock_real_seconds(server_provider(box->server)->poll_seconds);
	if (now - box->opened_at >= MAILBOX_STEADY_SECONDS)
		box->failures = 0;
	if (get_refusals(c, box, &r, err) < 0)
		return -1;
	if (r.count == 0)
		return 0;
	r.count = 0;
	return put_refusals(c, box, &r, err);
}

/* ---- folders ---- */

static bool is_listed(const struct fetch_folders *all, const char *name)
{
	for (size_t i = 0; i < all->items_count; i++)
		if (strcmp(all->items[i].name, name) == 0)
			return !(all->items[i].flags & FOLDER_NO_SELECT);
	return false;
}

int mailbox_lacks_folder(struct clerk *c, struct mailbox_state *box, size_t folder, struct err *why)
{
	struct buf text = {0};
	struct fetch_folders all = {0};
	if (box->missing && box->missing[folder])
		return 0;
	const char *refusal = arena_strdup(c->turn, why->text);
	if (fetch_folders(box->fetcher, c->turn, &all, why) < 0)
		return -1;
	if (is_listed(&all, box->server->folders[folder])) /* busy, says who does not know RFC 5530 */
		return err_set(why, 75, "%s; the server lists it: nothing is settled until it can be read, or is taken out of folders", refusal);
	if (!box->missing)
		box->missing = arena_alloc(c->keep, box->server->folders_count * sizeof *box->missing);
	buf_adds(&text, refusal);
	for (size_t i = 0; i < all.items_count; i++)
		buf_printf(&text, "%s%s", i ? ", " : "; there are: ", all.items[i].name);
	log_warn(NULL, "mailbox %s: %s", box->server->name, text.data);
	box->missing[folder] = arena_strdup(c->keep, text.data);
	buf_release(&text);
	return 0;
}

void mailbox_has_folder(struct mailbox_state *box, size_t folder)
{
	if (box->missing)
		box->missing[folder] = NULL;
}

/* ---- waiting ---- */

/* What a wait knows of each mailbox that takes part in it. */
struct wait {
	struct child **children;      /* [count]; NULL: does not wait (any more) */
	bool *news;                   /* [count] */
	size_t count;
};

/* The connection was lost. One that had lasted is opened anew at once, without a word. */
static void lost_while_waiting(struct clerk *c, struct mailbox_state *box, const struct err *why)
{
	struct err err;
	bool steady = clock_monotonic() - box->opened_at >= MAILBOX_STEADY_SECONDS;
	if (!steady && mailbox_failed(c, box, why, &err) < 0)
		log_error(NULL, "%s", err.text);
	box->open = false;
}

static void begin_all(struct clerk *c, struct wait *w, double seconds)
{
	struct err err;
	for (size_t i = 0; i < w->count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		if (!box->fetcher || !box->open || box->unread || box->trouble.exit_code || !child_alive(box->fetcher))
			continue;
		if (fetch_wait_begin(box->fetcher, box->server->folders[0], seconds, &err) == 0)
			w->children[i] = box->fetcher;
		else
			lost_while_waiting(c, box, &err);
	}
}

static void end_one(struct clerk *c, struct wait *w, size_t i)
{
	struct err err;
	int said = fetch_wait_end(w->children[i], &err);
	w->children[i] = NULL;
	w->news[i] = said != 0;
	c->mailboxes[i].unread = said > 0;
	if (said < 0)
		lost_while_waiting(c, &c->mailboxes[i], &err);
}

static void end_all(struct clerk *c, struct wait *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->children[i])
			fetch_wait_cancel(w->children[i]);
	for (size_t i = 0; i < w->count; i++)
		if (w->children[i])
			end_one(c, w, i);
}

/* When the first of them is to be looked at, or tried again, whatever is said. What is overdue although a turn has just ended could not be
 * looked at (the store fails): that is no reason to hurry. */
static double first_due(const struct clerk *c, double end)
{
	double now = clock_monotonic();
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		const struct mailbox_state *box = &c->mailboxes[i];
		double due = box->trouble.exit_code ? box->retry_at : box->look_at;
		if (box->fetcher && !box->given_up && due > now && due < end)
			end = due;
	}
	return end;
}

/* Until one of them has something to say, as child_wait; meanwhile the store does what it has put by, a piece at a time: news wait for one at most. */
static int wait_and_tidy(struct clerk *c, const struct wait *w, int wake, double end)
{
	struct err ignored; /* whoever writes next meets it, too */
	int first = -1;
	while (first == -1 && clock_monotonic() < end && store_tidy(&c->store, &ignored) > 0)
		first = child_wait(w->children, w->count, wake, 0);
	return first == -1 ? child_wait(w->children, w->count, wake, end - clock_monotonic()) : first;
}

void mailboxes_wait(struct clerk *c, int wake, double seconds)
{
	struct wait w = {.count = c->office->mailboxes_count};
	double end = first_due(c, clock_monotonic() + seconds);
	struct arena *a = arena_new();
	w.children = arena_alloc(a, (w.count + 1) * sizeof *w.children);
	w.news = arena_alloc(a, w.count + 1);
	double left = end - clock_monotonic();
	begin_all(c, &w, left > 0 ? left + 1 : 1); /* they are told when it is over */
	int first = wait_and_tidy(c, &w, wake, end);
	if (first >= 0)
		end_one(c, &w, (size_t)first);
	end_all(c, &w);
	double now = clock_monotonic();
	for (size_t i = 0; i < w.count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		box->quiet = box->fetcher && box->open && !w.news[i] && now < box->look_at;
	}
	arena_free(a);
}
