/* The clerk's side of the fetcher child, which holds one IMAP connection. Nothing here but fetch_append changes anything on the server: folders
 * are opened with EXAMINE, mails read with BODY.PEEK[]. */
#ifndef DAEMON_FETCH_H
#define DAEMON_FETCH_H
#include "base/arena.h"
#include "base/err.h"
#include "child.h"
#include "values/office.h"

enum { FETCH_CONNECT_SECONDS = 60, FETCH_LIST_SECONDS = 120, FETCH_BATCH = 30 /* mails in one command */, FETCH_MAIL_SECONDS = 120 };

void fetch_prepare(struct child *c, const struct server *s); /* it will be asked soon: child_prepare, with the rights that it takes */
/* Connects (TLS: certificate and host verified before LOGIN), logs in with a quoted LOGIN, sends ID where it is offered, asks for the
 * capabilities again. -1: exit_code 69 not reachable or wrong certificate, 77 the server refuses the login (don't try again soon: providers lock
 * accounts), 75 anything that may pass. Where a connection is open already, nothing is done. */
int fetch_open(struct child *c, const struct server *s, const char *password, struct err *err);
bool fetch_is_open(struct child *c, const struct server *s); /* nothing is started for it; asks the server only after a silence */

/* The same with the password that the server's configuration names, which is read where it is needed, and wiped. -1: 78 too. */
int fetch_log_in(struct child *c, const struct server *s, struct err *err);

struct fetch_listing {
	uint32_t uidvalidity;
	uint32_t exists;              /* the server's own count of mails in the folder */
	uint32_t *uids;               /* ascending, all > after */
	size_t uids_count, uids_cap;
};
/* folder: UTF-8. after: 0 for all. -1: exit_code 66 there is no such folder, 75 the connection is gone. */
int fetch_list(struct child *c, struct arena *a, const char *folder, uint32_t after, struct fetch_listing *l_r, struct err *err);

struct fetched {
	uint32_t uid;
	int64_t internaldate;         /* seconds UTC, the server's clock; INT64_MIN: it names none that can be read */
	size_t size;                  /* RFC822.SIZE, bytes */
	struct bytes raw;             /* good during the callback; when size is beyond MAIL_MAX_BYTES its header at most */
	const char *withheld;         /* NULL; or the server lists it and does not hand it over, asked alone and once more: what it said. raw is empty then */
};
/* Its arrival on the office's clock; `unknown` where the server names none. */
int64_t fetch_arrival(const struct fetched *m, int64_t unknown);
/* Fetches mails of the folder listed last, in ascending order, and hands each to `each` (which returns -1 to stop). A UID that is gone
 * by now is left out: *missing_r counts them. */
int fetch_mails(struct child *c, const uint32_t *uids, size_t count, int (*each)(void *ctx, const struct fetched *m, struct err *err),
                void *ctx, size_t *missing_r, struct err *err);

/* The same for who has other work: the next command goes out before the mails of this one were taken. */
struct fetch_taker {
	int (*each)(void *ctx, const struct fetched *m, struct err *err);
	int (*whole)(void *ctx, struct err *err); /* NULL, or: what came since the last time was read from the folder as it was listed */
	int (*idle)(void *ctx, struct err *err);  /* NULL, or: called when the next mail is not there yet; that waits until it returns */
	void *ctx;
};
int fetch_mails_ahead(struct child *c, const uint32_t *uids, size_t count, const struct fetch_taker *to, size_t *missing_r, struct err *err);

/* Waits at most `seconds` for something new in `folder`: IDLE where offered, else a look once a minute. 1 something may be new, 0 not, or a
 * signal came. Shorter waits on a server without IDLE only sleep: the next fetch_list is the look. */
int fetch_wait(struct child *c, const char *folder, double seconds, struct err *err);
/* The same for several at once: each begins, child_wait says which has an answer, the others are cancelled, and each is ended: 1, 0, -1. */
int fetch_wait_begin(struct child *c, const char *folder, double seconds, struct err *err);
void fetch_wait_cancel(struct child *c);
int fetch_wait_end(struct child *c, struct err *err);

enum fetch_folder_flags { FOLDER_NO_SELECT = 1, FOLDER_JUNK = 2, FOLDER_SENT = 4, FOLDER_TRASH = 8 /* RFC 6154 */ };
struct fetch_folders {
	struct fetch_folder {
		const char *name;         /* UTF-8 */
		unsigned flags;
	} *items;
	size_t items_count, items_cap;
};
/* Every folder of the mailbox that is open. */
int fetch_folders(struct child *c, struct arena *a, struct fetch_folders *folders_r, struct err *err);

/* What doctor tells of a server; strings live in `a`. */
struct fetch_survey {
	const char *capabilities;
	const char *tls;                  /* "" without */
	int64_t certificate_end;          /* seconds UTC; INT64_MIN: none */
	bool idles_late;                  /* a Dovecot on this machine: it is asked often instead */
	bool idle;                        /* would be used */
	int64_t quota_used, quota_limit;  /* KiB; limit -1: not told */
};
int fetch_survey(struct child *c, struct arena *a, struct fetch_survey *s_r, struct err *err);
/* INTERNALDATE of a mail of the folder listed last; 0: it is gone. -1. */
int64_t fetch_date(struct child *c, uint32_t uid, struct err *err);
/* A copy of a letter of ours into a folder of the clerk's own mailbox, \Seen: the only thing ever changed on a server. -1: exit_code 66 it is
 * refused, 75. */
int fetch_append(struct child *c, const char *folder, struct bytes letter, int64_t when, struct err *err);
void fetch_close(struct child *c);

#endif
