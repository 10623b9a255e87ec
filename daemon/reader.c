/* Both ends of the line to the reader child.
 *
 * Request frames             answer frames (same kind)
 *   ASK_LISTS  text name     mail_put's values without cells, classified_put's
 *              bytes
 *   ASK_CELLS  text name     mail_put's values
 *              bytes
 * The name is NULL for a mail. One request, one answer. A request that is malformed is a bug of the clerk. Each request has an arena of its own. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "base/text.h"
#include "classify.h"
#include "headers.h"
#include "mime.h"

enum { ASK_LISTS = 1, ASK_CELLS = 2 };
enum { KEPT_ROOM = 4 * 1024 * 1024 }; /* bytes of input buffer kept from one mail to the next */
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

/* c_r NULL: the cells are asked for. */
static int ask(struct child *reader, struct arena *a, struct bytes file, const char *name, struct mail *m_r, struct classified *c_r, struct err *err)
{
	struct buf request = {0};
	struct frame answer;
	size_t mark = frame_start(&request, c_r ? ASK_LISTS : ASK_CELLS);
	put_text(&request, name);
	frame_end_tail(&request, mark, file);
	int r = child_ask_tail(reader, &request, file, READER_SECONDS, &answer, err);
	buf_release(&request);
	if (r < 0)
		return name ? err_in(err, "reading the file %s", name) : err_in(err, "reading a mail of %zu bytes", file.size);
	bool good = answer.kind == (c_r ? ASK_LISTS : ASK_CELLS);
	mail_get(&answer, a, m_r);
	if (c_r)
		classified_get(&answer, a, m_r->parts_count, c_r);
	return good && frame_ok(&answer) ? 0 : refuse(reader, name ? "file" : "mail", err);
}

int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct classified *c_r, struct err *err)
{
	return ask(reader, a, raw, NULL, m_r, c_r, err);
}

int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct classified *c_r, struct err *err)
{
	return ask(reader, a, file, file_name, m_r, c_r, err);
}

int reader_cells(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct err *err)
{
	return ask(reader, a, file, file_name, m_r, NULL, err);
}

/* ---- the child's end ---- */

static void say_too_large(struct part *p)
{
	p->file = (struct table_file){0};
	p->status = TABLE_TOO_LARGE;
	p->detail = too_large;
}

/* Tables that together are too large for a frame are dropped, the last first, and their parts say so. */
static void make_cells_fit(struct mail *m)
{
	size_t room = ANSWER_MAX;
	for (size_t i = 0; i < m->parts_count; i++) {
		size_t size = table_file_size(&m->parts[i].file);
		if (size <= room)
			room -= size;
		else
			say_too_large(&m->parts[i]);
	}
}

/* The same for lists: a list is there whole, or its part says that it is not. */
static void make_lists_fit(struct mail *m, struct classified *c)
{
	size_t room = CLASSIFY_MAX_TEXT, rows = CLASSIFY_MAX_ROWS, kept = 0;
	for (size_t i = 0; i < c->tables_count; i++) {
		size_t size = lead_table_size(&c->tables[i]);
		if (size > room || c->tables[i].rows_count > rows)
			say_too_large(&m->parts[c->tables[i].part]);
		if (m->parts[c->tables[i].part].status != TABLE_OK) {
			for (size_t r = 0; r < c->tables[i].rows_count; r++)
				c->hidden_rows -= c->tables[i].rows[r].hidden;
			continue;
		}
		room -= size;
		rows -= c->tables[i].rows_count;
		c->tables[kept++] = c->tables[i];
	}
	c->tables_count = kept;
}

static void put_lists(struct arena *a, struct mail *m, struct buf *answer)
{
	struct classified found;
	classify_mail(a, m, &found);
	make_lists_fit(m, &found);
	for (size_t i = 0; i < m->parts_count; i++)
		m->parts[i].file = (struct table_file){0};
	mail_put(answer, m);
	classified_put(answer, &found);
}

static void answer_with(struct arena *a, struct frame *f, struct buf *answer)
{
	struct mail m;
	const char *name = get_text(f, a);
	struct bytes bytes = get_bytes(f);
	must(frame_ok(f));
	if (name)
		mime_read_file(a, name, bytes, &m);
	else
		mime_read(a, (uint8_t *)(uintptr_t)bytes.data, bytes.size, &m); /* the frame lies in our own buffer, and nobody asks it again */
	size_t mark = frame_start(answer, f->kind);
	if (f->kind == ASK_LISTS) {
		put_lists(a, &m, answer);
	} else {
		make_cells_fit(&m);
		mail_put(answer, &m);
	}
	frame_end(answer, mark);
}

static int answer_one(int fd, struct frame *f, struct err *err)
{
	struct arena *a = arena_new();
	struct buf answer = {0};
	must(f->kind == ASK_LISTS || f->kind == ASK_CELLS);
	answer_with(a, f, &answer);
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
	mime_read(a, arena_memdup(a, sample->data, sample->size), sample->size, &m);
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
	table_prepare();
	if (headers_open(&err) < 0 || read_sample(&err) < 0 || child_enter(fd, JAIL_READER, read_sample, &err) < 0) {
		log_error(NULL, "%s", err.text);
		return 75;
	}
	while ((r = frame_receive(fd, &in, for_ever, &f, &err)) > 0) {
		if (answer_one(fd, &f, &err) < 0) {
			r = -1;
			break;
		}
		frame_input_trim(&in, KEPT_ROOM);
	}
	frame_input_release(&in);
	if (r < 0)
		log_error(NULL, "%s", err.text);
	return r < 0 ? err.exit_code : 0;
}
