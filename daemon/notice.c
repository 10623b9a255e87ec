#include "notice.h"

#include <stdlib.h>
#include <string.h>

#include "asks.h"
#include "compose.h"
#include "outbox.h"

#define REMINDER "reminder:"  /* before a duty's id in `about`: it is reminded of */

enum { FEW = 16 };

/* Where the person's place is kept, once there are many: a moment may concern 100,000. NULL: they are few, or the roster is another one by now. */
static uint32_t *place_of(struct clerk *c, struct notices *n, const struct staff *to)
{
	const struct office *o = c->office;
	if (n->people_count == FEW && !n->places) {
		n->office = o;
		n->places = arena_alloc(c->turn, o->staff_count * sizeof *n->places);
		for (size_t i = 0; i < FEW; i++)
			if (office_staff(o, n->people[i].to->id) == n->people[i].to)
				n->places[n->people[i].to - o->staff] = (uint32_t)i + 1;
	}
	return n->places && n->office == o && office_staff(o, to->id) == to ? &n->places[to - o->staff] : NULL;
}

static struct owed *owed_to(struct clerk *c, struct notices *n, const struct staff *to)
{
	uint32_t *place = place_of(c, n, to);
	if (place && *place)
		return &n->people[*place - 1];
	for (size_t i = 0; !place && i < n->people_count; i++)
		if (n->people[i].to == to)
			return &n->people[i];
	ARENA_PUSH(c->turn, n, people) = (struct owed){.to = to};
	if (place)
		*place = (uint32_t)n->people_count;
	return &n->people[n->people_count - 1];
}

static void add_about(struct clerk *c, struct owed *o, const char *id)
{
	ARENA_PUSH(c->turn, o, about) = id;
}

static int add_entry(struct clerk *c, struct notices *n, const struct entry *e, struct err *err)
{
	const struct staff *who = office_staff(c->office, e->staff);
	struct notice_entry note = notice_of_entry(c, e);
	if (!who)
		return 0;
	if (notice_prove(c, e, &note, err) < 0)
		return -1;
	struct owed *o = owed_to(c, n, who);
	ARENA_PUSH(c->turn, &o->in, entries) = note;
	add_about(c, o, e->id);
	return 0;
}

static int add_proposed(struct clerk *c, struct notices *n, const struct entry *e, const struct staff *decides, struct err *err)
{
	struct notice_entry note = notice_of_entry(c, e);
	if (notice_prove(c, e, &note, err) < 0)
		return -1;
	ARENA_PUSH(c->turn, &owed_to(c, n, decides)->confirm, entries) = note;
	return 0;
}

int notice_proposed(struct clerk *c, struct notices *n, const struct entry *e, unsigned confirm, date day, struct err *err)
{
	if (!office_staff(c->office, e->staff))
		return 0;
	for (const char *p = asks_deciders(c, confirm, e->staff, e->staff, day); *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		const struct staff *decides = office_staff(c->office, arena_strndup(c->turn, p, strcspn(p, " ")));
		if (decides && add_proposed(c, n, e, decides, err) < 0)
			return -1;
	}
	return 0;
}

int notice_entry(struct clerk *c, struct notices *n, const struct entry *e, const struct charge *why, struct err *err)
{
	if (c->supposing)
		return 0;
	struct entry shown = *e;
	bool proposed = why->confirm && !e->reverses;
	int unheard = e->reverses && !c->office->shadow ? outbox_held_back(&c->store, e->staff, e->reverses, err) : 0;
	if (unheard)
		return unheard < 0 ? -1 : 0;
	shown.state = proposed ? "proposed" : "issued";
	if (!proposed)
		return add_entry(c, n, &shown, err);
	return notice_proposed(c, n, &shown, why->confirm, time_date(e->created_at), err);
}

static const char *duty_id(struct clerk *c, const char *kind, const struct staff *s, date day)
{
	char text[DATE_TEXT_SIZE];
	return arena_printf(c->turn, "%s.%s.%s", kind, s->id, date_text(day, text));
}

