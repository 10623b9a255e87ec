/* The clerk's side of the sender child, which talks SMTP (or writes into a Maildir). */
#ifndef DAEMON_SEND_H
#define DAEMON_SEND_H
#include "base/err.h"
#include "child.h"
#include "values/office.h"

enum { SEND_SECONDS = 120 /* one letter, connection included */ };

enum send_outcome {
	SEND_SENT,    /* 250 after the final dot */
	SEND_LATER,   /* refused for now, or never reached: try again after a while */
	SEND_NEVER,   /* refused for good */
	SEND_UNSURE,  /* connection lost after the final dot: it may have arrived */
};
extern const char *const send_outcome_names[];

/* Whose the trouble is. */
enum send_why {
	WHY_LETTER,     /* this letter's or its recipient's */
	WHY_SERVER,     /* the server's or the wire's */
	WHY_PACE,       /* we send too often */
	WHY_LOGIN,      /* our account, password or sender address: a person must look */
	WHY_CONTENT,    /* the provider takes what the letter says for spam */
};

struct send_result {
	enum send_outcome outcome;
	bool server;    /* the trouble is the server's or the configuration's: the next letter would meet it too */
	enum send_why why; /* WHY_LETTER beside `server`: it began when this letter's bytes were under way, which may be its cause */
	bool aside;     /* beside `server`: met only once its recipient, or its size, was named. It may be its own, so others go first next time */
	char text[512]; /* the server's last reply, or what happened, in UTF-8, without secrets */
};

/* One transaction with one recipient; the connection is kept for the next letter. `letter`: whole RFC 5322 bytes with CRLF. name: for a
 * Maildir, the file's unique name (the letter's id: delivering it twice leaves one file) and when the file's mtime.
 * -1 only when the sender child itself failed: died or past the deadline; the outcome is then unknown if *handed_r is true (the body had begun). */
int send_letter(struct child *c, const struct server *s, const char *password, const char *from, const char *to, struct bytes letter,
                const char *name, int64_t when, struct send_result *result_r, bool *handed_r, struct err *err);
/* The same in two steps: the clerk does something else meanwhile. Several letters may be under way, which the sender sends one after the other: those that
 * follow another one have no try once one before them met trouble of the server, and none of them is begun before that one ended. `seconds`: how long
 * send_end, which tells of the first one, may still wait. send_ended: it would not have to. After a -1 of send_begin that letter alone is not under way:
 * send_end tells of those before it. After a -1 of send_end no sender lives, and what followed is not under way any more. */
struct send_order {
	const char *from, *to, *name;
	int64_t when;
	struct bytes letter;
	bool follows;   /* another one is under way: no sender is started for it, and what is under way must leave room in the socket, for it is waited for */
};
enum { SEND_ROOM = 96 * 1024 /* bytes of letters under way that the socket takes at once, whoever reads them when */ };
void send_prepare(struct child *c, const struct server *s); /* a letter will be there soon: child_prepare, with the rights that it takes */
int send_begin(struct child *c, const struct server *s, const char *password, const struct send_order *o, struct err *err);
bool send_ended(struct child *c);
int send_end(struct child *c, const char *to, double seconds, struct send_result *result_r, bool *handed_r, struct err *err);

/* What the sender does where the submission is a Maildir; not `lasting`: on a simulated clock, where a letter can be made again (maildir_put), and the
 * clerk itself does it: no stranger is talked to. */
void send_into_maildir(const struct server *s, struct bytes letter, const char *name, int64_t when, bool lasting, struct send_result *r);

/* What doctor tells of the submission server; strings live in `a`. */
struct send_facts {
	struct send_result login;     /* SEND_SENT: connected, encrypted, logged in, and a NOOP was answered; else what it refused */
	const char *lines;            /* what it said up to there, line by line, without secrets */
	const char *certificate_end;  /* as libcurl words it; NULL: none */
	int64_t server_time;          /* a moment that its greeting tells, seconds UTC; INT64_MIN: none */
};
/* Knocks and goes: no letter, no recipient. -1 only when the sender child itself failed. */
int send_probe(struct child *c, const struct server *s, const char *password, struct arena *a, struct send_facts *facts_r, struct err *err);
void send_close(struct child *c);

#endif
