/* Both ends of the line to the reader child.
 *
 * Request frames             answer frames (same kind)
 *   ASK_LISTS  text name     mail_put's values without cells, classified_put's
 *              known_layouts_put's
 *              bytes
 *   ASK_CELLS  text name     SOME_CELLS, as many as are needed: bytes of CSV; then, of kind ASK_CELLS, mail_put's values without cells
 *              bytes
 *   ASK_SCRUB  reader_scrub.c
 * The name is NULL for a mail. One request, one answer. A request that is malformed is a bug of the clerk. Each request has an arena of its own. */
#include "reader.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "base/text.h"
#include "classify.h"
#include "extract.h"
#include "headers.h"
#include "listing.h"
#include "mime.h"
#include "grids.h"
#include "pairs.h"
#include "reader_inside.h"

enum { KEPT_ROOM = 4 * 1024 * 1024 }; /* bytes of input buffer kept from one mail to the next */
enum { KEPT_HEAP = 2 * 1024 * 1024, LARGE_BLOCK = 512 * 1024 }; /* and of memory that the next mail asks for again; larger blocks go back to the kernel */
enum { CELLS_PIECE = 256 * 1024 }; /* bytes of CSV in a frame: neither end holds more */
static const double answer_seconds = 600; /* the clerk kills this child long before */
static const double for_ever = 1e12;
static const struct known_layouts nothing_known = {0};
static const char too_large[] = "表格内容过多, 系统无法处理";

/* ---- the clerk's end ---- */

/* The reader answered something that is no answer: it is not asked again. */
int reader_refuse(struct child *reader, const char *what, struct err *err)
{
	child_kill(reader);
	return err_set(err, 75, "the reader's answer about a %s can't be read; it was ended", what);
}

/* known: NULL with ASK_CELLS. */
static void put_request(struct buf *request, uint8_t kind, struct bytes file, const char *name, const struct known_layouts *known)
{
	size_t mark = frame_start(request, kind);
	put_text(request, name);
	if (known)
		known_layouts_put(request, known);
	frame_end_tail(request, mark, file);
}

static int failed(struct bytes file, const char *name, struct err *err)
{
	return name ? err_in(err, "reading the file %s", name) : err_in(err, "reading a mail of %zu bytes", file.size);
}

static int take_lists(struct child *reader, struct arena *a, struct frame *answer, const char *name, struct mail *m_r, struct classified *c_r,
                      struct err *err)
{
	bool good = answer->kind == ASK_LISTS;
	mail_get(answer, a, m_r);
	classified_get(answer, a, m_r->parts_count, c_r);
	return good && frame_ok(answer) ? 0 : reader_refuse(reader, name ? "file" : "mail", err);
}

static int ask(struct child *reader, struct arena *a, struct bytes file, const char *name, const struct known_layouts *known, struct mail *m_r,
               struct classified *c_r, struct err *err)
{
	must(known->items_count <= KNOWN_MAX_LAYOUTS);
	struct buf request = {0};
	struct frame answer;
	put_request(&request, ASK_LISTS, file, name, known);
	int r = child_ask_tail(reader, &request, file, READER_SECONDS, &answer, err);
	buf_release(&request);
	if (r < 0)
		return failed(file, name, err);
	return take_lists(reader, a, &answer, name, m_r, c_r, err);
}

int reader_give(struct child *reader, struct bytes raw, bool first, struct err *err)
{
	struct buf request = {0};
	int r = 0;
	put_request(&request, ASK_LISTS, raw, NULL, &nothing_known);
	if (first)
		r = child_tell_tail(reader, &request, raw, READER_SECONDS, err);
	else
		child_queue(reader, &request, raw);
	buf_release(&request);
	return r < 0 ? failed(raw, NULL, err) : 0;
}

int reader_take(struct child *reader, struct arena *a, size_t size, struct mail *m_r, struct classified *c_r, struct err *err)
{
	struct frame answer;
	if (child_more(reader, READER_SECONDS, &answer, err) < 0)
		return failed((struct bytes){NULL, size}, NULL, err);
	return take_lists(reader, a, &answer, NULL, m_r, c_r, err);
}

int reader_mail(struct child *reader, struct arena *a, struct bytes raw, struct mail *m_r, struct classified *c_r, struct err *err)
{
	return ask(reader, a, raw, NULL, &nothing_known, m_r, c_r, err);
}

