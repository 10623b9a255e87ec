/* Letters by their words (test_letters.c holds each against its golden file): hostile values, limits, faults in an
 * office's own letters. Runs in the source tree's root. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/embed.h"
#include "base/text.h"
#include "compose_part.h"
#include "golden_letters.h"
#include "headers.h"

static void test_receipt(void **state)
{
	(void)state;
	struct receipt_in in = sample_receipt(sampler());
	struct letter l = compose_receipt(arena, &in);
	assert_golden("receipt.eml", arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size));
	assert_int_equal(l.kind, LETTER_RECEIPT);
	assert_string_equal(l.about, "m20260914a");
	l = sample_of("receipt-mended");
	assert_non_null(strstr(arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size), "\r\n filename=\"list-2026-09-14.xlsx\"\r\n"));
	in.second_cure = true;
	l = compose_receipt(arena, &in);
	assert_non_null(strstr(l.subject, "不重复计算"));
}

/* The same workbook each day, with some rows more: what was there before is no reproach, and hides no fault of today's rows. */
static void test_growing_workbook(void **state)
{
	enum { OLD = 240 };
	struct receipt_in in = sample_receipt(sampler());
	const struct refused_row *refused = in.tables[0].refused;
	struct refused_row *rows = arena_alloc(arena, (OLD + 2) * sizeof *rows);
	(void)state;
	for (int i = 0; i < OLD; i++) {
		rows[i] = refused[3];
		rows[i].row = i + 2 + (i >= 100);
	}
	rows[OLD] = refused[0], rows[OLD].row = 250;
	rows[OLD + 1] = refused[4], rows[OLD + 1].row = 251;
	struct receipt_table table = {"3月客户.xlsx", ROW_LEAD, "columns", OLD + 100, 98, 0, 0, rows, OLD + 2, OLD + 2, NULL, OLD};
	in.tables = &table;
	in.tables_count = 1;
	in.unread_count = 0;
	struct letter l = compose_receipt(arena, &in);
	assert_non_null(strstr(text_part(&l), "第2–101、103–242行"));
	assert_non_null(strstr(text_part(&l), "未计入的2行"));
	table.refused_count = OLD; /* nothing but rows of before: nothing is not counted */
	assert_null(strstr(text_part(&(struct letter){.bytes = compose_receipt(arena, &in).bytes}), "未计入"));
	table.own_before = 9;
	table.refused_count = 9; /* a few are named one by one, with their day */
	assert_non_null(strstr(text_part(&(struct letter){.bytes = compose_receipt(arena, &in).bytes}), "未计入的9行"));
	for (int i = 0; i < OLD; i++)
		rows[i].row = 2 * i + 2;
	table.own_before = OLD;
	table.refused_count = OLD; /* rows of before between new ones */
	assert_non_null(strstr(text_part(&(struct letter){.bytes = compose_receipt(arena, &in).bytes}), "第2、4、6、8、10、12等行"));
}

