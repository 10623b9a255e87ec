#include "conf_edit.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf_yaml.h"

/* ---- values */

/* What means the same without quotes wherever it stands: letters, digits and characters beyond ASCII, a few marks within. */
static bool is_plain(const char *text)
{
	static const char marks[] = "_.@/+-";
	if (!*text || strchr(marks, *text) || text[strlen(text) - 1] == '.' || strcmp(text, "null") == 0)
		return false;
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (!(*p >= 0x80 || (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || strchr(marks, *p)))
			return false;
	return true;
}

void conf_quote(struct buf *out, const char *text)
{
	if (is_plain(text)) {
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, (unsigned char)*text < ' ' ? ' ' : *text);
	}
	buf_addc(out, '"');
}

static void add_roles(unsigned roles, struct buf *out)
{
	bool several = (roles & (roles - 1)) != 0;
	const char *comma = "";
	buf_adds(out, several ? ", role: [" : ", role: ");
	for (int i = 0; i < ROLE_COUNT; i++)
		if (roles & 1u << i) {
			buf_printf(out, "%s%s", comma, role_names[i]);
			comma = ", ";
		}
	buf_adds(out, several ? "]" : "");
}

static void add_date(const char *key, date d, struct buf *out)
{
	char text[DATE_TEXT_SIZE];
	if (d != DATE_NONE)
		buf_printf(out, ", %s: %s", key, date_text(d, text));
}

void conf_staff_line(const struct staff *s, struct buf *out)
{
	buf_adds(out, "{id: ");
	conf_quote(out, s->id);
	if (strcmp(s->name, s->id) != 0) {
		buf_adds(out, ", name: ");
		conf_quote(out, s->name);
	}
	add_roles(s->roles, out);
	buf_adds(out, ", mail: [");
	for (size_t i = 0; i < s->mail_count; i++) {
		buf_adds(out, i ? ", " : "");
		conf_quote(out, s->mail[i]);
	}
	buf_addc(out, ']');
	add_date("since", s->since, out);
	add_date("until", s->until, out);
	if (s->deputy) {
		buf_adds(out, ", deputy: ");
		conf_quote(out, s->deputy);
	}
	buf_addc(out, '}');
}

/* ---- lines */

struct line {
	const char *text;            /* of the file */
	size_t size;                 /* its line break included */
	bool dropped;
	const char *before, *after;  /* what is put there, whole lines, or NULL */
};
struct lines {
	struct line *items;
	size_t items_count, items_cap;
};

/* Number 1 is items[1]; what stands before the first line is put behind items[0]. */
static struct lines split(struct arena *a, const char *text)
{
	struct lines l = {0};
	ARENA_PUSH(a, &l, items) = (struct line){.text = ""};
	while (*text) {
		size_t size = strcspn(text, "\n");
		size += text[size] == '\n';
		ARENA_PUSH(a, &l, items) = (struct line){.text = text, .size = size};
		text += size;
	}
	return l;
}

static void join(const struct lines *l, struct buf *out)
{
	for (size_t i = 0; i < l->items_count; i++) {
		const struct line *x = &l->items[i];
		buf_adds(out, x->before ? x->before : "");
		if (!x->dropped)
			buf_add(out, x->text, x->size);
		if ((x->after || i + 1 < l->items_count) && out->size && out->data[out->size - 1] != '\n')
			buf_addc(out, '\n');
		buf_adds(out, x->after ? x->after : "");
	}
}

static bool says_nothing(const struct line *x)
{
	size_t i = strspn(x->text, " \t\r");
	return i >= x->size || x->text[i] == '\n' || x->text[i] == '#';
}

/* The last line of a block that begins at `from` and ends before `end`, without the comments and blanks behind it. */
static size_t last_line(const struct lines *l, size_t from, size_t end)
{
	size_t last = end - 1;
	while (last > from && says_nothing(&l->items[last]))
		last--;
	return last;
}

/* The line of the next key of that map, or of the end. */
static size_t next_key(const struct node *map, const struct node_item *item, size_t end)
{
	size_t next = end;
	for (size_t i = 0; i < map->items_count; i++)
		if (map->items[i].line > item->line && (size_t)map->items[i].line < next)
			next = (size_t)map->items[i].line;
	return next;
}

static const struct node *parse(struct arena *a, const char *text, struct err *err)
{
	struct conf_faults faults = {0};
	const struct node *root = yaml_parse(a, "configuration", text, strlen(text), &faults);
	if (!root)
		err_set(err, 78, "line %d: %s", faults.faults[0].line, faults.faults[0].text);
	return root;
}

/* ---- staff */

/* "  - " of an item's line; NULL: it is none. */
static const char *dash(struct arena *a, const struct line *x)
{
	size_t n = strspn(x->text, " ");
	if (n >= x->size || x->text[n] != '-' || x->text[n + 1] != ' ')
		return NULL;
	return arena_printf(a, "%.*s- ", (int)n, x->text);
}

/* Each person begins on a line of his own, with a dash. */
static bool a_line_each(struct arena *a, const struct lines *l, const struct node *list, size_t first)
{
	size_t before = first;
	for (size_t i = 0; i < list->items_count; i++) {
		size_t at = (size_t)list->items[i].value->line;
		if (at <= before || at >= l->items_count || !dash(a, &l->items[at]))
			return false;
		before = at;
	}
	return list->kind == NODE_LIST && list->items_count > 0;
}

static const char *remark(struct arena *a, const struct line *x)
{
	const char *end = x->text + x->size, *brace = NULL, *p;
	for (p = x->text; p < end; p++)
		brace = *p == '}' ? p : brace;
	for (p = brace; p && p + 1 < end; p++)
		if (*p == ' ' && p[1] == '#')
			return arena_strndup(a, brace + 1, (size_t)(end - brace - 1) - (end[-1] == '\n'));
	return "";
}

