#include "smtp.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
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
#include "refusal.h"

enum { REPLY_KEPT = 1000, HEARD_MAX = 64 * 1024 /* bytes of replies in one letter's talk */, QUIT_SECONDS = 3, ADDRESS_MAX = 254 };

static const struct smtp_seconds usual = {.connect = 30, .reply = 90, .total = SEND_SECONDS - 10};

/* One transaction as it went so far. */
struct talk {
	const struct smtp_letter *letter; /* foreign */
	int (*begun)(void *ctx);
	void *ctx;
	bool plain;              /* without TLS: loopback only */
	enum smtp_stage stage;
	bool handed;             /* the letter's first byte was given away */
	bool refused_address;    /* `plain` to somewhere else than loopback */
	size_t taken, out;       /* bytes of the letter read by libcurl, and written to the socket */
	struct buf reply;        /* own: the reply to the last command, its lines joined */
	int code;                /* of that reply once it is whole, else 0 */
	size_t heard;
	bool too_much;           /* HEARD_MAX was passed */
	double quit_at;          /* when QUIT was said, 0: not yet. What comes after decides nothing */
	char fault[CURL_ERROR_SIZE];
};

struct smtp {
	CURL *curl;              /* own */
	struct smtp_seconds limits;
	struct talk talk;
};

