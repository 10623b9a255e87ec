/* A digest of a large office: how long it takes to gather, to draw up its workbook and chart, and to compose, and how large it gets.
 *
 *   digest DIR [REPS [DAYS]]         2000 reps, 30 days back from a morning; DIR is made, and left to be removed: once more, its store is not written again
 *
 * The store is written through its own functions: each workday each rep mails 100 rows, of which the last day's lie in `row`; one in twelve owes a list or a
 * prospect, and is charged. Seconds of CPU of this process, the best of three; the chart is drawn by the drawer child, and timed by the wall. README.md has figures. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "compose.h"
#include "conf.h"
#include "digest_inside.h"
#include "near.h"
#include "slip_take.h"

enum { ROWS = 100, TIMES = 3 };

struct bench {
	struct arena *a;
	struct office office;
	struct clerk c;
	struct err err;
	int reps, days;
	date day;                     /* of the digest */
	int64_t mails;
};

static void check(int r, const struct err *err)
{
	if (r < 0) {
		fprintf(stderr, "digest: %s\n", err->text);
		exit(1);
	}
}

static double cpu(void)
{
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 31) * 0x7fb5d329728ea185u;
	x = (x ^ x >> 27) * 0x81dadef4bc2dd44du;
	return x ^ x >> 33;
}

/* ---- the office ---- */

static void read_office(struct bench *b, const char *dir)
{
	char since[DATE_TEXT_SIZE];
	struct conf_faults faults = {0};
	const char *path = arena_printf(b->a, "%s/office.yaml", dir);
	mkdir(dir, 0700);
	FILE *f = fopen(path, "w");
	if (!f)
		exit(1);
	fprintf(f,
	        "office: {company: 东莞市示例网络科技有限公司, timezone: Asia/Shanghai, since: %s}\nmailboxes: [{name: clerk, url: 'maildir:in'}]\n"
	        "submission: {url: 'maildir:out', from: clerk@corp.test}\nstore: clerk.db\npolicies: [{effective: 2026-01-01, packs: [S0], digest: \"08:30\", reports: []}]\nstaff:\n"
	        "  - {id: director, name: 李总监, role: director, mail: d@corp.test}\n  - {id: gm, name: 王总, role: general_manager, mail: g@corp.test}\n",
	        date_text(b->day - b->days, since));
	for (int i = 0; i < b->reps; i++)
		fprintf(f, "  - {id: r%04d, name: 业务员%d, role: rep, mail: r%d@corp.test}\n", i, i, i);
	fclose(f);
	if (conf_read(b->a, path, &b->office, &faults) < 0) {
		fprintf(stderr, "%s:%d: %s\n", faults.faults[0].file, faults.faults[0].line, faults.faults[0].text);
		exit(1);
	}
}

/* ---- its month ---- */

static bool falls_short(int rep, date d)
{
	return mix((uint64_t)rep * 1000 + (uint64_t)d) % 12 == 0;
}

static void put_rows(struct bench *b, const struct mail_record *m, int rep)
{
	struct stored_list l = {.file = "客户资料.xlsx", .table = {.kind = ROW_LEAD, .told_by = "columns", .sheet_label = "Sheet1"}};
	check(store_add_list(&b->c.store, m->id, 0, &l, &b->err), &b->err);
	static struct row_verdict verdicts[ROWS];
	for (int i = 0; i < ROWS; i++) {
		uint64_t r = mix((uint64_t)rep << 20 | (uint64_t)i);
		struct lead_row row = {.row = i + 2};
		verdicts[i] = (struct row_verdict){.verdict = r % 50 ? VERDICT_COUNTED : VERDICT_REFUSED, .reason = r % 50 ? REASON_NONE : REASON_TAKEN,
		                        .other = r % 50 ? NULL : b->office.staff[2 + r / 50 % (uint64_t)b->reps].id, .since = r % 50 ? 0 : m->arrived_at - 9 * DAY_SECONDS};
		for (int k = 0; k < FIELD_COUNT; k++)
			row.value[k] = "";
		row.value[FIELD_COMPANY] = arena_printf(b->c.turn, "东莞市宏图%" PRIu64 "精密机械有限公司", r % 100000000);
		row.value[FIELD_PERSON] = "张伟";
		row.value[FIELD_PHONE] = arena_printf(b->c.turn, "13%09" PRIu64, r % 1000000000);
		row.value[FIELD_BUSINESS] = "精密机械零件加工及销售";
		row.value[FIELD_CAPITAL] = "500万人民币";
		ARENA_PUSH(b->c.turn, &l.table, rows) = row;
	}
	check(store_put_rows(&b->c.store, m, 0, &l.table, verdicts, "v1", &b->err), &b->err);
}