/* What is wrong with a number is said, and what to write. */
static void test_phone_todo(void **state)
{
	static const struct {
		const char *phone, *said;
	} cases[] = {
		{"1.38E+10", "设为文本"}, {"138****0000", "被隐去"}, {"１３８＊＊＊＊００００", "被隐去"}, {"l38OO138OOO", "混有字母"}, {"88888888", "缺区号"}, {"8888-8888", "缺区号"},
		{"1380013800", "位数不够"}, {"1380013", "位数不够"}, {"12315", "位数不够"}, {"138001380001", "11位手机号"}, {"张三", "11位手机号"}, {"", "11位手机号"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct receipt_in in = sample_receipt(sampler());
		struct refused_row row = {.row = 2, .company = "甲", .phone = cases[i].phone, .reason = REASON_PHONE};
		struct receipt_table table = {.label = "t", .kind = ROW_LEAD, .rows = 1, .refused = &row, .refused_count = 1};
		in.tables = &table;
		in.tables_count = 1;
		struct letter l = compose_receipt(arena, &in);
		if (!strstr(text_part(&l), cases[i].said))
			fail_msg("%s: %s", cases[i].phone, text_part(&l));
	}
}

/* "未填" of what stands there, under a header that told nothing, would leave its sender at a loss. */
static void test_column_not_found(void **state)
{
	(void)state;
	struct err err = {0};
	struct receipt_in in = sample_receipt(sampler());
	assert_int_equal(headers_open(&err), 0);
	struct refused_row rows[] = {{.row = 2, .company = "甲", .reason = REASON_MISSING, .missing = 1u << FIELD_PERSON | 1u << FIELD_PHONE | 1u << FIELD_CAPITAL}};
	struct lead_column columns[] = {{"公司全名", FIELD_COMPANY}, {"打给谁", FIELD_OTHER}, {"传真", FIELD_OTHER}, {"", FIELD_OTHER}, {"注册资金", FIELD_CAPITAL}, {"怎么找他，上班下班都要能接通的那个号码", FIELD_OTHER}};
	struct lead_row row = {.row = 2};
	for (int f = 0; f < FIELD_COUNT; f++)
		row.value[f] = "";
	struct lead_table list = {.kind = ROW_LEAD, .sheet_label = "t", .rows = &row, .rows_count = 1, .columns = columns, .columns_count = 6};
	struct receipt_table table = {.label = "t", .kind = ROW_LEAD, .told_by = "columns", .rows = 1, .refused = rows, .refused_count = 1, .list = &list};
	in.tables = &table;
	in.tables_count = 1;
	struct letter l = compose_receipt(arena, &in);
	if (!strstr(text_part(&l), "没有找到“法人或负责人、电话”，没认出的列标题：打给谁、怎么找他，上班下班都要…。"))
		fail_msg("%s", text_part(&l));
	columns[1].field = FIELD_CONTACT; /* as good as 法人 */
	columns[5].field = FIELD_PHONE;
	l = compose_receipt(arena, &in);
	assert_null(strstr(text_part(&l), "没有找到"));
	columns[5].field = FIELD_OTHER; /* a list out of the store knows no columns */
	list.columns_count = 0;
	l = compose_receipt(arena, &in);
	assert_null(strstr(text_part(&l), "没有找到"));
	headers_close();
}

/* An answer that can't be done with is answered by what can be said. */
static void test_asked_again(void **state)
{
	(void)state;
	struct return_in in = sample_return(sampler(), RETURN_COLUMNS);
	in.still_lacking = true;
	struct letter l = compose_return(arena, &in);
	assert_non_null(strstr(text_part(&l), "哪一列是公司全名"));
	struct unknown_table table = *in.table;
	table.why = UNKNOWN_KIND;
	in.table = &table;
	l = compose_return(arena, &in);
	assert_non_null(strstr(text_part(&l), "类型=意向客户"));
	assert_non_null(strstr(l.subject, "看不出是哪种名单"));
	in.table = NULL; /* the mail's bytes are not kept any more */
	l = compose_return(arena, &in);
	assert_non_null(strstr(text_part(&l), "B=公司 C=电话"));
}

static void test_notice(void **state)
{
	(void)state;
	struct letter l = sample_of("penalty");
	struct notice_entry entry = sample_shortfall(sampler());
	assert_string_equal(l.about, entry.id);
	assert_non_null(strstr(text_part(&l), "100 − 87 = 13条；13 × 2.00元 = 26.00元"));
	assert_non_null(strstr(text_part(&l), "由主管线下处理"));
	l = sample_of("penalty-several");
	assert_non_null(strstr(text_part(&l), "陌拜6次（m20260909…）"));
	struct notice_in in = notice_of("none.rep01", MORNING, &entry, 1, NULL, 0, NULL, 0);
	entry.mails_count = entry.uncounted_count = 0;
	l = compose_notice(arena, &in);
	assert_non_null(strstr(text_part(&l), "时段内没有收到可以计入的邮件"));
}

/* Whoever works on for nothing is told so, and told when it is for something after all. */
static void test_makeup_news(void **state)
{
	static const struct { const char *name, *subject; } all[] = {
		{"makeup-in-vain", "不用补陌拜"}, {"makeup-lost", "9月15日客户资料110/120：本周补做已不能完成"}, {"makeup-lifted", "补做取消"}, {"makeup-again", "本周补做仍可完成"}};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_non_null(strstr(sample_of(all[i].name).subject, all[i].subject));
	/* a receipt of visits that help no more */
	struct letter l = sample_of("receipt-lost");
	assert_null(strstr(text_part(&l), "还差"));
}

static void test_confirm(void **state)
{
	(void)state;
	struct letter l = sample_of("confirm");
	assert_non_null(strstr(text_part(&l), "不同意 原因"));
}

static void test_digest(void **state)
{
	(void)state;
	assert_non_null(strstr(sample_of("digest-quiet").subject, "一切正常"));
}

static void test_alarm(void **state)
{
	(void)state;
	struct letter_head h = head_to("alarm.imap.2026-09-14", NULL, "管理员", "it@corp.test", EVENING);
	char *huge = arena_alloc(arena, 200000);
	memset(huge, 'x', 199999);
	for (int i = 100; i < 199999; i += 101)
		huge[i] = '\n';
	struct letter l = compose_alarm(arena, &(struct alarm_in){.head = h, .kind = "长", .text = huge, .since = INT64_MIN, .over = INT64_MIN});
	assert_true(strlen(html_part(&l)) <= COMPOSE_MAX_BODY);
	assert_non_null(strstr(text_part(&l), "从略"));
}

/* Names, cells and subjects of a mail are somebody else's: nothing of them may act. */
static void test_hostile(void **state)
{
	static const char evil[] = "<script>alert(1)</script>\"'&\r\nBcc: v@x\r\n\r\n\x01\x1B[2J\xE2\x80\xAE\xE2\x80\x8B=cmd|'/C calc'!A0 https://evil.test www.evil.test {{company}}";
	(void)state;
	struct receipt_in in = sample_receipt(sampler());
	struct refused_row bad = {1, evil, evil, evil, REASON_TAKEN, 0, evil, EVENING, 0, NULL};
	struct receipt_table table = {evil, ROW_LEAD, evil, 1, 0, 0, 0, &bad, 1, 1, NULL, 0};
	struct unread_part file = {evil, evil};
	struct standing owed = {evil, day_of(15), MIDNIGHT_DUE, 100, 0, false, false, NULL, false, 0, NULL, false};
	in.tables = &table;
	in.unread = &file;
	in.standing = &owed;
	in.tables_count = in.unread_count = in.standing_count = 1;
	in.subject = in.head.to_name = evil;
	in.head.in_reply_to = evil;
	struct letter l = compose_receipt(arena, &in);
	const char *bytes = arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size), *text = text_part(&l), *html = html_part(&l);
	assert_null(strstr(bytes, "Bcc"));
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "\"'"));
	assert_non_null(strstr(html, "&lt;script&gt;"));
	const char *both[] = {text, html, l.subject};
	for (size_t i = 0; i < 3; i++) {
		assert_null(strstr(both[i], "://evil"));
		assert_null(strstr(both[i], "www.evil"));
		assert_null(strstr(both[i], "\nBcc"));
		assert_null(strstr(both[i], "\xE2\x80\xAE"));
		for (const char *p = both[i]; *p; p++)
			assert_true((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t');
	}
}

/* A list of 3,000 refused rows: some are shown, all are counted, and the letter stays small. */
static void test_long_lists(void **state)
{
	(void)state;
	enum { MANY = 3000 };
	struct receipt_in in = sample_receipt(sampler());
	struct refused_row *rows = arena_alloc(arena, MANY * sizeof *rows);
	for (int i = 0; i < MANY; i++) {
		rows[i] = in.tables[0].refused[2];
		rows[i].row = i + 2;
	}
	struct receipt_table table = {"Sheet1", ROW_LEAD, "columns", MANY, 0, 0, 0, rows, MANY, MANY, NULL, 0};
	in.tables = &table;
	in.tables_count = 1;
	struct letter l = compose_receipt(arena, &in);
	assert_true(strlen(html_part(&l)) <= COMPOSE_MAX_BODY);
	assert_non_null(strstr(text_part(&l), "第201行"));
	assert_null(strstr(text_part(&l), "第202行"));
	assert_non_null(strstr(text_part(&l), "另有2800行未列出"));
	struct receipt_table *all = arena_alloc(arena, MANY * sizeof *all);
	for (int i = 0; i < MANY; i++)
		all[i] = sample_receipt(sampler()).tables[1];
	in.tables = all;
	in.tables_count = MANY;
	l = compose_receipt(arena, &in);
	assert_non_null(strstr(text_part(&l), "另有2970张表"));
}

static void test_same_bytes(void **state)
{
	(void)state;
	struct digest_in in = sample_digest(sampler(), false);
	struct letter one = compose_digest(arena, &in), two = compose_digest(arena, &in);
	assert_int_equal(one.bytes.size, two.bytes.size);
	assert_memory_equal(one.bytes.data, two.bytes.data, one.bytes.size);
}

static void test_moments(void **state)
{
	(void)state;
	assert_string_equal(say_due(arena, MIDNIGHT_DUE, EVENING), "今天23:59");
	assert_string_equal(say_due(arena, MIDNIGHT_DUE + DAY_SECONDS, EVENING), "明天23:59");
	assert_string_equal(say_due(arena, MIDNIGHT_DUE + 4 * DAY_SECONDS, EVENING), "9月18日（周五）23:59");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE, EVENING), "2小时56分钟");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE, MIDNIGHT_DUE - 300), "5分钟");
	assert_string_equal(say_left(arena, MIDNIGHT_DUE, MIDNIGHT_DUE + 60), "");
	assert_false(due_passed(MIDNIGHT_DUE, MIDNIGHT_DUE + 59));
	assert_true(due_passed(MIDNIGHT_DUE, MIDNIGHT_DUE + 60));
	assert_false(due_passed(MIDNIGHT_DUE + 59, MIDNIGHT_DUE + 59));
	assert_string_equal(say_money(arena, 2600), "26.00");
	assert_string_equal(say_money(arena, -50005), "-500.05");
	assert_string_equal(say_roles(arena, 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER), "市场总监、总经理");
}

