#include "gather.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "fetch.h"
#include "maildir.h"

struct walk {
	struct arena *a;
	struct gathering *g;
	const char *spool;
	const struct server *server;
	const char *folder;
	uint32_t uidvalidity;
	uint32_t open;               /* the first number that the server does not hand over, 0: none. Reading goes on from there (suspects.h) */
	uint32_t last;               /* the number that was handed over last; 0: none */
	size_t came, in_vain;        /* how many were handed over, and left out since the last one was, in this folder */
	const char *why;             /* of the one that was left out last */
	bool lost;                   /* the connection is to be made anew */
	bool spool_failed;           /* the trouble is ours, not the server's */
};

/* A line that is bad for a moment must not leave a mail out; nor is it the mails' fault where none comes any more, or none at all. */
enum { ALONE_TRIES = 3, IN_VAIN_MOST = 10 };

static int by_order(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;
	struct mail_record m = {.arrived_at = x->arrived_at, .place = x->place.place, .mailbox = x->place.mailbox, .folder = x->place.folder};
	struct mail_record n = {.arrived_at = y->arrived_at, .place = y->place.place, .mailbox = y->place.mailbox, .folder = y->place.folder};
	return mail_order(&m, &n);
}

/* ---- Maildirs ---- */

static int walk_maildir(struct walk *w, struct err *err)
{
	struct maildir_list l = {0};
	if (maildir_read_folder(w->a, w->server->path, w->folder, &l, err) < 0)
		return -1;
	for (size_t i = 0; i < l.mails_count; i++)
		ARENA_PUSH(w->a, w->g, mails) = (struct gathered){.place = {w->server->name, w->folder, 0, l.mails[i].name}, .arrived_at = l.mails[i].mtime,
		                                                  .path = l.mails[i].path};
	return 0;
}

/* ---- IMAP ---- */

static void leave_out(struct walk *w, uint32_t uid, const char *why)
{
	log_warn(NULL, "mailbox %s: left out: %s", w->server->name, why);
	w->why = arena_strdup(w->a, why);
	w->open = w->open && w->open < uid ? w->open : uid;
	w->in_vain++;
}

static int spool_mail(void *ctx, const struct fetched *m, struct err *err)
{
	struct walk *w = ctx;
	w->last = m->uid;
	if (m->withheld) {
		leave_out(w, m->uid, m->withheld);
		return 0;
	}
	w->came++;
	w->in_vain = 0;
	char *path = arena_printf(w->a, "%s/%zu", w->spool, w->g->mails_count);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0 && bytes_write(fd, m->raw) == 0;
	if ((fd >= 0 && close(fd) < 0) || !good) {
		w->spool_failed = true;
		return err_set(err, 75, "writing %s: %s", path, strerror(errno));
	}
	ARENA_PUSH(w->a, w->g, mails) = (struct gathered){
		.place = {w->server->name, w->folder, w->uidvalidity, arena_printf(w->a, "%010u", m->uid)},
		.arrived_at = fetch_arrival(m, clock_now()), .path = path, .size = m->size};
	return 0;
}

/* The folder, as it was listed, over a new connection. */
static int open_again(struct walk *w, struct child *fetcher, struct err *err)
{
	struct fetch_listing l = {0};
	if (!w->lost)
		return 0;
	fetch_close(fetcher);
	if (fetch_log_in(fetcher, w->server, err) < 0 || fetch_list(fetcher, w->a, w->folder, w->last, &l, err) < 0)
		return -1;
	if (l.uidvalidity != w->uidvalidity)
		return err_set(err, 75, "the folder was numbered anew: try again");
	w->lost = false;
	return 0;
}

/* It is the server, which has one mail after the other, and brings none. */
static int out_of_order(const struct walk *w, size_t most, struct err *err)
{
	return w->in_vain <= most ? 0 : err_set(err, 75, "%s", w->why);
}

/* From a server that hung up, or fell silent, when it was asked for some: this one alone. */
static int fetch_alone(struct walk *w, struct child *fetcher, uint32_t uid, struct err *err)
{
	size_t missing;
	for (int tries = 0; tries < ALONE_TRIES; tries++) {
		if (open_again(w, fetcher, err) < 0)
			return -1;
		if (fetch_mails(fetcher, &uid, 1, spool_mail, w, &missing, err) == 0)
			return out_of_order(w, IN_VAIN_MOST, err);
		if (w->spool_failed)
			return -1;
		w->lost = true;
	}
	leave_out(w, uid, arena_printf(w->a, "the connection is lost whenever the mail with UID %u in %s is asked for: %s", uid, w->folder, err->text));
	return out_of_order(w, IN_VAIN_MOST, err);
}

