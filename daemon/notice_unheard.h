/* Letters stood still (mode: shadow, or 停) and go again: what somebody was told before they did, and changed meanwhile. */
#ifndef DAEMON_NOTICE_UNHEARD_H
#define DAEMON_NOTICE_UNHEARD_H
#include "clerk.h"

/* Letters stand still from now on, unless they did before. Inside the caller's transaction. */
int unheard_begin(struct clerk *c, int64_t now, struct err *err);
/* Once a turn. While letters stand still that is noted; when they go again, whoever was told of an entry that was reversed meanwhile is told of that, and of what is charged
 * in its stead, in one letter. What was entered and reversed while nobody heard is told to nobody. A transaction of its own where there is something to do. */
int unheard_due(struct clerk *c, int64_t now, struct err *err);

#endif
