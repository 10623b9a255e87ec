#include "base/frame.h"

#include <endian.h>
#include <errno.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/text.h"

enum { HEAD_SIZE = 5, READ_SIZE = 256 * 1024 };
static const uint64_t null_text = UINT64_MAX;

/* There are thousands of these in a frame. */
static void put_raw(struct buf *b, uint64_t v)
{
	uint64_t big = htobe64(v);
	memcpy(buf_space(b, sizeof big), &big, sizeof big);
	b->size += sizeof big;
}

size_t frame_start(struct buf *b, uint8_t kind)
{
	const uint8_t head[HEAD_SIZE] = {0, 0, 0, 0, kind};
	size_t mark = b->size;
	buf_add(b, head, sizeof head);
	return mark;
}

static void set_size(struct buf *b, size_t mark, size_t behind)
{
	size_t size = b->size - mark - HEAD_SIZE + behind;
	must(size <= FRAME_MAX);
	for (int i = 0; i < 4; i++)
		b->data[mark + (size_t)i] = (char)(uint8_t)(size >> (24 - 8 * i));
}

void frame_end(struct buf *b, size_t mark)
{
	set_size(b, mark, 0);
}

void frame_end_tail(struct buf *b, size_t mark, struct bytes tail)
{
	put_raw(b, tail.size);
	set_size(b, mark, tail.size);
}

void put_int(struct buf *b, int64_t v)
{
	put_raw(b, (uint64_t)v);
}

void set_int(struct buf *b, size_t at, int64_t v)
{
	uint64_t big = htobe64((uint64_t)v);
	memcpy(b->data + at, &big, sizeof big);
}

void put_bytes(struct buf *b, const void *data, size_t size)
{
	put_raw(b, size);
	buf_add(b, data, size);
}

size_t start_bytes(struct buf *b)
{
	put_raw(b, 0);
	return b->size;
}

void end_bytes(struct buf *b, size_t mark)
{
	set_int(b, mark - sizeof(int64_t), (int64_t)(b->size - mark));
}

void put_text(struct buf *b, const char *text)
{
	if (text)
		put_bytes(b, text, strlen(text));
	else
		put_raw(b, null_text);
}

