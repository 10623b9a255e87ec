#include "conf_yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/bug.h"
#include "base/text.h"

struct loading {
	struct arena *a;
	const char *file;
	struct conf_faults *faults;
	yaml_document_t *doc;
	struct node **made; /* by node number: an alias is the same node */
	bool *open;         /* being made: an alias to it would be a circle */
};

static int line_of(yaml_mark_t mark)
{
	return (int)mark.line + 1;
}

static struct node *convert(struct loading *l, int number, int depth);

static int compare_keys(const void *x, const void *y)
{
	const struct node_item *const *a = x, *const *b = y;
	int c = strcmp((*a)->key, (*b)->key);
	return c ? c : (*a)->line - (*b)->line;
}

static void refuse_twins(struct loading *l, const struct node *map)
{
	const struct node_item **sorted = arena_alloc(l->a, (map->items_count + 1) * sizeof(struct node_item *));
	for (size_t i = 0; i < map->items_count; i++)
		sorted[i] = &map->items[i];
	qsort(sorted, map->items_count, sizeof *sorted, compare_keys);
	for (size_t i = 1; i < map->items_count; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			conf_fault_add(l->a, l->faults, l->file, sorted[i]->line,
				       "key \"%s\" is written twice (first in line %d): keep one", sorted[i]->key, sorted[i - 1]->line);
}

static bool convert_map(struct loading *l, const yaml_node_t *y, struct node *n, int depth)
{
	bool good = true;
	for (yaml_node_pair_t *p = y->data.mapping.pairs.start; p < y->data.mapping.pairs.top; p++) {
		struct node *key = convert(l, p->key, depth), *value = convert(l, p->value, depth);
		if (key && key->kind != NODE_TEXT) {
			conf_fault_add(l->a, l->faults, l->file, key->line, "%s stands where a key is expected", node_kind_words(key));
			key = NULL;
		}
		if (key && value)
			ARENA_PUSH(l->a, n, items) = (struct node_item){key->text, key->line, value};
		else
			good = false;
	}
	refuse_twins(l, n);
	return good;
}

static bool convert_list(struct loading *l, const yaml_node_t *y, struct node *n, int depth)
{
	bool good = true;
	for (yaml_node_item_t *i = y->data.sequence.items.start; i < y->data.sequence.items.top; i++) {
		struct node *value = convert(l, *i, depth);
		if (value)
			ARENA_PUSH(l->a, n, items) = (struct node_item){NULL, value->line, value};
		else
			good = false;
	}
	return good;
}

static bool convert_text(struct loading *l, const yaml_node_t *y, struct node *n)
{
	n->text = arena_strndup(l->a, (const char *)y->data.scalar.value, y->data.scalar.length);
	n->plain = y->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (strlen(n->text) == y->data.scalar.length)
		return true;
	conf_fault_add(l->a, l->faults, l->file, n->line, "a zero byte in a text");
	return false;
}

static bool convert_kind(struct loading *l, const yaml_node_t *y, struct node *n, int depth)
{
	switch (y->type) {
	case YAML_MAPPING_NODE:
		n->kind = NODE_MAP;
		return convert_map(l, y, n, depth + 1);
	case YAML_SEQUENCE_NODE:
		n->kind = NODE_LIST;
		return convert_list(l, y, n, depth + 1);
	default:
		n->kind = NODE_TEXT;
		return convert_text(l, y, n);
	}
}

static struct node *convert(struct loading *l, int number, int depth)
{
	const yaml_node_t *y = yaml_document_get_node(l->doc, number);
	if (l->made[number])
		return l->made[number];
	if (l->open[number] || depth > YAML_MAX_DEPTH) {
		conf_fault_add(l->a, l->faults, l->file, line_of(y->start_mark),
			       l->open[number] ? "an alias that contains itself" : "nested too deeply");
		return NULL;
	}
	l->open[number] = true;
	struct node *n = arena_alloc(l->a, sizeof *n);
	n->file = l->file;
	n->line = line_of(y->start_mark);
	bool good = convert_kind(l, y, n, depth);
	l->open[number] = false;
	if (!good)
		return NULL;
	l->made[number] = n;
	return n;
}

static struct node *convert_document(struct loading *l)
{
	yaml_node_t *root = yaml_document_get_root_node(l->doc);
	if (!root) {
		conf_fault_add(l->a, l->faults, l->file, 1, "the file is empty");
		return NULL;
	}
	size_t count = (size_t)(l->doc->nodes.top - l->doc->nodes.start) + 1;
	l->made = arena_alloc(l->a, count * sizeof *l->made);
	l->open = arena_alloc(l->a, count * sizeof *l->open);
	return convert(l, 1, 0);
}

/* libyaml's words for the slips that people make, and what to do about them. */
static const struct {
	const char *problem, *words;
} hints[] = {
	{"mapping values are not allowed in this context", "a second \": \" in one line, or wrong indentation: put such a text in quotes"},
	{"did not find expected key",
	 "no key here: look for wrong indentation, a missing \":\" or a quote that is not closed, here or above"},
	{"could not find expected ':'", "a key without \":\""},
	{"did not find expected '-' indicator", "wrong indentation: each item of a list begins with \"- \" in the same column"},
	{"did not find expected ',' or ']'", "a list in [ ] that is not closed, or a missing comma, here or above"},
	{"did not find expected ',' or '}'", "a section in { } that is not closed, or a missing comma, here or above"},
	{"did not find expected node content", "a value is missing"},
	{"found undefined alias", "*NAME stands for what &NAME marks above, and nothing is marked so: write it out"},
	{"found unexpected end of stream", "the file ends inside a quoted text: look for the missing quote above"},
};

static bool line_has_tab(const char *data, size_t size, size_t line)
{
	const char *p = data, *end = data + size;
	for (; line > 0 && p; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	while (p && p < end && (*p == ' ' || *p == '-'))
		p++;
	return p && p < end && *p == '\t';
}

static const char *line_text(struct arena *a, const char *data, size_t size, size_t line)
{
	const char *p = data, *end = data + size;
	for (; line > 0 && p; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	const char *nl = p ? memchr(p, '\n', (size_t)(end - p)) : NULL;
	return p ? arena_strndup(a, p, (size_t)((nl ? nl : end) - p)) : "";
}

/* What in the line itself explains it: a sign of an input method, a missing blank. */
static const char *line_advice(struct loading *l, const char *line, bool no_colon)
{
	const char *wide = conf_wide_sign(l->a, line), *colon = strchr(line, ':');
	if (wide)
		return arena_printf(l->a, " (%s)", wide);
	bool joined = no_colon && colon && colon[1] && colon[1] != ' ' && colon[1] != '\r' && !strstr(line, ": ");
	return joined ? " (behind \":\" a blank is missing)" : "";
}

static void syntax_fault(struct loading *l, const yaml_parser_t *p, const char *data, size_t size)
{
	const char *words = p->problem ? p->problem : "not YAML";
	bool no_colon = strcmp(words, "could not find expected ':'") == 0; /* which shows in the next line only */
	int line = line_of(no_colon ? p->context_mark : p->problem_mark);
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (strcmp(hints[i].problem, words) == 0)
			words = hints[i].words;
	if (p->error == YAML_READER_ERROR) {
		words = "a control character, which YAML does not allow";
		line = 1;
		for (size_t i = 0; i < p->problem_offset && i < size; i++)
			line += data[i] == '\n';
	} else if (line_has_tab(data, size, p->problem_mark.line)) {
		words = "the line is indented with a tab: use spaces";
	}
	conf_fault_add(l->a, l->faults, l->file, line, "%s%s", words, line_advice(l, line_text(l->a, data, size, (size_t)line - 1), no_colon));
}

static bool encoding_fault(struct loading *l, const char *data, size_t size)
{
	if (size >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0)) {
		conf_fault_add(l->a, l->faults, l->file, 1, "the file is UTF-16: save it as UTF-8");
		return true;
	}
	if (memchr(data, '\0', size)) {
		conf_fault_add(l->a, l->faults, l->file, 1, "the file is no text (a workbook, a program?): a configuration is plain text, UTF-8");
		return true;
	}
	int line = 1;
	for (const char *p = data, *end = data + size; p < end; line++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p)), *next = nl ? nl + 1 : end;
		if (!text_is_utf8(p, (size_t)(next - p))) {
			conf_fault_add(l->a, l->faults, l->file, line, "not UTF-8 (GBK?): save the file as UTF-8");
			return true;
		}
		p = next;
	}
	return false;
}

