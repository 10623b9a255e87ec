/* mails TIMES FILE...: what the reader child does with each mail, in one process: read, classified, put into a frame; and what the clerk does with
 * that: the frame read back. Seconds of CPU and bytes of the frames; TIMES 0: what the frames say, to be compared with another version's. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/text.h"
#include "classify.h"
#include "grids.h"
#include "headers.h"
#include "mime.h"
#include "pairs.h"

struct file {
	uint8_t *data;
	size_t size;
};

static double cpu(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static struct file load(const char *path)
{
	struct file f = {0};
	FILE *in = fopen(path, "rb");
	if (!in || fseek(in, 0, SEEK_END) != 0 || !(f.data = malloc((size_t)ftell(in) + 1))) {
		perror(path);
		exit(1);
	}
	f.size = (size_t)ftell(in);
	rewind(in);
	if (fread(f.data, 1, f.size, in) != f.size) {
		perror(path);
		exit(1);
	}
	fclose(in);
	return f;
}

static void forget_cells(struct mail *m)
{
	for (size_t i = 0; i < m->parts_count; i++)
		m->parts[i].file = (struct table_file){.author = m->parts[i].file.author};
}

/* As reader.c's answer_lists does; the reading changes the bytes of a mail. */
static void read_mail(const struct file *f, struct buf *frame)
{
	struct arena *a = arena_new();
	struct mail m;
	struct classified c;
	size_t mark = frame_start(frame, 1);
	mime_read(a, arena_memdup(a, f->data, f->size), f->size, &m);
	classify_mail(a, &m, NULL, &c);
	pairs_take(a, &m, &c);
	grids_take(a, &m, &c);
	forget_cells(&m);
	mail_put(frame, &m);
	classified_put(frame, &c);
	frame_end(frame, mark);
	arena_free(a);
}

/* As reader.c's ask does. */
static bool take_frame(const struct buf *frame, struct arena *a, struct mail *m, struct classified *c)
{
	enum { HEAD = 5 };
	const uint8_t *from = (const uint8_t *)frame->data;
	struct frame f = {.kind = 1, .at = from + HEAD, .end = from + frame->size};
	mail_get(&f, a, m);
	classified_get(&f, a, m->parts_count, c);
	return frame_ok(&f);
}

static void show_row(const struct lead_row *r)
{
	printf("row %d%s", r->row, r->hidden ? " hidden" : "");
	for (int i = 0; i < FIELD_COUNT; i++)
		if (*r->value[i])
			printf("|%s=%s", field_names[i], r->value[i]);
	printf(r->cells ? " cells %zu" : "", r->cells_count);
	for (size_t i = 0; i < r->cells_count; i++)
		printf("|%s", r->cells[i]);
	printf("\n");
}

/* The mail's values as their frame, in which there is no list, and the lists by row. */
static void show_mail(const struct mail *m, struct classified *c)
{
	struct buf rest = {0};
	for (size_t t = 0; t < c->tables_count; t++) {
		const struct lead_table *l = &c->tables[t];
		printf("table %s by %s, part %zu sheet %zu %s\n", row_kind_names[l->kind], l->told_by, l->part, l->sheet, l->sheet_label);
		for (size_t i = 0; i < l->columns_count; i++)
			printf("column %s: %s\n", l->columns[i].title, field_names[l->columns[i].field]);
		for (size_t i = 0; i < l->rows_count; i++)
			show_row(&l->rows[i]);
	}
	c->tables_count = 0;
	mail_put(&rest, m);
	classified_put(&rest, c);
	fwrite(rest.data, 1, rest.size, stdout);
	buf_release(&rest);
}

static int show(const struct file *files, size_t count)
{
	bool good = true;
	for (size_t i = 0; i < count; i++) {
		struct buf frame = {0};
		struct arena *a = arena_new();
		struct mail m;
		struct classified c;
		read_mail(&files[i], &frame);
		good = take_frame(&frame, a, &m, &c) && good;
		show_mail(&m, &c);
		arena_free(a);
		buf_release(&frame);
	}
	return good ? 0 : 1;
}

static int measure(const struct file *files, size_t count, long times)
{
	struct buf frame = {0};
	size_t bytes = 0;
	double reading = 0, taking = 0;
	bool good = true;
	for (long t = 0; t < times; t++)
		for (size_t i = 0; i < count; i++) {
			double start = cpu();
			buf_clear(&frame);
			read_mail(&files[i], &frame);
			double read = cpu();
			struct arena *a = arena_new();
			struct mail m;
			struct classified c;
			good = take_frame(&frame, a, &m, &c) && good;
			arena_free(a);
			reading += read - start;
			taking += cpu() - read;
			bytes += frame.size;
		}
	double mails = (double)count * (double)times;
	printf("%.0f mails: %.3f ms of CPU each to read, %.3f ms to take the frame of %.1f KB\n", mails, reading * 1000 / mails, taking * 1000 / mails,
	       (double)bytes / mails / 1024);
	buf_release(&frame);
	return good ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	size_t count = argc > 2 ? (size_t)argc - 2 : 0;
	struct file *files = calloc(count + 1, sizeof *files);
	mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024); /* as reader_main does */
	mallopt(M_MMAP_THRESHOLD, 512 * 1024);
	text_open_converters();
	if (table_prepare(&err) < 0 || !count || !files || headers_open(&err) < 0) {
		fprintf(stderr, "mails TIMES FILE...\n");
		return 2;
	}
	for (size_t i = 0; i < count; i++)
		files[i] = load(argv[i + 2]);
	long times = strtol(argv[1], NULL, 10);
	int r = times ? measure(files, count, times) : show(files, count);
	for (size_t i = 0; i < count; i++)
		free(files[i].data);
	free(files);
	return r;
}
