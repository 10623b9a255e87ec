/* Programs of the operator's own, which the configuration names (password_command, alarm_command): each in a process group of its own, so
 * that what it starts can be ended with it; of ours it inherits the environment and stderr, no other descriptor, no blocked or ignored signal. */
#ifndef DAEMON_PROGRAM_H
#define DAEMON_PROGRAM_H
#include <stdbool.h>
#include <sys/types.h>

/* argv: ended by NULL; its first word is the program's path. in, out: what become its descriptors 0 and 1 (out may be 2); the caller keeps and
 * closes its own. 0, or the errno of what failed. */
int program_start(const char *const *argv, int in, int out, pid_t *pid_r);
/* Whether it has ended: then *status_r is waitpid's, and what is left of its group is killed. Never waits. */
bool program_ended(pid_t pid, int *status_r);
/* Waits for it up to `deadline` (clock_monotonic): waitpid's status, or -1 where it had to be killed with its group. */
int program_wait(pid_t pid, double deadline);

#endif
