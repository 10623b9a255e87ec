/* SMTP: what becomes of a letter when the server is right, wrong, slow, gone; and that nothing is injected, doubled or told. */
#include "fake_smtp.h"

#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include "refusal.h"
#include "smtp.h"

static struct smtp *smtp;
static int begun_count;

static int on_begun(void *ctx)
{
	(void)ctx;
	begun_count++;
	return 0;
}

static struct send_result send_to(const struct server *s, const char *password, const char *to, const char *text)
{
	struct send_result r;
	struct smtp_letter l = {"clerk@corp.test", to, {(const uint8_t *)text, strlen(text)}};
	smtp_send(smtp, s, password, &l, on_begun, NULL, &r);
	assert_true(text_is_utf8(r.text, strlen(r.text)));
	return r;
}

static struct send_result send_plain(void)
{
	struct server s = plain_server();
	return send_to(&s, NULL, "rep@corp.test", letter_text);
}

static int begin(const struct smtp_seconds *limits)
{
	a = arena_new();
	smtp = smtp_new(limits);
	begun_count = 0;
	return 0;
}

/* A server that answers is waited for, however much else this machine has to do. */
static int setup(void **state)
{
	static const struct smtp_seconds patient = {.connect = 20, .reply = 20, .total = 40};
	(void)state;
	return begin(&patient);
}

/* One that does not is not. */
static int setup_quick(void **state)
{
	static const struct smtp_seconds quick = {.connect = 2, .reply = 2, .total = 5};
	(void)state;
	return begin(&quick);
}

static int teardown(void **state)
{
	(void)state;
	if (fake.pid)
		assert_int_equal(seen("violation"), 0);
	smtp_free(smtp);
	stop_fake();
	arena_free(a);
	return 0;
}

static void test_sent(void **state)
{
	size_t size;
	(void)state;
	START("--size", "73400320");
	for (int i = 0; i < 3; i++) {
		struct send_result r = send_plain();
		assert_int_equal(r.outcome, SEND_SENT);
		assert_string_equal(r.text, "250 taken as 1A2B3C");
	}
	assert_int_equal(begun_count, 3);
	assert_int_equal(seen("accepted "), 3);
	assert_int_equal(seen("rcpt TO:<rep@corp.test>"), 3);
	assert_int_equal(seen("mail FROM:<clerk@corp.test>"), 3);
	assert_int_equal(seen("connect"), 1); /* one connection for all */
	char *got = slurp("mails/3", &size);
	assert_int_equal(size, strlen(letter_text));
	assert_memory_equal(got, letter_text, size);
}

/* What libcurl counts, it must count anew for each letter: it gives up at 300 KB of replies. */
static void test_many_over_one_connection(void **state)
{
	char rule[1000] = "rcpt:250 ";
	(void)state;
	memset(rule + strlen(rule), 'x', 900);
	START(rule);
	for (int i = 0; i < 500; i++)
		assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(seen("connect"), 1);
}

/* What the script does, and what must come of it. */
struct fault_case {
	const char *rule;
	enum send_outcome outcome;
	bool server;
	const char *text;      /* a part of the result's text */
	int accepted;          /* letters that the server really kept */
};

static void run_case(const struct fault_case *c)
{
	START(c->rule);
	double start = clock_monotonic();
	struct send_result r = send_plain();
	if (r.outcome != c->outcome || r.server != c->server || !strstr(r.text, c->text))
		fail_msg("%s: %s, server %d, '%s'", c->rule, send_outcome_names[r.outcome], r.server, r.text);
	if (seen("accepted ") != c->accepted)
		fail_msg("%s: the server has %d letters, not %d", c->rule, seen("accepted "), c->accepted);
	if (clock_monotonic() - start > 9)
		fail_msg("%s: took %.1f s", c->rule, clock_monotonic() - start);
	if (seen("violation"))
		fail_msg("%s: %s", c->rule, slurp("log", &(size_t){0}));
	stop_fake();
}

static void run_cases(const struct fault_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		run_case(&cases[i]);
}
#define RUN(cases) run_cases(cases, sizeof cases / sizeof *cases)