void put_text_cut(struct buf *b, const char *text, size_t max)
{
	size_t n = text ? strlen(text) : 0;
	if (n <= max) {
		put_text(b, text);
		return;
	}
	for (n = max; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
		n--;
	put_bytes(b, text, n);
}

static uint64_t get_raw(struct frame *f)
{
	uint64_t big;
	if (f->bad || (size_t)(f->end - f->at) < sizeof big) {
		f->bad = true;
		return 0;
	}
	memcpy(&big, f->at, sizeof big);
	f->at += sizeof big;
	return be64toh(big);
}

int64_t get_int(struct frame *f)
{
	return (int64_t)get_raw(f);
}

int64_t get_below(struct frame *f, int64_t limit)
{
	int64_t v = get_int(f);
	if (v < 0 || v >= limit)
		f->bad = true;
	return f->bad ? 0 : v;
}

size_t get_count(struct frame *f, size_t min_size)
{
	uint64_t n = get_raw(f);
	if (f->bad || n > (size_t)(f->end - f->at) / (min_size ? min_size : 1)) {
		f->bad = true;
		return 0;
	}
	return (size_t)n;
}

struct bytes get_bytes(struct frame *f)
{
	uint64_t n = get_raw(f);
	struct bytes b = {(const uint8_t *)"", 0};
	if (f->bad || n > (size_t)(f->end - f->at)) {
		f->bad = true;
		return b;
	}
	b = (struct bytes){f->at, (size_t)n};
	f->at += n;
	return b;
}

char *get_text(struct frame *f, struct arena *a)
{
	const uint8_t *before = f->at;
	if (get_raw(f) == null_text && !f->bad)
		return NULL;
	f->at = before;
	struct bytes b = get_bytes(f);
	if (!f->bad && memchr(b.data, 0, b.size))
		f->bad = true;
	return f->bad ? arena_strdup(a, "") : arena_strndup(a, (const char *)b.data, b.size);
}

char *get_utf8(struct frame *f, struct arena *a, size_t max)
{
	char *s = get_text(f, a);
	size_t n = s ? strlen(s) : 0;
	if (n > max || !text_is_utf8(s ? s : "", n))
		f->bad = true;
	return s;
}

bool frame_ok(const struct frame *f)
{
	return !f->bad && f->at == f->end;
}

/* 0 ready, -1 deadline or fault. */
static int wait_for(int fd, short events, double deadline, struct err *err)
{
	for (;;) {
		double left = deadline - clock_monotonic();
		if (left <= 0)
			return err_set(err, 75, "no answer from the other process before its deadline");
		struct pollfd p = {.fd = fd, .events = events};
		int n = poll(&p, 1, left > 3600 ? 3600000 : (int)ceil(left * 1000));
		if (n > 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return err_set(err, 75, "poll: %s", strerror(errno));
	}
}

/* So much of both is behind us. */
static void step_over(struct iovec parts[2], size_t n)
{
	for (int i = 0; i < 2; i++) {
		size_t here = n < parts[i].iov_len ? n : parts[i].iov_len;
		parts[i].iov_base = (char *)parts[i].iov_base + here;
		parts[i].iov_len -= here;
		n -= here;
	}
}

/* There is room nearly always, so that is not asked first. */
int frame_send_tail(int fd, struct buf *b, struct bytes tail, double deadline, struct err *err)
{
	struct iovec parts[2] = {{b->data, b->size}, {(void *)(uintptr_t)tail.data, tail.size}}; /* only read */
	const struct msghdr both = {.msg_iov = parts, .msg_iovlen = tail.size ? 2 : 1};
	while (parts[0].iov_len + parts[1].iov_len > 0) {
		ssize_t n = sendmsg(fd, &both, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n > 0) {
			step_over(parts, (size_t)n);
			continue;
		}
		if (errno != EINTR && errno != EAGAIN)
			return err_set(err, 75, "the other process is gone: %s", strerror(errno));
		if (errno == EAGAIN && wait_for(fd, POLLOUT, deadline, err) < 0)
			return -1;
	}
	buf_clear(b);
	return 0;
}

int frame_send(int fd, struct buf *b, double deadline, struct err *err)
{
	return frame_send_tail(fd, b, (struct bytes){0}, deadline, err);
}

/* Moving what is left to the front, for each of many small frames would cost more than reading them. */
static void forget_read(struct frame_input *in)
{
	if (in->consumed < in->buf.size - in->consumed)
		return;
	buf_drop(&in->buf, in->consumed);
	in->consumed = 0;
}

/* Of the frame at the front: its size without the head; SIZE_MAX while even that is not known. */
static size_t front_size(const struct frame_input *in)
{
	if (in->buf.size - in->consumed < HEAD_SIZE)
		return SIZE_MAX;
	const uint8_t *p = (const uint8_t *)in->buf.data + in->consumed;
	return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

bool frame_is_whole(const struct frame_input *in)
{
	size_t size = front_size(in);
	return size != SIZE_MAX && (size > FRAME_MAX || in->buf.size - in->consumed >= HEAD_SIZE + size);
}

uint8_t frame_kind(const struct frame_input *in)
{
	must(frame_is_whole(in));
	return (uint8_t)in->buf.data[in->consumed + HEAD_SIZE - 1];
}

size_t frame_count(const struct frame_input *in)
{
	struct frame_input rest = *in;
	size_t n = 0;
	for (; frame_is_whole(&rest) && front_size(&rest) <= FRAME_MAX; n++)
		rest.consumed += HEAD_SIZE + front_size(&rest);
	return n;
}

int frame_front(struct frame_input *in, struct frame *f_r, struct err *err)
{
	size_t size = front_size(in);
	if (!frame_is_whole(in))
		return 0;
	if (size > FRAME_MAX)
		return err_set(err, 75, "the other process sent a frame of %zu bytes, more than a frame may have", size);
	const uint8_t *p = (const uint8_t *)in->buf.data + in->consumed;
	*f_r = (struct frame){.kind = p[4], .at = p + HEAD_SIZE, .end = p + HEAD_SIZE + size};
	in->consumed += HEAD_SIZE + size;
	return 1;
}

int frame_fill(int fd, struct frame_input *in, struct err *err)
{
	forget_read(in);
	ssize_t n = recv(fd, buf_space(&in->buf, READ_SIZE), READ_SIZE, MSG_DONTWAIT);
	if (n > 0) {
		in->buf.size += (size_t)n;
		return 1;
	}
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	in->ended = true;
	in->broken = n < 0;
	if (n < 0)
		return err_set(err, 75, "the other process is gone: %s", strerror(errno));
	return err_set(err, 75, "the other process ended%s", in->buf.size > in->consumed ? " in the middle of a frame" : "");
}

int frame_put(int fd, const struct buf *b, size_t *done, struct err *err)
{
	while (*done < b->size) {
		ssize_t n = send(fd, b->data + *done, b->size - *done, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n > 0)
			*done += (size_t)n;
		else if (errno == EAGAIN)
			break;
		else if (errno != EINTR)
			return err_set(err, 75, "the other process is gone: %s", strerror(errno));
	}
	return 0;
}

int frame_receive(int fd, struct frame_input *in, double deadline, struct frame *f_r, struct err *err)
{
	for (;;) {
		int whole = frame_front(in, f_r, err);
		if (whole != 0)
			return whole;
		if (wait_for(fd, POLLIN, deadline, err) < 0)
			return -1;
		if (frame_fill(fd, in, err) < 0)
			return in->ended && !in->broken && in->buf.size == in->consumed ? 0 : -1;
	}
}

void frame_input_trim(struct frame_input *in, size_t keep)
{
	if (in->buf.room > keep && in->buf.size == in->consumed)
		frame_input_release(in);
}

void frame_input_release(struct frame_input *in)
{
	buf_release(&in->buf);
	*in = (struct frame_input){0};
}