static void test_codes(void **state)
{
	(void)state;
	assert_string_equal(say_code(arena, "detail", "empty"), "没有数据行");
	assert_string_equal(say_code(arena, "detail", "not in To or Cc: director"), "收件人不全");
	assert_string_equal(say_code(arena, "detail", "550 no such user: x"), "550 no such user: x");
	assert_string_equal(say_code(arena, "because", "late:m1"), "补见了一封按时到达的邮件（m1），已重新计算");
	assert_string_equal(say_code(arena, "because", NULL), "");
	struct letter_head h = head_to("alarm.quarantine.m1", NULL, "", "it@corp.test", EVENING);
	assert_non_null(strstr(compose_alarm(arena, &(struct alarm_in){.head = h, .kind = "quarantine", .text = "m1", .since = INT64_MIN, .over = INT64_MIN}).subject, "【系统】有一封邮件多次读取失败"));
}

/* Every enum value that can reach a letter has its words. */
static void test_words(void **state)
{
	(void)state;
	for (int r = 0; r < ROLE_COUNT; r++)
		assert_true(*say_roles(arena, 1u << r));
	for (int f = FIELD_COMPANY; f <= FIELD_VALUE; f++)
		if (f != FIELD_CONTACT)
			assert_true(*say_fields(arena, 1u << f));
	for (int r = REASON_MISSING; r < REASON_COUNT; r++) {
		struct receipt_in in = sample_receipt(sampler());
		struct refused_row row = {1, "甲", "乙", "丙", (enum reason)r, 1u << FIELD_PHONE, NULL, 0, 0, NULL};
		struct receipt_table table = {"t", ROW_LEAD, "columns", 1, 0, 0, 0, &row, 1, 1, NULL, 0};
		in.tables = &table;
		in.tables_count = 1;
		struct letter l = compose_receipt(arena, &in);
		assert_null(strstr(text_part(&l), "：。"));
	}
}

