/* Sending through the child: what the clerk is told, also when the child dies. The program is its own sender child (--child sender). */
#include "fake_smtp.h"

#include <sys/stat.h>
#include <time.h>

#include "send.h"

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	stop_fake();
	arena_free(a);
	return 0;
}

static struct send_result ask(struct child *c, const struct server *s, int expected, bool *handed_r)
{
	struct send_result r;
	struct err err = {0};
	int status = send_letter(c, s, NULL, "clerk@corp.test", "rep@corp.test", (struct bytes){(const uint8_t *)letter_text, strlen(letter_text)},
	                         "reminder.rep01.2026-09-14T20:00", 1757865599, &r, handed_r, &err);
	if (status != expected)
		fail_msg("send_letter gave %d: %s %s", status, err.text, r.text);
	if (status < 0)
		assert_non_null(strstr(err.text, "rep@corp.test"));
	return r;
}

static void test_child_smtp(void **state)
{
	bool handed;
	(void)state;
	START("1*rcpt:450 later");
	struct server s = plain_server();
	struct child *c = child_new("sender");
	assert_int_equal(ask(c, &s, 0, &handed).outcome, SEND_LATER);
	assert_false(handed);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ask(c, &s, 0, &handed).outcome, SEND_SENT);
		assert_true(handed);
	}
	assert_int_equal(seen("connect"), 2);
	send_close(c);
	assert_int_equal(seen("quit"), 2); /* one after the refusal, one now */
	assert_true(child_alive(c));
	assert_int_equal(ask(c, &s, 0, &handed).outcome, SEND_SENT);
	assert_int_equal(child_starts(c), 1);
	child_free(c);
	send_close((c = child_new("sender"))); /* nothing to close */
	assert_int_equal(child_starts(c), 0);
	child_free(c);
}

/* Kills the sender once the server has seen that line: it is our only child that is neither the fake nor the killer. */
static pid_t kill_child_after(const char *line)
{
	const struct timespec wait = {.tv_nsec = 200 * 1000 * 1000};
	pid_t parent = getpid(), pid = fork();
	if (pid)
		return pid;
	while (!seen(line) && getppid() == parent)
		nanosleep(&wait, NULL);
	nanosleep(&wait, NULL);
	FILE *f = fopen(arena_printf(a, "/proc/%d/task/%d/children", (int)parent, (int)parent), "r");
	for (int child; f && fscanf(f, "%d", &child) == 1;)
		if (child != fake.pid && child != getpid())
			kill(child, SIGKILL);
	_exit(0);
}

static void child_dies_at(const char *rule, const char *line, bool handed_wanted)
{
	bool handed;
	START(rule);
	struct server s = plain_server();
	struct child *c = child_new("sender");
	pid_t killer = kill_child_after(line);
	ask(c, &s, -1, &handed);
	assert_int_equal(handed, handed_wanted);
	waitpid(killer, NULL, 0);
	stop_fake();
	START("--size", "1000000"); /* the next letter starts another */
	s = plain_server();
	assert_int_equal(ask(c, &s, 0, &handed).outcome, SEND_SENT);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
	stop_fake();
}

static void test_child_dies(void **state)
{
	(void)state;
	child_dies_at("rcpt:hang", "rcpt", false);
	child_dies_at("data:hang", "rcpt", false);
	child_dies_at("dot:hang", "letter", true);
}

/* So many letters at once, each after the first following the one before. */
static void order(struct child *c, int count)
{
	struct server s = plain_server();
	struct err err = {0};
	for (int i = 0; i < count; i++) {
		const struct send_order o = {.from = "clerk@corp.test", .to = arena_printf(a, "rep%d@corp.test", i), .name = arena_printf(a, "receipt.%d", i), .follows = i > 0,
		                             .letter = {(const uint8_t *)letter_text, strlen(letter_text)}};
		if (send_begin(c, &s, NULL, &o, &err) < 0)
			fail_msg("%s", err.text);
	}
}

