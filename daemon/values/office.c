#include "values/office.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *const role_names[ROLE_COUNT] = {
	[ROLE_REP] = "rep",
	[ROLE_DIRECTOR] = "director",
	[ROLE_GENERAL_MANAGER] = "general_manager",
	[ROLE_TECHNICAL_DIRECTOR] = "technical_director",
	[ROLE_SUPERVISOR] = "supervisor",
	[ROLE_GM_ASSISTANT] = "gm_assistant",
	[ROLE_EXECUTIVE_DIRECTOR] = "executive_director",
	[ROLE_COLLECTOR] = "collector",
	[ROLE_DISPATCHER] = "dispatcher",
	[ROLE_ORDER_CLERK] = "order_clerk",
	[ROLE_DEPUTY] = "deputy",
};
const char *const language_names[LANGUAGE_COUNT + 1] = {"zh-CN", "en", NULL};

const char *const role_titles[ROLE_COUNT] = {
	[ROLE_REP] = "业务员",
	[ROLE_DIRECTOR] = "市场总监",
	[ROLE_GENERAL_MANAGER] = "总经理",
	[ROLE_TECHNICAL_DIRECTOR] = "技术总监",
	[ROLE_SUPERVISOR] = "市场主管",
	[ROLE_GM_ASSISTANT] = "总经理助理",
	[ROLE_EXECUTIVE_DIRECTOR] = "执行董事",
	[ROLE_COLLECTOR] = "收款员",
	[ROLE_DISPATCHER] = "调度员",
	[ROLE_ORDER_CLERK] = "仓储订单整理员",
	[ROLE_DEPUTY] = "副经理",
};

/* ---- policies */

const struct policy *office_policy(const struct office *o, date day)
{
	size_t low = 0, high = o->policies_count; /* the first that begins after day */
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (o->policies[mid].effective <= day)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &o->policies[low - 1] : o->policies_count ? &o->policies[0] : NULL;
}

date office_next_policy(const struct office *o, date day)
{
	for (size_t i = 0; i < o->policies_count; i++)
		if (o->policies[i].effective > day)
			return o->policies[i].effective;
	return DATE_NONE;
}

int office_morning(const struct policy *p)
{
	return p->digest >= 0 ? p->digest : p->work_from;
}

const struct duty_rule *policy_duty(const struct policy *p, const char *kind)
{
	for (size_t i = 0; i < p->duties_count; i++)
		if (strcmp(p->duties[i].kind, kind) == 0)
			return &p->duties[i];
	return NULL;
}

/* ---- people */

struct staff_mail {
	const char *addr;
	const struct staff *staff;
	date since;
};

struct office_index {
	const struct staff **staff;  /* by id */
	size_t staff_count;
	struct staff_mail *mail;     /* by address, then in roster order */
	size_t mail_count;
	const struct leave **leave;  /* by person, then by first day */
	size_t leave_count;
	const struct staff **named;  /* by name, then in roster order; whoever has one of at least two characters */
	size_t named_count, longest; /* bytes of the longest of these names */
	const struct staff **others; /* in roster order: whoever has a role beside that of a rep */
	size_t others_count;
};

static date mail_since(const struct staff *s, size_t n)
{
	return s->mail_since ? s->mail_since[n] : DATE_NONE; /* before all days */
}

static int by_id(const void *x, const void *y)
{
	const struct staff *a = *(const struct staff *const *)x, *b = *(const struct staff *const *)y;
	int c = strcmp(a->id, b->id);
	return c ? c : a < b ? -1 : a > b;
}

static int by_addr(const void *x, const void *y)
{
	const struct staff_mail *a = x, *b = y;
	int c = strcmp(a->addr, b->addr);
	return c ? c : a->staff < b->staff ? -1 : a->staff > b->staff;
}

static int by_leave(const void *x, const void *y)
{
	const struct leave *a = *(const struct leave *const *)x, *b = *(const struct leave *const *)y;
	int c = strcmp(a->staff, b->staff);
	return c ? c : a->from < b->from ? -1 : a->from > b->from;
}

static int by_name(const void *x, const void *y)
{
	const struct staff *a = *(const struct staff *const *)x, *b = *(const struct staff *const *)y;
	int c = strcmp(a->name, b->name);
	return c ? c : a < b ? -1 : a > b;
}

static bool can_be_mentioned(const struct staff *s)
{
	return s->name && text_count(s->name) >= 2;
}

static void index_names(struct arena *a, struct office_index *x, const struct office *o)
{
	x->named = arena_alloc(a, (o->staff_count + 1) * sizeof(struct staff *));
	x->others = arena_alloc(a, (o->staff_count + 1) * sizeof(struct staff *));
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (s->roles & ~(1u << ROLE_REP))
			x->others[x->others_count++] = s;
		if (!can_be_mentioned(s))
			continue;
		x->named[x->named_count++] = s;
		x->longest = strlen(s->name) > x->longest ? strlen(s->name) : x->longest;
	}
	qsort(x->named, x->named_count, sizeof *x->named, by_name);
}

