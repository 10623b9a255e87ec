/* Between jail.c and the kernel's two doors. */
#ifndef DAEMON_JAIL_INSIDE_H
#define DAEMON_JAIL_INSIDE_H
#include "jail.h"

/* Sanitizers stop the world by ptrace, map what they like and start a symbolizer: they do not live in a jail. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define JAIL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(undefined_behavior_sanitizer)
#define JAIL_SANITIZED 1
#endif
#endif
#ifndef JAIL_SANITIZED
#define JAIL_SANITIZED 0
#endif

/* Landlock (jail_files.c). The kernel's ABI, 1 or more; 0: it has none, -1: it could not be closed (errno). */
int jail_close_files(enum jail_role role, const struct jail_rights *rights);
enum { JAIL_ABI_NET = 4, JAIL_ABI_SCOPES = 6 }; /* since when it knows TCP ports; other processes' signals and abstract sockets */

/* seccomp (jail_calls.c). 0, or a negative errno: no filter is in force. */
int jail_close_calls(enum jail_role role, const struct jail_rights *rights);

#endif
