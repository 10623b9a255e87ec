/* The fetcher child: holds one IMAP connection and does what the clerk asks (fetcher.h). */
#include "fetcher.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bug.h"
#include "base/clock.h"
#include "base/frame.h"
#include "base/log.h"
#include "child.h"
#include "fetch.h"
#include "imap.h"
#include "tls.h"
#include "values/mail.h"

/* How a folder stood when it was listed last: after another folder was open, only this tells whether something came meanwhile. */
struct seen {
	char *folder;               /* own */
	struct imap_folder state;
};

struct fetcher {
	int fd;
	bool gone;                  /* the clerk does not listen any more */
	struct imap *imap;          /* own; NULL: no connection */
	char *identity;             /* own; whose connection it is */
	char *open_folder;          /* own; NULL: none */
	bool listed;                /* the open folder is the one listed last, in this session: UIDs from the clerk mean its mails */
	uint32_t uidvalidity;       /* at that listing */
	double last_used;
	struct seen *seen;          /* own */
	size_t seen_count;
	struct buf out;
	struct arena *arena;        /* of one request */
	struct arena *session;      /* of one connection: what OPEN said of the provider */
	struct provider provider;   /* in session */
};

/* --- answers --- */

static int answer_tail(struct fetcher *f, struct bytes tail, struct err *err)
{
	if (frame_send_tail(f->fd, &f->out, tail, clock_monotonic() + FETCHER_SEND_SECONDS, err) == 0)
		return 0;
	f->gone = true;
	return -1;
}

static int answer(struct fetcher *f, struct err *err)
{
	return answer_tail(f, (struct bytes){0}, err);
}

static int answer_number(struct fetcher *f, enum fetcher_kind kind, int64_t n, struct err *err)
{
	size_t mark = frame_start(&f->out, (uint8_t)kind);
	put_int(&f->out, n);
	frame_end(&f->out, mark);
	return answer(f, err);
}

static void set_text(char **own, const char *text)
{
	free(*own);
	*own = text ? strdup(text) : NULL;
	must(!text || *own);
}

static void hang_up(struct fetcher *f)
{
	imap_close(f->imap);
	f->imap = NULL;
	set_text(&f->identity, NULL);
	set_text(&f->open_folder, NULL);
	f->listed = false;
}

/* A connection that failed is closed at once: the clerk opens another one when it sees fit. */
static int answer_failed(struct fetcher *f, const struct err *why, struct err *err)
{
	if (f->imap && !imap_ok(f->imap))
		hang_up(f);
	size_t mark = frame_start(&f->out, FETCHER_FAILED);
	put_int(&f->out, why->exit_code ? why->exit_code : 75);
	put_text(&f->out, why->text);
	frame_end(&f->out, mark);
	return answer(f, err);
}

/* --- connection --- */

static int do_is_open(struct fetcher *f, struct frame *in, struct err *err)
{
	const char *identity = get_text(in, f->arena);
	bool same = f->imap && identity && f->identity && strcmp(identity, f->identity) == 0;
	if (same && clock_monotonic() - f->last_used > 20 && imap_noop(f->imap, err) < 0) /* servers hang up on who is silent for long */
		same = false;
	if (!same)
		hang_up(f);
	return answer_number(f, FETCHER_DONE, same, err);
}

static void get_provider(struct fetcher *f, struct frame *in)
{
	struct provider *p = &f->provider;
	arena_reset(f->session);
	*p = (struct provider){.poll_seconds = (int)get_int(in), .idle = (enum idle_use)get_int(in)};
	p->idle_seconds = (int)get_int(in);
	p->id = (enum id_use)get_int(in);
	for (size_t n = get_count(in, 1); n > 0; n--)
		ARENA_PUSH(f->session, &p->login_refused, items) = get_text(in, f->session);
}

static int do_open(struct fetcher *f, struct frame *in, struct err *err)
{
	struct server s = {0};
	const char *identity = get_text(in, f->arena);
	s.scheme = get_text(in, f->arena);
	s.host = get_text(in, f->arena);
	s.port = (int)get_int(in);
	s.user = get_text(in, f->arena);
	s.security = (enum security)get_int(in);
	s.ca_file = get_text(in, f->arena);
	s.auth = (enum server_auth)get_int(in);
	hang_up(f); /* the session that is over looks into f->provider */
	get_provider(f, in);
	s.provider = &f->provider;
	struct bytes secret = get_bytes(in);
	must(frame_ok(in) && identity && s.scheme && s.host);
	char *password = malloc(secret.size + 1);
	must(password);
	memcpy(password, secret.data, secret.size);
	password[secret.size] = '\0';
	explicit_bzero((void *)(uintptr_t)secret.data, secret.size); /* the frame's room is ours, though it reads as const */
	f->imap = imap_open(&s, password, clock_monotonic() + FETCH_CONNECT_SECONDS, err);
	explicit_bzero(password, secret.size);
	free(password);
	if (!f->imap)
		return -1;
	set_text(&f->identity, identity);
	return answer_number(f, FETCHER_DONE, 0, err);
}

