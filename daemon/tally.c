#include "tally.h"

#include "base/log.h"
#include "mailbox.h"
#include "maildir.h"

/* 1 it is recorded, 0 it is not, -1. */
static int look_for(struct clerk *c, int64_t uidvalidity, const char *place, struct digest_folder *f, struct err *err)
{
	int seen = store_seen(&c->store, &(struct place){f->mailbox, f->folder, uidvalidity, place}, err);
	f->came++;
	f->recorded += seen > 0;
	return seen;
}

/* ---- Maildirs ---- */

/* A replay's files are there from its start on, and are listed once. */
static const struct maildir_list *files_of(struct clerk *c, struct arena *a, struct mailbox_state *box, size_t folder)
{
	struct err gone;
	struct arena *own = c->listed ? c->keep : a;
	if (!box->files)
		box->files = arena_alloc(c->keep, box->server->folders_count * sizeof *box->files);
	if (c->listed && box->files[folder])
		return box->files[folder];
	struct maildir_list *l = arena_alloc(own, sizeof *l);
	if (maildir_read_folder(own, box->server->path, box->server->folders[folder], l, &gone) < 0 && !(gone.exit_code == 66 && folder > 0))
		return NULL; /* intake has said so */
	if (c->listed)
		box->files[folder] = l;
	return l;
}

static int count_files(struct clerk *c, struct arena *a, struct mailbox_state *box, size_t folder, int64_t from, int64_t to, struct digest_folder *f, struct err *err)
{
	const struct maildir_list *l = files_of(c, a, box, folder);
	f->asked = l != NULL;
	for (size_t i = 0; l && i < l->mails_count && l->mails[i].mtime <= to; i++) {
		f->there++;
		if (l->mails[i].mtime > from && look_for(c, 0, l->mails[i].name, f, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- IMAP ---- */

int tally_before(struct clerk *c, const struct digest_folder *f, int64_t uidvalidity, int64_t from, int64_t to, int64_t *uid_r, struct err *err)
{
	int64_t first = INT64_MAX;
	*uid_r = 0;
	if (db_one_int(c->store.db, err, &first, "SELECT min(CAST(place AS INTEGER)) FROM mail WHERE seen_at > ? AND seen_at <= ? AND mailbox = ? AND folder = ?", "iitt", from, to,
	               f->mailbox, f->folder) < 0)
		return -1;
	const char *below = first == INT64_MAX ? ":" /* behind every number */ : arena_printf(c->turn, "%010lld", (long long)first);
	return db_one_int(c->store.db, err, uid_r,
	                  "SELECT CAST(place AS INTEGER) FROM sighting WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place < ? ORDER BY place DESC LIMIT 1", "ttit",
	                  f->mailbox, f->folder, uidvalidity, below) < 0 ? -1 : 0;
}

/* One was passed over (a server may show a lower number after a higher one): the next turn reads from there on once more; what is known stays as it is. */
static int read_again(struct clerk *c, const struct digest_folder *f, struct folder_state *s, uint32_t from, struct err *err)
{
	log_warn(NULL, "mailbox %s, folder %s: the server has mail %u, which is not recorded: reading again from there", f->mailbox, f->folder, from);
	s->last_uid = (int64_t)from - 1;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, store_set_folder(&c->store, f->mailbox, f->folder, s, err) < 0, err);
}

int tally_compare(struct clerk *c, struct arena *a, const struct fetch_listing *l, int64_t before, struct folder_state *s, struct digest_folder *f, struct err *err)
{
	uint32_t missing = 0;
	for (size_t i = 0; i < l->uids_count && l->uids[i] <= s->last_uid; i++) {
		int seen = l->uids[i] > before ? look_for(c, s->uidvalidity, arena_printf(a, "%010u", l->uids[i]), f, err) : 1;
		if (seen < 0)
			return -1;
		if (!seen && !missing)
			missing = l->uids[i];
	}
	return missing ? read_again(c, f, s, missing, err) : 0;
}

static int count_numbers(struct clerk *c, struct arena *a, struct mailbox_state *box, int64_t from, int64_t to, struct digest_folder *f, struct err *err)
{
	struct folder_state s;
	struct fetch_listing l = {0};
	struct err why;
	int64_t before;
	if (store_get_folder(&c->store, f->mailbox, f->folder, &s, err) < 0 || tally_before(c, f, s.uidvalidity, from, to, &before, err) < 0)
		return -1;
	if (!box->open || !fetch_is_open(box->fetcher, box->server))
		return 0;
	if (fetch_list(box->fetcher, a, f->folder, (uint32_t)before, &l, &why) < 0)
		return why.exit_code == 66 ? 0 : mailbox_failed(c, box, &why, err);
	f->asked = l.uidvalidity == s.uidvalidity || !l.uidvalidity; /* else the next turn looks at all of it again */
	f->there = l.exists;
	return f->asked ? tally_compare(c, a, &l, before, &s, f, err) : 0;
}

int tally_take(struct clerk *c, struct arena *a, int64_t from, int64_t to, struct tally *t_r, struct err *err)
{
	*t_r = (struct tally){0};
	for (size_t i = 0; c->mailboxes && i < c->office->mailboxes_count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		for (size_t k = 0; k < box->server->folders_count; k++) {
			struct digest_folder *f = &ARENA_PUSH(a, t_r, folders);
			*f = (struct digest_folder){.mailbox = box->server->name, .folder = box->server->folders[k]};
			if ((box->fetcher ? count_numbers(c, a, box, from, to, f, err) : count_files(c, a, box, k, from, to, f, err)) < 0)
				return -1;
		}
	}
	return 0;
}
