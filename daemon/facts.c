#include "facts.h"

#include <string.h>

#include "command_meant.h"

enum { MAILS_BEFORE_DAYS = 7 /* a newcomer's first list is due before the first day */ };

date facts_address_since(date from, int64_t said_at)
{
	date said = time_date(said_at);
	return (from < said ? from : said) - MAILS_BEFORE_DAYS;
}

static bool is(const struct fact *f, const char *kind)
{
	return strcmp(f->kind, kind) == 0;
}

static struct staff *staff_of(struct office *o, const char *id)
{
	for (size_t i = 0; i < o->staff_count; i++)
		if (strcmp(o->staff[i].id, id) == 0)
			return &o->staff[i];
	return NULL;
}

/* Letters go to the new one; from the old ones he may write still. */
static void lay_address(struct arena *a, struct staff *s, const char *addr, const struct fact *f)
{
	const char **mail = arena_alloc(a, (s->mail_count + 1) * sizeof *mail);
	date *since = arena_alloc(a, (s->mail_count + 1) * sizeof *since);
	mail[0] = addr;
	since[0] = facts_address_since(f->from, f->said_at);
	for (size_t i = 0; i < s->mail_count; i++) {
		mail[i + 1] = s->mail[i];
		since[i + 1] = s->mail_since ? s->mail_since[i] : DATE_NONE;
	}
	s->mail = mail;
	s->mail_since = since;
	s->mail_cap = ++s->mail_count;
}

static void lay_person(struct arena *a, struct office *o, const struct fact *f)
{
	struct newcomer n;
	if (staff_of(o, f->staff) || !command_newcomer(a, f->said, &n))
		return;
	struct staff s = {.id = f->staff, .name = n.name, .roles = n.role, .since = f->from, .until = DATE_NONE, .origin = {.file = "mail", .line = 0}};
	lay_address(a, &s, n.addr, f);
	ARENA_PUSH(a, o, staff) = s;
}

/* What was said of somebody who is there. */
static void lay_on_person(struct arena *a, struct office *o, const struct fact *f)
{
	struct staff *s = staff_of(o, f->staff);
	if (s && is(f, "gone"))
		s->until = f->from;
	if (s && is(f, "address"))
		lay_address(a, s, command_address(a, f->said), f);
}

/* In order of their moments. */
static void lay_handover(struct arena *a, struct office *o, const struct fact *f)
{
	struct handover h = {.from = f->staff, .to = command_heir(a, f->said), .at = f->at};
	ARENA_PUSH(a, o, handovers) = h;
	for (size_t i = o->handovers_count - 1; i > 0 && o->handovers[i - 1].at > h.at; i--) {
		o->handovers[i] = o->handovers[i - 1];
		o->handovers[i - 1] = h;
	}
}

static void lay_days(struct arena *a, struct office *o, const struct fact *f)
{
	struct leave l = {.staff = f->staff, .from = f->from, .to = f->to};
	if (is(f, "leave"))
		ARENA_PUSH(a, o, leave) = l;
	else if (is(f, "trip"))
		ARENA_PUSH(a, o, trips) = l;
	else if (is(f, "handover"))
		lay_handover(a, o, f);
	else if (is(f, "stop")) {
		o->shadow = true;
		o->stopped_by = f->staff;
		o->stopped_at = f->at;
	}
}

int facts_lay(struct arena *a, struct store *s, const struct office *configured, const struct office **o_r, struct err *err)
{
	struct facts f;
	*o_r = configured;
	if (store_facts(s, a, &f, err) < 0)
		return -1;
	if (f.items_count == 0)
		return 0;
	struct office *o = arena_memdup(a, configured, sizeof *o);
	o->staff = arena_memdup(a, configured->staff, configured->staff_count * sizeof *o->staff);
	o->staff_cap = o->staff_count;
	o->leave = arena_memdup(a, configured->leave, configured->leave_count * sizeof *o->leave);
	o->leave_cap = o->leave_count;
	for (size_t i = 0; i < f.items_count; i++)
		if (is(&f.items[i], "join"))
			lay_person(a, o, &f.items[i]);
	for (size_t i = 0; i < f.items_count; i++) {
		lay_on_person(a, o, &f.items[i]);
		lay_days(a, o, &f.items[i]);
	}
	office_index(a, o);
	*o_r = o;
	return 0;
}