struct smtp *smtp_new(const struct smtp_seconds *limits)
{
	struct smtp *m = calloc(1, sizeof *m);
	if (!m)
		bug_no_memory(sizeof *m);
	must(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	m->curl = curl_easy_init();
	if (!m->curl)
		bug("curl_easy_init failed");
	m->limits = limits ? *limits : usual;
	return m;
}

void smtp_free(struct smtp *m)
{
	if (!m)
		return;
	curl_easy_cleanup(m->curl);
	buf_release(&m->talk.reply);
	free(m);
}

/* ---- what libcurl calls during a transaction ---- */

static void enter(struct talk *t, enum smtp_stage stage)
{
	t->stage = stage;
	t->code = 0;
	buf_clear(&t->reply);
}

static size_t on_reply_line(char *line, size_t size, size_t n, void *ctx)
{
	struct talk *t = ctx;
	n *= size;
	t->heard += n;
	if (t->quit_at > 0)
		return n;
	if (t->heard > HEARD_MAX) {
		t->too_much = true;
		return 0; /* libcurl gives up */
	}
	if (t->stage == STAGE_CONNECT)
		enter(t, STAGE_GREETING);
	size_t text = n > 4 ? 4 : n, end = n;
	while (end > text && (line[end - 1] == '\r' || line[end - 1] == '\n'))
		end--;
	if (t->reply.size == 0) {
		buf_add(&t->reply, line, text);
		if (text == 4)
			t->reply.data[3] = ' ';
	} else if (t->reply.size < REPLY_KEPT) {
		buf_addc(&t->reply, ' ');
	}
	if (t->reply.size < REPLY_KEPT)
		buf_add(&t->reply, line + text, end - text);
	if (n > 3 && line[3] != '-')
		t->code = atoi(t->reply.data);
	return n;
}

static void on_command(struct talk *t, const char *line, size_t size)
{
	static const struct {
		const char *verb;
		enum smtp_stage stage;
	} verbs[] = {
		{"EHLO ", STAGE_EHLO}, {"HELO ", STAGE_EHLO}, {"STARTTLS\r", STAGE_STARTTLS}, {"AUTH ", STAGE_AUTH}, {"MAIL ", STAGE_MAIL},
		{"RCPT ", STAGE_RCPT}, {"DATA\r", STAGE_DATA},
	};
	if (t->quit_at > 0)
		return;
	if (size >= 5 && memcmp(line, "QUIT\r", 5) == 0) {
		t->quit_at = clock_monotonic();
		return;
	}
	enum smtp_stage stage = t->stage; /* a further line of AUTH */
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (size >= strlen(verbs[i].verb) && memcmp(line, verbs[i].verb, strlen(verbs[i].verb)) == 0)
			stage = verbs[i].stage;
	enter(t, stage);
}

/* The only place where libcurl tells what it has sent. Nothing of it is kept: the lines after AUTH are secrets. */
static int on_traffic(CURL *curl, curl_infotype type, char *data, size_t size, void *ctx)
{
	struct talk *t = ctx;
	(void)curl;
	if (type == CURLINFO_HEADER_OUT)
		on_command(t, data, size);
	if (type != CURLINFO_DATA_OUT || t->stage == STAGE_DOT)
		return 0;
	t->out += size;
	if (t->out >= t->letter->bytes.size)
		enter(t, STAGE_DOT); /* the dot follows at once: from here on nobody can know */
	return 0;
}

static size_t on_read(char *data, size_t size, size_t n, void *ctx)
{
	struct talk *t = ctx;
	const struct bytes *b = &t->letter->bytes;
	if (!t->handed && t->begun(t->ctx) < 0)
		return CURL_READFUNC_ABORT;
	if (!t->handed)
		enter(t, STAGE_BODY);
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
	const struct talk *t = ctx;
	(void)a, (void)b, (void)c, (void)d;
	return t->quit_at > 0 && clock_monotonic() > t->quit_at + QUIT_SECONDS;
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
	struct talk *t = ctx;
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
	size_t n = strlen(addr);
	for (const char *p = addr; *p; p++)
		if (*p <= ' ' || *p >= 0x7F || *p == '<' || *p == '>')
			return false;
	const char *at = strrchr(addr, '@');
	return n <= ADDRESS_MAX && at && at > addr && at[1];
}

/* libcurl stuffs dots only after CRLF: a bare LF would lose a line, or smuggle a second letter in. */
static void check_bytes(struct bytes b)
{
	must(b.size >= 2 && b.data[b.size - 2] == '\r' && b.data[b.size - 1] == '\n' && b.data[0] != '.');
	for (size_t i = 0; i < b.size; i++) {
		must(b.data[i] != 0 && b.data[i] < 0x80);
		must(b.data[i] != '\n' || (i > 0 && b.data[i - 1] == '\r'));
		must(b.data[i] != '\r' || b.data[i + 1] == '\n'); /* the last byte is \n */
	}
}

#define SET(option, value) must(curl_easy_setopt(c, option, value) == CURLE_OK)

static long ms(double seconds)
{
	return (long)(seconds * 1000);
}

/* -1: no such host name. */
static int set_url(CURL *c, const struct server *s)
{
	char port[16];
	snprintf(port, sizeof port, "%d", s->port);
	char *text = NULL, host[300];
	snprintf(host, sizeof host, strchr(s->host, ':') && s->host[0] != '[' ? "[%s]" : "%s", s->host);
	CURLU *u = curl_url();
	must(u);
	CURLUcode fault = curl_url_set(u, CURLUPART_SCHEME, s->scheme, 0);
	fault = fault ? fault : curl_url_set(u, CURLUPART_HOST, host, 0);
	fault = fault ? fault : curl_url_set(u, CURLUPART_PORT, port, 0);
	fault = fault ? fault : curl_url_get(u, CURLUPART_URL, &text, 0);
	curl_url_cleanup(u);
	if (fault)
		return -1;
	SET(CURLOPT_URL, text);
	curl_free(text);
	return 0;
}

static void set_security(CURL *c, const struct server *s, const char *password, const struct talk *t)
{
	SET(CURLOPT_USE_SSL, t->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	if (s->ca_file) /* beside the system's, which this libcurl takes from a folder (CAPATH) */
		SET(CURLOPT_CAINFO, s->ca_file);
	if (!s->user)
		return;
	SET(CURLOPT_USERNAME, s->user);
	SET(CURLOPT_PASSWORD, password ? password : "");
	/* Some servers offer mechanisms that they can't do (field/china.md section 1.2); under TLS these two are as good. */
	SET(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

static void set_callbacks(CURL *c, struct talk *t)
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

static void set_transfer(struct smtp *m, const struct smtp_letter *l, double left)
{
	CURL *c = m->curl;
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_PROXY, ""); /* not what the environment says */
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	SET(CURLOPT_CONNECTTIMEOUT_MS, ms(m->limits.connect < left ? m->limits.connect : left));
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, m->limits.reply < 1 ? 1L : (long)m->limits.reply);
	SET(CURLOPT_TIMEOUT_MS, ms(left) > 0 ? ms(left) : 1L);
	SET(CURLOPT_MAIL_FROM, l->from);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)l->bytes.size);
}

/* ---- after ---- */

