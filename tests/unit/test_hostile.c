/* What somebody else wrote acts nowhere: every sample letter once more with each text in it, that comes from a mail, a form or the roster, replaced by something hostile.
 * The letter then has the same shape as before, tag by tag, line by line and header by header; nothing that was written is markup, a link, a
 * header, a direction or a control character in it. The linker puts the spoilers between the samples and compose (--wrap). */
#include "golden_letters.h"
#include "parsers/table.h"

/* %u keeps apart what was apart, so that rows group as before. */
static const char *const HOSTILE[] = {
	"<script>alert(%u)</script>", "\"'><td bgcolor=x style=y>%u</td></tr></table><b>&amp;&#60;", "%u{{company}}{{{code}}}{{>layout}}{{#rows}}{{/x}}",
	"%u\r\nBcc: victim@evil.test\r\n\r\nbody", "%u\nSubject: other\n.\n\nQUIT", "\xE2\x80\xAE%u\xE2\x80\xAE" "gnp.exe\xE2\x80\xAC\xE2\x81\xA6", "z\xE2\x80\x8B%u\xE2\x80\x8D\xEF\xBB\xBFz\xC2\xAD",
	"%u\x01\x02\x1B[2J\x07\x7F\xC2\x85\t\v\f|", "=%u+cmd|' /C calc'!A0", "@SUM(%u)", "+%u", "-%u", "%u https://evil.test/%%00 www.evil.test mailto:x@evil.test",
	"%u\xF0\x9F\x98\x80\xF0\xA0\xAE\xB7\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", "%u\xED\xA0\x80\xED\xB0\x80\xFF\xFE\xC0\xAF\xF8\x88\x80", "%u=?utf-8?B?QmNjOiB4?= =?x?q?=0D=0A?=", "%u]]> --> <!-- <![CDATA[",
	"%u 9月15日 同意 [7KQ4-9M2X] 免除 全部同意", NULL /* 5,000 characters */,
};
enum { FORMS = sizeof HOSTILE / sizeof *HOSTILE, LONG = 5000 };

static const char *form; /* NULL: the letters as they are */
static bool is_long;

static const char *spoilt(const char *text)
{
	unsigned n = 0;
	if (!text || !*text || !form)
		return text;
	for (const char *p = text; *p; p++)
		n = (n * 31 + (unsigned char)*p) % 9973;
	if (!is_long) { /* as whatever comes in is cleaned (text.h) */
		const char *s = arena_printf(arena, form, n);
		return text_clean(arena, s, strlen(s));
	}
	struct buf b = {0};
	buf_printf(&b, "%u", n);
	for (int i = 0; i < LONG; i++)
		buf_adds(&b, i % 7 ? "长" : "x");
	const char *s = arena_strndup(arena, b.data, b.size);
	buf_release(&b);
	return s;
}

#define SPOIL(field) ((field) = spoilt(field))
#define OWN(list, count) ((list) = (count) ? arena_memdup(arena, list, (count) * sizeof *(list)) : (list))
#define EACH(i, list, count) for (size_t i = ((void)OWN(list, count), 0); i < (count); i++)

static void spoil_head(struct letter_head *h)
{
	struct office *o = arena_memdup(arena, h->office, sizeof *o);
	SPOIL(o->company);
	SPOIL(o->from_name);
	EACH(i, o->staff, o->staff_count)
		SPOIL(o->staff[i].name);
	h->office = o;
	SPOIL(h->to_name);
	SPOIL(h->in_reply_to);
	struct address *reply_to = h->reply_to_count ? arena_memdup(arena, h->reply_to, h->reply_to_count * sizeof *reply_to) : NULL;
	for (size_t i = 0; i < h->reply_to_count; i++)
		SPOIL(reply_to[i].name);
	h->reply_to = reply_to;
	EACH(i, h->references, h->references_count)
		SPOIL(h->references[i]);
}

static struct standing *spoil_standing(struct standing *list, size_t count)
{
	EACH(i, list, count)
		SPOIL(list[i].title);
	return list;
}

static struct unread_part *spoil_unread(struct unread_part *list, size_t count)
{
	EACH(i, list, count) {
		SPOIL(list[i].file_name);
		SPOIL(list[i].detail);
	}
	return list;
}

