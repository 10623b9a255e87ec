#include "handed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/frame.h"
#include "file_bytes.h"

enum { FRAME_LETTER = 1, FRAME_HEAD = 5 /* bytes before a frame's values: length, kind */, HANDED_MAX = 16 * 1024 * 1024 /* bytes */ };

static void path_of(char path[4096], const char *store, const char *name)
{
	snprintf(path, 4096, "%s.handed.%s", store, name);
}

static int write_file(const char *path, const struct buf *b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	int failed = bytes_write(fd, (struct bytes){(const uint8_t *)b->data, b->size});
	return close(fd) < 0 ? -1 : failed;
}

int handed_write(const char *store, struct arena *a, const struct letter *l, const char **name_r, struct err *err)
{
	char path[4096];
	struct buf b = {0};
	size_t mark = frame_start(&b, FRAME_LETTER);
	const char *texts[] = {l->id, l->staff, l->to, l->subject, l->message_id, l->token, l->about};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		put_text(&b, texts[i]);
	put_int(&b, l->kind);
	put_int(&b, l->created);
	put_bytes(&b, l->bytes.data, l->bytes.size);
	frame_end(&b, mark);
	*name_r = arena_printf(a, "%ld", (long)getpid());
	path_of(path, store, *name_r);
	int failed = write_file(path, &b) < 0 ? err_set(err, 73, "writing %s: %s", path, strerror(errno)) : 0;
	if (failed)
		unlink(path);
	buf_release(&b);
	return failed;
}

/* Whoever may write this file may have any letter sent. */
static int take_file(const char *path, struct buf *b, struct err *err)
{
	struct stat st;
	if (lstat(path, &st) < 0)
		return err_set(err, 66, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 077))
		return err_set(err, 65, "%s is not the clerk's own", path);
	return file_bytes(path, HANDED_MAX, b, err);
}

static bool read_letter(struct arena *a, const struct buf *b, struct letter *l)
{
	if (b->size < FRAME_HEAD || b->data[FRAME_HEAD - 1] != FRAME_LETTER)
		return false;
	const uint8_t *start = (const uint8_t *)b->data;
	struct frame f = {.kind = FRAME_LETTER, .at = start + FRAME_HEAD, .end = start + b->size};
	const char **texts[] = {&l->id, &l->staff, &l->to, &l->subject, &l->message_id, &l->token, &l->about};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = get_text(&f, a);
	l->kind = (enum letter_kind)get_below(&f, LETTER_KIND_COUNT);
	l->created = get_int(&f);
	struct bytes bytes = get_bytes(&f);
	l->bytes = (struct bytes){arena_memdup(a, bytes.data, bytes.size), bytes.size};
	return frame_ok(&f) && l->id && l->staff && l->to && l->subject && l->message_id && l->token && bytes.size;
}

int handed_read(const char *store, struct arena *a, const char *name, struct letter *l_r, struct err *err)
{
	char path[4096];
	struct buf b = {0};
	if (!*name || strspn(name, "0123456789") != strlen(name))
		return err_set(err, 64, "'%s' is no name of a letter that was handed over", name);
	path_of(path, store, name);
	*l_r = (struct letter){0};
	int failed = take_file(path, &b, err);
	if (!failed && !read_letter(a, &b, l_r))
		failed = err_set(err, 65, "%s is no letter", path);
	buf_release(&b);
	return failed;
}

void handed_remove(const char *store, const char *name)
{
	char path[4096];
	path_of(path, store, name);
	unlink(path);
}
