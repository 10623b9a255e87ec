#include "base/buf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"

int bytes_write(int fd, struct bytes b)
{
	for (size_t done = 0; done < b.size;) {
		ssize_t n = write(fd, b.data + done, b.size - done);
		if (n < 0 && errno != EINTR)
			return -1;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

/* Apart, so that what happens nearly always is four instructions. */
static void grow(struct buf *b, size_t size)
{
	if (size > SIZE_MAX / 4 - b->size)
		bug_no_memory(size);
	size_t room = b->room ? b->room : 256;
	while (room - b->size < size + 1)
		room *= 2;
	b->data = realloc(b->data, room);
	if (!b->data)
		bug_no_memory(room);
	b->room = room;
}

char *buf_space(struct buf *b, size_t size)
{
	if (b->room - b->size <= size) /* and the NUL behind it */
		grow(b, size);
	return b->data + b->size;
}

void buf_add(struct buf *b, const void *data, size_t size)
{
	char *end = buf_space(b, size);
	if (size)
		memcpy(end, data, size);
	b->size += size;
	b->data[b->size] = '\0';
}

void buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
	char *end = buf_space(b, 1);
	end[0] = c;
	end[1] = '\0';
	b->size++;
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	va_list again;
	va_copy(again, ap);
	char *end = buf_space(b, 0);
	size_t room = b->room - b->size;
	int n = vsnprintf(end, room, fmt, ap); /* most fit into the room there is */
	if (n < 0)
		bug("buf_printf: bad format '%s'", fmt);
	if ((size_t)n >= room)
		vsnprintf(buf_space(b, (size_t)n), (size_t)n + 1, fmt, again);
	b->size += (size_t)n;
	va_end(again);
	va_end(ap);
}

void buf_drop(struct buf *b, size_t size)
{
	must(size <= b->size);
	if (size == 0)
		return;
	memmove(b->data, b->data + size, b->size - size + 1);
	b->size -= size;
}

void buf_clear(struct buf *b)
{
	b->size = 0;
	if (b->data)
		b->data[0] = '\0';
}

void buf_release(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}
