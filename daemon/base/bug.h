/* A fault of our own aborts: it says where, and the process ends. Faults of the world are return codes (err.h), faults in somebody's
 * mail are data. */
#ifndef BASE_BUG_H
#define BASE_BUG_H
#include <stddef.h>

#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define must(cond) ((cond) ? (void)0 : bug("this does not hold: %s", #cond))

_Noreturn void bug_at(const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void bug_no_memory(size_t size);

#endif
