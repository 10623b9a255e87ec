/* Bytes that grow (daemon/base/buf.h), beside a plain array. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"

enum { MOST = 20000, PIECE = 700 };

static char plain[MOST + PIECE];

/* Whatever way they came: the bytes, a NUL behind them, and room for it. */
static void assert_holds(const struct buf *b, size_t size)
{
	assert_int_equal(b->size, size);
	assert_true(b->room > b->size);
	assert_memory_equal(b->data, plain, size);
	assert_int_equal(b->data[size], '\0');
}

static size_t put_piece(struct buf *b, size_t at)
{
	size_t n = (size_t)rand() % 4 ? (size_t)rand() % 5 : (size_t)rand() % PIECE;
	for (size_t i = 0; i < n; i++)
		plain[at + i] = (char)rand();
	if (n == 1) {
		buf_addc(b, plain[at]);
	} else if (n % 2) {
		memcpy(buf_space(b, n), plain + at, n);
		b->size += n;
		b->data[b->size] = '\0';
	} else {
		buf_add(b, plain + at, n);
	}
	return n;
}

static void as_a_plain_array(void **state)
{
	(void)state;
	struct buf b = {0};
	for (unsigned seed = 1; seed <= 40; seed++) {
		srand(seed);
		for (size_t size = 0; size < MOST; assert_holds(&b, size))
			size += put_piece(&b, size);
		if (seed % 2)
			buf_clear(&b);
		else
			buf_release(&b);
	}
	buf_release(&b);
}

/* Filled to the last byte but that of the NUL, and by one more: at each size the room may have. */
static void to_the_brim(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++)
		for (size_t room = 256; room < 70000; room *= 2) {
			struct buf b = {0};
			memset(buf_space(&b, room - 1), 'x', room - 1);
			b.size = room - 1;
			assert_int_equal(b.room, room);
			if (more)
				buf_addc(&b, 'y');
			else
				buf_add(&b, "", 0);
			assert_int_equal(b.size, room - 1 + more);
			assert_int_equal(b.room, more ? room * 2 : room);
			assert_int_equal(b.data[b.size], '\0');
			buf_release(&b);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(as_a_plain_array), cmocka_unit_test(to_the_brim)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
