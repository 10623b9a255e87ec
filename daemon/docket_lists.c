#include "docket_inside.h"

#include "answer.h"

/* As they were read just now, and not judged before: without verdicts. */
static int read_lists(struct session *s, struct fresh *f, struct stored_lists *l_r, struct err *err)
{
	for (size_t i = 0; i < f->found.tables_count; i++) {
		const struct part *p = &f->record.envelope.parts[f->found.tables[i].part];
		bool body = p->source == PART_BODY || p->source == PART_QUOTED;
		struct stored_list l = {.table = f->found.tables[i], .quoted = p->source == PART_QUOTED, .file = body ? "" : p->file_name};
		ARENA_PUSH(s->c->turn, l_r, lists) = l;
		if (!f->listed && store_add_list(&s->c->store, f->record.id, (int)i, &l, err) < 0)
			return -1;
	}
	f->listed = true;
	return 0;
}

/* As the reader gave it in this turn; NULL: it was not read now. */
static struct fresh *read_now(struct session *s, const struct mail_record *m)
{
	struct fresh *f = docket_fresh(s, m->id);
	return f ? f : s->anew && s->anew->record.id == m->id ? s->anew : NULL;
}

int docket_lists(struct session *s, const struct mail_record *m, struct stored_lists *l_r, struct err *err)
{
	struct fresh *f = read_now(s, m);
	*l_r = (struct stored_lists){0};
	if (f)
		return read_lists(s, f, l_r, err);
	if (store_get_lists(&s->c->store, s->c->turn, m, l_r, err) < 0)
		return -1;
	if (l_r->lists_count || !m->has_rows)
		return 0;
	f = arena_alloc(s->c->turn, sizeof *f);
	int r = record_revive(s->c, m, f, err);
	return r < 0 ? -1 : r ? read_lists(s, f, l_r, err) : 0;
}

int docket_count_rows(struct session *s, const struct mail_record *m, int *rows_r, struct err *err)
{
	struct stored_lists lists;
	*rows_r = 0;
	if (docket_lists(s, m, &lists, err) < 0)
		return -1;
	for (size_t i = 0; i < lists.lists_count; i++)
		*rows_r += (int)lists.lists[i].table.rows_count;
	return 0;
}

static bool never_judged(const struct stored_lists *l)
{
	return l->lists_count == 0 || !l->lists[0].verdicts;
}

/* "A second cure adds nothing": the same rows were held and have been cured already. */
static int cured_before(struct session *s, const struct mail_record *m, const struct mail_record *at, bool *before_r, struct err *err)
{
	int64_t id;
	*before_r = false;
	if (!m->has_rows)
		return 0;
	int r = store_cured_before(&s->c->store, m, at, &id, err);
	*before_r = r > 0;
	return r < 0 ? -1 : 0;
}

/* Held mails with the same rows are cured by this rightly addressed one, and count through it. */
static int mark_resent(struct session *s, const struct mail_record *m, struct err *err)
{
	int64_t id;
	int r;
	while ((r = m->has_rows ? store_held_before(&s->c->store, m, m, &id, err) : 0) > 0) {
		struct mail_record held;
		if (store_need_mail(&s->c->store, s->c->turn, id, &held, err) < 0)
			return -1;
		held.verdict = MAIL_CURED;
		held.reason = arena_printf(s->c->turn, "mailed again: %s", m->public);
		held.cured_by = m->id;
		if (store_judged_mail(&s->c->store, &held, err) < 0)
			return -1;
	}
	return r;
}

int docket_judge_lists(struct session *s, const struct hearing *h, struct mail_record *list, struct err *err)
{
	struct stored_lists lists;
	struct rows_outcome out = {0};
	if (docket_lists(s, list, &lists, err) < 0)
		return -1;
	struct rows_job job = {.c = s->c, .mail = list, .sender = h->sender, .at = h->m->arrived_at, .now = s->now, .because = s->because,
	                       .fresh = never_judged(&lists)};
	if (cured_before(s, list, h->m, &job.second_cure, err) < 0 || docket_judge_rows(&job, &lists, &out, err) < 0)
		return -1;
	list->judged_at = h->m->arrived_at;
	list->kind = out.kinds;
	if (list == h->m) {
		list->verdict = MAIL_COUNTED;
		list->reason = out.second_cure ? "cured before" : "";
		if (!out.second_cure && mark_resent(s, list, err) < 0)
			return -1;
	}
	affected_add(s->keep, &s->affected, h->sender->id);
	if (!h->first)
		return 0;
	const struct fresh *f = read_now(s, list);
	return answer_receipt(h, list, &lists, &out, f ? &f->found : NULL, err);
}

static const char *missing_names(struct arena *a, unsigned missing)
{
	return arena_printf(a, "%s%s", missing & 1u << ROLE_DIRECTOR ? " director" : "", missing & 1u << ROLE_GENERAL_MANAGER ? " general_manager" : "");
}

const char *docket_passed_on(struct arena *a, unsigned missing)
{
	return arena_printf(a, PASSED_ON "%s", missing_names(a, missing));
}

int docket_hold_lists(struct session *s, const struct hearing *h, struct mail_record *list, unsigned missing, struct err *err)
{
	struct stored_lists lists;
	struct rows_outcome out = {0};
	if (docket_lists(s, list, &lists, err) < 0)
		return -1;
	struct rows_job job = {.c = s->c, .mail = list, .sender = h->sender, .at = list->arrived_at, .now = s->now, .because = s->because, .held = true,
	                       .fresh = never_judged(&lists)};
	if (docket_judge_rows(&job, &lists, &out, err) < 0)
		return -1;
	list->verdict = MAIL_HELD;
	list->reason = arena_printf(s->c->turn, "not in To or Cc:%s", missing_names(s->c->turn, missing));
	list->kind = out.kinds;
	list->judged_at = list->arrived_at;
	return h->first ? answer_held(h, list->public, missing, out.rows, err) : 0;
}
