#include "parsers/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"

enum {
	WINDOW = 256 * 1024,
	LOOK = 64 * 1024,   /* a token begins only with as much in the window, or the end: so none is cut */
	SLACK = 64,         /* zeros around the window: whoever runs to its end stops there, and a name may be copied at one go */
	NAME_ROOM = 48,     /* of an element's name with its prefix */
	MAX_ATTRIBUTES = 32,
};

/* What a byte is within text. */
enum { PLAIN = 1, NAME_START = 2, NAME = 4, BLANK = 8 };

#define LETTER (PLAIN | NAME_START | NAME)
static const unsigned char kinds[256] = {
	['\t'] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, [' '] = PLAIN | BLANK,
	['!'] = PLAIN, ['#'] = PLAIN, ['$'] = PLAIN, ['%'] = PLAIN, ['('] = PLAIN, [')'] = PLAIN, ['*'] = PLAIN, ['+'] = PLAIN, [','] = PLAIN,
	['-'] = PLAIN | NAME, ['.'] = PLAIN | NAME, ['/'] = PLAIN, ['0' ... '9'] = PLAIN | NAME, [':'] = PLAIN, [';'] = PLAIN, ['='] = PLAIN,
	['?'] = PLAIN, ['@'] = PLAIN, ['A' ... 'Z'] = LETTER, ['['] = PLAIN, ['\\'] = PLAIN, [']'] = PLAIN, ['^'] = PLAIN, ['_'] = LETTER,
	['`'] = PLAIN, ['a' ... 'z'] = LETTER, ['{'] = PLAIN, ['|'] = PLAIN, ['}'] = PLAIN, ['~'] = PLAIN, [0x7F] = PLAIN,
};

struct element {
	unsigned char size, local; /* of the name with its prefix; where the local name begins */
	char name[NAME_ROOM];
};

struct scan {
	const struct xml_handler *handler; /* foreign */
	xml_shortcut *shortcut;            /* or NULL */
	void *arg;                         /* foreign */
	const bool *stop;                  /* foreign */
	char *at, *end;                    /* what is not looked at yet; zeros behind it */
	bool begun, last;                  /* the first bytes were looked at; no more will come */
	bool root, odd;
	size_t depth;
	struct element open[TABLE_MAX_DEPTH];
	char room[SLACK + WINDOW + SLACK];
};

struct scan *scan_new(const struct xml_handler *handler, xml_shortcut *shortcut, void *arg, const bool *stop)
{
	struct scan *s = malloc(sizeof *s);
	if (!s)
		bug_no_memory(sizeof *s);
	memset(s, 0, offsetof(struct scan, open));
	memset(s->room, 0, SLACK);
	s->handler = handler;
	s->shortcut = shortcut;
	s->arg = arg;
	s->stop = stop;
	s->at = s->end = s->room + SLACK;
	return s;
}

void scan_free(struct scan *s)
{
	free(s);
}

static bool odd(struct scan *s)
{
	s->odd = true;
	return false;
}

static bool is(char c, int kind)
{
	return kinds[(unsigned char)c] & kind;
}

static char *skip_blanks(char *p)
{
	while (is(*p, BLANK))
		p++;
	return p;
}

/* ---- text ---- */

/* The length of the character at p, which is beyond ASCII; 0 if it is none that XML allows. Zeros stand behind the window. */
static size_t wide_character(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	if (u[0] >= 0xC2 && u[0] <= 0xDF)
		return (u[1] & 0xC0) == 0x80 ? 2 : 0;
	if (u[0] >= 0xE0 && u[0] <= 0xEF) {
		unsigned c = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		if ((u[1] & 0xC0) != 0x80 || (u[2] & 0xC0) != 0x80 || c < 0x800 || (c >= 0xD800 && c <= 0xDFFF) || c >= 0xFFFE)
			return 0;
		return 3;
	}
	if (u[0] < 0xF0 || u[0] > 0xF4 || (u[1] & 0xC0) != 0x80 || (u[2] & 0xC0) != 0x80 || (u[3] & 0xC0) != 0x80)
		return 0;
	return (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] > 0x8F) ? 0 : 4;
}

