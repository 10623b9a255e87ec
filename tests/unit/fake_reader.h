/* A reader child that reads as the real one does, outside of any jail. Whoever includes it says what else it does with a mail. */
#ifndef TESTS_FAKE_READER_H
#define TESTS_FAKE_READER_H
#include <string.h>

#include "base/clock.h"
#include "child.h"
#include "classify.h"
#include "headers.h"
#include "mime.h"

static struct frame_input reader_input; /* what lies before the reader, and was taken from the socket */

/* The includer's: before the mail is read. */
static void before_reading(struct bytes raw);

static bool says(struct bytes raw, const char *word)
{
	return memmem(raw.data, raw.size, word, strlen(word)) != NULL;
}

static void answer(struct frame *f, struct buf *out)
{
	struct arena *a = arena_new();
	struct known_layouts known = {0};
	struct classified found;
	struct mail m;
	get_text(f, a);
	known_layouts_get(f, a, &known);
	struct bytes raw = get_bytes(f);
	before_reading(raw);
	mime_read(a, arena_memdup(a, raw.data, raw.size), raw.size, &m);
	classify_mail(a, &m, &known, &found);
	for (size_t i = 0; i < m.parts_count; i++)
		m.parts[i].file = (struct table_file){0};
	size_t mark = frame_start(out, f->kind);
	mail_put(out, &m);
	classified_put(out, &found);
	frame_end(out, mark);
	arena_free(a);
}

static int be_reader(int fd)
{
	struct frame f;
	struct err err;
	struct buf out = {0};
	struct jail_rights rights;
	if (table_prepare(&err) < 0 || headers_open(&err) < 0 || child_begin(fd, &rights, &err) < 0 || child_ready(fd, &err) < 0)
		return 1;
	while (frame_receive(fd, &reader_input, clock_monotonic() + 600, &f, &err) > 0) {
		answer(&f, &out);
		if (frame_send(fd, &out, clock_monotonic() + 600, &err) < 0)
			return 1;
	}
	return 0;
}

#endif
