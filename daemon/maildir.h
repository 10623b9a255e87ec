/* Maildirs: read without changing anything, delivered into by tmp, fsync, rename. */
#ifndef DAEMON_MAILDIR_H
#define DAEMON_MAILDIR_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct maildir_mail {
	const char *name;     /* file name up to ':', bytewise order: what rules.md section 1 orders by */
	const char *path;
	int64_t mtime;        /* arrival, seconds UTC */
};
struct maildir_list {
	struct maildir_mail *mails; /* of new/ and cur/, ordered by mtime, then name */
	size_t mails_count, mails_cap;
};
/* folder "INBOX" is the Maildir itself; others are Maildir++ subfolders ".Name" (modified UTF-7 or UTF-8 names both found). -1 with
 * exit_code 66: no such folder. */
int maildir_read_folder(struct arena *a, const char *root, const char *folder, struct maildir_list *l_r, struct err *err);
/* The file's bytes, in `a`; a file that vanished or moved from new/ to cur/ meanwhile is looked for once more. -1: gone. */
int maildir_read_mail(struct arena *a, const struct maildir_mail *m, struct bytes *raw_r, struct err *err);
/* Durable when it returns 0. A file of that name that is there already is left as it is (0). `when` becomes its mtime. */
int maildir_deliver(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err);

#endif
