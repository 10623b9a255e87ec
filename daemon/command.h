/* Commands by mail that answer no letter (rules.md section 6): 请假 张伟 10月8日至9日, 处罚 张伟 遗失合同, 免除 ENTRY. Pure: the words of a mail in, what is meant out;
 * who may, and what it does, is command_take.h. */
#ifndef DAEMON_COMMAND_H
#define DAEMON_COMMAND_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"

enum command_kind { COMMAND_LEAVE, COMMAND_FINE, COMMAND_WAIVE, COMMAND_KINDS };

struct command {
	enum command_kind kind;
	const char *who;        /* a person's name as written; "" none (COMMAND_WAIVE) */
	const char *what;       /* FINE: the catalogue's item; WAIVE: the entry's id */
	const char *reason;     /* the words behind that, "" if none */
	date from, to;          /* LEAVE: both included; DATE_NONE: not understood */
};

/* One of the first lines of the sender's own words begins with such a word, or with a name and 请假. Dates without a year are those nearest to today.
 * False: it is none. A command of leave without a date is none either, and so is a waiver that names no entry. */
bool command_read(struct arena *a, const char *text, date today, struct command *c_r);

#endif
