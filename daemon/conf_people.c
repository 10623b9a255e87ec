#include "conf_checks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void staff_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct staff *s = base;
	if (!s->name)
		s->name = s->id;
	if (!good)
		return;
	/* The id stands in the ids of entries, letters and in file names. */
	if (strspn(s->id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") != strlen(s->id) || s->id[0] == '.')
		reader_fault(r, node_get(n, "id"), "id: \"%s\": write letters a-z, digits, - _ and .", s->id);
	if (s->since != DATE_NONE && s->until != DATE_NONE && s->since > s->until)
		reader_fault(r, node_get(n, "until"), "until lies before since");
}

void leave_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct leave *l = base;
	if (l->to == DATE_NONE)
		l->to = l->from;
	if (good && l->from > l->to)
		reader_fault(r, node_or_whole(n, "to"), "leave: to lies before from");
}

static int by_id(const void *x, const void *y)
{
	const struct staff *a = *(const struct staff *const *)x, *b = *(const struct staff *const *)y;
	int c = strcmp(a->id, b->id);
	return c ? c : a < b ? -1 : a > b;
}

static void check_ids(struct reader *r, const struct office *o, struct arena *tmp)
{
	const struct staff **all = arena_alloc(tmp, (o->staff_count + 1) * sizeof(struct staff *));
	for (size_t i = 0; i < o->staff_count; i++)
		all[i] = &o->staff[i];
	qsort(all, o->staff_count, sizeof *all, by_id);
	for (size_t i = 1; i < o->staff_count; i++)
		if (strcmp(all[i - 1]->id, all[i]->id) == 0) {
			struct node at = {.file = all[i]->origin.file, .line = all[i]->origin.line};
			reader_fault(r, &at, "staff id \"%s\" is taken (line %d): choose another", all[i]->id, all[i - 1]->origin.line);
		}
}

struct owned {
	const char *addr;
	const struct staff *staff;
};

static int by_addr(const void *x, const void *y)
{
	const struct owned *a = x, *b = y;
	int c = strcmp(a->addr, b->addr);
	return c ? c : a->staff < b->staff ? -1 : a->staff > b->staff;
}

/* A successor may have the address of whoever has left. */
static bool handed_over(const struct staff *a, const struct staff *b)
{
	return (a->until != DATE_NONE && b->since != DATE_NONE && a->until < b->since) ||
	       (b->until != DATE_NONE && a->since != DATE_NONE && b->until < a->since);
}

static void check_address(struct reader *r, const struct owned *all, size_t i)
{
	for (size_t j = i; j > 0 && strcmp(all[j - 1].addr, all[i].addr) == 0; j--) {
		const struct staff *other = all[j - 1].staff;
		struct node at = {.file = all[i].staff->origin.file, .line = all[i].staff->origin.line};
		if (other != all[i].staff && handed_over(other, all[i].staff))
			continue;
		reader_fault(r, &at, "address %s is written twice: it is %s's already (line %d)%s", all[i].addr, other->id, other->origin.line,
			     other == all[i].staff ? "" : "; to hand it over, the one's until lies before the other's since");
		return;
	}
}

static void check_addresses(struct reader *r, const struct office *o, struct arena *tmp)
{
	size_t count = 0;
	for (size_t i = 0; i < o->staff_count; i++)
		count += o->staff[i].mail_count;
	struct owned *all = arena_alloc(tmp, (count + 1) * sizeof *all);
	count = 0;
	for (size_t i = 0; i < o->staff_count; i++)
		for (size_t j = 0; j < o->staff[i].mail_count; j++)
			all[count++] = (struct owned){o->staff[i].mail[j], &o->staff[i]};
	qsort(all, count, sizeof *all, by_addr);
	for (size_t i = 1; i < count; i++)
		check_address(r, all, i);
}

static bool has_address(const struct staff *s, const char *addr)
{
	for (size_t i = 0; i < s->mail_count; i++)
		if (strcmp(s->mail[i], addr) == 0)
			return true;
	return false;
}

