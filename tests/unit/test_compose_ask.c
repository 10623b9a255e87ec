/* Questions to people, and what became of their answers: each letter against tests/golden/letters. */
#include "golden_letters.h"

static struct letter ask_with(enum ask_kind kind, struct notice_entry *entries, size_t count, int64_t asked, bool request)
{
	static const char *lines[] = {"张伟 10月8日（周四）至 10月9日（周五）请假，期间的名单和意向客户免交", "已经登记的乐捐重新计算，不该登记的冲回"};
	struct ask_in in = {.head = head_to("ask.director", "director", "李总监", "director@corp.test", MORNING), .kind = kind, .name = "陈平娜", .reason = "9月14日外出，已补发",
	                    .arrived = EVENING, .asked = asked, .entries = entries, .entries_count = count, .request = request};
	in.what = "张伟请假 10月8日至9日";
	in.lines = lines;
	in.lines_count = kind == ASK_COMMAND ? 2 : 0;
	return compose_ask(arena, &in);
}

static struct letter ask_of(enum ask_kind kind, struct notice_entry *entries, size_t count, int64_t asked)
{
	return ask_with(kind, entries, count, asked, false);
}

static void test_ask(void **state)
{
	(void)state;
	struct notice_entry entries[] = {shortfall(), unfulfilled()};
	struct letter l = ask_of(ASK_APPEAL, entries, 2, 0);
	assert_letter("ask-appeal", &l);
	assert_non_null(strstr(text_part(&l), "1免除 2维持"));
	l = ask_of(ASK_APPEAL, entries, 1, EVENING);
	assert_letter("ask-appeal-again", &l);
	l = ask_of(ASK_PAID, entries, 1, 0);
	assert_letter("ask-paid", &l);
	l = ask_of(ASK_COMMAND, NULL, 0, 0);
	assert_letter("ask-command", &l);
	l = ask_with(ASK_COMMAND, NULL, 0, 0, true);
	assert_letter("ask-request", &l);
}

static void test_told(void **state)
{
	static const char *const names[TOLD_WHYS] = {"told-unknown", "told-decided", "told-upheld", "told-paid", "told-unpaid", "told-late", "told-taken-appeal", "told-taken-paid", "told-withdrawn",
	                                             "told-withdraw-late", "told-done", "told-cancelled", "told-refused", "told-concerns", "told-turned-down", "told-taken-request", "told-owing", "told-query"};
	static const char *lines[] = {"陈平娜：9月15日客户资料 87/100，缺13条", "刘志强：9月15日客户资料 100/100，达标"};
	(void)state;
	for (int why = 0; why < TOLD_WHYS; why++) {
		struct notice_entry entry = shortfall();
		bool command = why >= TOLD_DONE, entries = why >= TOLD_UPHELD && why <= TOLD_WITHDRAWN;
		struct told_in in = {.head = head_rep("told.rep01", MORNING), .why = (enum told_why)why, .mail_subject = "回复：乐捐登记", .name = "李总监", .at = EVENING, .days = 7, .minutes = 30,
		                     .state = why == TOLD_WITHDRAWN ? "issued" : "upheld", .what = why == TOLD_DECIDED ? "item" : command ? "张伟请假 10月8日至9日" : "",
		                     .can = CAN_PERSON, .several = why == TOLD_UNKNOWN, .entries = &entry, .entries_count = entries, .lines = lines, .lines_count = why == TOLD_QUERY || why == TOLD_OWING ? 2 : 0};
		in.reason = why == TOLD_UPHELD ? "没有请假记录" : why == TOLD_REFUSED ? "person:张纬" : "";
		struct letter l = compose_told(arena, &in);
		assert_letter(names[why], &l);
	}
}

static void test_bundle(void **state)
{
	(void)state;
	static const char *missing[] = {"刘志强", "张志远"}, mail[] = "From: chen@corp.test\r\nSubject: plan\r\n\r\nten visits\r\n";
	struct bundled mails[] = {{.name = "陈平娜", .subject = "周工作计划", .at = EVENING, .raw = {(const uint8_t *)mail, sizeof mail - 1}}, {.name = "周副", .subject = "", .at = EVENING}};
	struct bundle_in in = {.head = head_to("bundle.director", "director", "李总监", "director@corp.test", MORNING), .title = "周工作计划", .week = date_make(2026, 9, 14), .report = "周汇报",
	                       .clause = "市场管理细则 例会(3)", .due = EVENING + 86400, .mails = mails, .mails_count = 2, .missing = missing, .missing_count = 2};
	struct letter l = compose_bundle(arena, &in);
	assert_letter("bundle-draft", &l);
	assert_non_null(strstr(arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size), "ten visits"));
	in.by = "李总监";
	in.words = "转呈，下周重点跟进两家";
	in.due = 0;
	in.mails_count = in.missing_count = 0;
	l = compose_bundle(arena, &in);
	assert_letter("bundle-passed", &l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_ask), cmocka_unit_test(test_told), cmocka_unit_test(test_bundle)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
