#include "sent.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "fetch.h"
#include "mailbox.h"
#include "maildir.h"

enum { LOOK_BACK = 40 /* mails in a row that are older, before the rest of a folder is */, LOOK_SLACK = 3600 /* seconds; the server's clock is another one */, COMPARE_BATCH = 500, HEADER_MAX = 16 * 1024, APPEND_TRIES = 10 };

#define MAILDIR_SENT "Sent"  /* where the configuration names no other */

struct due {
	const char *id, *token, *state;
	int64_t sent_at;
	int looks;
	bool doubted;   /* it is unsure for no other reason than that the store was put back */
	bool found;
};
struct dues {
	struct due *items;
	size_t items_count, items_cap;
	int64_t newest; /* of the mails that were looked at last, on the office's clock */
	bool hidden;    /* the server did not hand over all of them: one that is not found may be there */
};

static struct mailbox_state *own_mailbox(const struct clerk *c)
{
	for (size_t i = 0; c->mailboxes && i < c->office->mailboxes_count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		if (box->server->user && text_same_nocase(box->server->user, c->office->from_addr))
			return box;
	}
	return NULL;
}

/* Into a Maildir nobody puts copies but we. */
static enum sent_copy copy_of(const struct clerk *c)
{
	const struct mailbox_state *box = own_mailbox(c);
	enum sent_copy copy = server_provider(&c->office->submission)->sent_copy;
	if (!box || strcmp(c->office->submission.scheme, "maildir") == 0)
		return SENT_COPY_NONE;
	return box->fetcher || copy == SENT_COPY_APPEND ? copy : SENT_COPY_NONE;
}

int sent_plan(struct clerk *c, const struct outgoing *o, const struct send_result *r, int64_t now, struct err *err)
{
	enum sent_copy copy = copy_of(c);
	bool sent = r->outcome == SEND_SENT && copy == SENT_COPY_APPEND;
	bool unsure = r->outcome == SEND_UNSURE && copy != SENT_COPY_NONE && own_mailbox(c)->fetcher;
	if (!sent && !unsure)
		return 0;
	return db_run(c->store.db, err, "UPDATE letter SET look_at = ?, looks = 0 WHERE id = ? AND state IN ('sent', 'unsure')", "it",
	              now + (sent ? SENT_COPY_SECONDS : SENT_LOOK_SECONDS), o->id);
}

int sent_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	*when_r = INT64_MAX;
	if (copy_of(c) == SENT_COPY_NONE)
		return 0;
	return db_one_int(c->store.db, err, when_r, "SELECT look_at FROM letter WHERE look_at IS NOT NULL ORDER BY look_at LIMIT 1", "") < 0 ? -1 : 0;
}

#define DUE "SELECT id, token, state, coalesce(sent_at, created_at), looks, state = 'unsure' AND may_be_double = 0 FROM letter WHERE look_at IS NOT NULL AND look_at <= ? "
#define DUE_OF_ALL DUE "ORDER BY look_at LIMIT ?"
#define DUE_OF_DOUBTED DUE "AND state = 'unsure' AND may_be_double = 0 ORDER BY look_at LIMIT ?"

static int get_due(struct clerk *c, const char *sql, int64_t now, int most, struct dues *d_r, struct err *err)
{
	int r;
	*d_r = (struct dues){0};
	arena_reset(c->turn);
	struct query *q = db_rows(c->store.db, sql, "ii", now, (int64_t)most);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(c->turn, d_r, items) = (struct due){.id = col_text(q, 0, c->turn), .token = col_text(q, 1, c->turn), .state = col_text(q, 2, c->turn),
		                                               .sent_at = col_int(q, 3), .looks = (int)col_int(q, 4), .doubted = col_int(q, 5) != 0};
	return r;
}

/* ---- the look ---- */

