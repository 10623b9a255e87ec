/* What the files that gather a digest share: digest_letter.c joins them. Each adds its part to g->in from the store, for mails and entries in (in.from,
 * in.to] and those of before which no digest could tell of yet; none asks the store anew for each of the roster's people but for their credits. All return 0 or -1; what they add lives in the turn's arena. */
#ifndef DAEMON_DIGEST_INSIDE_H
#define DAEMON_DIGEST_INSIDE_H
#include "clerk.h"
#include "tally.h"

enum { DIGEST_LINES = 500 /* of one sort of line; the letter shows the first and says how many more */ };

/* Mails of the period, and what came before it and was seen only after the digest before: found in Junk, kept back by an outage, given up at last, or
 * of the very second in which that was written. The values are those of DIGEST_PERIOD; further ones of a query begin with ?5. */
#define DIGEST_MAILS(at, id) at " > ?1 AND " at " <= ?2 AND (" at " > ?3 OR " id " > ?4) "
#define DIGEST_PERIOD(g) (g)->in.from - DIGEST_LATE, (g)->in.to, (g)->in.from, (g)->told.mail
enum { DIGEST_LATE = 31 * DAY_SECONDS /* what is older was found by reading an old folder, and is no news */ };

struct gather {
	struct clerk *c;
	struct digest_in in;
	struct digest_told { int64_t mail, entry; } told; /* the newest numbers when the digest before was written; INT64_MAX: not known */
	int64_t now;
	size_t *places;               /* [office->staff_count] where in.people has that person, + 1; 0: not there */
};

struct digest_person *digest_person_of(struct gather *g, const char *staff);  /* NULL: not among them */
const char *digest_name_of(const struct gather *g, const char *staff);         /* as the roster calls him; else the id; NULL for NULL */
void digest_add_item(struct gather *g, struct digest_item item);

/* digest_people.c: the reps; their duties whose window ended in the period and those that end today; make-up cases; mails and rows of each. */
int digest_add_people(struct gather *g, struct err *err);
/* digest_items.c: entries; what is told in a line each; the sums at the letter's end. */
int digest_add_items(struct gather *g, struct err *err);
/* digest_calls.c: a line for each rep who sent back what came of his calls. */
int digest_add_calls(struct gather *g, struct err *err);
/* digest_doubts.c: what the clerk did not understand. */
int digest_add_doubts(struct gather *g, struct err *err);
/* digest_trend.c: the last DIGEST_TREND_DAYS. */
enum { DIGEST_TREND_DAYS = 30 };
int digest_add_trend(struct gather *g, struct err *err);
/* digest_book.c: rows and mails for the workbook. */
int digest_add_book(struct gather *g, struct err *err);

/* digest_letter.c: the entries of the period, and those that the digest before was too early for. */
int digest_entries(struct gather *g, struct entries *all_r, struct err *err);
/* digest_letter.c: all of it, but for what one reader alone is told. */
int digest_gather(struct clerk *c, int64_t moment, int64_t now, struct gather *g_r, struct err *err);

#endif
