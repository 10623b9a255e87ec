/* The office of the torture, and how it is lived. Five mails of three reps, a stranger's and a robot's; a list that is held and cured; a mail in
 * two mailboxes; one that is seen a day late, which undoes a penalty. Reminders, penalties, digests, a make-up case, quiet hours. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "company.h"
#include "headers.h"
#include "intake.h"
#include "post.h"
#include "reader.h"
#include "send.h"
#include "setup.h"
#include "torture.h"
#include "turn.h"

static const char OFFICE[] =
	"office: {company: 示例公司, since: 2026-09-14, timezone: Asia/Shanghai, calendars: [days.csv]}\n"
	"operator: it@corp.test\nmode: live\n"
	"raw_mail_days: 180\nletter_days: 180\nlead_days: 180\n"
	"mailboxes:\n"
	"  - {name: clerk, url: \"maildir:clerk\", folders: [INBOX]}\n"
	"  - {name: director, url: \"maildir:director\", folders: [INBOX]}\n"
	"submission: {url: \"smtp://127.0.0.1:9\", from: clerk@corp.test, security: none}\n"
	"store: clerk.db\n"
	"staff:\n"
	"  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}\n"
	"  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}\n"
	"  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}\n"
	"  - {id: rep02, name: 黄志远, role: rep, mail: [rep02@corp.test]}\n"
	"  - {id: rep03, name: 梁海波, role: rep, mail: [rep03@corp.test]}\n"
	"policies:\n"
	"  - effective: 2026-01-01\n"
	"    packs: [S0]\n"
	"    cc_rule: hold\n"
	"    confirm: none\n"
	"    digest: \"08:30\"\n"
	"    quiet_hours: [\"22:45\", \"07:30\"]\n"
	"    lead_list: {quota: 2, reminders: [\"20:00\", \"22:30\"]}\n"
	"    prospects: {quota: 1, extra_leads: 2, reminders: [\"16:00\"]}\n";

#define LEADS "公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n"
#define LEAD(name, phone) "东莞市" name "五金制品有限公司,张三," phone ",五金,100万,无,无,高\r\n"
#define GOOD "13800138000"
#define CC "Cc: gm@corp.test\r\n"

static const struct post {
	const char *file, *box, *arrives, *from, *head, *id, *table;
	int from_moment;              /* it can be seen from then on */
} posts[] = {
	{"one", "clerk", "2026-09-13T19:30:00+08:00", "rep01", CC, "one", LEADS LEAD("甲乙", GOOD) LEAD("丙丁", GOOD) LEAD("戊己", GOOD), 0},
	{"one", "director", "2026-09-13T19:30:01+08:00", "rep01", CC, "one", LEADS LEAD("甲乙", GOOD) LEAD("丙丁", GOOD) LEAD("戊己", GOOD), 0},
	{"two", "clerk", "2026-09-13T19:40:00+08:00", "rep02", "", "two", LEADS LEAD("庚辛", GOOD) LEAD("壬癸", GOOD), 0},
	{"three", "clerk", "2026-09-13T19:45:00+08:00", "rep03", CC, "three", LEADS LEAD("甲乙", GOOD) LEAD("子丑", "不详"), 0},
	{"four", "clerk", "2026-09-13T19:46:00+08:00", "stranger", "", "four", LEADS LEAD("寅卯", GOOD), 0},
	{"five", "director", "2026-09-13T19:47:00+08:00", "rep01", "Auto-Submitted: auto-replied\r\n", "five", NULL, 0},
	{"six", "clerk", "2026-09-13T21:10:00+08:00", "rep02", CC, "six", LEADS LEAD("庚辛", GOOD) LEAD("壬癸", GOOD), 1},
	{"late", "director", "2026-09-13T22:00:00+08:00", "rep03", CC, "late", LEADS LEAD("辰巳", GOOD), 4},
	{"seven", "clerk", "2026-09-14T10:00:00+08:00", "rep01", CC, "seven", "公司名称,联系人,电话,意向阶段\r\n东莞市午未有限公司,刘芳,13900139000,有意向\r\n", 5},
};
enum { POSTS = sizeof posts / sizeof *posts };

static const char *const moments[] = {
	"2026-09-13T20:00:30+08:00", "2026-09-13T22:31:00+08:00", "2026-09-14T00:00:30+08:00", "2026-09-14T08:31:00+08:00",
	"2026-09-14T09:00:00+08:00", "2026-09-14T16:01:00+08:00", "2026-09-14T19:00:00+08:00",
};
enum { MOMENTS = sizeof moments / sizeof *moments, PATIENCE = 6 /* turns that fail, one after the other */ };

static char folder[128];
static struct setup setup;

const char *play_path(const char *name)
{
	static char text[4][256];
	static int next;
	next = (next + 1) % 4;
	snprintf(text[next], sizeof *text, "%s/%s", folder, name);
	return text[next];
}

/* ---- the stage ---- */

