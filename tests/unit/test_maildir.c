/* Maildirs: order, folders, what is no mail, and delivery that leaves one file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "maildir.h"

static char root[64];
static struct arena *a;

static int setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/test_maildir.XXXXXX");
	a = arena_new();
	return mkdtemp(root) ? 0 : -1;
}

static int teardown(void **state)
{
	char command[128];
	(void)state;
	arena_free(a);
	snprintf(command, sizeof command, "rm -rf '%s'", root);
	return system(command);
}

static const char *at(const char *path)
{
	return arena_printf(a, "%s/%s", root, path);
}

static void make_dir(const char *path)
{
	assert_int_equal(mkdir(at(path), 0700), 0);
}

static void put(const char *path, int64_t mtime, const char *text)
{
	const struct timespec times[2] = {{.tv_sec = mtime, .tv_nsec = 999999999}, {.tv_sec = mtime, .tv_nsec = 999999999}};
	FILE *f = fopen(at(path), "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(utimensat(AT_FDCWD, at(path), times, 0), 0);
}

static struct maildir_list list(const char *folder)
{
	struct maildir_list l;
	struct err err = {0};
	if (maildir_read_folder(a, root, folder, &l, &err) < 0)
		fail_msg("%s", err.text);
	return l;
}

/* "NAME@MTIME NAME@MTIME": the order is what is tested. */
static const char *shown(const char *folder)
{
	struct maildir_list l = list(folder);
	const char *s = "";
	for (size_t i = 0; i < l.mails_count; i++)
		s = arena_printf(a, "%s%s%s@%lld", s, i ? " " : "", l.mails[i].name, (long long)l.mails[i].mtime);
	return s;
}

static void test_order(void **state)
{
	(void)state;
	make_dir("new"), make_dir("cur"), make_dir("tmp");
	put("new/b", 100, ""), put("new/a", 100, ""), put("cur/B:2,S", 100, ""), put("cur/z:2,FS", 99, ""), put("new/a10", 100, "");
	put("new/\xE4\xBD\xA0", 100, ""), put("new/.hidden", 1, ""), put("tmp/t", 1, "");
	assert_string_equal(shown("INBOX"), "z@99 B@100 a@100 a10@100 b@100 \xE4\xBD\xA0@100");
	assert_string_equal(shown("inbox"), shown("INBOX"));
}

static void test_only_regular_files(void **state)
{
	(void)state;
	make_dir("new"), make_dir("new/dir"), make_dir("cur");
	put("secret", 5, "secret"), put("new/m", 7, "mail");
	assert_int_equal(symlink(at("secret"), at("new/link")), 0);
	assert_int_equal(mkfifo(at("cur/fifo"), 0600), 0);
	assert_string_equal(shown("INBOX"), "m@7");
	/* A link that takes a mail's place after the listing is not followed either. */
	struct maildir_list l = list("INBOX");
	struct bytes raw;
	size_t size;
	struct err err = {0};
	assert_int_equal(unlink(at("new/m")), 0);
	assert_int_equal(symlink(at("secret"), at("new/m")), 0);
	assert_int_equal(maildir_read_mail(a, &l.mails[0], &raw, &size, &err), -1);
	assert_int_equal(unlink(at("new/m")), 0);
	assert_int_equal(mkfifo(at("new/m"), 0600), 0);
	assert_int_equal(maildir_read_mail(a, &l.mails[0], &raw, &size, &err), -1);
	assert_int_equal(err.exit_code, 66);
}

static void test_missing(void **state)
{
	struct maildir_list l;
	struct err err = {0};
	(void)state;
	assert_string_equal(shown("INBOX"), ""); /* neither new/ nor cur/ */
	make_dir("cur"), put("cur/x", 3, "");
	assert_string_equal(shown("INBOX"), "x@3");
	assert_int_equal(maildir_read_folder(a, root, "Junk", &l, &err), -1);
	assert_int_equal(err.exit_code, 66);
	assert_non_null(strstr(err.text, ".Junk"));
	assert_int_equal(maildir_read_folder(a, at("none"), "INBOX", &l, &err), -1);
	assert_int_equal(err.exit_code, 66);
}

