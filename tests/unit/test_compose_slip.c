/* Letters about slips, by their words. */
#include "golden_letters.h"
#include "slip_take_inside.h"

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

/* A value is shown as people write it: no 2026-10-08, and no id where two have one name. */
static void test_shown(void **state)
{
	struct staff people[] = {{.id = "rep01", .name = "张伟"}, {.id = "rep02", .name = "张伟"}};
	struct office o = {.staff = people, .staff_count = 2};
	const struct {
		enum form_type type;
		const char *value, *shown;
	} cases[] = {
		{FORM_DATE, "2026-10-08", "2026年10月8日"}, {FORM_MONTH, "2026-09", "2026年9月"}, {FORM_MONEY, "4500.00", "4500.00元"},
		{FORM_PERSON, "rep02", "张伟"}, {FORM_PERSON, "张伟", "张伟"}, {FORM_PEOPLE, "rep01、陈平娜、rep02", "张伟、陈平娜、张伟"},
		{FORM_TEXT, "2026-10-08", "2026-10-08"}, {FORM_DATE, "下周", "下周"}, {FORM_MONTH, "", ""}, {FORM_PEOPLE, "", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(slip_shown(arena, &o, &(struct form_field){.type = cases[i].type}, cases[i].value), cases[i].shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile_values), cmocka_unit_test(test_shown)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
