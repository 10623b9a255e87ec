/* A file system for SQLite over its own: it counts, fails, ends the process, and forgets what was not synced. */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "torture.h"

const char *const op_names[OPS] = {"write", "sync", "open", "truncate", "delete", "read", "shm", "own", "letter"};
struct board *board;
bool torture_off;

/* What was written and not synced yet, in order; `data` NULL: a truncation to `at`. */
struct late {
	struct late *next;
	void *data;
	sqlite3_int64 at;
	int size;
};

struct shim {
	sqlite3_file base;
	sqlite3_file *real;
	bool counted;                 /* database, WAL, journal: not SQLite's scratch files */
	char disk[256];               /* lazy: the file that holds what is durable */
	bool fresh;                   /* made, and its name not synced yet: SQLite syncs the folder with its first sync */
	struct late *first, **end;
	struct shim *sibling;
};

static struct shim *open_files;   /* lazy ones */
static char deleted[8][300];      /* lazy: names that the folder on disk may still have */
static int deleted_count;
static sqlite3_vfs *under;

/* ---- the plan ---- */

static void apply(struct shim *s, unsigned *chance);

static void power_cut(void)
{
	unsigned chance = board->seed * 2654435761u + 1;
	for (struct shim *s = open_files; s; s = s->sibling)
		apply(s, &chance);
	for (int i = 0; i < deleted_count; i++)
		if ((chance >> (16 + i)) & 1)
			unlink(deleted[i]);
}

void step(enum op op)
{
	(void)op;
	if (torture_off)
		return;
	board->steps++;
	if (board->ending == LIVE || board->steps != board->ending_at)
		return;
	board->hit = true;
	if (board->ending == POWER_CUT)
		power_cut();
	_exit(KILLED);
}

bool strikes(enum op op)
{
	if (torture_off)
		return false;
	long n = ++board->calls[op];
	if (board->fail_op != op || !board->fail_nth || n < board->fail_nth || n > board->fail_nth + board->fail_more)
		return false;
	board->hit = true;
	return true;
}

/* ---- what the disk holds ---- */

static void copy_file(const char *from, const char *to)
{
	char block[65536];
	ssize_t n;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	while (in >= 0 && out >= 0 && (n = read(in, block, sizeof block)) > 0)
		if (write(out, block, (size_t)n) != n)
			abort();
	close(in);
	close(out);
}

static void keep_back(struct shim *s, const void *data, int size, sqlite3_int64 at)
{
	struct late *l = calloc(1, sizeof *l);
	if (!l || (data && !(l->data = malloc((size_t)size))))
		abort();
	if (data)
		memcpy(l->data, data, (size_t)size);
	l->at = at;
	l->size = size;
	*s->end = l;
	s->end = &l->next;
}

static unsigned roll(unsigned *chance)
{
	*chance = *chance * 1103515245u + 12345u;
	return *chance >> 16;
}

/* A write that was under way: all, nothing, or some of its sectors. */
static void write_torn(int fd, const struct late *l, unsigned *chance)
{
	enum { SECTOR = 512 };
	unsigned way = roll(chance) % 3;
	for (int done = 0; done < l->size;) {
		int n = SECTOR - (int)((l->at + done) % SECTOR);
		n = n < l->size - done ? n : l->size - done;
		if ((way == 0 || (way == 1 && roll(chance) % 2)) && pwrite(fd, (const char *)l->data + done, (size_t)n, l->at + done) != n)
			abort();
		done += n;
	}
}

/* chance NULL: all of it, durably. */
static void apply(struct shim *s, unsigned *chance)
{
	if (chance && access(s->disk, F_OK) != 0 && roll(chance) % 2)
		return; /* its name did not reach the folder either */
	int fd = open(s->disk, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		abort();
	for (struct late *l = s->first, *next; l; l = next) {
		next = l->next;
		if (!l->data) {
			if ((!chance || roll(chance) % 2) && ftruncate(fd, l->at) < 0)
				abort();
		} else if (chance) {
			write_torn(fd, l, chance);
		} else if (pwrite(fd, l->data, (size_t)l->size, l->at) != l->size) {
			abort();
		}
		free(l->data);
		free(l);
	}
	s->first = NULL;
	s->end = &s->first;
	close(fd);
}

static const char *const tails[] = {"", "-wal", "-journal", "-shm"};

void vfs_all_on_disk(const char *store)
{
	for (size_t i = 0; i < sizeof tails / sizeof *tails - 1; i++) {
		char file[256], disk[300];
		snprintf(file, sizeof file, "%s%s", store, tails[i]);
		snprintf(disk, sizeof disk, "%s.disk", file);
		unlink(disk);
		if (access(file, F_OK) == 0)
			copy_file(file, disk);
	}
}

void vfs_after_power_cut(const char *store)
{
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		char file[256], disk[300];
		snprintf(file, sizeof file, "%s%s", store, tails[i]);
		snprintf(disk, sizeof disk, "%s.disk", file);
		unlink(file);
		rename(disk, file);
	}
}

/* ---- one file ---- */

static struct shim *shim_of(sqlite3_file *f)
{
	return (struct shim *)(void *)f;
}

