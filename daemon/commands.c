#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "rows.h"
#include "settle.h"

bool view_wants(const struct viewer *v, const char *staff, date day)
{
	const struct command_options *o = v->options;
	return (!o->staff || (staff && strcmp(o->staff, staff) == 0)) && (o->from == DATE_NONE || day >= o->from) && (o->to == DATE_NONE || day <= o->to);
}

void view_tame(struct viewer *v)
{
	bool turns;
	*buf_space(&v->out, 1) = '\0';
	for (size_t i = 0, n; i < v->out.size; i += n ? n : 1) {
		n = v->out.data[i] == '\n' ? 0 : listing_obeyed(v->out.data + i, &turns);
		memset(v->out.data + i, ' ', n);
	}
}

void view_flush(struct viewer *v)
{
	const char *data = v->out.data ? v->out.data : "";
	fwrite(data, 1, v->out.size, stdout); /* main asks at the end whether all of it was taken */
	if (v->copy)
		digest_add_piece(v->copy, data, v->out.size);
	for (size_t i = 0; v->copy && i < v->out.size; i++)
		v->lines += data[i] == '\n';
	buf_clear(&v->out);
}

int view_horizon(struct viewer *v, int64_t *horizon_r, int64_t *now_r, struct err *err)
{
	int64_t settled = INT64_MIN, replayed = INT64_MIN;
	if (store_get_time(&v->store, META_SETTLED, &settled, err) < 0 || store_get_time(&v->store, "replayed_until", &replayed, err) < 0)
		return -1;
	*horizon_r = settled;
	*now_r = replayed != INT64_MIN ? replayed : v->now;
	return 0;
}

static char *yuan(struct arena *a, int64_t fen)
{
	int64_t abs = fen < 0 ? -fen : fen;
	return arena_printf(a, "%s%" PRId64 ".%02" PRId64, fen < 0 ? "-" : "", abs / 100, abs % 100);
}

static char *day_text(struct arena *a, date d)
{
	char text[DATE_TEXT_SIZE];
	return arena_strdup(a, date_text(d, text));
}

static char *moment(struct arena *a, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	return arena_strdup(a, time_text(t, text));
}

static char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

static void write_listing(struct viewer *v, const struct listing *l)
{
	listing_write(l, v->options->form, &v->out);
}

/* ---- tables that may be larger than memory ---- */

enum { FLUSH_BYTES = 1 << 20 };

/* CSV goes out row by row: ten years of it need not fit into memory. The other forms ask for all of it. */
struct stream {
	struct viewer *v;
	struct listing l;
	struct arena *keep;           /* foreign: v->a as it was; while CSV is written v->a is emptied after each step */
	bool flows;
};

static struct stream stream_begin(struct viewer *v, const char *const *columns, size_t count)
{
	struct stream s = {.v = v, .l = {.columns = columns, .column_count = count}, .keep = v->a, .flows = v->options->form == LISTING_CSV};
	if (s.flows) {
		write_listing(v, &s.l);
		v->a = arena_new();
	}
	return s;
}
#define STREAM_BEGIN(v, columns) stream_begin(v, columns, sizeof(columns) / sizeof *(columns))

static void stream_step(struct stream *s)
{
	struct viewer *v = s->v;
	if (!s->flows)
		return;
	listing_write_rows(&s->l, LISTING_CSV, &v->out);
	s->l.cells = NULL;
	s->l.cells_count = s->l.cells_cap = 0;
	arena_reset(v->a);
	if (v->out.size < FLUSH_BYTES)
		return;
	view_flush(v);
}

static int stream_end(struct stream *s, int failed)
{
	if (s->flows)
		arena_free(s->v->a);
	s->v->a = s->keep;
	if (!failed && !s->flows)
		write_listing(s->v, &s->l);
	return failed;
}

/* ---- ledger ---- */

static int ledger_row(void *ctx, const struct entry *e, struct err *err)
{
	struct stream *s = ctx;
	struct arena *a = s->v->a;
	(void)err;
	if (view_wants(s->v, e->staff, e->for_date))
		LISTING_ROW(a, &s->l, arena_strdup(a, e->id), arena_strdup(a, e->staff), arena_strdup(a, e->kind), day_text(a, e->for_date), yuan(a, e->fen),
		            number(a, e->pushups), arena_strdup(a, e->state), arena_strdup(a, e->reverses), moment(a, e->created_at), arena_strdup(a, e->because),
		            arena_strdup(a, e->clause), arena_strdup(a, e->policy));
	stream_step(s);
	return 0;
}

