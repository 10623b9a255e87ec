/* One connection to an IMAP server, as bytes: plain or TLS, every command under a wall-clock deadline and a budget of bytes. It follows the
 * shape of the answers just far enough (lines, and literals announced by {N}) to refuse a literal or a line that nobody could hold, to keep
 * the server's last line, and to notice new mail. After the first fault it is of no use any more: every call answers -1. */
#ifndef DAEMON_WIRE_H
#define DAEMON_WIRE_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"

enum {
	WIRE_LINE_MAX = 32 * 1024 * 1024, /* bytes; the longest honest line is the answer to a SEARCH: eleven bytes a mail */
	WIRE_LAST_LINE = 400,             /* bytes kept of the last line */
	WIRE_ADDRESS_SECONDS = 20,        /* for one address of a host that has several */
};

struct wire;

/* Connects, without a byte sent. loopback_only: an address elsewhere is refused before it is connected to. NULL with exit_code 69. */
struct wire *wire_connect(const char *host, int port, bool loopback_only, double deadline, struct err *err);
void wire_free(struct wire *w, bool polite);
/* From here on TLS. -1 with exit_code 69. */
int wire_start_tls(struct wire *w, const char *host, const char *ca_file, double deadline, struct err *err);

/* A new command begins: so long for all of it, so many bytes in answer. */
void wire_begin(struct wire *w, double seconds, uint64_t budget);
/* At least one byte, or -1: deadline, budget, fault, end of file. */
ssize_t wire_read(struct wire *w, void *data, size_t size);
ssize_t wire_write(struct wire *w, const void *data, size_t size);
/* Waits for something to read: 1; 0 the time is up, or `other` (a descriptor) can be read; -1. It does not touch the command's deadline. */
int wire_wait(struct wire *w, double seconds, int other);

/* How it is encrypted, in GnuTLS's words ("" without TLS), and until when the server's certificate is good (INT64_MIN: none). */
char *wire_tls(const struct wire *w, struct arena *a, int64_t *end_r);

bool wire_near(const struct wire *w);              /* the server is on this machine: a loopback address */
bool wire_ok(const struct wire *w);
const char *wire_fault(const struct wire *w);      /* what made it useless, "" if nothing did */
void wire_break(struct wire *w, const char *why);  /* makes it useless */
/* The last whole line since wire_begin(), without its end, control characters as '?'; valid UTF-8. Before the first: the server's BYE if
 * it said that before, else "". */
const char *wire_last_line(struct wire *w);
const char *wire_tagged_line(struct wire *w);      /* the last one that begins with a number: the server may talk on behind it */
bool wire_bye(const struct wire *w);               /* the server said BYE: nothing will follow */
/* The server said more `* n EXISTS` than before, since wire_forget_news(). */
bool wire_news(const struct wire *w);
void wire_forget_news(struct wire *w);

#endif
