/* Memory with one owner: everything taken from an arena lives until the arena is reset or freed. One arena a mail, one a turn, one
 * for the configuration. Out of memory aborts the process (a child then costs one attempt; the clerk is started again by systemd). */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct arena *arena_new(void);
void arena_reset(struct arena *a);                       /* forgets everything, keeps the arena */
void arena_free(struct arena *a);                        /* NULL is allowed */
size_t arena_used(const struct arena *a);                /* bytes handed out since new or reset */

void *arena_alloc(struct arena *a, size_t size);         /* zeroed, aligned for any type */
void *arena_memdup(struct arena *a, const void *p, size_t size);
char *arena_strdup(struct arena *a, const char *s);      /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

char *arena_int(struct arena *a, int64_t number);        /* decimal digits: "%d" of any width, a tenth of its cost */

/* Makes room for one more item at the end of items[count], whose room is *cap; returns the (moved) array. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t item_size);

/* Appends to a struct that has the three members NAME, NAME_count and NAME_cap:
 *   ARENA_PUSH(a, mail, to) = (struct address){...};
 */
#define ARENA_PUSH(a, owner, name)                                                                                        \
	(*(((owner)->name = arena_grow((a), (owner)->name, (owner)->name##_count, &(owner)->name##_cap, sizeof *(owner)->name)), \
	   &(owner)->name[(owner)->name##_count++]))

#endif
