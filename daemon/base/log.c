#include "base/log.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/journal.h"

enum { LINE_SIZE = 2048, MAIL_HEX = 16 };

static const char *process_name = "leadclerk";
static const char *line_end = "\n";
static enum log_level least_level = LOG_INFO_LINE;
static const struct { const char *name; int priority; /* syslog(3) */ } levels[] = {{"debug", 7}, {"info", 6}, {"warning", 4}, {"error", 3}};

void log_open(const char *process, enum log_level least)
{
	process_name = process;
	least_level = least;
	line_end = isatty(STDERR_FILENO) ? "\033[K\n" : "\n"; /* asked now: a jail may forbid it later */
}

enum log_level log_wanted(void)
{
	return getenv("LEADCLERK_QUIET") ? LOG_WARN_LINE : getenv("LEADCLERK_DEBUG") ? LOG_DEBUG_LINE : LOG_INFO_LINE;
}

static void clean(char *line)
{
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
		else if ((unsigned char)p[0] == 0xC2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xA0) /* U+0080 to U+009F */
			p[0] = p[1] = '?';
}

static bool in_address(char c)
{
	return isalnum((unsigned char)c) || (c && strchr(".!#$&*+-/^_`{|}~%", c)) || (unsigned char)c >= 0x80;
}

void log_hide_addresses(char *line)
{
	char *to = line;
	for (char *at = line; *at; at++) {
		if (*at == '@' && in_address(at[1])) {
			char *local = to;
			while (local > line && in_address(local[-1]))
				local--;
			if (local < to) {
				*local = '*';
				to = local + 1;
			}
		}
		*to++ = *at;
	}
	*to = '\0';
}

static size_t hex_digits(const char *text)
{
	return strspn(text, "0123456789abcdef");
}

void log_mail_fields(struct buf *message, const char *line)
{
	for (const char *p = line; (p = strchr(p, 'm')); p++) {
		char id[MAIL_HEX + 2];
		if ((p > line && isalnum((unsigned char)p[-1])) || hex_digits(p + 1) != MAIL_HEX || isalnum((unsigned char)p[1 + MAIL_HEX]))
			continue;
		snprintf(id, sizeof id, "%s", p);
		char *before = strstr(line, id);
		if (before == p)
			journal_field(message, "MAIL", id);
	}
}

static void field(struct buf *message, const char *name, const char *value)
{
	char text[256];
	if (!value || !*value)
		return;
	snprintf(text, sizeof text, "%s", value);
	clean(text);
	journal_field(message, name, text);
}

static bool to_journal(enum log_level level, const char *id, const struct log_about *about, const char *line)
{
	struct buf message = {0};
	journal_field(&message, "MESSAGE", line);
	buf_printf(&message, "PRIORITY=%d\nSYSLOG_IDENTIFIER=leadclerk\nLEADCLERK_PROCESS=%s\n", levels[level].priority, process_name);
	field(&message, "ID", id);
	field(&message, "LETTER", about->letter);
	field(&message, "ENTRY", about->entry);
	field(&message, "SLIP", about->slip);
	field(&message, "STAFF", about->staff);
	if (about->mail && !strstr(line, about->mail))
		field(&message, "MAIL", about->mail);
	log_mail_fields(&message, line);
	bool sent = journal_send(&message);
	buf_release(&message);
	return sent;
}

static void say(enum log_level level, const char *id, const struct log_about *about, const char *fmt, va_list ap)
{
	char line[LINE_SIZE], out[LINE_SIZE + 100];
	int n = snprintf(line, sizeof line, "%s%s", id ? id : "", id ? ": " : "");
	if (n >= 0 && (size_t)n < sizeof line)
		vsnprintf(line + n, sizeof line - (size_t)n, fmt, ap);
	clean(line);
	if (level > LOG_DEBUG_LINE)
		log_hide_addresses(line);
	if (journal_reads_stderr() && to_journal(level, id, about, line))
		return;
	char priority[8] = "";
	if (journal_reads_stderr())
		snprintf(priority, sizeof priority, "<%d>", levels[level].priority);
	n = snprintf(out, sizeof out, "%sleadclerk[%s] %s: %s%s", priority, process_name, levels[level].name, line, line_end);
	ssize_t ignored = write(STDERR_FILENO, out, n < (int)sizeof out ? (size_t)n : sizeof out - 1); /* a log that can't be written must not stop the work */
	(void)ignored;
}

void log_line(enum log_level level, const char *id, const char *fmt, ...)
{
	va_list ap;
	if (level < least_level)
		return;
	va_start(ap, fmt);
	say(level, id, &(struct log_about){0}, fmt, ap);
	va_end(ap);
}

void log_about(enum log_level level, const struct log_about *about, const char *fmt, ...)
{
	va_list ap;
	if (level < least_level)
		return;
	const char *id = about->letter ? about->letter : about->entry ? about->entry : about->slip ? about->slip : about->mail;
	va_start(ap, fmt);
	say(level, id, about, fmt, ap);
	va_end(ap);
}
