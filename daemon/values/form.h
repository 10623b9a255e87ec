/* A form: what a slip of its kind must say, who is asked in which order, and what follows (rules.md section 5). All of it is data: a file of
 * etc/forms, or of the office's own folder `forms`. Read by conf_forms.c, changed by nobody. */
#ifndef VALUES_FORM_H
#define VALUES_FORM_H
#include "base/arena.h"
#include "values/office.h"

struct form_texts {                 /* the three members of every list */
	const char **items;
	size_t items_count, items_cap;
};

enum form_yes { FORM_NO, FORM_YES };

enum form_type {
	FORM_TEXT,
	FORM_MONEY,                     /* yuan, as people write it: 3500, ￥3,500.00元, 3.5万 */
	FORM_DATE,                      /* 2026-10-08, 10月8日 (of the year in which it lies nearest), 2026/10/8 */
	FORM_MONTH,                     /* 2026年9月, 2026-09, 9月 */
	FORM_COMPANY,                   /* compared by its key (company.h) */
	FORM_NUMBER,                    /* of a register: compared in capitals, without blanks */
	FORM_RANGE,                     /* of such numbers: HT-0001至HT-0050, or several */
	FORM_CHOICE,
	FORM_PERSON,                    /* somebody of the roster, by name; by id where two have that name */
	FORM_FIGURE,                    /* a plain number, such as a score: 95, 4.5 */
	FORM_PEOPLE,                    /* one or several of them: 陈平娜、张志远 */
};

/* What is looked at when a slip is complete. What does not hold is a flag, never a refusal: it is shown to whoever decides, and a step `when: flagged`
 * asks because of it. */
struct form_check {
	const char *at_least_form, *at_least_field; /* not less than what the newest granted slip of that form says there ... */
	struct form_texts match;        /* ... with the same values in these fields of both */
	const char *listed;             /* less than this field of the same slip needs such a slip */
	const char *reg;                /* a number of this register: one that is not there is flagged ... */
	struct form_texts states;       /* ... or one in another state than these */
	enum form_yes held;                      /* ... or one that somebody else holds */
	enum form_yes once;                      /* ... or that another slip of this form has named */
	const char *needs;              /* a granted slip of that form has named the same value */
	enum form_yes owned;                     /* a company that belongs to somebody else */
	enum form_yes own;                       /* a company that is not the sender's own */
	unsigned unless;                /* role bits of senders for whom nothing is looked at */
};

struct form_field {
	const char *name;               /* in other forms, tables and `slips` */
	const char *title;              /* 客户名称: in letters, and the first label */
	struct form_texts labels;       /* what else people write for it */
	enum form_type type;
	struct form_texts choices;
	enum form_yes required, personal; /* personal: shown to the route alone, in no digest and no table */
	int months_ahead;               /* a date at least so many months after the mail: one that is not said is that day; 0: any */
	struct form_check check;
};

struct form_paper {                 /* something that must be attached */
	const char *title;              /* 收据 */
	struct form_texts labels;       /* found in a file's name, or in the mail's own words */
	enum form_yes required;
};

enum form_asks { ASKS_APPROVE /* 同意 / 不同意 原因 */, ASKS_RECEIPT /* 收到 */, ASKS_DONE /* 已办理: see `words` */ };
enum form_when { WHEN_ALWAYS, WHEN_FLAGGED, WHEN_OTHERS /* unless the sender is one of those whom it asks */ };

struct form_step {
	struct form_texts who;          /* roles, `sender`, `everybody` but him, `field NAME`, or ids of staff */
	enum form_yes each;                      /* every one of them; else the first who answers */
	enum form_asks asks;
	enum form_when when;
	enum form_yes list;                      /* with the first reminder its sender, and whom the form tells, get the names of who has not answered */
	enum form_yes after;                     /* asked after the slip was granted: it no longer depends on it */
	const char *what;               /* as the letter asks it. ASKS_DONE: 已收款; ASKS_RECEIPT: 已阅, NULL 收到 */
	const char *sum, *into;         /* ASKS_DONE: amounts that are said (已收款 5000) are added up in the field `into`, until they come to the field `sum` */
	enum form_yes quiet;            /* the first letter about it is the first reminder */
	const char *due;                /* name of a date field: asked from the day before it on, then that day, the day after, and weekly */
	int remind_hours;               /* working hours until the first reminder; then every workday */
};

struct form_register {
	const char *name;               /* "contract"; NULL: none */
	const char *field;              /* the field that names the number or range */
	const char *issue;              /* granted: the lowest number in this state is given out, and named in that field */
	const char *opened, *granted, *closed; /* the state that a number has from then on; NULL: as it was */
	const char *holder;             /* sender, keep, none */
};

struct form_charge {                /* granted: an entry of the ledger, out of the catalogue */
	const char *item;               /* the item's name, or "field NAME": its title stands there; NULL: none */
	const char *who;                /* sender, holder (of the register's number), or "field NAME": who is named there */
	const char *more;               /* a money field whose amount is added; NULL: none */
};

struct form_amends {                /* granted: another slip says so from then on */
	const char *form;               /* of which form that is; NULL: none */
	const char *number;             /* the field in which its number stands (YK-20260914-1) */
	struct form_texts fields;       /* these values are its own from then on, so long as the grant stands */
};

struct form {
	const char *id, *title, *clause;
	struct form_texts packs;        /* rule packs that switch it on; none: always on */
	const char *prefix;             /* of its slips' ids: JG gives JG-20260914-1 */
	unsigned from;                  /* role bits of who may send it; 0: everybody on the roster */
	struct form_texts words;        /* one of them stands in the subject, or in the name of a file */
	struct form_field *fields;
	size_t fields_count, fields_cap;
	struct form_paper *papers;
	size_t papers_count, papers_cap;
	struct form_step *steps;
	size_t steps_count, steps_cap;
	enum form_yes rows;             /* each row of a table in the mail is a slip of its own */
	enum form_yes calls;            /* ... and so is each row of a call sheet that somebody filled in (called.h), whatever the mail is called: a row that says its
	                                 * company alone is none */
	unsigned tell;                  /* role bits of who is told what became of it, beside its sender */
	unsigned alert;                 /* role bits of who is told at once of what was flagged */
	const char *file;               /* granted: what it says stands in that file of its company (customer.h), NULL: none */
	const char *report;             /* complete: this report of its sender's own lines goes to him and to whom the route asks (etc/reports), NULL: none */
	const char *shows;              /* granted: its sender is shown that file of its company, once, NULL: none */
	int expire_days;                /* one that waits for a decision so long is let go; 0: never */
	const char *record;             /* granted: it counts as ("performance"), by its field `amount` */
	int lapse_days;                 /* an incomplete one that nobody completes is let go */
	struct form_register reg;
	struct form_charge charge;
	struct form_amends amends;
	struct origin origin;
};

struct form_index {
	struct form *forms;
	size_t forms_count, forms_cap;
};

bool form_of_pack(const struct form *f, const char *pack);
bool form_on(const struct form *f, const struct policy *p);
const struct form *office_form(const struct office *o, const char *id);  /* NULL: unknown, whatever is switched on */
int form_field(const struct form *f, const char *name);                  /* its place; -1: unknown */
const char *form_named_field(const char *text);                          /* NAME of "field NAME"; NULL: it is another text, or none */
int form_company(const struct form *f);                                  /* the field that names the company; -1: none */

#endif
