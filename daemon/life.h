/* The life of an entry, as people's answers move it (rules.md section 4): proposed, issued, appealed, waived or upheld, and paid. Each step is a line of
 * entry_state with its moment, who took it, and why (ledger.h, BECAUSE_...: mostly the mail that says so); the newest line tells how it stands. Money is moved by entries alone. All inside the caller's transaction. */
#ifndef DAEMON_LIFE_H
#define DAEMON_LIFE_H
#include "notice.h"
#include "store_asks.h"

enum { WITHDRAW_MINUTES = 30 };

struct life {                 /* one answer at work */
	struct clerk *c;
	const struct mail_record *m;
	const struct staff *by;   /* its sender */
	int64_t now;
	struct notices *notices;  /* of reversals and entries issued, to whose they are */
};

struct step {                 /* a line of a life */
	const char *state, *by, *because;   /* by: NULL: nobody decided it */
	int64_t at;
};

/* That entry, or the one that took its place: of the same person, kind and date, and of the same cause (the rule itself, the command, the slip). A reversal
 * means what it reverses; an id whose number is not there, the newest of its person, kind and date, if all have one cause. reversed_r: it does not stand. 1, 0 there is no such id, -1. */
int life_find(struct life *l, const char *id, struct entry *e_r, bool *reversed_r, struct err *err);
/* Its lines so far, the oldest first, of the turn; and the newest of them. */
int life_lines(struct life *l, const struct entry *e, const struct step **steps_r, size_t *count_r, struct err *err);
int life_newest(struct life *l, const struct entry *e, struct step *s_r, struct err *err);

/* Only the general manager decides about it: its person leads, or it is what was proposed to him since somebody did it again and again. */
bool life_is_managers(const struct life *l, const struct entry *e);

/* Whether an entry of that question still waits for its answer (l->c alone is looked at): 1, 0, -1. */
int life_ask_waits(struct life *l, const struct ask *k, struct err *err);

/* Each: 1 done, 0 the entry does not stand so that it could be, -1. */
int life_issue(struct life *l, const struct entry *e, struct err *err);
int life_waive(struct life *l, const struct entry *e, struct err *err);
/* A payment that was said before the appeal, and not answered, is asked about again. */
int life_uphold(struct life *l, const struct entry *e, struct err *err);
int life_appeal(struct life *l, const struct entry *e, struct err *err);
int life_claim(struct life *l, const struct entry *e, struct err *err);      /* its person says that it is paid */
/* Whoever keeps the money says that it came, or did not: also where the entry does not stand any more. */
int life_paid(struct life *l, const struct entry *e, struct err *err);
int life_unpaid(struct life *l, const struct entry *e, struct err *err);
/* Somebody said the contrary, and an answer that arrived before his turned up only now: how it stands by that one. NULL: *err says why not. */
const char *life_paid_before(struct life *l, const struct entry *e, struct err *err);
const char *life_unpaid_before(struct life *l, const struct entry *e, struct err *err);
/* Somebody waived it, and an answer that arrived before his turned up only now: it stands again as a new entry, in that state. 1, -1. */
int life_restore(struct life *l, const struct entry *e, const char *state, struct entry *again_r, struct err *err);
/* What the sender did last with it is taken back, if that was before this mail arrived, and not longer ago than WITHDRAW_MINUTES: *undone_r what that was, *state_r as what it stands
 * again. 1 done, 0 there is nothing of his to take back, 2 it is too late, -1. */
int life_withdraw(struct life *l, const struct entry *e, bool reversed, struct step *undone_r, const char **state_r, struct err *err);
/* What l->by waived by a mail that arrived at `at` stands again, as it did before, and its person is told (where it was more than proposed). 1; 0: that is not the last that
 * was said of it; -1. */
int life_unwaive(struct life *l, const struct entry *e, int64_t at, struct err *err);

/* What stands of that entry's money, also where a person or the rules took it back since: *paid_r it came; *claimed_r its person says so, and nobody has answered
 * yet. Neither where another entry has its payment by now (life_goes_on, life_withdraw). */
int life_payment(struct clerk *c, const char *id, bool *paid_r, bool *claimed_r, struct err *err);

/* What that mail said to be paid, of that entry's person, kind, date and cause, where it does not stand any more: the entry that its word is said of. *open_r: nobody has
 * answered it. 1, 0, -1. Money that came for it is held: to be returned, or to go into what stands in its place. */
int life_claimed(struct life *l, const char *id, const char *mail, struct entry *e_r, bool *open_r, struct err *err);

/* Of all that there was for a person, kind and date, the one whose life goes on in `now`, which takes its place, and its newest line. Who appealed, appealed against
 * whatever stands there (not with same_sum); what else people did holds of the same sum, though it was gone for a while: rules or roster were mistyped.
 * 1, 0 none, *was_r NULL, -1. */
int life_before(struct life *l, const struct entries *have, const struct entry *now, bool same_sum, const struct entry **was_r, struct step *last_r, struct err *err);
/* That line is said of `now`; the questions about it wait again. A payment is of one entry: it is not `was` that is paid any more. */
int life_goes_on(struct life *l, const struct entry *was, const struct step *last, const struct entry *now, struct err *err);

#endif
