#include "command_do.h"

#include <string.h>

#include "asks.h"
#include "base/log.h"
#include "compose_part.h"
#include "docket.h"
#include "facts.h"
#include "life.h"
#include "notice_unheard.h"
#include "outbox.h"
#include "settle.h"

static const char *fact_id(struct clerk *c, const struct ask *k, const struct meant *w)
{
	return arena_printf(c->turn, "%s.%s", command_names[w->kind], k->mail);
}

/* ---- facts */

static int settle_person(const struct hearing *h, const struct meant *w, struct err *err)
{
	struct affected affected = {0};
	affected_add(h->c->turn, &affected, w->who->id);
	return settle_again(h->c, &affected, w->from, arena_printf(h->c->turn, "%s:%s", command_names[w->kind], h->m->public), h->now, err);
}

static date last_day(const struct clerk *c, const struct meant *w)
{
	const struct staff *s = w->kind == COMMAND_GONE ? office_staff(c->office, w->who->id) : NULL;
	return s ? s->until : DATE_NONE;
}

/* The first moment at which that word may make a difference: behind the last day, as it was or as it is, whichever is earlier; the person's day, or the first mail from his
 * address, or to it if it is one that lists go to. */
static int roster_differs(struct clerk *c, const struct ask *k, const struct meant *w, date was, int64_t *from_r, struct err *err)
{
	date is = last_day(c, w), last = was == DATE_NONE || (is != DATE_NONE && is < was) ? is : was;
	*from_r = time_at(w->kind == COMMAND_GONE ? last + 1 : w->from, 0);
	if (w->kind == COMMAND_GONE)
		return 0;
	unsigned roles = w->kind == COMMAND_JOIN ? w->person.role : w->who->roles;
	int64_t his = time_at(facts_address_since(w->from, k->at), 0), first = his;
	if (store_unjudge_unknown(&c->store, w->person.addr, his, err) < 0)
		return -1;
	int r = roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER) ? 1 : store_first_from(&c->store, w->person.addr, his, &first, err);
	if (r > 0 && first < *from_r)
		*from_r = first;
	return r < 0 ? -1 : 0;
}

/* Mails of an address that was nobody's, or is again, are judged at their place; so is all that came since the roster is another. */
static int judge_roster(const struct hearing *h, const struct ask *k, const struct meant *w, date was, struct err *err)
{
	int64_t from;
	if (roster_differs(h->c, k, w, was, &from, err) < 0)
		return -1;
	return from <= h->m->arrived_at ? docket_again_from(h->c, from, h->m->public, err) : 0;
}

static int follow_fact(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	date was = last_day(h->c, w);
	if (clerk_lay_facts(h->c, err) < 0)
		return -1;
	if (w->kind == COMMAND_LEAVE || w->kind == COMMAND_TRIP)
		return settle_person(h, w, err);
	if (w->kind == COMMAND_HANDOVER) /* what came since is judged again: also where it is taken back */
		return docket_again_from(h->c, h->m->arrived_at - WITHDRAW_MINUTES * 60, h->m->public, err);
	return w->kind == COMMAND_STOP ? 0 : judge_roster(h, k, w, was, err);
}

static int add_fact(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	struct mail_record *m = h->m;
	bool stop = w->kind == COMMAND_STOP;
	date today = time_date(m->arrived_at);
	struct fact f = {.id = fact_id(h->c, k, w), .kind = command_names[w->kind], .staff = stop ? h->sender->id : w->kind == COMMAND_JOIN ? w->person.id : w->who->id,
	                 .from = stop ? today : w->from, .to = stop ? today : w->to, .at = m->arrived_at, .by = h->sender->id, .mail = m->public};
	log_about(LOG_INFO_LINE, &(struct log_about){.mail = m->public, .staff = f.staff}, "%s of %s, said by %s", f.kind, f.staff, h->sender->id);
	return store_add_fact(&h->c->store, &f, err) < 0 ? -1 : follow_fact(h, k, w, err);
}

