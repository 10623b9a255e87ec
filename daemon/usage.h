/* What `leadclerk COMMAND --help` prints: the texts of usage.txt, which travel in the program. Blocks that begin with "= COMMAND"; their first lines,
 * which begin with "leadclerk", are how it is called. */
#ifndef DAEMON_USAGE_H
#define DAEMON_USAGE_H
#include <stddef.h>
#include <stdio.h>

/* The command's block without its first line, *size_r bytes long, ended by a line break; NULL if there is none. */
const char *usage_find(const char *command, size_t *size_r);

/* A command that `word`, which is none, was probably meant to be: one that begins with it, or differs by a letter or two; NULL if none is near. It stands until the next call. */
const char *usage_meant(const char *word);

/* What was wrong with a call (in full, without a dot), and where to read on: a line each. `word` is the command as it was written, "" if none was;
 * `known`: it is one. */
void usage_complain(const char *wrong, const char *word, int known, FILE *to);

#endif
