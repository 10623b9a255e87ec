/* The outbox: letters recorded together with their cause, and their way out. State changes go through outbox_result alone.
 *   waiting -> claimed -> sent | waiting (later) | refused (for good) | unsure
 * A letter found `claimed` at start was under way when the clerk died: outbox_recover. One that came back is `bounced` (failing.h). One too
 * many for its person is `withheld` (flood.h). In shadow mode letters stay `shadow`. One that was taken into a
 * later letter before it left is `merged`. */
#ifndef DAEMON_OUTBOX_H
#define DAEMON_OUTBOX_H
#include "send.h"
#include "store.h"
#include "values/letter.h"

/* A letter's bytes are kept compressed; in stores of earlier versions they stand as they are, beginning with a header's name, which no compressed ones do. The column's, in
 * `a`: 0, or -1: they are damaged (the row stays the caller's to end). */
int outbox_body(struct query *q, int column, struct arena *a, const char *id, struct bytes *bytes_r, struct err *err);
/* Recorded inside the caller's transaction as `waiting`, `shadow` or `withheld`. A letter of that id is not recorded twice: 0 then as well, *added_r false. */
int outbox_add(struct store *s, const struct letter *l, const char *state, bool *added_r, struct err *err);
/* A letter that waits, and was never tried, */
struct letter_wanted {
	const char *staff;
	bool confirm;             /* of kind confirm; else a reminder, make-up or penalty notice */
	bool shadow;              /* letters are held back now; else those that were stay out of it */
	int64_t from, to;         /* due between these, both included */
};
struct letter_waiting {
	const char *id, *about;
};
/* the first of them: 1, 0 there is none, -1. */
int outbox_waiting(struct store *s, struct arena *a, const struct letter_wanted *w, struct letter_waiting *l_r, struct err *err);
/* ... it stays on record as `merged`: another one says what it says. Inside the caller's transaction. */
int outbox_merge(struct store *s, const char *id, struct err *err);
/* Where letters are only recorded: those that would have left by then are sent. */
int outbox_let_go(struct store *s, int64_t until, struct err *err);
/* While letters are stopped by mail, or in shadow mode, those that wait since before and are due up to `until` are not sent any more, but for alarms and the general
 * manager's digests: they are `shadow`. Inside the caller's transaction. */
int outbox_shadow(struct store *s, const struct office *o, int64_t until, struct err *err);
/* Was the notice about that entry held back, and is there no other that leaves or left? Then its person knows nothing of it, and need not hear that it is reversed. 1, 0, -1. */
int outbox_held_back(struct store *s, const char *staff, const char *entry, struct err *err);
/* Since when the configuration says `mode: shadow`: noted when it is first seen, forgotten when it is live again; a transaction of its own where that changes. */
int outbox_note_mode(struct store *s, bool shadow, int64_t now, struct err *err);
int outbox_shadow_since(struct store *s, int64_t *since_r, struct err *err);   /* 1, 0 it is live, or was never looked at, -1 */
/* When the next letter is due; INT64_MAX: none waits. */
int outbox_next(struct store *s, int64_t *when_r, struct err *err);
/* The clock was ahead, and is right again: letters that were put off by it, or made, wait no longer than the longest pause between two tries. *count_r: how many. */
int outbox_set_back(struct store *s, int64_t now, int64_t *count_r, struct err *err);
/* How many are due. */
int outbox_due(struct store *s, int64_t now, int64_t *count_r, struct err *err);

struct outgoing {
	const char *id, *to, *kind;
	const char *staff;            /* NULL: to nobody of the roster */
	struct bytes bytes;
	int64_t created;
	int tries;
};
struct outgoings {
	struct outgoing *items;
	size_t items_count, items_cap;
	/* Letters that were due as well, and whose bytes are damaged: they are `refused`, so that none waits for them; why: what their `answer` says. */
	struct damaged_letter { const char *id, *why; } *damaged;
	size_t damaged_count, damaged_cap;
};
/* Letters that are due now are claimed, inside the caller's transaction, which must be durable before they leave: up to `max`, but a
 * penalty notice alone, so that an end at the wrong moment leaves one of them in doubt at most. */
int outbox_claim(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err);
/* The same of receipts alone, as many as stand in front of the queue: no letter overtakes another, and none leaves that the present turn may still take
 * into another one, or hold back. */