static struct send_result answer_to(struct child *c, int i, int expected, bool *handed_r)
{
	struct send_result r;
	struct err err = {0};
	assert_int_equal(send_end(c, arena_printf(a, "rep%d@corp.test", i), SEND_SECONDS, &r, handed_r, &err), expected);
	return r;
}

static void test_several(void **state)
{
	bool handed;
	(void)state;
	START("1+1*rcpt:550 no such user");
	struct child *c = child_new("sender");
	order(c, 5);
	for (int i = 0; i < 5; i++) { /* what is the second one's own trouble is nobody else's */
		assert_int_equal(answer_to(c, i, 0, &handed).outcome, i == 1 ? SEND_NEVER : SEND_SENT);
		assert_int_equal(handed, i != 1);
	}
	assert_int_equal(seen("accepted"), 4);
	for (int i = 0; i < 5; i++)
		assert_int_equal(seen(arena_printf(a, "rcpt TO:<rep%d@corp.test>", i)), 1);
	assert_int_equal(child_starts(c), 1);
	child_free(c);
}

/* Whoever follows a letter that met the server's trouble has no try, even where the server would take it. */
static void test_several_in_trouble(void **state)
{
	bool handed;
	(void)state;
	START("1+1*mail:451 4.3.0 busy");
	struct child *c = child_new("sender");
	order(c, 4);
	assert_int_equal(answer_to(c, 0, 0, &handed).outcome, SEND_SENT);
	struct send_result r = answer_to(c, 1, 0, &handed);
	assert_true(r.outcome == SEND_LATER && r.server);
	assert_false(child_alive(c));
	assert_int_equal(seen("accepted"), 1);
	order(c, 2); /* what begins anew has one */
	assert_int_equal(answer_to(c, 0, 0, &handed).outcome, SEND_SENT);
	assert_int_equal(answer_to(c, 1, 0, &handed).outcome, SEND_SENT);
	child_free(c);
}

static void test_dies_at_one_of_several(void **state)
{
	bool handed;
	(void)state;
	START("1+dot:hang");
	struct child *c = child_new("sender");
	order(c, 3);
	pid_t killer = kill_child_after("rcpt TO:<rep1@corp.test>");
	assert_int_equal(answer_to(c, 0, 0, &handed).outcome, SEND_SENT);
	answer_to(c, 1, -1, &handed);
	assert_true(handed);
	assert_int_equal(seen("rcpt TO:<rep2@corp.test>"), 0);
	waitpid(killer, NULL, 0);
	child_free(c);
}

static void test_child_maildir(void **state)
{
	struct stat st;
	bool handed;
	char dir[] = "/tmp/test_send_box.XXXXXX";
	(void)state;
	assert_non_null(mkdtemp(dir));
	struct server s = {.scheme = "maildir", .path = arena_printf(a, "%s/out", dir)};
	struct child *c = child_new("sender");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ask(c, &s, 0, &handed).outcome, SEND_SENT);
		assert_false(handed); /* a second delivery is the same file */
	}
	const char *file = arena_printf(a, "%s/out/new/reminder.rep01.2026-09-14T20%%3A00", dir);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mtim.tv_sec, 1757865599);
	assert_int_equal(st.st_size, (long long)strlen(letter_text));
	s.path = "/proc/no/such";
	struct send_result r = ask(c, &s, 0, &handed);
	assert_int_equal(r.outcome, SEND_LATER);
	assert_true(r.server && strstr(r.text, "/proc/no"));
	child_free(c);
	assert_int_equal(system(arena_printf(a, "rm -rf '%s'", dir)), 0);
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return sender_main(CHILD_FD);
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_child_smtp), T(test_child_dies), T(test_several), T(test_several_in_trouble), T(test_dies_at_one_of_several), T(test_child_maildir),
	};
	return cmocka_run_group_tests_name("send", tests, NULL, NULL);
}