/* Reading does the same turn by turn (intake_folder.c); here there is one. */
static int fetch_all(struct walk *w, struct child *fetcher, const uint32_t *uids, size_t count, struct err *err)
{
	size_t from = 0, missing;
	w->last = 0;
	w->came = w->in_vain = 0;
	while (from < count) {
		if (open_again(w, fetcher, err) < 0)
			return -1;
		if (fetch_mails(fetcher, uids + from, count - from, spool_mail, w, &missing, err) == 0)
			return 0;
		if (w->spool_failed)
			return -1;
		w->lost = true;
		while (from < count && uids[from] <= w->last)
			from++;
		/* any of those that it was at may be to blame */
		for (size_t end = count - from < FETCH_BATCH ? count : from + FETCH_BATCH; from < end; from++)
			if (fetch_alone(w, fetcher, uids[from], err) < 0)
				return -1;
	}
	return w->came ? 0 : out_of_order(w, 1, err);
}

static int walk_imap(struct walk *w, struct child *fetcher, struct err *err)
{
	struct fetch_listing l = {0};
	int64_t started = clock_now();
	if (fetch_list(fetcher, w->a, w->folder, 0, &l, err) < 0)
		return -1;
	w->uidvalidity = l.uidvalidity;
	w->open = 0;
	if (fetch_all(w, fetcher, l.uids, l.uids_count, err) < 0)
		return -1;
	ARENA_PUSH(w->a, w->g, folders) = (struct gathered_folder){
		w->server->name, w->folder,
		{.uidvalidity = l.uidvalidity, .last_uid = w->open ? w->open - 1 : l.uids_count ? l.uids[l.uids_count - 1] : 0, .read_past = started, .server_count = l.exists}};
	return 0;
}

/* ---- all ---- */

static int walk_folders(struct walk *w, struct child *fetcher, struct err *err)
{
	for (size_t i = 0; i < w->server->folders_count; i++) {
		w->folder = w->server->folders[i];
		if ((fetcher ? walk_imap(w, fetcher, err) : walk_maildir(w, err)) < 0 && (err->exit_code != 66 || i == 0))
			return err_in(err, "mailbox %s, folder %s", w->server->name, w->folder);
	}
	return 0;
}

static int walk_mailbox(struct walk *w, struct err *err)
{
	if (strcmp(w->server->scheme, "maildir") == 0)
		return walk_folders(w, NULL, err);
	struct child *fetcher = child_new("fetcher");
	int failed = fetch_log_in(fetcher, w->server, err) < 0 ? err_in(err, "mailbox %s", w->server->name) : walk_folders(w, fetcher, err);
	child_free(fetcher);
	return failed;
}

int gather_mails(const struct office *o, const char *spool, struct arena *a, struct gathering *g_r, struct err *err)
{
	struct walk w = {.a = a, .g = g_r, .spool = spool};
	*g_r = (struct gathering){0};
	gather_forget(spool);
	if (mkdir(spool, 0700) < 0)
		return err_set(err, 75, "making %s: %s", spool, strerror(errno));
	for (size_t i = 0; i < o->mailboxes_count; i++) {
		w.server = &o->mailboxes[i];
		if (walk_mailbox(&w, err) < 0)
			return -1;
	}
	if (g_r->mails_count)
		qsort(g_r->mails, g_r->mails_count, sizeof *g_r->mails, by_order);
	return 0;
}

int gather_read(struct arena *a, const struct gathered *m, struct bytes *raw_r, size_t *size_r, struct err *err)
{
	struct maildir_mail file = {.name = m->place.place, .path = m->path, .mtime = m->arrived_at};
	if (maildir_read_mail(a, &file, raw_r, size_r, err) < 0)
		return err_set(err, 75, "reading %s: it is gone: try again", m->path);
	*size_r = m->size > *size_r ? m->size : *size_r;
	return 0;
}

void gather_forget(const char *spool)
{
	DIR *d = opendir(spool);
	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.')
			unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
	rmdir(spool);
}
