/* The slip engine by itself: a form, a roster and what happened, in order; and what is read of a mail's words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "office_yaml.h"
#include "slip.h"
#include "values/form.h"

static struct arena *a;
static const struct office *o;

/* 2026-09-14 is a Monday. */
static int64_t at(const char *text)
{
	char full[40];
	int64_t t;
	snprintf(full, sizeof full, "2026-%.5sT%.5s:00+08:00", text, text + 6);
	if (time_parse(full, &t) < 0)
		fail_msg("%s is no moment", text);
	return t;
}

static struct slip_events happened(const struct slip_event *e)
{
	struct slip_events all = {0};
	for (; e->person; e++)
		ARENA_PUSH(a, &all, items) = *e;
	return all;
}

static struct slip fold_until(const char *form, const struct slip_event *e, const char *until)
{
	struct slip s;
	struct slip_events all = happened(e);
	slip_fold(a, o, office_form(o, form), &all, at(until), &s);
	return s;
}

static enum slip_outcome last_of(const struct slip *s)
{
	return s->results[s->results_count - 1].outcome;
}

#define WHOLE "customer\x1f某某公司\x1e" "product\x1f邮箱\x1e" "listed\x1f" "5800.00\x1e" "asked\x1f" "4500.00\x1e" "reason\x1f续费\x1e"
#define SENT {EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, WHOLE, "m1"}
#define END {.person = NULL}

struct answer {
	const char *name;
	struct slip_event events[6];
	enum slip_state state;
	enum slip_outcome outcome;
};

static void test_answers(void **state)
{
	(void)state;
	const struct answer table[] = {
		{"asked", {SENT, END}, SLIP_WAITING, OUTCOME_TAKEN},
		{"granted", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, END}, SLIP_CLOSED, OUTCOME_TAKEN},
		{"refused", {SENT, {EVENT_REFUSE, at("09-14 09:30"), "d", 0, "太低", "m2"}, END}, SLIP_REFUSED, OUTCOME_TAKEN},
		{"by the wrong person", {SENT, {EVENT_AGREE, at("09-14 09:30"), "g", 0, "", "m2"}, END}, SLIP_WAITING, OUTCOME_NOT_TURN},
		{"by the sender", {SENT, {EVENT_AGREE, at("09-14 09:30"), "r", 0, "", "m2"}, END}, SLIP_WAITING, OUTCOME_NOT_TURN},
		{"收到 decides nothing", {SENT, {EVENT_RECEIVED, at("09-14 09:30"), "d", 0, "", "m2"}, END}, SLIP_WAITING, OUTCOME_UNFIT},
		{"a step that is none", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 7, "", "m2"}, END}, SLIP_WAITING, OUTCOME_NOT_TURN},
		{"the first decision stands", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_REFUSE, at("09-14 09:31"), "d", 0, "", "m3"}, END},
		 SLIP_CLOSED, OUTCOME_ALREADY},
		{"said twice", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_AGREE, at("09-14 09:31"), "d", 0, "", "m3"}, END}, SLIP_CLOSED, OUTCOME_REPEATED},
		{"withdrawn in time", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_WITHDRAW, at("09-14 10:00"), "d", 0, "", "m3"}, END},
		 SLIP_WAITING, OUTCOME_TAKEN},
		{"withdrawn too late", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_WITHDRAW, at("09-14 10:01"), "d", 0, "", "m3"}, END},
		 SLIP_CLOSED, OUTCOME_TOO_LATE},
		{"withdrawn by another", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_WITHDRAW, at("09-14 09:40"), "g", 0, "", "m3"}, END},
		 SLIP_CLOSED, OUTCOME_NOT_TURN},
		{"a refusal withdrawn, then granted",
		 {SENT, {EVENT_REFUSE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_WITHDRAW, at("09-14 09:40"), "d", 0, "", "m3"}, {EVENT_AGREE, at("09-14 09:50"), "d", 0, "", "m4"}, END},
		 SLIP_CLOSED, OUTCOME_TAKEN},
		{"taken back by its sender", {SENT, {EVENT_WITHDRAW, at("09-14 09:30"), "r", SLIP_SENDER, "", "m2"}, END}, SLIP_CANCELLED, OUTCOME_TAKEN},
		{"... after the decision", {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, {EVENT_WITHDRAW, at("09-14 09:40"), "r", SLIP_SENDER, "", "m3"}, END},
		 SLIP_CLOSED, OUTCOME_TOO_LATE},
		{"granted after it was taken back", {SENT, {EVENT_WITHDRAW, at("09-14 09:30"), "r", SLIP_SENDER, "", "m2"}, {EVENT_AGREE, at("09-14 09:40"), "d", 0, "", "m3"}, END},
		 SLIP_CANCELLED, OUTCOME_OVER},
		{"the deputy, while he is there", {SENT, {EVENT_AGREE, at("09-14 09:30"), "other", 0, "", "m2"}, END}, SLIP_WAITING, OUTCOME_NOT_TURN},
		{"the deputy, while he is away", {SENT, {EVENT_AGREE, at("09-16 09:30"), "other", 0, "", "m2"}, END}, SLIP_CLOSED, OUTCOME_TAKEN},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct slip s = fold_until("price_filing", table[i].events, "09-17 12:00");
		if (s.state != table[i].state || last_of(&s) != table[i].outcome)
			fail_msg("%s: %s, outcome %d", table[i].name, slip_state_names[s.state], last_of(&s));
	}
}

