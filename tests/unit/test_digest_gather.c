/* What is gathered for a digest from the store: its trend, its people, what was not understood, its rows; and the servers' counts beside ours. */
#include "store_mails.h"

#include "digest_inside.h"
#include "office_yaml.h"

struct world {
	struct temp *t;
	struct clerk c;
	int mails;
};

/* Mornings of the week from Monday, 2026-09-21, on; lists of 100 by the evening before, two prospects by 18:00. */
static struct world world_of(void **state)
{
	struct temp *t = *state;
	struct world w = {.t = t, .c = {.turn = t->a, .keep = t->a, .store = t->s, .horizon = INT64_MAX - 1}};
	w.c.office = w.c.configured = office_of(t->a, "policies: [{effective: 2026-01-01, packs: [S0], digest: \"08:30\"}]\n");
	w.c.kinds = duty_kinds(t->a, w.c.office);
	return w;
}

static struct mail_record mail_at(struct world *w, const char *staff, const char *at, enum mail_verdict verdict, const char *reason)
{
	struct temp *t = w->t;
	struct mail_record m = mail_of(t, ++w->mails, staff, moment_of(at));
	m.has_rows = staff != NULL;
	m.kind = "other";
	m.sender = staff ? staff : "stranger@qq.com";
	OK(store_add_mail(&w->c.store, &m, &t->err));
	m.verdict = verdict;
	m.reason = reason;
	m.judged_at = m.arrived_at;
	OK(store_judged_mail(&w->c.store, &m, &t->err));
	return m;
}

static void credit_at(struct world *w, const char *staff, const char *at, int n)
{
	struct temp *t = w->t;
	struct mail_record m = mail_at(w, staff, at, MAIL_COUNTED, "");
	OK(store_add_credit(&w->c.store, staff, m.arrived_at, m.id, "lead", n, &t->err));
}

static void settled_as(struct world *w, const char *staff, const char *kind, const char *day, int version, const char *result)
{
	struct temp *t = w->t;
	struct settled s = {.staff = staff, .kind = kind, .for_date = day_of(day), .version = version, .state = result, .required = 100, .delivered = 0};
	OK(store_add_settled(&w->c.store, &s, moment_of("2026-09-22 00:00:00"), "settled", &t->err));
}

static struct gather gather_at(struct world *w, const char *moment)
{
	struct temp *t = w->t;
	struct gather g;
	OK(digest_gather(&w->c, moment_of(moment), moment_of(moment), &g, &t->err));
	return g;
}

static const struct digest_day *day_in(const struct gather *g, const char *day)
{
	for (size_t i = 0; i < g->in.trend_count; i++)
		if (g->in.trend[i].day == day_of(day))
			return &g->in.trend[i];
	fail_msg("no %s", day);
	return NULL;
}

/* A day of the trend is what its own digest told: from one morning to the next. */
static void trend_counts_by_windows(void **state)
{
	struct temp *t = *state;
	struct world w = world_of(state);
	OK(db_begin(w.c.store.db, &t->err));
	settled_as(&w, "r", "lead_list", "2026-09-22", 1, "missed");  /* due on the evening of the 21st */
	settled_as(&w, "other", "lead_list", "2026-09-22", 1, "met");
	settled_as(&w, "other", "prospects", "2026-09-21", 1, "met"); /* at 18:00 */
	settled_as(&w, "r", "prospects", "2026-09-21", 1, "missed");
	settled_as(&w, "r", "prospects", "2026-09-21", 2, "met");     /* judged again */
	settled_as(&w, "leaver", "prospects", "2026-09-21", 1, "exempt");
	settled_as(&w, "r", "no such kind", "2026-09-21", 1, "missed");
	credit_at(&w, "r", "2026-09-21 08:30:00", 5);                 /* the day before */
	credit_at(&w, "r", "2026-09-21 08:30:01", 40);
	credit_at(&w, "other", "2026-09-22 08:30:00", 60);
	credit_at(&w, "other", "2026-09-22 08:30:01", 7);             /* not yet */
	struct entry e = {.id = "a", .staff = "r", .kind = "lead_shortfall", .for_date = day_of("2026-09-22"), .number = 1, .fen = 20000, .clause = "", .policy = "", .proof = "",
	                  .because = "settled", .created_at = moment_of("2026-09-22 00:00:00")};
	OK(store_add_entry(&w.c.store, &e, "issued", &t->err));
	struct gather g = gather_at(&w, "2026-09-22 08:30:00");
	assert_int_equal(g.in.trend_count, 9); /* since the evening before the office's first day, the 14th */
	const struct digest_day *d = day_in(&g, "2026-09-21");
	assert_int_equal(d->due, 4);
	assert_int_equal(d->met, 3);
	assert_int_equal(d->leads, 100);
	assert_int_equal(d->fen, 20000);
	assert_int_equal(day_in(&g, "2026-09-20")->leads, 5);
	assert_int_equal(day_in(&g, "2026-09-20")->due, 0);
	db_rollback(w.c.store.db);
}

