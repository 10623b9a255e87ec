/* What stands where data were erased (`forget`, retention), and how what is to be erased is found in texts. Pure.
 *
 * A row whose person is erased goes on being judged as before: what was filled says ERASED_CELL and counts as filled, a phone that was usable as usable. A company that is
 * erased is known by a made-up name, erased_company, in every place alike: rows, keys, slips. So first contact stays what it was, judging again gives the same verdicts, and what
 * comes again from a mailbox is known as the same company. Whoever else lists it finds it taken, as before: erasing a name is no reason to lose a claim, or to win one.
 *
 * Hashes are HMAC-SHA-256 under a key made of STORE.key, which is a file of its own and not in the store. A phone has so few digits that a plain or merely salted hash (the salt
 * lying beside it) is undone by trying them all; under a key it says nothing to whoever got hold of the store, a copy, or a disk that was thrown away, without that file. Whoever has both could
 * try them all, and is the office itself, which has the mailbox, too; a key thrown away would do no better, as then nobody could keep the promise (a rebuild would bring it
 * all back) nor show, with the text in hand, that a row was this one. That much is kept, and nothing else can be learned from it (commands_prove.c shows it). */
#ifndef ERASED_H
#define ERASED_H
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "values/lead.h"
#include "values/mail.h"

#define ERASED_CELL "⟦已删除⟧"       /* in a cell; a mail that says so itself does not pass for one (erased_disarm) */
#define ERASED_NAME "已删除客户"      /* and 16 digits: a company */

static inline bool cell_erased(const char *cell)
{
	return (unsigned char)cell[0] == 0xE2 && strncmp(cell, ERASED_CELL, sizeof ERASED_CELL - 1) == 0;
}

/* The key for all of this, of the office's secret. */
struct digest erased_key(struct bytes secret);
/* what: "phone" (in normal form), "company" (its key), "code" (USCC), "said" (words as they were written). */
struct digest erased_hash(const struct digest *key, const char *what, const char *text);
const char *erased_company(struct arena *a, const struct digest *key, const char *company_key);
const char *erased_code(struct arena *a, const struct digest *key, const char *code); /* a cell; what stands behind ERASED_CELL is the code */
/* What a row said, at its place in its mail: over all cells that the sender wrote. */
struct digest erased_proof(const struct digest *key, const char *mail, int list, int n, const struct lead_row *row);

/* What is looked for in texts. */
struct needle {
	const char *text, *instead;
	const char *beside;          /* NULL, or only in texts that say this, too: a name alone is many people's */
	const char *digits, *beside_digits; /* of one that is a number: found however it is written, and never within a longer one. NULL: it is none */
};
struct needles {
	const char *phone;           /* its digits, whatever stands between them; NULL: none */
	const char *local, *area;    /* of a landline with the office's own area code: what people dial there, found where no other area code stands before it; else NULL */
	bool (*longer)(void *ctx, const char *text, const char *from, const char *to); /* NULL, or: what stands there is part of a name that is another's */
	void *ctx;
	struct needle *items;
	size_t items_count, items_cap;
};
/* Of a phone in normal form: nothing but the number, without area code too where that is the office's (area_code; NULL: it has none). */
struct needles needles_of_phone(struct arena *a, const char *normal, const char *area_code);
struct needles needles_phone_alone(const struct needles *n); /* of those, the phone */
/* Once each; too short a text is none, nor is one that must stand beside too short a text. */
void needles_add(struct arena *a, struct needles *n, const char *text, const char *instead, const char *beside);
/* Whether a cell tells a number at all: 暂无 and 不详 are in everybody's texts. */
bool says_number(const char *cell);
/* The next number of a mobile's form at or behind *at, which moves behind it. */
bool next_mobile(const char **at, char digits_r[12]);
/* "0769-88888888" -> "076988888888" */
const char *phone_digits(struct arena *a, const char *normal);
bool needles_in(const struct needles *n, const char *text);
/* The text with something else in each needle's place; `text` itself where there is none. */
const char *needles_redact(struct arena *a, const struct needles *n, const char *text);
/* The same for every text of a mail: how many differ now. The strings of `m` are replaced. */
size_t needles_redact_mail(struct arena *a, const struct needles *n, struct mail *m);

/* Erases a row's person: names, phones, and whatever is said in words. check: of the row as it was. Further phones go with the first. */
void erase_person(struct lead_row *row, const struct row_check *check);
/* A row that is somebody else's and says a phone among other things: cells in words that say it, and the number in others. Not in the firm's name. */
void erase_mention(struct arena *a, struct lead_row *row, const struct needles *phone);
/* ... and the company: its name and code are those given (code: NULL, there is none). */
void erase_company(struct lead_row *row, const struct row_check *check, const char *name, const char *code);
/* Cells of a mail that begin as if they had been erased say so no more. */
void erased_disarm(struct arena *a, struct lead_table *tables, size_t count);

#endif
