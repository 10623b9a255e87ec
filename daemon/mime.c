#include "mime.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/bug.h"
#include "base/late.h"
#include "base/library.h"
#include "base/text.h"
#include "body.h"
#include "header.h"
#include "tame.h"
#include "words.h"

#define FUNCTIONS(F) \
	F(g_ascii_strcasecmp) F(g_ascii_strncasecmp) F(g_byte_array_new) F(g_byte_array_set_size) F(g_byte_array_unref) F(g_date_time_get_year) \
	F(g_date_time_to_unix) F(g_date_time_unref) F(g_mime_content_type_is_type) F(g_mime_data_wrapper_get_encoding) F(g_mime_data_wrapper_get_stream) \
	F(g_mime_data_wrapper_write_to_stream) F(g_mime_header_get_raw_value) F(g_mime_header_list_get_header) F(g_mime_init) \
	F(g_mime_message_get_mime_part) F(g_mime_message_part_get_message) F(g_mime_message_part_get_type) F(g_mime_multipart_get_count) \
	F(g_mime_multipart_get_part) F(g_mime_multipart_get_type) F(g_mime_object_get_content_type) F(g_mime_object_get_header_list) \
	F(g_mime_object_get_type) F(g_mime_parser_construct_part) F(g_mime_parser_new_with_stream) F(g_mime_part_get_content) F(g_mime_part_get_content_id) \
	F(g_mime_part_get_type) F(g_mime_stream_mem_get_type) F(g_mime_stream_mem_new_with_byte_array) F(g_mime_stream_mem_set_owner) \
	F(g_mime_utils_header_decode_date) F(g_object_unref) F(g_type_check_instance_cast) F(g_type_check_instance_is_a) F(gmime_major_version) \
	F(gmime_micro_version) F(gmime_minor_version)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};
#define g_mime_message_part_get_type lib.g_mime_message_part_get_type
#define g_mime_multipart_get_type lib.g_mime_multipart_get_type
#define g_mime_object_get_type lib.g_mime_object_get_type
#define g_mime_part_get_type lib.g_mime_part_get_type
#define g_mime_stream_mem_get_type lib.g_mime_stream_mem_get_type
#define g_type_check_instance_cast lib.g_type_check_instance_cast
#define g_type_check_instance_is_a lib.g_type_check_instance_is_a

enum {
	DECODED_TEXT_MAX = 32 * 1024 * 1024, /* bytes of the texts of one message that are looked at */
	CONTENT_HEADERS_MAX = 256 * 1024,    /* bytes of the Content-* fields that GMime gets to see */
	STATUS_MAX = 16 * 1024,              /* bytes of a delivery report that are looked at */
	RETURNED_LINE = 1000,                /* characters of a returned mail's header line */
	SMALL_LOGO = 64 * 1024,              /* bytes of a picture without a name that is decoration */
	FIRST_YEAR = 1990,
	LAST_YEAR = 2089,
};

struct reading {
	struct arena *a;              /* foreign */
	struct mail *m;               /* foreign */
	struct digest_state digest;
	int parts_seen;
};

/* One message: the mail itself, or one attached to it. */
struct message {
	const char *nested_subject;   /* NULL for the mail itself */
	struct body body;
	GMimePart **files;            /* foreign: attachments in order */
	size_t files_count, files_cap;
	GMimeMessage **mails;         /* foreign: attached mails in order */
	size_t mails_count, mails_cap;
};

static void read_bytes(struct reading *r, uint8_t *raw, size_t size, bool nested, int depth);

static void fault(struct reading *r, const char *text)
{
	if (!r->m->fault)
		r->m->fault = text;
}

static struct bytes raw_header(GMimeObject *o, const char *name)
{
	GMimeHeaderList *list = lib.g_mime_object_get_header_list(o);
	GMimeHeader *h = list ? lib.g_mime_header_list_get_header(list, name) : NULL;
	const char *value = h ? lib.g_mime_header_get_raw_value(h) : NULL;
	return (struct bytes){(const uint8_t *)(value ? value : ""), value ? strlen(value) : 0};
}

