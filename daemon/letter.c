#include "letter.h"

#include <string.h>

#include "base/bug.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/text.h"
#include "fold.h"
#include "token.h"

/* One line as it stands, as nearly every value is: printable ASCII and U+4000 to U+9FFF, single blanks inside. What follows keeps each of these characters,
 * and a blank between two of them. */
static bool is_one_line(const char *s)
{
	char before = ' ';
	for (; *s; before = *s++) {
		uint8_t c = (uint8_t)*s;
		if (c >= 0xE4 && c <= 0xE9 && ((uint8_t)s[1] & 0xC0) == 0x80 && ((uint8_t)s[2] & 0xC0) == 0x80)
			s += 2;
		else if (c < 0x20 || c > 0x7E || (c == ' ' && before == ' '))
			return false;
	}
	return before != ' ';
}

const char *letter_one_line(struct arena *a, const char *value)
{
	if (value && is_one_line(value))
		return arena_strdup(a, value);
	struct buf out = {0};
	bool gap = false;
	for (const char *p = value ? value : "", *start = p; text_next(&p); start = p) {
		const char *q = start;
		uint32_t c = text_next(&q);
		bool blank = (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x3000 || c == 0x2028 || c == 0x2029;
		gap |= blank;
		/* The rest of text_is_space has no width or turns the line around. */
		if (blank || c < 0x20 || (c >= 0x7F && c <= 0x9F) || text_is_space(c) || (c >= 0xE0000 && c <= 0xE007F))
			continue;
		if (gap && out.size)
			buf_addc(&out, ' ');
		gap = false;
		buf_add(&out, start, (size_t)(p - start));
	}
	const char *s = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return s;
}

/* --- headers --- */
bool letter_address_ok(const char *addr)
{
	const char *at = addr ? strrchr(addr, '@') : NULL;
	if (!at || at == addr || !at[1] || strlen(addr) > 254)
		return false;
	for (const char *p = addr; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("<>()[],;:\\\"", *p) || (*p == '@' && p != at))
			return false;
	return true;
}

/* QQ wants: name, one blank, <address>; the name alone is encoded. */
static void put_mailbox(struct arena *a, struct buf *out, const char *name, const char *addr)
{
	const char *shown = text_cut(a, letter_one_line(a, name), LETTER_MAX_NAME);
	const char *angle = arena_printf(a, "<%s>", addr);
	if (!*shown) {
		fold_word(out, addr, strlen(addr));
		return;
	}
	if (!fold_plain(shown) || strstr(shown, "=?")) {
		fold_encoded(out, shown);
	} else {
		struct buf quoted = {0};
		for (const char *p = shown; *p; p++) {
			if (*p == '"' || *p == '\\')
				buf_addc(&quoted, '\\');
			buf_addc(&quoted, *p);
		}
		const char *s = arena_printf(a, "\"%s\"", quoted.data);
		fold_word(out, s, strlen(s));
		buf_release(&quoted);
	}
	fold_word(out, angle, strlen(angle));
}

static bool id_ok(const char *id)
{
	size_t n = id ? strlen(id) : 0;
	if (!n || n > LETTER_MAX_ID)
		return false;
	for (; *id; id++)
		if (*id <= ' ' || *id > '~' || *id == '<' || *id == '>')
			return false;
	return true;
}

static void put_id(struct arena *a, struct buf *out, const char *id)
{
	const char *angle = arena_printf(a, "<%s>", id);
	fold_word(out, angle, strlen(angle));
}

/* The mail's own references and then itself (RFC 5322 3.6.4); what is no Message-ID is left out. */
static void put_references(struct arena *a, struct buf *out, const struct letter_head *h)
{
	struct {
		const char **ids;
		size_t ids_count, ids_cap;
	} list = {0};
	for (size_t i = 0; i < h->references_count; i++)
		if (id_ok(h->references[i]) && (!h->in_reply_to || strcmp(h->references[i], h->in_reply_to) != 0))
			ARENA_PUSH(a, &list, ids) = h->references[i];
	if (id_ok(h->in_reply_to)) {
		buf_adds(out, "In-Reply-To:");
		put_id(a, out, h->in_reply_to);
		buf_adds(out, "\r\n");
		ARENA_PUSH(a, &list, ids) = h->in_reply_to;
	}
	size_t skipped = list.ids_count > LETTER_MAX_REFERENCES ? list.ids_count - LETTER_MAX_REFERENCES : 0;
	if (list.ids_count)
		buf_adds(out, "References:");
	for (size_t i = 0; i < list.ids_count; i++)
		if (i == 0 || i > skipped)
			put_id(a, out, list.ids[i]);
	if (list.ids_count)
		buf_adds(out, "\r\n");
}

static void put_reply_to(struct arena *a, struct buf *out, const struct letter_head *h)
{
	for (size_t i = 0; i < h->reply_to_count; i++) {
		buf_adds(out, i ? "," : "Reply-To:");
		put_mailbox(a, out, h->reply_to[i].name, h->reply_to[i].addr);
	}
	if (h->reply_to_count)
		buf_adds(out, "\r\n");
}

static void put_headers(struct arena *a, struct buf *out, const struct letter_head *h, const struct letter *l)
{
	char when[TIME_TEXT_SIZE];
	bool answer = l->kind == LETTER_RECEIPT || l->kind == LETTER_RETURN;
	buf_printf(out, "Date: %s\r\nFrom:", time_rfc5322(h->now, when));
	put_mailbox(a, out, h->office->from_name, h->office->from_addr);
	buf_adds(out, "\r\nTo:");
	put_mailbox(a, out, h->to_name, h->to_addr);
	buf_adds(out, "\r\n");
	put_reply_to(a, out, h);
	buf_adds(out, "Subject:");
	fold_text(out, l->subject);
	const char *code = arena_printf(a, "[%s]", l->token);
	fold_word(out, code, strlen(code));
	buf_adds(out, "\r\nMessage-ID:");
	put_id(a, out, l->message_id);
	buf_adds(out, "\r\n");
	put_references(a, out, h);
	buf_printf(out, "X-Leadclerk-Letter: %s\r\nAuto-Submitted: %s\r\nX-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n", l->token,
	           answer ? "auto-replied" : "auto-generated");
}

/* --- bodies --- */
static void put_text_part(struct buf *out, const char *type, const char *text)
{
	struct buf crlf = {0};
	buf_space(&crlf, strlen(text) * 2);
	for (size_t n; *text; text += n + (text[n] != '\0')) {
		n = strcspn(text, "\r\n");
		buf_add(&crlf, text, n);
		if (text[n] == '\n')
			buf_add(&crlf, "\r\n", 2);
	}
	buf_printf(out, "Content-Type: %s; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", type);
	base64_lines(out, crlf.data, crlf.size);
	buf_release(&crlf);
}

static void put_file(struct arena *a, struct buf *out, const struct letter_file *f)
{
	const char *name = letter_one_line(a, f->name);
	must(fold_plain(name) && !strpbrk(name, "\"\\"));
	bool mail = strcmp(f->type, "message/rfc822") == 0;
	buf_printf(out, "Content-Type: %s;\r\n name=\"%s\"\r\nContent-Transfer-Encoding: %s\r\nContent-Disposition: %s;\r\n filename=\"%s\"\r\n",
	           f->type, name, mail ? "7bit" : "base64", f->content_id ? "inline" : "attachment", name);
	if (f->content_id)
		buf_printf(out, "Content-ID: <%s>\r\n", f->content_id);
	buf_adds(out, "\r\n");
	if (!mail) {
		base64_lines(out, f->bytes.data, f->bytes.size);
		return;
	}
	buf_add(out, f->bytes.data, f->bytes.size);
	buf_adds(out, "\r\n");
}

static void put_alternative(struct buf *out, const struct letter_body *b, const char *boundary)
{
	if (!b->html) {
		put_text_part(out, "text/plain", b->text);
		return;
	}
	buf_printf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s_a\"\r\n\r\n--%s_a\r\n", boundary, boundary);
	put_text_part(out, "text/plain", b->text);
	buf_printf(out, "--%s_a\r\n", boundary);
	put_text_part(out, "text/html", b->html);
	buf_printf(out, "--%s_a--\r\n", boundary);
}

