/* SMTP, client side: one letter to one recipient at a time over a connection that is kept (the only user of libcurl; it runs in the
 * sender child). Outcomes as send.h names them; texts never hold the password. */
#ifndef DAEMON_SMTP_H
#define DAEMON_SMTP_H
#include "send.h"

struct smtp;

struct smtp_seconds { /* real seconds */
	double connect;   /* TCP and TLS */
	double reply;     /* one reply; servers delay the answer to a wrong password, so never below 30 outside tests */
	double total;     /* one letter, connection included */
};

struct smtp_letter {
	const char *from, *to; /* bare addresses: printable ASCII without spaces and <>, else they are refused before a byte is sent */
	struct bytes bytes;    /* RFC 5322, 7-bit, every line ended by CRLF: anything else is our own bug and aborts */
};

/* Binds the library, once, before a jail closes its file. -1: it is not installed, or another one than that of the build. */
int smtp_open(struct err *err);
struct smtp *smtp_new(const struct smtp_seconds *limits); /* NULL: limits that fit into SEND_SECONDS */
void smtp_free(struct smtp *m);                           /* says QUIT where a connection is open; NULL is allowed */

/* s: scheme smtps (TLS at once) or smtp (STARTTLS required; with SECURITY_NONE plain, to loopback addresses only). Certificates are
 * checked against the system's and s->ca_file. AUTH (PLAIN or LOGIN, or XOAUTH2 as s->auth says) only where s->user is set; password may be NULL.
 * begun: called once before the first byte of the letter goes out; -1 stops it there (the outcome is then SEND_LATER). */
void smtp_send(struct smtp *m, const struct server *s, const char *password, const struct smtp_letter *l, int (*begun)(void *ctx),
               void *ctx, struct send_result *result_r);

/* Connects as smtp_send does, logs in, says NOOP, and goes on to keep the connection: no letter. r: SEND_SENT when all of that went well,
 * else what was refused. lines: what the server said, appended, a line each. */
struct smtp_facts {
	char certificate_end[64];      /* in libcurl's words, "" none */
	int64_t server_time;           /* of its greeting, seconds UTC; INT64_MIN: it tells none */
};
void smtp_probe(struct smtp *m, const struct server *s, const char *password, struct buf *lines, struct smtp_facts *facts_r,
                struct send_result *r);

struct library;
/* Its name and versions (base/library.h), without starting it; after smtp_open. */
void smtp_library(struct library *library_r);

#endif