static bool is_type(GMimeObject *o, const char *type, const char *subtype)
{
	return lib.g_mime_content_type_is_type(lib.g_mime_object_get_content_type(o), type, subtype);
}

/* The decoded name of an attachment, "" if it has none (china.md section 2.2 has the order). */
static const char *file_name(struct arena *a, GMimeObject *o)
{
	char *name = words_param(a, raw_header(o, "Content-Disposition"), "filename");
	if (!name || !*name)
		name = words_param(a, raw_header(o, "Content-Type"), "name");
	return name ? words_file_name(a, name) : "";
}

static bool is_attachment(GMimeObject *o)
{
	struct bytes value = raw_header(o, "Content-Disposition");
	while (value.size && (*value.data == ' ' || *value.data == '\t' || *value.data == '\r' || *value.data == '\n'))
		value.data++, value.size--;
	return value.size >= 10 && lib.g_ascii_strncasecmp((const char *)value.data, "attachment", 10) == 0;
}

/* What GMime keeps of a content is where it lies among the bytes of read_bytes. */
static bool decode_here(GMimeDataWrapper *content, GByteArray *bytes)
{
	GMimeStream *stream = lib.g_mime_data_wrapper_get_stream(content);
	if (lib.g_mime_data_wrapper_get_encoding(content) != GMIME_CONTENT_ENCODING_BASE64 || !GMIME_IS_STREAM_MEM(stream))
		return false;
	const GByteArray *all = GMIME_STREAM_MEM(stream)->buffer;
	gint64 from = stream->bound_start, to = stream->bound_end;
	if (from < 0 || to < from || (guint64)to > all->len)
		return false;
	size_t size;
	lib.g_byte_array_set_size(bytes, (guint)BASE64_ROOM((size_t)(to - from)));
	bool good = base64_decode(all->data + from, (size_t)(to - from), bytes->data, &size);
	lib.g_byte_array_set_size(bytes, good ? (guint)size : 0);
	return good;
}

/* The decoded content; released with lib.g_byte_array_unref. */
static GByteArray *content_of(GMimePart *part)
{
	GByteArray *bytes = lib.g_byte_array_new();
	GMimeDataWrapper *content = lib.g_mime_part_get_content(part);
	if (content && decode_here(content, bytes))
		return bytes;
	GMimeStream *stream = lib.g_mime_stream_mem_new_with_byte_array(bytes);
	lib.g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	if (content)
		lib.g_mime_data_wrapper_write_to_stream(content, stream);
	lib.g_object_unref(stream);
	return bytes;
}

static void add_text(struct reading *r, struct message *msg, GMimePart *part, bool html, bool alternative)
{
	GByteArray *bytes = content_of(part);
	size_t size = bytes->len;
	if (size > DECODED_TEXT_MAX - msg->body.decoded_bytes) {
		size = DECODED_TEXT_MAX - msg->body.decoded_bytes;
		fault(r, "正文过长, 没有读完");
	}
	msg->body.decoded_bytes += size;
	const char *charset = words_param(r->a, raw_header(GMIME_OBJECT(part), "Content-Type"), "charset");
	body_add(&msg->body, words_text(r->a, charset, size ? bytes->data : (const guint8 *)"", size), html, alternative);
	lib.g_byte_array_unref(bytes);
}

/* Parts that belong to the technique of mail, not to what was sent. */
static bool is_chaff(GMimeObject *o)
{
	return is_type(o, "application", "pgp-signature") || is_type(o, "application", "pkcs7-signature") ||
	       is_type(o, "application", "x-pkcs7-signature") || is_type(o, "application", "applefile");
}

