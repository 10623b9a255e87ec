#include "view.h"

#include <string.h>

#include "base/bug.h"

static struct view *view_new(struct arena *a, enum view_kind kind)
{
	struct view *v = arena_alloc(a, sizeof *v);
	v->kind = kind;
	v->text = "";
	return v;
}

struct view *view_object(struct arena *a)
{
	return view_new(a, VIEW_OBJECT);
}

struct view *view_list(struct arena *a)
{
	return view_new(a, VIEW_LIST);
}

struct view *view_text(struct arena *a, const char *text)
{
	struct view *v = view_new(a, VIEW_TEXT);
	v->text = arena_strdup(a, text ? text : "");
	return v;
}

struct view *view_bool(struct arena *a, bool truth)
{
	struct view *v = view_new(a, VIEW_BOOL);
	v->truth = truth;
	return v;
}

void view_add(struct arena *a, struct view *list, const struct view *item)
{
	must(list->kind == VIEW_LIST);
	ARENA_PUSH(a, list, items) = item;
}

void view_set(struct arena *a, struct view *object, const char *name, const struct view *value)
{
	must(object->kind == VIEW_OBJECT);
	ARENA_PUSH(a, object, members) = (struct view_member){name, value};
}

void view_set_text(struct arena *a, struct view *object, const char *name, const char *text)
{
	view_set(a, object, name, view_text(a, text));
}

void view_set_int(struct arena *a, struct view *object, const char *name, int64_t number)
{
	view_set_text(a, object, name, arena_int(a, number));
}

void view_set_bool(struct arena *a, struct view *object, const char *name, bool truth)
{
	view_set(a, object, name, view_bool(a, truth));
}

struct view *view_set_list(struct arena *a, struct view *object, const char *name)
{
	struct view *list = view_list(a);
	view_set(a, object, name, list);
	return list;
}

struct view *view_add_object(struct arena *a, struct view *list)
{
	struct view *object = view_object(a);
	view_add(a, list, object);
	return object;
}

static const struct view *member(const struct view *object, const char *name, size_t size)
{
	for (size_t i = object->kind == VIEW_OBJECT ? object->members_count : 0; i > 0; i--) {
		const char *its = object->members[i - 1].name;
		if (*its == *name && strncmp(its, name, size) == 0 && !its[size])
			return object->members[i - 1].value;
	}
	return NULL;
}

const struct view *view_member(const struct view *object, const char *name)
{
	return view_member_of(object, name, strlen(name));
}

const struct view *view_member_of(const struct view *object, const char *name, size_t size)
{
	static const struct view one = {.kind = VIEW_BOOL, .truth = true}, not_one = {.kind = VIEW_BOOL};
	size_t base = size > strlen(VIEW_ONE) ? size - strlen(VIEW_ONE) : 0;
	const struct view *v = member(object, name, size);
	if (v || !base || memcmp(name + base, VIEW_ONE, strlen(VIEW_ONE)) != 0 || !(v = member(object, name, base)) || v->kind != VIEW_TEXT)
		return v;
	return strcmp(v->text, "1") == 0 ? &one : &not_one;
}

bool view_true(const struct view *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VIEW_TEXT: return *v->text != '\0';
	case VIEW_BOOL: return v->truth;
	case VIEW_LIST: return v->items_count > 0;
	case VIEW_OBJECT: return true;
	}
	bug("a view of kind %d", (int)v->kind);
}
