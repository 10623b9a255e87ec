#include "clerk.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "ahead.h"
#include "alarm_command.h"
#include "company.h"
#include "facts.h"
#include "flood.h"
#include "mailbox.h"
#include "outbox.h"
#include "post.h"

enum { TOKEN_KEY_SIZE = 32, LARGE_BLOCK = 1024 * 1024 /* and above: given back to the kernel one by one */, KEPT_HEAP = 4 * 1024 * 1024 };

/* Whole under its name, or not there: an end in between must not leave a shorter one, which nobody could start with. */
static int make_key(struct arena *a, const char *path, struct bytes *key, struct err *err)
{
	uint8_t fresh[TOKEN_KEY_SIZE];
	char *draft = arena_printf(a, "%s.new", path);
	if (getrandom(fresh, sizeof fresh, 0) != sizeof fresh)
		return err_set(err, 75, "getrandom: %s", strerror(errno));
	unlink(draft); /* of one that ended here; the store's lock keeps others out */
	int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(err, 75, "secret %s: %s", draft, strerror(errno));
	bool good = write(fd, fresh, sizeof fresh) == sizeof fresh && fsync(fd) == 0;
	if (close(fd) < 0 || !good || rename(draft, path) < 0)
		return err_set(err, 75, "secret %s: %s", path, strerror(errno));
	memcpy((void *)(uintptr_t)key->data, fresh, sizeof fresh);
	return 0;
}

/* 1: there is none. */
static int read_key(const char *path, struct bytes key, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), failed = 0;
	if (fd < 0)
		return errno == ENOENT ? 1 : err_set(err, 75, "secret %s: %s", path, strerror(errno));
	if (fstat(fd, &st) < 0 || (st.st_mode & 077))
		failed = err_set(err, 78, "secret %s can be read by others: chmod 600 %s", path, path);
	else if (read(fd, (void *)(uintptr_t)key.data, TOKEN_KEY_SIZE) != TOKEN_KEY_SIZE)
		failed = err_set(err, 78, "secret %s is shorter than %d bytes: restore it from the backup, or remove it (old letters' answers are then not known)",
		                 path, TOKEN_KEY_SIZE);
	close(fd);
	return failed;
}

int clerk_key(struct arena *a, const char *store, struct bytes *key_r, struct err *err)
{
	const char *path = arena_printf(a, "%s.key", store);
	*key_r = (struct bytes){arena_alloc(a, TOKEN_KEY_SIZE), TOKEN_KEY_SIZE};
	int r = read_key(path, *key_r, err);
	return r > 0 ? err_set(err, 66, "secret %s is not there: no letter of ours is known by it", path) : r;
}

/* The secret is a file beside the store, not in it: a store rebuilt from the mailbox knows the tokens of old letters again. */
static int open_key(struct clerk *c, struct err *err)
{
	char *path = arena_printf(c->keep, "%s.key", c->office->store);
	c->token_key = (struct bytes){arena_alloc(c->keep, TOKEN_KEY_SIZE), TOKEN_KEY_SIZE};
	int r = read_key(path, c->token_key, err);
	if (r <= 0)
		return r;
	if (!c->supposing)
		return make_key(c->keep, path, &c->token_key, err);
	memset((void *)(uintptr_t)c->token_key.data, 0, TOKEN_KEY_SIZE); /* then there are no letters that one could answer */
	return 0;
}

struct laid_facts {               /* in its own arena */
	struct arena *arena;
	struct laid_facts *before;
};

int clerk_lay_facts(struct clerk *c, struct err *err)
{
	struct arena *a = arena_new();
	struct laid_facts *l = arena_alloc(a, sizeof *l);
	const struct office *o;
	if (facts_lay(a, &c->store, c->configured, &o, err) < 0) { /* it stays as it was, and is tried again */
		arena_free(a);
		return -1;
	}
	*l = (struct laid_facts){a, c->laid};
	c->laid = l;
	c->office = o;
	c->credits_known = false;
	c->facts_rollbacks = db_rollbacks(c->store.db);
	return 0;
}

static void free_laid(struct laid_facts *l)
{
	for (struct laid_facts *before; l; l = before) {
		before = l->before;
		arena_free(l->arena);
	}
}

