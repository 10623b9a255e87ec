/* What the processes say to each other: frames of plain values over a socket pair. A frame is a 4-byte length, a 1-byte kind and values,
 * all integers big-endian. The reading side trusts nothing: every getter checks what is left; after the first fault all getters give 0
 * or "" and frame_ok() is false, so that a decoder reads straight through and asks once. */
#ifndef BASE_FRAME_H
#define BASE_FRAME_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { FRAME_MAX = 512 * 1024 * 1024 }; /* bytes; a longer one is a fault of the peer */

/* Writing: start, put values, end; several frames may follow each other in one buffer. */
size_t frame_start(struct buf *b, uint8_t kind);         /* returns a mark for frame_end */
void frame_end(struct buf *b, size_t mark);
void put_int(struct buf *b, int64_t v);
void set_int(struct buf *b, size_t at, int64_t v);       /* over the eight bytes at b->data + at, which are there */
void put_bytes(struct buf *b, const void *data, size_t size);
size_t start_bytes(struct buf *b);                       /* put_bytes in two steps: what is added to b up to end_bytes(its mark) are the bytes */
void end_bytes(struct buf *b, size_t mark);
void put_text(struct buf *b, const char *text);          /* NULL is told apart from "" */
void put_text_cut(struct buf *b, const char *text, size_t max); /* at most so many bytes of it, whole characters */

/* Ends a frame whose last value is bytes that stay where they are: frame_send_tail sends them behind b, and they are not copied. */
void frame_end_tail(struct buf *b, size_t mark, struct bytes tail);

/* Reading one frame's values. */
struct frame {
	uint8_t kind;
	const uint8_t *at, *end; /* foreign */
	bool bad;
};
int64_t get_int(struct frame *f);
int64_t get_below(struct frame *f, int64_t limit);       /* from 0 up to it, without it; any other is a fault */
/* A count of items that follow, each of at least min_size bytes: a lie about the count is a fault before it allocates. */
size_t get_count(struct frame *f, size_t min_size);
struct bytes get_bytes(struct frame *f);                 /* points into the frame */
char *get_text(struct frame *f, struct arena *a);        /* a copy; NULL where NULL was put; a NUL inside is a fault */
char *get_utf8(struct frame *f, struct arena *a, size_t max); /* the same; more than so many bytes (SIZE_MAX: any), or no UTF-8, is a fault */
bool frame_ok(const struct frame *f);                    /* no fault, and nothing left over */

/* Sending and receiving on a blocking or non-blocking descriptor, until `deadline` (clock_monotonic seconds). `in` keeps what came
 * beyond the frame for the next call; the frame points into `in` and is good until then.
 * -1: error (exit_code 75: the deadline passed or the peer is gone). frame_receive: 1 a frame, 0 the peer closed at a frame's edge. */
int frame_send(int fd, struct buf *b, double deadline, struct err *err);   /* clears b */
int frame_send_tail(int fd, struct buf *b, struct bytes tail, double deadline, struct err *err);
struct frame_input {
	struct buf buf;
	size_t consumed; /* bytes at the front that were read, up to the end of the last frame */
	bool ended;      /* nothing follows: the other end was closed, ... */
	bool broken;     /* ... or is gone */
};
int frame_receive(int fd, struct frame_input *in, double deadline, struct frame *f_r, struct err *err);
/* The same in steps that never wait. frame_front: the next frame, if it is here whole: 1, 0, -1 it is none. frame_fill: takes in what came: 1, 0
 * nothing, -1 the other end is gone (what it had said before may still be in front). frame_put: sends what goes out at once of the bytes from
 * *done on, and moves it: 0, -1 the other end is gone. */
int frame_front(struct frame_input *in, struct frame *f_r, struct err *err);
bool frame_is_whole(const struct frame_input *in);       /* frame_front would not give 0 */
size_t frame_count(const struct frame_input *in);        /* whole frames that are here */
uint8_t frame_kind(const struct frame_input *in);        /* of the one in front, which is whole */
int frame_fill(int fd, struct frame_input *in, struct err *err);
int frame_put(int fd, const struct buf *b, size_t *done, struct err *err);
void frame_input_trim(struct frame_input *in, size_t keep); /* a frame was done with: room beyond so many bytes is given back */
void frame_input_release(struct frame_input *in);

#endif
