/* status, explain, verify. */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "alarm.h"
#include "commands.h"
#include "compose_part.h"
#include "docket_rows.h"
#include "failing.h"
#include "flood.h"
#include "pace.h"
#include "outbox.h"
#include "settle.h"
#include "store_asks.h"
#include "watch.h"

/* ---- the office's own words beside the keys that scripts know ---- */

/* " 已登记" for "issued": what the letters' catalogue calls a key, or nothing. Several are joined: "lead+visit". */
static const char *word(struct viewer *v, const char *group, const char *key)
{
	const char *text = "";
	while (key && *key) {
		size_t n = strcspn(key, "+");
		char *name = arena_strndup(v->a, key, n);
		for (char *blank = name; (blank = strchr(blank, ' '));)
			*blank = '_';
		const char *one = say(v->a, group, name, NULL);
		text = *one ? arena_printf(v->a, "%s%s%s", text, *text ? "+" : " ", one) : text;
		key += n + (key[n] != '\0');
	}
	return text;
}

static const char *person(struct viewer *v, const char *staff)
{
	const struct staff *s = staff ? office_staff(v->office, staff) : NULL;
	return s ? arena_printf(v->a, "%s %s", s->id, s->name) : staff ? staff : "unknown";
}

/* ---- status ---- */

static void print_moment(struct buf *out, const char *label, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	buf_printf(out, "%s %s\n", label, t == INT64_MAX || t == INT64_MIN ? "-" : time_text(t, text));
}

static int status_folders(struct viewer *v, struct err *err)
{
	int r;
	char text[TIME_TEXT_SIZE];
	struct query *q = db_rows(v->store.db, "SELECT mailbox, folder, server_count, read_past FROM folder ORDER BY mailbox, folder", "");
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "mailbox %s %s: read past %s, %" PRId64 " mails on the server\n", col_text(q, 0, v->a), col_text(q, 1, v->a),
		           time_text(col_int(q, 3), text), col_int(q, 2));
	return r;
}

static int status_owing(struct viewer *v, int64_t horizon, int64_t now, struct err *err)
{
	char day[DATE_TEXT_SIZE], due[TIME_TEXT_SIZE];
	struct standings s;
	if (watch_owing(v->office, &v->store, v->a, horizon, now, &s, err) < 0)
		return -1;
	for (size_t i = 0; i < s.items_count; i++) {
		const struct duty *d = &s.items[i].duty;
		buf_printf(&v->out, "owes    %s %s %s: %d/%d until %s %s %s\n", s.items[i].staff->id, d->rule->kind, date_text(d->for_date, day), d->delivered, d->required,
		           time_text(d->due, due), s.items[i].staff->name, d->rule->title);
	}
	return 0;
}

static int status_outbox(struct viewer *v, struct err *err)
{
	int r;
	struct query *q = db_rows(v->store.db, "SELECT state, n FROM letter_count WHERE n > 0 ORDER BY state", "");
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "letters %s: %" PRId64 "%s\n", col_text(q, 0, v->a), col_int(q, 1), word(v, "sent", col_text(q, 0, v->a)));
	if (r < 0)
		return -1;
	q = db_rows(v->store.db, "SELECT id, addr, state, answer FROM letter WHERE state IN ('refused', 'unsure') ORDER BY created_at", "");
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "letter  %s to %s is %s: %s (leadclerk retry ID, or ignore ID)\n", col_text(q, 0, v->a), col_text(q, 1, v->a),
		           col_text(q, 2, v->a), col_text(q, 3, v->a));
	if (r < 0)
		return -1;
	q = db_rows(v->store.db, "SELECT public, sender, reason FROM mail WHERE verdict = 'quarantined' ORDER BY arrived_at", "");
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "quarantine %s from %s: %s\n", col_text(q, 0, v->a), col_text(q, 1, v->a), col_text(q, 2, v->a));
	return r;
}

/* What holds letters back. */
static int status_way_out(struct viewer *v, int64_t now, struct err *err)
{
	struct breaker b;
	struct pace p;
	if (limits_breaker_look(&v->store, &b, err) < 0 || pace_look(&v->store, &v->office->submission, now, &p, err) < 0)
		return -1;
	if (b.since != INT64_MIN)
		print_moment(&v->out, "BREAKER open: no letter leaves (leadclerk retry breaker); since", b.since);
	if (p.not_before != INT64_MIN)
		print_moment(&v->out, "pace   ", p.not_before);
	return 0;
}

