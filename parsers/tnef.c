#include <string.h>

#include "parsers/outlook.h"

/* winmail.dat (MS-OXTNEF 2.1): a signature, a key, then attributes: level, id, length, bytes, checksum. Those of the message come first; each
 * attachment begins with its rendering data. Newer properties lie in sets inside an attribute. (libytnef writes into fixed buffers and reads files
 * by name; what is needed of the format is this little.) Checksums are not looked at: several programs write wrong ones. */

enum {
	HEAD = 6, ATTRIBUTE_HEAD = 9, CHECKSUM = 2, IID_SIZE = 16,
	ATT_TITLE = 0x8010, ATT_DATA = 0x800F, ATT_BODY = 0x800C, ATT_SUBJECT = 0x8004, ATT_RENDERING = 0x9002, ATT_PROPERTIES = 0x9003,
	ATT_ATTACHMENT = 0x9005, ATT_CODEPAGE = 0x9007,
};

#define DAMAGED "winmail.dat 不完整或已损坏，请在 Outlook 中改用 HTML 格式后重发"

struct attachment {
	bool open;
	struct bytes data, object;
	const char *title, *name, *long_name, *display_name;
};

struct tnef {
	struct outlook *o;
	struct attachment at;
	struct bytes html;
	unsigned html_type;
};

/* A piece of the file that is read from front to end; bad once something lay outside. */
struct cursor {
	const uint8_t *at, *end;
	bool bad;
};

static struct bytes take(struct cursor *c, size_t size)
{
	struct bytes b = {c->at, size};
	if (size > (size_t)(c->end - c->at)) {
		c->bad = true;
		return (struct bytes){c->at, 0};
	}
	c->at += size;
	return b;
}

static uint32_t get(struct cursor *c, size_t size)
{
	struct bytes b = take(c, size);
	uint32_t n = 0;
	for (size_t i = b.size; i-- > 0;)
		n = n << 8 | b.data[i];
	return n;
}

static size_t padded(size_t size)
{
	return (size + 3) & ~(size_t)3;
}

/* ---- sets of properties (MS-OXTNEF 2.1.3.4) ---- */

/* Bytes of a value of fixed size, as they lie there; 0: its size is written before it. */
static size_t fixed_size(unsigned type)
{
	switch (type) {
	case 0x0002: case 0x0003: case 0x0004: case 0x000A: case 0x000B: return 4;
	case 0x0005: case 0x0006: case 0x0007: case 0x0014: case 0x0040: return 8;
	case 0x0048: return 16;
	default: return 0;
	}
}

static const char *string(const struct tnef *t, unsigned type, struct bytes value)
{
	return outlook_text(t->o->a, type, value, t->o->codepage);
}

static bool is_text(unsigned type)
{
	return type == TYPE_STRING8 || type == TYPE_UNICODE;
}

static void of_message(struct tnef *t, unsigned id, unsigned type, struct bytes value)
{
	struct outlook_words *w = t->o->words;
	if (t->o->depth > 1)
		return;
	if (id == PROP_BODY && is_text(type) && !*w->text)
		w->text = string(t, type, value);
	else if (id == PROP_SUBJECT && is_text(type) && !*w->subject)
		w->subject = string(t, type, value);
	else if (id == PROP_HTML && (is_text(type) || type == TYPE_BINARY)) {
		t->html = value;
		t->html_type = type;
	}
}

static void of_attachment(struct tnef *t, unsigned id, unsigned type, struct bytes value)
{
	struct attachment *at = &t->at;
	if (id == PROP_LONG_NAME && is_text(type))
		at->long_name = string(t, type, value);
	else if (id == PROP_NAME && is_text(type))
		at->name = string(t, type, value);
	else if (id == PROP_DISPLAY_NAME && is_text(type))
		at->display_name = string(t, type, value);
	else if (id == PROP_DATA && type == TYPE_BINARY && !at->data.size)
		at->data = value;
	else if (id == PROP_DATA && type == TYPE_OBJECT && value.size > IID_SIZE)
		at->object = (struct bytes){value.data + IID_SIZE, value.size - IID_SIZE};
}

static void skip_name(struct cursor *c)
{
	enum { GUID_SIZE = 16, BY_NAME = 1 };
	take(c, GUID_SIZE);
	uint32_t kind = get(c, 4), size = get(c, 4); /* of a name; else the size is its number */
	if (kind == BY_NAME)
		take(c, padded(size));
}

