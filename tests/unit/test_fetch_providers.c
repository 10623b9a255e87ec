/* The fetcher against providers as people have traced them (tests/servers/fake_imap.py: Tencent, Coremail, Aliyun, Exchange), each with its
 * profile of etc/providers.yaml: scripted from notes, nobody's real server was asked. */
#include "imap_servers.h"

#include <signal.h>

#include "conf.h"

static int start_servers(void **state)
{
	(void)state;
	if (make_dir() < 0)
		return -1;
	command("sh tests/servers/certs.sh %s/certs", dir);
	start_fakes();
	return 0;
}

static int stop_servers(void **state)
{
	(void)state;
	close(fakes_stdin);
	waitpid(fakes, NULL, 0);
	command("rm -rf %s", dir);
	return 0;
}

/* The profile that a real configuration gives the provider's host. */
static const struct provider *profile_of(struct arena *a, const char *host)
{
	struct office o;
	struct conf_faults faults;
	char path[100];
	snprintf(path, sizeof path, "%s/office.yaml", dir);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f,
	        "office: {since: 2026-09-14}\n"
	        "mailboxes: [{name: clerk, url: \"imaps://%s:993\", user: u, password_command: x}]\n"
	        "submission: {url: \"maildir:out\", from: clerk@corp.test}\n"
	        "staff: [{id: d, role: director, mail: d@corp.test}, {id: g, role: general_manager, mail: g@corp.test}]\n"
	        "policies: [{effective: 2026-01-01}]\n",
	        host);
	fclose(f);
	assert_int_equal(conf_read(a, path, &o, &faults), 0);
	return server_provider(&o.mailboxes[0]);
}

static void conversations(void **state)
{
	(void)state;
	static const struct {
		const char *scenario, *host;
		enum server_auth auth;
		size_t mails;
		int news;            /* of a second's wait: does IDLE tell? */
	} table[] = {
		{"tencent", "imap.qq.com", AUTH_LOGIN, 83, 0},
		{"tencent", "imap.exmail.qq.com", AUTH_LOGIN, 83, 0},
		{"coremail", "imap.163.com", AUTH_LOGIN, 3, 0},
		{"coremail", "imaphz.qiye.163.com", AUTH_LOGIN, 3, 0},
		{"aliyun", "imap.qiye.aliyun.com", AUTH_LOGIN, 5, 1},
		{"exchange", "outlook.office365.com", AUTH_XOAUTH2, 5, 1},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct server s = fake(table[i].scenario);
		struct child *c = child_new("fetcher");
		struct err err;
		s.provider = profile_of(a, table[i].host);
		s.auth = table[i].auth;
		struct outcome o = converse(c, &s, "INBOX");
		expect(&(struct expectation){table[i].host, ALL, 0, "", table[i].mails, 0}, &o);
		assert_int_equal(fetch_wait(c, "INBOX", 1, &err), table[i].news);
		o = converse(c, &s, "Sent Messages");
		assert_int_equal(o.stage, ALL);
		assert_int_equal(child_starts(c), 1);
		child_free(c);
	}
	arena_free(a);
}

/* A password where the provider takes tokens only: what it says is a refusal. */
static void password_for_exchange(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct server s = fake("exchange");
	s.provider = profile_of(a, "outlook.office365.com");
	run(&(struct expectation){"exchange", OPEN, 77, "LOGIN failed", 0, 0}, &s);
	arena_free(a);
}

/* What none of them may be asked: they answer wrongly, or not at all, or libetpan falls over the answer. */
static void never_asked(void **state)
{
	(void)state;
	static const char *const logs[] = {"tencent", "coremail", "aliyun", "exchange"};
	static const char *const never[] = {"ENVELOPE", "BODYSTRUCTURE", "CHARSET", "STORE", "EXPUNGE", "COPY", "SELECT ", "STATUS", " \n", "BODY[]"};
	for (size_t i = 0; i < 4; i++) {
		char name[40];
		snprintf(name, sizeof name, "fakes/%s.log", logs[i]);
		char *log = slurp(name);
		assert_non_null(strstr(log, "UID SEARCH UID"));
		for (size_t k = 0; k < sizeof never / sizeof *never; k++)
			if (strstr(log, never[k]))
				fail_msg("%s was asked: %s", logs[i], never[k]);
		for (char *at = log; (at = strstr(at, "SEARCH")); at++)
			assert_null(memchr(at, '(', strcspn(at, "\n")));
		free(log);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return fetcher_main(CHILD_FD);
	signal(SIGPIPE, SIG_IGN);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conversations),
		cmocka_unit_test(password_for_exchange),
		cmocka_unit_test(never_asked),
	};
	return cmocka_run_group_tests_name("fetch_providers", tests, start_servers, stop_servers);
}
