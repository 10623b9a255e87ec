/* What came back: delivery reports and the words of providers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "bounce.h"
#include "headers.h"
#include "mailkind.h"
#include "mime.h"

static struct arena *a;

static struct mail read_mail(const char *raw)
{
	struct mail m;
	mime_read(a, arena_memdup(a, raw, strlen(raw)), strlen(raw), &m);
	return m;
}

/* A report as RFC 3464 has it: the server's words, its fields, the returned header. */
static const char *report(const char *fields, const char *returned)
{
	return arena_printf(a,
	                    "From: MAILER-DAEMON@mx.corp.test\r\nTo: clerk@corp.test\r\nSubject: Undelivered Mail Returned to Sender\r\n"
	                    "Message-ID: <dsn@mx>\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\n"
	                    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
	                    "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n\r\n"
	                    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.test\r\n\r\n%s\r\n"
	                    "--b\r\nContent-Type: %s\r\n\r\n--b--\r\n",
	                    fields, returned);
}
#define RETURNED "message/rfc822\r\n\r\nFrom: clerk@corp.test\r\nTo: rep01@corp.test\r\nMessage-ID: <lc.7KQ4-9M2X.00ff@corp.test>\r\nSubject: x\r\n\r\nbody\r\n"
#define HEADERS "text/rfc822-headers\r\n\r\nFrom: clerk@corp.test\r\nTo: rep01@corp.test\r\nMessage-ID: <tencent_1@qq.com>\r\nX-Leadclerk-Letter: 7KQ4-9M2X\r\n\r\n"