/* --- an office's own letters --- */
static void write_file(const char *dir, const char *name, const char *text)
{
	FILE *f = fopen(arena_printf(arena, "%s/%s", dir, name), "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void test_own_letters(void **state)
{
	(void)state;
	char dir[] = "/tmp/test_compose.XXXXXX";
	assert_non_null(mkdtemp(dir));
	struct office own = office;
	struct template_faults faults = {0};
	own.letters_dir = dir;
	write_file(dir, "reminder.txt", "Subject: 催交 {{to}}\nHeadline: 快交\n{{nobody}}\n{{#reminders}}\n{{nothing}}\n{{/reminders}}\n");
	write_file(dir, "layout.html", "<p>{{headline}}</p>");
	write_file(dir, "words.txt", "unit.row = 个\nunit.raw = 个\n");
	write_file(dir, "penalty.txt", "no subject\n");
	write_file(dir, "remainder.txt", "x");
	write_file(dir, "alarm.html", "\xFF\xFE");
	assert_int_equal(compose_open(arena, &own, &faults), -1);
	static const struct {
		const char *file, *says;
		int line;
	} want[] = {{"reminder.txt", "{{nobody}}", 3}, {"reminder.txt", "{{nothing}}", 5}, {"layout.html", "{{code}}", 1}, {"words.txt", "unit.raw", 2},
		{"penalty.txt", "Subject:", 1}, {"remainder.txt", "replaces no letter", 1}, {"alarm.html", "UTF-8", 1}};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		bool found = false;
		for (size_t k = 0; k < faults.faults_count; k++)
			found = found || (strstr(faults.faults[k].file, want[i].file) && faults.faults[k].line == want[i].line && strstr(faults.faults[k].text, want[i].says));
		if (!found)
			fail_msg("no fault %s:%d: %s", want[i].file, want[i].line, want[i].says);
	}
	assert_int_equal(faults.faults_count, sizeof want / sizeof *want);
	/* the letters in use stay; a right one takes effect */
	struct standing owed = {"客户资料", day_of(15), MIDNIGHT_DUE, 100, 63, false, false, NULL, false, 0, NULL, false};
	struct notice_in in = notice_of("reminder.rep01", EVENING, NULL, 0, NULL, 0, &owed, 1);
	assert_non_null(strstr(compose_notice(arena, &in).subject, "【提醒】"));
	const char *names[] = {"penalty.txt", "remainder.txt", "alarm.html", "layout.html"};
	for (size_t i = 0; i < 4; i++)
		unlink(arena_printf(arena, "%s/%s", dir, names[i]));
	write_file(dir, "reminder.txt", "Subject: 催交 {{to}}\nHeadline: 快交\n{{#reminders}}\n{{>standing}}\n{{/reminders}}\n");
	write_file(dir, "words.txt", "unit.row = 个\nunit.row = 份\n"); /* the first one stays */
	faults.faults_count = 0;
	assert_int_equal(compose_open(arena, &own, &faults), 0);
	struct letter l = compose_notice(arena, &in);
	assert_non_null(strstr(l.subject, "催交 陈平娜 ["));
	assert_non_null(strstr(text_part(&l), "还差37个"));
	assert_int_equal(compose_open(arena, &office, &faults), 0);
	unlink(arena_printf(arena, "%s/reminder.txt", dir));
	unlink(arena_printf(arena, "%s/words.txt", dir));
	assert_int_equal(rmdir(dir), 0);
}

/* Those in the program: only here is it seen whether every name in them is known, since a start checks them for offices with letters of their own alone. */
static void test_built_in_letters(void **state)
{
	(void)state;
	char dir[] = "/tmp/test_compose.XXXXXX";
	assert_non_null(mkdtemp(dir));
	struct office empty = office;
	empty.letters_dir = dir;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct template_faults faults = {0};
		empty.language = (enum language)language;
		compose_open(arena, &empty, &faults);
		for (size_t i = 0; i < faults.faults_count; i++)
			print_error("%s:%d: %s\n", faults.faults[i].file, faults.faults[i].line, faults.faults[i].text);
		assert_int_equal(faults.faults_count, 0);
	}
	struct template_faults none = {0};
	assert_int_equal(compose_open(arena, &office, &none), 0);
	assert_int_equal(rmdir(dir), 0);
}

