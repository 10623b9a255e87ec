/* Which company has a key. Table company_key knows by 49 bits of the key's hash, and a new key belongs anywhere in it: a hundred new ones of a mail would dirty a hundred
 * of its pages. So the newest wait in memory, sorted, and go in together, in their order (store_merge_keys, store_tidy): then a page takes in several at a time, and
 * a night writes what it appends. Nothing is lost with the memory: what waits are the companies behind a pointer (meta `keys_upto`), by their ids.
 * Nearly every key that is looked for is new, and the table says so with a page of its own. So a large one has a sieve before it (base/sieve.h), filled
 * from the table where the clerk is idle: what it does not know need not be looked for. It holds nothing that the table does not; a slot is told to it before it
 * is written, and what it knows too much costs a look. Knowing too little would double a company. So at an orderly end it is kept beside the store (STORE.sieve)
 * under a mark that store and file share, and is taken again only by this: the mark goes before a key is written, and another end has another mark. After a
 * crash, under a backup that was put back, or where the file is not as it was, it is made anew.
 * -1: exit_code 75, the store fails. */
#ifndef DAEMON_STORE_KEYS_H
#define DAEMON_STORE_KEYS_H
#include "store.h"

int keys_find(struct store *s, const char *key, int64_t *company_r, struct err *err);      /* 1; 0 none has it, and *company_r is 0 */
int keys_add(struct store *s, const char *key, int64_t company, struct err *err);          /* of a company that was just added */
int keys_remove(struct store *s, const char *key, int64_t company, struct err *err);       /* of one that is about to be deleted: the newest first */
int keys_rename(struct store *s, const char *from, const char *to, int64_t company, struct err *err); /* the company's row says `to` already */
/* Who is never idle, and whom nobody waits for (a replay): all that store_tidy would do for the sieve, at once. Nothing, for most calls. */
int keys_sift(struct store *s, struct err *err);
void keys_keep(struct store *s);                                                            /* the sieve, at the end of a writer; not asked any more afterwards */
void keys_free(struct keys *k);

#endif
