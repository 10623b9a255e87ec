#include "roster_merge.h"

#include <stdlib.h>
#include <string.h>

struct merge {
	struct arena *a;
	const struct roster *roster;
	const struct office *office;
	const struct roster_merge *how;
	const struct roster_person **match;  /* [office->staff_count]: of the table; NULL: not there */
	struct staff_changes *out;
};

static bool has_mail(const char *const *mail, size_t count, const char *addr)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(mail[i], addr) == 0)
			return true;
	return false;
}

/* ---- who is who */

static const struct staff *by_mail(const struct merge *m, const struct roster_person *p)
{
	for (size_t i = 0; i < p->mail_count; i++) {
		const struct staff *s = office_sender(m->office, p->mail[i], m->how->today);
		if (s)
			return s;
	}
	return NULL;
}

static size_t called_so(const struct merge *m, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < m->roster->people_count; i++)
		n += strcmp(m->roster->people[i].name, name) == 0;
	return n;
}

static const struct staff *known(const struct merge *m, const struct roster_person *p)
{
	const struct staff *s = p->id ? office_staff(m->office, p->id) : NULL;
	if (!s)
		s = by_mail(m, p);
	return s || called_so(m, p->name) != 1 ? s : office_named(m->office, p->name, m->how->today);
}

/* ---- what is new about him */

static struct staff_change *add(struct merge *m, enum staff_change_kind kind, const struct staff *before, struct staff now, const char *why, const char *what)
{
	struct staff_change *c = &ARENA_PUSH(m->a, m->out, items);
	*c = (struct staff_change){kind, before, now, why, what};
	return c;
}

static void say(struct merge *m, const char **why, const char *what)
{
	*why = **why ? arena_printf(m->a, "%s %s", *why, what) : what;
}

static void join_mail(struct merge *m, struct staff *now, const struct roster_person *p)
{
	struct staff joined = {0};
	for (size_t i = 0; i < p->mail_count; i++)
		ARENA_PUSH(m->a, &joined, mail) = p->mail[i];
	for (size_t i = 0; i < now->mail_count; i++)
		if (!has_mail(p->mail, p->mail_count, now->mail[i]))
			ARENA_PUSH(m->a, &joined, mail) = now->mail[i];
	now->mail = joined.mail;
	now->mail_count = joined.mail_count;
	now->mail_cap = joined.mail_cap;
	now->mail_since = NULL;
}

static bool same_mail(const struct staff *x, const struct staff *y)
{
	for (size_t i = 0; i < x->mail_count && i < y->mail_count; i++)
		if (strcmp(x->mail[i], y->mail[i]) != 0)
			return false;
	return x->mail_count == y->mail_count;
}

static void change(struct merge *m, const struct staff *before, const struct roster_person *p)
{
	struct staff now = *before;
	const char *why = "";
	bool ends = p->until != DATE_NONE && p->until != before->until;
	if (strcmp(p->name, before->name) != 0)
		now.name = p->name, say(m, &why, "roster.name");
	if (p->roles && (p->roles & before->roles) != p->roles)
		now.roles = p->roles, say(m, &why, "roster.role");
	join_mail(m, &now, p);
	if (!same_mail(&now, before))
		say(m, &why, "roster.mail");
	if (p->since != DATE_NONE && p->since != before->since && (before->since != DATE_NONE || p->since > m->office->since))
		now.since = p->since, say(m, &why, "roster.since");
	if (ends)
		now.until = p->until, say(m, &why, "roster.until");
	if (*why)
		add(m, ends ? STAFF_ENDED : STAFF_CHANGED, before, now, why, "");
}

/* ---- who is new */

static bool taken(const struct merge *m, const char *id)
{
	if (office_staff(m->office, id) || (m->how->known && office_staff(m->how->known, id)))
		return true;
	for (size_t i = 0; i < m->out->items_count; i++)
		if (m->out->items[i].kind == STAFF_ADDED && strcmp(m->out->items[i].now.id, id) == 0)
			return true;
	for (size_t i = 0; i < m->roster->people_count; i++)
		if (m->roster->people[i].id && strcmp(m->roster->people[i].id, id) == 0)
			return true;
	return false;
}