/* templates/README.md lists every name that a letter may use. */
static void test_names_are_listed(void **state)
{
	(void)state;
	FILE *f = fopen("templates/README.md", "r");
	assert_non_null(f);
	char *readme = arena_alloc(arena, 1 << 18);
	readme[fread(readme, 1, (1 << 18) - 1, f)] = '\0';
	fclose(f);
	for (int kind = 0; kind <= LETTER_KIND_COUNT; kind++)
		for (const char *const *n = compose_known((enum letter_kind)kind); *n; n++) {
			const char *dot = strrchr(*n, '.'), *name = dot ? dot + 1 : *n;
			if (strncmp(name, "has_", 4) != 0 && !strstr(readme, arena_printf(arena, "`%s`", name)))
				fail_msg("templates/README.md does not list `%s` (%s)", name, *n);
		}
}

/* Most values are looked at byte by byte and shown as they are: just those that the long way leaves as they are. */
static void test_plain_values(void **state)
{
	static const char *const some[] = {"东", "莞市有限公司", "a", "Z9", "-", "&", "<", "'", " ", "  ", "\t", "\n", "\r", "\x01", "\x7F", "\u3000", "\u200B", "\u00A0", "é", "；", "（", "㐀", "䀀", "龥",
		"\u2066", "𠮷", "？", "\uFFFD", "一二三四五六七八九十", "no links"};
	uint32_t seed = 7;
	(void)state;
	for (int round = 0, as_they_are = 0; round < 20000; round++) {
		struct buf b = {0};
		struct view *v = view_object(arena);
		buf_adds(&b, "");
		for (uint32_t n = (seed = seed * 1103515245u + 12345u) >> 16 & 15; n > 0; n--)
			buf_adds(&b, some[((seed = seed * 1103515245u + 12345u) >> 16) % (sizeof some / sizeof *some - (round % 2 ? 20 : 0))]);
		const char *want = text_cut(arena, letter_one_line(arena, text_head(arena, b.data, (size_t)COMPOSE_MAX_VALUE * 16)), COMPOSE_MAX_VALUE);
		put_value(arena, v, "x", b.data);
		assert_string_equal(view_member(v, "x")->text, want);
		as_they_are += strcmp(want, b.data) == 0;
		assert_true(round < 19999 || (as_they_are > 2000 && as_they_are < 18000));
		buf_release(&b);
	}
	struct view *v = view_object(arena);
	put_value(arena, v, "a", "http://x.test");
	put_value(arena, v, "b", "www.x.test");
	put_value(arena, v, "c", NULL);
	assert_string_equal(view_member(v, "a")->text, "http: //x.test");
	assert_string_equal(view_member(v, "b")->text, "www. x.test");
	assert_string_equal(view_member(v, "c")->text, "");
}

