/* What several slips ask of one person, or tell him, within a minute is one letter of numbered items (rules.md section 6), and its answer: 1同意 3不同意 太低
 * 5-8同意.
 *
 * A question, reminder or result leaves at once, unless one left for the same person less than a minute before its cause: then it waits until the minute is over, and what
 * comes meanwhile joins it, as does all that the same mail or moment causes. Counted from when its causes arrived, so that a rebuilt store makes the same
 * letters; one whose cause turned up late has a letter of its own. `about` names the items in order: "JG-20260914-1 0 m12;JG-20260914-2 0 m13"; of
 * results, with what became of each: "JG-20260914-1 -1 m12 granted;...". */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "compose.h"
#include "outbox.h"
#include "reply.h"
#include "slip_take_inside.h"

#define UNCLEAR "slip_unclear."    /* before the id of the letter whose answer was not understood: that is said once */

enum {
	TOGETHER_SECONDS = 60,
	LIST_MAX_ITEMS = 30,
	LIST_MAX_BYTES = 15 * 1024 * 1024, /* of all the mails that it carries */
};

/* ---- items ---- */

struct item {
	const char *slip, *cause, *what;   /* what: "" of a question */
	int step;
};
struct items { struct item *items; size_t items_count, items_cap; };

static struct items items_of(struct arena *a, const char *about)
{
	struct items all = {0};
	while (about && *about) {
		size_t n = strcspn(about, ";");
		const char *words[4] = {"", "", "", ""};
		char *rest = arena_strndup(a, about, n), *save = NULL;
		for (int i = 0; i < 4; i++) {
			char *word = strtok_r(i ? NULL : rest, " ", &save);
			words[i] = word ? word : "";
		}
		if (*words[1])
			ARENA_PUSH(a, &all, items) = (struct item){words[0], words[2], words[3], atoi(words[1])};
		about += n + (about[n] == ';');
	}
	return all;
}

static const char *about_items(struct arena *a, const struct items *all)
{
	const char *about = "";
	for (size_t i = 0; i < all->items_count; i++)
		about = arena_printf(a, "%s%s%s %d %s%s%s", about, i ? ";" : "", all->items[i].slip, all->items[i].step, all->items[i].cause, *all->items[i].what ? " " : "",
		                     all->items[i].what);
	return about;
}

bool slip_is_numbered(const char *about)
{
	return about && strchr(about, ';');
}

/* ---- asking ---- */

/* What an earlier letter asked is asked of him still, or what it told holds still: as it is now. */
static int item_again(struct clerk *c, const struct item *i, const struct staff *to, int64_t now, struct slip_in *in_r, bool *still_r, struct err *err)
{
	struct slip_case k;
	int r = case_load(c, i->slip, NULL, now, &k, err);
	*still_r = false;
	if (r > 0 && *i->what) {
		*still_r = slip_holds(&k, i->what);
		return *still_r ? slip_result(&k, to, i->what, in_r, err) : 0;
	}
	if (r <= 0 || k.s.step != i->step)
		return r < 0 ? -1 : 0;
	struct slip_people p = slip_blocking(c->turn, c->office, &k.s, time_date(now), true);
	for (size_t n = 0; n < p.items_count; n++)
		*still_r = *still_r || p.items[n] == to;
	return *still_r ? slip_question(&k, to, p.items_count, in_r, err) : 0;
}

static int add_again(struct slip_case *k, const struct staff *to, const struct items *were, struct slip_list_in *in, struct items *are, struct err *err)
{
	for (size_t i = 0; i < were->items_count; i++) {
		struct slip_in one;
		bool still;
		if (item_again(k->c, &were->items[i], to, k->now, &one, &still, err) < 0)
			return -1;
		if (!still || strcmp(were->items[i].slip, k->row.id) == 0)
			continue;
		ARENA_PUSH(k->c->turn, in, items) = one;
		ARENA_PUSH(k->c->turn, are, items) = were->items[i];
	}
	return 0;
}

static enum letter_kind several_of(enum letter_kind kind)
{
	return kind == LETTER_SLIP_ASK ? LETTER_SLIP_ASKS : kind == LETTER_SLIP_REMINDER ? LETTER_SLIP_REMINDERS : LETTER_SLIP_RESULTS;
}