static void folder_with(const char *dir, const char *mail, int64_t mtime)
{
	make_dir(dir), make_dir(arena_printf(a, "%s/new", dir));
	put(arena_printf(a, "%s/new/%s", dir, mail), mtime, "");
}

static void test_folders(void **state)
{
	(void)state;
	folder_with(".Junk", "j", 1);
	folder_with(".&V4NXPpCuTvY-", "utf7", 2);                       /* 垃圾邮件 as 163 names it (field/china.md section 1.5) */
	folder_with(".&UXZO1mWHTvZZOQ-.QQ&kK5O9ouilgU-", "qq", 3);      /* 其他文件夹/QQ邮件订阅 */
	folder_with(".客户", "utf8", 4);
	folder_with(".A&-B", "amp", 5);
	folder_with(".&2D3eAA-", "emoji", 6);                           /* U+1F600 */
	assert_string_equal(shown("Junk"), "j@1");
	assert_string_equal(shown("垃圾邮件"), "utf7@2");
	assert_string_equal(shown("其他文件夹/QQ邮件订阅"), "qq@3");
	assert_string_equal(shown("客户"), "utf8@4");
	assert_string_equal(shown("A&B"), "amp@5");
	assert_string_equal(shown("\xF0\x9F\x98\x80"), "emoji@6");
	folder_with(".垃圾邮件", "also", 1); /* both spellings: both are read */
	assert_string_equal(shown("垃圾邮件"), "also@1 utf7@2");
}

static void test_folder_stays_inside(void **state)
{
	struct maildir_list l;
	struct err err = {0};
	(void)state;
	make_dir("box"), make_dir("new"), put("new/outside", 1, "");
	assert_int_equal(maildir_read_folder(a, at("box"), "/../", &l, &err), -1);
	assert_int_equal(maildir_read_folder(a, at("box"), "./", &l, &err), -1);
}

static void test_name_without_utf8(void **state)
{
	(void)state;
	make_dir("new"), put("new/a\xFFz", 1, "");
	struct maildir_list l = list("INBOX");
	assert_int_equal(l.mails_count, 1);
	assert_string_equal(l.mails[0].name, "a%FFz");
	assert_true(text_is_utf8(l.mails[0].name, strlen(l.mails[0].name)));
}

