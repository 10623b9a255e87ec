#include "fetch.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "fetcher.h"
#include "secret.h"
#include "values/mail.h"

enum { PASSWORD_ROOM = 4096 };
#define LAST_DATE INT64_C(253402300799) /* of the year 9999 */

/* --- answers --- */

static int garbled(struct child *c, struct err *err)
{
	child_kill(c);
	return err_set(err, 75, "the fetcher process gave an answer that can't be understood, and was killed");
}

/* 0 when the answer is of that kind; -1 with what went wrong. */
static int expect(struct child *c, struct frame *f, enum fetcher_kind kind, struct err *err)
{
	if (f->kind == kind)
		return 0;
	if (f->kind != FETCHER_FAILED)
		return garbled(c, err);
	struct arena *a = arena_new();
	int code = (int)get_int(f);
	const char *text = get_text(f, a);
	if (frame_ok(f) && text)
		err_set(err, code, "%s", text);
	else
		garbled(c, err);
	arena_free(a);
	return -1;
}

/* Sends the one request in `b` (released), expects DONE n: n, or -1. */
static int64_t ask_number(struct child *c, struct buf *b, double seconds, struct err *err)
{
	struct frame f;
	int r = child_ask(c, b, seconds + FETCHER_GRACE, &f, err);
	buf_release(b);
	if (r < 0 || expect(c, &f, FETCHER_DONE, err) < 0)
		return -1;
	int64_t n = get_int(&f);
	return frame_ok(&f) && n >= 0 ? n : garbled(c, err);
}

/* --- connection --- */

/* What a connection belongs to. */
static void put_identity(struct buf *b, const struct server *s)
{
	struct buf text = {0};
	buf_printf(&text, "%s://%s@%s:%d security %d ca %s", s->scheme, s->user ? s->user : "", s->host, s->port, (int)s->security,
	           s->ca_file ? s->ca_file : "");
	put_text(b, text.data);
	buf_release(&text);
}

static void put_provider(struct buf *b, const struct provider *p)
{
	put_int(b, p->poll_seconds);
	put_int(b, p->idle);
	put_int(b, p->idle_seconds);
	put_int(b, p->id);
	put_int(b, (int64_t)p->login_refused.items_count);
	for (size_t i = 0; i < p->login_refused.items_count; i++)
		put_text(b, p->login_refused.items[i]);
}

bool fetch_is_open(struct child *c, const struct server *s)
{
	struct buf b = {0};
	struct err ignored;
	if (!child_alive(c))
		return false;
	size_t mark = frame_start(&b, FETCHER_IS_OPEN);
	put_identity(&b, s);
	frame_end(&b, mark);
	return ask_number(c, &b, FETCH_CONNECT_SECONDS, &ignored) == 1;
}

static void grant(struct child *c, const struct server *s)
{
	struct jail_rights rights = {.port = s->port};
	snprintf(rights.read_file, sizeof rights.read_file, "%s", s->ca_file ? s->ca_file : "");
	child_grant(c, &rights);
}

void fetch_prepare(struct child *c, const struct server *s)
{
	grant(c, s);
	child_prepare(c);
}

int fetch_open(struct child *c, const struct server *s, const char *password, struct err *err)
{
	struct buf b = {0};
	struct frame f;
	grant(c, s);
	if (fetch_is_open(c, s))
		return 0;
	buf_space(&b, PASSWORD_ROOM + strlen(password)); /* all at once: growing would leave copies of the password behind */
	size_t mark = frame_start(&b, FETCHER_OPEN);
	put_identity(&b, s);
	put_text(&b, s->scheme);
	put_text(&b, s->host);
	put_int(&b, s->port);
	put_text(&b, s->user);
	put_int(&b, s->security);
	put_text(&b, s->ca_file);
	put_int(&b, s->auth);
	put_provider(&b, server_provider(s));
	put_text(&b, password);
	frame_end(&b, mark);
	int r = child_ask(c, &b, FETCH_CONNECT_SECONDS + FETCHER_GRACE, &f, err);
	explicit_bzero(b.data, b.room);
	buf_release(&b);
	if (r == 0 && expect(c, &f, FETCHER_DONE, err) == 0)
		return 0;
	if (err->exit_code == 69) /* its jail knows files, not names: a resolv.conf or a ca_file that was replaced is for the next one to see */
		child_end(c);
	return err_in(err, "%s", s->name ? s->name : s->host);
}

