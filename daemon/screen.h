/* What is drawn again and again: on a terminal over itself, on a screen of its own that is given back at the end, also when a signal ends it; elsewhere one after the
 * other. */
#ifndef DAEMON_SCREEN_H
#define DAEMON_SCREEN_H
#include "base/buf.h"
#include "base/err.h"

/* Draws by `draw`, which adds its lines to `out`, each so many seconds, and when the window changes its size; until q, Ctrl-C or SIGTERM (also without a terminal).
 * -1: draw failed. */
int screen_watch(double seconds, int (*draw)(void *arg, struct buf *out, struct err *err), void *arg, struct err *err);
/* Pure. `text` as it is put over what stood there: at most `rows` lines, each erased to its end; the last of them says how many there are
 * beyond, if any. */
void screen_lay(struct buf *out, const struct buf *text, int rows);

#endif
