/* One IMAP session (RFC 3501), in the fetcher process: nothing here but imap_append changes anything on the server. (The only user of libetpan.)
 *
 * Whether a command went well is judged by the server's own tagged line, not by libetpan's return codes: it takes a FETCH answered NO
 * for a success when some data came before. After a fault of the wire or an answer that can't be understood the session is of no use;
 * every call then answers -1 with exit_code 75 until it is closed. All names and texts are UTF-8. */
#ifndef DAEMON_IMAP_H
#define DAEMON_IMAP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "values/office.h"

enum { IMAP_COMMAND_SECONDS = 50, IMAP_COMMAND_BYTES = 4 * 1024 * 1024, IMAP_SEARCH_BYTES = 64 * 1024 * 1024 };

struct imap;

/* Connects, TLS where the server's scheme and security demand it, LOGIN with quoted strings (or AUTHENTICATE XOAUTH2), CAPABILITY, ID where
 * it is offered or s->provider requires it. s->provider must outlive the session. The password is overwritten once it was sent or can't be. NULL with exit_code 69 (not reachable, wrong certificate, no STARTTLS), 77 (the login is
 * refused), 75 (anything that may pass). */
struct imap *imap_open(const struct server *s, char *password, double deadline, struct err *err);
void imap_close(struct imap *m);             /* says LOGOUT where that makes sense; NULL is allowed */
bool imap_ok(const struct imap *m);
int imap_noop(struct imap *m, struct err *err);

struct imap_folder {
	uint32_t uidvalidity;                /* 0: the server names none */
	uint32_t exists;
	uint32_t uidnext;                    /* 0: the server names none (163 does not) */
};
/* Opens a folder read-only. -1: exit_code 66 the server refuses it, 77 it demands something of the client ("Unsafe Login"), 75. */
int imap_examine(struct imap *m, const char *folder, struct imap_folder *f_r, struct err *err);

/* Calls each for every folder there is; flags: enum fetch_folder_flags. */
int imap_list(struct imap *m, struct arena *a, void (*each)(void *ctx, const char *name, unsigned flags), void *ctx, struct err *err);

/* Ascending UIDs > after, each once; *uids_r is malloced. */
int imap_search_after(struct imap *m, uint32_t after, uint32_t **uids_r, size_t *count_r, struct err *err);
/* Which of these (ascending) are still there. */
int imap_search_these(struct imap *m, const uint32_t *uids, size_t count, uint32_t **uids_r, size_t *count_r, struct err *err);

struct imap_mail {
	uint32_t uid;
	int64_t internaldate;                /* seconds UTC; good when sized; INT64_MIN: the server names none that can be read */
	uint32_t size;                       /* RFC822.SIZE */
	bool sized, filled;                  /* the server told its size; its bytes came */
	struct buf body;                     /* own */
	const char *withheld;                /* for whoever asks: why it is not asked for any more; NULL */
};
/* One command for all of them (ascending by uid). 0: the server answered, OK or NO; what came is marked in the mails: one that is not
 * marked did not come. -1: the session is lost. */
int imap_fetch_sizes(struct imap *m, struct imap_mail *mails, size_t count, struct err *err);
int imap_fetch_bodies(struct imap *m, struct imap_mail *mails, size_t count, double seconds, struct err *err);
/* The header of one that is too large, as its body. */
int imap_fetch_header(struct imap *m, struct imap_mail *mail, struct err *err);
/* The folder's UIDVALIDITY as it stands now: it can change within a session. */
uint32_t imap_uidvalidity(const struct imap *m);

struct imap_survey {
	const char *capabilities;            /* after the login */
	const char *tls;                     /* "(TLS1.3)-...", "" without */
	int64_t certificate_end;             /* seconds UTC; INT64_MIN: none */
	bool idle;                           /* would be used */
	bool idles_late;                     /* imap_idles_late */
	int64_t quota_used, quota_limit;     /* KiB; limit -1: not told */
};
int imap_survey(struct imap *m, struct arena *a, struct imap_survey *s_r, struct err *err);

/* A copy of a letter of ours (7-bit, CRLF, no NUL) into a folder, \Seen, dated `when`: the only thing ever changed on a server. -1: 66 the
 * server refuses it, 75. */
int imap_append(struct imap *m, const char *folder, struct bytes letter, int64_t when, double seconds, struct err *err);

bool imap_can_idle(const struct imap *m);    /* offered, not refused so far, and the provider's profile does not forbid it */
/* A Dovecot on this machine: it holds each notice back for half a second, and asking it costs nothing. */
bool imap_idles_late(const struct imap *m);
/* IDLE (or there NOOP, ten times a second) for at most `seconds`, or until `other` (a descriptor) can be read: 1 more mails than before in the folder that is open, 0, -1. A server
 * that offers IDLE and refuses it: 0 at once, and imap_can_idle() is false from then on. */
int imap_idle(struct imap *m, double seconds, int other, struct err *err);
const char *imap_last_line(struct imap *m);  /* its answer to the last command; before the answer ended, its last words */

/* Binds libetpan, once: before a sandbox closes. -1: it is not there, or another one (base/library.h). */
int imap_bind(struct err *err);
struct library;
/* Its name and versions (base/library.h); after imap_bind. */
void imap_library(struct library *library_r);

#endif
