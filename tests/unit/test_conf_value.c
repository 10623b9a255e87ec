/* Single values of the configuration, to the fen and to the letter, and its manual. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "conf.h"
#include "option_types.h"

static void test_money(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t fen;
	} rows[] = {{"2.00", 200},      {"2", 200},      {"2.5", 250},  {"0.01", 1},
		    {"500.00", 50000},  {"19.99", 1999}, {"1.10", 110}, {"999999999.99", 99999999999},
		    {"0", 0},           {"007", 700},    {"", -1},      {".5", -1},
		    {"2.", -1},         {"2.005", -1},   {"-2", -1},    {"+2", -1},
		    {"2,00", -1},       {"1e2", -1},     {"2元", -1},   {" 2", -1},
		    {"9999999999", -1}, {"2.0.0", -1}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t fen = -1;
		int rc = money_parse(rows[i].text, &fen);
		if ((rows[i].fen < 0) != (rc < 0) || fen != rows[i].fen)
			fail_msg("\"%s\": %lld", rows[i].text, (long long)fen);
	}
}

static void test_addresses(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char *const fine[] = {"a@b", "Rep.01+x@Corp.Test", "10001@qq.com", "o'neil@a-b.cn", " pad@corp.test "};
	static const char *const bad[] = {"",          "a",      "@b",       "a@",   "a@b@c", "a b@c", "a@b c", "a@.b",
					  "a@b.",      "a@b..c", ".a@b",     "a.@b", "<a@b>", "a,b@c", "a@b,c", "陈@corp.test",
					  "a@公司.cn", "a\t@b",  "\"a b\"@c"};
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		if (!conf_address(a, fine[i]))
			fail_msg("refused: %s", fine[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (conf_address(a, bad[i]))
			fail_msg("taken: %s", bad[i]);
	assert_true(conf_address_is_bare("rep04@corp") && !conf_address_is_bare("rep04@corp.test") && !conf_address_is_bare("root@localhost") && conf_address_is_bare("a.b@corp"));
	assert_string_equal(conf_address(a, "Rep.01+x@Corp.Test"), "rep.01+x@corp.test");
	arena_free(a);
}

static void test_document(void **state)
{
	(void)state;
	struct buf out = {0};
	conf_document(&out);
	static const char *const names[] = {"  quiet_hours\n",
					    "  donation_per_missing\n",
					    "default [\"22:45\", \"07:30\"]",
					    "one of hold, forward, off",
					    "  password_command\n",
					    "  extra_leads\n",
					    "; required"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strstr(out.data, names[i]))
			fail_msg("not documented: %s", names[i]);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_money), cmocka_unit_test(test_addresses), cmocka_unit_test(test_document)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
