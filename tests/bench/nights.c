/* Nights of 1,000 mails with 100 rows each, the daemon's way (docket_judge_rows on the real schema), on a store that holds 0, 1, 10 or 100 million rows.
 * README.md beside this file has the figures.
 *
 *   nights DIR [MOST]     up to MOST rows (10000000; 0: on the empty store only). DIR/nights.csv has the figures, too; DIR/clerk.db stays, and is gone on with
 *
 * 100 million rows take 17 GB. The store's last night is yesterday. Filling calls the store's own functions where they cost little, and leaves out what a row costs before
 * it gets there: all its companies are new, their keys go in at the end, in four passes, so that the index's pages are as full as those of one that grew.
 * Nights of 32 mails a commit, at each size: "cold" nothing of the file is in the kernel's cache; "idle" the same, but the clerk had time for what it does by day;
 * "warm" another one. Then one of a commit a mail. */
#include "nights.h"

#include "base/digest.h"
#include "company.h"
#include "docket_rows.h"
#include "near.h"
#include "outbox.h"

enum { RAW_BYTES = 16000, LETTER_BYTES = 6000, FILL_MAILS = 2000, FILL_PASSES = 4, NEAR_NIGHTS = 40, MISSED_PERCENT = 1, SPARE_NIGHTS = 20, EVENING = 14 * 3600 };

/* ---- the real path ---- */

struct key {
	int64_t hash, company;
};

struct bench {
	struct clerk c;
	struct office office;
	struct err err;
	char path[4096];
	int64_t first_night, nights; /* nights: how many there will be, about */
	uint64_t rows;               /* written so far */
	int mails;
	struct key *keys;            /* own; those that are filled in */
	size_t keys_count, keys_cap;
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

static void judge(struct bench *b, struct mail_record *m, const struct staff *rep, const struct stored_lists *lists)
{
	struct rows_outcome out;
	struct rows_job job = {.c = &b->c, .mail = m, .sender = rep, .at = m->arrived_at, .now = m->arrived_at, .fresh = true};
	check(docket_judge_rows(&job, lists, &out, &b->err), &b->err);
	must(out.rows == ROWS && out.tables[0].counted > ROWS / 2);
	m->kind = out.kinds;
}

/* What it comes to where every company is new. */
static void fill_rows(struct bench *b, const struct mail_record *m, const struct lead_table *t)
{
	struct store *s = &b->c.store;
	struct row_verdict v[ROWS];
	int64_t person;
	check(store_person(s, m->staff, &person, &b->err), &b->err);
	for (size_t i = 0; i < t->rows_count; i++) {
		const char *key = t->rows[i].value[FIELD_COMPANY];
		check(db_run(s->db, &b->err, "INSERT INTO company (key, owner, since, last, flags) VALUES (?, ?, ?, ?, 1)", "tiii", key, person, m->arrived_at, m->arrived_at),
		      &b->err);
		v[i] = (struct row_verdict){.verdict = VERDICT_COUNTED, .company = db_last_id(s->db), .before = ""};
		if (b->keys_count == b->keys_cap)
			must((b->keys = realloc(b->keys, (b->keys_cap = b->keys_cap * 2 + 1000) * sizeof *b->keys)));
		struct digest d = digest_of(key, strlen(key));
		uint64_t h = 0;
		for (int k = 0; k < 8; k++)
			h = h << 8 | d.b[k];
		b->keys[b->keys_count++] = (struct key){(int64_t)(h >> 15), v[i].company};
	}
	check(store_put_rows(s, m, 0, t, v, b->office.policies[0].version, &b->err), &b->err);
}

/* What else a mail leaves behind: what counts, what is settled, what is owed, what it may be near to. */
static void fill_beside(struct bench *b, const struct mail_record *m)
{
	struct store *s = &b->c.store;
	struct arena *a = b->c.turn;
	bool missed = mix((uint64_t)m->id) % 100 < MISSED_PERCENT;
	date day = time_date(m->arrived_at);
	struct settled d = {.staff = m->staff, .kind = "lead_list", .for_date = day, .version = 1, .state = missed ? "missed" : "met", .required = 100, .delivered = ROWS - missed};
	int64_t settled_at = time_at(day + 1, 0);
	check(store_add_credit(s, m->staff, m->arrived_at, m->id, "lead", ROWS, &b->err), &b->err);
	check(store_add_settled(s, &d, settled_at, "settled", &b->err), &b->err);
	if (missed) {
		struct entry e = {.id = arena_printf(a, "lead_shortfall.%s.%d.1", m->staff, (int)day), .staff = m->staff, .kind = "lead_shortfall", .for_date = day, .number = 1,
		                  .fen = 5000, .clause = "S0", .policy = b->office.policies[0].version, .proof = "", .because = "settled", .created_at = settled_at};
		check(store_add_entry(s, &e, "issued", &b->err), &b->err);
	}
	if (b->mails / MAILS + NEAR_NIGHTS > b->nights) {
		struct buf near = {0};
		for (int i = 0; i < ROWS; i++) {
			struct near_row r = {.n = i, .by_phone = mix((uint64_t)m->id * ROWS + (uint64_t)i) >> 16, .by_person = mix((uint64_t)(m->id * ROWS + i) << 32) >> 16};
			near_put(&near, &r);
		}
		check(store_put_near(s, m->id, m->arrived_at, m->staff, (struct bytes){(const uint8_t *)near.data, near.size}, &b->err), &b->err);
		buf_release(&near);
	}
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
	struct mail_record m = {.public = arena_printf(a, "m%016" PRIx64, mix((uint64_t)b->mails + 12345)), .identity = digest_of(name, strlen(name)), .message_id = name,
	                        .sender = "rep@example.com", .subject = "客户资料", .mailbox = "imap", .folder = "INBOX", .place = name,
	                        .arrived_at = b->first_night + b->mails / MAILS * (int64_t)DAY_SECONDS + b->mails % MAILS, .unread = "", .staff = rep->id,
	                        .has_rows = true, .kind = "other", .verdict = MAIL_NEW,
	                        .reason = "", .envelope = {.message_id = name, .subject = "客户资料", .original_id = "", .mailer = "", .text = "",
	                                                   .quoted = "", .huge_link = ""}};
	m.seen_at = m.judged_at = m.arrived_at;
	m.rows_digest = filling ? m.identity : docket_rows_digest(&lists.lists[0].table, 1);
	check(store_add_raw(&c->store, (struct bytes){raw, filling ? 64 : RAW_BYTES}, &m.raw, &b->err), &b->err);
	check(store_add_mail(&c->store, &m, &b->err), &b->err);
	check(store_add_sighting(&c->store, &place, m.id, &b->err), &b->err);
	check(store_add_list(&c->store, m.id, 0, &lists.lists[0], &b->err), &b->err);
	if (filling)
		m.kind = "lead", fill_rows(b, &m, &lists.lists[0].table), fill_beside(b, &m);
	else
		judge(b, &m, rep, &lists);
	m.verdict = MAIL_COUNTED;
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
		check(filling ? 0 : store_merge_keys(&b->c.store, &b->err), &b->err);
		arena_reset(b->c.turn);
		mail_ends(night);
	}
}