static void test_order_of_events(void **state)
{
	(void)state;
	const struct slip_event late[] = {SENT, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, END};
	struct slip s = fold_until("price_filing", late, "09-14 09:29"); /* what came later is not known yet */
	assert_int_equal(s.state, SLIP_WAITING);
	assert_int_equal(s.since, at("09-14 09:00"));
}

/* A mail that turned up late is taken at its place: what became of each is told apart. */
static void test_results(void **state)
{
	(void)state;
	const struct slip_event e[] = {SENT, {EVENT_REFUSE, at("09-14 09:20"), "d", 0, "", "late"}, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, END};
	struct slip s = fold_until("price_filing", e, "09-14 10:00");
	assert_int_equal(s.state, SLIP_REFUSED);
	assert_int_equal(s.results_count, 3);
	assert_int_equal(s.results[1].outcome, OUTCOME_TAKEN);
	assert_int_equal(s.results[2].outcome, OUTCOME_ALREADY);
	assert_int_equal(s.results[2].earlier.at, at("09-14 09:20"));
}

/* ---- each of several ---- */

static struct form circular; /* everybody has to say 收到, once the general manager agreed */

static struct slip fold_circular(const struct slip_event *e, const char *until)
{
	static const char *all[] = {"everybody"}, *gm[] = {"general_manager"};
	static struct form_step route[] = {{.who = {gm, 1, 1}, .when = WHEN_OTHERS, .remind_hours = 2},
	                                   {.who = {all, 1, 1}, .each = FORM_YES, .asks = ASKS_RECEIPT, .after = FORM_YES, .remind_hours = 2}};
	struct slip s;
	struct slip_events events = happened(e);
	circular = (struct form){.id = "circular", .prefix = "TZ", .steps = route, .steps_count = 2, .lapse_days = 7};
	slip_fold(a, o, &circular, &events, at(until), &s);
	return s;
}

#define CIRCULAR {EVENT_SENT, at("09-14 09:00"), "d", SLIP_SENDER, "", "m1"}, {EVENT_AGREE, at("09-14 09:10"), "g", 0, "", "m2"}

static size_t blocking(const struct slip *s, const char *day)
{
	return slip_blocking(a, o, s, time_date(at(day)), true).items_count;
}

static void test_everybody(void **state)
{
	(void)state;
	const struct slip_event some[] = {CIRCULAR, {EVENT_RECEIVED, at("09-14 10:00"), "g", 1, "", "m3"}, {EVENT_RECEIVED, at("09-14 10:01"), "r", 1, "", "m4"},
	                                  {EVENT_RECEIVED, at("09-14 10:02"), "r", 1, "", "m5"}, END};
	struct slip s = fold_circular(some, "09-14 12:00");
	assert_int_equal(s.state, SLIP_GRANTED);
	assert_int_equal(blocking(&s, "09-14 12:00"), 2); /* other and leaver: not d, who wrote it, not newcomer yet */
	assert_int_equal(slip_answered(o, &s, time_date(at("09-14 12:00"))), 2);
	assert_int_equal(last_of(&s), OUTCOME_REPEATED);
	assert_int_equal(blocking(&s, "09-16 12:00"), 3);
	assert_false(slip_may_answer(o, &s, 1, "d", time_date(at("09-14 12:00"))));
	const struct slip_event own[] = {{EVENT_SENT, at("09-14 09:00"), "g", SLIP_SENDER, "", "m1"}, END};
	s = fold_circular(own, "09-14 12:00"); /* nobody above him */
	assert_int_equal(s.step, 1);
	assert_int_equal(s.state, SLIP_GRANTED);
}