static bool can_join(const struct question_waiting *q, const struct items *were, const char *cause, int64_t at, bool told)
{
	const struct item *last = were->items_count ? &were->items[were->items_count - 1] : NULL;
	bool same = last && strcmp(last->cause, cause) == 0;
	if (!last || !*last->cause || told != (*last->what != '\0')) /* an answer to an answer is a letter of its own */
		return false;
	return q->untouched && (at < q->due || same) && were->items_count < LIST_MAX_ITEMS;
}

static bool small_enough(const struct slip_list_in *in)
{
	size_t bytes = 0;
	for (size_t i = 0; i < in->items_count; i++)
		bytes += in->items[i].raw.size;
	return bytes <= LIST_MAX_BYTES;
}

static int post(struct slip_case *k, struct letter *l, const struct items *are, int64_t due, struct err *err)
{
	l->created = k->now;
	l->not_before = due;
	l->about = about_items(k->c->turn, are);
	return clerk_post(k->c, l, err);
}

/* All that the earlier letter asks still, and this. 1 done, 0 they do not go together, -1. */
static int post_joined(struct slip_case *k, const struct staff *to, enum letter_kind kind, const struct slip_in *mine, const struct item *me,
                       const struct question_waiting *q, struct err *err)
{
	struct slip_list_in in = {0};
	struct items were = items_of(k->c->turn, q->about), are = {0};
	if (add_again(k, to, &were, &in, &are, err) < 0)
		return -1;
	ARENA_PUSH(k->c->turn, &in, items) = *mine;
	ARENA_PUSH(k->c->turn, &are, items) = *me;
	if (!small_enough(&in))
		return 0;
	in.head = clerk_head(k->c, to, arena_printf(k->c->turn, "slip_list.%s", mine->head.id), mine->head.now);
	struct letter l = in.items_count > 1 ? compose_slip_list(k->c->turn, several_of(kind), &in)
	                                     : compose_slip(k->c->turn, kind, mine);
	return post(k, &l, &are, q->due, err) < 0 || outbox_replace(&k->c->store, q->id, err) < 0 ? -1 : 1;
}

int slip_post(struct slip_case *k, const struct staff *to, enum letter_kind kind, struct slip_in *in, const char *cause, int64_t at, struct err *err)
{
	struct question_waiting q;
	struct clerk *c = k->c;
	const struct item me = {k->row.id, cause, in->what ? in->what : "", in->what ? SLIP_SENDER : k->s.step};
	int r = outbox_exists(&c->store, in->head.id, err);
	if (r != 0 || !in->head.to_addr[0])
		return r < 0 ? -1 : 0;
	r = outbox_question(&c->store, c->turn, to->mail[0], letter_kind_names[kind], letter_kind_names[several_of(kind)],
	                    k->now - DAY_SECONDS, c->office->shadow, &q, err);
	if (r < 0)
		return -1;
	int64_t due = clerk_leaves(c, r > 0 && q.due + TOGETHER_SECONDS > at && at + DAY_SECONDS > q.due ? q.due + TOGETHER_SECONDS : at);
	struct items were = items_of(c->turn, r > 0 ? q.about : ""), mine = {0};
	bool join = r > 0 && can_join(&q, &were, cause, at, in->what != NULL);
	in->head.now = clerk_leaves(c, k->now > (join ? q.due : due) ? k->now : join ? q.due : due);
	r = join ? post_joined(k, to, kind, in, &me, &q, err) : 0;
	if (r != 0)
		return r < 0 ? -1 : 0;
	struct letter l = compose_slip(c->turn, kind, in);
	ARENA_PUSH(c->turn, &mine, items) = me;
	return post(k, &l, &mine, due, err);
}

/* ---- its answer ---- */

/* 全部同意, 都可以: what says of all that it means all. */
static bool says_all(struct arena *a, const char *text)
{
	static const char *const words[] = {"全部", "都", "均", "一律", "所有", "全都", "以上"};
	const char *first = text_nfkc(a, text_trim(a, text));
	first = arena_strndup(a, first, strcspn(first, "\n"));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(first, words[i]))
			return true;
	return false;
}

/* Each item only wants to be read. 1, 0, -1. */
static int only_receipts(struct clerk *c, const struct items *all, int64_t now, struct err *err)
{
	for (size_t i = 0; i < all->items_count; i++) {
		struct slip_case k;
		int r = case_load(c, all->items[i].slip, NULL, now, &k, err), step = all->items[i].step;
		if (r < 0 || (r > 0 && (step < 0 || step >= (int)k.form->steps_count || k.form->steps[step].asks != ASKS_RECEIPT)))
			return r < 0 ? -1 : 0;
	}
	return 1;
}

