#include "maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/text.h"
#include "mutf7.h"
#include "values/mail.h"

enum { NAME_BYTES = 200 /* of 255: room for ":2,FLAGS" and the suffix in tmp/ */ };

static const char *const halves[] = {"new", "cur"};

/* ---- names ---- */

static void put_percent(struct buf *b, uint8_t c)
{
	buf_printf(b, "%%%02X", c);
}

/* The Maildir++ directory of a folder: levels are divided by '.', which a name can therefore not lead out of the root by. */
static const char *subfolder(struct arena *a, const char *root, const char *name)
{
	char *dir = arena_strdup(a, name);
	for (char *p = dir; *p; p++)
		if (*p == '/')
			*p = '.';
	return arena_printf(a, "%s/.%s", root, dir);
}

/* Names reach the store, which keeps UTF-8 only: bytes that are none become %XX. */
static const char *clean_name(struct arena *a, const char *file, size_t size)
{
	if (text_is_utf8(file, size))
		return arena_strndup(a, file, size);
	struct buf b = {0};
	for (size_t i = 0; i < size; i++)
		if ((uint8_t)file[i] < 0x80)
			buf_addc(&b, file[i]);
		else
			put_percent(&b, (uint8_t)file[i]);
	const char *text = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return text;
}

static bool unsafe(uint8_t c, bool first)
{
	return c <= ' ' || c == 0x7F || c == '/' || c == ':' || c == '%' || (first && c == '.');
}

const char *maildir_safe_name(struct arena *a, const char *id)
{
	struct buf b = {0};
	for (const char *p = id; *p; p++)
		if (unsafe((uint8_t)*p, p == id))
			put_percent(&b, (uint8_t)*p);
		else
			buf_addc(&b, *p);
	if (b.size > NAME_BYTES) {
		char hex[2 * 8 + 1];
		struct digest d = digest_of(id, strlen(id));
		digest_hex(&d, 8, hex);
		size_t keep = NAME_BYTES - sizeof hex;
		while (((uint8_t)b.data[keep] & 0xC0) == 0x80)
			keep--;
		b.size = keep;
		buf_printf(&b, "-%s", hex);
	}
	const char *name = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return name;
}

/* ---- reading ---- */

static void add_file(struct arena *a, int dirfd, const char *dir, const char *file, struct maildir_list *l)
{
	struct stat st;
	if (fstatat(dirfd, file, &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode))
		return;
	const char *name = clean_name(a, file, strcspn(file, ":"));
	ARENA_PUSH(a, l, mails) = (struct maildir_mail){name, arena_printf(a, "%s/%s", dir, file), st.st_mtim.tv_sec};
}

/* A missing new/ or cur/ is an empty one. */
static int read_half(struct arena *a, const char *dir, struct maildir_list *l, struct err *err)
{
	DIR *d = opendir(dir);
	if (!d && errno == ENOENT)
		return 0;
	if (!d)
		return err_set(err, 75, "opening the mail folder %s: %s", dir, strerror(errno));
	struct dirent *e;
	while (errno = 0, (e = readdir(d)))
		if (e->d_name[0] != '.')
			add_file(a, dirfd(d), dir, e->d_name, l);
	int fault = errno;
	closedir(d);
	return fault ? err_set(err, 75, "reading the mail folder %s: %s", dir, strerror(fault)) : 0;
}

static bool is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* new/ before cur/: a mail that a client moves meanwhile is then seen twice rather than not at all. */
static int read_dir(struct arena *a, const char *dir, struct maildir_list *l, struct err *err)
{
	for (size_t i = 0; i < 2; i++)
		if (read_half(a, arena_printf(a, "%s/%s", dir, halves[i]), l, err) < 0)
			return -1;
	return 0;
}

static int by_arrival(const void *x, const void *y)
{
	const struct maildir_mail *m = x, *n = y;
	if (m->mtime != n->mtime)
		return m->mtime < n->mtime ? -1 : 1;
	int order = strcmp(m->name, n->name);
	return order ? order : strcmp(m->path, n->path);
}

/* Sorts, and keeps one of a mail that was seen in new/ and in cur/ of the same folder. */
static void order_mails(struct maildir_list *l)
{
	size_t kept = 0;
	if (l->mails_count)
		qsort(l->mails, l->mails_count, sizeof *l->mails, by_arrival);
	for (size_t i = 0; i < l->mails_count; i++)
		if (kept == 0 || l->mails[kept - 1].mtime != l->mails[i].mtime || strcmp(l->mails[kept - 1].name, l->mails[i].name) != 0)
			l->mails[kept++] = l->mails[i];
	l->mails_count = kept;
}