/* Whether the byte at p, which is not PLAIN nor the stop, may stand where it does and means itself. */
static bool is_itself(const char *p, char stop)
{
	switch (*p) {
	case '"': case '\'': return true;
	case '>': return stop != '<' || p[-1] != ']';
	case '\t': case '\n': return stop == '<'; /* in an attribute it would be a blank */
	default: return false;
	}
}

/* U+4000 to U+9FFF, nearly all that there is beyond ASCII. */
static bool is_chinese(const char *p)
{
	return (unsigned char)*p >= 0xE4 && (unsigned char)*p <= 0xE9 && ((unsigned char)p[1] & 0xC0) == 0x80 && ((unsigned char)p[2] & 0xC0) == 0x80;
}

static char *skip_ascii(char *p)
{
	while (is(*p, PLAIN))
		p++;
	return p;
}

/* The first byte from p on that does not mean itself, or is the stop. */
static char *skip_plain(char *p, char stop)
{
	for (;;) {
		p = skip_ascii(p);
		if (*p == stop)
			return p;
		if (is_chinese(p)) {
			do
				p += 3;
			while (is_chinese(p));
			continue;
		}
		size_t n = (unsigned char)*p >= 0x80 ? wide_character(p) : is_itself(p, stop);
		if (n == 0)
			return p;
		p += n;
	}
}

char *xml_plain_text(char *p)
{
	p = skip_plain(p, '<');
	return *p == '<' ? p : NULL;
}

/* &#x4E1C; &#19996; &amp; as their character at *to_r; where they end, NULL if they are none. */
static char *undo_entity(char *p, char **to_r)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
	if (p[1] != '#') {
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (text_begins(p, known[i].name)) {
				*(*to_r)++ = known[i].c;
				return p + strlen(known[i].name);
			}
		return NULL;
	}
	char *from = p[2] == 'x' ? p + 3 : p + 2, *end = from;
	uint32_t c = 0;
	for (unsigned base = p[2] == 'x' ? 16 : 10; end - from < 8; end++) {
		unsigned digit = *end >= '0' && *end <= '9' ? (unsigned)(*end - '0') : (*end | 32) >= 'a' && (*end | 32) <= 'f' ? (unsigned)((*end | 32) - 'a') + 10 : 99;
		if (digit >= base)
			break;
		c = c * base + digit;
	}
	bool allowed = c >= ' ' ? c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
	if (end == from || *end != ';' || !allowed)
		return NULL;
	*to_r += text_put(*to_r, c);
	return end + 1;
}

/* From p, where the first entity or carriage return stands, on to the stop: what is left is moved together. The new end in *to_r. */
static char *undo(char *p, char stop, char **to_r)
{
	char *to = p;
	while (*p != stop) {
		if (*p == '&') {
			if (!(p = undo_entity(p, &to)))
				return NULL;
		} else if (*p == '\r' && stop == '<') {
			*to++ = '\n';
			p += p[1] == '\n' ? 2 : 1;
		} else {
			char *next = skip_plain(p, stop);
			if (next == p)
				return NULL;
			memmove(to, p, (size_t)(next - p));
			to += next - p;
			p = next;
		}
	}
	*to_r = to;
	return p;
}

/* From p to the stop: where it stands, and where what was read ends (*to_r). NULL: there is something odd before it. */
static char *read_text(char *p, char stop, char **to_r)
{
	p = skip_plain(p, stop);
	*to_r = p;
	if (*p == stop)
		return p;
	return *p == '&' || (*p == '\r' && stop == '<') ? undo(p, stop, to_r) : NULL;
}

/* ---- tags ---- */

