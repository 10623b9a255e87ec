/* The daily digest as its readers see it: who, before how many; what is left to the workbook; with and without its picture. */
#include "golden_letters.h"

#include "compose_digest.h"
#include "parsers/table.h"

static struct digest_in sampled(void)
{
	return sample_digest(sampler(), false);
}

/* The first forty characters are what a phone shows beside the sender. */
static void names_come_first(void **state)
{
	(void)state;
	struct digest_in in = sampled();
	struct letter l = compose_digest(arena, &in);
	assert_ptr_equal(strstr(l.subject, "【日报】9月15日：陈平娜、刘志强2人缺交，乐捐1项26.00元"), l.subject);
	const char *start = text_cut(arena, text_part(&l), 40);
	assert_non_null(strstr(start, "陈平娜、刘志强2人缺交"));
	struct digest_in quiet = {.head = in.head, .from = in.from, .to = in.to, .day = in.day};
	l = compose_digest(arena, &quiet);
	assert_non_null(strstr(l.subject, "一切正常"));
	assert_non_null(strstr(text_cut(arena, text_part(&l), 40), "一切正常"));
}

/* What nobody need do anything about does not make a day of it; what waits for somebody does. */
static void what_is_nothing(void **state)
{
	(void)state;
	struct digest_item item = {.section = DIGEST_DOUBTS, .word = "doubt.strangers", .done = 3, .aside = true, .day = DATE_NONE};
	struct digest_in in = {.head = sampled().head, .to = MORNING, .day = day_of(15), .items = &item, .items_count = 1};
	assert_non_null(strstr(compose_digest(arena, &in).subject, "一切正常"));
	item = (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.answer", .name = "陈平娜", .what = "x", .day = DATE_NONE};
	assert_null(strstr(compose_digest(arena, &in).subject, "一切正常"));
	in.items_count = 0;
	in.mails_unanswered = 1;
	assert_null(strstr(compose_digest(arena, &in).subject, "一切正常"));
}

static struct digest_in crowd(size_t count, size_t missing)
{
	struct digest_in in = sampled();
	struct digest_person *p = arena_alloc(arena, count * sizeof *p), good = in.people[2], bad = in.people[0];
	const char **names = arena_alloc(arena, missing * sizeof *names);
	struct standing *missed = arena_alloc(arena, missing * sizeof *missed);
	for (size_t i = 0; i < count; i++) {
		p[i] = i % (count / missing) == 0 && i / (count / missing) < missing ? bad : good;
		p[i].name = arena_printf(arena, "业务员%zu", i);
	}
	for (size_t i = 0; i < missing; i++) {
		names[i] = p[i * (count / missing)].name;
		missed[i] = bad.duties[0];
	}
	in.people = p;
	in.people_count = count;
	in.settled = missed;
	in.settled_names = names;
	in.settled_count = missing;
	return in;
}

/* Of 2,000 those who miss something stand in the table, the others in one line, and everybody in the workbook. */
static void a_large_office(void **state)
{
	(void)state;
	struct digest_in in = crowd(2000, 20);
	in.book = compose_digest_book(arena, &in);
	struct letter l = compose_digest(arena, &in);
	const char *text = text_part(&l), *html = html_part(&l);
	assert_true(strlen(html) <= COMPOSE_MAX_BODY);
	assert_non_null(strstr(l.subject, "业务员0、业务员100、业务员200等20人缺交"));
	assert_non_null(strstr(text, "· 业务员1900："));
	assert_null(strstr(text, "· 业务员1："));
	assert_non_null(strstr(text, "其余1980人没有缺交和乐捐：来信7920封，有效205920行，见附件“各人”"));
	assert_null(strstr(text, "人未列出"));
	in = crowd(2000, 200);
	l = compose_digest(arena, &in);
	assert_true(strlen(html_part(&l)) <= COMPOSE_MAX_BODY);
	assert_non_null(strstr(text_part(&l), "人未列出"));
	assert_non_null(strstr(text_part(&l), "其余1800人"));
}

/* --- the picture --- */
static void picture_is_inline(void **state)
{
	(void)state;
	struct digest_in in = sampled();
	struct letter without = compose_digest(arena, &in);
	assert_null(strstr(html_part(&without), "<img"));
	assert_non_null(strstr(html_part(&without), "83.3%"));
	in.picture = (struct bytes){(const uint8_t *)"\x89PNG\r\n\x1a\n", 8};
	in.picture_height = 220;
	struct letter l = compose_digest(arena, &in);
	const char *bytes = arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size);
	assert_non_null(strstr(html_part(&l), "<img src=\"cid:trend\" width=\"600\" height=\"220\""));
	assert_non_null(strstr(bytes, "Content-ID: <trend>"));
	assert_non_null(strstr(bytes, "multipart/related"));
	assert_non_null(strstr(bytes, "trend-2026-09-15.png"));
	assert_string_equal(text_part(&l), text_part(&without));
}