static void take_leaf(struct reading *r, struct message *msg, GMimePart *part, bool alternative)
{
	GMimeObject *o = GMIME_OBJECT(part);
	bool html = is_type(o, "text", "html");
	bool named = is_attachment(o) || *file_name(r->a, o);
	if (is_chaff(o))
		return;
	if (!named && (html || is_type(o, "text", "plain")))
		add_text(r, msg, part, html, alternative);
	else if (named || !alternative || is_type(o, "text", "csv") || is_type(o, "image", "*")) /* else a further way to say the same */
		ARENA_PUSH(r->a, msg, files) = part;
}

/* ---- what comes back of our own letters (RFC 3464, 3462) ---- */

static const char *const returned_names[] = {"Message-ID", "X-OQ-MSGID", "X-Leadclerk-Letter", "To", "Subject"};
enum { RETURNED_COUNT = sizeof returned_names / sizeof *returned_names };

static void add_returned(struct reading *r, const char *name, struct bytes value)
{
	if (value.size)
		r->m->returned = arena_printf(r->a, "%s%s: %s\n", r->m->returned ? r->m->returned : "", name,
		                              text_cut(r->a, words_decode(r->a, value), RETURNED_LINE));
}

static void take_returned_headers(struct reading *r, GMimePart *part)
{
	struct header h;
	GByteArray *bytes = content_of(part);
	header_read(r->a, (struct bytes){bytes->len ? bytes->data : (const guint8 *)"", bytes->len}, &h);
	for (size_t i = 0; i < RETURNED_COUNT; i++) {
		const struct field *f = header_find(&h, returned_names[i], 0);
		if (f)
			add_returned(r, returned_names[i], f->value);
	}
	lib.g_byte_array_unref(bytes);
}

static void take_status(struct reading *r, GMimePart *part)
{
	GByteArray *bytes = content_of(part);
	size_t size = bytes->len < STATUS_MAX ? bytes->len : STATUS_MAX;
	r->m->delivery_status = words_text(r->a, NULL, size ? bytes->data : (const guint8 *)"", size);
	lib.g_byte_array_unref(bytes);
}

/* The first attached mail alone: a bounce brings back one. */
static void take_returned(struct reading *r, GMimeObject *o)
{
	if (GMIME_IS_MESSAGE_PART(o))
		o = GMIME_OBJECT(lib.g_mime_message_part_get_message(GMIME_MESSAGE_PART(o)));
	for (size_t i = 0; o && i < RETURNED_COUNT; i++)
		add_returned(r, returned_names[i], raw_header(o, returned_names[i]));
}

static void take_report(struct reading *r, GMimeMultipart *parts)
{
	int count = lib.g_mime_multipart_get_count(parts);
	for (int i = 1; i < count && i < MAIL_MAX_PARTS; i++) {
		GMimeObject *o = lib.g_mime_multipart_get_part(parts, i);
		bool status = is_type(o, "message", "delivery-status") || is_type(o, "message", "global-delivery-status");
		if (status && GMIME_IS_PART(o) && !r->m->delivery_status)
			take_status(r, GMIME_PART(o));
		else if (GMIME_IS_MESSAGE_PART(o) && !r->m->returned)
			take_returned(r, o);
		else if (is_type(o, "text", "rfc822-headers") && GMIME_IS_PART(o) && !r->m->returned)
			take_returned_headers(r, GMIME_PART(o));
	}
}

static void collect(struct reading *r, struct message *msg, GMimeObject *o, int depth, bool alternative);

static void collect_multipart(struct reading *r, struct message *msg, GMimeMultipart *parts, int depth, bool alternative)
{
	GMimeObject *o = GMIME_OBJECT(parts);
	int count = lib.g_mime_multipart_get_count(parts);
	if (is_type(o, "multipart", "report") && count > 1) {
		if (!msg->nested_subject)
			take_report(r, parts);
		count = 1; /* the words for a person; what comes back below them is no submission */
	}
	if (count == 0)
		fault(r, "邮件结构损坏, 没有可读的部分");
	alternative = alternative || is_type(o, "multipart", "alternative");
	for (int i = 0; i < count && r->parts_seen <= MAIL_MAX_PARTS; i++)
		collect(r, msg, lib.g_mime_multipart_get_part(parts, i), depth + 1, alternative);
}

