#include "change.h"

#include <string.h>

#include "base/log.h"
#include "batch.h"
#include "docket.h"
#include "alarm.h"
#include "flood.h"
#include "forget.h"
#include "handed.h"
#include "whatif.h"
#include "outbox.h"
#include "pace.h"
#include "request.h"

/* Each: 1 done, 0 nothing of that id, -1. */
struct change {
	const char *verb;
	int (*letter)(struct clerk *c, const char *id, int64_t now, struct err *err); /* inside a transaction */
	int (*mail)(struct clerk *c, const char *id, int64_t now, struct err *err);   /* transactions of its own */
	const char *letter_said, *mail_said;
};

static int retry_letter(struct clerk *c, const char *id, int64_t now, struct err *err)
{
	if (strcmp(id, "breaker") == 0) {
		int closed = limits_close(&c->store, now, err);
		if (closed > 0)
			alarm_clear(c->office->store, "breaker");
		return closed;
	}
	if (strcmp(id, "outbox") == 0)
		return pace_forget(&c->store, err) < 0 ? -1 : 1;
	return outbox_retry(&c->store, id, now, err);
}

static int ignore_letter(struct clerk *c, const char *id, int64_t now, struct err *err)
{
	(void)now;
	return outbox_ignore(&c->store, id, err);
}

static int in_transaction(struct clerk *c, int (*work)(struct clerk *c, const char *id, int64_t now, struct err *err), const char *id, int64_t now,
                          struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	int r = work(c, id, now, err);
	if (r > 0 && db_commit(c->store.db, err) == 0)
		return 1;
	store_rollback(&c->store);
	return r > 0 ? -1 : r;
}

static int let_be(struct clerk *c, const char *id, int64_t now, struct err *err)
{
	(void)now;
	return docket_ignore(c, id, "let be by the operator", err);
}

static int ignore_mail(struct clerk *c, const char *id, int64_t now, struct err *err)
{
	return in_transaction(c, let_be, id, now, err);
}

static const struct change changes[] = {
	{"retry", retry_letter, batch_retry, "the letter goes again", "the mail was read, and judged at its place"},
	{"ignore", ignore_letter, ignore_mail, "the letter is let be", "the mail is let be"},
};

/* "LOGIN WHOM" */
static int forget(struct clerk *c, const char *words, int64_t now, const char **said_r, struct err *err)
{
	size_t n = strcspn(words, " ");
	const char *login = arena_strndup(c->turn, words, n), *whom = words + n + strspn(words + n, " ");
	if (!*whom)
		return err_set(err, 64, "forget PHONE or COMPANY");
	int failed = forget_do(c, whom, login, now, said_r, err);
	if (!failed)
		log_info(NULL, "forget, asked for by %s: %s", login, *said_r);
	return failed;
}

/* Nothing but what `whatif` writes, and to nobody but a general manager: the others do not hear of rules that are only thought of. */
static bool may_post(const struct clerk *c, const struct letter *l, date today)
{
	const struct staff *s = office_staff(c->office, l->staff);
	return l->kind == LETTER_REPORT && strncmp(l->id, SUPPOSED_LETTER, strlen(SUPPOSED_LETTER)) == 0 && s && s->roles & 1u << ROLE_GENERAL_MANAGER && staff_active(s, today) && s->mail_count &&
	       strcmp(s->mail[0], l->to) == 0;
}

static int post_supposed(struct clerk *c, const char *name, int64_t now, struct err *err)
{
	struct letter l;
	int64_t known = 0;
	if (handed_read(c->office->store, c->turn, name, &l, err) < 0)
		return -1;
	if (!may_post(c, &l, time_date(now)))
		return err_set(err, 65, "letter %s to %s: only what whatif writes goes out this way, and to a general manager alone", l.id, l.to);
	if (db_one_int(c->store.db, err, &known, "SELECT 1 FROM letter WHERE id = ?", "t", l.id) < 0)
		return -1;
	l.created = now;
	return known ? 0 : clerk_post(c, &l, err) < 0 ? -1 : 1;
}

/* "LOGIN NAME" */
static int send_supposed(struct clerk *c, const char *words, int64_t now, const char **said_r, struct err *err)
{
	size_t n = strcspn(words, " ");
	const char *name = words + n + strspn(words + n, " ");
	int r = in_transaction(c, post_supposed, name, now, err);
	if (r >= 0) /* whoever handed it over may be gone */
		handed_remove(c->office->store, name);
	*said_r = r > 0 ? "the letter is in the outbox, and leaves with the next turn (`leadclerk letters`, `leadclerk status`)" : "this letter was sent today; it does not go twice";
	return r < 0 ? -1 : 0;
}

/* The alarms about letters that can't go end with the last of those. */
static int refused_are_over(struct clerk *c, struct err *err)
{
	int64_t one;
	int r = db_one_int(c->store.db, err, &one, "SELECT 1 FROM letter WHERE state IN ('refused', 'unsure') AND state = 'refused' LIMIT 1", "");
	if (r == 0) {
		alarm_clear(c->office->store, "content");
		alarm_clear(c->office->store, "letter");
	}
	return r < 0 ? -1 : 0;
}

int change_do(struct clerk *c, const char *words, int64_t now, const char **said_r, struct err *err)
{
	size_t verb = strcspn(words, " ");
	const char *id = words + verb + strspn(words + verb, " ");
	if (verb == 6 && strncmp(words, "forget", verb) == 0)
		return forget(c, id, now, said_r, err);
	if (verb == 6 && strncmp(words, "whatif", verb) == 0)
		return send_supposed(c, id, now, said_r, err);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		const struct change *ch = &changes[i];
		if (strlen(ch->verb) != verb || strncmp(ch->verb, words, verb) != 0 || !*id)
			continue;
		int r = in_transaction(c, ch->letter, id, now, err);
		*said_r = ch->letter_said;
		if (r > 0 && refused_are_over(c, err) < 0)
			return -1;
		if (r == 0) {
			r = ch->mail(c, id, now, err);
			*said_r = ch->mail_said;
		}
		return r > 0 ? 0 : r < 0 ? -1 : err_set(err, 66, "no letter %s is unsure or refused, and no mail of that id is in quarantine (`leadclerk status` lists them)", id);
	}
	return err_set(err, 64, "write retry ID or ignore ID: of an unsure or refused letter, or of a quarantined mail (`leadclerk status` lists them)");
}

void change_requested(struct clerk *c, int64_t now, size_t *done_r)
{
	struct arena *a = arena_new();
	struct request q;
	struct err trouble;
	int r;
	*done_r = 0;
	while ((r = request_next(c->office->store, a, &q, &trouble)) > 0) {
		struct err fault = {0};
		const char *said = "";
		int failed = change_do(c, q.words, now, &said, &fault);
		bool names = strncmp(q.words, "forget ", 7) == 0; /* whom no log should know */
		log_info(NULL, "asked to %s: %s", names ? "forget somebody" : q.words, names && failed ? "it was not done" : failed ? fault.text : said);
		if (request_answer(&q, failed ? fault.exit_code : 0, failed ? fault.text : said, &trouble) < 0)
			log_warn(NULL, "%s", trouble.text);
		(*done_r)++;
		arena_reset(a);
	}
	arena_free(a);
	if (r < 0) /* no reason to stop working */
		log_warn(NULL, "%s", trouble.text);
}