static void chart_of_trend(void **state)
{
	(void)state;
	struct digest_in in = sampled();
	struct chart c;
	assert_true(compose_digest_chart(arena, &in, &c));
	assert_null(chart_fault(&c));
	assert_int_equal(c.series_count, 1);
	assert_int_equal(c.labels_count, 21); /* days with duties */
	assert_string_equal(c.labels[20], "9/14");
	assert_int_equal(c.series[0].values[20], 0);
	assert_string_equal(c.labels[19], "9/11");
	assert_int_equal(c.series[0].values[19], 1);
	in.trend_count = 2;
	assert_false(compose_digest_chart(arena, &in, &c));
}

/* Weeks while there are many days, days while they are few, and of one day no trend. */
static void trend_of_few_days(void **state)
{
	(void)state;
	struct digest_in in = sampled();
	in.trend += in.trend_count - 3; /* Saturday to Monday: one day with duties */
	in.trend_count = 3;
	struct letter l = compose_digest(arena, &in);
	assert_null(strstr(text_part(&l), "【近"));
	in.trend -= 4;
	in.trend_count = 7;
	l = compose_digest(arena, &in);
	assert_non_null(strstr(text_part(&l), "【近7天】"));
	assert_null(strstr(text_part(&l), "当周：达标"));
}

/* --- the workbook --- */
static const struct sheet *sheet_of(const struct table_file *file, const char *name)
{
	for (size_t i = 0; i < file->sheets_count; i++)
		if (strcmp(file->sheets[i].name, name) == 0)
			return &file->sheets[i];
	fail_msg("no sheet %s", name);
	return NULL;
}

static const char *row_text(const struct sheet *s, size_t row)
{
	const char *text = "";
	for (size_t i = 0; i < s->rows[row].cell_count; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? "|" : "", s->rows[row].cells[i].text);
	return text;
}

static struct digest_in with_leads(size_t count)
{
	struct digest_in in = sampled();
	struct digest_lead *leads = arena_alloc(arena, count * sizeof *leads);
	for (size_t i = 0; i < count; i++)
		leads[i] = (struct digest_lead){.mail = "m8727f0c1d2e3f405", .sheet = "名单.xlsx · Sheet1", .name = "陈平娜", .row = (int)i + 2, .kind = ROW_LEAD, .arrived = EVENING,
		                                .company = "=HYPERLINK(\"http://evil.test\")", .person = "张伟", .phone = "013800138000", .verdict = VERDICT_COUNTED};
	in.leads = leads;
	in.leads_count = count;
	return in;
}

