#include "store_waiting.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

enum { NEAR = 16 /* how far the first look beside a place may go */ };

static int by_hash(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->company < b->company ? -1 : a->company > b->company;
}

void sorted_release(struct sorted *s)
{
	free(s->items);
	*s = (struct sorted){0};
}

static void make_room(struct sorted *s, size_t count)
{
	if (count <= s->cap)
		return;
	s->cap = count + count / 8 + 64;
	s->items = realloc(s->items, s->cap * sizeof *s->items);
	if (!s->items)
		bug_no_memory(s->cap * sizeof *s->items);
}

void sorted_append(struct sorted *s, struct waiting w)
{
	make_room(s, s->count + 1);
	s->items[s->count++] = w;
}

void sorted_sort(struct sorted *s)
{
	if (s->count)
		qsort(s->items, s->count, sizeof *s->items, by_hash);
}

size_t sorted_place(const struct sorted *s, const struct waiting *w)
{
	/* Hashes lie evenly, so that it is near the place which its own one names: looking there first spares a dozen looks far away, each a wait for memory. */
	size_t from = 0, to = s->count, near = NEAR, at = (size_t)((uint64_t)(w->hash >> (WAITING_HASH_BITS - 32)) * s->count >> 32);
	for (; at < to && by_hash(&s->items[at], w) < 0; at += near, near *= 2)
		from = at + 1;
	to = at < to ? at : to;
	for (near = NEAR; to - from > near && by_hash(&s->items[to - near], w) >= 0; near *= 2)
		to -= near;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (by_hash(&s->items[middle], w) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void sorted_put(struct sorted *s, struct waiting w)
{
	make_room(s, s->count + 1);
	size_t at = sorted_place(s, &w);
	memmove(s->items + at + 1, s->items + at, (s->count++ - at) * sizeof w);
	s->items[at] = w;
}

void sorted_drop(struct sorted *s, const struct waiting *w)
{
	size_t at = sorted_place(s, w);
	if (at < s->count && by_hash(&s->items[at], w) == 0)
		memmove(s->items + at, s->items + at + 1, (--s->count - at) * sizeof *w);
}

/* From the end on, so that nothing is written over. */
void sorted_take_in(struct sorted *s, struct sorted *from)
{
	size_t a = s->count, r = from->count;
	make_room(s, a + r);
	for (size_t to = a + r; r > 0;) {
		bool old = a > 0 && by_hash(&s->items[a - 1], &from->items[r - 1]) > 0;
		s->items[--to] = old ? s->items[--a] : from->items[--r];
	}
	s->count += from->count;
	from->count = 0;
}

enum { MARK_BITS = 20, MARKS_IN_WORD = 64 };

static size_t mark_of(int64_t hash)
{
	return (size_t)(hash >> (WAITING_HASH_BITS - MARK_BITS));
}

void marks_put(struct marks *m, int64_t hash)
{
	size_t mark = mark_of(hash);
	if (!m->bits && !(m->bits = calloc(((size_t)1 << MARK_BITS) / MARKS_IN_WORD, sizeof *m->bits)))
		bug_no_memory(((size_t)1 << MARK_BITS) / 8);
	m->bits[mark / MARKS_IN_WORD] |= (uint64_t)1 << mark % MARKS_IN_WORD;
}

void marks_put_all(struct marks *m, const struct sorted *s)
{
	for (size_t i = 0; i < s->count; i++)
		marks_put(m, s->items[i].hash);
}

bool marks_may_have(const struct marks *m, int64_t hash)
{
	size_t mark = mark_of(hash);
	return m->bits && m->bits[mark / MARKS_IN_WORD] >> mark % MARKS_IN_WORD & 1;
}

void marks_release(struct marks *m)
{
	free(m->bits);
	*m = (struct marks){0};
}