void fetch_close(struct child *c)
{
	struct buf b = {0};
	struct err ignored;
	if (!child_alive(c))
		return;
	frame_end(&b, frame_start(&b, FETCHER_CLOSE));
	ask_number(c, &b, FETCHER_GRACE, &ignored);
}

/* --- lists --- */

/* The child reads what a stranger's server says: its list is checked like one. */
static int take_listing(struct frame *f, struct arena *a, uint32_t after, struct fetch_listing *l_r)
{
	*l_r = (struct fetch_listing){.uidvalidity = (uint32_t)get_int(f), .exists = (uint32_t)get_int(f)};
	size_t count = get_count(f, 8);
	l_r->uids = arena_alloc(a, (count + 1) * sizeof *l_r->uids);
	l_r->uids_cap = count + 1;
	for (size_t i = 0; i < count; i++) {
		int64_t uid = get_int(f);
		if (uid <= (int64_t)after || uid > UINT32_MAX)
			return -1;
		l_r->uids[l_r->uids_count++] = after = (uint32_t)uid;
	}
	return frame_ok(f) ? 0 : -1;
}

int fetch_log_in(struct child *c, const struct server *s, struct err *err)
{
	struct secret password;
	if (fetch_is_open(c, s))
		return 0;
	if (secret_read(s, &password, err) < 0)
		return -1;
	int failed = fetch_open(c, s, password.text, err);
	secret_wipe(&password);
	return failed;
}

int fetch_list(struct child *c, struct arena *a, const char *folder, uint32_t after, struct fetch_listing *l_r, struct err *err)
{
	struct buf b = {0};
	struct frame f;
	size_t mark = frame_start(&b, FETCHER_LIST);
	put_text(&b, folder);
	put_int(&b, after);
	frame_end(&b, mark);
	int r = child_ask(c, &b, FETCH_LIST_SECONDS + FETCHER_GRACE, &f, err);
	buf_release(&b);
	if (r < 0 || expect(c, &f, FETCHER_LISTING, err) < 0)
		return -1;
	return take_listing(&f, a, after, l_r) == 0 ? 0 : garbled(c, err);
}

int fetch_folders(struct child *c, struct arena *a, struct fetch_folders *folders_r, struct err *err)
{
	struct buf b = {0};
	struct frame f;
	*folders_r = (struct fetch_folders){0};
	frame_end(&b, frame_start(&b, FETCHER_FOLDERS));
	int r = child_ask(c, &b, FETCH_LIST_SECONDS + FETCHER_GRACE, &f, err);
	buf_release(&b);
	if (r < 0 || expect(c, &f, FETCHER_FOLDER_LIST, err) < 0)
		return -1;
	for (size_t n = get_count(&f, 2); n > 0; n--) {
		struct fetch_folder one = {.name = get_text(&f, a)};
		one.flags = (unsigned)get_int(&f);
		if (!one.name)
			return garbled(c, err);
		ARENA_PUSH(a, folders_r, items) = one;
	}
	return frame_ok(&f) ? 0 : garbled(c, err);
}

/* --- for people --- */

int fetch_survey(struct child *c, struct arena *a, struct fetch_survey *s_r, struct err *err)
{
	struct buf b = {0};
	struct frame f;
	frame_end(&b, frame_start(&b, FETCHER_SURVEY));
	int r = child_ask(c, &b, FETCH_LIST_SECONDS + FETCHER_GRACE, &f, err);
	buf_release(&b);
	if (r < 0 || expect(c, &f, FETCHER_REPORT, err) < 0)
		return -1;
	*s_r = (struct fetch_survey){.capabilities = get_text(&f, a)};
	s_r->tls = get_text(&f, a);
	s_r->certificate_end = get_int(&f);
	s_r->idle = get_int(&f) != 0;
	s_r->idles_late = get_int(&f) != 0;
	s_r->quota_used = get_int(&f);
	s_r->quota_limit = get_int(&f);
	return frame_ok(&f) && s_r->capabilities && s_r->tls ? 0 : garbled(c, err);
}

