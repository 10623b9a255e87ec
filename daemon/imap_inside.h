/* What the files of the IMAP room share: the session as imap.c sees it through libetpan, for imap_open.c, imap_idle.c and imap_sizes.c, which decide what
 * is said and when. */
#ifndef DAEMON_IMAP_INSIDE_H
#define DAEMON_IMAP_INSIDE_H
#include "imap.h"
#include "wire.h"

enum imap_reply {
	IMAP_OK, IMAP_NO, IMAP_BAD,
	IMAP_LOST,       /* no tagged line, or none that can be trusted: the session is of no use any more */
};

struct imap *imap_new(struct wire *w, const struct provider *p); /* takes the wire; p must outlive it */
const struct provider *imap_provider(const struct imap *m);
struct wire *imap_wire(const struct imap *m);                         /* foreign */
int imap_greeting(struct imap *m, double deadline, struct err *err);
/* Sends "tag text CRLF" and reads the answer. What was sent is overwritten in libetpan's buffer. */
enum imap_reply imap_command(struct imap *m, const char *text, double seconds);
void imap_logged_in(struct imap *m);                            /* the state libetpan goes by */
int imap_capability(struct imap *m, double deadline, struct err *err);
char *imap_capabilities(struct imap *m, struct arena *a);       /* with blanks between */
bool imap_has(struct imap *m, const char *capability);
void imap_never_idle(struct imap *m);                           /* the server offers IDLE, but refuses it */
int imap_starttls(struct imap *m, double deadline, struct err *err);   /* the command only */
/* Who we are (RFC 2971); what the server answers does not matter. */
int imap_identify(struct imap *m, double deadline, struct err *err);
/* "what: the fault; its last line: ..." with exit_code 75. */
int imap_lost(struct imap *m, const char *what, struct err *err);
/* Does a refusal say that it is the server's own trouble, which passes (RFC 5530, or what those say who do not know it)? */
bool imap_says_passing(const char *line);
/* A string as a command takes it: in quotation marks (RFC 3501 section 4.3). */
void imap_add_quoted(struct buf *b, const char *s);

/* Below the level of commands: a line of ours (tagged where `tagged`, CRLF included in text; overwritten in libetpan's buffer), a line of
 * the server's (NULL: lost). */
int imap_send_line(struct imap *m, bool tagged, const char *text);
const char *imap_read_line(struct imap *m);
enum imap_said { IMAP_UNTAGGED, IMAP_CONTINUE /* "+ ..." */, IMAP_TAGGED };
/* Reads one line; not through libetpan's parser, which loses what comes before a continuation. -1: lost, the text begins with `what`. */
int imap_hear(struct imap *m, const char *what, struct err *err);
/* Sends a line and reads on until something else than untagged lines comes: IMAP_CONTINUE, IMAP_TAGGED, -1. */
int imap_say(struct imap *m, bool tagged, const char *text, double seconds, const char *what, struct err *err);
bool imap_line_waits(const struct imap *m);                     /* bytes lie in libetpan's buffer, which poll() knows nothing of */
bool imap_answered(struct imap *m, const char *line);           /* what was read last (NULL: nothing) ended the answer, OK or not; else the session is broken */
void imap_renumbered(struct imap *m, uint32_t uidvalidity);     /* the server said so within the session */
bool imap_answered_ok(struct imap *m);                          /* the last line is the tagged OK of the command sent last */

#endif