/* Who joins is asked, too; who leaves is waited for no longer, from the end of his last day on. */
static void test_roster_changes(void **state)
{
	(void)state;
	const struct slip_event left[] = {CIRCULAR, {EVENT_RECEIVED, at("09-14 10:00"), "g", 1, "", "m3"}, {EVENT_RECEIVED, at("09-14 10:01"), "r", 1, "", "m4"},
	                                  {EVENT_RECEIVED, at("09-14 10:02"), "other", 1, "", "m5"}, {EVENT_RECEIVED, at("09-16 10:00"), "newcomer", 1, "", "m6"}, END};
	assert_int_equal(fold_circular(left, "09-16 23:59").state, SLIP_GRANTED);
	struct slip s = fold_circular(left, "09-18 12:00");
	assert_int_equal(s.state, SLIP_CLOSED);
	assert_int_equal(s.closed_at, at("09-17 00:00"));
	assert_string_equal(s.decisions[1].by, "newcomer");
	const struct slip_event all[] = {CIRCULAR, {EVENT_RECEIVED, at("09-14 10:00"), "g", 1, "", "m3"}, {EVENT_RECEIVED, at("09-14 10:01"), "r", 1, "", "m4"},
	                                 {EVENT_RECEIVED, at("09-14 10:02"), "other", 1, "", "m5"}, {EVENT_RECEIVED, at("09-14 10:03"), "leaver", 1, "", "m6"}, END};
	assert_int_equal(fold_circular(all, "09-14 10:03").state, SLIP_CLOSED);
}

/* One who takes his word back leaves the others' standing. */
static void test_each_withdrawn(void **state)
{
	(void)state;
	const struct slip_event e[] = {CIRCULAR, {EVENT_RECEIVED, at("09-14 10:00"), "g", 1, "", "m3"}, {EVENT_RECEIVED, at("09-14 10:01"), "r", 1, "", "m4"},
	                               {EVENT_RECEIVED, at("09-14 10:02"), "other", 1, "", "m5"}, {EVENT_RECEIVED, at("09-14 10:03"), "leaver", 1, "", "m6"},
	                               {EVENT_WITHDRAW, at("09-14 10:20"), "r", 1, "", "m7"}, END};
	struct slip s = fold_circular(e, "09-14 10:20");
	assert_int_equal(s.state, SLIP_GRANTED);
	assert_int_equal(blocking(&s, "09-14 10:20"), 1);
	assert_string_equal(slip_blocking(a, o, &s, time_date(at("09-14 10:20")), true).items[0]->id, "r");
}

/* Two must sign; the deputy of one signs for him only while he is away, and for himself else. */
static void test_each_with_deputy(void **state)
{
	(void)state;
	static const char *who[] = {"d", "other"};
	static struct form_step route[] = {{.who = {who, 2, 2}, .each = FORM_YES, .asks = ASKS_RECEIPT, .remind_hours = 2}};
	static struct form f = {.id = "two", .prefix = "LL", .steps = route, .steps_count = 1, .lapse_days = 7};
	const struct slip_event there[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, "", "m1"}, {EVENT_RECEIVED, at("09-14 09:30"), "other", 0, "", "m2"}, END};
	const struct slip_event away[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, "", "m1"}, {EVENT_RECEIVED, at("09-16 09:30"), "other", 0, "", "m2"}, END};
	struct slip s;
	struct slip_events first = happened(there), second = happened(away);
	slip_fold(a, o, &f, &first, at("09-14 12:00"), &s);
	assert_int_equal(s.state, SLIP_WAITING);
	assert_int_equal(blocking(&s, "09-14 12:00"), 1);
	slip_fold(a, o, &f, &second, at("09-16 12:00"), &s);
	assert_int_equal(s.state, SLIP_CLOSED);
}

