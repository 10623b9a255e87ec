/* status as tables for a terminal (below what commands_look.c says first) and as JSON: the same sections, gathered once. */
#include <inttypes.h>
#include <string.h>

#include "alarm.h"
#include "commands.h"
#include "failing.h"
#include "flood.h"
#include "outbox.h"
#include "pace.h"
#include "settle.h"
#include "store_alarms.h"
#include "watch.h"

#define COLUMNS(...) (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

static const char *moment_text(struct viewer *v, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	return t == INT64_MAX || t == INT64_MIN ? "" : arena_strdup(v->a, time_text(t, text));
}

static const char *number(struct viewer *v, int64_t n)
{
	return arena_printf(v->a, "%" PRId64, n);
}

/* ---- the sections: each fills its table */

static int gather_state(struct viewer *v, struct listing *l, struct err *err)
{
	int64_t horizon, now, letter, sent, disk = watch_disk_free(v->office->store);
	struct breaker b;
	struct pace p;
	if (view_horizon(v, &horizon, &now, err) < 0 || outbox_next(&v->store, &letter, err) < 0 || store_last_sent(&v->store, &sent, err) < 0 ||
	    limits_breaker_look(&v->store, &b, err) < 0 || pace_look(&v->store, &v->office->submission, now, &p, err) < 0)
		return -1;
	LISTING_ROW(v->a, l, "now", moment_text(v, now));
	LISTING_ROW(v->a, l, "replayed", now != v->now ? "yes" : "no");
	LISTING_ROW(v->a, l, "mode", v->office->shadow ? "shadow" : "live");
	LISTING_ROW(v->a, l, "stopped_by", v->office->stopped_by ? v->office->stopped_by : "");
	LISTING_ROW(v->a, l, "stopped_at", v->office->stopped_by ? moment_text(v, v->office->stopped_at) : "");
	LISTING_ROW(v->a, l, "settled", moment_text(v, horizon));
	LISTING_ROW(v->a, l, "next", moment_text(v, schedule_next_settle(v->office, horizon == INT64_MIN ? now : horizon)));
	LISTING_ROW(v->a, l, "next_letter", moment_text(v, letter));
	LISTING_ROW(v->a, l, "last_sent", moment_text(v, sent));
	LISTING_ROW(v->a, l, "breaker_since", moment_text(v, b.since));
	LISTING_ROW(v->a, l, "paced_until", moment_text(v, p.not_before));
	LISTING_ROW(v->a, l, "disk_free_mb", disk < 0 ? "" : number(v, disk >> 20));
	return 0;
}

static int gather_alarms(struct viewer *v, struct listing *l, struct err *err)
{
	struct buf lines = {0};
	(void)err;
	alarm_list(v->office->store, &lines);
	buf_addc(&lines, '\0');
	for (char *at = lines.data, *end; (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		char *name = strchr(at, ' '), *text = name ? strchr(name + 1, ' ') : NULL;
		if (!text)
			continue;
		*name = *text = '\0';
		LISTING_ROW(v->a, l, arena_strdup(v->a, at), arena_strdup(v->a, name + 1), arena_strdup(v->a, text + 1));
	}
	buf_release(&lines);
	return 0;
}

static int gather_owes(struct viewer *v, struct listing *l, struct err *err)
{
	int64_t horizon, now;
	struct standings s;
	char day[DATE_TEXT_SIZE];
	if (view_horizon(v, &horizon, &now, err) < 0 || watch_owing(v->office, &v->store, v->a, horizon, now, &s, err) < 0)
		return -1;
	for (size_t i = 0; i < s.items_count; i++) {
		const struct duty *d = &s.items[i].duty;
		LISTING_ROW(v->a, l, s.items[i].staff->id, s.items[i].staff->name, d->rule->kind, d->rule->title, arena_strdup(v->a, date_text(d->for_date, day)),
		            number(v, d->delivered), number(v, d->required), moment_text(v, d->due));
	}
	return 0;
}

static int gather_mailboxes(struct viewer *v, struct listing *l, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db, "SELECT mailbox, folder, read_past, server_count FROM folder ORDER BY mailbox, folder", "");
	while ((r = db_next(q, err)) > 0)
		LISTING_ROW(v->a, l, col_text(q, 0, v->a), col_text(q, 1, v->a), moment_text(v, col_int(q, 2)), number(v, col_int(q, 3)));
	return r;
}

static int gather_waiting(struct viewer *v, struct listing *l, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db, "SELECT kind, count(*), min(due_at) FROM letter WHERE state IN ('waiting', 'claimed') AND state = 'waiting' GROUP BY kind ORDER BY kind", "");
	while ((r = db_next(q, err)) > 0)
		LISTING_ROW(v->a, l, col_text(q, 0, v->a), number(v, col_int(q, 1)), moment_text(v, col_int(q, 2)));
	return r;
}

