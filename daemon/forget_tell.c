/* `forget` without --yes: what there is, and what is not ours to erase. */
#include <inttypes.h>

#include "forget.h"

enum { SHOWN = 200 };

static void tell_mails(const struct forgetting *f, struct buf *out)
{
	char at[TIME_TEXT_SIZE];
	for (size_t i = 0; i < f->mails.items_count && i < SHOWN; i++) {
		const struct forgotten_mail *m = &f->mails.items[i];
		buf_printf(out, "  mail %s of %s in %s/%s: %d rows, Message-ID <%s>\n", m->id, time_text(m->arrived_at, at), m->mailbox, m->folder, m->rows, m->message_id);
	}
	if (f->mails.items_count > SHOWN)
		buf_printf(out, "  ... and %zu mails more\n", f->mails.items_count - SHOWN);
}

static void tell_letters(const struct forgetting *f, struct buf *out)
{
	char at[TIME_TEXT_SIZE];
	for (size_t i = 0; i < f->letters.items_count && i < SHOWN; i++) {
		const struct forgotten_letter *l = &f->letters.items[i];
		buf_printf(out, "  letter %s of %s to %s%s, Message-ID <%s>\n", l->id, time_text(l->created_at, at), l->addr, l->waits ? ", which has not left yet" : "", l->message_id);
	}
	if (f->letters.items_count > SHOWN)
		buf_printf(out, "  ... and %zu letters more\n", f->letters.items_count - SHOWN);
}

const char *forget_tell_damaged(const struct forgetting *f, struct arena *a)
{
	const char *ids = "";
	for (size_t i = 0; i < f->damaged.items_count && i < SHOWN; i++)
		ids = arena_printf(a, "%s%s%s", ids, i ? ", " : "", f->damaged.items[i]);
	return f->damaged.items_count ? arena_printf(a, "%zu letters could not be looked into, their bytes are damaged, and stay until retention takes them (letter_days): %s", f->damaged.items_count, ids) : "";
}

void forget_tell(const struct forgetting *f, const char *words, struct buf *out)
{
	buf_printf(out, "%s: the %s; %zu rows, %zu mails, %zu letters, %zu other texts\n", words, f->phone ? "person of that phone" : "company and whoever stands for it", f->rows,
	           f->mails.items_count, f->letters.items_count, f->others);
	tell_mails(f, out);
	tell_letters(f, out);
	buf_printf(out, "stay: verdicts, counts, the ledger, and a keyed hash of each row and of whom it was about, so that the request is honoured when it comes again%s\n",
	           f->phone ? "" : "; the company stays whose it is, under a made-up name");
	if (f->entries)
		buf_printf(out, "%zu entries of the ledger name it: entries are never changed\n", f->entries);
	if (f->unread)
		buf_printf(out, "%zu kept mails could not be looked into (in quarantine, not understood, or of strangers): they go by retention (raw_mail_days)\n", f->unread);
	if (f->damaged.items_count)
		buf_printf(out, "%s\n", forget_tell_damaged(f, f->a));
	buf_printf(out, "not ours to erase: these mails in the mailboxes they came to, our letters in the clerk's Sent folder and with whom they went to, backups of the store made before\n");
}
