#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

enum { BLOCK_SIZE = 64 * 1024, LARGE_IN_BLOCK = BLOCK_SIZE / 4, LARGE = 4 * 1024 * 1024 /* bytes of an array that grows by less than its double */ };

struct block {
	struct block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *blocks; /* own; the first one is being filled */
	size_t used;
};

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		bug_no_memory(sizeof *a);
	return a;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;
		free(b);
		b = next;
	}
}

void arena_reset(struct arena *a)
{
	/* An ordinary block is kept, so that a loop of small mails allocates nothing. */
	struct block *keep = NULL;
	if (a->blocks && a->blocks->size == BLOCK_SIZE) {
		keep = a->blocks;
		a->blocks = keep->next;
		keep->next = NULL;
		keep->used = 0;
	}
	free_blocks(a->blocks);
	a->blocks = keep;
	a->used = 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_blocks(a->blocks);
	free(a);
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

/* The bytes are whatever stood there. */
static void *take(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size > SIZE_MAX / 2)
		bug_no_memory(size);
	size = (size + align - 1) / align * align;
	struct block *b = a->blocks;
	if (!b || b->size - b->used < size) {
		size_t room = size > LARGE_IN_BLOCK ? size : BLOCK_SIZE;
		b = malloc(sizeof *b + room);
		if (!b)
			bug_no_memory(room);
		b->size = room;
		b->used = 0;
		if (a->blocks && size > LARGE_IN_BLOCK) { /* a large one goes behind, alone, so that the rest of the first is not wasted */
			b->next = a->blocks->next;
			a->blocks->next = b;
		} else {
			b->next = a->blocks;
			a->blocks = b;
		}
	}
	void *p = b->data + b->used;
	b->used += size;
	a->used += size;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
	void *copy = take(a, size ? size : 1);
	return size ? memcpy(copy, p, size) : memset(copy, 0, 1);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = take(a, n + 1);
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char first[256]; /* most are short: printed once */
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(first, sizeof first, fmt, ap);
	if (n < 0)
		bug("arena_printf: bad format '%s'", fmt);
	bool whole = (size_t)n < sizeof first;
	char *s = whole ? arena_strndup(a, first, (size_t)n) : arena_alloc(a, (size_t)n + 1);
	if (!whole)
		vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s;
}

char *arena_int(struct arena *a, int64_t number)
{
	char text[24], *p = text + sizeof text;
	uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	do
		*--p = (char)('0' + left % 10);
	while (left /= 10);
	if (number < 0)
		*--p = '-';
	return arena_strndup(a, p, (size_t)(text + sizeof text - p));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

/* An array that has a block to itself grows in place, or moves as a whole: else each doubling would leave its half behind. NULL: it has none. */
static void *grow_block(struct arena *a, void *items, size_t old_size, size_t size)
{
	struct block **link = &a->blocks;
	if (old_size <= BLOCK_SIZE)
		return NULL;
	while (*link && (void *)(*link)->data != items)
		link = &(*link)->next;
	if (!*link || (*link)->used < old_size)
		return NULL;
	size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	struct block *b = realloc(*link, sizeof *b + size);
	if (!b)
		bug_no_memory(size);
	a->used += size - b->used;
	memset(b->data + b->used, 0, size - b->used);
	b->size = b->used = size;
	*link = b;
	return b->data;
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t item_size)
{
	if (count < *cap)
		return items;
	size_t room = *cap ? *cap * 2 : 8;
	if (*cap * item_size > LARGE)
		room = *cap + *cap / 4;
	if (room > SIZE_MAX / item_size)
		bug_no_memory(room);
	void *moved = grow_block(a, items, *cap * item_size, room * item_size);
	if (moved) {
		*cap = room;
		return moved;
	}
	moved = arena_alloc(a, room * item_size);
	if (count)
		memcpy(moved, items, count * item_size);
	*cap = room;
	return moved;
}
