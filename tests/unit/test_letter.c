/* The writer and the token: bytes, invariants under hostile values, and a second reading by Python's email module. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/text.h"
#include "letter.h"
#include "token.h"

static struct office office = {.company = "东莞市示例网络科技有限公司", .from_addr = "clerk@corp.test", .from_name = "市场部邮件助理"};
static const uint8_t key[] = "0123456789abcdef";

static struct letter_head head_for(const char *id)
{
	return (struct letter_head){.office = &office, .token_key = {key, 16}, .id = id, .to_addr = "rep01@corp.test", .to_name = "陈平娜", .staff = "rep01",
		.now = 1789398000};
}

static struct letter written(struct arena *a, const struct letter_head *h, enum letter_kind kind, const struct letter_body *b)
{
	struct letter l;
	struct err err = {0};
	if (letter_write(a, h, kind, b, &l, &err) < 0)
		fail_msg("%s", err.text);
	return l;
}

static const char *text_of(struct arena *a, const struct letter *l)
{
	return arena_strndup(a, (const char *)l->bytes.data, l->bytes.size);
}

/* ASCII, CRLF only, lines of at most 76 characters. */
static void assert_well_formed(const struct letter *l)
{
	size_t columns = 0;
	for (size_t i = 0; i < l->bytes.size; i++) {
		uint8_t c = l->bytes.data[i];
		if (c == '\r') {
			assert_int_equal(l->bytes.data[i + 1], '\n');
			continue;
		}
		if (c == '\n') {
			assert_int_equal(l->bytes.data[i - 1], '\r');
			columns = 0;
			continue;
		}
		assert_in_range(c, 0x20, 0x7E);
		assert_in_range(++columns, 1, 76);
	}
	assert_int_equal(l->bytes.data[l->bytes.size - 1], '\n');
}

static void test_bytes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("receipt.m1");
	const char *refs[] = {"first@x", "mail@qq.com"};
	struct address reply[] = {{"", "clerk@corp.test"}, {"王总", "gm@corp.test"}};
	h.in_reply_to = "mail@qq.com";
	h.references = refs;
	h.references_count = 2;
	h.reply_to = reply;
	h.reply_to_count = 2;
	struct letter l = written(a, &h, LETTER_RECEIPT, &(struct letter_body){.subject = "【回执】陈平娜 9月15日客户资料：有效98条，还差2条", .text = "您好\n", .html = "<p>您好</p>"});
	assert_string_equal(l.token, "2GED-PQXW");
	assert_string_equal(text_of(a, &l),
		"Date: Mon, 14 Sep 2026 23:00:00 +0800\r\n"
		"From: =?UTF-8?B?5biC5Zy66YOo6YKu5Lu25Yqp55CG?= <clerk@corp.test>\r\n"
		"To: =?UTF-8?B?6ZmI5bmz5aic?= <rep01@corp.test>\r\n"
		"Reply-To: clerk@corp.test, =?UTF-8?B?546L5oC7?= <gm@corp.test>\r\n"
		"Subject: =?UTF-8?B?44CQ5Zue5omn44CR6ZmI5bmz5aicIDnmnIgxNeaXpeWuouaItw==?=\r\n"
		" =?UTF-8?B?6LWE5paZ77ya5pyJ5pWIOTjmnaHvvIzov5jlt64y5p2h?= [2GED-PQXW]\r\n"
		"Message-ID: <lc.2GED-PQXW.62db9298ce6e299e@corp.test>\r\n"
		"In-Reply-To: <mail@qq.com>\r\n"
		"References: <first@x> <mail@qq.com>\r\n"
		"X-Leadclerk-Letter: 2GED-PQXW\r\n"
		"Auto-Submitted: auto-replied\r\n"
		"X-Auto-Response-Suppress: All\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: multipart/alternative;\r\n boundary=\"=_lc_62db9298ce6e299e_a\"\r\n\r\n"
		"--=_lc_62db9298ce6e299e_a\r\n"
		"Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		"5oKo5aW9DQoNClsyR0VELVBRWFddDQo=\r\n"
		"--=_lc_62db9298ce6e299e_a\r\n"
		"Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
		"PHA+5oKo5aW9PC9wPg==\r\n"
		"--=_lc_62db9298ce6e299e_a--\r\n");
	assert_well_formed(&l);
	struct letter again = written(a, &h, LETTER_RECEIPT, &(struct letter_body){.subject = "【回执】陈平娜 9月15日客户资料：有效98条，还差2条", .text = "您好\n", .html = "<p>您好</p>"});
	assert_memory_equal(l.bytes.data, again.bytes.data, l.bytes.size);
	arena_free(a);
}

