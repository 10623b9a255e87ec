/* Usable phones: each form that rules.md section 3 and real lists use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "awkward_text.h"
#include "base/text.h"
#include "phone.h"

/* normal: what is found; NULL: none is usable. A ! before it: flagged. area: the office's. */
static const struct phone_case {
	const char *text, *area, *normal, *rest;
} cases[] = {
	/* a mobile of 11 digits beginning 13 to 19 */
	{"13800138000", NULL, "13800138000", ""},
	{"19912345678", NULL, "19912345678", ""},
	{"12800138000", NULL, NULL, ""},
	{"1380013800", NULL, NULL, ""},
	{"138001380001", NULL, NULL, ""},
	/* a QQ number is no phone, unless it is a mobile's */
	{"QQ：28888888", "0769", NULL, ""},
	{"QQ28888888", "0769", NULL, ""},
	{"qq号码 28888888", "0769", NULL, ""},
	{"28888888(QQ)", "0769", NULL, ""},
	{"扣扣28888888 张总", "0769", NULL, "张总"},
	{"QQ号：28888888", "0769", NULL, ""},
	{"QQ：2088888888", NULL, NULL, ""},
	{"QQ：4008888888", NULL, NULL, ""},
	{"QQ:28888888 电话 22334455", "0769", "0769-22334455", ""},
	{"28888888 QQ:123456", "0769", "0769-28888888", ""},
	{"QQ 28888888/13800138000", "0769", "13800138000", ""},
	{"QQ:138 0013 8000", NULL, "13800138000", ""},
	{"QQ123456 0769-28888888", NULL, "0769-28888888", ""},
	/* after spaces, hyphens, dots, +86 and full-width forms are undone */
	{"138 0013 8000", NULL, "13800138000", ""},
	{"138\xC2\xA0" "0013\xE3\x80\x80" "8000", NULL, "13800138000", ""},
	{"138-0013-8000", NULL, "13800138000", ""},
	{"138—0013–8000", NULL, "13800138000", ""},
	{"138.0013.8000", NULL, "13800138000", ""},
	{"138 00 13 80 00", NULL, "13800138000", ""},
	{"１３８００１３８０００", NULL, "13800138000", ""},
	{"１３８－００１３－８０００", NULL, "13800138000", ""},
	{"\xE2\x80\xAD" "13800138000\xE2\x80\xAC", NULL, "13800138000", ""},
	{"138\xE2\x80\x8B" "0013\xEF\xBB\xBF" "8000", NULL, "13800138000", ""},
	{"+8613800138000", NULL, "13800138000", ""},
	{"+86 138 0013 8000", NULL, "13800138000", ""},
	{"（+86）13800138000", NULL, "13800138000", ""},
	{"＋86-13800138000", NULL, "13800138000", ""},
	{"86-13800138000", NULL, "13800138000", ""},
	{"8613800138000", NULL, "13800138000", ""},
	{"008613800138000", NULL, "13800138000", ""},
	{"0086 138 0013 8000", NULL, "13800138000", ""},
	{"13800138000.0", NULL, "13800138000", ""},
	{"'13800138000", NULL, "13800138000", ""},
	{"=\"13800138000\"", NULL, "13800138000", ""},
	/* slashes between what is no number by itself */
	{"138/0013/8000", NULL, "13800138000", ""},
	{"１３８／００１３／８０００ 张总", NULL, "13800138000", "张总"},
	{"138·0013·8000", NULL, "13800138000", ""},
	{"张三 138·0013·8000", NULL, "13800138000", "张三"},
	{"张三138/0013/8000/0769-22228888", NULL, "13800138000", "张三"},
	{"138/0013/8000-1", NULL, NULL, ""},
	{"138/0013/8000 139/0013/9000", NULL, "13800138000", ""},
	{"13800138000/13900139000", NULL, "13800138000", ""},
	{"13800138000/0013/9000", NULL, "13800138000", ""},
	{"138/00138/000", NULL, NULL, ""},
	{"1380/013/8000", NULL, NULL, ""},
	{"138/0013/80001", NULL, NULL, ""},
	{"138/0013/800", NULL, NULL, ""},
	{"138/0013/****", NULL, NULL, ""},
	{"138/0013/8000*", NULL, NULL, ""},
	{"138/ 0013/ 8000", NULL, NULL, ""},
	{"128/0013/8000", NULL, NULL, ""},
	{"2026/9/14", "0769", NULL, ""},
	{"0755/22228888", "0769", "0755-22228888", ""},
	{"0755/2222888", "0769", "0755-2222888", ""},
	{"010/62345678", NULL, "010-62345678", ""},
	{"0755/13800138000", "0769", "13800138000", ""},
	{"22228888/33338888", "0769", "0769-22228888", ""},
	{"0769-22228888/33338888", "0755", "0769-22228888", ""},
	/* several, and words around */
	{"13800000000/0769-88888888 张总", NULL, "13800000000", "张总"},
	{"张总13800000000", NULL, "13800000000", "张总"},
	{"13800138000张总", NULL, "13800138000", "张总"},
	{"张总：13800138000（微信同号）", NULL, "13800138000", "张总"},
	{"13800138000 微信同步", NULL, "13800138000", ""},
	{"13800138000（空号）", NULL, "13800138000", ""},
	{"张三 13800138000 无人接听", NULL, "13800138000", "张三"},
	{"13800138000打不通，关机", NULL, "13800138000", ""},
	{"关羽 13800138000", NULL, "13800138000", "关羽"},
	{"手机13800138000 联系人李四", NULL, "13800138000", "联系人李四"},
	{"Tel:13800138000 Mr.Patel", NULL, "13800138000", "Mr Patel"},
	{"阿卜杜·买买提 13800138000", NULL, "13800138000", "阿卜杜·买买提"},
	{"13800138000 13900139000", NULL, "13800138000", ""},
	{"13800138000\n13900139000", NULL, "13800138000", ""},
	{"13800138000、13900139000", NULL, "13800138000", ""},
	{"13800138000-13900139000", NULL, "13800138000", ""},
	{"138****8000/13900139000", NULL, "13900139000", ""},
	{"1380013 13900139000", NULL, "13900139000", ""},
	{"①13800138000②13900139000", NULL, "13800138000", ""},
	{"1.13800138000 2.13900139000", NULL, "13800138000", ""},
	{"(1)13800138000", NULL, "13800138000", ""},
	/* landlines: area code (0 and 2-3 digits) and 7-8 digits beginning 2-8 */
	{"0769-88888888", NULL, "0769-88888888", ""},
	{"076988888888", NULL, "0769-88888888", ""},
	{"0769 8888 8888", NULL, "0769-88888888", ""},
	{"(0769)8888 8888", NULL, "0769-88888888", ""},
	{"（0769）88888888", NULL, "0769-88888888", ""},
	{"【0769】88888888", NULL, "0769-88888888", ""},
	{"0769－88888888", NULL, "0769-88888888", ""},
	{"0769-8888-8888", NULL, "0769-88888888", ""},
	{"0769.88888888", NULL, "0769-88888888", ""},
	{"0769--88888888", NULL, "0769-88888888", ""},
	{"010-62345678", NULL, "010-62345678", ""},
	{"01062345678", NULL, "010-62345678", ""},
	{"02062345678", NULL, "020-62345678", ""},
	{"021 6234 5678", NULL, "021-62345678", ""},
	{"0752-2345678", NULL, "0752-2345678", ""},
	{"07522345678", NULL, "0752-2345678", ""},
	{"0755-888888", NULL, NULL, ""},      /* too short, though 075 and 5888888 would do */
	{"0769-18888888", NULL, NULL, ""},
	{"0769-98888888", NULL, NULL, ""},
	{"0138-0013800", NULL, NULL, ""},
	{"013800138000", NULL, NULL, ""},
	{"011-62345678", NULL, NULL, ""},
	{"00769-88888888", NULL, NULL, ""},
	{"+86 769 8888 8888", NULL, "0769-88888888", ""},
	{"+86 (0)769 8888 8888", NULL, "0769-88888888", ""},
	{"86-0769-88888888", NULL, "0769-88888888", ""},
	{"8676988888888", NULL, NULL, ""},
	{"+8676988888888", NULL, "0769-88888888", ""},
	/* with an extension */
	{"0769-88888888-802", NULL, "0769-88888888", ""},
	{"0769-88888888转802", NULL, "0769-88888888", ""},
	{"0769-88888888 转 802 王经理", NULL, "0769-88888888", "王经理"},
	{"0769-88888888 ext.802", NULL, "0769-88888888", ""},
	{"0769-88888888x802", NULL, "0769-88888888", ""},
	{"0752-2345678-8", NULL, "0752-2345678", ""},
	/* a lost leading 0 restored, a cut mobile never */
	{"76988888888", NULL, "0769-88888888", ""},
	{"769-88888888", NULL, "0769-88888888", ""},
	{"769 8888 8888", NULL, "0769-88888888", ""},
	{"138****2248 76988888888", NULL, "0769-88888888", ""},
	{"1380013800 76988888888", NULL, "0769-88888888", ""},
	{"+852 76988888888", NULL, NULL, ""},
	{"138 76988888", NULL, "13876988888", ""},
	{"1380 769888888", NULL, NULL, ""},
	{"7522345678", NULL, "0752-2345678", ""},
	{"2062345678", NULL, "020-62345678", ""},
	{"1062345678", NULL, "010-62345678", ""},
	{"10-62345678", NULL, "010-62345678", ""},
	{"1012345678", NULL, NULL, ""},
	{"10123456789", NULL, NULL, ""},
	{"1380013800", "0769", NULL, ""},
	{"1388888888", "0769", NULL, ""},
	{"138 8888888", "0769", NULL, ""},
	{"139-8888-888", "0769", NULL, ""},
	{"86138001380", NULL, NULL, ""},
	{"861388888888", NULL, NULL, ""},
	{"+86 1388888888", NULL, NULL, ""},
	{"755-888888", NULL, NULL, ""},
	{"755888888", NULL, NULL, ""},
	{"192.168.1.1", "0769", NULL, ""},
	{"2026-03-05", "0769", NULL, ""},
	{"2026-03-05 12", "0769", NULL, ""},
	/* without an area code only where the office gives its own */
	{"88888888", NULL, NULL, ""},
	{"88888888", "", NULL, ""},
	{"88888888", "0769", "0769-88888888", ""},
	{"8888-8888", "0769", "0769-88888888", ""},
	{"888 8888", "0752", "0752-8888888", ""},
	{"8888888", "0752", "0752-8888888", ""},
	{"88888888-802", "0769", "0769-88888888", ""},
	{"86020610", "0769", "0769-86020610", ""},
	{"8602-0610", "0769", "0769-86020610", ""},
	{"86076988888888", NULL, "0769-88888888", ""},
	{"18888888", "0769", NULL, ""},
	{"98888888", "0769", NULL, ""},
	{"888888", "0769", NULL, ""},
	{"888888888", "0769", NULL, ""},
	{"88888888/13800138000", "0769", "0769-88888888", ""},
	/* 400/800 and 7 digits, unassigned ranges: they count and are flagged */
	{"4008001234", NULL, "!4008001234", ""},
	{"400-800-1234", NULL, "!4008001234", ""},
	{"800 820 1234", NULL, "!8008201234", ""},
	{"400-800-1234转5", NULL, "!4008001234", ""},
	{"400-800-123", NULL, NULL, ""},
	{"400-800-1234/13800138000", NULL, "13800138000", ""},
	{"15400138000", NULL, "!15400138000", ""},
	{"19400138000", NULL, "!19400138000", ""},
	{"14100138000", NULL, "!14100138000", ""},
	{"17900138000", NULL, "!17900138000", ""},
	{"17400138000", NULL, "17400138000", ""},
	{"17409138000", NULL, "!17409138000", ""},
	{"16800138000", NULL, "!16800138000", ""},
	{"0200-8888888", NULL, "!0200-8888888", ""},
	{"075-58888888", NULL, "!075-58888888", ""},
	{"+13800138000", NULL, "!13800138000", ""},
	/* masked, cut, or too short is not usable */
	{"138****0000", NULL, NULL, ""},
	{"138****0000", "0769", NULL, ""},
	{"138＊＊＊＊0000", "0769", NULL, ""},
	{"1380013****", "0769", NULL, ""},
	{"0769-8888888*", "0769", NULL, ""},
	{"0769-8888***8", "0769", NULL, ""},
	{"8888888*", "0769", NULL, ""},
	{"138xxxx0000", "0769", NULL, ""},
	{"138××××8888888", "0769", NULL, ""},
	{"***********", "0769", NULL, ""},
	{"1.38E+10", "0769", NULL, ""},
	{"1.38001E+10", "0769", NULL, ""},
	{"1.38001380E+10", "0769", NULL, ""},
	{"1.38e10", "0769", NULL, ""},
	{"13900", NULL, NULL, ""},
	{"13900139", "0769", NULL, ""},
	{"13800138@qq.com", "0769", NULL, "com"},
	{"88888888@qq.com", "0769", NULL, "com"},
	{"440301198001011234", "0769", NULL, ""},
	{"91440300708461136T", "0769", NULL, "T"},
	{"+852 2345 6789", "0769", NULL, ""},
	{"0085223456789", "0769", NULL, ""},
	{"95588", "0769", NULL, ""},
	{"12315", "0769", NULL, ""},
	{"", NULL, NULL, ""},
	{"-", NULL, NULL, ""},
	{"暂无", NULL, NULL, "暂无"},
	{"张总", NULL, NULL, "张总"},
};

