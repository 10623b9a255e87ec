/* Questions that wait for a person, and facts that people said by mail (tables ask and fact). The fourth file of the store: the same manners as store.h. */
#ifndef DAEMON_STORE_ASKS_H
#define DAEMON_STORE_ASKS_H
#include "store.h"

struct ask {
	const char *id;          /* "appeal.MAIL", "paid.MAIL", "command.MAIL" */
	const char *kind;        /* "appeal", "paid", "command" (asked of whoever said it), "request" (asked of others) */
	const char *staff;       /* who put it */
	const char *asked;       /* ids of who may answer, blanks between */
	const char *about;       /* entries, blanks between; a command's words */
	const char *reason;
	const char *mail;        /* the mail it comes from */
	int64_t at;              /* its arrival */
	const char *state;       /* "open", "granted", "refused", "withdrawn" */
	int reminded;            /* so often */
	int64_t reminded_at;     /* last, or when it was put */
	int64_t closed_at;       /* 0: it is open */
	const char *by;          /* who closed it, or NULL */
};
struct asks { struct ask *items; size_t items_count, items_cap; };

int store_add_ask(struct store *s, const struct ask *k, struct err *err);                          /* 1 new, 0 it was there, -1 */
int store_get_ask(struct store *s, struct arena *a, const char *id, struct ask *k_r, struct err *err);  /* 1, 0, -1 */
int store_close_ask(struct store *s, const char *id, const char *state, int64_t at, const char *by, struct err *err);
int store_open_again(struct store *s, const char *id, struct err *err);
int store_ask_reminded(struct store *s, const char *id, const char *asked, int64_t at, struct err *err);
/* All that are open, the oldest first. */
int store_open_asks(struct store *s, struct arena *a, struct asks *k_r, struct err *err);
/* Those about that entry, the oldest first. */
int store_asks_about(struct store *s, struct arena *a, const char *entry, struct asks *k_r, struct err *err);

struct fact {
	const char *id;          /* of what it is and the mail that said so first: "leave.MAIL" */
	const char *kind;        /* "leave", "trip", "join", "gone", "address", "handover", "stop" */
	const char *staff;
	const char *said;        /* read: the whole command (`about` of its question), "" if there was none */
	date from, to;           /* both included */
	int64_t at;              /* arrival of the mail that confirmed it */
	int64_t said_at;         /* read: of the one that said so first */
	const char *by, *mail;   /* who said so, in which mail */
};
struct facts { struct fact *items; size_t items_count, items_cap; };
int store_add_fact(struct store *s, const struct fact *f, struct err *err);
/* 1 it held, and does no longer; 0, -1. ended_by: a mail. */
int store_end_fact(struct store *s, const char *id, const char *ended_by, struct err *err);
/* Those that hold, by staff, in the order in which they were said: a later word about the same thing stands. */
int store_facts(struct store *s, struct arena *a, struct facts *f_r, struct err *err);

#endif
