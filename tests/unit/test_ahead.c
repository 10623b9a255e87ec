/* Mails on their way through the reader, several at once: their order, the reader that dies over one of them, the store that fails, the bounds. The test is
 * its own reader, which reads as the real one does, and dies over mails that say so; and its own fetcher. */
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
#include <time.h>
#include <unistd.h>

#include "ahead.h"
#include "batch.h"
#include "company.h"
#include "docket.h"
#include "fake_reader.h"
#include "fetcher.h"
#include "intake.h"
#include "setup.h"
#include "turn.h"

static const char ONCE[] = "LEADCLERK_TEST_ONCE", NIGHT[] = "2026-09-13T20:00:00+08:00";

static const char MAILDIR[] = "mailboxes: [{name: director, url: \"maildir:box\", folders: [INBOX]}]\n";
static const char IMAP[] = "mailboxes: [{name: director, url: \"imap://127.0.0.1:1143\", user: d, password_file: password, security: none, folders: [INBOX]}]\n";
static const char OFFICE[] =
	"office: {company: 示例公司, since: 2026-09-14}\n"
	"operator: it@corp.test\nmode: live\n"
	"submission: {url: \"maildir:out\", from: clerk@corp.test}\n"
	"store: clerk.db\n"
	"staff:\n"
	"  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}\n"
	"  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}\n"
	"  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}\n"
	"policies: [{effective: 2026-01-01, packs: [S0], digest: off, prospects: {reminders: []}, lead_list: {reminders: []}}]\n";


struct play {
	char dir[64];
	struct setup setup;
	struct clerk c;
	struct err err;
	int64_t night;
};

#define GOOD(call) must_be(p, (call), 0, #call)
static void must_be(struct play *p, int got, int want, const char *call)
{
	if (got != want)
		fail_msg("%s is %d, not %d: %s", call, got, want, p->err.text);
}

/* ---- the reader ---- */