void clerk_forget_facts(struct clerk *c)
{
	free_laid(c->laid->before);
	c->laid->before = NULL;
}

/* Without store and drawer. Children start when they are asked. */
static struct clerk new_clerk(const struct office *o)
{
	return (struct clerk){.configured = o, .office = o, .keep = arena_new(), .turn = arena_new(), .reader = child_new("reader"), .aside = child_new("reader"),
	                      .sender = child_new("sender"), .horizon = INT64_MIN, .newest = INT64_MIN, .lost_since = INT64_MIN, .put_back_seen = INT64_MIN};
}

int clerk_suppose(const struct office *o, struct clerk *c_r, struct err *err)
{
	struct clerk c = new_clerk(o);
	c.supposing = true;
	if (company_bind(err) < 0 || store_open(o->store, DB_SUPPOSE, &c.store, err) < 0 || open_key(&c, err) < 0 || clerk_lay_facts(&c, err) < 0) {
		clerk_close(&c);
		return -1;
	}
	c.kinds = duty_kinds(c.keep, o);
	*c_r = c;
	return 0;
}

/* What a batch of mails took is kept for the next one: given back, each of its pages would be a fault again. */
static void keep_heap(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	mallopt(M_TRIM_THRESHOLD, KEPT_HEAP);
}

void clerk_begin(const struct office *o, struct clerk *c_r)
{
	keep_heap();
	*c_r = new_clerk(o);
	c_r->drawing = drawing_new();
}

int clerk_open_store(struct clerk *c, struct err *err)
{
	const struct office *o = c->configured;
	int unsure = 0;
	bool maildir = o->submission.scheme && strcmp(o->submission.scheme, "maildir") == 0; /* a second delivery is the same file: no doubt */
	/* the conversion of names: told here that it is not there, not by the first name that needs it */
	if (company_bind(err) < 0 || store_open(o->store, DB_WRITE, &c->store, err) < 0 || open_key(c, err) < 0 || (maildir && outbox_release(&c->store, err) < 0) ||
	    outbox_recover(&c->store, 0, &unsure, err) < 0 || store_get_time(&c->store, META_BACKED_UP, &c->lost_since, err) < 0 || clerk_lay_facts(c, err) < 0) {
		clerk_close(c);
		return -1;
	}
	if (unsure)
		log_warn(NULL, "%d letters were under way when the clerk ended: they may have arrived; penalty notices among them wait for `retry` or `ignore`",
		         unsure);
	c->kinds = duty_kinds(c->keep, o);
	return 0;
}

int clerk_open(const struct office *o, struct clerk *c_r, struct err *err)
{
	clerk_begin(o, c_r);
	return clerk_open_store(c_r, err);
}

static void free_mailboxes(struct clerk *c)
{
	for (size_t i = 0; c->mailboxes && i < c->office->mailboxes_count; i++)
		child_free(c->mailboxes[i].fetcher);
}

void clerk_close(struct clerk *c)
{
	alarm_command_close();
	post_close(c);
	ahead_close(c);
	child_dismiss(c->reader);
	child_dismiss(c->aside);
	child_dismiss(c->sender);
	if (c->store.db) /* which may take as long as they do */
		store_close(&c->store);
	free_mailboxes(c);
	child_free(c->reader);
	child_free(c->aside);
	child_free(c->sender);
	drawing_free(c->drawing);
	free_laid(c->laid);
	arena_free(c->turn);
	arena_free(c->keep);
	*c = (struct clerk){0};
}

/* The end of the quiet hours that `t` lies in, or t itself. */
static int64_t after_quiet(const struct policy *p, int64_t t)
{
	int second = time_second_of_day(t), from = p->quiet_from, to = p->quiet_to;
	date day = time_date(t);
	if (from == to)
		return t;
	if (from < to)
		return second >= from && second < to ? time_at(day, to) : t;
	if (second >= from)
		return time_at(day + 1, to);
	return second < to ? time_at(day, to) : t;
}

int64_t clerk_leaves(const struct clerk *c, int64_t now)
{
	return after_quiet(office_policy(c->office, time_date(now)), now);
}

