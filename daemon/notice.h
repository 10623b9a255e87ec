/* What events owe people, gathered: what several events owe one person within a minute is one letter, and so is all that waits for the end
 * of the quiet hours (rules.md section 6). */
#ifndef DAEMON_NOTICE_H
#define DAEMON_NOTICE_H
#include "clerk.h"
#include "ledger.h"

struct owed {                     /* one person's share */
	const struct staff *to;
	struct notice_in in;
	struct notice_in confirm;     /* entries proposed for them to confirm */
	const char **about;           /* ids of the entries and duties that `in` speaks of: it can be made again from them */
	size_t about_count, about_cap;
};
struct notices {
	int64_t horizon;              /* up to which duties are taken as settled */
	bool catching_up;             /* the event is long past: what still waits for its person is told in the same letter */
	struct owed *people;
	size_t people_count, people_cap;
	const struct office *office;  /* of many people: by whose roster ... */
	uint32_t *places;             /* ... their places in `people` are known, from 1; 0: is not there */
};

/* notice_entry.c: an entry as letters show it. All of it is read from the entry's own proof: the arithmetic ... */
struct notice_entry notice_of_entry(struct clerk *c, const struct entry *e);
/* ... and the mails and parts that it rests on. */
int notice_prove(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err);

/* notice_case.c: what the state of a duty, which has just changed, means for the make-up case of its week. False: nothing that its owner
 * would want to know. */
int notice_of_case(struct clerk *c, int64_t horizon, const char *kind, const struct staff *s, date day, struct notice_makeup *note_r, bool *any_r,
                   struct err *err);

/* An entry: to its person, or where it is proposed to whoever confirms (why->confirm): never its own person, the general managers where nobody else is. */
int notice_entry(struct clerk *c, struct notices *n, const struct entry *e, const struct charge *why, struct err *err);
/* A proposed one, to whoever confirms it (role bits) on that day. */
int notice_proposed(struct clerk *c, struct notices *n, const struct entry *e, unsigned confirm, date day, struct err *err);
/* A duty that was missed, or was thought to be. */
int notice_duty(struct clerk *c, struct notices *n, const char *kind, const struct staff *s, date day, struct err *err);
int notice_reminder(struct clerk *c, struct notices *n, const struct duty *d, struct err *err);
/* Letters' ids begin so, and go on with whom they are to, and the event: notice.rep01.late:m12... */
#define NOTICE_ID "notice"
#define CONFIRM_ID "confirm"
/* The event that is nothing but the clerk's own look at a moment (a changed configuration, letters that go again): its minute, so that a rebuilt store finds the letter again (proof.h). */
const char *notice_minute(struct arena *a, int64_t now);
/* Composes and posts; `event` names what happened, for the letters' ids ("2026-09-15T00:00:00", BECAUSE_LATE "m12..."). A letter that waits for the
 * same end of quiet hours is taken into the new one. */
int notices_post(struct clerk *c, struct notices *n, const char *event, int64_t now, struct err *err);

#endif
