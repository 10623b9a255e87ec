#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void cut_whole(char *text)
{
	size_t n = strlen(text);
	if (n + 1 < ERR_TEXT_MAX)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
		n--;
	text[n] = '\0';
}

int err_set(struct err *err, int exit_code, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	cut_whole(err->text);
	err->exit_code = exit_code;
	return -1;
}

int err_in(struct err *err, const char *fmt, ...)
{
	char head[ERR_TEXT_MAX], rest[ERR_TEXT_MAX];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(head, sizeof head, fmt, ap);
	va_end(ap);
	memcpy(rest, err->text, sizeof rest);
	size_t n = strlen(head);
	memcpy(err->text, head, n + 1);
	if (n + 3 < sizeof err->text) {
		memcpy(err->text + n, ": ", 3);
		n += 2;
		size_t m = strnlen(rest, sizeof err->text - 1 - n);
		memcpy(err->text + n, rest, m);
		err->text[n + m] = '\0';
	}
	cut_whole(err->text);
	return -1;
}
