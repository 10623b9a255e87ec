/* A letter handed over beside the store: as it was, and nothing that is none, or another's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "handed.h"

static void what_is_handed_over_is_read(void **state)
{
	char folder[] = "/tmp/handed.XXXXXX", store[64], path[128];
	struct arena *a = arena_new();
	struct err err;
	const char *name;
	struct letter was = {.id = "whatif.gm.2026-09-22.01020304", .kind = LETTER_REPORT, .staff = "gm", .to = "gm@corp.test", .subject = "【报表】测算", .message_id = "lc.x@corp.test",
	                     .token = "7KQ4-9M2X", .about = "whatif, asked for by it", .created = 1790049600, .bytes = {(const uint8_t *)"From: x\r\n\r\n\0", 12}}, is;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(store, sizeof store, "%s/clerk.db", folder);
	assert_int_equal(handed_write(store, a, &was, &name, &err), 0);
	assert_int_equal(handed_read(store, a, name, &is, &err), 0);
	assert_string_equal(is.id, was.id);
	assert_string_equal(is.about, was.about);
	assert_string_equal(is.token, was.token);
	assert_int_equal(is.kind, was.kind);
	assert_int_equal(is.created, was.created);
	assert_int_equal(is.bytes.size, was.bytes.size);
	assert_memory_equal(is.bytes.data, was.bytes.data, was.bytes.size);
	snprintf(path, sizeof path, "%s.handed.%s", store, name);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	for (off_t size = st.st_size - 1; size >= 0; size--) { /* cut anywhere, it is none */
		assert_int_equal(truncate(path, size), 0);
		assert_int_equal(handed_read(store, a, name, &is, &err), -1);
		assert_int_equal(err.exit_code, 65);
	}
	handed_remove(store, name);
	assert_int_equal(handed_read(store, a, name, &is, &err), -1);
	assert_int_equal(err.exit_code, 66);
	assert_int_equal(handed_read(store, a, "../x", &is, &err), -1);
	assert_int_equal(err.exit_code, 64);
	/* of others' making */
	assert_int_equal(handed_write(store, a, &was, &name, &err), 0);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(handed_read(store, a, name, &is, &err), -1);
	assert_int_equal(err.exit_code, 65);
	unlink(path);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_int_equal(handed_read(store, a, name, &is, &err), -1);
	unlink(path);
	rmdir(folder);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_handed_over_is_read)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
