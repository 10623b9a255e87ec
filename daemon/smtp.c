#include "smtp_inside.h"

#define CURL_DISABLE_TYPECHECK /* its macros call the function by name */
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/late.h"
#include "base/library.h"

#define FUNCTIONS(F) \
	F(curl_easy_cleanup) F(curl_easy_getinfo) F(curl_easy_init) F(curl_easy_perform) F(curl_easy_recv) F(curl_easy_send) F(curl_easy_setopt) \
	F(curl_easy_strerror) F(curl_free) F(curl_getdate) F(curl_global_init) F(curl_url) F(curl_url_cleanup) F(curl_url_get) F(curl_url_set) \
	F(curl_version_info)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

enum { ADDRESS_MAX = 254, LINES_MAX = 16 * 1024 };

static const struct smtp_seconds usual = {.connect = 30, .reply = 90, .total = SEND_SECONDS - 10};

int smtp_open(struct err *err)
{
	struct library l;
	if (late_bind("libcurl-gnutls.so.4", names, &lib, sizeof lib, err) < 0)
		return -1;
	smtp_library(&l);
	if (library_compare(&l) == LIBRARY_OTHER)
		return err_set(err, 78, "libcurl is %s here, and this leadclerk was built with %s, which is another library: install the package of this Debian release", l.here, l.built);
	return 0;
}

struct smtp *smtp_new(const struct smtp_seconds *limits)
{
	struct err err;
	if (smtp_open(&err) < 0)
		bug("%s", err.text);
	struct smtp *m = calloc(1, sizeof *m);
	if (!m)
		bug_no_memory(sizeof *m);
	must(lib.curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	m->limits = limits ? *limits : usual;
	return m;
}

/* libcurl lets a connection go without a word that it gave us as bytes. */
static void leave(struct smtp *m)
{
	if (!m->curl)
		return;
	if (!m->lost)
		smtp_say_quit(m);
	lib.curl_easy_cleanup(m->curl);
	m->curl = NULL;
}

void smtp_free(struct smtp *m)
{
	if (!m)
		return;
	leave(m);
	talk_release(&m->task.talk);
	free(m);
}

/* ---- what libcurl calls while it connects ---- */

static bool offers(const char *line, size_t size, const char *word)
{
	size_t n = strlen(word);
	return size > 4 + n && strncasecmp(line + 4, word, n) == 0 && strchr(" \r\n", line[4 + n]);
}

int smtp_heard(struct smtp *m, const char *line, size_t size)
{
	struct task *t = &m->task;
	if (t->lines && t->lines->size < LINES_MAX)
		buf_add(t->lines, line, size);
	if (t->talk.stage == STAGE_EHLO) {
		m->pipelining = m->pipelining || offers(line, size, "PIPELINING");
		m->size = m->size || offers(line, size, "SIZE");
	}
	return talk_heard(&t->talk, line, size);
}

static size_t on_reply_line(char *line, size_t size, size_t n, void *ctx)
{
	return smtp_heard(ctx, line, size * n) < 0 ? 0 : size * n; /* 0: libcurl gives up */
}

/* The only place where libcurl tells what it says. What was offered before the connection was private does not count (RFC 3207 4.2). */
static int on_traffic(CURL *curl, curl_infotype type, char *data, size_t size, void *ctx)
{
	struct smtp *m = ctx;
	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	talk_said(&m->task.talk, data, size);
	if (m->task.talk.stage == STAGE_EHLO)
		m->pipelining = m->size = false;
	return 0;
}

static bool is_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr);
	return sa->sa_family == AF_INET && ntohl(((const struct sockaddr_in *)(const void *)sa)->sin_addr.s_addr) >> 24 == 127;
}