/* Puts every leaf below o where it belongs. */
static void collect(struct reading *r, struct message *msg, GMimeObject *o, int depth, bool alternative)
{
	if (depth > MAIL_MAX_DEPTH) {
		fault(r, "邮件嵌套过深, 里层没有读");
		return;
	}
	if (!GMIME_IS_MULTIPART(o) && ++r->parts_seen > MAIL_MAX_PARTS) {
		fault(r, "邮件部分过多, 没有读完");
		return;
	}
	if (GMIME_IS_MULTIPART(o)) {
		collect_multipart(r, msg, GMIME_MULTIPART(o), depth, alternative);
	} else if (GMIME_IS_MESSAGE_PART(o)) {
		GMimeMessage *inner = lib.g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
		if (inner)
			ARENA_PUSH(r->a, msg, mails) = inner;
	} else if (GMIME_IS_PART(o)) {
		take_leaf(r, msg, GMIME_PART(o), alternative);
	}
}

/* Decoration: a picture the HTML shows, or a small one without a name. */
static bool is_decoration(struct message *msg, GMimePart *part, const char *name, size_t size)
{
	const char *id = lib.g_mime_part_get_content_id(part);
	if (!is_type(GMIME_OBJECT(part), "image", "*"))
		return false;
	return (id && body_shows(&msg->body, id)) || (!*name && !is_attachment(GMIME_OBJECT(part)) && size <= SMALL_LOGO);
}

static bool is_eml(const char *name)
{
	size_t n = strlen(name);
	return n > 4 && lib.g_ascii_strcasecmp(name + n - 4, ".eml") == 0;
}

/* A mail that arrived as a file: message/rfc822 in base64, or a .eml under any type. */
static bool is_mail_file(GMimePart *part, const char *name)
{
	return is_type(GMIME_OBJECT(part), "message", "rfc822") || is_eml(name);
}

/* Words for a kind of which the content tells nothing to a reader of tables; NULL for all others. */
static const char *known_kind(GMimeObject *o)
{
	if (is_type(o, "application", "pkcs7-mime") || is_type(o, "application", "x-pkcs7-mime"))
		return "加密或签名的邮件 (S/MIME), 系统无法打开";
	if (is_type(o, "application", "pgp-encrypted") || is_type(o, "application", "pgp-keys"))
		return "加密的邮件 (PGP), 系统无法打开";
	if (is_type(o, "message", "partial"))
		return "分段发送的邮件, 系统无法合并";
	return is_type(o, "text", "calendar") ? "日历邀请" : NULL;
}

/* One file, or one of an archive, as a part of the mail. kind: what it is, where its content need not be asked. A thousand archives may be
 * attached: what is beyond the limit is TABLE_TOO_LARGE, and no part. */
static enum table_status add_part(struct reading *r, const struct message *msg, const char *name, struct bytes content, enum table_status status,
                                  const char *kind)
{
	if (r->m->parts_count >= MAIL_MAX_PARTS) {
		fault(r, "邮件部分过多, 没有读完");
		return TABLE_TOO_LARGE;
	}
	struct part *p = &ARENA_PUSH(r->a, r->m, parts);
	*p = (struct part){.source = msg->nested_subject ? PART_NESTED : PART_ATTACHMENT, .file_name = name};
	p->nested_subject = msg->nested_subject;
	p->detail = kind;
	p->status = status;
	if (!kind)
		p->status = table_read(r->a, content, name, &p->file, &p->detail);
	return p->status;
}

struct unpacking {
	struct reading *r;
	const struct message *msg;
	const char *archive; /* its name */
	int depth;
};