/* A mail from there is the clerk's own letter (docket_mail.c): whoever has to mail lists could not, and would be fined. Who only decides may read that box. */
static void check_own_address(struct reader *r, const struct node *file, const struct office *o)
{
	bool read = false;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (!has_address(s, o->from_addr))
			continue;
		struct node at = {.file = s->origin.file, .line = s->origin.line};
		read = true;
		if (s->roles & 1u << ROLE_REP)
			reader_fault(r, &at, "%s is the clerk's own address (submission.from), and what comes from there is no rep's mail: give %s another, or the clerk one", o->from_addr, s->id);
	}
	if (!read && o->operator_mail && strcmp(o->operator_mail, o->from_addr) == 0)
		reader_fault(r, node_or_whole(file, "operator"), "operator: %s is the clerk's own address, where nobody reads an alarm: write a person's", o->from_addr);
}

static void check_leave(struct reader *r, const struct node *list, const struct office *o, const struct office *people)
{
	for (size_t i = 0; list && i < o->leave_count && i < list->items_count; i++)
		if (o->leave[i].staff && !office_staff(people, o->leave[i].staff))
			reader_fault(r, node_or_whole(list->items[i].value, "staff"), "leave: there is nobody with the id \"%s\" in staff",
			             o->leave[i].staff);
}

static unsigned roles_held(const struct office *o)
{
	unsigned roles = 0;
	for (size_t i = 0; i < o->staff_count; i++)
		roles |= o->staff[i].roles;
	return roles;
}

static void check_roles(struct reader *r, const struct node *file, const struct office *o)
{
	static const enum role leaders[] = {ROLE_DIRECTOR, ROLE_GENERAL_MANAGER};
	unsigned held = roles_held(o);
	for (size_t i = 0; i < o->policies_count; i++)
		for (size_t j = 0; j < 2; j++) {
			const struct policy *p = &o->policies[i];
			struct node at = {.file = p->origin.file, .line = p->origin.line};
			bool hold = p->cc_rule == CC_HOLD, needed = hold || (p->confirm & 1u << leaders[j]);
			if (needed && !(held & 1u << leaders[j]))
				reader_fault(r, &at, "%s: nobody in staff has the role %s: give it to somebody, or write %s", hold ? "cc_rule hold" : "confirm",
				             role_names[leaders[j]], hold ? "cc_rule: off" : "confirm: none");
		}
	if (o->shadow && !(held & 1u << ROLE_GENERAL_MANAGER))
		reader_fault(r, node_or_whole(file, "mode"), "mode shadow writes to the general manager alone: nobody in staff has that role: write role: general_manager for somebody");
}

/* Is there a fault between this key of the file and the next one, or (through an alias from elsewhere) somebody without an id? */
static bool faulty(const struct reader *r, const struct node *file, const struct node_item *item, const struct office *o)
{
	int end = INT_MAX;
	for (size_t i = 0; i < o->staff_count; i++)
		if (!o->staff[i].id)
			return true;
	for (size_t i = 0; i < file->items_count; i++)
		if (file->items[i].line > item->line && file->items[i].line < end)
			end = file->items[i].line;
	for (size_t i = 0; i < r->faults->faults_count; i++) {
		const struct conf_fault *f = &r->faults->faults[i];
		if (strcmp(f->file, file->file) == 0 && f->line >= item->line && f->line < end)
			return true;
	}
	return false;
}

void people_check(struct reader *r, const struct node *file, const struct office *o)
{
	const struct node_item *staff = node_find(file, "staff");
	if (!staff || faulty(r, file, staff, o)) /* what follows would only repeat them */
		return;
	if (o->staff_count == 0) {
		reader_fault(r, staff->value, "staff is empty: write at least one person");
		return;
	}
	struct arena *tmp = arena_new();
	struct office people = *o;
	people.leave_count = 0; /* may hold faults yet */
	office_index(tmp, &people);
	check_ids(r, o, tmp);
	check_addresses(r, o, tmp);
	if (o->from_addr)
		check_own_address(r, file, o);
	check_leave(r, node_get(file, "leave"), o, &people);
	check_roles(r, file, o);
	arena_free(tmp);
}