static const char *line_of(struct arena *a, const char *lead, const struct staff *s, const char *behind)
{
	struct buf b = {0};
	buf_adds(&b, lead);
	conf_staff_line(s, &b);
	buf_printf(&b, "%s\n", behind);
	const char *text = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return text;
}

static void replace(struct arena *a, struct lines *l, const struct node *list, size_t end, const struct conf_staff_edit *e)
{
	size_t from = (size_t)list->items[e->at].value->line, next = e->at + 1 < list->items_count ? (size_t)list->items[e->at + 1].value->line : end;
	size_t last = last_line(l, from, next);
	l->items[from].before = line_of(a, dash(a, &l->items[from]), &e->now, from == last ? remark(a, &l->items[from]) : "");
	for (size_t i = from; i <= last; i++)
		l->items[i].dropped = true;
}

static void rewrite(struct arena *a, struct lines *l, size_t from, size_t end, const struct staff *people, size_t count)
{
	struct buf all = {0};
	size_t last = last_line(l, from, end);
	buf_adds(&all, "staff:\n");
	for (size_t i = 0; i < count; i++)
		buf_adds(&all, line_of(a, "  - ", &people[i], ""));
	l->items[from].before = arena_strndup(a, all.data, all.size);
	for (size_t i = from; i <= last; i++)
		l->items[i].dropped = true;
	buf_release(&all);
}

int conf_edit_staff(struct arena *a, const char *text, const struct conf_staff_edit *edits, size_t count, const struct staff *people, size_t people_count,
                    struct buf *out, struct err *err)
{
	const struct node *root = parse(a, text, err);
	const struct node_item *staff = root ? node_find(root, "staff") : NULL;
	struct lines l = split(a, text);
	if (!staff)
		return root ? err_set(err, 65, "there is no staff: in it") : -1;
	size_t from = (size_t)staff->line, end = next_key(root, staff, l.items_count);
	if (strncmp(l.items[from].text, "staff:", 6) != 0)
		return err_set(err, 65, "line %zu: staff: does not begin its line; write people by hand", from);
	struct buf added = {0};
	bool each = a_line_each(a, &l, staff->value, from);
	if (!each)
		rewrite(a, &l, from, end, people, people_count);
	const char *lead = each ? dash(a, &l.items[staff->value->items[0].value->line]) : "";
	for (size_t i = 0; each && i < count; i++)
		if (edits[i].at == SIZE_MAX)
			buf_adds(&added, line_of(a, lead, &edits[i].now, ""));
		else
			replace(a, &l, staff->value, end, &edits[i]);
	if (added.size)
		l.items[last_line(&l, from, end)].after = arena_strndup(a, added.data, added.size);
	buf_release(&added);
	join(&l, out);
	return 0;
}

/* ---- calendars */

/* `calendars: [a, b]` on one line: where its ] is; SIZE_MAX: not so. */
static size_t closing(const struct line *x)
{
	const char *open = memchr(x->text, '[', x->size), *close = open ? memchr(open, ']', x->size - (size_t)(open - x->text)) : NULL;
	return close && !memchr(open, '#', (size_t)(close - open)) && !memchr(open, '"', (size_t)(close - open)) ? (size_t)(close - x->text) : SIZE_MAX;
}

static const char *quoted(struct arena *a, const char *name)
{
	struct buf b = {0};
	conf_quote(&b, name);
	const char *text = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return text;
}

static int add_to_list(struct arena *a, struct lines *l, const struct node *list, size_t key, const char *name, struct err *err)
{
	struct line *x = &l->items[key];
	size_t close = closing(x), last = list->items_count ? (size_t)list->items[list->items_count - 1].value->line : key;
	const char *lead = last > key ? dash(a, &l->items[last]) : NULL;
	if (lead)
		l->items[last].after = arena_printf(a, "%s%s\n", lead, quoted(a, name));
	else if (last == key && close != SIZE_MAX) {
		x->before = arena_printf(a, "%.*s%s%s%.*s", (int)close, x->text, list->items_count ? ", " : "", quoted(a, name), (int)(x->size - close), x->text + close);
		x->dropped = true;
	} else
		return err_set(err, 65, "line %zu: add \"%s\" to calendars: by hand", key, name);
	return 0;
}

int conf_edit_calendar(struct arena *a, const char *text, const char *name, struct buf *out, struct err *err)
{
	const struct node *root = parse(a, text, err), *office = root ? node_get(root, "office") : NULL;
	const struct node_item *calendars = office ? node_find(office, "calendars") : NULL, *first = office && office->kind == NODE_MAP && office->items_count ? &office->items[0] : NULL;
	struct lines l = split(a, text);
	if (!first)
		return root ? err_set(err, 65, "there is no office: in it") : -1;
	size_t indent = strspn(l.items[first->line].text, " ");
	bool block = indent > 0 && strncmp(l.items[first->line].text + indent, first->key, strlen(first->key)) == 0;
	if (calendars && calendars->value->kind == NODE_LIST) {
		if (add_to_list(a, &l, calendars->value, (size_t)calendars->line, name, err) < 0)
			return -1;
	} else if (!calendars && block) {
		l.items[first->line].before = arena_printf(a, "%.*scalendars: [%s]\n", (int)indent, l.items[first->line].text, quoted(a, name));
	} else {
		return err_set(err, 65, "line %d: add \"%s\" to office: calendars: [...] by hand", calendars ? calendars->line : first->line, name);
	}
	join(&l, out);
	return 0;
}