int notice_duty(struct clerk *c, struct notices *n, const char *kind, const struct staff *s, date day, struct err *err)
{
	struct notice_makeup note;
	bool any;
	if (c->supposing)
		return 0;
	if (notice_of_case(c, n->horizon, kind, s, day, &note, &any, err) < 0)
		return -1;
	if (!any)
		return 0;
	struct owed *o = owed_to(c, n, s);
	ARENA_PUSH(c->turn, &o->in, makeups) = note;
	add_about(c, o, duty_id(c, kind, s, day));
	return 0;
}

/* Rows that came for it and wait for the copy rule to be kept. */
static int held_for(struct clerk *c, const struct duty *d, int *n_r, struct err *err)
{
	*n_r = 0;
	for (int k = ROW_LEAD; k < ROW_KIND_COUNT; k++)
		if (strcmp(duty_counts(d->rule), row_kind_names[k]) == 0)
			return store_held_rows(&c->store, d->staff->id, (enum row_kind)k, d->window_from, d->window_to, n_r, err);
	return 0;
}

int notice_reminder(struct clerk *c, struct notices *n, const struct duty *d, struct err *err)
{
	struct owed *o = owed_to(c, n, d->staff);
	struct standing s = clerk_standing(d);
	if (held_for(c, d, &s.held, err) < 0)
		return -1;
	ARENA_PUSH(c->turn, &o->in, reminders) = s;
	add_about(c, o, arena_printf(c->turn, REMINDER "%s", duty_id(c, d->rule->kind, d->staff, d->for_date)));
	return 0;
}

/* ---- what waits for the same moment ---- */

static int duty_again(struct clerk *c, struct notices *n, const char *id, bool reminder, struct err *err)
{
	const char *staff, *kind;
	struct credits credits;
	struct duty d;
	date day;
	if (!duty_id_says(c->turn, id, &staff, &kind, &day))
		return 0;
	const struct staff *s = office_staff(c->office, staff);
	if (!s || !reminder)
		return s ? notice_duty(c, n, kind, s, day, err) : 0;
	if (clerk_credits(c, s->id, day, &credits, err) < 0)
		return -1;
	if (duty_make(c->office, kind, s, day, &credits, n->horizon, &d) && d.state == DUTY_OPEN && d.delivered < d.required)
		return notice_reminder(c, n, &d, err);
	return 0;
}

/* What an id of `about` stands for, as of now. */
static int id_again(struct clerk *c, struct notices *n, const char *id, const struct staff *to, bool confirm, struct err *err)
{
	struct entry e;
	if (strncmp(id, REMINDER, strlen(REMINDER)) == 0)
		return duty_again(c, n, id + strlen(REMINDER), true, err);
	int r = store_get_entry(&c->store, c->turn, id, &e, err);
	if (r < 0)
		return -1;
	if (r == 0)
		return duty_again(c, n, id, false, err);
	bool proposed = strcmp(e.state, "proposed") == 0;
	if (confirm)
		return proposed ? add_proposed(c, n, &e, to, err) : 0;
	return proposed ? 0 : add_entry(c, n, &e, err);
}

struct ids {
	const char **items;
	size_t items_count, items_cap;
};

static void add_ids(struct arena *a, struct ids *all, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, " ");
		if (n)
			ARENA_PUSH(a, all, items) = arena_strndup(a, text, n);
		text += n + (text[n] != '\0');
	}
}

/* By text, then by place. */
static int by_id(const void *x, const void *y)
{
	const char *const *a = *(const char *const *const *)x, *const *b = *(const char *const *const *)y;
	int c = strcmp(*a, *b);
	return c ? c : (a > b) - (a < b);
}