static int do_close(struct fetcher *f, struct frame *in, struct err *err)
{
	(void)in;
	hang_up(f);
	return answer_number(f, FETCHER_DONE, 0, err);
}

static int connected(struct fetcher *f, struct err *err)
{
	return f->imap ? 0 : err_set(err, 75, "there is no connection to the IMAP server any more");
}

static int examine(struct fetcher *f, const char *folder, struct imap_folder *state_r, struct err *err)
{
	set_text(&f->open_folder, NULL);
	f->listed = false;
	if (imap_examine(f->imap, folder, state_r, err) < 0)
		return -1;
	set_text(&f->open_folder, folder);
	return 0;
}

/* --- lists --- */

static struct seen *find_seen(struct fetcher *f, const char *folder)
{
	for (size_t i = 0; i < f->seen_count; i++)
		if (strcmp(f->seen[i].folder, folder) == 0)
			return &f->seen[i];
	return NULL;
}

static void remember(struct fetcher *f, const char *folder, const struct imap_folder *state)
{
	struct seen *s = find_seen(f, folder);
	if (!s) {
		f->seen = realloc(f->seen, (f->seen_count + 1) * sizeof *f->seen);
		must(f->seen);
		s = &f->seen[f->seen_count++];
		*s = (struct seen){0};
		set_text(&s->folder, folder);
	}
	s->state = *state;
}

static int do_list(struct fetcher *f, struct frame *in, struct err *err)
{
	struct imap_folder state;
	uint32_t *uids = NULL;
	size_t count = 0;
	const char *folder = get_text(in, f->arena);
	uint32_t after = (uint32_t)get_int(in);
	must(frame_ok(in) && folder);
	if (connected(f, err) < 0 || examine(f, folder, &state, err) < 0)
		return -1;
	/* `n:*` in an empty folder is an error to some servers */
	if (state.exists > 0 && after < UINT32_MAX && imap_search_after(f->imap, after, &uids, &count, err) < 0)
		return -1;
	remember(f, folder, &state);
	f->listed = true;
	f->uidvalidity = state.uidvalidity;
	size_t mark = frame_start(&f->out, FETCHER_LISTING);
	put_int(&f->out, state.uidvalidity);
	put_int(&f->out, state.exists);
	put_int(&f->out, (int64_t)count);
	for (size_t i = 0; i < count; i++)
		put_int(&f->out, uids[i]);
	frame_end(&f->out, mark);
	free(uids);
	return answer(f, err);
}

struct folder_list {
	struct buf *out;
	int64_t count;
};

static void count_folder(void *ctx, const char *name, unsigned flags)
{
	struct folder_list *l = ctx;
	put_text(l->out, name);
	put_int(l->out, flags);
	l->count++;
}

static int do_folders(struct fetcher *f, struct frame *in, struct err *err)
{
	(void)in;
	struct buf items = {0};
	struct folder_list l = {.out = &items};
	if (connected(f, err) < 0 || imap_list(f->imap, f->arena, count_folder, &l, err) < 0) {
		buf_release(&items);
		return -1;
	}
	size_t mark = frame_start(&f->out, FETCHER_FOLDER_LIST);
	put_int(&f->out, l.count);
	buf_add(&f->out, items.data ? items.data : "", items.size);
	frame_end(&f->out, mark);
	buf_release(&items);
	return answer(f, err);
}

/* --- for people --- */

static int do_survey(struct fetcher *f, struct frame *in, struct err *err)
{
	(void)in;
	struct imap_survey s;
	if (connected(f, err) < 0 || imap_survey(f->imap, f->arena, &s, err) < 0)
		return -1;
	size_t mark = frame_start(&f->out, FETCHER_REPORT);
	put_text(&f->out, s.capabilities);
	put_text(&f->out, s.tls);
	put_int(&f->out, s.certificate_end);
	put_int(&f->out, s.idle);
	put_int(&f->out, s.idles_late);
	put_int(&f->out, s.quota_used);
	put_int(&f->out, s.quota_limit);
	frame_end(&f->out, mark);
	return answer(f, err);
}

