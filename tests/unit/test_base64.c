/* base64 read by ourselves is what GMime reads (base/base64.h); what is not as mail programs write it, is left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"

static uint32_t seed = 5;

static uint32_t chance(uint32_t n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

/* As mime.c has it decoded: by a filter, in pieces. */
static GByteArray *by_gmime(const char *text, size_t size)
{
	GByteArray *out = g_byte_array_new();
	GMimeStream *in = g_mime_stream_mem_new_with_buffer(text, size), *to = g_mime_stream_mem_new_with_byte_array(out);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(to), FALSE);
	GMimeDataWrapper *w = g_mime_data_wrapper_new_with_stream(in, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_data_wrapper_write_to_stream(w, to);
	g_object_unref(w);
	g_object_unref(in);
	g_object_unref(to);
	return out;
}

/* In a block of its own, so that a sanitizer sees what is read or written behind it. */
static bool same_as_gmime(const char *text, size_t size)
{
	char *exact = malloc(size ? size : 1);
	uint8_t *to = malloc(BASE64_ROOM(size));
	size_t got = 0;
	memcpy(exact, text, size);
	bool good = base64_decode(exact, size, to, &got);
	if (good) {
		GByteArray *want = by_gmime(exact, size);
		assert_int_equal(got, want->len);
		if (got)
			assert_memory_equal(to, want->data, got);
		g_byte_array_unref(want);
	}
	free(exact);
	free(to);
	return good;
}

static size_t put(char *to, const char *text)
{
	memcpy(to, text, strlen(text));
	return strlen(text);
}

/* Bytes in lines of any length, some that a program would not write. */
static size_t write_lines(char *to, size_t bytes)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char *const ends[] = {"\r\n", "\n", "\r\n\r\n", " \n", "\t"};
	size_t n = 0, line = 4 * (1 + chance(25)), quanta = bytes / 3;
	const char *end = ends[chance(sizeof ends / sizeof *ends)];
	for (size_t i = 0; i < quanta * 4; i++) {
		to[n++] = alphabet[chance(64)];
		if ((i + 1) % line == 0)
			n += put(to + n, end);
	}
	if (bytes % 3)
		n += put(to + n, bytes % 3 == 1 ? "+Q==" : "ab8=");
	return n + put(to + n, chance(2) ? end : "");
}

static void as_gmime_reads(void **state)
{
	enum { ROOM = 200000 };
	char *text = malloc(ROOM);
	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t size = write_lines(text, chance(i % 50 ? 300 : 20000));
		assert_true(same_as_gmime(text, size));
		for (int k = 0; k < 5 && size; k++) { /* and with something odd in it */
			text[chance((uint32_t)size)] = "=\n-A\0\x80"[chance(6)];
			same_as_gmime(text, chance(4) ? size : chance((uint32_t)size));
		}
	}
	free(text);
}

static void what_is_left_to_gmime(void **state)
{
	static const char *const odd[] = {"QUJ", "QQ=", "Q===", "=", "QUJD=", "QQ==QUJD", "QUJD\nQ\nUJD", "QU-D", "QUJD--", "QQ==\nx", "Q Q = ="};
	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_false(same_as_gmime(odd[i], strlen(odd[i])));
	assert_true(same_as_gmime("", 0));
	assert_true(same_as_gmime("\r\n", 2));
	assert_true(same_as_gmime("QUJD\r\nQQ==\r\n", 12));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_gmime_reads),
		cmocka_unit_test(what_is_left_to_gmime),
	};
	g_mime_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
