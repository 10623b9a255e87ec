/* What is new in a folder of an IMAP mailbox, by its numbers. After a changed UIDVALIDITY that is everything: known mails are recognised by content. */
#ifndef DAEMON_NEWS_H
#define DAEMON_NEWS_H
#include "clerk.h"
#include "fetch.h"

/* state: where reading stands; its UIDVALIDITY and position become what the listing is of. In `a`. -1: the server fails, or (*store_failed_r) the store. */
int news_list(struct clerk *c, struct mailbox_state *box, const char *folder, struct folder_state *state, struct arena *a, struct fetch_listing *l_r, bool *store_failed_r,
              struct err *err);

#endif
