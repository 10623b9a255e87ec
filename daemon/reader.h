/* The reader child: raw mail or table file in, plain values out. It has no network and opens no file. */
#ifndef DAEMON_READER_H
#define DAEMON_READER_H
#include "base/err.h"
#include "child.h"
#include "scrub.h"
#include "values/classified.h"
#include "values/mail.h"

enum { READER_SECONDS = 60 }; /* wall clock for one mail or file */

/* What a mail says and what its lists are. The mail comes without cells: its parts' files are empty. Everything in *m_r and *c_r lives in `a`.
 * -1: the reader died or took too long (this costs the mail one attempt). A bad mail is no error. */
int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct classified *c_r, struct err *err);
/* The same, with what people answered about layouts: at most KNOWN_MAX_LAYOUTS. */
int reader_mail_by(struct child *reader, struct arena *a, struct bytes raw, const struct known_layouts *known, struct mail *m_r, struct classified *c_r,
                   struct err *err);
/* The same in two steps, for several mails at once: reader_give hands over the next one (first: nothing is under way in this reader yet; raw is copied
 * if it is not the first), reader_take gets the answer to the one given earliest. In between the clerk calls child_pump now and then, so that neither
 * waits for the other. After a -1 the reader is gone and what else was under way must be given again; reader_take's costs the mail that was next, and
 * no other, an attempt. `size`: of what was given, for the words. */
int reader_give(struct child *reader, struct bytes raw, bool first, struct err *err);
int reader_take(struct child *reader, struct arena *a, size_t size, struct mail *m_r, struct classified *c_r, struct err *err);
/* Adds to a mail of which only the header was read what its sender is told: a part that says how large it was (bytes). */
void reader_say_too_large(struct arena *a, struct mail *m, size_t size);
/* The same of one file: as a mail of nothing but the parts that the file would be if it were attached. file_name NULL: the bytes are a mail's. */
int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct classified *c_r, struct err *err);
/* The cells as they stand there, for people who look at what was read: of each table, sheet after sheet, a line of CSV for each row. They are given
 * to the sink in pieces as they come, and none before the whole file was read well; -1 from the sink ends it. file is released as soon as it is sent.
 * *m_r says of each part what it was. */
typedef int reader_sink(void *arg, struct bytes piece, struct err *err);
int reader_cells(struct child *reader, struct arena *a, struct buf *file, const char *file_name, reader_sink *sink, void *arg, struct mail *m_r,
                 struct err *err);

/* A mail (file_name NULL) or file without what is anybody's (scrub.h), by this key. */
int reader_scrub(struct child *reader, struct arena *a, const uint8_t key[SCRUB_KEY_SIZE], struct bytes file, const char *file_name, struct scrubbed *r,
                 struct err *err);

#endif
