/* Passwords: from a file nobody else may read, from a command's first line; never in an error's text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "conf.h"
#include "secret.h"

static char dir[40], path[80];
static const char *faults_said;

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/test_secret.XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof path, "%s/password", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir);
}

static void put(const char *text, size_t size, mode_t mode)
{
	unlink(path); /* one of mode 400 is not written again but by root */
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, size, f), size);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
}

static int from_file(const char *text, size_t size, mode_t mode, struct secret *s, struct err *err)
{
	struct server server = {.password_file = path};
	put(text, size, mode);
	return secret_read(&server, s, err);
}

static void test_file(void **state)
{
	static const struct { const char *text, *secret; } good[] = {
		{"hush", "hush"}, {"hush\n", "hush"}, {"hush\r\n", "hush"}, {" hush \n", " hush "}, {"one\ntwo\n", "one"}, {"密码\n", "密码"},
	};
	struct secret s;
	struct err err = {0};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_int_equal(from_file(good[i].text, strlen(good[i].text), i % 2 ? 0600 : 0400, &s, &err), 0);
		assert_string_equal(s.text, good[i].secret);
	}
	secret_wipe(&s);
	for (size_t i = 0; i < sizeof s.text; i++)
		assert_int_equal(s.text[i], 0);
}

static void test_others_can_read(void **state)
{
	static const mode_t bad[] = {0644, 0640, 0604, 0620, 0602, 0666, 0610};
	struct secret s;
	struct err err = {0};
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(from_file("hush\n", 5, bad[i], &s, &err), -1);
		assert_int_equal(err.exit_code, 78);
		assert_non_null(strstr(err.text, path));
		assert_non_null(strstr(err.text, "chmod 600"));
		assert_null(strstr(err.text, "hush"));
		assert_string_equal(s.text, "");
	}
}

