#include "address.h"

#include <string.h>

#include "base/text.h"
#include "words.h"

enum { ADDRESS_MAX_BYTES = 320 };

/* The mailbox that is being read. */
struct mailbox {
	struct buf name; /* own: raw bytes of the phrase, quotes undone, comments gone */
	struct buf addr; /* own: raw bytes between < and > */
	bool angle;      /* a < was seen: `addr` is it, else the phrase may be a bare address */
	bool quoted;     /* the phrase had a quoted string: it is then no bare address */
	bool at;         /* the phrase has an @ outside of quotes */
};

struct cursor {
	const uint8_t *p, *end;
};

static bool is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_comment(struct cursor *c)
{
	int depth = 0;
	for (; c->p < c->end; c->p++) {
		if (*c->p == '\\' && c->p + 1 < c->end)
			c->p++;
		else if (*c->p == '(')
			depth++;
		else if (*c->p == ')' && --depth == 0)
			break;
	}
	if (c->p < c->end)
		c->p++;
}

/* A quoted string at the cursor; `raw` keeps quotes and escapes (inside an address), else they are undone (a display name). */
static void take_quoted(struct cursor *c, struct buf *out, bool raw)
{
	if (raw)
		buf_addc(out, '"');
	for (c->p++; c->p < c->end && *c->p != '"'; c->p++) {
		if (*c->p == '\\' && c->p + 1 < c->end) {
			if (raw)
				buf_addc(out, '\\');
			c->p++;
		}
		buf_addc(out, (char)*c->p);
	}
	if (raw)
		buf_addc(out, '"');
	if (c->p < c->end)
		c->p++;
}

/* From < to >, comments left out. An address that does not end spoils itself: it keeps its <. */
static void take_angle(struct cursor *c, struct mailbox *m)
{
	m->angle = true;
	buf_clear(&m->addr);
	for (c->p++; c->p < c->end && *c->p != '>';) {
		if (*c->p == '"')
			take_quoted(c, &m->addr, true);
		else if (*c->p == '(')
			skip_comment(c);
		else
			buf_addc(&m->addr, (char)*c->p++);
	}
	if (c->p < c->end)
		c->p++;
	else
		buf_addc(&m->addr, '<');
}

static bool allowed(uint32_t c)
{
	static const char never[] = "()<>,;:\\\"[]@";
	if (c <= ' ' || (c >= 0x7F && c < 0xA0) || c == 0xFF20 || c == 0xFE6B || c == 0xFFFD || text_is_space(c))
		return false;
	return c >= 0x80 || !strchr(never, (int)c);
}

static bool part_is_good(const char *part)
{
	const char *p = part;
	uint32_t c;
	while ((c = text_next(&p)))
		if (!allowed(c))
			return false;
	return *part != '\0' && !strstr(part, "=?");
}

static char *lower_ascii(char *s)
{
	for (char *p = s; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
	return s;
}

char *address_canonical(struct arena *a, const char *text, size_t size)
{
	char *none = arena_strdup(a, "");
	while (size && is_blank((uint8_t)*text))
		text++, size--;
	while (size && is_blank((uint8_t)text[size - 1]))
		size--;
	if (size && *text == '@') { /* <@relay1,@relay2:who@where>, RFC 5322 section 4.4 */
		const char *colon = memchr(text, ':', size);
		if (!colon)
			return none;
		size -= (size_t)(colon + 1 - text);
		text = colon + 1;
	}
	if (size == 0 || size > ADDRESS_MAX_BYTES || memchr(text, 0, size) || !text_is_utf8(text, size))
		return none;
	char *copy = arena_strndup(a, text, size), *at = strrchr(copy, '@');
	if (!at)
		return none;
	*at = '\0';
	char *local = copy, *domain = at + 1;
	size_t n = strlen(local);
	if (n > 2 && local[0] == '"' && local[n - 1] == '"') {
		local[n - 1] = '\0';
		local++;
	}
	return part_is_good(local) && part_is_good(domain) ? lower_ascii(arena_printf(a, "%s@%s", local, domain)) : none;
}

/* The mailbox is complete: it becomes an item. `named` tells whether a phrase without any address is kept, as a mailbox of nobody. */
static void finish(struct arena *a, struct mailbox *m, struct address_list *list, bool named)
{
	struct bytes name = {(const uint8_t *)(m->name.data ? m->name.data : ""), m->name.size};
	const char *text = words_decode(a, name), *addr = "";
	if (m->angle)
		addr = address_canonical(a, m->addr.data ? m->addr.data : "", m->addr.size);
	else if (!m->quoted && name.size)
		addr = address_canonical(a, m->name.data, m->name.size);
	if (m->angle || *addr || (named && *text)) {
		if (list->items_count < MAIL_MAX_ADDRESSES)
			ARENA_PUSH(a, list, items) = (struct address){.name = m->angle || !*addr ? text : "", .addr = addr};
		else
			list->cut = true;
	}
	buf_clear(&m->name);
	buf_clear(&m->addr);
	m->angle = m->quoted = m->at = false;
}

/* One piece of the value at the cursor. */
static void step(struct arena *a, struct cursor *c, struct mailbox *m, struct address_list *list)
{
	uint8_t here = *c->p;
	if (here == '(') {
		skip_comment(c);
	} else if (m->angle && !is_blank(here) && here != ',' && here != ';') {
		finish(a, m, list, true); /* something after >: another mailbox, its comma forgotten */
	} else if (here == '<') {
		take_angle(c, m);
	} else if (here == '"') {
		m->quoted = true;
		take_quoted(c, &m->name, false);
	} else if (here == ';') {
		c->p++;
		finish(a, m, list, true);
	} else if (here == ',') {
		c->p++;
		if (m->angle || m->at)
			finish(a, m, list, true);
		else if (m->name.size)
			buf_addc(&m->name, ','); /* Wang, Wei <w@x>: a name without quotes */
	} else if (here == ':' && !m->at) {
		c->p++; /* a group's name is nobody's */
		buf_clear(&m->name);
		m->quoted = false;
	} else {
		m->at |= here == '@';
		buf_addc(&m->name, (char)here);
		c->p++;
	}
}

void address_parse(struct arena *a, struct bytes value, struct address_list *list)
{
	struct cursor c = {value.data, value.data + value.size};
	struct mailbox m = {0};
	while (c.p < c.end && !list->cut)
		step(a, &c, &m, list);
	finish(a, &m, list, true);
	buf_release(&m.name);
	buf_release(&m.addr);
}
