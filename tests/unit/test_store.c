/* The store: what is recorded comes back as it was, and what judging made of it can be taken back. */
#include "store_mails.h"

/* ---- versions and names ---- */

static void test_versions(void **state)
{
	struct temp *t = *state;
	struct store s;
	const char *value;
	OK(store_get_meta(&t->s, t->a, "schema", &value, &t->err));
	assert_int_equal(atoi(value), STORE_SCHEMA_VERSION);
	OK(store_set_time(&t->s, "schema", STORE_SCHEMA_VERSION + 1, &t->err));
	store_close(&t->s);
	assert_int_equal(store_open(t->path, DB_WRITE, &s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 78);
	assert_int_equal(store_open(t->path, DB_READ, &s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 78);
	struct db *db;
	OK(db_open(t->path, DB_WRITE, &db, &t->err));
	OK(db_run(db, &t->err, "UPDATE meta SET value = ? WHERE name = 'schema'", "i", (int64_t)STORE_SCHEMA_VERSION));
	db_close(db);
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
}

static void test_migration(void **state)
{
	struct temp *t = *state;
	static const char *const steps[] = {"CREATE TABLE two (x); INSERT INTO two VALUES (1)", "ALTER TABLE two ADD COLUMN y", "CREATE TABLE three (x); SELECT * FROM nowhere"};
	const char *value;
	OK(store_migrate(&t->s, steps, 1, 3, &t->err));
	assert_int_equal(number(t, "SELECT count(*) FROM two WHERE y IS NULL"), 1);
	OK(store_get_meta(&t->s, t->a, "schema", &value, &t->err));
	assert_string_equal(value, "3");
	assert_int_equal(store_migrate(&t->s, steps, 3, 4, &t->err), -1); /* half a step is none */
	assert_int_equal(number(t, "SELECT count(*) FROM sqlite_schema WHERE name = 'three'"), 0);
	OK(store_get_meta(&t->s, t->a, "schema", &value, &t->err));
	assert_string_equal(value, "3");
}

static void test_newer_store_is_refused(void **state)
{
	struct temp *t = *state;
	struct store other;
	OK(store_set_meta(&t->s, "schema", "1000", &t->err));
	assert_int_equal(store_open(t->path, DB_READ, &other, &t->err), -1);
	assert_int_equal(t->err.exit_code, 78);
	store_close(&t->s);
	assert_int_equal(store_open(t->path, DB_WRITE, &t->s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 78);
	assert_non_null(strstr(t->err.text, "newer"));
	OK(db_open(t->path, DB_WRITE, &t->s.db, &t->err)); /* it is left as it was */
	assert_int_equal(number(t, "SELECT value FROM meta WHERE name = 'schema'"), 1000);
	db_close(t->s.db);
	t->s = (struct store){0};
}

static void test_meta(void **state)
{
	struct temp *t = *state;
	const char *value;
	int64_t v = 5;
	OK(store_get_meta(&t->s, t->a, "x", &value, &t->err));
	assert_null(value);
	NO(store_get_time(&t->s, "x", &v, &t->err));
	OK(store_set_time(&t->s, "x", -1234567890123, &t->err));
	YES(store_get_time(&t->s, "x", &v, &t->err));
	assert_true(v == -1234567890123);
	OK(store_set_meta(&t->s, "x", "", &t->err));
	OK(store_get_meta(&t->s, t->a, "x", &value, &t->err));
	assert_string_equal(value, "");
}

static void test_names_after_rollback(void **state)
{
	struct temp *t = *state;
	int64_t gone, id, version;
	OK(store_person(&t->s, "r01", &id, &t->err)); /* only asked: nobody is made outside a transaction */
	assert_int_equal(id, 0);
	assert_int_equal(number(t, "SELECT count(*) FROM person"), 0);
	OK(db_begin(t->s.db, &t->err));
	OK(store_person(&t->s, "r01", &gone, &t->err));
	OK(store_version(&t->s, "v1", &version, &t->err));
	assert_string_equal(store_staff(&t->s, gone), "r01");
	store_rollback(&t->s);
	assert_string_equal(store_staff(&t->s, gone), "");
	OK(db_begin(t->s.db, &t->err));
	OK(store_person(&t->s, "r02", &id, &t->err));
	assert_string_equal(store_staff(&t->s, id), "r02");
	OK(store_person(&t->s, "r01", &id, &t->err));
	OK(store_version(&t->s, "v2", &version, &t->err));
	OK(store_version(&t->s, "v1", &version, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(number(t, "SELECT id FROM person WHERE staff = 'r01'"), id);
	assert_int_equal(number(t, "SELECT id FROM policy_version WHERE version = 'v1'"), version);
	assert_string_equal(store_staff(&t->s, id), "r01");
	for (int i = 0; i < 50; i++) { /* whoever stands in front */
		int64_t again;
		OK(store_person(&t->s, i % 3 ? "r01" : "r02", &again, &t->err));
		assert_int_equal(again == id, i % 3 != 0);
	}
}

/* ---- places and mails ---- */

static void test_places(void **state)
{
	struct temp *t = *state;
	struct place p = {"box", "INBOX", 7, "0000000001"}, other = {"box", "INBOX", 8, "0000000001"};
	int tries;
	NO(store_seen(&t->s, &p, &t->err));
	for (int i = 1; i <= 3; i++) {
		OK(store_count_attempt(&t->s, &p, &tries, &t->err));
		assert_int_equal(tries, i);
	}
	OK(store_attempt_text(&t->s, &p, "it died", &t->err));
	OK(store_count_attempt(&t->s, &other, &tries, &t->err));
	assert_int_equal(tries, 1);
	OK(store_forget_attempt(&t->s, &p, &t->err));
	OK(store_count_attempt(&t->s, &p, &tries, &t->err));
	assert_int_equal(tries, 1);
	OK(store_add_sighting(&t->s, &p, 1, &t->err));
	OK(store_add_sighting(&t->s, &p, 1, &t->err)); /* twice is once */
	YES(store_seen(&t->s, &p, &t->err));
	NO(store_seen(&t->s, &other, &t->err)); /* another UIDVALIDITY is another place */
}

static void test_folders(void **state)
{
	struct temp *t = *state;
	struct folder_state f;
	OK(store_get_folder(&t->s, "box", "INBOX", &f, &t->err));
	assert_int_equal(f.uidvalidity + f.last_uid + f.read_past + f.server_count, 0);
	OK(store_set_folder(&t->s, "box", "INBOX", &(struct folder_state){7, 100, 5000, 12}, &t->err));
	OK(store_set_folder(&t->s, "box", "INBOX", &(struct folder_state){8, 3, 4000, 2}, &t->err));
	OK(store_get_folder(&t->s, "box", "INBOX", &f, &t->err));
	assert_int_equal(f.uidvalidity, 8);
	assert_int_equal(f.last_uid, 3);
	assert_int_equal(f.server_count, 2);
	assert_int_equal(f.read_past, 5000); /* what was read stays read */
}

/* Bytes are kept compressed, come back as they were, are told when damaged, and are forgotten when the office says so. */
static void test_raw(void **state)
{
	struct temp *t = *state;
	enum { SIZE = 100000 };
	uint8_t *noise = arena_alloc(t->a, SIZE);
	struct digest sha[3];
	struct bytes back;
	int64_t count, first;
	size_t size;
	NO(store_first_arrival(&t->s, &first, &t->err));
	for (size_t i = 0; i < SIZE; i++)
		noise[i] = (uint8_t)"0123456789abcdef"[i * i % 7919 % 16];
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 3; i++) {
		struct mail_record m = mail_of(t, i + 1, "r01", 1780000000 + i * 86400);
		m.identity = digest_of(&i, sizeof i);
		OK(store_add_raw(&t->s, (struct bytes){noise, i ? SIZE - (size_t)i : 0}, &sha[i], &t->err));
		m.raw = sha[i];
		OK(store_add_mail(&t->s, &m, &t->err));
	}
	OK(db_commit(t->s.db, &t->err));
	assert_in_range(number(t, "SELECT sum(length(bytes)) FROM raw"), 1, SIZE * 3 / 2);
	for (int i = 0; i < 3; i++) {
		YES(store_get_raw(&t->s, t->a, &sha[i], &back, &t->err));
		assert_int_equal(back.size, i ? SIZE - i : 0);
		YES(store_raw_size(&t->s, &sha[i], &size, &t->err));
		assert_int_equal(size, back.size);
		assert_memory_equal(back.data, noise, back.size);
	}
	OK(db_run(t->s.db, &t->err, "UPDATE mail SET verdict = 'quarantined' WHERE id = 1", ""));
	OK(store_forget_raw(&t->s, 1780000000, 1780000000 + 2 * 86400, &count, &t->err));
	assert_int_equal(count, 1); /* the first is in quarantine, the third is younger */
	NO(store_get_raw(&t->s, t->a, &sha[1], &back, &t->err));
	NO(store_raw_size(&t->s, &sha[1], &size, &t->err));
	OK(db_run(t->s.db, &t->err, "UPDATE mail SET identity = (SELECT identity FROM mail WHERE id = 3), verdict = 'new' WHERE id = 1", ""));
	OK(store_forget_raw(&t->s, 1780000000, 1780000000 + 2 * 86400, &count, &t->err));
	assert_int_equal(count, 0); /* it came again later */
	YES(store_first_arrival(&t->s, &first, &t->err));
	assert_int_equal(first, 1780000000);
	OK(store_check_raw(&t->s, &count, &t->err));
	assert_int_equal(count, 2);
	OK(db_run(t->s.db, &t->err, "UPDATE raw SET bytes = substr(bytes, 1, length(bytes) - 1) || x'00' WHERE size > 0", ""));
	assert_int_equal(store_get_raw(&t->s, t->a, &sha[2], &back, &t->err), -1);
	assert_int_equal(t->err.exit_code, 65);
	assert_int_equal(store_check_raw(&t->s, &count, &t->err), -1);
	OK(db_run(t->s.db, &t->err, "UPDATE raw SET size = 4000000000 WHERE size > 0", ""));
	assert_int_equal(store_get_raw(&t->s, t->a, &sha[2], &back, &t->err), -1);
}

static void test_mails(void **state)
{
	struct temp *t = *state;
	struct digest sha;
	struct bytes raw = {(const uint8_t *)"From: x\r\n\0\r\n", 12}, back;
	struct mail_record m = mail_of(t, 1, "r01", 1780000000), got;
	int64_t id;
	OK(store_add_raw(&t->s, raw, &sha, &t->err));
	OK(store_add_raw(&t->s, raw, &sha, &t->err)); /* the same bytes once */
	assert_int_equal(number(t, "SELECT count(*) FROM raw"), 1);
	YES(store_get_raw(&t->s, t->a, &sha, &back, &t->err));
	assert_int_equal(back.size, raw.size);
	assert_memory_equal(back.data, raw.data, raw.size);
	NO(store_get_raw(&t->s, t->a, &m.identity, &back, &t->err));
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &m, &t->err));
	m.verdict = MAIL_COUNTED;
	m.judged_at = 1780000000;
	OK(store_judged_mail(&t->s, &m, &t->err));
	OK(db_commit(t->s.db, &t->err));
	YES(store_get_mail(&t->s, t->a, m.id, &got, &t->err));
	assert_string_equal(got.public, "m1");
	assert_string_equal(got.staff, "r01");
	assert_int_equal(got.verdict, MAIL_COUNTED);
	assert_string_equal(got.envelope.text, "您好\n");
	assert_string_equal(got.envelope.subject, "客户资料");
	assert_memory_equal(got.rows_digest.b, m.rows_digest.b, DIGEST_SIZE);
	assert_true(got.has_rows && got.copy_of == 0 && got.cured_by == 0 && !got.meant_list);
	assert_int_equal(got.rows_person, number(t, "SELECT id FROM person WHERE staff = 'r01'"));
	assert_int_equal(got.rows_day, time_date(1780000000));
	YES(store_find_mail(&t->s, t->a, "m1", &got, &t->err));
	NO(store_find_mail(&t->s, t->a, "m2", &got, &t->err));
	assert_true(store_need_mail(&t->s, t->a, 999, &got, &t->err) == -1 && t->err.exit_code == 65 && strstr(t->err.text, "mail number 999"));
	YES(store_find_identity(&t->s, &m.identity, &id, &t->err));
	assert_int_equal(id, m.id);
	NO(store_find_identity(&t->s, &sha, &id, &t->err));
	struct mail_record copy = mail_of(t, 2, NULL, 1780000001);
	copy.identity = m.identity;
	copy.copy_of = m.id;
	copy.has_rows = false;
	OK(store_add_mail(&t->s, &copy, &t->err));
	YES(store_find_identity(&t->s, &m.identity, &id, &t->err));
	assert_int_equal(id, m.id); /* the first one, not its copy */
	YES(store_get_mail(&t->s, t->a, copy.id, &got, &t->err));
	assert_true(!got.staff && !got.has_rows);
	assert_int_equal(got.copy_of, m.id);
	OK(db_run(t->s.db, &t->err, "UPDATE mail SET envelope = x'00' WHERE id = ?", "i", m.id));
	assert_int_equal(store_get_mail(&t->s, t->a, m.id, &got, &t->err), -1);
	assert_int_equal(t->err.exit_code, 65);
}

/* Order: arrival, then place bytewise, then mailbox and folder. */
static void test_order(void **state)
{
	struct temp *t = *state;
	static const struct { int64_t at; const char *place, *mailbox, *folder; } kept[] = {
		{5, "0000000009", "b", "INBOX"}, {4, "z", "a", "INBOX"},      {5, "0000000010", "a", "Junk"}, {5, "0000000010", "a", "INBOX"},
		{5, "Z", "a", "INBOX"},          {5, "a", "a", "INBOX"},      {5, "0000000010", "b", "A"},    {6, "", "a", "INBOX"},
	};
	enum { N = sizeof kept / sizeof *kept };
	static const int order[N] = {1, 0, 3, 2, 6, 4, 5, 7};
	struct mail_record m[N], last;
	struct mail_ids ids;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < N; i++) {
		m[i] = mail_of(t, i, "r01", kept[i].at);
		m[i].place = kept[i].place;
		m[i].mailbox = kept[i].mailbox;
		m[i].folder = kept[i].folder;
		OK(store_add_mail(&t->s, &m[i], &t->err));
	}
	OK(store_last_judged(&t->s, t->a, &last, &t->err));
	assert_int_equal(last.id, 0);
	for (int i = 0; i < N; i++) {
		OK(store_mails_from(&t->s, t->a, &m[order[i]], &ids, &t->err));
		assert_int_equal(ids.ids_count, N - i);
		for (int k = i; k < N; k++)
			assert_int_equal(ids.ids[k - i], m[order[k]].id);
		assert_int_equal(mail_order(&m[order[i]], &m[order[i]]), 0);
		for (int k = i + 1; k < N; k++)
			assert_true(mail_order(&m[order[i]], &m[order[k]]) < 0 && mail_order(&m[order[k]], &m[order[i]]) > 0);
		m[order[i]].judged_at = 9;
		OK(store_judged_mail(&t->s, &m[order[i]], &t->err));
		OK(store_last_judged(&t->s, t->a, &last, &t->err));
		assert_int_equal(last.id, m[order[i]].id);
	}
	OK(db_commit(t->s.db, &t->err));
}

/* A folder whose numbers began anew: the same mail, wherever it stands now. A second copy under the same UIDVALIDITY is none of that. */
static void test_renumbered(void **state)
{
	struct temp *t = *state;
	struct mail_record m = mail_of(t, 7, "r01", 1000);
	struct place was = {m.mailbox, m.folder, 77, m.place};
	int64_t id = 0, arrived = 0, validity = 0;
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &m, &t->err));
	OK(store_add_sighting(&t->s, &was, m.id, &t->err));
	OK(db_commit(t->s.db, &t->err));
	static const struct { const char *mailbox; int64_t validity; const char *place; int64_t at; int same; } table[] = {
		{"box", 78, "0000000007", 1000, 1}, {"box", 78, "0000000003", 1000, 1}, {"box", 78, "0000000007", 2000, 1}, {"box", 78, "0000000003", 2000, 0},
		{"box", 77, "0000000008", 1000, 0}, {"clerk", 78, "0000000007", 1000, 0},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct place p = {table[i].mailbox, "INBOX", table[i].validity, table[i].place};
		assert_int_equal(store_find_renumbered(&t->s, &m.identity, &p, table[i].at, &id, &t->err), table[i].same);
		assert_true(!table[i].same || id == m.id);
	}
	YES(store_arrival_at(&t->s, &was, &arrived, &t->err));
	assert_int_equal(arrived, 1000);
	NO(store_arrival_at(&t->s, &(struct place){m.mailbox, m.folder, 78, m.place}, &arrived, &t->err));
	YES(store_last_validity(&t->s, "box", "INBOX", &validity, &t->err));
	assert_int_equal(validity, 77);
	NO(store_last_validity(&t->s, "box", "Junk", &validity, &t->err));
}

