#include "unhtml.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { TAG_NAME_MAX = 16, LOOKED_AT = 600 /* bytes of a tag in which a quotation's mark is looked for */ };

static const struct entity {
	const char *name;
	uint32_t c;
} entities[] = {
	{"nbsp", ' '},     {"lt", '<'},       {"gt", '>'},       {"amp", '&'},      {"quot", '"'},     {"apos", '\''},
	{"ldquo", 0x201C}, {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"mdash", 0x2014}, {"ndash", 0x2013},
	{"hellip", 0x2026}, {"middot", 0xB7}, {"times", 0xD7},   {"yen", 0xA5},     {"copy", 0xA9},    {"reg", 0xAE},
	{"ensp", ' '},     {"emsp", ' '},     {"thinsp", ' '},   {"bull", 0x2022},  {"radic", 0x221A},
};

/* Elements that begin and end lines. */
static const char *const blocks[] = {"p",  "div", "tr", "table", "li",    "ul",         "ol",     "h1",      "h2",     "h3",     "h4",   "h5", "h6",
                                     "hr", "pre", "dl", "dt",    "dd",    "blockquote", "center", "section", "article", "header", "footer", "form"};
/* Elements whose content nobody sees. */
static const char *const unseen[] = {"style", "script", "title"};

/* Elements that clients put around a quotation or before it. */
static const char *const quoting[] = {"div", "blockquote", "span", "table", "a", "hr", "p", "section"};
/* What clients write into the element around a quotation (china.md section 2.3), in lower case. */
static const char *const quote_marks[] = {
	"type=\"cite\"", "type='cite'", "type=cite", "gmail_quote", "isreplycontent", "isforwardcontent", "divrplyfwdmsg", "appendonsend",
	"mail-editor-reference-message-container", "yahoo_quoted", "moz-cite-prefix", "moz-forward-container", "olk_src_body_section",
	"name=\"_mailoriginal\"", "__quoted_text__", "history-quote-wrapper", "lark-mail-quote", "__aliyun_previous_history_mail",
};

struct reduce {
	struct arena *a;
	struct unhtml *u;
	const char *html, *p, *end;
	struct buf out;
	bool line_has_text, blank_waits, preformatted;
	bool quotes_broken; /* a quoted attribute ran to the end once: from then on a tag ends at the first > */
	bool no_tags;       /* no > is left */
};

