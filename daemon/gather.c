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
};

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

static int spool_mail(void *ctx, const struct fetched *m, struct err *err)
{
	struct walk *w = ctx;
	if (m->withheld) {
		log_warn(NULL, "mailbox %s: left out: %s", w->server->name, m->withheld);
		w->open = w->open ? w->open : m->uid;
		return 0;
	}
	char *path = arena_printf(w->a, "%s/%zu", w->spool, w->g->mails_count);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0 && bytes_write(fd, m->raw) == 0;
	if ((fd >= 0 && close(fd) < 0) || !good)
		return err_set(err, 75, "writing %s: %s", path, strerror(errno));
	ARENA_PUSH(w->a, w->g, mails) = (struct gathered){
		.place = {w->server->name, w->folder, w->uidvalidity, arena_printf(w->a, "%010u", m->uid)},
		.arrived_at = fetch_arrival(m, clock_now()), .path = path, .size = m->size};
	return 0;
}

static int walk_imap(struct walk *w, struct child *fetcher, struct err *err)
{
	struct fetch_listing l = {0};
	size_t missing;
	int64_t started = clock_now();
	if (fetch_list(fetcher, w->a, w->folder, 0, &l, err) < 0)
		return -1;
	w->uidvalidity = l.uidvalidity;
	w->open = 0;
	if (l.uids_count && fetch_mails(fetcher, l.uids, l.uids_count, spool_mail, w, &missing, err) < 0)
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
