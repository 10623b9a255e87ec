/* doctor: connects to every server of the configuration through the same children as the daemon, draws a sample, and says what it found, what is handled,
 * and what to switch on in which web page. Sends nothing unless it is told to whom, and never tells a secret. Told in the language that is
 * spoken (speak.h); what servers and children say stays in their words. */
#ifndef DAEMON_DOCTOR_H
#define DAEMON_DOCTOR_H
#include "base/buf.h"
#include "base/err.h"
#include "values/office.h"

/* send_to: an address for one test letter, or NULL. What is found is added to `out`. 0: all is well; -1 with the exit code of the worst
 * fault (69 out of reach, 77 a login is refused, 78 a password can't be read or a folder is missing, 75) and how many there are. */
int doctor(const struct office *o, const char *send_to, struct buf *out, struct err *err);

#endif
