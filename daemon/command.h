/* Commands by mail that answer no letter (rules.md section 6): 请假 张伟 10月8日至9日, 出差 张伟 10月8日至10日 广州, 处罚 张伟 遗失合同, 记过 张伟 原因, 免除 ENTRY,
 * 入职 张三 zhang@corp.test 业务员 10月8日, 离职 张伟 10月31日, 换邮箱 张伟 new@corp.test, 移交 张伟 李强, 停, 恢复. Pure: the words of a mail in, what is meant out;
 * who may, and what it does, is command_take.h. */
#ifndef DAEMON_COMMAND_H
#define DAEMON_COMMAND_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

enum command_kind {
	COMMAND_LEAVE, COMMAND_TRIP, COMMAND_FINE, COMMAND_WAIVE, COMMAND_JOIN, COMMAND_GONE, COMMAND_ADDRESS, COMMAND_HANDOVER, COMMAND_STOP, COMMAND_RESUME, COMMAND_KINDS
};

struct command {
	enum command_kind kind;
	const char *who;        /* a person's name as written; "": nobody is named: LEAVE and TRIP are the sender's own */
	const char *what;       /* FINE: the catalogue's item; WAIVE: the entry's id; JOIN, ADDRESS: the mail address, in its canonical form; HANDOVER: to whom */
	const char *reason;     /* the words behind that, "" if none */
	date from, to;          /* LEAVE, TRIP: both included; JOIN: the first day, GONE: the last, both in `from`; DATE_NONE: none is named */
	bool half;              /* LEAVE: of half a day */
	bool sort;              /* LEAVE: called by its sort (年假, 调休), which stands before the reason: who is not on the roster is no name then */
	bool guessed;           /* LEAVE, TRIP: who may be words as well (明天高烧请假): where nobody on the roster is called so, it is the sender's own */
	bool vague;             /* LEAVE, TRIP, JOIN, GONE, ADDRESS: days are named, but not so that they can be read one way: 10月9日、12日 */
	unsigned role;          /* JOIN: bit of the role that is named, 0: none */
	int64_t fen;            /* FINE: the sum among the words that is called 差价, 损失 ..., else the first one; 0: none */
};

/* One of the first lines of the sender's own words begins with such a word, or with a name and 请假 or 出差. Dates without a year are those nearest to today.
 * False: it is none. A waiver that names no entry is none, and 停 and 恢复 are a line of their own. */
bool command_read(struct arena *a, const char *text, date today, struct command *c_r);
/* Another one among those lines, which begins with its word: of something else, someone else or other days than the first. */
bool command_read_other(struct arena *a, const char *text, date today, const struct command *first, struct command *c_r);

#endif