static void test_cases(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct phone_case *c = &cases[i];
		const char *normal = NULL, *rest = NULL;
		bool flagged = false;
		bool found = phone_find(a, c->text, c->area, &normal, &flagged, &rest);
		const char *got = found ? flagged ? arena_printf(a, "!%s", normal) : normal : NULL;
		if ((got == NULL) != (c->normal == NULL) || (got && strcmp(got, c->normal) != 0))
			fail_msg("'%s' (office %s) gives %s, not %s", c->text, c->area ? c->area : "-", got ? got : "none", c->normal ? c->normal : "none");
		if (!text_contains(c->text, "@") && strcmp(rest, c->rest) != 0)
			fail_msg("'%s' leaves '%s', not '%s'", c->text, rest, c->rest);
		if (!found)
			assert_string_equal(normal, "");
	}
}

/* A cell of 32 KB of anything costs little, and never more than a pass. */
static void test_long_cells(void **state)
{
	struct arena *a = *state;
	char text[32 * 1024];
	static const char *const fills[] = {"1 ", "1-", "13800138000", "138 ", "*1", "+86", "(", "E+1"};
	for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
		size_t n = strlen(fills[i]);
		for (size_t j = 0; j + n < sizeof text; j += n)
			memcpy(text + j, fills[i], n + 1);
		phone_find(a, text, "0769", NULL, NULL, NULL);
	}
	assert_false(phone_find(a, text, "0769", NULL, NULL, NULL));
}