static size_t count_files(const struct letter_body *b, bool inline_ones)
{
	size_t n = 0;
	for (size_t i = 0; i < b->files_count; i++)
		n += (b->files[i].content_id != NULL) == inline_ones;
	return n;
}

static void put_files(struct arena *a, struct buf *out, const struct letter_body *b, bool inline_ones, const char *boundary, char suffix)
{
	for (size_t i = 0; i < b->files_count; i++)
		if ((b->files[i].content_id != NULL) == inline_ones) {
			buf_printf(out, "--%s_%c\r\n", boundary, suffix);
			put_file(a, out, &b->files[i]);
		}
	buf_printf(out, "--%s_%c--\r\n", boundary, suffix);
}

/* mixed > related > alternative, each only where it is needed. */
static void put_body(struct arena *a, struct buf *out, const struct letter_body *b, const char *boundary)
{
	size_t pictures = count_files(b, true), attached = count_files(b, false);
	if (attached)
		buf_printf(out, "Content-Type: multipart/mixed;\r\n boundary=\"%s_m\"\r\n\r\n--%s_m\r\n", boundary, boundary);
	if (pictures)
		buf_printf(out, "Content-Type: multipart/related; type=\"multipart/alternative\";\r\n boundary=\"%s_r\"\r\n\r\n--%s_r\r\n", boundary, boundary);
	put_alternative(out, b, boundary);
	if (pictures)
		put_files(a, out, b, true, boundary, 'r');
	if (attached)
		put_files(a, out, b, false, boundary, 'm');
}

