#include "quote.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "unhtml.h"

enum { HEADER_LOOK_AHEAD = 8, ATTRIBUTION_LINES = 3, ATTRIBUTION_MAX = 600 };

struct line {
	const char *p, *end; /* without leading blanks and the line's end */
	const char *start;   /* with them */
};

/* The words between the dashes of a rule. */
static const char *const rule_words[] = {
	"原始邮件", "原邮件", "邮件原件", "原始信息", "原始郵件", "源邮件", "回复的原邮件", "回复的邮件", "回复邮件", "答复的邮件", "转发的邮件", "转发邮件信息", "转发邮件",
	"转发信息", "轉寄郵件", "original", "original message", "original mail", "forwarded message", "forwarded mail", "forwarded by", "forwarding messages",
	"replied message", "original email",
};
/* Lines that announce a forward without dashes (Apple Mail, Huawei). */
static const char *const announcements[] = {
	"begin forwarded message", "开始转发的邮件", "下面是被转发的邮件", "以下是转发的邮件", "被转发的邮件", "开始转发邮件",
};
static const char *const from_words[] = {"发件人", "寄件者", "寄件人", "發件人", "from"};
static const char *const other_words[] = {
	"发送时间", "发送日期", "发件时间", "日期", "日　期", "时间", "时　间", "收件人", "抄送", "抄　送", "主题", "主　题", "寄件日期", "收件者", "主旨", "傳送時間", "副本",
	"sent", "date", "to", "cc", "subject", "reply-to",
};
static const char *const wrote[] = {"写道：", "写道:", "写道", "寫道：", "寫道:", "寫道", "wrote:", "wrote：", "写到：", "写到:"};
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Past blanks of every kind that stand before words: spaces, NBSP, U+3000, zero-width and byte order marks, a literal &nbsp; (QQ's
 * plain text has them), and the stars and bars of clients that write bold or boxes in plain text. */
static const char *skip_blanks(const char *p, const char *end)
{
	static const char *const blanks[] = {" ", "\t", "\r", "*", "|", "\xC2\xA0", "\xE3\x80\x80", "&nbsp;", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
	for (bool more = true; more && p < end;) {
		more = false;
		for (size_t i = 0; i < COUNT(blanks) && !more; i++) {
			size_t n = strlen(blanks[i]);
			if ((size_t)(end - p) >= n && memcmp(p, blanks[i], n) == 0) {
				p += n;
				more = true;
			}
		}
	}
	return p;
}

/* The line at p; *next_r is where the next one begins, NULL after the last. */
static struct line line_at(const char *p, const char **next_r)
{
	const char *end = strchr(p, '\n');
	*next_r = end && end[1] ? end + 1 : NULL;
	if (!end)
		end = p + strlen(p);
	struct line l = {.start = p, .p = skip_blanks(p, end), .end = end};
	while (l.end > l.p && (isspace((unsigned char)l.end[-1]) || l.end[-1] == '*'))
		l.end--;
	return l;
}

/* How many bytes of the list's longest matching word stand at p; 0 if none. */
static size_t starts_with_any(const char *p, const char *end, const char *const *list, size_t count)
{
	size_t best = 0;
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(list[i]);
		if (n > best && (size_t)(end - p) >= n && strncasecmp(p, list[i], n) == 0)
			best = n;
	}
	return best;
}

static const char *skip_dashes(const char *p, const char *end, size_t *count_r)
{
	static const char *const dashes[] = {"-", "_", "=", "—", "－", "─", "━"};
	size_t n;
	for (*count_r = 0; (n = starts_with_any(p, end, dashes, COUNT(dashes))); p += n)
		++*count_r;
	return p;
}

static bool is_rule(struct line l)
{
	size_t before, after;
	const char *p = skip_blanks(skip_dashes(l.p, l.end, &before), l.end);
	size_t n = starts_with_any(p, l.end, rule_words, COUNT(rule_words));
	if (before < 2 || n == 0)
		return false;
	p += n;
	if (n == strlen("forwarded by") && strncasecmp(p - n, "forwarded by", n) == 0)
		return true; /* "---- Forwarded by 王伟 on 2026/03/05 ----" */
	skip_dashes(skip_blanks(p, l.end), l.end, &after);
	return after >= 2;
}

static bool is_bare_rule(struct line l)
{
	size_t count;
	return skip_dashes(l.p, l.end, &count) == l.end && count >= 5;
}

static bool is_announcement(struct line l)
{
	size_t n = starts_with_any(l.p, l.end, announcements, COUNT(announcements));
	const char *p = l.p + n;
	if (n == 0)
		return false;
	if (p < l.end && *p == ':')
		p++;
	else
		p += starts_with_any(p, l.end, (const char *const[]){"："}, 1);
	return p == l.end;
}

/* A line "word:" with an ASCII or full-width colon, blanks before it allowed. */
static bool is_header(struct line l, const char *const *list, size_t count)
{
	size_t n = starts_with_any(l.p, l.end, list, count);
	if (n == 0)
		return false;
	const char *p = skip_blanks(l.p + n, l.end);
	return starts_with_any(p, l.end, (const char *const[]){":", "："}, 2) > 0;
}

