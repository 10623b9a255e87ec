/* The profiles of etc/providers.yaml: which server gets which, what the configuration lays over them, and that the file says what the
 * notes say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"
#include "conf_provider.h"
#include "mx.h"

struct fixture {
	struct arena *a;
	char path[64];
	struct office o;
	struct conf_faults faults;
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof *x);
	x->a = arena_new();
	snprintf(x->path, sizeof x->path, "/tmp/test_provider.XXXXXX");
	int fd = mkstemp(x->path);
	assert_true(fd >= 0);
	close(fd);
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;
	unlink(x->path);
	arena_free(x->a);
	free(x);
	return 0;
}

/* A whole configuration with one mailbox and a submission; more: further keys of each. */
static int read_with(struct fixture *x, const char *imap, const char *more, const char *smtp, const char *more_smtp)
{
	FILE *f = fopen(x->path, "w");
	assert_non_null(f);
	fprintf(f,
	        "office: {since: 2026-09-14}\n"
	        "mailboxes:\n  - {name: clerk, url: \"%s\", user: u, password_command: x%s}\n"
	        "submission: {url: \"%s\", user: u, password_command: x, from: clerk@corp.test%s}\n"
	        "staff:\n  - {id: d, role: director, mail: d@corp.test}\n  - {id: g, role: general_manager, mail: g@corp.test}\n"
	        "policies: [{effective: 2026-01-01}]\n",
	        imap, more, smtp, more_smtp);
	fclose(f);
	return conf_read(x->a, x->path, &x->o, &x->faults);
}

static void good(struct fixture *x, const char *imap, const char *more, const char *smtp, const char *more_smtp)
{
	if (read_with(x, imap, more, smtp, more_smtp) < 0)
		fail_msg("%d: %s", x->faults.faults[0].line, x->faults.faults[0].text);
}

static const struct provider *of_mailbox(const struct fixture *x)
{
	return server_provider(&x->o.mailboxes[0]);
}

static void chosen_by_host(void **state)
{
	static const struct {
		const char *imap, *smtp, *name;
	} table[] = {
		{"imap.qq.com", "smtp.qq.com", "qq"},
		{"imap.exmail.qq.com", "smtp.exmail.qq.com", "exmail"},
		{"hwimap.exmail.qq.com", "HWSMTP.Exmail.QQ.com", "exmail"},
		{"imap.163.com", "smtp.126.com", "163"},
		{"imap.yeah.net", "smtp.yeah.net", "163"},
		{"imaphz.qiye.163.com", "smtphz.qiye.163.com", "qiye163"},
		{"imap.qiye.aliyun.com", "smtp.mxhichina.com", "aliyun"},
		{"imap.feishu.cn", "smtp.feishu.cn", "feishu"},
		{"outlook.office365.com", "smtp.office365.com", "microsoft365"},
		{"partner.outlook.cn", "smtp.partner.outlook.cn", "microsoft365"},
		{"imap.gmail.com", "smtp.gmail.com", "gmail"},
		{"mail.corp.test", "notqq.com", "generic"},
		{"127.0.0.1", "localhost", "generic"},
	};
	struct fixture *x = *state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		good(x, arena_printf(x->a, "imaps://%s:993", table[i].imap), "", arena_printf(x->a, "smtps://%s:465", table[i].smtp), "");
		assert_string_equal(of_mailbox(x)->name, table[i].name);
		assert_string_equal(server_provider(&x->o.submission)->name, table[i].name);
	}
	good(x, "maildir:/tmp", "", "maildir:/tmp", "");
	assert_string_equal(of_mailbox(x)->name, "generic");
}

