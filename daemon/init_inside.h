/* What the files of `init` share. */
#ifndef DAEMON_INIT_INSIDE_H
#define DAEMON_INIT_INSIDE_H
#include "init.h"
#include "init_ask.h"

struct init {
	struct arena *a;                 /* own */
	const struct init_given *given;
	const char *configuration, *folder; /* folder: ends with "/", or "" */
	int64_t now;
	const char *answer[INIT_COUNT];  /* checked; "" is none */
	const char *domain;              /* of the mailbox */
	const struct provider *provider; /* NULL: nobody knows */
	struct office people;            /* staff alone */
	struct texts assumed;            /* ids of those whom the roster gave no role, and who are taken for reps */
	char password[ASK_MAX], director_password[ASK_MAX]; /* "" is none */
	const char *director_imap;       /* url of the director's mailbox, where it is read too */
};

/* init_check.c: is that an answer? NULL, or the key (speak.h) of what is wrong with it. *text may become another form of the same. */
const char *init_wrong(struct init *i, enum init_question q, const char **text);
/* A server of these urls is on this machine, and spoken to in the clear. */
bool init_is_plain_loopback(struct arena *a, const char *url);
bool init_is_maildir(const char *url);
/* "李总监=li@corp.test", "李总监 li@corp.test", "李总监（li@corp.test）" (after NFKC): a name, and an address at the end. */
bool init_person(struct arena *a, const char *text, const char **name_r, const char **addr_r);
const char *init_domain(const char *addr);

/* init_people.c */
int init_ask_people(struct init *i, struct err *err);

/* init.c: a question until it is answered; `usual`: what stands for no answer, NULL: there must be one. */
int init_ask(struct init *i, enum init_question q, const char *usual, struct err *err);
int init_ask_password(struct init *i, enum init_question q, const char *key, bool optional, char secret_r[ASK_MAX], struct err *err);

/* init_write.c: where that mailbox's password lies, from the configuration's folder: "secrets/clerk", a department's "secrets/sales-clerk". In i->a. */
const char *init_secret(const struct init *i, const char *name);
/* init_write.c: before anything is asked: may the folder be written to, and what is there be replaced (which is asked)? */
int init_may_write(struct init *i, struct err *err);
/* All files, in their places, checked. -1: nothing is left of them. */
int init_write(struct init *i, struct err *err);

#endif
