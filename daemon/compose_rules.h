/* What one policy says otherwise than another, in the catalogue's words: for whom rules that change are told to, and for whom asks what others would come to. Pure. */
#ifndef DAEMON_COMPOSE_RULES_H
#define DAEMON_COMPOSE_RULES_H
#include "base/arena.h"
#include "values/office.h"

struct rule_change {
	const char *what, *was, *is;     /* 客户资料 · 数量, 100, 80 */
};
struct rule_changes {
	struct rule_change *items;
	size_t items_count, items_cap;
};
/* In `a`; at least one: where nothing that is listed differs, that something does. */
void rules_compare(struct arena *a, const struct policy *was, const struct policy *is, struct rule_changes *out_r);

#endif
