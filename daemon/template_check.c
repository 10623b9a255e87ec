#include <stdio.h>
#include <string.h>

#include "template.h"

enum { PATH_MAX_SIZE = 256 };

struct check {
	struct arena *a;
	const struct template_set *set;
	const char *const *known;
	const char *content;
	struct template_faults *faults;
	const char *file;                             /* of the template we are in */
	const struct template *calls[TEMPLATE_MAX_DEPTH];
	int calls_count;
	char path[TEMPLATE_MAX_DEPTH][PATH_MAX_SIZE]; /* of the contexts, outermost "" first */
	int depth;
};

static bool is_known(const struct check *c, const char *path)
{
	size_t size = strlen(path), base = size > strlen(VIEW_ONE) && strcmp(path + size - strlen(VIEW_ONE), VIEW_ONE) == 0 ? size - strlen(VIEW_ONE) : 0;
	for (const char *const *k = c->known; *k; k++)
		if (strcmp(*k, path) == 0 || (base && strncmp(*k, path, base) == 0 && !(*k)[base]))
			return true;
	return false;
}

/* The path that `name` means here; false if it means none. "." is the innermost context itself. */
static bool resolve(const struct check *c, const char *name, char path_r[PATH_MAX_SIZE])
{
	if (strcmp(name, ".") == 0) {
		snprintf(path_r, PATH_MAX_SIZE, "%s", c->path[c->depth - 1]);
		return c->depth > 1;
	}
	for (int i = c->depth; i > 0; i--) {
		const char *base = c->path[i - 1];
		if (snprintf(path_r, PATH_MAX_SIZE, "%s%s%s", base, *base ? "." : "", name) < PATH_MAX_SIZE && is_known(c, path_r))
			return true;
	}
	return false;
}

static void check_nodes(struct check *c, const struct template_node *into);

static void check_name(struct check *c, const struct template_node *n)
{
	char path[PATH_MAX_SIZE];
	if (resolve(c, n->text, path))
		return;
	const char *inside = c->path[c->depth - 1];
	template_fault(c->a, c->faults, c->file, n->line, "{{%s}} is unknown here%s%s%s: the names a letter may use are listed in templates/README.md",
	               n->text, *inside ? " (inside {{#" : "", inside, *inside ? "}})" : "");
}

static void check_section(struct check *c, const struct template_node *n)
{
	char path[PATH_MAX_SIZE];
	if (!resolve(c, n->text, path)) {
		check_name(c, n);
		return;
	}
	if (c->depth == TEMPLATE_MAX_DEPTH / 2) {
		template_fault(c->a, c->faults, c->file, n->line, "sections stand too deep in each other");
		return;
	}
	snprintf(c->path[c->depth++], PATH_MAX_SIZE, "%s", path);
	check_nodes(c, n);
	c->depth--;
}

static void check_template(struct check *c, const struct template *t)
{
	const char *outer = c->file;
	c->file = t->file;
	c->calls[c->calls_count++] = t;
	check_nodes(c, &t->root);
	c->calls_count--;
	c->file = outer;
}

static void check_partial(struct check *c, const struct template_node *n)
{
	const char *name = n->dynamic ? c->content : n->text;
	const struct template *t = name ? template_find(c->set, name) : NULL;
	if (!t) {
		template_fault(c->a, c->faults, c->file, n->line, "{{>%s%s}}: there is no such template here", n->dynamic ? "*" : "", n->text);
		return;
	}
	for (int i = 0; i < c->calls_count; i++)
		if (c->calls[i] == t) {
			template_fault(c->a, c->faults, c->file, n->line, "{{>%s}} calls itself", t->name);
			return;
		}
	if (c->calls_count == TEMPLATE_MAX_DEPTH / 2)
		template_fault(c->a, c->faults, c->file, n->line, "partials stand too deep in each other");
	else
		check_template(c, t);
}

static void check_nodes(struct check *c, const struct template_node *into)
{
	for (size_t i = 0; i < into->nodes_count; i++) {
		const struct template_node *n = &into->nodes[i];
		switch (n->kind) {
		case NODE_TEXT: break;
		case NODE_VARIABLE:
		case NODE_RAW: check_name(c, n); break;
		case NODE_SECTION: check_section(c, n); break;
		case NODE_INVERTED:
			check_name(c, n);
			check_nodes(c, n);
			break;
		case NODE_PARTIAL: check_partial(c, n); break;
		}
	}
}

void template_check(struct arena *a, const struct template_set *set, const struct template *t, const char *const *known,
                    const char *content, struct template_faults *faults)
{
	struct arena *own = arena_new(); /* some 6 KB for each of a thousand words would stay for good */
	struct check *c = arena_alloc(own, sizeof *c);
	*c = (struct check){.a = a, .set = set, .known = known, .content = content, .faults = faults, .depth = 1};
	check_template(c, t);
	arena_free(own);
}

bool template_shows(const struct template_node *n, const char *name)
{
	if ((n->kind == NODE_VARIABLE || n->kind == NODE_RAW) && strcmp(n->text, name) == 0)
		return true;
	for (size_t i = 0; i < n->nodes_count; i++)
		if (template_shows(&n->nodes[i], name))
			return true;
	return false;
}