int reader_mail_by(struct child *reader, struct arena *a, struct bytes raw, const struct known_layouts *known, struct mail *m_r, struct classified *c_r,
                   struct err *err)
{
	return ask(reader, a, raw, NULL, known, m_r, c_r, err);
}

int reader_file(struct child *reader, struct arena *a, struct bytes file, const char *file_name, struct mail *m_r, struct classified *c_r, struct err *err)
{
	return ask(reader, a, file, file_name, &nothing_known, m_r, c_r, err);
}

/* The text is not looked at: it is no more than what people see in their own file. */
static int take_cells(struct child *reader, struct frame *answer, reader_sink *sink, void *arg, struct err *err)
{
	while (answer->kind == SOME_CELLS) {
		struct bytes piece = get_bytes(answer);
		if (!frame_ok(answer))
			return reader_refuse(reader, "file", err);
		if (sink(arg, piece, err) < 0) {
			child_kill(reader); /* it has more to say, which nobody wants */
			return -1;
		}
		if (child_more(reader, READER_SECONDS, answer, err) < 0)
			return -1;
	}
	return 0;
}

int reader_cells(struct child *reader, struct arena *a, struct buf *file, const char *file_name, reader_sink *sink, void *arg, struct mail *m_r,
                 struct err *err)
{
	struct buf request = {0};
	struct frame answer;
	struct bytes bytes = {(const uint8_t *)file->data, file->size};
	put_request(&request, ASK_CELLS, bytes, file_name, NULL);
	int r = child_tell_tail(reader, &request, bytes, READER_SECONDS, err);
	buf_release(&request);
	buf_release(file); /* before the child's largest moment, not after it */
	if (r < 0 || child_more(reader, READER_SECONDS, &answer, err) < 0 || take_cells(reader, &answer, sink, arg, err) < 0)
		return failed(bytes, file_name, err);
	bool good = answer.kind == ASK_CELLS;
	mail_get(&answer, a, m_r);
	return good && frame_ok(&answer) ? 0 : reader_refuse(reader, file_name ? "file" : "mail", err);
}

void reader_say_too_large(struct arena *a, struct mail *m, size_t size)
{
	const char *detail = arena_printf(a, "有%zu MB，超过%d MB，没有读取。请只发名单", size >> 20, MAIL_MAX_BYTES >> 20);
	ARENA_PUSH(a, m, parts) = (struct part){.source = PART_ATTACHMENT, .file_name = "整封邮件", .status = TABLE_TOO_LARGE, .detail = detail};
}

/* ---- the child's end ---- */

static void say_too_large(struct part *p)
{
	p->file = (struct table_file){0};
	p->status = TABLE_TOO_LARGE;
	p->detail = too_large;
}

/* Whether a sheet's tables, `count` of them, fit into what is left, which then becomes less. */
static bool take_room(const struct lead_table *t, size_t count, struct extract_room *left)
{
	struct extract_room room = *left;
	for (size_t i = 0; i < count; i++) {
		size_t size = lead_table_size(&t[i]);
		if (t[i].cut || size > room.bytes || t[i].rows_count > room.rows)
			return false;
		room.bytes -= size;
		room.rows -= t[i].rows_count;
	}
	*left = room;
	return true;
}

/* What the lists of a mail say is bounded. A list, and what stands above, below and beside it in its sheet, is there whole, or its part says that it
 * is not. */
static void make_lists_fit(struct mail *m, struct classified *c)
{
	struct extract_room left = {CLASSIFY_MAX_TEXT, CLASSIFY_MAX_ROWS};
	size_t kept = 0;
	for (size_t i = 0, n; i < c->tables_count; i += n) {
		const struct lead_table *t = &c->tables[i];
		for (n = 1; i + n < c->tables_count && t[n].part == t->part && t[n].sheet == t->sheet; n++)
			continue;
		if (m->parts[t->part].status == TABLE_OK && take_room(t, n, &left)) {
			memmove(&c->tables[kept], t, n * sizeof *t);
			kept += n;
			continue;
		}
		say_too_large(&m->parts[t->part]);
		for (size_t j = 0; j < n; j++)
			for (size_t r = 0; r < t[j].rows_count; r++)
				c->hidden_rows -= t[j].rows[r].hidden;
	}
	c->tables_count = kept;
}