static void test_reports(void **state)
{
	static const struct {
		const char *fields, *returned;
		const char *expected; /* "kind addr" of each line */
		const char *words;    /* of the first */
	} cases[] = {
		{"Final-Recipient: rfc822; Rep01@Corp.Test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n  such user\r\n", RETURNED,
		 "hard rep01@corp.test ", "no"},
		{"Original-Recipient: rfc822;rep01@corp.test\r\nFinal-Recipient: rfc822; chen@old.test\r\nAction: failed\r\nStatus: 5.2.1\r\n", HEADERS,
		 "hard rep01@corp.test ", "5.2.1"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.2.2\r\n", RETURNED, "soft rep01@corp.test ", "5.2.2"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.7.1\r\n", RETURNED, "soft rep01@corp.test ", "5.7.1"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 4.4.7\r\n", RETURNED, "soft rep01@corp.test ", "4.4.7"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 552 Quota exceeded\r\n", RETURNED,
		 "soft rep01@corp.test ", "Quota"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 User not found: rep01\r\n", RETURNED,
		 "hard rep01@corp.test ", "User not found"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: delayed\r\nStatus: 4.4.1\r\n", RETURNED, "delayed rep01@corp.test ", "4.4.1"},
		{"Final-Recipient: rfc822;a@corp.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\nFinal-Recipient: rfc822;b@corp.test\r\nAction: delivered\r\nStatus: 2.0.0\r\n"
		 "\r\nFinal-Recipient: rfc822;c@corp.test\r\nAction: delayed\r\nStatus: 4.0.0\r\n", RETURNED, "hard a@corp.test delayed c@corp.test ", "5.1.1"},
		/* control characters: an address that has one is none, and words are shown without (a terminal obeys them) */
		{"Final-Recipient: rfc822; \x01rep\x1b[2J01@corp.test\r\nAction: failed\r\nStatus: 5.1.1\r\n", RETURNED, "", NULL},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; \x7f\x1b[2Jno\r\n", RETURNED,
		 "hard rep01@corp.test ", "[2Jno"},
		{"Final-Recipient: rfc822;rep01@corp.test\r\nAction: relayed\r\nStatus: 2.1.9\r\n", RETURNED, "", NULL},
		{"Action: failed\r\nStatus: 5.1.1\r\n", RETURNED, "", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = read_mail(report(cases[i].fields, cases[i].returned));
		struct bounce b;
		const char *got = "";
		assert_int_equal(bounce_read(a, &m, &b), *cases[i].expected != '\0');
		for (size_t k = 0; k < b.lines_count; k++)
			got = arena_printf(a, "%s%s %s ", got, bounce_kind_names[b.lines[k].kind], b.lines[k].addr);
		assert_string_equal(got, cases[i].expected);
		if (!cases[i].words)
			continue;
		assert_non_null(strstr(b.lines[0].words, cases[i].words));
		assert_null(strpbrk(b.lines[0].words, "\r\n\x1b\x7f"));
		assert_true(b.tied);
		assert_string_equal(b.token, "7KQ4-9M2X");
	}
}

static void test_ties(void **state)
{
	static const char *const fields = "Final-Recipient: rfc822;rep01@corp.test\r\nAction: failed\r\nStatus: 5.1.1\r\n";
	static const struct {
		const char *returned;
		const char *token; /* NULL: none */
	} cases[] = {
		{RETURNED, "7KQ4-9M2X"}, {HEADERS, "7KQ4-9M2X"},
		{"text/rfc822-headers\r\n\r\nMessage-ID: <0a1b2c+lc.7KQ4-9M2X.00ff@corp.test>\r\n\r\n", "7KQ4-9M2X"}, /* Exmail's prefix */
		{"text/rfc822-headers\r\n\r\nMessage-ID: <x@y>\r\nSubject: =?utf-8?B?5Zue5omnIFs3S1E0LTlNMlhd?=\r\n\r\n", "7KQ4-9M2X"},
		{"text/rfc822-headers\r\n\r\nMessage-ID: <x@y>\r\nX-OQ-MSGID: <lc.7KQ4-9M2X.00ff@corp.test>\r\n\r\n", "7KQ4-9M2X"},
		{"text/rfc822-headers\r\n\r\nMessage-ID: <somebody@else>\r\nSubject: hello\r\n\r\n", NULL},
		{"text/plain\r\n\r\nnothing\r\n", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = read_mail(report(fields, cases[i].returned));
		struct bounce b;
		assert_true(bounce_read(a, &m, &b));
		assert_int_equal(b.tied, cases[i].token != NULL);
		if (cases[i].token)
			assert_string_equal(b.token, cases[i].token);
	}
}

/* As QQ, Exmail and 163 write them, after their own help pages on 退信; none could be fetched from the providers themselves. */
static void test_words(void **state)
{
	static const struct {
		const char *from, *subject, *text;
		int kind; /* -1: no bounce */
	} cases[] = {
		{"PostMaster@qq.com", "系统退信", "您发往 rep01@corp.test 的邮件被退回。\n退信原因：该用户不存在\n[7KQ4-9M2X]", BOUNCE_HARD},
		{"PostMaster@qq.com", "系统退信/Systems bounce", "rep01@corp.test 收件人空间不足 [7KQ4-9M2X]", BOUNCE_SOFT},
		{"postmaster@163.com", "系统退信", "抱歉，您的邮件被退回来了\n收件人 rep01@corp.test\nhost mx.corp.test said: 550 User not found [7KQ4-9M2X]", BOUNCE_HARD},
		{"postmaster@163.com", "系统退信", "抱歉，您的邮件被退回来了……\n原因不明 [7KQ4-9M2X]", BOUNCE_SOFT},
		{"postmaster@corp.test", "邮件延迟通知", "发往 rep01@corp.test 的邮件尚未送达，系统将继续尝试 [7KQ4-9M2X]", BOUNCE_DELAYED},
		{"MAILER-DAEMON@corp.test", "failure notice", "<rep01@corp.test>: Sorry, no mailbox here; No such user [7KQ4-9M2X]", BOUNCE_HARD},
		{"rep01@corp.test", "自动回复: 回执", "我在休假 [7KQ4-9M2X]", -1},
		{"rep01@corp.test", "退信", "我的客户邮箱不存在，退信了 [7KQ4-9M2X]", -1}, /* a person */
		{"rep01@corp.test", "回复：回执", "好的，收到 [7KQ4-9M2X]", -1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = read_mail(arena_printf(a, "From: <%s>\r\nTo: clerk@corp.test\r\nSubject: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
		                                       cases[i].from, cases[i].subject, cases[i].text));
		struct bounce b;
		assert_int_equal(bounce_read(a, &m, &b), cases[i].kind >= 0);
		if (cases[i].kind < 0)
			continue;
		assert_int_equal(b.lines[0].kind, cases[i].kind);
		assert_null(b.lines[0].addr);
		assert_true(*b.lines[0].words);
		assert_true(b.tied);
	}
}

static void test_names(void **state)
{
	struct mail m = {.text = "to <xrep01@corp.test>, rep01@corp.test.cn-x, Rep01@Corp.Test: no", .quoted = "", .subject = ""};
	(void)state;
	assert_true(bounce_names(a, &m, "rep01@corp.test"));
	m.text = "to <xrep01@corp.test> and rep01@corp.testing";
	assert_false(bounce_names(a, &m, "rep01@corp.test"));
}

/* An envelope of an older store has neither report nor returned header. */
static void test_old_envelope(void **state)
{
	struct mail m = read_mail(report("Final-Recipient: rfc822;r@x\r\nAction: failed\r\n", RETURNED)), back;
	struct buf b = {0};
	(void)state;
	assert_non_null(m.delivery_status);
	assert_non_null(strstr(m.returned, "To: rep01@corp.test\n"));
	size_t mark = frame_start(&b, 1);
	mail_put(&b, &m);
	frame_end(&b, mark);
	struct frame f = {.at = (const uint8_t *)b.data + 5, .end = (const uint8_t *)b.data + b.size};
	mail_get(&f, a, &back);
	assert_true(frame_ok(&f));
	assert_string_equal(back.delivery_status, m.delivery_status);
	assert_string_equal(back.returned, m.returned);
	f = (struct frame){.at = (const uint8_t *)b.data + 5, .end = (const uint8_t *)b.data + b.size - 16 - strlen(m.delivery_status) - strlen(m.returned)};
	mail_get(&f, a, &back);
	assert_true(frame_ok(&f));
	assert_null(back.delivery_status);
	buf_release(&b);
}

static int setup(void **state)
{
	(void)state;
	assert_int_equal(headers_open(&(struct err){0}), 0);
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {T(test_reports), T(test_ties), T(test_words), T(test_names), T(test_old_envelope)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
