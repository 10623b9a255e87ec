/* How fast letters may leave: the provider's pace, a rate learned from its refusals, and a pause of the whole server after trouble. All
 * of it is counted from the store, so that a restart does not begin anew. A submission into a Maildir has no pace, but may have to pause. */
#ifndef DAEMON_PACE_H
#define DAEMON_PACE_H
#include "send.h"
#include "store.h"

enum {
	PACE_ROOM = 1000000,              /* no limit is known */
	PACE_PAUSE_SERVER = 60,           /* seconds after the first trouble; twice that after the next, and so on, up to ... */
	PACE_PAUSE_SERVER_MOST = 3600,
	PACE_PAUSE_LOGIN = 900,           /* a refused login, or "too often" (field/china.md sections 1.4, 1.8) */
	PACE_PAUSE_LOGIN_MOST = 6 * 3600,
	PACE_LEARNED_SECONDS = 86400,     /* so long a learned rate holds */
	PACE_LEARNED_LEAST = 5,           /* letters an hour */
};

struct pace {
	int64_t not_before;               /* INT64_MIN: now */
	int room;                         /* letters that may leave at `now`; 0 while not_before lies ahead */
};
int pace_look(struct store *s, const struct server *to, int64_t now, struct pace *p_r, struct err *err);
/* What a letter's fate says about the server; inside the caller's transaction. SEND_SENT ends a pause; trouble of the server begins or
 * lengthens one; "too often" teaches three quarters of what left in the hour before it. */
int pace_learn(struct store *s, const struct send_result *r, int64_t now, struct err *err);
/* Whether the submission met trouble of its own, and no letter left since. */
int pace_troubled(struct store *s, bool *away_r, struct err *err);
/* `retry outbox`: a person has put it right. */
int pace_forget(struct store *s, struct err *err);

#endif
