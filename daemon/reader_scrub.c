/* Both ends of the line for what is scrubbed.
 *
 * Request                                          answer
 *   ASK_SCRUB  text name     NULL: a mail           count of files, of each: text name, int whether it is there, bytes
 *              bytes key                           count of what was left out, of each: text
 *              bytes */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "reader_inside.h"

static const double answer_seconds = 600; /* the clerk kills this child long before */

static void get_scrubbed(struct frame *f, struct arena *a, struct scrubbed *r)
{
	for (size_t n = get_count(f, 4); n > 0; n--) {
		const char *name = get_utf8(f, a, SIZE_MAX);
		bool there = get_below(f, 2);
		struct bytes b = get_bytes(f);
		ARENA_PUSH(a, r, files) = (struct scrubbed_file){name ? name : "", {there ? arena_memdup(a, b.data, b.size) : NULL, b.size}};
	}
	for (size_t n = get_count(f, 4); n > 0; n--) {
		const char *text = get_utf8(f, a, SIZE_MAX);
		ARENA_PUSH(a, r, left_out) = text ? text : "";
	}
}

int reader_scrub(struct child *reader, struct arena *a, const uint8_t key[SCRUB_KEY_SIZE], struct bytes file, const char *file_name, struct scrubbed *r,
                 struct err *err)
{
	struct buf request = {0};
	struct frame answer;
	size_t mark = frame_start(&request, ASK_SCRUB);
	put_text(&request, file_name);
	put_bytes(&request, key, SCRUB_KEY_SIZE);
	frame_end_tail(&request, mark, file);
	int failed = child_ask_tail(reader, &request, file, READER_SECONDS, &answer, err);
	buf_release(&request);
	if (failed)
		return err_in(err, "scrubbing %s", file_name ? file_name : "the mail");
	get_scrubbed(&answer, a, r);
	return answer.kind == ASK_SCRUB && frame_ok(&answer) && r->files_count > 0 ? 0 : reader_refuse(reader, file_name ? "file" : "mail", err);
}

static void put_scrubbed(struct buf *out, const struct scrubbed *r)
{
	put_int(out, (int64_t)r->files_count);
	for (size_t i = 0; i < r->files_count; i++) {
		put_text(out, r->files[i].name);
		put_int(out, r->files[i].bytes.data != NULL);
		put_bytes(out, r->files[i].bytes.data ? r->files[i].bytes.data : (const uint8_t *)"", r->files[i].bytes.size);
	}
	put_int(out, (int64_t)r->left_out_count);
	for (size_t i = 0; i < r->left_out_count; i++)
		put_text(out, r->left_out[i]);
}

int reader_answer_scrub(int fd, struct frame *f, struct err *err)
{
	struct arena *a = arena_new();
	struct scrubbed r = {0};
	struct buf answer = {0};
	const char *name = get_text(f, a);
	struct bytes key = get_bytes(f), file = get_bytes(f);
	must(frame_ok(f) && key.size == SCRUB_KEY_SIZE);
	struct scrub *s = scrub_new(a, key.data);
	if (name)
		scrub_file(s, a, name, file, &r);
	else
		scrub_mail(s, a, file, &r);
	size_t mark = frame_start(&answer, ASK_SCRUB);
	put_scrubbed(&answer, &r);
	frame_end(&answer, mark);
	int failed = frame_send(fd, &answer, clock_monotonic() + answer_seconds, err);
	buf_release(&answer);
	arena_free(a);
	return failed;
}
