/* Reading mails: the golden mails of tests/golden/mail (made by make.py there), limits, and what must not depend on the transport. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "address.h"
#include "base/text.h"
#include "headers.h"
#include "mime.h"
#include "reader.h"
#include "words.h"

#define GOLDEN "tests/golden/mail"

static struct arena *a;

static int setup(void **state)
{
	(void)state;
	text_open_converters();
	assert_int_equal(table_prepare(&(struct err){0}), 0);
	assert_int_equal(headers_open(&(struct err){0}), 0);
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct mail read_mail(const void *data, size_t size)
{
	struct mail m;
	mime_read(a, arena_memdup(a, data, size), size, &m);
	return m;
}

static struct mail read_text(const char *raw)
{
	return read_mail(raw, strlen(raw));
}

/* ---- golden mails ---- */

static void dump_text(struct buf *b, const char *name, const char *text)
{
	if (!text)
		return;
	buf_printf(b, "%s: ", name);
	for (; *text; text++)
		if (*text == '\n')
			buf_adds(b, "\n  | ");
		else if (*text == '\r')
			buf_adds(b, "\\r");
		else if (*text == '\t')
			buf_adds(b, "\\t");
		else
			buf_addc(b, *text);
	buf_addc(b, '\n');
}

static void dump_people(struct buf *b, const char *name, const struct address *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s: %s <%s>\n", name, list[i].name, list[i].addr);
}

static void dump_part(struct buf *b, const struct part *p)
{
	static const char *const sources[] = {"attachment", "body", "quoted", "nested"};
	buf_printf(b, "part: %s '%s' %s", sources[p->source], p->file_name, table_status_names[p->status]);
	if (p->status == TABLE_NOT_A_TABLE)
		buf_printf(b, " (%s)", p->detail);
	buf_addc(b, '\n');
	dump_text(b, "  in", p->nested_subject);
	for (size_t s = 0; s < p->file.sheets_count; s++)
		for (size_t r = 0; r < p->file.sheets[s].rows_count; r++) {
			const struct table_row *row = &p->file.sheets[s].rows[r];
			buf_printf(b, "  %zu.%d", s, row->number);
			for (size_t c = 0; c < row->cell_count; c++)
				buf_printf(b, " [%s]", row->cells[c].text);
			buf_addc(b, '\n');
		}
}

static void dump(struct buf *b, const struct mail *m)
{
	char hex[17];
	dump_text(b, "message-id", m->message_id);
	if (*m->original_id)
		dump_text(b, "original-id", m->original_id);
	for (size_t i = 0; i < m->references_count; i++)
		dump_text(b, "reference", m->references[i]);
	dump_people(b, "from", m->from, m->from_count);
	dump_people(b, "to", m->to, m->to_count);
	dump_people(b, "cc", m->cc, m->cc_count);
	dump_text(b, "subject", m->subject);
	dump_text(b, "return-path", m->return_path);
	dump_text(b, "auto-submitted", m->auto_submitted);
	dump_text(b, "precedence", m->precedence);
	dump_text(b, "list-id", m->list_id);
	dump_text(b, "auto-response-suppress", m->auto_response_suppress);
	buf_printf(b, "%s%s", m->autoreply_header ? "autoreply\n" : "", m->report ? "report\n" : "");
	dump_text(b, "letter-token", m->letter_token);
	dump_text(b, "auth-results", m->auth_results);
	if (*m->mailer)
		dump_text(b, "mailer", m->mailer);
	if (m->date != INT64_MIN)
		buf_printf(b, "date: %lld\n", (long long)m->date);
	dump_text(b, "text", m->text);
	dump_text(b, "quoted", m->quoted);
	dump_text(b, "huge-link", m->huge_link);
	dump_text(b, "fault", m->fault);
	digest_hex(&m->content, 8, hex);
	buf_printf(b, "content: %s\n", hex);
	for (size_t i = 0; i < m->parts_count; i++)
		dump_part(b, &m->parts[i]);
}

