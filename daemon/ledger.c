#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static void line_int(struct buf *b, const char *name, int64_t v)
{
	buf_printf(b, "%s=%lld\n", name, (long long)v);
}

static void line_time(struct buf *b, const char *name, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	buf_printf(b, "%s=%s\n", name, t == INT64_MIN ? "open" : time_text(t, text));
}

static char *taken(struct arena *a, struct buf *b)
{
	char *s = arena_strndup(a, b->data ? b->data : "", b->size);
	buf_release(b);
	return s;
}

bool charge_of_duty(struct arena *a, const struct office *o, const struct duty *d, struct charge *c_r)
{
	const struct duty_rule *r = d->rule;
	if (!r->entry)
		return false;
	/* The base quota counts, also where more was owed (rules.md section 2). */
	int missing = d->state == DUTY_MISSED && d->delivered < r->quota ? r->quota - d->delivered : 0;
	struct buf b = {0};
	line_time(&b, "window_from", d->window_from);
	line_time(&b, "window_to", d->window_to);
	line_time(&b, "due", d->due);
	line_int(&b, "quota", r->quota);
	line_int(&b, "required", d->required);
	line_int(&b, "delivered", d->delivered);
	line_int(&b, "missing", missing);
	line_int(&b, "fen_per_missing", r->fen_per_missing);
	line_int(&b, "pushups_per_missing", r->pushups_per_missing);
	bool unknown = !office_year_known(o, d->for_date);
	*c_r = (struct charge){
		.staff = d->staff->id, .kind = r->entry, .for_date = d->for_date, .fen = r->fen_per_missing * missing,
		.pushups = r->pushups_per_missing * missing, .clause = r->clause, .policy = d->policy->version, .proof = taken(a, &b),
		.confirm = d->policy->confirm ? d->policy->confirm : unknown ? 1u << ROLE_GENERAL_MANAGER : 0,
		.why_confirm = unknown ? "calendar" : d->policy->confirm ? "policy" : NULL,
	};
	return true;
}

void charge_of_makeup(struct arena *a, const struct makeup *m, struct charge *c_r)
{
	const struct duty_rule *r = m->rule;
	char day[DATE_TEXT_SIZE];
	struct buf b = {0};
	for (int i = 0; i < m->missed_count; i++)
		buf_printf(&b, "missed=%s %s %d/%d\n", m->missed[i].rule->kind, date_text(m->missed[i].for_date, day), m->missed[i].delivered,
		           m->missed[i].required);
	line_int(&b, "visits_asked", m->visits_asked);
	line_int(&b, "visits", m->visits);
	for (int i = 0; i < m->lists_count; i++)
		buf_printf(&b, "list=%s %s %d/%d%s\n", m->lists[i].rule->kind, date_text(m->lists[i].for_date, day), m->lists[i].delivered,
		           m->lists[i].required, m->lists[i].exempt ? " exempt" : "");
	line_time(&b, "closes", m->closes);
	bool missed = m->state == DUTY_MISSED;
	*c_r = (struct charge){
		.staff = m->staff->id, .kind = r->makeup_entry, .for_date = m->week, .fen = missed ? r->makeup_fen : 0,
		.clause = r->makeup_clause ? r->makeup_clause : r->clause, .policy = m->policy->version, .proof = taken(a, &b),
		.confirm = m->policy->confirm ? m->policy->confirm : m->year_unknown ? 1u << ROLE_GENERAL_MANAGER : 0,
		.why_confirm = m->year_unknown ? "calendar" : m->policy->confirm ? "policy" : NULL,
	};
}

