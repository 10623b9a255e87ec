/* Any bytes as a text, file, archive or mail with a person's phone, name and address planted in them, in the shapes that texts have on their way through a mail. Of what
 * comes out nothing says them: not the bytes, not what our own reader makes of them, and not what quoted-printable in them would say. Lines, and what
 * divides cells, are as many as before.
 *
 * The first byte says what it is (t text, h markup, f file, z archive, m mail); control characters after it stand for what is planted. */
#include <ctype.h>
#include <stdio.h>

#include "base/encode.h"
#include "base/zipped.h"
#include "headers.h"
#include "mime.h"
#include "rooms.h"
#include "scrub.h"

#define PHONE "13987654321"
#define NAME "欧阳靖轩"

enum plant { BARE, IN_CHARSET, IN_BASE64, IN_QUOTED, IN_ENTITIES };

static const struct shape {
	char sign;
	const char *text;
	enum plant plant;
	const char *charset, *before, *after;
} shapes[] = {
	{1, PHONE, BARE, NULL, "", ""},                    {2, NAME, BARE, NULL, "", ""},
	{3, NAME, IN_CHARSET, "gb18030", "", ""},          {4, NAME " " PHONE "\n", IN_BASE64, "utf-8", "", ""},
	{5, NAME PHONE, IN_QUOTED, "utf-8", "", ""},       {6, NAME " " PHONE, IN_BASE64, "gb18030", "=?gbk?B?", "?="},
	{7, NAME, IN_ENTITIES, NULL, "", ""},              {8, "139-8765-4321", BARE, NULL, "", ""},
	{0x0B, "１３９８７６５４３２１", BARE, NULL, "", ""}, {0x0C, "zhangjinyan@hengfengwj.test", BARE, NULL, "", ""},
	{0x0E, PHONE, IN_CHARSET, "utf-16le", "", ""},     {0x0F, NAME, IN_CHARSET, "utf-16le", "", ""},
	{0x10, NAME PHONE, IN_QUOTED, "gb18030", "", ""},  {0x11, NAME PHONE, IN_QUOTED, "utf-8", "=?utf-8?Q?", "?="},
};
/* By which it is found; letters in small. */
static const char *const needles[] = {PHONE, NAME, "１３９８７６５４３２１", "139-8765-4321", "zhangjinyan", "hengfengwj"};

static struct arena *a, *kept;

static void put_base64(struct bytes b, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < b.size; i += 3) {
		uint32_t v = (uint32_t)b.data[i] << 16 | (i + 1 < b.size ? (uint32_t)b.data[i + 1] << 8 : 0) | (i + 2 < b.size ? b.data[i + 2] : 0);
		for (size_t k = 0; k < 4; k++)
			buf_addc(out, k > b.size - i ? '=' : digits[v >> (18 - 6 * k) & 63]);
	}
}

static void put_shape(const struct shape *s, struct buf *out)
{
	struct buf coded = {0};
	uint32_t c;
	buf_adds(out, s->before);
	if (s->charset)
		must(encode_text(s->charset, s->text, &coded));
	struct bytes b = {(const uint8_t *)coded.data, coded.size};
	if (s->plant == BARE)
		buf_adds(out, s->text);
	else if (s->plant == IN_CHARSET)
		buf_add(out, coded.data, coded.size);
	else if (s->plant == IN_BASE64)
		put_base64(b, out);
	for (size_t i = 0; s->plant == IN_QUOTED && i < b.size; i++)
		buf_printf(out, "=%02X", b.data[i]);
	for (const char *p = s->text; s->plant == IN_ENTITIES && (c = text_next(&p));)
		buf_printf(out, "&#%u;", (unsigned)c);
	buf_adds(out, s->after);
	buf_release(&coded);
}

/* A point before a phone would make it a time of Excel's: "46303." */
static struct bytes planted(struct bytes in)
{
	struct buf out = {0};
	for (size_t i = 0; i < in.size; i++) {
		const struct shape *s = NULL;
		for (size_t k = 0; !s && k < sizeof shapes / sizeof *shapes; k++)
			s = (uint8_t)shapes[k].sign == in.data[i] ? &shapes[k] : NULL;
		if (s && i > 0 && in.data[i - 1] == '.')
			buf_addc(&out, ' ');
		if (s)
			put_shape(s, &out);
		else
			buf_addc(&out, (char)in.data[i]);
	}
	struct bytes b = {arena_memdup(a, out.data ? out.data : "", out.size), out.size};
	buf_release(&out);
	return b;
}

