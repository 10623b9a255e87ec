/* A file that the operator names, whole. */
#ifndef DAEMON_FILE_BYTES_H
#define DAEMON_FILE_BYTES_H
#include "base/buf.h"
#include "base/err.h"

/* Adds its bytes to b (the caller releases it, whatever comes back). -1: exit_code 66, it can't be read; 65, it is larger than `most` bytes. */
int file_bytes(const char *path, size_t most, struct buf *b, struct err *err);

#endif
