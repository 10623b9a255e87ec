/* Commands that are talks: the server asks for more before it ends its answer (IDLE, AUTHENTICATE); and the words for what it said last. */
#include "imap_inside.h"

#include <string.h>

bool imap_ok(const struct imap *m)
{
	return wire_ok(imap_wire(m));
}

bool imap_says_passing(const char *line)
{
	static const char *const words[] = {
		"[UNAVAILABLE]", "[SERVERBUG]", "[INUSE]", "[LIMIT]",
		"system busy",                                                /* Tencent */
		"server unavailable", "user is authenticated but not connected", /* Exchange */
		"temporary system error", "too many simultaneous connections", /* Gmail */
		"shutting down",
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(line, words[i]))
			return true;
	return false;
}

const char *imap_last_line(struct imap *m)
{
	const char *tagged = wire_tagged_line(imap_wire(m));
	return *tagged ? tagged : wire_last_line(imap_wire(m));
}

int imap_lost(struct imap *m, const char *what, struct err *err)
{
	const char *line = wire_last_line(imap_wire(m));
	return err_set(err, 75, "%s: %s%s%s", what, wire_fault(imap_wire(m)), *line ? "; its last line: " : "", line);
}

int imap_hear(struct imap *m, const char *what, struct err *err)
{
	const char *line = imap_read_line(m);
	if (!line)
		return imap_lost(m, what, err);
	return line[0] == '+' ? IMAP_CONTINUE : line[0] != '*' ? IMAP_TAGGED : IMAP_UNTAGGED;
}

int imap_say(struct imap *m, bool tagged, const char *text, double seconds, const char *what, struct err *err)
{
	int said = IMAP_UNTAGGED;
	wire_begin(imap_wire(m), seconds, IMAP_COMMAND_BYTES);
	if (imap_send_line(m, tagged, text) < 0)
		return imap_lost(m, what, err);
	while (said == IMAP_UNTAGGED)
		said = imap_hear(m, what, err);
	return said;
}
