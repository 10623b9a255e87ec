/* What a company is known by (rules.md section 3, "First contact wins"): its key, and its unified social credit code (GB 32100-2015).
 * Pure but for two tables: company_open reads which characters the conversion to simplified ones may change at all; company_bind loads the conversion, a MB of
 * memory and 3 ms of each start, which a command that judges nothing has no use for. (The only user of OpenCC.) */
#ifndef COMPANY_H
#define COMPANY_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum {
	COMPANY_KEY_VERSION = 2, /* stands on each stored row: raise it when company_key gives another answer for any name */
	USCC_LENGTH = 18,
};

/* Before the first company_key. Calling again does nothing. */
void company_open(void);
/* Loads the conversion (t2s.json, a file of libopencc): whoever judges, before the first mail. company_key does it by itself at the first name that needs it, and ends the
 * process if it can't. Calling again does nothing. -1: exit_code 69 or 78, it is not there; the text says what to install. */
int company_bind(struct err *err);
void company_close(void);

/* The key: NFKC; every kind of bracket is ( or ); traditional to simplified; upper case; no blanks, zero-width characters, characters of control, variation
 * selectors, and no punctuation (Unicode P*) but brackets; no trailing bracket that begins with a status (存续, 注销, 曾用名 ...), as
 * often as there is one. A place in brackets stays, in the middle and at the end. "" if nothing is left. */
char *company_key(struct arena *a, const char *name);

/* Exactly 18 characters of the standard's alphabet in upper case, the last being the right check digit. */
bool uscc_valid(const char *code);
/* The code that a cell holds: NFKC, upper case, blanks and punctuation dropped. "" unless it is then valid: a code with a wrong check
 * digit is ignored. */
char *uscc_normal(struct arena *a, const char *text);

#endif
