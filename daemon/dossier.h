/* `leadclerk report`: a .zip for the report of an issue, in which nothing is anybody's (scrub.h): versions, configuration, its faults, servers, status, the newest lines
 * of the log, and mails or files that were read wrongly. Made in the folder where the command runs, mode 0600; sent to nobody. */
#ifndef DAEMON_DOSSIER_H
#define DAEMON_DOSSIER_H
#include "commands.h"

/* configuration: the file, which may be faulty; o->words: ids of mails, or files. What the .zip holds, what was left out and what to do next goes to
 * stdout. -1: 64, 66 neither a mail nor a file of that name, 73 the .zip can't be made, 75. */
int dossier_write(const char *configuration, const struct command_options *o, int64_t now, struct err *err);

#endif
