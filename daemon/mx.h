/* Who takes a domain's mail (MX records), by libc's resolver: what `init` knows a company's provider by. */
#ifndef DAEMON_MX_H
#define DAEMON_MX_H
#include "base/arena.h"
#include "base/buf.h"
#include "values/office.h"

/* The hosts' names, in no order. None: the domain has none, or nobody answered within some seconds (no network is no error). */
void mx_find(struct arena *a, const char *domain, struct texts *hosts_r);
/* The same out of an answer's bytes (RFC 1035), which may be anything. */
void mx_take(struct arena *a, struct bytes answer, struct texts *hosts_r);

#endif