static void test_hostile_values(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("receipt.m2");
	const char *refs[] = {"a b@x", "<evil@x>", "ok@x", "x\r\nBcc: victim@x", ""};
	struct address reply[] = {{"a\r\nBcc: v@x, \"<v@x>\" \\", "clerk@corp.test"}};
	h.to_name = "陈\r\nBcc: victim@corp.test\r\n\r\nbody \xE2\x80\xAE\x01\x7F";
	h.in_reply_to = "x\r\nBcc: victim@x";
	h.references = refs;
	h.references_count = 5;
	h.reply_to = reply;
	h.reply_to_count = 1;
	struct letter l = written(a, &h, LETTER_RETURN, &(struct letter_body){.subject = "a\r\nBcc: v@x\r\n\r\n<b>", .text = "t\r\n.\r\nQUIT\r\n"});
	const char *s = text_of(a, &l);
	assert_null(strstr(s, "\nBcc:"));
	assert_null(strstr(s, "In-Reply-To"));
	assert_null(strstr(s, "\r\n.\r\n"));
	assert_non_null(strstr(s, "\r\nReferences: <ok@x>\r\n"));
	assert_non_null(strstr(s, "\r\nSubject: a Bcc: v@x <b> ["));
	assert_non_null(strstr(s, "\r\nReply-To: \"a Bcc: v@x, \\\"<v@x>\\\" \\\\\" <clerk@corp.test>\r\n"));
	assert_well_formed(&l);
	assert_string_equal(letter_one_line(a, " a\tb\u3000\r\nc\u200B\u202Ed\uFEFF\x1B[0m\u2066"), "a b cd[0m");
	assert_string_equal(letter_one_line(a, NULL), "");
	arena_free(a);
}

