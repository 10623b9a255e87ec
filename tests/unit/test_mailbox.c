/* When a mailbox is tried again. What it does in earnest: tests/servers/mailboxes.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mailbox.h"

static void pauses_grow(void **state)
{
	(void)state;
	double before = 0;
	for (int n = 1; n <= 200; n++) {
		double least = mailbox_backoff(n, 0), most = mailbox_backoff(n, 1), middle = mailbox_backoff(n, 0.5);
		assert_true(least >= middle * 0.749 && most <= middle * 1.251 && least < middle && middle < most);
		assert_true(middle >= before && middle <= MAILBOX_RETRY_MAX);
		before = middle;
	}
	assert_true(mailbox_backoff(1, 0.5) == MAILBOX_RETRY_SECONDS);
	assert_true(mailbox_backoff(2, 0.5) == 2 * MAILBOX_RETRY_SECONDS);
	assert_true(mailbox_backoff(200, 0.5) == MAILBOX_RETRY_MAX);
}

static void logins_rest(void **state)
{
	(void)state;
	static const int64_t minutes[] = {15, 15, 15, 30, 60, 120, 240, 480, 960, 1440, 1440};
	for (int n = 1; n <= 11; n++)
		assert_int_equal(mailbox_login_rest(n), minutes[n - 1] * 60);
	assert_int_equal(mailbox_login_rest(1000), DAY_SECONDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(pauses_grow), cmocka_unit_test(logins_rest)};
	return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
