/* Faults of the configuration and of the files it names: each with file and line, what is wrong, what to write. All are collected, so
 * that an admin mends the file in one go. */
#ifndef DAEMON_CONF_FAULT_H
#define DAEMON_CONF_FAULT_H
#include <stddef.h>

#include "base/arena.h"

struct conf_fault {
	const char *file;
	int line;         /* from 1; 0: the file as a whole */
	const char *text; /* what is wrong, what to write */
};
struct conf_faults {
	struct conf_fault *faults;
	size_t faults_count, faults_cap;
};

void conf_fault_add(struct arena *a, struct conf_faults *f, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* Appends copies of the faults of another list, whose memory may go. */
void conf_faults_move(struct arena *a, struct conf_faults *into, const struct conf_faults *from);
/* By line within each file; `first` leads, the other files follow in the order in which they were read. */
void conf_faults_sort(struct conf_faults *f, const char *first);
/* The word most like `word` (a slip or two of the pen), or NULL. words: ended by NULL. */
/* "： is a Chinese sign, write :": of the first sign in text that an input method writes instead of one of YAML's; NULL. In a. */
const char *conf_wide_sign(struct arena *a, const char *text);
const char *conf_nearest(const char *word, const char *const *words);

#endif
