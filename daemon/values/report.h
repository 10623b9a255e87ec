/* A report: a letter that is made at a moment, of what is recorded. All of it is data: a file of etc/reports, or of the office's own folder `reports`.
 * Read by conf_reports.c, changed by nobody. */
#ifndef VALUES_REPORT_H
#define VALUES_REPORT_H
#include "values/form.h"

enum { REPORT_MAX_MONTHS = 24 };

enum report_period {
	PERIOD_ALL,                     /* whenever it was */
	PERIOD_LAST,                    /* in the whole week, month ... before the one in which the report is due */
	PERIOD_THIS,                    /* in that one, until the report's moment */
	PERIOD_SINCE,                   /* since the one of these that was made before (one left out after an outage was not), until now */
};
enum report_time { TIME_SENT, TIME_GRANTED, TIME_CLOSED };
enum report_group { GROUP_NONE, GROUP_PERSON, GROUP_KIND, GROUP_CLAUSE, GROUP_MONTH };
enum report_chart { DRAWN_NOT, DRAWN_BARS, DRAWN_COLUMNS, DRAWN_LINES };

/* Slips of one form. What is not written does not choose. */
struct report_slips {
	const char *form;               /* NULL: this section lists no slips */
	enum report_period period;
	enum report_time on;            /* by which moment a slip lies in the period */
	const char *month;              /* or: by the month that this field says */
	struct form_texts states;       /* none: whatever is complete, and neither refused nor taken back */
	struct form_texts where;        /* "FIELD=VALUE": all of them */
	struct form_texts flags;        /* one of these checks did not hold: "number_unknown" ... */
	int older_days;                 /* nothing happened to it for so long; 0: any */
	const char *before;             /* the date in this field has passed */
	const char *without;            /* no slip of this form names the same company or number */
	struct form_texts newest;       /* of slips that say the same in all of these fields, the last one alone */
	const char *person;             /* whose it is: the person named in this field; NULL: the sender */
	struct form_texts fields;       /* columns: fields, or SLIP, PERSON, STATE, DAY, DAYS, FLAGS */
	const char *by;                 /* one line for each PERSON, MONTH, or for each value of this field; NULL: for each slip */
	int months;                     /* by MONTH: so many, the last of the period included */
	const char *sum, *mean;         /* of this field: money, or plain numbers */
	const char *less;               /* what is left of `sum`: without what this field says; nothing once the slip is closed */
};
/* Numbers of a register as they stand. */
struct report_register {
	const char *name;
	struct form_texts states;
	int older_days;                 /* in that state for so long */
	const char *without;            /* no slip of this form has named the number */
};
/* Settled duties whose date lies in the period. */
struct report_duties {
	bool there;
	struct form_texts kinds;        /* none: all */
	unsigned roles;                 /* of people with one of these; 0: of everybody */
	struct form_texts states;       /* met, missed, exempt; none: all, counted */
	enum report_period period;
	enum report_group by;           /* none: a line for each */
};
/* Ledger entries made in the period. */
struct report_entries {
	bool there;
	struct form_texts kinds;
	struct form_texts states;       /* of those that stand; none: every line, reversals too */
	enum form_yes money;            /* only what has a sum: no records */
	enum report_period period;
	enum report_group by;
	int months;                     /* as with slips */
};
/* What each person did. */
struct report_counts {
	struct form_texts what;         /* workdays, leave, present, mails, lead, prospect, visit: a column each */
	unsigned roles;
	enum report_period period;
};
/* A number of each person: of slips (their count, sum or mean), or of rows that counted. */
struct report_measure {
	const char *title;
	struct report_slips slips;
	struct form_texts rows;
};
struct report_rates {
	unsigned roles;                 /* whose; 0: this section shows no rates */
	enum report_period period;
	struct report_measure of, over; /* over.title NULL: the number alone */
	enum form_yes rank;             /* the best first, with their places ... */
	int top;                        /* ... and only so many; 0: all */
};
/* Companies that somebody has, and that nobody heard from. */
struct report_stale {
	bool there;
	int days;                       /* for so long; 0: all that somebody has */
};

struct report_section {
	const char *title, *note;       /* note: a line under the title, or NULL */
	struct report_slips slips;      /* exactly one of these is there */
	struct report_register reg;
	struct report_duties duties;
	struct report_entries entries;
	struct report_counts counts;
	struct report_rates rates;
	struct report_stale stale;
	enum report_chart chart;        /* what its lines come to is drawn, too */
	enum form_yes open;             /* slips of any form that wait for somebody */
	enum form_yes owed;             /* duties that are due next and not delivered yet, and the week's make-up case */
	enum form_yes rules;            /* what a policy that comes into force changes */
	enum form_yes erased;           /* what was erased, by request and by age, and what will be */
	struct origin origin;
};

struct report_invite {              /* a calendar event that goes with the letter */
	const char *title;              /* NULL: none */
	int from, to;                   /* seconds of the day */
	int days;                       /* so many days after the report's own day */
	const char *place;
};

#define REPORT_ANY_PACK "any"       /* in the place of a pack: whichever is switched on */
struct report {
	const char *id, *title, *clause, *pack;
	unsigned to;                    /* role bits of who gets all of it */
	unsigned each;                  /* role bits of who gets the lines that are his own; neither: it is made when a slip asks for it (form.report) */
	enum form_yes workbook;         /* its tables are attached as a workbook, too */
	enum form_yes always;           /* also if there is nothing in it */
	int place;                      /* where it stands in a letter of several: the lowest first */
	struct due_rule when;
	struct form_texts weekdays;     /* every workday: only those that are one of these; none: all */
	const char *note;               /* a line at the top, or NULL */
	struct report_section *sections;
	size_t sections_count, sections_cap;
	struct report_invite invite;
	struct origin origin;
};

struct report_index {
	struct report *reports;
	size_t reports_count, reports_cap;
};

#endif
