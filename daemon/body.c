#include "body.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "headers.h"
#include "layout.h"
#include "unhtml.h"

enum { SHOWN_MAX = 2000, LINK_MAX = 300 };

/* Services whose links stand for a file we can't read; the last is how providers announce one. */
static const char *const links[] = {
	"mail.qq.com/cgi-bin/ftnExs_download", "wx.mail.qq.com/ftn/download", "mail.qq.com/ftn/download", "fs.163.com/fs/display",
	"X-NETEASE-HUGE-ATTACHMENT", "mail.163.com/large-attachment-download", "docs.qq.com/", "kdocs.cn/", "shimo.im/",
	"drive.weixin.qq.com/", "alidocs.dingtalk.com/", "feishu.cn/sheets/", "feishu.cn/file/", "feishu.cn/base/", "feishu.cn/docx/",
	"feishu.cn/wiki/", "pan.baidu.com/s/", "cowtransfer.com/s/", "wenshushu.cn/f/", "share.weiyun.com/", "邮箱发来的超大附件",
};

static const char *data_of(const struct buf *b)
{
	return b->data ? b->data : "";
}

static bool is_blank_text(const char *s)
{
	uint32_t c;
	while ((c = text_next(&s)))
		if (!text_is_space(c))
			return false;
	return true;
}

void body_add(struct body *b, const char *text, bool html, bool alternative)
{
	struct buf *to = html ? &b->html : &b->plain;
	if (to->size)
		buf_adds(to, html ? "\n<br>\n" : "\n");
	for (const char *p = text; *p; p++) {
		if (!html && strncmp(p, "&nbsp;", 6) == 0) { /* QQ leaves them in its plain text */
			buf_addc(to, ' ');
			p += 5;
		} else if (*p != '\r') {
			buf_addc(to, *p);
		} else if (p[1] != '\n') {
			buf_addc(to, '\n');
		}
	}
	b->html_alone |= html && !alternative;
}

void body_release(struct body *b)
{
	buf_release(&b->plain);
	buf_release(&b->html);
}

void body_split(struct arena *a, struct body *b)
{
	b->plain_own = quote_own_words(a, data_of(&b->plain), &b->plain_rest);
	b->html_split = quote_split_html(a, data_of(&b->html));
	for (const char *p = data_of(&b->html); b->shown_count < SHOWN_MAX && (p = strstr(p, "cid:")); p += 4)
		ARENA_PUSH(a, b, shown) = p + 4;
	b->is_split = true;
}

bool body_shows(const struct body *b, const char *content_id)
{
	size_t n = strlen(content_id);
	for (size_t i = 0; n && i < b->shown_count; i++)
		if (strncmp(b->shown[i], content_id, n) == 0)
			return true;
	return false;
}

/* No row of more than two cells: a signature, or the labelled lines of leads laid out as a table. */
static bool is_narrow(const struct table_file *t)
{
	for (size_t i = 0; i < t->sheets_count; i++)
		for (size_t r = 0; r < t->sheets[i].rows_count; r++)
			if (t->sheets[i].rows[r].cell_count > 2)
				return false;
	return true;
}

/* Whether a list or a form may stand in one of them: two words of ours for columns or labels, or firms and phones in columns. Without them it is who signs, or a
 * layout. */
static bool may_list(struct arena *a, const struct table_file *t)
{
	enum { WORDS_MIN = 2, ROWS_MAX = 20 };
	struct layout l;
	for (size_t i = 0; i < t->sheets_count; i++) {
		const struct sheet *s = &t->sheets[i];
		size_t words = 0;
		for (size_t r = 0; r < s->rows_count && r < ROWS_MAX; r++)
			for (size_t c = 0; c < s->rows[r].cell_count && words < WORDS_MIN; c++)
				words += header_match(s->rows[r].cells[c].text).known;
		if (words >= WORDS_MIN || s->rows_count > ROWS_MAX || layout_guess(a, s, &l))
			return true;
	}
	return false;
}

/* Leads typed line by line: their labels are row 0. */
static bool is_typed(enum table_status status, const struct table_file *t)
{
	return status == TABLE_OK && t->sheets_count && t->sheets[0].rows_count && t->sheets[0].rows[0].number == 0;
}

/* Tables of one piece of the body; how many parts were added. Where its markup gives none that a list could stand in, its lines may. */
static size_t add_tables(struct arena *a, const char *html, const char *lines, struct part like, struct mail *m)
{
	struct table_file typed;
	const char *detail = "";
	like.detail = "";
	like.status = *html ? html_tables(a, html, &like.file, &like.detail) : TABLE_NOT_A_TABLE;
	bool wanted = like.status == TABLE_NOT_A_TABLE || (like.status == TABLE_OK && is_narrow(&like.file));
	bool beside = !wanted && like.status == TABLE_OK && !may_list(a, &like.file); /* typed lines over a card of three columns */
	enum table_status status = (wanted || beside) && *lines ? text_tables(a, lines, &typed, &detail) : TABLE_NOT_A_TABLE;
	if (beside ? is_typed(status, &typed) : status != TABLE_NOT_A_TABLE && (status != TABLE_OK || typed.sheets_count)) {
		like.file = typed;
		like.status = status;
		like.detail = detail;
	} else if (like.status == TABLE_OK && like.file.sheets_count && !text_beside(a, lines, &like.file)) {
		like.status = TABLE_TOO_LARGE;
	}
	if (like.status == TABLE_NOT_A_TABLE || (like.status == TABLE_OK && like.file.sheets_count == 0))
		return 0;
	ARENA_PUSH(a, m, parts) = like;
	return 1;
}