static bool is_header_block(struct line first, const char *next)
{
	int others = 0;
	if (!is_header(first, from_words, COUNT(from_words)))
		return false;
	for (int i = 0; next && i < HEADER_LOOK_AHEAD && others < 2; i++)
		others += is_header(line_at(next, &next), other_words, COUNT(other_words));
	return others >= 2;
}

/* A year, a time of day or an address: what an attribution names besides the writer. */
static bool names_a_moment(const char *p, const char *end)
{
	for (; p < end; p++) {
		size_t left = (size_t)(end - p);
		if (*p == '@')
			return true;
		if (left > 3 && (memcmp(p, "20", 2) == 0 || memcmp(p, "19", 2) == 0) && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]))
			return true;
		if (left > 3 && isdigit((unsigned char)p[0]) && p[1] == ':' && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]))
			return true;
	}
	return false;
}

static bool ends_with_wrote(struct line l)
{
	for (size_t i = 0; i < COUNT(wrote); i++) {
		size_t n = strlen(wrote[i]);
		if ((size_t)(l.end - l.p) >= n && memcmp(l.end - n, wrote[i], n) == 0)
			return true;
	}
	return false;
}

static bool begins_attribution(struct line l)
{
	static const char *const starts[] = {"在 ", "在2", "在1", "于 ", "于2", "於 ", "On ", "At "};
	return l.p < l.end && (starts_with_any(l.p, l.end, starts, COUNT(starts)) || isdigit((unsigned char)*l.p)) && names_a_moment(l.p, l.end);
}

/* An attribution may be folded over up to three lines: the one that begins it, for the line that ends it at last[0]. NULL: it is none. */
static const char *attribution(const struct line last[ATTRIBUTION_LINES])
{
	if (!ends_with_wrote(last[0]) || last[0].end - last[0].p > ATTRIBUTION_MAX)
		return NULL;
	for (int i = 0; i < ATTRIBUTION_LINES && last[i].start; i++)
		if (begins_attribution(last[i]) && last[i].end - last[i].p < ATTRIBUTION_MAX)
			return last[i].start;
	return names_a_moment(last[0].p, last[0].end) ? last[0].start : NULL;
}

/* Two lines in a row that begin with >, or one with "> ": a single ">100万" is the sender's own. */
static bool is_cited(struct line l, const char *next)
{
	if (l.p >= l.end || *l.p != '>')
		return false;
	if (l.end - l.p == 1 || l.p[1] == ' ' || l.p[1] == '>')
		return true;
	const char *after;
	struct line second = next ? line_at(next, &after) : l;
	return next && second.p < second.end && *second.p == '>';
}

size_t quote_start(const char *text)
{
	struct line last[ATTRIBUTION_LINES] = {{NULL, NULL, NULL}};
	for (const char *p = text, *next; p && *p; p = next) {
		struct line l = line_at(p, &next);
		if (l.p == l.end)
			continue;
		memmove(&last[1], &last[0], sizeof last - sizeof *last);
		last[0] = l;
		const char *from = attribution(last);
		if (!from && (is_rule(l) || is_announcement(l) || is_header_block(l, next) || is_cited(l, next)))
			from = l.start;
		if (from == l.start && last[1].start && is_bare_rule(last[1]))
			from = last[1].start; /* Outlook draws a line above its block of headers */
		if (from)
			return (size_t)(from - text);
	}
	return strlen(text);
}

/* Without blank lines, and lines of a bare signature mark, at both ends. */
static char *trim_lines(struct arena *a, const char *text, size_t size)
{
	const char *end = text + size;
	for (const char *p = text; p < end && isspace((unsigned char)*p); p++)
		if (*p == '\n')
			text = p + 1;
	for (;;) {
		while (end > text && isspace((unsigned char)end[-1]))
			end--;
		if (end - text < 2 || memcmp(end - 2, "--", 2) != 0 || (end - text > 2 && end[-3] != '\n'))
			break;
		end -= 2;
	}
	return arena_strndup(a, text, (size_t)(end - text));
}

const char *quote_own_words(struct arena *a, const char *text, const char **rest_r)
{
	size_t start = quote_start(text);
	*rest_r = text + start;
	return trim_lines(a, text, start);
}

/* Where in the HTML the line of text that begins at `text_at` begins. */
static size_t html_position(const struct unhtml *u, size_t text_at, size_t html_size)
{
	size_t low = 0, high = u->lines_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (u->lines[middle].text_at < text_at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < u->lines_count ? u->lines[low].html_at : html_size;
}

struct quote_split quote_split_html(struct arena *a, const char *html)
{
	struct unhtml u;
	struct quote_split s;
	unhtml(a, html, &u);
	size_t html_size = strlen(html), text_at = quote_start(u.text);
	size_t html_at = text_at < strlen(u.text) ? html_position(&u, text_at, html_size) : html_size;
	if (u.quote_html_at < html_at) {
		html_at = u.quote_html_at;
		text_at = u.quote_text_at < text_at ? u.quote_text_at : text_at;
	}
	s.own_html = arena_strndup(a, html, html_at);
	s.rest_html = arena_strdup(a, html + html_at);
	s.own_text = trim_lines(a, u.text, text_at);
	s.rest_text = trim_lines(a, u.text + text_at, strlen(u.text) - text_at);
	return s;
}
