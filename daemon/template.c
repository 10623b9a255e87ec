#include "template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

struct parser {
	struct arena *a;
	const char *file, *start, *at, *end;
	int line;
	char open[8], close[8]; /* the delimiters in force */
	int nesting;
	struct template_faults *faults;
};

struct tag {
	char sigil;              /* '#', '^', '/', '!', '>', '=', '&', '{', or 0 for a variable */
	const char *start, *end; /* with its delimiters */
	const char *name;        /* trimmed */
	int line;
};

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct template *const *)a)->name, (*(const struct template *const *)b)->name);
}

static const struct template *find_sorted(const struct template_set *set, const char *name)
{
	const struct template key = {.name = name}, *const at = &key;
	struct template *const *found;
	found = set->templates_count ? bsearch(&at, set->templates, set->templates_count, sizeof *set->templates, by_name) : NULL;
	return found ? *found : NULL;
}

static void know_partials(const struct template_set *set, struct template_node *into)
{
	for (size_t i = 0; i < into->nodes_count; i++) {
		struct template_node *n = &into->nodes[i];
		if (n->kind == NODE_PARTIAL && !n->dynamic)
			n->partial = find_sorted(set, n->text);
		know_partials(set, n);
	}
}

void template_sort(struct template_set *set)
{
	if (set->templates_count)
		qsort(set->templates, set->templates_count, sizeof *set->templates, by_name);
	for (size_t i = 0; i < set->templates_count; i++)
		know_partials(set, &set->templates[i]->root);
	set->sorted = true;
}

const struct template *template_find(const struct template_set *set, const char *name)
{
	if (set->sorted)
		return find_sorted(set, name);
	for (size_t i = 0; i < set->templates_count; i++)
		if (strcmp(set->templates[i]->name, name) == 0)
			return set->templates[i];
	return NULL;
}

void template_fault(struct arena *a, struct template_faults *f, const char *file, int line, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	const char *text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < f->faults_count; i++)
		if (f->faults[i].line == line && strcmp(f->faults[i].file, file) == 0 && strcmp(f->faults[i].text, text) == 0)
			return;
	ARENA_PUSH(a, f, faults) = (struct template_fault){file, line, text};
}