static bool read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	size_t n;
	if (!f)
		return false;
	while ((n = fread(buf_space(out, 65536), 1, 65536, f)) > 0)
		out->size += n;
	buf_adds(out, "");
	fclose(f);
	return true;
}

static void write_file(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(b->data, 1, b->size, f), b->size);
	fclose(f);
}

/* The mail survives the frames between the processes unchanged: its frame, read and put again, has the same bytes. */
static void check_frame(const struct mail *m)
{
	struct buf once = {0}, twice = {0};
	struct mail copy;
	mail_put(&once, m);
	struct frame f = {.kind = 1, .at = (const uint8_t *)once.data, .end = (const uint8_t *)once.data + once.size};
	mail_get(&f, a, &copy);
	assert_true(frame_ok(&f));
	mail_put(&twice, &copy);
	assert_int_equal(once.size, twice.size);
	assert_memory_equal(once.data, twice.data, once.size);
	buf_release(&once);
	buf_release(&twice);
}

static int check_golden(const char *name)
{
	char path[512];
	struct buf raw = {0}, have = {0}, want = {0};
	snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
	assert_true(read_file(path, &raw));
	struct mail m = read_mail(raw.data, raw.size);
	dump(&have, &m);
	check_frame(&m);
	snprintf(path, sizeof path, "%s/%.*s.txt", GOLDEN, (int)strlen(name) - 4, name);
	if (getenv("LEADCLERK_WRITE_GOLDEN"))
		write_file(path, &have);
	bool there = read_file(path, &want);
	bool same = there && strcmp(have.data, want.data) == 0;
	if (!same)
		fprintf(stderr, "%s %s; now read as:\n%s", path, there ? "differs" : "is missing", have.data);
	buf_release(&raw);
	buf_release(&have);
	buf_release(&want);
	return same ? 0 : 1;
}

static int is_mail(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return n > 4 && strcmp(e->d_name + n - 4, ".eml") == 0;
}

static void golden_mails(void **state)
{
	struct dirent **list;
	int faults = 0, n = scandir(GOLDEN, &list, is_mail, alphasort);
	(void)state;
	assert_true(n > 40);
	for (int i = 0; i < n; i++) {
		faults += check_golden(list[i]->d_name);
		free(list[i]);
	}
	free(list);
	assert_int_equal(faults, 0);
}

/* ---- identity ---- */

static struct digest content_of(const char *headers, const char *body)
{
	return read_text(arena_printf(a, "%s%s", headers, body)).content;
}

static void same_content_other_transport(void **state)
{
	static const char plain[] = "Subject: =?utf-8?B?5a6i5oi3?=\r\nMessage-ID: <1@x>\r\nTo: a@x\r\n"
				    "Content-Type: text/plain; charset=utf-8\r\n\r\n客户 \r\nzwei\r\n";
	static const char base64[] = "Received: by x\r\nMessage-ID: <2@x>\r\nSubject: =?gb2312?Q?=BF=CD=BB=A7?=\r\nCc: b@x\r\n"
				     "Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nv827pwp6d2VpCg==\r\n";
	struct digest one = content_of(plain, ""), two = content_of(base64, "");
	struct digest other = content_of("Subject: =?utf-8?B?5a6i5oi3?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", "客户\r\ndrei\r\n");
	struct digest subject = content_of("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", "客户 \r\nzwei\r\n");
	(void)state;
	assert_memory_equal(one.b, two.b, DIGEST_SIZE);
	assert_memory_not_equal(one.b, other.b, DIGEST_SIZE);
	assert_memory_not_equal(one.b, subject.b, DIGEST_SIZE);
}

#define WITH_FILE "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n"

