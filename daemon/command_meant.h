/* A command as it is meant: understood against the office of its day, kept as a line with its question (store_asks.h: `about`), made again from that line, and
 * told in the words of a letter. */
#ifndef DAEMON_COMMAND_MEANT_H
#define DAEMON_COMMAND_MEANT_H
#include "clerk.h"
#include "command.h"

struct newcomer {                       /* COMMAND_JOIN */
	const char *id, *name, *addr;
	unsigned role;                  /* a bit */
};

struct meant {
	enum command_kind kind;
	const struct staff *who;        /* NULL: WAIVE, JOIN, STOP, RESUME */
	const struct catalogue_item *item;
	int64_t extra;                  /* FINE: fen that whoever said it adds to the item's own */
	struct entry entry;             /* WAIVE */
	const struct staff *heir;       /* HANDOVER */
	struct newcomer person;         /* JOIN; ADDRESS: addr alone */
	const char *reason;
	date from, to;
	bool half;
};

/* Whom a command names: whoever is there; else whoever has left, of whom a last day, leave or a handover may be said still. NULL: nobody; several_r: more than one. */
const struct staff *command_whose(const struct office *o, const char *name, date day, bool *several_r);
/* What `said` means; *why_r: NULL, or why it can't be done: a code of the catalogue's group refused. */
int command_understand(struct clerk *c, const struct command *said, date today, const struct staff *sender, struct meant *w_r, const char **why_r, struct err *err);
const char *command_line(struct arena *a, const struct meant *w);
/* 1, 0 it can't be carried out any more (the roster, the catalogue or the entry changed; a waiver's entry is in w_r also where it does not stand any more), -1. */
int command_of_line(struct clerk *c, const char *line, struct meant *w_r, struct err *err);
/* Why it can't be carried out now, though it could when it was asked about: somebody else has that address, or that id, by now. A code likewise, or NULL. */
const char *command_trouble(struct clerk *c, const struct meant *w, date today);
/* In a few words (张伟请假 10月8日至10月9日), and what will happen: *lines_r, at least two. */
const char *command_short(struct arena *a, const struct meant *w);
size_t command_does(struct arena *a, const struct meant *w, const char ***lines_r);

/* NULL: the catalogue has none of that name. */
const struct catalogue_item *command_item(const struct policy *p, const char *item);

/* Of such a line: who joins (false: it is no such line), which address is new ("": none), which kind it is. */
bool command_newcomer(struct arena *a, const char *line, struct newcomer *n_r);
const char *command_address(struct arena *a, const char *line);
const char *command_heir(struct arena *a, const char *line);  /* staff id, "": none */
enum command_kind command_kind_of(const char *line);
extern const char *const command_names[COMMAND_KINDS];  /* "leave", ...: of lines, facts and words */

#endif
