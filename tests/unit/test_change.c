/* Quarantine and the way out of it, and requests to a living daemon. The test is its own reader: while the file `broken` exists, every mail
 * kills it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "change.h"
#include "company.h"
#include "headers.h"
#include "intake.h"
#include "request.h"
#include "setup.h"
#include "turn.h"

static const char BROKEN[] = "LEADCLERK_TEST_BROKEN", NIGHT[] = "2026-09-13T20:00:00+08:00", LATER[] = "2026-09-13T21:00:00+08:00";

static const char OFFICE[] =
	"office: {company: 示例公司, since: 2026-09-14}\n"
	"operator: it@corp.test\nmode: live\n"
	"mailboxes: [{name: director, url: \"maildir:box\", folders: [INBOX]}]\n"
	"submission: {url: \"maildir:out\", from: clerk@corp.test}\n"
	"store: clerk.db\n"
	"staff:\n"
	"  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}\n"
	"  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}\n"
	"  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}\n"
	"policies: [{effective: 2026-01-01, packs: [S0], digest: off, prospects: {reminders: []}, lead_list: {reminders: []}}]\n";

static const char MAIL[] =
	"From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\n"
	"Message-ID: <one@corp.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\n"
	"Content-Disposition: attachment; filename=list.csv\r\n\r\n"
	"公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n东莞市甲乙有限公司,张三,13800138000,五金,100万,无,无,高\r\n";

struct play {
	char dir[64];
	struct setup setup;
	struct clerk c;
	struct err err;
	int64_t night, later;
};

#define GOOD(call) must_be(p, (call), 0, #call)
static void must_be(struct play *p, int got, int want, const char *call)
{
	if (got != want)
		fail_msg("%s is %d, not %d: %s", call, got, want, p->err.text);
}

static const char *path(struct play *p, const char *name)
{
	static char text[160];
	snprintf(text, sizeof text, "%s/%s", p->dir, name);
	return text;
}

static void write_file(struct play *p, const char *name, const char *text)
{
	FILE *f = fopen(path(p, name), "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int start(void **state)
{
	struct play *p = calloc(1, sizeof *p);
	snprintf(p->dir, sizeof p->dir, "/tmp/lc-change.XXXXXX");
	if (!mkdtemp(p->dir))
		return -1;
	static const char *const folders[] = {"box", "box/cur", "box/new", "box/tmp", "out", "out/cur", "out/new", "out/tmp"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		mkdir(path(p, folders[i]), 0700);
	write_file(p, "office.yaml", OFFICE);
	write_file(p, "box/new/one", MAIL);
	GOOD(setup_read(path(p, "office.yaml"), &p->setup, &p->err));
	GOOD(time_parse(NIGHT, &p->night));
	GOOD(time_parse(LATER, &p->later));
	struct timeval at[2] = {{.tv_sec = p->night}, {.tv_sec = p->night}};
	GOOD(utimes(path(p, "box/new/one"), at));
	setenv(BROKEN, path(p, "broken"), 1);
	GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
	GOOD(intake_open(&p->c, &p->err));
	*state = p;
	return 0;
}

static int end(void **state)
{
	struct play *p = *state;
	char command[100];
	intake_close(&p->c);
	clerk_close(&p->c);
	setup_free(&p->setup);
	snprintf(command, sizeof command, "rm -r %s", p->dir);
	int left = system(command);
	free(p);
	return left;
}

static char *text_of(struct play *p, const char *sql)
{
	char *text = NULL;
	struct query *q = db_rows(p->c.store.db, sql, "");
	if (db_next(q, &p->err) > 0)
		text = col_text(q, 0, p->c.keep), db_end(q);
	return text ? text : (char *)"";
}

static int64_t count_of(struct play *p, const char *sql)
{
	int64_t n = -1;
	db_one_int(p->c.store.db, &p->err, &n, sql, "");
	return n;
}

static void one_turn(struct play *p, int64_t now)
{
	struct turn_result r;
	GOOD(turn(&p->c, now, &r, &p->err));
}

/* The mail has killed its reader three times. Its id. */
static const char *quarantined(struct play *p)
{
	write_file(p, "broken", "");
	one_turn(p, p->night + 60);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "quarantined");
	return arena_strdup(p->c.keep, text_of(p, "SELECT public FROM mail"));
}

