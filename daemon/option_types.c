#include "option_types.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *option_scalar(struct reader *r, const struct option *o, const struct node *n)
{
	if (n->kind != NODE_TEXT) {
		reader_fault(r, n, "%s must be a single value (%s), not %s", o->name, o->type->name, node_kind_words(n));
		return NULL;
	}
	if (node_is_null(n)) {
		reader_fault(r, n, "%s has no value: write one or remove the line", o->name);
		return NULL;
	}
	return n->text;
}

const char *option_line(struct reader *r, const struct option *o, const struct node *n)
{
	const char *text = option_scalar(r, o, n);
	if (!text)
		return NULL;
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F) {
			reader_fault(r, n, "%s must be one line without control characters", o->name);
			return NULL;
		}
	text = text_trim(r->a, text);
	if (*text)
		return text;
	reader_fault(r, n, "%s is empty: write a value or remove the line", o->name);
	return NULL;
}

/* ---- writing */

void dump_quoted(struct dump *d, const char *text)
{
	struct buf *out = d->out;
	buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

void dump_value(struct dump *d, const struct option *o, const char *value)
{
	dump_key(d, o->name);
	buf_printf(d->out, " %s\n", value);
}

/* ---- text */

static void text_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_line(r, o, n);
	if (text)
		*(const char **)field = text;
}

void type_text_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	const char *text = *(const char *const *)field;
	if (!text)
		return;
	dump_key(d, o->name);
	buf_addc(d->out, ' ');
	dump_quoted(d, text);
	buf_addc(d->out, '\n');
}

const struct option_type type_text = {"text", text_read, NULL, type_text_write};

static void path_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_line(r, o, n);
	if (text)
		*(const char **)field = text[0] == '/' ? text : arena_printf(r->a, "%s/%s", r->dir, text);
}

const struct option_type type_path = {"path", path_read, NULL, type_text_write};

/* Calls each on every item of a list, or on the one value that stands for a list of one. */
void option_items(struct reader *r, const struct option *o, const struct node *n, void *field,
                      void (*each)(struct reader *, const struct option *, const struct node *, struct option_list *))
{
	struct option_list l = {0};
	if (node_is_null(n))
		;
	else if (n->kind == NODE_LIST)
		for (size_t i = 0; i < n->items_count; i++)
			each(r, o, n->items[i].value, &l);
	else
		each(r, o, n, &l);
	memcpy(field, &l, sizeof l);
}

void option_push_text(struct arena *a, struct option_list *l, const char *text)
{
	l->items = arena_grow(a, l->items, l->items_count, &l->items_cap, sizeof text);
	((const char **)l->items)[l->items_count++] = text;
}

static void text_item(struct reader *r, const struct option *o, const struct node *n, struct option_list *l)
{
	const char *text = option_line(r, o, n);
	if (text)
		option_push_text(r->a, l, text);
}

static void texts_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	option_items(r, o, n, field, text_item);
}

void type_texts_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	struct option_list l;
	memcpy(&l, field, sizeof l);
	if (l.items_count == 0 && !o->fallback)
		return;
	dump_key(d, o->name);
	buf_adds(d->out, " [");
	for (size_t i = 0; i < l.items_count; i++) {
		buf_adds(d->out, i ? ", " : "");
		dump_quoted(d, ((const char *const *)l.items)[i]);
	}
	buf_adds(d->out, "]\n");
}

const struct option_type type_texts = {"list of texts", texts_read, NULL, type_texts_write};


/* ---- numbers */

enum { NUMBER_MAX = 1000000 }; /* where an option names no bound of its own */

/* A whole number of at most 9 digits. */
static int number_parse(const char *text, long long *v_r)
{
	bool minus = *text == '-';
	const char *p = text + minus;
	long long v = 0;
	if (!*p || strlen(p) > 9 || strspn(p, "0123456789") != strlen(p))
		return -1;
	for (; *p; p++)
		v = v * 10 + (*p - '0');
	*v_r = minus ? -v : v;
	return 0;
}