/* Nobody approves what he sent himself: the general manager does, where nobody else is left. */
static void test_nobody_left(void **state)
{
	(void)state;
	const struct slip_event own[] = {{EVENT_SENT, at("09-14 09:00"), "d", SLIP_SENDER, WHOLE, "m1"}, {EVENT_AGREE, at("09-14 09:30"), "d", 0, "", "m2"}, END};
	const struct slip_event above[] = {{EVENT_SENT, at("09-14 09:00"), "d", SLIP_SENDER, WHOLE, "m1"}, {EVENT_AGREE, at("09-14 09:30"), "g", 0, "", "m2"}, END};
	struct slip s = fold_until("price_filing", own, "09-14 12:00");
	assert_int_equal(s.state, SLIP_WAITING);
	assert_int_equal(last_of(&s), OUTCOME_NOT_TURN);
	assert_int_equal(blocking(&s, "09-14 12:00"), 1);
	assert_string_equal(slip_blocking(a, o, &s, time_date(at("09-14 12:00")), true).items[0]->id, "g");
	assert_int_equal(fold_until("price_filing", above, "09-14 12:00").state, SLIP_CLOSED);
}

/* Each of two thousand says 收到: the time grows with the answers, not with their square. */
static void test_many(void **state)
{
	(void)state;
	enum { PEOPLE = 2000 };
	static const char *mail[] = {"x@corp.test"};
	struct office *own = arena_memdup(a, o, sizeof *own);
	struct slip_events e = {0};
	struct slip s;
	const struct office *was = o;
	own->staff = arena_alloc(a, PEOPLE * sizeof *own->staff);
	own->staff_count = PEOPLE;
	for (size_t i = 0; i < PEOPLE; i++) {
		const char *id = arena_printf(a, "p%04zu", i);
		own->staff[i] = (struct staff){.id = id, .name = id, .roles = i ? 1u << ROLE_REP : 1u << ROLE_GENERAL_MANAGER, .mail = mail, .mail_count = 1, .since = DATE_NONE, .until = DATE_NONE};
	}
	own->leave_count = 0;
	office_index(a, own);
	o = own;
	for (size_t i = 0; i < PEOPLE; i++)
		ARENA_PUSH(a, &e, items) = (struct slip_event){i ? EVENT_RECEIVED : EVENT_SENT, at("09-14 09:00") + (int64_t)i, own->staff[i].id, i ? 1 : SLIP_SENDER, "", own->staff[i].id};
	ARENA_PUSH(a, &e, items) = (struct slip_event){.person = NULL};
	for (int round = 0; round < 20; round++)
		s = fold_circular(e.items, "09-14 12:00");
	assert_int_equal(s.state, SLIP_CLOSED);
	o = was;
}

/* 陈平娜、张志远 names two; a name that is nobody's is not read at all. */
static void test_people_in_a_field(void **state)
{
	(void)state;
	static const struct {
		const char *text, *value;
	} table[] = {{"d", "d"}, {"d、g", "d、g"}, {"d和other，g", "d、other、g"}, {"d d", "d、d"}, {"dg", NULL}, {"d、somebody", NULL}, {"leaver；", "leaver"}, {" ", NULL}};
	static const char *who[] = {"field owner"};
	static struct form_step route[] = {{.who = {who, 1, 1}, .each = FORM_YES, .asks = ASKS_DONE, .what = "已完成", .remind_hours = 2}};
	static struct form_field fields[] = {{.name = "owner", .title = "负责人", .type = FORM_PEOPLE, .required = FORM_YES}};
	static struct form f = {.id = "task", .prefix = "RW", .steps = route, .steps_count = 1, .fields = fields, .fields_count = 1, .lapse_days = 7};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *got = slip_normal(a, o, &fields[0], table[i].text, date_make(2026, 9, 14));
		if (!got != !table[i].value || (got && strcmp(got, table[i].value) != 0))
			fail_msg("\"%s\": %s", table[i].text, got ? got : "-");
	}
	const struct slip_event two[] = {{EVENT_SENT, at("09-14 09:00"), "d", SLIP_SENDER, "owner\x1fother、r\x1e", "m1"}, END};
	struct slip s;
	struct slip_events e = happened(two);
	slip_fold(a, o, &f, &e, at("09-14 10:00"), &s);
	assert_int_equal(blocking(&s, "09-14 10:00"), 2);
}

