/* The log: one line an event on stderr (systemd adds the rest). Only the top of a process logs. `id` is the mail's, letter's or entry's
 * public id, so that one word follows it through its life; NULL where there is none. Control characters come out as '?'. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_DEBUG_LINE, LOG_INFO_LINE, LOG_WARN_LINE, LOG_ERROR_LINE };

void log_open(const char *process, enum log_level least);    /* process: "clerk", "reader", ... */
void log_line(enum log_level level, const char *id, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
#define log_info(...) log_line(LOG_INFO_LINE, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN_LINE, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR_LINE, __VA_ARGS__)

#endif