static int gather_stuck(struct viewer *v, struct listing *l, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db, "SELECT id, addr, state, answer FROM letter WHERE state IN ('refused', 'unsure') ORDER BY created_at", "");
	while ((r = db_next(q, err)) > 0)
		LISTING_ROW(v->a, l, col_text(q, 0, v->a), col_text(q, 1, v->a), col_text(q, 2, v->a), col_text(q, 3, v->a));
	return r;
}

static int gather_quarantine(struct viewer *v, struct listing *l, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db, "SELECT public, sender, reason FROM mail WHERE verdict = 'quarantined' ORDER BY arrived_at", "");
	while ((r = db_next(q, err)) > 0)
		LISTING_ROW(v->a, l, col_text(q, 0, v->a), col_text(q, 1, v->a), col_text(q, 2, v->a));
	return r;
}

static int gather_failing(struct viewer *v, struct listing *l, struct err *err)
{
	struct failings f;
	if (failing_list(&v->store, v->a, &f, err) < 0)
		return -1;
	for (size_t i = 0; i < f.items_count; i++)
		LISTING_ROW(v->a, l, f.items[i].addr, f.items[i].staff ? f.items[i].staff : "operator", moment_text(v, f.items[i].since), f.items[i].words);
	return 0;
}

/* ---- showing them */

static const struct status_part {
	const char *key;              /* of the JSON object; the heading, too */
	int (*gather)(struct viewer *v, struct listing *l, struct err *err);
	const char *const *columns;
	size_t column_count;
} parts[] = {
	{"alarms", gather_alarms, COLUMNS("since", "name", "text")},
	{"owes", gather_owes, COLUMNS("staff", "name", "kind", "title", "for_date", "delivered", "required", "due_at")},
	{"mailboxes", gather_mailboxes, COLUMNS("mailbox", "folder", "read_past", "mails")},
	{"letters_waiting", gather_waiting, COLUMNS("kind", "count", "first_due_at")},
	{"letters_stuck", gather_stuck, COLUMNS("letter", "address", "state", "answer")},
	{"quarantine", gather_quarantine, COLUMNS("mail", "sender", "reason")},
	{"failing", gather_failing, COLUMNS("address", "staff", "since", "answer")},
};

/* The row "now", "2026-..." is a key and its value. */
static void json_state(struct viewer *v, const struct listing *state)
{
	const char **columns = arena_alloc(v->a, state->cells_count * sizeof *columns), **cells = arena_alloc(v->a, state->cells_count * sizeof *cells);
	struct listing one = {.columns = columns, .column_count = state->cells_count / 2};
	for (size_t i = 0; i < one.column_count; i++) {
		columns[i] = state->cells[2 * i];
		cells[i] = state->cells[2 * i + 1];
	}
	listing_add(v->a, &one, cells, one.column_count);
	listing_write_rows(&one, LISTING_JSON, &v->out);
}

static void show(struct viewer *v, const char *key, const struct listing *l, bool last)
{
	if (v->options->form != LISTING_JSON) {
		buf_printf(&v->out, "\n%s\n", key);
		listing_write(l, LISTING_TERMINAL, &v->out);
		return;
	}
	buf_printf(&v->out, "\"%s\": ", key);
	listing_write(l, LISTING_JSON, &v->out);
	if (!last)
		buf_adds(&v->out, ", ");
}

int show_status_parts(struct viewer *v, struct err *err)
{
	bool json = v->options->form == LISTING_JSON;
	struct listing state = {.columns = (const char *const[]){"state", "value"}, .column_count = 2}, said = state;
	if (gather_state(v, &state, err) < 0)
		return -1;
	buf_adds(&v->out, json ? "{\"state\": " : "");
	if (json)
		json_state(v, &state);
	for (size_t i = 0; i + 1 < state.cells_count; i += 2) /* for people: what there is */
		if (*state.cells[i + 1])
			listing_add(v->a, &said, &state.cells[i], 2);
	if (!json)
		listing_write(&said, LISTING_TERMINAL, &v->out);
	buf_adds(&v->out, json ? ", " : "");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct listing l = {.columns = parts[i].columns, .column_count = parts[i].column_count};
		if (parts[i].gather(v, &l, err) < 0)
			return -1;
		if (json || (l.cells_count && parts[i].gather != gather_alarms)) /* people saw those first */
			show(v, parts[i].key, &l, i + 1 == sizeof parts / sizeof *parts);
	}
	buf_adds(&v->out, json ? "}\n" : "");
	return 0;
}
