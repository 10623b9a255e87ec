/* A child's own side of its start. */
#include "child_inside.h"

#include <malloc.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "child.h"

enum { LARGE_BLOCK = 1024 * 1024, KEPT_HEAP = 2 * 1024 * 1024 };

static bool take_path(struct frame *f, struct arena *a, char path_r[JAIL_PATH_MAX])
{
	const char *path = get_text(f, a);
	if (!path || strlen(path) >= JAIL_PATH_MAX)
		return false;
	memcpy(path_r, path, strlen(path) + 1);
	return true;
}

/* glibc moves its threshold up with each large block that is freed, and keeps what lies below: a child would keep tens of megabytes of one large mail.
 * What one group of mails took is kept: the next one takes it again, and each page given back would be a fault then. */
static void give_large_blocks_back(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	mallopt(M_TRIM_THRESHOLD, KEPT_HEAP);
}

/* A thread that looks up a name or a font needs no heap of its own: each would reserve 64 MB of what the jail leaves. */
static void keep_to_one_heap(void)
{
	mallopt(M_ARENA_MAX, 1);
}

int child_begin(int fd, struct jail_rights *rights_r, struct err *err)
{
	struct frame_input in = {0};
	struct frame f;
	give_large_blocks_back();
	keep_to_one_heap();
	struct arena *a = arena_new();
	int got = frame_receive(fd, &in, clock_monotonic() + CHILD_START_SECONDS, &f, err);
	*rights_r = (struct jail_rights){.port = got > 0 ? (int)get_int(&f) : 0};
	bool good = got > 0 && f.kind == FRAME_RIGHTS && take_path(&f, a, rights_r->read_file) && take_path(&f, a, rights_r->write_folder) && frame_ok(&f);
	arena_free(a);
	frame_input_release(&in);
	if (good)
		return 0;
	return got < 0 ? -1 : err_set(err, 75, "the clerk did not say what this process may do");
}

int child_ready(int fd, struct err *err)
{
	struct buf b = {0};
	frame_end(&b, frame_start(&b, FRAME_READY));
	int r = frame_send(fd, &b, clock_monotonic() + CHILD_START_SECONDS, err);
	buf_release(&b);
	return r;
}

int child_enter(int fd, enum jail_role role, int (*check)(struct err *err), struct err *err)
{
	struct jail_rights rights;
	char line[1024];
	if (child_begin(fd, &rights, err) < 0)
		return -1;
	bool whole = jail_enter(role, &rights, line, sizeof line);
	log_line(whole ? LOG_INFO_LINE : LOG_WARN_LINE, NULL, "%s", line);
	return (check && check(err) < 0) || child_ready(fd, err) < 0 ? -1 : 0;
}