static void trend_is_thirty_days(void **state)
{
	struct temp *t = *state;
	struct world w = world_of(state);
	OK(db_begin(w.c.store.db, &t->err));
	struct gather g = gather_at(&w, "2026-12-01 08:30:00");
	assert_int_equal(g.in.trend_count, DIGEST_TREND_DAYS);
	assert_int_equal(g.in.trend[0].day, day_of("2026-11-01"));
	assert_int_equal(g.in.trend[29].day, day_of("2026-11-30"));
	g = gather_at(&w, "2026-09-10 08:30:00"); /* before there was an office */
	assert_int_equal(g.in.trend_count, 0);
	db_rollback(w.c.store.db);
}

static int doubts(const struct gather *g, const char *word)
{
	int n = 0;
	for (size_t i = 0; i < g->in.items_count; i++)
		n += g->in.items[i].section == DIGEST_DOUBTS && strcmp(g->in.items[i].word, word) == 0 ? g->in.items[i].done ? g->in.items[i].done : 1 : 0;
	return n;
}

/* Mails in are judged, ignored or copies; of what was not understood each sort has its line. */
static void what_was_not_understood(void **state)
{
	struct temp *t = *state;
	struct world w = world_of(state);
	OK(db_begin(w.c.store.db, &t->err));
	mail_at(&w, "d", "2026-09-21 09:00:00", MAIL_ANSWER, "not understood");
	mail_at(&w, "d", "2026-09-21 09:01:00", MAIL_ANSWER, "noted");
	mail_at(&w, "r", "2026-09-21 09:02:00", MAIL_IGNORED, "no list");
	mail_at(&w, "d", "2026-09-21 09:03:00", MAIL_IGNORED, "no list"); /* the director's own talk */
	mail_at(&w, NULL, "2026-09-21 09:04:00", MAIL_IGNORED, "unknown sender");
	mail_at(&w, NULL, "2026-09-21 09:05:00", MAIL_IGNORED, "automatic");
	mail_at(&w, "r", "2026-09-21 09:06:00", MAIL_COPY, "");
	mail_at(&w, "r", "2026-09-21 09:07:00", MAIL_COUNTED, "");
	struct mail_record list = mail_of(t, ++w.mails, NULL, moment_of("2026-09-21 09:08:00"));
	list.meant_list = true;
	list.sender = "zhouyu@qq.com";
	OK(store_add_mail(&w.c.store, &list, &t->err));
	list.verdict = MAIL_IGNORED;
	list.reason = "unknown sender";
	list.judged_at = list.arrived_at;
	OK(store_judged_mail(&w.c.store, &list, &t->err));
	struct gather g = gather_at(&w, "2026-09-21 10:00:00");
	assert_int_equal(doubts(&g, "doubt.answer"), 1);
	assert_int_equal(doubts(&g, "doubt.talk"), 1);
	assert_int_equal(doubts(&g, "doubt.stranger"), 1);
	assert_int_equal(doubts(&g, "doubt.strangers"), 1);
	assert_int_equal(g.in.mails_seen, 9);
	assert_int_equal(g.in.mails_judged, 3);
	assert_int_equal(g.in.mails_ignored, 5);
	assert_int_equal(g.in.mails_copies, 1);
	assert_int_equal(g.in.mails_unanswered, 1); /* counted, and no receipt */
	assert_int_equal(g.in.mails_count, 9);
	db_rollback(w.c.store.db);
}