static void test_missing(void **state)
{
	(void)state;
	const struct slip_event part[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, "customer\x1f某某公司\x1e", "m1"},
	                                  {EVENT_PART, at("09-15 09:00"), "r", SLIP_SENDER, WHOLE, "m2"}, END};
	const struct slip_event late[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, "customer\x1f某某公司\x1e", "m1"},
	                                  {EVENT_PART, at("09-21 09:00"), "r", SLIP_SENDER, WHOLE, "m2"}, END};
	assert_int_equal(fold_until("price_filing", part, "09-14 10:00").state, SLIP_MISSING);
	assert_int_equal(slip_next(o, &(struct slip){.form = office_form(o, "price_filing"), .since = at("09-14 09:00")}, at("09-14 09:00")), at("09-21 09:00"));
	struct slip s = fold_until("price_filing", part, "09-15 10:00");
	assert_int_equal(s.state, SLIP_WAITING);
	assert_int_equal(s.complete_at, at("09-15 09:00"));
	s = fold_until("price_filing", late, "09-21 10:00");
	assert_int_equal(s.state, SLIP_LAPSED);
	assert_int_equal(last_of(&s), OUTCOME_OVER);
}

/* Only what was flagged is asked of the director. */
static void test_flagged(void **state)
{
	(void)state;
	static const char order[] = "customer\x1f某某公司\x1e" "contract\x1fHT-1\x1e" "amount\x1f" "1.00\x1e" "@签单合同\x1f\x1e" "@收据\x1f\x1e" "@客户公司资料宣传册\x1f\x1e" "@客户域名备案核验单\x1f\x1e";
	const struct slip_event plain[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, order, "m1"}, END};
	const struct slip_event flagged[] = {{EVENT_SENT, at("09-14 09:00"), "r", SLIP_SENDER, order, "m1"}, {EVENT_FLAG, at("09-14 09:00"), "r", SLIP_SENDER, "below:1", "m1"}, END};
	struct slip s = fold_until("order", plain, "09-14 10:00");
	assert_int_equal(s.state, SLIP_GRANTED);
	assert_int_equal(s.step, 1);
	s = fold_until("order", flagged, "09-14 10:00");
	assert_int_equal(s.state, SLIP_WAITING);
	assert_int_equal(s.step, 0);
	struct slip_people p = slip_blocking(a, o, &s, time_date(at("09-14 10:00")), true);
	assert_int_equal(p.items_count, 1);
	assert_string_equal(p.items[0]->id, "d");
}

/* proves: S0-9, S2-15 */
static void test_reminders(void **state)
{
	(void)state;
	const struct slip_event sent[] = {SENT, END}, evening[] = {{EVENT_SENT, at("09-14 17:00"), "r", SLIP_SENDER, WHOLE, "m1"}, END};
	struct slip s = fold_until("price_filing", sent, "09-14 09:00");
	assert_int_equal(slip_next(o, &s, at("09-14 09:00")), at("09-14 11:00"));
	assert_int_equal(slip_next(o, &s, at("09-14 11:00")), at("09-15 09:00"));
	assert_int_equal(slip_next(o, &s, at("09-18 09:00")), at("09-20 09:00")); /* a Sunday that is worked */
	assert_int_equal(slip_next(o, &s, at("09-24 09:00")), at("09-28 09:00")); /* over a holiday and a weekend */
	s = fold_until("price_filing", evening, "09-14 17:00");
	assert_int_equal(slip_next(o, &s, at("09-14 17:00")), at("09-15 10:00"));
	assert_int_equal(slip_working(o, at("09-19 12:00"), 3600), at("09-20 10:00")); /* a Saturday: the next worked day */
}