int outbox_claim_receipts(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err);
/* A claimed letter that was not tried after all, or met trouble that is not its own (`why`: the words; NULL: none), keeps its place in the
 * queue: that was no try. When the next one may leave, says pace.h. */
int outbox_unclaim(struct store *s, const struct outgoing *o, const char *why, struct err *err);
/* What became of one; inside the caller's transaction. SEND_UNSURE: a penalty notice is `unsure` and waits for a person; another letter
 * goes again, marked as possibly double, and at the third time waits for a person too. SEND_LATER ends as `refused` after 60 tries. */
int outbox_result(struct store *s, const struct outgoing *o, const struct send_result *r, int64_t now, struct err *err);
/* Where the submission is a Maildir, before outbox_recover: letters left `claimed` simply go again, since there they are the same file. */
int outbox_release(struct store *s, struct err *err);
/* At start, its own transaction: letters left `claimed` may have arrived. A penalty notice is `unsure` and waits for a person (`retry`);
 * any other goes again, marked as possibly double. *unsure_r: how many letters of either sort there were. */
int outbox_recover(struct store *s, int64_t now, int *unsure_r, struct err *err);
/* A store that was put back (put_back.h): what waits, and was not looked for yet, may have been sent since then. Inside the caller's transaction. It is `unsure`, to be
 * looked for in the Sent folder at once (sent_compare), until it is known whether it was: outbox_found, outbox_not_found. */
int outbox_doubt(struct store *s, int64_t since, struct err *err);
int outbox_found(struct store *s, const char *id, int64_t now, struct err *err);   /* any unsure letter: it was sent */
int outbox_not_found(struct store *s, const char *id, struct err *err);            /* one of those: it waits as it did */
/* Nothing says whether it was (id NULL: all of those): a penalty notice waits for a person, another letter goes, marked as possibly double. */
int outbox_doubt_stays(struct store *s, const char *id, struct err *err);
/* Seconds until try number `tries` + 1 after a temporary refusal: 1 min, 2, 4, ... up to 1 h. */
int64_t outbox_backoff(int tries);
/* `retry ID` and `ignore ID`: an unsure or refused letter goes again (its tries counted anew), or is let be. 1 done, 0 there is no such letter in that state. */
int outbox_retry(struct store *s, const char *id, int64_t now, struct err *err);
int outbox_ignore(struct store *s, const char *id, struct err *err);

/* The letter that a token belongs to, once delivered to a person: 1, 0, -1. */
struct letter_ref {
	const char *id, *kind, *staff, *addr, *about, *state;
	int64_t due;    /* when it leaves, or left: it is dated so */
	bool told;      /* proof.h: it is what the letter that was answered is about */
};
int outbox_find_token(struct store *s, struct arena *a, const char *token, struct letter_ref *l_r, struct err *err);
/* A letter to that person, of those whose ids begin as this one's does (notice., confirm.), is about an entry of that id but for its number: 1, 0, -1. */
int outbox_told_of(struct store *s, struct arena *a, const struct letter_ref *like, const char *entry, size_t stem, struct err *err);
int outbox_find_id(struct store *s, struct arena *a, const char *id, struct letter_ref *l_r, struct err *err);
/* The newest question about slips to that address since `from`, of one of two kinds; one that was held back only where letters are (shadow): 1, 0, -1. */
struct question_waiting {
	const char *id, *about;
	int64_t due;
	bool untouched;                   /* it waits, and was never tried */
};
int outbox_question(struct store *s, struct arena *a, const char *addr, const char *kind, const char *several, int64_t from, bool shadow,
                    struct question_waiting *q_r, struct err *err);
int outbox_replace(struct store *s, const char *id, struct err *err);   /* another letter says what it says: `merged`, whatever its state */
/* What is left of a letter's bytes once they were erased. */
#define OUTBOX_ERASED "X-Leadclerk-Erased: yes\r\n\r\n"
/* What is kept of one that was never written (replay --no-letters): outbox_add writes it for a letter without bytes. */
#define OUTBOX_UNWRITTEN "X-Leadclerk-Unwritten: yes\r\n\r\n"
/* Letters written in [from, to) that are through, or never left, lose their bytes, inside the caller's transaction. What waits, or waits for a person, keeps them. */
int outbox_erase_between(struct store *s, int64_t from, int64_t to, int64_t *count_r, struct err *err);
int outbox_exists(struct store *s, const char *id, struct err *err);   /* 1, 0, -1 */

#endif