static void file_is_content(void **state)
{
	struct digest raw = content_of(WITH_FILE, "Content-Type: text/csv; name=a.csv\r\n\r\na,b\r\n1,2\r\n--b--\r\n");
	struct digest lf = content_of(WITH_FILE, "Content-Type: text/csv; name=a.csv\r\n\r\na,b\n1,2\r\n--b--\r\n");
	struct digest coded = content_of(WITH_FILE, "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''a.csv\r\n"
						    "Content-Transfer-Encoding: base64\r\n\r\nYSxiDQoxLDI=\r\n--b--\r\n");
	struct digest name = content_of(WITH_FILE, "Content-Type: text/csv; name=b.csv\r\n\r\na,b\r\n1,2\r\n--b--\r\n");
	struct digest bytes = content_of(WITH_FILE, "Content-Type: text/csv; name=a.csv\r\n\r\na,b\r\n1,3\r\n--b--\r\n");
	(void)state;
	assert_memory_equal(raw.b, lf.b, DIGEST_SIZE);
	assert_memory_equal(raw.b, coded.b, DIGEST_SIZE);
	assert_memory_not_equal(raw.b, name.b, DIGEST_SIZE);
	assert_memory_not_equal(raw.b, bytes.b, DIGEST_SIZE);
}

/* ---- faults.md section VI ---- */

/* head, then `unit` many times, then tail: must be read within the reader's deadline, sanitized and on a busy machine too; what is quadratic takes
 * hours. Returns the mail. */
static struct mail flood(const char *head, const char *unit, int times, const char *tail)
{
	struct buf b = {0};
	buf_adds(&b, head);
	for (int i = 0; i < times; i++)
		buf_adds(&b, unit);
	buf_adds(&b, tail);
	clock_t start = clock();
	struct mail m = read_mail(b.data, b.size);
	double took = (double)(clock() - start) / CLOCKS_PER_SEC;
	if (took > READER_SECONDS)
		fail_msg("%.1f s for %zu bytes: %.40s + %d x %.40s", took, b.size, head, times, unit);
	if (getenv("LEADCLERK_SHOW_TIMES"))
		fprintf(stderr, "%6.2f s %zu bytes %.60s + %.60s\n", took, b.size, head, unit);
	buf_release(&b);
	check_frame(&m);
	return m;
}

static void floods(void **state)
{
	(void)state;
	assert_non_null(flood("", "Content-Type: message/rfc822\r\n\r\n", 100000, "").fault);
	flood("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 20000, "x");
	assert_non_null(flood("Content-Type: multipart/mixed; boundary=b\r\n\r\n", "--b\r\n\r\nx\r\n", 100000, "").fault);
	flood("From: ", "(", 200000, " a@x\r\n\r\nx");
	flood("From: ", "a:", 200000, "\r\n\r\nx");
	flood("From: ", "<", 200000, "\r\n\r\nx");
	flood("From: ", "\"", 200001, "\r\n\r\nx");
	flood("From: ", "a,", 200000, "\r\n\r\nx");
	flood("From: \"", "\\", 200000, "\r\n\r\nx");
	assert_non_null(flood("To: ", "a@x, ", 50000, "\r\n\r\nx").fault);
	assert_non_null(flood("", "X: y\r\n", 200000, "\r\nx").fault);
	flood("Subject: ", "=?utf-8?B?", 200000, "\r\n\r\nx");
	flood("Subject: ", "=?utf-8?B?5a6i?= ", 200000, "\r\n\r\nx");
	flood("References: ", "<a@x> <b@x> ", 100000, "\r\n\r\nx");
	flood("Date: ", "(", 200000, "\r\n\r\nx");
	flood("Content-Type: text/plain", "; a=b", 10000, "\r\n\r\nx");
	flood("Content-Type: text/plain", ";\r\n name*0*=utf-8''x", 10000, "\r\n\r\nx");
	flood("Content-Type: multipart/mixed; boundary=", "b", 1000, "\r\n\r\nx");
}

static void floods_in_attached_mails(void **state)
{
	static const char nested[] = "Content-Type: message/rfc822\r\n\r\nFrom: ";
	(void)state;
	flood(nested, "a:", 200000, "\r\n\r\nx");
	flood(nested, "(", 200000, "\r\n\r\nx");
	flood("Content-Type: message/rfc822\r\n\r\nResent-To: ", "a:\r\n ", 30000, "\r\n\r\nx");
	flood("Content-Type: message/rfc822\r\n\r\nTO : ", "a:\r\n ", 30000, "\r\n\r\nx");
	flood("Content-Type: message/rfc822\r\n\r\nSubject: ", "=?utf-8?B?", 200000, "\r\n\r\nx");
	flood("Content-Type: message/rfc822\r\n\r\nContent-Type: ", "(", 200000, "\r\n\r\nx");
}

static void floods_of_objects(void **state)
{
	static const char parts[] = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
	(void)state;
	assert_non_null(flood(parts, "--b\r\n\r\nx\r\n", 3000000, "").fault);
	assert_non_null(flood("Content-Type: message/rfc822\r\n\r\n", "X: y\r\n", 1000000, "\r\nx").fault);
	assert_non_null(flood("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", "X: y\r\n", 1000000, "\r\nx\r\n--b--").fault);
	/* what an honest mail may have stays whole */
	struct mail m = flood("\r\n", "-- x\r\nkey: value\r\n", 10000, "end");
	assert_null(m.fault);
	assert_string_equal(m.text + strlen(m.text) - 3, "end");
}

static void add_base64(struct buf *out, const struct buf *in)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i + 3 <= in->size; i += 3) {
		unsigned n = (unsigned)(uint8_t)in->data[i] << 16 | (unsigned)(uint8_t)in->data[i + 1] << 8 | (uint8_t)in->data[i + 2];
		for (int shift = 18; shift >= 0; shift -= 6)
			buf_addc(out, digits[n >> shift & 63]);
		if (i % 54 == 51)
			buf_adds(out, "\r\n");
	}
}