void show_whose(const struct office *o, struct command_options *options)
{
	const char *wanted = options->staff;
	const struct staff *s = wanted ? office_named(o, wanted, DATE_NONE) : NULL;
	if (s)
		options->staff = s->id;
	else if (wanted) /* whoever left the configuration may still be in the store */
		fprintf(stderr, "leadclerk: --staff %s: nobody in the configuration has this id, nor this name alone; ids stand under staff: (leadclerk config)\n", wanted);
}

int show_ledger(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"entry", "staff", "kind", "for_date", "donation", "pushups", "state", "reverses", "created_at", "because", "clause",
	                                      "policy"};
	struct stream s = STREAM_BEGIN(v, columns);
	return stream_end(&s, store_each_entry(&v->store, ledger_row, &s, err));
}

/* ---- duties ---- */

static void duty_row(struct viewer *v, struct listing *l, const char *staff, const char *kind, date day, int64_t due, int required, int delivered,
                     enum duty_state state)
{
	if (view_wants(v, staff, day))
		LISTING_ROW(v->a, l, staff, kind, day_text(v->a, day), moment(v->a, due), number(v->a, required), number(v->a, delivered), duty_state_names[state]);
}

/* The days that are asked for: what is before or after them is not worked out. */
struct duty_span {
	struct duty_kinds kinds;
	date from, to;                /* to: DATE_NONE: unbounded */
	int64_t credits_from, horizon, now;
};

static int duty_span(struct viewer *v, struct duty_span *d_r, struct err *err)
{
	const struct office *o = v->office;
	struct duty_span d = {.kinds = duty_kinds(v->a, o), .from = o->since, .to = v->options->to};
	if (v->options->from != DATE_NONE && v->options->from > d.from)
		d.from = v->options->from;
	d.credits_from = duty_credits_from(o, d.from);
	*d_r = d;
	return view_horizon(v, &d_r->horizon, &d_r->now, err);
}

static bool in_span(const struct duty_span *s, date day)
{
	return day != DATE_NONE && (s->to == DATE_NONE || day <= s->to);
}

static void duties_of(struct viewer *v, struct listing *l, const struct staff *s, const struct credits *c, const struct duty_span *span)
{
	for (size_t k = 0; k < span->kinds.names_count; k++) {
		const char *kind = span->kinds.names[k];
		struct duty d;
		for (date day = duty_date_from(v->office, kind, span->from); in_span(span, day) && duty_opens(v->office, kind, day) < span->now;
		     day = duty_date_from(v->office, kind, day + 1)) {
			if (!duty_make(v->office, kind, s, day, c, span->horizon, &d))
				continue;
			duty_row(v, l, s->id, kind, day, d.window_to, d.required, d.delivered, d.state);
		}
		for (date week = date_monday(span->from); in_span(span, week) && time_at(week, 0) <= span->now; week += 7) {
			struct makeup m;
			if (makeup_make(v->office, kind, s, week, c, span->horizon, &m))
				duty_row(v, l, s->id, makeup_name(v->a, v->office, kind), week, m.closes, m.visits_asked, m.visits, m.state);
		}
	}
}

int show_duties(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"staff", "kind", "for_date", "due_at", "required", "delivered", "state"};
	struct duty_span span;
	if (duty_span(v, &span, err) < 0)
		return -1;
	struct arena *one = arena_new();
	struct stream out = STREAM_BEGIN(v, columns);
	int failed = db_look(v->store.db, err);
	for (size_t i = 0; !failed && i < v->office->staff_count; i++) {
		struct credits c;
		const struct staff *s = &v->office->staff[i];
		if (v->options->staff && strcmp(v->options->staff, s->id) != 0)
			continue;
		arena_reset(one);
		failed = store_get_credits(&v->store, one, s->id, span.credits_from, &c, err);
		if (!failed)
			duties_of(v, &out.l, s, &c, &span);
		stream_step(&out);
	}
	db_look_end(v->store.db);
	arena_free(one);
	return stream_end(&out, failed);
}

/* ---- mails, leads, letters ---- */

/* The moments of the days that are wanted: [*from_r, *to_r). */
static void wanted_moments(const struct viewer *v, int64_t *from_r, int64_t *to_r)
{
	const struct command_options *o = v->options;
	*from_r = o->from == DATE_NONE ? INT64_MIN : time_at(o->from, 0);
	*to_r = o->to == DATE_NONE ? INT64_MAX : time_at(o->to + 1, 0);
}