static void test_refused(void **state)
{
	static const struct fault_case cases[] = {
		{"connect:554 no service here", SEND_LATER, true, "the greeting: 554 no service here", 0},
		{"ehlo:421 4.3.2 shutting down", SEND_LATER, true, "EHLO", 0},
		{"mail:451 4.3.0 busy", SEND_LATER, true, "MAIL FROM: 451 4.3.0 busy", 0},
		{"mail:550 no", SEND_NEVER, false, "MAIL FROM: 550 no", 0},
		{"mail:552 too big", SEND_NEVER, false, "larger than the server takes", 0},
		{"mail:501 mail from address must be same as authorization user", SEND_LATER, true, "submission.from", 0},
		{"mail:553 Mail from must equal authorized user", SEND_LATER, true, "submission.from", 0},
		{"rcpt:450 4.2.0 greylisted", SEND_LATER, false, "RCPT TO: 450 4.2.0 greylisted", 0},
		{"rcpt:421 too many connections", SEND_LATER, true, "421", 0},
		{"rcpt:550 5.1.1 no such user", SEND_NEVER, false, "RCPT TO: 550 5.1.1 no such user", 0},
		{"rcpt:550 Sender frequency limited", SEND_LATER, true, "sent too often", 0},
		{"rcpt:550 Mailbox unavailable or access denied", SEND_LATER, false, "QQ", 0},
		{"data:554 no", SEND_NEVER, false, "DATA: 554 no", 0},
		{"data:452 4.3.1 disk full", SEND_LATER, false, "452", 0},
		{"dot:550 Connection frequency limited. http://service.mail.qq.com/", SEND_LATER, true, "sent too often", 0},
		{"dot:554 DT:SPM 163 smtp8,DMCowAB", SEND_NEVER, false, "554 DT:SPM", 0},
		{"dot:451 DT:SPM please try again", SEND_LATER, false, "451 DT:SPM", 0},
		{"dot:550 5.7.1 first line|second line|third", SEND_NEVER, false, "550 5.7.1 first line second line third", 0},
	};
	(void)state;
	RUN(cases);
}

static void test_cut(void **state)
{
	static const struct fault_case cases[] = {
		{"connect:cut", SEND_LATER, true, "127.0.0.1", 0},
		{"ehlo:cut", SEND_LATER, true, "EHLO", 0},
		{"mail:cut", SEND_LATER, true, "MAIL FROM", 0},
		{"rcpt:cut", SEND_LATER, true, "RCPT TO", 0},
		{"data:cut", SEND_LATER, true, "DATA", 0},
		{"body:cut", SEND_UNSURE, true, "answer was lost", 0},  /* a small letter had left us whole: nobody can know */
		{"dot:cut", SEND_UNSURE, true, "answer was lost", 0},
		{"dot:lose", SEND_UNSURE, true, "answer was lost", 1},
		{"dot:idle", SEND_SENT, false, "250 taken", 1},
		{"quit:cut", SEND_SENT, false, "250 taken", 1},
	};
	(void)state;
	RUN(cases);
}

static void test_hang(void **state)
{
	static const struct fault_case cases[] = {
		{"connect:hang", SEND_LATER, true, "", 0},
		{"ehlo:hang", SEND_LATER, true, "EHLO", 0},
		{"mail:hang", SEND_LATER, true, "MAIL FROM", 0},
		{"rcpt:hang", SEND_LATER, true, "RCPT TO", 0},
		{"data:hang", SEND_LATER, true, "DATA", 0},
		{"body:hang", SEND_UNSURE, true, "answer was lost", 0},
		{"dot:hang", SEND_UNSURE, true, "answer was lost", 0},
	};
	(void)state;
	RUN(cases);
}

static void test_floods(void **state)
{
	static const struct fault_case cases[] = {
		{"connect:endless", SEND_LATER, true, "127.0.0.1", 0},
		{"ehlo:flood", SEND_LATER, true, "127.0.0.1", 0},
		{"rcpt:flood", SEND_LATER, true, "127.0.0.1", 0},
		{"dot:flood", SEND_UNSURE, true, "answer was lost", 1},
		{"dot:endless", SEND_UNSURE, true, "answer was lost", 0},
	};
	(void)state;
	RUN(cases);
}

static void test_one_long_line(void **state)
{
	(void)state;
	START("rcpt:longline");
	struct send_result r = send_plain();
	assert_true(r.outcome == SEND_LATER || r.outcome == SEND_SENT);
	assert_true(strlen(r.text) < sizeof r.text);
}