static int status_failing(struct viewer *v, struct err *err)
{
	struct failings f;
	char since[TIME_TEXT_SIZE];
	if (failing_list(&v->store, v->a, &f, err) < 0)
		return -1;
	for (size_t i = 0; i < f.items_count; i++)
		buf_printf(&v->out, "failing %s (%s) since %s: %s\n", f.items[i].addr, f.items[i].staff ? f.items[i].staff : "operator",
		           time_text(f.items[i].since, since), f.items[i].words);
	return 0;
}

static int status_shadow(struct viewer *v, int64_t now, struct err *err)
{
	int64_t since;
	char text[TIME_TEXT_SIZE];
	int r = outbox_shadow_since(&v->store, &since, err);
	if (r > 0)
		buf_printf(&v->out, "SHADOW  since %s, day %d: letters go to the general manager alone (until mode: live, and a reload)\n", time_text(since, text),
		           time_date(now) - time_date(since) + 1);
	else if (r == 0)
		buf_adds(&v->out, "SHADOW  letters go to the general manager alone (until mode: live, and a reload)\n");
	return r < 0 ? -1 : 0;
}

/* What must be seen first, whatever shows the rest. */
static int status_notes(struct viewer *v, int64_t now, struct err *err)
{
	struct buf alarms = {0};
	char since[TIME_TEXT_SIZE];
	if (now != v->now)
		buf_adds(&v->out, "replayed: this store stands at the end of its replay, not at the clock\n");
	alarm_list(v->office->store, &alarms);
	for (size_t at = 0, n; at < alarms.size; at += n + 1) {
		const char *end = memchr(alarms.data + at, '\n', alarms.size - at);
		n = end ? (size_t)(end - alarms.data) - at : alarms.size - at;
		buf_printf(&v->out, "ALARM   %.*s\n", (int)n, alarms.data + at);
	}
	buf_release(&alarms);
	if (v->office->stopped_by)
		buf_printf(&v->out, "STOPPED by %s since %s: letters go to the general manager alone (until 恢复 by mail)\n", person(v, v->office->stopped_by),
		           time_text(v->office->stopped_at, since));
	return v->office->shadow && !v->office->stopped_by ? status_shadow(v, now, err) : 0;
}

int show_status(struct viewer *v, struct err *err)
{
	int64_t horizon, now, waiting;
	if (v->options->form == LISTING_JSON)
		return show_status_parts(v, err);
	if (view_horizon(v, &horizon, &now, err) < 0 || status_notes(v, now, err) < 0)
		return -1;
	if (isatty(STDOUT_FILENO))
		return status_way_out(v, now, err) < 0 ? -1 : show_status_parts(v, err);
	print_moment(&v->out, "now    ", now);
	print_moment(&v->out, "settled", horizon);
	print_moment(&v->out, "next   ", schedule_next_settle(v->office, horizon == INT64_MIN ? now : horizon));
	if (outbox_next(&v->store, &waiting, err) < 0)
		return -1;
	print_moment(&v->out, "letter ", waiting);
	buf_printf(&v->out, "disk    %" PRId64 " MB free\n", watch_disk_free(v->office->store) >> 20);
	return status_folders(v, err) < 0 || status_owing(v, horizon, now, err) < 0 || status_way_out(v, now, err) < 0 || status_failing(v, err) < 0 ? -1 : status_outbox(v, err);
}

/* ---- explain ---- */

/* What was said of it, in whose words, and who was asked. */
static int explain_asks(struct viewer *v, const char *entry, struct err *err)
{
	struct asks asks;
	if (store_asks_about(&v->store, v->a, entry, &asks, err) < 0)
		return -1;
	for (size_t i = 0; i < asks.items_count; i++) {
		const struct ask *k = &asks.items[i];
		buf_printf(&v->out, "  %s of %s in mail %s, put to %s: %s, reminded %d times%s%s: %s\n", k->kind, k->staff, k->mail, k->asked, k->state, k->reminded, k->by ? ", by " : "",
		           k->by ? k->by : "", k->reason);
	}
	return 0;
}