static void judged(struct temp *t, struct mail_record *m, enum mail_verdict verdict, int64_t cured_by)
{
	m->verdict = verdict;
	m->cured_by = cured_by;
	OK(store_judged_mail(&t->s, m, &t->err));
}

static void test_held_and_cured(void **state)
{
	struct temp *t = *state;
	struct mail_record a = mail_of(t, 1, "r01", 10), b = mail_of(t, 2, "r01", 20), c = mail_of(t, 3, "r02", 30);
	struct mail_ids ids;
	int64_t id;
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &a, &t->err));
	OK(store_add_mail(&t->s, &b, &t->err));
	OK(store_add_mail(&t->s, &c, &t->err));
	judged(t, &c, MAIL_HELD, 0);
	NO(store_held_before(&t->s, &b, &b, &id, &t->err)); /* somebody else's */
	judged(t, &a, MAIL_HELD, 0);
	YES(store_held_before(&t->s, &b, &b, &id, &t->err));
	assert_int_equal(id, a.id);
	NO(store_held_before(&t->s, &a, &a, &id, &t->err));
	judged(t, &b, MAIL_HELD, 0);
	NO(store_held_before(&t->s, &a, &a, &id, &t->err)); /* b lies behind it ... */
	YES(store_held_before(&t->s, &a, &c, &id, &t->err)); /* ... and before c */
	judged(t, &b, MAIL_NEW, 0);
	NO(store_cured_before(&t->s, &b, &b, &id, &t->err));
	judged(t, &a, MAIL_CURED, b.id);
	NO(store_held_before(&t->s, &b, &b, &id, &t->err));
	YES(store_cured_before(&t->s, &b, &b, &id, &t->err));
	OK(store_cured_by(&t->s, t->a, b.id, &ids, &t->err));
	assert_int_equal(ids.ids_count, 1);
	assert_int_equal(ids.ids[0], a.id);
	OK(store_cured_by(&t->s, t->a, a.id, &ids, &t->err));
	assert_int_equal(ids.ids_count, 0);
	OK(db_commit(t->s.db, &t->err));
}

