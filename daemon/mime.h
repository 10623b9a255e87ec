/* The bytes of a mail read into plain values. Runs in the reader child: what it reads is hostile, and a bad mail is data, not an error
 * (faults.md section VI). Never crashes, time and memory linear in the size; MAIL_MAX_* of values/mail.h are its limits, and what a limit
 * cut off is told in `fault`. (mime.c is the only user of GMime: it splits multiparts and undoes transfer encodings; headers are read by
 * header.c, words.c and address.c, charsets by base/text.h, so that nothing depends on converters GMime opens behind our back.) */
#ifndef DAEMON_MIME_H
#define DAEMON_MIME_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "values/mail.h"

/* Binds GMime, once: before a sandbox closes. -1: it is not there, or another one (base/library.h). */
int mime_open(struct err *err);
/* Everything in *m_r lives in `a` and is valid UTF-8; pointers that values/mail.h doesn't call optional are never NULL. The bytes are used up: a large
 * mail is parsed where it lies. headers_open must have been called. */
void mime_read(struct arena *a, uint8_t *raw, size_t size, struct mail *m_r);
/* A file that was not mailed, as its parts would be if it were attached to an empty mail. */
void mime_read_file(struct arena *a, const char *name, struct bytes file, struct mail *m_r);

struct library;
/* Its name and versions (base/library.h); after mime_open. */
void mime_library(struct library *library_r);

#endif