static void must_do(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	exit(1);
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	must_do(f && fputs(text, f) >= 0 && fclose(f) == 0, path);
}

static void put_mail(const struct post *p)
{
	char text[4096], path[256];
	int64_t at = 0;
	snprintf(text, sizeof text,
	         "From: %s@corp.test\r\nTo: director@corp.test\r\n%sSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\nMessage-ID: <%s@corp.test>\r\nMIME-Version: 1.0\r\n"
	         "Content-Type: text/%s; charset=utf-8\r\n%s\r\n%s",
	         p->from, p->head, p->id, p->table ? "csv; name=list.csv" : "plain",
	         p->table ? "Content-Disposition: attachment; filename=list.csv\r\n" : "", p->table ? p->table : "我在休假。\r\n");
	snprintf(path, sizeof path, "%s/stash/%s.%s", folder, p->box, p->file);
	put(path, text);
	must_do(time_parse(p->arrives, &at) == 0, p->arrives);
	struct timeval times[2] = {{.tv_sec = at}, {.tv_sec = at}};
	must_do(utimes(path, times) == 0, path);
}

static void read_office(void)
{
	struct err err;
	text_open_converters();
	db_set_checkpoint_pages(60); /* some checkpoints in one play */
	store_set_keys(5, 0);     /* and some merges */
	company_open();
	if (headers_open(&err) < 0 || setup_read(play_path("office.yaml"), &setup, &err) < 0) {
		fprintf(stderr, "%s (%s stays)\n", err.text, folder);
		exit(1);
	}
}

