/* What commands by mail do once they are meant (command_take.h): facts that are laid over the configuration, entries of the catalogue, waivers, and whose letters stop.
 * All inside the caller's transaction; what was settled is looked at again, what was judged before the place of a change of the roster is judged again by
 * docket_catch_up. */
#ifndef DAEMON_COMMAND_DO_H
#define DAEMON_COMMAND_DO_H
#include "command_meant.h"
#include "hearing.h"
#include "store_asks.h"

/* k: the question that the mail answers, or, where nothing was asked, which it puts. Whoever is concerned, and is neither its sender nor who put it, is told. */
int command_do(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err);
/* 撤回: what the answer did is no fact any more, a fine is waived, what was waived stands again. 1, 0 it was none that can be taken back, -1. */
int command_undo(const struct hearing *h, const struct ask *k, const struct meant *w, struct err *err);

#endif