/* ---- rows ---- */

static void test_rows_come_back(void **state)
{
	struct temp *t = *state;
	struct mail_record m = mail_of(t, 1, "r01", 1780000000), got;
	struct stored_list lead = {.table = {.kind = ROW_LEAD, .told_by = "columns", .sheet_label = "Sheet1"}, .file = "3月.zip · 名单.xlsx"};
	struct stored_list visit = {.table = {.kind = ROW_VISIT, .told_by = "title", .sheet_label = "陌拜"}, .quoted = true, .file = ""};
	struct lead_row one = row_of(2, "东莞市宏图机械有限公司"), two = row_of(70000, "a\x1f" "b\nc\td；e"), none = row_of(4, "");
	struct stored_lists l;
	one.value[FIELD_OTHER] = "last";
	two.hidden = true;
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &m, &t->err));
	OK(store_add_list(&t->s, m.id, 0, &lead, &t->err));
	OK(store_add_list(&t->s, m.id, 1, &visit, &t->err));
	put(t, &m, 0, (struct lead_row[]){one, two}, 2, (struct row_verdict[]){{VERDICT_REFUSED, REASON_TAKEN, 0, NULL, "r02", 1770000000}, {VERDICT_COUNTED, REASON_NONE, 0, "", NULL, 0}});
	put(t, &m, 1, &none, 1, &(struct row_verdict){VERDICT_HELD, REASON_NONE, 0, NULL, NULL, 0});
	OK(store_judged_mail(&t->s, &m, &t->err));
	OK(db_commit(t->s.db, &t->err));
	YES(store_get_mail(&t->s, t->a, m.id, &got, &t->err));
	OK(store_get_lists(&t->s, t->a, &got, &l, &t->err));
	assert_int_equal(l.lists_count, 2);
	assert_int_equal(l.lists[0].table.rows_count, 2);
	assert_string_equal(l.lists[0].file, "3月.zip · 名单.xlsx");
	assert_string_equal(l.lists[1].file, "");
	assert_int_equal(l.lists[1].table.rows_count, 1);
	assert_true(!l.lists[0].quoted && l.lists[1].quoted);
	assert_string_equal(l.lists[1].table.sheet_label, "陌拜");
	assert_string_equal(l.lists[1].table.told_by, "title");
	assert_int_equal(l.lists[1].table.kind, ROW_VISIT);
	const struct lead_row *r = l.lists[0].table.rows;
	for (int f = 0; f < FIELD_COUNT; f++) {
		assert_string_equal(r[0].value[f], one.value[f]);
		assert_string_equal(r[1].value[f], f == FIELD_COMPANY ? "a b\nc\td；e" : "");
		assert_string_equal(l.lists[1].table.rows[0].value[f], "");
	}
	assert_true(r[0].row == 2 && !r[0].hidden && r[1].row == 70000 && r[1].hidden);
	assert_int_equal(l.lists[0].reasons[0], REASON_TAKEN);
	assert_int_equal(l.lists[0].verdicts[1], VERDICT_COUNTED);
	assert_int_equal(l.lists[1].verdicts[0], VERDICT_HELD);
	struct judged_rows judged;
	struct rows_at at = rows_at(&got, 0);
	OK(store_get_rows(&t->s, t->a, &at, &judged, &t->err));
	assert_string_equal(judged.judged[0].other, "r02");
	assert_int_equal(judged.judged[0].since, 1770000000);
	assert_int_equal(number(t, "SELECT sum(total * 1000 + counted * 100 + refused * 10 + held) FROM list"), 3111);
	/* Its sender turns out to be somebody else, and the office's zone to be another: the rows are found, and judged where they lie. */
	OK(zone_use("America/New_York", &t->err));
	got.staff = "r09";
	OK(db_begin(t->s.db, &t->err));
	OK(store_judged_mail(&t->s, &got, &t->err));
	YES(store_get_mail(&t->s, t->a, m.id, &got, &t->err));
	OK(store_get_lists(&t->s, t->a, &got, &l, &t->err));
	assert_int_equal(l.lists[0].table.rows_count, 2);
	put(t, &got, 0, (struct lead_row[]){one, two}, 2, (struct row_verdict[]){{VERDICT_COUNTED, REASON_NONE, 0, "", NULL, 0}, {VERDICT_COUNTED, REASON_NONE, 0, "", NULL, 0}});
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(number(t, "SELECT sum(total * 1000 + counted * 100 + refused * 10 + held) FROM list"), 3201);
	assert_int_equal(number(t, "SELECT count(*) FROM list_rows"), 2);
}