/* What is charged hangs on it: it is asked again; elsewhere what is not required, and not understood, is only flagged. */
static void test_unread(void **state)
{
	(void)state;
	static const struct {
		const char *form, *text;
		bool lacks;
	} table[] = {{"breach", "违规人：r\n违规事项：抢客户\n事实：一\n差价：约三千元左右", true}, {"breach", "违规人：r\n违规事项：抢客户\n事实：一\n差价：三千元左右\n损失：3000", false},
	             {"breach", "违规人：r\n违规事项：抢客户\n事实：一\n差价：无", false}, {"breach", "违规人：r\n违规事项：抢客户\n事实：一", false}, {"request", "事项：一\n原因：二\n金额：再议", false}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct form *f = office_form(o, table[i].form);
		struct slip_values v = slip_values_new(a, f);
		struct mail m = {.text = table[i].text, .subject = ""};
		slip_read(&(struct slip_reading){a, o, f, date_make(2026, 9, 14), SLIP_TABLES_ALL}, &m, NULL, &v);
		if (slip_lacks(f, &v) != table[i].lacks)
			fail_msg("%s: %s", table[i].form, table[i].text);
		assert_int_equal(v.unread[form_field(f, i < 4 ? "loss" : "amount")] != NULL, i == 0 || i == 4);
	}
}

static void test_amounts(void **state)
{
	(void)state;
	static const char none[] = "none", unclear[] = "unclear";
	static const struct {
		const char *text, *amount;
	} table[] = {
		{"已收款 12000元", "12000.00"}, {"已收款3.5万", "35000.00"}, {"9月15日到账1,000", "1000.00"}, {"已收款", none}, {"1000和2000", unclear}, {"1,23", unclear},
		{"2026-09-15 到账 5", unclear}, {"5000。", "5000.00"}, {"12345678901234567890", unclear}, {"2026年9月15日 5000", "5000.00"}, {"￥10.80", "10.80"}, {"10.80元", "10.80"},
		{"1.5 万元", "15000.00"}, {"RMB 5,000.50", "5000.50"}, {"5000块", "5000.00"}, {"金额：5000", "5000.00"}, {"已收款 谢谢", none}, {"12345678元", "12345678.00"},
		/* spoken, and as on a receipt */
		{"已收款 五千元", "5000.00"}, {"伍仟元整", "5000.00"}, {"十元", "10.00"}, {"收到二十元", "20.00"}, {"一百二十五块", "125.00"}, {"两万三千元", "23000.00"}, {"十月八日到账", none},
		{"十月八日到账五千元", "5000.00"}, {"三万五元", unclear}, {"五千", unclear}, {"一半", unclear}, {"一笔", unclear}, {"五千元五角", unclear}, {"半万元", unclear},
		/* figures that are none, or not all */
		{"5千", unclear}, {"5 千元", unclear}, {"50%", unclear}, {"3笔", unclear}, {"合同HT-0031", unclear}, {"10.8到账", unclear}, {"发票No.12345678", unclear}, {"发票号12", unclear},
		{"尾号：0031", unclear}, {"12345678", unclear}, {"10/8到账", unclear}, {"9-15到账 5000", unclear}, {"10:30到账", unclear}, {"5000多", unclear}, {"5k", unclear}, {"3万5", unclear},
		{"第3", unclear}, {"5折", unclear}, {"-500", unclear}, {"5000元5角", unclear},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const char *amount;
		enum slip_sum r = slip_amount_said(a, table[i].text, &amount);
		const char *got = r == SUM_NONE ? none : r == SUM_UNCLEAR ? unclear : amount;
		if (strcmp(got, table[i].amount) != 0)
			fail_msg("\"%s\": %s", table[i].text, got);
	}
}

/* The words of a step with a sum: the line that says them says the amount, too, whatever greeting stands before it. */
static void test_said_sum(void **state)
{
	(void)state;
	const struct form_step step = {.asks = ASKS_DONE, .what = "已收款", .sum = "amount"};
	enum slip_event_kind kind;
	const char *reason;
	assert_true(slip_answer(a, &step, "李总您好：\n已收款 5000元\n孙收款", &kind, &reason));
	assert_int_equal(kind, EVENT_DONE);
	assert_string_equal(reason, "已收款 5000元");
}

