/* The token that ties an answer to its letter (rules.md section 6). It is made from the letter's id with the office's secret, so that a
 * rebuilt store knows it again and nobody can guess one. A letter carries it three ways: in its Message-ID, in X-Leadclerk-Letter, and
 * in brackets at the end of the subject and in the last line of the text. Pure. */
#ifndef DAEMON_TOKEN_H
#define DAEMON_TOKEN_H
#include <stdbool.h>

#include "base/buf.h"
#include "values/mail.h"

enum { TOKEN_SIZE = 10 }; /* "7KQ4-9M2X" and NUL */

/* HMAC-SHA-256 of the letter's id in eight characters of Crockford's base 32: 40 bits. */
void token_make(struct bytes key, const char *letter_id, char token_r[TOKEN_SIZE]);

/* The same of a copy that such a letter carries: proves whose it is, and answers nothing, since copies go further than letters do. */
void mark_make(struct bytes key, const char *letter_id, char token_r[TOKEN_SIZE]);

/* The token in an incoming mail, in this order: References and In-Reply-To (newest first; also where Exmail put its hexadecimal prefix
 * and '+' before our id), X-Leadclerk-Letter, the subject, the quoted text, the sender's own text (some clients mark no quotation). In
 * subject and text it stands in brackets, of whatever width. Small letters and the look-alikes O I L are read as what they stand for.
 * False: there is none. What is found only has the form of a token: whether it is one of ours, and was sent to this sender, is for the
 * caller to look up. */
bool token_find(const struct mail *m, char token_r[TOKEN_SIZE]);
/* The same in one text: the first "[7KQ4-9M2X]". */
bool token_find_in_text(const char *text, char token_r[TOKEN_SIZE]);
/* The same in one Message-ID, without <>: "lc.7KQ4-9M2X.HASH@domain". */
bool token_find_in_id(const char *message_id, char token_r[TOKEN_SIZE]);

#endif