/* What the clerk does when nothing else is to be done. Whoever writes meanwhile waits for a piece of it at most. */
static void by_day(struct bench *b)
{
	double start = cpu_seconds(), began = clock_monotonic(), slowest = 0;
	struct io io = io_now();
	int pieces = 0;
	for (int r = 1; r > 0; pieces++) {
		double piece = clock_monotonic();
		check(r = store_tidy(&b->c.store, &b->err), &b->err);
		slowest = clock_monotonic() - piece > slowest ? clock_monotonic() - piece : slowest;
	}
	struct io now = io_now();
	printf("by day: %d pieces, %.2f s of CPU in %.2f s, the slowest %.0f ms, written %.0f MB, read %.0f MB\n", pieces - 1, cpu_seconds() - start, clock_monotonic() - began, slowest * 1000,
	       now.written - io.written, now.read - io.read);
	fflush(stdout);
}

/* The same for whoever draws it: seconds and MB. */
static void note_night(const struct night *n, const char *dir, int64_t stored, int a_commit, const char *state, const char *path)
{
	char name[4096];
	struct io io = io_now();
	snprintf(name, sizeof name, "%s/nights.csv", dir);
	FILE *f = fopen(name, "a");
	if (!f)
		return;
	if (ftell(f) == 0)
		fprintf(f, "rows,mails_a_commit,state,wall,cpu,slowest_commit,written,read,file\n");
	fprintf(f, "%" PRId64 ",%d,%s,%.2f,%.2f,%.4f,%.0f,%.0f,%.0f\n", stored, a_commit, state, clock_monotonic() - n->start, cpu_seconds() - n->cpu, n->slowest,
	        io.written - n->io.written, io.read - n->io.read, file_mb(path));
	fclose(f);
}


static void one_night(struct bench *b, const char *dir, const char *state, int a_commit)
{
	struct night night;
	int64_t stored = (int64_t)b->rows;
	night_starts(&night);
	take_mails(b, MAILS, a_commit, false, &night);
	night_ends(&night, a_commit == 1 ? "1/commit" : state, stored, b->path);
	note_night(&night, dir, stored, a_commit, state, b->path);
}

