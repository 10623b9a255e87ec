/* Letters about slips, by their words. */
#include "golden_letters.h"

/* Whatever somebody wrote into a field stays a text. */
static void test_hostile_values(void **state)
{
	(void)state;
	struct slip_line bad[] = {{"原因", "<b>x</b> http://evil.test/\r\nBcc: a@b.test {{code}}", false}};
	struct slip_in in = sample_slip(sampler(), true);
	in.asks = 0;
	in.fields = bad;
	in.fields_count = 1;
	struct letter l = compose_slip(arena, LETTER_SLIP_ASK, &in);
	assert_null(strstr(html_part(&l), "<b>x</b>"));
	assert_null(strstr(html_part(&l), "http://evil"));
	assert_non_null(strstr(text_part(&l), "{{code}}"));
	assert_null(strstr(text_part(&l), "\nBcc:"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile_values)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
