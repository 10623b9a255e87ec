/* What is wrong of what the operator is told of (table alarm): since when, whether he was told, whether it is over. watch.c fills it. */
#ifndef DAEMON_STORE_ALARMS_H
#define DAEMON_STORE_ALARMS_H
#include "store.h"

struct alarm_row {
	const char *name;             /* kind.about: what it is */
	const char *kind;             /* as compose_alarm names it */
	const char *about, *text;     /* "" none */
	int64_t since;
	int64_t told_at, over_at;     /* INT64_MIN: not told yet; not over */
	const char *letter;           /* id of the letter that told it, "" none yet */
};
struct alarm_rows { struct alarm_row *items; size_t items_count, items_cap; };
int store_alarms(struct store *s, struct arena *a, struct alarm_rows *rows_r, struct err *err);   /* in the order of their beginning */
/* Adds it, or writes what of it may change: kind, text, told_at, over_at, letter. */
int store_put_alarm(struct store *s, const struct alarm_row *row, struct err *err);
int store_drop_alarm(struct store *s, const char *name, struct err *err);
/* The letter that told it, if it waits still: it goes no more (`merged`). 1: so it is, 0 it left already, -1. */
int store_take_alarm_back(struct store *s, const char *letter, struct err *err);
/* How many mails are in quarantine, and the moment at which the first of them was seen. */
int store_quarantined(struct store *s, int64_t *count_r, int64_t *since_r, struct err *err);
/* Whether letters wait, and the submission's last words about the one that leaves next; "" none. */
int store_post_words(struct store *s, struct arena *a, bool *waits_r, const char **words_r, struct err *err);
/* When the newest letter left; INT64_MIN: none did. */
int store_last_sent(struct store *s, int64_t *when_r, struct err *err);

#endif
