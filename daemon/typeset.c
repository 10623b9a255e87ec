#include "typeset.h"

#include "base/bug.h"

static double width_of(const struct type *t, size_t from, size_t to)
{
	double width = 0;
	for (size_t i = from; i < to; i++)
		width += (double)t[i].width;
	return width;
}

static struct typeset_line line_of(const struct type *t, size_t from, size_t to)
{
	while (to > from && t[to - 1].space)
		to--;
	return (struct typeset_line){from, to, width_of(t, from, to)};
}

/* The first character from `from` on that has no room: spaces hang over the end. */
static size_t overflow(const struct type *t, size_t n, size_t from, double room)
{
	double width = 0;
	for (size_t i = from; i < n; i++) {
		width += (double)t[i].width;
		if (width > room && !t[i].space)
			return i;
	}
	return n;
}

/* Where the next line begins: after one character at least. */
static size_t next_line(const struct type *t, size_t n, size_t from, double room)
{
	size_t end = overflow(t, n, from, room);
	if (end == n)
		return n;
	for (size_t i = end; i > from; i--)
		if (t[i].may_begin)
			return i;
	return end > from ? end : from + 1;
}

static struct typeset_line cut_line(const struct type *t, size_t n, size_t from, double room, double mark)
{
	struct typeset_line line = line_of(t, from, overflow(t, n, from, room - mark));
	line.width += mark;
	return line;
}

static void lay(const struct type *t, size_t n, const struct typeset_box *b, struct typeset *s)
{
	double room = b->width / s->size;
	size_t from = 0;
	s->count = 0;
	do {
		bool last = s->count + 1 == b->lines;
		size_t next = last ? overflow(t, n, from, room) : next_line(t, n, from, room);
		s->cut = last && next < n;
		s->lines[s->count++] = s->cut ? cut_line(t, n, from, room, b->mark) : line_of(t, from, next);
		from = next;
	} while (from < n && !s->cut);
}

struct typeset typeset(const struct type *t, size_t n, const struct typeset_box *b)
{
	struct typeset s = {.size = b->size};
	must(b->lines >= 1 && b->lines <= TYPESET_LINES && b->step > 0);
	for (;; s.size -= b->step) {
		lay(t, n, b, &s);
		bool fits = !s.cut && (double)s.count * b->line_height * s.size <= b->height;
		if (fits || s.size - b->step < b->least)
			return s;
	}
}
