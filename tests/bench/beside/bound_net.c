#include "bound.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct wire dial(const char *port)
{
	enum { ROOM = 1 << 20 };
	struct wire w = {.fd = socket(AF_INET, SOCK_STREAM, 0), .room = malloc(ROOM), .size = ROOM};
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	if (w.fd < 0 || !w.room || connect(w.fd, (struct sockaddr *)&to, sizeof to) < 0)
		give_up("connect");
	setsockopt(w.fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	return w;
}

void put(int fd, const void *data, size_t size)
{
	for (const char *at = data; size;) {
		ssize_t n = write(fd, at, size);
		if (n <= 0)
			give_up("write");
		at += n;
		size -= (size_t)n;
	}
}

/* What was not taken moves to the front when the end is reached. */
static void fill(struct wire *w)
{
	if (w->from == w->to)
		w->from = w->to = 0;
	if (w->to == w->size) {
		memmove(w->room, w->room + w->from, w->to - w->from);
		w->to -= w->from;
		w->from = 0;
		if (w->to == w->size)
			give_up("a line without end");
	}
	ssize_t n = read(w->fd, w->room + w->to, w->size - w->to);
	if (n <= 0)
		give_up("the other side hung up");
	w->to += (size_t)n;
}

struct text get_line(struct wire *w)
{
	for (size_t looked = 0;;) {
		const char *start = w->room + w->from, *end = memchr(start + looked, '\n', w->to - w->from - looked);
		if (end) {
			size_t size = (size_t)(end + 1 - start);
			w->from += size;
			return (struct text){start, size};
		}
		looked = w->to - w->from;
		fill(w);
	}
}

void get_bytes(struct wire *w, char *out, size_t size)
{
	while (size) {
		if (w->from == w->to)
			fill(w);
		size_t n = w->to - w->from < size ? w->to - w->from : size;
		memcpy(out, w->room + w->from, n);
		w->from += n;
		out += n;
		size -= n;
	}
}
