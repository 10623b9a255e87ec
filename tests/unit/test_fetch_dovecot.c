/* The fetcher against a private Dovecot (tests/servers/dovecot.sh): plain, STARTTLS and TLS, folders, waiting, a thousand mails. */
#include "imap_servers.h"

#include <dirent.h>
#include <signal.h>

static int start_servers(void **state)
{
	(void)state;
	if (make_dir() < 0)
		return -1;
	command("tests/servers/dovecot.sh start %s/dovecot 'rep@corp.test:pa\"ss\\word' >/dev/null", dir);
	return 0;
}

static int stop_servers(void **state)
{
	(void)state;
	command("tests/servers/dovecot.sh stop %s/dovecot && rm -rf %s", dir, dir);
	return 0;
}

static struct server dovecot(const char *scheme, const char *host, enum security security, const char *ca)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/dovecot/certs/%s", dir, ca ? ca : "");
	return (struct server){.name = "dovecot", .scheme = scheme, .host = host, .user = "rep@corp.test", .security = security,
	                       .port = port_of("dovecot/env", strcmp(scheme, "imaps") == 0 ? "IMAPS_PORT" : "IMAP_PORT"),
	                       .ca_file = ca ? path : NULL};
}

/* --- Dovecot --- */

static void deliver(const char *folder, int from, int count, size_t size)
{
	char path[256];
	for (int i = from; i < from + count; i++) {
		snprintf(path, sizeof path, "%s/dovecot/mail/rep@corp.test/Maildir/%snew/%d.M%06d.test", dir, folder, 1700000000 + i, i);
		FILE *f = fopen(path, "w");
		assert_non_null(f);
		int n = fprintf(f, "Subject: mail %d\r\n\r\n", i + 1);
		for (size_t done = (size_t)n; done < size; done += 72)
			fprintf(f, "%070d\r\n", i);
		fclose(f);
		if (getuid() == 0 && chmod(path, 0644) < 0)
			fail_msg("%s", path);
	}
}

static void make_folder(const char *folder)
{
	const char *owner = getuid() == 0 ? "nobody" : "$(id -un)";
	command("umask 022; cd '%s/dovecot/mail/rep@corp.test' && mkdir -p 'Maildir/%snew' 'Maildir/%scur' 'Maildir/%stmp' && chown -R %s: .", dir,
	         folder, folder, folder, owner);
}

/* Nothing may be changed by reading: no mail is \Seen. */
static void expect_unseen(void)
{
	char path[256];
	static const char *const folders[] = {"cur", "new"};
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/dovecot/mail/rep@corp.test/Maildir/%s", dir, folders[i]);
		DIR *d = opendir(path);
		assert_non_null(d);
		for (struct dirent *e; (e = readdir(d));)
			if (strchr(e->d_name, ':') && strchr(strchr(e->d_name, ':'), 'S'))
				fail_msg("%s was marked as read", e->d_name);
		closedir(d);
	}
}

static void dovecot_plain_and_tls(void **state)
{
	(void)state;
	make_folder("");
	deliver("", 0, 60, 1000);
	struct server plain = dovecot("imap", "127.0.0.1", SECURITY_NONE, NULL);
	run(&(struct expectation){"plain", ALL, 0, "", 60, 0}, &plain);
	struct server starttls = dovecot("imap", "localhost", SECURITY_REQUIRED, "ca.pem");
	run(&(struct expectation){"STARTTLS", ALL, 0, "", 60, 0}, &starttls);
	struct server imaps = dovecot("imaps", "localhost", SECURITY_REQUIRED, "ca.pem");
	run(&(struct expectation){"imaps", ALL, 0, "", 60, 0}, &imaps);
	struct server address = dovecot("imaps", "127.0.0.1", SECURITY_REQUIRED, "ca.pem");
	run(&(struct expectation){"imaps by address", ALL, 0, "", 60, 0}, &address);
	struct server stranger = dovecot("imaps", "localhost", SECURITY_REQUIRED, "other-ca.pem");
	run(&(struct expectation){"wrong authority", OPEN, 69, "NOT trusted", 0, 0}, &stranger);
	struct server stranger_later = dovecot("imap", "localhost", SECURITY_REQUIRED, "other-ca.pem");
	run(&(struct expectation){"wrong authority, STARTTLS", OPEN, 69, "NOT trusted", 0, 0}, &stranger_later);
	struct server wrong_host = dovecot("imaps", "127.0.0.2", SECURITY_REQUIRED, "ca.pem");
	wrong_host.host = "ip6-localhost"; /* a name of ours that is not in the certificate; where it is unknown, that is refused as well */
	struct child *c = child_new("fetcher");
	struct err err;
	assert_int_equal(fetch_open(c, &wrong_host, password, &err), -1);
	assert_int_equal(err.exit_code, 69);
	struct server no_file = dovecot("imaps", "localhost", SECURITY_REQUIRED, "nothing.pem");
	assert_int_equal(fetch_open(c, &no_file, password, &err), -1);
	assert_int_equal(err.exit_code, 69);
	assert_non_null(strstr(err.text, "nothing.pem"));
	assert_int_equal(fetch_open(c, &plain, "wrong", &err), -1);
	assert_int_equal(err.exit_code, 77);
	assert_non_null(strstr(err.text, "AUTHENTICATIONFAILED"));
	child_free(c);
	expect_unseen();
}

