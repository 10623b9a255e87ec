/* What events owe people, gathered: what several events owe one person within a minute is one letter (rules.md section 6). */
#ifndef DAEMON_NOTICE_H
#define DAEMON_NOTICE_H
#include "clerk.h"
#include "ledger.h"

struct owed {                     /* one person's share */
	const struct staff *to;
	struct notice_in in;
	struct notice_in confirm;     /* entries proposed for them to confirm */
};
struct notices {
	struct owed *people;
	size_t people_count, people_cap;
};

/* notice_entry.c: an entry as letters show it. All of it is read from the entry's own proof: the arithmetic ... */
struct notice_entry notice_of_entry(struct clerk *c, const struct entry *e);
/* ... and the mails and parts that it rests on. */
int notice_prove(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err);

/* An entry that is proposed (why->confirm) goes to whoever confirms, any other to its person. */
int notice_entry(struct clerk *c, struct notices *n, const struct entry *e, const struct charge *why, struct err *err);
void notice_makeup(struct clerk *c, struct notices *n, const struct makeup *m, const struct duty *missed);
void notice_reminder(struct clerk *c, struct notices *n, const struct duty *d);
/* Composes and posts; `event` names what happened, for the letters' ids ("2026-09-15T00:00:00", "late:m12..."). */
int notices_post(struct clerk *c, struct notices *n, const char *event, int64_t now, struct err *err);

#endif
