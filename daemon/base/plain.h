/* A file that a configuration names. */
#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H
#include <stdio.h>

/* Opens it to be read, and waits for nothing: a pipe into which nobody writes would hold up whoever opens it. The caller closes it. NULL: errno is
 * EISDIR, EINVAL (neither a file nor a folder: plain_why), or what open says. */
FILE *plain_open(const char *path);
/* Words for the errno that plain_open left. */
const char *plain_why(int error);

#endif