static void reopen(struct bench *b)
{
	char sieve[sizeof b->path + 8];
	store_close(&b->c.store);
	forget_cached(b->path);
	snprintf(sieve, sizeof sieve, "%s.sieve", b->path);
	forget_cached(sieve);
	check(store_open(b->path, DB_WRITE, &b->c.store, &b->err), &b->err);
	tune(b->c.store.db, &b->err);
}

static void nights(struct bench *b, const char *dir)
{
	check(store_open(b->path, DB_WRITE, &b->c.store, &b->err), &b->err);
	by_day(b);
	reopen(b);
	one_night(b, dir, "cold", 32);
	reopen(b);
	by_day(b);
	one_night(b, dir, "idle", 32);
	by_day(b);
	one_night(b, dir, "warm", 32);
	by_day(b);
	one_night(b, dir, "warm", 1);
	by_day(b);
	store_close(&b->c.store);
}

/* ---- filling ---- */

static int by_hash(const void *x, const void *y)
{
	const struct key *a = x, *b = y;
	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* Two that clash: the second takes the next number. */
static void put_key(struct bench *b, struct key k)
{
	struct db *db = b->c.store.db;
	do {
		check(db_run(db, &b->err, "INSERT OR IGNORE INTO company_key (hash, company) VALUES (?, ?)", "ii", k.hash++, k.company), &b->err);
	} while (db_changes(db) == 0);
}

static void put_keys(struct bench *b)
{
	qsort(b->keys, b->keys_count, sizeof *b->keys, by_hash);
	check(db_begin(b->c.store.db, &b->err), &b->err);
	for (size_t pass = 0; pass < FILL_PASSES; pass++)
		for (size_t i = 0; i < b->keys_count; i++)
			if (mix((uint64_t)b->keys[i].company) % FILL_PASSES == pass)
				put_key(b, b->keys[i]);
	if (b->keys_count) {
		int64_t upto;
		check(db_one_int(b->c.store.db, &b->err, &upto, "SELECT max(id) FROM company", ""), &b->err);
		check(store_set_time(&b->c.store, "keys_upto", upto, &b->err), &b->err);
	}
	check(db_commit(b->c.store.db, &b->err), &b->err);
	b->keys_count = 0;
}

/* Quick, and not safe. */
static void fill(struct bench *b, int64_t want)
{
	struct night n;
	struct err *err = &b->err;
	night_starts(&n);
	check(store_open(b->path, DB_WRITE, &b->c.store, err), err);
	store_set_keys(1, 0); /* what waits goes in first */
	check(store_merge_keys(&b->c.store, err), err);
	store_set_keys(0, 0);
	store_close(&b->c.store);
	check(store_open(b->path, DB_WRITE, &b->c.store, err), err);
	check(db_script(b->c.store.db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000000;", err), err);
	take_mails(b, (int)((want - (int64_t)b->rows) / ROWS), FILL_MAILS, true, &n);
	put_keys(b);
	store_close(&b->c.store);
	printf("filled to %" PRIu64 " rows in %.0f s, %.0f s of CPU\n", b->rows, clock_monotonic() - n.start, cpu_seconds() - n.cpu);
	fflush(stdout);
}

static void go_on(struct bench *b)
{
	int64_t mails = 0;
	check(store_open(b->path, DB_WRITE, &b->c.store, &b->err), &b->err);
	if (db_one_int(b->c.store.db, &b->err, &mails, "SELECT max(id) FROM mail", "") > 0)
		check(db_one_int(b->c.store.db, &b->err, &b->first_night, "SELECT arrived_at FROM mail WHERE id = 1", ""), &b->err);
	b->mails = (int)mails;
	b->rows = (uint64_t)mails * ROWS;
	store_close(&b->c.store);
}

int main(int argc, char **argv)
{
	static struct bench b;
	int64_t sizes[] = {0, 1000000, 10000000, 100000000}, most = argc > 2 ? atoll(argv[2]) : 10000000, today = clock_now() / DAY_SECONDS * DAY_SECONDS;
	if (argc < 2 || (mkdir(argv[1], 0700) < 0 && errno != EEXIST)) {
		fprintf(stderr, "usage: nights DIR [MOST]: see the head of nights.c\n");
		return 2;
	}
	snprintf(b.path, sizeof b.path, "%s/clerk.db", argv[1]);
	b.c.keep = arena_new();
	b.c.turn = arena_new();
	b.nights = most / MAILS / ROWS + SPARE_NIGHTS;
	b.first_night = today + EVENING - b.nights * (int64_t)DAY_SECONDS;
	company_open();
	make_office(&b);
	go_on(&b);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= most; i++) {
		if ((int64_t)b.rows > sizes[i] + sizes[i] / 20 + MAILS * ROWS * SPARE_NIGHTS / 2)
			continue;
		if ((int64_t)b.rows < sizes[i])
			fill(&b, sizes[i]);
		nights(&b, argv[1]);
	}
	return 0;
}