static bool in_list(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

static void end_line(struct reduce *r, bool even_empty)
{
	if (r->line_has_text || even_empty)
		buf_addc(&r->out, '\n');
	r->line_has_text = r->blank_waits = false;
}

static void add_text(struct reduce *r, const char *at, const char *text, size_t size)
{
	if (!r->line_has_text) {
		ARENA_PUSH(r->a, r->u, lines) = (struct unhtml_line){.text_at = r->out.size, .html_at = (size_t)(at - r->html)};
		r->line_has_text = true;
	} else if (r->blank_waits && r->out.data[r->out.size - 1] != '\t') {
		buf_addc(&r->out, ' ');
	}
	r->blank_waits = false;
	buf_add(&r->out, text, size);
}

static void add_char(struct reduce *r, const char *at, uint32_t c)
{
	char one[4];
	if (c == ' ' || c == 0xA0)
		r->blank_waits = true;
	else if (c >= ' ' && !(c >= 0xD800 && c < 0xE000) && c < 0x110000)
		add_text(r, at, one, text_put(one, c));
}

/* &name; or &#123; or &#x7B; at p. */
static void take_entity(struct reduce *r)
{
	const char *at = r->p, *semicolon = memchr(at, ';', (size_t)(r->end - at) < 12 ? (size_t)(r->end - at) : 12);
	size_t n = semicolon ? (size_t)(semicolon - at - 1) : 0;
	uint32_t c = 0;
	if (n > 1 && at[1] == '#')
		c = (uint32_t)strtoul(at + (tolower((unsigned char)at[2]) == 'x' ? 3 : 2), NULL, tolower((unsigned char)at[2]) == 'x' ? 16 : 10);
	for (size_t i = 0; n && !c && i < sizeof entities / sizeof *entities; i++)
		if (strlen(entities[i].name) == n && strncmp(entities[i].name, at + 1, n) == 0)
			c = entities[i].c;
	r->p = c ? semicolon + 1 : at + 1;
	add_char(r, at, c ? c : '&');
}

/* The > that ends the tag at p, or NULL. */
static const char *tag_end(struct reduce *r)
{
	const char *p = r->p + 1;
	while (!r->quotes_broken && p < r->end && *p != '>') {
		char quote = *p++;
		if ((quote != '"' && quote != '\'') || p[-2] != '=')
			continue;
		p = memchr(p, quote, (size_t)(r->end - p));
		if (!p)
			break;
		p++;
	}
	if (!r->quotes_broken && p && p < r->end)
		return p;
	r->quotes_broken = true;
	return memchr(r->p, '>', (size_t)(r->end - r->p));
}

/* Jumps over <!-- -->, <! > and <? >. */
static void skip_markup(struct reduce *r)
{
	bool comment = strncmp(r->p, "<!--", 4) == 0;
	const char *stop = comment ? strstr(r->p + 4, "-->") : strchr(r->p, '>');
	r->p = stop ? stop + (comment ? 3 : 1) : r->end;
}

static void skip_unseen(struct reduce *r, const char *name)
{
	size_t n = strlen(name);
	for (const char *p = r->p; (p = strstr(p, "</")); p += 2)
		if (strncasecmp(p + 2, name, n) == 0) {
			r->p = p;
			return;
		}
	r->p = r->end;
}

static void look_for_quote(struct reduce *r, const char *tag, const char *stop)
{
	char low[LOOKED_AT + 1];
	size_t n = 0;
	if (r->u->quote_html_at != SIZE_MAX)
		return;
	for (; tag + n < stop && n < LOOKED_AT; n++)
		low[n] = (char)tolower((unsigned char)tag[n]);
	low[n] = '\0';
	for (size_t i = 0; i < sizeof quote_marks / sizeof *quote_marks; i++)
		if (strstr(low, quote_marks[i])) {
			end_line(r, false);
			r->u->quote_text_at = r->out.size;
			r->u->quote_html_at = (size_t)(tag - r->html);
			return;
		}
}

static void act_on_tag(struct reduce *r, const char *name, bool closing)
{
	if (strcmp(name, "br") == 0) {
		end_line(r, true);
	} else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
		if (!closing && r->line_has_text) {
			buf_addc(&r->out, '\t');
			r->blank_waits = false;
		}
	} else if (in_list(name, blocks, sizeof blocks / sizeof *blocks)) {
		end_line(r, false);
	}
	if (strcmp(name, "pre") == 0)
		r->preformatted = !closing;
	if (!closing && in_list(name, unseen, sizeof unseen / sizeof *unseen))
		skip_unseen(r, name);
}

/* A tag at p; false when the < stands for itself. */
static bool take_tag(struct reduce *r)
{
	const char *tag = r->p, *p = tag + 1;
	bool closing = *p == '/';
	char name[TAG_NAME_MAX] = "";
	size_t n = 0;
	if (*p == '!' || *p == '?') {
		skip_markup(r);
		return true;
	}
	p += closing;
	if (r->no_tags || !isalpha((unsigned char)*p))
		return false;
	const char *stop = tag_end(r);
	if (!stop) {
		r->no_tags = true;
		return false;
	}
	for (; n < TAG_NAME_MAX - 1 && isalnum((unsigned char)*p); p++)
		name[n++] = (char)tolower((unsigned char)*p);
	if (!closing && in_list(name, quoting, sizeof quoting / sizeof *quoting))
		look_for_quote(r, tag, stop);
	r->p = stop + 1;
	act_on_tag(r, name, closing);
	return true;
}

void unhtml(struct arena *a, const char *html, struct unhtml *u_r)
{
	struct reduce r = {.a = a, .u = u_r, .html = html, .p = html, .end = html + strlen(html)};
	*u_r = (struct unhtml){.quote_text_at = SIZE_MAX, .quote_html_at = SIZE_MAX};
	while (r.p < r.end) {
		const char *at = r.p;
		if (*at == '<' && take_tag(&r))
			continue;
		if (*at == '&') {
			take_entity(&r);
		} else if (*at == '\n' && r.preformatted) {
			end_line(&r, true);
			r.p++;
		} else if (isspace((unsigned char)*at)) {
			r.blank_waits = true;
			r.p++;
		} else {
			uint32_t c = text_next(&r.p);
			add_char(&r, at, c);
		}
	}
	u_r->text = arena_strndup(a, r.out.data ? r.out.data : "", r.out.size);
	buf_release(&r.out);
}