static int wanted_mails(struct viewer *v, struct mail_ids *ids, struct err *err)
{
	int64_t from, to;
	wanted_moments(v, &from, &to);
	return store_mails_between(&v->store, v->a, from, to, v->options->staff, ids, err);
}

int show_mails(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"mail", "message_id", "staff", "arrived_at", "kind", "verdict", "reason", "sender", "subject", "mailbox", "folder", "flag"};
	struct mail_ids ids;
	struct arena *scratch = arena_new();
	int failed = wanted_mails(v, &ids, err);
	struct stream out = STREAM_BEGIN(v, columns);
	for (size_t i = 0; !failed && i < ids.ids_count; i++) {
		struct mail_record m;
		struct arena *a = v->a;
		arena_reset(scratch);
		if (store_need_mail(&v->store, scratch, ids.ids[i], &m, err) < 0) {
			failed = -1;
			break;
		}
		if (!view_wants(v, m.staff, time_date(m.arrived_at)))
			continue;
		LISTING_ROW(a, &out.l, arena_strdup(a, m.public), arena_strdup(a, m.message_id), arena_strdup(a, m.staff), moment(a, m.arrived_at),
		            arena_strdup(a, m.kind), mail_verdict_names[m.verdict], arena_strdup(a, m.reason), arena_strdup(a, m.sender), arena_strdup(a, m.subject),
		            arena_strdup(a, m.mailbox), arena_strdup(a, m.folder), arena_strdup(a, m.flag));
		stream_step(&out);
	}
	arena_free(scratch);
	return stream_end(&out, failed);
}

static void lead_rows(struct viewer *v, struct listing *l, const struct mail_record *m, const struct stored_list *list)
{
	struct arena *a = v->a;
	for (size_t r = 0; r < list->table.rows_count; r++) {
		struct row_check check = row_check(a, list->table.kind, &list->table.rows[r], v->office->area_code);
		LISTING_ROW(a, l, m->public, list->table.sheet_label, number(a, list->table.rows[r].row), m->staff, row_kind_names[list->table.kind],
		            moment(a, m->arrived_at), check.company, check.person, check.phone, verdict_names[list->verdicts[r]],
		            reason_listed(list->table.kind, (enum reason)list->reasons[r]), m->message_id, list->file);
	}
}

static int leads_of(struct viewer *v, int64_t id, struct listing *l, struct err *err)
{
	struct mail_record m;
	struct stored_lists lists;
	if (store_need_mail(&v->store, v->a, id, &m, err) < 0)
		return -1;
	if (!m.staff || !view_wants(v, m.staff, time_date(m.arrived_at)))
		return 0;
	if (store_get_lists(&v->store, v->a, &m, &lists, err) < 0)
		return -1;
	for (size_t k = 0; k < lists.lists_count; k++)
		lead_rows(v, l, &m, &lists.lists[k]);
	return 0;
}

int show_leads(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"mail",  "sheet",   "row",    "staff",  "kind",  "arrived_at", "company",
	                                      "person", "phone", "verdict", "reason", "message_id", "file"};
	struct mail_ids ids;
	if (wanted_mails(v, &ids, err) < 0)
		return -1;
	struct stream out = STREAM_BEGIN(v, columns);
	int failed = 0;
	for (size_t i = 0; !failed && i < ids.ids_count; i++) {
		failed = leads_of(v, ids.ids[i], &out.l, err);
		stream_step(&out);
	}
	return stream_end(&out, failed);
}

int show_letters(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"letter", "kind", "staff", "subject", "due_at", "state", "message_id", "to", "created_at", "tries", "unsure", "answer"};
	struct stream out = STREAM_BEGIN(v, columns);
	int64_t from, to;
	wanted_moments(v, &from, &to);
	struct query *q = db_rows(v->store.db,
	                          "SELECT id, kind, staff, subject, due_at, state, message_id, addr, created_at, tries, may_be_double, answer FROM letter "
	                          "WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id",
	                          "ii", from, to);
	int r;
	while ((r = db_next(q, err)) > 0) {
		struct arena *a = v->a;
		char *staff = col_text(q, 2, a);
		if (view_wants(v, staff, time_date(col_int(q, 8))))
			LISTING_ROW(a, &out.l, col_text(q, 0, a), col_text(q, 1, a), staff, col_text(q, 3, a), moment(a, col_int(q, 4)), col_text(q, 5, a), col_text(q, 6, a),
			            col_text(q, 7, a), moment(a, col_int(q, 8)), number(a, col_int(q, 9)), col_int(q, 10) ? "unsure" : "", col_text(q, 11, a));
		stream_step(&out);
	}
	return stream_end(&out, r);
}
