/* The log: one line an event on stderr (systemd adds the rest). Only the top of a process logs. `id` is the mail's, letter's or entry's
 * public id, so that one word follows it through its life; NULL where there is none. Control characters come out as '?', and of a mail address only its
 * domain, but for debug lines: above those nothing is personal but ids. On a terminal each line takes away what stands behind it: a bar (progress.h), whichever process logs.
 * Where stderr is systemd's journal, the line is a message of its own with fields: LEADCLERK_PROCESS, ID, and those of struct log_about; MAIL besides for every mail id
 * that the line names, so that `journalctl -t leadclerk MAIL=m0123456789abcdef` tells a mail's story from arrival to receipt. */
#ifndef BASE_LOG_H
#define BASE_LOG_H
#include "base/buf.h"

enum log_level { LOG_DEBUG_LINE, LOG_INFO_LINE, LOG_WARN_LINE, LOG_ERROR_LINE };

struct log_about { /* what a line is about; NULL: not about one. The line begins with the first of them, in this order, but for the staff id. */
	const char *letter, *entry, *slip, *mail, *staff;
};

void log_open(const char *process, enum log_level least);    /* process: "clerk", "reader", ... */
/* The least level as the environment wants it: LEADCLERK_QUIET warnings, LEADCLERK_DEBUG everything. */
enum log_level log_wanted(void);
void log_line(enum log_level level, const char *id, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void log_about(enum log_level level, const struct log_about *about, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
#define log_debug(...) log_line(LOG_DEBUG_LINE, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO_LINE, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN_LINE, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR_LINE, __VA_ARGS__)

/* Pure. The line without what stands before each "@" of an address: "bounced: <*@qq.com>". In place. */
void log_hide_addresses(char *line);
/* Pure. Adds a field MAIL for each id of a mail ("m" and 16 hex digits, a word of its own) in the line, each once. */
void log_mail_fields(struct buf *message, const char *line);

#endif
