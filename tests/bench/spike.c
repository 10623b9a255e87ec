/* The key spike: how long a night of 1,000 mails with 100 rows each takes on a store that holds 0, 1 or 10 million rows, and what other
 * keys would cost. README.md beside this file has the figures and how to get them again.
 *
 *   spike night DIR [MOST]           the real path: docket_judge_rows on the real schema, 1 mail a commit and 32, on 0, 1, 10 and 100 million rows,
 *                                    up to MOST (10000000; 0: on the empty store only). DIR/nights.csv has the figures, too
 *   spike keys DIR VARIANT [SCALE]   companies alone: "hash49" (ours), "hash63", "text" (unique index on names)
 *   spike rows DIR VARIANT [SCALE]   rows alone: "day-rep" (ours), "rep-day", "mail", "rowid" (and an index on rep and day),
 *                                    "name" (no companies at all: first contact is a unique index on the row's own text)
 *
 * SCALE (1) shrinks 1 and 10 million.
 *
 * DIR is made, filled (some GB) and left to be removed. Filling calls the store's own functions too, and leaves out what a row costs before
 * it gets there. At each size two nights: the first one finds nothing of the file in memory. One line a night; io is what the process asked
 * the kernel for. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "company.h"
#include "docket_rows.h"
#include "outbox.h"

enum { MAILS = 1000, ROWS = 100, REPS = 1000, RAW_BYTES = 16000, LETTER_BYTES = 6000, PRELOAD_MAILS = 200, REPEAT_PERCENT = 2 };
static const int64_t first_night = 1780000000;

static void check(int r, const struct err *err)
{
	if (r < 0) {
		fprintf(stderr, "spike: %s\n", err->text);
		exit(1);
	}
}

/* SPIKE_PRAGMA: other settings for the nights, to compare. */
static void tune(struct db *db, struct err *err)
{
	const char *pragma = getenv("SPIKE_PRAGMA");
	if (pragma)
		check(db_script(db, pragma, err), err);
}

/* ---- figures ---- */

struct io {
	double read, written; /* MB */
};

static struct io io_now(void)
{
	struct io io = {0};
	char name[32];
	long long n;
	FILE *f = fopen("/proc/self/io", "r");
	if (!f)
		return io;
	while (fscanf(f, "%31s %lld", name, &n) == 2) {
		if (strcmp(name, "rchar:") == 0)
			io.read = (double)n / 1e6;
		if (strcmp(name, "wchar:") == 0)
			io.written = (double)n / 1e6;
	}
	fclose(f);
	return io;
}

static double file_mb(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (double)st.st_size / 1e6 : 0;
}

/* The kernel's cached pages of a file that nobody has open. */
static void forget_cached(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	fdatasync(fd);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

struct night {
	struct io io;
	double start, last, slowest, cpu;
};

static double cpu_seconds(void)
{
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void night_starts(struct night *n)
{
	*n = (struct night){.io = io_now(), .start = clock_monotonic(), .cpu = cpu_seconds()};
	n->last = n->start;
}

static void mail_ends(struct night *n)
{
	double now = clock_monotonic();
	n->slowest = now - n->last > n->slowest ? now - n->last : n->slowest;
	n->last = now;
}

static void night_ends(const struct night *n, const char *what, int64_t stored, const char *path)
{
	struct io io = io_now();
	struct rusage use;
	double size = file_mb(path), rows = (double)(stored + (int64_t)MAILS * ROWS);
	getrusage(RUSAGE_SELF, &use);
	printf("%-8s %9" PRId64 " rows: %6.2f s, %6.2f s of CPU, slowest commit %6.1f ms, written %5.0f MB, read %5.0f MB, file %5.0f MB, %4.0f B/row, "
	       "memory %3.0f MB\n",
	       what, stored, clock_monotonic() - n->start, cpu_seconds() - n->cpu, n->slowest * 1000, io.written - n->io.written, io.read - n->io.read, size,
	       size * 1e6 / rows, (double)use.ru_maxrss / 1000);
	fflush(stdout);
}

/* The same for whoever draws it: seconds and MB. */
static void note_night(const struct night *n, const char *dir, int64_t stored, int a_commit, bool cold, const char *path)
{
	char name[4096];
	struct io io = io_now();
	snprintf(name, sizeof name, "%s/nights.csv", dir);
	FILE *f = fopen(name, "a");
	if (!f)
		return;
	if (ftell(f) == 0)
		fprintf(f, "rows,mails_a_commit,cold,wall,cpu,slowest_commit,written,read,file\n");
	fprintf(f, "%" PRId64 ",%d,%d,%.2f,%.2f,%.4f,%.0f,%.0f,%.0f\n", stored, a_commit, cold, clock_monotonic() - n->start, cpu_seconds() - n->cpu, n->slowest,
	        io.written - n->io.written, io.read - n->io.read, file_mb(path));
	fclose(f);
}

/* ---- what reps write ---- */

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 31) * 0x7fb5d329728ea185u;
	x = (x ^ x >> 27) * 0x81dadef4bc2dd44du;
	return x ^ x >> 33;
}