static void count_unset(void *field)
{
	*(int *)field = -1;
}

static void count_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_scalar(r, o, n);
	long long v, max = o->max ? o->max : NUMBER_MAX;
	if (!text)
		return;
	if (number_parse(text, &v) < 0)
		reader_fault(r, n, "%s: \"%s\" is no whole number: write one such as 10", o->name, text);
	else if (v < o->min || v > max)
		reader_fault(r, n, "%s: %s must lie between %lld and %lld", o->name, text, o->min, max);
	else
		*(int *)field = (int)v;
}

static void count_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	char text[16];
	if (!o->fallback && *(const int *)field < o->min)
		return;
	snprintf(text, sizeof text, "%d", *(const int *)field);
	dump_value(d, o, text);
}

const struct option_type type_count = {"whole number", count_read, count_unset, count_write};

int money_parse(const char *text, int64_t *fen_r)
{
	size_t yuan = strspn(text, "0123456789"), decimals = 0;
	int64_t v = 0;
	if (yuan == 0 || yuan > 9)
		return -1;
	for (size_t i = 0; i < yuan; i++)
		v = v * 10 + (text[i] - '0');
	if (text[yuan] == '.') {
		decimals = strspn(text + yuan + 1, "0123456789");
		if (decimals < 1 || decimals > 2)
			return -1;
		yuan++;
	}
	if (text[yuan + decimals])
		return -1;
	for (size_t i = 0; i < 2; i++)
		v = v * 10 + (i < decimals ? text[yuan + i] - '0' : 0);
	*fen_r = v;
	return 0;
}

static void money_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const char *text = option_scalar(r, o, n);
	if (text && money_parse(text, field) < 0)
		reader_fault(r, n, "%s: \"%s\" is no amount: write yuan with at most two decimals and no sign, such as 2.00", o->name,
			     text);
}

static void money_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	char text[32];
	int64_t fen = *(const int64_t *)field;
	snprintf(text, sizeof text, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
	dump_value(d, o, text);
}

const struct option_type type_money = {"yuan", money_read, NULL, money_write};

/* ---- sections */

static void sub_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	section_read(r, o->more, n, field);
}

static void sub_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	const struct section *s = o->more;
	if (s->present && !s->present(field))
		return;
	dump_key(d, o->name);
	buf_addc(d->out, '\n');
	d->depth++;
	section_dump(s, field, d);
	d->depth--;
}

const struct option_type type_section = {"section", sub_read, NULL, sub_write};

static void list_read(struct reader *r, const struct option *o, const struct node *n, void *base, void *field)
{
	(void)base;
	const struct section *s = o->more;
	struct option_list l = {0};
	if (n->kind == NODE_MAP || (n->kind == NODE_TEXT && !node_is_null(n))) {
		reader_fault(r, n, "%s must be a list: begin each item with \"- \"", o->name);
		return;
	}
	for (size_t i = 0; i < n->items_count; i++) {
		l.items = arena_grow(r->a, l.items, l.items_count, &l.items_cap, s->size);
		char *item = (char *)l.items + s->size * l.items_count++;
		memset(item, 0, s->size);
		section_read(r, s, n->items[i].value, item);
	}
	memcpy(field, &l, sizeof l);
}

static void list_write(const struct option *o, const void *base, const void *field, struct dump *d)
{
	(void)base;
	const struct section *s = o->more;
	struct option_list l;
	memcpy(&l, field, sizeof l);
	dump_key(d, o->name);
	buf_adds(d->out, l.items_count ? "\n" : " []\n");
	d->depth += 2;
	for (size_t i = 0; i < l.items_count; i++) {
		d->dash = true;
		section_dump(s, (const char *)l.items + s->size * i, d);
	}
	d->depth -= 2;
}

const struct option_type type_list = {"list of sections", list_read, NULL, list_write};
