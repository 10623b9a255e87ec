/* Mustache, as published (mustache.github.io, spec 1.4): variables, {{{raw}}} and {{&raw}}, sections over lists, objects and truth,
 * inverted sections, comments, partials with their indentation, standalone lines, the implicit iterator ".", dotted names, set
 * delimiters, and the optional dynamic names ({{>*name}}: the partial whose name the view holds), by which one layout serves every
 * letter. No lambdas, no inheritance. An empty text counts as false: no case of the
 * specification says otherwise (tests/unit/test_template.c runs them all). Pure: no file is read here.
 *
 * A template is parsed once and rendered often. Faults in it are found by template_parse and template_check, at start, with file and
 * line; rendering what passed both can't fail but for its size. */
#ifndef DAEMON_TEMPLATE_H
#define DAEMON_TEMPLATE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "view.h"

enum {
	TEMPLATE_MAX_BYTES = 256 * 1024,       /* of one file */
	TEMPLATE_MAX_DEPTH = 40,               /* sections within sections, partials within partials, together, while rendering */
	TEMPLATE_MAX_NESTING = 16,             /* sections within sections in one file */
	TEMPLATE_MAX_OUTPUT = 8 * 1024 * 1024, /* bytes of one rendering */
};

enum node_kind { NODE_TEXT, NODE_VARIABLE, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

struct template_node {
	enum node_kind kind;
	int line;
	const char *text;              /* NODE_TEXT: the text; else the name */
	size_t size;                   /* its bytes, ... */
	size_t first;                  /* ... and those of a name's first part */
	bool line_start;               /* a text at the start of a line: a partial's indentation goes before it */
	bool dynamic;                  /* a partial: `text` names the member of the view that holds the partial's name */
	const char *indent;            /* a standalone partial's, else NULL */
	const struct template *partial; /* foreign; the one of that name, once its set is sorted. NULL: none has it, or it is dynamic */
	struct template_node *nodes;   /* a section's */
	size_t nodes_count, nodes_cap;
};

struct template {
	const char *name;              /* as partials call it */
	const char *file;              /* as faults call it */
	struct template_node root;     /* NODE_SECTION without a name */
};

/* Templates that know each other as partials. */
struct template_set {
	bool html;                     /* {{name}} is escaped */
	bool sorted;                   /* by template_sort */
	struct template **templates;
	size_t templates_count, templates_cap;
};
const struct template *template_find(const struct template_set *set, const char *name); /* NULL if unknown */
/* The set is complete: from here on its templates are found by halving, and partials are known by their nodes. */
void template_sort(struct template_set *set);

struct template_fault {
	const char *file;
	int line;
	const char *text;              /* what is wrong, and what to write */
};
struct template_faults {
	struct template_fault *faults;
	size_t faults_count, faults_cap;
};
/* One fault more; the same fault of the same place stands there once. */
void template_fault(struct arena *a, struct template_faults *f, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* NULL if there was a fault (all that can be told are added). line: the number of the text's first line, usually 1. */
struct template *template_parse(struct arena *a, const char *name, const char *file, int line, const char *text,
                                      struct template_faults *faults);

/* Checks that every name in `t`, and in the partials it calls, is known where it stands. `known` ends with NULL and holds paths from
 * the root: "tables", "tables.label": inside {{#tables}} the name `label` is known, outside it is not, `tables` is everywhere.
 * `content`: the partial that a dynamic name stands for (NULL: dynamic names are faults). Partials that call themselves are faults. */
void template_check(struct arena *a, const struct template_set *set, const struct template *t, const char *const *known,
                    const char *content, struct template_faults *faults);
/* Does the template itself show that name ({{name}} or {{{name}}}) somewhere? */
bool template_shows(const struct template_node *n, const char *name);

/* The text of one that shows no value, NULL of any other: it need not be rendered. */
const char *template_fixed(const struct template *t);
/* Appends to out_r. -1: beyond TEMPLATE_MAX_DEPTH or TEMPLATE_MAX_OUTPUT. Unknown names and partials come out empty. */
int template_render(const struct template_set *set, const struct template *t, const struct view *view, struct buf *out_r);

#endif
