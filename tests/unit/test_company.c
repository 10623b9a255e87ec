/* The company key and the USCC, clause by clause of rules.md section 3 "First contact wins". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "awkward_text.h"
#include "company.h"

static const char canton[] = "广东(东莞)机械有限公司";

static const struct key_case {
	const char *clause, *name, *key;
} keys[] = {
	{"plain", "东莞市宏图机械有限公司", "东莞市宏图机械有限公司"},
	{"NFKC: full-width letters and digits", "ＡＢＣ１２３科技有限公司", "ABC123科技有限公司"},
	{"NFKC: decomposed", "Cafe\xCC\x81贸易公司", "CAFÉ贸易公司"},
	{"brackets: full-width", "广东（东莞）机械有限公司", canton},
	{"brackets: lenticular", "广东【东莞】机械有限公司", canton},
	{"brackets: square", "广东[东莞]机械有限公司", canton},
	{"brackets: tortoise shell", "广东〔东莞〕机械有限公司", canton},
	{"brackets: curly and mixed", "广东{东莞〉机械有限公司", canton},
	{"brackets: vertical form", "广东\xEF\xB8\xB5东莞\xEF\xB8\xB6机械有限公司", canton},
	{"t2s", "廣東（東莞）機械有限公司", canton},
	{"t2s: whole words (乾隆 stays, 乾 alone does not)", "乾隆貿易公司", "乾隆贸易公司"},
	{"t2s: words of characters that alone stay (瞭, 藉)", "明瞭素藉贸易公司", "明了素借贸易公司"},
	{"t2s: a word of a character that alone stays (沈)", "沈阳沈默酒店", "沈阳沉默酒店"},
	{"t2s: without the word it stays", "沈阳机床厂", "沈阳机床厂"},
	{"t2s: a blank inside the word", "沈 默酒店", "沉默酒店"},
	{"t2s: beyond the first plane", "𩀨五金店", "𫕚五金店"},
	{"t2s: 隻 and 髮", "美髮用品商行", "美发用品商行"},
	{"a blank inside a word changes nothing", "乾 隆貿易公司", "乾隆贸易公司"},
	{"upper case", "abc Trading co.,ltd", "ABCTRADINGCOLTD"},
	{"no blanks", " 东莞市 宏图\xE3\x80\x80机械\xC2\xA0有限公司\t\n", "东莞市宏图机械有限公司"},
	{"no zero-width", "\xEF\xBB\xBF东莞市\xE2\x80\x8B宏图\xE2\x80\x8D机械\xE2\x80\xAA有限公司\xE2\x80\xAC", "东莞市宏图机械有限公司"},
	{"no zero-width: fillers, vowels that are not shown, tags", "东莞市\u115F宏\u3164图\uFFA0机\u17B4械\u180B有限公\U000E0041司", "东莞市宏图机械有限公司"},
	{"no blanks: Braille's", "东莞市宏图\u2800机械有限公司", "东莞市宏图机械有限公司"},
	{"no characters of control", "东莞市\x01宏图\x1B机械\x7F有限\xC2\x9B公司", "东莞市宏图机械有限公司"},
	{"no variation selectors", "葛\xF3\xA0\x84\x80城商贸公司\xEF\xB8\x8F", "葛城商贸公司"},
	{"no punctuation", "A·B-C_D'E\"F，G。H、I：J；K！L？M&N公司", "ABCDEFGHIJKLMN公司"},
	{"symbols are no punctuation", "A+B公司", "A+B公司"},
	{"beyond the first plane", "𠮷野家餐饮公司", "𠮷野家餐饮公司"},
	{"status: 存续", "东莞市宏图机械有限公司（存续）", "东莞市宏图机械有限公司"},
	{"status: 在业", "东莞市宏图机械有限公司(在业)", "东莞市宏图机械有限公司"},
	{"status: 注销 in another bracket", "东莞市宏图机械有限公司【注销】", "东莞市宏图机械有限公司"},
	{"status: 已注销", "东莞市宏图机械有限公司（已注销）", "东莞市宏图机械有限公司"},
	{"status: 吊销 and more", "东莞市宏图机械有限公司（吊销，未注销）", "东莞市宏图机械有限公司"},
	{"status: nested", "东莞市宏图机械有限公司（存续（在营、开业、在册））", "东莞市宏图机械有限公司"},
	{"status: former name with a place", "东莞市宏图机械有限公司（曾用名：广东（东莞）宏图公司）", "东莞市宏图机械有限公司"},
	{"status: traditional", "東莞市宏圖機械有限公司（註銷）", "东莞市宏图机械有限公司"},
	{"status: twice", "老张五金店（个体工商户）（存续）", "老张五金店"},
	{"status: blanks around", "东莞市宏图机械有限公司 ( 存 续 ) ", "东莞市宏图机械有限公司"},
	{"status: 迁出 停业 清算 撤销 歇业 原名 开业 正常 在营", "甲公司(迁出)(停业)(清算中)(撤销)(歇业)(原名乙公司)(开业)(正常)(在营)", "甲公司"},
	{"a place at the end stays", "宏图机械有限公司（东莞）", "宏图机械有限公司(东莞)"},
	{"a status before a place stays", "宏图机械有限公司（存续）（东莞）", "宏图机械有限公司(存续)(东莞)"},
	{"a status in the middle stays", "宏图（注销）机械有限公司", "宏图(注销)机械有限公司"},
	{"a partnership's form stays", "东莞宏图合伙企业（有限合伙）", "东莞宏图合伙企业(有限合伙)"},
	{"a bracket that never opened", "宏图机械存续)", "宏图机械存续)"},
	{"nothing", "", ""},
	{"only punctuation", "——…", ""},
	{"only a status", "（存续）", ""},
};

static void test_key(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char *key = company_key(a, keys[i].name);
		if (strcmp(key, keys[i].key) != 0)
			fail_msg("%s: '%s' gives '%s', not '%s'", keys[i].clause, keys[i].name, key, keys[i].key);
		assert_string_equal(company_key(a, key), key); /* a key is its own key */
	}
}

