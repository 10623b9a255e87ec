/* First contact as the store keeps it: a row finds its company by name or code, claims it, and all of it can be taken back. */
#include "store_mails.h"

#include "judge.h"

/* ---- companies ---- */

static struct staff staff[] = {{.id = "r01", .since = DATE_NONE, .until = DATE_NONE}, {.id = "r02", .since = DATE_NONE, .until = DATE_NONE},
                               {.id = "r03", .since = DATE_NONE, .until = DATE_NONE}};
static struct policy policy = {.version = "v1", .protection_days = 2, .lead_protection_days = 1};
static struct office office = {.staff = staff, .staff_count = 3, .policies = &policy, .policies_count = 1};

struct attempt {
	enum row_kind kind;
	const char *staff, *key, *code;
	int64_t at;
};

/* As docket_rows.c does it, for one row. */
static struct row_verdict judge(struct temp *t, const struct attempt *x)
{
	struct claim c;
	date week = x->kind == ROW_VISIT ? date_monday(time_date(x->at)) : DATE_NONE;
	OK(store_find_claim(&t->s, x->key, x->code, x->staff, week, &c, &t->err));
	struct holding was = c.holding;
	struct ruling r = {REASON_NONE, NULL, 0};
	if (c.other_company) {
		struct holding other = c.other_holding;
		bool visited = c.visited;
		r = judge_row(&office, &policy, x->kind, x->staff, x->at, &other, &visited);
		c.holding = holding_joined(&office, &policy, &c.holding, &c.other_holding, x->at);
	}
	if (r.reason == REASON_NONE)
		r = judge_row(&office, &policy, x->kind, x->staff, x->at, &c.holding, &c.visited);
	struct row_verdict v = {.verdict = VERDICT_REFUSED, .reason = r.reason, .other = r.other, .since = r.since};
	if (r.reason != REASON_NONE)
		return v;
	v.verdict = VERDICT_COUNTED;
	OK(store_claim(&t->s, t->a, x->key, x->code, x->staff, week, &c, &was, &v.before, &t->err));
	v.company = c.company;
	return v;
}

#define JUDGE(reason_wanted, ...) assert_int_equal(judge(t, &(struct attempt){__VA_ARGS__}).reason, reason_wanted)
enum { WEEK = 7 * DAY };

