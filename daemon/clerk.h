/* The clerk: what one process that writes the store has at hand. Passed to the rooms that join the others (intake, docket, answer, settle,
 * tick, post, turn); nothing else knows it. */
#ifndef DAEMON_CLERK_H
#define DAEMON_CLERK_H
#include "child.h"
#include "doubt.h"
#include "drawing.h"
#include "duty.h"
#include "store.h"
#include "values/letter.h"
#include "values/office.h"

struct mailbox_state;             /* mailbox.h */
struct pendings;                  /* intake.c */
struct ahead;                     /* ahead.c */
struct progress;                  /* progress.h */
struct under_way;                 /* post.c */
struct laid_facts;                /* clerk.c */
struct tally;                     /* tally.h */

struct clerk {
	const struct office *configured; /* foreign: of whoever read the configuration */
	const struct office *office;  /* that, with the facts that came by mail laid over it (facts.h) */
	struct laid_facts *laid;      /* own: what `office` lies in, and what it lay in before in this turn */
	int64_t facts_rollbacks;      /* of the store, when they were laid: what was undone is not one */
	struct store store;           /* own */
	struct arena *keep;           /* own: lives as long as the clerk */
	struct arena *turn;           /* own: emptied at the start of each turn */
	struct duty_kinds kinds;
	int64_t credits_from;         /* duty_credits_from of `office` and credits_day, where credits_known */
	date credits_day;
	bool credits_known;
	struct bytes token_key;       /* in keep */
	struct child *reader, *sender; /* own */
	struct child *aside;          /* own: a reader for what judging wants read again, while the first one is at work ahead */
	struct drawing *drawing;      /* own; NULL: no pictures */
	int64_t lost_since;           /* put_back.h: the store was put back, and what was done since then is not all made up for yet; INT64_MIN: it is */
	int64_t put_back_seen;        /* put_back.c: the first turn that met it so; INT64_MIN: none */
	struct sheets_made {
		int64_t moment;           /* 0: none */
		const struct office *office;
		size_t people;            /* of that roster, from its first on */
	} sheets;                     /* call_sheet.c: how far this moment's sheets are made */
	bool more;                    /* ... and that there are more to make: the next turn is due at once */
	bool sent_recovered;          /* sent.c: what the end before this start left in doubt is looked for */
	struct ahead *queue;          /* ahead.c: mails that are being read; in keep */
	struct under_way *under_way;  /* post.c: letters that left, until the store has what became of them; in keep */
	size_t session_letters;       /* tried over the sender's present connection */
	struct child *coming;         /* foreign: the fetcher that brings mails, if ahead_mind may take in its answers: none of them is in use; NULL */
	struct mailbox_state *mailboxes; /* [office->mailboxes_count], in keep */
	const struct tally *tally;    /* foreign: the servers' counts, for the digest that is being written; NULL: none */
	struct pendings *listed;      /* in keep: a replay's mails; NULL else */
	bool simulated;               /* replay: the clock is not the world's, and letters go into a Maildir from here, without waiting for the disk */
	bool recording_only;          /* rebuild, replay --no-letters: letters are recorded as sent when they would have left (outbox_let_go), none leaves */
	bool unwritten;               /* replay --no-letters, recording_only besides: of letters no more is made than what answers, and later letters, find them by */
	bool supposing;               /* whatif: all that is written is thrown away, so no letter is made, and no evidence ... */
	bool rows_stand;              /* ... and verdicts of rows are not written either, nobody will ask */
	struct settle_later *later;   /* foreign: mails are judged again (settle.h); NULL: they are not */
	struct progress *progress;    /* foreign: whoever waits sees how far judging again has come; NULL: nobody does */
	struct doubt doubt;           /* about the machine's clock: `run` alone looks after it */
	int64_t newest;               /* the newest arrival that was taken in since the start; INT64_MIN: none */
	int64_t horizon;              /* the mailboxes are known to have been read up to here, and not later than now */
};

/* Reads that secret, for who only looks. In `a`. -1: exit_code 66, there is none. */
int clerk_key(struct arena *a, const char *store, struct bytes *key_r, struct err *err);
/* Opens the store for writing, makes or reads the secret that tokens are made with (STORE.key beside the store, mode 0600). */
int clerk_open(const struct office *o, struct clerk *c_r, struct err *err);
/* The same in two steps, between which intake_begin starts the children: their starts take as long as the store's opening. -1: it is closed. */
void clerk_begin(const struct office *o, struct clerk *c_r);
int clerk_open_store(struct clerk *c, struct err *err);
/* The same over a store that somebody else may be writing to (store_open_supposed): nothing of what this clerk does stays. It has no drawer. */
int clerk_suppose(const struct office *o, struct clerk *c_r, struct err *err);
void clerk_close(struct clerk *c);

/* Lays the facts over the configuration once more: after one was added or ended, and after a transaction was undone. Pointers into the office as it
 * was before hold until clerk_forget_facts, which a turn begins with. */
int clerk_lay_facts(struct clerk *c, struct err *err);
void clerk_forget_facts(struct clerk *c);

/* Records a letter in the state that the mode asks for (waiting, shadow, or sent while rebuilding). Inside the caller's transaction.
 * receipts and returns go at once, others not in quiet hours (rules.md section 6): `due` is set here. */
int clerk_post(struct clerk *c, struct letter *l, struct err *err);
/* When a letter written now leaves that is no answer: now, or at the end of the quiet hours. It speaks, and is dated, as of then. */
int64_t clerk_leaves(const struct clerk *c, int64_t now);
/* Fills the parts of a letter's head that are the same for all letters of the office. */
struct letter_head clerk_head(struct clerk *c, const struct staff *to, const char *id, int64_t now);
/* One standing of a duty, for letters. */
struct standing clerk_standing(const struct duty *d);
/* A picture or printed sheet for a letter, drawn now; its bytes are in `a`. Size 0: the letter goes without. Why is logged once; nothing is drawn while a store
 * is rebuilt, whose letters went long ago (clerk_draws: false, what would be drawn need not be made). */
bool clerk_draws(const struct clerk *c);
struct bytes clerk_chart(struct clerk *c, struct arena *a, const struct chart *chart);
struct bytes clerk_sheet(struct clerk *c, struct arena *a, const struct print_sheet *sheet);
/* Credits of a person that any duty whose window reaches `day` may need. */
int clerk_credits(struct clerk *c, const char *staff, date day, struct credits *credits_r, struct err *err);

#endif
