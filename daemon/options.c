#include "options.h"

#include <stdarg.h>
#include <string.h>

#include "base/bug.h"
#include "values/office.h"

void reader_fault(struct reader *r, const struct node *n, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = arena_vprintf(r->a, fmt, ap);
	va_end(ap);
	conf_fault_add(r->a, r->faults, arena_strdup(r->a, n->file), n->line, "%s", text);
}

/* ---- reading */

static void *field_of(const struct option *o, void *base)
{
	return (char *)base + o->offset;
}

static void read_fallback(struct reader *r, const struct option *o, void *base, void *field)
{
	struct conf_faults found = {0};
	size_t before = r->faults->faults_count;
	if (o->type->unset)
		o->type->unset(field);
	if (!o->fallback)
		return;
	struct arena *tmp = arena_new();
	struct node *n = yaml_parse(tmp, "default", o->fallback, strlen(o->fallback), &found);
	if (n)
		o->type->read(r, o, n, base, field);
	arena_free(tmp);
	if (!n || r->faults->faults_count > before)
		bug("the default of option %s is wrong", o->name);
}

static const struct option *option_find(const struct section *s, const char *name)
{
	for (const struct option *o = s->options; o->name; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

/* Where a key is known that was written elsewhere; "" nowhere. */
static const char *belongs_into(struct reader *r, const struct section *s, const char *key)
{
	static const char *const whole[] = {"the configuration", "office", "policy"}; /* a form has words of its own */
	struct buf places = {0};
	bool of_office = false;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		of_office |= strcmp(s->name, whole[i]) == 0;
	for (const struct section *const *other = sections_all; of_office && *other; other++)
		if (option_find(*other, key))
			buf_printf(&places, "%s%s", places.size ? ", " : "", (*other)->name);
	const char *text = places.size ? arena_printf(r->a, ": it belongs into %s", places.data) : "";
	buf_release(&places);
	return text;
}

static void unknown_key(struct reader *r, const struct section *s, const struct node *n, const struct node_item *item)
{
	const char *names[64];
	size_t count = 0;
	for (const struct option *o = s->options; o->name && count < 63; o++)
		names[count++] = o->name;
	names[count] = NULL;
	const char *near = conf_nearest(item->key, names);
	struct node at = {.file = n->file, .line = item->line};
	const char *advice = *item->key >= '0' && *item->key <= '9' ? ": in { } a comma ends a value: write a number without it"
	                     : strcmp(item->key, "password") == 0 ? ": write the password into a file of its own, mode 600, and name that in password_file"
	                     : strcmp(item->key, "<<") == 0     ? ": keys can't be merged in, write them out"
	                     : near                             ? NULL
	                                                        : belongs_into(r, s, item->key);
	if (advice)
		reader_fault(r, &at, "unknown key \"%s\" in %s%s", item->key, s->name, advice);
	else if (near)
		reader_fault(r, &at, "unknown key \"%s\" in %s: did you mean \"%s\"?", item->key, s->name, near);
	else
		reader_fault(r, &at, "unknown key \"%s\" in %s", item->key, s->name);
}

static bool is_map(struct reader *r, const struct section *s, const struct node *n)
{
	if (n->kind == NODE_MAP || node_is_null(n))
		return true;
	reader_fault(r, n, "%s must be a section of keys and values, not %s", s->name, node_kind_words(n));
	return false;
}

void section_overlay(struct reader *r, const struct section *s, const struct node *n, void *base)
{
	if (!is_map(r, s, n))
		return;
	for (size_t i = 0; i < n->items_count; i++)
		if (!option_find(s, n->items[i].key))
			unknown_key(r, s, n, &n->items[i]);
	for (const struct option *o = s->options; o->name; o++) { /* in the table's order: a value may depend on one before it */
		const struct node *value = node_get(n, o->name);
		if (value && o->offset != OPTION_ELSEWHERE)
			o->type->read(r, o, value, base, field_of(o, base));
	}
}

static void require(struct reader *r, const struct section *s, const struct node *n)
{
	for (const struct option *o = s->options; o->name; o++)
		if (o->required && !node_find(n, o->name))
			reader_fault(r, n, "%s needs \"%s\": %s", s->name, o->name, o->doc);
}

void section_read(struct reader *r, const struct section *s, const struct node *n, void *base)
{
	size_t before = r->faults->faults_count;
	for (const struct option *o = s->options; o->name; o++)
		if (o->offset != OPTION_ELSEWHERE) /* written ones too: a wrong value then leaves the default, and the checks go on */
			read_fallback(r, o, base, field_of(o, base));
	if (s->origin != OPTION_ELSEWHERE) {
		if (!r->file || strcmp(r->file, n->file) != 0)
			r->file = arena_strdup(r->a, n->file);
		struct origin origin = {r->file, n->line};
		memcpy((char *)base + s->origin, &origin, sizeof origin);
	}
	if (!is_map(r, s, n))
		return;
	require(r, s, n);
	section_overlay(r, s, n, base);
	if (s->finish)
		s->finish(r, n, base, r->faults->faults_count == before);
}

void option_take(struct reader *r, const struct section *s, const struct node *n, const char *name, void *field)
{
	const struct option *o = option_find(s, name);
	must(o && o->offset == OPTION_ELSEWHERE);
	const struct node *value = node_get(n, name);
	read_fallback(r, o, NULL, field);
	if (value)
		o->type->read(r, o, value, NULL, field);
}

/* ---- the effective configuration */

void dump_key(struct dump *d, const char *name)
{
	for (int i = 0; i < d->depth - (d->dash ? 1 : 0); i++)
		buf_adds(d->out, "  ");
	buf_printf(d->out, "%s%s:", d->dash ? "- " : "", name);
	d->dash = false;
}

void section_dump(const struct section *s, const void *base, struct dump *d)
{
	for (const struct option *o = s->options; o->name; o++) {
		if (o->aside && d->judging)
			continue;
		if (o->offset != OPTION_ELSEWHERE) {
			o->type->write(o, base, (const char *)base + o->offset, d);
		} else if (o->dumped) {
			dump_key(d, o->name);
			buf_printf(d->out, " %s\n", o->dumped);
		}
	}
}

/* ---- the documentation */

static void document_type(const struct option *o, struct buf *out)
{
	buf_adds(out, o->type->name);
	if (strcmp(o->type->name, "one of") == 0)
		for (const char *const *c = o->more; *c; c++)
			buf_printf(out, "%s%s", c == (const char *const *)o->more ? " " : ", ", *c);
	if (strcmp(o->type->name, "section") == 0 || strcmp(o->type->name, "list of sections") == 0)
		buf_printf(out, " \"%s\"", ((const struct section *)o->more)->name);
	if (o->unit)
		buf_printf(out, " (%s)", o->unit);
}

void section_document(const struct section *s, struct buf *out)
{
	buf_printf(out, "%s: %s\n", s->name, s->doc);
	for (const struct option *o = s->options; o->name; o++) {
		buf_printf(out, "  %s\n      %s\n      ", o->name, o->doc);
		document_type(o, out);
		if (o->required)
			buf_adds(out, "; required");
		else if (o->fallback)
			buf_printf(out, "; default %s", o->fallback);
		buf_addc(out, '\n');
	}
}