static void assert_reads(const struct maildir_mail *m, const char *text)
{
	struct bytes raw;
	size_t size;
	struct err err = {0};
	if (maildir_read_mail(a, m, &raw, &size, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(raw.size, strlen(text));
	assert_memory_equal(raw.data, text, raw.size);
}

static void test_moved_and_gone(void **state)
{
	struct bytes raw;
	size_t size;
	struct err err = {0};
	(void)state;
	make_dir("new"), make_dir("cur"), put("new/1.x", 1, "Subject: x\n\nbody");
	struct maildir_list l = list("INBOX");
	assert_reads(&l.mails[0], "Subject: x\n\nbody");
	assert_int_equal(rename(at("new/1.x"), at("cur/1.x:2,S")), 0);
	assert_reads(&l.mails[0], "Subject: x\n\nbody");
	assert_int_equal(unlink(at("cur/1.x:2,S")), 0);
	assert_int_equal(maildir_read_mail(a, &l.mails[0], &raw, &size, &err), -1);
	assert_int_equal(err.exit_code, 66);
	/* Seen in both halves while a client moves it: one mail. */
	put("new/2.x", 9, ""), put("cur/2.x:2,", 9, "");
	assert_string_equal(shown("INBOX"), "2.x@9");
}

static int count_files(const char *dir)
{
	int n = 0;
	DIR *d = opendir(at(dir));
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

typedef int delivering(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err);
static delivering *deliver_by = maildir_deliver;

static void deliver(const char *box, const char *name, const char *text, int64_t when)
{
	struct err err = {0};
	if (deliver_by(at(box), name, (struct bytes){(const uint8_t *)text, strlen(text)}, when, &err) < 0)
		fail_msg("%s", err.text);
}

/* The same whether the disk is waited for or not. */
static void look_at_delivering(delivering *by)
{
	struct stat st;
	deliver_by = by;
	deliver("deep/down/out", "letter-1", "one\r\n", 1757865599); /* the folders above are made too */
	assert_int_equal(stat(at("deep/down/out/new/letter-1"), &st), 0);
	assert_int_equal(st.st_mtim.tv_sec, 1757865599);
	assert_int_equal(st.st_mtim.tv_nsec, 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(count_files("deep/down/out/tmp"), 0);
	deliver("deep/down/out", "letter-1", "other bytes\r\n", 7); /* is left as it is */
	struct maildir_list l;
	struct err err = {0};
	assert_int_equal(maildir_read_folder(a, at("deep/down/out"), "INBOX", &l, &err), 0);
	assert_int_equal(l.mails_count, 1);
	assert_reads(&l.mails[0], "one\r\n");
	/* A reader took it to cur/ and marked it: still there. */
	assert_int_equal(rename(at("deep/down/out/new/letter-1"), at("deep/down/out/cur/letter-1:2,S")), 0);
	deliver("deep/down/out", "letter-1", "one\r\n", 7);
	assert_int_equal(count_files("deep/down/out/new"), 0);
	deliver("deep/down/out", "letter-2", "", 8);
	assert_int_equal(count_files("deep/down/out/new"), 1);
}

static void test_deliver(void **state)
{
	(void)state;
	look_at_delivering(maildir_deliver);
}

static void test_put(void **state)
{
	(void)state;
	look_at_delivering(maildir_put);
}

static void test_deliver_fails(void **state)
{
	struct err err = {0};
	(void)state;
	put("file", 1, "");
	assert_int_equal(maildir_deliver(at("file"), "x", (struct bytes){(const uint8_t *)"x", 1}, 1, &err), -1);
	assert_non_null(strstr(err.text, at("file")));
	assert_int_equal(err.exit_code, 75);
	err = (struct err){0};
	assert_int_equal(maildir_put(at("file"), "x", (struct bytes){(const uint8_t *)"x", 1}, 1, &err), -1);
	assert_non_null(strstr(err.text, at("file")));
	assert_int_equal(err.exit_code, 75);
}

static void test_safe_names(void **state)
{
	(void)state;
	assert_string_equal(maildir_safe_name(a, "digest.gm.2026-09-15"), "digest.gm.2026-09-15");
	assert_string_equal(maildir_safe_name(a, "reminder.rep01.2026-09-14T20:00"), "reminder.rep01.2026-09-14T20%3A00");
	assert_string_equal(maildir_safe_name(a, "../../etc/x"), "%2E.%2F..%2Fetc%2Fx");
	assert_string_equal(maildir_safe_name(a, "a%2Fb c\n"), "a%252Fb%20c%0A");
	assert_string_equal(maildir_safe_name(a, "receipt.陈"), "receipt.陈");
	/* Long ids stay apart, are valid and fit beside the flags. */
	const char *tail = "啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊";
	const char *x = maildir_safe_name(a, arena_printf(a, "%s1", tail)), *y = maildir_safe_name(a, arena_printf(a, "%s2", tail));
	assert_string_not_equal(x, y);
	assert_true(strlen(x) <= 200 && text_is_utf8(x, strlen(x)));
	deliver("out", x, "x", 1);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(test_order), T(test_only_regular_files), T(test_missing), T(test_folders), T(test_folder_stays_inside),
		T(test_name_without_utf8), T(test_moved_and_gone), T(test_deliver), T(test_put), T(test_deliver_fails), T(test_safe_names),
	};
	return cmocka_run_group_tests_name("maildir", tests, NULL, NULL);
}
