/* Rosters as firms keep them, what they change in an office, and the configuration's lines changed for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/text.h"
#include "conf_edit.h"
#include "conf_yaml.h"
#include "options.h"
#include "roster_merge.h"
#include "speak.h"

static struct arena *a;
static struct err err;

/* "a|b|c" lines. */
static struct roster read(const char *table, int want)
{
	struct { struct roster_row *items; size_t items_count, items_cap; } rows = {0};
	struct roster r;
	for (const char *at = table; *at;) {
		struct roster_row row = {0};
		size_t size = strcspn(at, "\n");
		const char *end = at + size;
		while (at <= end) {
			size_t n = strcspn(at, "|\n");
			ARENA_PUSH(a, &row, cells) = arena_strndup(a, at, n);
			at += n + 1;
		}
		ARENA_PUSH(a, &rows, items) = row;
		at = *end ? end + 1 : end;
	}
	int got = roster_take(a, rows.items, rows.items_count, &r, &err);
	if (got != want)
		fail_msg("%s: %s", table, err.text);
	return r;
}

static void test_columns(void **state)
{
	static const char *const headers[] = {"邮箱|姓名|职务|入职日期|工号", "Email|Name|Title|since|ID", "电子邮箱（公司）|员 工 姓 名|岗位名称|入职时间|员工编号", "公司邮箱|*姓名|所任职务|到岗日期|工号"};
	(void)state;
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		struct roster r = read(arena_printf(a, "花名册\n%s\nA@x.cn|张伟|业务员|2026-03-05|007\n", headers[i]), 0);
		assert_int_equal(r.people_count, 1);
		assert_string_equal(r.people[0].name, "张伟");
		assert_string_equal(r.people[0].mail[0], "a@x.cn");
		assert_string_equal(r.people[0].id, "007");
		assert_int_equal(r.people[0].roles, 1u << ROLE_REP);
		assert_int_equal(r.people[0].since, date_make(2026, 3, 5));
		assert_int_equal(r.people[0].until, DATE_NONE);
	}
	read("张伟|a@x.cn\n", -1);
	read("姓名|电话\n张伟|138\n", -1);
	read("姓名|邮箱\n", -1);
	assert_int_equal(err.exit_code, 65);
}

/* Columns that speak of somebody else are nobody's address or name; a second header (another sheet) is none of the people. */
static void test_other_columns(void **state)
{
	(void)state;
	struct roster r = read("工号|姓名|直属主管|主管邮箱|紧急联系人姓名|邮箱|备用邮箱\n1|张伟|李总|li@x.cn|张妈|a@x.cn|a@qq.com\n姓名|邮箱\n王五|w@x.cn\n", 0);
	assert_int_equal(r.people_count, 2);
	assert_string_equal(r.people[0].name, "张伟");
	assert_int_equal(r.people[0].mail_count, 2);
	assert_string_equal(r.people[0].mail[0], "a@x.cn");
	assert_string_equal(r.people[0].mail[1], "a@qq.com");
	assert_int_equal(r.people[0].roles, 0);
	assert_string_equal(r.people[1].name, "王五");
	assert_string_equal(r.people[1].mail[0], "w@x.cn");
}

static void test_addresses(void **state)
{
	static const struct { const char *cell, *mail; int notes; } cells[] = {
		{"a@x.cn；b@x.cn", "a@x.cn b@x.cn", 0}, {"a@x.cn、b@x.cn/c@x.cn", "a@x.cn b@x.cn c@x.cn", 0}, {"张伟 <A@X.cn>", "a@x.cn", 0}, {"ａ＠ｘ．ｃｎ", "a@x.cn", 0},
		{"a@x.cn a@x.cn", "a@x.cn", 0}, {"无", "", 0}, {"a@@x.cn", "", 1}, {"公司：a@x.cn（旧：b@x.cn）", "a@x.cn b@x.cn", 0}, {"", "", 0}, {"@", "", 1}, {"a@x.cn\r\nb@x.cn", "a@x.cn b@x.cn", 0}};
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		const char *lone[] = {"姓名", "邮箱"}, *row[] = {"张伟", cells[i].cell}, *all = "";
		struct roster_row rows[] = {{lone, 2, 2}, {row, 2, 2}};
		struct roster r;
		assert_int_equal(roster_take(a, rows, 2, &r, &err), 0);
		for (size_t k = 0; k < r.people[0].mail_count; k++)
			all = arena_printf(a, "%s%s%s", all, k ? " " : "", r.people[0].mail[k]);
		assert_string_equal(all, cells[i].mail);
		assert_int_equal(r.notes_count, cells[i].notes);
	}
}