/* The folder that the configuration names, else the one with the flag \Sent, else the one the provider's profile names; NULL: there is none. */
static int find_folder(struct clerk *c, const struct mailbox_state *box, const char **folder_r, struct err *err)
{
	struct fetch_folders all;
	const char *wanted = c->office->submission.own.sent_folder, *named = server_provider(box->server)->sent_folder;
	*folder_r = NULL;
	if (fetch_folders(box->fetcher, c->turn, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		if (all.items[i].flags & FOLDER_NO_SELECT)
			continue;
		if (wanted && strcmp(all.items[i].name, wanted) == 0)
			return *folder_r = all.items[i].name, 0;
		if (all.items[i].flags & FOLDER_SENT)
			*folder_r = all.items[i].name;
		else if (!*folder_r && named && strcmp(all.items[i].name, named) == 0)
			*folder_r = all.items[i].name;
	}
	return 0;
}

/* Our token in a header: Message-ID and X-OQ-MSGID hold "lc.TOKEN.", X-Leadclerk-Letter and the subject the token itself. */
static int look_at_one(void *ctx, const struct fetched *m, struct err *err)
{
	struct dues *d = ctx;
	size_t size = m->raw.size < HEADER_MAX ? m->raw.size : HEADER_MAX;
	const uint8_t *end = memmem(m->raw.data, size, "\r\n\r\n", 4);
	int64_t when = fetch_arrival(m, INT64_MIN);
	(void)err;
	d->newest = when > d->newest ? when : d->newest;
	d->hidden = d->hidden || m->withheld;
	if (end)
		size = (size_t)(end - m->raw.data);
	for (size_t i = 0; i < d->items_count; i++)
		if (size && memmem(m->raw.data, size, d->items[i].token, strlen(d->items[i].token)))
			d->items[i].found = true;
	return 0;
}

static bool is_unsure(const struct due *d)
{
	return strcmp(d->state, "unsure") == 0;
}

/* When the first of those in doubt was tried, INT64_MAX: of none it matters whether it is there. */
static int64_t oldest_unsure(const struct dues *d)
{
	int64_t oldest = INT64_MAX;
	for (size_t i = 0; i < d->items_count; i++)
		if (is_unsure(&d->items[i]) && !d->items[i].found && d->items[i].sent_at < oldest)
			oldest = d->items[i].sent_at;
	return oldest;
}

/* The newest mails; if a letter is in doubt, back to those that were there before it was tried: a month's end puts hundreds of others above it within minutes. */
static int look(struct clerk *c, struct mailbox_state *box, const char *folder, struct dues *d, struct err *err)
{
	struct fetch_listing l = {0};
	size_t missing = 0, step = d->items_count * 2 + LOOK_BACK;
	if (fetch_list(box->fetcher, c->turn, folder, 0, &l, err) < 0)
		return -1;
	d->newest = INT64_MIN; /* of none */
	for (size_t to = l.uids_count, from; to > 0 && (d->newest >= oldest_unsure(d) - LOOK_SLACK || d->newest == INT64_MIN); to = from) {
		from = to > step ? to - step : 0;
		d->newest = INT64_MIN;
		if (fetch_mails(box->fetcher, l.uids + from, to - from, look_at_one, d, &missing, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- what follows ---- */

static int set(struct clerk *c, const char *sql, const char *types, int64_t when, const char *id, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, db_run(c->store.db, err, sql, types, when, id) < 0, err);
}
#define DONE "UPDATE letter SET looks = looks + 1, look_at = nullif(?, 0) WHERE id = ?"

/* The copies are ours as often as the server's: where neither is there, it did not leave. */
static int settle_doubted(struct clerk *c, const struct due *d, bool hidden, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	log_about(hidden ? LOG_WARN_LINE : LOG_INFO_LINE, &(struct log_about){.letter = d->id}, "it is not in the Sent folder%s",
	          hidden ? ", of which the server does not hand over every mail: it may have left before the store was put back" : ": it had not left when the store was lost");
	return store_end(&c->store, (hidden ? outbox_doubt_stays(&c->store, d->id, err) : outbox_not_found(&c->store, d->id, err)) < 0, err);
}

/* What was found, or not, of a letter whose outcome is unknown. */
static int settle_unsure(struct clerk *c, const struct due *d, bool hidden, int64_t now, struct err *err)
{
	if (d->found) {
		log_about(LOG_INFO_LINE, &(struct log_about){.letter = d->id}, "it lies in the Sent folder: it was sent");
		return db_begin(c->store.db, err) < 0 ? -1 : store_end(&c->store, outbox_found(&c->store, d->id, now, err) < 0, err);
	}
	if (d->doubted)
		return settle_doubted(c, d, hidden, err);
	if (d->looks + 1 < SENT_LOOKS)
		return set(c, DONE, "it", now + SENT_LOOK_SECONDS, d->id, err);
	if (copy_of(c) != SENT_COPY_SERVER || hidden) {
		log_about(LOG_WARN_LINE, &(struct log_about){.letter = d->id}, "it is not in the Sent folder, %s: it waits for `retry` or `ignore`",
		          hidden ? "of which the server does not hand over every mail" : "which says nothing with this provider");
		return set(c, DONE, "it", 0, d->id, err);
	}
	log_about(LOG_INFO_LINE, &(struct log_about){.letter = d->id}, "it is not in the Sent folder, where the server keeps what it accepts: it goes again");
	return set(c, "UPDATE letter SET state = 'waiting', next_try = ?, sent_at = NULL, look_at = NULL WHERE id = ? AND state = 'unsure'", "it", now, d->id, err);
}

/* 1; 0: what is kept of it is damaged, and no copy can be made; -1: the store fails. */
static int get_letter(struct clerk *c, const struct due *d, struct bytes *letter_r, struct err *err)
{
	struct err damaged;
	struct query *q = db_rows(c->store.db, "SELECT bytes FROM letter JOIN letter_body ON letter_body.id = body WHERE letter.id = ?", "t", d->id);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	r = outbox_body(q, 0, c->turn, d->id, letter_r, &damaged);
	db_end(q);
	if (r < 0)
		log_about(LOG_WARN_LINE, &(struct log_about){.letter = d->id}, "no copy is kept: %s", damaged.text);
	return r == 0;
}

/* 1: the server is in trouble. */
static int keep_copy(struct clerk *c, struct mailbox_state *box, const char *folder, const struct due *d, int64_t now, struct err *err)
{
	struct err trouble;
	struct bytes letter = {0};
	int there = d->found ? 0 : get_letter(c, d, &letter, err);
	if (there < 0)
		return -1;
	if (!there || fetch_append(box->fetcher, folder, letter, d->sent_at, &trouble) == 0)
		return set(c, DONE, "it", 0, d->id, err);
	bool again = trouble.exit_code != 66 && d->looks < APPEND_TRIES;
	log_about(LOG_WARN_LINE, &(struct log_about){.letter = d->id}, "no copy is kept%s: %s", again ? " yet" : "", trouble.text);
	if (set(c, DONE, "it", again ? now + SENT_LOOK_SECONDS : 0, d->id, err) < 0)
		return -1;
	return again ? mailbox_failed(c, box, &trouble, err) < 0 ? -1 : 1 : 0;
}

/* No Sent folder says what left. */
static int stay_in_doubt(struct clerk *c, struct err *err)
{
	return db_begin(c->store.db, err) < 0 ? -1 : store_end(&c->store, outbox_doubt_stays(&c->store, NULL, err) < 0, err);
}

static int put_off(struct clerk *c, const struct dues *d, int64_t until, struct err *err)
{
	for (size_t i = 0; i < d->items_count; i++)
		if (set(c, "UPDATE letter SET look_at = nullif(?, 0) WHERE id = ?", "it", until, d->items[i].id, err) < 0)
			return -1;
	return 0;
}

static int work(struct clerk *c, struct mailbox_state *box, struct dues *d, int64_t now, struct err *err)
{
	struct err trouble;
	const char *folder;
	if (find_folder(c, box, &folder, &trouble) < 0 || (folder && look(c, box, folder, d, &trouble) < 0))
		return put_off(c, d, now + SENT_LOOK_SECONDS, err) < 0 ? -1 : mailbox_failed(c, box, &trouble, err);
	if (!folder) {
		log_warn(NULL, "mailbox %s has no Sent folder: no copies are kept (sent_folder names it, sent_copy: none wants none)", box->server->name);
		return stay_in_doubt(c, err) < 0 ? -1 : put_off(c, d, 0, err);
	}
	for (size_t i = 0; i < d->items_count; i++) {
		int r = is_unsure(&d->items[i]) ? settle_unsure(c, &d->items[i], d->hidden, now, err) : keep_copy(c, box, folder, &d->items[i], now, err);
		if (r != 0)
			return r < 0 ? -1 : 0;
	}
	return 0;
}

static int work_there(struct clerk *c, struct mailbox_state *box, struct dues *d, int64_t now, struct err *err)
{
	int r = mailbox_open(c, box, err);
	if (r < 0)
		return -1;
	return r > 0 ? put_off(c, d, now + SENT_LOOK_SECONDS, err) : work(c, box, d, now, err);
}

/* The same into the clerk's own Maildir: the file's name is the letter's id, so that one that is there stays the only one. */
static int keep_files(struct clerk *c, const struct mailbox_state *box, const struct dues *d, int64_t now, struct err *err)
{
	const char *folder = c->office->submission.own.sent_folder ? c->office->submission.own.sent_folder : MAILDIR_SENT;
	for (size_t i = 0; i < d->items_count; i++) {
		const struct due *l = &d->items[i];
		struct err trouble;
		struct bytes letter;
		int there = get_letter(c, l, &letter, err);
		if (there < 0)
			return -1;
		bool good = !there || maildir_keep(box->server->path, folder, maildir_safe_name(c->turn, l->id), letter, l->sent_at, &trouble) == 0;
		bool again = !good && l->looks < APPEND_TRIES;
		if (!good)
			log_about(LOG_WARN_LINE, &(struct log_about){.letter = l->id}, "no copy is kept%s: %s", again ? " yet" : "", trouble.text);
		if (set(c, DONE, "it", again ? now + SENT_LOOK_SECONDS : 0, l->id, err) < 0)
			return -1;
	}
	return 0;
}

/* What was under way when the clerk ended has not been looked for. */
static int recovered(struct clerk *c, const struct mailbox_state *box, int64_t now, struct err *err)
{
	if (c->sent_recovered || !box->fetcher)
		return 0;
	c->sent_recovered = true;
	return set(c, "UPDATE letter SET look_at = ? WHERE state IN ('refused', 'unsure') AND state = 'unsure' AND looks = 0 AND look_at IS NULL AND id > ?", "it", now, "",
	           err);
}

int sent_look(struct clerk *c, int64_t now, struct err *err)
{
	struct mailbox_state *box = own_mailbox(c);
	struct dues d;
	int64_t next;
	if (copy_of(c) == SENT_COPY_NONE)
		return 0;
	if (recovered(c, box, now, err) < 0 || sent_next(c, &next, err) < 0)
		return -1;
	if (next > now)
		return 0;
	if (get_due(c, DUE_OF_ALL, now, SENT_BATCH, &d, err) < 0)
		return -1;
	return box->fetcher ? work_there(c, box, &d, now, err) : keep_files(c, box, &d, now, err);
}

int sent_compare(struct clerk *c, int64_t now, struct err *err)
{
	struct mailbox_state *box = own_mailbox(c);
	struct dues d;
	if (copy_of(c) == SENT_COPY_NONE || !box->fetcher)
		return stay_in_doubt(c, err);
	do /* each of them is settled, or put off */
		if (get_due(c, DUE_OF_DOUBTED, now, COMPARE_BATCH, &d, err) < 0 || (d.items_count && work_there(c, box, &d, now, err) < 0))
			return -1;
	while (d.items_count);
	return 0;
}
