#include "evidence.h"

#include <string.h>

#include "erased.h"
#include "near.h"

enum { SIGNALS_MAX = 6 /* of one mail: the gravest */, AUTHORS_MAX = 3 /* workbooks of one mail whose author is looked at */ };

void evidence_begin(struct evidence *e)
{
	*e = (struct evidence){.scratch = arena_new()};
}

void evidence_drop(struct evidence *e)
{
	buf_release(&e->near);
	arena_free(e->scratch);
	*e = (struct evidence){0};
}

/* A phone in normal form: what was not usable stands as it was written. */
static const char *usable_phone(const struct row_check *check)
{
	bool normal = check->reason != REASON_PHONE && strlen(check->phone) <= 14 && strspn(check->phone, "0123456789-") == strlen(check->phone);
	return normal ? check->phone : "";
}

static void add_near(struct evidence *e, int list, int n, const struct row_check *check)
{
	const char *core = near_core(e->scratch, check->company_key);
	if (*core) {
		struct near_row r = near_row(list, n, core, usable_phone(check), check->person);
		near_put(&e->near, &r);
	}
	arena_reset(e->scratch);
}

void evidence_row(struct evidence *e, const struct rows_job *job, int list, int n, const struct lead_row *row, const struct row_check *check, const struct row_verdict *v)
{
	bool own_before = v->reason == REASON_ALREADY_LISTED || v->reason == REASON_REGISTERED || v->reason == REASON_VISITED;
	if (job->held || job->second_cure || cell_erased(check->phone)) /* what is no more is like nothing */
		return;
	if (v->verdict == VERDICT_COUNTED)
		add_near(e, list, n, check);
	if (!own_before)
		ARENA_PUSH(job->c->turn, &e->quality, rows) = (struct quality_row){
			.company = check->company, .company_key = check->company_key, .person = check->person, .phone = usable_phone(check),
			.network = row->value[FIELD_NETWORK], .value = row->value[FIELD_VALUE], .website = row->value[FIELD_WEBSITE], .code = row->value[FIELD_USCC],
			.taken_by = v->reason == REASON_TAKEN ? v->other : NULL};
}

/* A workbook that another rep made or saved. */
static void look_at_authors(struct quality_list *q, const struct rows_job *job)
{
	const struct office *o = job->c->office;
	const struct mail *m = &job->mail->envelope;
	int looked = 0;
	for (size_t i = 0; i < m->parts_count && looked < AUTHORS_MAX; i++) {
		const char *author = m->parts[i].file.author;
		looked += author != NULL;
		const struct staff *other = author && !quality_is_author(author, job->sender->name) ? office_mentioned(o, author, 1u << ROLE_REP, job->sender) : NULL;
		if (other) {
			ARENA_PUSH(job->c->turn, q, signals) = (struct quality_signal){QUALITY_AUTHOR, 0, 0, other->id, ""};
			return;
		}
	}
}

static int record(struct evidence *e, const struct rows_job *job, struct err *err)
{
	struct store *s = &job->c->store;
	struct quality_list *q = &e->quality;
	if (!job->fresh && store_undo_evidence(s, job->mail->id, err) < 0)
		return -1;
	if (job->held || job->second_cure)
		return 0;
	look_at_authors(q, job);
	quality_look(job->c->turn, q);
	for (size_t i = 0; i < q->signals_count && i < SIGNALS_MAX; i++) {
		const struct quality_signal *g = &q->signals[i];
		struct stored_signal stored = {quality_names[g->what], g->rows, g->of, g->other, g->sample};
		if (store_put_signal(s, job->mail->id, job->at, (int)i, &stored, err) < 0)
			return -1;
	}
	if (!e->near.size)
		return 0;
	return store_put_near(s, job->mail->id, job->at, job->sender->id, (struct bytes){(const uint8_t *)e->near.data, e->near.size}, err);
}

int evidence_end(struct evidence *e, const struct rows_job *job, struct err *err)
{
	int r = record(e, job, err);
	evidence_drop(e);
	return r;
}