/* What fell due while letters were stopped is not sent afterwards; what was told before and changed meanwhile is told at the turn's end (unheard_due). */
static int resume(const struct hearing *h, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	struct facts all;
	if (unheard_begin(c, m->arrived_at, err) < 0 || outbox_shadow(&c->store, c->office, m->arrived_at, err) < 0 || store_facts(&c->store, c->turn, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++)
		if (strcmp(all.items[i].kind, command_names[COMMAND_STOP]) == 0 && store_end_fact(&c->store, all.items[i].id, m->public, err) < 0)
			return -1;
	log_info(NULL, "letters go again, said in %s", m->public);
	return clerk_lay_facts(c, err);
}

static bool proves(struct clerk *c, const struct entry *e, const char *name, const char *value)
{
	const char *has = ledger_proof_text(c->turn, e, name, 0);
	return has && strcmp(has, value) == 0;
}

/* The entry of that item that this command made goes back. proposed: only while nobody decided about it. 1, 0, -1. */
static int undo_entry(struct life *l, const struct ask *k, const struct meant *w, const struct catalogue_item *item, bool proposed, struct err *err)
{
	struct clerk *c = l->c;
	struct entries have;
	struct entry e;
	bool reversed = true;
	if (store_get_entries(&c->store, c->turn, w->who->id, item->entry, w->from, &have, err) < 0)
		return -1;
	for (size_t i = 0; i < have.items_count && reversed; i++)
		if (proves(c, &have.items[i], "said", k->mail) && proves(c, &have.items[i], "item", item->item) &&
		    life_find(l, have.items[i].id, &e, &reversed, err) < 0)
			return -1;
	return reversed || (proposed && strcmp(e.state, "proposed") != 0) ? 0 : life_waive(l, &e, err);
}

/* With it what it caused, as far as that is only proposed: what the general manager entered is his. */
static int undo_fine(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	struct clerk *c = h->c;
	struct notices n = {.horizon = c->horizon};
	struct life l = {.c = c, .m = h->m, .by = office_staff(c->office, k->by), .now = h->now, .notices = &n};
	const struct catalogue_item *caused = w->item->repeat_item ? command_item(office_policy(c->office, w->from), w->item->repeat_item) : NULL;
	int r = l.by ? undo_entry(&l, k, w, w->item, false, err) : 0;
	if (r <= 0)
		return r;
	if (caused && undo_entry(&l, k, w, caused, true, err) < 0)
		return -1;
	return notices_post(c, &n, arena_printf(c->turn, BECAUSE_UNDONE "%s", h->m->public), h->now, err) < 0 ? -1 : 1;
}

/* What was waived stayed out of it when its day was looked at again since. */
static int undo_waiver(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	struct clerk *c = h->c;
	struct notices n = {.horizon = c->horizon};
	struct life l = {.c = c, .m = h->m, .by = office_staff(c->office, k->by), .now = h->now, .notices = &n};
	struct affected revived = {0};
	int r = l.by ? life_unwaive(&l, &w->entry, k->closed_at, err) : 0;
	if (r <= 0 || notices_post(c, &n, arena_printf(c->turn, BECAUSE_UNDONE "%s", h->m->public), h->now, err) < 0)
		return r <= 0 ? r : -1;
	affected_add(c->turn, &revived, w->entry.staff);
	return settle_again(c, &revived, w->entry.for_date, arena_printf(c->turn, BECAUSE_SETTLED ":%s", h->m->public), h->now, err) < 0 ? -1 : 1;
}

int command_undo(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	if (w->kind == COMMAND_FINE)
		return undo_fine(h, k, w, err);
	if (w->kind == COMMAND_WAIVE)
		return undo_waiver(h, k, w, err);
	if (w->kind == COMMAND_STOP || w->kind == COMMAND_RESUME)
		return 0;
	int r = store_end_fact(&h->c->store, fact_id(h->c, k, w), h->m->public, err);
	return r <= 0 ? r : follow_fact(h, k, w, err) < 0 ? -1 : 1;
}

/* ---- money */

/* An entry of the catalogue, of that day. more: further lines of its proof. */
static int enter(struct clerk *c, const struct meant *w, const struct catalogue_item *item, const char *more, const char *because, unsigned confirm, int64_t now,
                 struct notices *n, struct err *err)
{
	struct entries have;
	struct charge why = {.staff = w->who->id, .kind = item->entry, .confirm = confirm};
	if (store_get_entries(&c->store, c->turn, w->who->id, item->entry, w->from, &have, err) < 0)
		return -1;
	int number = (int)have.items_count + 1;
	struct entry e = {.id = ledger_id(c->turn, item->entry, w->who->id, w->from, number), .staff = w->who->id, .kind = item->entry,
	                  .for_date = w->from, .number = number, .fen = item->fen + (item == w->item ? w->extra : 0), .clause = item->clause,
	                  .policy = office_policy(c->office, w->from)->version, .because = because, .created_at = now};
	e.proof = arena_printf(c->turn, "item=%s\ntitle=%s\n%s", item->item, item->title, more);
	log_about(LOG_INFO_LINE, &(struct log_about){.entry = e.id, .staff = e.staff}, "%lld fen, %s", (long long)e.fen, because);
	return store_add_entry(&c->store, &e, confirm ? "proposed" : "issued", err) < 0 ? -1 : notice_entry(c, n, &e, &why, err);
}

#define STANDS(e)                                                                                                                                       \
	e ".staff = ?1 AND " e ".kind = ?2 AND " e ".reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.staff = ?1 AND r.kind = ?2 AND " \
	"r.for_date = " e ".for_date AND r.reverses = " e ".public)"

/* Records that stand, of that kind and person, within so many days: those that end with a record of that day or later, where there are the most, for one may be confirmed
 * after later ones. */
static int count_records(struct clerk *c, const struct meant *w, int64_t *count_r, struct err *err)
{
	return db_one_int(c->store.db, err, count_r,
	                  "SELECT coalesce(max(n), 0) FROM (SELECT (SELECT count(*) FROM entry AS e WHERE " STANDS("e") " AND e.for_date > last.for_date - ?3 AND "
	                  "e.for_date <= last.for_date) AS n FROM entry AS last WHERE " STANDS("last") " AND last.for_date >= ?4 AND last.for_date < ?4 + ?3)", "ttii",
	                  w->who->id, w->item->entry, (int64_t)w->item->repeat_days, (int64_t)w->from);
}

/* What repeats is proposed to the general manager: the amount is his to enter or not. */
static int propose_repeated(struct clerk *c, const struct meant *w, const struct ask *k, const char *because, int64_t now, struct notices *n, struct err *err)
{
	int64_t count = 0;
	const struct catalogue_item *item = w->item->repeat_item ? command_item(office_policy(c->office, w->from), w->item->repeat_item) : NULL;
	if (!item || count_records(c, w, &count, err) < 0)
		return item ? -1 : 0;
	if (count == 0 || count % w->item->repeat_count)
		return 0;
	const char *more = arena_printf(c->turn, "said=%s\nrepeated=%lld\nreason=%s\n", k->mail, (long long)count, w->reason);
	return enter(c, w, item, more, because, 1u << ROLE_GENERAL_MANAGER, now, n, err);
}

static int fine(const struct hearing *h, const struct meant *w, const struct ask *k, struct notices *n, struct err *err)
{
	struct clerk *c = h->c;
	const char *sum = w->extra ? arena_printf(c->turn, "item_fen=%lld\nmore_fen=%lld\n", (long long)w->item->fen, (long long)w->extra) : "";
	const char *because = arena_printf(c->turn, BECAUSE_COMMAND "%s", h->m->public);
	const char *reporter = strcmp(h->sender->id, k->staff) == 0 ? "" : arena_printf(c->turn, "reported=%s\n", k->staff);
	const char *more = arena_printf(c->turn, "%ssaid=%s\nby=%s\n%sreason=%s\n", sum, k->mail, h->sender->id, reporter, w->reason);
	return enter(c, w, w->item, more, because, 0, h->now, n, err) < 0 ? -1 : propose_repeated(c, w, k, because, h->now, n, err);
}

/* ---- who is told */

static int tell_one(const struct hearing *h, const struct ask *k, const struct meant *w, const struct staff *to, const char *tail, struct err *err)
{
	struct clerk *c = h->c;
	struct told_in in = {.why = TOLD_CONCERNS, .name = h->sender->name, .what = command_short(c->turn, w)};
	if (!to || to == h->sender || strcmp(to->id, k->staff) == 0 || staff_gone(to, time_date(h->m->arrived_at)))
		return 0;
	in.lines_count = command_does(c->turn, w, &in.lines);
	return asks_tell(c, &in, to, NULL, arena_printf(c->turn, "%s.%s", k->id, tail), h->now, err);
}

/* The person, where he is neither who decided nor who is answered as the one who asked; fines and waivers have notices of their own. */
static int tell_concerned(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	const struct staff *to = w->kind == COMMAND_JOIN ? office_staff(h->c->office, w->person.id) : w->who;
	if (w->kind == COMMAND_FINE || w->kind == COMMAND_WAIVE)
		return 0;
	return tell_one(h, k, w, to, "concerns", err) < 0 ? -1 : tell_one(h, k, w, w->heir, "heir", err);
}

int command_do(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err)
{
	struct clerk *c = h->c;
	struct notices n = {.horizon = c->horizon};
	struct life l = {.c = c, .m = h->m, .by = h->sender, .now = h->now, .notices = &n};
	int failed;
	if (w->kind == COMMAND_ADDRESS && tell_concerned(h, k, w, err) < 0) /* to the old one: who reads it there should know */
		return -1;
	if (w->kind == COMMAND_FINE || w->kind == COMMAND_WAIVE)
		failed = w->kind == COMMAND_FINE ? fine(h, w, k, &n, err) : life_waive(&l, &w->entry, err);
	else
		failed = w->kind == COMMAND_RESUME ? resume(h, err) : add_fact(h, k, w, err);
	if (failed < 0 || notices_post(c, &n, arena_printf(c->turn, BECAUSE_COMMAND "%s", h->m->public), h->now, err) < 0)
		return -1;
	return tell_concerned(h, k, w, err);
}