static void test_roles(void **state)
{
	static const struct { const char *cell; unsigned roles; } cells[] = {
		{"业务员", 1u << ROLE_REP}, {"高级业务员", 1u << ROLE_REP}, {"销售代表", 1u << ROLE_REP}, {"市场部经理", 1u << ROLE_DIRECTOR}, {"总经理", 1u << ROLE_GENERAL_MANAGER},
		{"总经理助理", 1u << ROLE_GM_ASSISTANT}, {"副总经理", 0}, {"会计", 0}, {"", 0}, {"市场总监兼业务员", 1u << ROLE_DIRECTOR | 1u << ROLE_REP}, {"市场主管、业务员", 1u << ROLE_SUPERVISOR | 1u << ROLE_REP},
		{"CEO", 1u << ROLE_GENERAL_MANAGER}, {"general_manager", 1u << ROLE_GENERAL_MANAGER}, {"rep", 1u << ROLE_REP}, {"行政主管", 0}, {"技术总监", 1u << ROLE_TECHNICAL_DIRECTOR},
		{"总经理（法人）", 1u << ROLE_GENERAL_MANAGER}, {"仓储订单整理员", 1u << ROLE_ORDER_CLERK}};
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (roster_roles(a, cells[i].cell) != cells[i].roles)
			fail_msg("%s: %x", cells[i].cell, roster_roles(a, cells[i].cell));
	for (int i = 0; i < ROLE_COUNT; i++) {
		assert_int_equal(roster_roles(a, role_names[i]), 1u << i);
		assert_int_equal(roster_roles(a, role_titles[i]), 1u << i);
	}
}

static void test_dates(void **state)
{
	static const char *const good[] = {"2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", "2026-03-05 00:00:00", "2026年03月05号"};
	static const char *const bad[] = {"", "3月5日", "2026-13-01", "在职", "2026", "1/2/3", "20261301", "99999999999999999999"};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_int_equal(roster_date(good[i]), date_make(2026, 3, 5));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(roster_date(bad[i]), DATE_NONE);
}

/* ---- what it changes */

static const char *addr1[] = {"r1@x.cn"}, *addr2[] = {"r2@x.cn", "old@qq.com"}, *addr3[] = {"gm@x.cn"};
static struct staff people[] = {
	{.id = "rep01", .name = "陈平娜", .roles = 1u << ROLE_REP, .mail = addr1, .mail_count = 1, .since = DATE_NONE, .until = DATE_NONE},
	{.id = "rep02", .name = "赵六", .roles = 1u << ROLE_REP | 1u << ROLE_SUPERVISOR, .mail = addr2, .mail_count = 2, .since = DATE_NONE, .until = DATE_NONE, .deputy = "rep01"},
	{.id = "gm", .name = "王总", .roles = 1u << ROLE_GENERAL_MANAGER, .mail = addr3, .mail_count = 1, .since = DATE_NONE, .until = DATE_NONE}};

static const char *merged(const char *table, date absent)
{
	static const char signs[] = "+~-?!";
	struct office o = {.since = date_make(2026, 9, 14), .staff = people, .staff_count = 3};
	struct roster r = read(table, 0);
	struct roster_merge how = {date_make(2026, 11, 2), absent, NULL};
	struct staff_changes c;
	struct buf all = {0};
	roster_merge(a, &r, &o, &how, &c);
	for (size_t i = 0; i < c.items_count; i++) {
		buf_printf(&all, "%c ", signs[c.items[i].kind]);
		if (c.items[i].kind < STAFF_ABSENT)
			conf_staff_line(&c.items[i].now, &all);
		else
			buf_adds(&all, c.items[i].now.name);
		buf_printf(&all, " %s\n", c.items[i].why);
	}
	const char *text = arena_strndup(a, all.data ? all.data : "", all.size);
	buf_release(&all);
	return text;
}