static bool take_archived(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	struct unpacking *u = arg;
	name = *u->archive ? arena_printf(u->r->a, "%s%s%s", u->archive, PART_IN_ARCHIVE, name) : name;
	return add_part(u->r, u->msg, name, file, status, detail) != TABLE_TOO_LARGE;
}

static void take_outlook(struct reading *r, const struct message *msg, const char *name, struct bytes content, int depth);

/* What is told by its content alone. */
static void take_content(struct reading *r, const struct message *msg, const char *name, struct bytes content, int depth)
{
	struct unpacking u = {r, msg, name, depth};
	const char *detail = NULL;
	enum table_status status = TABLE_NOT_A_TABLE;
	bool archive = archive_is(content);
	if (!archive && depth < MAIL_MAX_DEPTH && outlook_is(r->a, content)) {
		take_outlook(r, msg, name, content, depth + 1);
		return;
	}
	if (archive)
		status = archive_files(r->a, content, take_archived, &u, &detail);
	if (!archive || status != TABLE_OK)
		add_part(r, msg, name, content, status, detail);
}

static bool take_wrapped(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	struct unpacking *u = arg;
	size_t before = u->r->m->parts_count;
	(void)status, (void)detail;
	if (is_eml(name) && u->depth < MAIL_MAX_DEPTH)
		read_bytes(u->r, arena_memdup(u->r->a, file.data, file.size), file.size, true, u->depth + 1); /* which changes them */
	else
		take_content(u->r, u->msg, name, file, u->depth);
	for (size_t i = before; i < u->r->m->parts_count; i++)
		if (u->r->m->parts[i].status == TABLE_TOO_LARGE)
			return false;
	return true;
}

/* A mail that was saved as a file is read like one that is attached; what a winmail.dat wraps is attached to the mail itself. */
static void take_outlook(struct reading *r, const struct message *msg, const char *name, struct bytes content, int depth)
{
	struct outlook_words words;
	const char *detail;
	bool mail = outlook_is(r->a, content) == OUTLOOK_MSG;
	size_t before = r->m->parts_count;
	outlook_files(r->a, content, NULL, NULL, &words, &detail);
	struct message inner = {.nested_subject = mail ? words.subject : msg->nested_subject};
	struct unpacking u = {r, &inner, name, depth};
	enum table_status status = outlook_files(r->a, content, take_wrapped, &u, &words, &detail);
	if (mail) {
		body_add(&inner.body, words.html, true, true);
		body_add(&inner.body, words.text, false, true);
		body_split(r->a, &inner.body);
		body_tables(r->a, &inner.body, inner.nested_subject, r->m);
	}
	body_release(&inner.body);
	if (status != TABLE_OK)
		add_part(r, msg, name, content, status, detail);
	else if (r->m->parts_count == before && (mail || (!*words.text && !*words.html)))
		add_part(r, msg, name, content, TABLE_NOT_A_TABLE, mail ? "Outlook 邮件，里面没有表格" : "winmail.dat，里面没有附件，请在 Outlook 中改用 HTML 格式后重发");
}

static void take_file(struct reading *r, struct message *msg, GMimePart *part, int depth)
{
	const char *name = file_name(r->a, GMIME_OBJECT(part));
	GByteArray *bytes = content_of(part);
	struct bytes content = {bytes->len ? bytes->data : (const guint8 *)"", bytes->len};
	body_digest_bytes(&r->digest, name, content);
	if (is_mail_file(part, name) && depth < MAIL_MAX_DEPTH) {
		read_bytes(r, bytes->data, bytes->len, true, depth + 1);
	} else if (!is_decoration(msg, part, name, content.size)) {
		const char *kind = known_kind(GMIME_OBJECT(part));
		if (kind)
			add_part(r, msg, name, content, TABLE_NOT_A_TABLE, kind);
		else
			take_content(r, msg, name, content, depth);
	}
	lib.g_byte_array_unref(bytes);
}