static void say(struct send_result *r, enum send_outcome outcome, bool server, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
static void say(struct send_result *r, enum send_outcome outcome, bool server, const char *fmt, ...)
{
	struct arena *a = arena_new();
	va_list ap;
	va_start(ap, fmt);
	char *raw = arena_vprintf(a, fmt, ap);
	va_end(ap);
	char *text = text_decode(a, NULL, raw, strlen(raw)); /* servers answer in GBK as well */
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = '?';
	size_t n = strlen(text);
	if (n >= sizeof r->text)
		n = sizeof r->text - 1;
	while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	memcpy(r->text, text, n);
	r->text[n] = '\0';
	r->outcome = outcome;
	r->server = server;
	arena_free(a);
}

/* A server may repeat what it was told. */
static void hide(struct buf *reply, const char *secret)
{
	size_t n = secret ? strlen(secret) : 0;
	if (n < 4 || !reply->data)
		return;
	for (char *p = reply->data; (p = strstr(p, secret)); p += n)
		memset(p, '*', n);
}

static const char *advice_for(CURLcode fault)
{
	switch (fault) {
	case CURLE_USE_SSL_FAILED: return "the server offers no STARTTLS, which security: required asks for; use smtps:// or another server";
	case CURLE_PEER_FAILED_VERIFICATION: return "its certificate is not trusted or not for that name; check the host, or name its authority in ca_file";
	case CURLE_SSL_CACERT_BADFILE: return "ca_file can't be read";
	case CURLE_LOGIN_DENIED: return "no login was possible; check submission.user and its password";
	case CURLE_COULDNT_RESOLVE_HOST: return "there is no such host, or no name server answers; check submission.url";
	default: return "it is tried again later";
	}
}

/* Without a refusal in words: whether the letter may have arrived is decided by how far it came. */
static void judge_silence(const struct talk *t, const struct server *s, CURLcode fault, struct send_result *r)
{
	const char *what = t->too_much ? "its reply was longer than any reply may be" : t->fault[0] ? t->fault : curl_easy_strerror(fault);
	if (t->refused_address)
		say(r, SEND_LATER, true, "security: none is for loopback addresses only, and %s is none: use security: required", s->host);
	else if (t->stage == STAGE_DOT)
		say(r, SEND_UNSURE, true, "%s took the whole letter, but its answer was lost: %s", s->host, what);
	else
		say(r, SEND_LATER, true, "%s port %d, %s: %s; %s", s->host, s->port, smtp_stage_names[t->stage], what, advice_for(fault));
}

static void judge(struct talk *t, const struct server *s, const char *password, CURLcode fault, struct send_result *r)
{
	const char *reply = t->reply.data ? t->reply.data : "";
	hide(&t->reply, password);
	if (t->stage == STAGE_DOT && t->code >= 200 && t->code < 300) {
		say(r, SEND_SENT, false, "%s", reply);
	} else if (t->code >= 400 && t->code < 600) {
		struct refusal why = refusal_judge(t->stage, t->code, reply);
		say(r, why.outcome, why.server, "%s refused %s: %s%s%s%s", s->host, smtp_stage_names[t->stage], reply, why.advice ? " (" : "",
		    why.advice ? why.advice : "", why.advice ? ")" : "");
	} else {
		judge_silence(t, s, fault, r);
	}
}

/* ---- a letter ---- */

static void one_try(struct smtp *m, const struct server *s, const char *password, double left, bool fresh, struct send_result *r)
{
	CURL *c = m->curl;
	struct talk *t = &m->talk;
	curl_easy_reset(c); /* keeps the connection */
	if (set_url(c, s) < 0) {
		say(r, SEND_LATER, true, "submission.url: '%s' is no host name", s->host);
		return;
	}
	struct curl_slist *to = curl_slist_append(NULL, t->letter->to);
	must(to);
	set_security(c, s, password, t);
	set_callbacks(c, t);
	set_transfer(m, t->letter, left);
	SET(CURLOPT_MAIL_RCPT, to);
	SET(CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
	CURLcode fault = curl_easy_perform(c);
	judge(t, s, password, fault, r);
	curl_slist_free_all(to);
}

static void start_talk(struct smtp *m, const struct server *s, const struct smtp_letter *l, int (*begun)(void *ctx), void *ctx)
{
	buf_release(&m->talk.reply);
	m->talk = (struct talk){.letter = l, .begun = begun, .ctx = ctx,
	                        .plain = s->security == SECURITY_NONE && strcasecmp(s->scheme, "smtp") == 0};
}

/* The kept connection had been closed by the server, as they do after some minutes: that says nothing about the letter. */
static bool connection_was_stale(const struct smtp *m, const struct send_result *r)
{
	long connects = 1;
	const struct talk *t = &m->talk;
	curl_easy_getinfo(m->curl, CURLINFO_NUM_CONNECTS, &connects);
	return r->outcome == SEND_LATER && connects == 0 && !t->handed && (t->code == 0 || t->code == 421);
}

void smtp_send(struct smtp *m, const struct server *s, const char *password, const struct smtp_letter *l, int (*begun)(void *ctx),
               void *ctx, struct send_result *result_r)
{
	double deadline = clock_monotonic() + m->limits.total;
	check_bytes(l->bytes);
	*result_r = (struct send_result){0};
	if (!address_ok(l->from)) {
		say(result_r, SEND_LATER, true, "'%s' is no sender's address a server would take: check submission.from", l->from);
		return;
	}
	if (!address_ok(l->to)) {
		say(result_r, SEND_NEVER, false, "'%s' is no address a letter can be sent to", l->to);
		return;
	}
	start_talk(m, s, l, begun, ctx);
	one_try(m, s, password, m->limits.total, false, result_r);
	if (connection_was_stale(m, result_r)) {
		start_talk(m, s, l, begun, ctx);
		one_try(m, s, password, deadline - clock_monotonic(), true, result_r);
	}
	m->talk.letter = NULL;
}