/* The server refuses a recipient and then doesn't answer QUIT: neither the result nor the next letter waits for it. */
static void test_quit_hangs(void **state)
{
	(void)state;
	START("1*rcpt:550 no such user", "quit:hang");
	double start = clock_monotonic();
	assert_int_equal(send_plain().outcome, SEND_NEVER);
	assert_true(clock_monotonic() - start < 5);
	assert_int_equal(send_plain().outcome, SEND_SENT);
}

static void test_connection_went_stale(void **state)
{
	const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
	(void)state;
	START("1*dot:idle"); /* closed between two letters */
	assert_int_equal(send_plain().outcome, SEND_SENT);
	nanosleep(&pause, NULL);
	assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(seen("connect"), 2);
	stop_fake();
	START("1+1*mail:421 idle for too long"); /* said so instead of just closing */
	assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(seen("connect"), 2);
	assert_int_equal(seen("accepted"), 2);
	stop_fake();
	START("1+mail:421 go away"); /* says so on a fresh connection as well: then it is meant */
	assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(send_plain().outcome, SEND_LATER);
	assert_int_equal(seen("connect"), 2);
	stop_fake();
	START("1+dot:lose"); /* the letter had begun: never again by itself */
	assert_int_equal(send_plain().outcome, SEND_SENT);
	assert_int_equal(send_plain().outcome, SEND_UNSURE);
	assert_int_equal(seen("connect"), 1);
}

static void test_server_is_gone(void **state)
{
	(void)state;
	START("--size", "1000000");
	assert_int_equal(send_plain().outcome, SEND_SENT);
	stop_fake(); /* gone without a word: nothing listens any more */
	struct send_result r = send_plain();
	assert_int_equal(r.outcome, SEND_LATER);
	assert_true(r.server);
}

static void test_size(void **state)
{
	(void)state;
	START("--size", "20");
	struct send_result r = send_plain();
	assert_int_equal(r.outcome, SEND_NEVER);
	assert_non_null(strstr(r.text, "larger"));
	assert_int_equal(begun_count, 0);
}

static void test_injection(void **state)
{
	static const char *const bad[] = {
		"", "rep", "@", "rep@", "@corp.test", "a b@corp.test", "a\r\nRCPT TO:<x@y.test>@corp.test", "a\n@corp.test", "a\t@corp.test",
		"<a@corp.test>", "a@corp.test>", "a@corp.test> SIZE=1", "陈@corp.test", "a@corp.test\x7f", "a\xff@corp.test",
	};
	(void)state;
	START("--size", "1000000");
	struct server s = plain_server();
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct send_result r = send_to(&s, NULL, bad[i], letter_text);
		if (r.outcome != SEND_NEVER || !strstr(r.text, "no address"))
			fail_msg("'%s' was not refused", bad[i]);
		struct smtp_letter l = {bad[i], "rep@corp.test", {(const uint8_t *)letter_text, strlen(letter_text)}};
		smtp_send(smtp, &s, NULL, &l, on_begun, NULL, &r);
		assert_int_equal(r.outcome, SEND_LATER); /* the sender's is the operator's to put right */
	}
	char *longest = arena_alloc(a, 300);
	memset(longest, 'a', 299);
	memcpy(longest + 200, "@corp.test", 10);
	assert_int_equal(send_to(&s, NULL, longest, letter_text).outcome, SEND_NEVER);
	assert_int_equal(seen("connect"), 0);
	assert_int_equal(begun_count, 0);
}

/* Bytes that no letter of ours has: the process ends before a byte is sent. */
static void test_bad_bytes_abort(void **state)
{
	static const char *const bad[] = {"a\nb\r\n", "a\rb\r\n", "a", "a\r\n.\n", "\xe4\xbd\xa0\r\n", ".\r\n", "a\n"};
	(void)state;
	START("--size", "1000000");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		pid_t pid = fork();
		if (pid == 0) {
			signal(SIGABRT, SIG_DFL);
			freopen("/dev/null", "w", stderr);
			struct server s = plain_server();
			send_to(&s, NULL, "rep@corp.test", bad[i]);
			_exit(0);
		}
		int status;
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
	assert_int_equal(seen("connect"), 0);
}

