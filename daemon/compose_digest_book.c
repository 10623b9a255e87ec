/* The digest's workbook: everybody, and of the period each duty, entry, row and mail, with the mails that it comes from. As it was written where somebody
 * wrote it; workbook.c makes it inert. */
#include <inttypes.h>
#include <string.h>

#include "compose_digest.h"
#include "workbook.h"

struct sheets { struct workbook_sheet *list; size_t list_count, list_cap; };

static struct workbook_sheet *sheet(struct arena *a, struct sheets *s, const char *key, const char *const *columns, size_t count)
{
	struct workbook_sheet *w = &ARENA_PUSH(a, s, list);
	*w = (struct workbook_sheet){.name = say(a, "sheet", key, NULL)};
	for (size_t i = 0; i < count; i++)
		ARENA_PUSH(a, w, header) = say(a, "book", columns[i], NULL);
	return w;
}
#define SHEET(a, s, key, columns) sheet(a, s, key, columns, sizeof(columns) / sizeof *(columns))

static void row(struct arena *a, struct workbook_sheet *w, bool marked, const char *const *cells, size_t count)
{
	ARENA_PUSH(a, w, rows) = (struct workbook_row){.cells = arena_memdup(a, cells, count * sizeof *cells), .cells_count = count, .cells_cap = count, .marked = marked};
}
#define ROW(a, w, marked, ...) row(a, w, marked, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%" PRId64, n);
}

/* 2026-09-14 21:03: reads, and sorts, as it stands. */
static const char *moment(struct arena *a, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	char *s = arena_strdup(a, time_text(t, text));
	s[10] = ' ';
	s[16] = '\0';
	return s;
}

static const char *day_text(struct arena *a, date d)
{
	char text[DATE_TEXT_SIZE];
	return d == DATE_NONE ? "" : arena_strdup(a, date_text(d, text));
}

static const char *or_none(const char *text)
{
	return text ? text : "";
}

/* ---- sheets ---- */

static void add_people(struct arena *a, struct sheets *s, const struct digest_in *in)
{
	static const char *const columns[] = {"person", "mails", "rows", "counted", "refused", "held", "wrong", "cured", "money", "pushups"};
	struct workbook_sheet *w = SHEET(a, s, "people", columns);
	for (size_t i = 0; i < in->people_count; i++) {
		const struct digest_person *p = &in->people[i];
		ROW(a, w, digest_needs_look(p, in->to), p->name, number(a, p->mails), number(a, p->rows), number(a, p->counted), number(a, p->refused), number(a, p->held),
		    number(a, p->cc_wrong), number(a, p->cc_cured), say_money(a, p->fen), number(a, p->pushups));
	}
}

static void add_leads(struct arena *a, struct sheets *s, const struct digest_in *in)
{
	static const char *const columns[] = {"person", "kind", "company", "contact", "phone", "verdict", "reason", "other", "since", "arrived", "table", "row", "mail"};
	struct workbook_sheet *w = SHEET(a, s, "leads", columns);
	const char *kinds[ROW_KIND_COUNT], *verdicts[VERDICT_HELD + 1], *reasons[REASON_COUNT];
	for (int i = 0; i < ROW_KIND_COUNT; i++)
		kinds[i] = say(a, "row", row_kind_names[i], NULL);
	for (int i = 0; i <= VERDICT_HELD; i++)
		verdicts[i] = say(a, "verdict", verdict_names[i], NULL);
	for (int i = 0; i < REASON_COUNT; i++)
		reasons[i] = i ? say_code(a, "why", reason_names[i]) : "";
	const char *arrived = "", *mail = "";
	for (size_t i = 0; i < in->leads_count; i++) {
		const struct digest_lead *l = &in->leads[i];
		if (strcmp(mail, l->mail) != 0)
			arrived = moment(a, l->arrived);
		mail = l->mail;
		ROW(a, w, l->verdict != VERDICT_COUNTED, or_none(l->name), kinds[l->kind], l->company, l->person, l->phone, verdicts[l->verdict], reasons[l->reason], or_none(l->other),
		    l->since ? day_text(a, time_date(l->since)) : "", arrived, l->sheet, number(a, l->row < 0 ? -l->row : l->row), l->mail);
	}
}

static const char *entry_mails(struct arena *a, const struct notice_entry *e)
{
	const char *all = "";
	for (size_t i = 0; i < e->mails_count; i++)
		all = *all ? arena_printf(a, "%s %s", all, e->mails[i].id) : e->mails[i].id;
	return all;
}