static int explain_entry(struct viewer *v, const struct entry *e, struct err *err)
{
	char day[DATE_TEXT_SIZE], at[TIME_TEXT_SIZE], hex[2 * DIGEST_SIZE + 1];
	int r;
	const char *because = strcmp(e->because, BECAUSE_SETTLED) == 0 && !e->reverses ? "" : say_code(v->a, "because", e->because);
	digest_hex(&e->hash, DIGEST_SIZE, hex);
	buf_printf(&v->out,
	           "entry %s\nstaff %s\nkind %s%s\nfor %s\ndonation %s%" PRId64 ".%02" PRId64 " yuan, push-ups %d\nclause %s\npolicy %s\nrecorded %s\n"
	           "because %s%s%s\nstate %s%s\n",
	           e->id, person(v, e->staff), e->kind, word(v, "entry", e->kind), date_text(e->for_date, day), e->fen < 0 ? "-" : "",
	           (e->fen < 0 ? -e->fen : e->fen) / 100, (e->fen < 0 ? -e->fen : e->fen) % 100, e->pushups, e->clause, e->policy,
	           time_text(e->created_at, at), e->because, *because ? " " : "", because, e->state, word(v, "state", e->state));
	if (e->reverses)
		buf_printf(&v->out, "reverses %s\n", e->reverses);
	buf_printf(&v->out, "proof:\n%shash %s\n", e->proof, hex);
	struct query *q = db_rows(v->store.db, "SELECT state, at, coalesce(by_staff, ''), because FROM entry_state WHERE entry = ? ORDER BY n", "t", e->id);
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "  %s %s%s %s %s\n", time_text(col_int(q, 1), at), col_text(q, 0, v->a), word(v, "state", col_text(q, 0, v->a)), col_text(q, 2, v->a), col_text(q, 3, v->a));
	return r < 0 ? -1 : explain_asks(v, e->id, err);
}

/* Mails and rows that counted in a stretch of time. */
static int explain_credits(struct viewer *v, const char *staff, const char *what, int64_t after, int64_t upto, struct err *err)
{
	struct credits c;
	const char *mail;
	char at[TIME_TEXT_SIZE];
	if (store_get_credits(&v->store, v->a, staff, after, &c, err) < 0)
		return -1;
	for (size_t i = 0; i < c.items_count; i++) {
		if (c.items[i].at <= after || c.items[i].at > upto || strcmp(c.items[i].what, what) != 0)
			continue;
		if (store_mail_public(&v->store, v->a, c.items[i].mail, &mail, err) < 0)
			return -1;
		buf_printf(&v->out, "  %s mail %s: %d %s\n", time_text(c.items[i].at, at), mail, c.items[i].n, what);
	}
	return 0;
}

static int say_duty(struct viewer *v, const char *id, const struct staff *s, const struct duty *d, struct err *err)
{
	char day[DATE_TEXT_SIZE], from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
	const char *state = duty_state_names[d->state];
	buf_printf(&v->out, "duty %s\n%s, %s for %s: required %d, delivered %d, %s%s\nclause %s\npolicy %s\nwindow after %s up to %s\n", id, s->name, d->rule->title,
	           date_text(d->for_date, day), d->required, d->delivered, state, word(v, "duty", state), d->rule->clause, d->policy->version,
	           d->window_from == INT64_MIN ? "the beginning" : time_text(d->window_from, from), time_text(d->window_to, to));
	return explain_credits(v, s->id, duty_counts(d->rule), d->window_from, d->window_to, err) < 0 ? -1 : 1;
}

static int say_makeup(struct viewer *v, const char *id, const struct staff *s, date monday, const struct makeup *m, struct err *err)
{
	char day[DATE_TEXT_SIZE], closes[TIME_TEXT_SIZE];
	const char *state = duty_state_names[m->state];
	buf_printf(&v->out, "make-up %s: %s%s%s, %s, visits %d of %d, closes %s\n", id, state, word(v, "duty", state), m->lost ? ", can't be fulfilled any more" : "", s->name,
	           m->visits, m->visits_asked, time_text(m->closes, closes));
	for (int i = 0; i < m->missed_count; i++)
		buf_printf(&v->out, "  missed %s %s %s: %d of %d\n", m->missed[i].rule->kind, m->missed[i].rule->title, date_text(m->missed[i].for_date, day), m->missed[i].delivered,
		           m->missed[i].required);
	for (int i = 0; i < m->lists_count; i++)
		buf_printf(&v->out, "  list %s: %d of %d%s\n", date_text(m->lists[i].for_date, day), m->lists[i].delivered, m->lists[i].required, m->lists[i].exempt ? ", exempt" : "");
	return explain_credits(v, s->id, m->rule->makeup_counts, time_at(monday, 0) - 1, m->visits_until, err) < 0 ? -1 : 1;
}