static void forget_cells(struct mail *m)
{
	for (size_t i = 0; i < m->parts_count; i++)
		m->parts[i].file = (struct table_file){.author = m->parts[i].file.author};
}

static int answer_lists(int fd, struct arena *a, struct mail *m, const struct known_layouts *known, struct err *err)
{
	struct classified found;
	struct buf answer = {0};
	size_t mark = frame_start(&answer, ASK_LISTS);
	classify_mail(a, m, known, &found);
	pairs_take(a, m, &found);
	grids_take(a, m, &found);
	make_lists_fit(m, &found);
	forget_cells(m);
	mail_put(&answer, m);
	classified_put(&answer, &found);
	frame_end(&answer, mark);
	int r = frame_send(fd, &answer, clock_monotonic() + answer_seconds, err);
	buf_release(&answer);
	return r;
}

/* The bytes of a SOME_CELLS frame under way to the clerk, who may be waiting for a person that pages through it. */
struct telling {
	int fd;
	struct buf frame;
	size_t mark, bytes; /* where the frame and its bytes begin */
};

static void start_telling(struct telling *t)
{
	t->mark = frame_start(&t->frame, SOME_CELLS);
	t->bytes = start_bytes(&t->frame);
}

static int tell(struct telling *t, struct err *err)
{
	end_bytes(&t->frame, t->bytes);
	frame_end(&t->frame, t->mark);
	int r = frame_send(t->fd, &t->frame, for_ever, err);
	start_telling(t);
	return r;
}

static int tell_rows(struct telling *t, const struct sheet *s, struct err *err)
{
	for (size_t i = 0; i < s->rows_count; i++) {
		for (size_t c = 0; c < s->rows[i].cell_count; c++) {
			if (c)
				buf_addc(&t->frame, ',');
			csv_cell(&t->frame, s->rows[i].cells[c].text);
		}
		buf_addc(&t->frame, '\n');
		if (t->frame.size >= CELLS_PIECE && tell(t, err) < 0)
			return -1;
	}
	return 0;
}

static int answer_cells(int fd, struct mail *m, struct err *err)
{
	struct telling t = {.fd = fd};
	int r = 0;
	start_telling(&t);
	for (size_t i = 0; i < m->parts_count; i++)
		for (size_t s = 0; r == 0 && s < m->parts[i].file.sheets_count; s++)
			r = tell_rows(&t, &m->parts[i].file.sheets[s], err);
	if (r == 0)
		r = tell(&t, err);
	forget_cells(m);
	buf_clear(&t.frame);
	size_t mark = frame_start(&t.frame, ASK_CELLS);
	mail_put(&t.frame, m);
	frame_end(&t.frame, mark);
	if (r == 0)
		r = frame_send(fd, &t.frame, for_ever, err);
	buf_release(&t.frame);
	return r;
}

static int answer_one(int fd, struct frame *f, struct err *err)
{
	if (f->kind == ASK_SCRUB)
		return reader_answer_scrub(fd, f, err);
	struct arena *a = arena_new();
	struct mail m;
	struct known_layouts known = {0};
	const char *name = get_text(f, a);
	if (f->kind == ASK_LISTS)
		known_layouts_get(f, a, &known);
	struct bytes bytes = get_bytes(f);
	must((f->kind == ASK_LISTS || f->kind == ASK_CELLS) && frame_ok(f));
	if (name)
		mime_read_file(a, name, bytes, &m);
	else
		mime_read(a, (uint8_t *)(uintptr_t)bytes.data, bytes.size, &m); /* the frame lies in our own buffer, and nobody asks it again */
	int r = f->kind == ASK_LISTS ? answer_lists(fd, a, &m, &known, err) : answer_cells(fd, &m, err);
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
	struct frame_input in = {0};
	struct frame f;
	struct err err = {0};
	int r;
	setenv("TZ", "UTC0", 1); /* libarchive asks for the zone again and again, which is a file */
	mallopt(M_TRIM_THRESHOLD, KEPT_HEAP);
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	text_open_converters();
	if (table_prepare(&err) < 0 || mime_open(&err) < 0 || headers_open(&err) < 0 || read_sample(&err) < 0 || child_enter(fd, JAIL_READER, read_sample, &err) < 0) {
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