/* The address that is really connected to is judged, not the name that was configured. */
static curl_socket_t on_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct smtp *m = ctx;
	(void)purpose;
	if (m->task.plain && !is_loopback(&address->addr)) {
		m->task.refused_address = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- before ---- */

static bool address_ok(const char *addr)
{
	for (const char *p = addr; *p; p++)
		if (*p <= ' ' || *p >= 0x7F || *p == '<' || *p == '>')
			return false;
	const char *at = strrchr(addr, '@');
	return strlen(addr) <= ADDRESS_MAX && at && at > addr && at[1];
}

/* libcurl stuffs dots only after CRLF: a bare LF would lose a line, or smuggle a second letter in. */
static void check_bytes(struct bytes b)
{
	uint8_t high = 0;
	must(b.size >= 2 && b.data[b.size - 2] == '\r' && b.data[b.size - 1] == '\n' && b.data[0] != '.');
	must(!memchr(b.data, 0, b.size));
	for (size_t i = 0; i < b.size; i++)
		high |= b.data[i];
	must(high < 0x80);
	for (const uint8_t *line = b.data, *end = b.data + b.size, *next; line < end; line = next) {
		next = (const uint8_t *)memchr(line, '\n', (size_t)(end - line)) + 1; /* the last byte is one */
		must(next - line >= 2 && memchr(line, '\r', (size_t)(next - line)) == next - 2); /* the line's only CR stands before its LF */
	}
}

#define SET(option, value) must(lib.curl_easy_setopt(c, option, value) == CURLE_OK)

static long ms(double seconds)
{
	return seconds > 0.001 ? (long)(seconds * 1000) : 1;
}

/* -1: no such host name. */
static int set_url(CURL *c, const struct server *s)
{
	char port[16], host[300];
	char *text = NULL;
	snprintf(port, sizeof port, "%d", s->port);
	snprintf(host, sizeof host, strchr(s->host, ':') && s->host[0] != '[' ? "[%s]" : "%s", s->host);
	CURLU *u = lib.curl_url();
	must(u);
	CURLUcode fault = lib.curl_url_set(u, CURLUPART_SCHEME, s->scheme, 0);
	fault = fault ? fault : lib.curl_url_set(u, CURLUPART_HOST, host, 0);
	fault = fault ? fault : lib.curl_url_set(u, CURLUPART_PORT, port, 0);
	fault = fault ? fault : lib.curl_url_get(u, CURLUPART_URL, &text, 0);
	lib.curl_url_cleanup(u);
	if (fault)
		return -1;
	SET(CURLOPT_URL, text);
	lib.curl_free(text);
	return 0;
}

static void set_security(CURL *c, const struct server *s, const char *password, bool plain)
{
	SET(CURLOPT_USE_SSL, plain ? CURLUSESSL_NONE : CURLUSESSL_ALL);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	if (s->ca_file) /* beside the system's, which this libcurl takes from a folder (CAPATH) */
		SET(CURLOPT_CAINFO, s->ca_file);
	if (!s->user)
		return;
	SET(CURLOPT_USERNAME, s->user);
	if (s->auth == AUTH_XOAUTH2) {
		SET(CURLOPT_XOAUTH2_BEARER, password ? password : "");
		SET(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
		return;
	}
	SET(CURLOPT_PASSWORD, password ? password : "");
	/* Some servers offer mechanisms that they can't do (field/china.md section 1.2); under TLS these two are as good. */
	SET(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

static void set_callbacks(CURL *c, struct smtp *m)
{
	SET(CURLOPT_ERRORBUFFER, m->task.fault);
	SET(CURLOPT_HEADERFUNCTION, on_reply_line);
	SET(CURLOPT_HEADERDATA, m);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_DEBUGFUNCTION, on_traffic);
	SET(CURLOPT_DEBUGDATA, m);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
	SET(CURLOPT_OPENSOCKETDATA, m);
}

static void set_limits(CURL *c, const struct smtp_seconds *limits, double left)
{
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_PROXY, ""); /* not what the environment says */
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	SET(CURLOPT_CONNECTTIMEOUT_MS, ms(limits->connect < left ? limits->connect : left));
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, limits->reply < 1 ? 1L : (long)limits->reply);
	SET(CURLOPT_TIMEOUT_MS, ms(left));
}

/* ---- a connection ---- */

static const char *advice_for(CURLcode fault)
{
	switch (fault) {
	case CURLE_USE_SSL_FAILED: return "the server offers no STARTTLS, which security: required asks for; try smtps://";
	case CURLE_PEER_FAILED_VERIFICATION: return "its certificate is not trusted, or not for that name; check the host, or set ca_file";
	case CURLE_SSL_CACERT_BADFILE: return "ca_file can't be read";
	case CURLE_LOGIN_DENIED: return "no login was possible; check submission.user and its password";
	case CURLE_COULDNT_RESOLVE_HOST: return "there is no such host, or no name server answers; check submission.url";
	case CURLE_COULDNT_CONNECT: return "check submission.url, and whether a firewall lets this machine out";
	default: return "it is tried again later";
	}
}

static void judge(struct smtp *m, const struct server *s, const char *password, CURLcode fault, struct send_result *r)
{
	const struct task *t = &m->task;
	const char *silence = t->fault[0] ? t->fault : fault ? lib.curl_easy_strerror(fault) : "it said what nobody understands";
	talk_judge(&m->task.talk, s, password, silence, advice_for(fault), r);
}

/* Hashed, so that no copy of the password is kept only to be compared. */
static struct digest account_of(const struct server *s, const char *password)
{
	struct digest_state d;
	const int64_t numbers[] = {s->port, s->security, s->auth};
	digest_start(&d);
	digest_add(&d, numbers, sizeof numbers);
	digest_adds(&d, s->scheme);
	digest_adds(&d, s->host);
	digest_adds(&d, s->user);
	digest_adds(&d, s->ca_file);
	digest_adds(&d, password);
	return digest_end(&d);
}

/* Connected, private where it must be, and logged in. -1: r says why not. */
static int open_line(struct smtp *m, const struct server *s, const char *password, double left, struct send_result *r)
{
	CURL *c = lib.curl_easy_init();
	struct task *t = &m->task;
	curl_socket_t fd = CURL_SOCKET_BAD;
	must(c);
	m->curl = c;
	m->lost = true; /* until it stands */
	m->pipelining = m->size = false;
	m->unheard = 0;
	m->in_size = m->in_done = 0;
	m->account = account_of(s, password);
	if (set_url(c, s) < 0) {
		talk_result(r, SEND_LATER, true, "submission.url: '%s' is no host name", s->host);
		return -1;
	}
	set_security(c, s, password, t->plain);
	set_callbacks(c, m);
	set_limits(c, &m->limits, left);
	SET(CURLOPT_CONNECT_ONLY, 1L);
	SET(CURLOPT_CERTINFO, t->lines ? 1L : 0L);
	CURLcode fault = lib.curl_easy_perform(c);
	if (fault == CURLE_OK && lib.curl_easy_getinfo(c, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK && fd != CURL_SOCKET_BAD) {
		m->fd = fd;
		m->lost = false;
		return 0;
	}
	if (t->refused_address)
		talk_result(r, SEND_LATER, true, "security: none is for loopback only, which %s is not: use security: required", s->host);
	else
		judge(m, s, password, fault, r);
	return -1;
}

int smtp_lose(struct smtp *m, const char *why)
{
	m->lost = true;
	if (!m->task.fault[0])
		snprintf(m->task.fault, sizeof m->task.fault, "%s", why);
	return -1;
}

static int wait_for(struct smtp *m, short events, double until)
{
	struct pollfd p = {.fd = m->fd, .events = events};
	double left = until - clock_monotonic();
	int n = left > 0 ? poll(&p, 1, (int)(left * 1000) + 1) : 0;
	return n > 0 || (n < 0 && errno == EINTR) ? 0 : smtp_lose(m, n < 0 ? strerror(errno) : "no answer within its time");
}

/* Whether it may be tried again once the connection can. */
static bool must_wait(struct smtp *m, CURLcode fault, short events, double until)
{
	if (fault == CURLE_AGAIN)
		return wait_for(m, events, until) == 0;
	smtp_lose(m, fault == CURLE_OK ? "the server closed the connection" : lib.curl_easy_strerror(fault));
	return false;
}

/* What libcurl or GnuTLS holds already no poll would tell: so first it is looked. */
ssize_t smtp_get(struct smtp *m, void *data, size_t size, double until)
{
	size_t n = 0;
	CURLcode fault;
	do {
		fault = lib.curl_easy_recv(m->curl, data, size, &n);
		if (fault == CURLE_OK && n > 0)
			return (ssize_t)n;
	} while (must_wait(m, fault, POLLIN, until));
	return -1;
}

ssize_t smtp_put(struct smtp *m, const void *data, size_t size, double until)
{
	size_t n = 0;
	CURLcode fault;
	do {
		fault = lib.curl_easy_send(m->curl, data, size, &n);
		if (fault == CURLE_OK && n > 0)
			return (ssize_t)n;
	} while (must_wait(m, fault, POLLOUT, until));
	return -1;
}

/* ---- a letter ---- */

/* Whether the connection that is there serves: to that server, by that login, and nothing was said over it that nobody asked for. */
static bool serves(struct smtp *m, const struct server *s, const char *password)
{
	char byte;
	size_t n;
	const struct digest account = account_of(s, password);
	if (!m->curl || m->lost || memcmp(&account, &m->account, sizeof account) != 0)
		return false;
	m->lost = m->in_done < m->in_size || lib.curl_easy_recv(m->curl, &byte, 1, &n) != CURLE_AGAIN;
	return !m->lost;
}

/* A connection on which something went wrong is of no use to the next letter. */
static void one_try(struct smtp *m, const struct server *s, const char *password, double deadline, struct send_result *r)
{
	if (!m->curl && open_line(m, s, password, deadline - clock_monotonic(), r) < 0) {
		leave(m);
		return;
	}
	int failed = smtp_hand_over(m, deadline);
	judge(m, s, password, CURLE_OK, r);
	if (failed)
		leave(m);
}

static void start_task(struct smtp *m, const struct server *s, const struct smtp_letter *l, int (*begun)(void *ctx), void *ctx)
{
	talk_release(&m->task.talk);
	m->task = (struct task){.letter = l, .begun = begun, .ctx = ctx,
	                        .plain = s->security == SECURITY_NONE && strcasecmp(s->scheme, "smtp") == 0};
}

/* The kept connection had been closed by the server, as they do after some minutes: that says nothing about the letter. */
static bool was_stale(const struct smtp *m, const struct send_result *r)
{
	return r->outcome == SEND_LATER && !m->task.handed && (m->task.talk.code == 0 || m->task.talk.code == 421);
}

void smtp_send(struct smtp *m, const struct server *s, const char *password, const struct smtp_letter *l, int (*begun)(void *ctx),
               void *ctx, struct send_result *result_r)
{
	double deadline = clock_monotonic() + m->limits.total;
	check_bytes(l->bytes);
	if (!address_ok(l->from)) {
		talk_result(result_r, SEND_LATER, true, "'%s' is no sender's address a server would take: check submission.from", l->from);
		return;
	}
	if (!address_ok(l->to)) {
		talk_result(result_r, SEND_NEVER, false, "'%s' is no address a letter can be sent to", l->to);
		return;
	}
	bool kept = serves(m, s, password);
	if (!kept)
		leave(m);
	start_task(m, s, l, begun, ctx);
	one_try(m, s, password, deadline, result_r);
	if (kept && was_stale(m, result_r)) {
		start_task(m, s, l, begun, ctx);
		one_try(m, s, password, deadline, result_r);
	}
	m->task.letter = NULL;
}

/* ---- no letter ---- */

/* "220 mail.corp.test ESMTP ready at Sun, 22 Nov 2026 14:31:53 +0800": some greet with the time, some do not. */
static int64_t time_of_greeting(const char *lines)
{
	char text[200];
	static const char *const days[] = {"Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"};
	snprintf(text, sizeof text, "%.*s", (int)strcspn(lines, "\r\n"), lines);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const char *at = strstr(text, days[i]);
		time_t when = at ? lib.curl_getdate(at, NULL) : -1;
		if (when != -1)
			return when;
	}
	return INT64_MIN;
}

static void end_of_certificate(CURL *c, struct smtp_facts *facts)
{
	static const char name[] = "Expire date:";
	struct curl_certinfo *info = NULL;
	if (lib.curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) != CURLE_OK || !info || info->num_of_certs == 0)
		return;
	for (const struct curl_slist *l = info->certinfo[0]; l; l = l->next)
		if (strncmp(l->data, name, strlen(name)) == 0)
			snprintf(facts->certificate_end, sizeof facts->certificate_end, "%s", l->data + strlen(name));
}

void smtp_probe(struct smtp *m, const struct server *s, const char *password, struct buf *lines, struct smtp_facts *facts_r,
                struct send_result *r)
{
	double deadline = clock_monotonic() + m->limits.total;
	*facts_r = (struct smtp_facts){.server_time = INT64_MIN};
	leave(m);
	start_task(m, s, NULL, NULL, NULL);
	m->task.lines = lines;
	if (open_line(m, s, password, m->limits.total, r) == 0) {
		if (smtp_say_noop(m, deadline) == 0)
			talk_result(r, SEND_SENT, false, "logged in");
		else
			judge(m, s, password, CURLE_OK, r);
	}
	m->task.lines = NULL;
	facts_r->server_time = time_of_greeting(lines->data ? lines->data : "");
	end_of_certificate(m->curl, facts_r);
	if (r->outcome != SEND_SENT)
		leave(m);
}

void smtp_library(struct library *library_r)
{
	*library_r = (struct library){.name = "libcurl", .lasting = true};
	snprintf(library_r->built, sizeof library_r->built, "%s", LIBCURL_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%s", lib.curl_version_info(CURLVERSION_NOW)->version);
}
