/* An alarm told by the operator's own program (`alarm_command`), whichever way that goes: a text message, a chat robot, a pager. It is started
 * beside the clerk, reads one line "MOMENT NAME text" from its standard input, and what it prints goes to the log's descriptor. What fails
 * is only logged: the alarm stands in STORE.alarm all the same. */
#ifndef DAEMON_ALARM_COMMAND_H
#define DAEMON_ALARM_COMMAND_H
#include <stddef.h>

#include "values/office.h"

enum {
	ALARM_COMMAND_SECONDS = 30,  /* then it is killed with all that it started */
	ALARM_COMMAND_PAUSE = 60,    /* seconds between two runs for alarms of the same name: the later one is in STORE.alarm only */
	ALARM_COMMANDS_MAX = 4,      /* at one time */
};

/* words: the program's path and its arguments; kept, not copied. count 0: no program. seconds: ALARM_COMMAND_SECONDS, and less in tests. No
 * shell stands between. */
void alarm_command_use(const char *const *words, size_t count, double seconds);
void alarm_command_start(const char *name, const char *line);
/* Notes which have ended, ends those beyond their time. Never waits. */
void alarm_command_mind(void);
/* Waits for those that run, each up to its own end of time, and forgets the program. */
void alarm_command_close(void);

#endif
