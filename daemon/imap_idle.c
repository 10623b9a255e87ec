/* Waiting for mail with IDLE (RFC 2177). */
#include "imap.h"

#include <poll.h>

#include "base/clock.h"
#include "imap_inside.h"

enum {
	IDLE_SECONDS = 9 * 60,    /* one IDLE; routers forget a silent connection after about ten minutes, servers after 29 */
	ANSWER_SECONDS = 25,
};

/* Reads one line of the answer to IDLE: 1 the continuation, 2 the tagged line, 0 another one. Not through libetpan's parser, which loses
 * what comes before the continuation; news are noticed by the wire. */
static int idle_line(struct imap *m, struct err *err)
{
	const char *line = imap_read_line(m);
	if (!line)
		return imap_lost(m, "IDLE", err);
	return line[0] == '+' ? 1 : line[0] != '*' ? 2 : 0;
}

/* Sends a line and reads on until something else than untagged lines comes: 1 the continuation, 2 the tagged line. */
static int idle_say(struct imap *m, bool tagged, const char *text, struct err *err)
{
	int kind = 0;
	wire_begin(imap_wire(m), ANSWER_SECONDS, IMAP_COMMAND_BYTES);
	if (imap_send_line(m, tagged, text) < 0)
		return imap_lost(m, "IDLE", err);
	while (kind == 0)
		kind = idle_line(m, err);
	return kind;
}

static bool can_be_read(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	return poll(&p, 1, 0) > 0;
}

/* Within an IDLE: until there are news, or the time is up, or somebody else has something to say. Bytes that arrived along with others lie in libetpan's buffer, which poll()
 * knows nothing of: that is looked into first. */
static int idle_watch(struct imap *m, double end, int other, struct err *err)
{
	while (!wire_news(imap_wire(m)) && !can_be_read(other)) {
		double left = end - clock_monotonic();
		if (left <= 0)
			return 0;
		int ready = imap_line_waits(m) ? 1 : wire_wait(imap_wire(m), left, other);
		if (ready < 0)
			return imap_lost(m, "IDLE", err);
		wire_begin(imap_wire(m), ANSWER_SECONDS, IMAP_COMMAND_BYTES);
		if (ready > 0 && idle_line(m, err) < 0)
			return -1;
	}
	return 0;
}

static int idle_once(struct imap *m, double seconds, int other, struct err *err)
{
	int kind = idle_say(m, true, "IDLE\r\n", err);
	if (kind == 2) /* offered, yet refused */
		imap_never_idle(m);
	if (kind != 1)
		return kind < 0 ? -1 : 0;
	if (idle_watch(m, clock_monotonic() + seconds, other, err) < 0 || idle_say(m, false, "DONE\r\n", err) < 0)
		return -1;
	if (imap_answered_ok(m))
		return 0;
	wire_break(imap_wire(m), "it does not end well");
	return imap_lost(m, "IDLE", err);
}

int imap_idle(struct imap *m, double seconds, int other, struct err *err)
{
	double end = clock_monotonic() + seconds, left;
	while (imap_can_idle(m) && !wire_news(imap_wire(m)) && !can_be_read(other) && (left = end - clock_monotonic()) > 0)
		if (idle_once(m, left < IDLE_SECONDS ? left : IDLE_SECONDS, other, err) < 0)
			return -1;
	return wire_news(imap_wire(m));
}
