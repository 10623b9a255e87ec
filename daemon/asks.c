#include "asks.h"

#include <string.h>

#include "command_meant.h"
#include "command_take.h"
#include "compose.h"
#include "life.h"

enum { NOBODY_LEAVES = INT32_MAX };

bool asks_holds(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = words; (p = strstr(p, word)); p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

static const char *with_one(struct clerk *c, const char *ids, const struct staff *s, const char *of, const char *by, date day)
{
	bool can = s && s->mail_count && staff_active(s, day) && strcmp(s->id, of) != 0 && strcmp(s->id, by) != 0 && !asks_holds(ids, s->id);
	return can ? arena_printf(c->turn, "%s%s%s", ids, *ids ? " " : "", s->id) : ids;
}

static const char *with_roles(struct clerk *c, unsigned roles, const char *of, const char *by, date day)
{
	const char *ids = "";
	const struct staff *s;
	for (size_t i = 0; (s = office_next(c->office, roles, &i));) {
		if (!staff_active(s, day))
			continue;
		ids = with_one(c, ids, s, of, by, day);
		if (s->deputy && office_on_leave(c->office, s->id, day))
			ids = with_one(c, ids, office_staff(c->office, s->deputy), of, by, day);
	}
	return ids;
}

const char *asks_deciders(struct clerk *c, unsigned roles, const char *of, const char *by, date day)
{
	const unsigned director = 1u << ROLE_DIRECTOR, manager = 1u << ROLE_GENERAL_MANAGER;
	const struct staff *person = office_staff(c->office, of);
	if (roles & director && person && staff_is_managers(person))
		roles = (roles & ~director) | manager;
	const char *ids = with_roles(c, roles, of, by, day);
	return *ids ? ids : with_roles(c, manager, of, by, day);
}

/* The next word of a list, in the arena; *p moves on. NULL at the end. */
static const char *next_word(struct arena *a, const char **p)
{
	*p += strspn(*p, " ");
	size_t n = strcspn(*p, " ");
	const char *word = n ? arena_strndup(a, *p, n) : NULL;
	*p += n;
	return word;
}

const char *asks_names(struct clerk *c, const char *ids)
{
	const char *names = "", *id;
	while ((id = next_word(c->turn, &ids))) {
		const struct staff *s = office_staff(c->office, id);
		names = arena_printf(c->turn, "%s%s%s", names, *names ? "、" : "", s ? s->name : id);
	}
	return names;
}

/* That entry, or the one in its place; but one whose payment is held, itself. 1, 0, -1. */
static int entry_spoken_of(struct life *l, const char *id, struct entry *e_r, bool *held_r, struct err *err)
{
	bool reversed, claimed;
	int r = life_find(l, id, e_r, &reversed, err);
	*held_r = false;
	if (r <= 0 || (!reversed && strcmp(e_r->id, id) == 0))
		return r;
	if (life_payment(l->c, id, held_r, &claimed, err) < 0)
		return -1;
	return *held_r ? store_get_entry(&l->c->store, l->c->turn, id, e_r, err) : r;
}

int asks_entries(struct clerk *c, const char *ids, bool named, struct notice_entry **entries_r, size_t *count_r, struct err *err)
{
	struct { struct notice_entry *entries; size_t entries_count, entries_cap; } list = {0};
	struct life l = {.c = c};
	const char *id;
	while ((id = next_word(c->turn, &ids))) {
		struct entry e;
		bool held;
		int r = entry_spoken_of(&l, id, &e, &held, err);
		if (r < 0)
			return -1;
		struct notice_entry note = r > 0 ? notice_of_entry(c, &e) : (struct notice_entry){0};
		note.held = held;
		if (r == 0)
			continue;
		if (notice_prove(c, &e, &note, err) < 0)
			return -1;
		if (!named)
			note.name = NULL;
		ARENA_PUSH(c->turn, &list, entries) = note;
	}
	*entries_r = list.entries;
	*count_r = list.entries_count;
	return 0;
}

/* In the thread of the mail that it answers. */
static void in_thread(struct letter_head *h, const struct mail_record *m)
{
	h->to_addr = m->sender;
	h->in_reply_to = m->message_id[0] ? m->message_id : NULL;
	h->references = m->envelope.references;
	h->references_count = m->envelope.references_count;
}

const char *asks_letter_id(struct arena *a, const char *ask, const char *staff, date again)
{
	char day[DATE_TEXT_SIZE];
	return again == DATE_NONE ? arena_printf(a, "ask.%s.%s", ask, staff) : arena_printf(a, "ask.%s.%s.%s", ask, staff, date_text(again, day));
}

static int post_one(struct clerk *c, const struct ask *k, const struct staff *to, const struct mail_record *m, const struct ask_in *in, int64_t now, struct err *err)
{
	struct ask_in one = *in;
	int64_t leaves = m ? now : clerk_leaves(c, now);
	one.head = clerk_head(c, to, asks_letter_id(c->turn, k->id, to->id, in->asked ? time_date(now) : DATE_NONE), leaves);
	if (m)
		in_thread(&one.head, m);
	enum command_kind command = in->kind == ASK_COMMAND ? command_kind_of(k->about) : COMMAND_KINDS;
	struct letter l = compose_ask(c->turn, &one);
	l.always = command == COMMAND_STOP || command == COMMAND_RESUME;
	l.about = k->id;
	l.created = now;
	l.answers = m != NULL;
	return clerk_post(c, &l, err);
}

int asks_post(struct clerk *c, const struct ask *k, const struct mail_record *m, int64_t now, struct err *err)
{
	const struct staff *from = office_staff(c->office, k->staff);
	const char *p = k->asked, *id;
	struct ask_in in = {.kind = strcmp(k->kind, "appeal") == 0 ? ASK_APPEAL : strcmp(k->kind, "paid") == 0 ? ASK_PAID : ASK_COMMAND, .name = from ? from->name : k->staff,
	                    .reason = k->reason, .arrived = k->at, .asked = k->reminded ? k->at : 0, .request = strcmp(k->kind, "request") == 0};
	if ((in.kind == ASK_COMMAND ? command_words(c, k->about, &in, err) : asks_entries(c, k->about, true, &in.entries, &in.entries_count, err)) < 0)
		return -1;
	while ((id = next_word(c->turn, &p))) {
		const struct staff *to = office_staff(c->office, id);
		if (to && to->mail_count && staff_active(to, time_date(now)) && post_one(c, k, to, m, &in, now, err) < 0)
			return -1;
	}
	return 0;
}

int asks_put(struct clerk *c, const struct ask *k, int64_t now, struct err *err)
{
	int added = store_add_ask(&c->store, k, err);
	return added <= 0 ? added : asks_post(c, k, NULL, now, err) < 0 ? -1 : 1;
}

/* Who decides it on that day. */
static const char *deciders_now(struct clerk *c, const struct ask *k, date day)
{
	const struct policy *p = office_policy(c->office, day);
	const char *about = k->about;
	if (strcmp(k->kind, "request") != 0)
		return asks_deciders(c, strcmp(k->kind, "appeal") == 0 ? p->appeals_to : p->payments_to, k->staff, k->staff, day);
	next_word(c->turn, &about);
	const char *of = next_word(c->turn, &about);   /* "leave rep01 ..." */
	return asks_deciders(c, 1u << ROLE_DIRECTOR, of ? of : k->staff, k->staff, day);
}

/* The first of those who were asked leaves: his last day, not before that one. NOBODY_LEAVES: none does. */
static date first_leaves(struct clerk *c, const struct ask *k, date from)
{
	const char *p = k->asked, *id;
	date first = NOBODY_LEAVES;
	while ((id = next_word(c->turn, &p))) {
		const struct staff *s = office_staff(c->office, id);
		date until = !s ? from : s->until == DATE_NONE ? NOBODY_LEAVES : s->until < from ? from : s->until;
		first = until < first ? until : first;
	}
	return first;
}

/* The morning of the next workday after it was put, or its reader was reminded last; reminded often enough, after one of them left, if others decide it then. While nobody can
 * decide it, each such morning: somebody may by then. */
static int64_t remind_at(struct clerk *c, const struct ask *k)
{
	date put = time_date(k->reminded_at), day = office_next_workday(c->office, put);
	const char *others;
	if (strcmp(k->kind, "command") == 0)
		return INT64_MAX;
	if (*k->asked && k->reminded >= office_policy(c->office, day)->ask_reminders) {
		date leaves = first_leaves(c, k, put);
		if (leaves == NOBODY_LEAVES)
			return INT64_MAX;
		day = office_next_workday(c->office, leaves);
		others = deciders_now(c, k, day);
		if (!*others || strcmp(others, k->asked) == 0)
			return INT64_MAX;
	}
	return time_at(day, office_morning(office_policy(c->office, day)));
}

static int remind_one(struct clerk *c, struct ask *k, int64_t now, struct err *err)
{
	struct life l = {.c = c};
	int waits = strcmp(k->kind, "request") == 0 ? 1 : life_ask_waits(&l, k, err);
	if (waits < 0)
		return -1;
	if (!waits)
		return store_close_ask(&c->store, k->id, "withdrawn", now, NULL, err);
	const char *others = deciders_now(c, k, time_date(now));
	if ((!*k->asked || first_leaves(c, k, time_date(k->reminded_at)) < time_date(now)) && *others)
		k->asked = others;
	k->reminded++;
	return store_ask_reminded(&c->store, k->id, k->asked, now, err) < 0 ? -1 : asks_post(c, k, NULL, now, err);
}

static int in_transaction(struct clerk *c, struct ask *k, int64_t now, struct err *err)
{
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, remind_one(c, k, now, err) < 0, err);
}