/* "kind.staff.date" */
static int explain_duty(struct viewer *v, const char *id, struct err *err)
{
	const char *staff, *kind;
	int64_t horizon, now;
	date day;
	struct credits c;
	struct duty d;
	struct makeup m;
	if (!duty_id_says(v->a, id, &staff, &kind, &day))
		return 0;
	const struct staff *s = office_staff(v->office, staff);
	if (!s || view_horizon(v, &horizon, &now, err) < 0 || store_get_credits(&v->store, v->a, s->id, INT64_MIN, &c, err) < 0)
		return s ? -1 : 0;
	if (duty_make(v->office, kind, s, day, &c, horizon, &d))
		return say_duty(v, id, s, &d, err);
	struct duty_kinds kinds = duty_kinds(v->a, v->office);
	for (size_t k = 0; makeup_is_name(kind) && k < kinds.names_count; k++)
		if (strcmp(makeup_name(v->a, v->office, kinds.names[k]), kind) == 0 && makeup_make(v->office, kinds.names[k], s, day, &c, horizon, &m))
			return say_makeup(v, id, s, day, &m, err);
	return 0;
}

/* What looked made up or copied in it: evidence, no verdict. */
static int explain_signals(struct viewer *v, const struct mail_record *m, struct err *err)
{
	struct stored_signals g;
	if (store_get_signals(&v->store, v->a, m->id, &g, err) < 0)
		return -1;
	for (size_t i = 0; i < g.items_count; i++)
		buf_printf(&v->out, "signal %s: %d of %d rows%s%s%s%s %s\n", g.items[i].what, g.items[i].rows, g.items[i].of, *g.items[i].other ? ", " : "",
		           *g.items[i].other ? person(v, g.items[i].other) : "", *g.items[i].sample ? ", " : "", letter_one_line(v->a, g.items[i].sample), word(v, "signal", g.items[i].what));
	return 0;
}

/* What its sender was told at once. */
static int explain_answers(struct viewer *v, const struct mail_record *m, struct err *err)
{
	static const char *const kinds[] = {"receipt", "return", "slip_receipt", "slip_missing", "told.question", "told.puzzled", "told.file"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *id = arena_printf(v->a, "%s.%s", kinds[i], m->public);
		struct query *q = db_rows(v->store.db, "SELECT addr, state, subject FROM letter WHERE id = ?", "t", id);
		int r = db_next(q, err);
		if (r < 0)
			return -1;
		if (r > 0) {
			buf_printf(&v->out, "letter %s to %s%s %s: %s\n", id, col_text(q, 0, v->a), word(v, "sent", col_text(q, 1, v->a)), col_text(q, 1, v->a), col_text(q, 2, v->a));
			db_end(q);
		}
	}
	return 0;
}

static int explain_lists(struct viewer *v, const struct mail_record *m, struct err *err)
{
	struct stored_lists lists;
	if (store_get_lists(&v->store, v->a, m, &lists, err) < 0)
		return -1;
	for (size_t i = 0; i < lists.lists_count; i++) {
		const struct stored_list *l = &lists.lists[i];
		buf_printf(&v->out, "table %s: %s, told by %s\n", list_name(v->a, l), row_kind_titles[l->table.kind], l->table.told_by);
		for (size_t n = 0; n < l->table.rows_count; n++) {
			const char *verdict = verdict_names[l->verdicts[n]], *reason = l->reasons[n] ? reason_names[l->reasons[n]] : NULL;
			buf_printf(&v->out, "  row %d %s: %s %s%s%s\n", l->table.rows[n].row, letter_one_line(v->a, l->table.rows[n].value[FIELD_COMPANY]), verdict, reason ? reason : "",
			           word(v, "verdict", verdict), reason ? word(v, "why", reason) : "");
			if (explain_erased(v, m->id, (int)i, (int)n, err) < 0)
				return -1;
		}
	}
	return 0;
}

static int explain_rejudged(struct viewer *v, const struct mail_record *m, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	int r;
	struct query *q = db_rows(v->store.db, "SELECT at, because, list, n, verdict, reason FROM rejudged WHERE mail = ? ORDER BY rowid", "i", m->id);
	while ((r = db_next(q, err)) > 0)
		buf_printf(&v->out, "judged again %s because of %s: table %" PRId64 " row %" PRId64 " was %s %s\n", time_text(col_int(q, 0), at), col_text(q, 1, v->a),
		           col_int(q, 2) + 1, col_int(q, 3) + 1, verdict_names[col_int(q, 4)], reason_names[col_int(q, 5)]);
	return r;
}