static void test_login(void **state)
{
	(void)state;
	START("--auth", "clerk:hush-hush");
	struct server s = plain_server();
	struct send_result r = send_to(&s, NULL, "rep@corp.test", letter_text);
	assert_int_equal(r.outcome, SEND_LATER); /* 530: no login configured */
	assert_true(r.server);
	s.user = "clerk";
	r = send_to(&s, "wrong-word", "rep@corp.test", letter_text);
	assert_int_equal(r.outcome, SEND_LATER);
	assert_true(r.server);
	assert_non_null(strstr(r.text, "535"));
	assert_non_null(strstr(r.text, "submission.user"));
	assert_int_equal(seen("accepted"), 0);
	assert_int_equal(send_to(&s, "hush-hush", "rep@corp.test", letter_text).outcome, SEND_SENT);
	assert_int_equal(send_to(&s, "hush-hush", "rep@corp.test", letter_text).outcome, SEND_SENT);
	assert_int_equal(seen("auth clerk hush-hush"), 1); /* one login for both */
}

static void test_token(void **state)
{
	(void)state;
	START("--auth", "clerk:ya29.token");
	struct server s = plain_server();
	s.user = "clerk";
	s.auth = AUTH_XOAUTH2;
	struct send_result r = send_to(&s, "expired", "rep@corp.test", letter_text);
	assert_int_equal(r.outcome, SEND_LATER);
	assert_true(r.server);
	assert_int_equal(seen("auth clerk expired"), 1);
	assert_int_equal(send_to(&s, "ya29.token", "rep@corp.test", letter_text).outcome, SEND_SENT);
	assert_int_equal(seen("auth clerk ya29.token"), 1);
	assert_int_equal(seen("violation"), 0);
}

static void test_secret_is_not_told(void **state)
{
	(void)state;
	START("auth:535 no hush-hush is not hush-hush", "--auth", "clerk:hush-hush");
	struct server s = plain_server();
	s.user = "clerk";
	struct send_result r = send_to(&s, "hush-hush", "rep@corp.test", letter_text);
	assert_int_equal(r.outcome, SEND_LATER);
	assert_null(strstr(r.text, "hush"));
	assert_non_null(strstr(r.text, "535 no ********* is not *********"));
}

static void test_starttls_missing(void **state)
{
	(void)state;
	START("--auth", "clerk:hush-hush");
	struct server s = plain_server();
	s.security = SECURITY_REQUIRED;
	s.user = "clerk";
	struct send_result r = send_to(&s, "hush-hush", "rep@corp.test", letter_text);
	assert_int_equal(r.outcome, SEND_LATER);
	assert_non_null(strstr(r.text, "STARTTLS"));
	assert_int_equal(seen("auth"), 0);
	assert_int_equal(seen("mail"), 0);
}

/* A name that resolves to somewhere else is refused by the address itself. 192.0.2.1 is nobody's (RFC 5737). */
static void test_plain_only_to_loopback(void **state)
{
	static const char *const hosts[] = {"192.0.2.1", "2001:db8::1", "0.0.0.0"};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct server s = {.scheme = "smtp", .host = hosts[i], .port = 25, .security = SECURITY_NONE};
		struct send_result r = send_to(&s, NULL, "rep@corp.test", letter_text);
		assert_int_equal(r.outcome, SEND_LATER);
		assert_non_null(strstr(r.text, "loopback"));
	}
	struct server s = {.scheme = "smtp", .host = "no such\nhost", .port = 25, .security = SECURITY_NONE};
	assert_int_equal(send_to(&s, NULL, "rep@corp.test", letter_text).outcome, SEND_LATER);
}

/* ---- TLS ---- */

static struct send_result send_tls(const char *scheme, const char *ca_file)
{
	struct server s = {.scheme = scheme, .host = "localhost", .port = fake.port, .user = "clerk", .ca_file = ca_file};
	smtp_free(smtp);
	smtp = smtp_new(NULL);
	send_to(&s, "hush-hush", "rep@corp.test", letter_text);
	return send_to(&s, "hush-hush", "rep@corp.test", letter_text);
}