static const struct unknown_table *spoil_unknown(const struct unknown_table *t)
{
	if (!t)
		return NULL;
	struct unknown_table *own = arena_memdup(arena, t, sizeof *own);
	SPOIL(own->sheet_label);
	EACH(i, own->columns, own->columns_count) {
		SPOIL(own->columns[i].title);
		for (size_t k = 0; k < own->columns[i].first_count; k++)
			SPOIL(own->columns[i].first[k]);
	}
	return own;
}

static struct notice_entry *spoil_entries(struct notice_entry *list, size_t count)
{
	EACH(i, list, count) {
		struct notice_entry *e = &list[i];
		SPOIL(e->title);
		SPOIL(e->clause);
		SPOIL(e->why);
		SPOIL(e->more_title);
		SPOIL(e->why_proposed);
		SPOIL(e->name);
		SPOIL(e->reason);
		EACH(k, e->uncounted, e->uncounted_count)
			SPOIL(e->uncounted[k].why);
		e->parts = spoil_standing(e->parts, e->parts_count);
	}
	return list;
}

static void spoil_slip(struct slip_in *in)
{
	struct slip_line **lists[] = {&in->fields, &in->papers, &in->missing};
	size_t counts[] = {in->fields_count, in->papers_count, in->missing_count};
	for (size_t l = 0; l < 3; l++)
		EACH(i, *lists[l], counts[l]) {
			SPOIL((*lists[l])[i].title);
			SPOIL((*lists[l])[i].value);
		}
	EACH(i, in->flags, in->flags_count) {
		const char *colon = strchr(in->flags[i], ':');
		in->flags[i] = colon && form ? arena_printf(arena, "%.*s%s", (int)(colon + 1 - in->flags[i]), in->flags[i], spoilt(colon + 1)) : spoilt(in->flags[i]);
	}
	EACH(i, in->people, in->people_count)
		SPOIL(in->people[i]);
	SPOIL(in->form);
	SPOIL(in->clause);
	SPOIL(in->name);
	SPOIL(in->done);
	SPOIL(in->due);
	SPOIL(in->by);
	SPOIL(in->reason);
	SPOIL(in->waiting);
	SPOIL(in->number);
	SPOIL(in->mail_subject);
}

static struct slip_row_line *spoil_rows(struct slip_row_line *list, size_t count)
{
	EACH(i, list, count) {
		SPOIL(list[i].table);
		SPOIL(list[i].text);
		SPOIL(list[i].flag);
		EACH(k, list[i].missing, list[i].missing_count) {
			SPOIL(list[i].missing[k].title);
			SPOIL(list[i].missing[k].value);
		}
	}
	return list;
}

static struct digest_line *spoil_lines(struct digest_line *list, size_t count)
{
	EACH(i, list, count)
		SPOIL(list[i].text);
	return list;
}

static struct report_row *spoil_cells(struct report_row *rows, size_t count)
{
	EACH(i, rows, count)
		EACH(k, rows[i].cells, rows[i].cells_count)
			if (rows[i].cells[k].kind == CELL_TEXT)
				SPOIL(rows[i].cells[k].text);
	return rows;
}

/* ---- between the samples and compose */

#define WRAP(name, type) \
	struct letter __real_##name(struct arena *a, const type *in); \
	struct letter __wrap_##name(struct arena *a, const type *in); \
	static void spoil_##name(type *in); \
	struct letter __wrap_##name(struct arena *a, const type *in) \
	{ \
		type own = *in; \
		spoil_head(&own.head); \
		spoil_##name(&own); \
		return __real_##name(a, &own); \
	} \
	static void spoil_##name(type *in)

WRAP(compose_receipt, struct receipt_in)
{
	SPOIL(in->subject);
	SPOIL(in->answered_by);
	EACH(i, in->tables, in->tables_count) {
		struct receipt_table *t = &in->tables[i];
		SPOIL(t->label);
		EACH(k, t->refused, t->refused_count) {
			SPOIL(t->refused[k].company);
			SPOIL(t->refused[k].person);
			SPOIL(t->refused[k].phone);
			SPOIL(t->refused[k].other_name);
		}
	}
	in->unread = spoil_unread(in->unread, in->unread_count);
	in->standing = spoil_standing(in->standing, in->standing_count);
	in->table = spoil_unknown(in->table);
}

