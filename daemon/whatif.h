/* `whatif`: the past under other rules. The kept store is read, nothing of it changes and nothing is sent, also beside a running daemon: what other
 * policies make of it is written into tables that end with the command (db_lay_over). Mails are judged and duties settled by the same code as
 * ever, without letters. What people decided stays as it was said: who was let off a sum is let off whatever takes its place, a fine by name stands. */
#ifndef DAEMON_WHATIF_H
#define DAEMON_WHATIF_H
#include "base/err.h"
#include "sums.h"
#include "values/office.h"

enum whatif_change { WHATIF_CAME, WHATIF_WENT, WHATIF_CHANGED };
extern const char *const whatif_change_names[];  /* "came", "went", "changed" */

struct whatif_line {             /* a sum that is not the same */
	const char *staff, *kind;
	date day;
	enum whatif_change change;
	int64_t before, after;       /* fen */
	int pushups_before, pushups_after;
};
struct whatif_person {           /* who owes anything, before or after; by id */
	const char *staff;
	int64_t before, after;
	int64_t pushups_before, pushups_after;
	int came, went, changed;
};
struct whatif_result {
	struct whatif_line *lines;
	size_t lines_count, lines_cap;
	struct whatif_person *people;
	size_t people_count, people_cap;
	struct whatif_person all;    /* staff NULL */
	bool judged;                 /* mails were judged again; else no verdict can differ, and duties were settled again alone */
	int64_t until;               /* as far as the past is settled */
};

struct whatif_question {
	const struct office *other;  /* its policies rule from `from` on (supposed.h) */
	date from, to;               /* entries for these dates are compared; DATE_NONE: unbounded */
};

/* What the id of its letter begins with: whatif.gm.2026-10-08.1f2e3d4c, by day and figures, so that the same is not sent twice. */
#define SUPPOSED_LETTER "whatif."

/* All in `a`. -1: 66 there is no store, 75 it can't be read. */
int whatif(const struct office *o, const struct whatif_question *q, struct arena *a, struct whatif_result *out_r, struct err *err);

#endif