/* A mail that fills so many bytes of the store, whatever squeezes it. */
static void write_big_mail(struct play *p, const char *name, int bytes)
{
	FILE *f = fopen(path(p, name), "w");
	unsigned chance = 1;
	assert_non_null(f);
	fprintf(f, "From: rep01@corp.test\r\nTo: director@corp.test\r\nMessage-ID: <big@corp.test>\r\nSubject: x\r\n\r\n");
	for (int i = 0; i < bytes; i++) {
		chance = chance * 1103515245u + 12345u;
		fputc(i % 80 == 79 ? '\n' : (int)('!' + (chance >> 16) % 90), f);
	}
	assert_int_equal(fclose(f), 0);
	struct timeval at[2] = {{.tv_sec = p->night + 1}, {.tv_sec = p->night + 1}};
	GOOD(utimes(path(p, name), at));
}

/* So many pages more, and the disk is full. */
static void leave_room(struct play *p, int pages)
{
	GOOD(db_script(p->c.store.db, arena_printf(p->c.keep, "PRAGMA max_page_count=%lld", (long long)count_of(p, "PRAGMA page_count") + pages), &p->err));
}

static void a_turn_that_fails(struct play *p)
{
	struct turn_result r;
	assert_int_equal(turn(&p->c, p->night + 60, &r, &p->err), -1);
	assert_int_equal(p->err.exit_code, 75);
}

/* The little that counts an attempt fits in where the mail itself does not: that says nothing about the mail. */
static void a_full_disk_is_no_attempt(void **state)
{
	struct play *p = *state;
	write_big_mail(p, "box/new/two", 400000);
	leave_room(p, 20);
	for (int i = 0; i < 6; i++)
		a_turn_that_fails(p);
	leave_room(p, 10000);
	one_turn(p, p->night + 60);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 2);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'quarantined'"), 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

/* The clerk ended while several mails were under way: nobody knows which of them it was. From then on each is by itself, so that the others get through. */
static void after_a_death_one_mail_at_a_time(void **state)
{
	struct play *p = *state;
	write_big_mail(p, "box/new/two", 400000);
	leave_room(p, 20);
	a_turn_that_fails(p);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 0);
	intake_close(&p->c);
	clerk_close(&p->c);
	GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
	GOOD(intake_open(&p->c, &p->err));
	leave_room(p, 20);
	a_turn_that_fails(p);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 1);
}

static const char *change(struct play *p, const char *verb, const char *id)
{
	const char *said = "";
	GOOD(change_do(&p->c, arena_printf(p->c.keep, "%s %s", verb, id), p->later, &said, &p->err));
	return said;
}

static void three_times_is_quarantine(void **state)
{
	struct play *p = *state;
	const char *id = quarantined(p);
	/* The reader dies of headers alone too here: nobody but the operator can be told. */
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE addr = 'it@corp.test' AND state = 'sent'"), 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
	assert_int_equal(child_starts(p->c.reader), 4);
	one_turn(p, p->later); /* it is not tried again by itself */
	assert_int_equal(child_starts(p->c.reader), 4);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter"), 1);
	assert_true(id[0] == 'm');
}

/* Three clerks ended while this mail was read: it may have been the power. */
static void three_clerks_ended(struct play *p)
{
	GOOD(db_script(p->c.store.db, "INSERT INTO attempt (mailbox, folder, uidvalidity, place, tries) VALUES ('director', 'INBOX', 0, 'one', 3)", &p->err));
	one_turn(p, p->night + 60);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "quarantined");
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE addr = 'it@corp.test'"), 1);
}

static void an_innocent_is_pardoned(void **state)
{
	struct play *p = *state;
	three_clerks_ended(p);
	one_turn(p, p->night + 3600);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 1);
	one_turn(p, p->night + 3660);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail WHERE kind = 'quarantined'"), "ignored");
	assert_string_equal(text_of(p, "SELECT verdict FROM mail WHERE kind = 'lead'"), "counted");
	assert_int_equal(count_of(p, "SELECT arrived_at FROM mail WHERE kind = 'lead'"), p->night);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

/* It ends the reader, or (attempt is what such a clerk leaves) the clerk once more: nobody tries again by himself. */
static void who_is_to_blame_is_not_pardoned_twice(void **state)
{
	struct play *p = *state;
	write_file(p, "broken", "");
	three_clerks_ended(p);
	for (int hour = 2; hour < 6; hour++) {
		one_turn(p, p->night + hour * 3600);
		assert_int_equal(count_of(p, "SELECT sum(tries) FROM attempt"), 1);
	}
	unlink(path(p, "broken"));
	one_turn(p, p->night + 7 * 3600);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "quarantined");
	change(p, "retry", arena_strdup(p->c.keep, text_of(p, "SELECT public FROM mail")));
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

static void still_broken_stays(void **state)
{
	struct play *p = *state;
	const char *id = quarantined(p), *said;
	assert_int_equal(change_do(&p->c, arena_printf(p->c.keep, "retry %s", id), p->later, &said, &p->err), -1);
	assert_int_equal(p->err.exit_code, 65);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "quarantined");
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 1);
}