static void read_properties(struct tnef *t, struct bytes set, void (*use)(struct tnef *, unsigned, unsigned, struct bytes))
{
	enum { SEVERAL = 0x1000, NAMED = 0x8000 };
	struct cursor c = {set.data, set.data + set.size, false};
	uint32_t count = get(&c, 4);
	for (uint32_t i = 0; i < count && !c.bad; i++) {
		unsigned type = get(&c, 2), id = get(&c, 2);
		size_t fixed = fixed_size(type & ~(unsigned)SEVERAL);
		if (id >= NAMED)
			skip_name(&c);
		uint32_t values = fixed && !(type & SEVERAL) ? 1 : get(&c, 4);
		for (uint32_t k = 0; k < values && !c.bad && (fixed || c.at < c.end); k++) {
			uint32_t size = fixed ? (uint32_t)fixed : get(&c, 4);
			struct bytes value = take(&c, size);
			take(&c, c.bad ? 0 : padded(size) - size < (size_t)(c.end - c.at) ? padded(size) - size : (size_t)(c.end - c.at));
			if (!c.bad && id == PROP_INTERNET_CODEPAGE && type == TYPE_LONG)
				t->o->html_codepage = (unsigned)value.data[0] | (unsigned)value.data[1] << 8;
			else if (!c.bad && id < NAMED)
				use(t, id, type, value);
		}
	}
}

/* ---- attributes ---- */

static const char *first_name(const struct attachment *at)
{
	const char *const names[] = {at->long_name, at->name, at->title, at->display_name};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i] && *names[i])
			return names[i];
	return "";
}

/* A mail in a mail is such a stream itself; its attachments stand beside ours. */
static enum table_status end_attachment(struct tnef *t)
{
	struct attachment at = t->at;
	struct bytes inner = at.object;
	t->at = (struct attachment){0};
	if (!at.open)
		return TABLE_OK;
	enum table_status status = outlook_count(t->o);
	if (status != TABLE_OK)
		return status;
	if (inner.size && outlook_is(t->o->a, inner) == OUTLOOK_TNEF)
		return t->o->depth < OUTLOOK_MAX_DEPTH ? tnef_read(t->o, inner) : TABLE_OK;
	return outlook_file(t->o, first_name(&at), at.data.size ? at.data : inner);
}

static enum table_status use_attribute(struct tnef *t, unsigned id, struct bytes data)
{
	enum table_status status = TABLE_OK;
	if (id == ATT_RENDERING) {
		status = end_attachment(t);
		t->at.open = true;
	} else if (id == ATT_TITLE)
		t->at.title = string(t, TYPE_STRING8, data);
	else if (id == ATT_DATA) {
		t->at.data = data;
		t->at.open = true;
	} else if (id == ATT_ATTACHMENT)
		read_properties(t, data, of_attachment);
	else if (id == ATT_PROPERTIES)
		read_properties(t, data, of_message);
	else if (id == ATT_BODY)
		of_message(t, PROP_BODY, TYPE_STRING8, data);
	else if (id == ATT_SUBJECT)
		of_message(t, PROP_SUBJECT, TYPE_STRING8, data);
	else if (id == ATT_CODEPAGE && data.size >= 2)
		t->o->codepage = (unsigned)data.data[0] | (unsigned)data.data[1] << 8;
	return status;
}

static enum table_status read_attributes(struct tnef *t, struct cursor *c)
{
	while (c->end - c->at >= ATTRIBUTE_HEAD) {
		unsigned level = get(c, 1), id = get(c, 2);
		take(c, 2);
		struct bytes data = take(c, get(c, 4));
		if (level != 1 && level != 2)
			return TABLE_OK; /* what mail servers append */
		if (c->bad)
			return TABLE_BROKEN;
		take(c, c->end - c->at < CHECKSUM ? 0 : CHECKSUM);
		enum table_status status = use_attribute(t, id, data);
		if (status != TABLE_OK)
			return status;
	}
	return TABLE_OK;
}

enum table_status tnef_read(struct outlook *o, struct bytes file)
{
	struct tnef t = {.o = o};
	struct cursor c = {file.data, file.data + file.size, false};
	unsigned codepage = o->codepage;
	o->depth++;
	take(&c, HEAD);
	enum table_status status = c.bad ? TABLE_BROKEN : read_attributes(&t, &c), last = TABLE_OK;
	if (status != TABLE_TOO_LARGE)
		last = status == TABLE_OK ? end_attachment(&t) : TABLE_OK;
	if (t.html.size)
		o->words->html = outlook_text(o->a, t.html_type, t.html, o->html_codepage);
	o->depth--;
	o->codepage = codepage;
	if (status == TABLE_BROKEN && !*o->detail)
		o->detail = DAMAGED;
	return status != TABLE_OK ? status : last;
}
