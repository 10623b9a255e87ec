/* The reader child: raw mail or table file in, plain values out. It has no network and opens no file. */
#ifndef DAEMON_READER_H
#define DAEMON_READER_H
#include "base/err.h"
#include "child.h"
#include "values/mail.h"

enum { READER_SECONDS = 60 }; /* wall clock for one mail or file */

/* Everything in *m_r lives in `a`. -1: the reader died or took too long (this costs the mail one attempt). A bad mail is no error. */
int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct err *err);
/* One file as `parse FILE` reads it: *m_r is a mail of nothing but the parts that the file would be if it were attached. */
int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct err *err);

#endif
