/* The reader child: raw mail or table file in, plain values out. It has no network and opens no file. */
#ifndef DAEMON_READER_H
#define DAEMON_READER_H
#include "base/err.h"
#include "child.h"
#include "values/classified.h"
#include "values/mail.h"

enum { READER_SECONDS = 60 }; /* wall clock for one mail or file */

/* What a mail says and what its lists are. The mail comes without cells: its parts' files are empty. Everything in *m_r and *c_r lives in `a`.
 * -1: the reader died or took too long (this costs the mail one attempt). A bad mail is no error. */
int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct classified *c_r, struct err *err);
/* The same of one file: as a mail of nothing but the parts that the file would be if it were attached. file_name NULL: the bytes are a mail's. */
int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct classified *c_r, struct err *err);
/* The cells as they stand there, for people who look at what was read: *m_r with its parts' files, and no lists. */
int reader_cells(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct err *err);

#endif
