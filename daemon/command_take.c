#include "command_take.h"

#include <stdio.h>
#include <string.h>

#include "asks.h"
#include "base/log.h"
#include "command.h"
#include "compose_part.h"
#include "life.h"
#include "reply.h"
#include "settle.h"

/* A command as it is meant: what the letter says of it, and what its answer does. */
struct meant {
	enum command_kind kind;
	const struct staff *who;
	const struct catalogue_item *item;
	struct entry entry;            /* COMMAND_WAIVE */
	const char *reason;
	date from, to;
};

/* ---- as a line in the store, from which it can be made again: "leave rep01 2026-10-08 2026-10-09", "fine rep01 lost_contract 2026-09-14 words", "waive ID words" */

static const char *written(struct arena *a, const struct meant *w)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	switch (w->kind) {
	case COMMAND_LEAVE:
		return arena_printf(a, "leave %s %s %s", w->who->id, date_text(w->from, from), date_text(w->to, to));
	case COMMAND_FINE:
		return arena_printf(a, "fine %s %s %s %s", w->who->id, w->item->item, date_text(w->from, from), w->reason);
	default:
		return arena_printf(a, "waive %s %s", w->entry.id, w->reason);
	}
}

static const struct catalogue_item *item_named(const struct policy *p, const char *name, bool title)
{
	for (size_t i = 0; i < p->catalogue_count; i++)
		if (strcmp(title ? p->catalogue[i].title : p->catalogue[i].item, name) == 0)
			return &p->catalogue[i];
	return NULL;
}

/* The word of a line that begins at *p; *p moves behind it. */
static const char *word(struct arena *a, const char **p)
{
	size_t n = strcspn(*p, " ");
	const char *w = arena_strndup(a, *p, n);
	*p += n + ((*p)[n] == ' ');
	return w;
}

/* 1, 0 it can't be carried out any more (the roster, the catalogue or the entry changed), -1. */
static int read_written(struct clerk *c, const char *line, struct meant *w_r, struct err *err)
{
	struct arena *a = c->turn;
	const char *kind = word(a, &line), *id = word(a, &line);
	struct life l = {.c = c};
	bool reversed;
	*w_r = (struct meant){.kind = strcmp(kind, "leave") == 0 ? COMMAND_LEAVE : strcmp(kind, "fine") == 0 ? COMMAND_FINE : COMMAND_WAIVE};
	if (w_r->kind == COMMAND_WAIVE) {
		int r = life_find(&l, id, &w_r->entry, &reversed, err);
		w_r->reason = line;
		return r <= 0 ? r : !reversed;
	}
	w_r->who = office_staff(c->office, id);
	const char *second = word(a, &line), *third = word(a, &line);
	w_r->reason = line;
	if (w_r->kind == COMMAND_LEAVE)
		return w_r->who && date_parse(second, &w_r->from) == 0 && date_parse(third, &w_r->to) == 0;
	if (!w_r->who || date_parse(third, &w_r->from) < 0)
		return 0;
	w_r->item = item_named(office_policy(c->office, w_r->from), second, false);
	return w_r->item != NULL;
}

/* ---- in words */

static struct view *in_words(struct arena *a, const struct meant *w)
{
	struct view *v = view_object(a);
	put_value(a, v, "name", w->who ? w->who->name : "");
	put_value(a, v, "what", w->item ? w->item->title : w->entry.id ? w->entry.id : "");
	put_long_value(a, v, "detail", w->item ? w->item->clause : w->reason ? w->reason : "");
	put_value(a, v, "done", w->item ? say_money(a, w->item->fen) : w->entry.id ? say_money(a, w->entry.fen) : "");
	view_set_text(a, v, "from", w->kind == COMMAND_LEAVE ? say_date(a, w->from) : "");
	view_set_text(a, v, "to", w->kind == COMMAND_LEAVE && w->to != w->from ? say_date(a, w->to) : "");
	return v;
}

static const char *const kind_words[COMMAND_KINDS] = {"leave", "fine", "waive"};

static const char *in_short(struct arena *a, const struct meant *w)
{
	return say(a, "command", kind_words[w->kind], in_words(a, w));
}

int command_words(struct clerk *c, const char *line, struct ask_in *in, struct err *err)
{
	const char **lines = arena_alloc(c->turn, 2 * sizeof *lines);
	struct meant w;
	in->what = "";
	int r = read_written(c, line, &w, err);
	if (r <= 0)
		return r;
	in->what = in_short(c->turn, &w);
	lines[0] = say(c->turn, "command_does", kind_words[w.kind], in_words(c->turn, &w));
	lines[1] = say(c->turn, "command_then", kind_words[w.kind], in_words(c->turn, &w));
	in->lines = lines;
	in->lines_count = 2;
	return 0;
}