/* director, gm, rep01 ...: the next that is free. */
static const char *new_id(struct merge *m, unsigned roles, size_t *reps)
{
	const char *id = NULL;
	int role = 0;
	while (!(roles & 1u << role))
		role++;
	if (role == ROLE_REP) {
		do
			id = arena_printf(m->a, "rep%02zu", ++*reps);
		while (taken(m, id));
		return id;
	}
	const char *base = role == ROLE_GENERAL_MANAGER ? "gm" : role_names[role];
	for (int n = 1; n == 1 || taken(m, id); n++)
		id = n == 1 ? base : arena_printf(m->a, "%s%d", base, n);
	return id;
}

static bool somebodys(const struct merge *m, const struct roster_person *p)
{
	for (size_t i = 0; i < m->out->items_count; i++)
		for (size_t k = 0; m->out->items[i].kind == STAFF_ADDED && k < p->mail_count; k++)
			if (has_mail(m->out->items[i].now.mail, m->out->items[i].now.mail_count, p->mail[k]))
				return true;
	return false;
}

/* Who has that address since he was taken on by mail keeps the number that he got then; "": nobody. */
static const char *id_by_mail(const struct merge *m, const struct roster_person *p)
{
	const struct office *known = m->how->known;
	for (size_t i = 0; known && i < known->staff_count; i++)
		for (size_t k = 0; !office_staff(m->office, known->staff[i].id) && k < p->mail_count; k++)
			if (has_mail(known->staff[i].mail, known->staff[i].mail_count, p->mail[k]))
				return known->staff[i].id;
	return "";
}

static void take_on(struct merge *m, const struct roster_person *p, size_t *reps)
{
	unsigned roles = p->roles ? p->roles : 1u << ROLE_REP;
	struct staff now = {.name = p->name, .roles = roles, .mail = p->mail, .mail_count = p->mail_count, .since = p->since, .until = p->until};
	bool at_work = m->office->staff_count > 0 && m->office->since <= m->how->today;
	const char *why = p->until != DATE_NONE && p->until < m->how->today ? "roster.gone" : !p->mail_count ? "roster.no_mail" : p->unknown_role ? "roster.no_role" : somebodys(m, p) ? "roster.twice" : NULL;
	if (why) {
		add(m, STAFF_LEFT_OUT, NULL, now, why, p->role);
		return;
	}
	const char *by_mail = p->id ? p->id : id_by_mail(m, p);
	now.id = *by_mail ? by_mail : new_id(m, roles, reps);
	const struct staff *was = m->how->known ? office_staff(m->how->known, now.id) : NULL;
	if (now.since == DATE_NONE && was) /* what he owed since then stays */
		now.since = was->since;
	else if (now.since == DATE_NONE && at_work)
		now.since = m->how->today;
	add(m, STAFF_ADDED, NULL, now, p->roles ? "" : "roster.as_rep", "");
}

/* ---- who is not there */

static void absent(struct merge *m, const struct staff *s)
{
	struct staff now = *s;
	bool ends = m->how->absent_until != DATE_NONE && s->roles == 1u << ROLE_REP && s->until == DATE_NONE;
	if (staff_gone(s, m->how->today))
		return;
	if (ends)
		now.until = m->how->absent_until;
	add(m, ends ? STAFF_ENDED : STAFF_ABSENT, s, now, ends ? "roster.until" : "", "");
}

void roster_merge(struct arena *a, const struct roster *r, const struct office *o, const struct roster_merge *how, struct staff_changes *c_r)
{
	struct merge m = {.a = a, .roster = r, .office = o, .how = how, .out = c_r};
	size_t reps = 0;
	*c_r = (struct staff_changes){0};
	m.match = arena_alloc(a, (o->staff_count + 1) * sizeof *m.match);
	for (size_t i = 0; i < r->people_count; i++) {
		const struct roster_person *p = &r->people[i];
		const struct staff *s = known(&m, p);
		const struct roster_person **mine = s ? &m.match[s - o->staff] : NULL;
		if (mine && *mine) {
			add(&m, STAFF_LEFT_OUT, NULL, (struct staff){.name = p->name}, "roster.twice", "");
		} else if (mine) {
			*mine = p;
			change(&m, s, p);
		} else {
			take_on(&m, p, &reps);
		}
	}
	for (size_t i = 0; i < o->staff_count; i++)
		if (!m.match[i])
			absent(&m, &o->staff[i]);
}

size_t roster_count(const struct staff_changes *c, enum staff_change_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < c->items_count; i++)
		n += c->items[i].kind == kind;
	return n;
}