static void test_words(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int kind; /* -1: none that a slip takes */
	} table[] = {{"同意", EVENT_AGREE}, {"可以", EVENT_AGREE}, {"OK", EVENT_AGREE}, {"不同意 太低", EVENT_REFUSE}, {"收到", EVENT_RECEIVED}, {"撤回", EVENT_WITHDRAW},
	             {"已收款", EVENT_DONE}, {"已收款 12000元", EVENT_DONE}, {"已收款一半", -1}, {"已收款？", -1}, {"我看看", -1}, {"", -1}, {"同意吗？", -1}, {"已办", EVENT_DONE},
	             {"已收款\n\n本邮件未经同意不得转发", EVENT_DONE}, {"已收款\n\n如不同意，请立即删除", EVENT_DONE}, {"李总您好：\n已收款\n张伟", EVENT_DONE}, {"已收款\n不同意", -1}, {"已收款\n还差一半", -1},
	             {"已收款\n\n但客户不同意开票，先不算", -1}, {"没有已收款", -1}};
	const struct form_step step = {.asks = ASKS_DONE, .what = "已收款"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		enum slip_event_kind kind;
		const char *reason;
		int got = slip_answer(a, &step, table[i].text, &kind, &reason) ? (int)kind : -1;
		if (got != table[i].kind)
			fail_msg("\"%s\": %d, not %d", table[i].text, got, table[i].kind);
	}
}

/* ---- reading ---- */

static const char *said(const char *text, const char *field)
{
	const struct form *f = office_form(o, "price_filing");
	struct slip_values v = slip_values_new(a, f);
	struct mail m = {.text = text, .subject = ""};
	slip_read(&(struct slip_reading){a, o, f, date_make(2026, 9, 14), SLIP_TABLES_ALL}, &m, NULL, &v);
	int i = form_field(f, field);
	return v.value[i] ? v.value[i] : v.unread[i] ? arena_printf(a, "?%s", v.unread[i]) : "-";
}

static void test_labelled_lines(void **state)
{
	(void)state;
	static const struct {
		const char *text, *field, *value;
	} table[] = {
		{"客户名称：东莞市宏达五金有限公司", "customer", "东莞市宏达五金有限公司"},
		{"1、客户：宏达五金\n2、产品：邮箱", "customer", "宏达五金"},
		{"1、客户：宏达五金\n2、产品：邮箱", "product", "邮箱"},
		{"标准价：5800 报价：4500", "listed", "5800.00"},
		{"标准价：5800 报价：4500", "asked", "4500.00"},
		{"客 户 名 称: 宏达五金", "customer", "宏达五金"},
		{"产品：邮箱，标准价：￥5,800.00元；报价：0.45万。", "product", "邮箱"},
		{"产品：邮箱，标准价：￥5,800.00元；报价：0.45万。", "listed", "5800.00"},
		{"产品：邮箱，标准价：￥5,800.00元；报价：0.45万。", "asked", "4500.00"},
		{"原因：\n老客户续费", "reason", "老客户续费"},
		{"产品：邮箱 备注：急", "product", "邮箱"},
		{"产品\t邮箱", "product", "邮箱"},
		{"报价：再议", "asked", "?再议"},
		{"报价：______", "asked", "-"},
		{"原因：见 http://a.test/x", "reason", "见 http://a.test/x"},
		{"报价：4000\n报价：4500", "asked", "4500.00"},
		{"您好，报价如下", "asked", "-"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(said(table[i].text, table[i].field), table[i].value) != 0)
			fail_msg("\"%s\", %s: \"%s\"", table[i].text, table[i].field, said(table[i].text, table[i].field));
}

static void test_values(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t fen;
	} money[] = {{"3500", 350000}, {"¥3,500.5元", 350050}, {"3.5万", 3500000}, {"人民币1200元整", 120000}, {"3500元/年", 350000}, {"三百", -1}, {"3500到4000", -1},
	             {"0.001", -1}, {"", -1}, {"12345678901234567890", -1}};
	static const struct {
		const char *text, *day;
	} days[] = {{"2026-10-08", "2026-10-08"}, {"10月8日", "2026-10-08"}, {"2026年10月8日", "2026-10-08"}, {"2026/10/8", "2026-10-08"}, {"1月5日", "2027-01-05"},
	            {"13月1日", ""}, {"2月30日", ""}, {"下周三", ""}, {"5", ""}};
	for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
		int64_t fen = -1;
		if ((slip_money(money[i].text, &fen) < 0 ? -1 : fen) != money[i].fen)
			fail_msg("\"%s\": %lld", money[i].text, (long long)fen);
	}
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		date d = DATE_NONE;
		char text[DATE_TEXT_SIZE] = "";
		const char *got = slip_date(days[i].text, date_make(2026, i == 4 ? 12 : 9, 14), &d) < 0 ? "" : date_text(d, text);
		if (strcmp(got, days[i].day) != 0)
			fail_msg("\"%s\": %s", days[i].text, got);
	}
}