/* The name of company number i, another one for each. */
static char *company_name(struct arena *a, uint64_t i)
{
	static const char *const cities[] = {"东莞市", "深圳市", "广州市", "佛山市", "中山市", "惠州市", "珠海市", "江门市"};
	static const char *const trades[] = {"机械", "电子科技", "五金制品", "塑胶模具", "贸易", "家具", "服装", "包装印刷", "物流", "建材"};
	static const char *const last[] = {"有限公司", "有限公司", "有限责任公司", "股份有限公司"};
	static const char *const han[] = {"宏", "图", "嘉", "鑫", "恒", "泰", "华", "盛", "永", "兴", "达", "利", "万", "通", "联", "创", "金", "瑞",
	                                  "丰", "源", "德", "信", "安", "康", "美", "佳", "新", "科", "凯", "博", "雅", "润"};
	uint64_t r = mix(i);
	return arena_printf(a, "%s%s%s%s%s%s%s%s", cities[r % 8], i >> 25 ? han[i >> 25 & 31] : "", han[i & 31], han[i >> 5 & 31], han[i >> 10 & 31], i >> 15 ? han[i >> 15 & 31] : "",
	                    i >> 20 ? arena_printf(a, "%s%s", han[i >> 20 & 31], trades[(r >> 3) % 10]) : trades[(r >> 3) % 10], last[(r >> 8) % 4]);
}

/* Row number k of all rows ever written: mostly a company never seen, now and then one seen before. */
static uint64_t company_of(uint64_t k)
{
	uint64_t r = mix(k * 2 + 1);
	return k > 1000 && r % 100 < REPEAT_PERCENT ? r / 100 % k : k;
}

static void fill_row(struct arena *a, uint64_t k, struct lead_row *row)
{
	static const char *const people[] = {"张伟", "王芳", "李娜", "刘洋", "陈静", "杨勇", "黄丽", "赵强", "周敏", "吴军"};
	static const char *const trades[] = {"精密机械零件加工及销售", "电子元器件、集成电路批发", "五金制品、模具的生产和销售", "塑胶制品生产", "货物进出口、技术进出口"};
	uint64_t r = mix(k + 77);
	*row = (struct lead_row){.row = (int)(k % ROWS) + 2};
	for (int f = 0; f < FIELD_COUNT; f++)
		row->value[f] = "";
	row->value[FIELD_COMPANY] = company_name(a, company_of(k));
	row->value[FIELD_PERSON] = people[r % 10];
	row->value[FIELD_PHONE] = arena_printf(a, "13%09" PRIu64, r % 1000000000);
	row->value[FIELD_BUSINESS] = trades[(r >> 8) % 5];
	row->value[FIELD_CAPITAL] = arena_printf(a, "%d万人民币", (int)((r >> 16) % 90 + 10) * 10);
	row->value[FIELD_NETWORK] = r >> 20 & 1 ? "无" : "有网络推广，百度竞价";
	row->value[FIELD_WEBSITE] = r >> 21 & 1 ? "有" : "无";
	row->value[FIELD_VALUE] = "有开发价值";
}

/* ---- the real path ---- */

