#include "option_types.h"

#include <string.h>

#include "values/office.h"

/* The place of the text among the names, or -1 and a fault. */
static int choose(struct reader *r, const struct option *o, const struct node *n, const char *const *names)
{
	const char *text = option_scalar(r, o, n), *near;
	if (!text)
		return -1;
	for (int i = 0; names[i]; i++)
		if (strcmp(names[i], text) == 0)
			return i;
	struct buf all = {0};
	for (size_t i = 0; names[i]; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	near = conf_nearest(text, names);
	if (near)
		reader_fault(r, n, "%s: unknown value \"%s\": did you mean \"%s\"?", o->name, text, near);
	else
		reader_fault(r, n, "%s: unknown value \"%s\": write one of %s", o->name, text, all.data);
	buf_release(&all);
	return -1;
}

static void choice_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	int i = choose(r, o, n, o->more);
	if (i >= 0)
		memcpy(field, &i, sizeof i);
}

static void choice_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	int i;
	memcpy(&i, field, sizeof i);
	dump_value(d, o, ((const char *const *)o->more)[i]);
}

const struct option_type type_choice = {"one of", choice_read, NULL, choice_write};

static const char *const modes[] = {"live", "shadow", NULL};

static void mode_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	int i = choose(r, o, n, modes);
	if (i >= 0)
		*(bool *)field = i == 1;
}

static void mode_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	dump_value(d, o, modes[*(const bool *)field]);
}

const struct option_type type_mode = {"live or shadow", mode_read, NULL, mode_write};

/* role_names with an end, for choose(). */
static const char *const *roles_ended(void)
{
	static const char *names[ROLE_COUNT + 1];
	memcpy(names, role_names, sizeof role_names[0] * ROLE_COUNT);
	return names;
}

static int role_of(struct reader *r, const struct option *o, const struct node *n)
{
	for (int i = 0; n->kind == NODE_TEXT && i < ROLE_COUNT; i++)
		if (strcmp(role_titles[i], n->text) == 0) {
			reader_fault(r, n, "%s: write %s for %s", o->name, role_names[i], n->text);
			return -1;
		}
	return choose(r, o, n, roles_ended());
}

static void role_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	int i = role_of(r, o, n);
	if (i >= 0)
		memcpy(field, &i, sizeof i);
}

static void role_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	int i;
	memcpy(&i, field, sizeof i);
	dump_value(d, o, role_names[i]);
}

const struct option_type type_role = {"role", role_read, NULL, role_write};

static void roles_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	unsigned bits = 0;
	bool none = n->kind == NODE_TEXT && strcmp(n->text, "none") == 0 && o->min == 0;
	size_t before = r->faults->faults_count, count = n->kind == NODE_LIST ? n->items_count : !none;
	for (size_t i = 0; i < count; i++) {
		int role = role_of(r, o, n->kind == NODE_LIST ? n->items[i].value : n);
		if (role >= 0)
			bits |= 1u << role;
	}
	if (bits == 0 && o->min > 0 && r->faults->faults_count == before)
		reader_fault(r, n, "%s is empty: write at least one role", o->name);
	*(unsigned *)field = bits;
}

static void roles_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	unsigned bits = *(const unsigned *)field;
	const char *comma = "";
	dump_key(d, o->name);
	buf_adds(d->out, bits ? " [" : " none\n");
	for (int i = 0; i < ROLE_COUNT; i++)
		if (bits & 1u << i) {
			buf_printf(d->out, "%s%s", comma, role_names[i]);
			comma = ", ";
		}
	buf_adds(d->out, bits ? "]\n" : "");
}

const struct option_type type_roles = {"role, or a list of them", roles_read, NULL, roles_write};