static void test_different_firms_differ(void **state)
{
	struct arena *a = *state;
	assert_string_not_equal(company_key(a, "宏图（东莞）公司"), company_key(a, "宏图东莞公司"));
	assert_string_not_equal(company_key(a, "宏图公司"), company_key(a, "宏图公司东莞分公司"));
	assert_string_not_equal(company_key(a, "宏图有限公司"), company_key(a, "宏图有限责任公司"));
}

static void test_uscc(void **state)
{
	struct arena *a = *state;
	assert_true(uscc_valid("91440300708461136T"));
	assert_true(uscc_valid("914403001922038216"));
	assert_true(uscc_valid("91350100M000100Y43"));
	assert_false(uscc_valid("91440300708461136U"));
	assert_false(uscc_valid("914403001922038261"));  /* two digits swapped */
	assert_false(uscc_valid("91440300708461136t"));  /* not in normal form */
	assert_false(uscc_valid("91440300708461136"));
	assert_false(uscc_valid("91440300708461136TB"));
	assert_false(uscc_valid("91440300708461136O"));  /* a letter the alphabet lacks */
	assert_false(uscc_valid(""));
	assert_string_equal(uscc_normal(a, " 9144 0300\xE3\x80\x80７０８４６１１３６t "), "91440300708461136T");
	assert_string_equal(uscc_normal(a, "'91440300708461136T"), "91440300708461136T");
	assert_string_equal(uscc_normal(a, "91440300708461136U"), "");
	assert_string_equal(uscc_normal(a, "441900600123456"), ""); /* an old registration number */
	assert_string_equal(uscc_normal(a, "9.14403E+17"), "");
}

/* Each ASCII character, and whatever stands together, has the key that the long way gives. */
static void test_short_ways(void **state)
{
	struct arena *own = arena_new();
	uint32_t random = 20261122;
	(void)state;
	for (int i = 1; i < 50000; i++) {
		const char *name = i < 0x80 ? arena_printf(own, "甲%c乙公司%c", i, i) : awkward_text(own, &random, 8), *l = arena_printf(own, LONG_WAY "%s", name);
		if (strcmp(company_key(own, name), company_key(own, l)) != 0)
			fail_msg("'%s': %s and %s", name, company_key(own, name), company_key(own, l));
		if (strcmp(uscc_normal(own, name), uscc_normal(own, l)) != 0)
			fail_msg("'%s': %s and %s", name, uscc_normal(own, name), uscc_normal(own, l));
		arena_reset(own);
	}
	arena_free(own);
}

static int open_all(void **state)
{
	struct err err = {0};
	company_open();
	company_open();
	if (company_bind(&err) || company_bind(&err))
		fail_msg("%s", err.text);
	*state = arena_new();
	return 0;
}

static int close_all(void **state)
{
	arena_free(*state);
	company_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_different_firms_differ),
		cmocka_unit_test(test_uscc),
		cmocka_unit_test(test_short_ways),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
