/* What report_letter.c, report_slips.c and report_people.c share: one report being made. */
#ifndef DAEMON_REPORT_LETTER_INSIDE_H
#define DAEMON_REPORT_LETTER_INSIDE_H
#include "clerk.h"
#include "report.h"
#include "store_reports.h"

struct making {
	struct clerk *c;
	const struct report *report;
	date for_date, day;               /* the period in which it is made; its own day */
	int64_t moment;
	int64_t before;                   /* of the one made before it; INT64_MIN: nobody knows */
	const char *whose;                /* only this person's lines are wanted; NULL: everybody's. What is dear to look up for a line is not for others' */
	struct lived_entries ledger;      /* once ledger_read (report_entries.c) */
	bool ledger_read;
	bool own;                         /* for each reader the lines that are his: lines that sum do so for each person */
};

/* The time that a section of it tells of. */
struct report_span report_time(const struct making *m, enum report_period period);

/* Each adds columns, and rows with their owners, to the table. */
int report_slips(struct making *m, const struct report_slips *s, struct report_table *t, struct err *err);
int report_register(struct making *m, const struct report_register *s, struct report_table *t, struct err *err);
int report_duties(struct making *m, const struct report_duties *s, struct report_table *t, struct err *err);
int report_entries(struct making *m, const struct report_entries *s, struct report_table *t, struct err *err);
int report_counts(struct making *m, const struct report_counts *s, struct report_table *t, struct err *err);
int report_rates(struct making *m, const struct report_rates *s, struct report_table *t, struct err *err);
int report_open(struct making *m, struct report_table *t, struct err *err);   /* report_open.c */
int report_owed(struct making *m, struct report_table *t, struct err *err);
int report_erased(struct making *m, struct report_table *t, struct err *err); /* report_erased.c */
int report_rules(struct making *m, struct report_table *t, struct err *err);  /* report_rules.c */
const char *report_rules_title(struct making *m, const struct report_table *t); /* a table of report_rules that has rows */
int report_stale(struct making *m, const struct report_stale *s, struct report_table *t, struct err *err);

/* ---- report_slips.c: the slips that a section or measure means, with what they say */
struct meant_slip {
	struct listed_slip row;
	struct slip_said_list said;
	const char *owner;                /* staff id; a name that nobody on the roster has, as it is */
};
struct meant_slips { struct meant_slip *items; size_t items_count, items_cap; };
int report_meant(struct making *m, const struct report_slips *s, enum report_period period, struct meant_slips *l_r, struct err *err);
/* What it says in a field, or NULL. */
const struct slip_said *report_said(const struct meant_slip *s, const char *field);
/* The number that is to be summed or averaged of it; INT64_MIN: none. */
int64_t report_number(const struct report_slips *s, const struct meant_slip *k);

/* ---- report_letter.c: making tables */
void report_column(struct making *m, struct report_table *t, const char *word, const char *title, enum column_total total);
struct report_row *report_row(struct making *m, struct report_table *t, const char *owner);
void report_cell(struct making *m, struct report_row *r, enum cell_kind kind, int64_t n);
void report_text(struct making *m, struct report_row *r, const char *text);
void report_word(struct making *m, struct report_row *r, const char *group, const char *key);
/* The person's name; for a report of one's own lines there is no such column. */
void report_person(struct making *m, struct report_row *r, const char *staff);
const char *report_name(const struct making *m, const char *staff);
bool report_among(const struct form_texts *t, const char *word);  /* or the list is empty */
/* Whose numbers a section by person tells: of these roles, on the roster in some part of the time. */
bool report_meant_person(const struct staff *s, unsigned roles, const struct report_span *span);

#endif