/* ---- credits ---- */

static void test_credits(void **state)
{
	struct temp *t = *state;
	struct mail_record m = mail_of(t, 1, "r01", T0);
	struct credits c;
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &m, &t->err));
	OK(store_add_credit(&t->s, "r01", 200, m.id, "lead", 3, &t->err));
	OK(store_add_credit(&t->s, "r01", 100, m.id, "visit", 1, &t->err));
	OK(store_add_credit(&t->s, "r01", 200, m.id, "lead", 4, &t->err)); /* a second table of the same mail */
	OK(store_add_credit(&t->s, "r02", 200, m.id, "lead", 9, &t->err));
	OK(db_commit(t->s.db, &t->err));
	OK(store_get_credits(&t->s, t->a, "r01", INT64_MIN, &c, &t->err));
	assert_int_equal(c.items_count, 2);
	assert_true(c.items[0].at == 100 && c.items[1].at == 200 && c.items[1].n == 7);
	assert_int_equal(c.items[1].mail, m.id);
	OK(store_get_credits(&t->s, t->a, "r01", 101, &c, &t->err));
	assert_int_equal(c.items_count, 1);
	OK(store_get_credits(&t->s, t->a, "nobody", 0, &c, &t->err));
	assert_int_equal(c.items_count, 0);
}

