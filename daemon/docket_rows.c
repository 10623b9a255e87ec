#include "docket_rows.h"

#include <string.h>

#include "company.h"
#include "evidence.h"
#include "judge.h"
#include "rows.h"

struct digest docket_rows_digest(const struct lead_table *tables, size_t count)
{
	struct digest_state s;
	struct buf row = {0}; /* a row at once: most of its fields are a few bytes, or none */
	digest_start(&s);
	for (size_t t = 0; t < count; t++) {
		digest_adds(&s, row_kind_names[tables[t].kind]);
		for (size_t r = 0; r < tables[t].rows_count; r++) {
			for (int f = 0; f <= FIELD_OTHER; f++) /* what we ourselves said of a row is no cell of it */
				digest_put(&row, tables[t].rows[r].value[f]);
			digest_add_piece(&s, row.data, row.size);
			buf_clear(&row);
		}
	}
	buf_release(&row);
	return digest_end(&s);
}

static int check_rows(struct store *s, struct arena *a, const struct mail_record *m, int64_t *count, struct err *err)
{
	struct stored_lists lists;
	if (store_get_lists(s, a, m, &lists, err) < 0)
		return -1;
	if (!lists.lists_count) /* nobody's when it came: they were not stored */
		return 0;
	struct lead_table *tables = arena_alloc(a, lists.lists_count * sizeof *tables);
	for (size_t i = 0; i < lists.lists_count; i++)
		tables[i] = lists.lists[i].table;
	struct digest is = docket_rows_digest(tables, lists.lists_count);
	if (memcmp(is.b, m->rows_digest.b, DIGEST_SIZE) != 0)
		return err_set(err, 65, "store: the rows of mail %s are damaged: stop the clerk; restore a backup, or `leadclerk rebuild`", m->public);
	++*count;
	return 0;
}

int docket_check_rows(struct store *s, int64_t *count_r, struct err *err)
{
	struct arena *a = arena_new();
	int64_t at = 0;
	int r = 0;
	*count_r = 0;
	for (struct mail_record m; r == 0 && (r = store_next_with_rows(s, a, at, &m, err)) > 0;) {
		at = m.id;
		r = check_rows(s, a, &m, count_r, err);
		arena_reset(a);
	}
	arena_free(a);
	return r;
}

struct row_place {
	int list, n;
};

/* First contact for a row that is complete in itself. */
static int claim_row(const struct rows_job *job, const struct policy *p, enum row_kind kind, const struct row_check *check,
                     struct row_verdict *v, struct err *err)
{
	struct store *s = &job->c->store;
	const struct office *o = job->c->office;
	struct claim claim;
	date week = kind == ROW_VISIT ? date_monday(time_date(job->at)) : DATE_NONE;
	if (store_find_claim(s, check->company_key, check->uscc, job->sender->id, week, &claim, err) < 0)
		return -1;
	struct holding was = claim.holding;
	struct ruling ruling = {REASON_NONE, NULL, 0};
	if (claim.other_company) { /* name and code name two companies: refused if either refuses, else they are one from now on */
		struct holding other = claim.other_holding;
		bool visited = claim.visited;
		ruling = judge_row(o, p, kind, job->sender->id, job->at, &other, &visited);
		claim.holding = holding_joined(o, p, &claim.holding, &claim.other_holding, job->at);
	}
	if (ruling.reason == REASON_NONE)
		ruling = judge_row(o, p, kind, job->sender->id, job->at, &claim.holding, &claim.visited);
	v->reason = ruling.reason;
	v->other = ruling.other;
	v->since = ruling.since;
	if (ruling.reason != REASON_NONE)
		return 0;
	v->verdict = VERDICT_COUNTED;
	if (store_claim(s, job->c->turn, check->company_key, check->uscc, job->sender->id, week, &claim, &was, &v->before, err) < 0)
		return -1;
	v->company = claim.company;
	return 0;
}

static void add_refused(const struct rows_job *job, struct receipt_table *t, const struct lead_table *list, int n, const struct row_check *check,
                        const struct row_verdict *v)
{
	const struct lead_row *row = &list->rows[n];
	const struct staff *other = v->other && v->reason == REASON_TAKEN ? office_staff(job->c->office, v->other) : NULL;
	ARENA_PUSH(job->c->turn, t, refused) = (struct refused_row){
		.row = row->row, .company = check->company, .person = check->person, .phone = check->phone, .reason = v->reason,
		.missing = check->missing, .other_name = other ? other->name : v->other,
		/* Since when the company has been somebody's; not when it was registered or visited. */
		.since = v->reason == REASON_TAKEN || v->reason == REASON_ALREADY_LISTED ? v->since : 0,
		.n = (size_t)n, .said = row->value[FIELD_ROW_STATUS],
	};
}

