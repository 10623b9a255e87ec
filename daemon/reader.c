/* Both ends of the line to the reader child.
 *
 * Request frames           answer frames (same kind)
 *   ASK_MAIL   bytes raw     mail_put's values
 *   ASK_FILE   bytes file    mail_put's values
 *              text name
 * One request, one answer. A request that is malformed is a bug of the clerk. Each request has an arena of its own. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "base/text.h"
#include "mime.h"

enum { ASK_MAIL = 1, ASK_FILE = 2 };
enum { ANSWER_MAX = FRAME_MAX - 16 * 1024 * 1024 }; /* tables beyond it don't travel; the rest of a mail is far smaller than the gap */
static const double answer_seconds = 600; /* the clerk kills this child long before */
static const char too_large[] = "表格内容过多, 系统无法处理";

/* ---- the clerk's end ---- */

/* The reader answered something that is no answer: it is not asked again. */
static int refuse(struct child *reader, const char *what, struct err *err)
{
	child_kill(reader);
	return err_set(err, 75, "the reader's answer about a %s can't be read; it was ended", what);
}

/* Takes what was asked: request is released. */
static int ask(struct child *reader, struct arena *a, struct buf *request, const char *what, struct mail *m_r, struct err *err)
{
	struct frame answer;
	uint8_t kind = 0;
	int r = child_ask(reader, request, READER_SECONDS, &answer, err);
	buf_release(request);
	if (r < 0)
		return r;
	kind = answer.kind;
	mail_get(&answer, a, m_r);
	return (kind == ASK_MAIL || kind == ASK_FILE) && frame_ok(&answer) ? 0 : refuse(reader, what, err);
}

int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct err *err)
{
	struct buf request = {0};
	size_t mark = frame_start(&request, ASK_MAIL);
	put_bytes(&request, raw.data, raw.size);
	frame_end(&request, mark);
	return ask(reader, a, &request, "mail", m_r, err) < 0 ? err_in(err, "reading a mail of %zu bytes", raw.size) : 0;
}

int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct err *err)
{
	struct buf request = {0};
	size_t mark = frame_start(&request, ASK_FILE);
	put_bytes(&request, file.data, file.size);
	put_text(&request, file_name);
	frame_end(&request, mark);
	return ask(reader, a, &request, "file", m_r, err) < 0 ? err_in(err, "reading the file %s", file_name) : 0;
}

/* ---- the child's end ---- */

/* Tables that together are too large for a frame are dropped, the last first, and their parts say so. */
static void make_it_fit(struct mail *m)
{
	size_t room = ANSWER_MAX;
	for (size_t i = 0; i < m->parts_count; i++) {
		struct part *p = &m->parts[i];
		size_t size = table_file_size(&p->file);
		if (size <= room) {
			room -= size;
			continue;
		}
		p->file = (struct table_file){0};
		p->status = TABLE_TOO_LARGE;
		p->detail = too_large;
	}
}

static void answer_mail(struct arena *a, struct frame *f, struct buf *answer)
{
	struct mail m;
	struct bytes raw = get_bytes(f);
	const char *name = f->kind == ASK_FILE ? get_text(f, a) : NULL;
	must(frame_ok(f));
	if (name)
		mime_read_file(a, name, raw, &m);
	else
		mime_read(a, raw, &m);
	make_it_fit(&m);
	size_t mark = frame_start(answer, f->kind);
	mail_put(answer, &m);
	frame_end(answer, mark);
}

static int answer_one(int fd, struct frame *f, struct err *err)
{
	struct arena *a = arena_new();
	struct buf answer = {0};
	if (f->kind == ASK_MAIL || f->kind == ASK_FILE)
		answer_mail(a, f, &answer);
	else
		bug("the reader was asked for %d", f->kind);
	int r = frame_send(fd, &answer, clock_monotonic() + answer_seconds, err);
	buf_release(&answer);
	arena_free(a);
	return r;
}

static bool has_cell(const struct part *p, const char *text)
{
	const struct sheet *s = p->status == TABLE_OK && p->file.sheets_count ? &p->file.sheets[0] : NULL;
	return s && s->rows_count == 2 && s->rows[1].cell_count && strcmp(s->rows[1].cells[0].text, text) == 0;
}

/* A mail of our own, with GBK, HTML and a workbook. Before the jail is closed it opens what the libraries open late; inside it shows that nothing
 * is lacking: a reader that could not read anything must not cost honest mails their attempts. */
static int read_sample(struct err *err)
{
	const struct embedded_file *sample = embedded_find("daemon/sample.eml");
	struct arena *a = arena_new();
	struct mail m;
	must(sample);
	mime_read(a, (struct bytes){(const uint8_t *)sample->data, sample->size}, &m);
	bool good = strcmp(m.subject, "样本") == 0 && m.parts_count == 2 && has_cell(&m.parts[0], "表中公司") && has_cell(&m.parts[1], "正文公司");
	arena_free(a);
	return good ? 0 : err_set(err, 70, "this reader can't read its own sample mail: something that it needs is missing on this machine");
}

int reader_main(int fd)
{
	static const double for_ever = 1e12;
	struct frame_input in = {0};
	struct frame f;
	struct err err = {0};
	int r;
	setenv("TZ", "UTC0", 1); /* libarchive asks for the zone again and again, which is a file */
	text_open_converters();
	if (read_sample(&err) < 0 || child_enter(fd, JAIL_READER, read_sample, &err) < 0) {
		log_error(NULL, "%s", err.text);
		return 75;
	}
	while ((r = frame_receive(fd, &in, for_ever, &f, &err)) > 0)
		if (answer_one(fd, &f, &err) < 0) {
			r = -1;
			break;
		}
	frame_input_release(&in);
	if (r < 0)
		log_error(NULL, "%s", err.text);
	return r < 0 ? err.exit_code : 0;
}
