/* Doubt about the machine's clock: it was set while the clerk lived, by more than DOUBT_SECONDS (a dead battery, a wrong time server, a restored
 * virtual machine; not summer time, which is no matter of UTC, and not sleep, which the kernel counts). A clock that leaps ahead would fine
 * everybody for days that have not come. So while there is doubt, the mail server's clock is the witness: nothing is settled, and nobody reminded,
 * beyond the newest arrival that was seen. Doubt ends when the clock is set back, when mail shows that its time is true, or with a new start:
 * the operator's word. Pure. */
#ifndef DAEMON_DOUBT_H
#define DAEMON_DOUBT_H
#include <stdbool.h>
#include <stdint.h>

enum { DOUBT_SECONDS = 600 };

struct doubt {
	double stepped;      /* seconds that the clock is ahead of where it should be */
	int64_t since;       /* the last moment before it was set */
	bool on;
};

/* The clock moved by `step` seconds against the kernel's count since the last look, which was at `last` (on the office's clock). True if doubt
 * begins or ends by it. */
bool doubt_step(struct doubt *d, double step, int64_t last);
/* The newest arrival seen is `newest` (INT64_MIN: none). True if doubt ends by it. */
bool doubt_witness(struct doubt *d, int64_t now, int64_t newest);
/* How far time is known to have come: `now`, or less. */
int64_t doubt_now(const struct doubt *d, int64_t now, int64_t newest);

#endif