/* ---- a mail that is one */

/* *why_r: NULL, or why it can't be done: a code of refused.* */
static int understand(struct clerk *c, const struct command *said, const struct mail_record *m, const struct staff *sender, struct meant *w, const char **why_r, struct err *err)
{
	date today = time_date(m->arrived_at);
	struct life l = {.c = c};
	bool reversed = false;
	*why_r = NULL;
	*w = (struct meant){.kind = said->kind, .reason = said->reason, .from = said->from, .to = said->to};
	if (said->kind == COMMAND_WAIVE) {
		int r = life_find(&l, said->what, &w->entry, &reversed, err);
		if (r < 0)
			return -1;
		if (r == 0 || reversed)
			*why_r = arena_printf(c->turn, "entry:%s", said->what);
		else if (strcmp(w->entry.staff, sender->id) == 0)
			*why_r = "own";
		return 0;
	}
	w->who = office_named(c->office, said->who, today);
	if (!w->who)
		*why_r = arena_printf(c->turn, "person:%s", said->who);
	if (!w->who || said->kind == COMMAND_LEAVE)
		return 0;
	w->from = today;
	w->item = item_named(office_policy(c->office, today), said->what, true);
	if (!w->item)
		*why_r = arena_printf(c->turn, "catalogue:%s", said->what);
	return 0;
}

static int refuse(struct clerk *c, struct mail_record *m, const struct staff *sender, const char *why, int64_t now, struct err *err)
{
	const struct policy *p = office_policy(c->office, time_date(m->arrived_at));
	struct told_in in = {.why = TOLD_REFUSED, .reason = why};
	struct { const char **lines; size_t lines_count, lines_cap; } list = {0};
	for (size_t i = 0; strncmp(why, "catalogue", 9) == 0 && i < p->catalogue_count; i++)
		ARENA_PUSH(c->turn, &list, lines) = arena_printf(c->turn, "%s %s %s", p->catalogue[i].title, say_money(c->turn, p->catalogue[i].fen), p->catalogue[i].clause);
	in.lines = list.lines;
	in.lines_count = list.lines_count;
	m->reason = arena_printf(c->turn, "command refused: %s", why);
	return asks_tell(c, &in, sender, m, arena_printf(c->turn, "refused.%s", m->public), now, err);
}

int command_take(struct clerk *c, struct mail_record *m, const struct staff *sender, int64_t now, bool *taken_r, struct err *err)
{
	struct command said;
	struct meant w;
	*taken_r = sender->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER) && command_read(c->turn, m->envelope.text, time_date(m->arrived_at), &said);
	if (!*taken_r)
		return 0;
	m->verdict = "answer";
	m->kind = "decision";
	const char *why;
	if (understand(c, &said, m, sender, &w, &why, err) < 0)
		return -1;
	if (why)
		return refuse(c, m, sender, why, now, err);
	struct ask k = {.id = arena_printf(c->turn, "command.%s", m->public), .kind = "command", .staff = sender->id, .asked = sender->id, .about = written(c->turn, &w),
	                .reason = said.reason, .mail = m->public, .at = m->arrived_at, .reminded_at = m->arrived_at, .state = "open"};
	m->reason = arena_printf(c->turn, "command: %s", k.about);
	int added = store_add_ask(&c->store, &k, err);
	return added <= 0 ? added : asks_post(c, &k, m, now, err);
}

/* ---- carried out */

static int give_leave(struct clerk *c, const struct ask *k, const struct meant *w, const struct mail_record *m, const struct staff *by, int64_t now, struct err *err)
{
	struct affected affected = {0};
	struct fact f = {.id = arena_printf(c->turn, "leave.%s", k->mail), .kind = "leave", .staff = w->who->id, .from = w->from, .to = w->to, .at = m->arrived_at, .by = by->id,
	                 .mail = m->public};
	affected_add(c->turn, &affected, w->who->id);
	if (store_add_fact(&c->store, &f, err) < 0 || clerk_lay_facts(c, err) < 0)
		return -1;
	return settle_again(c, &affected, w->from, arena_printf(c->turn, "leave:%s", m->public), now, err);
}

