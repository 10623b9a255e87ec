#include "slip_calls.h"

#include <string.h>

#include "base/text.h"
#include "reply.h"
#include "slip_take_inside.h"

static const struct form *calls_form(const struct office *o, const struct policy *p, unsigned roles)
{
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		if (f->calls && form_on(f, p) && (!f->from || f->from & roles))
			return f;
	}
	return NULL;
}

static bool any_called(const struct classified *found)
{
	for (size_t i = 0; i < found->grids_count; i++)
		if (found->grids[i].called)
			return true;
	return false;
}

enum { LOOSE_LINES = 2 /* lines of words from which they tell of calls */ };

/* 3、无人接听; 东莞市宏达五金有限公司 空号 */
static bool tells_of_call(struct arena *a, const char *line)
{
	const char *said = text_trim(a, text_nfkc(a, line)), *company = strstr(said, "公司");
	size_t digits = strspn(said, "0123456789");
	const char *behind = said + digits;
	bool numbered = digits && digits <= 3 && (text_begins(behind, "、") || (*behind && strchr(".), :", *behind)));
	return numbered || (company && company[strlen("公司")]);
}

static bool tells_of_calls(struct arena *a, const char *text)
{
	int lines = 0;
	while (text && *text) {
		size_t n = strcspn(text, "\n");
		lines += tells_of_call(a, arena_strndup(a, text, n));
		text += n + (text[n] != '\0');
	}
	return lines >= LOOSE_LINES;
}

/* The sheet is answered with a photograph of it, with a PDF, or with results that no table holds: its sender thinks that he has handed them in. */
static bool means_results(const struct hearing *h, const struct form *f)
{
	struct arena *a = h->c->turn;
	const struct mail *m = &h->m->envelope;
	date day = time_date(h->m->arrived_at);
	const struct form *named = slip_form_of(h->c->office, office_policy(h->c->office, day), m, h->sender->roles);
	struct slip_values v = slip_values_new(a, f);
	struct slip_reading r = {a, h->c->office, f, day, SLIP_TABLES_ALL};
	if (h->m->has_rows || h->m->meant_list || h->found->grids_count || (named && named != f))
		return false;
	slip_read(&r, m, h->found, &v);
	if (slip_values_count(f, &v))
		return false;
	return tells_of_calls(a, m->text) || (slip_brings_unread(m) && reply_read(a, m->text ? m->text : "").state != REPLY_CLEAR);
}

int slip_take_calls(const struct hearing *h, bool *taken_r, const char **reason_r, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	const struct form *f = calls_form(c->office, office_policy(c->office, time_date(m->arrived_at)), h->sender->roles);
	bool called = any_called(h->found), answers = h->proof != PROOF_NONE && strcmp(h->letter.kind, letter_kind_names[LETTER_CALL_SHEET]) == 0;
	struct slip_sheet rows;
	*taken_r = false;
	struct slip_case mail = case_begun(h, f);
	if (f && answers && means_results(h, f)) {
		*taken_r = true;
		return slip_no_table(&mail, reason_r, err);
	}
	if (!f || !(called || (answers && h->found->grids_count)))
		return 0;
	struct slip_reading r = {c->turn, c->office, f, time_date(m->arrived_at), called ? SLIP_TABLES_CALLED : SLIP_TABLES_ALONE};
	slip_read_rows(&r, &m->envelope, h->found, &rows);
	if (!rows.items_count && !(called && !m->has_rows)) /* a list with empty columns for calls is a list; so is talk */
		return 0;
	*taken_r = true;
	return slip_take_rows(&mail, &rows, reason_r, err);
}