static void put_near(struct bench *b, const struct mail_record *m)
{
	struct buf rows = {0};
	for (int i = 0; i < ROWS; i++) {
		struct near_row r = {.n = i, .by_phone = mix((uint64_t)m->id << 8 | (uint64_t)i) & 0xffffffffffff, .by_person = mix((uint64_t)m->id << 9 | (uint64_t)i) & 0xffffffffffff};
		near_put(&rows, &r);
	}
	check(store_put_near(&b->c.store, m->id, m->arrived_at, m->staff, (struct bytes){(uint8_t *)rows.data, rows.size}, &b->err), &b->err);
	buf_release(&rows);
}

static void put_mail(struct bench *b, int rep, date d, bool with_rows)
{
	struct arena *a = b->c.turn;
	const struct staff *s = &b->office.staff[2 + rep];
	char *name = arena_printf(a, "%010" PRId64, ++b->mails);
	struct mail_record m = {.public = arena_printf(a, "m%016" PRIx64, mix((uint64_t)b->mails)), .identity = digest_of(name, strlen(name)), .message_id = name, .sender = s->mail[0], .subject = "客户资料",
	                        .mailbox = "clerk", .folder = "INBOX", .place = name, .arrived_at = time_at(d, 20 * 3600) + rep, .unread = "", .staff = s->id, .has_rows = true,
	                        .kind = "lead", .verdict = MAIL_COUNTED, .reason = "",
	                        .envelope = {.message_id = name, .subject = "客户资料", .original_id = "", .mailer = "", .text = "", .quoted = "", .huge_link = ""}};
	m.raw = m.rows_digest = m.identity;
	m.seen_at = m.judged_at = m.arrived_at;
	struct store *st = &b->c.store;
	check(store_add_mail(st, &m, &b->err), &b->err);
	check(store_judged_mail(st, &m, &b->err), &b->err);
	check(store_add_credit(st, s->id, m.arrived_at, m.id, "lead", falls_short(rep, d) ? 87 : ROWS, &b->err), &b->err);
	check(store_add_credit(st, s->id, m.arrived_at - 4 * 3600, m.id, "prospect", 2, &b->err), &b->err);
	put_near(b, &m);
	if (with_rows)
		put_rows(b, &m, rep);
}

static void settle(struct bench *b, int rep, date d, int64_t at)
{
	static const char *const kinds[] = {"lead_list", "prospects"};
	const struct staff *s = &b->office.staff[2 + rep];
	bool missed = falls_short(rep, office_previous_workday(&b->office, d));
	char day[DATE_TEXT_SIZE];
	for (int k = 0; k < 2; k++) {
		struct settled one = {.staff = s->id, .kind = kinds[k], .for_date = d, .version = 1, .state = missed && !k ? "missed" : "met", .required = k ? 2 : 100, .delivered = k ? 2 : missed ? 87 : 100};
		check(store_add_settled(&b->c.store, &one, at, "settled", &b->err), &b->err);
	}
	struct entry e = {.id = arena_printf(b->c.turn, "lead_shortfall.%s.%s", s->id, date_text(d, day)), .staff = s->id, .kind = "lead_shortfall", .for_date = d, .number = 1, .fen = 2600,
	                  .pushups = 13, .clause = "市场部业务制度 一（一）", .policy = "v1", .proof = "quota=100\nrequired=100\ndelivered=87\nmissing=13\nfen_per_missing=200\npushups_per_missing=1\n",
	                  .because = "settled", .created_at = at};
	if (missed)
		check(store_add_entry(&b->c.store, &e, "issued", &b->err), &b->err);
}

