/* What reports list and sum (report_slips.c, report_people.c): store.h says what holds for all of it. */
#ifndef DAEMON_STORE_REPORTS_H
#define DAEMON_STORE_REPORTS_H
#include "store.h"
#include "values/report.h"

/* ---- slips */
struct slip_said { const char *field, *text; int64_t amount; };  /* amount: INT64_MIN: none */
struct slip_said_list { struct slip_said *items; size_t items_count, items_cap; };
struct listed_slip {
	const char *id, *staff, *state;
	date day;
	int64_t last_at;
	date on;                        /* the day by which it lies in the time asked for */
};
struct listed_slips { struct listed_slip *items; size_t items_count, items_cap; };
/* Slips of a form in order of their days, those that came, were granted or were closed in [from, to); from INT64_MIN: all that were. */
int store_list_slips(struct store *s, struct arena *a, const char *form, enum report_time on, int64_t from, int64_t to, struct listed_slips *l_r, struct err *err);
int store_said(struct store *s, struct arena *a, const char *slip, struct slip_said_list *l_r, struct err *err);
/* What was flagged of it: "word:detail", each. */
int store_slip_flags(struct store *s, struct arena *a, const char *slip, struct form_texts *f_r, struct err *err);

/* ---- people: pieces that counted, by kind, and mails, in [from, to) */
struct person_count { const char *what; int64_t n; };
struct person_counts { struct person_count *items; size_t items_count, items_cap; };
int store_person_credits(struct store *s, struct arena *a, const char *staff, int64_t from, int64_t to, struct person_counts *l_r, struct err *err);
/* Mails of people on the roster, in order of their arrival. */
struct person_mail { const char *staff; int64_t at; };
struct person_mails { struct person_mail *items; size_t items_count, items_cap; };
int store_person_mails(struct store *s, struct arena *a, int64_t from, int64_t to, struct person_mails *l_r, struct err *err);

/* ---- companies of which there is more than leads, and whose last row that counted lies before a moment: the longest silent first */
struct silent { const char *key, *owner; int64_t since, last; };
struct silents { struct silent *items; size_t items_count, items_cap; };
int store_silent(struct store *s, struct arena *a, int64_t before, struct silents *l_r, struct err *err);
/* The newest event of any slip of that form which names that key: 1, 0 there is none, -1. */
int store_key_last(struct store *s, const char *form, const char *key, int64_t *at_r, struct err *err);

#endif