/* One word that names no item says of several what it says of each only where nothing is decided by it, or where it says all. 1, 0, -1. */
static int may_mean_all(struct clerk *c, const struct items *all, const struct reply *r, const char *text, int64_t now, struct err *err)
{
	const struct said *only = r->items_count == 1 ? &r->items[0] : NULL;
	if (all->items_count < 2 || !only || only->from || only->verb == REPLY_WITHDRAW || says_all(c->turn, text))
		return 1;
	return only->verb == REPLY_RECEIVED || only->verb == REPLY_SEEN ? only_receipts(c, all, now, err) : 0;
}

static bool may_be_said(const struct reply *r)
{
	enum slip_event_kind kind;
	for (size_t i = 0; i < r->items_count; i++)
		if (!slip_verb(r->items[i].verb, &kind))
			return false;
	return true;
}

static int ask_again(const struct hearing *h, const struct items *all, struct err *err)
{
	struct clerk *c = h->c;
	struct slip_list_in in = {.unclear = true};
	struct items are = {0};
	for (size_t i = 0; i < all->items_count; i++) {
		struct slip_in one;
		bool still;
		if (item_again(c, &all->items[i], h->sender, h->now, &one, &still, err) < 0)
			return -1;
		if (!still)
			continue;
		one.raw = (struct bytes){0};
		ARENA_PUSH(c->turn, &in, items) = one;
		ARENA_PUSH(c->turn, &are, items) = all->items[i];
	}
	in.head = clerk_head(c, h->sender, arena_printf(c->turn, UNCLEAR "%s", h->letter.id), h->now);
	if (!in.items_count || !in.head.to_addr[0])
		return 0;
	struct letter l = compose_slip_list(c->turn, LETTER_SLIP_ASKS, &in);
	l.created = h->now;
	l.answers = true;
	l.about = are.items_count > 1 ? about_items(c->turn, &are) : arena_printf(c->turn, "%s;", about_items(c->turn, &are));
	return clerk_post(c, &l, err);
}

/* A word that withdraws all withdraws what he decided. */
static bool is_his(const struct slip_case *k, int step, const struct staff *sender)
{
	const struct slip_decision *d = &k->s.decisions[step];
	const int64_t *at = k->s.answered_at[step];
	return (d->by && strcmp(d->by, sender->id) == 0) || (at && at[sender - k->c->office->staff] != INT64_MIN);
}

static int take_item(const struct hearing *h, const struct item *i, const struct said *said, struct err *err)
{
	struct slip_case k;
	enum slip_event_kind kind;
	int r = case_load(h->c, i->slip, h->m, h->now, &k, err);
	if (r <= 0 || i->step < 0 || i->step >= (int)k.form->steps_count)
		return r < 0 ? -1 : 0;
	k.person = h->sender;
	if (!slip_verb(said->verb, &kind) || (kind == EVENT_WITHDRAW && !said->from && !is_his(&k, i->step, h->sender)))
		return 0;
	return slip_take_said(&k, kind, i->step, said->reason, err);
}

int slip_take_numbered(const struct hearing *h, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	struct items all = items_of(c->turn, h->letter.about);
	struct reply r = reply_read(c->turn, m->envelope.text);
	const char *reasons = "";
	int clear = r.state == REPLY_CLEAR && reply_last(&r) <= (int)all.items_count && may_be_said(&r) ? may_mean_all(c, &all, &r, m->envelope.text, h->now, err) : 0;
	if (clear < 0)
		return -1;
	if (!clear) {
		m->reason = "not understood";
		return text_begins(h->letter.id, UNCLEAR) ? 0 : ask_again(h, &all, err);
	}
	for (size_t i = 0; i < all.items_count; i++) {
		const struct said *said = reply_of(&r, (int)i + 1);
		m->reason = "";
		if (said && take_item(h, &all.items[i], said, err) < 0)
			return -1;
		reasons = arena_printf(c->turn, "%s%s%s", reasons, *reasons && *m->reason ? "; " : "", m->reason);
	}
	m->reason = *reasons ? reasons : "nothing was asked";
	return 0;
}
