/* `leadclerk init`: the first configuration, by a short conversation or by options alone (--yes): commented, in shadow mode, the passwords in files of their own.
 * Nothing is written before all is answered; what is there is not written over unless told to; then `check` and `doctor`. */
#ifndef DAEMON_INIT_H
#define DAEMON_INIT_H
#include <stdbool.h>

#include "base/err.h"
#include "values/office.h"

/* What is asked, in this order; init_options has the option of each. */
enum init_question {
	INIT_COMPANY, INIT_ZONE, INIT_MAILBOX, INIT_IMAP, INIT_SMTP, INIT_PASSWORD_FILE, INIT_ROSTER, INIT_DIRECTOR, INIT_GM, INIT_DIRECTOR_PASSWORD_FILE,
	INIT_OPERATOR, INIT_PACKS, INIT_QUOTA, INIT_DUE, INIT_DONATION, INIT_WEEKEND, INIT_SINCE, INIT_COUNT
};
extern const char *const init_options[INIT_COUNT];   /* "company" for --company */

struct init_given {                  /* what the command line said */
	const char *answer[INIT_COUNT]; /* NULL: not given */
	const char **calendars;         /* --calendar, each */
	size_t calendars_count, calendars_cap;
	bool password_stdin, yes, replace;
};

/* configuration: the file to be written; its folder is made, and gets secrets/ and calendars/. 0, or -1: 64 an answer is missing or wrong (nothing was written),
 * 73 something is there already or can't be written; with all written, what doctor says (doctor.h). */
int init(const struct init_given *given, const char *configuration, int64_t now, struct err *err);

#endif
