/* Hashes over several fields. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/digest.h"

/* Texts that are put together first give the hash that they give one by one. */
static void test_put(void **state)
{
	char large[5000];
	const char *const texts[] = {"", NULL, "东莞市宏图机械有限公司", "a", "", large, "ab", "c"};
	struct digest_state one, piece;
	struct buf b = {0};
	(void)state;
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	buf_add(&b, large, sizeof large); /* what was there before is no part of it */
	buf_clear(&b);
	digest_start(&one);
	digest_start(&piece);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		digest_adds(&one, texts[i]);
		digest_put(&b, texts[i]);
		if (i == 3) {
			digest_add_piece(&piece, b.data, b.size);
			buf_clear(&b);
		}
	}
	digest_add_piece(&piece, b.data, b.size);
	buf_release(&b);
	struct digest x = digest_end(&one), y = digest_end(&piece);
	assert_memory_equal(x.b, y.b, DIGEST_SIZE);
	/* and what it was when rows were first stored: a store knows lists again by it */
	digest_start(&one);
	digest_adds(&one, "lead");
	digest_adds(&one, "");
	x = digest_end(&one);
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&x, DIGEST_SIZE, hex);
	assert_string_equal(hex, "50ba2082dabf05be6799d883e002c6e20554ced42a3257fad265f5e0142fd437");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_put)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
