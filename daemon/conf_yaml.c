#include "conf_yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/bug.h"
#include "base/text.h"

/* What an alias may name: the same node wherever it stands. */
struct anchor {
	char *name;
	struct node *node; /* NULL: while it is open, or where it was faulty */
	bool open;         /* an alias to it would be a circle */
	int line;
};

struct loading {
	struct arena *a;
	const char *file;
	struct conf_faults *faults;
	yaml_parser_t parser;
	bool broken;       /* the parser stopped: what was found before it is not told */
	struct anchor *anchors;
	size_t anchors_count, anchors_cap;
};

static int line_of(yaml_mark_t mark)
{
	return (int)mark.line + 1;
}

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

/* ---- events to nodes ---- */

/* A document of libyaml's own is four times as large as what is made of it here, and a roster of 100,000 people is a large one. False at a slip in the file. */
static bool next_event(struct loading *l, yaml_event_t *e)
{
	l->broken = !yaml_parser_parse(&l->parser, e);
	return !l->broken;
}

/* As libyaml tells what it finds in its own documents. */
static void break_off(struct loading *l, const char *problem, yaml_mark_t mark)
{
	l->broken = true;
	l->parser.problem = problem;
	l->parser.problem_mark = mark;
}

static struct anchor *find_anchor(const struct loading *l, const yaml_char_t *name)
{
	for (size_t i = 0; i < l->anchors_count; i++)
		if (strcmp(l->anchors[i].name, (const char *)name) == 0)
			return &l->anchors[i];
	return NULL;
}

/* *at_r: its number, SIZE_MAX: it has none. */
static bool note_anchor(struct loading *l, const yaml_char_t *name, yaml_mark_t mark, size_t *at_r)
{
	*at_r = SIZE_MAX;
	if (name && find_anchor(l, name)) {
		break_off(l, "second occurrence", mark);
		return false;
	}
	if (name) {
		*at_r = l->anchors_count;
		ARENA_PUSH(l->a, l, anchors) = (struct anchor){.name = arena_strdup(l->a, (const char *)name), .open = true, .line = line_of(mark)};
	}
	return true;
}

static struct node *take_alias(struct loading *l, const yaml_event_t *e)
{
	const struct anchor *named = find_anchor(l, e->data.alias.anchor);
	if (!named)
		break_off(l, "found undefined alias", e->start_mark);
	else if (named->open)
		conf_fault_add(l->a, l->faults, l->file, named->line, "an alias that contains itself");
	return named && !named->open ? named->node : NULL;
}

static const yaml_char_t *anchor_of(const yaml_event_t *e)
{
	return e->type == YAML_SCALAR_EVENT ? e->data.scalar.anchor : e->type == YAML_MAPPING_START_EVENT ? e->data.mapping_start.anchor
	       : e->type == YAML_SEQUENCE_START_EVENT ? e->data.sequence_start.anchor : NULL;
}

static struct node *take_node(struct loading *l, yaml_event_t *e, int depth);

/* The next node of a section or list. False: there is none, for it ended, or the parser did. */
static bool take_next(struct loading *l, int depth, struct node **n_r)
{
	yaml_event_t e;
	if (!next_event(l, &e))
		return false;
	bool end = e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT;
	*n_r = end ? NULL : take_node(l, &e, depth);
	yaml_event_delete(&e);
	return !end && !l->broken;
}

