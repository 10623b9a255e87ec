#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *process_name = "leadclerk";
static enum log_level least_level = LOG_INFO_LINE;

void log_open(const char *process, enum log_level least)
{
	process_name = process;
	least_level = least;
}

void log_line(enum log_level level, const char *id, const char *fmt, ...)
{
	static const char *const names[] = {"debug", "info", "warning", "error"};
	char line[2048];
	if (level < least_level)
		return;
	int n = snprintf(line, sizeof line, "leadclerk[%s] %s: %s%s", process_name, names[level], id ? id : "", id ? ": " : "");
	va_list ap;
	va_start(ap, fmt);
	if (n > 0 && (size_t)n < sizeof line - 1)
		vsnprintf(line + n, sizeof line - 1 - (size_t)n, fmt, ap);
	va_end(ap);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
		else if ((unsigned char)p[0] == 0xC2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0) /* U+0080 to U+009F */
			p[0] = p[1] = '?';
	size_t len = strlen(line);
	line[len++] = '\n';
	ssize_t ignored = write(STDERR_FILENO, line, len); /* a log that can't be written must not stop the work */
	(void)ignored;
}
