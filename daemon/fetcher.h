/* What the clerk (fetch.c) and the fetcher child (fetcher.c) say to each other. Each request gets one answer; values in this order:
 *
 * request                                              answer
 * IS_OPEN  identity                                    DONE 1 (a connection for that identity is alive) or 0
 * OPEN     identity scheme host port user              DONE 0
 *          security ca_file auth, of the provider:
 *          poll_seconds idle idle_seconds id
 *          count login_refused..., password
 * LIST     folder after                                LISTING uidvalidity exists count uid...
 * MAILS    count uid...                                COMING seconds, MAIL..., (again,) then DONE missing
 * WAIT     folder milliseconds                         DONE 1 or 0
 * FOLDERS                                              FOLDER_LIST count (name flags)...
 * SURVEY                                               REPORT capabilities tls certificate_end idle quota_used quota_limit
 * DATE     uid (of the folder listed last)             DONE internaldate (0: gone)
 * APPEND   folder when letter                          DONE 0
 * CANCEL                                               none: ends a WAIT early, is nothing otherwise
 * CLOSE                                                DONE 0
 *
 * Any of them may be answered by FAILED exit_code text instead, MAILS also after some mails. COMING says how long the next frame may take.
 * The password travels in OPEN only; both sides overwrite it. */
#ifndef DAEMON_FETCHER_H
#define DAEMON_FETCHER_H

enum fetcher_kind {
	FETCHER_IS_OPEN = 1,
	FETCHER_OPEN,
	FETCHER_LIST,
	FETCHER_MAILS,
	FETCHER_WAIT,
	FETCHER_CANCEL,
	FETCHER_CLOSE,
	FETCHER_FOLDERS,
	FETCHER_SURVEY,
	FETCHER_DATE,
	FETCHER_APPEND,

	FETCHER_DONE = 64,
	FETCHER_FAILED,
	FETCHER_LISTING,
	FETCHER_COMING,
	FETCHER_MAIL,            /* uid internaldate size withheld raw */
	FETCHER_FOLDER_LIST,
	FETCHER_REPORT,
};

enum {
	FETCHER_GRACE = 10,                 /* seconds: the clerk waits longer than the child's own deadline, which has the better words */
	FETCHER_GROUP_BYTES = 8 * 1024 * 1024, /* mails fetched by one command, unless one alone is larger */
	FETCHER_BYTES_A_SECOND = 256 * 1024,   /* slower than that, a large mail is given up */
	FETCHER_SEND_SECONDS = 600,         /* the clerk may be at work on a mail before it takes the next */
};

#endif
