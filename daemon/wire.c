#include "wire.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bug.h"
#include "base/clock.h"
#include "base/text.h"
#include "tls.h"

enum { TAIL_SIZE = 24 /* enough of a line's end for {4294967295+} and the line break */ };

/* A line that somebody may ask for: its first bytes as they came, and clean. */
struct kept {
	char raw[WIRE_LAST_LINE];
	size_t size;
	char text[WIRE_LAST_LINE * 3 + 1];
};

struct wire {
	int fd;                            /* own */
	struct tls *tls;                   /* own; NULL: plain */
	double seconds, deadline;          /* of the command under way */
	uint64_t budget;                   /* bytes that it may still bring */
	char fault[ERR_TEXT_MAX];
	/* the line under way */
	char head[WIRE_LAST_LINE + 1];     /* its first bytes */
	char tail[TAIL_SIZE + 1];          /* its last bytes */
	size_t line_size, tail_size;
	uint64_t literal_left;             /* bytes of a literal still to come, which are no lines */
	bool fragment;                     /* it goes on behind a literal */
	struct kept last, tagged, bye;     /* the last line; the last tagged one; the server's goodbye */
	uint32_t exists;
	bool news;
};

/* --- connecting --- */

static bool is_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)(const void *)sa)->sin_addr.s_addr) >> 24 == 127;
	return sa->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr);
}

/* 0 ready, -1 with errno. */
static int wait_fd(int fd, short events, double deadline)
{
	for (;;) {
		struct pollfd p = {.fd = fd, .events = events};
		double left = deadline - clock_monotonic();
		int n = left <= 0 ? 0 : poll(&p, 1, left > 3600 ? 3600000 : (int)(left * 1000) + 1);
		if (n > 0)
			return 0;
		if (n == 0 && left <= 3600)
			return errno = ETIMEDOUT, -1;
		if (n < 0 && errno != EINTR)
			return -1;
	}
}

/* A connected descriptor, or -1 with errno. */
static int connect_to(const struct addrinfo *ai, double deadline)
{
	int fault = 0, on = 1, idle = 60;
	socklen_t size = sizeof fault;
	int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, ai->ai_addr, ai->ai_addrlen) < 0) {
		if (errno != EINPROGRESS || wait_fd(fd, POLLOUT, deadline) < 0)
			fault = errno;
		else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &fault, &size) < 0)
			fault = errno;
	}
	if (fault) {
		close(fd);
		return errno = fault, -1;
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
	return fd;
}

static int connect_any(const struct addrinfo *list, bool loopback_only, double deadline)
{
	int fd = -1;
	errno = EHOSTUNREACH;
	for (const struct addrinfo *ai = list; ai && fd < 0; ai = ai->ai_next) {
		double until = clock_monotonic() + WIRE_ADDRESS_SECONDS;
		if (loopback_only && !is_loopback(ai->ai_addr))
			errno = EPERM;
		else
			fd = connect_to(ai, until < deadline ? until : deadline);
	}
	return fd;
}

struct wire *wire_connect(const char *host, int port, bool loopback_only, double deadline, struct err *err)
{
	char service[16];
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG}, *list;
	snprintf(service, sizeof service, "%d", port);
	int r = getaddrinfo(host, service, &hints, &list);
	if (r == EAI_NONAME || r == EAI_ADDRFAMILY) { /* a machine without any network still has its loopback addresses */
		hints.ai_flags = 0;
		r = getaddrinfo(host, service, &hints, &list);
	}
	if (r != 0) {
		err_set(err, 69, "looking up %s: %s; check the url, and this machine's name server", host, r == EAI_SYSTEM ? strerror(errno) : gai_strerror(r));
		return NULL;
	}
	int fd = connect_any(list, loopback_only, deadline);
	int fault = errno;
	freeaddrinfo(list);
	if (fd < 0 && fault == EPERM && loopback_only)
		err_set(err, 69, "%s is not this machine: security: none is for loopback addresses only", host);
	else if (fd < 0)
		err_set(err, 69, "connecting to %s port %d: %s; check the url, and whether a firewall lets this machine out", host, port, strerror(fault));
	if (fd < 0)
		return NULL;
	struct wire *w = calloc(1, sizeof *w);
	if (!w)
		bug_no_memory(sizeof *w);
	w->fd = fd;
	return w;
}

int wire_start_tls(struct wire *w, const char *host, const char *ca_file, double deadline, struct err *err)
{
	must(!w->tls);
	w->tls = tls_start(w->fd, host, ca_file, deadline, err);
	if (w->tls)
		return 0;
	wire_break(w, err->text);
	return -1;
}