int64_t fetch_date(struct child *c, uint32_t uid, struct err *err)
{
	struct buf b = {0};
	size_t mark = frame_start(&b, FETCHER_DATE);
	put_int(&b, uid);
	frame_end(&b, mark);
	return ask_number(c, &b, FETCH_LIST_SECONDS, err);
}

int fetch_append(struct child *c, const char *folder, struct bytes letter, int64_t when, struct err *err)
{
	struct buf b = {0};
	size_t mark = frame_start(&b, FETCHER_APPEND);
	put_text(&b, folder);
	put_int(&b, when);
	put_bytes(&b, letter.data, letter.size);
	frame_end(&b, mark);
	return ask_number(c, &b, FETCH_MAIL_SECONDS + FETCH_CONNECT_SECONDS, err) < 0 ? -1 : 0;
}

/* --- mails --- */

struct batch {
	struct child *c;
	const uint32_t *uids;       /* those still to come */
	size_t left;
	const struct fetch_taker *to; /* NULL: nobody wants them */
	struct arena *a;            /* own; what is said of one mail */
	bool stopped;               /* the taker has had enough; the rest of the answer is read and forgotten */
	double seconds;             /* how long the next frame may take */
	size_t missing;
	struct err stop;
};

int64_t fetch_arrival(const struct fetched *m, int64_t unknown)
{
	return m->internaldate == INT64_MIN ? unknown : clock_map_time(clock_in_use(), (double)m->internaldate);
}

static int take_mail(struct batch *b, struct frame *f, struct err *err)
{
	int64_t uid = get_int(f), when = get_int(f), size = get_int(f);
	arena_reset(b->a);
	const char *withheld = get_text(f, b->a);
	struct bytes raw = get_bytes(f);
	while (b->left > 0 && *b->uids != uid) {
		b->uids++;
		b->left--;
	}
	if (!frame_ok(f) || b->left == 0 || size < 0 || raw.size > MAIL_MAX_BYTES || (when != INT64_MIN && (when < 0 || when > LAST_DATE)))
		return garbled(b->c, err);
	b->uids++;
	b->left--;
	struct fetched m = {.uid = (uint32_t)uid, .internaldate = when, .size = (size_t)size, .raw = raw, .withheld = withheld};
	if (!b->stopped && b->to->each(b->to->ctx, &m, &b->stop) < 0)
		b->stopped = true;
	return 0;
}

static int take_seconds(struct batch *b, struct frame *f, struct err *err)
{
	int64_t seconds = get_int(f);
	if (!frame_ok(f) || seconds < 0 || seconds > FETCH_MAIL_SECONDS + MAIL_MAX_BYTES / FETCHER_BYTES_A_SECOND)
		return garbled(b->c, err);
	b->seconds = (double)seconds + FETCHER_GRACE;
	return 0;
}

/* 1 go on, 0 the batch is done, -1. */
static int take_frame(struct batch *b, struct frame *f, struct err *err)
{
	if (f->kind == FETCHER_MAIL)
		return take_mail(b, f, err) < 0 ? -1 : 1;
	if (f->kind == FETCHER_COMING)
		return take_seconds(b, f, err) < 0 ? -1 : 1;
	if (expect(b->c, f, FETCHER_DONE, err) < 0)
		return -1;
	int64_t missing = get_int(f);
	if (!frame_ok(f) || missing < 0 || missing > FETCH_BATCH)
		return garbled(b->c, err);
	b->missing = (size_t)missing;
	return 0;
}

static void ask_for(const uint32_t *uids, size_t count, struct buf *request)
{
	size_t mark = frame_start(request, FETCHER_MAILS);
	put_int(request, (int64_t)count);
	for (size_t i = 0; i < count; i++)
		put_int(request, uids[i]);
	frame_end(request, mark);
}

/* Meanwhile something else is done. */
static void be_idle(struct batch *b)
{
	if (!b->stopped && b->to->idle && !child_has_more(b->c) && b->to->idle(b->to->ctx, &b->stop) < 0)
		b->stopped = true;
}