WRAP(compose_return, struct return_in)
{
	SPOIL(in->subject);
	in->unread = spoil_unread(in->unread, in->unread_count);
	in->standing = spoil_standing(in->standing, in->standing_count);
	in->table = spoil_unknown(in->table);
	EACH(i, in->faults, in->faults_count)
		SPOIL(in->faults[i]);
}

static void spoil_notice(struct notice_in *in)
{
	in->entries = spoil_entries(in->entries, in->entries_count);
	in->reminders = spoil_standing(in->reminders, in->reminders_count);
	EACH(i, in->makeups, in->makeups_count) {
		SPOIL(in->makeups[i].title);
		SPOIL(in->makeups[i].clause);
		SPOIL(in->makeups[i].list.title);
	}
}

WRAP(compose_notice, struct notice_in)
{
	spoil_notice(in);
}

WRAP(compose_confirm, struct notice_in)
{
	spoil_notice(in);
}

WRAP(compose_forward, struct forward_in)
{
	SPOIL(in->subject);
	SPOIL(in->name);
}

WRAP(compose_slip_rows, struct slip_rows_in)
{
	SPOIL(in->form);
	SPOIL(in->clause);
	SPOIL(in->mail_subject);
	SPOIL(in->name);
	in->rows = spoil_rows(in->rows, in->rows_count);
	in->faults = spoil_rows(in->faults, in->faults_count);
}

WRAP(compose_ask, struct ask_in)
{
	SPOIL(in->name);
	SPOIL(in->reason);
	SPOIL(in->what);
	EACH(i, in->lines, in->lines_count)
		SPOIL(in->lines[i]);
	in->entries = spoil_entries(in->entries, in->entries_count);
}

WRAP(compose_told, struct told_in)
{
	SPOIL(in->mail_subject);
	SPOIL(in->name);
	SPOIL(in->what);
	SPOIL(in->reason);
	EACH(i, in->lines, in->lines_count)
		SPOIL(in->lines[i]);
	in->entries = spoil_entries(in->entries, in->entries_count);
}

WRAP(compose_bundle, struct bundle_in)
{
	SPOIL(in->title);
	SPOIL(in->report);
	SPOIL(in->clause);
	SPOIL(in->by);
	SPOIL(in->words);
	EACH(i, in->mails, in->mails_count) {
		SPOIL(in->mails[i].name);
		SPOIL(in->mails[i].subject);
	}
	EACH(i, in->missing, in->missing_count)
		SPOIL(in->missing[i]);
}

WRAP(compose_report, struct report_in)
{
	SPOIL(in->title);
	SPOIL(in->clause);
	SPOIL(in->note);
	SPOIL(in->whose);
	SPOIL(in->event.title);
	SPOIL(in->event.place);
	EACH(i, in->parts, in->parts_count)
		spoil_compose_report(&in->parts[i]);
	EACH(i, in->tables, in->tables_count) {
		SPOIL(in->tables[i].title);
		SPOIL(in->tables[i].note);
		EACH(k, in->tables[i].columns, in->tables[i].columns_count)
			SPOIL(in->tables[i].columns[k].title);
		in->tables[i].rows = spoil_cells(in->tables[i].rows, in->tables[i].rows_count);
	}
}

WRAP(compose_call_sheet, struct call_sheet_in)
{
	SPOIL(in->clause);
	EACH(i, in->lines, in->lines_count) {
		SPOIL(in->lines[i].company);
		SPOIL(in->lines[i].person);
		SPOIL(in->lines[i].phone);
		SPOIL(in->lines[i].business);
		SPOIL(in->lines[i].more);
	}
}