/* A name at p: its end, and where its local part begins. NULL if there is none. */
static char *read_name(char *p, char **local_r)
{
	if (!is(*p, NAME_START))
		return NULL;
	*local_r = p;
	while (is(*p, NAME))
		p++;
	if (*p != ':')
		return p;
	if (!is(p[1], NAME_START))
		return NULL;
	*local_r = ++p;
	while (is(*p, NAME))
		p++;
	return *p == ':' ? NULL : p;
}

static bool is_doubled(const char *const *attributes, size_t count)
{
	for (size_t i = 0; i < count; i += 2)
		if (attributes[i][0] == attributes[count][0] && attributes[i][1] == attributes[count][1] && strcmp(attributes[i], attributes[count]) == 0)
			return true;
	return false;
}

/* The attributes from p on; where ">" or "/>" stands. All are ended by zeros in place: the character that stood behind one was looked at before. */
static char *read_attributes(char *p, const char **attributes)
{
	size_t count = 0;
	for (;;) {
		char *before = p, *local, *to;
		p = skip_blanks(p);
		if (*p == '>' || *p == '/')
			break;
		char *name = p, *name_end = p == before ? NULL : read_name(p, &local);
		if (!name_end || count == 2 * MAX_ATTRIBUTES)
			return NULL;
		p = skip_blanks(name_end);
		if (*p != '=')
			return NULL;
		p = skip_blanks(p + 1);
		char quote = *p, *value = p + 1;
		if (quote != '"' && quote != '\'')
			return NULL;
		p = to = skip_ascii(value); /* which nearly all are */
		if (*p != quote && !(p = read_text(p, quote, &to)))
			return NULL;
		*name_end = '\0';
		*to = '\0';
		attributes[count] = name;
		attributes[count + 1] = value;
		if (count && is_doubled(attributes, count))
			return NULL;
		count += 2;
		p++;
	}
	attributes[count] = NULL;
	return p;
}

static bool start_tag(struct scan *s)
{
	const char *attributes[2 * MAX_ATTRIBUTES + 1];
	char *name = s->at + 1, *local, *name_end = read_name(name, &local), *p = name_end ? read_attributes(name_end, attributes) : NULL;
	if (!p || s->depth >= TABLE_MAX_DEPTH || name_end - name >= NAME_ROOM || (s->depth == 0 && s->root))
		return odd(s);
	bool empty = *p == '/';
	if (empty && *++p != '>')
		return odd(s);
	*name_end = '\0';
	s->root = true;
	s->at = p + 1;
	if (!empty) {
		struct element *e = &s->open[s->depth++];
		e->size = (unsigned char)(name_end - name);
		e->local = (unsigned char)(local - name);
		memcpy(e->name, name, NAME_ROOM);
	}
	s->handler->start(s->arg, local, attributes);
	if (empty && !*s->stop)
		s->handler->end(s->arg, local);
	return true;
}

static bool end_tag(struct scan *s)
{
	const struct element *e = s->depth ? &s->open[s->depth - 1] : NULL;
	if (!e || memcmp(s->at + 2, e->name, e->size) != 0)
		return odd(s);
	char *p = skip_blanks(s->at + 2 + e->size);
	if (*p != '>')
		return odd(s);
	s->at = p + 1;
	s->depth--;
	s->handler->end(s->arg, e->name + e->local);
	return true;
}

/* ---- the rest ---- */

static bool only_allowed(const char *p, const char *end)
{
	while (p < end) {
		size_t n = (unsigned char)*p >= 0x80 ? wide_character(p) : (unsigned char)*p >= ' ' || is(*p, BLANK);
		if (n == 0)
			return false;
		p += n;
	}
	return true;
}