int maildir_read_folder(struct arena *a, const char *root, const char *folder, struct maildir_list *l_r, struct err *err)
{
	const char *dirs[2] = {root, NULL};
	*l_r = (struct maildir_list){0};
	if (strcasecmp(folder, "INBOX") != 0) {
		dirs[0] = subfolder(a, root, folder);
		dirs[1] = subfolder(a, root, mutf7_encode(a, folder));
		if (strcmp(dirs[0], dirs[1]) == 0)
			dirs[1] = NULL;
	}
	bool found = false;
	for (size_t i = 0; i < 2; i++) {
		if (!dirs[i] || !is_dir(dirs[i]))
			continue;
		found = true;
		if (read_dir(a, dirs[i], l_r, err) < 0)
			return -1;
	}
	if (!found)
		return err_set(err, 66, "there is no mail folder %s: check the Maildir's path and its folders in the configuration", dirs[0]);
	order_mails(l_r);
	return 0;
}

/* O_NONBLOCK: a FIFO that took the file's place must not hold us; fstat turns it away. */
static int open_mail(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = ENOENT;
		return -1;
	}
	return fd;
}

/* The mail's path now, after a client moved it to cur/ or changed its flags. NULL: gone. */
static const char *find_again(struct arena *a, const struct maildir_mail *m)
{
	const char *slash = strrchr(m->path, '/');
	must(slash && slash - m->path > 4);
	struct maildir_list l = {0};
	struct err ignored;
	if (read_dir(a, arena_strndup(a, m->path, (size_t)(slash - m->path) - strlen("/new")), &l, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < l.mails_count; i++)
		if (strcmp(l.mails[i].name, m->name) == 0)
			return l.mails[i].path;
	return NULL;
}

static int read_all(struct arena *a, int fd, const char *path, struct bytes *raw_r, size_t *size_r, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return err_set(err, 75, "reading %s: %s", path, strerror(errno));
	*size_r = (size_t)st.st_size;
	size_t room = *size_r > MAIL_MAX_BYTES ? MAIL_HEADER_BYTES : *size_r, size = 0;
	uint8_t *data = arena_alloc(a, room + 1);
	while (size < room) {
		ssize_t n = read(fd, data + size, room - size);
		if (n < 0 && errno != EINTR)
			return err_set(err, 75, "reading %s: %s", path, strerror(errno));
		if (n == 0)
			break;
		size += n > 0 ? (size_t)n : 0;
	}
	*raw_r = (struct bytes){data, size};
	return 0;
}

int maildir_read_mail(struct arena *a, const struct maildir_mail *m, struct bytes *raw_r, size_t *size_r, struct err *err)
{
	const char *path = m->path;
	int fd = open_mail(path);
	if (fd < 0 && errno == ENOENT && (path = find_again(a, m)))
		fd = open_mail(path);
	if (fd < 0)
		return err_set(err, !path || errno == ENOENT ? 66 : 75, "opening the mail %s: %s", m->path, strerror(path ? errno : ENOENT));
	int status = read_all(a, fd, path, raw_r, size_r, err);
	close(fd);
	return status;
}

/* ---- delivering ---- */

static int sync_dir(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, 75, "opening the folder %s: %s", dir, strerror(errno));
	int status = fsync(fd) < 0 ? err_set(err, 75, "fsync of the folder %s: %s", dir, strerror(errno)) : 0;
	close(fd);
	return status;
}

/* Makes one directory, durably; one that is there is right. */
static int make_dir(struct arena *a, const char *dir, struct err *err)
{
	if (mkdir(dir, 0700) < 0)
		return errno == EEXIST ? 0 : err_set(err, 75, "making the folder %s: %s", dir, strerror(errno));
	const char *slash = strrchr(dir, '/');
	return sync_dir(!slash ? "." : slash == dir ? "/" : arena_strndup(a, dir, (size_t)(slash - dir)), err);
}

static int make_maildir(struct arena *a, const char *root, struct err *err)
{
	static const char *const parts[] = {"tmp", "new", "cur"};
	char *up = arena_strdup(a, root);
	for (char *p = up + 1; *up && *p; p++) { /* the folders above it */
		if (*p != '/')
			continue;
		*p = '\0';
		if (!is_dir(up) && make_dir(a, up, err) < 0)
			return -1;
		*p = '/';
	}
	if (make_dir(a, root, err) < 0)
		return -1;
	for (size_t i = 0; i < 3; i++)
		if (make_dir(a, arena_printf(a, "%s/%s", root, parts[i]), err) < 0)
			return -1;
	return 0;
}