static int count_lines(const char *from, const char *to)
{
	int n = 0;
	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

static const char *find(const char *from, const char *end, const char *what)
{
	return memmem(from, (size_t)(end - from), what, strlen(what));
}

static const char *trimmed(struct arena *a, const char *from, const char *to)
{
	while (from < to && strchr(" \t\r\n", *from))
		from++;
	while (to > from && strchr(" \t\r\n", to[-1]))
		to--;
	return arena_strndup(a, from, (size_t)(to - from));
}

/* A text, cut behind each line break, so that a partial's indentation can go before each line. */
static void add_text(struct parser *p, struct template_node *into, const char *from, const char *to)
{
	while (from < to) {
		const char *nl = memchr(from, '\n', (size_t)(to - from)), *stop = nl ? nl + 1 : to;
		struct template_node *n = &ARENA_PUSH(p->a, into, nodes);
		*n = (struct template_node){.kind = NODE_TEXT, .line = p->line, .text = arena_strndup(p->a, from, (size_t)(stop - from)), .size = (size_t)(stop - from)};
		n->line_start = from == p->start || from[-1] == '\n';
		p->line += nl != NULL;
		from = stop;
	}
}

/* The tag that opens at t->start. False: it never ends. */
static bool read_tag(struct parser *p, struct tag *t)
{
	const char *inner = t->start + strlen(p->open), *close_at;
	char close[12];
	t->line = p->line;
	t->sigil = inner < p->end && *inner && strchr("#^/!>=&{", *inner) ? *inner : '\0';
	inner += t->sigil != '\0';
	/* {{{name}}} and {{=<% %>=}} end with their own sign before the delimiter. */
	snprintf(close, sizeof close, "%s%s", t->sigil == '{' ? "}" : t->sigil == '=' ? "=" : "", p->close);
	close_at = find(inner, p->end, close);
	if (!close_at)
		return false;
	t->name = trimmed(p->a, inner, close_at);
	t->end = close_at + strlen(close);
	return true;
}

/* A section, comment, partial or set-delimiter tag that has its line for itself takes the line with it. */
static bool standalone(const struct parser *p, const struct tag *t, const char **line_start_r, const char **next_r)
{
	const char *from = t->start, *to = t->end;
	if (!t->sigil || t->sigil == '&' || t->sigil == '{')
		return false;
	while (from > p->start && (from[-1] == ' ' || from[-1] == '\t'))
		from--;
	if (from > p->start && from[-1] != '\n')
		return false;
	while (to < p->end && (*to == ' ' || *to == '\t'))
		to++;
	if (to < p->end && *to == '\r')
		to++;
	if (to < p->end && *to != '\n')
		return false;
	*line_start_r = from;
	*next_r = to < p->end ? to + 1 : to;
	return true;
}

static void set_delimiters(struct parser *p, const struct tag *t)
{
	const char *gap = strpbrk(t->name, " \t\r\n"), *second = gap ? gap + strspn(gap, " \t\r\n") : NULL;
	size_t first_size = gap ? (size_t)(gap - t->name) : 0;
	if (!first_size || first_size >= sizeof p->open || !*second || strlen(second) >= sizeof p->close || strpbrk(second, " \t\r\n=")
	    || memchr(t->name, '=', first_size)) {
		template_fault(p->a, p->faults, p->file, t->line, "'=%s=' sets no delimiters: write {{=<%% %%>=}}", t->name);
		return;
	}
	memcpy(p->open, t->name, first_size);
	p->open[first_size] = '\0';
	snprintf(p->close, sizeof p->close, "%s", second);
}

static bool name_ok(struct parser *p, const struct tag *t)
{
	if (*t->name && !strpbrk(t->name, " \t\r\n"))
		return true;
	template_fault(p->a, p->faults, p->file, t->line, *t->name ? "'%s' is no name: a name has no blanks" : "a tag without a name%s", t->name);
	return false;
}

static struct template_node named(enum node_kind kind, int line, const char *name)
{
	return (struct template_node){.kind = kind, .line = line, .text = name, .size = strlen(name), .first = strcspn(name, ".")};
}

static void parse_nodes(struct parser *p, struct template_node *into, const struct tag *opening);

static void parse_section(struct parser *p, struct template_node *into, const struct tag *t)
{
	struct template_node section = named(t->sigil == '#' ? NODE_SECTION : NODE_INVERTED, t->line, t->name);
	if (p->nesting == TEMPLATE_MAX_NESTING) {
		template_fault(p->a, p->faults, p->file, t->line, "sections stand more than %d deep in each other", TEMPLATE_MAX_NESTING);
		p->at = p->end;
		return;
	}
	p->nesting++;
	parse_nodes(p, &section, t);
	p->nesting--;
	ARENA_PUSH(p->a, into, nodes) = section;
}

static void add_partial(struct parser *p, struct template_node *into, const struct tag *t, const char *indent)
{
	bool dynamic = *t->name == '*';
	const char *name = dynamic ? trimmed(p->a, t->name + 1, t->name + strlen(t->name)) : t->name;
	struct template_node n = named(NODE_PARTIAL, t->line, name);
	n.dynamic = dynamic;
	n.indent = indent;
	ARENA_PUSH(p->a, into, nodes) = n;
}

/* False: the tag closed the section that `opening` began. */
static bool add_tag(struct parser *p, struct template_node *into, const struct tag *t, const char *indent, const struct tag *opening)
{
	if (t->sigil == '!')
		return true;
	if (t->sigil == '=') {
		set_delimiters(p, t);
		return true;
	}
	if (t->sigil == '>' && *t->name == '*') /* {{>* name}} may have a blank there */
		return add_partial(p, into, t, indent), true;
	if (!name_ok(p, t))
		return true;
	if (t->sigil == '#' || t->sigil == '^')
		parse_section(p, into, t);
	else if (t->sigil == '>')
		add_partial(p, into, t, indent);
	else if (t->sigil != '/')
		ARENA_PUSH(p->a, into, nodes) = named(t->sigil ? NODE_RAW : NODE_VARIABLE, t->line, t->name);
	else if (opening && strcmp(opening->name, t->name) == 0)
		return false;
	else
		template_fault(p->a, p->faults, p->file, t->line, opening ? "{{/%s}} closes, but {{%c%s}} of line %d is open" : "{{/%s}} closes nothing",
		               t->name, opening ? opening->sigil : 0, opening ? opening->name : "", opening ? opening->line : 0);
	return true;
}

static void parse_nodes(struct parser *p, struct template_node *into, const struct tag *opening)
{
	struct tag t = {0};
	const char *text_end, *next;
	while ((t.start = find(p->at, p->end, p->open))) {
		const char *text = p->at;
		int line = p->line;
		p->line += count_lines(text, t.start);
		if (!read_tag(p, &t)) {
			template_fault(p->a, p->faults, p->file, p->line, "'%s' begins a tag that '%s' never ends", p->open, p->close);
			p->at = p->end;
			return;
		}
		bool alone = standalone(p, &t, &text_end, &next);
		p->line = line;
		add_text(p, into, text, alone ? text_end : t.start);
		if (!alone && (t.start == p->start || t.start[-1] == '\n'))
			ARENA_PUSH(p->a, into, nodes) = (struct template_node){.kind = NODE_TEXT, .line = t.line, .text = "", .line_start = true};
		p->at = alone ? next : t.end;
		p->line = t.line + count_lines(t.start, p->at);
		if (!add_tag(p, into, &t, alone ? arena_strndup(p->a, text_end, (size_t)(t.start - text_end)) : NULL, opening))
			return;
	}
	add_text(p, into, p->at, p->end);
	p->at = p->end;
	if (opening)
		template_fault(p->a, p->faults, p->file, opening->line, "{{%c%s}} is never closed: {{/%s}} is missing", opening->sigil, opening->name,
		               opening->name);
}

struct template *template_parse(struct arena *a, const char *name, const char *file, int line, const char *text,
                                      struct template_faults *faults)
{
	struct template *t = arena_alloc(a, sizeof *t);
	size_t size = strlen(text), before = faults->faults_count;
	struct parser p = {.a = a, .file = file, .start = text, .at = text, .end = text + size, .line = line, .open = "{{", .close = "}}", .faults = faults};
	*t = (struct template){name, file, {.kind = NODE_SECTION, .line = line, .text = ""}};
	if (size > TEMPLATE_MAX_BYTES)
		template_fault(a, faults, file, line, "the file is larger than %d bytes", TEMPLATE_MAX_BYTES);
	else
		parse_nodes(&p, &t->root, NULL);
	return faults->faults_count == before ? t : NULL;
}
