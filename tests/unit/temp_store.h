/* A store in a directory of its own, for the tests of db, store and outbox. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "store.h"

struct temp {
	char dir[64], path[80];
	struct arena *a;
	struct store s;
	struct err err;
};

#define OK(call) must_be(t, (call), 0, #call)
#define YES(call) must_be(t, (call), 1, #call)
#define NO(call) must_be(t, (call), 0, #call)

static inline void must_be(struct temp *t, int got, int want, const char *call)
{
	if (got != want)
		fail_msg("%s is %d, not %d: %s", call, got, want, got < 0 ? t->err.text : "");
}

static inline int temp_open(void **state)
{
	struct temp *t = calloc(1, sizeof *t);
	snprintf(t->dir, sizeof t->dir, "/tmp/lc-store.XXXXXX");
	if (!mkdtemp(t->dir))
		return -1;
	snprintf(t->path, sizeof t->path, "%s/store.db", t->dir);
	t->a = arena_new();
	*state = t;
	return zone_use("Asia/Shanghai", &t->err) < 0 || store_open(t->path, DB_WRITE, &t->s, &t->err) < 0 ? -1 : 0;
}

static inline int temp_close(void **state)
{
	struct temp *t = *state;
	static const char *const names[] = {"store.db", "store.db-wal", "store.db-shm", "store.db.lock", "store.db.sieve", "copy.db", "other.db", "other.db.lock"};
	store_close(&t->s);
	arena_free(t->a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[160];
		snprintf(path, sizeof path, "%s/%s", t->dir, names[i]);
		unlink(path);
	}
	rmdir(t->dir);
	free(t);
	return 0;
}

static inline int64_t number(struct temp *t, const char *sql)
{
	int64_t v = -1;
	if (db_one_int(t->s.db, &t->err, &v, sql, "") < 0)
		fail_msg("%s: %s", sql, t->err.text);
	return v;
}
