/* The writer of our own letters: RFC 5322 headers, RFC 2045 bodies, RFC 2047 encoded-words. Pure: the same input gives the same bytes at
 * every try; boundaries come from the letter's id.
 *
 * What comes out is ASCII with CRLF. No line is longer than 76 characters, but for one that holds a single address or Message-ID which is
 * longer by itself, and for an attached mail's own lines. Encoded-words are at most 75 long and split between characters. No control character and no line break of any value
 * reaches a header. Shape: multipart/alternative (text/plain, text/html, both base64 UTF-8), within multipart/related when pictures
 * belong to the HTML, within multipart/mixed when files are attached. */
#ifndef DAEMON_LETTER_H
#define DAEMON_LETTER_H
#include "base/arena.h"
#include "base/err.h"
#include "values/letter.h"

enum {
	LETTER_MAX_REFERENCES = 20, /* the first and the newest ones are kept */
	LETTER_MAX_ID = 250,        /* a longer Message-ID of somebody's is left out */
	LETTER_MAX_SUBJECT = 60,    /* characters, without the token */
	LETTER_MAX_NAME = 40,       /* characters of a display name */
};

struct letter_file {
	const char *name;       /* ASCII: Chinese clients lose other names */
	const char *type;       /* "image/png" */
	const char *content_id; /* a picture that the HTML shows as cid:..., or NULL: an attachment */
	struct bytes bytes;     /* of a message/rfc822: 7-bit with CRLF, without our boundaries: it is not encoded (RFC 2046 section 5.2.1) */
};

struct letter_body {
	const char *subject;    /* without the token; cut at LETTER_MAX_SUBJECT */
	const char *text;       /* UTF-8, lines end with \n; the token's line is added at the end if it is not there */
	const char *html;       /* or NULL */
	const struct letter_file *files;
	size_t files_count;
};

/* Fills id, kind, staff, to, subject, message_id, token, created, due (= now) and bytes; `about` is the caller's. Everything lives in `a`.
 * Auto-Submitted is auto-replied for what answers a mail (receipt, return), else auto-generated. -1: an address that can't stand in a
 * header (office's, recipient's or Reply-To's): no letter is written. */
int letter_write(struct arena *a, const struct letter_head *head, enum letter_kind kind, const struct letter_body *body,
                 struct letter *letter_r, struct err *err);

/* The same without bytes, what is recorded of a letter that nobody will read. */
int letter_name(struct arena *a, const struct letter_head *head, enum letter_kind kind, const char *subject, struct letter *letter_r, struct err *err);

/* local@domain in ASCII, without quotes, blanks and signs that mean something in a header: what letter_write accepts. */
bool letter_address_ok(const char *addr);

/* What a value may look like in one line of a letter: no control characters, direction marks or zero-width characters; line breaks and
 * tabs become blanks. */
const char *letter_one_line(struct arena *a, const char *value);

#endif
