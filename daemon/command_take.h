/* Commands by mail (command.h): each is answered by a letter that says exactly what will happen, and takes effect on the reply to that (rules.md section 6). A
 * director or general manager is asked whether he means it. What others may only ask for - their own leave, a record (记过, 警告) about a colleague - and a
 * director's own leave is put to whoever decides it. A trip of one's own asks for nothing and is taken at once. Inside the caller's transaction. */
#ifndef DAEMON_COMMAND_TAKE_H
#define DAEMON_COMMAND_TAKE_H
#include "hearing.h"

/* A mail that answers no letter that takes it. *taken_r: it was a command; its verdict is "answer", its reason says what became of it. */
int command_take(const struct hearing *h, bool *taken_r, struct err *err);
/* Whether words that might be a report are such a command of that person. Where somebody travels (出差) is what reports say. */
bool command_instead(const struct hearing *h);
/* A command in the words of a letter: in->what and what will happen. line: as store_asks.h keeps it (`about`). */
int command_words(struct clerk *c, const char *line, struct ask_in *in, struct err *err);
/* An answer to the letter that asked whether it is meant, or asked for it; 同意, 取消, 撤回 also to the one that says what became of it. Only of who is asked
 * now. *taken_r likewise. */
int command_answer(const struct hearing *h, bool *taken_r, struct err *err);

/* Why a sender who leads nobody can't have what his mail says (who joins, a fine, a trip that exempts from nothing ...): a code of the words refused.CODE; NULL: it is
 * no such command. */
const char *command_barred(const struct hearing *h);

#endif
