/* The slip engine (rules.md section 5): a form and what happened, in order, give where the slip stands, whose turn it is, and when somebody is
 * reminded. It knows no form by name. Pure: judged again from the same events, it comes to the same. */
#ifndef DAEMON_SLIP_H
#define DAEMON_SLIP_H
#include "reply.h"
#include "slip_read.h"

enum {
	SLIP_WITHDRAW_SECONDS = 30 * 60, /* a decision may be taken back so long */
	SLIP_SENDER = -1,                /* in place of a step: what the sender says of the slip itself */
};

enum slip_event_kind {
	EVENT_SENT,      /* the mail that opens it; text: slip_values_text */
	EVENT_PART,      /* what was missing, in answer to the letter that says so; text likewise */
	EVENT_FLAG,      /* what a check found when it was complete; text: "word:detail" */
	EVENT_AGREE, EVENT_REFUSE, EVENT_RECEIVED, EVENT_DONE, EVENT_WITHDRAW, /* answers; text: the reason or remark */
	EVENT_NUMBER,    /* a register's number was given out; text: the number */
	EVENT_AMEND,     /* another slip changes what this one says; text: that one's number, a line end, slip_values_text; nothing behind it: not any more */
	EVENT_KINDS
};
extern const char *const slip_event_names[EVENT_KINDS];

struct slip_event {
	enum slip_event_kind kind;
	int64_t at;                 /* arrival of its mail */
	const char *person;         /* staff id */
	int step;                   /* which step the answered letter asked, or SLIP_SENDER */
	const char *text;
	const char *mail;           /* public id */
};
struct slip_events { struct slip_event *items; size_t items_count, items_cap; };

enum slip_state { SLIP_MISSING, SLIP_WAITING, SLIP_GRANTED, SLIP_CLOSED, SLIP_REFUSED, SLIP_CANCELLED, SLIP_LAPSED, SLIP_STATES };
extern const char *const slip_state_names[SLIP_STATES];

/* What became of the last event. */
enum slip_outcome {
	OUTCOME_TAKEN,
	OUTCOME_ALREADY,     /* somebody decided before: `earlier` */
	OUTCOME_NOT_TURN,    /* not asked of this person, or not any more */
	OUTCOME_UNFIT,       /* 收到 where a decision is asked for, and the like */
	OUTCOME_OBJECTED,    /* a receipt that is refused: the turn stays, the sender is told */
	OUTCOME_TOO_LATE,    /* to be withdrawn */
	OUTCOME_OVER,        /* the slip is refused, cancelled or lapsed */
	OUTCOME_PART,        /* a part of a sum: the turn stays */
	OUTCOME_REPEATED,    /* what the same person has said already: nothing is said to it */
};

struct slip_decision {
	const char *by;             /* staff id; NULL: not decided */
	int64_t at;
	bool yes;
	const char *reason;
};
struct slip_result {              /* what became of one event */
	enum slip_outcome outcome;
	struct slip_decision earlier;      /* OUTCOME_ALREADY, OUTCOME_OBJECTED (its reason) */
};

struct slip {
	const struct form *form;
	const char *sender;         /* staff id */
	struct slip_values values;
	const char **flags;         /* "word:detail" */
	size_t flags_count, flags_cap;
	enum slip_state state;
	int step;                   /* whose turn it is; steps_count: nobody's */
	int64_t since;              /* when that turn, or the state, began */
	int64_t opened_at, complete_at, granted_at, closed_at; /* INT64_MIN: not */
	struct slip_decision *decisions;   /* [steps_count] */
	int64_t **answered_at;      /* [steps_count] of steps with `each`: [staff_count] who answered when, INT64_MIN not; NULL: nobody yet */
	const char *number;         /* given out by a register, or NULL */
	struct slip_decision part;         /* of the present step's sum: who said the last part of it, and when */
	int64_t part_fen;
	struct slip_result *results;       /* [of the events up to `until`], in their order */
	size_t results_count;
};

/* Everything that happened up to `until`, in order. events: the first is EVENT_SENT. */
void slip_fold(struct arena *a, const struct office *o, const struct form *f, const struct slip_events *events, int64_t until, struct slip *s_r);

/* That field is missing: it is required, or what is charged hangs on it (form_charge.more), and what was said of it is not understood. */
bool slip_lacks_field(const struct form *f, const struct slip_values *v, size_t field);
/* What is missing: fields and papers. False: nothing. */
bool slip_lacks(const struct form *f, const struct slip_values *v);
bool slip_verb(enum reply_verb verb, enum slip_event_kind *kind_r);   /* as an event; false: none that a slip takes */
/* What an answer to that step says, as an event. False: it is none that a slip takes. text: the sender's own words, for what a
 * step calls done (已收款). */
bool slip_answer(struct arena *a, const struct form_step *step, const char *text, enum slip_event_kind *kind_r, const char **reason_r);

/* Whom a step asks on that day: each active person of its roles and names; nobody approves what he sent himself, unless the step names the
 * sender, or he is the general manager, who has nobody above him. Where nobody is left to approve, the general manager is asked. All in the
 * order of the roster, in time that grows with the roster. */
struct slip_people { const struct staff **items; size_t items_count, items_cap; };
struct slip_people slip_asked(struct arena *a, const struct office *o, const struct slip *s, int step, date day);
/* He is asked, or stands in for somebody who is, and is away that day (not where everybody is asked: what was read for another is not read). */
bool slip_may_answer(const struct office *o, const struct slip *s, int step, const char *person, date day);
/* Of those asked in the present step: who has not answered yet. deputies: behind them, those who stand in for the ones away that day. */
struct slip_people slip_blocking(struct arena *a, const struct office *o, const struct slip *s, date day, bool deputies);
/* The amount in words like 已收款 5000元, 10月8日到账3.5万, 五千元, in normal form, "" but for SUM_SAID. SUM_NONE: no figure is said; SUM_UNCLEAR: several are, or one
 * that may be no amount, or not all of it (5千, 50%, 3笔, 一半, HT-0031, 10.8). */
enum slip_sum { SUM_UNCLEAR = -1, SUM_NONE, SUM_SAID };
enum slip_sum slip_amount_said(struct arena *a, const char *text, const char **amount_r);
/* How many of those asked have answered the present step. */
size_t slip_answered(const struct office *o, const struct slip *s, date day);

/* The next moment after `after` at which something of it is due: a reminder of the present step, or that it lapses; INT64_MAX: none. */
int64_t slip_next(const struct office *o, const struct slip *s, int64_t after);
/* When it is let go if nothing happens: incomplete, or undecided for so long; INT64_MAX: never. */
int64_t slip_lapses(const struct slip *s);
/* `seconds` of working hours after `t`. */
int64_t slip_working(const struct office *o, int64_t t, int64_t seconds);

#endif