/* Nobody would read a second document. */
static bool refuse_more(struct loading *l, yaml_parser_t *parser)
{
	yaml_document_t more;
	if (!yaml_parser_load(parser, &more))
		return false;
	yaml_node_t *root = yaml_document_get_root_node(&more);
	if (root)
		conf_fault_add(l->a, l->faults, l->file, line_of(root->start_mark), "a second document after \"---\": keep one");
	yaml_document_delete(&more);
	return root != NULL;
}

/* Letters, digits, _ and . behind a letter or digit: in YAML nothing but a plain scalar, whatever stands where. Most defaults are one (options.c), some thousands
 * of them in a start. */
static bool is_word(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char c = data[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!letter && (i == 0 || (c != '_' && c != '.')))
			return false;
	}
	return size > 0;
}

static struct node *word_node(struct arena *a, const char *file, const char *data, size_t size)
{
	struct node *n = arena_alloc(a, sizeof *n);
	*n = (struct node){.kind = NODE_TEXT, .file = file, .line = 1, .text = arena_strndup(a, data, size), .plain = true};
	return n;
}

struct node *yaml_parse(struct arena *a, const char *file, const char *data, size_t size, struct conf_faults *f)
{
	yaml_document_t doc;
	struct loading l = {.a = a, .file = file, .faults = f, .doc = &doc};
	if (is_word(data, size))
		return word_node(a, file, data, size);
	if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		data += 3;
		size -= 3;
	}
	if (encoding_fault(&l, data, size))
		return NULL;
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		bug_no_memory(sizeof parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	struct node *root = NULL;
	if (yaml_parser_load(&parser, &doc)) {
		root = convert_document(&l);
		yaml_document_delete(&doc);
		if (root && refuse_more(&l, &parser))
			root = NULL; /* what stands in the other would only be missed */
	} else {
		syntax_fault(&l, &parser, data, size);
	}
	yaml_parser_delete(&parser);
	return root;
}

const struct node_item *node_find(const struct node *map, const char *key)
{
	for (size_t i = 0; map && map->kind == NODE_MAP && i < map->items_count; i++)
		if (strcmp(map->items[i].key, key) == 0)
			return &map->items[i];
	return NULL;
}

const struct node *node_get(const struct node *map, const char *key)
{
	const struct node_item *i = node_find(map, key);
	return i ? i->value : NULL;
}

bool node_is_null(const struct node *n)
{
	return n->kind == NODE_TEXT && n->plain && (!*n->text || strcmp(n->text, "~") == 0 || strcmp(n->text, "null") == 0);
}

const char *node_kind_words(const struct node *n)
{
	return n->kind == NODE_MAP ? "a section" : n->kind == NODE_LIST ? "a list" : "a text";
}
