/* What a server is and offers, for people to read (doctor). */
#include "imap.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "imap_inside.h"

/* "* QUOTA "" (STORAGE 1024 512000)", both in units of 1024 bytes (RFC 2087). */
static void take_quota(const char *line, struct imap_survey *s)
{
	const char *at = strcasestr(line, "(STORAGE ");
	int64_t used, limit;
	if (at && strncasecmp(line, "* QUOTA ", 8) == 0 && sscanf(at + 9, "%" SCNd64 " %" SCNd64, &used, &limit) == 2 && used >= 0 && limit > 0) {
		s->quota_used = used;
		s->quota_limit = limit;
	}
}

static int ask_quota(struct imap *m, struct imap_survey *s, struct err *err)
{
	wire_begin(imap_wire(m), IMAP_COMMAND_SECONDS, IMAP_COMMAND_BYTES);
	if (imap_send_line(m, true, "GETQUOTAROOT INBOX\r\n") < 0)
		return imap_lost(m, "GETQUOTAROOT", err);
	for (;;) {
		const char *line = imap_read_line(m);
		if (!line)
			return imap_lost(m, "GETQUOTAROOT", err);
		if (line[0] != '*')
			return 0; /* refused or not: that is all it says */
		take_quota(line, s);
	}
}

int imap_survey(struct imap *m, struct arena *a, struct imap_survey *s_r, struct err *err)
{
	*s_r = (struct imap_survey){.capabilities = imap_capabilities(m, a), .tls = "", .certificate_end = INT64_MIN, .quota_limit = -1};
	s_r->tls = wire_tls(imap_wire(m), a, &s_r->certificate_end);
	s_r->idle = imap_can_idle(m);
	s_r->idles_late = imap_idles_late(m);
	return imap_has(m, "QUOTA") ? ask_quota(m, s_r, err) : 0;
}