/* ---- duties and entries ---- */

static void test_settled(void **state)
{
	struct temp *t = *state;
	struct settled d = {"r01", "lead_list", 20000, 1, "missed", 100, 87}, got;
	struct settled_list l;
	OK(db_begin(t->s.db, &t->err));
	OK(store_get_settled(&t->s, t->a, "r01", "lead_list", 20000, &got, &t->err));
	assert_int_equal(got.version, 0);
	OK(store_add_settled(&t->s, &d, 5, "settled", &t->err));
	d.version = 2;
	d.state = "met";
	d.delivered = 100;
	OK(store_add_settled(&t->s, &d, 6, "late:m1", &t->err));
	OK(store_add_settled(&t->s, &(struct settled){"r01", "prospects", 20001, 1, "met", 2, 2}, 6, "settled", &t->err));
	OK(store_add_settled(&t->s, &(struct settled){"r02", "prospects", 20002, 1, "met", 2, 2}, 6, "settled", &t->err));
	OK(db_commit(t->s.db, &t->err));
	OK(store_get_settled(&t->s, t->a, "r01", "lead_list", 20000, &got, &t->err));
	assert_int_equal(got.version, 2);
	assert_string_equal(got.state, "met");
	assert_int_equal(got.delivered, 100);
	OK(store_settled_from(&t->s, t->a, "r01", 20000, &l, &t->err));
	assert_int_equal(l.items_count, 2);
	assert_int_equal(l.items[0].version, 2);
	OK(store_settled_from(&t->s, t->a, "r01", 20001, &l, &t->err));
	assert_int_equal(l.items_count, 1);
	OK(store_settled_from(&t->s, t->a, NULL, 20001, &l, &t->err));
	assert_int_equal(l.items_count, 2);
	assert_string_equal(l.items[1].staff, "r02");
	OK(store_settled_from(&t->s, t->a, "nobody", 0, &l, &t->err)); /* not everybody */
	assert_int_equal(l.items_count, 0);
}