/* Each id once, where it stood first. The general manager's letter may name one of each person: sorted, not each compared with each. */
static void keep_first(struct arena *a, struct ids *all)
{
	const char ***sorted = arena_alloc(a, (all->items_count + 1) * sizeof *sorted);
	size_t kept = 0;
	for (size_t i = 0; i < all->items_count; i++)
		sorted[i] = &all->items[i];
	qsort(sorted, all->items_count, sizeof *sorted, by_id);
	for (size_t i = all->items_count; i > 1; i--)
		if (strcmp(*sorted[i - 1], *sorted[i - 2]) == 0)
			*sorted[i - 1] = NULL;
	for (size_t i = 0; i < all->items_count; i++)
		if (all->items[i])
			all->items[kept++] = all->items[i];
	all->items_count = kept;
}

/* A letter of that sort that waits for the same later moment (or, after an outage, waits at all) and was never tried is taken into this one: all
 * is told again, as of now. */
static int take_in(struct clerk *c, const struct notices *n, const struct owed *o, bool confirm, const char *about, int64_t now, struct owed *o_r,
                   struct err *err)
{
	int64_t leaves = clerk_leaves(c, now);
	const struct letter_wanted wanted = {.staff = o->to->id, .confirm = confirm, .shadow = c->office->shadow, .from = n->catching_up ? now - DAY_SECONDS : leaves, .to = leaves};
	struct letter_waiting was;
	struct ids all = {0};
	int r = 0;
	*o_r = *o;
	while ((leaves > now || n->catching_up) && (r = outbox_waiting(&c->store, c->turn, &wanted, &was, err)) > 0) {
		add_ids(c->turn, &all, was.about);
		if (outbox_merge(&c->store, was.id, err) < 0)
			return -1;
	}
	if (r < 0 || all.items_count == 0)
		return r;
	struct notices again = {.horizon = n->horizon, .catching_up = n->catching_up};
	add_ids(c->turn, &all, about);
	keep_first(c->turn, &all);
	for (size_t i = 0; i < all.items_count; i++)
		if (id_again(c, &again, all.items[i], o->to, confirm, err) < 0)
			return -1;
	*o_r = *owed_to(c, &again, o->to);
	return 0;
}

/* ---- letters ---- */

static const char *joined(struct arena *a, const char *const *ids, size_t count)
{
	struct buf text = {0};
	for (size_t i = 0; i < count; i++) {
		buf_adds(&text, i ? " " : "");
		buf_adds(&text, ids[i]);
	}
	const char *s = arena_strndup(a, text.data ? text.data : "", text.size);
	buf_release(&text);
	return s;
}

static const char *entry_ids(struct arena *a, const struct notice_in *in)
{
	const char **ids = arena_alloc(a, (in->entries_count + 1) * sizeof *ids);
	for (size_t i = 0; i < in->entries_count; i++)
		ids[i] = in->entries[i].id;
	return joined(a, ids, in->entries_count);
}

/* An appeal is answered by director or general manager: a plain reply reaches the clerk and them. */
static void reply_to_reviewers(struct clerk *c, struct letter_head *h, int64_t now)
{
	struct { struct address *to; size_t to_count, to_cap; } list = {0};
	ARENA_PUSH(c->turn, &list, to) = (struct address){c->office->from_name ? c->office->from_name : "", c->office->from_addr};
	const struct staff *s;
	for (size_t i = 0; (s = office_next(c->office, 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER, &i));)
		if (s->mail_count && staff_active(s, time_date(now)))
			ARENA_PUSH(c->turn, &list, to) = (struct address){s->name, s->mail[0]};
	h->reply_to = list.to;
	h->reply_to_count = list.to_count;
}

/* A reminder that would come after the deadline is none. */
static void drop_reminders(struct notice_in *in, int64_t leaves)
{
	size_t kept = 0;
	for (size_t i = 0; i < in->reminders_count; i++)
		if (in->reminders[i].due >= leaves)
			in->reminders[kept++] = in->reminders[i];
	in->reminders_count = kept;
}

