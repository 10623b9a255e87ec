#include "header.h"

#include <string.h>
#include <strings.h>

#include "address.h"
#include "base/text.h"
#include "words.h"

enum { ID_MAX_BYTES = 998 };

bool header_is(const struct field *f, const char *name)
{
	return f->name.size == strlen(name) && strncasecmp((const char *)f->name.data, name, f->name.size) == 0;
}

static bool is_name_byte(uint8_t c)
{
	return c > ' ' && c < 0x7F && c != ':';
}

/* A line that begins a field; false for one that is none ("From " of an mbox, garbage). */
static bool split_field(const uint8_t *line, const uint8_t *end, struct field *f_r)
{
	const uint8_t *p = line;
	while (p < end && is_name_byte(*p))
		p++;
	f_r->name = (struct bytes){line, (size_t)(p - line)};
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p == line || p >= end || *p != ':')
		return false;
	f_r->value = (struct bytes){p + 1, (size_t)(end - p - 1)};
	return true;
}

static void add_field(struct arena *a, struct header *h, const uint8_t *start, const uint8_t *end)
{
	struct field f;
	while (end > start && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	if (end == start || !split_field(start, end, &f))
		return;
	if (h->fields_count == HEADER_MAX_FIELDS) {
		h->cut = true;
		return;
	}
	if (f.value.size > HEADER_MAX_VALUE) {
		f.value.size = HEADER_MAX_VALUE;
		h->cut = true;
	}
	ARENA_PUSH(a, h, fields) = f;
}

void header_read(struct arena *a, struct bytes raw, struct header *h_r)
{
	const uint8_t *p = raw.data, *end = p + raw.size, *field = p;
	*h_r = (struct header){0};
	while (p < end) {
		const uint8_t *stop = memchr(p, '\n', (size_t)(end - p)), *next = stop ? stop + 1 : end;
		bool empty = *p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n');
		if (p > field && *p != ' ' && *p != '\t') {
			add_field(a, h_r, field, p);
			field = p;
		}
		p = next;
		if (empty)
			break;
		if (p == end)
			add_field(a, h_r, field, end);
	}
	h_r->body_at = (size_t)(p - raw.data);
}

const struct field *header_find(const struct header *h, const char *name, size_t number)
{
	for (size_t i = 0; i < h->fields_count; i++)
		if (header_is(&h->fields[i], name) && number-- == 0)
			return &h->fields[i];
	return NULL;
}

/* The first field of that name as a person reads it, NULL if absent. */
static char *text_of(struct arena *a, const struct header *h, const char *name)
{
	const struct field *f = header_find(h, name, 0);
	return f ? words_decode(a, f->value) : NULL;
}

/* The same without encoded-words: what our own server wrote has none, but the sender's address in it may look like one and become "; dkim=pass". */
static char *plain_of(struct arena *a, const struct header *h, const char *name)
{
	const struct field *f = header_find(h, name, 0);
	return f ? words_one_line(a, text_decode(a, NULL, f->value.data, f->value.size)) : NULL;
}

/* What stands between < and >, or the trimmed value without them. */
static char *id_of(struct arena *a, const struct header *h, const char *name)
{
	char *text = text_of(a, h, name), *open = text ? strchr(text, '<') : NULL;
	if (!text || strlen(text) > ID_MAX_BYTES)
		return arena_strdup(a, "");
	if (open) {
		text = open + 1;
		text[strcspn(text, ">")] = '\0';
	}
	return text_trim(a, text);
}

static void add_reference(struct arena *a, struct mail *m, const char *id, size_t size)
{
	if (size == 0 || size > ID_MAX_BYTES)
		return;
	for (size_t i = 0; i < m->references_count; i++)
		if (strlen(m->references[i]) == size && memcmp(m->references[i], id, size) == 0)
			return;
	if (m->references_count == HEADER_MAX_REFERENCES)
		memmove(m->references, m->references + 1, --m->references_count * sizeof *m->references);
	ARENA_PUSH(a, m, references) = arena_strndup(a, id, size);
}

/* Ids in angle brackets; in a value without any, words that have an @. */
static void add_references(struct arena *a, const struct header *h, const char *name, struct mail *m)
{
	const struct field *f;
	for (size_t i = 0; i < 10 && (f = header_find(h, name, i)); i++) {
		const char *text = words_decode(a, f->value), *stops = strchr(text, '<') ? "<>" : " \t,;";
		bool angle = stops[0] == '<';
		for (const char *p = text; *p;) {
			size_t n = strcspn(p, stops);
			bool inside = !angle || (p > text && p[-1] == '<' && p[n] == '>');
			if (inside && memchr(p, '@', n) && !memchr(p, ' ', n))
				add_reference(a, m, p, n);
			p += n + (p[n] != '\0');
		}
	}
}

static void read_addresses(struct arena *a, const struct header *h, const char *name, struct address_list *list)
{
	*list = (struct address_list){0};
	for (size_t i = 0; i < h->fields_count; i++)
		if (header_is(&h->fields[i], name))
			address_parse(a, h->fields[i].value, list);
}

static void read_people(struct arena *a, const struct header *h, struct mail *m)
{
	struct address_list from, to, cc;
	read_addresses(a, h, "From", &from);
	read_addresses(a, h, "To", &to);
	read_addresses(a, h, "Cc", &cc);
	m->from = from.items, m->from_count = from.items_count, m->from_cap = from.items_cap;
	m->to = to.items, m->to_count = to.items_count, m->to_cap = to.items_cap;
	m->cc = cc.items, m->cc_count = cc.items_count, m->cc_cap = cc.items_cap;
	if (from.cut || to.cut || cc.cut)
		m->fault = arena_printf(a, "收件人过多, 只读了前 %d 个", MAIL_MAX_ADDRESSES);
}

/* <who@where> without the brackets; "" for the null sender of a bounce. */
static char *path_of(struct arena *a, const struct header *h)
{
	char *text = text_of(a, h, "Return-Path");
	if (!text)
		return NULL;
	size_t n = strlen(text);
	return n > 1 && text[0] == '<' && text[n - 1] == '>' ? text_trim(a, arena_strndup(a, text + 1, n - 2)) : text;
}

static bool is_autoreply(struct arena *a, const struct header *h)
{
	static const char *const names[] = {"X-Autoreply", "X-Auto-Reply", "X-Autorespond", "X-Autoresponse", "X-Autoresponder", "X-AutoReply-From",
	                                    "X-Mail-Autoreply", "X-Autogenerated"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = text_of(a, h, names[i]);
		if (value && !text_same_nocase(value, "no"))
			return true;
	}
	return false;
}

void header_values(struct arena *a, const struct header *h, struct mail *m_r)
{
	const char *subject = text_of(a, h, "Subject"), *mailer = text_of(a, h, "X-Mailer");
	if (!mailer)
		mailer = text_of(a, h, "User-Agent");
	read_people(a, h, m_r);
	m_r->message_id = id_of(a, h, "Message-ID");
	m_r->original_id = id_of(a, h, "X-OQ-MSGID");
	add_references(a, h, "References", m_r);
	add_references(a, h, "In-Reply-To", m_r);
	m_r->subject = subject ? subject : "";
	m_r->return_path = path_of(a, h);
	m_r->auto_submitted = text_of(a, h, "Auto-Submitted");
	m_r->precedence = text_of(a, h, "Precedence");
	m_r->list_id = text_of(a, h, "List-Id");
	m_r->auto_response_suppress = text_of(a, h, "X-Auto-Response-Suppress");
	m_r->autoreply_header = is_autoreply(a, h);
	m_r->letter_token = text_of(a, h, "X-Leadclerk-Letter");
	m_r->auth_results = plain_of(a, h, "Authentication-Results");
	m_r->mailer = mailer ? mailer : "";
	if (h->cut)
		m_r->fault = "邮件头过大, 没有读完";
}
