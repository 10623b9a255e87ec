/* For the fuzzers of rooms that take values out of a mail: their bytes come as texts, as the reader child would have made them. */
#ifndef TESTS_FUZZ_ROOMS_H
#define TESTS_FUZZ_ROOMS_H
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "values/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The next piece, up to a byte 0x1E, as UTF-8 without NUL; "" when there is none left. */
static inline char *piece(struct arena *a, struct bytes *rest)
{
	const uint8_t *end = rest->size ? memchr(rest->data, 0x1E, rest->size) : NULL;
	size_t n = end ? (size_t)(end - rest->data) : rest->size, skip = n + (end != NULL);
	char *text = text_decode(a, "utf-8", rest->data, n);
	rest->data += skip;
	rest->size -= skip;
	must(text_is_utf8(text, strlen(text)));
	return text;
}

static inline void one_line(const char *text)
{
	must(text && text_is_utf8(text, strlen(text)));
	for (const char *p = text; *p; p++)
		must((unsigned char)*p >= ' ' && *p != 0x7F);
}

/* A mail with nothing in it. */
static inline struct mail empty_mail(void)
{
	return (struct mail){.message_id = "", .original_id = "", .subject = "", .mailer = "", .text = "", .quoted = "", .huge_link = "", .date = INT64_MIN};
}

#endif
