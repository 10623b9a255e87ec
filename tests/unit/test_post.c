/* Receipts leave while mails are still being read: their order, a sender that stands still, one that dies, letters that must not be overtaken. The test is its
 * own reader and its own sender. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "company.h"
#include "fake_reader.h"
#include "intake.h"
#include "outbox.h"
#include "post.h"
#include "send_frames.h"
#include "setup.h"
#include "turn.h"

static const char FOLDER[] = "LEADCLERK_TEST_FOLDER", WAY[] = "LEADCLERK_TEST_WAY", NIGHT[] = "2026-09-13T20:00:00+08:00";

static const char OFFICE[] =
	"office: {company: 示例公司, since: 2026-09-14}\n"
	"operator: it@corp.test\nmode: live\n"
	"mailboxes: [{name: director, url: \"maildir:box\", folders: [INBOX]}]\n"
	"submission: {url: \"smtp://127.0.0.1:9\", from: clerk@corp.test, security: none}\n"
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

static const char *in_folder(const char *name)
{
	static char text[160];
	snprintf(text, sizeof text, "%s/%s", getenv(FOLDER), name);
	return text;
}

/* ---- the children ---- */

static void before_reading(struct bytes raw)
{
	if (says(raw, "X-Last: yes"))
		close(open(in_folder("last"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

static bool way(const char *name)
{
	return strcmp(getenv(WAY), name) == 0;
}

static bool for_the_first_time(const char *name)
{
	int fd = open(in_folder(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Until the last mail is read, or for a long time. */
static bool last_mail_was_read(void)
{
	const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
	for (int i = 0; i < 3000 && access(in_folder("last"), F_OK) < 0; i++)
		nanosleep(&pause, NULL);
	return access(in_folder("last"), F_OK) == 0;
}

static void skip_texts(struct frame *f, struct arena *a)
{
	for (size_t n = get_count(f, 8); n > 0; n--)
		get_text(f, a);
}

/* The letter's name; its order is send_frames.h's. */
static const char *letter_name(struct frame *f, struct arena *a, bool *follows_r)
{
	get_text(f, a), get_text(f, a), get_int(f), get_text(f, a), get_text(f, a), get_text(f, a), get_int(f), get_text(f, a), get_int(f);
	for (int i = 0; i < 3; i++)
		skip_texts(f, a);
	get_text(f, a), get_text(f, a);
	const char *name = get_text(f, a);
	get_int(f);
	*follows_r = get_int(f) != 0;
	return name;
}

static void arrives(const char *name)
{
	FILE *f = fopen(in_folder("arrived"), "a");
	fprintf(f, "%s\n", name);
	fclose(f);
}

static void say(int fd, enum send_frame kind, const struct send_result *r)
{
	struct buf out = {0};
	struct err err;
	size_t mark = frame_start(&out, (uint8_t)kind);
	if (r) {
		put_int(&out, r->outcome);
		put_int(&out, r->server);
		put_int(&out, r->why);
		put_int(&out, r->aside);
		put_text(&out, "");
	}
	frame_end(&out, mark);
	if (frame_send(fd, &out, clock_monotonic() + 60, &err) < 0)
		_exit(1);
	buf_release(&out);
}

/* As chance has it, which is another one at each try: all that may become of a letter, and of the sender at it. */
static struct send_result by_chance(int fd, const char *name)
{
	enum { DIES_BEFORE, DIES_BEGUN, DIES_ARRIVED, DIES_TOLD, SERVER, LETTER, UNSURE_THERE, UNSURE_LOST, CHANCES = 24 };
	static const struct send_result fates[CHANCES] = {
		[SERVER] = {.outcome = SEND_LATER, .server = true, .why = WHY_SERVER},
		[LETTER] = {.outcome = SEND_LATER},
		[UNSURE_THERE] = {.outcome = SEND_UNSURE, .server = true, .why = WHY_SERVER},
		[UNSURE_LOST] = {.outcome = SEND_UNSURE, .server = true, .why = WHY_SERVER},
	};
	int tries = open(in_folder("tries"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	bool counted = write(tries, "", 1) == 1;
	char text[200];
	snprintf(text, sizeof text, "%s %lld", name, (long long)lseek(tries, 0, SEEK_END));
	close(tries);
	struct digest d = digest_of(text, strlen(text));
	int fate = d.b[0] % CHANCES;
	usleep(d.b[1] % 8 * 400u);
	if (!counted || fate == DIES_BEFORE)
		_exit(70);
	say(fd, SEND_FRAME_BEGUN, NULL);
	if (fate == DIES_BEGUN)
		_exit(70);
	if (fate != SERVER && fate != LETTER && fate != UNSURE_LOST)
		arrives(name);
	if (fate == DIES_ARRIVED)
		_exit(70);
	if (fate != DIES_TOLD)
		return fates[fate];
	say(fd, SEND_FRAME_RESULT, &fates[fate]);
	_exit(70);
}

static void send_by_chance(int fd, const char *name, bool follows)
{
	static struct send_result r;
	if (!follows || !r.server)
		r = by_chance(fd, name);
	else
		r = (struct send_result){.outcome = SEND_LATER, .server = true, .why = WHY_SERVER};
	say(fd, SEND_FRAME_RESULT, &r);
}

static void send_one(int fd, const char *name, bool follows)
{
	static bool trouble; /* with the one before */
	struct send_result r = {.outcome = SEND_SENT};
	if (way("chance")) {
		send_by_chance(fd, name, follows);
		return;
	}
	if (way("dies before") && for_the_first_time("died"))
		_exit(70);
	if (way("stands still") && !last_mail_was_read())
		r.outcome = SEND_NEVER;
	say(fd, SEND_FRAME_BEGUN, NULL);
	if (way("dies after") && strstr(name, "receipt") && access(in_folder("arrived"), F_OK) == 0 && for_the_first_time("died"))
		_exit(70);
	if (way("trouble") && access(in_folder("arrived"), F_OK) == 0)
		r = (struct send_result){.outcome = SEND_LATER, .server = true, .why = WHY_SERVER};
	if ((follows && trouble) || (way("trouble once") && access(in_folder("arrived"), F_OK) == 0 && for_the_first_time("trouble")))
		r = (struct send_result){.outcome = SEND_LATER, .server = true, .why = WHY_SERVER};
	trouble = r.server;
	if (r.outcome == SEND_SENT)
		arrives(name);
	say(fd, SEND_FRAME_RESULT, &r);
}

/* The first letter is not answered before a second one came; without one it dies. */
static void wait_for_another(int fd, struct frame_input *in, struct arena *a)
{
	struct frame f;
	struct err err;
	bool follows;
	if (frame_receive(fd, in, clock_monotonic() + 20, &f, &err) <= 0 || f.kind != SEND_FRAME_SEND)
		_exit(70);
	const char *second = letter_name(&f, a, &follows);
	say(fd, SEND_FRAME_BEGUN, NULL);
	arrives("first");
	say(fd, SEND_FRAME_RESULT, &(struct send_result){.outcome = SEND_SENT});
	send_one(fd, second, follows);
}

/* It answers no letter before it has the next one, or none comes for a while. */
static void stay_one_behind(int fd, struct frame_input *in, struct arena *a, const char *name)
{
	struct frame f;
	struct err err;
	bool follows;
	while (frame_receive(fd, in, clock_monotonic() + 1, &f, &err) > 0) {
		const char *next = letter_name(&f, a, &follows);
		send_one(fd, name, false);
		name = next;
	}
	send_one(fd, name, false);
}

static int be_sender(int fd)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	bool follows;
	struct jail_rights rights;
	if (child_begin(fd, &rights, &err) < 0 || child_ready(fd, &err) < 0)
		return 1;
	while (frame_receive(fd, &in, clock_monotonic() + 600, &f, &err) > 0) {
		struct arena *a = arena_new();
		if (f.kind == SEND_FRAME_CLOSE)
			say(fd, SEND_FRAME_CLOSED, NULL);
		else if (way("wants company") && for_the_first_time("company"))
			wait_for_another(fd, &in, a);
		else if (way("one behind"))
			stay_one_behind(fd, &in, a, letter_name(&f, a, &follows));
		else {
			const char *name = letter_name(&f, a, &follows);
			send_one(fd, name, follows);
		}
		arena_free(a);
	}
	return 0;
}

/* ---- the office ---- */

static int start_office(void **state)
{
	static const char *const folders[] = {"box", "box/cur", "box/new", "box/tmp"};
	struct play *p = calloc(1, sizeof *p);
	snprintf(p->dir, sizeof p->dir, "/tmp/lc-post.XXXXXX");
	if (!mkdtemp(p->dir))
		return -1;
	setenv(FOLDER, p->dir, 1);
	setenv(WAY, "", 1);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		mkdir(in_folder(folders[i]), 0700);
	FILE *f = fopen(in_folder("office.yaml"), "w");
	assert_non_null(f);
	fputs(OFFICE, f);
	assert_int_equal(fclose(f), 0);
	GOOD(setup_read(in_folder("office.yaml"), &p->setup, &p->err));
	GOOD(time_parse(NIGHT, &p->night));
	GOOD(clerk_open(&p->setup.office, &p->c, &p->err));
	GOOD(intake_open(&p->c, &p->err));
	GOOD(db_script(p->c.store.db, "CREATE TEMP TABLE seen (sent INTEGER, claimed INTEGER); CREATE TEMP TRIGGER look AFTER INSERT ON mail BEGIN "
	               "INSERT INTO seen SELECT sum(state = 'sent'), sum(state = 'claimed') FROM letter; END", &p->err));
	*state = p;
	return 0;
}

static int end_office(void **state)
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

static void write_mails(struct play *p, int from, int to)
{
	for (int i = from; i < to; i++) {
		char name[32];
		snprintf(name, sizeof name, "box/new/%d", i);
		FILE *f = fopen(in_folder(name), "w");
		assert_non_null(f);
		fprintf(f, "From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\n"
		        "Message-ID: <%d@corp.test>\r\nMIME-Version: 1.0\r\nX-Last: %s\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\n"
		        "Content-Disposition: attachment; filename=list.csv\r\n\r\n"
		        "公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n东莞市甲乙%d模具有限公司,张三,13800138000,五金,100万,无,无,高\r\n",
		        i, i == to - 1 ? "yes" : "no", i);
		assert_int_equal(fclose(f), 0);
		struct timeval at[2] = {{.tv_sec = p->night + i}, {.tv_sec = p->night + i}};
		GOOD(utimes(in_folder(name), at));
	}
}

static int64_t count_of(struct play *p, const char *sql)
{
	int64_t n = -1;
	db_one_int(p->c.store.db, &p->err, &n, sql, "");
	return n;
}

static struct turn_result one_turn(struct play *p, int64_t now)
{
	struct turn_result r;
	GOOD(turn(&p->c, now, &r, &p->err));
	return r;
}

/* The letters that arrived, each once, in the order in which they were written. */
static void expect_order(struct play *p, int count)
{
	char line[200];
	FILE *f = fopen(in_folder("arrived"), "r");
	assert_non_null(f);
	struct query *q = db_rows(p->c.store.db, "SELECT id FROM letter ORDER BY body", "");
	for (int i = 0; i < count; i++) {
		assert_int_equal(db_next(q, &p->err), 1);
		assert_non_null(fgets(line, sizeof line, f));
		line[strcspn(line, "\n")] = '\0';
		char *id = col_text(q, 0, p->c.turn);
		assert_string_equal(line, id);
	}
	db_end(q);
	assert_null(fgets(line, sizeof line, f));
	fclose(f);
}

/* ---- the tests ---- */

static void receipts_leave_meanwhile(void **state)
{
	struct play *p = *state;
	write_mails(p, 0, 150);
	struct turn_result r = one_turn(p, p->night + 3600);
	assert_int_equal(r.mails, 150);
	assert_int_equal(r.letters, 150);
	expect_order(p, 150);
	assert_true(count_of(p, "SELECT max(sent) FROM seen") > 0);
	assert_true(count_of(p, "SELECT max(claimed) FROM seen") <= POST_BATCH);
	assert_int_equal(child_starts(p->c.sender), 1);
}

/* Fault 61: tried while the clock was a year ahead, it leaves once the clock is right. */
static void what_a_clock_put_off_leaves(void **state)
{
	struct play *p = *state;
	enum { YEAR = 365 * 86400 };
	setenv(WAY, "trouble", 1);
	arrives("another");
	write_mails(p, 0, 2);
	struct turn_result r = one_turn(p, p->night + 3600);
	assert_int_equal(r.letters, 0);
	GOOD(db_run(p->c.store.db, &p->err, "UPDATE letter SET next_try = next_try + ?, tries = 1", "i", (int64_t)YEAR));
	GOOD(db_run(p->c.store.db, &p->err, "UPDATE meta SET value = value + ? WHERE name = 'post_pause_until'", "i", (int64_t)YEAR));
	setenv(WAY, "", 1);
	child_end(p->c.sender);
	assert_int_equal(one_turn(p, p->night + 3660).letters, 2);
}

/* It answers nothing until the last mail was read: reading does not wait for it, and no more letters are claimed than one transaction's. */
static void a_sender_that_stands_still(void **state)
{
	struct play *p = *state;
	setenv(WAY, "stands still", 1);
	write_mails(p, 0, 150);
	struct turn_result r = one_turn(p, p->night + 3600);
	assert_int_equal(r.mails, 150);
	assert_int_equal(r.letters, 150);
	assert_true(count_of(p, "SELECT max(claimed) FROM seen") <= POST_BATCH);
	expect_order(p, 150);
}

/* One that answers no letter before it has the next: several are with it at once. */
static void several_are_with_the_sender(void **state)
{
	struct play *p = *state;
	setenv(WAY, "wants company", 1);
	write_mails(p, 0, 100);
	assert_int_equal(one_turn(p, p->night + 3600).letters, 100);
	assert_int_equal(child_starts(p->c.sender), 1);
}

/* A batch whose last letters are with the sender does not keep the next one waiting. */
static void batches_overlap(void **state)
{
	struct play *p = *state;
	setenv(WAY, "one behind", 1);
	write_mails(p, 0, 150);
	assert_int_equal(one_turn(p, p->night + 3600).letters, 150);
	expect_order(p, 150);
	assert_true(count_of(p, "SELECT max(claimed) FROM seen") <= POST_BATCH);
	assert_true(count_of(p, "SELECT max(sent) FROM seen") > 0);
}

/* It dies of the second letter, whose body had begun: that one may be double, and nobody else's. */
static void dies_in_the_middle(void **state)
{
	struct play *p = *state;
	setenv(WAY, "dies after", 1);
	write_mails(p, 0, 100);
	assert_int_equal(one_turn(p, p->night + 3600).letters, 99);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'sent'"), 99);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'waiting' AND may_be_double = 1"), 1);
	assert_int_equal(one_turn(p, p->night + 3700).letters, 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'sent'"), 100);
	assert_int_equal(count_of(p, "SELECT sum(may_be_double) FROM letter"), 1);
	assert_int_equal(child_starts(p->c.sender), 2);
}

static void dies_before_a_letter(void **state)
{
	struct play *p = *state;
	setenv(WAY, "dies before", 1);
	write_mails(p, 0, 100);
	assert_int_equal(one_turn(p, p->night + 3600).letters, 99);
	assert_int_equal(one_turn(p, p->night + 3700).letters, 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'sent'"), 100);
	assert_int_equal(count_of(p, "SELECT sum(may_be_double) FROM letter"), 0);
}

/* The server is in trouble after the first letter: the others of its transaction had no try, and nothing more leaves until the pause is over. */
static void trouble_stops_the_rest(void **state)
{
	struct play *p = *state;
	setenv(WAY, "trouble", 1);
	write_mails(p, 0, 100);
	struct turn_result r = one_turn(p, p->night + 3600);
	assert_int_equal(r.mails, 100);
	assert_int_equal(r.letters, 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'waiting' AND tries = 0"), 99);
	assert_true(r.next > p->night + 3600);
	setenv(WAY, "", 1);
	child_end(p->c.sender);
	r = one_turn(p, p->night + 3600 + 120);
	assert_int_equal(r.letters, 99);
	expect_order(p, 100);
}

/* The second letter meets trouble that is over at once: of those that were with the sender behind it none was tried. */
static void trouble_stops_what_follows(void **state)
{
	struct play *p = *state;
	setenv(WAY, "trouble once", 1);
	write_mails(p, 0, 100);
	assert_int_equal(one_turn(p, p->night + 3600).letters, 1);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state = 'waiting' AND tries = 0"), 99);
	assert_int_equal(one_turn(p, p->night + 3600 + 120).letters, 99);
	expect_order(p, 100);
}

/* The sender dies, and the server is in trouble, at any moment, and the disk is full now and then: in the end each letter arrived, and one that arrived more
 * often than it was told was told to be in doubt as often. */
static void whatever_happens(void **state)
{
	enum { ROUNDS = 8, MAILS = 40, MOST_TURNS = 400 };
	struct play *p = *state;
	struct turn_result r;
	char line[200], room[80];
	int turns = 0, failed = 0;
	setenv(WAY, "chance", 1);
	for (int64_t now = p->night + 3600; turns < MOST_TURNS && (turns < ROUNDS || count_of(p, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'claimed')")); now += 4000) {
		if (turns < ROUNDS)
			write_mails(p, turns * MAILS, (turns + 1) * MAILS);
		snprintf(room, sizeof room, "PRAGMA max_page_count=%lld", (long long)(count_of(p, "PRAGMA page_count") + (turns++ % 2 ? 30 : 1000000)));
		GOOD(db_script(p->c.store.db, room, &p->err));
		failed += turn(&p->c, now, &r, &p->err) < 0;
	}
	GOOD(db_script(p->c.store.db, "CREATE TEMP TABLE arrived (id TEXT); CREATE TEMP TABLE came (id TEXT PRIMARY KEY, n INTEGER)", &p->err));
	FILE *f = fopen(in_folder("arrived"), "r");
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		GOOD(db_run(p->c.store.db, &p->err, "INSERT INTO arrived VALUES (?)", "t", line));
	}
	fclose(f);
	GOOD(db_script(p->c.store.db, "INSERT INTO came SELECT letter.id, count(arrived.id) FROM letter LEFT JOIN arrived ON arrived.id = letter.id GROUP BY letter.id", &p->err));
	print_message("%d turns, %d of them failed, %lld letters, %lld in doubt, %lld came twice or more\n", turns, failed, (long long)count_of(p, "SELECT count(*) FROM letter"),
	              (long long)count_of(p, "SELECT count(*) FROM letter WHERE may_be_double > 0"), (long long)count_of(p, "SELECT count(*) FROM came WHERE n > 1"));
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE kind = 'receipt'"), ROUNDS * MAILS);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'claimed')"), 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter JOIN came USING (id) WHERE state = 'sent' AND n = 0"), 0);
	assert_int_equal(count_of(p, "SELECT count(*) FROM letter JOIN came USING (id) WHERE n > may_be_double + (state = 'sent')"), 0);
	assert_true(failed > 0 && count_of(p, "SELECT count(*) FROM letter WHERE may_be_double > 0") > 5);
}

/* Another letter that is due stands before them: it goes first, at the turn's end, and they behind it. */
static void nothing_is_overtaken(void **state)
{
	struct play *p = *state;
	bool added;
	struct letter l = {.id = "reminder.rep01", .kind = LETTER_REMINDER, .staff = "rep01", .to = "rep01@corp.test", .subject = "s", .message_id = "<r@corp.test>",
	                   .token = "T", .about = "", .created = p->night, .due = p->night, .bytes = {(const uint8_t *)"x\r\n", 3}};
	GOOD(outbox_add(&p->c.store, &l, "waiting", &added, &p->err));
	write_mails(p, 0, 100);
	struct turn_result r = one_turn(p, p->night + 3600);
	assert_int_equal(r.letters, 101);
	assert_int_equal(count_of(p, "SELECT max(sent + claimed) FROM seen"), 0);
	expect_order(p, 101);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(receipts_leave_meanwhile, start_office, end_office),
		cmocka_unit_test_setup_teardown(a_sender_that_stands_still, start_office, end_office),
		cmocka_unit_test_setup_teardown(dies_in_the_middle, start_office, end_office),
		cmocka_unit_test_setup_teardown(dies_before_a_letter, start_office, end_office),
		cmocka_unit_test_setup_teardown(trouble_stops_the_rest, start_office, end_office),
		cmocka_unit_test_setup_teardown(several_are_with_the_sender, start_office, end_office),
		cmocka_unit_test_setup_teardown(batches_overlap, start_office, end_office),
		cmocka_unit_test_setup_teardown(what_a_clock_put_off_leaves, start_office, end_office),
		cmocka_unit_test_setup_teardown(trouble_stops_what_follows, start_office, end_office),
		cmocka_unit_test_setup_teardown(whatever_happens, start_office, end_office),
		cmocka_unit_test_setup_teardown(nothing_is_overtaken, start_office, end_office),
	};
	struct err err;
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return strcmp(argv[2], "reader") == 0 ? be_reader(CHILD_FD) : strcmp(argv[2], "sender") == 0 ? be_sender(CHILD_FD) : 127;
	company_open();
	if (headers_open(&err) < 0)
		return 1;
	int failed = cmocka_run_group_tests_name("post", tests, NULL, NULL);
	company_close();
	return failed;
}
