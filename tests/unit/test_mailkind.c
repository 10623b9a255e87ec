/* Automatic mail (rules.md section 6, RFC 3834), and the prefixes of subjects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "mailkind.h"

static const struct auto_case {
	const char *what;
	bool automatic;
	const char *subject, *from, *return_path, *auto_submitted, *precedence, *list_id, *suppress;
	bool autoreply, report;
	const char *text, *reference;
} cases[] = {
	{.what = "a rep's list", .subject = "客户资料 王伟", .from = "wang@corp.test", .return_path = "wang@corp.test"},
	{.what = "no Return-Path at all", .subject = "客户资料", .from = "wang@corp.test"},
	{.what = "an empty Return-Path alone", .subject = "客户资料", .from = "wang@corp.test", .return_path = ""},
	{.what = "an empty one and a report", .automatic = true, .subject = "客户资料", .from = "wang@corp.test", .return_path = "", .report = true},
	{.what = "an empty one and mailer-daemon", .automatic = true, .subject = "x", .from = "MAILER-DAEMON@qq.com", .return_path = ""},
	{.what = "an empty one and noreply", .automatic = true, .subject = "x", .from = "noreply@corp.test", .return_path = ""},
	{.what = "noreply alone", .subject = "x", .from = "noreply@corp.test", .return_path = "noreply@corp.test"},
	{.what = "an empty one and a wish for no answers", .automatic = true, .subject = "x", .from = "wang@corp.test", .return_path = "", .suppress = "All"},
	{.what = "Exchange's wish alone", .subject = "客户资料", .from = "wang@corp.test", .return_path = "wang@corp.test", .suppress = "DR, OOF, AutoReply"},
	{.what = "postmaster", .automatic = true, .subject = "x", .from = "postmaster@corp.test", .return_path = "postmaster@corp.test"},
	{.what = "PostMaster+tag", .automatic = true, .subject = "x", .from = "PostMaster+1@corp.test"},
	{.what = "somebody called postmaster2", .subject = "x", .from = "postmaster2@corp.test"},
	{.what = "Auto-Submitted: auto-replied", .automatic = true, .subject = "x", .from = "w@c.test", .auto_submitted = "auto-replied"},
	{.what = "Auto-Submitted with a parameter", .automatic = true, .subject = "x", .from = "w@c.test", .auto_submitted = " Auto-Generated; owner-email=x"},
	{.what = "Auto-Submitted: no", .subject = "客户资料", .from = "w@c.test", .auto_submitted = "no"},
	{.what = "Auto-Submitted: NO with a comment", .subject = "客户资料", .from = "w@c.test", .auto_submitted = " NO (by hand)"},
	{.what = "Auto-Submitted: none-such", .automatic = true, .subject = "客户资料", .from = "w@c.test", .auto_submitted = "none"},
	{.what = "an empty Auto-Submitted", .subject = "客户资料", .from = "w@c.test", .auto_submitted = ""},
	{.what = "X-Autoreply", .automatic = true, .subject = "x", .from = "w@c.test", .autoreply = true},
	{.what = "Precedence: bulk", .automatic = true, .subject = "x", .from = "w@c.test", .precedence = "bulk"},
	{.what = "Precedence: List", .automatic = true, .subject = "x", .from = "w@c.test", .precedence = "List"},
	{.what = "Precedence: junk", .automatic = true, .subject = "x", .from = "w@c.test", .precedence = "junk"},
	{.what = "Precedence: auto_reply", .automatic = true, .subject = "x", .from = "w@c.test", .precedence = "auto_reply"},
	{.what = "Precedence: normal", .subject = "x", .from = "w@c.test", .precedence = "normal"},
	{.what = "List-Id", .automatic = true, .subject = "x", .from = "w@c.test", .list_id = "<l.corp.test>"},
	{.what = "multipart/report", .automatic = true, .subject = "x", .from = "w@c.test", .report = true},
	{.what = "自动回复", .automatic = true, .subject = "自动回复：客户资料", .from = "w@c.test"},
	{.what = "自动回复 in brackets", .automatic = true, .subject = " 【自动回复】客户资料", .from = "w@c.test"},
	{.what = "系统退信", .automatic = true, .subject = "系统退信", .from = "w@c.test"},
	{.what = "退信通知", .automatic = true, .subject = "退信通知/Undelivered", .from = "w@c.test"},
	{.what = "撤回", .automatic = true, .subject = "撤回：客户资料", .from = "w@c.test"},
	{.what = "撤回 as Outlook says it", .automatic = true, .subject = "撤回: 客户资料", .from = "w@c.test", .text = "王伟 将撤回邮件“客户资料”。"},
	{.what = "撤回 in a person's words", .subject = "撤回：申诉", .from = "w@c.test", .text = "昨天的申诉不用处理了"},
	{.what = "Out of Office", .automatic = true, .subject = "Out of Office: x", .from = "w@c.test"},
	{.what = "Undelivered Mail", .automatic = true, .subject = "Undelivered Mail Returned to Sender", .from = "w@c.test"},
	{.what = "已读", .automatic = true, .subject = "已读：客户资料", .from = "w@c.test"},
	{.what = "an answer to an automatic mail", .subject = "回复：自动回复：客户资料", .from = "w@c.test"},
	{.what = "a command of that word", .subject = "撤回 F-0012", .from = "w@c.test"},
	{.what = "another clerk's letter", .automatic = true, .subject = "【回执】黄志远 9月14日客户资料：有效4条 [X30M-6P3F]", .from = "w@c.test", .text = "您好\n[X30M-6P3F]\n"},
	{.what = "an answer to it", .subject = "回复：【回执】黄志远 9月14日客户资料：有效4条 [X30M-6P3F]", .from = "w@c.test", .text = "已改好\n[X30M-6P3F]\n"},
	{.what = "an answer whose client leaves the subject as it was", .subject = "【回执】黄志远 [X30M-6P3F]", .from = "w@c.test", .text = "已改好\n[X30M-6P3F]\n", .reference = "lc@x"},
	{.what = "a new mail under its subject", .subject = "【回执】黄志远 [X30M-6P3F]", .from = "w@c.test", .text = "已改好"},
	{.what = "a subject in such brackets", .subject = "【客户资料】[X30M-6P3F]", .from = "w@c.test", .text = "[AAAA-BBBB]"},
	{.what = "the words further on", .subject = "关于自动回复设备公司的资料", .from = "w@c.test"},
};

static void test_automatic(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct auto_case *c = &cases[i];
		struct address from = {"", c->from};
		struct mail m = {.subject = c->subject, .from = &from, .from_count = 1, .return_path = c->return_path, .auto_submitted = c->auto_submitted,
		                 .precedence = c->precedence, .list_id = c->list_id, .auto_response_suppress = c->suppress, .autoreply_header = c->autoreply,
		                 .report = c->report, .text = c->text ? c->text : "", .references = (const char *[]){c->reference}, .references_count = c->reference != NULL};
		const char *why = "?";
		bool automatic = mail_is_automatic(&m, &why);
		if (automatic != c->automatic)
			fail_msg("%s: %s", c->what, automatic ? why : "not automatic");
		assert_int_equal(automatic, why != NULL);
		assert_int_equal(mail_is_automatic(&m, NULL), automatic);
	}
	struct mail empty = {.subject = ""};
	assert_false(mail_is_automatic(&empty, NULL));
}

static const struct subject_case {
	const char *subject, *bare;
	enum subject_prefix prefix;
} subjects[] = {
	{"客户资料", "客户资料", SUBJECT_PLAIN},
	{" 客户资料 ", "客户资料", SUBJECT_PLAIN},
	{"回复：客户资料", "客户资料", SUBJECT_REPLY},
	{"回复: 客户资料", "客户资料", SUBJECT_REPLY},
	{"Re: 客户资料", "客户资料", SUBJECT_REPLY},
	{"RE：Re:re: 客户资料", "客户资料", SUBJECT_REPLY},
	{"Re[2]: 客户资料", "客户资料", SUBJECT_REPLY},
	{"答复: 客户资料", "客户资料", SUBJECT_REPLY},
	{"转发：客户资料", "客户资料", SUBJECT_FORWARD},
	{"Fw: 客户资料", "客户资料", SUBJECT_FORWARD},
	{"FWD:客户资料", "客户资料", SUBJECT_FORWARD},
	{"转发：回复：客户资料", "客户资料", SUBJECT_FORWARD},
	{"回复：转发: Fw：客户资料", "客户资料", SUBJECT_REPLY},
	{"[外部邮件] 回复：客户资料", "客户资料", SUBJECT_REPLY},
	{"回复：【外部邮件】客户资料", "客户资料", SUBJECT_REPLY},
	{"自动回复：客户资料", "自动回复:客户资料", SUBJECT_PLAIN},
	{"Report: x", "Report: x", SUBJECT_PLAIN},
	{"回复客户的资料", "回复客户的资料", SUBJECT_PLAIN},
	{"Re:", "", SUBJECT_REPLY},
	{"", "", SUBJECT_PLAIN},
};

static void test_subjects(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		enum subject_prefix prefix;
		const char *bare = subject_strip(a, subjects[i].subject, &prefix);
		if (strcmp(bare, subjects[i].bare) != 0 || prefix != subjects[i].prefix)
			fail_msg("'%s' gives '%s', %d", subjects[i].subject, bare, (int)prefix);
		assert_string_equal(subject_strip(a, subjects[i].subject, NULL), bare);
	}
	enum subject_prefix prefix = SUBJECT_REPLY;
	assert_string_equal(subject_strip(a, NULL, &prefix), ""); /* a mail that was never parsed */
	assert_int_equal(prefix, SUBJECT_PLAIN);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_automatic), cmocka_unit_test(test_subjects)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
