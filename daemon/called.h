/* Whether a table is a call sheet that came back: our own, or one that somebody drew like it, with columns for what came of each call. It names companies,
 * people and phones as lists do, and must be taken for none. Pure; headers_open must have been called. */
#ifndef DAEMON_CALLED_H
#define DAEMON_CALLED_H
#include "base/arena.h"
#include "values/mail.h"

enum called {
	CALLED_NOT,      /* a list, or anything else */
	CALLED_ONLY,     /* a call sheet, and no list */
	CALLED_TOO,      /* a list, by its columns or by what it is called; what came of calls is written beside its rows */
};

/* It has a column of companies, and
 *   - three of our columns (拨打时间 结果 下次联系 下一步), or
 *   - one of them, where subject, file, sheet or title name calls (电话表, 通话结果 ...).
 * It is a list as well where its columns say so (a lead list's; a visit's; a stage of intent), or where one of those names a list of prospects or visits and
 * does not name calls. (A list of leads without a lead list's columns has no row that could count.) */
enum called called_tell(struct arena *a, const struct mail *m, const struct part *p, const struct sheet *s);

#endif