static bool delivered(struct arena *a, const char *root, const char *name)
{
	struct stat st;
	struct maildir_list l = {0};
	struct err ignored;
	if (lstat(arena_printf(a, "%s/new/%s", root, name), &st) == 0)
		return true;
	if (read_half(a, arena_printf(a, "%s/cur", root), &l, &ignored) < 0)
		return false;
	for (size_t i = 0; i < l.mails_count; i++)
		if (strcmp(l.mails[i].name, name) == 0)
			return true;
	return false;
}

static int write_file(const char *path, struct bytes raw, int64_t when, bool lasting, struct err *err)
{
	const struct timespec times[2] = {{.tv_sec = when}, {.tv_sec = when}};
	unlink(path); /* left by a process of the same number that was killed */
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, 75, "making %s: %s", path, strerror(errno));
	int status = 0;
	if (bytes_write(fd, raw) < 0 || futimens(fd, times) < 0 || (lasting && fsync(fd) < 0))
		status = err_set(err, 75, "writing %s: %s", path, strerror(errno));
	if (close(fd) < 0 && status == 0)
		status = err_set(err, 75, "writing %s: %s", path, strerror(errno));
	if (status < 0)
		unlink(path);
	return status;
}

/* half: "new", or "cur" for what nobody need read, with the flags `info`. */
static int deliver(struct arena *a, const char *root, const char *half, const char *name, const char *info, struct bytes raw, int64_t when, struct err *err)
{
	const char *dir = arena_printf(a, "%s/%s", root, half);
	if (make_maildir(a, root, err) < 0)
		return -1;
	if (delivered(a, root, name))
		return sync_dir(dir, err); /* whoever put it there may have been killed before doing so */
	const char *tmp = arena_printf(a, "%s/tmp/%s.%ld", root, name, (long)getpid());
	const char *final = arena_printf(a, "%s/%s%s", dir, name, info);
	if (write_file(tmp, raw, when, true, err) < 0)
		return -1;
	/* link refuses to replace what is there; some file systems have no link. */
	bool linked = link(tmp, final) == 0 || errno == EEXIST;
	if (!linked && rename(tmp, final) < 0) {
		err_set(err, 75, "moving the letter to %s: %s", final, strerror(errno));
		unlink(tmp);
		return -1;
	}
	if (linked)
		unlink(tmp);
	return sync_dir(dir, err);
}

int maildir_deliver(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err)
{
	must(*name && *name != '.' && !strpbrk(name, "/:"));
	struct arena *a = arena_new();
	int status = deliver(a, root, "new", name, "", raw, when, err);
	arena_free(a);
	return status;
}

/* Nothing looks the same file up twice, and one step gives it its name: on a simulated clock a year's letters take longer to be put here than to be written. */
static int put(struct arena *a, const char *root, const char *name, struct bytes raw, int64_t when, struct err *err)
{
	const char *tmp = arena_printf(a, "%s/tmp/%s.%ld", root, name, (long)getpid()), *final = arena_printf(a, "%s/new/%s", root, name);
	if (!is_dir(arena_printf(a, "%s/cur", root)) && make_maildir(a, root, err) < 0)
		return -1;
	if (delivered(a, root, name))
		return 0;
	if (write_file(tmp, raw, when, false, err) < 0)
		return -1;
	if (rename(tmp, final) < 0) {
		err_set(err, 75, "moving the letter to %s: %s", final, strerror(errno));
		unlink(tmp);
		return -1;
	}
	return 0;
}

int maildir_put(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err)
{
	must(*name && *name != '.' && !strpbrk(name, "/:"));
	struct arena *a = arena_new();
	int status = put(a, root, name, raw, when, err);
	arena_free(a);
	return status;
}

int maildir_keep(const char *root, const char *folder, const char *name, struct bytes raw, int64_t when, struct err *err)
{
	must(*name && *name != '.' && !strpbrk(name, "/:"));
	struct arena *a = arena_new();
	const char *dir = subfolder(a, root, folder);
	if (!is_dir(dir))
		dir = subfolder(a, root, mutf7_encode(a, folder)); /* as mail servers write it */
	if (!is_dir(dir) && make_maildir(a, dir, err) == 0) {
		int fd = open(arena_printf(a, "%s/maildirfolder", dir), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600); /* Maildir++ wants it */
		if (fd >= 0)
			close(fd);
	}
	int status = deliver(a, dir, "cur", name, ":2,S", raw, when, err);
	arena_free(a);
	return status;
}
