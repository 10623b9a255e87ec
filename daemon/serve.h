/* `run`: the daemon around the turns. SIGTERM and SIGINT end it after the turn in hand, SIGHUP has the configuration read anew (a bad one
 * is told, and the old one stays), SIGUSR1 says that a request waits (request.h). It tells systemd when it is ready, alive, and done. */
#ifndef DAEMON_SERVE_H
#define DAEMON_SERVE_H
#include "setup.h"

/* path: the configuration's, for reading it anew. 0 when it was asked to end; -1 when the store can't be opened or may not be used further. */
int serve(const char *path, struct setup *s, struct err *err);

#endif
