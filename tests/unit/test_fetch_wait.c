/* The fetcher while it waits: IDLE, offered, refused, forbidden, renewed, cut off; without it; several at once; a signal. Against the servers
 * of tests/servers/fake_imap.py. */
#include "imap_servers.h"

#include <signal.h>

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

static int wait_on(const struct server *s, double seconds, double *took_r, struct err *err)
{
	struct child *c = child_new("fetcher");
	struct fetch_listing l;
	struct arena *a = arena_new();
	assert_int_equal(fetch_open(c, s, password, err), 0);
	assert_int_equal(fetch_list(c, a, "INBOX", 0, &l, err), 0);
	double before = clock_monotonic();
	int news = fetch_wait(c, "INBOX", seconds, err);
	*took_r = clock_monotonic() - before;
	fetch_close(c);
	child_free(c);
	arena_free(a);
	return news;
}

static void idle_is_forbidden(void **state)
{
	(void)state;
	struct provider p = {.name = "test", .idle = IDLE_NEVER, .poll_seconds = 60, .idle_seconds = 540};
	struct server s = fake("idle_at_once");
	struct err err;
	double took;
	s.provider = &p;
	assert_int_equal(wait_on(&s, 0.7, &took, &err), 0);
	char *log = slurp("fakes/idle_at_once.log");
	assert_null(strstr(log, "IDLE"));
	free(log);
}

static void idle_is_renewed(void **state)
{
	(void)state;
	struct provider p = {.name = "test", .idle = IDLE_OFFERED, .poll_seconds = 60, .idle_seconds = 1};
	struct server s = fake("idle_silent");
	struct err err;
	double took;
	s.provider = &p;
	assert_int_equal(wait_on(&s, 2.5, &took, &err), 0);
	char *log = slurp("fakes/idle_silent.log"), *at = log;
	for (int i = 0; i < 3; i++) {
		assert_non_null(at = strstr(at, " IDLE\n"));
		assert_non_null(at = strstr(at, "DONE\n"));
	}
	free(log);
}

/* Several wait at once: the one that has news is told of first, the others end when they are asked to, and all go on in step. */
static void waiting_together(void **state)
{
	(void)state;
	static const char *const names[] = {"honest", "no_idle", "idle_later", "bye_idle"};
	struct child *c[4], *waiting_on[4];
	struct outcome o;
	struct err err = {0};
	int answers[4], first;
	for (size_t i = 0; i < 4; i++) {
		struct server s = fake(names[i]);
		c[i] = child_new("fetcher");
		o = converse(c[i], &s, "INBOX");
		assert_int_equal(o.stage, ALL);
	}
	double before = clock_monotonic();
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(fetch_wait_begin(c[i], "INBOX", 30, &err), 0);
		waiting_on[i] = c[i];
	}
	assert_int_equal(child_wait(waiting_on, 4, -1, 20), 3);
	answers[3] = fetch_wait_end(c[3], &err);
	assert_non_null(strstr(err.text, "shutting down"));
	waiting_on[3] = NULL;
	first = child_wait(waiting_on, 4, -1, 20);
	assert_int_equal(first, 2);
	fetch_wait_cancel(c[0]);
	fetch_wait_cancel(c[1]);
	for (size_t i = 0; i < 3; i++)
		answers[i] = fetch_wait_end(c[i], &err);
	assert_true(clock_monotonic() - before < 10);
	assert_int_equal(answers[0], 0);
	assert_int_equal(answers[1], 0);
	assert_int_equal(answers[2], 1);
	assert_int_equal(answers[3], -1);
	assert_int_equal(child_wait(waiting_on, 4, -1, 0.1), -1);
	for (size_t i = 0; i < 4; i++) {
		struct server s = fake(names[i]);
		o = converse(c[i], &s, "INBOX");
		assert_int_equal(o.stage, ALL);
		assert_int_equal(child_starts(c[i]), 1);
		child_free(c[i]);
	}
}

static void waiting(void **state)
{
	(void)state;
	static const struct {
		const char *scenario;
		double seconds;
		int news;
		double least, most;
	} table[] = {
		{"honest", 0.7, 0, 0.6, 3},       {"idle_at_once", 20, 1, 0, 2},   {"idle_before", 20, 1, 0, 2},
		{"idle_later", 20, 1, 0.4, 3},    {"idle_chatter", 1.2, 0, 1.1, 4}, {"bye_idle", 20, -1, 0, 3},
		{"bye_idle_open", 20, -1, 0.1, 3},
		{"idle_refused", 0.7, 0, 0.6, 3}, {"no_idle", 0.7, 0, 0.6, 3},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct err err = {.exit_code = 75};
		double took;
		struct server s = fake(table[i].scenario);
		int news = wait_on(&s, table[i].seconds, &took, &err);
		if (news != table[i].news || took < table[i].least || took > table[i].most)
			fail_msg("%s: %d after %.2f s%s%s", table[i].scenario, news, took, news < 0 ? ": " : "", news < 0 ? err.text : "");
	}
}

/* A server without IDLE is not asked more than once a minute, however often the clerk waits. */
static void waiting_without_idle(void **state)
{
	(void)state;
	char *log = slurp("fakes/no_idle.log"); /* waiting() was there */
	assert_non_null(strstr(log, "UID SEARCH"));
	assert_null(strstr(log, "NOOP"));
	assert_ptr_equal(strstr(log, "EXAMINE"), strstr(strstr(log, "ID ("), "EXAMINE"));
	assert_null(strstr(strstr(log, "EXAMINE") + 1, "EXAMINE"));
	free(log);
}

static void on_alarm(int signal_number)
{
	(void)signal_number;
}

/* SIGTERM to the clerk must not wait for the end of a long IDLE or pause. */
static void a_signal_ends_waiting(void **state)
{
	(void)state;
	static const char *const table[] = {"honest", "no_idle"};
	sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_alarm}, NULL);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct err err;
		struct server s = fake(table[i]);
		struct child *c = child_new("fetcher");
		struct outcome o = converse(c, &s, "INBOX");
		assert_int_equal(o.stage, ALL);
		double before = clock_monotonic();
		alarm(1);
		assert_int_equal(fetch_wait(c, "INBOX", 30, &err), 0);
		assert_true(clock_monotonic() - before < 5);
		o = converse(c, &s, "INBOX"); /* the connection lives on, in step */
		assert_int_equal(o.stage, ALL);
		assert_int_equal(child_starts(c), 1);
		child_free(c);
	}
}

static void waiting_tls(void **state)
{
	(void)state;
	struct err err;
	double took;
	struct server s = fake_tls("idle_later_tls", "imaps");
	assert_int_equal(wait_on(&s, 20, &took, &err), 1);
	assert_true(took < 3);
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return fetcher_main(CHILD_FD);
	signal(SIGPIPE, SIG_IGN);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idle_is_forbidden),
		cmocka_unit_test(idle_is_renewed),
		cmocka_unit_test(waiting),
		cmocka_unit_test(waiting_without_idle),
		cmocka_unit_test(a_signal_ends_waiting),
		cmocka_unit_test(waiting_together),
		cmocka_unit_test(waiting_tls),
	};
	return cmocka_run_group_tests_name("fetch_wait", tests, start_servers, stop_servers);
}
