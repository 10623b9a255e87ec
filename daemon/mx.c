#include "mx.h"

#include <netinet/in.h>
#include <string.h>

#include <arpa/nameser.h>
#include <resolv.h>

enum { ANSWER_MAX = 4096, HEAD = 12, RECORD = 10 /* type, class, TTL, length */, MX_MAX = 20, TRY_SECONDS = 2 };

static unsigned number(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

/* Behind the name at *at. -1: there is none. */
static int skip_name(struct bytes m, size_t *at, char name_r[NS_MAXDNAME])
{
	int n = *at < m.size ? dn_expand(m.data, m.data + m.size, m.data + *at, name_r, NS_MAXDNAME) : -1;
	*at += n > 0 ? (size_t)n : 0;
	return n > 0 ? 0 : -1;
}

void mx_take(struct arena *a, struct bytes m, struct texts *hosts_r)
{
	char name[NS_MAXDNAME];
	size_t at = HEAD;
	if (m.size < HEAD)
		return;
	for (unsigned i = number(m.data + 4); i > 0; i--) {
		if (skip_name(m, &at, name) < 0)
			return;
		at += 4;
	}
	for (unsigned i = number(m.data + 6); i > 0 && hosts_r->items_count < MX_MAX; i--) {
		if (skip_name(m, &at, name) < 0 || at + RECORD > m.size)
			return;
		unsigned type = number(m.data + at), size = number(m.data + at + 8);
		size_t host = at + RECORD + 2;
		at += RECORD + size;
		if (at > m.size)
			return;
		if (type == ns_t_mx && size > 2 && skip_name(m, &host, name) == 0 && *name)
			ARENA_PUSH(a, hosts_r, items) = arena_strdup(a, name);
	}
}

void mx_find(struct arena *a, const char *domain, struct texts *hosts_r)
{
	struct __res_state resolver;
	uint8_t answer[ANSWER_MAX];
	memset(&resolver, 0, sizeof resolver);
	if (res_ninit(&resolver) < 0)
		return;
	resolver.retrans = TRY_SECONDS;
	resolver.retry = 1;
	int n = res_nquery(&resolver, domain, ns_c_in, ns_t_mx, answer, sizeof answer);
	if (n > 0)
		mx_take(a, (struct bytes){answer, n < ANSWER_MAX ? (size_t)n : ANSWER_MAX}, hosts_r);
	res_nclose(&resolver);
}