static void test_ranges(void **state)
{
	(void)state;
	static const struct {
		const char *text, *first, *last;
		size_t count;
	} table[] = {{"HT-0001至HT-0050", "HT-0001", "HT-0050", 50}, {"HT-0098~0101", "HT-0098", "HT-0101", 4}, {"ht-0003、ht-0007", "HT-0003", "HT-0007", 2},
	             {"HT-0001-HT-0003", "HT-0001", "HT-0003", 3}, {"HT0009到HT0011", "HT0009", "HT0011", 3}, {"HT-1", "HT-1", "HT-1", 1}, {"若干", NULL, NULL, 0},
	             {"HT-0005至HT-0001", NULL, NULL, 0}, {"HT-0001至HT-2000", NULL, NULL, 0}, {"HT-0001至YT-0050", NULL, NULL, 0}, {"HT-1至HT-900、HT-1001至HT-1900", NULL, NULL, 0}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct form_texts t = slip_range(a, table[i].text);
		if (t.items_count != table[i].count ||
		    (t.items_count && (strcmp(t.items[0], table[i].first) != 0 || strcmp(t.items[t.items_count - 1], table[i].last) != 0)))
			fail_msg("\"%s\": %zu, %s to %s", table[i].text, t.items_count, t.items_count ? t.items[0] : "", t.items_count ? t.items[t.items_count - 1] : "");
	}
	assert_true(slip_range(a, "A1至A999999").items_count <= SLIP_MAX_RANGE);
}

static void test_in_an_event(void **state)
{
	(void)state;
	const struct form *f = office_form(o, "order");
	struct slip_values v = slip_values_new(a, f), back = slip_values_new(a, f);
	v.value[0] = "某某公司";
	v.unread[2] = "再议";
	v.paper[1] = true;
	slip_values_add(a, f, slip_values_text(a, f, &v), &back);
	assert_string_equal(back.value[0], "某某公司");
	assert_null(back.value[2]);
	assert_string_equal(back.unread[2], "再议");
	assert_true(back.paper[1] && !back.paper[0]);
}

/* d is away on two days, and has a deputy. */
static const struct office *with_deputy(void)
{
	static struct leave away[1];
	struct office *own = arena_memdup(a, office_of(a, "policies: [{effective: 2026-01-01}]\n"), sizeof *own);
	own->staff = arena_memdup(a, own->staff, own->staff_count * sizeof *own->staff);
	own->staff[0].deputy = "other";
	away[0] = (struct leave){"d", date_make(2026, 9, 16), date_make(2026, 9, 17)};
	own->leave = away;
	own->leave_count = 1;
	own->index = NULL; /* the lookups walk the arrays */
	return own;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers), cmocka_unit_test(test_order_of_events), cmocka_unit_test(test_results), cmocka_unit_test(test_everybody),
		cmocka_unit_test(test_roster_changes), cmocka_unit_test(test_each_withdrawn), cmocka_unit_test(test_each_with_deputy), cmocka_unit_test(test_nobody_left),
		cmocka_unit_test(test_many), cmocka_unit_test(test_people_in_a_field), cmocka_unit_test(test_missing), cmocka_unit_test(test_flagged),
		cmocka_unit_test(test_reminders), cmocka_unit_test(test_unread), cmocka_unit_test(test_amounts), cmocka_unit_test(test_said_sum),
		cmocka_unit_test(test_words), cmocka_unit_test(test_labelled_lines), cmocka_unit_test(test_values),
		cmocka_unit_test(test_ranges), cmocka_unit_test(test_in_an_event),
	};
	a = arena_new();
	o = with_deputy();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return failed;
}
