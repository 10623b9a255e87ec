/* owner.h: root becomes whoever the store belongs to, and nobody else becomes anybody. */
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "owner.h"

enum { SOMEBODY = 54321 };

/* In a process of its own, which is that user then. */
static int uid_after(const char *store)
{
	pid_t pid = fork();
	if (pid == 0) {
		struct err err = {0};
		if (owner_become(store, &err) < 0)
			_exit(1);
		_exit(geteuid() == 0 ? 2 : geteuid() != SOMEBODY ? 3 : setuid(0) == 0 ? 4 : getgroups(0, NULL) > 0 ? 5 : 0);
	}
	int status;
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void becomes_the_owner(void **state)
{
	(void)state;
	char dir[] = "/tmp/lc-owner-XXXXXX", store[sizeof dir + 16];
	if (geteuid() != 0)
		skip();
	assert_non_null(mkdtemp(dir));
	snprintf(store, sizeof store, "%s/clerk.db", dir);
	assert_int_equal(uid_after(store), 2); /* root's own folder: stays root */
	assert_int_equal(chown(dir, SOMEBODY, SOMEBODY), 0);
	assert_int_equal(uid_after(store), 0); /* no store yet: the folder's owner */
	close(open(store, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(uid_after(store), 2); /* the store's owner, whoever has the folder */
	assert_int_equal(chown(store, SOMEBODY, SOMEBODY), 0);
	assert_int_equal(chown(dir, 0, 0), 0);
	assert_int_equal(uid_after(store), 0);
	assert_int_equal(uid_after("/nowhere/at/all.db"), 2); /* whoever opens it says so */
	unlink(store);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(becomes_the_owner)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
