/* Slips and registers in the store: store.h says what holds for all of it. */
#ifndef DAEMON_STORE_SLIPS_H
#define DAEMON_STORE_SLIPS_H
#include "slip.h"
#include "store.h"

struct slip_row {
	const char *id;            /* JG-20260914-1 */
	const char *form;
	date day;
	int number;                /* within form and day */
	int64_t mail;              /* that opened it */
	const char *staff;
	/* what slip_fold made of its events when they were looked at last */
	const char *state;
	int step;
	int64_t since, next_at;    /* next_at: INT64_MAX: nothing is due */
};
struct slip_rows { struct slip_row *items; size_t items_count, items_cap; };

/* The next number of that form and day. */
int store_slip_number(struct store *s, const char *form, date day, int *n_r, struct err *err);
int store_add_slip(struct store *s, const struct slip_row *r, struct err *err);
int store_set_slip(struct store *s, const struct slip_row *r, struct err *err);             /* state, step, since, next_at */
int store_get_slip(struct store *s, struct arena *a, const char *id, struct slip_row *r_r, struct err *err);  /* 1, 0, -1 */
/* Those that a mail opened, in order of their numbers; a slip's place among them, from 0. */
int store_slips_of_mail(struct store *s, struct arena *a, int64_t mail, struct slip_rows *r_r, struct err *err);
int store_slip_place(struct store *s, const struct slip_row *r, int *place_r, struct err *err);
/* All, in order of their days and ids; those that wait for somebody; those due at or before a moment. */
int store_all_slips(struct store *s, struct arena *a, struct slip_rows *r_r, struct err *err);
/* Those of a form, of that person (NULL: everybody), from a day on to another, both included. */
int store_slips_between(struct store *s, struct arena *a, const char *form, const char *staff, date from, date to, struct slip_rows *r_r, struct err *err);
int store_open_slips(struct store *s, struct arena *a, struct slip_rows *r_r, struct err *err);
int store_due_slips(struct store *s, struct arena *a, int64_t moment, struct slip_rows *r_r, struct err *err);
int store_next_slip(struct store *s, int64_t *when_r, struct err *err);                     /* INT64_MAX: none */

/* Only ever added; they come in the order of mails. */
int store_add_slip_event(struct store *s, const char *slip, int64_t mail, const struct slip_event *e, struct err *err);
int store_slip_events(struct store *s, struct arena *a, const char *slip, struct slip_events *e_r, struct err *err);

/* What it says, written anew for a slip: its values by field (amount: INT64_MIN: none), and by what other forms ask, a company's key, a number. */
int store_clear_slip_said(struct store *s, const char *slip, struct err *err);
int store_add_slip_value(struct store *s, const char *slip, const char *field, const char *text, int64_t amount, struct err *err);
/* ... with it the moments of its grant, its close and its newest event; INT64_MIN: there is none. */
int store_set_slip_moments(struct store *s, const char *slip, int64_t granted, int64_t closed, int64_t last, struct err *err);
/* All are to be written anew; the first one that is: 1, 0, -1. */
int store_unlay_slips(struct store *s, struct err *err);
int store_unlaid_slip(struct store *s, struct arena *a, const char **id_r, struct err *err);
int store_add_slip_key(struct store *s, const char *slip, const char *form, const char *key, struct err *err);
/* Slips of that form with that key, the newest first. */
int store_slips_by_key(struct store *s, struct arena *a, const char *form, const char *key, struct slip_rows *r_r, struct err *err);

/* A register: what each slip did to a number. The newest line is the number's state. */
struct register_item {
	const char *number, *state, *holder, *slip;   /* holder: staff id or NULL */
	int64_t at;
};
struct register_items { struct register_item *items; size_t items_count, items_cap; };
int store_clear_register(struct store *s, const char *slip, struct err *err);
int store_add_register(struct store *s, const char *reg, const char *number, int64_t at, const char *slip, int phase, const char *state, const char *holder,
                       struct err *err);
/* As of what stands there but for `not_slip`'s own lines (NULL: all): 1, 0 the register does not know it, -1. */
int store_register_item(struct store *s, struct arena *a, const char *reg, const char *number, const char *not_slip, struct register_item *i_r, struct err *err);
/* All that happened to a number, the oldest first. */
int store_register_history(struct store *s, struct arena *a, const char *reg, const char *number, struct register_items *i_r, struct err *err);
int store_register_lowest(struct store *s, struct arena *a, const char *reg, const char *state, const char **number_r, struct err *err); /* 1, 0, -1 */
int store_register_used(struct store *s, const char *reg, struct err *err);   /* 1 it holds a number, 0, -1 */
int store_register_list(struct store *s, struct arena *a, const char *reg, struct register_items *i_r, struct err *err);

#endif