static void own_values_win(void **state)
{
	struct fixture *x = *state;
	good(x, "imaps://mail.corp.test:993", ", provider: exmail, poll_seconds: 90, idle: never, idle_seconds: 120, auth: xoauth2",
	     "smtps://smtp.exmail.qq.com:465", ", auth: xoauth2, per_minute: 2, per_day: 0, pause_seconds: 7, sent_copy: none, sent_folder: 已发");
	const struct provider *in = of_mailbox(x), *out = server_provider(&x->o.submission);
	assert_string_equal(in->name, "exmail");
	assert_int_equal(in->poll_seconds, 90);
	assert_int_equal(in->idle, IDLE_NEVER);
	assert_int_equal(in->idle_seconds, 120);
	assert_int_equal(x->o.mailboxes[0].auth, AUTH_XOAUTH2);
	assert_int_equal(x->o.submission.auth, AUTH_XOAUTH2);
	assert_int_equal(in->per_minute, 15); /* the submission's are not the mailbox's */
	assert_int_equal(out->per_minute, 2);
	assert_int_equal(out->per_day, 0);
	assert_int_equal(out->per_connection, 20);
	assert_int_equal(out->pause_seconds, 7);
	assert_int_equal(out->sent_copy, SENT_COPY_NONE);
	assert_string_equal(out->sent_folder, "已发");
	assert_int_equal(out->poll_seconds, 120);
}

/* One fault each, on the line of the mailbox (3) or of the submission (4). */
static void faults_name_the_line(void **state)
{
	static const struct {
		const char *more, *more_smtp, *text;
		int line;
	} table[] = {
		{", provider: exmial", "", "did you mean \"exmail\"?", 3},
		{", provider: nobody", "", "write one of generic, qq, exmail", 3},
		{", poll_seconds: 5", "", "poll_seconds: 5 must lie between 15 and 3600", 3},
		{", idle_seconds: 1800", "", "must lie between 60 and 1740", 3},
		{", idle: always", "", "idle: unknown value \"always\"", 3},
		{", auth: oauth", "", "xoauth2", 3},
		{", per_minute: 3", "", "unknown key \"per_minute\" in mailbox", 3},
		{"", ", provider: qqq", "did you mean \"qq\"?", 4},
		{"", ", sent_copy: both", "sent_copy: unknown value \"both\"", 4},
		{"", ", per_hour: many", "is no whole number", 4},
	};
	struct fixture *x = *state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		assert_int_equal(read_with(x, "imaps://imap.qq.com:993", table[i].more, "smtps://smtp.qq.com:465", table[i].more_smtp), -1);
		assert_int_equal(x->faults.faults_count, 1);
		if (x->faults.faults[0].line != table[i].line || !strstr(x->faults.faults[0].text, table[i].text))
			fail_msg("%d: %s", x->faults.faults[0].line, x->faults.faults[0].text);
	}
}

static void dumped_and_read_again(void **state)
{
	struct fixture *x = *state;
	struct buf dump = {0}, again = {0};
	good(x, "imaps://mail.corp.test:993", ", provider: exmail, poll_seconds: 90, idle: never, auth: xoauth2", "smtps://smtp.qq.com:465",
	     ", per_minute: 2, sent_copy: none");
	conf_dump(&x->o, &dump);
	assert_non_null(strstr(dump.data, "provider: \"exmail\"\n"));
	assert_null(strstr(dump.data, "per_hour"));
	FILE *f = fopen(x->path, "w");
	fputs(dump.data, f);
	fclose(f);
	assert_int_equal(conf_read(x->a, x->path, &x->o, &x->faults), 0);
	conf_dump(&x->o, &again);
	assert_string_equal(dump.data, again.data);
	assert_int_equal(of_mailbox(x)->poll_seconds, 90);
	buf_release(&dump);
	buf_release(&again);
}