#define REAL(f) (shim_of(f)->real)

static int shim_close(sqlite3_file *f)
{
	struct shim *s = shim_of(f);
	for (struct shim **p = &open_files; *p; p = &(*p)->sibling)
		if (*p == s) {
			*p = s->sibling;
			break;
		}
	return s->real->pMethods->xClose(s->real);
}

static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	if (shim_of(f)->counted && strikes(OP_READ))
		return board->fail_code;
	return REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}

static int shim_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 at)
{
	struct shim *s = shim_of(f);
	if (s->counted) {
		step(OP_WRITE);
		if (strikes(OP_WRITE)) {
			if (board->fail_half)
				s->real->pMethods->xWrite(s->real, data, n / 2, at);
			return board->fail_code;
		}
		if (board->lazy)
			keep_back(s, data, n, at);
	}
	return s->real->pMethods->xWrite(s->real, data, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	struct shim *s = shim_of(f);
	if (s->counted) {
		step(OP_TRUNCATE);
		if (strikes(OP_TRUNCATE))
			return board->fail_code;
		if (board->lazy)
			keep_back(s, NULL, 0, size);
	}
	return s->real->pMethods->xTruncate(s->real, size);
}

static void forget_deleted(void)
{
	while (deleted_count > 0)
		unlink(deleted[--deleted_count]);
}

/* tmpfs has nothing to sync: what a sync means is done here. */
static int shim_sync(sqlite3_file *f, int flags)
{
	struct shim *s = shim_of(f);
	(void)flags;
	if (!s->counted)
		return SQLITE_OK;
	step(OP_SYNC);
	board->sync_again |= board->sync_failed;
	if (strikes(OP_SYNC)) {
		board->sync_failed = !board->closing;
		return board->fail_code;
	}
	if (!board->lazy)
		return SQLITE_OK;
	apply(s, NULL);
	if (s->fresh)
		forget_deleted();
	s->fresh = false;
	return SQLITE_OK;
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return REAL(f)->pMethods->xFileSize(REAL(f), n);
}

static int shim_lock(sqlite3_file *f, int how)
{
	return REAL(f)->pMethods->xLock(REAL(f), how);
}

static int shim_unlock(sqlite3_file *f, int how)
{
	return REAL(f)->pMethods->xUnlock(REAL(f), how);
}

static int shim_reserved(sqlite3_file *f, int *r)
{
	return REAL(f)->pMethods->xCheckReservedLock(REAL(f), r);
}

static int shim_control(sqlite3_file *f, int op, void *arg)
{
	return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int shim_sector(sqlite3_file *f)
{
	return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int shim_traits(sqlite3_file *f)
{
	return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int shim_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **p)
{
	if (shim_of(f)->counted && strikes(OP_SHM)) {
		*p = NULL;
		return board->fail_code;
	}
	return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, p);
}

static int shim_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}

static void shim_shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int shim_shm_unmap(sqlite3_file *f, int gone)
{
	return REAL(f)->pMethods->xShmUnmap(REAL(f), gone);
}

static const sqlite3_io_methods methods = {
	2, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_size, shim_lock, shim_unlock, shim_reserved, shim_control, shim_sector,
	shim_traits, shim_shm_map, shim_shm_lock, shim_shm_barrier, shim_shm_unmap, NULL, NULL,
};

/* ---- the file system ---- */

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *flags_r)
{
	struct shim *s = shim_of(f);
	(void)vfs;
	*s = (struct shim){.real = (sqlite3_file *)(s + 1), .counted = name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL))};
	s->end = &s->first;
	if (s->counted) {
		step(OP_OPEN);
		if (strikes(OP_OPEN))
			return board->fail_code;
	}
	bool there = name && access(name, F_OK) == 0;
	int rc = under->xOpen(under, name, s->real, flags, flags_r);
	if (s->real->pMethods)
		s->base.pMethods = &methods;
	if (rc == SQLITE_OK && s->counted && board->lazy) {
		snprintf(s->disk, sizeof s->disk, "%s.disk", name);
		s->fresh = !there;
		s->sibling = open_files;
		open_files = s;
	}
	return rc;
}

/* Without a sync of the folder the name may be there again. */
static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	(void)vfs;
	step(OP_DELETE);
	if (strikes(OP_DELETE))
		return board->fail_code;
	if (board->lazy && deleted_count < 8)
		snprintf(deleted[deleted_count++], sizeof *deleted, "%s.disk", name);
	if (sync_folder)
		forget_deleted();
	return under->xDelete(under, name, 0);
}

static int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *r)
{
	(void)vfs;
	return under->xAccess(under, name, flags, r);
}

static int shim_full_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	return under->xFullPathname(under, name, n, out);
}

void vfs_register(void)
{
	static sqlite3_vfs shim;
	under = sqlite3_vfs_find(NULL);
	shim = *under;
	shim.pNext = NULL;
	shim.zName = "torture";
	shim.szOsFile = (int)sizeof(struct shim) + under->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	shim.xAccess = shim_access;
	shim.xFullPathname = shim_full_path;
	sqlite3_vfs_register(&shim, 1);
}