/* A value that is one line already is taken as it stands: as what looks at each character would have it. Behind a sign without width nothing is taken so. */
static void one_line_as_it_stands(void **state)
{
	static const char *const parts[] = {"a", "Z9", " ", "  ", "\t", "\n", "~", "\x7F", "\x1F", "东", "莞市", "\u4000", "\u9FFF", "\uA000", "\u3FFF", "\u3000", "\u00A0", "\u200B", "\uFEFF", "é",
	                                    "\U0001F600", "\U000E0041", "\xE4", "\xE9\xBF", "\x80", "\xE6\x9D", "&", "\"", ""};
	struct arena *a = arena_new();
	unsigned seed = 7;
	(void)state;
	for (int n = 0; n < 20000; n++) {
		struct buf b = {0};
		buf_adds(&b, "\u200B");
		for (int i = 0; i < n % 6; i++, seed = seed * 1103515245u + 12345u)
			buf_adds(&b, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		buf_adds(&b, "");
		assert_string_equal(letter_one_line(a, b.data + strlen("\u200B")), letter_one_line(a, b.data));
		buf_release(&b);
		arena_reset(a);
	}
	arena_free(a);
}

/* What is recorded of a letter that nobody will read is what it would have been found by. */
static void named_alone(void **state)
{
	struct arena *a = arena_new();
	struct letter_head h = head_for("digest.gm.2026-09-15");
	struct letter l = written(a, &h, LETTER_DIGEST, &(struct letter_body){.subject = "日报", .text = "t\n"}), named;
	struct err err;
	(void)state;
	assert_int_equal(letter_name(a, &h, LETTER_DIGEST, "日报", &named, &err), 0);
	assert_string_equal(named.id, l.id);
	assert_string_equal(named.to, l.to);
	assert_string_equal(named.token, l.token);
	assert_string_equal(named.message_id, l.message_id);
	assert_string_equal(named.subject, l.subject);
	assert_true(named.kind == l.kind && named.created == l.created && named.due == l.due && !named.bytes.size);
	h.to_addr = "no address";
	assert_int_equal(letter_name(a, &h, LETTER_DIGEST, "日报", &named, &err), -1);
	arena_free(a);
}

static void test_bad_addresses(void **state)
{
	static const char *const bad[] = {"", "rep", "@x", "rep@", "a b@x", "a@x\r\nBcc: y", "a@x,b@x", "<a@x>", "陈@x", "a@b@c", NULL};
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct letter_head h = head_for("x");
		struct letter l;
		struct err err = {0};
		h.to_addr = bad[i];
		assert_int_equal(letter_write(a, &h, LETTER_ALARM, &(struct letter_body){.subject = "s", .text = "t"}, &l, &err), -1);
		assert_non_null(strstr(err.text, "address"));
		h = head_for("x");
		struct address reply = {"", bad[i]};
		h.reply_to = &reply;
		h.reply_to_count = 1;
		assert_int_equal(letter_write(a, &h, LETTER_ALARM, &(struct letter_body){.subject = "s", .text = "t"}, &l, &err), -1);
	}
	arena_free(a);
}

/* Subjects of every length, of one to four bytes a character: each encoded-word decodes by itself, none is too long. */
static void test_encoded_words(void **state)
{
	static const char *const chars[] = {"a", "é", "娜", "𠮷", "=?", " 娜"};
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("words");
	for (size_t c = 0; c < sizeof chars / sizeof *chars; c++)
		for (int n = 1; n < 70; n++) {
			struct buf s = {0};
			for (int i = 0; i < n; i++)
				buf_adds(&s, chars[c]);
			struct letter l = written(a, &h, LETTER_DIGEST, &(struct letter_body){.subject = s.data, .text = "t"});
			assert_well_formed(&l);
			assert_in_range(text_count(l.subject), 1, LETTER_MAX_SUBJECT + 12);
			for (const char *w = text_of(a, &l); (w = strstr(w, "=?UTF-8?B?")); w++) {
				const char *end = strstr(w + 10, "?=");
				assert_in_range(end + 2 - w, 13, 75);
				assert_int_equal((end - w - 10) % 4, 0);
			}
			buf_release(&s);
		}
	arena_free(a);
}

static void test_shapes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("digest.gm");
	struct letter_file files[] = {
		{"chart.png", "image/png", "c1@corp.test", {(const uint8_t *)"\x89PNG", 4}},
		{"2026-09-15.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", NULL, {(const uint8_t *)"PK", 2}},
	};
	struct letter_body b = {.subject = "s", .text = "t", .html = "<p>", .files = files, .files_count = 2};
	struct letter l = written(a, &h, LETTER_DIGEST, &b);
	const char *s = text_of(a, &l);
	const char *mixed = strstr(s, "multipart/mixed"), *related = strstr(s, "multipart/related"), *alternative = strstr(s, "multipart/alternative;\r\n");
	assert_true(mixed && mixed < related && related < alternative);
	assert_non_null(strstr(s, "Content-ID: <c1@corp.test>\r\n"));
	assert_non_null(strstr(s, "Content-Disposition: attachment;\r\n filename=\"2026-09-15.xlsx\"\r\n"));
	assert_non_null(strstr(s, "Auto-Submitted: auto-generated\r\n"));
	b.files_count = 1;
	l = written(a, &h, LETTER_DIGEST, &b);
	assert_null(strstr(text_of(a, &l), "multipart/mixed"));
	b.files_count = 0;
	b.html = NULL;
	l = written(a, &h, LETTER_ALARM, &b);
	assert_null(strstr(text_of(a, &l), "multipart"));
	arena_free(a);
}