static struct entry entry_of(struct temp *t, int n, const char *reverses)
{
	return (struct entry){.id = arena_printf(t->a, "lead_shortfall.r01.2026-09-14.%d", n), .staff = "r01", .kind = "lead_shortfall", .reverses = reverses, .for_date = 20710,
	                      .number = n, .fen = n % 2 ? 2600 : -2600, .pushups = n % 2 ? 13 : -13, .clause = "一(一)", .policy = "v1", .proof = "missing=13\n", .because = "settled", .created_at = T0 + n};
}

static void test_entries(void **state)
{
	struct temp *t = *state;
	struct entries all;
	struct entry e;
	struct digest head, zero = {{0}};
	OK(store_chain_head(&t->s, &head, &t->err));
	assert_memory_equal(head.b, zero.b, DIGEST_SIZE);
	OK(db_begin(t->s.db, &t->err));
	struct entry one = entry_of(t, 1, NULL), two = entry_of(t, 2, one.id);
	OK(store_add_entry(&t->s, &one, "proposed", &t->err));
	OK(store_add_entry(&t->s, &two, "issued", &t->err));
	OK(store_entry_state(&t->s, one.id, "issued", T0 + 5, "gm", "confirmed", &t->err));
	OK(db_commit(t->s.db, &t->err));
	OK(store_chain_head(&t->s, &head, &t->err));
	assert_memory_equal(head.b, two.hash.b, DIGEST_SIZE);
	OK(store_get_entries(&t->s, t->a, "r01", "lead_shortfall", 20710, &all, &t->err));
	assert_int_equal(all.items_count, 2);
	assert_string_equal(all.items[0].state, "issued");
	assert_null(all.items[0].reverses);
	assert_string_equal(all.items[1].reverses, one.id);
	assert_int_equal(all.items[1].fen, -2600);
	assert_string_equal(all.items[0].proof, "missing=13\n");
	YES(store_get_entry(&t->s, t->a, two.id, &e, &t->err));
	assert_int_equal(e.number, 2);
	NO(store_get_entry(&t->s, t->a, "none", &e, &t->err));
	OK(store_entries_between(&t->s, t->a, T0 + 1, T0 + 2, &all, &t->err)); /* after 1, up to 2 */
	assert_int_equal(all.items_count, 1);
	assert_int_equal(number(t, "SELECT count(*) FROM entry_state"), 3);
}

