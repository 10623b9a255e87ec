#include <stdio.h>
#include <string.h>

#include "parsers/ole.h"
#include "parsers/outlook.h"

/* .msg (MS-OXMSG 2): each property of more than eight bytes is a stream "__substg1.0_" and its id and type; each attachment a storage, a mail
 * attached to it a storage within that. */

#define DAMAGED "Outlook 邮件（.msg）不完整或已损坏，请直接附上表格文件后再发"

struct msg {
	struct outlook *o;
	struct ole *ole;
};

static bool value_of(const struct msg *m, uint32_t storage, unsigned id, unsigned type, struct bytes *value_r)
{
	char name[32];
	snprintf(name, sizeof name, "__substg1.0_%04X%04X", id, type);
	uint32_t entry = ole_find(m->ole, storage, name);
	if (!entry || ole_read(m->ole, entry, value_r) != TABLE_OK || value_r->size > m->o->room)
		return false;
	m->o->room -= value_r->size;
	return true;
}

static const char *text_of(const struct msg *m, uint32_t storage, unsigned id)
{
	struct bytes value;
	if (value_of(m, storage, id, TYPE_UNICODE, &value))
		return outlook_text(m->o->a, TYPE_UNICODE, value, 0);
	return value_of(m, storage, id, TYPE_STRING8, &value) ? outlook_text(m->o->a, TYPE_STRING8, value, m->o->codepage) : "";
}

/* Small properties lie in one stream, sixteen bytes each, behind a head. */
static unsigned number_of(const struct msg *m, unsigned id)
{
	enum { HEAD = 32, ITEM = 16 };
	struct bytes all;
	uint32_t entry = ole_find(m->ole, OLE_ROOT, "__properties_version1.0");
	if (!entry || ole_read(m->ole, entry, &all) != TABLE_OK)
		return 0;
	for (size_t at = HEAD; at + ITEM <= all.size; at += ITEM) {
		const uint8_t *p = all.data + at;
		if (p[0] == TYPE_LONG && p[1] == 0 && ((unsigned)p[2] | (unsigned)p[3] << 8) == id)
			return (unsigned)p[8] | (unsigned)p[9] << 8;
	}
	return 0;
}

static void read_words(const struct msg *m)
{
	struct outlook_words *w = m->o->words;
	struct bytes html;
	m->o->codepage = number_of(m, PROP_CODEPAGE);
	w->subject = text_of(m, OLE_ROOT, PROP_SUBJECT);
	w->text = text_of(m, OLE_ROOT, PROP_BODY);
	w->html = text_of(m, OLE_ROOT, PROP_HTML);
	if (!*w->html && value_of(m, OLE_ROOT, PROP_HTML, TYPE_BINARY, &html))
		w->html = outlook_text(m->o->a, TYPE_BINARY, html, number_of(m, PROP_INTERNET_CODEPAGE));
}

static enum table_status read_attachments(const struct msg *m, uint32_t storage);

static enum table_status read_attachment(const struct msg *m, uint32_t storage)
{
	static const unsigned names[] = {PROP_LONG_NAME, PROP_NAME, PROP_DISPLAY_NAME};
	char inner[32];
	struct bytes data;
	const char *name = "";
	snprintf(inner, sizeof inner, "__substg1.0_%04X%04X", PROP_DATA, TYPE_OBJECT);
	uint32_t mail = ole_find(m->ole, storage, inner);
	enum table_status status = outlook_count(m->o);
	if (status != TABLE_OK)
		return status;
	if (mail)
		return m->o->depth < OUTLOOK_MAX_DEPTH ? read_attachments(m, mail) : TABLE_OK;
	for (size_t i = 0; i < sizeof names / sizeof *names && !*name; i++)
		name = text_of(m, storage, names[i]);
	if (!value_of(m, storage, PROP_DATA, TYPE_BINARY, &data)) {
		m->o->detail = DAMAGED;
		return *name ? TABLE_BROKEN : TABLE_OK; /* a link, without bytes or name */
	}
	return outlook_file(m->o, name, data);
}

static enum table_status read_attachments(const struct msg *m, uint32_t storage)
{
	enum table_status status = TABLE_OK;
	uint32_t entry = 0;
	m->o->depth++;
	for (unsigned i = 0; i < OUTLOOK_MAX_FILES && status == TABLE_OK; i++) {
		char name[48];
		snprintf(name, sizeof name, "__attach_version1.0_#%08X", i);
		if (!(entry = ole_find(m->ole, storage, name)))
			break;
		status = read_attachment(m, entry);
	}
	m->o->depth--;
	return status;
}

enum table_status msg_read(struct outlook *o, struct bytes file)
{
	struct msg m = {o, ole_open(o->a, file)};
	if (!m.ole) {
		o->detail = DAMAGED;
		return TABLE_BROKEN;
	}
	read_words(&m);
	return read_attachments(&m, OLE_ROOT);
}