/* By an address: of a provider's own, or by who takes the company's mail (what init asks DNS for). */
static void known_by_domain(void **state)
{
	static const struct {
		const char *domain, *mx, *name, *imap, *smtp;
	} table[] = {
		{"qq.com", NULL, "qq", "imaps://imap.qq.com:993", "smtps://smtp.qq.com:465"},
		{"Foxmail.com", NULL, "qq", "imaps://imap.qq.com:993", "smtps://smtp.qq.com:465"},
		{"126.com", NULL, "163", "imaps://imap.126.com:993", "smtps://smtp.126.com:465"},
		{"corp.cn", "mxbiz1.qq.com", "exmail", "imaps://imap.exmail.qq.com:993", "smtps://smtp.exmail.qq.com:465"},
		{"corp.cn", "qiye163mx01.mxmail.netease.com", "qiye163", "imaps://imap.qiye.163.com:993", "smtps://smtp.qiye.163.com:465"},
		{"corp.cn", "MXN.mxhichina.com", "aliyun", "imaps://imap.qiye.aliyun.com:993", "smtps://smtp.qiye.aliyun.com:465"},
		{"corp.cn", "mx1.feishu.cn", "feishu", "imaps://imap.feishu.cn:993", "smtps://smtp.feishu.cn:465"},
		{"corp.cn", "corp-cn.mail.protection.outlook.com", "microsoft365", "imaps://outlook.office365.com:993", "smtp://smtp.office365.com:587"},
		{"corp.com", "aspmx.l.google.com", "gmail", "imaps://imap.gmail.com:993", "smtps://smtp.gmail.com:465"},
		{"corp.cn", "mail.corp.cn", NULL, NULL, NULL}, {"corp.cn", NULL, NULL, NULL, NULL}, {"notqq.com", NULL, NULL, NULL, NULL}, {"mail.qq.com.corp.cn", "evilmxbiz1.qq.com", NULL, NULL, NULL}};
	struct fixture *x = *state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct texts mx = {0};
		if (table[i].mx)
			ARENA_PUSH(x->a, &mx, items) = table[i].mx;
		const struct provider *p = provider_of_domain(x->a, table[i].domain, &mx);
		if (!table[i].name) {
			assert_null(p);
			continue;
		}
		assert_non_null(p);
		char *domain = arena_strdup(x->a, table[i].domain);
		assert_string_equal(p->name, table[i].name);
		assert_string_equal(provider_url(x->a, p->imap, domain), table[i].imap);
		assert_string_equal(provider_url(x->a, p->smtp, domain), table[i].smtp);
		good(x, provider_url(x->a, p->imap, domain), "", provider_url(x->a, p->smtp, domain), ""); /* check agrees, and knows the same provider by the host */
		assert_string_equal(of_mailbox(x)->name, table[i].name);
		assert_string_equal(server_provider(&x->o.submission)->name, table[i].name);
	}
}

/* An answer to "corp.cn MX?" as a name server gives it: a CNAME first, then two MX, the second by a pointer; then the same cut and spoilt anywhere. */
static void mx_of_an_answer(void **state)
{
	static const uint8_t answer[] = "\x12\x34\x81\x80\0\1\0\3\0\0\0\0" "\4corp\2cn\0\0\xf\0\1" "\xc0\xc\0\5\0\1\0\0\0\x3c\0\7\4mail\xc0\xc"
	                                "\xc0\xc\0\xf\0\1\0\0\0\x3c\0\x11\0\5\6mxbiz1\2qq\3com\0" "\xc0\xc\0\xf\0\1\0\0\0\x3c\0\4\0\xa\xc0\x41";
	struct fixture *x = *state;
	struct texts hosts = {0};
	mx_take(x->a, (struct bytes){answer, sizeof answer - 1}, &hosts);
	assert_int_equal(hosts.items_count, 2);
	assert_string_equal(hosts.items[0], "mxbiz1.qq.com");
	assert_string_equal(hosts.items[1], "qq.com");
	assert_string_equal(provider_of_domain(x->a, "corp.cn", &hosts)->name, "exmail");
	srand(5);
	for (size_t size = 0; size < sizeof answer; size++)
		for (int round = 0; round < 40; round++) {
			uint8_t *spoilt = arena_memdup(x->a, answer, size + 1); /* its own memory: a reader beyond it is seen */
			struct texts some = {0};
			for (int k = rand() % 4; k > 0 && size > 0; k--)
				spoilt[(size_t)rand() % size] = (uint8_t)rand();
			mx_take(x->a, (struct bytes){spoilt, size}, &some);
			assert_true(some.items_count <= 20);
		}
}