static void test_first_contact(void **state)
{
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	JUDGE(REASON_NONE, ROW_LEAD, "r01", "宏图", "", T0);
	JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r01", "宏图", "", T0);
	struct row_verdict v = judge(t, &(struct attempt){ROW_LEAD, "r02", "宏图", "", T0 + 5});
	assert_int_equal(v.reason, REASON_TAKEN);
	assert_string_equal(v.other, "r01");
	assert_int_equal(v.since, T0);
	JUDGE(REASON_NONE, ROW_PROSPECT, "r01", "宏图", "", T0 + DAY);
	JUDGE(REASON_REGISTERED, ROW_PROSPECT, "r01", "宏图", "", T0 + DAY);
	JUDGE(REASON_TAKEN, ROW_VISIT, "r02", "宏图", "", T0 + 3 * DAY);
	JUDGE(REASON_NONE, ROW_LEAD, "r02", "宏图", "", T0 + 3 * DAY + 1); /* protection has run out */
	JUDGE(REASON_TAKEN, ROW_LEAD, "r01", "宏图", "", T0 + 3 * DAY + 2);
	assert_int_equal(number(t, "SELECT count(*) FROM company"), 1);
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

static void test_codes(void **state)
{
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	JUDGE(REASON_NONE, ROW_LEAD, "r01", "宏图", "", T0);
	JUDGE(REASON_NONE, ROW_PROSPECT, "r01", "宏图", "CODE1", T0 + 1);  /* the name's code is learned */
	JUDGE(REASON_TAKEN, ROW_LEAD, "r02", "宏图集团", "CODE1", T0 + 2); /* another name, the same code */
	JUDGE(REASON_NONE, ROW_LEAD, "r02", "宏图集团", "", T0 + 3);       /* refused rows teach nothing */
	/* ... and now one row names both: refused for each of them, and nothing is joined. */
	JUDGE(REASON_TAKEN, ROW_LEAD, "r02", "宏图集团", "CODE1", T0 + 4);
	JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r01", "宏图集团", "CODE1", T0 + 4);
	assert_int_equal(number(t, "SELECT count(*) FROM company WHERE into_company IS NOT NULL"), 0);
	/* When nobody has either any more, the first row that names both joins them. */
	JUDGE(REASON_NONE, ROW_LEAD, "r03", "宏图集团", "CODE1", T0 + 9 * DAY);
	assert_int_equal(number(t, "SELECT count(*) FROM company WHERE into_company IS NOT NULL"), 1);
	JUDGE(REASON_TAKEN, ROW_LEAD, "r01", "宏图", "", T0 + 9 * DAY + 1);
	JUDGE(REASON_TAKEN, ROW_LEAD, "r01", "anything", "CODE1", T0 + 9 * DAY + 1);
	/* A name that came with a known code is known by itself from then on. */
	JUDGE(REASON_NONE, ROW_PROSPECT, "r03", "宏图科技", "CODE1", T0 + 9 * DAY + 2);
	JUDGE(REASON_TAKEN, ROW_LEAD, "r01", "宏图科技", "", T0 + 9 * DAY + 3);
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* A company joined to one that was joined to a third: a visit of the week under the first name is one of the last, too. */
static void test_visits_through_joined(void **state)
{
	struct temp *t = *state;
	int64_t monday = time_at(date_monday(time_date(T0)), 0);
	OK(db_begin(t->s.db, &t->err));
	JUDGE(REASON_NONE, ROW_VISIT, "r01", "A", "CODE1", monday);
	JUDGE(REASON_VISITED, ROW_VISIT, "r01", "A", "", monday + DAY);
	JUDGE(REASON_NONE, ROW_LEAD, "r01", "B", "", monday + 1);
	JUDGE(REASON_NONE, ROW_PROSPECT, "r01", "B", "CODE1", monday + 2);  /* A into B */
	JUDGE(REASON_VISITED, ROW_VISIT, "r01", "B", "", monday + 3);
	JUDGE(REASON_NONE, ROW_LEAD, "r01", "C", "", monday + 4);
	struct claim c;
	OK(store_find_claim(&t->s, "C", "CODE1", "r01", date_monday(time_date(monday)), &c, &t->err));
	assert_true(c.company && c.other_company && c.visited); /* under what would be joined */
	c.holding = holding_joined(&office, &policy, &c.holding, &c.other_holding, monday + 5);
	const char *before;
	OK(store_claim(&t->s, t->a, "C", "CODE1", "r01", DATE_NONE, &c, &c.holding, &before, &t->err)); /* B into C */
	JUDGE(REASON_VISITED, ROW_VISIT, "r01", "C", "", monday + 6);
	JUDGE(REASON_NONE, ROW_VISIT, "r01", "C", "", monday + WEEK);
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* Names whose SHA-256 begin with the same 49 bits. */
static void test_clashing_hashes(void **state)
{
	struct temp *t = *state;
	static const char *const clash[][2] = {{"甲乙公司15426560", "甲乙公司32097849"}, {"甲乙公司31826843", "甲乙公司59753391"}};
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 2; i++) {
		struct digest a = digest_of(clash[i][0], strlen(clash[i][0])), b = digest_of(clash[i][1], strlen(clash[i][1]));
		assert_memory_equal(a.b, b.b, 6);
		JUDGE(REASON_NONE, ROW_LEAD, "r01", clash[i][0], "", T0);
		JUDGE(REASON_NONE, ROW_LEAD, "r02", clash[i][1], "", T0);
		JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r01", clash[i][0], "", T0);
		JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r02", clash[i][1], "", T0);
	}
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
	store_set_keys(1, 0);
	for (int again = 0; again < 2; again++) { /* in the index, where a clash takes the next number; the second time there is nothing to do */
		OK(store_merge_keys(&t->s, &t->err));
		assert_int_equal(number(t, "SELECT count(*) FROM company_key AS a JOIN company_key AS b ON b.hash = a.hash + 1"), 2);
	}
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 2; i++) {
		JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r01", clash[i][0], "", T0);
		JUDGE(REASON_ALREADY_LISTED, ROW_LEAD, "r02", clash[i][1], "", T0);
	}
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
	store_set_keys(0, 0);
}

static void judge_names(struct temp *t, enum reason reason, const char *const *names, size_t count)
{
	OK(db_begin(t->s.db, &t->err));
	for (size_t i = 0; i < count; i++)
		JUDGE(reason, ROW_LEAD, "r01", names[i], "", T0);
	OK(store_end_claims(&t->s, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* Sixteen go into the index by one statement: what clashes among them, or is in since a merge that was cut off, is seen to one by one. */
static void test_keys_together(void **state)
{
	enum { MANY = 300 };
	struct temp *t = *state;
	const char *names[MANY] = {"甲乙公司15426560", "甲乙公司32097849", "甲乙公司31826843", "甲乙公司59753391"};
	for (int i = 4; i < MANY; i++)
		names[i] = arena_printf(t->a, "丙公司%d", i);
	store_set_keys(48, 0);
	for (size_t some = MANY / 3; some <= MANY; some += MANY / 3) {
		judge_names(t, REASON_NONE, names + some - MANY / 3, MANY / 3);
		OK(store_set_time(&t->s, "keys_upto", 0, &t->err)); /* those of before go in once more */
		OK(db_begin(t->s.db, &t->err));
		store_rollback(&t->s);
		while (store_tidy(&t->s, &t->err) > 0)
			;
		assert_int_equal(number(t, "SELECT count(*) FROM company_key"), some);
		assert_int_equal(number(t, "SELECT count(DISTINCT company) FROM company_key"), some);
		judge_names(t, REASON_ALREADY_LISTED, names, some);
	}
	store_set_keys(0, 0);
}

/* Those that come while others are on their way into the index wait on when these have arrived, the newest and the older of them. */
static void test_keys_that_come_meanwhile(void **state)
{
	enum { FIRST = 300, MANY = FIRST + 2100 /* more than are kept as the newest (store_keys.c) */ };
	struct temp *t = *state;
	const char *names[MANY];
	for (int i = 0; i < MANY; i++)
		names[i] = arena_printf(t->a, "丁公司%d", i);
	store_set_keys(48, 0);
	judge_names(t, REASON_NONE, names, FIRST);
	assert_int_equal(store_tidy(&t->s, &t->err), 1);
	judge_names(t, REASON_NONE, names + FIRST, MANY - FIRST);
	store_set_keys(20000, 0);
	while (store_tidy(&t->s, &t->err) > 0)
		;
	assert_int_equal(number(t, "SELECT count(*) FROM company_key"), FIRST);
	judge_names(t, REASON_ALREADY_LISTED, names, MANY);
	store_set_keys(0, 0);
}

/* ---- companies that wait for each other ---- */

/* Everything that judging makes, as text. */
static char *state_text(struct temp *t)
{
	struct buf b = {0};
	struct query *q = db_rows(t->s.db,
	                          "SELECT 'c' || id || '|' || key || '|' || ifnull(into_company, '-') || '|' || ifnull(owner, '-') || '|' || ifnull(since, '-') || "
	                          "'|' || ifnull(last, '-') || '|' || flags AS line FROM company "
	                          "UNION ALL SELECT 'u' || code || '|' || company FROM company_code "
	                          "UNION ALL SELECT 'v' || company || '|' || person || '|' || week FROM visit "
	                          "UNION ALL SELECT 'p' || person || '|' || at || '|' || mail || '|' || what || '|' || n FROM credit ORDER BY line",
	                          "");
	while (db_next(q, &t->err) > 0)
		buf_printf(&b, "%s\n", col_text(q, 0, t->a));
	char *text = arena_strdup(t->a, b.data ? b.data : "");
	buf_release(&b);
	return text;
}

enum { ROWS = 400 };

/* Each at once, or several by one statement: the same numbers, the same verdicts, the same tables. */
static char *judge_many(struct temp *t, const struct attempt *rows, bool each)
{
	struct buf b = {0};
	for (int i = 0; i < ROWS; i++) {
		struct row_verdict v = judge(t, &rows[i]);
		buf_printf(&b, "%d %d %lld %s %s %lld\n", v.verdict, v.reason, (long long)v.company, v.before ? v.before : "-", v.other ? v.other : "-", (long long)v.since);
		if (each || i % 100 == 99)
			OK(store_end_claims(&t->s, &t->err));
	}
	buf_adds(&b, state_text(t));
	char *text = arena_strdup(t->a, b.data);
	buf_release(&b);
	return text;
}

static void test_waiting_companies(void **state)
{
	struct temp *t = *state;
	struct attempt rows[ROWS];
	for (unsigned seed = 1; seed <= 6; seed++) {
		int names = seed % 2 ? 2 * ROWS : ROWS / 4; /* nearly all new, or met again and again, while they wait as well */
		srand(seed);
		for (int i = 0; i < ROWS; i++)
			rows[i] = (struct attempt){rand() % 8 ? ROW_LEAD : (enum row_kind)(1 + rand() % 3), staff[rand() % 3].id, arena_printf(t->a, "公司%d", rand() % names),
			                           rand() % 20 ? "" : arena_printf(t->a, "CODE%d", rand() % 9), T0 + i / 100 * DAY};
		OK(db_begin(t->s.db, &t->err));
		const char *one_by_one = judge_many(t, rows, true);
		store_rollback(&t->s);
		OK(db_begin(t->s.db, &t->err));
		for (int i = 0; i < 5; i++)
			judge(t, &rows[i]); /* they wait, and are forgotten */
		store_rollback(&t->s);
		OK(db_begin(t->s.db, &t->err));
		assert_string_equal(judge_many(t, rows, false), one_by_one);
		store_rollback(&t->s);
	}
}

/* ---- undoing ---- */

enum { MAILS = 12, MOST_ROWS = 12 };

struct listed {
	struct mail_record m;
	struct attempt rows[MOST_ROWS];
	struct row_verdict verdicts[MOST_ROWS];
	int rows_count;
};

static void make_lists(struct temp *t, struct listed *lists)
{
	int64_t at = T0;
	for (int i = 0; i < MAILS; i++) {
		struct listed *l = &lists[i];
		at += rand() % DAY; /* a few days: protections run out on the way */
		*l = (struct listed){.m = mail_of(t, i, staff[rand() % 3].id, at), .rows_count = 1 + rand() % MOST_ROWS};
		for (int r = 0; r < l->rows_count; r++) /* few names and codes, so that they meet often */
			l->rows[r] = (struct attempt){(enum row_kind)(1 + rand() % 3), l->m.staff, arena_printf(t->a, "公司%d", rand() % 9),
			                              rand() % 3 ? "" : arena_printf(t->a, "CODE%d", rand() % 4), at};
		OK(store_add_mail(&t->s, &l->m, &t->err));
		for (int n = 0; n < 2; n++)
			OK(store_add_list(&t->s, l->m.id, n, &(struct stored_list){.file = "", .table = {.kind = ROW_LEAD, .told_by = "", .sheet_label = ""}}, &t->err));
	}
}

static void judge_list(struct temp *t, struct listed *l, bool again)
{
	static const char *const what[] = {"", "lead", "prospect", "visit"};
	struct lead_row rows[MOST_ROWS];
	int half = l->rows_count / 2;
	l->m.judged_at = l->m.arrived_at;
	for (int r = 0; r < l->rows_count; r++) {
		struct row_verdict v = judge(t, &l->rows[r]);
		rows[r] = row_of(r + 2, l->rows[r].key);
		if (again) {
			assert_int_equal(v.verdict, l->verdicts[r].verdict);
			assert_int_equal(v.reason, l->verdicts[r].reason);
			assert_int_equal(v.company, l->verdicts[r].company);
			assert_int_equal(v.since, l->verdicts[r].since);
		}
		l->verdicts[r] = v;
		if (v.verdict == VERDICT_COUNTED)
			OK(store_add_credit(&t->s, l->m.staff, l->m.judged_at, l->m.id, what[l->rows[r].kind], 1, &t->err));
	}
	OK(store_end_claims(&t->s, &t->err));
	put(t, &l->m, 0, rows, (size_t)half, l->verdicts); /* two tables */
	put(t, &l->m, 1, rows + half, (size_t)(l->rows_count - half), l->verdicts + half);
	OK(store_judged_mail(&t->s, &l->m, &t->err));
}

/* Each company is found by its key, wherever that is kept by now; and every key of the index is a company's. Now and then the store is one that was just opened. */
static void check_keys(struct temp *t)
{
	struct { const char **keys; size_t keys_count, keys_cap; } all = {0};
	struct { int64_t *ids; size_t ids_count, ids_cap; } ids = {0};
	if (rand() % 3 == 0) {
		OK(db_commit(t->s.db, &t->err));
		if (rand() % 2)
			OK(store_merge_keys(&t->s, &t->err));
		for (int pieces = rand() % 4; pieces; pieces--)
			OK(store_tidy(&t->s, &t->err) < 0);
		if (rand() % 3 == 0) { /* what was undone is nobody's */
			char *key = arena_printf(t->a, "undone%d", rand());
			OK(db_begin(t->s.db, &t->err));
			JUDGE(REASON_NONE, ROW_LEAD, "r01", key, "", T0);
			store_rollback(&t->s);
			OK(db_begin(t->s.db, &t->err));
			JUDGE(REASON_NONE, ROW_LEAD, "r01", key, "", T0);
			store_rollback(&t->s);
		}
		if (rand() % 3 == 0) { /* a merge that was cut off: keys behind the pointer are in the index already */
			int64_t upto = 0;
			if (rand() % 2 && store_get_time(&t->s, "keys_upto", &upto, &t->err) > 0 && upto > 0)
				OK(store_set_time(&t->s, "keys_upto", rand() % upto, &t->err));
			store_close(&t->s);
			OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
		}
		OK(db_begin(t->s.db, &t->err));
	}
	struct query *q = db_rows(t->s.db, "SELECT key, id FROM company WHERE into_company IS NULL", "");
	while (db_next(q, &t->err) > 0) {
		ARENA_PUSH(t->a, &all, keys) = col_text(q, 0, t->a);
		ARENA_PUSH(t->a, &ids, ids) = col_int(q, 1);
	}
	for (size_t i = 0; i < all.keys_count; i++) {
		struct claim c;
		OK(store_find_claim(&t->s, all.keys[i], "", "r01", DATE_NONE, &c, &t->err));
		assert_int_equal(c.company, ids.ids[i]);
	}
	assert_int_equal(number(t, "SELECT count(*) FROM company_key WHERE company NOT IN (SELECT id FROM company)"), 0);
	assert_int_equal(number(t, "SELECT count(*) - count(DISTINCT company) FROM company_key"), 0);
}

static void undo_and_redo(struct temp *t, unsigned seed, bool merging)
{
	static struct listed lists[MAILS];
	char *states[MAILS + 1];
	srand(seed);
	OK(db_begin(t->s.db, &t->err));
	make_lists(t, lists);
	for (int i = 0; i < MAILS; i++) {
		states[i] = state_text(t);
		judge_list(t, &lists[i], false);
	}
	states[MAILS] = state_text(t);
	for (int round = 0; round < 4; round++) {
		int k = rand() % MAILS;
		for (int i = MAILS; i-- > k;) {
			struct mail_record m;
			YES(store_get_mail(&t->s, t->a, lists[i].m.id, &m, &t->err));
			OK(store_undo_rows(&t->s, t->a, &m, &t->err));
			assert_string_equal(state_text(t), states[i]);
			if (merging)
				check_keys(t);
			if (rand() % 4 == 0) { /* twice is once */
				OK(store_undo_rows(&t->s, t->a, &m, &t->err));
				assert_string_equal(state_text(t), states[i]);
			}
		}
		for (int i = k; i < MAILS; i++)
			judge_list(t, &lists[i], true);
		assert_string_equal(state_text(t), states[MAILS]);
	}
	store_rollback(&t->s);
	arena_reset(t->a);
}

static void test_undo(void **state)
{
	struct temp *t = *state;
	for (unsigned seed = 1; seed <= 150; seed++)
		undo_and_redo(t, seed, false);
}

static void test_undo_while_keys_move(void **state)
{
	store_set_keys(9, 1); /* few wait, and the sieve is filled a key at a time */
	for (unsigned seed = 1; seed <= 25; seed++) {
		undo_and_redo(*state, seed, true);
		temp_close(state);
		temp_open(state);
	}
	store_set_keys(0, 0);
}

static void test_damaged_undo(void **state)
{
	struct temp *t = *state;
	struct mail_record m = mail_of(t, 1, "r01", T0);
	struct lead_row row = row_of(2, "宏图");
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_mail(&t->s, &m, &t->err));
	m.judged_at = T0;
	OK(store_add_list(&t->s, m.id, 0, &(struct stored_list){.file = "", .table = {.kind = ROW_LEAD, .told_by = "", .sheet_label = ""}}, &t->err));
	put(t, &m, 0, &row, 1, &(struct row_verdict){VERDICT_COUNTED, REASON_NONE, 1, "1,2,nonsense", NULL, 0});
	assert_int_equal(store_undo_rows(&t->s, t->a, &m, &t->err), -1);
	assert_int_equal(t->err.exit_code, 65);
	store_rollback(&t->s);
}

#define T(f) cmocka_unit_test_setup_teardown(f, temp_open, temp_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_first_contact), T(test_codes), T(test_visits_through_joined), T(test_clashing_hashes), T(test_keys_together), T(test_keys_that_come_meanwhile), T(test_waiting_companies), T(test_undo), T(test_undo_while_keys_move), T(test_damaged_undo),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