static bool take_map(struct loading *l, struct node *n, int depth)
{
	bool good = true;
	struct node *key, *value;
	while (take_next(l, depth, &key) && take_next(l, depth, &value)) {
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

static bool take_list(struct loading *l, struct node *n, int depth)
{
	bool good = true;
	struct node *value;
	while (take_next(l, depth, &value))
		if (value)
			ARENA_PUSH(l->a, n, items) = (struct node_item){NULL, value->line, value};
		else
			good = false;
	return good;
}

static bool take_text(struct loading *l, const yaml_event_t *e, struct node *n)
{
	n->text = arena_strndup(l->a, (const char *)e->data.scalar.value, e->data.scalar.length);
	n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (strlen(n->text) == e->data.scalar.length)
		return true;
	conf_fault_add(l->a, l->faults, l->file, n->line, "a zero byte in a text");
	return false;
}

static bool take_kind(struct loading *l, const yaml_event_t *e, struct node *n, int depth)
{
	n->kind = e->type == YAML_MAPPING_START_EVENT ? NODE_MAP : e->type == YAML_SEQUENCE_START_EVENT ? NODE_LIST : NODE_TEXT;
	return n->kind == NODE_MAP ? take_map(l, n, depth + 1) : n->kind == NODE_LIST ? take_list(l, n, depth + 1) : take_text(l, e, n);
}

/* What is nested too deeply, up to its end: still to be YAML, and the anchors in it are known. */
static void skip(struct loading *l, const yaml_event_t *first)
{
	size_t at, depth = first->type == YAML_MAPPING_START_EVENT || first->type == YAML_SEQUENCE_START_EVENT;
	yaml_event_t e;
	while (depth > 0 && next_event(l, &e)) {
		depth += e.type == YAML_MAPPING_START_EVENT || e.type == YAML_SEQUENCE_START_EVENT;
		depth -= e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT;
		if (note_anchor(l, anchor_of(&e), e.start_mark, &at) && at != SIZE_MAX)
			l->anchors[at].open = false;
		yaml_event_delete(&e);
		if (l->broken)
			return;
	}
}

/* NULL: it was faulty, which was told, or the parser stopped. */
static struct node *take_node(struct loading *l, yaml_event_t *e, int depth)
{
	size_t at;
	struct node *n = NULL;
	if (e->type == YAML_ALIAS_EVENT)
		return take_alias(l, e);
	if (!note_anchor(l, anchor_of(e), e->start_mark, &at))
		return NULL;
	if (depth > YAML_MAX_DEPTH) {
		conf_fault_add(l->a, l->faults, l->file, line_of(e->start_mark), "nested too deeply");
		skip(l, e);
	} else {
		n = arena_alloc(l->a, sizeof *n);
		n->file = l->file;
		n->line = line_of(e->start_mark);
		n = take_kind(l, e, n, depth) && !l->broken ? n : NULL;
	}
	if (at != SIZE_MAX) {
		l->anchors[at].open = false;
		l->anchors[at].node = n;
	}
	return n;
}

/* The events that a document begins with: of the stream, of itself; then its first node. *there_r: there is one. */
static struct node *take_document(struct loading *l, bool *there_r)
{
	yaml_event_t e;
	struct node *n = NULL;
	*there_r = false;
	for (bool begins = true; begins && next_event(l, &e);) {
		begins = e.type == YAML_STREAM_START_EVENT || e.type == YAML_DOCUMENT_START_EVENT;
		*there_r = !begins && e.type != YAML_STREAM_END_EVENT;
		if (*there_r)
			n = take_node(l, &e, 0);
		yaml_event_delete(&e);
	}
	yaml_event_t end;
	if (*there_r && !l->broken && next_event(l, &end)) /* of the document */
		yaml_event_delete(&end);
	return n;
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

/* The first line up to that one which such a blank indents (1 the first); 0: none. To YAML it is a letter, so what follows is taken for something else, lines later. */
static int line_indented_wide(const char *data, size_t size, size_t last)
{
	const char *p = data, *end = data + size;
	for (size_t line = 0; line <= last && p < end; line++) {
		while (p < end && (*p == ' ' || *p == '-'))
			p++;
		if ((size_t)(end - p) > 3 && (memcmp(p, "\u3000", 3) == 0 || memcmp(p, "\u00A0", 2) == 0))
			return (int)line + 1;
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		p = nl ? nl + 1 : end;
	}
	return 0;
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

static void syntax_fault(struct loading *l, const char *data, size_t size)
{
	const yaml_parser_t *p = &l->parser;
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
	} else if (line_indented_wide(data, size, p->problem_mark.line)) {
		line = line_indented_wide(data, size, p->problem_mark.line);
		words = "the line is indented with a blank that is none of YAML's";
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
static bool refuse_more(struct loading *l)
{
	yaml_event_t e;
	bool more = false;
	for (bool begins = true; begins && next_event(l, &e);) {
		begins = e.type == YAML_DOCUMENT_START_EVENT;
		more = !begins && e.type != YAML_STREAM_END_EVENT;
		if (more)
			conf_fault_add(l->a, l->faults, l->file, line_of(e.start_mark), "a second document after \"---\": keep one");
		yaml_event_delete(&e);
	}
	return more;
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
	struct loading l = {.a = a, .file = file, .faults = f};
	if (is_word(data, size))
		return word_node(a, file, data, size);
	if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		data += 3;
		size -= 3;
	}
	if (encoding_fault(&l, data, size))
		return NULL;
	if (!yaml_parser_initialize(&l.parser))
		bug_no_memory(sizeof l.parser);
	yaml_parser_set_input_string(&l.parser, (const unsigned char *)data, size);
	yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
	bool there;
	size_t before = f->faults_count;
	struct node *root = take_document(&l, &there);
	if (l.broken) {
		f->faults_count = before;
		syntax_fault(&l, data, size);
		root = NULL;
	} else if (!there) {
		conf_fault_add(a, f, file, 1, "the file is empty");
	} else if (root && refuse_more(&l)) {
		root = NULL; /* what stands in the other would only be missed */
	}
	yaml_parser_delete(&l.parser);
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