char *wire_tls(const struct wire *w, struct arena *a, int64_t *end_r)
{
	*end_r = INT64_MIN;
	return w->tls ? tls_describe(w->tls, a, end_r) : arena_strdup(a, "");
}

void wire_free(struct wire *w, bool polite)
{
	if (!w)
		return;
	tls_free(w->tls, polite && wire_ok(w));
	close(w->fd);
	free(w);
}

/* --- faults --- */

bool wire_near(const struct wire *w)
{
	struct sockaddr_storage peer;
	socklen_t size = sizeof peer;
	return getpeername(w->fd, (struct sockaddr *)&peer, &size) == 0 && is_loopback((struct sockaddr *)&peer);
}

bool wire_ok(const struct wire *w)
{
	return !*w->fault;
}

const char *wire_fault(const struct wire *w)
{
	return w->fault;
}

void wire_break(struct wire *w, const char *why)
{
	if (wire_ok(w))
		snprintf(w->fault, sizeof w->fault, "%s", *why ? why : "closed");
}

static int broken(struct wire *w, const char *why)
{
	wire_break(w, why);
	return -1;
}

static int broken_late(struct wire *w)
{
	char text[80];
	snprintf(text, sizeof text, "the server did not finish its answer within %.0f seconds", w->seconds);
	return broken(w, text);
}

/* --- what the server says, as lines --- */

/* Made clean only when somebody asks: most lines nobody asks for. Chinese servers say it in GB18030 now and then. */
static const char *clean(struct kept *k)
{
	struct arena *a = arena_new();
	char *text = text_decode(a, NULL, k->raw, k->size);
	text[strcspn(text, "\r\n")] = '\0';
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			*p = '?';
	snprintf(k->text, sizeof k->text, "%s", text);
	arena_free(a);
	return k->text;
}

const char *wire_last_line(struct wire *w)
{
	return clean(w->last.size > 0 ? &w->last : &w->bye);
}

const char *wire_tagged_line(struct wire *w)
{
	return clean(&w->tagged);
}

static void keep(struct kept *k, const char *line, size_t size)
{
	memcpy(k->raw, line, size);
	k->size = size;
}

bool wire_bye(const struct wire *w)
{
	return w->bye.size > 0;
}

bool wire_news(const struct wire *w)
{
	return w->news;
}

void wire_forget_news(struct wire *w)
{
	w->news = false;
}

static void notice_news(struct wire *w)
{
	unsigned n = 0;
	char word[8] = "";
	if (sscanf(w->head, "* %10u %7[A-Za-z]", &n, word) != 2)
		return;
	if (text_same_nocase(word, "EXPUNGE") && w->exists > 0)
		w->exists--;
	if (!text_same_nocase(word, "EXISTS"))
		return;
	w->news = w->news || n > w->exists;
	w->exists = n;
}

/* The size that a line announces at its end, {123} or {123+}; 0 if none does. */
static uint64_t announced(const char *tail, size_t size)
{
	uint64_t n = 0, unit = 1;
	while (size > 0 && (tail[size - 1] == '\n' || tail[size - 1] == '\r'))
		size--;
	if (size < 3 || tail[--size] != '}')
		return 0;
	if (tail[size - 1] == '+')
		size--;
	for (; size > 0 && tail[size - 1] >= '0' && tail[size - 1] <= '9'; unit *= 10)
		n += (uint64_t)(tail[--size] - '0') * unit;
	return size > 0 && tail[size - 1] == '{' ? n : 0;
}

/* Words for people, and tagged lines, announce no literal, even where they end in {12}. */
static bool may_announce(const struct wire *w)
{
	static const char *const words[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
	char word[8] = "";
	if (w->fragment)
		return true;
	if (sscanf(w->head, "* %7s", word) != 1)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(word, words[i]))
			return false;
	return true;
}

static int end_line(struct wire *w)
{
	char text[120];
	size_t n = w->line_size < WIRE_LAST_LINE ? w->line_size : WIRE_LAST_LINE;
	w->head[n] = '\0';
	uint64_t literal = may_announce(w) ? announced(w->tail, w->tail_size) : 0;
	if (!w->fragment && w->head[0] == '*')
		notice_news(w);
	if (!w->fragment && w->head[0] >= '0' && w->head[0] <= '9') /* our tags are numbers */
		keep(&w->tagged, w->head, n);
	if (!w->fragment && strncasecmp(w->head, "* BYE", 5) == 0)
		keep(&w->bye, w->head, n);
	keep(&w->last, w->head, n);
	if (literal > w->budget) {
		snprintf(text, sizeof text, "the server announced %llu bytes where at most %llu were expected", (unsigned long long)literal,
		         (unsigned long long)w->budget);
		return broken(w, text);
	}
	w->literal_left = literal;
	w->fragment = literal > 0;
	w->line_size = w->tail_size = 0;
	return 0;
}