/* Outlook may put a mail's words, too, into winmail.dat alone. */
static void take_wrapped_words(struct reading *r, struct message *msg)
{
	struct outlook_words words;
	const char *ignored;
	for (size_t i = 0; i < msg->files_count && !msg->body.plain.size && !msg->body.html.size; i++) {
		GMimeObject *o = GMIME_OBJECT(msg->files[i]);
		if (!is_type(o, "application", "ms-tnef") && !is_type(o, "application", "vnd.ms-tnef") && !strstr(file_name(r->a, o), "winmail"))
			continue;
		GByteArray *bytes = content_of(msg->files[i]);
		struct bytes content = {bytes->len ? bytes->data : (const guint8 *)"", bytes->len};
		if (outlook_is(r->a, content) == OUTLOOK_TNEF) {
			outlook_files(r->a, content, NULL, NULL, &words, &ignored);
			body_add(&msg->body, words.html, true, true);
			body_add(&msg->body, words.text, false, true);
		}
		lib.g_byte_array_unref(bytes);
	}
}

static void read_message(struct reading *r, struct message *msg, GMimeObject *top, int depth)
{
	struct body *b = &msg->body;
	collect(r, msg, top, depth, false);
	take_wrapped_words(r, msg);
	body_split(r->a, b);
	body_digest(&r->digest, b);
	for (size_t i = 0; i < msg->files_count; i++)
		take_file(r, msg, msg->files[i], depth);
	for (size_t i = 0; i < msg->mails_count; i++) {
		struct bytes subject = raw_header(GMIME_OBJECT(msg->mails[i]), "Subject");
		struct message inner = {.nested_subject = words_decode(r->a, subject)};
		GMimeObject *part = lib.g_mime_message_get_mime_part(msg->mails[i]);
		digest_adds(&r->digest, inner.nested_subject);
		if (!msg->nested_subject && !r->m->returned)
			take_returned(r, GMIME_OBJECT(msg->mails[i]));
		if (part && depth < MAIL_MAX_DEPTH)
			read_message(r, &inner, part, depth + 1);
		else if (part)
			fault(r, "邮件嵌套过深, 里层没有读");
	}
	body_tables(r->a, b, msg->nested_subject, r->m);
	if (!msg->nested_subject)
		body_words(r->a, b, r->m);
	body_release(b);
}

/* The header that GMime gets to see: the Content-* fields and an empty line. */
static void put_header(const struct header *h, struct buf *b)
{
	size_t room = CONTENT_HEADERS_MAX;
	buf_adds(b, "MIME-Version: 1.0\r\n");
	for (size_t i = 0; i < h->fields_count; i++) {
		const struct field *f = &h->fields[i];
		if (f->name.size < 8 || lib.g_ascii_strncasecmp((const char *)f->name.data, "content-", 8) != 0 || f->value.size > room)
			continue;
		room -= f->value.size;
		buf_add(b, f->name.data, f->name.size);
		buf_addc(b, ':');
		buf_add(b, f->value.data, f->value.size);
		buf_adds(b, "\r\n");
	}
	for (char *nul = b->data; (nul = memchr(nul, 0, (size_t)(b->data + b->size - nul)));)
		*nul = ' ';
	buf_adds(b, "\r\n");
}

/* What GMime parses: that header before the body. It mostly fits where the mail's own one stands; else head holds all of it. */
static char *entity_of(const struct header *h, uint8_t *raw, size_t size, struct buf *head, size_t *size_r)
{
	put_header(h, head);
	size_t header_size = head->size;
	*size_r = header_size + size - h->body_at;
	if (header_size <= h->body_at)
		return memcpy(raw + h->body_at - header_size, head->data, header_size);
	buf_add(head, raw + h->body_at, size - h->body_at);
	return head->data;
}

