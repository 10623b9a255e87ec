/* Both ends of the line to the reader child.
 *
 * Request frames           answer frames (same kind)
 *   ASK_MAIL   bytes raw     mail_put's values
 *   ASK_TABLE  bytes file    int status, text detail, table_file_put's values
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

enum { ASK_MAIL = 1, ASK_TABLE = 2 };
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

int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct err *err)
{
	struct buf request = {0};
	struct frame answer;
	size_t mark = frame_start(&request, ASK_MAIL);
	put_bytes(&request, raw.data, raw.size);
	frame_end(&request, mark);
	int r = child_ask(reader, &request, READER_SECONDS, &answer, err);
	buf_release(&request);
	if (r < 0)
		return err_in(err, "reading a mail of %zu bytes", raw.size);
	mail_get(&answer, a, m_r);
	return answer.kind == ASK_MAIL && frame_ok(&answer) ? 0 : refuse(reader, "mail", err);
}

int reader_table(struct child *reader, struct arena *a, struct bytes file, const char *file_name, enum table_status *status_r,
                 struct table_file *file_r, const char **detail_r, struct err *err)
{
	struct buf request = {0};
	struct frame answer;
	size_t mark = frame_start(&request, ASK_TABLE);
	put_bytes(&request, file.data, file.size);
	put_text(&request, file_name);
	frame_end(&request, mark);
	int r = child_ask(reader, &request, READER_SECONDS, &answer, err);
	buf_release(&request);
	if (r < 0)
		return err_in(err, "reading the file %s", file_name ? file_name : "(no name)");
	int64_t status = get_int(&answer);
	*detail_r = get_text(&answer, a);
	table_file_get(&answer, a, file_r);
	if (answer.kind != ASK_TABLE || !frame_ok(&answer) || status < 0 || status > TABLE_TOO_LARGE || !*detail_r)
		return refuse(reader, "file", err);
	*status_r = (enum table_status)status;
	return 0;
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
	must(frame_ok(f));
	mime_read(a, raw, &m);
	make_it_fit(&m);
	size_t mark = frame_start(answer, ASK_MAIL);
	mail_put(answer, &m);
	frame_end(answer, mark);
}

static void answer_table(struct arena *a, struct frame *f, struct buf *answer)
{
	struct table_file file = {0};
	const char *detail = "";
	struct bytes bytes = get_bytes(f);
	const char *name = get_text(f, a);
	must(frame_ok(f));
	enum table_status status = table_read(a, bytes, name, &file, &detail);
	if (table_file_size(&file) > ANSWER_MAX) {
		file = (struct table_file){0};
		status = TABLE_TOO_LARGE;
		detail = too_large;
	}
	size_t mark = frame_start(answer, ASK_TABLE);
	put_int(answer, status);
	put_text(answer, detail);
	table_file_put(answer, &file);
	frame_end(answer, mark);
}

static int answer_one(int fd, struct frame *f, struct err *err)
{
	struct arena *a = arena_new();
	struct buf answer = {0};
	if (f->kind == ASK_MAIL)
		answer_mail(a, f, &answer);
	else if (f->kind == ASK_TABLE)
		answer_table(a, f, &answer);
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
