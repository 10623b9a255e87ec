/* First contact in the store: what store.h says of claims is here, and what store_rows.c needs of it. */
#ifndef DAEMON_STORE_CLAIMS_H
#define DAEMON_STORE_CLAIMS_H
#include "store.h"

/* Takes back what accepting a row did; `before` is what store_claim said. Newest first. */
int store_undo_claim(struct store *s, struct arena *a, int64_t person, int64_t company, const char *before, struct err *err);

#endif