static void test_last_line(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("receipt.m1");
	struct letter with = written(a, &h, LETTER_ALARM, &(struct letter_body){.subject = "s", .text = "t\nref [2GED-PQXW]\n\n"});
	struct letter without = written(a, &h, LETTER_ALARM, &(struct letter_body){.subject = "s", .text = "[2GED-PQXW]\nlast"});
	assert_non_null(strstr(text_of(a, &with), "\r\n\r\ndA0KcmVmIFsyR0VELVBRWFddDQo=\r\n")); /* "t", "ref [2GED-PQXW]" */
	assert_non_null(strstr(text_of(a, &without), "WzJHRUQtUFFYV10NCmxhc3QNCg0KWzJHRUQtUFFYV10NCg==")); /* ... "last", "", "[2GED-PQXW]" */
	arena_free(a);
}

static void test_token_find(void **state)
{
	static const struct {
		const char *reference, *header, *subject, *quoted, *text, *want;
	} cases[] = {
		{"lc.7KQ4-9M2X.0011223344556677@corp.test", NULL, "", "", "", "7KQ4-9M2X"},
		{"5F3A9C01+lc.7KQ4-9M2X.0011223344556677@corp.test", NULL, "", "", "", "7KQ4-9M2X"},
		{"LC.7kq4-9m2x.0011223344556677@CORP.TEST", NULL, "", "", "", "7KQ4-9M2X"},
		{"tencent_ABCDEF@qq.com", "7KQ4-9M2X", "", "", "", "7KQ4-9M2X"},
		{"tencent_ABCDEF@qq.com", NULL, "回复： 【回执】陈平娜 [7KQ4-9M2X]", "", "", "7KQ4-9M2X"},
		{NULL, NULL, "Re: x 【7kq4-9m2x】", "", "", "7KQ4-9M2X"},
		{NULL, NULL, "x [ 7KQ4-9M2X ]", "", "", "7KQ4-9M2X"},
		{NULL, NULL, "回复", "> 祝工作顺利\n> [O1IL-9M2X]\n", "", "0111-9M2X"},
		{NULL, NULL, "回复", "", "同意\n\n[7KQ4-9M2X]", "7KQ4-9M2X"},
		/* the first way that answers wins */
		{"lc.AAAA-BBBB.0@x", "CCCC-DDDD", "[EEEE-FFFF]", "[GGGG-HHHH]", "", "AAAA-BBBB"},
		{NULL, "CCCC-DDDD", "[EEEE-FFFF]", "[GGGG-HHHH]", "", "CCCC-DDDD"},
		{NULL, NULL, "[EEEE-FFFF]", "[GGGG-HHHH]", "", "EEEE-FFFF"},
		/* none */
		{"xlc.7KQ4-9M2X.0@x", NULL, "7KQ4-9M2X", "7KQ4 9M2X [7KQ49M2X] [7KQ4-9M2] [7KQ4-9M2XY] [7KQ4-9M2U]", "", NULL},
		{"lc.7KQ4-9M2X", "", "", "[", "【", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *refs[] = {"lc.0000-0000.0@older", cases[i].reference};
		struct mail m = {.references = refs + 1, .references_count = cases[i].reference != NULL, .letter_token = cases[i].header,
			.subject = cases[i].subject, .quoted = cases[i].quoted, .text = cases[i].text};
		char token[TOKEN_SIZE] = "";
		if (token_find(&m, token) != (cases[i].want != NULL) || strcmp(token, cases[i].want ? cases[i].want : "") != 0)
			fail_msg("case %zu: '%s'", i, token);
		m.references = refs;
		m.references_count++;
		if (i == 0) {
			assert_true(token_find(&m, token));
			assert_string_equal(token, "7KQ4-9M2X"); /* the newest reference */
		}
	}
}

static void test_token_make(void **state)
{
	char one[TOKEN_SIZE], same[TOKEN_SIZE], other[TOKEN_SIZE], keyed[TOKEN_SIZE], found[TOKEN_SIZE];
	(void)state;
	token_make((struct bytes){key, 16}, "receipt.m1", one);
	token_make((struct bytes){key, 16}, "receipt.m1", same);
	token_make((struct bytes){key, 16}, "receipt.m2", other);
	token_make((struct bytes){key, 15}, "receipt.m1", keyed);
	assert_string_equal(one, same);
	assert_string_not_equal(one, other);
	assert_string_not_equal(one, keyed);
	char in_brackets[TOKEN_SIZE + 2];
	snprintf(in_brackets, sizeof in_brackets, "[%s]", other);
	assert_true(token_find_in_text(in_brackets, found));
	assert_string_equal(found, other);
}

/* Somebody else's reader sees what we wrote. */
static void test_python_reads_it(void **state)
{
	static const char script[] =
		"import sys, email, email.policy\n"
		"m = email.message_from_bytes(open(sys.argv[1],'rb').read(), policy=email.policy.default)\n"
		"assert not m.defects, m.defects\n"
		"assert m['subject'] == '【乐捐登记】陈平娜 𠮷 9月15日客户资料缺13条：26.00元，俯卧撑13个 [' + m['x-leadclerk-letter'] + ']', m['subject']\n"
		"assert m['to'].addresses[0].display_name == '陈平娜, (一组)', m['to']\n"
		"assert [x.addr_spec for x in m['reply-to'].addresses] == ['clerk@corp.test', 'gm@corp.test']\n"
		"assert m.get_body(('plain',)).get_content().replace('\\r','').startswith('您好：\\n第二行')\n"
		"assert m.get_body(('html',)).get_content().strip() == '<p>您好：</p>'\n"
		"assert [p.get_filename() for p in m.iter_attachments()] == ['a.xlsx']\n"
		"assert m['message-id'].startswith('<lc.' + m['x-leadclerk-letter'] + '.')\n";
	(void)state;
	struct arena *a = arena_new();
	struct letter_head h = head_for("penalty.rep01");
	struct address reply[] = {{"市场部邮件助理", "clerk@corp.test"}, {"王总", "gm@corp.test"}};
	struct letter_file file = {"a.xlsx", "application/octet-stream", NULL, {key, 16}};
	h.to_name = "陈平娜, (一组)";
	h.reply_to = reply;
	h.reply_to_count = 2;
	struct letter l = written(a, &h, LETTER_PENALTY, &(struct letter_body){.subject = "【乐捐登记】陈平娜 𠮷 9月15日客户资料缺13条：26.00元，俯卧撑13个",
		.text = "您好：\n第二行", .html = "<p>您好：</p>", .files = &file, .files_count = 1});
	char path[] = "/tmp/test_letter.XXXXXX";
	int fd = mkstemp(path);
	assert_int_equal(write(fd, l.bytes.data, l.bytes.size), l.bytes.size);
	close(fd);
	pid_t child = fork();
	if (child == 0) {
		execl("/usr/bin/python3", "python3", "-c", script, path, (char *)NULL);
		_exit(127);
	}
	int status;
	waitpid(child, &status, 0);
	unlink(path);
	assert_int_equal(status, 0);
	arena_free(a);
}

static int setup(void **state)
{
	struct err err;
	(void)state;
	return zone_use("Asia/Shanghai", &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes), cmocka_unit_test(one_line_as_it_stands), cmocka_unit_test(named_alone), cmocka_unit_test(test_hostile_values), cmocka_unit_test(test_bad_addresses),
		cmocka_unit_test(test_encoded_words), cmocka_unit_test(test_shapes), cmocka_unit_test(test_last_line),
		cmocka_unit_test(test_token_find), cmocka_unit_test(test_token_make), cmocka_unit_test(test_python_reads_it),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}
