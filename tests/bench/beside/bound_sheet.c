#include "bound.h"

#include <isa-l/igzip_lib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned char value_of[256];

static void learn_base64(void)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	memset(value_of, 255, sizeof value_of);
	for (unsigned char i = 0; i < 64; i++)
		value_of[(unsigned char)digits[i]] = i;
}

/* Four digits at a step, as long as there are; what remains, digit by digit. Ends at the boundary. */
static size_t decode(const char *in, const char *end, unsigned char *out)
{
	unsigned char *to = out;
	uint32_t bits = 0;
	int held = 0;
	for (const unsigned char *p = (const unsigned char *)in, *e = (const unsigned char *)end; p < e && *p != '-' && *p != '=';) {
		if (held == 0 && e - p >= 4 && ((value_of[p[0]] | value_of[p[1]] | value_of[p[2]] | value_of[p[3]]) & 128) == 0) {
			bits = (uint32_t)value_of[p[0]] << 18 | (uint32_t)value_of[p[1]] << 12 | (uint32_t)value_of[p[2]] << 6 | value_of[p[3]];
			*to++ = (unsigned char)(bits >> 16);
			*to++ = (unsigned char)(bits >> 8);
			*to++ = (unsigned char)bits;
			p += 4;
			continue;
		}
		if (value_of[*p] < 64) {
			bits = bits << 6 | value_of[*p];
			held += 6;
			if (held >= 8) {
				held -= 8;
				*to++ = (unsigned char)(bits >> held);
			}
		}
		p++;
	}
	return (size_t)(to - out);
}

static const char *after(const char *at, const char *end, const char *what)
{
	size_t size = strlen(what);
	const char *found = memmem(at, (size_t)(end - at), what, size);
	if (!found)
		give_up(what);
	return found + size;
}

/* What stands between the < > of a header field. */
static void address_of(const char *at, const char *end, const char *name, char *out, size_t room)
{
	size_t size = strlen(name);
	for (const char *line = at; line < end; line = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1)
		if (!strncasecmp(line, name, size)) {
			const char *from = after(line, end, "<"), *to = memchr(from, '>', (size_t)(end - from));
			size = to && (size_t)(to - from) < room ? (size_t)(to - from) : 0;
			memcpy(out, from, size);
			out[size] = '\0';
			return;
		}
	give_up(name);
}

/* ---- the workbook ---- */

static uint32_t little(const unsigned char *p, int bytes)
{
	uint32_t v = 0;
	while (bytes--)
		v = v << 8 | p[bytes];
	return v;
}

/* A member, inflated into out; a NUL follows it. */
static size_t inflate_part(const struct mail *m, const char *name, char *out)
{
	const unsigned char *end = m->file + m->file_size - 22;
	while (little(end, 4) != 0x06054b50)
		if (--end <= m->file)
			give_up("no zip");
	const unsigned char *entry = m->file + little(end + 16, 4);
	for (uint32_t left = little(end + 10, 2); left--; entry += 46 + little(entry + 28, 2) + little(entry + 30, 2) + little(entry + 32, 2)) {
		if (little(entry + 28, 2) != strlen(name) || memcmp(entry + 46, name, strlen(name)) != 0)
			continue;
		const unsigned char *local = m->file + little(entry + 42, 4);
		struct inflate_state s;
		isal_inflate_init(&s);
		s.next_in = (unsigned char *)(uintptr_t)(local + 30 + little(local + 26, 2) + little(local + 28, 2));
		s.avail_in = little(entry + 20, 4);
		s.next_out = (unsigned char *)out;
		s.avail_out = PART_MOST - 1;
		if (isal_inflate_stateless(&s) != ISAL_DECOMP_OK)
			give_up("inflate");
		out[s.total_out] = '\0';
		return s.total_out;
	}
	give_up(name);
}

static size_t read_strings(struct mail *m, size_t size)
{
	size_t n = 0;
	for (const char *p = m->strings, *end = p + size; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
		if (p[1] == 's' && p[2] == 'i' && n < TEXTS_MOST) {
			m->texts[n++] = (struct text){"", 0};
		} else if (p[1] == 't' && (p[2] == '>' || p[2] == ' ') && n) {
			const char *from = (const char *)memchr(p, '>', (size_t)(end - p)) + 1;
			p = memchr(from, '<', (size_t)(end - from));
			m->texts[n - 1] = (struct text){from, (size_t)(p - from)};
		}
	}
	return n;
}