struct bench {
	struct clerk c;
	struct office office;
	struct err err;
	char path[4096];
	uint64_t rows; /* written so far */
	int mails;
};

static void make_office(struct bench *b)
{
	struct office *o = &b->office;
	for (int i = 0; i < REPS; i++)
		ARENA_PUSH(b->c.keep, o, staff) = (struct staff){
			.id = arena_printf(b->c.keep, "r%04d", i), .name = "业务员", .roles = 1u << ROLE_REP, .since = DATE_NONE, .until = DATE_NONE};
	ARENA_PUSH(b->c.keep, o, policies) = (struct policy){.version = "2026-01-01-0123456789abcdef", .protection_days = 180, .lead_protection_days = -1};
	office_index(b->c.keep, o);
	b->c.office = o;
}

static void one_list(struct bench *b, struct stored_list *l)
{
	struct arena *a = b->c.turn;
	*l = (struct stored_list){.file = "", .table = {.kind = ROW_LEAD, .told_by = "columns", .sheet_label = "Sheet1"}};
	for (int i = 0; i < ROWS; i++)
		fill_row(a, b->rows++, &ARENA_PUSH(a, &l->table, rows));
}

static void answer(struct bench *b, const struct mail_record *m, size_t size)
{
	struct arena *a = b->c.turn;
	bool added;
	struct letter l = {.id = arena_printf(a, "receipt-%s", m->public), .kind = LETTER_RECEIPT, .staff = m->staff, .to = m->sender, .subject = "回执",
	                   .message_id = m->public, .token = m->public, .about = m->public, .created = m->arrived_at, .due = m->arrived_at,
	                   .bytes = {arena_alloc(a, size), size}};
	check(outbox_add(&b->c.store, &l, "sent", &added, &b->err), &b->err);
}

/* What docket_judge_rows does with a row that it finds complete: ten million rows in minutes. A generated name is its own key. */
static struct row_verdict claim_row(struct bench *b, const struct mail_record *m, const struct lead_row *row)
{
	struct store *s = &b->c.store;
	const char *key = row->value[FIELD_COMPANY];
	struct claim claim;
	struct row_verdict v = {.verdict = VERDICT_COUNTED};
	if (b->rows < 1000)
		must(strcmp(company_key(b->c.turn, key), key) == 0);
	check(store_find_claim(s, key, "", m->staff, DATE_NONE, &claim, &b->err), &b->err);
	if (claim.company) {
		v = (struct row_verdict){VERDICT_REFUSED, REASON_TAKEN, 0, NULL, claim.holding.owner, claim.holding.since};
	} else {
		claim.holding = (struct holding){.owner = m->staff, .since = m->arrived_at, .last = m->arrived_at, .only_leads = true};
		check(store_claim(s, b->c.turn, key, "", m->staff, DATE_NONE, &claim, &claim.holding, &v.before, &b->err), &b->err);
		v.company = claim.company;
	}
	return v;
}

static void judge(struct bench *b, struct mail_record *m, const struct staff *rep, const struct stored_lists *lists, bool filling)
{
	const struct lead_table *t = &lists->lists[0].table;
	if (filling) {
		struct row_verdict v[ROWS];
		for (size_t i = 0; i < t->rows_count; i++)
			v[i] = claim_row(b, m, &t->rows[i]);
		check(store_put_rows(&b->c.store, m, 0, t, v, b->office.policies[0].version, &b->err), &b->err);
		return;
	}
	struct rows_outcome out;
	struct rows_job job = {.c = &b->c, .mail = m, .sender = rep, .at = m->arrived_at, .now = m->arrived_at, .fresh = true};
	check(docket_judge_rows(&job, lists, &out, &b->err), &b->err);
	must(out.rows == ROWS && out.tables[0].counted > ROWS / 2);
	m->kind = out.kinds;
}

