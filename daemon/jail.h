/* What the kernel lets a process of leadclerk do. A child that reads strangers' bytes closes its jail behind itself before the first of them:
 * system calls by a list of what its role needs (seccomp), files and TCP ports by Landlock, memory and descriptors by limits. Nothing in the
 * configuration can leave it open. Two builds: the usual one, and one with a sanitizer, which needs calls of its own and has no filters; the
 * line at the start of each child says which.
 *
 *             reader   fetcher                         sender                sender into a Maildir   drawer
 * network     none     its server's port, DNS          the same              none                    none
 * files       none     names and certificates to read  the same              that folder             fonts to read
 * processes   none     none                            threads: libcurl      none                    threads: Pango
 *                                                      looks up names in one                         looks for fonts in one
 *
 * A call that its role never makes ends the child (SIGSYS). A file it may not have is refused with EACCES: libraries look for
 * files that they do not need. So is a local socket: the caches of names behind them are done without. */
#ifndef DAEMON_JAIL_H
#define DAEMON_JAIL_H
#include <stdbool.h>
#include <stddef.h>

enum jail_role { JAIL_READER, JAIL_FETCHER, JAIL_SENDER, JAIL_DRAWER };

enum {
	JAIL_PATH_MAX = 4096,
	JAIL_READER_MB = 2048, /* address space. A 50 MB mail takes 320, one of MAIL_MAX_BYTES 700, five tables at their limits in one mail 2000 */
	JAIL_OTHERS_MB = 1024, /* fetcher and sender; a mail of MAIL_MAX_BYTES takes the fetcher 350 */
	JAIL_DRAWER_MB = 512,  /* 120 with nothing drawn (libraries, fonts, stacks), 190 with the longest picture; other fonts are larger */
	JAIL_DESCRIPTORS = 64, /* of fetcher, sender and drawer; the reader has those that it was born with */
};

/* What one child may touch beyond its role. Zeroed: nothing. */
struct jail_rights {
	int port;                         /* TCP, of its server; 0: no network but DNS */
	char read_file[JAIL_PATH_MAX];    /* its server's ca_file; "": none */
	char write_folder[JAIL_PATH_MAX]; /* the Maildir it delivers into, which need not exist yet; "": none. Where it is set there is no network */
};

/* For every process of leadclerk, first of all: a password in memory never gets into a core file, nor to a debugger of the same user. */
void jail_no_cores(void);

/* For a child, first of all: wipes every variable of the environment that it does not need. password_command may live on one of them. */
void jail_forget_environment(void);

/* Closes the jail, for good. Before it: what needs files is opened. Only one thread may exist.
 * line_r: what is closed, and in plain words what could not be. False where something could not be: the caller says so as a warning. */
bool jail_enter(enum jail_role role, const struct jail_rights *rights, char *line_r, size_t line_size);

#endif
