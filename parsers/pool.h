/* Texts packed one behind the other in an arena: an arena's own pieces are aligned, which for a million short texts is a third of the memory. */
#ifndef PARSERS_POOL_H
#define PARSERS_POOL_H
#include "parsers/table.h"

struct pool {
	struct arena *a; /* foreign */
	char *at;
	size_t room;
	size_t bytes; /* of all texts so far */
};

/* A copy of s[size] with a NUL behind it. */
char *pool_add(struct pool *p, const char *s, size_t size);

#endif