static void book_holds_it_all(void **state)
{
	(void)state;
	struct digest_in in = with_leads(2);
	struct digest_mail mail = {"m8727f0c1d2e3f405", "陈平娜", "rep01@corp.test", "客户资料", "lead", "", MAIL_COUNTED, EVENING};
	struct proof_mail proof = {.id = "m8727f0c1d2e3f405"};
	const char *mails[] = {"m8727f0c1d2e3f405", ""};
	in.leads[1].verdict = VERDICT_REFUSED;
	in.leads[1].reason = REASON_TAKEN;
	in.leads[1].other = "刘志强";
	in.leads[1].since = EVENING - DAY_SECONDS;
	in.mails = &mail;
	in.mails_count = 1;
	in.entries[0].mails = &proof;
	in.entries[0].mails_count = 1;
	in.entries[0].state = "issued";
	in.people[0].duty_mails = mails;
	struct digest_book b = compose_digest_book(arena, &in);
	struct table_file file;
	const char *detail;
	assert_string_equal(b.name, "digest-2026-09-15.xlsx");
	assert_int_equal(b.leads, DIGEST_ALL);
	assert_int_equal(table_read(arena, b.bytes, b.name, &file, &detail), TABLE_OK);
	const struct sheet *leads = sheet_of(&file, "名单");
	assert_string_equal(row_text(leads, 1), "陈平娜|客户资料|=HYPERLINK(\"http://evil.test\")|张伟|013800138000|计入||||2026-09-14 21:03|名单.xlsx · Sheet1|2|m8727f0c1d2e3f405");
	assert_string_equal(row_text(leads, 2), "陈平娜|客户资料|=HYPERLINK(\"http://evil.test\")|张伟|013800138000|未计入|同事在跟进|刘志强|2026-09-13|2026-09-14 21:03|名单.xlsx · Sheet1|3|m8727f0c1d2e3f405");
	assert_string_equal(row_text(sheet_of(&file, "账本"), 1),
	                    "1|陈平娜|2026-09-15|客户资料缺额|100 − 87 = 13；13 × 2.00元|26.00|13|市场部业务制度 一（一）|已登记|||lead_shortfall.rep01.2026-09-15|m8727f0c1d2e3f405");
	assert_string_equal(row_text(sheet_of(&file, "任务"), 1), "陈平娜|客户资料|2026-09-15|2026-09-14 23:59|100|87|未达标|m8727f0c1d2e3f405");
	assert_string_equal(row_text(sheet_of(&file, "各人"), 2), "刘志强|3|110|100|0|1|1|1|0.00|0");
	assert_string_equal(row_text(sheet_of(&file, "来信"), 1), "2026-09-14 21:03|陈平娜|rep01@corp.test|客户资料|客户资料|计入||m8727f0c1d2e3f405");
	const struct sheet *duties = sheet_of(&file, "任务"); /* whose copy it is stands below each */
	assert_non_null(strstr(row_text(duties, duties->rows_count - 1), "导出给：王总　2026-09-15　编号 "));
	assert_string_equal(row_text(leads, leads->rows_count - 1), row_text(duties, duties->rows_count - 1));
	const char *package = arena_strndup(arena, (const char *)b.bytes.data, b.bytes.size);
	assert_null(strstr(package, "<f>"));
}

/* What does not fit is left out, and the letter says so. */
static void book_within_its_size(void **state)
{
	(void)state;
	struct digest_in in = with_leads(DIGEST_BOOK_LEADS);
	uint64_t r = 1;
	for (size_t i = 0; i < in.leads_count; i++) { /* what squeezing can't help */
		char *noise = arena_alloc(arena, 601);
		for (int k = 0; k < 600; k++)
			noise[k] = (char)('a' + (r = r * 6364136223846793005u + 1442695040888963407u) / (1ull << 33) % 26);
		in.leads[i].company = noise;
	}
	in.leads_lack = DIGEST_REFUSED;
	in.book = compose_digest_book(arena, &in);
	assert_int_equal(in.book.leads, DIGEST_SOME);
	assert_true(in.book.bytes.size > 0 && in.book.bytes.size <= DIGEST_BOOK_BYTES);
	struct letter l = compose_digest(arena, &in);
	assert_non_null(strstr(text_part(&l), "部分名单行（全部名单太长）"));
	in.book.leads = DIGEST_REFUSED;
	l = compose_digest(arena, &in);
	assert_non_null(strstr(text_part(&l), "未计入的名单行（全部名单太长）"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_come_first),  cmocka_unit_test(what_is_nothing), cmocka_unit_test(a_large_office),    cmocka_unit_test(picture_is_inline),
		cmocka_unit_test(chart_of_trend),    cmocka_unit_test(trend_of_few_days), cmocka_unit_test(book_holds_it_all), cmocka_unit_test(book_within_its_size),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