static void test_merge(void **state)
{
	(void)state;
	assert_string_equal(merged("姓名|邮箱|职务\n陈平娜|r1@x.cn|业务员\n赵六|r2@x.cn|业务员\n王总|gm@x.cn|总经理\n", DATE_NONE), "");
	assert_string_equal(merged("姓名|邮箱|职务\n陈娜|R1@x.cn|市场主管\n赵六|new@x.cn|业务员\n", DATE_NONE),
	                    "~ {id: rep01, name: 陈娜, role: supervisor, mail: [r1@x.cn]} roster.name roster.role\n"
	                    "~ {id: rep02, name: 赵六, role: [rep, supervisor], mail: [new@x.cn, r2@x.cn, old@qq.com], deputy: rep01} roster.mail\n"
	                    "? 王总 \n");
	assert_string_equal(merged("工号|姓名|邮箱|离职日期\nrep02|赵大六|z@x.cn|2026-11-30\n", date_make(2026, 11, 15)),
	                    "- {id: rep02, name: 赵大六, role: [rep, supervisor], mail: [z@x.cn, r2@x.cn, old@qq.com], until: 2026-11-30, deputy: rep01} roster.name roster.mail roster.until\n"
	                    "- {id: rep01, name: 陈平娜, role: rep, mail: [r1@x.cn], until: 2026-11-15} roster.until\n"
	                    "? 王总 \n");
	assert_string_equal(merged("姓名|邮箱|工号|入职日期\n张伟|a@x.cn||\n张伟|b@x.cn||2020-01-01\n李四|c@x.cn|rep03|\n李四二|a@x.cn||\n无址|||\n陈平娜|r1@x.cn\n赵六|r2@x.cn\n王总|gm@x.cn\n王总|gm@x.cn\n", DATE_NONE),
	                    "+ {id: rep04, name: 张伟, role: rep, mail: [a@x.cn], since: 2026-11-02} roster.as_rep\n"
	                    "+ {id: rep05, name: 张伟, role: rep, mail: [b@x.cn], since: 2020-01-01} roster.as_rep\n"
	                    "+ {id: rep03, name: 李四, role: rep, mail: [c@x.cn], since: 2026-11-02} roster.as_rep\n"
	                    "! 李四二 roster.twice\n! 无址 roster.no_mail\n! 王总 roster.twice\n");
}

/* ---- the configuration's lines */

static const char *edited(const char *text, const struct conf_staff_edit *edits, size_t count)
{
	struct buf out = {0};
	if (conf_edit_staff(a, text, edits, count, people, 3, &out, &err) < 0)
		fail_msg("%s", err.text);
	const char *got = arena_strndup(a, out.data, out.size);
	buf_release(&out);
	return got;
}

static void test_edit(void **state)
{
	(void)state;
	const struct conf_staff_edit edits[] = {{1, people[1]}, {SIZE_MAX, people[2]}};
	assert_string_equal(edited("# a\nstaff: # who\n  # one\n  - {id: x, name: y} # keep\n  - {id: rep02} # south\n\n  # end\n# rules\npolicies: []", edits, 2),
	                    "# a\nstaff: # who\n  # one\n  - {id: x, name: y} # keep\n"
	                    "  - {id: rep02, name: 赵六, role: [rep, supervisor], mail: [r2@x.cn, old@qq.com], deputy: rep01} # south\n"
	                    "  - {id: gm, name: 王总, role: general_manager, mail: [gm@x.cn]}\n\n  # end\n# rules\npolicies: []");
	assert_string_equal(edited("staff:\n- id: x\n- id: rep02\n  name: b\n  # inner\n  role: rep\n# c", edits, 2),
	                    "staff:\n- id: x\n- {id: rep02, name: 赵六, role: [rep, supervisor], mail: [r2@x.cn, old@qq.com], deputy: rep01}\n"
	                    "- {id: gm, name: 王总, role: general_manager, mail: [gm@x.cn]}\n# c");
	assert_string_equal(edited("staff: [{id: x}, {id: y}]\nleave: []\n", edits, 1),
	                    "staff:\n  - {id: rep01, name: 陈平娜, role: rep, mail: [r1@x.cn]}\n"
	                    "  - {id: rep02, name: 赵六, role: [rep, supervisor], mail: [r2@x.cn, old@qq.com], deputy: rep01}\n"
	                    "  - {id: gm, name: 王总, role: general_manager, mail: [gm@x.cn]}\nleave: []\n");
	struct buf out = {0};
	assert_int_equal(conf_edit_staff(a, "{staff: [{id: x}]}", edits, 1, people, 3, &out, &err), -1);
	assert_int_equal(conf_edit_staff(a, "office: {}\n", edits, 1, people, 3, &out, &err), -1);
	buf_release(&out);
}

static void calendar(const char *text, const char *want)
{
	struct buf out = {0};
	int r = conf_edit_calendar(a, text, "calendars/2027.csv", &out, &err);
	assert_int_equal(r, want ? 0 : -1);
	if (want)
		assert_string_equal(out.data, want);
	buf_release(&out);
}

