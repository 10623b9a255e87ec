/* What an IMAP server might send, in answer to nothing: the wire gives it on, ends, and its words for the log are one line. The first byte says in
 * what pieces it is read, the second what may come before it is too much. */
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "rooms.h"
#include "wire.h"

static int listener = -1, port;

static void listen_once(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof at;
	if (listener >= 0)
		return;
	listener = socket(AF_INET, SOCK_STREAM, 0);
	must(bind(listener, (struct sockaddr *)&at, n) == 0 && listen(listener, 8) == 0 && getsockname(listener, (struct sockaddr *)&at, &n) == 0);
	port = ntohs(at.sin_port);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err;
	char chunk[256];
	ssize_t n;
	uint64_t got = 0;
	if (size < 2 || size > 60000)
		return 0;
	listen_once();
	struct wire *w = wire_connect("127.0.0.1", port, true, clock_monotonic() + 10, &err);
	must(w);
	int other = accept(listener, NULL, NULL);
	must(other >= 0 && send(other, data + 2, size - 2, MSG_NOSIGNAL) == (ssize_t)size - 2);
	shutdown(other, SHUT_WR);
	uint64_t budget = 16 + (uint64_t)data[1] * 64;
	wire_begin(w, 10, budget);
	while ((n = wire_read(w, chunk, data[0] ? data[0] : sizeof chunk)) > 0)
		got += (uint64_t)n;
	must(n < 0 && !wire_ok(w) && got <= size - 2);
	one_line(wire_fault(w));
	one_line(wire_last_line(w));
	one_line(wire_tagged_line(w));
	must(strlen(wire_last_line(w)) < WIRE_LAST_LINE + 4);
	must(wire_read(w, chunk, 1) < 0);
	wire_free(w, true);
	close(other);
	return 0;
}
