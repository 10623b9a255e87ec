#include "facts.h"

#include <string.h>

int facts_lay(struct arena *a, struct store *s, const struct office *configured, const struct office **o_r, struct err *err)
{
	struct facts f;
	*o_r = configured;
	if (store_facts(s, a, &f, err) < 0)
		return -1;
	if (f.items_count == 0)
		return 0;
	struct office *o = arena_memdup(a, configured, sizeof *o);
	o->leave = arena_alloc(a, (configured->leave_count + f.items_count) * sizeof *o->leave);
	if (configured->leave_count)
		memcpy(o->leave, configured->leave, configured->leave_count * sizeof *o->leave);
	o->leave_cap = configured->leave_count + f.items_count;
	for (size_t i = 0; i < f.items_count; i++)
		if (strcmp(f.items[i].kind, "leave") == 0)
			o->leave[o->leave_count++] = (struct leave){.staff = f.items[i].staff, .from = f.items[i].from, .to = f.items[i].to};
	office_index(a, o);
	*o_r = o;
	return 0;
}