/* One mail from its bytes to its answer, inside the caller's transaction. filling: without what does not grow with rows. */
static void take_mail(struct bench *b, bool filling)
{
	struct clerk *c = &b->c;
	struct arena *a = c->turn;
	const struct staff *rep = &b->office.staff[b->mails % REPS];
	uint8_t *raw = arena_alloc(a, RAW_BYTES);
	for (size_t i = 0; i < RAW_BYTES; i += sizeof(uint64_t)) { /* as an attachment in base64 is: no compressing helps much */
		uint64_t bits = mix((uint64_t)b->mails << 20 | i) & 0x3f3f3f3f3f3f3f3fu;
		memcpy(raw + i, &bits, sizeof bits);
	}
	char *name = arena_printf(a, "%010d", b->mails);
	struct place place = {"imap", "INBOX", 1, name};
	struct stored_lists lists = {0};
	one_list(b, &ARENA_PUSH(a, &lists, lists));
	struct mail_record m = {.public = arena_printf(a, "m%016d", b->mails), .identity = digest_of(name, strlen(name)), .message_id = name,
	                        .sender = "rep@example.com", .subject = "客户资料", .mailbox = "imap", .folder = "INBOX", .place = name,
	                        .arrived_at = first_night + b->mails / MAILS * (int64_t)DAY_SECONDS + b->mails % MAILS, .unread = "", .staff = rep->id,
	                        .has_rows = true, .kind = "other", .verdict = "new",
	                        .reason = "", .envelope = {.message_id = name, .subject = "客户资料", .original_id = "", .mailer = "", .text = "",
	                                                   .quoted = "", .huge_link = ""}};
	m.seen_at = m.judged_at = m.arrived_at;
	m.rows_digest = filling ? m.identity : docket_rows_digest(&lists.lists[0].table, 1);
	check(store_add_raw(&c->store, (struct bytes){raw, filling ? 64 : RAW_BYTES}, &m.raw, &b->err), &b->err);
	check(store_add_mail(&c->store, &m, &b->err), &b->err);
	check(store_add_sighting(&c->store, &place, m.id, &b->err), &b->err);
	check(store_add_list(&c->store, m.id, 0, &lists.lists[0], &b->err), &b->err);
	judge(b, &m, rep, &lists, filling);
	m.verdict = "counted";
	check(store_judged_mail(&c->store, &m, &b->err), &b->err);
	answer(b, &m, filling ? 64 : LETTER_BYTES);
	b->mails++;
}

static void take_mails(struct bench *b, int mails, int a_commit, bool filling, struct night *night)
{
	for (int i = 0; i < mails; i += a_commit) {
		check(db_begin(b->c.store.db, &b->err), &b->err);
		for (int k = 0; k < a_commit && i + k < mails; k++)
			take_mail(b, filling);
		check(db_commit(b->c.store.db, &b->err), &b->err);
		check(store_merge_keys(&b->c.store, false, &b->err), &b->err);
		arena_reset(b->c.turn);
		mail_ends(night);
	}
}

/* What the clerk does by day, when nothing else is to be done. */
static void by_day(struct bench *b)
{
	double start = cpu_seconds();
	int merged = store_merge_keys(&b->c.store, true, &b->err);
	check(merged, &b->err);
	if (merged)
		printf("by day: keys merged in %.2f s of CPU\n", cpu_seconds() - start);
}

