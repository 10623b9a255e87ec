/* Questions to people (rules.md sections 4 and 6): an appeal, a payment, a command, put to whoever decides it, in a letter whose answer decide.h
 * reads; reminders while nobody answers; and what became of it, to whoever has to know. All inside the caller's transaction. */
#ifndef DAEMON_ASKS_H
#define DAEMON_ASKS_H
#include "clerk.h"
#include "store_asks.h"

/* Who of these roles decides about something of that person (of), on that day: ids, blanks between; never the person itself, nor who asks for it (by); the
 * general managers in a director's place where the person leads, and where nobody else is there; and the deputies of those on leave. "" : nobody. */
const char *asks_deciders(struct clerk *c, unsigned roles, const char *of, const char *by, date day);
/* Their names, as letters show them. */
const char *asks_names(struct clerk *c, const char *ids);

/* Whether that word is one of those in a line of ids, blanks between. */
bool asks_holds(const char *words, const char *word);

/* The id of the letter in which that question is put to that person; or he is reminded of it, on that day (DATE_NONE: it is no reminder). */
const char *asks_letter_id(struct arena *a, const char *ask, const char *staff, date again);

/* Records it and writes to whoever is asked. 1, 0 it was put before, -1. */
int asks_put(struct clerk *c, const struct ask *k, int64_t now, struct err *err);
/* The question once more: an answer to its own mail (m), or a reminder (m NULL). */
int asks_post(struct clerk *c, const struct ask *k, const struct mail_record *m, int64_t now, struct err *err);
/* Reminders of what waits, in the mornings of the workdays after it was put (office_morning), a transaction each; what need not be answered any more is closed. Has one of those
 * who were asked left, it is asked of whoever decides such things now. Uses and resets c->turn. */
int asks_due(struct clerk *c, int64_t now, struct err *err);
int asks_due_next(struct clerk *c, int64_t *when_r, struct err *err);  /* INT64_MAX: nobody is to be reminded */

/* Entries as a letter to somebody else than their person shows them. */
int asks_entries(struct clerk *c, const char *ids, bool named, struct notice_entry **entries_r, size_t *count_r, struct err *err);
/* A letter about an answer. in->head is filled but for its thread: m, where it answers that mail's sender; NULL: somebody else is told. `id` names it: a
 * second one of that id is not written, and none to who has left. */
int asks_tell(struct clerk *c, struct told_in *in, const struct staff *to, const struct mail_record *m, const char *id, int64_t now, struct err *err);
/* An answer to that letter would have decided something, and our provider does not vouch for its sender: told to whose address it is, once. */
int asks_tell_unverified(struct clerk *c, const char *of, const struct staff *sender, const struct mail_record *m, int64_t now, struct err *err);
/* What `of` (an id of a letter or a question) asks was put to those names, and to nobody else: told to a sender who answered it, once. */
int asks_tell_not_asked(struct clerk *c, const char *of, const char *names, const struct staff *sender, const struct mail_record *m, int64_t now, struct err *err);

#endif
