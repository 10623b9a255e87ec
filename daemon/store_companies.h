/* New companies wait until there are several of them, and go into their table by one statement: a list brings a hundred, and most of what SQLite does for a row it
 * does for a statement. Their numbers are those that they would have had one by one. Whoever reads or changes table `company` by another way than these
 * says so before (companies_need, companies_write); what waits when a transaction is undone is forgotten with it. -1: exit_code 75, the store fails. */
#ifndef DAEMON_STORE_COMPANIES_H
#define DAEMON_STORE_COMPANIES_H
#include "store.h"

struct company_row {
	const char *key;
	int64_t owner, since, last, flags; /* owner: a person's number */
};
int companies_add(struct store *s, const struct company_row *row, int64_t *company_r, struct err *err); /* key is copied */
int companies_need(struct store *s, int64_t company, struct err *err); /* that one is about to be read, or changed */
int companies_write(struct store *s, struct err *err);                 /* all are */
void companies_free(struct companies *c);                              /* NULL: nothing */

#endif
