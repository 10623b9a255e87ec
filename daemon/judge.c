#include "judge.h"

#include <string.h>

#include "base/bug.h"
#include "values/mail.h"

/* Through each handover that came after its owner's last row of it, in their order: what came before was looked at when that row was judged. */
static const char *heir(const struct office *o, const struct holding *h, int64_t at)
{
	const char *owner = h->owner;
	for (size_t i = 0; i < o->handovers_count && o->handovers[i].at <= at; i++)
		if (h->last <= o->handovers[i].at && strcmp(o->handovers[i].from, owner) == 0)
			owner = o->handovers[i].to;
	return owner;
}

const char *holding_owner(const struct office *o, const struct policy *p, const struct holding *h, int64_t at)
{
	if (!h->owner)
		return NULL;
	const char *owner = heir(o, h, at);
	const struct staff *s = office_staff(o, owner);
	int days = h->only_leads && p->lead_protection_days >= 0 ? p->lead_protection_days : p->protection_days;
	bool alive = s && !staff_gone(s, time_date(at)) && (days == 0 || at <= h->last + (int64_t)days * DAY_SECONDS);
	return alive ? owner : NULL;
}

static void accept(enum row_kind kind, const char *sender, int64_t at, bool own, struct holding *h)
{
	if (!own)
		*h = (struct holding){.owner = sender, .since = at, .only_leads = true};
	h->owner = sender; /* to whom it may have been handed over */
	h->last = at;
	h->only_leads = h->only_leads && kind == ROW_LEAD;
	h->registered = h->registered || kind == ROW_PROSPECT;
}

struct ruling judge_row(const struct office *o, const struct policy *p, enum row_kind kind, const char *sender, int64_t at,
                        struct holding *h, bool *visited)
{
	const char *owner = holding_owner(o, p, h, at);
	bool own = owner && strcmp(owner, sender) == 0;
	struct ruling r = {REASON_NONE, owner, owner ? h->since : 0};
	if (owner && !own)
		r.reason = REASON_TAKEN;
	else if (own && kind == ROW_LEAD)
		r.reason = REASON_ALREADY_LISTED;
	else if (own && kind == ROW_PROSPECT && h->registered)
		r.reason = REASON_REGISTERED;
	else if (kind == ROW_VISIT && *visited)
		r.reason = REASON_VISITED;
	if (r.reason != REASON_NONE)
		return r;
	accept(kind, sender, at, own, h);
	if (kind == ROW_VISIT)
		*visited = true;
	return (struct ruling){REASON_NONE, NULL, 0};
}

struct holding holding_joined(const struct office *o, const struct policy *p, const struct holding *a, const struct holding *b, int64_t at)
{
	const char *of_a = holding_owner(o, p, a, at), *of_b = holding_owner(o, p, b, at);
	if (!of_a || !of_b)
		return of_b ? *b : *a;
	if (strcmp(of_a, of_b) != 0) /* who had it first keeps it */
		return b->since < a->since ? *b : *a;
	struct holding h = *a;
	h.since = b->since < h.since ? b->since : h.since;
	h.last = b->last > h.last ? b->last : h.last;
	h.only_leads = a->only_leads && b->only_leads;
	h.registered = a->registered || b->registered;
	return h;
}

static unsigned roles_on(const struct office *o, const struct address *list, size_t count, date day)
{
	unsigned roles = 0;
	for (size_t i = 0; i < count; i++) {
		const struct staff *s = list[i].addr[0] ? office_sender(o, list[i].addr, day) : NULL;
		if (s)
			roles |= s->roles;
	}
	return roles;
}

unsigned cc_roles(const struct office *o, const struct mail *m, date day)
{
	return roles_on(o, m->to, m->to_count, day) | roles_on(o, m->cc, m->cc_count, day);
}

unsigned cc_missing(const struct office *o, const struct mail *m, date day)
{
	return (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER) & ~cc_roles(o, m, day);
}
