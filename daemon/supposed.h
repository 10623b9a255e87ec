/* Policies as they might be (`whatif`): those of the office, and from a day on others. Pure. */
#ifndef DAEMON_SUPPOSED_H
#define DAEMON_SUPPOSED_H
#include "base/arena.h"
#include "values/office.h"

/* The office with `other`'s policies from that day on: the one in force there rules from `from` (before their first one: that), and later ones from their
 * own dates. DATE_NONE: from the start. Nothing else of `other` is looked at; strings and rules stay where they are. */
struct office supposed_office(struct arena *a, const struct office *o, const struct office *other, date from);

/* Whether every mail and row is judged the same under both: then only what is owed and what it costs differs, and settling again says it all. What
 * judging asks a policy for is listed here and nowhere else; test_supposed holds it to what judging all of it finds. */
bool supposed_judges_alike(const struct office *a, const struct office *b);

#endif