static void read_again_counts_at_its_place(void **state)
{
	struct play *p = *state;
	const char *id = quarantined(p);
	unlink(path(p, "broken"));
	change(p, "retry", id);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail WHERE kind = 'quarantined'"), "ignored");
	assert_string_equal(text_of(p, "SELECT verdict FROM mail WHERE kind = 'lead'"), "counted");
	assert_int_equal(count_of(p, "SELECT arrived_at FROM mail WHERE kind = 'lead'"), p->night);
	assert_int_equal(count_of(p, "SELECT sum(n) FROM credit"), 1);
	one_turn(p, p->later + 60); /* the receipt goes; nothing is read twice */
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE kind = 'receipt' AND state = 'sent'"), 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 2);
	assert_int_equal(count_of(p, "SELECT count(*) FROM sighting"), 1);
	const char *said;
	assert_int_equal(change_do(&p->c, arena_printf(p->c.keep, "retry %s", id), p->later, &said, &p->err), -1); /* once */
	assert_int_equal(p->err.exit_code, 66);
}

static void let_be_stays_so(void **state)
{
	struct play *p = *state;
	const char *id = quarantined(p), *said;
	change(p, "ignore", id);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "ignored");
	unlink(path(p, "broken"));
	one_turn(p, p->later);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail"), 1);
	assert_int_equal(change_do(&p->c, arena_printf(p->c.keep, "retry %s", id), p->later, &said, &p->err), -1);
}

/* The secret is whole or not there, also where making it was broken off before. */
static void the_secret_is_made_whole(void **state)
{
	struct play *p = *state;
	struct stat st;
	intake_close(&p->c);
	clerk_close(&p->c);
	assert_int_equal(unlink(path(p, "clerk.db.key")), 0);
	write_file(p, "clerk.db.key.new", "half");
	GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
	GOOD(intake_open(&p->c, &p->err));
	assert_int_equal(stat(path(p, "clerk.db.key"), &st), 0);
	assert_int_equal(st.st_size, 32);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(access(path(p, "clerk.db.key.new"), F_OK), -1);
}

static void words_that_are_none(void **state)
{
	struct play *p = *state;
	static const struct { const char *words; int code; } cases[] = {{"retry ", 64}, {"", 64}, {"forget m1", 64}, {"retry m1", 66}, {"ignore receipt.m1", 66}};
	const char *said;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(change_do(&p->c, cases[i].words, p->later, &said, &p->err), -1);
		assert_int_equal(p->err.exit_code, cases[i].code);
	}
}

/* ---- requests ---- */

static int ask_as_another(struct play *p, const char *words, double seconds)
{
	pid_t pid = fork();
	if (pid == 0) {
		struct arena *a = arena_new();
		struct err err;
		const char *said = "";
		int failed = request_ask(p->setup.office.store, 0, words, seconds, a, &said, &err);
		_exit(failed ? err.exit_code : strcmp(said, "the mail is let be") == 0 ? 0 : 1);
	}
	return pid;
}