static void live(struct bench *b)
{
	for (date d = b->day - b->days; d < b->day; d++) {
		date served = office_previous_workday(&b->office, b->day) <= d ? b->day : d + 1; /* the evening's list is the next day's */
		bool last = d >= office_previous_workday(&b->office, b->day);
		check(db_begin(b->c.store.db, &b->err), &b->err);
		for (int i = 0; i < b->reps && office_workday(&b->office, d); i++) {
			put_mail(b, i, d, last);
			if (office_workday(&b->office, served))
				settle(b, i, served, time_at(d + 1, 0));
		}
		check(db_commit(b->c.store.db, &b->err), &b->err);
		arena_reset(b->c.turn);
	}
}

/* ---- one digest, piece by piece ---- */

struct figures { double gather, book, chart, compose; size_t letter, book_bytes, picture; };

static void measure(struct bench *b, struct figures *f)
{
	struct gather g;
	struct chart chart;
	struct clerk *c = &b->c;
	int64_t moment = time_at(b->day, 8 * 3600 + 1800);
	arena_reset(c->turn);
	double t = cpu();
	check(digest_gather(c, moment, moment, &g, &b->err), &b->err);
	f->gather = cpu() - t;
	t = cpu();
	g.in.head = clerk_head(c, &b->office.staff[1], "digest.gm", moment);
	g.in.book = compose_digest_book(c->turn, &g.in);
	f->book = cpu() - t;
	t = clock_monotonic();
	if (compose_digest_chart(c->turn, &g.in, &chart))
		g.in.picture = clerk_chart(c, c->turn, &chart);
	g.in.picture_height = drawing_height(g.in.picture);
	f->chart = clock_monotonic() - t;
	t = cpu();
	check(slip_digest(c, &b->office.staff[1], moment, &g.in, &b->err), &b->err);
	struct letter l = compose_digest(c->turn, &g.in);
	f->compose = cpu() - t;
	f->letter = l.bytes.size;
	f->book_bytes = g.in.book.bytes.size;
	f->picture = g.in.picture.size;
	printf("%s\n", l.subject);
	FILE *out = fopen(arena_printf(c->turn, "%s.eml", b->office.store), "wb");
	if (out) {
		fwrite(l.bytes.data, 1, l.bytes.size, out);
		fclose(out);
	}
}

int main(int argc, char **argv)
{
	struct bench b = {.a = arena_new(), .reps = argc > 2 ? atoi(argv[2]) : 2000, .days = argc > 3 ? atoi(argv[3]) : 30};
	struct template_faults faults = {0};
	struct figures f;
	child_set_program(getenv("LEADCLERK") ? getenv("LEADCLERK") : "build/leadclerk"); /* draws the chart */
	if (argc < 2 || zone_use("Asia/Shanghai", &b.err) < 0 || date_parse("2026-11-17", &b.day) < 0)
		return 64;
	read_office(&b, argv[1]);
	check(clerk_open(&b.office, &b.c, &b.err), &b.err);
	if (compose_open(b.a, &b.office, &faults) < 0)
		return 78;
	double t = clock_monotonic();
	int64_t there = 0;
	check(db_one_int(b.c.store.db, &b.err, &there, "SELECT 1 FROM mail LIMIT 1", ""), &b.err);
	if (!there)
		live(&b);
	b.c.horizon = time_at(b.day, 8 * 3600 + 1800);
	printf("%d reps, %d days: %" PRId64 " mails written in %.0f s\n", b.reps, b.days, b.mails, clock_monotonic() - t);
	for (int i = 0; i < TIMES; i++) {
		measure(&b, &f);
		printf("gather %.2f s, workbook %.2f s, compose %.2f s of CPU; chart %.2f s; letter %zu KB, of it workbook %zu KB, picture %zu KB\n", f.gather, f.book, f.compose, f.chart, f.letter / 1024,
		       f.book_bytes / 1024, f.picture / 1024);
	}
	clerk_close(&b.c);
	arena_free(b.a);
	return 0;
}