/* GMime's stream over bytes that stay ours, while the object lives. It only reads them, through these two public members. */
static GMimeObject *parse_entity(GByteArray *bytes)
{
	GMimeStream *stream = lib.g_mime_stream_mem_new_with_byte_array(bytes);
	lib.g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	GMimeParser *parser = lib.g_mime_parser_new_with_stream(stream);
	GMimeObject *top = lib.g_mime_parser_construct_part(parser, NULL);
	lib.g_object_unref(parser);
	lib.g_object_unref(stream);
	return top;
}

/* Seconds; INT64_MIN: there is none that can be meant. */
static int64_t date_of(struct arena *a, const struct header *h)
{
	const struct field *f = header_find(h, "Date", 0);
	GDateTime *t = f && f->value.size < 200 ? lib.g_mime_utils_header_decode_date(words_decode(a, f->value)) : NULL;
	int64_t seconds = INT64_MIN;
	if (t) {
		int year = lib.g_date_time_get_year(t);
		if (year >= FIRST_YEAR && year <= LAST_YEAR)
			seconds = lib.g_date_time_to_unix(t);
		lib.g_date_time_unref(t);
	}
	return seconds;
}

static void read_bytes(struct reading *r, uint8_t *raw, size_t size, bool nested, int depth)
{
	struct header h;
	struct buf head = {0};
	bool cut = false;
	header_read(r->a, (struct bytes){raw, size}, &h);
	if (!nested) {
		header_values(r->a, &h, r->m);
		r->m->date = date_of(r->a, &h);
	}
	const struct field *subject = header_find(&h, "Subject", 0);
	struct message msg = {.nested_subject = nested ? (subject ? words_decode(r->a, subject->value) : "") : NULL};
	digest_adds(&r->digest, nested ? msg.nested_subject : r->m->subject);
	size_t entity_size;
	char *entity = entity_of(&h, raw, size, &head, &entity_size);
	entity_size = tame(entity, entity_size, &cut);
	if (cut)
		fault(r, "邮件部分过多, 没有读完");
	GByteArray bytes = {.data = (guint8 *)entity, .len = (guint)entity_size};
	GMimeObject *top = parse_entity(&bytes);
	if (!top) {
		fault(r, "邮件结构损坏, 正文没有读");
	} else {
		if (!nested)
			r->m->report = is_type(top, "multipart", "report");
		read_message(r, &msg, top, depth);
		lib.g_object_unref(top);
	}
	buf_release(&head);
}

int mime_open(struct err *err)
{
	static bool ready;
	struct library l;
	if (ready)
		return 0;
	if (late_bind("libgmime-3.0.so.0", names, &lib, sizeof lib, err) < 0)
		return -1;
	mime_library(&l);
	if (library_met(&l, err) < 0)
		return -1;
	lib.g_mime_init();
	ready = true;
	return 0;
}

void mime_read(struct arena *a, uint8_t *raw, size_t size, struct mail *m_r)
{
	struct reading r = {.a = a, .m = m_r};
	late_must(mime_open);
	*m_r = (struct mail){.text = "", .quoted = ""};
	digest_start(&r.digest);
	read_bytes(&r, raw, size, false, 0);
	m_r->content = digest_end(&r.digest);
}

void mime_read_file(struct arena *a, const char *name, struct bytes file, struct mail *m_r)
{
	struct reading r = {.a = a, .m = m_r};
	*m_r = (struct mail){.message_id = "", .original_id = "", .subject = "", .mailer = "", .text = "", .quoted = "", .date = INT64_MIN};
	take_content(&r, &(struct message){0}, name, file, 0);
}

void mime_library(struct library *library_r)
{
	*library_r = (struct library){.name = "GMime"};
	snprintf(library_r->built, sizeof library_r->built, "%u.%u.%u", GMIME_MAJOR_VERSION, GMIME_MINOR_VERSION, GMIME_MICRO_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%u.%u.%u", (*lib.gmime_major_version), (*lib.gmime_minor_version), (*lib.gmime_micro_version));
}