/* Five winmail.dat of 400 files each. */
static void floods_of_wrapped_files(void **state)
{
	static const char rendering[] = "\2\2\x90\6\0\0\0\0\0\0\0", data[] = "\2\x0F\x80\6\0\3\0\0\0" "a,b" "\0\0";
	static const char head[] = "--b\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n";
	struct buf wrapped = {0}, body = {0};
	struct mail m;
	(void)state;
	buf_add(&wrapped, "\x78\x9F\x3E\x22\1\0", 6);
	for (int i = 0; i < 400; i++) {
		buf_add(&wrapped, rendering, sizeof rendering - 1);
		buf_add(&wrapped, data, sizeof data - 1);
	}
	buf_add(&wrapped, "\0\0", wrapped.size % 3 ? 3 - wrapped.size % 3 : 0);
	buf_adds(&body, "Content-Type: multipart/mixed; boundary=b\r\n\r\n");
	for (int i = 0; i < 5; i++) {
		buf_adds(&body, head);
		add_base64(&body, &wrapped);
		buf_adds(&body, "\r\n");
	}
	buf_adds(&body, "--b--\r\n");
	mime_read(a, (uint8_t *)body.data, body.size, &m);
	assert_int_equal(m.parts_count, MAIL_MAX_PARTS);
	assert_string_equal(m.fault, "邮件部分过多, 没有读完");
	buf_release(&wrapped);
	buf_release(&body);
}

static void floods_in_bodies(void **state)
{
	static const char html[] = "Content-Type: text/html\r\n\r\n";
	(void)state;
	flood(html, "<a \"", 500000, "");
	flood(html, "<a href=\"", 500000, "");
	flood(html, "<style>", 500000, "");
	flood(html, "<!--", 500000, "");
	flood(html, "&amp", 500000, "");
	flood(html, "<div>", 500000, "x");
	flood(html, "<blockquote>\n&gt; x 发件人: ", 100000, "x");
	flood("\r\n", "发件人: x\r\n", 300000, "");
	flood("\r\n公司名称：东莞市甲乙五金有限公司\r\n", "备注: x\r\n", 19000, "");
	flood("\r\n公司名称：东莞市甲乙五金有限公司\r\n", "备注: x ", 19000, "");
	flood("\r\n", "意向客户：\r\n公司名称：东莞市甲乙五金有限公司\r\n电话：13800138000\r\n", 6000, "");
	flood("\r\n", "写道：\r\n", 300000, "");
	flood("\r\n", "-", 3000000, "\r\n原始邮件");
	flood("\r\n", "a\r\n", 1000000, "");
	struct mail m = flood("\r\n", "客户资料", 100000, "");
	assert_non_null(m.fault);
	assert_true(strlen(m.text) <= MAIL_MAX_TEXT && text_is_utf8(m.text, strlen(m.text)));
}

