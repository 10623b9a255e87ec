/* Maildirs: read without changing anything, delivered into by tmp, fsync, rename. */
#ifndef DAEMON_MAILDIR_H
#define DAEMON_MAILDIR_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct maildir_mail {
	const char *name;     /* file name up to ':', bytewise order: what rules.md section 1 orders by; bytes that are no UTF-8 as %XX */
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
/* The file's bytes, in `a`, and its size; a file that vanished or moved from new/ to cur/ meanwhile is looked for once more; of one beyond
 * MAIL_MAX_BYTES only the first MAIL_HEADER_BYTES. -1: exit_code 66 gone, 75 it can't be read now. */
int maildir_read_mail(struct arena *a, const struct maildir_mail *m, struct bytes *raw_r, size_t *size_r, struct err *err);
/* A file name out of any id: bytes that have a meaning in a Maildir ('/', ':', a leading '.', blanks, controls, '%') become %XX, so that
 * different ids stay different; what is too long for a file name ends in a hash. In `a`. */
const char *maildir_safe_name(struct arena *a, const char *id);
/* name: as maildir_safe_name gives it. Makes the Maildir where it is missing. Durable when it returns 0. A file of that name that is
 * there already is left as it is (0). `when` becomes its mtime. -1: exit_code 75. */
int maildir_deliver(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err);
/* The same for what can be made again, and is nobody else's to write at the time (a replay's letters): whole or not there, whatever ends the process, and
 * the disk is not waited for. */
int maildir_put(const char *root, const char *name, struct bytes raw, int64_t when, struct err *err);
/* As maildir_deliver, into a Maildir++ subfolder, which is made where it is missing, as a mail that was read already. */
int maildir_keep(const char *root, const char *folder, const char *name, struct bytes raw, int64_t when, struct err *err);

#endif
