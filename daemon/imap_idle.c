/* Waiting for mail with IDLE (RFC 2177). */
#include "imap.h"

#include <poll.h>

#include "base/clock.h"
#include "imap_inside.h"

enum { ANSWER_SECONDS = 25 };
static const double NEAR_SECONDS = 0.1;

static bool can_be_read(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	return poll(&p, 1, 0) > 0;
}

/* Within an IDLE: until there are news, or the time is up, or somebody else has something to say. Bytes that arrived along with others
 * lie in libetpan's buffer, which poll() knows nothing of: that is looked into first. */
static int idle_watch(struct imap *m, double end, int other, struct err *err)
{
	while (!wire_news(imap_wire(m)) && !can_be_read(other)) {
		double left = end - clock_monotonic();
		if (left <= 0)
			return 0;
		if (wire_bye(imap_wire(m)))
			wire_break(imap_wire(m), "the server says goodbye");
		int ready = imap_line_waits(m) ? 1 : wire_wait(imap_wire(m), left, other);
		if (ready < 0)
			return imap_lost(m, "IDLE", err);
		wire_begin(imap_wire(m), ANSWER_SECONDS, IMAP_COMMAND_BYTES);
		if (ready > 0 && imap_hear(m, "IDLE", err) < 0)
			return -1;
	}
	return 0;
}

static int idle_once(struct imap *m, double seconds, int other, struct err *err)
{
	int kind = imap_say(m, true, "IDLE\r\n", ANSWER_SECONDS, "IDLE", err);
	if (kind == IMAP_TAGGED) /* offered, yet refused */
		imap_never_idle(m);
	if (kind != IMAP_CONTINUE)
		return kind < 0 ? -1 : 0;
	if (idle_watch(m, clock_monotonic() + seconds, other, err) < 0 || imap_say(m, false, "DONE\r\n", ANSWER_SECONDS, "IDLE", err) < 0)
		return -1;
	if (imap_answered_ok(m))
		return 0;
	wire_break(imap_wire(m), "it does not end well");
	return imap_lost(m, "IDLE", err);
}

/* As IDLE does it, by asking. */
static int ask_often(struct imap *m, double end, int other, struct err *err)
{
	double left;
	while (!wire_news(imap_wire(m)) && !can_be_read(other) && (left = end - clock_monotonic()) > 0) {
		int ready = wire_wait(imap_wire(m), left < NEAR_SECONDS ? left : NEAR_SECONDS, other);
		if (ready < 0)
			return imap_lost(m, "NOOP", err);
		if (imap_command(m, "NOOP\r\n", ANSWER_SECONDS) == IMAP_LOST)
			return imap_lost(m, "NOOP", err);
	}
	return wire_news(imap_wire(m));
}

int imap_idle(struct imap *m, double seconds, int other, struct err *err)
{
	if (imap_can_idle(m) && imap_idles_late(m))
		return ask_often(m, clock_monotonic() + seconds, other, err);
	/* Routers forget a silent connection after about ten minutes, servers after 29, some providers sooner. */
	double end = clock_monotonic() + seconds, left, once = imap_provider(m)->idle_seconds;
	while (imap_can_idle(m) && !wire_news(imap_wire(m)) && !can_be_read(other) && (left = end - clock_monotonic()) > 0)
		if (idle_once(m, left < once ? left : once, other, err) < 0)
			return -1;
	return wire_news(imap_wire(m));
}
