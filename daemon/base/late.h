/* Libraries that few of our processes use: bound when one does, not at each start. A library that is only linked costs every process its own copy of what is
 * adjusted at its start (8 to 400 KB), pages of names to look through, and half a ms: Pango and cairo bring 23 others, libical the largest part of ICU, GMime and libxml2 30.
 *
 *   #define FUNCTIONS(F) F(cairo_arc) F(cairo_clip)
 *   static LATE(FUNCTIONS) lib;
 *   static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};
 *   ... late_bind("libpangocairo-1.0.so.0", names, &lib, sizeof lib, err) ... lib.cairo_arc(cr, ...)
 *
 * The compiler still checks each call by the library's own header; debian/control must name its package, for no tool finds it. */
#ifndef BASE_LATE_H
#define BASE_LATE_H
#include <stddef.h>

#include "base/err.h"

#define LATE_MEMBER(function) __typeof__(function) *function;
#define LATE_NAME(function) #function,
#define LATE(functions) struct { functions(LATE_MEMBER) }

/* `functions`: as many pointers as there are names (NULL ends them), found in the library or in what it stands on. What was bound stays; again, it does nothing.
 * -1: exit_code 69, it is not installed. */
int late_bind(const char *library, const char *const *names, void *functions, size_t size, struct err *err);
/* The same as `bind` does it, for whoever can't go on without: bug() where it can't. */
void late_must(int (*bind)(struct err *err));

#endif
