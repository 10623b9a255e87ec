/* Letters out of values: what happened goes in, a letter ready for the outbox comes out. Pure but for compose_open. All wording is in
 * templates/ (its README lists the names a letter may use); no sentence stands in C.
 *
 * Every value of somebody's mail is made inert on its way in: one line, no control characters or direction marks, at most
 * COMPOSE_MAX_VALUE characters, links broken; and escaped in HTML by the engine. */
#ifndef DAEMON_COMPOSE_H
#define DAEMON_COMPOSE_H
#include "base/arena.h"
#include "template.h"
#include "values/chart.h"
#include "compose_rules.h"
#include "values/letter.h"
#include "values/print.h"

enum {
	COMPOSE_MAX_ROWS = 200,         /* refused rows that a letter shows; the rest is counted */
	COMPOSE_DIGEST_ROWS = 60,       /* lines of a digest's section, likewise */
	COMPOSE_DIGEST_PEOPLE = 60,     /* reps in a digest's table: of more, those alone of whom there is something to say */
	COMPOSE_DIGEST_NAMES = 3,       /* names in its subject */
	COMPOSE_MAX_TABLES = 30,        /* tables of one mail that a receipt lists */
	COMPOSE_MAX_VALUE = 60,         /* characters of a value from a mail */
	COMPOSE_MAX_LINE = 400,         /* characters of a free line of a digest or alarm */
	COMPOSE_MAX_BODY = 100 * 1024,  /* bytes of HTML: a letter that comes out longer is made again with fewer rows */
	COMPOSE_MAX_ALARM = 32 * 1024,  /* bytes of an alarm's text */
};

/* Loads the letters: those that travel inside the program, or a file of the same name in office->letters_dir, which is read here and
 * nowhere else. Where the office has a folder of its own, every name is checked. 0: these letters are in use from now on, for the whole process; `a` must
 * outlive them. -1: faults_r says where; the letters that were in use before stay so. */
int compose_open(struct arena *a, const struct office *o, struct template_faults *faults_r);

enum { SUPPOSED_BOOK = 40 /* people; more are a workbook, too */ };
struct supposed_person {
	const char *name;
	int64_t before, after;            /* fen */
	int64_t pushups_before, pushups_after;
};
struct supposed_in {                  /* whatif, for the general manager */
	struct letter_head head;
	date from, to;                    /* DATE_NONE: from the start */
	const struct supposed_person *people;
	size_t people_count;
	const struct rule_change *rules;
	size_t rules_count;
};

/* All fill id, kind, staff, to, subject, message_id, token, about, created, due (= created: the caller moves it past quiet hours) and
 * bytes, in `a`. Addresses must be such as letter_address_ok() (letter.h) accepts: the configuration has been checked for that. */
struct letter compose_receipt(struct arena *a, const struct receipt_in *in);
struct letter compose_return(struct arena *a, const struct return_in *in);
/* Reminder, make-up notice or penalty notice: the gravest that is in it. */
struct letter compose_notice(struct arena *a, const struct notice_in *in);
/* Proposed entries (each with its person's name), to whoever confirms. */
struct letter compose_confirm(struct arena *a, const struct notice_in *in);
/* The mail itself is attached: as message/rfc822, or, where that must not be, as a file of its bytes. */
struct letter compose_forward(struct arena *a, const struct forward_in *in);
/* A letter about one slip: LETTER_SLIP_RECEIPT, _MISSING, _ASK, _TOLD or _REMINDER; the mail that it speaks of is attached where in->raw has it. `about` is the caller's. */
struct letter compose_slip(struct arena *a, enum letter_kind kind, const struct slip_in *in);
/* To whoever sent a table of slips, what became of its rows; and to whom its rows concern. */
struct letter compose_slip_rows(struct arena *a, const struct slip_rows_in *in);
/* Several slips in one letter, LETTER_SLIP_ASKS, _RESULTS or _REMINDERS; each item's mail is attached where it has it. */
struct letter compose_slip_list(struct arena *a, enum letter_kind kind, const struct slip_list_in *in);
/* An appeal, a payment or a command, to whoever decides it; `about` is its question (store_asks.h). */
struct letter compose_ask(struct arena *a, const struct ask_in *in);
/* What was delivered for another duty, put together for whoever reports on it (转呈). */
struct letter compose_bundle(struct arena *a, const struct bundle_in *in);
/* What became of an answer, a command or a question. */
struct letter compose_told(struct arena *a, const struct told_in *in);
/* A report; the event that it invites to is attached. `about` is the caller's. */
struct letter compose_report(struct arena *a, const struct report_in *in);
/* What other rules would have come to (whatif): a report that nobody's moment makes. */
struct letter compose_supposed(struct arena *a, const struct supposed_in *in);
/* What tells most of each line of a table, as a chart. False: there is too little to be drawn. */
bool compose_report_chart(struct arena *a, const struct report_table *t, enum chart_kind kind, date day, struct chart *c_r);
/* Whom to call today, as a sheet to print (for drawing.h) and as the letter that carries it, with the same as a workbook. */
struct print_sheet call_sheet_print(struct arena *a, const struct call_sheet_in *in);
struct letter compose_call_sheet(struct arena *a, const struct call_sheet_in *in);
/* Of any kind: what is recorded of it alone, without words and bytes (head.unwritten, for which all of these give this). */
struct letter compose_unwritten(struct arena *a, const struct letter_head *h, enum letter_kind kind);
struct letter compose_digest(struct arena *a, const struct digest_in *in);
/* Its workbook, the same for each reader but for whose copy it is: goes into in->book. And the chart of its trend, whose picture goes into in->picture; false: there is too little to draw. */
struct digest_book compose_digest_book(struct arena *a, const struct digest_in *in);
bool compose_digest_chart(struct arena *a, const struct digest_in *in, struct chart *c_r);
struct alarm_in {
	struct letter_head head;
	const char *kind;            /* words, or a code that the catalogue words: "disk" is alarm.disk, recovered.disk, and alarm_do.disk what to do */
	const char *about;           /* a mailbox's name, an address ...; NULL: nothing in particular */
	const char *text;            /* may have several lines */
	const struct alarm_span *meanwhile;   /* what else was wrong while no letter could leave */
	size_t meanwhile_count;
	int64_t since, over;         /* INT64_MIN: not told; not over yet */
};
struct alarm_span {
	const char *kind, *about;
	int64_t since, over;         /* over INT64_MIN: it goes on */
};
/* To the operator: what is wrong and what to do, or that it is over and how long it was. */
struct letter compose_alarm(struct arena *a, const struct alarm_in *in);

#endif