static void test_chain_shows_changes(void **state)
{
	struct temp *t = *state;
	static const char *const changes[] = {
		"UPDATE entry SET fen = fen + 1 WHERE number = 3",      "UPDATE entry SET proof = 'missing=12' WHERE number = 3",
		"UPDATE entry SET staff = 'r02' WHERE number = 3",      "UPDATE entry SET for_date = 1 WHERE number = 3",
		"UPDATE entry SET because = '' WHERE number = 3",       "UPDATE entry SET created_at = 0 WHERE number = 3",
		"UPDATE entry SET pushups = 0 WHERE number = 3",        "UPDATE entry SET clause = 'x' WHERE number = 3",
		"UPDATE entry SET policy = 'x' WHERE number = 3",       "UPDATE entry SET kind = 'x' WHERE number = 3",
		"UPDATE entry SET reverses = 'lead_shortfall.r01.2026-09-14.1' WHERE number = 3",
		"UPDATE entry SET hash = zeroblob(32) WHERE number = 3", "UPDATE entry SET hash = zeroblob(7) WHERE number = 3",
		"DELETE FROM entry_state WHERE entry LIKE '%.3'; DELETE FROM entry WHERE number = 3",
		"UPDATE entry SET id = 99 WHERE number = 3",
	};
	int64_t count;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 1; i <= 6; i++) {
		struct entry e = entry_of(t, i, NULL);
		OK(store_add_entry(&t->s, &e, "issued", &t->err));
	}
	OK(db_commit(t->s.db, &t->err));
	OK(store_verify_chain(&t->s, &count, &t->err));
	assert_int_equal(count, 6);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		OK(db_begin(t->s.db, &t->err));
		OK(db_script(t->s.db, changes[i], &t->err));
		t->err.exit_code = 0;
		if (store_verify_chain(&t->s, &count, &t->err) != -1)
			fail_msg("not seen: %s", changes[i]);
		assert_int_equal(t->err.exit_code, 65);
		assert_int_equal(count, 2);
		store_rollback(&t->s);
	}
	OK(store_verify_chain(&t->s, &count, &t->err));
}

