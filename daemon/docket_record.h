/* Mails as they are recorded, before anything is judged. Inside the caller's transaction. */
#ifndef DAEMON_DOCKET_RECORD_H
#define DAEMON_DOCKET_RECORD_H
#include "values/classified.h"
#include "docket.h"

/* A mail that is new here: what was read of it, until it is judged for the first time. */
struct fresh {
	struct mail_record record;
	struct classified found;
	bool plain;                   /* a copy, and judged as that */
	bool listed;                  /* its tables are in the store: a cure in the same batch asks for them again */
};

/* The id that people quote: of what the mail is, or, of a copy, of where it lies. In `a`. */
const char *record_public_id(struct arena *a, const struct mail_record *m);
/* Adds raw bytes, mail and place. *new_r false: this place was seen before, or its folder's numbers began anew. */
int record_arrival(struct clerk *c, const struct arrival *in, int64_t now, struct fresh *f_r, bool *new_r, struct err *err);
/* What was read of a mail that is recorded and not judged yet is read once more from its kept bytes. In c->turn. One that the reader can't
 * read any more is in quarantine then. 1; 0 its bytes are not kept any more (raw_mail_days); -1. */
int record_revive(struct clerk *c, const struct mail_record *m, struct fresh *f_r, struct err *err);
/* The same by what people answered about layouts (NULL: by nothing). */
int record_read(struct clerk *c, const struct mail_record *m, const struct known_layouts *known, struct fresh *f_r, struct err *err);
/* Columns and cells as read, for lists that come from the store, which keeps their fields alone: from the mail's bytes. Where these are not kept any
 * more, or are read otherwise by now, the lists stay without. 0 or -1. */
int record_cells(struct clerk *c, const struct mail_record *m, struct stored_lists *lists, struct err *err);
/* The same mail counts once, at its earliest place (rules.md section 1: the order of mails). Where a copy lies before its original, the two
 * change places: the one that counts keeps its id, and the copy lies later. Nothing may stand judged from the earlier place on. 1 they did, 0
 * no need, -1. */
int record_move_original(struct clerk *c, struct mail_record *copy, struct mail_record *original, struct err *err);

#endif