static void dovecot_folders(void **state)
{
	(void)state;
	make_folder(".&V4NXPpCuTvY-/");
	deliver(".&V4NXPpCuTvY-/", 0, 3, 500);
	struct server s = dovecot("imap", "127.0.0.1", SECURITY_NONE, NULL);
	struct child *c = child_new("fetcher");
	struct outcome junk = converse(c, &s, "垃圾邮件");
	assert_int_equal(junk.stage, ALL);
	assert_int_equal(junk.got_count, 3);
	assert_int_equal(junk.listing.exists, 3);
	struct outcome none = converse(c, &s, "没有");
	assert_int_equal(none.stage, LIST);
	assert_int_equal(none.err.exit_code, 66);
	assert_non_null(strstr(none.err.text, "没有"));
	child_free(c);
}

/* Another client's mail arrives while we wait; what came while another folder was open is noticed as well. */
static void dovecot_waiting(void **state)
{
	(void)state;
	struct server s = dovecot("imaps", "localhost", SECURITY_REQUIRED, "ca.pem");
	struct child *c = child_new("fetcher");
	struct err err;
	struct fetch_listing l;
	struct arena *a = arena_new();
	assert_int_equal(fetch_open(c, &s, password, &err), 0);
	assert_int_equal(fetch_list(c, a, "INBOX", 0, &l, &err), 0);
	uint32_t last = l.uids[l.uids_count - 1];
	pid_t courier = fork();
	if (courier == 0) {
		pause_ms(500);
		deliver("", 60, 1, 500);
		_exit(0);
	}
	double before = clock_monotonic();
	assert_int_equal(fetch_wait(c, "INBOX", 20, &err), 1);
	assert_true(clock_monotonic() - before < 10);
	waitpid(courier, NULL, 0);
	assert_int_equal(fetch_list(c, a, "INBOX", last, &l, &err), 0);
	assert_int_equal(l.uids_count, 1);
	assert_int_equal(l.uids[0], last + 1);
	assert_int_equal(fetch_list(c, a, "Junk", 0, &l, &err), 0);
	deliver("", 61, 1, 500);
	assert_int_equal(fetch_wait(c, "INBOX", 20, &err), 1);
	assert_int_equal(fetch_list(c, a, "INBOX", last, &l, &err), 0);
	assert_int_equal(l.uids_count, 2);
	assert_int_equal(fetch_wait(c, "INBOX", 0.5, &err), 0);
	arena_free(a);
	child_free(c);
}

static void dovecot_thousand(void **state)
{
	(void)state;
	deliver("", 62, 1000, 20000);
	struct server s = dovecot("imap", "127.0.0.1", SECURITY_NONE, NULL);
	struct child *c = child_new("fetcher");
	struct outcome o = {0};
	struct arena *a = arena_new();
	assert_int_equal(fetch_open(c, &s, password, &o.err), 0);
	assert_int_equal(fetch_list(c, a, "INBOX", 0, &o.listing, &o.err), 0); /* Dovecot indexes them */
	double before = clock_monotonic();
	list_and_fetch(c, a, "INBOX", &o);
	double took = clock_monotonic() - before;
	assert_int_equal(o.stage, ALL);
	assert_int_equal(o.got_count, 1062);
	assert_false(o.wrong);
	print_message("1,062 mails, %.1f MB in %.3f s\n", (double)o.bytes / 1e6, took);
	assert_true(took < 5); /* 0.2 s on a quiet machine; here others are at work, and sanitizers */
	arena_free(a);
	child_free(c);
	expect_unseen();
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return fetcher_main(CHILD_FD);
	signal(SIGPIPE, SIG_IGN);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dovecot_plain_and_tls),
		cmocka_unit_test(dovecot_folders),
		cmocka_unit_test(dovecot_waiting),
		cmocka_unit_test(dovecot_thousand),
	};
	return cmocka_run_group_tests_name("fetch_dovecot", tests, start_servers, stop_servers);
}