static int do_date(struct fetcher *f, struct frame *in, struct err *err)
{
	struct imap_mail mail = {.uid = (uint32_t)get_int(in)};
	must(frame_ok(in));
	if (connected(f, err) < 0)
		return -1;
	if (!f->listed)
		return err_set(err, 75, "the folder has to be listed before a mail's date is asked for");
	if (imap_fetch_sizes(f->imap, &mail, 1, err) < 0)
		return -1;
	return answer_number(f, FETCHER_DONE, mail.sized && mail.internaldate > 0 ? mail.internaldate : 0, err);
}

/* The one thing that is ever changed on a server: a copy of a letter of the clerk's, in the clerk's own mailbox. */
static int do_append(struct fetcher *f, struct frame *in, struct err *err)
{
	const char *folder = get_text(in, f->arena);
	int64_t when = get_int(in);
	struct bytes letter = get_bytes(in);
	must(frame_ok(in) && folder);
	if (connected(f, err) < 0 || imap_append(f->imap, folder, letter, when, FETCH_MAIL_SECONDS, err) < 0)
		return -1;
	return answer_number(f, FETCHER_DONE, 0, err);
}

/* --- mails --- */

/* What is asked about some mails: their sizes, or their bytes. */
struct question {
	int (*ask)(struct fetcher *f, struct imap_mail *mails, size_t count, struct err *err);
	bool (*answered)(const struct imap_mail *m);
};

static int coming(struct fetcher *f, double seconds, struct err *err)
{
	return answer_number(f, FETCHER_COMING, (int64_t)seconds, err);
}

static int ask_sizes(struct fetcher *f, struct imap_mail *mails, size_t count, struct err *err)
{
	return coming(f, IMAP_COMMAND_SECONDS, err) < 0 ? -1 : imap_fetch_sizes(f->imap, mails, count, err);
}

static bool has_size(const struct imap_mail *m)
{
	return m->sized;
}

static int ask_bodies(struct fetcher *f, struct imap_mail *mails, size_t count, struct err *err)
{
	double seconds = FETCH_MAIL_SECONDS;
	for (size_t i = 0; i < count; i++)
		seconds += mails[i].size / (double)FETCHER_BYTES_A_SECOND;
	return coming(f, seconds, err) < 0 ? -1 : imap_fetch_bodies(f->imap, mails, count, seconds, err);
}

/* A mail that is broken on the server has a size, and no bytes. */
static bool has_body(const struct imap_mail *m)
{
	return m->filled && (m->body.size > 0 || m->size == 0);
}

static const struct question sizes = {ask_sizes, has_size}, bodies = {ask_bodies, has_body};

/* A mail that did not come is either gone (another client removed it) or withheld: the list of those still there tells. */
static int still_there(struct fetcher *f, const struct question *q, const struct imap_mail *mails, size_t count, uint32_t **there_r,
                       size_t *there_count_r, struct err *err)
{
	uint32_t lacking[FETCH_BATCH];
	size_t n = 0;
	*there_r = NULL;
	*there_count_r = 0;
	for (size_t i = 0; i < count; i++)
		if (!q->answered(&mails[i]))
			lacking[n++] = mails[i].uid;
	if (n == 0)
		return 0;
	if (coming(f, IMAP_COMMAND_SECONDS, err) < 0)
		return -1;
	return imap_search_these(f->imap, lacking, n, there_r, there_count_r, err);
}

static struct imap_mail *with_uid(struct imap_mail *mails, size_t count, uint32_t uid)
{
	for (size_t i = 0; i < count; i++)
		if (mails[i].uid == uid)
			return &mails[i];
	return NULL;
}

/* Asks; what is withheld is asked for once more, alone. What does not come then either is marked, unless nothing came of several: that is the server's own
 * trouble. A mail that is gone stays unanswered. */
static int ask_all(struct fetcher *f, const struct question *q, struct imap_mail *mails, size_t count, struct err *err)
{
	uint32_t *there;
	size_t there_count, withheld = 0;
	if (q->ask(f, mails, count, err) < 0 || still_there(f, q, mails, count, &there, &there_count, err) < 0)
		return -1;
	int r = 0;
	for (size_t i = 0; i < there_count && r == 0; i++) {
		struct imap_mail *m = with_uid(mails, count, there[i]);
		if (!m || q->answered(m))
			continue;
		r = q->ask(f, m, 1, err);
		if (r < 0 || q->answered(m))
			continue;
		m->withheld = arena_printf(f->arena, "the server lists the mail with UID %u in %s, but does not hand it over: %s", m->uid, f->open_folder, imap_last_line(f->imap));
		if (++withheld == count && count > 1)
			r = err_set(err, 75, "%s", m->withheld);
	}
	free(there);
	return r;
}