/* What field notes say of the providers: words first of all, since everything else is caution. */
static void words_of_providers(void **state)
{
	static const struct {
		const char *host, *words;
		enum { REFUSED, TROUBLE, CONTENT, TEMPORARY } list; /* what is sent is looked for in this order */
	} table[] = {
		{"qq.com", "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited", REFUSED},
		{"163.com", "NO SELECT Unsafe Login. Please contact kefu@188.com for help", REFUSED},
		{"mail.corp.test", "* BYE UNSAFE LOGIN", REFUSED},
		{"qq.com", "535 Login Fail. Account is abnormal, service is not open, password is incorrect, login frequency limited", TROUBLE},
		{"qq.com", "550 Sender frequency limited", TEMPORARY},
		{"exmail.qq.com", "550 Mailbox unavailable or access denied", TEMPORARY},
		{"163.com", "554 MI:SFQ 163 smtp1", TEMPORARY},
		{"126.com", "554 MI:STC 126 smtp3", TEMPORARY},
		{"mail.corp.test", "554 HL:IFC corp mx1", TEMPORARY},
		{"qiye.aliyun.com", "554 Reject by behaviour spam ANTISPAM_BAT: too frequently sending", TEMPORARY},
		{"gmail.com", "550 5.4.5 Daily user sending limit exceeded", TEMPORARY},
		{"163.com", "554 DT:SPM 163 smtp9", CONTENT},
		{"qq.com", "501 mail from address must be same as authorization user", TROUBLE},
		{"126.com", "553 Mail from must equal authorized user", TROUBLE},
		{"office365.com", "550 5.7.30 Basic authentication is not supported for Client Submission", TROUBLE},
	};
	struct fixture *x = *state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		good(x, arena_printf(x->a, "imaps://imap.%s:993", table[i].host), "", "maildir:/tmp", "");
		const struct provider *p = of_mailbox(x);
		const struct texts *lists[] = {&p->login_refused, &p->login_trouble, &p->content_refused, &p->temporary};
		for (size_t k = table[i].list == REFUSED ? REFUSED : TROUBLE; k <= table[i].list; k++)
			if ((texts_find(lists[k], table[i].words) != NULL) != (k == table[i].list))
				fail_msg("%s: %s", p->name, table[i].words);
		assert_true(p->advice.items_count > 0);
	}
}

static void junk_by_name(void **state)
{
	static const char *const junk[] = {"Junk", "Junk Email", "[Gmail]/Spam", "垃圾邮件", "广告邮件", "病毒文件夹"};
	static const char *const not[] = {"INBOX", "已发送", "Sent Messages", "草稿箱", "其他文件夹/客户"};
	struct fixture *x = *state;
	for (size_t i = 0; i < sizeof junk / sizeof *junk; i++)
		assert_true(provider_junk_folder(x->a, junk[i]));
	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		assert_false(provider_junk_folder(x->a, not[i]));
}

static void without_a_configuration(void **state)
{
	(void)state;
	struct server s = {.host = "127.0.0.1"};
	assert_string_equal(server_provider(&s)->name, "generic");
	assert_int_equal(server_provider(&s)->poll_seconds, 60);
	assert_null(texts_find(&server_provider(&s)->temporary, "anything"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(chosen_by_host, setup, teardown),
		cmocka_unit_test_setup_teardown(known_by_domain, setup, teardown),
		cmocka_unit_test_setup_teardown(mx_of_an_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(own_values_win, setup, teardown),
		cmocka_unit_test_setup_teardown(faults_name_the_line, setup, teardown),
		cmocka_unit_test_setup_teardown(dumped_and_read_again, setup, teardown),
		cmocka_unit_test_setup_teardown(words_of_providers, setup, teardown),
		cmocka_unit_test_setup_teardown(junk_by_name, setup, teardown),
		cmocka_unit_test(without_a_configuration),
	};
	return cmocka_run_group_tests_name("provider", tests, NULL, NULL);
}