/* What a missed duty's news of its week already says: its lists need not be told of besides. */
static void drop_repeated(struct notice_in *in)
{
	size_t kept = 0;
	for (size_t i = 0; i < in->makeups_count; i++) {
		const struct notice_makeup m = in->makeups[i];
		bool told = false;
		for (size_t k = 0; k < in->makeups_count && (m.news == MAKEUP_LOST || m.news == MAKEUP_AGAIN); k++)
			told = told || (in->makeups[k].week == m.week && (in->makeups[k].news == MAKEUP_OPENED || in->makeups[k].news == MAKEUP_IN_VAIN));
		if (!told)
			in->makeups[kept++] = m;
	}
	in->makeups_count = kept;
}

/* What the same event brings a second time is told, too: a configuration that comes back, a slip that is granted again. NULL: the store fails. */
static const char *free_id(struct clerk *c, const char *kind, const struct staff *to, const char *event, struct err *err)
{
	const char *id = arena_printf(c->turn, "%s.%s.%s", kind, to->id, event), *first = id;
	int there;
	for (int n = 2; (there = outbox_exists(&c->store, id, err)) > 0; n++)
		id = arena_printf(c->turn, "%s.%d", first, n);
	return there < 0 ? NULL : id;
}

static int post_one(struct clerk *c, const struct staff *to, struct notice_in *in, const char *kind, const char *event, const char *about, int64_t now,
                    struct err *err)
{
	bool confirm = strcmp(kind, CONFIRM_ID) == 0;
	int64_t leaves = clerk_leaves(c, now);
	drop_reminders(in, leaves);
	drop_repeated(in);
	if (in->entries_count + in->makeups_count + in->reminders_count == 0 || staff_gone(to, time_date(now)))
		return 0;
	const char *id = free_id(c, kind, to, event, err);
	if (!id)
		return -1;
	in->head = clerk_head(c, to, id, leaves);
	if (!confirm && in->entries_count + in->makeups_count)
		reply_to_reviewers(c, &in->head, now);
	struct letter l = confirm ? compose_confirm(c->turn, in) : compose_notice(c->turn, in);
	l.about = about;
	l.created = now;
	return clerk_post(c, &l, err);
}

static int post_notice(struct clerk *c, const struct notices *n, const struct owed *mine, const char *event, int64_t now, struct err *err)
{
	struct owed o;
	if (mine->in.entries_count + mine->in.makeups_count + mine->in.reminders_count == 0)
		return 0;
	if (take_in(c, n, mine, false, joined(c->turn, mine->about, mine->about_count), now, &o, err) < 0)
		return -1;
	return post_one(c, o.to, &o.in, o.in.entries_count || o.in.makeups_count ? NOTICE_ID : "reminder", event,
	                joined(c->turn, o.about, o.about_count), now, err);
}

static int post_confirm(struct clerk *c, const struct notices *n, const struct owed *mine, const char *event, int64_t now, struct err *err)
{
	struct owed o;
	if (mine->confirm.entries_count == 0)
		return 0;
	if (take_in(c, n, mine, true, entry_ids(c->turn, &mine->confirm), now, &o, err) < 0)
		return -1;
	return post_one(c, o.to, &o.confirm, CONFIRM_ID, event, entry_ids(c->turn, &o.confirm), now, err);
}

const char *notice_minute(struct arena *a, int64_t now)
{
	char at[TIME_TEXT_SIZE];
	return arena_strdup(a, time_text(now - now % 60, at));
}

int notices_post(struct clerk *c, struct notices *n, const char *event, int64_t now, struct err *err)
{
	struct arena *turn = c->turn;
	int failed = 0;
	c->turn = arena_new(); /* what one person's letters take is given back before the next one's: 10,000 notices of one moment took 600 MB */
	for (size_t i = 0; !failed && i < n->people_count; i++) {
		failed = post_notice(c, n, &n->people[i], event, now, err) < 0 || post_confirm(c, n, &n->people[i], event, now, err) < 0 ? -1 : 0;
		arena_reset(c->turn);
	}
	arena_free(c->turn);
	c->turn = turn;
	return failed;
}
