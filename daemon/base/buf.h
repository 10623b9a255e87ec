/* A byte string that grows. Starts as {0}; the bytes are always followed by a NUL that is not counted. Out of memory aborts. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stddef.h>
#include <stdint.h>

/* Bytes that belong to somebody else. */
struct bytes {
	const uint8_t *data; /* foreign */
	size_t size;
};

/* All of them, however few the system takes at a time. -1: errno says why not. */
int bytes_write(int fd, struct bytes b);

struct buf {
	char *data; /* own */
	size_t size, room;
};

void buf_add(struct buf *b, const void *data, size_t size);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *buf_space(struct buf *b, size_t size);   /* room for size bytes at the end; the caller fills them and adds to b->size */
void buf_drop(struct buf *b, size_t size);     /* takes size bytes away from the front */
void buf_clear(struct buf *b);                 /* no bytes, keeps the room */
void buf_release(struct buf *b);               /* frees, and is {0} again */

#endif