static bool has_markup_table(const char *html)
{
	for (const char *p = html; (p = strchr(p, '<')); p++)
		if (strncasecmp(p, "<table", 6) == 0)
			return true;
	return false;
}

/* The quoted lines without the > that programs put before each. */
static const char *without_marks(struct arena *a, const char *text)
{
	struct buf out = {0};
	for (const char *p = text; *p;) {
		while (*p == '>')
			p += p[1] == ' ' ? 2 : 1;
		size_t n = strcspn(p, "\n");
		buf_add(&out, p, n + (p[n] == '\n'));
		p += n + (p[n] == '\n');
	}
	const char *plain = arena_strndup(a, data_of(&out), out.size);
	buf_release(&out);
	return plain;
}

void body_tables(struct arena *a, const struct body *b, const char *nested_subject, struct mail *m)
{
	/* A phone's mail program wraps pasted rows in <div>s: without any <table>, the plain text has kept the tabs. */
	bool marked = has_markup_table(data_of(&b->html)), plain = !is_blank_text(data_of(&b->plain));
	struct part like = {.source = nested_subject ? PART_NESTED : PART_BODY, .file_name = "", .nested_subject = nested_subject};
	size_t added = add_tables(a, marked ? b->html_split.own_html : "", plain ? b->plain_own : b->html_split.own_text, like, m);
	for (size_t i = 0; i < m->parts_count && !added; i++)
		added = m->parts[i].status != TABLE_NOT_A_TABLE;
	if (added)
		return;
	if (!nested_subject)
		like.source = PART_QUOTED;
	const char *rest = plain ? without_marks(a, b->plain_rest) : b->html_split.rest_text;
	add_tables(a, marked ? b->html_split.rest_html : "", rest, like, m);
}

/* Cut at a character, so that a huge text does not travel. */
static const char *bounded(struct arena *a, const char *text)
{
	const char *head = text_head(a, text, MAIL_MAX_TEXT);
	return head == text ? arena_strdup(a, text) : head;
}

/* The link, in the text as a person sees it or in the HTML where it is hidden behind words. */
static const char *link_in(struct arena *a, const char *seen, const char *html)
{
	static const char stops[] = " \t\r\n\"'<>()";
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		const char *text = seen, *p = strstr(text, links[i]);
		if (!p)
			p = strstr(text = html, links[i]);
		const char *start = p;
		if (!p)
			continue;
		while (start > text && p - start < LINK_MAX && !strchr(stops, start[-1]))
			start--;
		size_t n = strcspn(start, stops);
		struct unhtml link; /* for &amp; */
		unhtml(a, text_clean(a, start, n < LINK_MAX ? n : LINK_MAX), &link);
		return link.text;
	}
	return NULL;
}

void body_words(struct arena *a, const struct body *b, struct mail *m)
{
	bool plain = b->is_split && !is_blank_text(data_of(&b->plain));
	bool html = b->is_split && b->html.size && (!plain || b->html_alone);
	const char *own = plain ? b->plain_own : "", *rest = plain ? b->plain_rest : "";
	if (html && plain) { /* words in HTML, and a plain text that says something else: a footer, or what stands behind an attachment */
		own = text_trim(a, arena_printf(a, "%s\n%s", b->html_split.own_text, own));
		rest = text_trim(a, arena_printf(a, "%s\n%s", b->html_split.rest_text, rest));
	} else if (html) {
		own = b->html_split.own_text;
		rest = b->html_split.rest_text;
	}
	m->text = bounded(a, own);
	m->quoted = bounded(a, rest);
	if (strlen(own) > MAIL_MAX_TEXT && !m->fault)
		m->fault = "正文过长, 只保存了开头";
	m->huge_link = link_in(a, own, b->is_split ? b->html_split.own_html : "");
	if (!m->huge_link && is_blank_text(own))
		m->huge_link = link_in(a, rest, b->is_split ? b->html_split.rest_html : ""); /* a forward of one's own mail */
	m->huge_attachment_link = m->huge_link != NULL;
}

static void digest_text(struct digest_state *d, const char *text)
{
	struct buf out = {0};
	size_t blanks = 0; /* of line ends and blanks that wait for something behind them */
	for (; *text; text++) {
		if (*text == ' ' || *text == '\t' || *text == '\r') {
			blanks++;
		} else if (*text == '\n') {
			blanks = 0;
			buf_addc(&out, '\n');
		} else {
			for (; blanks; blanks--)
				buf_addc(&out, ' ');
			buf_addc(&out, *text);
		}
	}
	while (out.size && out.data[out.size - 1] == '\n')
		out.size--;
	digest_add(d, data_of(&out), out.size);
	buf_release(&out);
}

void body_digest(struct digest_state *d, const struct body *b)
{
	digest_text(d, data_of(&b->plain));
	digest_text(d, data_of(&b->html));
}

void body_digest_bytes(struct digest_state *d, const char *name, struct bytes content)
{
	const uint8_t *p = content.data, *end = p + content.size, *cr;
	size_t size = content.size;
	for (const uint8_t *q = p; (q = memchr(q, '\r', (size_t)(end - q))); q++)
		size--;
	digest_adds(d, name);
	digest_add_size(d, size);
	for (; (cr = memchr(p, '\r', (size_t)(end - p))); p = cr + 1)
		digest_add_piece(d, p, (size_t)(cr - p));
	digest_add_piece(d, p, (size_t)(end - p));
}
