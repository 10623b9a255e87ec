#include "parsers/pool.h"

#include <string.h>

enum { PIECE = 32 * 1024 };

char *pool_add(struct pool *p, const char *s, size_t size)
{
	p->bytes += size + 1;
	if (size >= PIECE / 4)
		return arena_strndup(p->a, s, size);
	if (p->room <= size) {
		p->at = arena_alloc(p->a, PIECE);
		p->room = PIECE;
	}
	char *copy = memcpy(p->at, s, size);
	p->at += size + 1; /* an arena's bytes are zero */
	p->room -= size + 1;
	return copy;
}
