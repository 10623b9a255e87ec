/* The command line as it was written. Which options a command makes use of is its own affair; all of them are read wherever they stand. */
#ifndef DAEMON_ARGUMENTS_H
#define DAEMON_ARGUMENTS_H
#include "commands.h"

struct arguments {
	const char *configuration;          /* -c */
	struct command_options options;     /* words: the command, and what is no option; in the arena */
	bool version, help;
};

/* Texts are argv's own. 0, or -1 with exit_code 64: the first thing that is wrong, or "" where getopt has said it on stderr; everything else was read all the same. */
int arguments_read(struct arena *a, int argc, char **argv, struct arguments *r, struct err *err);

#endif