/* <!-- --> and <![CDATA[ ]]>; nothing else that begins so is for us. */
static bool declaration(struct scan *s)
{
	bool comment = strncmp(s->at, "<!--", 4) == 0, cdata = strncmp(s->at, "<![CDATA[", 9) == 0;
	char *from = s->at + (comment ? 4 : 9);
	if ((!comment && !cdata) || (cdata && s->depth == 0) || from > s->end)
		return odd(s);
	char *to = memmem(from, (size_t)(s->end - from), comment ? "--" : "]]>", comment ? 2 : 3);
	if (!to || (comment && to[2] != '>') || !only_allowed(from, to) || (cdata && memchr(from, '\r', (size_t)(to - from))))
		return odd(s);
	s->at = to + 3;
	if (cdata && to > from && s->handler->text)
		s->handler->text(s->arg, from, (size_t)(to - from));
	return true;
}

static bool text(struct scan *s)
{
	char *from = s->at, *to;
	if (s->depth == 0) { /* around the root there are blanks only */
		s->at = skip_blanks(from);
		return s->at > from || odd(s);
	}
	if (!(s->at = read_text(from, '<', &to)))
		return odd(s);
	if (s->handler->text)
		s->handler->text(s->arg, from, (size_t)(to - from));
	return true;
}

/* name="value" at *p, with blanks before it: past it, if it is that. */
static bool says(char **p, const char *name, const char *value)
{
	size_t n = strlen(name), size = strlen(value);
	char *q = skip_blanks(*p);
	if (q == *p || strncmp(q, name, n) != 0 || *(q = skip_blanks(q + n)) != '=')
		return false;
	char quote = *(q = skip_blanks(q + 1));
	if ((quote != '"' && quote != '\'') || strncmp(q + 1, value, size) != 0 || q[1 + size] != quote)
		return false;
	*p = q + 2 + size;
	return true;
}

/* A byte order mark, and a declaration that says nothing else than XML 1.0 and UTF-8. */
static bool begin(struct scan *s)
{
	s->begun = true;
	if (strncmp(s->at, "\xEF\xBB\xBF", 3) == 0)
		s->at += 3;
	if (strncmp(s->at, "<?xml", 5) != 0)
		return true;
	char *p = s->at + 5;
	if (!says(&p, "version", "1.0"))
		return odd(s);
	if (!says(&p, "encoding", "UTF-8"))
		says(&p, "encoding", "utf-8");
	if (!says(&p, "standalone", "yes"))
		says(&p, "standalone", "no");
	p = skip_blanks(p);
	if (strncmp(p, "?>", 2) != 0)
		return odd(s);
	s->at = p + 2;
	return true;
}

static bool run(struct scan *s)
{
	if (!s->begun && (s->last || s->end - s->at >= LOOK) && !begin(s))
		return false;
	while (!*s->stop && s->at < s->end && (s->last || s->end - s->at >= LOOK)) {
		bool good;
		char *past = s->shortcut && s->depth ? s->shortcut(s->arg, s->at) : NULL;
		if (past) {
			s->at = past;
			continue;
		}
		if (*s->at != '<')
			good = text(s);
		else if (s->at[1] == '/')
			good = end_tag(s);
		else
			good = s->at[1] == '!' ? declaration(s) : start_tag(s);
		if (!good)
			return false;
	}
	return true;
}

static void move_to_front(struct scan *s)
{
	size_t left = (size_t)(s->end - s->at);
	memmove(s->room + SLACK, s->at, left);
	s->at = s->room + SLACK;
	s->end = s->at + left;
}

bool scan_feed(struct scan *s, const void *data, size_t size)
{
	const char *from = data;
	while (size && !s->odd && !*s->stop) {
		size_t room = (size_t)(s->room + SLACK + WINDOW - s->end);
		if (room < size)
			move_to_front(s);
		room = (size_t)(s->room + SLACK + WINDOW - s->end);
		size_t n = size < room ? size : room;
		memcpy(s->end, from, n);
		s->end += n;
		memset(s->end, 0, SLACK);
		from += n;
		size -= n;
		run(s);
	}
	return !s->odd;
}

bool scan_end(struct scan *s)
{
	s->last = true;
	if (!s->odd && !*s->stop && run(s) && !*s->stop && (s->depth || !s->root))
		s->odd = true;
	return !s->odd;
}