void play_open(void)
{
	static const char *const folders[] = {"stash", "clerk", "clerk/cur", "clerk/new", "clerk/tmp", "director", "director/cur", "director/new", "director/tmp"};
	snprintf(folder, sizeof folder, "%s/lc-torture.XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	must_do(mkdtemp(folder), folder);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		must_do(mkdir(play_path(folders[i]), 0700) == 0, folders[i]);
	put(play_path("office.yaml"), OFFICE);
	put(play_path("days.csv"), "date,kind\n2026-10-01,off\n");
	for (size_t i = 0; i < POSTS; i++)
		put_mail(&posts[i]);
	read_office();
}

void play_close(void)
{
	char command[160];
	setup_free(&setup);
	company_close();
	snprintf(command, sizeof command, "rm -r '%s'", folder);
	if (system(command) != 0)
		fprintf(stderr, "%s stays\n", folder);
}

static void mail_is_there(const struct post *p, bool there)
{
	char from[256], to[256];
	snprintf(from, sizeof from, "%s/stash/%s.%s", folder, p->box, p->file);
	snprintf(to, sizeof to, "%s/%s/new/%s", folder, p->box, p->file);
	if (!there)
		unlink(to);
	else if (access(to, F_OK) != 0)
		must_do(link(from, to) == 0, to);
}

void play_reset(void)
{
	static const char *const gone[] = {"clerk.db", "clerk.db-wal", "clerk.db-shm", "clerk.db-journal", "clerk.db.key", "clerk.db.key.new", "clerk.db.lock",
	                                   "clerk.db.alarm", "arrived", "clerk.db.disk", "clerk.db-wal.disk", "clerk.db-journal.disk"};
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		unlink(play_path(gone[i]));
	for (size_t i = 0; i < POSTS; i++)
		mail_is_there(&posts[i], false);
	*board = (struct board){.seed = board->seed, .erasing = board->erasing};
	must_do(time_parse(moments[board->erasing ? MOMENTS - 1 : 0], &board->now) == 0, "moment");
	if (board->erasing)
		erase_reset();
}

/* ---- the play ---- */

/* What fails is tried again, as `run` does it; the clock stands still meanwhile. */
int turns_end(struct clerk *c, int (*done)(struct clerk *c, struct err *err))
{
	struct err err = {0};
	for (int tries = 0; tries < PATIENCE; tries++) {
		if (done(c, &err) == 0)
			return 0;
		if (err.exit_code == 74)
			return 74;
	}
	fprintf(stderr, "the store does not come back: %s\n", err.text);
	return 75;
}

static struct turn_result result;

static int one_turn(struct clerk *c, struct err *err)
{
	return turn(c, board->now, &result, err);
}

/* Everything up to and at the moment, as it falls due. */
static int live_until(struct clerk *c, int64_t moment)
{
	for (;;) {
		int code = turns_end(c, one_turn);
		if (code)
			return code;
		if (result.mails || result.letters)
			continue;
		int64_t next = result.paced ? result.letter : result.next;
		next = next <= board->now ? board->now + 1 : next;
		if (board->now >= moment && next > moment)
			return 0;
		board->now = next < moment ? next : moment;
		if (next > moment && board->now < moment)
			board->now = moment;
	}
}

static int live(struct clerk *c, struct err *err)
{
	if (intake_open(c, err) < 0 || turn_check_configuration(c, board->now, err) < 0)
		return err->exit_code;
	for (; board->moment < MOMENTS; board->moment++) {
		int64_t moment = 0;
		time_parse(moments[board->moment], &moment);
		for (size_t i = 0; i < POSTS; i++)
			if (posts[i].from_moment == board->moment)
				mail_is_there(&posts[i], true);
		int code = live_until(c, moment);
		if (code)
			return code;
	}
	return 0;
}

int play_live(void)
{
	struct clerk c;
	struct err err = {0};
	if (clerk_open(&setup.office, &c, &err) < 0)
		return err.exit_code ? err.exit_code : 1;
	int code = board->erasing ? erase_live(&c) : live(&c, &err);
	board->closing = true;
	intake_close(&c);
	clerk_close(&c);
	return code;
}

/* ---- what the rooms call, and comes here first (--wrap) ---- */

int __wrap_send_begin(struct child *c, const struct server *s, const char *password, const struct send_order *o, struct err *err);
int __wrap_send_end(struct child *c, const char *to, double seconds, struct send_result *r, bool *handed_r, struct err *err);
int __wrap_execv(const char *path, char *const argv[]);
ssize_t __real_write(int fd, const void *data, size_t n);
ssize_t __wrap_write(int fd, const void *data, size_t n);
int __wrap_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
ssize_t __wrap_getrandom(void *p, size_t n, unsigned flags);

const char *const send_ways[] = {"refused for now", "the server is in trouble", "lost after the dot, accepted", "lost after the dot, not accepted",
                                 "the sender died before", "the sender died after, accepted", NULL};

static void letter_arrives(const char *name, struct bytes letter)
{
	char line[300], hex[65];
	struct digest d = digest_of(letter.data, letter.size);
	digest_hex(&d, 32, hex);
	int n = snprintf(line, sizeof line, "%s %s\n", name, hex), fd = open(play_path("arrived"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0 || __real_write(fd, line, (size_t)n) != n)
		abort();
	close(fd);
}

/* What the sender will answer, letter by letter. */
static struct answer {
	struct send_result result;
	bool handed;
	int failed;
	struct err err;
} under_way[POST_AHEAD];
static size_t under_way_count;

static void hand_over_badly(const struct send_order *o, struct answer *a)
{
	int way = board->send_way;
	if (way == 2 || way == 5)
		letter_arrives(o->name, o->letter);
	a->handed = way >= 2 && way != 4;
	if (way >= 4)
		a->failed = err_set(&a->err, 75, "the sender process died of signal 11");
	else
		a->result = (struct send_result){.outcome = way < 2 ? SEND_LATER : SEND_UNSURE, .server = way == 1, .why = way == 1 ? WHY_SERVER : WHY_LETTER};
}

/* The sender died at one before it, or what follows that one has no try. */
static bool is_not_begun(void)
{
	return under_way_count && (under_way[under_way_count - 1].failed || under_way[under_way_count - 1].result.server);
}

/* The submission server is this file: each line of `arrived` is a letter that it took. It takes them while the clerk does something else. */
int __wrap_send_begin(struct child *c, const struct server *s, const char *password, const struct send_order *o, struct err *err)
{
	(void)c, (void)s, (void)password, (void)err;
	if (!o->follows)
		under_way_count = 0;
	else if (is_not_begun())
		return 0;
	if (under_way_count == POST_AHEAD)
		abort();
	struct answer *a = &under_way[under_way_count++];
	*a = (struct answer){.result = {.outcome = SEND_SENT}, .handed = true};
	step(OP_LETTER);
	if (strikes(OP_LETTER))
		hand_over_badly(o, a);
	else
		letter_arrives(o->name, o->letter);
	step(OP_LETTER);
	return 0;
}

int __wrap_send_end(struct child *c, const char *to, double seconds, struct send_result *r, bool *handed_r, struct err *err)
{
	(void)c, (void)to, (void)seconds;
	const struct answer a = under_way[0];
	memmove(under_way, under_way + 1, --under_way_count * sizeof *under_way);
	*r = a.result;
	*handed_r = a.handed;
	if (a.failed)
		*err = a.err;
	return a.failed;
}

/* A child without a new program: the same process image goes on as the child. */
int __wrap_execv(const char *path, char *const argv[])
{
	(void)path;
	torture_off = true;
	if (strcmp(argv[2], "reader") == 0)
		_exit(reader_main(CHILD_FD));
	_exit(127);
}

ssize_t __wrap_write(int fd, const void *data, size_t n)
{
	if (fd != STDERR_FILENO)
		step(OP_OWN);
	return __real_write(fd, data, n);
}

int __wrap_fsync(int fd)
{
	(void)fd;
	step(OP_OWN);
	return 0;
}

int __wrap_rename(const char *from, const char *to)
{
	step(OP_OWN);
	return __real_rename(from, to);
}

/* The same secret each time: letters' tokens hang on it. */
ssize_t __wrap_getrandom(void *p, size_t n, unsigned flags)
{
	(void)flags;
	memset(p, 'k', n);
	return (ssize_t)n;
}