static int fine(struct clerk *c, const struct meant *w, const struct ask *k, const struct mail_record *m, int64_t now, struct notices *n, struct err *err)
{
	struct entries have;
	char day[DATE_TEXT_SIZE];
	struct charge none = {.staff = w->who->id, .kind = w->item->entry};
	if (store_get_entries(&c->store, c->turn, w->who->id, w->item->entry, w->from, &have, err) < 0)
		return -1;
	int number = (int)have.items_count + 1;
	struct entry e = {.id = arena_printf(c->turn, "%s.%s.%s.%d", w->item->entry, w->who->id, date_text(w->from, day), number), .staff = w->who->id, .kind = w->item->entry,
	                  .for_date = w->from, .number = number, .fen = w->item->fen, .clause = w->item->clause, .policy = office_policy(c->office, w->from)->version,
	                  .proof = arena_printf(c->turn, "item=%s\ntitle=%s\nsaid=%s\nby=%s\nreason=%s\n", w->item->item, w->item->title, k->mail, k->staff, w->reason),
	                  .because = arena_printf(c->turn, "command:%s", m->public), .created_at = now};
	log_info(e.id, "%lld fen, said by %s in %s", (long long)e.fen, k->staff, k->mail);
	return store_add_entry(&c->store, &e, "issued", err) < 0 ? -1 : notice_entry(c, n, &e, &none, err);
}

static int carry_out(struct clerk *c, const struct ask *k, const struct meant *w, struct mail_record *m, const struct staff *by, int64_t now, struct err *err)
{
	struct notices n = {.horizon = c->horizon};
	struct life l = {.c = c, .m = m, .by = by, .now = now, .notices = &n};
	int failed = w->kind == COMMAND_LEAVE  ? give_leave(c, k, w, m, by, now, err)
	             : w->kind == COMMAND_FINE ? fine(c, w, k, m, now, &n, err)
	                                       : life_waive(&l, &w->entry, err);
	return failed < 0 ? -1 : notices_post(c, &n, arena_printf(c->turn, "command:%s", m->public), now, err);
}

static int tell(struct clerk *c, const struct ask *k, const struct mail_record *m, const struct staff *to, enum told_why why, const char *what, int64_t now, struct err *err)
{
	struct told_in in = {.why = why, .can = CAN_COMMAND, .what = what};
	if (why == TOLD_DECIDED) {
		const struct staff *by = k->by ? office_staff(c->office, k->by) : NULL;
		in.name = by ? by->name : "";
		in.at = k->closed_at;
		in.state = k->state;
		in.what = "item";
	}
	if (why == TOLD_REFUSED)
		in.reason = "over";
	return asks_tell(c, &in, to, m, arena_printf(c->turn, "%s.%s.%d", k->id, to->id, why), now, err);
}

int command_answer(struct clerk *c, struct mail_record *m, enum proof proof, const struct letter_ref *letter, const struct staff *sender, int64_t now,
                   bool *taken_r, struct err *err)
{
	struct ask k;
	struct meant w;
	*taken_r = strcmp(letter->kind, letter_kind_names[LETTER_ASK]) == 0 && letter->about && strncmp(letter->about, "command.", 8) == 0;
	if (!*taken_r)
		return 0;
	m->verdict = "answer";
	m->kind = "decision";
	int r = store_get_ask(&c->store, c->turn, letter->about, &k, err);
	if (r <= 0 || proof != PROOF_GOOD) {
		m->reason = proof == PROOF_OTHERS ? "not asked of this person" : proof == PROOF_GOOD ? "not understood" : "unverified";
		return r < 0 ? -1 : 0;
	}
	struct reply said = reply_read(c->turn, m->envelope.text);
	enum reply_verb verb = said.state == REPLY_CLEAR && reply_last(&said) <= 1 ? said.items[0].verb : REPLY_NONE;
	bool yes = verb == REPLY_AGREE, no = verb == REPLY_REFUSE || verb == REPLY_WITHDRAW;
	m->reason = !yes && !no ? "not understood" : yes ? "confirmed" : "cancelled";
	if (!yes && !no)
		return tell(c, &k, m, sender, TOLD_UNKNOWN, "", now, err);
	if (strcmp(k.state, "open") != 0)
		return tell(c, &k, m, sender, TOLD_DECIDED, "", now, err);
	if ((r = read_written(c, k.about, &w, err)) < 0 || store_close_ask(&c->store, k.id, yes && r ? "granted" : "refused", m->arrived_at, sender->id, err) < 0)
		return -1;
	if (!r)
		return tell(c, &k, m, sender, TOLD_REFUSED, "", now, err);
	if (yes && carry_out(c, &k, &w, m, sender, now, err) < 0)
		return -1;
	return tell(c, &k, m, sender, yes ? TOLD_DONE : TOLD_CANCELLED, in_short(c->turn, &w), now, err);
}