static int exit_of(pid_t pid)
{
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Root asks first: the folder is the store's owner's, who must read it. A link in its place, or a folder of somebody else's, is not used, by neither
 * side: root would write where that one points, and the daemon do what anybody writes. */
static void the_folder_of_requests_is_the_owners(void **state)
{
	struct play *p = *state;
	struct request q;
	struct stat st;
	struct err err;
	const char *said, *store = arena_printf(p->c.keep, "%s.other", p->setup.office.store), *dir = arena_printf(p->c.keep, "%s.requests", store);
	const char *elsewhere = arena_printf(p->c.keep, "%s.elsewhere", store);
	int fd = open(store, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(mkdir(elsewhere, 0700), 0);
	assert_int_equal(symlink(elsewhere, dir), 0);
	assert_int_equal(request_ask(store, 0, "retry m1", 0.1, p->c.keep, &said, &err), -1);
	assert_int_equal(rmdir(elsewhere), 0); /* nothing was written there */
	assert_int_equal(unlink(dir), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(store, 12345, 12345), 0);
		assert_int_equal(request_ask(store, 0, "retry m1", 0.1, p->c.keep, &said, &err), -1);
		assert_non_null(strstr(err.text, "did not answer"));
		assert_int_equal(stat(dir, &st), 0);
		assert_int_equal(st.st_uid, 12345);
		assert_int_equal(chown(dir, 54321, 54321), 0);
		assert_int_equal(request_ask(store, 0, "retry m1", 0.1, p->c.keep, &said, &err), -1);
		assert_int_equal(err.exit_code, 78);
		assert_int_equal(request_next(store, p->c.keep, &q, &err), -1);
		assert_int_equal(rmdir(dir), 0);
		assert_int_equal(chown(store, 0, 0), 0);
	}
	assert_int_equal(mkdir(dir, 0700), 0);
	assert_int_equal(chmod(dir, 0777), 0);
	assert_int_equal(request_next(store, p->c.keep, &q, &err), -1);
	assert_int_equal(rmdir(dir), 0);
	assert_int_equal(request_next(store, p->c.keep, &q, &err), 0);
	unlink(store);
}

/* Who asked gives up while the daemon is at it: he is not told that nothing was changed, and nothing is done a second time. */
static void a_request_that_was_taken_is_taken_once(void **state)
{
	struct play *p = *state;
	const char *store = p->setup.office.store;
	struct request q, again;
	struct err err;
	pid_t pid = fork();
	if (pid == 0) {
		struct arena *a = arena_new();
		const char *said;
		int failed = request_ask(store, 0, "retry m1", 1, a, &said, &err);
		_exit(failed < 0 && err.exit_code == 75 && strstr(err.text, "at it still") ? 0 : 1);
	}
	int r;
	while ((r = request_next(store, p->c.keep, &q, &err)) == 0)
		usleep(1000);
	assert_int_equal(r, 1);
	assert_string_equal(q.words, "retry m1");
	assert_int_equal(request_next(store, p->c.keep, &again, &err), 0);
	assert_int_equal(exit_of(pid), 0);
	assert_int_equal(request_answer(&q, 0, "done", &err), 0);
	assert_int_equal(request_next(store, p->c.keep, &again, &err), 0); /* and clears what nobody will read */
	assert_int_equal(rmdir(arena_printf(p->c.keep, "%s.requests", store)), 0);
}

static void a_request_is_done_by_who_holds_the_store(void **state)
{
	struct play *p = *state;
	const char *id = quarantined(p);
	pid_t good = ask_as_another(p, arena_printf(p->c.keep, "ignore %s", id), 30);
	size_t done = 0;
	for (int i = 0; i < 600 && !done; i++, usleep(50000))
		change_requested(&p->c, p->later, &done);
	assert_int_equal(done, 1);
	assert_int_equal(exit_of(good), 0);
	assert_string_equal(text_of(p, "SELECT verdict FROM mail"), "ignored");
	pid_t bad = ask_as_another(p, "retry m0000", 30);
	for (done = 0; !done; usleep(50000))
		change_requested(&p->c, p->later, &done);
	assert_int_equal(exit_of(bad), 66);
}

static void a_request_that_nobody_answers_is_taken_back(void **state)
{
	struct play *p = *state;
	size_t done;
	assert_int_equal(exit_of(ask_as_another(p, "ignore m1", 0.2)), 75);
	change_requested(&p->c, p->later, &done);
	assert_int_equal(done, 0);
}

/* A broken one starts well, and dies of the first mail. */
static int be_reader(void)
{
	const char *broken = getenv(BROKEN);
	struct jail_rights rights;
	struct err err;
	char byte;
	if (!broken || access(broken, F_OK) != 0)
		return reader_main(CHILD_FD);
	return child_begin(CHILD_FD, &rights, &err) < 0 || child_ready(CHILD_FD, &err) < 0 || recv(CHILD_FD, &byte, 1, 0) < 0 ? 1 : 70;
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(three_times_is_quarantine, start, end),
		cmocka_unit_test_setup_teardown(a_full_disk_is_no_attempt, start, end),
		cmocka_unit_test_setup_teardown(after_a_death_one_mail_at_a_time, start, end),
		cmocka_unit_test_setup_teardown(an_innocent_is_pardoned, start, end),
		cmocka_unit_test_setup_teardown(who_is_to_blame_is_not_pardoned_twice, start, end),
		cmocka_unit_test_setup_teardown(still_broken_stays, start, end),
		cmocka_unit_test_setup_teardown(read_again_counts_at_its_place, start, end),
		cmocka_unit_test_setup_teardown(let_be_stays_so, start, end),
		cmocka_unit_test_setup_teardown(the_secret_is_made_whole, start, end),
		cmocka_unit_test_setup_teardown(words_that_are_none, start, end),
		cmocka_unit_test_setup_teardown(the_folder_of_requests_is_the_owners, start, end),
		cmocka_unit_test_setup_teardown(a_request_that_was_taken_is_taken_once, start, end),
		cmocka_unit_test_setup_teardown(a_request_is_done_by_who_holds_the_store, start, end),
		cmocka_unit_test_setup_teardown(a_request_that_nobody_answers_is_taken_back, start, end),
	};
	struct err err;
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return strcmp(argv[2], "reader") == 0 ? be_reader() : sender_main(CHILD_FD);
	company_open();
	if (headers_open(&err) < 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	company_close();
	return failed;
}