/* ---- nothing of it is left ---- */

static void says_not(struct bytes b, const char *text, size_t size)
{
	const char *at = b.size ? memmem(b.data, b.size, text, size) : NULL;
	if (at)
		fprintf(stderr, "%.*s is left:\n%.*s\n", (int)size, text, (int)(b.size - (size_t)(at - (const char *)b.data)), at);
	must(!at);
}

static struct bytes in_small(struct bytes b)
{
	uint8_t *copy = arena_memdup(a, b.data ? b.data : (const uint8_t *)"", b.size);
	for (size_t i = 0; i < b.size; i++)
		copy[i] = (uint8_t)tolower(copy[i]);
	return (struct bytes){copy, b.size};
}

static void tells_nothing(struct bytes b)
{
	static const char *const charsets[] = {"utf-8", "gb18030", "utf-16le"};
	b = in_small(b);
	for (size_t i = 0; i < sizeof needles / sizeof *needles; i++)
		for (size_t k = 0; k < sizeof charsets / sizeof *charsets; k++) {
			struct buf coded = {0};
			must(encode_text(charsets[k], needles[i], &coded));
			says_not(b, coded.data, coded.size);
			buf_release(&coded);
		}
}

static void text_tells_nothing(const char *text)
{
	if (text)
		tells_nothing((struct bytes){(const uint8_t *)text, strlen(text)});
}

static int hex(uint8_t c)
{
	return isdigit(c) ? c - '0' : isxdigit(c) ? tolower(c) - 'a' + 10 : -1;
}

/* As if all of it were quoted-printable, or an address of the web. */
static void tells_nothing_quoted(struct bytes b, uint8_t sign)
{
	uint8_t *out = arena_alloc(a, b.size + 1);
	size_t n = 0;
	for (size_t i = 0; i < b.size; i++)
		if (b.data[i] == sign && i + 2 < b.size && hex(b.data[i + 1]) >= 0 && hex(b.data[i + 2]) >= 0) {
			out[n++] = (uint8_t)(hex(b.data[i + 1]) << 4 | hex(b.data[i + 2]));
			i += 2;
		} else if (b.data[i] == sign && i + 1 < b.size && strchr("\r\n", b.data[i + 1] ? b.data[i + 1] : 1)) {
			bool two = b.data[i + 1] == '\r' && i + 2 < b.size && b.data[i + 2] == '\n';
			i += two ? 2 : 1;
		} else {
			out[n++] = b.data[i];
		}
	tells_nothing((struct bytes){out, n});
}

static void bytes_tell_nothing(struct bytes b)
{
	tells_nothing(b);
	tells_nothing_quoted(b, '=');
	tells_nothing_quoted(b, '%');
}

static void cells_tell_nothing(const struct table_file *t)
{
	for (size_t i = 0; i < t->sheets_count; i++) {
		text_tells_nothing(t->sheets[i].name);
		for (size_t r = 0; r < t->sheets[i].rows_count; r++)
			for (size_t c = 0; c < t->sheets[i].rows[r].cell_count; c++)
				text_tells_nothing(t->sheets[i].rows[r].cells[c].text);
	}
}

/* What our own reader makes of it. */
static void mail_tells_nothing(struct bytes b)
{
	struct mail m;
	mime_read(a, arena_memdup(a, b.data, b.size), b.size, &m);
	const char *texts[] = {m.subject, m.message_id, m.original_id, m.text, m.quoted, m.mailer, m.delivery_status, m.returned};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		text_tells_nothing(texts[i]);
	for (size_t i = 0; i < m.from_count; i++)
		text_tells_nothing(m.from[i].name), text_tells_nothing(m.from[i].addr);
	for (size_t i = 0; i < m.parts_count; i++) {
		text_tells_nothing(m.parts[i].file_name);
		cells_tell_nothing(&m.parts[i].file);
	}
}