static int explain_mail(struct viewer *v, const struct mail_record *m, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	size_t size;
	const char *detail = say_code(v->a, "detail", m->reason);
	if (strcmp(detail, m->reason) == 0)
		detail = "";
	buf_printf(&v->out, "mail %s\nMessage-ID <%s>\nfrom %s (%s)\nsubject %s\narrived %s in %s/%s at %s\nverdict %s %s %s%s%s%s%s\n", m->public, m->message_id, m->sender,
	           person(v, m->staff), m->subject, time_text(m->arrived_at, at), m->mailbox, m->folder, m->place, m->kind, mail_verdict_names[m->verdict],
	           m->reason, word(v, "row", m->kind), word(v, "verdict", mail_verdict_names[m->verdict]), *detail ? " " : "", detail);
	int kept = store_raw_size(&v->store, &m->raw, &size, err);
	if (kept == 0)
		buf_adds(&v->out, "its bytes are kept no longer (by request, or raw_mail_days)\n");
	if (kept < 0 || explain_lists(v, m, err) < 0 || explain_answers(v, m, err) < 0 || explain_signals(v, m, err) < 0)
		return -1;
	return explain_rejudged(v, m, err);
}

static int explain_letter(struct viewer *v, const char *id, struct err *err)
{
	struct query *q = db_rows(v->store.db, "SELECT kind, addr, subject, state, tries, answer, message_id, coalesce(about, ''), created_at FROM letter WHERE id = ?",
	                          "t", id);
	int r = db_next(q, err);
	char at[TIME_TEXT_SIZE];
	if (r <= 0)
		return r;
	buf_printf(&v->out, "letter %s\nkind %s\nto %s\nsubject %s\nwritten %s\nstate %s after %" PRId64 " tries: %s\nMessage-ID <%s>\nabout %s\n", id, col_text(q, 0, v->a),
	           col_text(q, 1, v->a), col_text(q, 2, v->a), time_text(col_int(q, 8), at), col_text(q, 3, v->a), col_int(q, 4), col_text(q, 5, v->a),
	           col_text(q, 6, v->a), col_text(q, 7, v->a));
	db_end(q);
	int64_t lacks = 0;
	if (db_one_int(v->store.db, err, &lacks, "SELECT (bytes = CAST(? AS BLOB)) + 2 * (bytes = CAST(? AS BLOB)) FROM letter JOIN letter_body ON letter_body.id = body WHERE letter.id = ?", "ttt",
	               OUTBOX_ERASED, OUTBOX_UNWRITTEN, id) < 0)
		return -1;
	if (lacks)
		buf_adds(&v->out, lacks == 1 ? "what it said was erased (by request, or letter_days)\n" : "it was not written: replay --no-letters\n");
	return 1;
}

static int explain(struct viewer *v, struct err *err)
{
	struct entry e;
	struct mail_record m;
	if (v->options->words_count != 1)
		return err_set(err, 64, "explain ID: the id of an entry, a duty, a mail, a letter or a slip, as the tables and letters show it");
	const char *id = v->options->words[0];
	int r = store_get_entry(&v->store, v->a, id, &e, err);
	if (r > 0)
		return explain_entry(v, &e, err);
	if (r == 0 && (r = store_find_mail(&v->store, v->a, id, &m, err)) > 0)
		return explain_mail(v, &m, err);
	if (r == 0 && (r = explain_letter(v, id, err)) > 0)
		return 0;
	if (r == 0 && (r = explain_duty(v, id, err)) > 0)
		return 0;
	if (r == 0 && (r = explain_slip(v, id, err)) > 0)
		return 0;
	return r < 0 ? -1 : err_set(err, 66, "nothing is known by the id %s: see `leadclerk ledger`, `duties` (kind.staff.date), `mails`, `letters`, `slips`", id);
}

int show_explain(struct viewer *v, struct err *err)
{
	int failed = explain(v, err);
	view_tame(v);
	return failed;
}

int show_verify(struct viewer *v, struct err *err)
{
	int64_t count, mails, lists;
	char hex[2 * DIGEST_SIZE + 1];
	struct digest head;
	if (db_check(v->store.db, err) < 0 || store_verify_chain(&v->store, &count, err) < 0 || store_chain_head(&v->store, &head, err) < 0 ||
	    store_check_raw(&v->store, &mails, err) < 0 || docket_check_rows(&v->store, &lists, err) < 0)
		return -1;
	digest_hex(&head, DIGEST_SIZE, hex);
	buf_printf(&v->out, "the store is whole; %" PRId64 " entries form one chain, its head is %s; %" PRId64 " kept mails are as they came, the rows of %" PRId64 " as they were read\n",
	           count, hex, mails, lists);
	return 0;
}