void office_index(struct arena *a, struct office *o)
{
	struct office_index *x = arena_alloc(a, sizeof *x);
	size_t mails = 0;
	for (size_t i = 0; i < o->staff_count; i++)
		mails += o->staff[i].mail_count;
	x->staff = arena_alloc(a, (o->staff_count + 1) * sizeof(struct staff *));
	x->mail = arena_alloc(a, (mails + 1) * sizeof *x->mail);
	x->leave = arena_alloc(a, (o->leave_count + 1) * sizeof(struct leave *));
	for (size_t i = 0; i < o->staff_count; i++) {
		x->staff[x->staff_count++] = &o->staff[i];
		for (size_t j = 0; j < o->staff[i].mail_count; j++)
			x->mail[x->mail_count++] = (struct staff_mail){o->staff[i].mail[j], &o->staff[i], mail_since(&o->staff[i], j)};
	}
	for (size_t i = 0; i < o->leave_count; i++)
		x->leave[x->leave_count++] = &o->leave[i];
	qsort(x->staff, x->staff_count, sizeof *x->staff, by_id);
	qsort(x->mail, x->mail_count, sizeof *x->mail, by_addr);
	qsort(x->leave, x->leave_count, sizeof *x->leave, by_leave);
	index_names(a, x, o);
	o->index = x;
}

static const struct staff *staff_by_walk(const struct office *o, const char *id)
{
	for (size_t i = 0; i < o->staff_count; i++)
		if (strcmp(o->staff[i].id, id) == 0)
			return &o->staff[i];
	return NULL;
}

const struct staff *office_staff(const struct office *o, const char *id)
{
	if (!o->index)
		return staff_by_walk(o, id);
	size_t low = 0, high = o->index->staff_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strcmp(o->index->staff[mid]->id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < o->index->staff_count && strcmp(o->index->staff[low]->id, id) == 0 ? o->index->staff[low] : NULL;
}

const struct staff *office_named(const struct office *o, const char *name, date day)
{
	const struct staff *found = NULL;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (strcmp(s->id, name) == 0)
			return s;
		if (strcmp(s->name, name) != 0 || staff_gone(s, day))
			continue;
		if (found)
			return NULL;
		found = s;
	}
	return found;
}

const struct staff *office_next(const struct office *o, unsigned roles, size_t *at)
{
	bool few = o->index && !(roles & 1u << ROLE_REP);
	size_t count = few ? o->index->others_count : o->staff_count;
	while (*at < count) {
		const struct staff *s = few ? o->index->others[*at] : &o->staff[*at];
		++*at;
		if (s->roles & roles)
			return s;
	}
	return NULL;
}

static const struct staff *mentioned_by_walk(const struct office *o, const char *text, unsigned roles, const struct staff *but)
{
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (s != but && s->roles & roles && can_be_mentioned(s) && strstr(text, s->name))
			return s;
	}
	return NULL;
}

/* Is the name less than, equal to or greater than these bytes? */
static int compare_name(const char *name, const char *text, size_t size)
{
	int c = strncmp(name, text, size);
	return c ? c : name[size] != '\0';
}

/* The first of those who are called exactly so. */
static const struct staff *called(const struct office_index *x, const char *text, size_t size, unsigned roles, const struct staff *but)
{
	size_t low = 0, high = x->named_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (compare_name(x->named[mid]->name, text, size) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < x->named_count && compare_name(x->named[low]->name, text, size) == 0; low++)
		if (x->named[low] != but && x->named[low]->roles & roles)
			return x->named[low];
	return NULL;
}

/* Each piece of the text that could be a name is looked up. The roster lies in one array, so that who stands earlier in it has the lower address. */
const struct staff *office_mentioned(const struct office *o, const char *text, unsigned roles, const struct staff *but)
{
	const struct staff *first = NULL;
	if (!o->index)
		return mentioned_by_walk(o, text, roles, but);
	for (size_t left = strlen(text); left; left--, text++)
		for (size_t size = 2; size <= left && size <= o->index->longest; size++) {
			const struct staff *s = called(o->index, text, size, roles, but);
			first = s && (!first || s < first) ? s : first;
		}
	return first;
}

/* An address that is handed over is its first owner's until that one has left. */
static const struct staff *leaves_first(const struct staff *best, const struct staff *s)
{
	if (!best || s->until == DATE_NONE)
		return best ? best : s;
	return best->until == DATE_NONE || s->until < best->until ? s : best;
}