static void test_digits(void **state)
{
	static const int64_t some[] = {0, 1, -1, 9, 10, -10, 99, 100, 1234567890123, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		assert_string_equal(arena_int(arena, some[i]), arena_printf(arena, "%" PRId64, some[i]));
	for (size_t n = 250; n < 262; n++) { /* around what arena_printf and buf_printf print at once */
		struct buf b = {0};
		assert_int_equal(strlen(arena_printf(arena, "%0*d|", (int)n, 7)), n + 1);
		buf_printf(&b, "%0*d|", (int)n, 7);
		buf_printf(&b, "%0*d|", (int)n, 7);
		assert_int_equal(b.size, 2 * n + 2);
		assert_string_equal(b.data + n + 1, arena_printf(arena, "%0*d|", (int)n, 7));
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_receipt), cmocka_unit_test(test_growing_workbook), cmocka_unit_test(test_phone_todo), cmocka_unit_test(test_column_not_found), cmocka_unit_test(test_asked_again), cmocka_unit_test(test_notice), cmocka_unit_test(test_makeup_news), cmocka_unit_test(test_confirm),
		cmocka_unit_test(test_digest), cmocka_unit_test(test_alarm), cmocka_unit_test(test_hostile), cmocka_unit_test(test_long_lists),
		cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_moments), cmocka_unit_test(test_words), cmocka_unit_test(test_codes), cmocka_unit_test(test_own_letters),
		cmocka_unit_test(test_built_in_letters), cmocka_unit_test(test_names_are_listed), cmocka_unit_test(test_plain_values), cmocka_unit_test(test_digits),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