static void many_pictures_and_links(void **state)
{
	struct buf b = {0};
	(void)state;
	buf_adds(&b, "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n");
	for (int i = 0; i < 100000; i++)
		buf_adds(&b, "<img src=\"cid:aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">");
	flood(b.data, "\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <aaaaaaaaaaaaaaaaaaaaaaaaaab>\r\n\r\nx", 900, "\r\n--b--\r\n");
	buf_release(&b);
}

/* ---- words and addresses ---- */

static const char *decoded(const char *raw)
{
	return words_decode(a, (struct bytes){(const uint8_t *)raw, strlen(raw)});
}

static void header_words(void **state)
{
	(void)state;
	assert_string_equal(decoded(" plain "), "plain");
	assert_string_equal(decoded("=?gb2312?B?hrQ=?="), "喆");                                /* not in GB2312 */
	assert_string_equal(decoded("=?utf-8?B?5a6i?= =?utf-8?B?5oi3?="), "客户");
	assert_string_equal(decoded("=?utf-8?B?5a6i5o?=\r\n =?utf-8?B?i3?="), "客户");           /* cut inside the base64 itself */
	assert_string_equal(decoded("=?utf-8?B?5a6i5w==?= =?utf-8?B?i7w=?="), "客狼");           /* cut inside a character */
	assert_string_equal(decoded("=?UTF-8*zh?q?=E5=AE=A2_1?= (x)"), "客 1 (x)");
	assert_string_equal(decoded("=?utf-8?B?5a6i"), "=?utf-8?B?5a6i");                       /* no end: as it stands */
	assert_string_equal(decoded("=?utf-8?X?abc?="), "=?utf-8?X?abc?=");
	assert_string_equal(decoded("a=?utf-8?Q?b?=c"), "abc");
	assert_string_equal(decoded("=?utf-8?B?DQpCY2M6IHg=?="), "Bcc: x");                     /* a line break inside is no line break */
	assert_string_equal(decoded("=?iso-8859-1?B?v827p9fKwc8=?="), "客户资料");              /* GBK under a Latin label */
	assert_string_equal(decoded("=?iso-8859-1?Q?caf=E9?="), "café");
}

static const char *param(const char *value, const char *name)
{
	return words_param(a, (struct bytes){(const uint8_t *)value, strlen(value)}, name);
}

static void parameters(void **state)
{
	(void)state;
	assert_null(param("attachment", "filename"));
	assert_string_equal(param("attachment; filename=a b.csv ; x=y", "filename"), "a b.csv");
	assert_string_equal(param("attachment; filename=\"a\\\"b;c.csv\"", "filename"), "a\"b;c.csv");
	assert_string_equal(param("attachment; FileName*=UTF-8''%e5%ae%a2.csv; filename=x.csv", "filename"), "客.csv");
	assert_string_equal(param("a; filename*1=b; filename*0=a; filename*3=d", "filename"), "ab"); /* a hole ends it */
	assert_string_equal(param("a; filename*0*=gbk''%BF; filename*1*=%CD.csv", "filename"), "客.csv");
	assert_string_equal(param("a; filename*=broken", "filename"), "broken");
	assert_string_equal(param("a; filename*999999999999=x; filename=y", "filename"), "y");
	assert_string_equal(param("a; filename=100%25.csv", "filename"), "100%25.csv");             /* no name beyond ASCII: as it stands */
	assert_string_equal(param("text/plain; charset = \"GBK\"", "charset"), "GBK");
	assert_string_equal(words_file_name(a, "..\\..\\x/客户.xlsx"), "客户.xlsx");
	assert_string_equal(words_file_name(a, ".."), "");
}

static const char *canonical(const char *text)
{
	return address_canonical(a, text, strlen(text));
}

static void addresses(void **state)
{
	(void)state;
	assert_string_equal(canonical(" Wang.Wei@Corp.TEST "), "wang.wei@corp.test");
	assert_string_equal(canonical("\"wang\"@x"), "wang@x");
	assert_string_equal(canonical("@relay:w@x"), "w@x");
	assert_string_equal(canonical("a@b@c"), "");
	assert_string_equal(canonical("\"a@b\"@c"), "");
	assert_string_equal(canonical("\"a b\"@c"), "");
	assert_string_equal(canonical("a＠b"), "");
	assert_string_equal(canonical("a@b＠c"), "");
	assert_string_equal(canonical("a@"), "");
	assert_string_equal(canonical("@a"), "");
	assert_string_equal(canonical("\"\"@x"), "");
	assert_string_equal(canonical("a\x01@x"), "");
	assert_string_equal(canonical("a\xE2\x80\x8B@x"), ""); /* zero-width */
	assert_string_equal(canonical("a@x\r\nRCPT TO:<b@x>"), "");
	assert_string_equal(canonical("张三@公司.中国"), "张三@公司.中国");
}

static void dates(void **state)
{
	(void)state;
	assert_int_equal(read_text("Date: Thu, 5 Mar 2026 22:30:00 +0800 (CST)\r\n\r\n").date, 1772721000);
	assert_int_equal(read_text("Date: 5 Mar 26 14:30:00 -0000\r\n\r\n").date, 1772721000);
	assert_true(read_text("Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n\r\n").date == INT64_MIN);
	assert_true(read_text("Date: Thu, 1 Jan 9999 00:00:00 +0000\r\n\r\n").date == INT64_MIN);
	assert_true(read_text("Date: now\r\n\r\n").date == INT64_MIN);
	assert_true(read_text("\r\n").date == INT64_MIN);
}

static void lying_frames(void **state)
{
	struct mail m = read_text("From: a@x\r\nSubject: s\r\n\r\nx"), copy;
	struct buf b = {0};
	(void)state;
	mail_put(&b, &m);
	size_t older = b.size - 16; /* where an older store's envelope ends: before delivery_status and returned, none of which is here */
	for (size_t cut = 0; cut < b.size; cut++) {
		struct frame f = {.kind = 1, .at = (const uint8_t *)b.data, .end = (const uint8_t *)b.data + cut};
		mail_get(&f, a, &copy);
		assert_int_equal(frame_ok(&f), cut == older);
	}
	m.subject = "\xFF";
	buf_clear(&b);
	mail_put(&b, &m);
	struct frame f = {.kind = 1, .at = (const uint8_t *)b.data, .end = (const uint8_t *)b.data + b.size};
	mail_get(&f, a, &copy);
	assert_false(frame_ok(&f)); /* not UTF-8 */
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(golden_mails, setup, teardown),
		cmocka_unit_test_setup_teardown(same_content_other_transport, setup, teardown),
		cmocka_unit_test_setup_teardown(file_is_content, setup, teardown),
		cmocka_unit_test_setup_teardown(floods, setup, teardown),
		cmocka_unit_test_setup_teardown(floods_in_attached_mails, setup, teardown),
		cmocka_unit_test_setup_teardown(floods_of_objects, setup, teardown),
		cmocka_unit_test_setup_teardown(floods_of_wrapped_files, setup, teardown),
		cmocka_unit_test_setup_teardown(floods_in_bodies, setup, teardown),
		cmocka_unit_test_setup_teardown(many_pictures_and_links, setup, teardown),
		cmocka_unit_test_setup_teardown(header_words, setup, teardown),
		cmocka_unit_test_setup_teardown(parameters, setup, teardown),
		cmocka_unit_test_setup_teardown(addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(dates, setup, teardown),
		cmocka_unit_test_setup_teardown(lying_frames, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