int clerk_post(struct clerk *c, struct letter *l, struct err *err)
{
	if (c->supposing)
		return 0;
	bool at_once = l->answers || l->kind == LETTER_RECEIPT || l->kind == LETTER_RETURN || l->kind == LETTER_ALARM || l->kind == LETTER_SLIP_RECEIPT ||
	            l->kind == LETTER_SLIP_MISSING, added;
	const struct staff *to = l->staff ? office_staff(c->office, l->staff) : NULL;
	bool seen_by_gm = l->kind == LETTER_ALARM || ((l->kind == LETTER_DIGEST || l->kind == LETTER_REPORT) && to && to->roles & 1u << ROLE_GENERAL_MANAGER);
	l->due = l->not_before ? l->not_before : at_once ? l->created : clerk_leaves(c, l->created);
	bool held_back = c->office->shadow && !seen_by_gm && !(l->always && !c->configured->shadow);
	const char *state = held_back && !c->recording_only ? "shadow" : "waiting";
	const char *why = NULL;
	if (strcmp(state, "waiting") == 0 && !c->recording_only && limits_letter(&c->store, l, &why, err) < 0)
		return -1;
	state = why ? "withheld" : state;
	if (outbox_add(&c->store, l, state, &added, err) < 0)
		return err_in(err, "recording letter %s", l->id);
	const struct log_about about = {.letter = l->id, .staff = l->staff};
	if (why && added)
		log_about(LOG_WARN_LINE, &about, "withheld: %s", why);
	if (added) {
		log_about(LOG_INFO_LINE, &about, "%s, to %s", c->recording_only ? "recorded" : state, l->staff ? l->staff : l->to);
		log_about(LOG_DEBUG_LINE, &about, "to %s: %s", l->to, l->subject);
	}
	return 0;
}

struct letter_head clerk_head(struct clerk *c, const struct staff *to, const char *id, int64_t now)
{
	return (struct letter_head){.office = c->office, .token_key = c->token_key, .id = id, .to_addr = to && to->mail_count ? to->mail[0] : "",
	                            .to_name = to ? to->name : "", .staff = to ? to->id : NULL, .now = now, .unwritten = c->unwritten};
}

struct standing clerk_standing(const struct duty *d)
{
	return (struct standing){.title = d->rule->title, .for_date = d->for_date, .due = d->due, .required = d->required, .delivered = d->delivered,
	                         .enlarged = d->extra > 0, .exempt = d->exempt, .counts = duty_counts(d->rule), .rule = d->rule};
}

int clerk_credits(struct clerk *c, const char *staff, date day, struct credits *credits_r, struct err *err)
{
	if (!c->credits_known || c->credits_day != day) { /* person after person, for the same day */
		c->credits_from = duty_credits_from(c->office, day);
		c->credits_day = day;
		c->credits_known = true;
	}
	return store_get_credits(&c->store, c->turn, staff, c->credits_from, credits_r, err);
}

/* What was drawn, or why not. */
static struct bytes drawn(struct clerk *c, int failed, struct bytes picture, const struct err *err)
{
	if (failed && drawing_news(c->drawing, err))
		log_warn(NULL, "letters go without pictures and printed sheets: %s", err->text);
	if (!failed && drawing_news(c->drawing, NULL))
		log_warn(NULL, "pictures and printed sheets: %s", drawing_lacks(c->drawing));
	return failed ? (struct bytes){0} : picture;
}

bool clerk_draws(const struct clerk *c)
{
	return c->drawing && !c->recording_only;
}

struct bytes clerk_chart(struct clerk *c, struct arena *a, const struct chart *chart)
{
	struct bytes picture = {0};
	struct err err;
	if (!clerk_draws(c))
		return picture;
	return drawn(c, drawing_chart(c->drawing, a, chart, &picture, &err), picture, &err);
}

struct bytes clerk_sheet(struct clerk *c, struct arena *a, const struct print_sheet *sheet)
{
	struct bytes picture = {0};
	struct err err;
	if (!clerk_draws(c))
		return picture;
	return drawn(c, drawing_print(c->drawing, a, sheet, &picture, &err), picture, &err);
}
