/* YAML (and JSON, which is YAML's flow form) as a tree whose nodes know file and line. The only user of libyaml. */
#ifndef DAEMON_CONF_YAML_H
#define DAEMON_CONF_YAML_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "conf_fault.h"

enum { YAML_MAX_BYTES = 64 * 1024 * 1024, YAML_MAX_DEPTH = 50 };

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	const char *file;
	int line;             /* from 1 */
	const char *text;     /* NODE_TEXT: as written, nothing is guessed (23:59 and 2.00 stay what they are) */
	bool plain;           /* NODE_TEXT: written without quotes */
	struct node_item *items; /* NODE_LIST, NODE_MAP: in the order written */
	size_t items_count, items_cap;
};
struct node_item {
	const char *key;      /* NODE_MAP; NULL in a list. No key occurs twice */
	int line;             /* the key's */
	struct node *value;
};

/* Parses the bytes of one document; a UTF-8 byte order mark and CRLF are taken. NULL when there are faults (not UTF-8, syntax, a key
 * twice, more than one document, nothing at all); `file` is used as it is. */
struct node *yaml_parse(struct arena *a, const char *file, const char *data, size_t size, struct conf_faults *f);

const struct node_item *node_find(const struct node *map, const char *key); /* NULL if absent, or map is no map */
const struct node *node_get(const struct node *map, const char *key);       /* its value */
bool node_is_null(const struct node *n);                                    /* `key:` with nothing behind it, ~ or null */
const char *node_kind_words(const struct node *n);                          /* "a list", ... for fault texts */

#endif