/* An answer about a layout is in force from its mail's place on, its own included, until a newer one; and goes with its mail's judging. */
static void test_layouts(void **state)
{
	struct temp *t = *state;
	struct mail_record m[4];
	struct layout_answer found;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 4; i++) {
		m[i] = mail_of(t, i, NULL, T0 + i / 2);
		OK(store_add_mail(&t->s, &m[i], &t->err));
	}
	OK(store_add_layout(&t->s, m[3].id, "h3.x", "1=company", "rep02", &t->err));
	OK(store_add_layout(&t->s, m[1].id, "h3.x", "2=company 3=phone", "rep01", &t->err));
	OK(store_add_layout(&t->s, m[1].id, "h3.y", "3=company", "rep01", &t->err));
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.x", &m[0], &found, &t->err), 0);
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.x", &m[1], &found, &t->err), 1);
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.x", &m[2], &found, &t->err), 1);
	assert_string_equal(found.said, "2=company 3=phone");
	assert_string_equal(found.staff, "rep01");
	assert_string_equal(found.by, "m1");
	assert_int_equal(found.at, T0);
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.x", &m[3], &found, &t->err), 1);
	assert_string_equal(found.said, "1=company");
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.z", &m[3], &found, &t->err), 0);
	OK(store_undo_layouts(&t->s, m[3].id, &t->err));
	assert_int_equal(store_find_layout(&t->s, t->a, "h3.x", &m[3], &found, &t->err), 1);
	assert_string_equal(found.by, "m1");
	/* what a mail's lists were read by is kept with it, and lists read otherwise take their place */
	struct mail_record got;
	struct stored_lists lists;
	struct lead_row row = row_of(2, "东莞市甲甲电子有限公司");
	struct stored_list list = {.table = {.kind = ROW_LEAD, .told_by = "", .sheet_label = "", .rows = &row, .rows_count = 1}, .file = ""};
	m[2].staff = "rep01";
	m[2].judged_at = m[2].arrived_at;
	OK(store_judged_mail(&t->s, &m[2], &t->err));
	OK(store_get_mail(&t->s, t->a, m[2].id, &got, &t->err) - 1);
	OK(store_add_list(&t->s, got.id, 0, &list, &t->err));
	put(t, &got, 0, &row, 1, &(struct row_verdict){.verdict = VERDICT_HELD});
	got.read_by = "m1";
	got.has_rows = false;
	OK(store_read_anew(&t->s, &got, &t->err));
	OK(store_get_mail(&t->s, t->a, m[2].id, &got, &t->err) - 1);
	assert_string_equal(got.read_by, "m1");
	assert_false(got.has_rows);
	OK(store_get_lists(&t->s, t->a, &got, &lists, &t->err));
	assert_int_equal(lists.lists_count, 0);
	assert_int_equal(number(t, "SELECT count(*) FROM list_rows"), 0);
	OK(db_commit(t->s.db, &t->err));
}

#define T(f) cmocka_unit_test_setup_teardown(f, temp_open, temp_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_versions), T(test_migration), T(test_newer_store_is_refused), T(test_meta), T(test_names_after_rollback), T(test_places), T(test_folders), T(test_raw), T(test_order),
		T(test_mails), T(test_renumbered), T(test_held_and_cured), T(test_rows_come_back), T(test_credits), T(test_settled), T(test_entries), T(test_chain_shows_changes),
		T(test_layouts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