static bool too_large(const struct imap_mail *m)
{
	return m->size > MAIL_MAX_BYTES || m->body.size > MAIL_MAX_BYTES;
}

/* Dates are asked for before bodies: where the numbers began anew in between, what came under one of them is not the mail whose date it has. */
static int as_listed(const struct fetcher *f, struct err *err)
{
	if (imap_uidvalidity(f->imap) != f->uidvalidity)
		return err_set(err, 75, "the folder %s was renumbered while it was being read", f->open_folder);
	return 0;
}

static int hand_over(struct fetcher *f, const struct imap_mail *m, struct err *err)
{
	if (as_listed(f, err) < 0)
		return -1;
	size_t mark = frame_start(&f->out, FETCHER_MAIL);
	put_int(&f->out, m->uid);
	put_int(&f->out, m->sized ? m->internaldate : INT64_MIN);
	put_int(&f->out, (int64_t)(m->body.size > m->size ? m->body.size : m->size));
	put_text(&f->out, m->withheld);
	struct bytes body = {(const uint8_t *)m->body.data, too_large(m) && m->body.size > MAIL_HEADER_BYTES ? MAIL_HEADER_BYTES : m->body.size};
	frame_end_tail(&f->out, mark, body);
	return answer_tail(f, body, err);
}

/* The clerk needs to know whose mail is too large. One whose header does not come either is handed over without. */
static int send_header(struct fetcher *f, struct imap_mail *m, struct err *err)
{
	int failed = coming(f, IMAP_COMMAND_SECONDS, err) < 0 || imap_fetch_header(f->imap, m, err) < 0 || hand_over(f, m, err) < 0;
	buf_release(&m->body);
	return failed ? -1 : 0;
}

/* How many mails from the first on make one command. */
static size_t group_size(const struct imap_mail *mails, size_t count)
{
	size_t n = 0;
	uint64_t bytes = 0;
	while (n < count && !mails[n].withheld && !too_large(&mails[n]) && (n == 0 || bytes + mails[n].size <= FETCHER_GROUP_BYTES))
		bytes += mails[n++].size;
	return n;
}

static int send_group(struct fetcher *f, struct imap_mail *mails, size_t count, size_t *missing, struct err *err)
{
	if (ask_all(f, &bodies, mails, count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!has_body(&mails[i]) && !mails[i].withheld)
			++*missing;
		else if (hand_over(f, &mails[i], err) < 0)
			return -1;
		buf_release(&mails[i].body);
	}
	return 0;
}

/* Those that are gone already leave the array. */
static size_t drop_unsized(struct imap_mail *mails, size_t count, size_t *missing)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (mails[i].sized || mails[i].withheld)
			mails[kept++] = mails[i];
	*missing += count - kept;
	return kept;
}

static int send_batch(struct fetcher *f, struct imap_mail *mails, size_t count, size_t *missing, struct err *err)
{
	if (ask_all(f, &sizes, mails, count, err) < 0)
		return -1;
	count = drop_unsized(mails, count, missing);
	for (size_t at = 0; at < count;) {
		size_t n = group_size(mails + at, count - at);
		int failed = n > 0 ? send_group(f, mails + at, n, missing, err) : mails[at].withheld ? hand_over(f, &mails[at], err) : send_header(f, &mails[at], err);
		if (failed)
			return -1;
		at += n > 0 ? n : 1;
	}
	return as_listed(f, err);
}

static int do_mails(struct fetcher *f, struct frame *in, struct err *err)
{
	struct imap_mail mails[FETCH_BATCH] = {0};
	size_t missing = 0, count = get_count(in, 8);
	must(count <= FETCH_BATCH);
	for (size_t i = 0; i < count; i++)
		mails[i].uid = (uint32_t)get_int(in);
	must(frame_ok(in));
	if (connected(f, err) < 0)
		return -1;
	if (!f->listed)
		return err_set(err, 75, "the folder has to be listed before mails are fetched from it");
	int r = count > 0 ? send_batch(f, mails, count, &missing, err) : 0;
	for (size_t i = 0; i < count; i++)
		buf_release(&mails[i].body);
	return r < 0 ? -1 : answer_number(f, FETCHER_DONE, (int64_t)missing, err);
}