static const char *entry_sum(struct arena *a, const struct notice_entry *e)
{
	struct view *v = view_object(a);
	if (e->missing <= 0 || !e->fen_per_missing)
		return "";
	view_set_text(a, v, "what", arena_printf(a, "%d − %d = %d", e->base_quota, e->delivered, e->missing));
	view_set_text(a, v, "detail", say_money(a, e->fen_per_missing));
	view_set_int(a, v, "done", e->missing);
	return say(a, "book", "arithmetic", v);
}

static const char *entry_state(struct arena *a, const struct notice_entry *e)
{
	return e->state ? say(a, "state", e->state, NULL) : "";
}

static void add_entries(struct arena *a, struct sheets *s, const struct digest_in *in)
{
	static const char *const columns[] = {"number", "person", "day", "entry", "arithmetic_head", "money", "pushups", "clause", "state", "back", "why", "id", "mail"};
	struct workbook_sheet *w = SHEET(a, s, "ledger", columns);
	for (size_t i = 0; i < in->entries_count; i++) {
		const struct notice_entry *e = &in->entries[i];
		ROW(a, w, e->proposed, number(a, (int64_t)i + 1), or_none(in->entry_names[i]), day_text(a, e->for_date), say_entry(a, e), entry_sum(a, e), say_money(a, e->fen),
		    number(a, e->pushups), or_none(e->clause), entry_state(a, e), or_none(e->reverses), e->why ? say_code(a, "because", e->why) : or_none(e->reason), e->id,
		    entry_mails(a, e));
	}
}

static const char *duty_word(struct arena *a, const struct standing *s, int64_t now)
{
	const char *key = s->exempt ? "exempt" : s->delivered >= s->required ? "met" : due_passed(s->due, now) ? "missed" : "open";
	return say(a, "duty", key, NULL);
}

static void add_duties(struct arena *a, struct sheets *s, const struct digest_in *in)
{
	static const char *const columns[] = {"person", "duty", "day", "due", "required", "delivered", "state", "mail"};
	struct workbook_sheet *w = SHEET(a, s, "duties", columns);
	for (size_t i = 0; i < in->people_count; i++)
		for (size_t k = 0; k < in->people[i].duties_count; k++) {
			const struct digest_person *p = &in->people[i];
			const struct standing *d = &p->duties[k];
			ROW(a, w, !d->exempt && d->delivered < d->required && due_passed(d->due, in->to), p->name, or_none(d->title), day_text(a, d->for_date), moment(a, d->due),
			    number(a, d->required), number(a, d->delivered), duty_word(a, d, in->to), p->duty_mails ? or_none(p->duty_mails[k]) : "");
		}
}

static void add_mails(struct arena *a, struct sheets *s, const struct digest_in *in)
{
	static const char *const columns[] = {"arrived", "person", "sender", "subject", "kind", "verdict", "reason", "mail"};
	struct workbook_sheet *w = SHEET(a, s, "mails", columns);
	for (size_t i = 0; i < in->mails_count; i++) {
		const struct digest_mail *m = &in->mails[i];
		const char *word = mail_verdict_names[m->verdict], *verdict = say(a, "verdict", word, NULL), *kind = say(a, "row", m->kind, NULL);
		ROW(a, w, m->verdict == MAIL_HELD || m->verdict == MAIL_RETURNED || m->verdict == MAIL_QUARANTINED, moment(a, m->arrived), or_none(m->name),
		    m->sender, m->subject, kind, *verdict ? verdict : word, say_code(a, "detail", m->reason), m->id);
	}
}

struct digest_book compose_digest_book(struct arena *a, const struct digest_in *in)
{
	struct sheets s = {0};
	char day[DATE_TEXT_SIZE];
	struct digest_in less = *in;
	struct digest_book b = {.name = arena_printf(a, "digest-%s.xlsx", date_text(in->day, day)), .leads = in->leads_lack};
	struct workbook_mark mark = compose_mark(a, &in->head, true);
	add_duties(a, &s, in);
	add_entries(a, &s, in);
	add_people(a, &s, in);
	add_mails(a, &s, in);
	add_leads(a, &s, in);
	b.bytes = workbook_write(a, s.list, s.list_count, &mark);
	if (b.bytes.size <= DIGEST_BOOK_BYTES)
		return b;
	less.leads_count /= 2;
	less.mails_count /= 2;
	less.leads_lack = DIGEST_SOME;
	return less.leads_count || less.mails_count ? compose_digest_book(a, &less) : (struct digest_book){0};
}