static void file_tells_nothing(const struct scrubbed_file *f)
{
	struct table_file table = {0};
	struct table_members members;
	const char *detail;
	text_tells_nothing(f->name);
	if (!f->bytes.data)
		return;
	bytes_tell_nothing(f->bytes);
	if (table_read(a, f->bytes, f->name, &table, &detail) == TABLE_OK)
		cells_tell_nothing(&table);
	if (f->bytes.size > 2 && memcmp(f->bytes.data, "PK", 2) == 0 && table_members(a, f->bytes, &members) == TABLE_OK)
		for (size_t i = 0; i < members.items_count; i++) {
			text_tells_nothing(members.items[i].name);
			bytes_tell_nothing(members.items[i].bytes);
		}
}

static void all_tells_nothing(const struct scrubbed *r)
{
	must(r->files_count > 0);
	for (size_t i = 0; i < r->files_count; i++)
		file_tells_nothing(&r->files[i]);
	for (size_t i = 0; i < r->left_out_count; i++)
		text_tells_nothing(r->left_out[i]);
}

/* ---- each of its ways ---- */

static size_t count_of(const char *text, const char *signs)
{
	size_t n = 0;
	for (; *text; text++)
		n += strchr(signs, *text) != NULL;
	return n;
}

/* What hides behind escapes is no sign that divides, and a file of uuencode goes with its lines. */
static void try_text(struct scrub *s, const char *text, bool markup)
{
	struct buf out = {0}, again = {0};
	(markup ? scrub_markup : scrub_text)(s, text, &out);
	(markup ? scrub_markup : scrub_text)(s, text, &again);
	must(out.size == again.size && (!out.size || memcmp(out.data, again.data, out.size) == 0));
	bytes_tell_nothing((struct bytes){(const uint8_t *)out.data, out.size});
	const char *clean = arena_strndup(a, out.data ? out.data : "", out.size);
	must(text_is_utf8(clean, strlen(clean)) && strlen(clean) == out.size);
	must(strcasestr(text, "begin ") || count_of(text, "\n\t,\"<>") == count_of(clean, "\n\t,\"<>"));
	buf_release(&out);
	buf_release(&again);
}

/* NAME 0x1E BYTES 0x1E NAME 0x1E BYTES ... */
static struct bytes archive(struct bytes in)
{
	struct zipped z = {0};
	while (in.size) {
		struct bytes rest = in;
		const char *name = piece(a, &rest);
		const uint8_t *end = rest.size ? memchr(rest.data, 0x1E, rest.size) : NULL;
		struct bytes body = planted((struct bytes){rest.data, end ? (size_t)(end - rest.data) : rest.size});
		zipped_add(&z, (const char *)planted((struct bytes){(const uint8_t *)name, strlen(name) + 1}).data, body.data, body.size);
		in = end ? (struct bytes){end + 1, rest.size - (size_t)(end + 1 - rest.data)} : (struct bytes){0};
	}
	zipped_end(&z);
	struct bytes b = {arena_memdup(a, z.out.data, z.out.size), z.out.size};
	zipped_release(&z);
	return b;
}

static const char *name_of(struct bytes *in)
{
	char *name = piece(a, in);
	struct bytes b = planted((struct bytes){(const uint8_t *)name, strlen(name) + 1});
	return text_clean(a, (const char *)b.data, b.size - 1);
}

static void try_file(struct scrub *s, char sort, struct bytes in)
{
	struct scrubbed r = {0};
	if (sort == 'm') {
		scrub_mail(s, a, planted(in), &r);
		if (r.files[0].bytes.data)
			mail_tells_nothing(r.files[0].bytes);
	} else {
		const char *name = name_of(&in);
		scrub_file(s, a, name, sort == 'z' ? archive(in) : planted(in), &r);
	}
	all_tells_nothing(&r);
}

static void let_go(void)
{
	arena_free(kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[SCRUB_KEY_SIZE] = "a key of which nobody has more";
	static struct scrub *s; /* its words are sorted once */
	if (size == 0)
		return 0;
	if (!s) {
		struct err err;
		must(headers_open(&err) == 0);
		s = scrub_new(kept = arena_new(), key);
		atexit(let_go);
	}
	a = arena_new();
	struct bytes in = {data + 1, size - 1};
	if (strchr("fzm", *data ? *data : 1)) {
		try_file(s, (char)*data, in);
	} else {
		struct bytes whole = planted(in);
		try_text(s, text_clean(a, whole.data, whole.size), *data == 'h');
	}
	arena_free(a);
	return 0;
}
