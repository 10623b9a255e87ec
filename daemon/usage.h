/* What `leadclerk COMMAND --help` prints: the texts of usage.txt, which travel in the program. Blocks that begin with "= COMMAND"; their first lines,
 * which begin with "leadclerk", are how it is called. */
#ifndef DAEMON_USAGE_H
#define DAEMON_USAGE_H
#include <stddef.h>

/* The command's block without its first line, *size_r bytes long, ended by a line break; NULL if there is none. */
const char *usage_find(const char *command, size_t *size_r);

#endif
