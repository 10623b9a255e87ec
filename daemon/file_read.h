/* A file that a person names, as the reader child reads it: a table file, or a mail, where its name ends in .eml. */
#ifndef DAEMON_FILE_READ_H
#define DAEMON_FILE_READ_H
#include "reader.h"

enum { FILE_READ_MAX = 80 * 1024 * 1024 }; /* bytes; while it is handed over both processes hold it */

/* What the reader is to be told of the file: its name without folders (points into path), or NULL for a mail. */
const char *file_read_name(const char *path);
/* The cells of its tables (reader_cells), by a reader that is started for this: added to csv, with a 0 behind them. The caller releases csv, whatever comes
 * back; file, its bytes, is released here. -1: as reader_cells. */
int file_read_cells(struct arena *a, const char *path, struct buf *file, struct buf *csv, struct mail *m_r, struct err *err);
/* 0: there is a table in what was read of it. -1: exit_code 65, and the text says what it is instead. */
int file_read_has_table(const char *path, const struct mail *m, struct err *err);

#endif