static int check_addresses(const struct letter_head *h, struct err *err)
{
	const char *bad = !letter_address_ok(h->office->from_addr) ? h->office->from_addr : !letter_address_ok(h->to_addr) ? h->to_addr : NULL;
	bool found = bad || !h->to_addr || !h->office->from_addr;
	for (size_t i = 0; i < h->reply_to_count && !found; i++)
		if (!letter_address_ok(h->reply_to[i].addr)) {
			bad = h->reply_to[i].addr;
			found = true;
		}
	return found ? err_set(err, 78, "letter %s: '%s' is no address that a header can hold: write local@domain in ASCII", h->id, bad ? bad : "") : 0;
}

/* The last line carries the token, whatever an office's own layout shows. */
static const char *with_token(struct arena *a, const char *text, const char *token)
{
	size_t n = strlen(text);
	while (n && strchr(" \r\n", text[n - 1]))
		n--;
	const char *last = memrchr(text, '\n', n);
	if (n && strstr(arena_strndup(a, last ? last : text, n - (size_t)(last ? last - text : 0)), arena_printf(a, "[%s]", token)))
		return arena_printf(a, "%.*s\n", (int)n, text);
	return arena_printf(a, "%.*s\n\n[%s]\n", (int)n, text, token);
}

static void hash_of(const struct letter_head *head, char hex[17])
{
	struct digest hash = digest_of(head->id, strlen(head->id));
	digest_hex(&hash, 8, hex);
}

/* The subject is without the token as yet. hex: the id's hash, which names the boundaries, too. */
static int name_it(struct arena *a, const struct letter_head *head, enum letter_kind kind, const char *subject, struct letter *l, char hex[17], struct err *err)
{
	char token[TOKEN_SIZE];
	if (check_addresses(head, err) < 0)
		return -1;
	token_make(head->token_key, head->id, token);
	hash_of(head, hex);
	*l = (struct letter){.id = arena_strdup(a, head->id), .kind = kind, .staff = arena_strdup(a, head->staff), .created = head->now, .due = head->now};
	l->to = arena_strdup(a, head->to_addr);
	l->token = arena_strdup(a, token);
	l->message_id = arena_printf(a, "lc.%s.%s@%s", token, hex, strrchr(head->office->from_addr, '@') + 1);
	l->subject = text_cut(a, letter_one_line(a, subject), LETTER_MAX_SUBJECT);
	return 0;
}

int letter_name(struct arena *a, const struct letter_head *head, enum letter_kind kind, const char *subject, struct letter *l, struct err *err)
{
	char hex[17];
	if (name_it(a, head, kind, subject, l, hex, err) < 0)
		return -1;
	l->subject = arena_printf(a, "%s [%s]", l->subject, l->token);
	return 0;
}

int letter_write(struct arena *a, const struct letter_head *head, enum letter_kind kind, const struct letter_body *body,
                 struct letter *l, struct err *err)
{
	char hex[17];
	struct buf out = {0};
	if (name_it(a, head, kind, body->subject, l, hex, err) < 0)
		return -1;
	struct letter_body b = *body;
	b.text = with_token(a, body->text, l->token);
	put_headers(a, &out, head, l);
	put_body(a, &out, &b, arena_printf(a, "=_lc_%s", hex));
	l->subject = arena_printf(a, "%s [%s]", l->subject, l->token);
	l->bytes = (struct bytes){arena_memdup(a, out.data, out.size), out.size};
	l->text = b.text;
	l->html = body->html;
	buf_release(&out);
	return 0;
}
