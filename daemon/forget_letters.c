/* Our own letters: what they say, and in what of a letter it may stand. They are written by letter.c, so the form is known: parts between boundaries, texts and files in base64. */
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/deflate.h"
#include "base/text.h"
#include "forget_inside.h"
#include "outbox.h"

/* ---- a workbook ---- */

enum { ZIP_HEADER = 30, ZIP_DEFLATED = 8 };

static uint32_t little(const uint8_t *p, int n)
{
	uint32_t v = 0;
	for (int i = n; i-- > 0;)
		v = v << 8 | p[i];
	return v;
}

static bool add_piece(void *arg, void *data, size_t size)
{
	buf_add(arg, data, size);
	return true;
}

static bool text_says(const struct forgetting *f, const void *data, size_t size)
{
	return text_is_utf8(data, size) && needles_in(&f->needles, arena_strndup(f->scratch, data, size));
}

/* Member after member, as zipped.h writes them: sizes stand before each. */
static bool workbook_says(const struct forgetting *f, struct bytes zip)
{
	bool says = false;
	for (size_t at = 0; !says && at + ZIP_HEADER <= zip.size && memcmp(zip.data + at, "PK\3\4", 4) == 0;) {
		const uint8_t *p = zip.data + at;
		uint32_t method = little(p + 8, 2), packed = little(p + 18, 4);
		size_t head = ZIP_HEADER + little(p + 26, 2) + little(p + 28, 2);
		if (at + head > zip.size || packed > zip.size - at - head)
			break;
		struct buf out = {0};
		struct bytes member = {p + head, packed};
		if (method == ZIP_DEFLATED && inflate_bytes(member, little(p + 22, 4), add_piece, &out) == INFLATE_WHOLE)
			says = text_says(f, out.data ? out.data : "", out.size);
		else if (method == 0)
			says = text_says(f, member.data, member.size);
		buf_release(&out);
		at += head + packed;
	}
	return says;
}

/* ---- parts ---- */

