/* The body of one message while it is read: its texts are gathered, split at the quotation, searched for tables and links. Pure. */
#ifndef DAEMON_BODY_H
#define DAEMON_BODY_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/digest.h"
#include "quote.h"
#include "values/mail.h"

struct body {
	struct buf plain, html;       /* own: all texts of each kind, one after the other */
	size_t decoded_bytes;
	bool html_alone;              /* HTML that stands outside of a multipart/alternative: no plain text says the same */
	const char **shown;           /* foreign, into html: where a picture is shown ("cid:" left out) */
	size_t shown_count, shown_cap;
	bool is_split;
	struct quote_split html_split;
	const char *plain_own, *plain_rest;
};

void body_add(struct body *b, const char *text, bool html, bool alternative);
void body_release(struct body *b);
/* After the last text. */
void body_split(struct arena *a, struct body *b);
/* Does the HTML show the picture with this Content-ID (without <>)? */
bool body_shows(const struct body *b, const char *content_id);

/* Adds the body's tables to m->parts: those above the quotation; only if the mail has given no table so far, those below it. */
void body_tables(struct arena *a, const struct body *b, const char *nested_subject, struct mail *m);
/* Sets text, quoted and the link to an attachment that is not there (超大附件, kdocs.cn ...). */
void body_words(struct arena *a, const struct body *b, struct mail *m);

/* For the identity of the content: line ends and blanks at their left do not count, transports change them. */
void body_digest(struct digest_state *d, const struct body *b);
void body_digest_bytes(struct digest_state *d, const char *name, struct bytes content);

#endif