/* The text behind "name=" at the start of a line. */
static const char *proof_value(const struct entry *e, const char *name)
{
	size_t n = strlen(name);
	for (const char *p = e->proof; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
		if (strncmp(p, name, n) == 0 && p[n] == '=')
			return p + n + 1;
	return NULL;
}

const char *ledger_proof_text(struct arena *a, const struct entry *e, const char *name, int n)
{
	size_t size = strlen(name);
	for (const char *p = e->proof; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
		if (strncmp(p, name, size) == 0 && p[size] == '=' && n-- == 0)
			return arena_strndup(a, p + size + 1, strcspn(p + size + 1, "\n"));
	return NULL;
}

int ledger_proof_int(const struct entry *e, const char *name, int64_t *v_r)
{
	long long v;
	const char *text = proof_value(e, name);
	if (!text || sscanf(text, "%lld", &v) != 1)
		return 0;
	*v_r = v;
	return 1;
}

int ledger_proof_time(const struct entry *e, const char *name, int64_t *t_r)
{
	char text[TIME_TEXT_SIZE];
	const char *value = proof_value(e, name);
	if (!value)
		return 0;
	snprintf(text, sizeof text, "%.*s", (int)strcspn(value, "\n"), value);
	return time_parse(text, t_r) == 0;
}

char *ledger_id(struct arena *a, const char *kind, const char *staff, date for_date, int number)
{
	char text[DATE_TEXT_SIZE];
	return arena_printf(a, "%s.%s.%s.%d", kind, staff, date_text(for_date, text), number);
}

struct entry ledger_reversal(struct arena *a, const struct entry *of, int number, const char *because, int64_t now)
{
	struct entry e = *of;
	e.number = number;
	e.id = ledger_id(a, of->kind, of->staff, of->for_date, number);
	e.reverses = of->id;
	e.fen = -of->fen;
	e.pushups = -of->pushups;
	const char *title = ledger_proof_text(a, of, "title", 0); /* out of the catalogue: else its letter could not say what it takes back */
	e.proof = title ? arena_printf(a, "reverses=%s\ntitle=%s\n", of->id, title) : arena_printf(a, "reverses=%s\n", of->id);
	e.because = because;
	e.created_at = now;
	e.state = NULL;
	return e;
}

const struct entry *ledger_reversal_of(const struct entries *have, const struct entry *e)
{
	for (size_t i = 0; i < have->items_count; i++)
		if (have->items[i].reverses && strcmp(have->items[i].reverses, e->id) == 0)
			return &have->items[i];
	return NULL;
}

/* The original that is in force, or was last waived by a person; NULL if there is none. *waived_r: a person has lifted it. */
static const struct entry *standing(const struct entries *have, bool *waived_r)
{
	*waived_r = false;
	for (size_t i = have->items_count; i-- > 0;) {
		const struct entry *e = &have->items[i];
		if (e->reverses)
			continue;
		const struct entry *reversal = ledger_reversal_of(have, e);
		if (!reversal)
			return e;
		if (text_begins(reversal->because, BECAUSE_DECIDED)) {
			*waived_r = true;
			return e;
		}
		return NULL; /* the newest original was reversed by judging again: nothing stands */
	}
	return NULL;
}

void ledger_reconcile(struct arena *a, const struct charge *want, const struct entries *have, const char *because, int64_t now,
                      struct entries *add_r)
{
	bool waived, owed = want->fen != 0 || want->pushups != 0;
	const struct entry *now_stands = standing(have, &waived);
	if (waived || (!now_stands && !owed))
		return;
	if (now_stands && now_stands->fen == want->fen && now_stands->pushups == want->pushups)
		return;
	int number = (int)have->items_count;
	if (now_stands)
		ARENA_PUSH(a, add_r, items) = ledger_reversal(a, now_stands, ++number, because, now);
	if (!owed)
		return;
	ARENA_PUSH(a, add_r, items) = (struct entry){
		.id = ledger_id(a, want->kind, want->staff, want->for_date, number + 1), .staff = want->staff, .kind = want->kind,
		.for_date = want->for_date, .number = number + 1, .fen = want->fen, .pushups = want->pushups, .clause = want->clause,
		.policy = want->policy, .proof = want->proof, .because = because, .created_at = now,
	};
}

bool ledger_id_says(struct arena *a, const char *id, const char **staff_r, const char **kind_r, date *day_r)
{
	const char *last = strrchr(id, '.');
	return last && last[1] && !last[1 + strspn(last + 1, "0123456789")] && duty_id_says(a, arena_strndup(a, id, (size_t)(last - id)), staff_r, kind_r, day_r);
}

struct digest ledger_hash(const struct digest *before, const struct entry *e)
{
	char numbers[128];
	snprintf(numbers, sizeof numbers, "%d/%d/%lld/%d/%lld", e->for_date, e->number, (long long)e->fen, e->pushups, (long long)e->created_at);
	struct digest_state s;
	digest_start(&s);
	digest_add(&s, before->b, sizeof before->b);
	digest_adds(&s, e->id);
	digest_adds(&s, e->staff);
	digest_adds(&s, e->kind);
	digest_adds(&s, numbers);
	digest_adds(&s, e->reverses);
	digest_adds(&s, e->clause);
	digest_adds(&s, e->policy);
	digest_adds(&s, e->proof);
	digest_adds(&s, e->because);
	return digest_end(&s);
}