static bool decoded_says(const struct forgetting *f, const char *from, const char *to)
{
	size_t size;
	uint8_t *bytes = arena_alloc(f->scratch, BASE64_ROOM((size_t)(to - from)) + 1);
	if (!base64_decode(from, (size_t)(to - from), bytes, &size))
		return false;
	if (size > 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return workbook_says(f, (struct bytes){bytes, size});
	return needles_in(&f->needles, text_decode(f->scratch, NULL, bytes, size)); /* a mail that is attached is in its own charset */
}

/* From an empty line to the next boundary, or the end. */
static bool letter_says(const struct forgetting *f, struct bytes letter)
{
	const char *text = arena_strndup(f->scratch, (const char *)letter.data, letter.size), *head = text;
	for (const char *body; (body = strstr(head, "\r\n\r\n"));) {
		const char *from = body + 4, *end = strncmp(from, "--", 2) == 0 ? from : strstr(from, "\r\n--");
		if (!end)
			end = from + strlen(from);
		const char *coded = strstr(head, "Content-Transfer-Encoding: base64");
		if (coded && coded < body ? decoded_says(f, from, end) : needles_in(&f->needles, arena_strndup(f->scratch, from, (size_t)(end - from))))
			return true;
		head = end;
	}
	return false;
}

/* A mail that was passed on lies in it as it came (forward.MAIL.STAFF). */
static bool passes_on(const struct forgetting *f, const char *id)
{
	const char *dot = strchr(id, '.');
	for (size_t i = 0; strncmp(id, "forward", 7) == 0 && dot && i < f->mails.items_count; i++)
		if (text_begins(dot + 1, f->mails.items[i].id))
			return true;
	return false;
}

/* One about a slip carries the mails that it came by (about: "SLIP STEP"), in whatever encoding they are. 1, 0, -1. */
static int carries(struct forgetting *f, const char *about, struct err *err)
{
	struct arena *a = f->scratch;
	bool found = false;
	int r;
	struct query *q = db_rows(f->store->db, "SELECT mail.public FROM slip_event JOIN mail ON mail.id = slip_event.mail WHERE slip = ?", "t", arena_strndup(a, about, strcspn(about, " ")));
	while ((r = db_next(q, err)) > 0) {
		const char *id = col_text(q, 0, a);
		for (size_t i = 0; i < f->mails.items_count; i++)
			found = found || strcmp(f->mails.items[i].id, id) == 0;
	}
	return r < 0 ? -1 : found;
}

/* ---- all of them ---- */

struct kept_letter {
	const char *id, *addr, *message_id, *subject, *about, *answer, *state;
	int64_t created_at, body;
	struct bytes bytes;
	bool damaged;                /* those can't be read */
};

static int next_letter(struct forgetting *f, const char *after, int64_t from, struct kept_letter *l_r, struct err *err)
{
	struct arena *a = f->scratch;
	struct query *q = db_rows(f->store->db,
	                          "SELECT letter.id, addr, message_id, subject, coalesce(about, ''), answer, state, created_at, body, bytes FROM letter JOIN letter_body ON letter_body.id = body "
	                          "WHERE letter.id > ? AND created_at >= ? ORDER BY letter.id LIMIT 1", "ti", after, from);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	*l_r = (struct kept_letter){col_text(q, 0, a), col_text(q, 1, a), col_text(q, 2, a), col_text(q, 3, a), col_text(q, 4, a), col_text(q, 5, a), col_text(q, 6, a), col_int(q, 7), col_int(q, 8), {NULL, 0}, false};
	struct err why;
	l_r->damaged = outbox_body(q, 9, a, l_r->id, &l_r->bytes, &why) < 0;
	db_end(q);
	return 1;
}

static int erase_letter(struct forgetting *f, const struct kept_letter *l, struct err *err)
{
	struct arena *a = f->scratch;
	struct bytes left = {(const uint8_t *)OUTBOX_ERASED, sizeof OUTBOX_ERASED - 1};
	if (db_run(f->store->db, err, "UPDATE letter_body SET bytes = ? WHERE id = ?", "bi", &left, l->body) < 0)
		return -1;
	/* What might go again must not go empty. */
	return db_run(f->store->db, err, "UPDATE letter SET subject = ?, about = ?, answer = ?, look_at = NULL, state = CASE WHEN state IN ('refused', 'unsure', 'withheld') THEN 'ignored' ELSE state END "
	              "WHERE id = ?", "tttt", needles_redact(a, &f->needles, l->subject), needles_redact(a, &f->needles, l->about), needles_redact(a, &f->needles, l->answer), l->id);
}

/* Whether it says it, by all that can be read of it. 1, 0, -1. */
static int says(struct forgetting *f, const struct kept_letter *l, struct err *err)
{
	int carried = carries(f, l->about, err);
	if (carried != 0)
		return carried;
	return needles_in(&f->needles, l->subject) || needles_in(&f->needles, l->about) || needles_in(&f->needles, l->answer) || passes_on(f, l->id) || (!l->damaged && letter_says(f, l->bytes));
}

static int look_at_letter(struct forgetting *f, const struct kept_letter *l, struct err *err)
{
	int found = says(f, l, err);
	if (found == 0 && l->damaged)
		ARENA_PUSH(f->a, &f->damaged, items) = arena_strdup(f->a, l->id);
	if (found <= 0)
		return found;
	ARENA_PUSH(f->a, &f->letters, items) = (struct forgotten_letter){.id = arena_strdup(f->a, l->id), .addr = arena_strdup(f->a, l->addr), .message_id = arena_strdup(f->a, l->message_id),
	                                                                 .created_at = l->created_at, .waits = strcmp(l->state, "waiting") == 0 || strcmp(l->state, "claimed") == 0};
	return f->key ? erase_letter(f, l, err) : 0;
}

int forget_letters(struct forgetting *f, int64_t from, struct err *err)
{
	struct arena *own = arena_new();
	const char *after = "";
	struct kept_letter l;
	int r = 0;
	while (r == 0 && (r = next_letter(f, after, from, &l, err)) > 0) {
		arena_reset(own);
		after = arena_strdup(own, l.id);
		r = look_at_letter(f, &l, err);
		arena_reset(f->scratch);
	}
	arena_free(own);
	return r;
}