static void test_edit_calendar(void **state)
{
	(void)state;
	calendar("office:\n  calendars: [a.csv, b.csv] # x\n", "office:\n  calendars: [a.csv, b.csv, calendars/2027.csv] # x\n");
	calendar("office:\n  calendars: []\n", "office:\n  calendars: [calendars/2027.csv]\n");
	calendar("office:\n  company: x\n", "office:\n  calendars: [calendars/2027.csv]\n  company: x\n");
	calendar("office:\n  calendars:\n    - a.csv # x\n  since: 2026-01-01", "office:\n  calendars:\n    - a.csv # x\n    - calendars/2027.csv\n  since: 2026-01-01");
	calendar("office:\n  calendars:\n  - a.csv", "office:\n  calendars:\n  - a.csv\n  - calendars/2027.csv\n");
	calendar("office: {since: 2026-01-01}\n", NULL);
	calendar("office: {calendars: [a]}\n", "office: {calendars: [a, calendars/2027.csv]}\n");
	calendar("office:\n  calendars: [a,\n    b]\n", NULL);
	calendar("office:\n  calendars: a.csv\n", NULL);
}

/* Whatever text: it comes out of YAML as it went in. */
static void test_quote(void **state)
{
	static const char *const pieces[] = {"a", "7", " ", ":", "#", "\"", "\\", "'", "{", "]", ",", "-", "张", "、", "@", ".", "null", "~", "&", "*", "!", "|", "%", "`", "e", "é"};
	(void)state;
	srand(3);
	for (int round = 0; round < 5000; round++) {
		char text[60] = "";
		for (int i = rand() % 6; i >= 0; i--)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s", pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
		struct buf out = {0};
		struct conf_faults faults = {0};
		buf_adds(&out, "[{x: ");
		conf_quote(&out, text);
		buf_adds(&out, ", y: 1}]");
		struct node *n = yaml_parse(a, "t", out.data, out.size, &faults);
		if (!n)
			fail_msg("%s: %s", out.data, faults.faults[0].text);
		const struct node *x = node_get(n->items[0].value, "x");
		assert_string_equal(x->text, text);
		assert_false(node_is_null(x));
		buf_release(&out);
	}
}

/* Both languages say the same things of the same values. */
static void test_speak(void **state)
{
	(void)state;
	const char *zh = embedded_find("daemon/speak.zh-CN.txt")->data, *en = embedded_find("daemon/speak.en.txt")->data;
	while (*zh && *en) {
		size_t n = strcspn(zh, " ");
		assert_int_equal(strncmp(zh, en, n + 3), 0);
		for (char c = '1'; c <= '4'; c++) {
			char mark[] = {'{', c, '}', 0};
			const char *z = arena_strndup(a, zh, strcspn(zh, "\n")), *e = arena_strndup(a, en, strcspn(en, "\n"));
			if (!strstr(z, mark) != !strstr(e, mark))
				fail_msg("%s | %s", z, e);
		}
		zh += strcspn(zh, "\n") + 1;
		en += strcspn(en, "\n") + 1;
	}
	assert_true(!*zh && !*en);
	speak_in("zh-CN");
	assert_string_equal(SPEAK(a, "roster.bad_mail", "张伟", "x"), "张伟：“x”不是邮箱地址，没有用");
	speak_in("en");
	assert_string_equal(SPEAK(a, "roster.mail"), "addresses");
}

/* conf_staff_line writes each thing that may be said of a person: whoever adds one adds it there. */
static void test_all_is_written(void **state)
{
	static const char *const written[] = {"id", "name", "role", "mail", "since", "until", "deputy"};
	(void)state;
	for (const struct section *const *s = sections_all; *s; s++)
		for (size_t i = 0; strcmp((*s)->name, "staff") == 0 && (i < 7 || (*s)->options[i].name); i++)
			assert_string_equal((*s)->options[i].name, written[i]);
}

static int setup(void **state)
{
	(void)state;
	text_open_converters();
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_other_columns), cmocka_unit_test(test_addresses), cmocka_unit_test(test_roles),
	                                   cmocka_unit_test(test_dates),   cmocka_unit_test(test_merge),         cmocka_unit_test(test_edit),      cmocka_unit_test(test_edit_calendar),
	                                   cmocka_unit_test(test_quote),   cmocka_unit_test(test_speak),     cmocka_unit_test(test_all_is_written)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