/* --- waiting --- */

/* Opens the folder anew: 1 if it stands otherwise than when it was listed last, 0, -1. */
static int look_again(struct fetcher *f, const char *folder, struct err *err)
{
	struct imap_folder now;
	const struct seen *before = find_seen(f, folder);
	if (examine(f, folder, &now, err) < 0)
		return -1;
	return !before || before->state.exists != now.exists || before->state.uidnext != now.uidnext ||
	       before->state.uidvalidity != now.uidvalidity;
}

/* Sleeps; true when the clerk has something to say. */
static bool pause_for(struct fetcher *f, double seconds)
{
	struct pollfd p = {.fd = f->fd, .events = POLLIN};
	return poll(&p, 1, (int)(seconds * 1000) + 1) > 0;
}

/* Without IDLE: the folder is opened anew now and then. NOOP would be cheaper, but QQ and 163 do not always tell it of new mail. */
static int wait_polling(struct fetcher *f, const char *folder, double end, struct err *err)
{
	int news = 0;
	double left, poll_seconds = f->provider.poll_seconds;
	while (news == 0 && (left = end - clock_monotonic()) > 0) {
		if (pause_for(f, left < poll_seconds ? left : poll_seconds))
			return 0;
		if (left >= poll_seconds)
			news = look_again(f, folder, err);
	}
	return news;
}

static int do_wait(struct fetcher *f, struct frame *in, struct err *err)
{
	int news = 0;
	const char *folder = get_text(in, f->arena);
	double end = clock_monotonic() + (double)get_int(in) / 1000;
	must(frame_ok(in) && folder);
	if (connected(f, err) < 0)
		return -1;
	if (!f->open_folder || strcmp(f->open_folder, folder) != 0)
		news = look_again(f, folder, err);
	if (news == 0 && imap_can_idle(f->imap))
		news = imap_idle(f->imap, end - clock_monotonic(), f->fd, err);
	if (news == 0 && !imap_can_idle(f->imap))
		news = wait_polling(f, folder, end, err);
	return news < 0 ? -1 : answer_number(f, FETCHER_DONE, news, err);
}

static int do_cancel(struct fetcher *f, struct frame *in, struct err *err)
{
	(void)f, (void)in, (void)err; /* its arrival was all */
	return 0;
}

/* --- the loop --- */

static int (*const requests[])(struct fetcher *f, struct frame *in, struct err *err) = {
	[FETCHER_IS_OPEN] = do_is_open, [FETCHER_OPEN] = do_open, [FETCHER_LIST] = do_list,
	[FETCHER_MAILS] = do_mails,     [FETCHER_WAIT] = do_wait, [FETCHER_CANCEL] = do_cancel, [FETCHER_CLOSE] = do_close,
	[FETCHER_FOLDERS] = do_folders, [FETCHER_SURVEY] = do_survey, [FETCHER_DATE] = do_date,
	[FETCHER_APPEND] = do_append,
};

/* -1 only when the clerk is gone. */
static int obey(struct fetcher *f, struct frame *in)
{
	struct err why = {0}, err;
	must(in->kind < sizeof requests / sizeof *requests && requests[in->kind]);
	int r = requests[in->kind](f, in, &why);
	f->last_used = clock_monotonic();
	arena_reset(f->arena);
	return f->gone ? -1 : r < 0 ? answer_failed(f, &why, &err) : 0;
}

int fetcher_main(int fd)
{
	struct fetcher f = {.fd = fd, .arena = arena_new(), .session = arena_new()};
	struct frame_input in = {0};
	struct frame request;
	struct err err;
	int r;
	signal(SIGPIPE, SIG_IGN);
	if (imap_bind(&err) < 0 || tls_bind(&err) < 0)
		return log_error(NULL, "%s", err.text), 75;
	if (child_enter(fd, JAIL_FETCHER, NULL, &err) < 0)
		return 75;
	while ((r = frame_receive(fd, &in, clock_monotonic() + 86400.0 * 365, &request, &err)) == 1)
		if (obey(&f, &request) < 0)
			break;
	hang_up(&f);
	for (size_t i = 0; i < f.seen_count; i++)
		free(f.seen[i].folder);
	free(f.seen);
	buf_release(&f.out);
	frame_input_release(&in);
	arena_free(f.arena);
	arena_free(f.session);
	return r == 0 ? 0 : 75;
}