static const struct staff *sender_by_walk(const struct office *o, const char *addr, date day)
{
	const struct staff *best = NULL;
	for (size_t i = 0; i < o->staff_count; i++)
		for (size_t j = 0; j < o->staff[i].mail_count; j++)
			if (strcmp(o->staff[i].mail[j], addr) == 0 && mail_since(&o->staff[i], j) <= day && !staff_gone(&o->staff[i], day))
				best = leaves_first(best, &o->staff[i]);
	return best;
}

const struct staff *office_sender(const struct office *o, const char *addr, date day)
{
	if (!o->index)
		return sender_by_walk(o, addr, day);
	size_t low = 0, high = o->index->mail_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strcmp(o->index->mail[mid].addr, addr) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	const struct staff *best = NULL;
	for (; low < o->index->mail_count && strcmp(o->index->mail[low].addr, addr) == 0; low++)
		if (o->index->mail[low].since <= day && !staff_gone(o->index->mail[low].staff, day))
			best = leaves_first(best, o->index->mail[low].staff);
	return best;
}

bool staff_active(const struct staff *s, date day)
{
	return (s->since == DATE_NONE || s->since <= day) && !staff_gone(s, day);
}

bool staff_leads(const struct staff *s)
{
	return s->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER);
}

bool staff_is_managers(const struct staff *s)
{
	return staff_leads(s) || (s->roles & 1u << ROLE_EXECUTIVE_DIRECTOR);
}

bool staff_gone(const struct staff *s, date day)
{
	return s->until != DATE_NONE && day > s->until;
}

static bool leave_covers(const struct leave *l, date day)
{
	return l->from <= day && day <= l->to;
}

bool office_on_leave(const struct office *o, const char *staff, date day)
{
	if (!o->index) {
		for (size_t i = 0; i < o->leave_count; i++)
			if (leave_covers(&o->leave[i], day) && strcmp(o->leave[i].staff, staff) == 0)
				return true;
		return false;
	}
	size_t low = 0, high = o->index->leave_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strcmp(o->index->leave[mid]->staff, staff) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < o->index->leave_count && strcmp(o->index->leave[low]->staff, staff) == 0; low++)
		if (leave_covers(o->index->leave[low], day))
			return true;
	return false;
}

bool office_on_trip(const struct office *o, const char *staff, date day)
{
	for (size_t i = 0; i < o->trips_count; i++)
		if (leave_covers(&o->trips[i], day) && strcmp(o->trips[i].staff, staff) == 0)
			return true;
	return false;
}

/* ---- days */

/* The first marked day that is not before `day`. */
static size_t marked_from(const struct office *o, date day)
{
	size_t low = 0, high = o->calendar_count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (o->calendar[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool works_on_saturday(const struct policy *p, date day)
{
	return p->weekend.kind == WEEKEND_SUNDAY || (p->weekend.kind == WEEKEND_ALTERNATE && (day - p->weekend.worked) % 14 == 0);
}

bool office_workday(const struct office *o, date day)
{
	enum { SATURDAY = 5 };
	size_t i = marked_from(o, day);
	if (i < o->calendar_count && o->calendar[i].day == day)
		return o->calendar[i].work;
	const struct policy *p = date_weekday(day) == SATURDAY ? office_policy(o, day) : NULL;
	return p ? works_on_saturday(p, day) : date_weekday(day) < SATURDAY;
}

bool office_year_known(const struct office *o, date day)
{
	size_t i = marked_from(o, date_make(date_year(day), 1, 1));
	return i < o->calendar_count && date_year(o->calendar[i].day) == date_year(day);
}

/* Beyond the marked days every Monday is a workday, so both walks end. */
date office_next_workday(const struct office *o, date day)
{
	do
		day++;
	while (!office_workday(o, day));
	return day;
}

date office_previous_workday(const struct office *o, date day)
{
	do
		day--;
	while (!office_workday(o, day));
	return day;
}

/* ---- servers */

const struct provider *server_provider(const struct server *s)
{
	static const struct provider unknown = {
		.name = "generic", .title = "generic", .poll_seconds = 60, .idle = IDLE_OFFERED, .idle_seconds = 540, .sent_copy = SENT_COPY_NONE,
	};
	return s->provider ? s->provider : &unknown;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool says(const char *words, const char *part)
{
	for (; *words; words++) {
		size_t i = 0;
		while (part[i] && lower(words[i]) == lower(part[i]))
			i++;
		if (!part[i])
			return true;
	}
	return false;
}

const char *texts_find(const struct texts *t, const char *words)
{
	for (size_t i = 0; i < t->items_count; i++)
		if (says(words, t->items[i]))
			return t->items[i];
	return NULL;
}