static void assert_refused(struct send_result r, const char *text)
{
	if (r.outcome != SEND_LATER || !strstr(r.text, text))
		fail_msg("%s: %s", send_outcome_names[r.outcome], r.text);
	assert_int_equal(seen("auth") + seen("mail"), 0);
}

/* The right certificate; nobody's word for it; another authority's; none that can be read; and one for another name. */
static void tls_cases(const char *kind, const char *scheme, const char *dir)
{
	const char *ca = arena_printf(a, "%s/ca.pem", dir);
	START("--tls", kind, "--cert", arena_printf(a, "%s/server.both", dir), "--auth", "clerk:hush-hush");
	assert_refused(send_tls(scheme, NULL), "certificate");
	assert_refused(send_tls(scheme, arena_printf(a, "%s/other-ca.pem", dir)), "certificate");
	assert_refused(send_tls(scheme, "/nonexistent/ca"), "ca_file");
	struct send_result r = send_tls(scheme, ca);
	if (r.outcome != SEND_SENT)
		fail_msg("%s: %s", kind, r.text);
	assert_int_equal(seen("auth clerk hush-hush"), 1);
	assert_int_equal(seen("accepted"), 2);
	stop_fake();
	START("--tls", kind, "--cert", arena_printf(a, "%s/wronghost.both", dir), "--auth", "clerk:hush-hush");
	assert_refused(send_tls(scheme, ca), "certificate");
	stop_fake();
}

static void test_tls(void **state)
{
	char dir[] = "/tmp/test_send_ca.XXXXXX";
	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(system(arena_printf(a, "sh tests/servers/certs.sh '%s' && cd '%s' && cat server.pem server.key > server.both && "
	                                        "cat wronghost.pem wronghost.key > wronghost.both", dir, dir)), 0);
	tls_cases("implicit", "smtps", dir);
	tls_cases("starttls", "smtp", dir);
	assert_int_equal(system(arena_printf(a, "rm -rf '%s'", dir)), 0);
}

static const struct provider generic = {.name = "generic"};

static void test_refusals(void **state)
{
	(void)state;
	assert_int_equal(refusal_judge(STAGE_RCPT, 550, "550 SENDER FREQUENCY LIMITED", &generic).outcome, SEND_LATER);
	assert_int_equal(refusal_judge(STAGE_DOT, 554, "554 Reject by behaviour spam ANTISPAM_BAT", &generic).outcome, SEND_LATER);
	assert_int_equal(refusal_judge(STAGE_RCPT, 552, "552 5.2.2 Mailbox full", &generic).outcome, SEND_LATER);
	assert_int_equal(refusal_judge(STAGE_RCPT, 535, "535 who are you", &generic).outcome, SEND_LATER);
	assert_int_equal(refusal_judge(STAGE_DATA, 550, "550 5.7.30 Basic authentication is not supported for Client", &generic).outcome, SEND_LATER);
	assert_int_equal(refusal_judge(STAGE_RCPT, 550, "550", &generic).outcome, SEND_NEVER);
	assert_int_equal(refusal_judge(STAGE_RCPT, 450, "", &generic).outcome, SEND_LATER);
	for (int code = 400; code < 500; code++) /* nothing that may pass is ever given up */
		assert_int_equal(refusal_judge(STAGE_DOT, code, "DT:SPM", &generic).outcome, SEND_LATER);
	for (enum smtp_stage s = STAGE_CONNECT; s <= STAGE_AUTH; s++) { /* before MAIL nothing is about the letter */
		struct refusal r = refusal_judge(s, 554, "554 go away", &generic);
		assert_true(r.outcome == SEND_LATER && r.server);
	}
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define QUICK(name) cmocka_unit_test_setup_teardown(name, setup_quick, teardown)
	const struct CMUnitTest tests[] = {
		T(test_sent), T(test_many_over_one_connection), T(test_refused), T(test_cut), QUICK(test_hang), QUICK(test_floods),
		QUICK(test_one_long_line), QUICK(test_quit_hangs), T(test_connection_went_stale), T(test_server_is_gone),
		T(test_size), T(test_injection), T(test_bad_bytes_abort), T(test_login), T(test_token), T(test_secret_is_not_told),
		T(test_starttls_missing), T(test_plain_only_to_loopback), T(test_tls), T(test_refusals),
	};
	return cmocka_run_group_tests_name("smtp", tests, NULL, NULL);
}
