/* A PDF of cairo's, looked into. */
#ifndef TESTS_UNIT_SEEN_PDF_H
#define TESTS_UNIT_SEEN_PDF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"

static inline int times(struct bytes b, const char *what)
{
	int n = 0;
	for (const uint8_t *p = b.data; (p = memmem(p, (size_t)(b.data + b.size - p), what, strlen(what))); p++)
		n++;
	return n;
}

static inline bool seen_piece(void *arg, void *data, size_t size)
{
	buf_add(arg, data, size);
	return true;
}

/* What its packed streams hold, one after the other. */
static inline struct bytes seen_inside(struct arena *a, struct bytes pdf)
{
	struct buf all = {0};
	const uint8_t *p = pdf.data, *end = p + pdf.size;
	while ((p = memmem(p, (size_t)(end - p), "stream\n\x78", 8))) {
		p += 7 + 2; /* and what zlib says in front */
		inflate_bytes((struct bytes){p, (size_t)(end - p)}, 0, seen_piece, &all);
	}
	struct bytes said = {arena_memdup(a, all.data, all.size), all.size};
	buf_release(&all);
	return said;
}

#endif