/* <c r="B3" s="4" t="s"><v>17</v></c>, p behind its "<c "; where to go on. */
static const char *read_cell(struct mail *m, size_t texts, const char *p)
{
	bool shared = false;
	unsigned column = (unsigned)(p[3] - 'A');
	for (p += 4; *p != '>'; p++) {
		if (*p == '/')
			return p;
		if (p[0] == 't' && p[1] == '=')
			shared = p[3] == 's' && p[4] == '"';
	}
	if (memcmp(p, "><v>", 4) != 0 || column >= COLUMNS)
		return p;
	const char *from = p + 4, *to = from;
	size_t n = 0;
	for (; *to != '<'; to++)
		n = n * 10 + (size_t)(*to - '0');
	m->rows[m->count - 1][column] = !shared ? (struct text){from, (size_t)(to - from)} : n < texts ? m->texts[n] : (struct text){"", 0};
	return to;
}

static void read_sheet(struct mail *m)
{
	size_t texts = read_strings(m, inflate_part(m, "xl/sharedStrings.xml", m->strings)), size = inflate_part(m, "xl/worksheets/sheet1.xml", m->sheet);
	m->count = 0;
	for (const char *p = m->sheet, *end = p + size; (p = memchr(p, '<', (size_t)(end - p))) != NULL;) {
		if (p[1] == 'c' && p[2] == ' ') {
			p = read_cell(m, texts, p + 3);
		} else if (p[1] == 'r' && p[2] == 'o' && p[3] == 'w' && m->count < ROWS_MOST) {
			memset(m->rows[m->count++], 0, sizeof *m->rows);
			p += 4;
		} else if (!memcmp(p, "</sheetD", 8)) {
			return;
		} else {
			p++;
		}
	}
}

void read_mail(struct mail *m)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, learn_base64);
	const char *end = m->raw + m->size, *body = after(m->raw, end, "\r\n\r\n");
	address_of(m->raw, body, "Message-ID:", m->id, sizeof m->id);
	address_of(m->raw, body, "From:", m->from, sizeof m->from);
	const char *part = after(after(body, end, "\r\nContent-Disposition: attachment"), end, "\r\n\r\n");
	m->file_size = decode(part, end, m->file);
	read_sheet(m);
}

/* ---- in a process of its own ---- */

static void get_exactly(int fd, void *out, size_t size)
{
	for (char *at = out; size;) {
		ssize_t n = read(fd, at, size);
		if (n <= 0)
			_exit(0);
		at += n;
		size -= (size_t)n;
	}
}

/* Id, sender, rows; each cell with its length before it. */
static size_t pack(const struct mail *m, char *out)
{
	char *to = out;
	memcpy(to, m->id, sizeof m->id);
	memcpy(to + sizeof m->id, m->from, sizeof m->from);
	to += sizeof m->id + sizeof m->from;
	for (size_t i = 0; i < m->count; i++)
		for (size_t c = 0; c < COLUMNS; c++) {
			const struct text *t = &m->rows[i][c];
			memcpy(to, &(uint32_t){(uint32_t)t->size}, 4);
			memcpy(to + 4, t->size ? t->at : "", t->size);
			to += 4 + t->size;
		}
	return (size_t)(to - out);
}

static void unpack(struct mail *m, const char *in)
{
	memcpy(m->id, in, sizeof m->id);
	memcpy(m->from, in + sizeof m->id, sizeof m->from);
	in += sizeof m->id + sizeof m->from;
	for (size_t i = 0; i < m->count; i++)
		for (size_t c = 0; c < COLUMNS; c++) {
			uint32_t size;
			memcpy(&size, in, 4);
			m->rows[i][c] = (struct text){in + 4, size};
			in += 4 + size;
		}
}

static _Noreturn void serve(int fd, struct mail *m)
{
	char *out = malloc(PART_MOST);
	for (;;) {
		get_exactly(fd, &m->size, sizeof m->size);
		get_exactly(fd, m->raw, m->size);
		read_mail(m);
		size_t sizes[2] = {pack(m, out), m->count};
		put(fd, sizes, sizeof sizes);
		put(fd, out, sizes[0]);
	}
}

static int reader = -1; /* its socket */

void end_apart(void)
{
	if (reader >= 0) {
		close(reader);
		wait(NULL);
	}
}

void read_mail_apart(struct mail *m)
{
	if (reader < 0) {
		int ends[2];
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
			give_up("socketpair");
		reader = ends[0];
		if (fork() == 0) {
			close(ends[0]);
			serve(ends[1], m);
		}
		close(ends[1]);
	}
	size_t sizes[2];
	put(reader, &m->size, sizeof m->size);
	put(reader, m->raw, m->size);
	get_exactly(reader, sizes, sizeof sizes);
	get_exactly(reader, m->sheet, sizes[0]);
	m->count = sizes[1];
	unpack(m, m->sheet);
}