static int run_batch(struct batch *b, struct err *err)
{
	struct frame f;
	int r = 1;
	b->seconds = FETCH_MAIL_SECONDS + FETCHER_GRACE;
	b->a = arena_new();
	while (r == 1) {
		be_idle(b);
		r = child_more(b->c, b->seconds, &f, err);
		r = r < 0 ? -1 : take_frame(b, &f, err);
	}
	arena_free(b->a);
	if (r == 0 && !b->stopped && b->to->whole && b->to->whole(b->to->ctx, &b->stop) < 0)
		b->stopped = true;
	return r;
}

static size_t batch_size(size_t left)
{
	return left < FETCH_BATCH ? left : FETCH_BATCH;
}

/* The answer to what was asked ahead, which nobody wants any more. */
static void forget_batch(struct child *c, const uint32_t *uids, size_t count)
{
	struct batch rest = {.c = c, .uids = uids, .left = count, .stopped = true};
	struct err ignored;
	if (count && child_alive(c))
		run_batch(&rest, &ignored);
}

static int ask_first(struct child *c, const uint32_t *uids, size_t count, struct err *err)
{
	struct buf request = {0};
	ask_for(uids, batch_size(count), &request);
	int r = child_tell(c, &request, FETCH_MAIL_SECONDS, err);
	buf_release(&request);
	return r;
}

static void ask_next(struct child *c, const uint32_t *uids, size_t count)
{
	struct buf request = {0};
	if (count == 0)
		return;
	ask_for(uids, batch_size(count), &request);
	child_queue(c, &request, (struct bytes){0});
	buf_release(&request);
}

int fetch_mails_ahead(struct child *c, const uint32_t *uids, size_t count, const struct fetch_taker *to, size_t *missing_r, struct err *err)
{
	*missing_r = 0;
	if (count && ask_first(c, uids, count, err) < 0)
		return -1;
	for (size_t at = 0, n; at < count; at += n) {
		n = batch_size(count - at);
		ask_next(c, uids + at + n, count - at - n);
		struct batch b = {.c = c, .uids = uids + at, .left = n, .to = to};
		int r = run_batch(&b, err);
		*missing_r += b.missing;
		if (b.stopped)
			*err = b.stop;
		if (r < 0 || b.stopped) {
			forget_batch(c, uids + at + n, batch_size(count - at - n));
			return -1;
		}
	}
	return 0;
}

int fetch_mails(struct child *c, const uint32_t *uids, size_t count, int (*each)(void *ctx, const struct fetched *m, struct err *err),
                void *ctx, size_t *missing_r, struct err *err)
{
	return fetch_mails_ahead(c, uids, count, &(struct fetch_taker){.each = each, .ctx = ctx}, missing_r, err);
}

/* --- waiting --- */

int fetch_wait_begin(struct child *c, const char *folder, double seconds, struct err *err)
{
	struct buf b = {0};
	size_t mark = frame_start(&b, FETCHER_WAIT);
	put_text(&b, folder);
	put_int(&b, (int64_t)(seconds * 1000));
	frame_end(&b, mark);
	int r = child_tell(c, &b, FETCHER_GRACE, err);
	buf_release(&b);
	return r;
}

void fetch_wait_cancel(struct child *c)
{
	struct buf b = {0};
	struct err ignored; /* a child that is gone is noticed when its answer is read */
	frame_end(&b, frame_start(&b, FETCHER_CANCEL));
	child_tell_more(c, &b, FETCHER_GRACE, &ignored);
	buf_release(&b);
}

int fetch_wait_end(struct child *c, struct err *err)
{
	struct frame f;
	if (child_more(c, FETCH_CONNECT_SECONDS * 2, &f, err) < 0 || expect(c, &f, FETCHER_DONE, err) < 0)
		return -1;
	int64_t n = get_int(&f);
	return frame_ok(&f) && n >= 0 ? n > 0 : garbled(c, err);
}

int fetch_wait(struct child *c, const char *folder, double seconds, struct err *err)
{
	if (fetch_wait_begin(c, folder, seconds, err) < 0)
		return -1;
	if (child_wait(&c, 1, -1, seconds + FETCHER_GRACE) < 0)
		fetch_wait_cancel(c);
	return fetch_wait_end(c, err);
}
