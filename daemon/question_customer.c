/* 客户 NAME: the file of a company (S1 档案(3)(4)(6)). */
#include <string.h>

#include "compose_part.h"
#include "customer.h"
#include "file_letter.h"
#include "question_take_inside.h"
#include "slip_take.h"

/* The file that this question is about. */
#define FILE_CUSTOMER "customer"

/* The form by which somebody without the right asks for a file: switched on, and open to him. NULL: there is none. */
static const struct form *asking_form(struct inquiry *q)
{
	const struct form_index *forms = q->c->office->forms;
	const struct policy *p = office_policy(q->c->office, time_date(q->at));
	for (size_t i = 0; forms && i < forms->forms_count; i++) {
		const struct form *f = &forms->forms[i];
		if (f->shows && form_on(f, p) && (!f->from || f->from & q->sender->roles))
			return f;
	}
	return NULL;
}

/* The question itself becomes the slip: what it says, by the fields that the form must have filled. */
static int put_to_manager(struct inquiry *q, const struct form *f, struct err *err)
{
	struct slip_values v = slip_values_new(q->c->turn, f);
	for (size_t i = 0; i < f->fields_count; i++) {
		if ((int)i == form_company(f))
			v.value[i] = q->asked->what;
		else if (f->fields[i].required && f->fields[i].type == FORM_TEXT)
			v.value[i] = q->asked->purpose;
	}
	q->elsewhere = true;
	return slip_open(q->h, f, &v, err);
}

static void take_lines(struct inquiry *q, struct told_lines *l)
{
	for (size_t i = 0; i < l->lines_count; i++)
		ARENA_PUSH(q->c->turn, q, lines) = l->lines[i];
}

/* Others may know that it is there, whose, and since when. */
int question_customer(struct inquiry *q, struct err *err)
{
	struct customer k;
	struct told_lines l = {0};
	struct view *v = view_object(q->c->turn);
	const struct form *f = asking_form(q);
	bool rep = q->sender->roles & 1u << ROLE_REP;
	int r = customer_find(q->c, FILE_CUSTOMER, q->asked->what, q->at, &k, err);
	if (r < 0)
		return -1;
	bool own = r > 0 && k.owner && strcmp(k.owner, q->sender->id) == 0;
	if (!q->all && !own && f && *q->asked->purpose)
		return put_to_manager(q, f, err);
	if (!q->all && !rep)
		return inquiry_refuse(q, f ? "purpose" : "file", q->asked->what);
	if (r == 0)
		return inquiry_refuse(q, "company", q->asked->what);
	put_value(q->c->turn, v, "what", k.name);
	inquiry_head(q, "customer", v);
	if (q->all || own) {
		file_lines(q->c, &k, FILE_PERSONAL | FILE_HISTORY | FILE_SLIPS, &l);
	} else {
		file_owner(q->c, &k, &l);
		q->log = "told whose it is";
	}
	take_lines(q, &l);
	if (!q->all && !own && f)
		inquiry_line(q, "how_to_ask", v);
	return 0;
}
