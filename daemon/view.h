/* What a template is shown: a tree of objects, lists, texts and truth values, in an arena. Names and texts are copied where nothing
 * else is said; a value may hang in several places of the tree. Pure. */
#ifndef DAEMON_VIEW_H
#define DAEMON_VIEW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum view_kind { VIEW_TEXT, VIEW_BOOL, VIEW_LIST, VIEW_OBJECT };

struct view_member {
	const char *name; /* foreign: a literal */
	const struct view *value;
};

struct view {
	enum view_kind kind;
	const char *text;              /* VIEW_TEXT, never NULL */
	bool truth;                    /* VIEW_BOOL */
	const struct view **items;     /* VIEW_LIST */
	size_t items_count, items_cap;
	struct view_member *members;   /* VIEW_OBJECT; a later member of a name hides an earlier one */
	size_t members_count, members_cap;
};

struct view *view_object(struct arena *a);
struct view *view_list(struct arena *a);
struct view *view_text(struct arena *a, const char *text);       /* NULL is "" */
struct view *view_bool(struct arena *a, bool truth);

void view_add(struct arena *a, struct view *list, const struct view *item);
/* Members of an object. `name` must be a literal or live as long as the tree. */
void view_set(struct arena *a, struct view *object, const char *name, const struct view *value);
void view_set_text(struct arena *a, struct view *object, const char *name, const char *text);
void view_set_int(struct arena *a, struct view *object, const char *name, int64_t number); /* decimal digits */
void view_set_bool(struct arena *a, struct view *object, const char *name, bool truth);
struct view *view_set_list(struct arena *a, struct view *object, const char *name);        /* a new empty list */
struct view *view_add_object(struct arena *a, struct view *list);                          /* a new empty object */

/* NULL: no object, or no such member. A text has a second name, with VIEW_ONE behind it: is it "1"? By that, languages with a plural say "1 row"
 * and "3 rows": {{rows}} row{{^rows_one}}s{{/rows_one}}. */
#define VIEW_ONE "_one"
const struct view *view_member(const struct view *object, const char *name);
const struct view *view_member_of(const struct view *object, const char *name, size_t size); /* the name is the first `size` bytes */
bool view_true(const struct view *v); /* NULL, false, "" and the empty list are not */

#endif