static int judge_one_row(const struct rows_job *job, const struct policy *p, const struct stored_list *l, struct row_place at,
                         struct receipt_table *t, struct evidence *e, struct row_verdict *v_r, struct err *err)
{
	const struct lead_row *row = &l->table.rows[at.n];
	struct row_check check = row_check_by(job->c->turn, e->scratch, l->table.kind, row, job->c->office->area_code);
	struct row_verdict v = {.verdict = job->held ? VERDICT_HELD : VERDICT_REFUSED, .reason = check.reason};
	if (job->second_cure && !job->held)
		v.reason = REASON_SECOND_CURE;
	if (!job->held && v.reason == REASON_NONE && claim_row(job, p, l->table.kind, &check, &v, err) < 0)
		return -1;
	t->rows++;
	t->hidden += row->hidden;
	t->counted += v.verdict == VERDICT_COUNTED;
	t->flagged += v.verdict == VERDICT_COUNTED && check.phone_flagged;
	t->own_before += (v.reason == REASON_ALREADY_LISTED || v.reason == REASON_REGISTERED || v.reason == REASON_VISITED) && v.since != job->at;
	if (job->c->supposing)
		arena_reset(e->scratch);
	else
		evidence_row(e, job, at.list, at.n, row, &check, &v);
	if (v.verdict == VERDICT_REFUSED)
		add_refused(job, t, &l->table, at.n, &check, &v);
	if (job->because && !job->fresh && !job->c->supposing && (l->verdicts[at.n] != (int)v.verdict || l->reasons[at.n] != (int)v.reason) &&
	    store_add_rejudged(&job->c->store, job->now, job->because, job->mail->id, at.list, at.n, l->verdicts[at.n], l->reasons[at.n], err) < 0)
		return -1;
	*v_r = v;
	return 0;
}

static const char *kinds_text(struct arena *a, const struct stored_lists *lists)
{
	const char *text = "";
	for (int k = ROW_LEAD; k < ROW_KIND_COUNT; k++)
		for (size_t i = 0; i < lists->lists_count; i++)
			if ((int)lists->lists[i].table.kind == k) {
				text = arena_printf(a, "%s%s%s", text, text[0] ? "+" : "", row_kind_names[k]);
				break;
			}
	return text;
}

static int judge_lists(const struct rows_job *job, const struct stored_lists *lists, struct rows_outcome *out, struct evidence *e, struct err *err)
{
	const struct policy *p = office_policy(job->c->office, time_date(job->at));
	for (size_t i = 0; i < lists->lists_count; i++) {
		const struct stored_list *l = &lists->lists[i];
		struct receipt_table t = {.label = l->table.sheet_label, .kind = l->table.kind, .told_by = l->table.told_by, .list = &l->table};
		struct row_verdict *v = arena_alloc(job->c->turn, (l->table.rows_count + 1) * sizeof *v);
		for (size_t r = 0; r < l->table.rows_count; r++)
			if (judge_one_row(job, p, l, (struct row_place){(int)i, (int)r}, &t, e, &v[r], err) < 0)
				return -1;
		if (store_end_claims(&job->c->store, err) < 0)
			return -1;
		if (!job->c->rows_stand && store_put_rows(&job->c->store, job->mail, (int)i, &l->table, v, p->version, err) < 0)
			return -1;
		if (t.counted &&
		    store_add_credit(&job->c->store, job->sender->id, job->at, job->mail->id, row_kind_names[t.kind], t.counted, err) < 0)
			return -1;
		out->rows += t.rows;
		ARENA_PUSH(job->c->turn, out, tables) = t;
	}
	return 0;
}

int docket_judge_rows(const struct rows_job *job, const struct stored_lists *lists, struct rows_outcome *out_r, struct err *err)
{
	struct rows_outcome out = {.kinds = kinds_text(job->c->turn, lists), .second_cure = job->second_cure};
	struct evidence e;
	evidence_begin(&e);
	int failed = judge_lists(job, lists, &out, &e, err);
	if (failed || job->c->supposing)
		evidence_drop(&e);
	else
		failed = evidence_end(&e, job, err);
	*out_r = out;
	return failed;
}