static int add_to_line(struct wire *w, const char *data, size_t size)
{
	if (w->line_size < WIRE_LAST_LINE) {
		size_t n = WIRE_LAST_LINE - w->line_size;
		memcpy(w->head + w->line_size, data, n < size ? n : size);
	}
	size_t fresh = size < TAIL_SIZE ? size : TAIL_SIZE;
	size_t kept = w->tail_size < TAIL_SIZE - fresh ? w->tail_size : TAIL_SIZE - fresh;
	memmove(w->tail, w->tail + w->tail_size - kept, kept);
	memcpy(w->tail + kept, data + size - fresh, fresh);
	w->tail_size = kept + fresh;
	w->line_size += size;
	return w->line_size > WIRE_LINE_MAX ? broken(w, "the server sent a line without an end") : 0;
}

static int follow(struct wire *w, const char *data, size_t size)
{
	if (size > w->budget)
		return broken(w, "the server sent far more than was asked for");
	w->budget -= size;
	while (size > 0) {
		size_t n = size;
		if (w->literal_left > 0) {
			n = w->literal_left < size ? (size_t)w->literal_left : size;
			w->literal_left -= n;
		} else {
			const char *end = memchr(data, '\n', size);
			n = end ? (size_t)(end - data) + 1 : size;
			if (add_to_line(w, data, n) < 0 || (end && end_line(w) < 0))
				return -1;
		}
		data += n;
		size -= n;
	}
	return 0;
}

/* --- bytes --- */

void wire_begin(struct wire *w, double seconds, uint64_t budget)
{
	w->seconds = seconds;
	w->deadline = clock_monotonic() + seconds;
	w->budget = budget;
	w->last.size = w->tagged.size = 0;
}

/* 0: nothing yet, come again when the descriptor is ready. */
static ssize_t read_some(struct wire *w, void *data, size_t size, bool *wants_write_r, struct err *err)
{
	*wants_write_r = false;
	if (w->tls)
		return tls_read(w->tls, data, size, wants_write_r, err);
	ssize_t n = recv(w->fd, data, size, 0);
	if (n == 0)
		return err_set(err, 75, "the server closed the connection");
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return err_set(err, 75, "%s", strerror(errno));
	return n < 0 ? 0 : n;
}

static ssize_t write_some(struct wire *w, const void *data, size_t size, bool *wants_write_r, struct err *err)
{
	*wants_write_r = true;
	if (w->tls)
		return tls_write(w->tls, data, size, wants_write_r, err);
	ssize_t n = send(w->fd, data, size, MSG_NOSIGNAL);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return err_set(err, 75, "%s", strerror(errno));
	return n < 0 ? 0 : n;
}

ssize_t wire_read(struct wire *w, void *data, size_t size)
{
	struct err err;
	bool wants_write;
	while (wire_ok(w)) {
		if (clock_monotonic() >= w->deadline) /* a server that drips is late as well */
			return broken_late(w);
		ssize_t n = read_some(w, data, size, &wants_write, &err);
		if (n < 0)
			return broken(w, err.text);
		if (n > 0)
			return follow(w, data, (size_t)n) < 0 ? -1 : n;
		if (wait_fd(w->fd, wants_write ? POLLOUT : POLLIN, w->deadline) < 0)
			return broken_late(w);
	}
	return -1;
}

ssize_t wire_write(struct wire *w, const void *data, size_t size)
{
	struct err err;
	bool wants_write;
	while (wire_ok(w)) {
		ssize_t n = write_some(w, data, size, &wants_write, &err);
		if (n < 0)
			return broken(w, err.text);
		if (n > 0)
			return n;
		if (wait_fd(w->fd, wants_write ? POLLOUT : POLLIN, w->deadline) < 0)
			return broken_late(w);
	}
	return -1;
}

int wire_wait(struct wire *w, double seconds, int other)
{
	struct pollfd p[2] = {{.fd = w->fd, .events = POLLIN}, {.fd = other, .events = POLLIN}};
	if (!wire_ok(w))
		return -1;
	if (w->tls && tls_pending(w->tls)) /* decrypted already: poll would never fire */
		return 1;
	int n = poll(p, 2, seconds > 3600 ? 3600 * 1000 : (int)(seconds * 1000) + 1);
	if (n < 0 && errno != EINTR)
		return broken(w, strerror(errno));
	return n > 0 && p[0].revents != 0;
}
