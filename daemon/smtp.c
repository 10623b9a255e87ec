#include "smtp.h"

#define CURL_DISABLE_TYPECHECK /* its macros call the function by name */
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/late.h"
#include "base/library.h"
#include "talk.h"

#define FUNCTIONS(F) \
	F(curl_easy_cleanup) F(curl_easy_getinfo) F(curl_easy_init) F(curl_easy_perform) F(curl_easy_reset) F(curl_easy_setopt) \
	F(curl_easy_strerror) F(curl_free) F(curl_getdate) F(curl_global_init) F(curl_slist_append) F(curl_slist_free_all) F(curl_url) \
	F(curl_url_cleanup) F(curl_url_get) F(curl_url_set) F(curl_version_info)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

enum { QUIT_SECONDS = 3, ADDRESS_MAX = 254, LINES_MAX = 16 * 1024 };

static const struct smtp_seconds usual = {.connect = 30, .reply = 90, .total = SEND_SECONDS - 10};

/* One letter on its way. */
struct task {
	const struct smtp_letter *letter; /* foreign */
	int (*begun)(void *ctx);
	void *ctx;
	bool plain;              /* without TLS: loopback only */
	bool refused_address;    /* `plain` to somewhere else than loopback */
	bool handed;             /* the letter's first byte was given away */
	size_t taken, out;       /* bytes of the letter read by libcurl, and written to the socket */
	struct talk talk;
	struct buf *lines;       /* foreign: where a probe wants each line of the replies; else NULL */
	char fault[CURL_ERROR_SIZE];
};

struct smtp {
	CURL *curl;              /* own; keeps the connection */
	struct smtp_seconds limits;
	struct task task;
};

int smtp_open(struct err *err)
{
	struct library l;
	if (late_bind("libcurl-gnutls.so.4", names, &lib, sizeof lib, err) < 0)
		return -1;
	smtp_library(&l);
	return library_met(&l, err);
}