/* The rows of the period, each with its mail; of too many those that did not count. */
static void rows_for_the_workbook(void **state)
{
	struct temp *t = *state;
	struct world w = world_of(state);
	OK(db_begin(w.c.store.db, &t->err));
	struct mail_record m = mail_at(&w, "r", "2026-09-21 09:00:00", MAIL_COUNTED, "");
	struct stored_list l = {.file = "名单.xlsx", .table = {.kind = ROW_LEAD, .told_by = "columns", .sheet_label = "Sheet1"}};
	OK(store_add_list(&w.c.store, m.id, 0, &l, &t->err));
	static struct lead_row rows[DIGEST_BOOK_LEADS + 1];
	static struct row_verdict judged[DIGEST_BOOK_LEADS + 1];
	rows[0] = row_of(2, "东莞市甲有限公司");
	rows[0].value[FIELD_PHONE] = "013800138000";
	rows[0].value[FIELD_PERSON] = "张伟";
	rows[1] = row_of(3, "东莞市乙有限公司");
	judged[1] = (struct row_verdict){.verdict = VERDICT_REFUSED, .reason = REASON_TAKEN, .other = "other", .since = T0};
	put(t, &m, 0, rows, 2, judged);
	struct gather g = gather_at(&w, "2026-09-21 10:00:00");
	assert_int_equal(g.in.leads_count, 2);
	assert_int_equal(g.in.leads_lack, DIGEST_ALL);
	assert_string_equal(g.in.leads[0].mail, m.public);
	assert_string_equal(g.in.leads[0].sheet, "名单.xlsx · Sheet1");
	assert_string_equal(g.in.leads[0].company, "东莞市甲有限公司");
	assert_string_equal(g.in.leads[0].phone, "013800138000");
	assert_string_equal(g.in.leads[0].person, "张伟");
	assert_string_equal(g.in.leads[1].phone, "");
	assert_int_equal(g.in.leads[1].since, T0);
	for (int i = 2; i <= DIGEST_BOOK_LEADS; i++) {
		rows[i] = row_of(i + 2, "东莞市乙有限公司");
		judged[i].verdict = i % 2 ? VERDICT_COUNTED : VERDICT_HELD;
	}
	put(t, &m, 0, rows, DIGEST_BOOK_LEADS + 1, judged);
	g = gather_at(&w, "2026-09-21 10:00:00");
	assert_int_equal(g.in.leads_lack, DIGEST_REFUSED);
	assert_int_equal(g.in.leads_count, DIGEST_BOOK_LEADS / 2 + 1);
	for (size_t i = 0; i < g.in.leads_count; i++)
		assert_true(g.in.leads[i].verdict != VERDICT_COUNTED);
	db_rollback(w.c.store.db);
}

/* --- the servers' counts --- */
static void seen_at(struct world *w, int uid, const char *at)
{
	struct temp *t = w->t;
	struct mail_record m = mail_of(t, uid, "r", moment_of(at));
	OK(store_add_mail(&w->c.store, &m, &t->err));
	OK(store_add_sighting(&w->c.store, &(struct place){"box", "INBOX", 1, m.place}, m.id, &t->err));
}

static void compared(struct world *w, uint32_t *uids, size_t count, int64_t before, struct folder_state *s, struct digest_folder *f)
{
	struct temp *t = w->t;
	struct fetch_listing l = {.uidvalidity = 1, .exists = (uint32_t)count, .uids = uids, .uids_count = count};
	*f = (struct digest_folder){.mailbox = "box", .folder = "INBOX"};
	OK(tally_compare(&w->c, t->a, &l, before, s, f, &t->err));
}

/* Each number that the server lists is looked for; from one that was passed over all is read again. */
static void a_mail_passed_over(void **state)
{
	struct temp *t = *state;
	struct world w = world_of(state);
	struct digest_folder f = {.mailbox = "box", .folder = "INBOX"};
	struct folder_state s = {.uidvalidity = 1, .last_uid = 11};
	int64_t before, from = moment_of("2026-09-21 08:30:00"), to = moment_of("2026-09-22 08:30:00");
	OK(db_begin(w.c.store.db, &t->err));
	seen_at(&w, 4, "2026-09-20 10:00:00");
	seen_at(&w, 6, "2026-09-21 08:30:00");
	OK(tally_before(&w.c, &f, 1, from, to, &before, &t->err));
	assert_int_equal(before, 6); /* nothing new: behind the greatest */
	seen_at(&w, 9, "2026-09-21 08:30:01");
	seen_at(&w, 11, "2026-09-22 08:30:00");
	OK(store_set_folder(&w.c.store, "box", "INBOX", &s, &t->err));
	OK(db_commit(w.c.store.db, &t->err));
	OK(tally_before(&w.c, &f, 1, from, to, &before, &t->err));
	assert_int_equal(before, 6);
	compared(&w, (uint32_t[]){9, 11}, 2, before, &s, &f);
	assert_int_equal(f.came, 2);
	assert_int_equal(f.recorded, 2);
	assert_int_equal(number(t, "SELECT last_uid FROM folder"), 11);
	compared(&w, (uint32_t[]){6, 8, 9, 10, 11, 12}, 6, before, &s, &f); /* 8 and 10 turned up late; 12 is not read yet */
	assert_int_equal(f.came, 4);
	assert_int_equal(f.recorded, 2);
	assert_int_equal(number(t, "SELECT last_uid FROM folder"), 7);
	compared(&w, (uint32_t[]){11}, 1, before, &s, &f); /* one that was moved away is missed by nobody */
	assert_int_equal(f.came, 0); /* 11 is to be read again first */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(trend_counts_by_windows, temp_open, temp_close), cmocka_unit_test_setup_teardown(trend_is_thirty_days, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(what_was_not_understood, temp_open, temp_close), cmocka_unit_test_setup_teardown(rows_for_the_workbook, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(a_mail_passed_over, temp_open, temp_close),
	};
	return cmocka_run_group_tests_name("digest_gather", tests, NULL, NULL);
}