WRAP(compose_digest, struct digest_in)
{
	SPOIL(in->stopped);
	EACH(i, in->people, in->people_count) {
		SPOIL(in->people[i].name);
		in->people[i].duties = spoil_standing(in->people[i].duties, in->people[i].duties_count);
	}
	in->settled = spoil_standing(in->settled, in->settled_count);
	EACH(i, in->settled_names, in->settled_count)
		SPOIL(in->settled_names[i]);
	in->entries = spoil_entries(in->entries, in->entries_count);
	EACH(i, in->entry_names, in->entries_count)
		SPOIL(in->entry_names[i]);
	in->makeups = spoil_lines(in->makeups, in->makeups_count);
	in->conflicts = spoil_lines(in->conflicts, in->conflicts_count);
	in->problems = spoil_lines(in->problems, in->problems_count);
	in->would_send = spoil_lines(in->would_send, in->would_send_count);
	EACH(i, in->items, in->items_count) {
		SPOIL(in->items[i].name);
		SPOIL(in->items[i].other);
		SPOIL(in->items[i].what);
		SPOIL(in->items[i].detail);
	}
	EACH(i, in->folders, in->folders_count) {
		SPOIL(in->folders[i].mailbox);
		SPOIL(in->folders[i].folder);
	}
}

struct letter __real_compose_slip(struct arena *a, enum letter_kind kind, const struct slip_in *in);
struct letter __wrap_compose_slip(struct arena *a, enum letter_kind kind, const struct slip_in *in);
struct letter __wrap_compose_slip(struct arena *a, enum letter_kind kind, const struct slip_in *in)
{
	struct slip_in own = *in;
	spoil_head(&own.head);
	spoil_slip(&own);
	return __real_compose_slip(a, kind, &own);
}

struct letter __real_compose_slip_list(struct arena *a, enum letter_kind kind, const struct slip_list_in *in);
struct letter __wrap_compose_slip_list(struct arena *a, enum letter_kind kind, const struct slip_list_in *in);
struct letter __wrap_compose_slip_list(struct arena *a, enum letter_kind kind, const struct slip_list_in *in)
{
	struct slip_list_in own = *in;
	spoil_head(&own.head);
	EACH(i, own.items, own.items_count)
		spoil_slip(&own.items[i]);
	return __real_compose_slip_list(a, kind, &own);
}

struct letter __real_compose_alarm(struct arena *a, const struct alarm_in *in);
struct letter __wrap_compose_alarm(struct arena *a, const struct alarm_in *in);
struct letter __wrap_compose_alarm(struct arena *a, const struct alarm_in *in)
{
	struct alarm_in own = *in;
	struct alarm_span spans[4];
	spoil_head(&own.head);
	own.about = own.about ? spoilt(own.about) : NULL;
	for (size_t i = 0; i < own.meanwhile_count; i++) {
		spans[i] = own.meanwhile[i];
		spans[i].about = spans[i].about ? spoilt(spans[i].about) : NULL;
	}
	own.meanwhile = spans;
	return __real_compose_alarm(a, &own);
}

/* ---- the shape of a letter */

