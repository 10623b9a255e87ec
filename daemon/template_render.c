#include <string.h>

#include "template.h"

struct render {
	const struct template_set *set;
	const struct view *stack[TEMPLATE_MAX_DEPTH]; /* the contexts, innermost last */
	int depth;
	int calls;                                    /* partials within partials */
	const char *indent[TEMPLATE_MAX_DEPTH];       /* of the standalone partials we are in */
	int indent_count;
	struct buf *out;
	size_t out_start;
	int failed;
};

/* The first part of a dotted name is looked up through all contexts, the rest only in what was found. */
static const struct view *look_up(const struct render *r, const struct template_node *node)
{
	const struct view *v = NULL;
	const char *name = node->text;
	if (node->size == 1 && *name == '.')
		return r->stack[r->depth - 1];
	for (bool first = true;; first = false) {
		size_t n = first ? node->first : strcspn(name, ".");
		if (n == 0)
			return NULL;
		if (!first)
			v = view_member_of(v, name, n);
		else
			for (int i = r->depth; i > 0 && !v; i--)
				v = view_member_of(r->stack[i - 1], name, n);
		name += n;
		if (!v || !*name)
			return v;
		name++;
	}
}

static void put(struct render *r, const char *s, size_t size)
{
	if (r->out->size - r->out_start + size > TEMPLATE_MAX_OUTPUT)
		r->failed = -1;
	else
		buf_add(r->out, s, size);
}

static void put_escaped(struct render *r, const char *s)
{
	static const char *const entities['>' + 1] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
	while (*s) {
		size_t plain = strcspn(s, "&<>\"'");
		put(r, s, plain);
		s += plain;
		if (*s) {
			const char *entity = entities[(unsigned char)*s++];
			put(r, entity, strlen(entity));
		}
	}
}

static void put_value(struct render *r, const struct view *v, bool escape)
{
	if (!v || v->kind != VIEW_TEXT)
		return;
	if (escape)
		put_escaped(r, v->text);
	else
		put(r, v->text, strlen(v->text));
}

static void render_nodes(struct render *r, const struct template_node *n);

static void render_in(struct render *r, const struct view *context, const struct template_node *n)
{
	if (r->depth == TEMPLATE_MAX_DEPTH) {
		r->failed = -1;
		return;
	}
	r->stack[r->depth++] = context;
	render_nodes(r, n);
	r->depth--;
}

static void render_section(struct render *r, const struct template_node *n)
{
	const struct view *v = look_up(r, n);
	if (!view_true(v))
		return;
	if (v->kind != VIEW_LIST)
		render_in(r, v, n);
	else
		for (size_t i = 0; i < v->items_count; i++)
			render_in(r, v->items[i], n);
}

static const struct template *partial_of(const struct render *r, const struct template_node *n)
{
	if (!n->dynamic)
		return r->set->sorted ? n->partial : template_find(r->set, n->text);
	const struct view *v = look_up(r, n);
	return template_find(r->set, v && v->kind == VIEW_TEXT ? v->text : "");
}

static void render_partial(struct render *r, const struct template_node *n)
{
	const struct template *t = partial_of(r, n);
	int indents = r->indent_count, kept = n->indent ? indents : 0;
	if (!t)
		return;
	if (r->calls == TEMPLATE_MAX_DEPTH) {
		r->failed = -1;
		return;
	}
	const char *outer[TEMPLATE_MAX_DEPTH];
	memcpy(outer, r->indent, (size_t)indents * sizeof *outer);
	r->indent_count = kept; /* a partial within a line brings its own lines as they are */
	if (n->indent)
		r->indent[r->indent_count++] = n->indent;
	r->calls++;
	render_nodes(r, &t->root);
	r->calls--;
	memcpy(r->indent, outer, (size_t)indents * sizeof *outer);
	r->indent_count = indents;
}

static void render_text(struct render *r, const struct template_node *n)
{
	for (int i = 0; n->line_start && i < r->indent_count; i++)
		put(r, r->indent[i], strlen(r->indent[i]));
	put(r, n->text, n->size);
}

static void render_nodes(struct render *r, const struct template_node *into)
{
	for (size_t i = 0; i < into->nodes_count && !r->failed; i++) {
		const struct template_node *n = &into->nodes[i];
		switch (n->kind) {
		case NODE_TEXT: render_text(r, n); break;
		case NODE_VARIABLE: put_value(r, look_up(r, n), r->set->html); break;
		case NODE_RAW: put_value(r, look_up(r, n), false); break;
		case NODE_SECTION: render_section(r, n); break;
		case NODE_INVERTED:
			if (!view_true(look_up(r, n)))
				render_nodes(r, n);
			break;
		case NODE_PARTIAL: render_partial(r, n); break;
		}
	}
}

const char *template_fixed(const struct template *t)
{
	return t->root.nodes_count == 0 ? "" : t->root.nodes_count == 1 && t->root.nodes[0].kind == NODE_TEXT ? t->root.nodes[0].text : NULL;
}

int template_render(const struct template_set *set, const struct template *t, const struct view *view, struct buf *out_r)
{
	struct render r = {.set = set, .out = out_r, .out_start = out_r->size};
	r.stack[r.depth++] = view;
	render_nodes(&r, &t->root);
	return r.failed;
}