/* A cell that is seen to be one mobile, or a name, gives what it does among other marks: = parts as the start of a cell does, and is no word. */
static void test_short_ways(void **state)
{
	struct arena *a = *state;
	uint32_t random = 20261122;
	for (int i = 0; i < 60000; i++) {
		static const char *const digits[] = {"1%010u", "0%010u", "8%07u", "%u"};
		const char *number = arena_printf(a, digits[awkward_random(&random, 4)], random % 1000000000u * 7), *normal, *rest, *o_normal, *o_rest;
		const char *text = awkward_random(&random, 3) ? awkward_text(a, &random, 5) : number, *l = arena_printf(a, LONG_WAY "=%s", text);
		bool flagged, o_flagged, is = phone_find(a, text, "0769", &normal, &flagged, &rest), was = phone_find(a, l, "0769", &o_normal, &o_flagged, &o_rest);
		if (is != was || flagged != o_flagged || strcmp(normal, o_normal) != 0 || strcmp(rest, o_rest) != 0)
			fail_msg("'%s': %s, '%s' and %s, '%s'", text, normal, rest, o_normal, o_rest);
		arena_reset(a);
	}
}

static int make_arena(void **state)
{
	*state = arena_new();
	return 0;
}

static int drop_arena(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_cases, make_arena, drop_arena),
		cmocka_unit_test_setup_teardown(test_long_cells, make_arena, drop_arena),
		cmocka_unit_test_setup_teardown(test_short_ways, make_arena, drop_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