/* Its tags, with all that stands in them; but whether a cell may break, which its length decides. */
static const char *tags(const char *html)
{
	struct buf out = {0};
	for (const char *p = html; (p = strchr(p, '<')); p++) {
		size_t n = strcspn(p, ">");
		const char *tag = arena_strndup(arena, p, n), *nowrap = strstr(tag, " nowrap=\"nowrap\"");
		buf_add(&out, tag, nowrap ? (size_t)(nowrap - tag) : n);
		buf_adds(&out, nowrap ? nowrap + strlen(" nowrap=\"nowrap\"") : "");
		buf_addc(&out, '\n');
	}
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

/* The names of its headers and of those of its parts, and where lines begin with two hyphens. (What is no Message-ID is not cited.) */
static const char *frame_of(const struct letter *l)
{
	struct buf out = {0};
	const char *bytes = arena_strndup(arena, (const char *)l->bytes.data, l->bytes.size);
	for (const char *p = bytes, *end; *p; p = end) {
		size_t colon = strcspn(p, ": \r");
		end = p + strcspn(p, "\n");
		end += *end == '\n';
		if (strncmp(p, "In-Reply-To:", 12) == 0 || strncmp(p, "References:", 11) == 0)
			continue;
		if (p[colon] == ':' || strncmp(p, "--", 2) == 0)
			buf_printf(&out, "%.*s\n", (int)(p[colon] == ':' ? colon : (size_t)(end - p)), p);
	}
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

/* Well-formed UTF-8 without control characters, marks of direction and what nobody sees. */
static void assert_inert(const char *text)
{
	assert_true(text_is_utf8(text, strlen(text)));
	for (const char *p = text, *start = p; *p; start = p) {
		uint32_t c = text_next(&p);
		if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
		    (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE)
			fail_msg("U+%04X in: %.80s", c, start);
	}
}

/* The names of an event's properties. */
static const char *properties(const char *ics)
{
	struct buf out = {0};
	for (const char *p = ics; *p; p += strcspn(p, "\n"), p += *p == '\n')
		if (*p != ' ') /* a folded line goes on */
			buf_printf(&out, "%.*s\n", (int)strcspn(p, ":;\n"), p);
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

/* A workbook with as many sheets, rows and cells; no cell is more than a text (test_workbook.c), none is lost to what stands in another. */
static const char *cells(const struct letter *l)
{
	struct table_file file;
	const char *detail;
	struct buf out = {0};
	assert_int_equal(table_read(arena, file_of(l, ".xlsx"), "x.xlsx", &file, &detail), TABLE_OK);
	for (size_t i = 0; i < file.sheets_count; i++)
		for (size_t r = 0; r < file.sheets[i].rows_count; r++)
			buf_printf(&out, "%zu.%zu: %zu\n", i, r, file.sheets[i].rows[r].cell_count);
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

static void assert_files(const char *name, const struct letter *was, const struct letter *is)
{
	const char *bytes = arena_strndup(arena, (const char *)is->bytes.data, is->bytes.size);
	if (strstr(bytes, "text/calendar")) {
		const char *ics = part_of(is, "text/calendar");
		assert_string_equal(properties(part_of(was, "text/calendar")), properties(ics));
		assert_inert(ics);
	}
	if (strstr(bytes, ".xlsx\"") && strcmp(cells(was), cells(is)) != 0)
		fail_msg("%s with %s: another workbook:\n%s", name, is_long ? "a long text" : form, cells(is));
}

static void assert_same_shape(const char *name, const struct letter *was, const struct letter *is)
{
	const char *html = html_part(is), *text = text_part(is);
	if (strcmp(tags(html_part(was)), tags(html)) != 0)
		fail_msg("%s with %s: another shape:\n%s", name, is_long ? "a long text" : form, html);
	if (occurrences(text_part(was), "\n") != occurrences(text, "\n"))
		fail_msg("%s with %s: other lines:\n%s", name, is_long ? "a long text" : form, text);
	if (strcmp(frame_of(was), frame_of(is)) != 0)
		fail_msg("%s with %s: other headers:\n%s\nnot\n%s", name, is_long ? "a long text" : form, frame_of(is), frame_of(was));
	for (size_t i = 0; i < is->bytes.size; i++)
		assert_true(is->bytes.data[i] < 0x7F);
	assert_true(text_count(is->subject) <= 60 + 12);
	assert_true(strlen(html) <= COMPOSE_MAX_BODY);
	assert_inert(text);
	assert_inert(html);
	assert_inert(is->subject);
	const char *said[] = {text, html, is->subject};
	for (size_t i = 0; i < 3; i++) {
		assert_null(strstr(said[i], "://evil"));
		assert_null(strstr(said[i], "www.evil"));
	}
	/* a text that no spoiler knows shows by its name */
	static const char *const names[] = {"陈平娜", "刘志强", "李总监", "王总", "周雨", "张志远", "有限公司", "客户资料0915", "低于成本", "企业邮箱", "碰头会", "9月15日客户资料及"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strstr(text, names[i]))
			fail_msg("%s: %s is as it was:\n%s", name, names[i], text);
	if (strstr(form, "{{company}}"))
		assert_non_null(strstr(text, "{{company}}"));
	assert_files(name, was, is);
}

static void test_each(void **state)
{
	const struct sample *s;
	(void)state;
	for (int f = 0; f < FORMS; f++)
		for (size_t i = 0; (s = sample_at(i)); i++) {
			form = NULL;
			struct letter was = sample_letter(sampler(), s);
			form = HOSTILE[f] ? HOSTILE[f] : "%u";
			is_long = !HOSTILE[f];
			struct letter is = sample_letter(sampler(), s);
			assert_same_shape(s->name, &was, &is);
			form = NULL;
			is_long = false;
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
