/* Everything that lies in the mailboxes, in the order of mails (rules.md section 1), for a store that begins anew. */
#ifndef DAEMON_GATHER_H
#define DAEMON_GATHER_H
#include "clerk.h"

struct gathered {
	struct place place;
	int64_t arrived_at;
	const char *path;            /* the file that holds its bytes: the Maildir's own, or one of the spool */
	size_t size;                 /* on an IMAP server; 0: as the file is */
};
struct gathered_folder {         /* of an IMAP mailbox: where reading stands after this */
	const char *mailbox, *folder;
	struct folder_state state;
};
struct gathering {
	struct gathered *mails;
	size_t mails_count, mails_cap;
	struct gathered_folder *folders;
	size_t folders_count, folders_cap;
};

/* Lists Maildirs and copies what lies in IMAP folders into files of the folder `spool` (made, mode 0700). Mails that their server does not hand over, or over which, asked
 * alone, it hangs up each time, are left out: the folder's position stays before them. All lives in `a`.
 * -1: a mailbox that can't be read (69, 75, 77, 66: the first folder is missing): half of the mails would make another ledger. */
int gather_mails(const struct office *o, const char *spool, struct arena *a, struct gathering *g_r, struct err *err);
/* The bytes of one, in `a` (of one beyond MAIL_MAX_BYTES those of its header), and its size. -1: exit_code 75, it is gone meanwhile. */
int gather_read(struct arena *a, const struct gathered *m, struct bytes *raw_r, size_t *size_r, struct err *err);
/* Takes the spool away. */
void gather_forget(const char *spool);

#endif