struct smtp *smtp_new(const struct smtp_seconds *limits)
{
	late_must(smtp_open);
	struct smtp *m = calloc(1, sizeof *m);
	if (!m)
		bug_no_memory(sizeof *m);
	must(lib.curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	m->curl = lib.curl_easy_init();
	if (!m->curl)
		bug("curl_easy_init failed");
	m->limits = limits ? *limits : usual;
	return m;
}

void smtp_free(struct smtp *m)
{
	if (!m)
		return;
	lib.curl_easy_cleanup(m->curl);
	talk_release(&m->task.talk);
	free(m);
}

/* ---- what libcurl calls while a letter goes out ---- */

static size_t on_reply_line(char *line, size_t size, size_t n, void *ctx)
{
	struct task *t = ctx;
	if (t->lines && t->lines->size < LINES_MAX)
		buf_add(t->lines, line, size * n);
	return talk_heard(&t->talk, line, size * n) < 0 ? 0 : size * n; /* 0: libcurl gives up */
}

/* The only place where libcurl tells what it has sent. */
static int on_traffic(CURL *curl, curl_infotype type, char *data, size_t size, void *ctx)
{
	struct task *t = ctx;
	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		talk_said(&t->talk, data, size);
	if (type != CURLINFO_DATA_OUT || t->talk.stage == STAGE_DOT)
		return 0;
	t->out += size;
	if (t->out >= t->letter->bytes.size)
		talk_enter(&t->talk, STAGE_DOT); /* the dot follows at once: from here on nobody can know */
	return 0;
}

static size_t on_read(char *data, size_t size, size_t n, void *ctx)
{
	struct task *t = ctx;
	const struct bytes *b = &t->letter->bytes;
	if (!t->handed && t->begun(t->ctx) < 0)
		return CURL_READFUNC_ABORT;
	if (!t->handed)
		talk_enter(&t->talk, STAGE_BODY);
	t->handed = true;
	n *= size;
	if (n > b->size - t->taken)
		n = b->size - t->taken;
	memcpy(data, b->data + t->taken, n);
	t->taken += n;
	return n;
}

/* A server that doesn't answer QUIT must not hold us. */
static int on_progress(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	const struct task *t = ctx;
	(void)a, (void)b, (void)c, (void)d;
	return t->talk.quit_at > 0 && clock_monotonic() > t->talk.quit_at + QUIT_SECONDS;
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
	struct task *t = ctx;
	(void)purpose;
	if (t->plain && !is_loopback(&address->addr)) {
		t->refused_address = true;
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

static void set_callbacks(CURL *c, struct task *t)
{
	SET(CURLOPT_ERRORBUFFER, t->fault);
	SET(CURLOPT_HEADERFUNCTION, on_reply_line);
	SET(CURLOPT_HEADERDATA, t);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_DEBUGFUNCTION, on_traffic);
	SET(CURLOPT_DEBUGDATA, t);
	SET(CURLOPT_READFUNCTION, on_read);
	SET(CURLOPT_READDATA, t);
	SET(CURLOPT_NOPROGRESS, 0L);
	SET(CURLOPT_XFERINFOFUNCTION, on_progress);
	SET(CURLOPT_XFERINFODATA, t);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
	SET(CURLOPT_OPENSOCKETDATA, t);
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

static void set_transfer(CURL *c, const struct smtp_letter *l)
{
	SET(CURLOPT_MAIL_FROM, l->from);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)l->bytes.size);
}

/* ---- a letter ---- */

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

static void one_try(struct smtp *m, const struct server *s, const char *password, double left, bool fresh, struct send_result *r)
{
	CURL *c = m->curl;
	struct task *t = &m->task;
	lib.curl_easy_reset(c); /* keeps the connection */
	if (set_url(c, s) < 0) {
		talk_result(r, SEND_LATER, true, "submission.url: '%s' is no host name", s->host);
		return;
	}
	struct curl_slist *to = lib.curl_slist_append(NULL, t->letter->to);
	must(to);
	set_security(c, s, password, t->plain);
	set_callbacks(c, t);
	set_limits(c, &m->limits, left);
	set_transfer(c, t->letter);
	SET(CURLOPT_MAIL_RCPT, to);
	SET(CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
	CURLcode fault = lib.curl_easy_perform(c);
	if (t->refused_address)
		talk_result(r, SEND_LATER, true, "security: none is for loopback only, which %s is not: use security: required", s->host);
	else
		talk_judge(&t->talk, s, password, t->fault[0] ? t->fault : lib.curl_easy_strerror(fault), advice_for(fault), r);
	lib.curl_slist_free_all(to);
}

static void start_task(struct smtp *m, const struct server *s, const struct smtp_letter *l, int (*begun)(void *ctx), void *ctx)
{
	talk_release(&m->task.talk);
	m->task = (struct task){.letter = l, .begun = begun, .ctx = ctx,
	                        .plain = s->security == SECURITY_NONE && strcasecmp(s->scheme, "smtp") == 0};
}

/* The kept connection had been closed by the server, as they do after some minutes: that says nothing about the letter. */
static bool connection_was_stale(const struct smtp *m, const struct send_result *r)
{
	long connects = 1;
	lib.curl_easy_getinfo(m->curl, CURLINFO_NUM_CONNECTS, &connects);
	return r->outcome == SEND_LATER && connects == 0 && !m->task.handed && (m->task.talk.code == 0 || m->task.talk.code == 421);
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
	start_task(m, s, l, begun, ctx);
	one_try(m, s, password, m->limits.total, false, result_r);
	if (connection_was_stale(m, result_r)) {
		start_task(m, s, l, begun, ctx);
		one_try(m, s, password, deadline - clock_monotonic(), true, result_r);
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
	CURL *c = m->curl;
	struct task *t = &m->task;
	*facts_r = (struct smtp_facts){.server_time = INT64_MIN};
	start_task(m, s, NULL, NULL, NULL);
	t->lines = lines;
	lib.curl_easy_reset(c);
	if (set_url(c, s) < 0) {
		talk_result(r, SEND_LATER, true, "submission.url: '%s' is no host name", s->host);
		return;
	}
	set_security(c, s, password, t->plain);
	set_callbacks(c, t);
	set_limits(c, &m->limits, m->limits.total);
	SET(CURLOPT_CUSTOMREQUEST, "NOOP");
	SET(CURLOPT_CERTINFO, 1L);
	SET(CURLOPT_FRESH_CONNECT, 1L);
	CURLcode fault = lib.curl_easy_perform(c);
	if (t->refused_address)
		talk_result(r, SEND_LATER, true, "security: none is for loopback only, which %s is not: use security: required", s->host);
	else if (fault == CURLE_OK)
		talk_result(r, SEND_SENT, false, "logged in");
	else
		talk_judge(&t->talk, s, password, t->fault[0] ? t->fault : lib.curl_easy_strerror(fault), advice_for(fault), r);
	t->lines = NULL;
	facts_r->server_time = time_of_greeting(lines->data ? lines->data : "");
	end_of_certificate(c, facts_r);
}

void smtp_library(struct library *library_r)
{
	*library_r = (struct library){.name = "libcurl", .lasting = true};
	snprintf(library_r->built, sizeof library_r->built, "%s", LIBCURL_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%s", lib.curl_version_info(CURLVERSION_NOW)->version);
}
