/* Duties: who owes how many of what by when, what was delivered, and what a miss leads to (rules.md section 2). Pure: everything is
 * computed from the office's rules, one person's credits and the horizon up to which the mailboxes are known to have been read. */
#ifndef DAEMON_DUTY_H
#define DAEMON_DUTY_H
#include "base/arena.h"
#include "values/office.h"

/* Pieces that count, one line per mail and kind. */
struct credit {
	const char *what;   /* "lead", "prospect", "visit", or a duty's kind for duties that count mails */
	int64_t at;         /* arrival at which they count */
	int n;
	int64_t mail;       /* as the store numbers it: store_mail_public has its name, for whoever tells it */
};
struct credits {
	struct credit *items; /* ascending by at */
	size_t items_count, items_cap;
};
/* Sum of `what` with after < at <= upto. INT64_MIN for after: from the beginning. */
int credits_sum(const struct credits *c, const char *what, int64_t after, int64_t upto);

enum duty_state { DUTY_OPEN, DUTY_MET, DUTY_MISSED, DUTY_EXEMPT };
extern const char *const duty_state_names[];

struct duty {
	const struct duty_rule *rule;
	const struct policy *policy;  /* in force on for_date */
	const struct staff *staff;
	date for_date;                /* the workday, the week's Monday, the first day of the month, quarter or half-year */
	int64_t window_from;          /* exclusive; INT64_MIN: open at its start */
	int64_t window_to;            /* the last second that counts, grace included */
	int64_t due;                  /* the last second of the minute that letters name */
	bool exempt;
	int extra;                    /* added after missed duties; 0 while those are not settled */
	int required;                 /* quota + extra, 0 if exempt */
	int delivered;                /* in the window, exempt or not */
	enum duty_state state;        /* OPEN until the horizon has passed window_to (an exempt one is EXEMPT at once) */
};

/* Under what name the pieces that a duty counts stand among the credits: "lead", ..., or the duty's kind where it counts mails. */
const char *duty_counts(const struct duty_rule *r);

/* The kinds of duties that any policy names, in their order. */
struct duty_kinds {
	const char **names;
	size_t names_count, names_cap;
};
struct duty_kinds duty_kinds(struct arena *a, const struct office *o);

/* For-dates of a kind: the first one on or after `from` (never before office.since) whose policy has the duty; DATE_NONE when none
 * comes within two years. */
date duty_date_from(const struct office *o, const char *kind, date from);
date duty_date_before(const struct office *o, const char *kind, date day); /* the last one before day; DATE_NONE if there is none */
/* Whatever is due on a day is for a date less than so many days from it, to either side (due.h). */
int duty_reach(const struct office *o, const char *kind);
/* From when on arrivals may count for duties that are for that day or later, and for what came before and bears on them (an enlarged quota, a make-up case). It
 * lies far back after a pause by a policy, whose first window holds all of it, and INT64_MIN where a kind's first window is meant, which is open at its start. */
int64_t duty_credits_from(const struct office *o, date day);
/* The last second of the due minute of that kind for that for-date, grace not included. */
int64_t duty_due(const struct office *o, const struct duty_rule *rule, date for_date);
int64_t duty_window_end(const struct office *o, const struct duty_rule *rule, date for_date);
/* When what was delivered is put together, for a duty with bundle_for. */
int64_t duty_bundled(const struct office *o, const struct duty_rule *rule, date for_date);
/* Its window opens just after this moment; INT64_MIN: it is open at its start. */
int64_t duty_opens(const struct office *o, const char *kind, date for_date);
date duty_due_date(const struct office *o, const struct duty_rule *rule, date for_date);

/* False: there is no such duty for that date, or that person does not have the role. horizon: the mailboxes are known to have been read
 * up to (not including) this moment, and it is not later than now. */
bool duty_make(const struct office *o, const char *kind, const struct staff *s, date for_date, const struct credits *c, int64_t horizon,
               struct duty *d_r);
/* Of the credits it asks only those behind this moment, whoever the person is: the windows of that date open then, its own and those of the duties that
 * enlarge it. INT64_MIN: all of them. */
int64_t duty_asks_after(const struct office *o, const char *kind, date for_date);

/* The make-up case of a rep and week: opened by the first settled miss of a duty that asks for it. */
enum { MAKEUP_MAX_DAYS = 7 };
struct makeup {
	const struct duty_rule *rule;     /* of the first missed day: its policy rules the case */
	const struct policy *policy;
	const struct staff *staff;
	date week;                        /* Monday */
	struct duty missed[MAKEUP_MAX_DAYS];
	int missed_count;
	struct duty lists[MAKEUP_MAX_DAYS]; /* the enlarged duties */
	int lists_count;
	int visits_asked, visits;
	int64_t visits_until;             /* Sunday 23:59:59 */
	int64_t closes;                   /* last second: the later of that Sunday and the last due moment of the enlarged lists */
	enum duty_state state;            /* OPEN, MET or MISSED */
	bool lost;                        /* OPEN, and can't be met any more: an enlarged list was missed, or the week is over without its visits */
	bool year_unknown;                /* a day that it rests on lies in a year that no calendar names */
};
/* Under what name such cases of that kind of duty are settled and listed: "makeup" for the kind that asks for them first in the office's policies, the only one of
 * rules.md; "makeup-KIND" for any other. */
const char *makeup_name(struct arena *a, const struct office *o, const char *kind);
bool makeup_is_name(const char *name);
bool makeup_make(const struct office *o, const char *kind, const struct staff *s, date week, const struct credits *c, int64_t horizon,
                 struct makeup *m_r);
int64_t makeup_asks_after(const struct office *o, const char *kind, date week); /* as duty_asks_after, for all that makeup_make looks at */
/* The moment that settles a case: when it has closed, and when its last missed day is known to be missed (with grace that may be later). */
int64_t makeup_settles(const struct makeup *m);
/* Whether that moment is one for some person's case of that week, by windows alone: then those cases are worth being looked at. */
bool makeup_may_settle(const struct office *o, const char *kind, date week, int64_t moment);

/* Moments at which something must be done, in order: the first one after `after`. settle: some duty's window has just closed, or a week
 * has ended; else a reminder or a digest. INT64_MAX: none. */
int64_t schedule_next_settle(const struct office *o, int64_t after);
int64_t schedule_next_letter(const struct office *o, int64_t after);
/* Whoever was asked for a decision is reminded (office_morning), each workday from office.since on. */
int64_t schedule_next_morning(const struct office *o, int64_t after);
/* What was delivered is put together (duty_bundled). */
int64_t schedule_next_bundle(const struct office *o, int64_t after);

/* Call sheets: the moment of the first workday whose policy has one. */
int64_t schedule_next_sheet(const struct office *o, int64_t after);

/* What a duty's id says: kind.staff.date, copied into a. False: it is none. */
bool duty_id_says(struct arena *a, const char *id, const char **staff_r, const char **kind_r, date *day_r);

#endif