static void test_bad_files(void **state)
{
	struct secret s;
	struct err err = {0};
	char large[SECRET_MAX + 100];
	(void)state;
	memset(large, 'x', sizeof large);
	assert_int_equal(from_file("", 0, 0600, &s, &err), -1);
	assert_int_equal(from_file("\nhush", 5, 0600, &s, &err), -1);
	assert_int_equal(from_file("hu\0sh", 5, 0600, &s, &err), -1);
	assert_null(strstr(err.text, "hu"));
	assert_int_equal(from_file(large, sizeof large, 0600, &s, &err), -1);
	assert_int_equal(from_file(large, SECRET_MAX - 1, 0600, &s, &err), 0);
	assert_int_equal(strlen(s.text), SECRET_MAX - 1);
	struct server server = {.password_file = dir};
	assert_int_equal(secret_read(&server, &s, &err), -1);
	server.password_file = "/nonexistent/secret";
	assert_int_equal(secret_read(&server, &s, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/secret"));
	assert_int_equal(err.exit_code, 78);
}

static int from_command(const char *command, struct secret *s, struct err *err)
{
	struct server server = {.password_command = command};
	return secret_read(&server, s, err);
}

static void test_command(void **state)
{
	struct secret s;
	struct err err = {0};
	(void)state;
	assert_int_equal(from_command("echo hush; echo more", &s, &err), 0);
	assert_string_equal(s.text, "hush");
	assert_int_equal(from_command("echo hush; sleep 0.2; seq 1000; exit 0", &s, &err), 0); /* is heard out */
	assert_string_equal(s.text, "hush");
	assert_int_equal(from_command("printf hush", &s, &err), 0);
	assert_string_equal(s.text, "hush");
	assert_int_equal(from_command("cat; echo hush", &s, &err), 0); /* nothing to read there */
	assert_int_equal(from_command("echo hush; exit 3", &s, &err), -1);
	assert_non_null(strstr(err.text, "status 3"));
	assert_string_equal(s.text, "");
	assert_int_equal(from_command("true", &s, &err), -1);
	assert_int_equal(err.exit_code, 78);
	assert_int_equal(from_command("no-such-command 2>/dev/null", &s, &err), -1);
	assert_int_equal(from_command("yes | tr -d '\\n'", &s, &err), -1);
	assert_non_null(strstr(err.text, "more than a password"));
	assert_int_equal(from_command("kill -9 $$", &s, &err), -1);
}

/* A command that leaves something running behind it does not hold us. */
static void test_command_leaves_a_process(void **state)
{
	struct secret s;
	struct err err = {0};
	double start = clock_monotonic();
	(void)state;
	assert_int_equal(from_command("sleep 20 & echo hush", &s, &err), 0);
	assert_string_equal(s.text, "hush");
	assert_true(clock_monotonic() - start < 10);
}

static void test_command_inherits_nothing(void **state)
{
	struct secret s;
	struct err err = {0};
	(void)state;
	int fd = dup2(0, 77);
	assert_int_equal(fd, 77);
	assert_int_equal(from_command("test -e /proc/self/fd/77 && echo open || echo closed", &s, &err), 0);
	assert_string_equal(s.text, "closed");
	close(77);
}

/* systemd.exec(5): $CREDENTIALS_DIRECTORY/NAME, whose modes are systemd's affair. */
static void test_credential(void **state)
{
	struct secret s;
	struct err err = {0};
	struct server server = {.password_credential = "password"};
	(void)state;
	put("hush\n", 5, 0440);
	unsetenv("CREDENTIALS_DIRECTORY");
	assert_int_equal(secret_read(&server, &s, &err), -1);
	assert_int_equal(err.exit_code, 78);
	assert_non_null(strstr(err.text, "LoadCredentialEncrypted=password"));
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	assert_int_equal(secret_read(&server, &s, &err), 0);
	assert_string_equal(s.text, "hush");
	server.password_credential = "other";
	assert_int_equal(secret_read(&server, &s, &err), -1);
	assert_non_null(strstr(err.text, "/other"));
	assert_string_equal(s.text, "");
	setenv("CREDENTIALS_DIRECTORY", "relative", 1);
	assert_int_equal(secret_read(&server, &s, &err), -1);
	unsetenv("CREDENTIALS_DIRECTORY");
}

/* What the configuration's reader says of them. A shell has no credentials: nothing can be said of whether one is there. */
static int faults_of(const char *given, struct conf_faults *f)
{
	char file[80];
	struct arena *a = arena_new();
	struct office o;
	snprintf(file, sizeof file, "%s/leadclerk.yaml", dir);
	FILE *out = fopen(file, "w");
	assert_non_null(out);
	fprintf(out, "office: {since: 2026-09-14}\n"
	        "mailboxes: [{name: c, url: 'imaps://imap.example.cn', user: u, %s}]\n"
	        "submission: {url: 'smtp://127.0.0.1:2525', security: none, from: c@corp.test}\n"
	        "staff: [{id: d, role: director, mail: d@corp.test}, {id: g, role: general_manager, mail: g@corp.test}]\n"
	        "policies: [{effective: 2026-01-01}]\n", given);
	fclose(out);
	conf_read(a, file, &o, f);
	unlink(file);
	static char first[512];
	snprintf(first, sizeof first, "%d %s", f->faults_count ? f->faults[0].line : 0, f->faults_count ? f->faults[0].text : "");
	int count = (int)f->faults_count;
	arena_free(a);
	f->faults = NULL;
	faults_said = first;
	return count;
}

static void test_configured(void **state)
{
	struct conf_faults f;
	(void)state;
	put("hush\n", 5, 0440);
	unsetenv("CREDENTIALS_DIRECTORY");
	assert_int_equal(faults_of("password_credential: clerk", &f), 0);
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	assert_int_equal(faults_of("password_credential: password", &f), 0);
	assert_int_equal(faults_of("password_credential: clerk", &f), 1);
	assert_non_null(strstr(faults_said, "2 password_credential: systemd gave no credential clerk"));
	assert_int_equal(faults_of("password_credential: ../password", &f), 1);
	assert_int_equal(faults_of("password_credential: password, password_command: 'echo x'", &f), 1);
	assert_string_equal(faults_said, "2 password_command and password_credential: write one of them");
	unsetenv("CREDENTIALS_DIRECTORY");
}

static void test_none(void **state)
{
	struct secret s;
	struct err err = {0};
	struct server server = {0};
	(void)state;
	assert_int_equal(secret_read(&server, &s, &err), 0);
	assert_string_equal(s.text, "");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_file), T(test_others_can_read), T(test_bad_files), T(test_command), T(test_command_leaves_a_process),
		T(test_command_inherits_nothing), T(test_credential), T(test_configured), T(test_none),
	};
	return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
