#include "judge.h"

#include <string.h>

#include "base/bug.h"
#include "values/mail.h"

/* Through each handover that came after its owner's last row of it, in their order: what came before was looked at when that row was judged. */
static const char *heir(const struct office *o, const struct holding *h, int64_t at, bool *handed_r)
{
	const char *owner = h->owner;
	*handed_r = false;
	for (size_t i = 0; i < o->handovers_count && o->handovers[i].at <= at; i++)
		if (h->last <= o->handovers[i].at && strcmp(o->handovers[i].from, owner) == 0) {
			owner = o->handovers[i].to;
			*handed_r = true;
		}
	return owner;
}

/* It has not stayed its last row's sender's: also where he has it again. */
static bool is_handed(const struct office *o, const struct holding *h, int64_t at)
{
	bool handed;
	heir(o, h, at, &handed);
	return handed;
}

const char *holding_owner(const struct office *o, const struct policy *p, const struct holding *h, int64_t at)
{
	if (!h->owner)
		return NULL;
	bool handed;
	const char *owner = heir(o, h, at, &handed);
	const struct staff *s = office_staff(o, owner);
	int days = h->only_leads && p->lead_protection_days >= 0 ? p->lead_protection_days : p->protection_days;
	bool alive = s && !staff_gone(s, time_date(at)) && (days == 0 || at <= h->last + (int64_t)days * DAY_SECONDS);
	return alive ? owner : NULL;
}

/* registered: by the sender, as whose it stands. */
static void accept(enum row_kind kind, const char *sender, int64_t at, bool own, bool registered, struct holding *h)
{
	if (!own)
		*h = (struct holding){.owner = sender, .since = at, .only_leads = true};
	h->owner = sender; /* to whom it may have been handed over */
	h->last = at;
	h->only_leads = h->only_leads && kind == ROW_LEAD;
	h->registered = registered || kind == ROW_PROSPECT;
}

struct ruling judge_row(const struct office *o, const struct policy *p, enum row_kind kind, const char *sender, int64_t at,
                        struct holding *h, bool *visited)
{
	const char *owner = holding_owner(o, p, h, at);
	bool own = owner && strcmp(owner, sender) == 0, registered = own && h->registered && !is_handed(o, h, at); /* by the sender: that is not handed over */
	struct ruling r = {REASON_NONE, owner, owner ? h->since : 0};
	if (owner && !own)
		r.reason = REASON_TAKEN;
	else if (own && kind == ROW_LEAD)
		r.reason = REASON_ALREADY_LISTED;
	else if (registered && kind == ROW_PROSPECT)
		r.reason = REASON_REGISTERED;
	else if (kind == ROW_VISIT && *visited)
		r.reason = REASON_VISITED;
	if (r.reason != REASON_NONE)
		return r;
	accept(kind, sender, at, own, registered, h);
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
	/* Both are one person's. As who had it first he has it, or as to whom the later one was handed over: its last row says which handovers are behind it. */
	bool handed_a = is_handed(o, a, at), handed_b = is_handed(o, b, at);
	struct holding h = !handed_a || (handed_b && a->last >= b->last) ? *a : *b;
	h.since = b->since < a->since ? b->since : a->since;
	h.last = b->last > a->last ? b->last : a->last;
	h.only_leads = a->only_leads && b->only_leads;
	h.registered = (a->registered && !handed_a) || (b->registered && !handed_b);
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
