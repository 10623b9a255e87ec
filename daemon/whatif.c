#include "whatif.h"

#include <string.h>

#include "clerk.h"
#include "docket.h"
#include "progress.h"
#include "settle.h"
#include "supposed.h"
#include "turn.h"

const char *const whatif_change_names[] = {"came", "went", "changed"};

struct comparing {
	struct arena *a;
	struct whatif_result *out;
	date from;                    /* the other rules' first day; DATE_NONE: they always ruled */
};

/* ---- the past again ---- */

/* As far as it is settled: a replayed store to where its clock stands, any other to the last moment that was settled. 1, 0: not at all. */
static int settled_until(struct clerk *c, int64_t *until_r, struct err *err)
{
	int r = store_get_time(&c->store, META_REPLAYED, until_r, err);
	return r ? r : store_get_time(&c->store, META_SETTLED, until_r, err);
}

static int judge_mails(struct clerk *c, struct err *err)
{
	int64_t mails = 0;
	if (db_one_int(c->store.db, err, &mails, "SELECT count(*) AS mails FROM mail", "") < 0)
		return -1;
	progress_turn(c->progress, "mails", (size_t)mails);
	return docket_judge_supposed(c, "whatif", c->horizon, err);
}

static int settle_all(struct clerk *c, date from, struct err *err)
{
	struct affected everybody = {0};
	if (store_set_time(&c->store, META_SETTLED, c->horizon, err) < 0 || affected_all(c, c->turn, &everybody, err) < 0)
		return -1;
	progress_turn(c->progress, "people", everybody.staff_count);
	return settle_again(c, &everybody, from, "whatif", c->horizon, err);
}

/* Inside the one transaction that all of it is. */
static int live_otherwise(struct clerk *c, const struct office *before, const struct whatif_question *q, struct arena *a, struct sums *was, struct sums *is,
                          struct whatif_result *out, struct err *err)
{
	int known;
	if (sums_read(&c->store, a, DATE_NONE, q->to, was, err) < 0 || (known = settled_until(c, &c->horizon, err)) < 0)
		return -1;
	*is = *was;
	out->until = known ? c->horizon : INT64_MIN;
	if (!known)
		return 0;
	out->judged = !supposed_judges_alike(before, c->configured);
	if (store_suppose(&c->store, out->judged, &c->rows_stand, err) < 0 || (out->judged && judge_mails(c, err) < 0) || settle_all(c, q->from, err) < 0)
		return -1;
	return sums_read(&c->store, a, DATE_NONE, q->to, is, err);
}

/* ---- what it comes to ---- */

static void add_to(struct whatif_person *p, const struct sum *was, const struct sum *is)
{
	p->before += was ? was->fen : 0;
	p->after += is ? is->fen : 0;
	p->pushups_before += was ? was->pushups : 0;
	p->pushups_after += is ? is->pushups : 0;
}

static struct whatif_person *person_of(struct comparing *x, const char *staff)
{
	struct whatif_result *out = x->out;
	size_t i = 0;
	for (size_t end = out->people_count; i < end;) {
		size_t middle = i + (end - i) / 2;
		if (strcmp(out->people[middle].staff, staff) < 0)
			i = middle + 1;
		else
			end = middle;
	}
	if (i < out->people_count && strcmp(out->people[i].staff, staff) == 0)
		return &out->people[i];
	ARENA_PUSH(x->a, out, people) = (struct whatif_person){0};
	memmove(&out->people[i + 1], &out->people[i], (out->people_count - 1 - i) * sizeof *out->people);
	out->people[i] = (struct whatif_person){.staff = staff};
	return &out->people[i];
}

static void count_change(struct whatif_person *p, enum whatif_change change)
{
	p->came += change == WHATIF_CAME;
	p->went += change == WHATIF_WENT;
	p->changed += change == WHATIF_CHANGED;
}

static bool counts(const struct comparing *x, const struct sum *s)
{
	return x->from == DATE_NONE || s->day >= x->from;
}

static void add_both(struct comparing *x, const struct sum *was, const struct sum *is)
{
	add_to(person_of(x, (was ? was : is)->staff), was, is);
	add_to(&x->out->all, was, is);
}

/* What is dated before that day counts only where it differs: the case of the week in which they begin bears its Monday's date, a month's duty that of the month's first day. */
static void add_line(void *ctx, const struct sum *was, const struct sum *is)
{
	struct comparing *x = ctx;
	const struct sum *k = was ? was : is;
	if (!counts(x, k))
		add_both(x, was, is);
	enum whatif_change change = !was ? WHATIF_CAME : !is ? WHATIF_WENT : WHATIF_CHANGED;
	ARENA_PUSH(x->a, x->out, lines) = (struct whatif_line){
		.staff = k->staff, .kind = k->kind, .day = k->day, .change = change, .before = was ? was->fen : 0, .after = is ? is->fen : 0,
		.pushups_before = was ? was->pushups : 0, .pushups_after = is ? is->pushups : 0};
	count_change(person_of(x, k->staff), change);
	count_change(&x->out->all, change);
}

static void add_up(struct comparing *x, const struct sums *was, const struct sums *is)
{
	for (size_t i = 0; i < was->items_count; i++)
		if (counts(x, &was->items[i]))
			add_both(x, &was->items[i], NULL);
	for (size_t i = 0; i < is->items_count; i++)
		if (counts(x, &is->items[i]))
			add_both(x, NULL, &is->items[i]);
	sums_compare(was, is, add_line, x);
}

int whatif(const struct office *o, const struct whatif_question *q, struct arena *a, struct whatif_result *out_r, struct err *err)
{
	struct clerk c;
	struct sums was = {0}, is = {0};
	struct office supposed = supposed_office(a, o, q->other, q->from);
	*out_r = (struct whatif_result){0};
	if (clerk_suppose(&supposed, &c, err) < 0)
		return -1;
	struct progress bar;
	progress_begin(&bar, "mails", 0);
	c.progress = &bar;
	int failed = db_begin(c.store.db, err);
	if (!failed)
		failed = live_otherwise(&c, o, q, a, &was, &is, out_r, err);
	progress_end(&bar);
	db_rollback(c.store.db);
	clerk_close(&c);
	if (!failed)
		add_up(&(struct comparing){a, out_r, q->from}, &was, &is);
	return failed;
}
