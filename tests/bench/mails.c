/* mails TIMES FILE...: what the reader child does with each mail, in one process: read, classified, put into a frame; and what the clerk does with
 * that: the frame read back. Seconds of CPU and bytes of the frames; TIMES 0: the frames themselves, to be compared. */
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
static bool take_frame(const struct buf *frame)
{
	enum { HEAD = 5 };
	const uint8_t *from = (const uint8_t *)frame->data;
	struct frame f = {.kind = 1, .at = from + HEAD, .end = from + frame->size};
	struct arena *a = arena_new();
	struct mail m;
	struct classified c;
	mail_get(&f, a, &m);
	classified_get(&f, a, m.parts_count, &c);
	bool good = frame_ok(&f);
	arena_free(a);
	return good;
}

static int show(const struct file *files, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf frame = {0};
		read_mail(&files[i], &frame);
		fwrite(frame.data, 1, frame.size, stdout);
		buf_release(&frame);
	}
	return 0;
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
			good = take_frame(&frame) && good;
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
	text_open_converters();
	table_prepare();
	if (!count || !files || headers_open(&err) < 0) {
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
