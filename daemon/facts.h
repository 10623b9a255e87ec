/* Facts that people with the right to it said by mail (store_asks.h), laid over the configuration: leave, trips, who joined, left or has another address, and
 * whether letters are stopped. What judges and settles sees one office. */
#ifndef DAEMON_FACTS_H
#define DAEMON_FACTS_H
#include "store_asks.h"
#include "values/office.h"

/* The office as configured with all facts that hold; `configured` itself where there are none. In `a`, which must outlive it. Whoever the configuration
 * has under an id of its own is as it says, but for what was said of him. */
int facts_lay(struct arena *a, struct store *s, const struct office *configured, const struct office **o_r, struct err *err);

/* The first day on which an address is its person's that was said at that moment, to hold from that day on: a week before either. Who is awaited may mail before
 * he is there (rules.md section 1); what is older stays a stranger's, whenever it is judged. */
date facts_address_since(date from, int64_t said_at);

#endif