/* Until a certain mail lies before the reader as well; a file remembers that none came. */
static void wait_for_ninth(void)
{
	static char before[1 << 18];
	const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
	const struct bytes taken = {(const uint8_t *)reader_input.buf.data, reader_input.buf.size};
	for (int i = 0; i < 4000; i++) {
		ssize_t n = recv(CHILD_FD, before, sizeof before, MSG_PEEK | MSG_DONTWAIT);
		if (says(taken, "X-Ninth: yes") || (n > 0 && says((struct bytes){(const uint8_t *)before, (size_t)n}, "X-Ninth: yes")))
			return;
		nanosleep(&pause, NULL);
	}
	close(open(getenv(ONCE), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

/* Over some mails it dies, over some only once: a file remembers. */
static void before_reading(struct bytes raw)
{
	if (says(raw, "X-Waits: yes"))
		wait_for_ninth();
	if (says(raw, "X-Last: yes"))
		close(open(getenv(ONCE), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	if (says(raw, "X-Dies: always"))
		_exit(70);
	if (!says(raw, "X-Dies: once"))
		return;
	int fd = open(getenv(ONCE), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		_exit(70);
}

/* ---- the office ---- */

static const char *path(struct play *p, const char *name)
{
	static char text[160];
	snprintf(text, sizeof text, "%s/%s", p->dir, name);
	return text;
}

static int start_with(void **state, const char *mailboxes)
{
	static const char *const folders[] = {"box", "box/cur", "box/new", "box/tmp", "out", "out/cur", "out/new", "out/tmp"};
	struct play *p = calloc(1, sizeof *p);
	snprintf(p->dir, sizeof p->dir, "/tmp/lc-ahead.XXXXXX");
	if (!mkdtemp(p->dir))
		return -1;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		mkdir(path(p, folders[i]), 0700);
	FILE *f = fopen(path(p, "office.yaml"), "w");
	assert_non_null(f);
	fputs(OFFICE, f);
	fputs(mailboxes, f);
	assert_int_equal(fclose(f), 0);
	int password = open(path(p, "password"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(write(password, "secret", 6), 6);
	close(password);
	GOOD(setup_read(path(p, "office.yaml"), &p->setup, &p->err));
	GOOD(time_parse(NIGHT, &p->night));
	setenv(ONCE, path(p, "once"), 1);
	GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
	GOOD(intake_open(&p->c, &p->err));
	*state = p;
	return 0;
}

static int start(void **state)
{
	return start_with(state, MAILDIR);
}

static int start_imap(void **state)
{
	return start_with(state, IMAP);
}

static void close_clerk(struct play *p)
{
	intake_close(&p->c);
	clerk_close(&p->c);
}

static int end(void **state)
{
	struct play *p = *state;
	char command[100];
	close_clerk(p);
	setup_free(&p->setup);
	snprintf(command, sizeof command, "rm -r %s", p->dir);
	int left = system(command);
	free(p);
	return left;
}

/* ---- the fetcher ---- */

enum { FETCHED = 12 };

static char *list_mail(struct arena *a, int i, const char *head)
{
	return arena_printf(a, "From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\n"
	                    "Message-ID: <%d@corp.test>\r\nMIME-Version: 1.0\r\n%sContent-Type: multipart/mixed; boundary=b\r\n\r\n"
	                    "--b\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n"
	                    "公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n东莞市甲乙%d模具有限公司,张三,13800138000,五金,100万,无,无,高\r\n--b--\r\n", i, head, i);
}

static void say(int fd, enum fetcher_kind kind, const int64_t *numbers, size_t count, const char *raw)
{
	struct buf b = {0};
	struct err err;
	size_t mark = frame_start(&b, (uint8_t)kind);
	for (size_t i = 0; i < count; i++)
		put_int(&b, numbers[i]);
	if (raw) {
		put_text(&b, NULL); /* it is handed over */
		put_bytes(&b, raw, strlen(raw));
	}
	frame_end(&b, mark);
	if (frame_send(fd, &b, clock_monotonic() + 60, &err) < 0)
		_exit(70);
	buf_release(&b);
}

/* The server takes its time behind the eighth. */
static void say_mails(int fd)
{
	struct arena *a = arena_new();
	int64_t night;
	assert_int_equal(time_parse(NIGHT, &night), 0);
	for (int i = 1; i <= FETCHED; i++) {
		const char *raw = list_mail(a, i, i == 1 ? "X-Waits: yes\r\n" : i == 9 ? "X-Ninth: yes\r\n" : "");
		say(fd, FETCHER_MAIL, (int64_t[]){i, night + i, (int64_t)strlen(raw)}, 3, raw);
		if (i == 8)
			usleep(300 * 1000);
	}
	say(fd, FETCHER_DONE, (int64_t[]){0}, 1, NULL);
	arena_free(a);
}

static int be_fetcher(int fd)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	struct jail_rights rights;
	int64_t open = 0, listing[3 + FETCHED] = {7, FETCHED, FETCHED};
	for (int i = 0; i < FETCHED; i++)
		listing[3 + i] = i + 1;
	if (child_begin(fd, &rights, &err) < 0 || child_ready(fd, &err) < 0)
		return 1;
	while (frame_receive(fd, &in, clock_monotonic() + 600, &f, &err) > 0) {
		if (f.kind == FETCHER_LIST)
			say(fd, FETCHER_LISTING, listing, sizeof listing / sizeof *listing, NULL);
		else if (f.kind == FETCHER_MAILS)
			say_mails(fd);
		else
			say(fd, FETCHER_DONE, f.kind == FETCHER_IS_OPEN ? &open : (int64_t[]){0}, 1, NULL);
		open |= f.kind == FETCHER_OPEN;
	}
	return 0;
}

/* The i-th mail to arrive. Its name says nothing of its place. size: bytes of noise in it. */
static void write_mail(struct play *p, int i, const char *head, size_t size)
{
	char name[32];
	unsigned chance = (unsigned)i;
	snprintf(name, sizeof name, "box/new/%02x%d", (unsigned)(i * 37) & 255, i);
	FILE *f = fopen(path(p, name), "w");
	assert_non_null(f);
	fprintf(f, "From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\n"
	        "Message-ID: <%d@corp.test>\r\nMIME-Version: 1.0\r\n%sContent-Type: multipart/mixed; boundary=b\r\n\r\n"
	        "--b\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n"
	        "公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n东莞市甲乙%d模具有限公司,张三,13800138000,五金,100万,无,无,高\r\n"
	        "--b\r\nContent-Type: application/octet-stream\r\n\r\n", i, head, i);
	for (size_t n = 0; n < size; n++) {
		chance = chance * 1103515245u + 12345u;
		fputc(n % 78 == 77 ? '\n' : (int)('a' + (chance >> 16) % 26), f);
	}
	fprintf(f, "\r\n--b--\r\n");
	assert_int_equal(fclose(f), 0);
	struct timeval at[2] = {{.tv_sec = p->night + i}, {.tv_sec = p->night + i}};
	GOOD(utimes(path(p, name), at));
}

static int64_t count_of(struct play *p, const char *sql)
{
	int64_t n = -1;
	db_one_int(p->c.store.db, &p->err, &n, sql, "");
	return n;
}

/* Further attempts are noted, as long as this clerk lives. */
static void watch_attempts(struct play *p)
{
	GOOD(db_script(p->c.store.db, "CREATE TEMP TABLE tried (place TEXT, tries INTEGER); CREATE TEMP TRIGGER again AFTER UPDATE OF tries ON attempt BEGIN "
	               "INSERT INTO tried VALUES (new.place, new.tries); END", &p->err));
}

static void one_turn(struct play *p, size_t mails)
{
	struct turn_result r;
	GOOD(turn(&p->c, p->night + 3600, &r, &p->err));
	assert_int_equal(r.mails, mails);
	assert_int_equal(r.letters, mails);
}

/* All of them, in their order; each was judged where it stands, answered, and no attempt is left over. */
static void expect_all(struct play *p, int64_t mails)
{
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'counted'"), mails);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail AS a JOIN mail AS b ON b.id = a.id + 1 WHERE b.arrived_at <= a.arrived_at"), 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE kind = 'receipt' AND state = 'sent'"), mails);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

/* ---- the tests ---- */

static void many_mails_keep_their_order(void **state)
{
	struct play *p = *state;
	for (int i = 0; i < 3 * AHEAD_MAILS + 5; i++)
		write_mail(p, i, "", 1000);
	watch_attempts(p);
	one_turn(p, 3 * AHEAD_MAILS + 5);
	expect_all(p, 3 * AHEAD_MAILS + 5);
	assert_int_equal(count_of(p, "SELECT count(*) FROM tried"), 0);
	assert_int_equal(child_starts(p->c.reader), 1);
	assert_int_equal(child_starts(p->c.aside), 0);
}

/* Small ones between those that go beyond what may be under way, and those that go by themselves. */
static void large_ones_among_them(void **state)
{
	struct play *p = *state;
	for (int i = 0; i < 24; i++)
		write_mail(p, i, "", i % 6 == 5 ? AHEAD_LARGE + 1000 : i % 2 ? AHEAD_BYTES / 3 : 100);
	one_turn(p, 24);
	expect_all(p, 24);
	assert_int_equal(child_starts(p->c.reader), 1);
}

static void mind_until(struct play *p, bool (*done)(struct play *p))
{
	const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
	for (int i = 0; i < 4000 && !done(p); i++) {
		ahead_mind(&p->c);
		nanosleep(&pause, NULL);
	}
	assert_true(done(p));
}

static bool last_was_read(struct play *p)
{
	return access(path(p, "once"), F_OK) == 0;
}

/* More than may be under way at once: the reader gets through all of them while the clerk takes none, if it is minded. */
static void the_reader_goes_on(void **state)
{
	enum { MAILS = 30, SIZE = 30000 };
	struct play *p = *state;
	struct item items[MAILS] = {0};
	struct arena *own = arena_new();
	assert_true(MAILS * SIZE > 2 * AHEAD_BYTES);
	for (int i = 0; i < MAILS; i++) {
		const char *text = arena_printf(own, "From: rep01@corp.test\r\nX-Last: %s\r\nX-Fill: %0*d\r\n\r\nx\r\n", i == MAILS - 1 ? "yes" : "no", SIZE, i);
		items[i] = (struct item){.raw = {(const uint8_t *)text, strlen(text)}, .size = strlen(text), .arrived_at = p->night,
		                         .place = {"director", "INBOX", 1, arena_printf(own, "%d", i)}};
	}
	GOOD(ahead_add(&p->c, own, items, MAILS, &p->err));
	mind_until(p, last_was_read);
	assert_int_equal(ahead_read_count(&p->c), 0);
	for (int i = 0; i < MAILS; i++) {
		struct arrival a;
		GOOD(ahead_read(&p->c, &a, &p->err));
		assert_string_equal(a.place.place, items[i].place.place);
	}
	ahead_drop(&p->c, MAILS);
	assert_int_equal(child_starts(p->c.reader), 1);
}

static bool it_came(struct play *p)
{
	return child_answers(p->c.coming, SIZE_MAX) == 1;
}

/* What somebody else has to say is taken in meanwhile. */
static void what_comes_is_taken_in(void **state)
{
	struct play *p = *state;
	struct buf request = {0};
	struct frame f;
	size_t mark = frame_start(&request, 1);
	put_text(&request, NULL);
	struct known_layouts known = {0};
	known_layouts_put(&request, &known);
	put_bytes(&request, "From: a@b\r\n\r\nx", 15);
	frame_end(&request, mark);
	GOOD(child_tell(p->c.aside, &request, 60, &p->err));
	buf_release(&request);
	p->c.coming = p->c.aside;
	mind_until(p, it_came);
	GOOD(child_more(p->c.aside, 1, &f, &p->err));
	p->c.coming = NULL;
}

/* While the reader is at work on the first mails, the server sends more: they are given to it before it has done those. */
static void what_comes_goes_to_the_reader(void **state)
{
	struct play *p = *state;
	one_turn(p, FETCHED);
	expect_all(p, FETCHED);
	assert_false(last_was_read(p)); /* nobody waited for the ninth in vain */
}

/* It dies of one mail, with others under way: that one has had an attempt, and no other. */
static void dies_once_of_one(void **state)
{
	struct play *p = *state;
	for (int i = 0; i < 50; i++)
		write_mail(p, i, i == 7 ? "X-Dies: once\r\n" : "", 2000);
	watch_attempts(p);
	one_turn(p, 50);
	expect_all(p, 50);
	assert_int_equal(count_of(p, "SELECT count(*) FROM tried"), 1);
	assert_int_equal(count_of(p, "SELECT max(tries) FROM tried"), 2);
	assert_int_equal(child_starts(p->c.reader), 2);
}

static void dies_always_of_some(void **state)
{
	struct play *p = *state;
	for (int i = 0; i < 50; i++)
		write_mail(p, i, i == 7 || i == 8 || i == 40 ? "X-Dies: always\r\n" : "", 2000);
	watch_attempts(p);
	struct turn_result r;
	GOOD(turn(&p->c, p->night + 3600, &r, &p->err));
	assert_int_equal(r.mails, 50);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'quarantined'"), 3);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'counted'"), 47);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail AS a JOIN mail AS b ON b.id = a.id + 1 WHERE b.arrived_at <= a.arrived_at"), 0);
	assert_int_equal(count_of(p, "SELECT count(DISTINCT place) FROM tried"), 3);
	assert_int_equal(count_of(p, "SELECT count(*) FROM tried WHERE tries <= 3"), 6); /* the second and third of each; the first was the group's */
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

/* So many pages more, and the disk is full. */
static void leave_room(struct play *p, int64_t pages)
{
	char text[64];
	snprintf(text, sizeof text, "PRAGMA max_page_count=%lld", (long long)(count_of(p, "PRAGMA page_count") + pages));
	GOOD(db_script(p->c.store.db, text, &p->err));
}

/* The disk is full in the middle of it, with others under way, again and again: that is nobody's attempt, and nothing is lost or doubled. */
static void full_in_the_middle(void **state)
{
	struct play *p = *state;
	struct turn_result r;
	for (int i = 0; i < 90; i++)
		write_mail(p, i, "", 30000);
	leave_room(p, 400);
	for (int i = 0; i < 6; i++)
		assert_int_equal(turn(&p->c, p->night + 3600, &r, &p->err), -1);
	int64_t recorded = count_of(p, "SELECT count(*) FROM mail");
	assert_in_range(recorded, 1, 89);
	leave_room(p, 100000);
	GOOD(turn(&p->c, p->night + 3600, &r, &p->err));
	assert_int_equal(r.mails, 90 - recorded);
	expect_all(p, 90);
}

/* What waits in memory can't go into the table, for the disk is full: the queue is empty, as after any other failure of the store. */
static void full_between_two(void **state)
{
	enum { MAILS = BATCH_MAILS + 8 };
	struct play *p = *state;
	struct item items[MAILS] = {0};
	struct arena *own = arena_new();
	size_t taken;
	for (int i = 0; i < MAILS; i++) {
		const char *text = list_mail(own, i, "");
		items[i] = (struct item){.raw = {(const uint8_t *)text, strlen(text)}, .size = strlen(text), .arrived_at = p->night + i,
		                         .place = {"director", "INBOX", 1, arena_printf(own, "%d", i)}};
	}
	store_set_keys(5, 0);
	GOOD(db_script(p->c.store.db, "CREATE TABLE ballast (b BLOB); CREATE TEMP TRIGGER heavy AFTER INSERT ON company_key BEGIN INSERT INTO ballast VALUES (zeroblob(50000000)); END", &p->err));
	leave_room(p, 4000);
	GOOD(ahead_add(&p->c, own, items, MAILS, &p->err));
	assert_int_equal(batch_take(&p->c, SIZE_MAX, p->night + 3600, &taken, &p->err), -1);
	store_set_keys(0, 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'counted'"), BATCH_MAILS);
	assert_int_equal(ahead_count(&p->c), 0);
}

/* SQLite's, through this: how often the disk was waited for. */
static int syncs;
int fdatasync(int fd)
{
	syncs++;
	return fsync(fd);
}

static int syncs_of_a_group(struct play *p, int first)
{
	struct arena *own = arena_new();
	static struct item items[3];
	size_t taken;
	for (int i = 0; i < 3; i++) {
		const char *text = list_mail(own, first + i, "");
		items[i] = (struct item){.raw = {(const uint8_t *)text, strlen(text)}, .size = strlen(text), .arrived_at = p->night + first + i,
		                         .place = {"director", "INBOX", 1, arena_printf(own, "%d", first + i)}};
	}
	syncs = 0;
	GOOD(ahead_add(&p->c, own, items, 3, &p->err));
	int waited = syncs;
	GOOD(batch_take(&p->c, SIZE_MAX, p->night + 3600, &taken, &p->err));
	assert_int_equal(taken, 3);
	return waited;
}

/* A mail may take the whole machine down, again and again: it is among the first that are read after each start. Those are counted before they are read also where the power goes; later
 * groups wait for no disk. */
static void first_group_is_on_disk(void **state)
{
	struct play *p = *state;
	assert_true(syncs_of_a_group(p, 0) > 0);
	assert_int_equal(syncs_of_a_group(p, 3), 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE verdict = 'counted'"), 6);
	assert_int_equal(count_of(p, "SELECT count(*) FROM attempt"), 0);
}

/* The clerk ends with several under way, more than once. What was under way is by itself then, each with an attempt at its own turn only. */
static void ends_in_the_middle(void **state)
{
	struct play *p = *state;
	struct turn_result r;
	for (int i = 0; i < 70; i++)
		write_mail(p, i, "", 30000);
	for (int i = 0; i < 4; i++) {
		leave_room(p, 60);
		assert_int_equal(turn(&p->c, p->night + 3600, &r, &p->err), -1);
		close_clerk(p);
		GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
		GOOD(intake_open(&p->c, &p->err));
	}
	GOOD(turn(&p->c, p->night + 3600, &r, &p->err));
	expect_all(p, 70);
}

/* A replay reads ahead of its clock, and what it reads counts when its time comes. */
static void replay_reads_ahead(void **state)
{
	struct play *p = *state;
	struct turn_result r;
	for (int i = 0; i < 100; i++)
		write_mail(p, i, "", 500);
	GOOD(intake_look_ahead(&p->c, &p->err));
	for (int i = 0; i < 100; i++) {
		assert_int_equal(intake_next_arrival(&p->c), p->night + i);
		GOOD(turn(&p->c, p->night + i, &r, &p->err));
		assert_int_equal(r.mails, 1);
		assert_in_range(ahead_count(&p->c), 0, AHEAD_MAILS);
		assert_true(i > 60 || ahead_count(&p->c) > 0);
	}
	assert_int_equal(ahead_count(&p->c), 0);
	expect_all(p, 100);
	assert_int_equal(count_of(p, "SELECT count(*) FROM mail WHERE judged_at < arrived_at"), 0);
}

/* What is not there any more when it is read ahead is looked for again at its time. */
static void replay_misses_one(void **state)
{
	struct play *p = *state;
	struct turn_result r;
	for (int i = 0; i < 10; i++)
		write_mail(p, i, "", 500);
	GOOD(intake_look_ahead(&p->c, &p->err));
	char name[160], away[160];
	snprintf(name, sizeof name, "%s/box/new/%02x%d", p->dir, 6 * 37, 6);
	snprintf(away, sizeof away, "%s/away", p->dir);
	GOOD(rename(name, away));
	for (int i = 0; i < 10; i++) {
		if (i == 5)
			GOOD(rename(away, name));
		GOOD(turn(&p->c, p->night + i, &r, &p->err));
		assert_int_equal(r.mails, 1);
	}
	expect_all(p, 10);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(many_mails_keep_their_order, start, end),
		cmocka_unit_test_setup_teardown(large_ones_among_them, start, end),
		cmocka_unit_test_setup_teardown(the_reader_goes_on, start, end),
		cmocka_unit_test_setup_teardown(what_comes_is_taken_in, start, end),
		cmocka_unit_test_setup_teardown(what_comes_goes_to_the_reader, start_imap, end),
		cmocka_unit_test_setup_teardown(dies_once_of_one, start, end),
		cmocka_unit_test_setup_teardown(dies_always_of_some, start, end),
		cmocka_unit_test_setup_teardown(full_in_the_middle, start, end),
		cmocka_unit_test_setup_teardown(full_between_two, start, end),
		cmocka_unit_test_setup_teardown(first_group_is_on_disk, start, end),
		cmocka_unit_test_setup_teardown(ends_in_the_middle, start, end),
		cmocka_unit_test_setup_teardown(replay_reads_ahead, start, end),
		cmocka_unit_test_setup_teardown(replay_misses_one, start, end),
	};
	struct err err;
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return strcmp(argv[2], "reader") == 0 ? be_reader(CHILD_FD) : strcmp(argv[2], "fetcher") == 0 ? be_fetcher(CHILD_FD) : sender_main(CHILD_FD);
	company_open();
	if (headers_open(&err) < 0)
		return 1;
	int failed = cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
	company_close();
	return failed;
}