/* Filling is quick and not safe; the night runs as the daemon does, in a connection of its own. */
static void open_store(struct bench *b, bool filling)
{
	check(store_open(b->path, DB_WRITE, &b->c.store, &b->err), &b->err);
	if (filling)
		check(db_script(b->c.store.db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1500000; PRAGMA wal_autocheckpoint=100000;", &b->err), &b->err);
}

static void two_nights(struct bench *b, const char *dir, int a_commit)
{
	char what[64];
	snprintf(what, sizeof what, "night/%d", a_commit);
	open_store(b, false);
	by_day(b);
	store_close(&b->c.store);
	forget_cached(b->path);
	open_store(b, false);
	tune(b->c.store.db, &b->err);
	for (int k = 0; k < 2; k++) {
		struct night night;
		int64_t stored = (int64_t)b->rows;
		night_starts(&night);
		take_mails(b, MAILS, a_commit, false, &night);
		night_ends(&night, what, stored, b->path);
		note_night(&night, dir, stored, a_commit, k == 0, b->path);
		by_day(b);
	}
	store_close(&b->c.store);
}

static void fill(struct bench *b, int64_t want)
{
	struct night n;
	night_starts(&n);
	open_store(b, true);
	take_mails(b, (int)((want - (int64_t)b->rows) / ROWS), PRELOAD_MAILS, true, &n);
	store_close(&b->c.store);
	printf("filled to %" PRIu64 " rows in %.0f s\n", b->rows, clock_monotonic() - n.start);
}

static int run_nights(const char *dir, int64_t most)
{
	static struct bench b;
	snprintf(b.path, sizeof b.path, "%s/night.db", dir);
	b.c.keep = arena_new();
	b.c.turn = arena_new();
	check(company_open(&b.err), &b.err);
	make_office(&b);
	int64_t sizes[] = {0, 1000000, 10000000, 100000000};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= most; i++) {
		if ((int64_t)b.rows < sizes[i])
			fill(&b, sizes[i]);
		two_nights(&b, dir, 1);
		two_nights(&b, dir, 32);
	}
	return 0;
}

/* ---- other keys ---- */

struct variant {
	const char *name, *schema, *insert, *find, *link;
};

#define BY_HASH \
	"CREATE TABLE k (hash INTEGER PRIMARY KEY, company INTEGER NOT NULL); CREATE TABLE c (id INTEGER PRIMARY KEY, key TEXT NOT NULL);", \
	"INSERT INTO c (key) VALUES (?)", "SELECT company FROM k WHERE hash = ?", "INSERT INTO k (hash, company) VALUES (?, ?)"
static const struct variant key_variants[] = {
	{"hash49", BY_HASH},
	{"hash63", BY_HASH},
	{"text", "CREATE TABLE c (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);", "INSERT INTO c (key) VALUES (?)",
	 "SELECT id FROM c WHERE key = ?", NULL},
};

/* Each is "CREATE TABLE r (ROW_COLUMNS, what differs". */
#define ROW_COLUMNS \
	"CREATE TABLE r (person INTEGER NOT NULL, day INTEGER NOT NULL, mail INTEGER NOT NULL, list INTEGER NOT NULL, n INTEGER NOT NULL, " \
	"row INTEGER NOT NULL, fields TEXT NOT NULL, verdict INTEGER NOT NULL, reason INTEGER NOT NULL, company INTEGER, before TEXT, name TEXT, "
static const struct variant row_variants[] = {
	{"day-rep", ROW_COLUMNS "PRIMARY KEY (day, person, mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"rep-day", ROW_COLUMNS "PRIMARY KEY (person, day, mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"mail", ROW_COLUMNS "PRIMARY KEY (mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"rowid", ROW_COLUMNS "UNIQUE (person, day, mail, list, n));", NULL, NULL, NULL},
	{"name", ROW_COLUMNS "UNIQUE (name));", NULL, NULL, NULL},
};

static int64_t hash_of(const char *name, int bits)
{
	struct digest d = digest_of(name, strlen(name));
	uint64_t h;
	memcpy(&h, d.b, sizeof h);
	return (int64_t)(h >> (64 - bits));
}

/* One row's company: looked up, and added where it is new. */
static void one_key(struct db *db, struct arena *a, const struct variant *v, uint64_t k, struct err *err)
{
	int64_t id;
	char *name = company_name(a, company_of(k));
	if (!v->link) {
		int r = db_one_int(db, err, &id, v->find, "t", name);
		check(r < 0 || (r == 0 && db_run(db, err, v->insert, "t", name) < 0) ? -1 : 0, err);
		return;
	}
	int64_t hash = hash_of(name, strcmp(v->name, "hash49") == 0 ? 49 : 63);
	int r = db_one_int(db, err, &id, v->find, "i", hash);
	if (r == 0)
		check(db_run(db, err, v->insert, "t", name) < 0 ? -1 : db_run(db, err, v->link, "ii", hash, db_last_id(db)), err);
	check(r, err);
}

static void one_row(struct db *db, struct arena *a, const struct variant *v, uint64_t k, struct err *err)
{
	struct lead_row row;
	struct buf fields = {0};
	int64_t mail = (int64_t)(k / ROWS), rep = mail % REPS, day = mail / REPS + 20600;
	fill_row(a, k, &row);
	for (int f = 0; f <= FIELD_VALUE; f++)
		buf_printf(&fields, "%s%s", f ? "\x1f" : "", row.value[f]);
	check(db_run(db, err,
	             "INSERT OR IGNORE INTO r (person, day, mail, list, n, row, fields, verdict, reason, company, before, name) "
	             "VALUES (?, ?, ?, 0, ?, ?, ?, 0, 0, ?, '', ?)",
	             "iiiiitit", rep + 1, day, mail, (int64_t)(k % ROWS), (int64_t)row.row, fields.data, (int64_t)k,
	             strcmp(v->name, "name") == 0 ? row.value[FIELD_COMPANY] : NULL),
	      err);
	buf_release(&fields);
}

typedef void (*one_fn)(struct db *, struct arena *, const struct variant *, uint64_t, struct err *);

static uint64_t write_mails(struct db *db, struct arena *a, const struct variant *v, one_fn one, uint64_t k, int64_t mails, int a_commit, struct night *n)
{
	struct err err = {0};
	for (int64_t i = 0; i < mails; i++) {
		if (i % a_commit == 0)
			check(db_begin(db, &err), &err);
		for (int r = 0; r < ROWS; r++)
			one(db, a, v, k++, &err);
		arena_reset(a);
		if (i % a_commit == a_commit - 1 || i == mails - 1)
			check(db_commit(db, &err), &err);
		mail_ends(n);
	}
	return k;
}

static int run_variant(const char *dir, const struct variant *v, one_fn one, double scale)
{
	char path[4096];
	struct err err = {0};
	struct arena *a = arena_new();
	struct night night, ignored;
	uint64_t k = 0;
	night_starts(&ignored);
	int64_t sizes[] = {0, 1000000, 10000000};
	snprintf(path, sizeof path, "%s/%s.db", dir, v->name);
	for (size_t i = 0; i < (scale > 0 ? sizeof sizes / sizeof *sizes : 1); i++) {
		struct db *db;
		check(db_open(path, DB_WRITE, &db, &err), &err);
		if (i == 0)
			check(db_script(db, v->schema, &err), &err);
		check(db_script(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1500000; PRAGMA wal_autocheckpoint=100000;", &err), &err);
		k = write_mails(db, a, v, one, k, ((int64_t)((double)sizes[i] * scale) - (int64_t)k) / ROWS, PRELOAD_MAILS, &ignored);
		db_close(db);
		forget_cached(path);
		check(db_open(path, DB_WRITE, &db, &err), &err);
		tune(db, &err);
		for (int again = 0; again < 2; again++) {
			int64_t stored = (int64_t)k;
			night_starts(&night);
			k = write_mails(db, a, v, one, k, MAILS, 1, &night);
			night_ends(&night, v->name, stored, path);
		}
		db_close(db);
	}
	arena_free(a);
	return 0;
}

static int run_named(const char *dir, const struct variant *variants, size_t count, const char *name, one_fn one, double scale)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(variants[i].name, name) == 0)
			return run_variant(dir, &variants[i], one, scale);
	fprintf(stderr, "spike: no variant '%s'\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: spike night|keys|rows DIR ...: see the head of spike.c\n");
		return 2;
	}
	if (mkdir(argv[2], 0700) < 0 && errno != EEXIST) {
		perror(argv[2]);
		return 1;
	}
	double scale = argc > 4 ? atof(argv[4]) : 1;
	if (strcmp(argv[1], "night") == 0)
		return run_nights(argv[2], argc > 3 ? atoll(argv[3]) : 10000000);
	if (strcmp(argv[1], "keys") == 0 && argc > 3)
		return run_named(argv[2], key_variants, sizeof key_variants / sizeof *key_variants, argv[3], one_key, scale);
	if (strcmp(argv[1], "rows") == 0 && argc > 3)
		return run_named(argv[2], row_variants, sizeof row_variants / sizeof *row_variants, argv[3], one_row, scale);
	return 2;
}
