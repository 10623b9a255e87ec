/* `forget PHONE or COMPANY`: a person's data erased at that person's request (PIPL 47). What is known of it in the store goes: cells of rows, words of mails, the mails'
 * bytes as they came, letters that say it, slips, questions, evidence; and what an earlier `rebuild` left beside the store. Verdicts, counts and the ledger stay (erased.h says how). */
#ifndef DAEMON_FORGET_H
#define DAEMON_FORGET_H
#include "clerk.h"
#include "erased.h"
#include "values/classified.h"

struct forgotten_mail {
	const char *id, *message_id, *mailbox, *folder;
	int64_t arrived_at;
	int rows;                    /* that are about it */
	bool raw;                    /* its bytes were kept */
};
struct forgotten_letter {
	const char *id, *addr, *message_id;
	int64_t created_at;
	bool waits;
};
/* What there is of it, and what went. */
struct forgetting {
	struct store *store;
	const struct office *office;
	struct arena *a, *scratch;
	const struct digest *key;    /* NULL: it is only looked for */
	int64_t now, erasure;
	const char *phone;           /* normal form, or NULL: a company */
	struct { const char **items; size_t items_count, items_cap; } keys, codes; /* of the company, and of those found to be the same */
	struct needles needles;
	struct needles code_names;   /* doing: what stands in the place of codes */
	struct { struct forgotten_mail *items; size_t items_count, items_cap; } mails;
	struct { struct forgotten_letter *items; size_t items_count, items_cap; } letters;
	struct { const char **items; size_t items_count, items_cap; } damaged; /* letters whose kept bytes nobody can read, and of which nothing else says it: they stay */
	size_t rows, others;         /* others: slips' texts, questions, signals */
	size_t unread;               /* mails that nobody could look into: quarantined, not understood, or of unknown senders, whose bytes are kept */
	size_t entries;              /* of the ledger, which name it: they are never changed */
	struct digest_state proofs;
};

/* words: a phone, or a company's name. What there is: f_r in `a`. -1: 64 it is neither. */
int forget_look(struct store *s, const struct office *o, struct arena *a, const char *words, struct forgetting *f_r, struct err *err);
/* Erases it, in a transaction of its own, and writes the store anew; login: who asked for it. *said_r, in c->turn, what was done. -1: 66 nothing is known of it,
 * 75 the store, or letters that say it have not left yet. */
int forget_do(struct clerk *c, const char *words, const char *login, int64_t now, const char **said_r, struct err *err);
/* Goes on where the end came between erasing and writing the store anew. */
int forget_resume(struct clerk *c, struct err *err);
/* As the preview shows it. */
void forget_tell(const struct forgetting *f, const char *words, struct buf *out);
/* Which letters could not be looked into; "" where there is none. In `a`. */
const char *forget_tell_damaged(const struct forgetting *f, struct arena *a);

/* ---- at the door (forget_door.c) ---- */
struct door_row { int list, n; int64_t erasure; struct digest proof; };
struct door_rows {
	struct door_row *items;      /* rows whose cells went */
	size_t items_count, items_cap;
	size_t texts;                /* other texts that said it */
};
/* What a mail (`public`: its id) brings of those who were erased is erased before anything is recorded, on whichever way it comes: rebuilt, late, or mailed anew. Texts of
 * mail and tables are replaced. Where anything was, its bytes must not be kept. */
int forget_at_door(struct clerk *c, const char *public, struct mail *m, struct classified *found, struct door_rows *rows_r, struct err *err);
int forget_door_rows(struct clerk *c, int64_t mail, const struct door_rows *rows, struct err *err);
/* The list of those, from another store that shares the secret: a rebuilt store honours it. 0 also where that one has none, or can't be read. */
int forget_take_over(struct clerk *c, const char *from_store, struct err *err);

#endif