int asks_due(struct clerk *c, int64_t now, struct err *err)
{
	struct arena *own = arena_new();
	struct asks open;
	int failed = store_open_asks(&c->store, own, &open, err);
	for (size_t i = 0; !failed && i < open.items_count; i++)
		if (remind_at(c, &open.items[i]) <= now)
			failed = in_transaction(c, &open.items[i], now, err);
	arena_free(own);
	return failed;
}

int asks_due_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	struct asks open;
	*when_r = INT64_MAX;
	if (store_open_asks(&c->store, c->turn, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < open.items_count; i++) {
		int64_t at = remind_at(c, &open.items[i]);
		*when_r = at < *when_r ? at : *when_r;
	}
	return 0;
}

int asks_tell(struct clerk *c, struct told_in *in, const struct staff *to, const struct mail_record *m, const char *id, int64_t now, struct err *err)
{
	if (staff_gone(to, time_date(now)))
		return 0;
	in->head = clerk_head(c, to, arena_printf(c->turn, "told.%s", id), m ? now : clerk_leaves(c, now));
	in->minutes = WITHDRAW_MINUTES;
	if (m) {
		in_thread(&in->head, m);
		in->mail_subject = m->subject;
	}
	struct letter l = compose_told(c->turn, in);
	l.always = in->always;
	l.about = in->of;
	l.created = now;
	l.answers = m != NULL;
	return clerk_post(c, &l, err);
}

int asks_tell_unverified(struct clerk *c, const char *of, const struct staff *sender, const struct mail_record *m, int64_t now, struct err *err)
{
	struct told_in in = {.why = TOLD_REFUSED, .reason = "unvouched"};
	return asks_tell(c, &in, sender, m, arena_printf(c->turn, "%s.%s.unverified", of, sender->id), now, err);
}

int asks_tell_not_asked(struct clerk *c, const char *of, const char *names, const struct staff *sender, const struct mail_record *m, int64_t now, struct err *err)
{
	struct told_in in = {.why = TOLD_REFUSED, .reason = arena_printf(c->turn, "not_asked:%s", names)};
	return asks_tell(c, &in, sender, m, arena_printf(c->turn, "%s.%s.not_asked", of, sender->id), now, err);
}
